//! Every token's words in lower case with plain apostrophes, in one buffer.

use super::{Prose, slice};

/// Lower-case words of all tokens of one text; the index is that of [`Prose::tokens`].
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    buffer: String,
    ends: Vec<usize>,
}

impl Lowered {
    /// Folds every token once.
    #[must_use]
    pub fn read(text: &str, prose: &Prose) -> Self {
        let mut lowered =
            Self { buffer: String::with_capacity(text.len()), ends: Vec::with_capacity(prose.tokens.len()) };
        for token in &prose.tokens {
            let word = slice(text, token.span);
            if word.bytes().all(|byte| byte.is_ascii() && byte != b'`') {
                let start = lowered.buffer.len();
                lowered.buffer.push_str(word);
                lowered.buffer.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
                lowered.ends.push(lowered.buffer.len());
                continue;
            }
            for c in word.chars() {
                match c {
                    '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' => lowered.buffer.push('\''),
                    '\u{2013}' | '\u{2014}' | '\u{2212}' => lowered.buffer.push('-'),
                    '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' => lowered.buffer.push('"'),
                    c if c.is_ascii() => lowered.buffer.push(c.to_ascii_lowercase()),
                    c => lowered.buffer.extend(c.to_lowercase()),
                }
            }
            lowered.ends.push(lowered.buffer.len());
        }
        lowered
    }

    /// The lower-case words of one token; empty past the last.
    #[inline]
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) };
        self.buffer.get(start..end).unwrap_or("")
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True if the text has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let text = "The Mayor’s “HOUSE” – ÉCOLE";
        let lowered = Lowered::read(text, &Prose::read(text));
        let words: Vec<&str> = (0..lowered.len()).map(|index| lowered.word(index)).collect();
        assert_eq!(words, ["the", "mayor", "'s", "\"", "house", "\"", "-", "école"]);
        assert_eq!(lowered.word(99), "");
    }
}
