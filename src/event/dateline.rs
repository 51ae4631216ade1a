//! Datelines: the names before the text of a report that say where it was filed, which are no places of its events.

use super::lexicon::class;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::site::Named;
use crate::toponym::Use;

/// True for a name in a dateline: "MAPUTO (Reuters) -", "Kathmandu:", "Quito, 6 July -".
pub fn is_dateline(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    let opens = sentence == 0 || reading.sentence(sentence - 1).paragraph != bounds.paragraph;
    if !opens || named.first > bounds.first_token + 8 {
        return false;
    }
    if is_before_mark(reading, sentence, named) {
        return true;
    }
    let agency = |at: usize| reading.is(at, class::AGENCY);
    let limit = bounds.end_token.min(bounds.first_token + 22);
    let capital = reading.prose.tokens[named.first].all_caps;
    for at in named.end..limit {
        let dash = reading.word(at) == "-" && !reading.prose.tokens[at].glued;
        if dash && (capital || at <= named.end + 1 || (named.end..at).any(agency)) {
            return capital
                || (named.end..at)
                    .any(|index| agency(index) || reading.word(index) == ")" || date_like(reading, index));
        }
        if at == named.end && capital && matches!(reading.word(at), ":" | "(") {
            return true;
        }
        // "Maputo — Gunmen killed five people in X": the report's first words, where its sentence names other places.
        if dash && at == named.end && is_filed(reading, sentence, named, at) {
            return true;
        }
        // "Kathmandu: A strong earthquake shook western Nepal"
        let colon = reading.word(at) == ":" && at == named.end && named.first == bounds.first_token;
        if colon && sentence <= 2 && is_filed(reading, sentence, named, at) && !heads_lines(reading, sentence)
        {
            return true;
        }
        // "Quito City, July 6 : Two people", "Quito, 6 July - Two people"
        let named_first = named.first <= bounds.first_token + 1;
        if (dash || reading.word(at) == ":") && named_first && is_place_and_day(reading, named.end..at) {
            return true;
        }
    }
    capital && (named.end..limit).any(agency)
}

/// "Kathmandu: A strong earthquake shook western Nepal", "Islamabad/New Delhi: Missiles hit X": nothing but names before the mark.
fn is_before_mark(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    const LONGEST: usize = 9;
    let bounds = reading.sentence(sentence);
    let end = bounds.end_token.min(bounds.first_token + LONGEST);
    let Some(mark) = (bounds.first_token..end).find(|at| reading.word(*at) == ":") else { return false };
    let name = |at: usize| {
        reading.prose.tokens[at].capital || matches!(reading.word(at), "/" | "," | "-" | "and" | "&")
    };
    named.end <= mark
        && sentence <= 2
        && (bounds.first_token..mark).all(name)
        && tells_place(reading, sentence, mark)
        && reading.prose.tokens.get(mark + 1).is_some_and(|next| next.capital)
        && bounds.paragraph <= 1
        && !heads_lines(reading, sentence)
}

/// True if a later paragraph begins as this one does, "X: two were wounded": the places of a list.
fn heads_lines(reading: &Reading<'_>, sentence: usize) -> bool {
    const LINES: usize = 12;
    reading.prose.sentences.iter().skip(sentence + 1).take(LINES).any(|other| {
        let capital = reading.prose.tokens.get(other.first_token).is_some_and(|token| token.capital);
        capital
            && (other.first_token + 1..other.end_token.min(other.first_token + 4))
                .any(|at| reading.word(at) == ":")
    })
}

/// True if the place before the dash at `dash` opens the text and a place of its own follows in the sentence.
fn is_filed(reading: &Reading<'_>, sentence: usize, named: Named, dash: usize) -> bool {
    let bounds = reading.sentence(sentence);
    let apart = reading.prose.tokens.get(dash + 1).is_some_and(|next| next.capital && !next.glued);
    bounds.paragraph <= 1
        && named.first == bounds.first_token
        && apart
        && tells_place(reading, sentence, dash)
}

/// True if a place is named behind the mark of the dateline.
fn tells_place(reading: &Reading<'_>, sentence: usize, mark: usize) -> bool {
    let bounds = reading.sentence(sentence);
    let from = reading.prose.tokens[mark].span.end;
    let first = reading.toponyms.partition_point(|toponym| toponym.span.start < from);
    reading.toponyms[first..].iter().take_while(|toponym| toponym.span.start < bounds.span.end).any(
        |toponym| {
            let compass = || reading.before(reading.prose.tokens_in(toponym.span).start, 1).ends_with("ern");
            toponym.usage == Use::Literal && (rank(class_of(toponym)) <= 3 || compass())
        },
    )
}

/// True if nothing but the rest of a name and a day stands in `range`.
fn is_place_and_day(reading: &Reading<'_>, range: std::ops::Range<usize>) -> bool {
    let plain = |at: usize| {
        let token = reading.prose.tokens[at];
        token.capital
            || token.kind == crate::text::TokenKind::Number
            || matches!(reading.word(at), "," | "." | "(" | ")" | "/")
    };
    range.clone().any(|at| date_like(reading, at)) && range.clone().all(plain) && range.len() <= 8
}

pub fn date_like(reading: &Reading<'_>, at: usize) -> bool {
    crate::text::dates::month(reading.word(at)).is_some()
}
