//! Why a decision was taken: the rule, the words that fired it, and a sentence for people.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::Span;

/// One reason behind a toponym, an event field or a verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Stable identifier of the rule or feature, such as `region-named` or `shell.hit`.
    pub rule: Cow<'static, str>,
    /// The words of the article that fired it, where there are any.
    pub span: Option<Span>,
    /// One plain sentence or phrase for people.
    pub note: Cow<'static, str>,
}

impl Evidence {
    /// A reason with the words that gave it.
    pub fn at(rule: impl Into<Cow<'static, str>>, span: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self { rule: rule.into(), span: Some(span), note: note.into() }
    }

    /// A reason that no single passage gives.
    pub fn of(rule: impl Into<Cow<'static, str>>, note: impl Into<Cow<'static, str>>) -> Self {
        Self { rule: rule.into(), span: None, note: note.into() }
    }
}
