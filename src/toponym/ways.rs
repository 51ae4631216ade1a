//! Roads, parks, waters that no layer has but whose last word says what they are: "London Road" is no London.

use std::ops::Range;

use super::atlas::Atlas;
use super::lexicon::{Classes, Lexicon};
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::{MentionKind, Toponym, Use};
use crate::evidence::Evidence;
use crate::gazetteer::PlaceClass;
use crate::text::{TokenKind, slice};

/// Words before the word of kind.
const MOST_WORDS: usize = 3;
/// Share of such names that annotators of local news marked as places.
const ROAD_CONFIDENCE: f64 = 0.85;
/// The same for parks and waters.
const GROUND_CONFIDENCE: f64 = 0.7;
/// The rule that the evidence of these mentions names.
pub const RULE: &str = "way";

/// One such name.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// A road, not a park or water.
    pub road: bool,
}

/// Hits that begin more than this many tokens before a name do not reach it.
const REACH: usize = 24;

/// Finds them and takes from `hits` (in order) the names that only lend theirs to a road or a river.
pub fn claim<A: Atlas + ?Sized>(page: &Page<'_>, names: &Names<'_, A>, hits: &mut Vec<Hit>) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut dropped = vec![false; hits.len()];
    for way in (0..page.len()).filter_map(|at| way(page, at)) {
        let (start, end) = (way.tokens.start, way.tokens.end);
        let from = hits.partition_point(|hit| hit.first + REACH < start);
        let near = hits.iter().enumerate().skip(from).take_while(|(_, hit)| hit.first < end);
        let over: Vec<usize> =
            near.filter(|(_, hit)| start < hit.end.max(hit.kind.end)).map(|(index, _)| index).collect();
        // "Kaduna River" is no Kaduna, unless the gazetteer knows the river by its bare name.
        let water = page.is(end - 1, Classes::WATER);
        let lends = |hit: &Hit| {
            way.road || water && names.senses(hit.name).iter().all(|sense| sense.class != PlaceClass::Sea)
        };
        let holds = |hit: &Hit| !lends(hit) || hit.first < start || hit.first == start && hit.end >= end;
        if !over.iter().any(|&index| holds(&hits[index])) {
            for index in over {
                dropped[index] = true;
            }
            ways.push(way);
        }
    }
    let mut dropped = dropped.into_iter();
    hits.retain(|_| !dropped.next().unwrap_or(false));
    ways
}

/// Puts the mentions of `ways` among `toponyms`, in order, in the place of adjectives inside them.
#[must_use]
pub fn merge(page: &Page<'_>, toponyms: Vec<Toponym>, ways: &[Way]) -> Vec<Toponym> {
    if ways.is_empty() {
        return toponyms;
    }
    let mut all: Vec<Toponym> =
        toponyms.into_iter().chain(ways.iter().map(|way| toponym(page, way))).collect();
    all.sort_by_key(|toponym| (toponym.span.start, !toponym.is_way(), toponym.span.end));
    let mut end = 0;
    all.retain(|toponym| {
        let free = toponym.span.start >= end;
        if toponym.is_way() {
            end = toponym.span.end;
        }
        free
    });
    all
}

