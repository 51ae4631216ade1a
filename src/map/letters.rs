//! Words with letters that the embedded fonts lack: known stand-ins, and a mark where words are left out.

use unicode_normalization::UnicodeNormalization as _;

use super::fonts::{Face, can_show};

/// Stands where words were left out, as editors mark it.
pub const GAP: &str = "[…]";

fn has(c: char, face: Face) -> bool {
    can_show(c.encode_utf8(&mut [0; 4]), face)
}

/// What is drawn in place of a letter that the face lacks; none if nothing says the same.
fn stand_in(c: char, face: Face) -> Option<String> {
    let known = match c {
        '\u{2010}'..='\u{2012}' | '\u{2212}' => "-",
        '\u{2192}' => "->",
        '\u{2248}' => "~",
        '\u{2264}' => "<=",
        '\u{2265}' => ">=",
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{00AD}' => "",
        _ if c.is_whitespace() || c.is_control() => " ",
        _ => {
            let plain: String =
                c.nfkd().filter(|d| has(*d, face) && !('\u{0300}'..='\u{036F}').contains(d)).collect();
            return (!plain.is_empty()).then_some(plain);
        }
    };
    Some(known.to_owned())
}

/// A word as it can be drawn; none if letters of it cannot. Signs that are no letters, such as pictures of things, are left out of it.
fn word(word: &str, face: Face) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if has(c, face) {
            out.push(c);
        } else if let Some(known) = stand_in(c, face) {
            out.push_str(&known);
        } else if c.is_alphanumeric() {
            return None;
        }
    }
    Some(out)
}

/// The text as it is drawn: letters that the face lacks in their plain form, and [`GAP`] in place of words that have none.
#[must_use]
pub fn showable(text: &str, face: Face) -> String {
    if can_show(text, face) {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    for part in text.split(' ') {
        let drawn = word(part, face).unwrap_or_else(|| GAP.to_owned());
        let told = drawn == GAP && out.last().is_some_and(|last| last == GAP);
        if !told && (part.is_empty() || !drawn.is_empty()) {
            out.push(drawn);
        }
    }
    out.join(" ")
}

/// The words of a text of which something is not drawn.
pub fn left_out(text: &str, face: Face) -> impl Iterator<Item = &str> {
    let lost = move |part: &&str| part.chars().any(|c| !has(c, face) && stand_in(c, face).is_none());
    let lost = text.split_whitespace().filter(move |part| !can_show(part, face)).filter(lost);
    lost.map(|part| part.trim_matches(|c: char| c.is_ascii_punctuation()))
}

/// True if nothing of a text says anything once it is drawn.
#[must_use]
pub fn is_lost(text: &str, face: Face) -> bool {
    !can_show(text, face) && !showable(text, face).replace(GAP, "").chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_a_glyph_are_replaced() {
        for (text, want, lost) in [
            ("−5", "-5", &[][..]),
            ("Ḥamā", "Hamā", &[]),
            ("北京", GAP, &["北京"]),
            ("Київ", "Київ", &[]),
            ("ﬁre", "fire", &[]),
            ("A\u{2192}B\u{200F}", "A->B", &[]),
            ("Strikes in غزة and רפיח, May", "Strikes in […] and […] May", &["غزة", "רפיח"]),
            ("काठमांडू में प्रदर्शन 2026", "[…] 2026", &["काठमांडू", "में", "प्रदर्शन"]),
            ("War 🙂 and peace", "War and peace", &["🙂"]),
        ] {
            assert_eq!(showable(text, Face::Regular), want);
            assert_eq!(left_out(text, Face::Regular).collect::<Vec<_>>(), lost, "{text}");
        }
        assert!(is_lost("北京 غزة", Face::Bold) && is_lost("🙂", Face::Bold));
        assert!(
            !is_lost("北京 2026", Face::Bold) && !is_lost("Київ", Face::Bold) && !is_lost("", Face::Bold)
        );
    }
}
