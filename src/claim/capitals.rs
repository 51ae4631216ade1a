//! Seats of government by what they govern, for "the capital" and "the regional capital" without a name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::gazetteer::{Flag, Gazetteer, Place, PlaceKey};

/// Capitals by ISO 3166-1 code and seats by the id of their first-level region.
struct Seats {
    countries: BTreeMap<&'static str, PlaceKey>,
    regions: BTreeMap<PlaceKey, PlaceKey>,
}

static SEATS: LazyLock<Seats> = LazyLock::new(|| {
    let gazetteer = Gazetteer::embedded();
    let mut seats = Seats { countries: BTreeMap::new(), regions: BTreeMap::new() };
    for key in (0..gazetteer.len()).map(|key| PlaceKey(key as u32)) {
        let capital = gazetteer.flag(key, Flag::Capital);
        if capital && let Some(country) = gazetteer.country(key) {
            seats.countries.entry(country).or_insert(key);
        }
        if (capital || gazetteer.flag(key, Flag::Seat))
            && let Some(region) = gazetteer.region(key)
        {
            seats.regions.entry(region).or_insert(key);
        }
    }
    seats
});

/// The capital of the country with this ISO 3166-1 alpha-2 code.
pub(super) fn of(iso2: &str) -> Option<Place> {
    Some(Gazetteer::embedded().place(*SEATS.countries.get(iso2)?))
}

/// The seat of the first-level region with this id.
pub(super) fn of_region(id: &str) -> Option<Place> {
    let gazetteer = Gazetteer::embedded();
    let region = SEATS.regions.iter().find(|&(&region, _)| gazetteer.id(region) == id)?;
    Some(gazetteer.place(*region.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_seats() {
        for (country, capital) in [("GR", "Athens"), ("UA", "Kyiv"), ("SO", "Mogadishu"), ("NO", "Oslo")] {
            assert_eq!(of(country).map(|place| place.name).as_deref(), Some(capital), "{country}");
        }
        assert_eq!(of("XX"), None);
        let sumy = Gazetteer::embedded().by_id("geonames:692194").map(|key| Gazetteer::embedded().place(key));
        let region = sumy.and_then(|place| place.region_id).unwrap_or_default();
        assert_eq!(of_region(&region).map(|place| place.name).as_deref(), Some("Sumy"));
        assert_eq!(of_region("geonames:0"), None);
    }
}
