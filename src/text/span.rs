//! A stretch of text as byte offsets, and its translation to Unicode code points.

use std::borrow::Cow;

use serde::Serialize;

/// A half-open range of bytes `[start, end)` in one document's text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an inverted pair becomes the empty span at `start`.
    #[inline]
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if `other` lies wholly inside.
    #[inline]
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span holding both.
    #[inline]
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The words under a span; empty if the span is not on character boundaries of `text`.
#[inline]
#[must_use]
pub fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or("")
}

/// The words in lower case; copied only where they are not so already.
#[must_use]
pub fn lower_case(words: &str) -> Cow<'_, str> {
    if words.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(words.to_lowercase())
    }
}

/// Translates byte offsets of one text to offsets in Unicode code points.
///
/// Holds one checkpoint every 64 bytes, so a look-up costs at most 64 bytes of scanning.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t [u8],
    checkpoints: Vec<usize>,
}

const STRIDE: usize = 64;

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> CodePoints<'t> {
    /// Counts through `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            checkpoints.push(count);
            count += chunk.iter().filter(|&&byte| starts_character(byte)).count();
        }
        Self { text: text.as_bytes(), checkpoints }
    }

    /// Code points before byte `offset`; offsets past the end count the whole text.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = (offset / STRIDE).min(self.checkpoints.len().saturating_sub(1));
        let Some(&before) = self.checkpoints.get(block) else { return 0 };
        before + self.text[block * STRIDE..offset].iter().filter(|&&byte| starts_character(byte)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_follow_the_characters() {
        for text in ["", "abc", "Шебекіно — 7 км", &"é".repeat(700), &"a€𝄞".repeat(300)] {
            let points = CodePoints::new(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(byte), count, "{text:.20} byte {byte}");
            }
            assert_eq!(points.at(text.len()), text.chars().count());
            assert_eq!(points.at(usize::MAX), text.chars().count());
        }
    }

    #[test]
    fn spans_compare_by_bytes() {
        let (a, b) = (Span::new(2, 6), Span::new(6, 9));
        assert!(!a.overlaps(b) && a.overlaps(Span::new(5, 7)) && a.contains(Span::new(2, 3)));
        assert_eq!(a.join(b), Span::new(2, 9));
        assert_eq!(Span::new(5, 3).len(), 0);
        assert_eq!(slice("é", Span::new(1, 2)), "", "off a boundary");
    }
}