/// The name whose word of kind stands at `last`.
fn way(page: &Page<'_>, last: usize) -> Option<Way> {
    let road = page.is(last, Classes::WAY);
    if !(road || page.is(last, Classes::GROUND_NAME)) || page.case(last) != Capitals::Sentence {
        return None;
    }
    if !page.capital(last) {
        return street(page, last);
    }
    let point = page.word(last + 1) == "." && page.token(last + 1).is_some_and(|token| token.glued);
    let short =
        page.word(last).len() <= 4 && matches!(page.lower(last), "st" | "ave" | "rd" | "blvd" | "hwy");
    if short && !point {
        return None;
    }
    let number = |at: usize| {
        page.token(at)
            .is_some_and(|token| token.kind == TokenKind::Number && token.sentence == page.sentence_of(last))
            && page.word(at).len() <= 4
            && page.word(at).bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut end = last + 1 + usize::from(short);
    let mut first = last;
    // "Highway 12", "County Road 56".
    let numbered =
        road && matches!(page.lower(last), "road" | "highway" | "route" | "interstate") && number(last + 1);
    if numbered {
        end = last + 2;
    } else if page.capital(end) && page.after(end, last).is_some() || page.hyphen(end) {
        // "Bay Street Partners": the name goes on.
        return None;
    }
    while first > 0 && last - first < MOST_WORDS && belongs(page, first - 1, last) {
        first -= 1;
    }
    let ordinary = |at: usize| page.is(at, Classes::COMMON) && page.opens_sentence(at);
    let bare = last - first == 1 && (ordinary(first) || page.is(first, Classes::TITLE));
    let nothing = last == first && !(numbered && page.lower(last) != "road");
    if bare || nothing || is_person(page, first, last) {
        return None;
    }
    Some(Way { tokens: first..end, road })
}

/// "on Sovetskaya street": with the word in small letters the name follows its preposition at once, for "in a Lviv street" lies in
/// Lviv.
fn street(page: &Page<'_>, last: usize) -> Option<Way> {
    let mut first = last;
    while first > 0 && last - first < MOST_WORDS && belongs(page, first - 1, last) {
        first -= 1;
    }
    let kind = matches!(page.lower(last), "street" | "avenue" | "boulevard");
    let placed = page.before(first).is_some_and(|at| page.is(at, Classes::PREPOSITION));
    // "near Lviv street markets"
    let ends = page.after(last + 1, last).is_none_or(|at| {
        page.token(at).is_none_or(|token| token.kind != TokenKind::Word)
            || page.is(
                at,
                Classes::PREPOSITION
                    .with(Classes::AUXILIARY)
                    .with(Classes::LIST)
                    .with(Classes::OF)
                    .with(Classes::CLAUSE),
            )
    });
    (kind && first < last && placed && ends && !is_person(page, first, last))
        .then_some(Way { tokens: first..last + 1, road: true })
}

/// True for a word that may stand before "Street".
fn belongs(page: &Page<'_>, at: usize, last: usize) -> bool {
    let not = Classes::ARTICLE
        .with(Classes::PREPOSITION)
        .with(Classes::OF)
        .with(Classes::LIST)
        .with(Classes::CLAUSE)
        .with(Classes::CALENDAR)
        .with(Classes::AUXILIARY)
        .with(Classes::SPEECH)
        .with(Classes::WAY)
        .with(Classes::AGENCY);
    let ordinal = page.word(at).len() > 2
        && page.word(at).starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|end| page.lower(at).ends_with(end));
    page.sentence_of(at) == page.sentence_of(last)
        && (page.capital(at) && !page.is(at, not) && Lexicon::english().demonym(page.lower(at)).is_none()
            || ordinal)
}

/// "Diane Lane": a given name and a word that is a family name too, with no preposition before.
fn is_person(page: &Page<'_>, first: usize, last: usize) -> bool {
    let family = matches!(
        page.lower(last),
        "lane" | "park" | "drive" | "street" | "hills" | "beach" | "rivers" | "lake"
    );
    let placed = page.before(first).is_some_and(|at| page.is(at, Classes::PREPOSITION.with(Classes::OF)));
    family && !placed && page.is(first, Classes::FIRST_NAME)
}

/// The mention in the report.
fn toponym(page: &Page<'_>, way: &Way) -> Toponym {
    let span = page.span(way.tokens.start, way.tokens.end);
    let speaks = page.is(way.tokens.end, Classes::SPEECH);
    Toponym {
        span,
        phrase: span,
        text: slice(page.text, span).to_string(),
        kind: MentionKind::Name,
        usage: if speaks { Use::Metonym } else { Use::Literal },
        place: None,
        confidence: if way.road { ROAD_CONFIDENCE } else { GROUND_CONFIDENCE },
        within: None,
        runners_up: Vec::new(),
        evidence: vec![Evidence::at(RULE, span, "its last word says what it is; no layer has it")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;

    #[test]
    fn roads_and_waters_are_told_by_their_last_word() {
        for (text, expected) in [
            ("A van hit a wall on London Road in Hull.", &["London Road"][..]),
            ("Shots were fired at 42nd Street and Third Avenue.", &["42nd Street", "Third Avenue"]),
            ("The crash closed Highway 12 near County Road 9.", &["Highway 12", "County Road 9"]),
            ("They swam in the Quill River at dawn.", &["Quill River"]),
            ("A shop on North Elm St. burned.", &["North Elm St."]),
            ("Diane Lane was there.", &[]),
            ("The Road was long.", &[]),
            ("On Street corners men sell fruit.", &[]),
            ("Bay Street Partners sold it.", &[]),
            ("They took the road to Lyon.", &[]),
            ("A car was hit on Sovetskaya street: two were hurt.", &["Sovetskaya street"]),
            ("Shells fell in a Lviv street on Monday.", &[]),
            ("It began near Lviv street markets.", &[]),
            ("MAIN STREET CLOSED", &[]),
        ] {
            let prose = Prose::read(text);
            let page = Page::new(text, &prose, Lexicon::english());
            let found: Vec<&str> =
                claim(&page, &Names::new(crate::gazetteer::Gazetteer::embedded()), &mut Vec::new())
                    .iter()
                    .map(|way| slice(text, page.span(way.tokens.start, way.tokens.end)))
                    .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
