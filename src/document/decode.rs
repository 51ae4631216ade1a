//! Bytes to text: byte-order marks, UTF-16, old single-byte code pages, and what had to be mended.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::cyrillic::cyrillic;

/// Text and what had to be mended to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; without byte-order mark, otherwise character for character as it came.
    pub text: String,
    /// One sentence for each kind of damage.
    pub warnings: Vec<String>,
}

/// Bytes at the head of a file that are looked at to tell text from binary data.
const SAMPLE: usize = 8192;

/// Decodes `bytes`; an error message if they are no text at all (a picture, an archive).
///
/// UTF-8, UTF-16 and UTF-32 with a byte-order mark are read as they are. Bytes that are not UTF-8 are taken for windows-1251, KOI8
/// or windows-1252 only where they clearly are, else shown as U+FFFD. NUL becomes a space, so that offsets stay.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    if let Some(decoded) = utf_32(&bytes) {
        return Ok(decoded);
    }
    let mut decoded = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            utf_16(encoding, bytes.get(mark..).unwrap_or_default(), false)
        }
        Some((_, mark)) => eight_bit(bytes.get(mark..).unwrap_or_default().to_vec())?,
        None => match utf_16_without_mark(&bytes) {
            Some(encoding) => utf_16(encoding, &bytes, true),
            None => eight_bit(bytes)?,
        },
    };
    let nuls = decoded.text.bytes().filter(|&byte| byte == 0).count();
    if nuls > 0 {
        decoded.text = decoded.text.replace('\0', " ");
        decoded.warnings.push(format!("{} replaced by a space", counted(nuls, "NUL byte")));
    }
    Ok(decoded)
}

/// UTF-32 by its mark, or by the two zeros in each four bytes of Latin and Cyrillic letters.
fn utf_32(bytes: &[u8]) -> Option<Decoded> {
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !3).unwrap_or_default();
    let like = |zeros: [usize; 2], high: usize| {
        let quad =
            |q: &[u8]| zeros.iter().all(|&at| q.get(at) == Some(&0)) && matches!(q.get(high), Some(0 | 4));
        let low = |q: &[u8]| q.get(3 - zeros[0]).is_some_and(|byte| *byte != 0);
        let fitting = sample.chunks_exact(4).filter(|q| quad(q) && low(q)).count();
        sample.len() >= 16 && bytes.len().is_multiple_of(4) && fitting * 10 >= sample.len() / 4 * 9
    };
    let (big, mark) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] if bytes.len().is_multiple_of(4) => (false, true),
        [0, 0, 0xFE, 0xFF, ..] => (true, true),
        _ if like([3, 2], 1) => (false, false),
        _ if like([0, 1], 2) => (true, false),
        _ => return None,
    };
    let name = if big { "UTF-32BE" } else { "UTF-32LE" };
    let quads = bytes.chunks(4).skip(usize::from(mark));
    let character = |quad: &[u8]| {
        let quad: [u8; 4] = quad.try_into().ok()?;
        char::from_u32(if big { u32::from_be_bytes(quad) } else { u32::from_le_bytes(quad) })
            .filter(|c| *c != '\0')
    };
    let text: String = quads.map(|quad| character(quad).unwrap_or('\u{FFFD}')).collect();
    let mut warnings = Vec::new();
    if !mark {
        warnings.push(format!("read as {name}, which the file does not say"));
    }
    if text.contains('\u{FFFD}') {
        warnings.push(format!("not all of it is {name}; damaged characters are shown as \u{FFFD}"));
    }
    Some(Decoded { text, warnings })
}

fn utf_16(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut warnings = Vec::new();
    if guessed {
        warnings.push(format!("read as {}, which the file does not say", encoding.name()));
    }
    if damaged {
        warnings
            .push(format!("not all of it is {}; damaged characters are shown as \u{FFFD}", encoding.name()));
    }
    Decoded { text: text.into_owned(), warnings }
}

/// UTF-16 text in Latin or Cyrillic letters has one telling byte (0 or 4) at every second place.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let pairs = sample.len() / 2;
    if pairs < 4 || bytes.len() % 2 == 1 || !sample.contains(&0) {
        return None;
    }
    let high =
        |parity: usize| sample.chunks_exact(2).filter(|pair| matches!(pair.get(parity), Some(0 | 4))).count();
    let (first, second) = (high(0), high(1));
    let clear = pairs * 9 / 10;
    match () {
        () if second >= clear && first * 10 < pairs => Some(UTF_16LE),
        () if first >= clear && second * 10 < pairs => Some(UTF_16BE),
        () => None,
    }
}

fn eight_bit(bytes: Vec<u8>) -> Result<Decoded, String> {
    if is_binary(&bytes) {
        return Err("expected text, found binary data".to_owned());
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, warnings: Vec::new() }),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = code_page(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let warning = format!("not UTF-8; read as {}", encoding.name());
        return Ok(Decoded { text: text.into_owned(), warnings: vec![warning] });
    }
    let damaged = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let warning = format!("{} not UTF-8, shown as \u{FFFD}", counted(damaged, "place"));
    Ok(Decoded { text, warnings: vec![warning] })
}

/// True if a tenth of the head are control characters that no text holds.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    controls * 10 > sample.len()
}

