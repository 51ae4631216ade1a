//! What a text tells of the past: anniversaries and trials, days and years long gone, what is told for likeness only.

use jiff::civil::Date;

use super::When;
use super::alike::is_own_date;
use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;
use crate::text::dates::DateKind;

/// Days after which something else was not told in one go with the event that it is told for.
pub const MANY_DAYS: u32 = 7;

/// Days before the article's own day after which an event is background.
const BACKGROUND_DAYS: i32 = 40;

/// True for a day more than a week before the article's own.
pub fn is_old(day: Option<Date>, published: Option<Date>) -> bool {
    let past = day.zip(published).and_then(|(day, published)| published.since(day).ok());
    past.is_some_and(|past| past.get_days() > 0 && past.get_days().unsigned_abs() > MANY_DAYS)
}

/// "25 soldiers died in a similar attack near X on 3 October": told for likeness only, if its day is an old one.
#[must_use]
pub fn is_told_for_likeness(reading: &Reading<'_>, trigger: &Trigger<'_>, when: &When) -> bool {
    is_own_date(when)
        && is_old(when.end, reading.published)
        && (trigger.first.saturating_sub(1)..trigger.end).any(|at| reading.word(at) == "similar")
}

/// Background by its date: long before the article, or told only as "in 2014" or "in March".
#[must_use]
pub fn is_background(when: &When, published: Option<Date>) -> bool {
    match (when.end, published) {
        (Some(end), Some(day)) => day.since(end).is_ok_and(|length| length.get_days() > BACKGROUND_DAYS),
        _ => false,
    }
}

/// What an article looks back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// An anniversary: what happens on it is of today.
    Remembered,
    /// A trial, a film, a book.
    Judged,
}

/// What the article's first sentences look back for, if they remember, judge or retell what happened in an earlier year.
#[must_use]
pub fn looks_back(reading: &Reading<'_>) -> Option<Past> {
    let published = reading.published?;
    let last = reading.prose.sentences.get(2.min(reading.prose.sentences.len().saturating_sub(1)))?;
    let words = 0..last.end_token.min(120);
    reading
        .dates_in(words.clone())
        .any(|date| date.to.is_some_and(|to| published.since(to).is_ok_and(|past| past.get_days() > 300)))
        .then(|| words.filter_map(|at| past_of(reading, at)).max_by_key(|past| *past == Past::Judged))
        .flatten()
}

/// What a word looks back for.
fn past_of(reading: &Reading<'_>, at: usize) -> Option<Past> {
    if reading.is(at, class::REMEMBERS) {
        return Some(Past::Remembered);
    }
    reading.is(at, class::JUDGED).then_some(Past::Judged)
}

/// True if a coarse time (a year, a month) stands near the trigger and is not the article's own.
#[must_use]
pub fn coarse_past(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let window = reading.window(sentence, trigger.first);
    // "killed six men, one of them wanted for a murder last year": a year of his.
    let of_someone =
        |date: usize| (trigger.end..date).any(|at| matches!(reading.word(at), "who" | "whose" | "wanted"));
    reading.dates_in(window.clone()).filter(|date| !of_someone(date.first)).any(|date| {
        let long =
            date.from.zip(date.to).is_none_or(|(from, to)| to.since(from).is_ok_and(|l| l.get_days() > 8));
        let past = date.to.zip(reading.published).is_none_or(|(to, day)| to < day);
        let near = trigger.first.saturating_sub(40).max(window.start)..window.end.min(trigger.first + 40);
        let other_day = reading.dates_in(near).any(|other| {
            other.kind == DateKind::Day
                && reading.apart(trigger.first, other.first) < reading.apart(trigger.first, date.first)
        });
        date.kind == DateKind::Coarse
            && long
            && past
            && !other_day
            && reading.apart(trigger.first, date.first) <= 40
    })
}
