//! Words, sentences, numbers, dates and measures: spans over one text, with no knowledge of places.
//!
//! [`Prose::read`] takes a text apart once; what is found later is a [`Span`] of bytes on boundaries of characters, which [`slice()`]
//! turns into words again and [`CodePoints`] into offsets as Python counts them. Lengths in words are read by [`measure`] (km),
//! numbers by [`numbers`], days by [`dates`].

pub mod dates;
pub(crate) mod looks;
pub(crate) mod lowered;
pub mod measure;
pub mod numbers;
pub(crate) mod prose;
pub(crate) mod span;
pub(crate) mod tokens;
pub(crate) mod word_map;
pub(crate) mod wrap;

pub use lowered::Lowered;
pub use prose::{Prose, Sentence, Token, TokenKind};
pub use span::{CodePoints, Span, lower_case, slice};
