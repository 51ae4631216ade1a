//! What the text spoke of before, where a claim names one of its two ends only.
//!
//! "Shells fell on A. B, 20 km to the east, ...": A is the other end. Which words were taken is told with every such claim, and a
//! choice among several places is measured but not judged.

use std::ops::Range;

use super::describe;
use super::names::Name;
use super::target::{self, Target, TargetKind};
use super::words::{Role, View};

/// A place taken from what stands before a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Earlier {
    /// Toponym by index.
    pub toponym: usize,
    /// False where other places might be meant as well.
    pub sure: bool,
}

/// Sentences that are looked back over.
const LOOK_BACK: usize = 3;

/// At most so many tokens of a sentence are searched.
const TOKENS: usize = 150;

/// The settlement that the text speaks of before token `start` of the sentence that begins at `sentence`.
///
/// Rules in their order: the settlement that the claim's own sentence names before it, other than `except`; else the nearest of
/// three sentences before that names any: what it describes, or its only settlement, or its first, which is not sure. Not sure
/// either is a name after "near": what lies near a town is not the town.
pub(super) fn place(view: &View<'_>, sentence: usize, start: usize, except: &[Name]) -> Option<Earlier> {
    let opening = except.iter().map(|name| name.start(view)).min().unwrap_or(start).min(start);
    let own = spots(view, sentence.max(opening.saturating_sub(TOKENS))..opening, except);
    if let Some(found) = choose(view, &own, true) {
        return Some(found);
    }
    let index = view.prose.tokens.get(sentence)?.sentence;
    (1..=LOOK_BACK.min(index)).find_map(|back| {
        let bounds = view.prose.sentences.get(index - back)?;
        let tokens = bounds.first_token..bounds.end_token.min(bounds.first_token + TOKENS);
        let found = spots(view, tokens.clone(), except);
        match describe::named(view, tokens.start, tokens.end) {
            Some(Name::Known(toponym)) if found.contains(&toponym) => {
                Some(Earlier { toponym, sure: back == 1 && is_place_itself(view, toponym) })
            }
            _ => choose(view, &found, back == 1),
        }
    })
}

/// Toponyms of settlements in `tokens`, each once, without those that act and those in `except`.
fn spots(view: &View<'_>, tokens: Range<usize>, except: &[Name]) -> Vec<usize> {
    let taken: Vec<_> = except.iter().filter_map(|name| id(view, name)).collect();
    let mut found: Vec<usize> = Vec::new();
    for toponym in tokens.filter_map(|token| view.toponym_at(token)) {
        let same = |id: &str| taken.contains(&id);
        let known = view.place(toponym).map(|place| place.id.as_str());
        if view.is_spot(toponym)
            && !view.is_metonym(toponym)
            && !known.is_some_and(same)
            && !except.contains(&Name::Known(toponym))
            && !found.contains(&toponym)
        {
            found.push(toponym);
        }
    }
    found
}

fn id<'v>(view: &'v View<'_>, name: &Name) -> Option<&'v str> {
    match name {
        Name::Known(toponym) => view.place(*toponym).map(|place| place.id.as_str()),
        Name::Unknown(_) => None,
    }
}

fn choose(view: &View<'_>, found: &[usize], near: bool) -> Option<Earlier> {
    let &first = found.first()?;
    let name = |toponym: usize| view.place(toponym).map(|place| &place.id);
    let one =
        found.iter().all(|&other| name(other).is_some() && name(other) == name(first)) || found.len() == 1;
    Some(Earlier { toponym: first, sure: one && near && is_place_itself(view, first) })
}

/// False for "villages near X", "outside X".
fn is_place_itself(view: &View<'_>, toponym: usize) -> bool {
    let before = view.tokens_of(toponym).start.checked_sub(1).map_or("", |token| view.word(token));
    !matches!(
        before,
        "near" | "around" | "outside" | "beyond" | "surrounding" | "towards" | "toward" | "between"
    )
}

/// "The Malian border, some 60 km away", "the coast is 5 km to the east": the line or capital that is spoken of, where it stands
/// right before token `at` and not before `floor`.
pub(super) fn line_before(view: &View<'_>, at: usize, floor: usize) -> Option<Target> {
    const LONGEST: usize = 9;
    let lowest = at.saturating_sub(LONGEST).max(floor);
    (lowest..at).find_map(|start| {
        let opens = start == floor
            || view.toponym_at(start).is_some_and(|toponym| view.tokens_of(toponym).start == start)
            || matches!(view.word(start), "the" | "its" | "their" | "a");
        let found = if opens { target::read(view, start, at)? } else { return None };
        let line = matches!(
            found.kind,
            TargetKind::Border(_)
                | TargetKind::Coast
                | TargetKind::Front
                | TargetKind::Capital(_)
                | TargetKind::Seat
        );
        let inner = start + 1..found.tokens.end;
        let verb = inner.clone().any(|token| view.role_at(token, Role::Be).is_some());
        // "a village near the border, 5 km away": the village is spoken of.
        let other =
            inner.clone().any(|token| matches!(view.word(token), "on" | "in" | "near" | "at" | "along"));
        (line && !verb && !other && found.tokens.end == at && !follows_preposition(view, start))
            .then_some(found)
    })
}

fn follows_preposition(view: &View<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |token| view.word(token));
    matches!(
        before,
        "near"
            | "on"
            | "at"
            | "along"
            | "across"
            | "from"
            | "of"
            | "to"
            | "towards"
            | "toward"
            | "over"
            | "in"
            | "with"
    )
}
