//! What ties a length to its target: "away", "by road", "north of", "from", "inside".

use std::ops::Range;

use super::Hedge;
use super::words::{Role, View};
use crate::geodesy::compass;

/// How the number is tied to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// "from", "of", "off", "to", "outside".
    From,
    /// "inside Y", "into Y": from Y's border, within Y.
    Inside,
    /// No preposition: "three kilometres away".
    None,
}

/// A compass word as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Direction {
    pub tokens: Range<usize>,
    pub sector: compass::Direction,
}

impl Direction {
    /// The same words as seen from the other end.
    pub fn opposite(self) -> Self {
        Self { sector: self.sector.opposite(), ..self }
    }
}

/// What stands between the number and the target.
#[derive(Debug, Clone, Default)]
pub(super) struct Connector {
    pub direction: Option<Direction>,
    pub tie: Option<Tie>,
    pub away: bool,
    pub by_road: bool,
    pub straight: bool,
    /// First token of the target.
    pub next: usize,
}

/// Reads on from token `start`, right after the number; `linked` is true if a verb stands before it.
pub(super) fn read(
    view: &View<'_>,
    start: usize,
    limit: usize,
    hedge: Option<Hedge>,
    linked: bool,
) -> Connector {
    let mut found = Connector { next: start, ..Connector::default() };
    let mut at = skip_manner(view, start, &mut found);
    found.next = at.min(limit);
    let mut ahead = at;
    while matches!(
        view.word(ahead),
        "to" | "the" | "due" | "further" | "directly" | "in" | "a" | "," | "almost" | "just"
    ) && ahead < at + 3
    {
        ahead += 1;
    }
    if let Some((length, sector)) = view.direction_at(ahead) {
        found.direction = Some(Direction { tokens: ahead..ahead + length, sector });
        at = ahead + length;
        if matches!(view.word(at), "direction" | "side" | "away") {
            at += 1;
        }
        found.next = at.min(limit);
    }
    let (tie, length) = tie(view, at, found.direction.is_some(), hedge);
    let tie = tie.filter(|_| linked || view.word(at) != "to");
    if tie.is_some() && at + length <= limit {
        found.tie = tie;
        found.next = at + length;
    }
    found
}

/// Goes over "away", "by road", "as the crow flies", and notes them.
fn skip_manner(view: &View<'_>, start: usize, found: &mut Connector) -> usize {
    let mut at = start;
    for _ in 0..4 {
        if let Some(length) = view.role_at(at, Role::Straight) {
            found.straight = true;
            at += length;
        } else if let Some(length) = view.role_at(at, Role::Road) {
            found.by_road = true;
            at += length;
        } else if matches!(view.word(at), "away" | "distant" | "distance") {
            found.away = true;
            at += 1;
        } else if view.word(at) == "," && matches!(view.word(at + 1), "as" | "by")
            || view.word(at) == "-" && view.role_at(at + 1, Role::Road).is_some()
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// "52 km of Yangon, ...": a name and nothing after it, as writers put "from" in some countries.
fn ends_after_name(view: &View<'_>, at: usize) -> bool {
    let Some(toponym) = view.toponym_at(at).filter(|&t| view.is_spot(t)) else { return false };
    matches!(view.word(view.tokens_of(toponym).end), "." | "," | "and" | ";" | ")" | "")
}

/// The preposition at `at` and its length.
fn tie(view: &View<'_>, at: usize, direction: bool, hedge: Option<Hedge>) -> (Option<Tie>, usize) {
    if view.is_foreign() {
        return foreign_tie(view, at, direction);
    }
    let next = view.word(at + 1);
    match view.word(at) {
        "from" | "off" => (Some(Tie::From), if next == "of" { 2 } else { 1 }),
        "of" if direction || hedge == Some(Hedge::AtMost) || ends_after_name(view, at + 1) => {
            (Some(Tie::From), 1)
        }
        "outside" | "beyond" | "behind" | "before" | "past" => {
            (Some(Tie::From), if next == "of" { 2 } else { 1 })
        }
        "short" if next == "of" => (Some(Tie::From), 2),
        "over" | "across" if matches!(next, "the") => (Some(Tie::Inside), 1),
        "inside" | "within" => (Some(Tie::Inside), if next == "of" { 2 } else { 1 }),
        "deep" if matches!(next, "inside" | "into" | "within" | "in") => (Some(Tie::Inside), 2),
        "into" => (Some(Tie::Inside), 1),
        "to" if !direction && hedge != Some(Hedge::Range) && next != "the" => (Some(Tie::From), 1),
        _ => (None, 0),
    }
}

/// "от", "від", "de"; "d'Oran" in one word; after "севернее" nothing.
fn foreign_tie(view: &View<'_>, at: usize, direction: bool) -> (Option<Tie>, usize) {
    if let Some(length) = view.role_at(at, Role::From) {
        return (Some(Tie::From), length);
    }
    let elided = view.word(at).starts_with("d'");
    (((elided || direction) && view.toponym_at(at).is_some()).then_some(Tie::From), 0)
}
