//! Names whose place is too unsure to be drawn: a wrong dot does more harm than none. They keep their rivals, and stand in the
//! area that the likely places share, if there is one.

use std::sync::Arc;

use super::atlas::{Atlas, PlaceNo, Sense, rough_km};
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use super::resolve::parents::holds;
use super::resolve::{Ranked, Resolved};
use super::within;
use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};
use crate::text::slice;

/// Places within this many km of each other are one as far as a map shows: a town, its district, a twin in another source.
const SAME_KM: f64 = 25.0;
/// An area is shared if it holds this share of what all likely places have.
const SHARED: f64 = 0.9;
/// So many rivals are named in the reason.
const NAMED: usize = 3;

/// The probability that the place lies where `best` does: its own and that of its neighbours of the name.
#[must_use]
pub fn share_about(best: &Ranked, ranked: &[Ranked]) -> f64 {
    let point = |sense: &Sense| sense.class == PlaceClass::Settlement;
    let beside = |one: &&Ranked| {
        one.sense.place == best.sense.place
            || point(&one.sense)
                && point(&best.sense)
                && rough_km(one.sense.position, best.sense.position) < SAME_KM
    };
    ranked.iter().filter(beside).map(|one| one.probability).sum()
}

/// The probability that the place lies there or in an area of the name that holds it: a town and its province are no rivals as
/// far as a map goes, where others lie far away.
#[must_use]
pub fn share_there(best: &Ranked, ranked: &[Ranked]) -> f64 {
    let area = |sense: &Sense| matches!(sense.class, PlaceClass::District | PlaceClass::Region);
    let one = |a: &Sense, b: &Sense| area(a) && holds(a, b) || area(b) && holds(b, a);
    let wide = ranked.iter().filter(|other| one(&other.sense, &best.sense));
    share_about(best, ranked) + wide.map(|other| other.probability).sum::<f64>()
}

/// The rule by which no place is named where several may be meant.
pub const UNDECIDED: &str = "undecided";

/// Why no place is named, with the likeliest ones.
pub fn reason<A: Atlas + ?Sized>(names: &mut Names<'_, A>, ranked: &[Ranked]) -> Evidence {
    let mut named = Vec::new();
    for one in ranked.iter().take(NAMED) {
        let Some(place) = names.place(one.sense.place) else { continue };
        let area: Vec<&str> =
            [&place.region, &place.country].into_iter().flatten().map(String::as_str).collect();
        named.push(format!("{} ({}, {:.2})", place.name, area.join(", "), one.probability));
    }
    let more = if ranked.len() > named.len() { " and others" } else { "" };
    let note = match ranked.len() {
        1 => format!("too unsure: it may be {}, and little in the text says so", named.join("; ")),
        count => format!(
            "{count} places have this name and the text does not tell which is meant: {}{more}",
            named.join("; ")
        ),
    };
    Evidence::of(UNDECIDED, note)
}

/// The area that the name lies in whichever place is meant, or else the one that the text speaks of, if some place of the name
/// lies there; as a place that bears the name as written, with the reason.
pub fn area<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(Arc<Place>, Evidence)> {
    let ranked = &resolved.ranked[resolved.groups.of[index]];
    if let Some(number) = shared(names, ranked) {
        let area = names.place(number)?;
        let hit = &hits[index];
        let note = format!("nearly all places that may be meant lie in {}", area.name);
        let place = area.unlisted(slice(page.text, page.span(hit.first, hit.end)));
        return Some((Arc::new(place), Evidence::of("shared-area", note)));
    }
    within::area(page, names, hits, resolved, index).filter(|(area, _)| {
        let inside = |sense: &Sense| {
            rough_km(sense.position, area.position) <= area.radius_km
                || area.class == PlaceClass::Country
                    && area.country.as_deref().is_some_and(|code| code.as_bytes() == sense.country)
        };
        ranked.iter().any(|one| inside(&one.sense))
    })
}

/// The region that holds [`SHARED`] of the likely places, else the country.
fn shared<A: Atlas + ?Sized>(names: &Names<'_, A>, ranked: &[Ranked]) -> Option<PlaceNo> {
    let all: f64 = ranked.iter().map(|one| one.probability).sum();
    let best = &ranked.first()?.sense;
    let region = best.region.and_then(|region| names.atlas.sense(region));
    let country = within::home(names, best);
    let areas = [region, country.and_then(|country| names.atlas.sense(country))];
    let held = |area: &Sense| -> f64 {
        let inside = ranked.iter().filter(|one| holds(area, &one.sense));
        inside.map(|one| one.probability).sum()
    };
    areas.into_iter().flatten().find(|area| held(area) >= SHARED * all).map(|area| area.place)
}
