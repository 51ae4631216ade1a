//! Quarters of the city that the text has just told of: no places of their own, and no namesakes far off.

use super::alike::{place_rank, roughly_km};
use super::lexicon::class;
use super::reading::Reading;
use super::site::Site;
use super::told::Told;
use super::{EventPlace, EventType, SubEventType};

/// Farther than this from the city in km, a place of that name is another one.
const CITY_KM: f64 = 25.0;

/// "shelled X. ... The shells fell in the neighbourhoods of A and B": A and B lie in X, where the layers have them elsewhere or not at all.
fn are_of_last(reading: &Reading<'_>, site: &Site, last: Option<&Told>, paragraph: usize) -> bool {
    let Some(last) = last.filter(|last| last.paragraph + 1 >= paragraph && !last.coarse) else {
        return false;
    };
    let Some(city) = last.place.position.filter(|_| place_rank(last) == 1) else { return false };
    let quarter = |at: usize| reading.is(at, class::QUARTERS);
    let led = site.first >= 2 && reading.before(site.first, 1) == "of" && quarter(site.first - 2)
        || quarter(site.end)
        || site.first >= 1 && quarter(site.first - 1);
    led && site.heads.iter().all(|head| {
        let place = reading.toponyms[head.toponym].place.as_deref();
        let away = place.is_none_or(|place| roughly_km(place.position, city) > CITY_KM);
        head.containers.is_empty() && away
    })
}

/// The city of the event told last, if the site is quarters of it: told in the same paragraph, or of the same kind right before.
#[must_use]
pub fn city_of(
    reading: &Reading<'_>,
    site: &Site,
    told: &[Told],
    (kind, paragraph): ((EventType, SubEventType), usize),
) -> Option<EventPlace> {
    let beside =
        |told: &&Told| told.modality.is_drawn() && (told.kind.1 == kind.1 || told.paragraph == paragraph);
    let last = told.iter().rev().take(60).find(beside)?;
    are_of_last(reading, site, Some(last), paragraph)
        .then(|| EventPlace { inherited: false, ..last.place.clone() })
}

/// The sites of a sentence that are no quarters of the city told of last.
#[must_use]
pub fn without(reading: &Reading<'_>, mut sites: Vec<Site>, told: &[Told], paragraph: usize) -> Vec<Site> {
    let last = told.iter().rev().take(60).find(|told| told.modality.is_drawn());
    sites.retain(|site| !are_of_last(reading, site, last, paragraph));
    sites
}
