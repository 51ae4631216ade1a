//! What a distance is measured to: the noun phrase after "from", "of", "inside".

use std::ops::Range;

use super::words::{Role, View};
use crate::gazetteer::PlaceClass;

/// Which part of a place the words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Edge,
    Centre,
}

/// What the words after the preposition name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TargetKind {
    /// Toponym by index.
    Toponym(usize, Part),
    /// "the capital", of the country named by a toponym or of the country in play.
    Capital(Option<usize>),
    /// "the regional capital": the seat of the subject's first-level region.
    Seat,
    /// A border, with the toponyms of the countries or regions that are named.
    Border(Vec<usize>),
    /// A country's ground: "Russian territory".
    Territory(usize),
    /// "it", "the city", "there": a settlement named before.
    Anaphor,
    /// Not said; what the text spoke of before, and whether no other place may be meant.
    Earlier(usize, bool),
    /// A coast, sea or river.
    Coast,
    /// A front line or a force.
    Front,
    /// "from here".
    Here,
    /// A site that no toponym covers.
    Unknown,
    /// Nothing: "three kilometres away".
    Implied,
}

/// A target and the tokens that name it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub kind: TargetKind,
    pub tokens: Range<usize>,
}

impl Target {
    fn new(kind: TargetKind, tokens: Range<usize>) -> Self {
        Self { kind, tokens }
    }
}

/// A noun phrase is followed for at most this many tokens.
const LONGEST_PHRASE: usize = 14;

/// Words that end a noun phrase.
const STOPS: [&str; 44] = [
    "and",
    "but",
    "or",
    "where",
    "when",
    "after",
    "before",
    "while",
    "as",
    "on",
    "at",
    "in",
    "from",
    "by",
    "during",
    "for",
    "which",
    "that",
    "who",
    "is",
    "was",
    "were",
    "are",
    "has",
    "had",
    "have",
    "to",
    "near",
    "if",
    "because",
    "since",
    "until",
    "following",
    "killing",
    "according",
    "will",
    "would",
    "could",
    "said",
    "says",
    "into",
    "through",
    "toward",
    "towards",
];

/// Reads the target that begins at token `start`, not beyond `limit`.
pub(super) fn read(view: &View<'_>, start: usize, limit: usize) -> Option<Target> {
    if start >= limit {
        return None;
    }
    if view.word(start) == "there" {
        return Some(Target::new(TargetKind::Anaphor, start..start + 1));
    }
    if let Some(length) = view.role_at(start, Role::Here) {
        return Some(Target::new(TargetKind::Here, start..start + length));
    }
    let end = phrase_end(view, start, limit);
    border(view, start, end, limit)
        .or_else(|| capital(view, start, end, limit))
        .or_else(|| moving(view, start, end))
        .or_else(|| named(view, start, end))
        .or_else(|| nameless(view, start, end))
}

fn phrase_end(view: &View<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit.min(start + LONGEST_PHRASE) {
        if let Some(toponym) = view.toponym_at(at) {
            at = view.tokens_of(toponym).end.max(at + 1);
            continue;
        }
        let word = view.word(at);
        let mark = word.chars().next().is_some_and(|c| !c.is_alphanumeric());
        let joins = matches!(word, "-" | "–" | "‑" | "'s" | "’s" | "'" | "’" | "“" | "”" | "\"" | "/");
        if mark && !joins || STOPS.contains(&word) && at > start {
            break;
        }
        at += 1;
    }
    at.min(limit)
}

/// Toponyms that touch `tokens`, each once.
fn toponyms_in(view: &View<'_>, tokens: Range<usize>) -> Vec<usize> {
    let mut found: Vec<usize> = tokens.filter_map(|token| view.toponym_at(token)).collect();
    found.dedup();
    found
}

fn border(view: &View<'_>, start: usize, end: usize, limit: usize) -> Option<Target> {
    let at =
        (start..end).find(|&at| view.role_at(at, Role::Border).is_some() && view.toponym_at(at).is_none())?;
    let before = toponyms_in(view, start..at);
    // "the village of Hora on the border": the village is the target, the border describes it.
    if before.iter().any(|&t| view.class(t) == Some(PlaceClass::Settlement) && !view.is_adjective(t)) {
        return None;
    }
    let mut next = at + 1;
    if view.role_at(next, Role::Crossing).is_some() {
        let tokens = start..next + 1;
        return Some(Target::new(TargetKind::Unknown, tokens));
    }
    if view.role_at(next, Role::Place).is_some() || view.word(next) == "-" {
        return None;
    }
    let mut countries = before;
    if matches!(view.word(next), "line" | "fence" | "wall" | "zone") {
        next += 1;
    }
    // "la frontière ukrainienne": the adjective behind.
    if let Some(toponym) = view.toponym_at(next).filter(|&t| view.is_foreign() && view.is_adjective(t)) {
        countries.push(toponym);
        next = view.tokens_of(toponym).end.max(next + 1);
    }
    let joins = |at: usize| {
        matches!(view.word(at), "with" | "of" | "between" | "to" | "separating" | "shared")
            || view.role_at(at, Role::With).is_some()
    };
    if joins(next) {
        let mut ahead = next + 1;
        let mut last = None;
        while ahead < limit && ahead < next + 8 {
            if let Some(toponym) = view.toponym_at(ahead) {
                countries.push(toponym);
                ahead = view.tokens_of(toponym).end.max(ahead + 1);
                last = Some(ahead);
            } else if view.role_at(ahead, Role::Soft).is_some()
                || matches!(view.word(ahead), "and" | "-" | "–" | "'s" | "’s" | "republic" | "by" | "with")
            {
                ahead += 1;
            } else {
                break;
            }
        }
        next = last.unwrap_or(next);
    }
    countries.dedup();
    Some(Target::new(TargetKind::Border(countries), start..next.min(limit).max(at + 1)))
}

