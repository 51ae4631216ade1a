//! Days that stand beside an event and are not its own: when something else began, was built, signed or is still to come.

use super::lexicon::class;
use super::reading::Reading;
use crate::text::dates::{DateKind, DateMention};

/// "since Monday's attack", "since it launched its offensive on 10 May": when something began.
pub fn is_since(reading: &Reading<'_>, date: &DateMention, start: usize) -> bool {
    (date.first.saturating_sub(25).max(start)..date.first).any(|at| reading.word(at) == "since")
}

/// "not seen since 9 May, when men dragged him off": the day is that of what follows.
pub fn is_opened_by(reading: &Reading<'_>, date: &DateMention, trigger: usize) -> bool {
    trigger > date.end && reading.word(date.end) == "," && reading.word(date.end + 1) == "when"
}

/// "the fallen of January 9", "over the cuts of Monday": the day of what is remembered or protested against. `end` follows the
/// words of the event, before which such a day is its own.
pub fn is_of_thing(reading: &Reading<'_>, date: &DateMention, end: usize) -> bool {
    let article = usize::from(reading.before(date.first, 1) == "the");
    if date.first < end + 2 || reading.before(date.first, 1 + article) != "of" {
        return false;
    }
    let noun = date.first - 2 - article;
    let time = reading.is(noun, class::TIME_NOUN);
    let held_against = || {
        (noun.saturating_sub(4).max(end)..noun)
            .any(|at| matches!(reading.word(at), "over" | "against" | "about" | "for" | "commemorating"))
    };
    let named = reading.prose.tokens[noun].kind == crate::text::TokenKind::Word
        && !reading.prose.tokens[noun].capital;
    noun >= end && named && !time && (!reading.is(noun, class::EVENT_NOUN) || held_against())
}

/// "the funeral of a student killed on Sunday", "those detained the day before": the day of what befell people of whom the
/// sentence speaks besides. `trigger` are the tokens of the event's own words.
pub fn is_of_people(reading: &Reading<'_>, date: &DateMention, trigger: std::ops::Range<usize>) -> bool {
    let at = |back: usize| date.first.checked_sub(back);
    (1..=2).filter_map(at).any(|verb| {
        let befell = matches!(
            reading.word(verb),
            "killed"
                | "wounded"
                | "shot"
                | "arrested"
                | "detained"
                | "injured"
                | "abducted"
                | "kidnapped"
                | "murdered"
                | "slain"
                | "executed"
        );
        let people = verb > 0
            && (reading.is(verb - 1, class::PERSON | class::CIVILIAN) || reading.word(verb - 1) == "those");
        let besides = (2..=4).any(|back| matches!(reading.before(verb, back), "of" | "for" | "with"));
        befell && people && besides && !trigger.contains(&verb)
    })
}

/// "known by that name between 1951 and 2021", "built in 1970": a year of a place's past.
pub fn is_of_name(reading: &Reading<'_>, date: &DateMention) -> bool {
    date.kind == DateKind::Coarse && (1..=6).any(|back| reading.is_before(date.first, back, class::OF_A_NAME))
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
    let ahead = before(1) == "of" && before(2) == "ahead"
        || matches!(before(1), "before" | "until")
        || before(1) == "to" && matches!(before(2), "prior" | "up");
    let owns = reading.word(date.end) == "'s" || reading.word(date.end - 1).ends_with("'s");
    ahead && owns || matches!(before(1), "on" | "for") && reading.is_before(date.first, 2, class::DUE)
}

/// "the agreements reached on July 22", "the truce that came into force on 27 July": the day of a paper, not of news.
pub fn is_of_accord(reading: &Reading<'_>, date: &DateMention, start: usize) -> bool {
    let before = date.first.saturating_sub(14).max(start)..date.first;
    let accord = before.clone().find(|at| reading.is(*at, class::ACCORD));
    let made = |at: usize| reading.is(at, class::IN_FORCE);
    accord.is_some_and(|accord| (accord..before.end).any(made))
}
