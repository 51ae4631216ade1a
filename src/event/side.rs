//! Whose a party is and what it is, by the words that name it.

use std::ops::Range;

use super::lexicon::{Class, class};
use super::party::{Party, PartyKind};
use super::reading::Reading;
use crate::text::{TokenKind, slice};
use crate::toponym::{MentionKind, Toponym};

/// The words of some tokens.
pub fn words(reading: &Reading<'_>, range: &Range<usize>) -> String {
    let tokens = &reading.prose.tokens;
    let span = tokens[range.start].span.join(tokens[range.end - 1].span);
    slice(&reading.document.text, span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One who acts or suffers; `spoken` is the side of whoever speaks, which "its forces" are of.
pub fn actor(reading: &Reading<'_>, range: &Range<usize>, riot: bool, spoken: Option<&str>) -> Party {
    let state = state(reading, range).or_else(|| {
        let own = range.start > 0 && matches!(reading.word(range.start - 1), "its" | "their" | "our");
        spoken.filter(|_| own).map(str::to_owned)
    });
    let group = group(reading, range);
    let kind = kind_of_actor(reading, range, riot, state.is_some(), group.is_some());
    let side = match kind {
        Some(PartyKind::StateForces) => state,
        Some(PartyKind::ArmedGroup) | None => group,
        _ => None,
    };
    Party { text: words(reading, range), side, kind }
}

fn kind_of_actor(
    reading: &Reading<'_>,
    range: &Range<usize>,
    riot: bool,
    state: bool,
    group: bool,
) -> Option<PartyKind> {
    let any = |classes: Class| range.clone().any(|at| reading.is(at, classes));
    let irregular = range.clone().any(|at| {
        reading.is(at, class::REBEL)
            || reading.word(at) == "armed"
                && matches!(reading.word(at + 1), "men" | "man" | "group" | "groups")
    });
    if any(class::MOB) || any(class::CROWD) && riot {
        Some(PartyKind::Rioters)
    } else if any(class::CROWD) {
        Some(PartyKind::Protesters)
    } else if irregular || any(class::ARMED_GROUP) || any(class::ROLE_FIGHTER) && !state {
        Some(PartyKind::ArmedGroup)
    } else if any(class::ROLE_SOLDIER | class::ROLE_POLICE | class::POLICING) && !group
        || state && is_armed(reading, range)
    {
        Some(PartyKind::StateForces)
    } else if group {
        any(class::MILITARY).then_some(PartyKind::ArmedGroup)
    } else if range.clone().any(|at| is_regular(reading, range, at)) {
        Some(PartyKind::StateForces)
    } else if any(class::CIVILIAN | class::CIVIL) {
        Some(PartyKind::Civilians)
    } else {
        None
    }
}

/// "the army", "government forces", "special forces": not "forces" alone, which may be anybody's.
fn is_regular(reading: &Reading<'_>, range: &Range<usize>, at: usize) -> bool {
    let office = reading.is(at, class::OFFICIAL) && reading.is(at, class::MILITARY);
    office && (range.len() > 1 || reading.word(at) != "forces")
}

/// Troops, arms, or the state itself: "Ukraine struck".
fn is_armed(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|at| {
        reading.is(at, class::MILITARY | class::ROLE_SOLDIER | class::ROLE_FIGHTER)
            || super::weapon::is_weapon(reading, at)
    }) || range.len() == 1
}

/// One who speaks: the words of the name, and those that say who it is.
pub fn speaker(reading: &Reading<'_>, name: &Range<usize>, about: Option<&Range<usize>>) -> Party {
    let mut kind = standing(reading, name).or_else(|| about.and_then(|about| standing(reading, about)));
    let mut side = state(reading, name).or_else(|| about.and_then(|about| state(reading, about)));
    if kind.is_none()
        && let Some(earlier) = introduced(reading, name)
    {
        kind = standing(reading, &earlier);
        side = side.or_else(|| state(reading, &earlier));
    }
    let states = matches!(kind, Some(PartyKind::Official));
    Party { text: words(reading, name), side: side.filter(|_| states), kind }
}

fn standing(reading: &Reading<'_>, range: &Range<usize>) -> Option<PartyKind> {
    let any = |classes: Class| range.clone().any(|at| reading.is(at, classes));
    let seat = || {
        range.len() <= 2
            && toponyms(reading, range).next().is_some_and(|toponym| {
                toponym.usage == crate::toponym::Use::Metonym || toponym.kind == MentionKind::Name
            })
    };
    if any(class::MEDIA) {
        Some(PartyKind::Media)
    } else if any(class::BODY) {
        Some(PartyKind::Organisation)
    } else if any(class::ARMED_GROUP | class::ROLE_FIGHTER) {
        Some(PartyKind::ArmedGroup)
    } else if any(class::OFFICIAL | class::TITLE | class::POLICING | class::ROLE_SOLDIER | class::ROLE_POLICE)
    {
        Some(PartyKind::Official)
    } else if range.clone().any(|at| {
        // Not the "Civilian" of a name.
        let plain = !reading.prose.tokens[at].capital || range.len() == 1;
        plain && reading.is(at, class::WITNESS | class::CIVILIAN)
    }) {
        Some(PartyKind::Eyewitness)
    } else if seat() {
        Some(PartyKind::Official)
    } else {
        None
    }
}

/// Names of places that overlap some tokens.
fn toponyms<'r>(reading: &'r Reading<'_>, range: &Range<usize>) -> impl Iterator<Item = &'r Toponym> {
    let tokens = &reading.prose.tokens;
    let (start, end) = (tokens[range.start].span.start, tokens[range.end - 1].span.end);
    let first = reading.toponyms.partition_point(|toponym| toponym.span.end <= start);
    reading.toponyms.get(first..).unwrap_or(&[]).iter().take_while(move |toponym| toponym.span.start < end)
}

/// "Russian forces", "Ukraine's army", "the governor of Belgorod": the state of the first place named.
fn state(reading: &Reading<'_>, range: &Range<usize>) -> Option<String> {
    let owned = range.start >= 2 && reading.word(range.start - 1) == "'s";
    let start = if owned { range.start - 2 } else { range.start };
    toponyms(reading, &(start..range.end)).find_map(|toponym| toponym.place.as_ref()?.country.clone())
}

/// The name of a group: "Boko Haram fighters", "the M23", and not one that only opens its sentence.
fn group(reading: &Reading<'_>, range: &Range<usize>) -> Option<String> {
    const COMMON: Class = class::PERSON
        | class::MILITARY
        | class::ARMED_GROUP
        | class::OFFICIAL
        | class::TITLE
        | class::QUARTER
        | class::NOT_PERSON
        | class::CROWD
        | class::MOB;
    let tokens = &reading.prose.tokens;
    let place = |at: usize| toponyms(reading, &(at..at + 1)).next().is_some();
    let named = |at: usize| {
        let token = &tokens[at];
        token.kind == TokenKind::Word
            && token.capital
            && !place(at)
            && !reading.is(at, COMMON | class::NUMBER_WORD)
            && !super::weapon::is_weapon(reading, at)
    };
    let first = range.clone().find(|at| named(*at))?;
    let mut end = first + 1;
    while end < range.end && (named(end) || reading.word(end) == "-" && end + 1 < range.end) {
        end += 1;
    }
    let opens = reading.sentence(tokens[first].sentence).first_token == first;
    let plain = opens && end == first + 1 && !tokens[first].all_caps;
    (!plain).then(|| words(reading, &(first..end)))
}

/// Where the text says who a person is whom it names by the last name alone here: "regional governor Ivan Petrenko".
fn introduced(reading: &Reading<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    const REACH: usize = 600;
    const AROUND: usize = 6;
    let last = name.end - 1;
    let floor = last.saturating_sub(REACH);
    let word = reading.word(last);
    (floor..name.start)
        .rev()
        .filter(|&at| reading.prose.tokens[at].capital && reading.word(at) == word)
        .find_map(|at| {
            let bounds = reading.sentence(reading.prose.tokens[at].sentence);
            let before = at.saturating_sub(AROUND).max(bounds.first_token)..at + 1;
            let behind = at + 1..(at + 1 + AROUND).min(bounds.end_token);
            let titled =
                |range: &Range<usize>| range.clone().any(|at| reading.is(at, class::OFFICIAL | class::TITLE));
            let opened = !before.clone().any(|at| reading.is(at, class::SPEECH));
            if titled(&before) && opened {
                Some(before)
            } else {
                (reading.word(at + 1) == "," && titled(&behind)).then_some(behind)
            }
        })
}