fn capital(view: &View<'_>, start: usize, end: usize, limit: usize) -> Option<Target> {
    let at = (start..end).find(|&at| matches!(view.word(at), "capital" | "capitals"))?;
    let before = toponyms_in(view, start..at);
    if before.iter().any(|&t| view.is_spot(t) && view.place(t).is_some()) {
        return None;
    }
    let mut next = at + 1;
    while next < limit
        && (matches!(view.word(next), "," | "of" | "-" | "–" | "“" | "\"" | "(")
            || view.role_at(next, Role::Soft).is_some())
        && view.toponym_at(next).is_none()
        && next < at + 6
    {
        next += 1;
    }
    if let Some(toponym) = view.toponym_at(next) {
        let tokens = start..view.tokens_of(toponym).end;
        let apposed = view.word(at + 1) != "of" || view.is_spot(toponym);
        if view.is_spot(toponym) && apposed {
            return Some(Target::new(TargetKind::Toponym(toponym, Part::Whole), tokens));
        }
        if view.word(at + 1) == "of" {
            return Some(Target::new(TargetKind::Capital(Some(toponym)), tokens));
        }
    }
    let says = |words: &[&str]| (start..at).any(|token| words.contains(&view.word(token)));
    let kind = if says(&["regional", "provincial", "state", "governorate", "oblast"]) {
        TargetKind::Seat
    } else if says(&["local", "departmental", "department", "district", "county"]) {
        TargetKind::Unknown
    } else {
        TargetKind::Capital(before.last().copied())
    };
    Some(Target::new(kind, start..at + 1))
}

/// "The Red Sea city of Hodeidah": the sea only describes the town.
fn is_of_a_town(view: &View<'_>, sea: usize, end: usize) -> bool {
    (view.tokens_of(sea).start..end).any(|at| {
        let next = view.role_at(at, Role::Settlement).map_or(at, |length| at + length);
        let next = next + usize::from(view.word(next) == "of");
        next > at && next < end && view.toponym_at(next).is_some_and(|town| town != sea)
    })
}

/// Fronts, forces and waters: what no layer holds as a place.
fn moving(view: &View<'_>, start: usize, end: usize) -> Option<Target> {
    let mut spot_before = false;
    for at in start..end {
        // "the Line of Control": its words of their own may be names elsewhere.
        if let Some(length) = view.role_at(at, Role::Front).filter(|&length| length > 1) {
            return Some(Target::new(TargetKind::Front, start..at + length));
        }
        if let Some(toponym) = view.toponym_at(at) {
            let adjective = view.is_adjective(toponym) || view.class(toponym) == Some(PlaceClass::Country);
            if view.class(toponym) == Some(PlaceClass::Sea) && !is_of_a_town(view, toponym, end) {
                return Some(Target::new(TargetKind::Coast, start..end));
            }
            spot_before |= !adjective;
            continue;
        }
        if let Some(length) = view.role_at(at, Role::Front) {
            let held = spot_before && length == 1;
            if !held {
                return Some(Target::new(TargetKind::Front, start..at + length));
            }
        }
        let occupied = matches!(view.word(at), "held" | "controlled" | "occupied")
            && view.word(at + 1) != "city"
            && (at + 1..end).any(|next| view.role_at(next, Role::Territory).is_some());
        if occupied {
            return Some(Target::new(TargetKind::Front, start..end));
        }
        let adjective = view.is_capital(at) && view.role_at(at, Role::Soft).is_none();
        if let Some(length) = view.role_at(at, Role::Coast)
            && !adjective
        {
            let tokens = start..if view.word(at + length) == "of" { end } else { at + length };
            return Some(Target::new(TargetKind::Coast, tokens));
        }
    }
    None
}

