//! The tokens of one line: words, numbers and marks.

use super::{Span, Token, TokenKind};

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}' | '`')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{0300}'..='\u{036F}')
}

/// How many letters and digits of ASCII `bytes` begins with.
#[inline]
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    /// One look for each byte in place of three comparisons.
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        plain
    };
    bytes.iter().take_while(|byte| PLAIN[usize::from(**byte)]).count()
}

/// The token at the start of `bytes` if it is a run of ASCII letters and digits behind which nothing stands that may belong to it, or
/// an ASCII mark: most tokens.
fn plain_length(bytes: &[u8]) -> Option<(usize, TokenKind)> {
    if bytes.first().is_some_and(|byte| byte.is_ascii_punctuation() && !matches!(byte, b'\'' | b'`')) {
        return Some((1, TokenKind::Mark));
    }
    let length = plain_run(bytes);
    let number = bytes.first().filter(|_| length > 0)?.is_ascii_digit();
    let ends = match bytes.get(length) {
        None => true,
        Some(b'\'' | b'`') => false,
        Some(b'.') => !number && length > 1,
        Some(b',') => !number,
        Some(byte) => byte.is_ascii(),
    };
    ends.then_some((length, if number { TokenKind::Number } else { TokenKind::Word }))
}

/// Length in bytes of the token at the start of `rest`, and its kind.
fn any_length(rest: &str) -> (usize, TokenKind) {
    let mut characters = rest.char_indices().peekable();
    let Some((_, first)) = characters.next() else { return (0, TokenKind::Mark) };
    if is_apostrophe(first) && is_possessive(rest) {
        return (first.len_utf8() + 1, TokenKind::Possessive);
    }
    let number = first.is_numeric();
    if !number && !is_letter(first) {
        return (first.len_utf8(), TokenKind::Mark);
    }
    let mut previous = first;
    let mut letters_since_point = 1;
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|&(_, c)| c);
        let inside = if is_letter(c) || c.is_numeric() {
            letters_since_point += 1;
            true
        } else if is_apostrophe(c) {
            !is_possessive(rest.get(at..).unwrap_or(""))
                && previous.is_alphabetic()
                && next.is_some_and(is_letter)
        } else if number && matches!(c, '.' | ',') {
            previous.is_numeric() && next.is_some_and(char::is_numeric)
        } else if c == '.' && !number && letters_since_point == 1 {
            // "U.S.", "D.C.": single letters each with a point; the last point belongs to the word.
            letters_since_point = 0;
            next.is_some_and(is_letter) && previous.is_uppercase()
                || rest.get(..at).is_some_and(|w| w.contains('.'))
        } else {
            false
        };
        if !inside {
            return (at, if number { TokenKind::Number } else { TokenKind::Word });
        }
        previous = c;
    }
    (rest.len(), if number { TokenKind::Number } else { TokenKind::Word })
}

/// True if `rest` begins with an apostrophe and an "s" that ends the word.
fn is_possessive(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next().is_some_and(is_apostrophe)
        && characters.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && !characters.next().is_some_and(char::is_alphanumeric)
}

/// Adds the tokens of a line that begins at byte `start` of its text.
pub(super) fn tokenize(line: &str, start: usize, tokens: &mut Vec<Token>) {
    let mut at = 0;
    let mut glued = false;
    while let Some(&byte) = line.as_bytes().get(at) {
        // White space and control characters.
        if byte <= b' ' || byte == 0x7F {
            at += 1;
            glued = false;
            continue;
        }
        let (length, kind, case);
        if let Some(plain) = plain_length(&line.as_bytes()[at..]) {
            (length, kind) = plain;
            case = plain_case(&line.as_bytes()[at..at + length]);
        } else {
            let rest = line.get(at..).unwrap_or("");
            let Some(c) = rest.chars().next() else { break };
            if is_blank(c) {
                at += c.len_utf8();
                glued = false;
                continue;
            }
            (length, kind) = any_length(rest);
            case = any_case(rest.get(..length).unwrap_or(""));
        }
        let (capital, all_caps) = case;
        let span = Span::new(start + at, start + at + length);
        tokens.push(Token { span, kind, sentence: 0, capital, all_caps, glued });
        at += length;
        glued = true;
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{00AD}')
}

/// Whether the first letter of an ASCII token is a capital, and whether it has more of them and nothing else.
fn plain_case(word: &[u8]) -> (bool, bool) {
    let capital = word.first().is_some_and(u8::is_ascii_uppercase);
    // A small second letter is the usual case.
    let all_caps = capital
        && !word.get(1).is_some_and(u8::is_ascii_lowercase)
        && word.iter().filter(|byte| byte.is_ascii_alphabetic()).count() > 1
        && !word.iter().any(u8::is_ascii_lowercase);
    (capital, all_caps)
}

/// The same for any token.
fn any_case(word: &str) -> (bool, bool) {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let all_caps = capital
        && word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && word.chars().all(|c| !c.is_lowercase());
    (capital, all_caps)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The short way to the end of a token, and to its capitals, is no other way.
        #[test]
        fn plain_tokens_are_as_any(text in "[a-zA-Z0-9.,'`’ -]{1,12}|[a-zé.]{1,4}[0-9,.]{0,3}|[!-~]{1,4}") {
            if let Some(plain) = plain_length(text.as_bytes()) {
                proptest::prop_assert_eq!(plain, any_length(&text));
                let word = text.get(..plain.0).unwrap();
                proptest::prop_assert_eq!(plain_case(word.as_bytes()), any_case(word));
            }
        }
    }
}