/// The single-byte code page that bytes which are not UTF-8 are clearly in, if any.
///
/// Damaged UTF-8 (more whole multi-byte characters than broken ones) is none. Whole words of Cyrillic letters are windows-1251 or
/// KOI8. A few accents or typographic marks inside Latin words are windows-1252.
fn code_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole * 4 > broken {
        return None;
    }
    let high: Vec<u8> = bytes.iter().copied().filter(|byte| *byte >= 0x80).collect();
    let latin = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if let Some(encoding) = cyrillic(bytes) {
        return Some(encoding);
    }
    let letters = high.iter().filter(|byte| **byte >= 0xC0 || is_extra_1251(**byte)).count();
    let fits = |byte: &u8| !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    let accented = accents_inside_words(bytes);
    (latin >= 8 && letters * 5 < latin && accented * 10 >= letters * 9 && high.iter().all(fits))
        .then_some(WINDOWS_1252)
}

fn is_extra_1251(byte: u8) -> bool {
    matches!(byte, 0xA5 | 0xA8 | 0xAA | 0xAF | 0xB2 | 0xB3 | 0xB4 | 0xB8 | 0xBA | 0xBF)
}

/// How many high letters touch an ASCII letter, as accented letters in Latin words do.
fn accents_inside_words(bytes: &[u8]) -> usize {
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let touches = |at: usize| is_letter(at.checked_sub(1)) || is_letter(Some(at + 1));
    bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| (**byte >= 0xC0 || is_extra_1251(**byte)) && touches(*at))
        .count()
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun} is") } else { format!("{n} {noun}s are") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CYRILLIC: &str = "Село Журавлівка під обстрілом, поранено двох людей";

    fn read(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.warnings.join("; "))
    }

    #[test]
    fn text_stays_as_it_came() {
        for text in
            ["", "a", "Line\r\nend\rold\n", "Грайворон — 7 км", " leading", "tab\tand\u{1b}[1m escape"]
        {
            assert_eq!(read(text.as_bytes()), (text.to_owned(), String::new()));
            let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
            assert_eq!(read(&marked), (text.to_owned(), String::new()), "with a mark");
        }
    }

    #[test]
    fn utf_16_is_told_by_its_mark_or_its_pattern() {
        for text in ["Two killed in Kozinka", CYRILLIC] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for (mark, bytes) in [(b"\xFF\xFE", &little), (b"\xFE\xFF", &big)] {
                let marked = [mark.as_slice(), bytes].concat();
                assert_eq!(read(&marked), (text.to_owned(), String::new()));
                let (unmarked, warning) = read(bytes);
                assert_eq!(unmarked, text);
                assert!(warning.contains("which the file does not say"), "{warning}");
            }
        }
        let (text, warning) = read(b"\xFF\xFEa\0\x00\xD8b\0");
        assert_eq!(text, "a\u{FFFD}b");
        assert!(warning.contains("damaged"), "{warning}");
    }

    #[test]
    fn utf_32_is_told_by_its_mark_or_its_pattern() {
        for text in ["Two killed in Kozinka", CYRILLIC] {
            let little: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            let big: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            for (mark, bytes) in [(b"\xFF\xFE\0\0", &little), (b"\0\0\xFE\xFF", &big)] {
                assert_eq!(read(&[mark.as_slice(), bytes].concat()), (text.to_owned(), String::new()));
                let (unmarked, warning) = read(bytes);
                assert_eq!(unmarked, text);
                assert!(warning.contains("which the file does not say"), "{warning}");
            }
        }
        let (text, warning) = read(b"\xFF\xFE\0\0a\0\0\0\0\0\xFF\xFF");
        assert_eq!(text, "a\u{FFFD}");
        assert!(warning.contains("damaged"), "{warning}");
    }

    #[test]
    fn old_code_pages_only_where_clear() {
        let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(CYRILLIC);
        assert_eq!(read(&cp1251).0, CYRILLIC);
        let western = "The café of Zürich was closed, señor “Ruiz” said – naïvely";
        let (cp1252, _, _) = WINDOWS_1252.encode(western);
        let (text, warning) = read(&cp1252);
        assert_eq!(text, western);
        assert!(warning.contains("windows-1252"), "{warning}");
        for (bytes, expected) in [
            (&b"\xFF"[..], "\u{FFFD}"),
            (b"Kozinka \xC3\xA9\xC3\xA8 caf\xC3\xA9 \xE2\x80 end", "Kozinka éè café \u{FFFD} end"),
            (b"ab \xFF\xFE\xFD\xFC cd", "ab \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} cd"),
        ] {
            let (text, warning) = read(bytes);
            assert_eq!(text, expected);
            assert!(warning.contains("not UTF-8"), "{warning}");
        }
    }

    #[test]
    fn nul_keeps_offsets_and_binary_is_refused() {
        let (text, warning) = read(b"Kozinka was shelled\0 on Friday");
        assert_eq!(text, "Kozinka was shelled  on Friday");
        assert_eq!(warning, "1 NUL byte is replaced by a space");
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"[..], &[0; 3], b"PK\x03\x04\x14\0\0\0"] {
            assert!(decode(bytes.to_vec()).is_err(), "{bytes:?}");
        }
    }
}
