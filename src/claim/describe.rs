//! Sentences that say where a place lies: "X is a town in Y, 5 km from Z", "It lies on the W, 5 km from Z".

use super::subject::{Frame, topic};
use super::words::{Role, View};

/// The place that the sentence describes; none where it tells something else.
pub(super) fn subject(view: &View<'_>, frame: Frame) -> Option<usize> {
    let start = skip_opening(view, frame);
    if view.role_at(start, Role::Pronoun).is_some() && describes(view, start + 1, frame.start) {
        return topic(view, frame, true);
    }
    let (named, end) = opening_phrase(view, start, frame.start)?;
    let verb = verb_after(view, end, frame.start)?;
    if !describes(view, verb, frame.start) {
        return None;
    }
    match named {
        Some(toponym) if Some(toponym) == frame.target => None,
        Some(toponym) => Some(toponym),
        None => topic(view, frame, false),
    }
}

/// Goes over quotes and "however,".
fn skip_opening(view: &View<'_>, frame: Frame) -> usize {
    let mut at = frame.sentence;
    while at < frame.start
        && (matches!(
            view.word(at),
            "“" | "\"" | "‘" | "," | "however" | "today" | "and" | "but" | "(" | "»" | "«"
        ))
    {
        at += 1;
    }
    at
}

/// "The town of X", "X", "The town": the name, if there is one, and where the phrase ends.
fn opening_phrase(view: &View<'_>, start: usize, limit: usize) -> Option<(Option<usize>, usize)> {
    const LONGEST: usize = 9;
    let mut at = start;
    let mut noun = false;
    while at < limit.min(start + LONGEST) {
        if let Some(toponym) = view.toponym_at(at) {
            let end = view.tokens_of(toponym).end;
            if view.is_spot(toponym) && !view.is_metonym(toponym) && !matches!(view.word(end), "'s" | "’s")
            {
                return Some((Some(toponym), end));
            }
            at = end.max(at + 1);
            continue;
        }
        if view.role_at(at, Role::Settlement).is_some() {
            noun = true;
        } else if noun && view.role_at(at, Role::Be).is_some() {
            return matches!(view.word(start), "the" | "this").then_some((None, at));
        } else if view.role_at(at, Role::Soft).is_none() && !matches!(view.word(at), "'s" | "’s" | "-") {
            return None;
        }
        at += 1;
    }
    None
}

/// The sentence's verb, brackets and short insertions skipped.
fn verb_after(view: &View<'_>, end: usize, limit: usize) -> Option<usize> {
    const REACH: usize = 45;
    let mut depth = 0_usize;
    for at in end..limit.min(end + REACH) {
        match view.word(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "that" | "who" | "which" | "where" | "after" | "when" if depth == 0 => return None,
            _ if depth == 0 && view.role_at(at, Role::Be).is_some() && view.word(at) != "'s" => {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

/// True if the verb at `at` says what or where something is, not what befell it.
fn describes(view: &View<'_>, at: usize, limit: usize) -> bool {
    match view.word(at) {
        "lies" | "lie" | "lay" | "sits" | "sit" | "sat" | "stands" | "stood" => true,
        "is" | "was" | "are" | "were" | "remains" => {
            let next = at + 1;
            let placed = view.role_at(next, Role::Located).is_some()
                || matches!(
                    view.word(next),
                    "in" | "at" | "on" | "about" | "some" | "only" | "just" | "approximately"
                );
            let article = matches!(view.word(next), "a" | "an" | "the" | "one" | "another");
            let noun = (next + 1..limit.min(next + 9)).any(|t| view.role_at(t, Role::Place).is_some());
            placed || article && noun || next >= limit
        }
        _ => view.role_at(at, Role::Located).is_some(),
    }
}
