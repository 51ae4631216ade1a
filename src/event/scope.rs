//! How far a stated number of victims reaches: one event, several of them, an area around it, or months.

use super::casualty::{Harm, Toll};
use super::lexicon::class;
use super::reading::Reading;
use super::told::Told;

/// "were killed in two separate attacks", "in a series of strikes": the number is of all of them.
pub fn is_of_several(reading: &Reading<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    (bounds.first_token..bounds.end_token).any(|at| {
        reading.is(at, class::SEPARATE)
            && (at + 1..bounds.end_token.min(at + 5))
                .any(|next| reading.is(next, class::EVENTS) || reading.is(next, class::MISHAPS))
    })
}

/// "Twelve were hurt in different parts of the region", "nine more elsewhere in the district", "across the country": not of the one
/// town told before.
pub fn is_spread(reading: &Reading<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    (bounds.first_token..bounds.end_token).any(|at| {
        let next = at + 1..bounds.end_token.min(at + 4);
        match reading.word(at) {
            "elsewhere" => true,
            "different" | "other" | "various" | "several" | "separate" => {
                matches!(reading.before(at, 1), "in" | "across" | "from")
                    && next.into_iter().any(|near| reading.is(near, class::SEVERAL_PLACES))
            }
            "across" | "throughout" => {
                matches!(reading.word(at + 1), "the")
                    && next.into_iter().any(|near| reading.is(near, class::DIVISION))
            }
            _ => false,
        }
    })
}

/// True for a sentence that sums up a war or months.
pub fn is_summed(reading: &Reading<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    // "SUMMARY: one civilian and two fighters killed"
    let first = reading.word(bounds.first_token);
    if matches!(first, "summary" | "total" | "totals" | "overview")
        && reading.word(bounds.first_token + 1) == ":"
    {
        return true;
    }
    // "a baby of six months"
    let is_age = |at: usize| {
        reading.before(at, 2) == "of" && at > 2 && reading.is(at - 3, class::PERSON)
            || reading.before(at, 2) == "aged"
    };
    (bounds.first_token..bounds.end_token).any(|at| {
        let counted = reading.before(at, 1) == "a" && reading.word(at + 1) == "of";
        // "the number has since risen to nine"
        let later = reading.word(at) == "since" && matches!(reading.before(at, 1), "has" | "have" | "had");
        matches!(reading.word(at), "since" | "overall" | "invasion") && !later
            || reading.word(at) == "war" && is_span(reading, at, bounds.first_token)
            || reading.word(at) == "total" && !counted
            // "mudslides kill dozens every year"
            || matches!(reading.word(at), "every" | "each" | "per") && reading.word(at + 1) == "year"
            || matches!(reading.word(at), "months" | "years" | "weeks") && !is_age(at) && !is_way(reading, at)
    })
}

/// "in the war", "during Sudan's civil war": the time that a number is of; not "called it a war crime".
fn is_span(reading: &Reading<'_>, at: usize, start: usize) -> bool {
    const REACH: usize = 5;
    !matches!(reading.word(at + 1), "crime" | "crimes")
        && (at.saturating_sub(REACH).max(start)..at)
            .rev()
            .take_while(|&before| !matches!(reading.word(before), "," | ";" | "a" | "an"))
            .any(|before| matches!(reading.word(before), "in" | "during" | "of" | "throughout" | "from"))
}

/// "two weeks later", "years old", "the deadliest attack in months": no time that a number is of.
fn is_way(reading: &Reading<'_>, at: usize) -> bool {
    reading.before(at, 1) == "in"
        || matches!(
            reading.word(at + 1),
            "old" | "ago" | "later" | "earlier" | "before" | "after" | "into" | "from" | "apart"
        )
}

/// "shelled 34 settlements, including the city of X, killing two": the number is of all of them.
pub fn is_one_of_many(event: &Told, reading: &Reading<'_>, toll: &Toll) -> bool {
    let Some(place) = event.place.span.map(|span| reading.prose.tokens_in(span)) else { return false };
    let counted = |at: usize| {
        reading.is(at, class::PLACES)
            && (1..=3).any(|back| {
                let word = reading.before(at, back);
                at >= back
                    && (reading.is(at - back, class::NUMBER_WORD)
                        || reading.prose.tokens[at - back].kind == crate::text::TokenKind::Number
                        || matches!(word, "several" | "dozens" | "some" | "many"))
            })
    };
    let before = place.start.saturating_sub(7).max(event.token)..place.start;
    place.start > event.token
        && toll.head > place.start
        && before.clone().any(|at| matches!(reading.word(at), "including" | "among" | "notably" | "such"))
        && before.into_iter().any(counted)
}

/// "Three of them died in X": a part of those counted before, and all of those of X.
pub fn is_all_of_place(event: &Told, reading: &Reading<'_>, sentence: usize, toll: &Toll) -> bool {
    let bounds = reading.sentence(sentence);
    let own =
        event.place.span.is_some_and(|span| bounds.span.start <= span.start && span.end <= bounds.span.end);
    let known = match toll.harm {
        Harm::Killed => event.casualties.killed.is_some(),
        _ => event.casualties.injured.is_some(),
    };
    // "three of the victims", "two of whom"
    let people = toll.people..toll.people.max(toll.head).min(toll.people + 4);
    let of_those = people.into_iter().any(|at| {
        reading.word(at) == "of"
            && (matches!(reading.word(at + 1), "them" | "whom")
                || matches!(reading.word(at + 1), "the" | "those" | "these")
                    && (reading.is(at + 2, class::KILL | class::HURT)
                        || matches!(
                            reading.word(at + 2),
                            "victims" | "casualties" | "deaths" | "fatalities"
                        )))
    });
    event.sentence == sentence && own && !event.place.inherited && !known && of_those
}