/// The first name that only soft words part from the preposition.
fn named(view: &View<'_>, start: usize, end: usize) -> Option<Target> {
    let mut part = Part::Whole;
    let mut chosen: Option<usize> = None;
    let mut at = start;
    while at < end {
        if let Some(toponym) = view.toponym_at(at) {
            chosen = Some(toponym);
            at = view.tokens_of(toponym).end.max(at + 1);
            if view.role_at(at, Role::Territory).is_some() && !view.is_spot(toponym) {
                return Some(Target::new(TargetKind::Territory(toponym), start..at + 1));
            }
            // "the Polish town of Hel", "Poland's Hel": the name that follows is the target.
            let described = view.class(toponym) == Some(PlaceClass::Sea) && is_of_a_town(view, toponym, end);
            if !described && (view.is_spot(toponym) || !leads_to_name(view, at, end)) {
                break;
            }
            continue;
        }
        if view.role_at(at, Role::Edge).is_some() {
            part = Part::Edge;
        } else if view.role_at(at, Role::Centre).is_some() {
            part = Part::Centre;
        }
        let soft = view.role_at(at, Role::Soft).is_some()
            || view.role_at(at, Role::Edge).is_some()
            || view.role_at(at, Role::Centre).is_some()
            || matches!(view.word(at), "-" | "–" | "'s" | "’s" | "“" | "\"");
        // An adjective in capitals that no toponym covers: "the Moldovan town of".
        let demonym = view.is_capital(at) && (at + 1..end).any(|next| view.toponym_at(next).is_some());
        if !soft && !demonym {
            break;
        }
        at += 1;
    }
    let toponym = chosen?;
    let mut tokens = start..view.tokens_of(toponym).end;
    let mut after = tokens.end;
    if matches!(view.word(after), "'s" | "’s") {
        after += 1;
    }
    if let Some(length) = view.role_at(after, Role::Edge).filter(|_| view.is_spot(toponym)) {
        part = Part::Edge;
        tokens.end = after + length;
    } else if let Some(length) = view.role_at(after, Role::Centre).filter(|_| view.is_spot(toponym)) {
        part = Part::Centre;
        tokens.end = after + length;
    } else if is_site(view, after) && view.class(toponym) != Some(PlaceClass::Facility) {
        // "Odesa airport" lies kilometres from Odesa; the name alone does not place it.
        return Some(Target::new(TargetKind::Unknown, tokens.start..after + 1));
    }
    Some(Target::new(TargetKind::Toponym(toponym, part), tokens))
}

fn leads_to_name(view: &View<'_>, from: usize, end: usize) -> bool {
    let linked = (from..end)
        .take_while(|&at| {
            view.toponym_at(at).is_none()
                && (view.role_at(at, Role::Soft).is_some() || matches!(view.word(at), "'s" | "’s" | "-"))
        })
        .count();
    let next = from + linked;
    linked > 0 && next < end && view.toponym_at(next).is_some()
}

/// True for a noun that makes a named thing a site of its own.
fn is_site(view: &View<'_>, at: usize) -> bool {
    const SITES: [&str; 18] = [
        "airport",
        "airfield",
        "airbase",
        "aerodrome",
        "refinery",
        "plant",
        "dam",
        "bridge",
        "station",
        "depot",
        "prison",
        "base",
        "camp",
        "mine",
        "crossing",
        "checkpoint",
        "terminal",
        "reservoir",
    ];
    SITES.contains(&view.word(at)) || view.word(at) == "air" && view.word(at + 1) == "base"
}

/// A noun phrase without a known name: "the city", "the airport", a name that no layer holds.
fn nameless(view: &View<'_>, start: usize, end: usize) -> Option<Target> {
    if end == start {
        return None;
    }
    let definite = matches!(view.word(start), "the" | "this" | "that" | "its" | "their" | "it");
    if view.word(start) == "it" {
        return Some(Target::new(TargetKind::Anaphor, start..start + 1));
    }
    let named = (start..end).any(|at| view.is_capital(at));
    if definite && !named {
        let noun = (start + 1..end).find_map(|at| Some((at, view.role_at(at, Role::Settlement)?)));
        let edge = (start + 1..end).find_map(|at| Some((at, view.role_at(at, Role::Edge)?)));
        if let Some((at, length)) = noun.or(edge) {
            return Some(Target::new(TargetKind::Anaphor, start..at + length));
        }
    }
    let own = matches!(view.word(start), "a" | "an" | "his" | "her" | "our" | "my" | "any" | "one");
    if definite || named || own {
        // A name of several capitalised words, or a short phrase.
        let last = (start..end).rev().find(|&at| view.is_capital(at)).map_or(end, |at| at + 1);
        let mut stop = if named { last } else { end.min(start + 5) };
        while stop > start + 1 && matches!(view.word(stop - 1), "”" | "\"" | "“" | "-" | "–" | "’" | "'")
        {
            stop -= 1;
        }
        return Some(Target::new(TargetKind::Unknown, start..stop));
    }
    None
}
