//! Lists by area: "A community: in B, ...; in C, ...", or "A community:" on a line of its own and its villages below.

use std::collections::HashMap;

use super::lexicon::class;
use super::phrases::division_rank;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::site::Site;

/// Paragraphs that an area on a line of its own can head.
const REACH: usize = 12;

/// The area that heads each sentence's part of a list, for those that have one: an index into the article's toponyms.
#[must_use]
pub fn areas(reading: &Reading<'_>) -> HashMap<usize, usize> {
    let mut areas = HashMap::new();
    // The area, the paragraph that names it, and whether it stands there alone.
    let mut over: Option<(usize, usize, bool)> = None;
    let mut last = None;
    for (sentence, bounds) in reading.prose.sentences.iter().enumerate() {
        if last != Some(bounds.paragraph) {
            last = Some(bounds.paragraph);
            let lasts = over.is_some_and(|(_, at, alone)| alone && bounds.paragraph <= at + REACH);
            let own = heading(reading, bounds.first_token, bounds.end_token)
                .filter(|(_, alone)| *alone || !bounds.heading);
            over = own.map(|(area, alone)| (area, bounds.paragraph, alone)).or(over.filter(|_| lasts));
        }
        if let Some((area, _, _)) = over {
            areas.insert(sentence, area);
        }
    }
    areas
}

/// "1. Shush. Workers blocked the road", "TARIJA. Teachers marched": the place that each sentence's item begins with, where the
/// text has two such items or more: an index into the article's toponyms.
#[must_use]
pub fn items(reading: &Reading<'_>) -> HashMap<usize, usize> {
    let mut items = HashMap::new();
    let mut over: Option<(usize, usize)> = None;
    let mut last = None;
    let mut heads = 0;
    for (sentence, bounds) in reading.prose.sentences.iter().enumerate() {
        let opens = last != Some(bounds.paragraph);
        last = Some(bounds.paragraph);
        over = over.filter(|(_, paragraph)| *paragraph == bounds.paragraph);
        let goes_on =
            reading.prose.sentences.get(sentence + 1).is_some_and(|next| next.paragraph == bounds.paragraph);
        if goes_on
            && (opens || over.is_none() && follows_number(reading, sentence))
            && let Some(place) = only_name(reading, bounds.first_token, bounds.end_token)
        {
            over = Some((place, bounds.paragraph));
            heads += 1;
        }
        if let Some((place, _)) = over {
            items.insert(sentence, place);
        }
    }
    if heads < 2 {
        items.clear();
    }
    items
}

/// "1." as a sentence of its own before this one.
fn follows_number(reading: &Reading<'_>, sentence: usize) -> bool {
    sentence.checked_sub(1).is_some_and(|before| {
        let bounds = reading.sentence(before);
        bounds.paragraph == reading.sentence(sentence).paragraph
            && bounds.end_token <= bounds.first_token + 3
            && reading.prose.tokens[bounds.first_token].kind == crate::text::TokenKind::Number
    })
}

/// "1. Shush.", "JULIACA.": the name, where a sentence has nothing else but a number.
fn only_name(reading: &Reading<'_>, first: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let start = reading.prose.tokens.get(first)?.span.start;
    let index = reading.toponyms.partition_point(|toponym| toponym.span.end <= start);
    let named = reading.prose.tokens_in(reading.toponyms.get(index)?.span);
    let plain = |at: usize| {
        reading.prose.tokens[at].kind == crate::text::TokenKind::Number
            || matches!(reading.word(at), "." | ")" | "(" | "-" | "#" | "no")
    };
    (end <= first + LONGEST
        && named.end <= end
        && named.start >= first
        && (first..named.start).chain(named.end..end).all(plain)
        && rank(class_of(&reading.toponyms[index])) <= 2)
        .then_some(index)
}

/// "the exit to X", "the X-Y highway", "the road to X": where a way leads, from wherever the item is of.
#[must_use]
pub fn is_way(reading: &Reading<'_>, site: &Site) -> bool {
    reading.is(site.end, class::WAY)
        || matches!(reading.before(site.first, 1), "to" | "towards" | "toward")
            && reading.is_before(site.first, 2, class::WAY)
}

/// The names by which tellings know an area: as written, and its id if it is known.
#[must_use]
pub fn called(reading: &Reading<'_>, area: usize) -> Vec<String> {
    let toponym = &reading.toponyms[area];
    std::iter::once(toponym.text.clone())
        .chain(toponym.place.as_ref().map(|place| place.id.clone()))
        .collect()
}

/// "- A community: ...", "In the B district:": the area that a sentence begins with, and whether it says nothing else.
fn heading(reading: &Reading<'_>, first: usize, end: usize) -> Option<(usize, bool)> {
    let skipped = |at: &usize| {
        matches!(
            reading.word(*at),
            "-" | "\u{2013}" | "\u{2022}" | "*" | "in" | "the" | "\u{25aa}" | "\u{25ba}"
        )
    };
    let from = (first..end.min(first + 4)).find(|at| !skipped(at))?;
    let start = reading.prose.tokens[from].span.start;
    let index = reading.toponyms.partition_point(|toponym| toponym.span.end <= start);
    let toponym = reading.toponyms.get(index).filter(|toponym| toponym.span.start == start)?;
    let named = reading.prose.tokens_in(toponym.span);
    let kind = |at: &usize| reading.is(*at, class::KIND_WORD) || reading.word(*at) == "territorial";
    let colon = (named.end..end.min(named.end + 4)).find(|at| !kind(at))?;
    let told = (named.end..colon).any(|at| is_division(reading, at));
    let wide = told || rank(class_of(toponym)) >= 2;
    (reading.word(colon) == ":" && wide).then_some((index, colon + 1 >= end))
}

/// A word for an area with villages in it.
fn is_division(reading: &Reading<'_>, at: usize) -> bool {
    division_rank(reading, at).is_some()
        || matches!(reading.word(at), "community" | "hromada" | "direction" | "sector")
}
