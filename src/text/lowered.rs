//! Every token's words in lower case, in one buffer.

use super::{Prose, slice};

/// Lower-case words of all tokens of one text; the index is that of [`Prose::tokens`].
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// The text with its ASCII letters in lower case, and behind it the words that have others.
    buffer: String,
    /// Where each token's word begins and ends.
    words: Vec<(u32, u32)>,
}

impl Lowered {
    /// Folds every token once, with plain apostrophes, hyphens and quotation marks.
    #[must_use]
    pub fn read(text: &str, prose: &Prose) -> Self {
        Self::with(text, prose, |word, buffer| {
            for c in word.chars() {
                match c {
                    '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' => buffer.push('\''),
                    '\u{2013}' | '\u{2014}' | '\u{2212}' => buffer.push('-'),
                    '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' => buffer.push('"'),
                    c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
                    c => buffer.extend(c.to_lowercase()),
                }
            }
        })
    }

    /// The tokens in lower case, of which those with backquotes or letters beyond ASCII are put so by `fold`.
    #[must_use]
    pub(crate) fn with(text: &str, prose: &Prose, fold: impl Fn(&str, &mut String)) -> Self {
        // Most letters are put in lower case at once; most words then stand where they stand in the text.
        let mut buffer = text.to_ascii_lowercase();
        // The next byte that is none of plain letters, numbers and marks.
        let next_odd = |from: usize| {
            let rest = text.as_bytes().get(from..).unwrap_or_default();
            rest.iter().position(|byte| !byte.is_ascii() || *byte == b'`').map_or(usize::MAX, |at| from + at)
        };
        let mut odd = next_odd(0);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let words = prose.tokens.iter().map(|token| {
            if odd < token.span.start {
                odd = next_odd(token.span.start);
            }
            if odd >= token.span.end {
                return (place(token.span.start), place(token.span.end));
            }
            let start = buffer.len();
            fold(slice(text, token.span), &mut buffer);
            (place(start), place(buffer.len()))
        });
        let words = words.collect();
        Self { buffer, words }
    }

    /// The lower-case words of one token; empty past the last.
    #[inline]
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        let Some(&(start, end)) = self.words.get(index) else { return "" };
        self.buffer.get(start as usize..end as usize).unwrap_or("")
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True if the text has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// All words in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.word(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Where the next letter beyond ASCII is makes no difference to any word.
        #[test]
        fn words_are_those_that_are_folded_alone(text in "[a-zA-Z ,.`\u{e9}\u{c9}\u{2019}-]{0,40}|[A-Za-z .]{0,30}") {
            let prose = Prose::read(&text);
            let lowered = Lowered::read(&text, &prose);
            for (at, token) in prose.tokens.iter().enumerate() {
                let word = slice(&text, token.span);
                let folded: String = word.chars().map(|c| match c {
                    '\u{2019}' | '`' => '\'',
                    c => c.to_lowercase().next().unwrap_or(c),
                }).collect();
                proptest::prop_assert_eq!(lowered.word(at), folded);
            }
        }
    }

    #[test]
    fn words_are_folded() {
        let text = "The Mayor’s “HOUSE” – ÉCOLE";
        let lowered = Lowered::read(text, &Prose::read(text));
        let words: Vec<&str> = (0..lowered.len()).map(|index| lowered.word(index)).collect();
        assert_eq!(words, ["the", "mayor", "'s", "\"", "house", "\"", "-", "école"]);
        assert_eq!(lowered.word(99), "");
    }
}
