//! Seats of government by what they govern, for "the capital" and "the regional capital" without a name.

use std::collections::BTreeMap;

use super::candidate::PlaceKey;
use super::store::{Flag, Gazetteer};

/// Capitals by ISO 3166-1 code, seats by their first-level region; the first of several in the order of the layers.
#[derive(Debug, Default)]
pub struct Seats {
    countries: BTreeMap<&'static str, PlaceKey>,
    regions: BTreeMap<PlaceKey, PlaceKey>,
}

impl Seats {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut seats = Self::default();
        for key in (0..gazetteer.len() as u32).map(PlaceKey) {
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
    }
}

impl Gazetteer {
    fn seats(&self) -> &Seats {
        self.seats.get_or_init(|| Seats::of(self))
    }

    /// The capital of the country with this ISO 3166-1 alpha-2 code; of several the first.
    #[must_use]
    pub fn seat_of_country(&self, iso2: &str) -> Option<PlaceKey> {
        self.seats().countries.get(iso2).copied()
    }

    /// The seat of the first-level region with this id.
    #[must_use]
    pub fn seat_of_region(&self, id: &str) -> Option<PlaceKey> {
        self.seats().regions.iter().find(|&(&region, _)| self.id(region) == id).map(|(_, &seat)| seat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_seats() {
        let gazetteer = Gazetteer::embedded();
        for (country, capital) in [("GR", "Athens"), ("UA", "Kyiv"), ("SO", "Mogadishu"), ("NO", "Oslo")] {
            let found = gazetteer.seat_of_country(country).map(|key| gazetteer.name(key));
            assert_eq!(found, Some(capital), "{country}");
        }
        assert_eq!(gazetteer.seat_of_country("XX"), None);
        let region = gazetteer.by_id("geonames:692194").and_then(|sumy| gazetteer.region(sumy)).unwrap();
        let seat = gazetteer.seat_of_region(&gazetteer.id(region));
        assert_eq!(seat.map(|key| gazetteer.name(key)), Some("Sumy"));
        assert_eq!(gazetteer.seat_of_region("geonames:0"), None);
    }
}
