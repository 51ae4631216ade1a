//! The day that the head of a summary says it is about: "situation in the region over the past day, 20 May".

use super::lexicon::class;
use super::reading::Reading;
use crate::text::dates::{DateKind, DateMention};

/// Summaries come out within so many days of what they sum up.
const DAYS: i32 = 4;
/// They name it within so many paragraphs.
const PARAGRAPHS: usize = 3;

/// True for a day of the head that all that follows is told of.
pub fn is_summed_up(reading: &Reading<'_>, date: &DateMention) -> bool {
    let bounds = reading.sentence(reading.prose.tokens[date.first].sentence);
    let opens = bounds.end_token > bounds.first_token && reading.word(bounds.end_token - 1) == ":";
    let apart = date.from.zip(reading.published).and_then(|(day, published)| published.since(day).ok());
    date.kind == DateKind::Day
        && date.from == date.to
        && date.anaphoric.is_none()
        && !date.deictic
        && (bounds.paragraph < PARAGRAPHS && (bounds.heading || opens) || is_past_day_by_name(reading, date))
        && apart.is_some_and(|apart| (1..=DAYS).contains(&apart.get_days()))
        && (bounds.first_token..bounds.end_token).any(|at| sums_up(reading, at))
        && !is_as_of(reading, date, bounds.first_token)
}

/// "Over the past day, 17 December, ...": the span of the report by its name.
fn is_past_day_by_name(reading: &Reading<'_>, date: &DateMention) -> bool {
    const LINKS: usize = 2;
    let gap = |at: usize| matches!(reading.word(at), "," | "(" | "-" | "on");
    let before = (0..=LINKS).find(|back| !gap(date.first.saturating_sub(back + 1))).unwrap_or(LINKS);
    let last = date.first.saturating_sub(before);
    before > 0
        && matches!(reading.before(last, 1), "day" | "hours")
        && (2..=3).any(|back| matches!(reading.before(last, back), "past" | "last" | "previous"))
}

/// A word by which a heading says that it stands over a summary.
fn sums_up(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, class::SUMS_UP)
        || matches!(reading.word(at), "past" | "last" | "previous")
            && matches!(reading.word(at + 1), "day" | "24")
        || reading.word(at) == "during"
}

/// "as of the morning of 21 May", "by 08:00 on 21 May", "published on 21 May": when it was written.
fn is_as_of(reading: &Reading<'_>, date: &DateMention, from: usize) -> bool {
    const BEFORE: usize = 7;
    (date.first.saturating_sub(BEFORE).max(from)..date.first)
        .any(|at| reading.word(at) == "as" && reading.word(at + 1) == "of" || reading.is(at, class::AS_OF))
}

/// "Shelling of the region over the past day" above everything.
pub fn is_past_day(reading: &Reading<'_>, date: &DateMention) -> bool {
    let bounds = reading.sentence(reading.prose.tokens[date.first].sentence);
    bounds.heading
        && bounds.paragraph == 0
        && date.from != date.to
        && (date.first..date.end).any(|at| {
            matches!(reading.word(at), "past" | "last" | "previous")
                && matches!(reading.word(at + 1), "day" | "24" | "twenty-four")
        })
}
