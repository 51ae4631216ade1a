//! Days that stand beside an event and are not its own: when something else began, was built, signed or is still to come.

use super::lexicon::class;
use super::reading::Reading;
use crate::text::dates::{DateKind, DateMention};

/// "since Monday's attack", "since it launched its offensive on 10 May": when something began.
pub fn is_since(reading: &Reading<'_>, date: &DateMention, start: usize) -> bool {
    (date.first.saturating_sub(25).max(start)..date.first).any(|at| reading.word(at) == "since")
}

/// "known by that name between 1951 and 2021", "built in 1970": a year of a place's past.
pub fn is_of_name(reading: &Reading<'_>, date: &DateMention) -> bool {
    date.kind == DateKind::Coarse
        && (1..=6).any(|back| {
            matches!(
                reading.before(date.first, back),
                "used"
                    | "known"
                    | "called"
                    | "named"
                    | "renamed"
                    | "built"
                    | "founded"
                    | "born"
                    | "established"
            )
        })
}

/// "Thousands marched after two activists were killed last week": the day of what came before.
pub fn is_of_cause(reading: &Reading<'_>, end: usize, date: usize) -> bool {
    let after = (end..date).rev().find(|at| matches!(reading.word(*at), "after" | "following"));
    after.is_some_and(|after| reading.any(after..date, class::KILL | class::HURT))
}

/// "the second such blaze within a week after one in X on Saturday": the day of another one.
pub fn is_of_another(reading: &Reading<'_>, date: &DateMention, start: usize) -> bool {
    (date.first.saturating_sub(7).max(start)..date.first).any(|at| {
        matches!(reading.word(at), "after" | "following")
            && matches!(reading.word(at + 1), "one" | "another" | "similar")
    })
}

/// "ahead of Sunday's vote", "an election due on Sunday", "before the talks scheduled for Monday": the day of what is still to come.
pub fn is_of_coming(reading: &Reading<'_>, date: &DateMention) -> bool {
    let before = |back: usize| reading.before(date.first, back);
    let due = |word: &str| matches!(word, "due" | "scheduled" | "planned" | "slated" | "set" | "expected");
    let ahead = before(1) == "of" && before(2) == "ahead"
        || matches!(before(1), "before" | "until")
        || before(1) == "to" && matches!(before(2), "prior" | "up");
    let owns = reading.word(date.end) == "'s" || reading.word(date.end - 1).ends_with("'s");
    ahead && owns || matches!(before(1), "on" | "for") && due(before(2))
}

/// "the agreements reached on July 22", "the truce that came into force on 27 July": the day of a paper, not of news.
pub fn is_of_accord(reading: &Reading<'_>, date: &DateMention, start: usize) -> bool {
    let before = date.first.saturating_sub(14).max(start)..date.first;
    let accord = before.clone().find(|at| {
        matches!(
            reading.word(*at),
            "agreement"
                | "agreements"
                | "ceasefire"
                | "truce"
                | "armistice"
                | "treaty"
                | "accord"
                | "accords"
        )
    });
    let made = |at: usize| {
        matches!(
            reading.word(at),
            "reached" | "signed" | "concluded" | "force" | "effect" | "adopted" | "dated"
        )
    };
    accord.is_some_and(|accord| (accord..before.end).any(made))
}
