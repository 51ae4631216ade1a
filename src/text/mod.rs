//! Words, sentences, numbers, dates and measures: spans over one text, with no knowledge of places.

pub mod prose;
pub mod span;

pub use prose::{Prose, Sentence, Token, TokenKind};
pub use span::{CodePoints, Span, slice};
