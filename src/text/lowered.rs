//! Every token's words in lower case, in one buffer.

use super::{Prose, Span, Token, slice};

/// How the letters and marks of a word are put that has others than those of ASCII.
pub(crate) type Fold = fn(&str, &mut String);

/// The words of one text in lower case, in two spellings that differ where words have backquotes or letters beyond ASCII.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// The text with its ASCII letters in lower case, and behind it the words that have others.
    buffer: String,
    odd: Vec<Odd>,
}

/// A token whose word does not stand where it stands in the text, and where it stands in either spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Odd {
    token: usize,
    words: [Span; 2],
}

impl Folded {
    /// Folds every token once in each of two ways.
    pub(crate) fn with(text: &str, tokens: &[Token], folds: [Fold; 2]) -> Self {
        // Most letters are put in lower case at once; most words then stand where they stand in the text.
        let mut buffer = text.to_ascii_lowercase();
        let mut odd = Vec::new();
        let (mut token, mut at) = (0, 0);
        while let Some(found) = text.as_bytes().get(at..).and_then(next_odd) {
            at += found;
            token += tokens.get(token..).unwrap_or_default().partition_point(|token| token.span.end <= at);
            let Some(holder) = tokens.get(token) else { break };
            if holder.span.start > at {
                at += 1;
                continue;
            }
            let words = folds.map(|fold| {
                let start = buffer.len();
                fold(slice(text, holder.span), &mut buffer);
                Span::new(start, buffer.len())
            });
            odd.push(Odd { token, words });
            at = holder.span.end;
        }
        Self { buffer, odd }
    }

    /// All words in the first or second spelling.
    pub(crate) fn words(&self, tokens: &[Token], spelling: usize) -> Lowered<'_> {
        let word = |span: Span| self.buffer.get(span.start..span.end).unwrap_or("");
        let mut words: Vec<&str> = tokens.iter().map(|token| word(token.span)).collect();
        for odd in &self.odd {
            words[odd.token] = word(odd.words[spelling]);
        }
        Lowered { words }
    }
}

/// Where the next byte is that is none of plain letters, numbers and marks.
fn next_odd(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_odd = |byte: &u8| !byte.is_ascii() || *byte == b'`';
    // Most blocks have none; the compiler looks at all bytes of one at once.
    let plain = bytes.chunks_exact(BLOCK).take_while(|block| {
        block.iter().fold(0, |odd, byte| odd | u8::from(!byte.is_ascii()) | u8::from(*byte == b'`')) == 0
    });
    let from = BLOCK * plain.count();
    bytes.get(from..)?.iter().position(is_odd).map(|at| from + at)
}

/// Plain apostrophes, hyphens and quotation marks.
pub(super) fn plain(word: &str, buffer: &mut String) {
    for c in word.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' => buffer.push('\''),
            '\u{2013}' | '\u{2014}' | '\u{2212}' => buffer.push('-'),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' => buffer.push('"'),
            c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            c => buffer.extend(c.to_lowercase()),
        }
    }
}

/// Straight apostrophes, so that lists of names need one spelling; other marks as they are.
pub(super) fn straight(word: &str, buffer: &mut String) {
    let lower = word.chars().flat_map(char::to_lowercase);
    buffer.extend(lower.map(|c| if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c }));
}

/// Lower-case words of all tokens of one text; the index is that of [`Prose::tokens`].
#[derive(Debug, Clone, Default)]
pub struct Lowered<'p> {
    words: Vec<&'p str>,
}

impl<'p> Lowered<'p> {
    /// The words with plain apostrophes, hyphens and quotation marks.
    #[must_use]
    pub fn read(prose: &'p Prose) -> Self {
        prose.folded.words(&prose.tokens, 0)
    }

    /// The words with straight apostrophes, and other marks as they are.
    #[must_use]
    pub(crate) fn straight(prose: &'p Prose) -> Self {
        prose.folded.words(&prose.tokens, 1)
    }

    /// The lower-case words of one token; empty past the last.
    #[inline]
    #[must_use]
    pub fn word(&self, index: usize) -> &'p str {
        self.words.get(index).copied().unwrap_or("")
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
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'p str> {
        self.words.iter().copied()
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
            let lowered = Lowered::read(&prose);
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
        let prose = Prose::read(text);
        let lowered = Lowered::read(&prose);
        let words: Vec<&str> = (0..lowered.len()).map(|index| lowered.word(index)).collect();
        assert_eq!(words, ["the", "mayor", "'s", "\"", "house", "\"", "-", "école"]);
        assert_eq!(lowered.word(99), "");
    }
}
