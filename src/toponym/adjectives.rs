//! Adjectives and peoples' names: "Ukrainian", "South Koreans", "European" point to a country or land without naming it.

use std::ops::Range;

use super::lexicon::{Classes, Lexicon};
use super::page::Page;
use super::recognise::Hit;

/// Such words that lie in none of `hits`: their tokens and the name of the country or land.
#[must_use]
pub fn find(page: &Page<'_>, hits: &[Hit]) -> Vec<(Range<usize>, &'static str)> {
    let mut next = 0;
    let mut found = Vec::new();
    for at in 0..page.len() {
        if !page.is(at, Classes::DEMONYM) || !page.capital(at) || page.person[at] {
            continue;
        }
        while hits.get(next).is_some_and(|hit| hit.end.max(hit.kind.end) <= at) {
            next += 1;
        }
        let inside = hits.get(next).is_some_and(|hit| hit.first <= at);
        if inside {
            continue;
        }
        if let Some(country) = Lexicon::english().demonym(page.lower(at)) {
            let before = page.before(at).filter(|&before| page.capital(before));
            let whole = before.and_then(|before| compound(page.lower(before), country));
            match (before, whole) {
                (Some(before), Some(whole)) => found.push((before..at + 1, whole)),
                _ => found.push((at..at + 1, country)),
            }
        }
    }
    found
}

/// True for a name that is the first word of such an adjective: "Sri" of "Sri Lankan".
#[must_use]
pub fn is_part(page: &Page<'_>, hit: &Hit) -> bool {
    let land = if page.is(hit.end, Classes::DEMONYM) {
        Lexicon::english().demonym(page.lower(hit.end))
    } else {
        None
    };
    hit.end == hit.first + 1 && land.is_some_and(|land| compound(page.lower(hit.first), land).is_some())
}

/// The country of an adjective of two words, of which the second alone would mean `land`.
fn compound(first: &str, land: &str) -> Option<&'static str> {
    Some(match (first, land) {
        ("north", "South Korea") => "North Korea",
        ("south", "South Korea") => "South Korea",
        ("south", "Sudan") => "South Sudan",
        ("south", "Africa") => "South Africa",
        ("south", "South Ossetia") => "South Ossetia",
        ("north", "South Ossetia") => "North Ossetia",
        ("equatorial", "Guinea") => "Equatorial Guinea",
        ("sri", "Sri Lanka") => "Sri Lanka",
        ("sierra", "Sierra Leone") => "Sierra Leone",
        ("costa", "Puerto Rico") => "Costa Rica",
        ("puerto", "Puerto Rico") => "Puerto Rico",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;

    #[test]
    fn adjectives_of_one_and_two_words() {
        for (text, expected) in [
            (
                "A Latvian ship met South Korean boats.",
                &[("Latvian", "Latvia"), ("South Korean", "South Korea")][..],
            ),
            (
                "South African and European mines closed.",
                &[("South African", "South Africa"), ("European", "Europe")],
            ),
            (
                "The Asian trade grew; a mine in the south African sun did not.",
                &[("Asian", "Asia"), ("African", "Africa")],
            ),
            (
                "Sri Lankan police and Costa Rican judges met.",
                &[("Sri Lankan", "Sri Lanka"), ("Costa Rican", "Costa Rica")],
            ),
            ("They sold polish and china.", &[]),
        ] {
            let prose = Prose::read(text);
            let page = Page::new(text, &prose, Lexicon::english());
            let found: Vec<(&str, &str)> = find(&page, &[])
                .into_iter()
                .map(|(at, country)| (crate::text::slice(text, page.span(at.start, at.end)), country))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
