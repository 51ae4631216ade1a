//! Which old single-byte code page Cyrillic words are in: windows-1251 or KOI8, told by the letters that they would be.

use encoding_rs::{Encoding, KOI8_U, WINDOWS_1251};

/// Fewer Cyrillic letters tell nothing.
const LEAST: usize = 8;
/// A word of fewer letters may be anything.
const WORD: usize = 3;
/// The ten commonest letters of Russian; two thirds of a text are of them, in Ukrainian more than half.
const COMMON: &str = "оеаинтсрвл";
/// Least share of them, in hundredths, in text that is read rightly; of letters at random it is a third.
const SHARE: usize = 42;

/// The code page of bytes whose high ones are mostly whole words of Cyrillic letters, apart from Latin ones; KOI8-R is read as
/// KOI8-U, which has its letters and four more.
pub fn cyrillic(bytes: &[u8]) -> Option<&'static Encoding> {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let (encoding, letters, score) = [WINDOWS_1251, KOI8_U]
        .map(|encoding| {
            let (letters, score) = weighed(bytes, encoding);
            (encoding, letters, score)
        })
        .into_iter()
        .reduce(|a, b| if b.2 > a.2 { b } else { a })?;
    let clear = letters >= LEAST && letters * 10 > high * 7 && score * 100 >= letters * SHARE;
    clear.then_some(encoding)
}

/// Letters in whole words, and how many of them are common ones, less where small letters go over into capitals.
fn weighed(bytes: &[u8], encoding: &'static Encoding) -> (usize, usize) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut letters, mut found, mut turned) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let count = word.chars().count();
        if count < WORD || !word.chars().all(|c| matches!(c, '\u{400}'..='\u{4FF}')) {
            continue;
        }
        letters += count;
        let common = |c: &char| c.to_lowercase().any(|small| COMMON.contains(small));
        found += word.chars().filter(common).count();
        let turns =
            word.chars().zip(word.chars().skip(1)).filter(|(a, b)| a.is_lowercase() && b.is_uppercase());
        turned += turns.count();
    }
    (letters, found.saturating_sub(2 * turned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_letters() {
        for text in [
            "Село Журавлівка під обстрілом, поранено двох людей",
            "Взрыв прогремел в Белгороде, два человека ранены",
            "ВЗРЫВ ПРОГРЕМЕЛ В БЕЛГОРОДЕ, ДВА ЧЕЛОВЕКА РАНЕНЫ",
            "Shells hit the village of Новая Таволжанка (Shebekino district) on Friday, the governor said, and two people were hurt.",
        ] {
            for encoding in [WINDOWS_1251, KOI8_U] {
                let (bytes, _, lost) = encoding.encode(text);
                assert!(!lost && cyrillic(&bytes) == Some(encoding), "{text} in {}", encoding.name());
            }
        }
        let western =
            encoding_rs::WINDOWS_1252.encode("Ça été décidé à Orléans, où l’élève Müller a fêté Noël").0;
        let greek = encoding_rs::ISO_8859_7.encode("Η έκρηξη σημειώθηκε στη Θεσσαλονίκη την Παρασκευή").0;
        for bytes in [&western[..], &greek, b"ab \xFF\xFE\xFD\xFC cd", b"plain", b""] {
            assert_eq!(cyrillic(bytes), None, "{bytes:?}");
        }
    }
}
