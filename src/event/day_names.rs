//! Villages that bear the name of a day ("8 March", "10th October", "First of May"): in a list of places such words are no date.

use crate::text::dates::{DateKind, DateMention};
use crate::text::{Lowered, Prose};
use crate::toponym::Toponym;

/// So many places beside it make a day a member of their list: "in A on the left and B, 8 March, C" has two more that could each
/// have a day of their own.
const NEIGHBOURS: usize = 3;

/// Names that are looked at to find the one that ends at a word.
const BACK: usize = 8;

/// Drops the dates that are members of lists of places.
pub fn drop_members(dates: &mut Vec<DateMention>, words: &Lowered<'_>, prose: &Prose, toponyms: &[Toponym]) {
    if toponyms.len() < 2 {
        return;
    }
    let list = List { words, prose, toponyms };
    dates.retain(|date| !list.has_member(date));
}

struct List<'r> {
    words: &'r Lowered<'r>,
    prose: &'r Prose,
    /// By their beginnings.
    toponyms: &'r [Toponym],
}

impl List<'_> {
    /// True for a day of a month without a year between commas and "and" that part it from places.
    fn has_member(&self, date: &DateMention) -> bool {
        let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        if date.kind != DateKind::Day
            || !date.named
            || date.end - date.first < 2
            || (date.first..date.end).any(|at| year(self.words.word(at)))
        {
            return false;
        }
        let (mut left, mut first) = (0, date.first);
        while let Some(place) = self.place_before(first) {
            (left, first) = (left + 1, place);
        }
        let (mut right, mut end) = (0, date.end);
        while let Some(place) = self.place_after(end) {
            (right, end) = (right + 1, place);
        }
        let closes = left >= 2 && self.is_and(date.first.wrapping_sub(1));
        left > 0 && (closes || right > 0 && left + right >= NEIGHBOURS)
    }

    fn is_and(&self, at: usize) -> bool {
        matches!(self.words.word(at), "and" | "or")
    }

    fn parts(&self, at: usize) -> bool {
        self.words.word(at) == "," || self.is_and(at)
    }

    /// The first token of the place that a comma or "and" parts from what begins at `first`.
    fn place_before(&self, first: usize) -> Option<usize> {
        let mut end = first;
        while end > 0 && first - end < 2 && self.parts(end - 1) {
            end -= 1;
        }
        if end == first {
            return None;
        }
        // One that ends here began a few names ago at most, even where names lie within each other.
        let past = self.toponyms.partition_point(|place| self.token(place.span.start) < end);
        let near = self.toponyms.get(past.saturating_sub(BACK)..past).unwrap_or_default();
        let place = near.iter().find(|place| self.token(place.span.end) == end)?;
        Some(self.token(place.span.start))
    }

    /// Past the last token of the place that a comma or "and" parts from what ends at `end`.
    fn place_after(&self, end: usize) -> Option<usize> {
        let mut first = end;
        while first - end < 2 && self.parts(first) {
            first += 1;
        }
        if first == end {
            return None;
        }
        let at = self.toponyms.partition_point(|place| self.token(place.span.start) < first);
        let place = self.toponyms.get(at).filter(|place| self.token(place.span.start) == first)?;
        Some(self.token(place.span.end))
    }

    /// The first token that begins at this byte or behind it.
    fn token(&self, byte: usize) -> usize {
        self.prose.tokens.partition_point(|token| token.span.start < byte)
    }
}
