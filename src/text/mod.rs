//! Words, sentences, numbers, dates and measures: spans over one text, with no knowledge of places.

pub mod dates;
pub mod lowered;
pub mod measure;
pub mod numbers;
pub mod prose;
pub mod span;

pub use lowered::Lowered;
pub use prose::{Prose, Sentence, Token, TokenKind};
pub use span::{CodePoints, Span, lower_case, slice};
