//! Adjectives and peoples' names: "Ukrainian", "Russians" point to a country without naming it.

use super::lexicon::{Classes, Lexicon};
use super::page::Page;
use super::recognise::Hit;

/// Tokens that are such words and lie in none of `hits`, with the country's name.
#[must_use]
pub fn find(page: &Page<'_>, hits: &[Hit]) -> Vec<(usize, &'static str)> {
    let mut next = 0;
    let mut found = Vec::new();
    for at in 0..page.len() {
        while hits.get(next).is_some_and(|hit| hit.end.max(hit.kind.end) <= at) {
            next += 1;
        }
        let inside = hits.get(next).is_some_and(|hit| hit.first <= at);
        if inside || !page.capital(at) || page.person[at] || !page.is(at, Classes::DEMONYM) {
            continue;
        }
        if let Some(country) = Lexicon::english().demonym(page.lower(at)) {
            let compound = at.checked_sub(1).map(|before| page.lower(before));
            let country = match (compound, country) {
                (Some("north"), "South Korea") => "North Korea",
                (Some("south"), "Sudan") => "South Sudan",
                _ => country,
            };
            found.push((at, country));
        }
    }
    found
}
