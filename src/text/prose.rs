//! Paragraphs, sentences and tokens of one text, found in one pass.

use super::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the points of abbreviations such as "U.S.".
    Word,
    /// Begins with a digit: "36", "2,500", "15-20", "1st", "68-year-old".
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

/// One word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Index of its sentence in [`Prose::sentences`].
    pub sentence: usize,
    /// True if its first letter is a capital (any script).
    pub capital: bool,
    /// True if it has two or more letters and all are capitals.
    pub all_caps: bool,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens: `tokens[first_token..end_token]`.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
    /// Index of its paragraph, counted from 0; paragraphs are parted by line ends.
    pub paragraph: usize,
    /// True if it is the whole of a short paragraph without a final mark, as headings are.
    pub heading: bool,
}

/// One text taken apart. Holds no reference to the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
}
