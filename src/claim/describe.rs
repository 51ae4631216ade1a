//! Sentences that say where a place lies: "X is a town in Y, 5 km from Z", "It lies on the W, 5 km from Z".

use super::names::{self, Name};
use super::subject::{Frame, topic};
use super::words::{Role, View};

/// A name's words of kind ("the small port city of") have at most this many tokens.
const LONGEST_OPENING: usize = 9;

/// Who opens a sentence.
enum Opening {
    Name(Name),
    /// "It".
    Pronoun,
    /// "The town".
    Noun,
}

/// The place that the claim's sentence describes; none where it tells something else.
pub(super) fn subject(view: &View<'_>, frame: Frame) -> Option<Name> {
    match opening(view, frame.sentence, frame.start)? {
        Opening::Name(Name::Known(toponym)) if Some(toponym) == frame.target => None,
        Opening::Name(name) => Some(name),
        Opening::Pronoun => topic(view, frame, true),
        Opening::Noun => topic(view, frame, false),
    }
}

/// The name that the sentence at tokens `start..end` describes, if it names it.
pub(super) fn named(view: &View<'_>, start: usize, end: usize) -> Option<Name> {
    match opening(view, start, end)? {
        Opening::Name(name) => Some(name),
        Opening::Pronoun | Opening::Noun => None,
    }
}

fn opening(view: &View<'_>, sentence: usize, limit: usize) -> Option<Opening> {
    let mut start = skip_opening(view, sentence, limit);
    if view.role_at(start, Role::Pronoun).is_some() {
        return describes(view, start + 1, limit).then_some(Opening::Pronoun);
    }
    let definite = matches!(view.word(start), "the" | "this");
    let mut noun = false;
    let last = limit.min(start + LONGEST_OPENING);
    while start < last {
        if let Some((name, end)) = names::starting_at(view, start, limit) {
            let known = match name {
                Name::Known(toponym) => Some(toponym),
                Name::Unknown(_) => None,
            };
            let possessive = matches!(view.word(end), "'s" | "’s");
            if known.is_none_or(|t| view.is_spot(t) && !view.is_metonym(t)) && !possessive {
                let verb = verb_after(view, end, limit)?;
                return describes(view, verb, limit).then_some(Opening::Name(name));
            }
            start = end;
        } else if noun && definite && view.role_at(start, Role::Be).is_some() {
            return describes(view, start, limit).then_some(Opening::Noun);
        } else if view.role_at(start, Role::Settlement).is_some() {
            noun = true;
            start += 1;
        } else if view.role_at(start, Role::Soft).is_some() || matches!(view.word(start), "'s" | "’s" | "-")
        {
            start += 1;
        } else {
            return None;
        }
    }
    None
}

/// Goes over quotes, reference marks and "however,".
fn skip_opening(view: &View<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        match view.word(at) {
            "[" => at = (at..limit.min(at + 6)).find(|&t| view.word(t) == "]").unwrap_or(at) + 1,
            "“" | "\"" | "‘" | "," | "however" | "today" | "and" | "but" | "(" | "»" | "«" => at += 1,
            _ => break,
        }
    }
    at
}

/// The sentence's verb right after the name, brackets and insertions between commas skipped.
fn verb_after(view: &View<'_>, end: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    let closing = |from: usize, mark: &str| {
        let last = limit.min(from + LONGEST);
        (from..last).find(|&at| view.word(at) == mark).map(|at| at + 1)
    };
    let mut at = end;
    for _ in 0..8 {
        if view.role_at(at, Role::Be).is_some() && view.word(at) != "'s" {
            return Some(at);
        }
        at = match view.word(at) {
            "(" => closing(at + 1, ")")?,
            "[" => closing(at + 1, "]")?,
            "," => closing(at + 1, ",")?,
            // "Arzew or Arzeu is ...".
            "or" => names::starting_at(view, at + 1, limit)?.1,
            "also" | "formerly" | "officially" | "itself" | "now" | "today" | "city" | "town" | "village" => {
                at + 1
            }
            _ => return None,
        };
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
