//! An area that places may lie in: a country, a region, a district, or the circle of what has no divisions.

use super::candidate::PlaceKey;
use super::near::rough_km;
use super::store::Gazetteer;
use super::{Candidate, PlaceClass};

/// An area of the gazetteer, for searches inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Area {
    /// By ISO 3166-1 alpha-2 code.
    Country([u8; 2]),
    /// A region or a district: what names it as its own.
    Division(PlaceKey),
    /// Anything else with an extent: what lies within its radius.
    Circle(PlaceKey),
}

impl Area {
    /// The area that words stand for: an ISO 3166-1 or 3166-2 code, an id, or a name. Of namesakes the likeliest country,
    /// else region, else district, else other area.
    #[must_use]
    pub fn named(gazetteer: &Gazetteer, words: &str) -> Option<Self> {
        let words = words.trim();
        let of = |key| Self::of(gazetteer, key);
        if words.len() == 2
            && let Some(key) = gazetteer.country_key(&words.to_ascii_uppercase())
        {
            return of(key);
        }
        let by_code = || gazetteer.region_key(&words.to_ascii_uppercase());
        let by_id = || words.contains(':').then(|| gazetteer.by_id(words)).flatten();
        if let Some(key) = by_code().or_else(by_id) {
            return of(key);
        }
        let found = gazetteer.lookup(words);
        [PlaceClass::Country, PlaceClass::Region, PlaceClass::District, PlaceClass::Area, PlaceClass::Sea]
            .into_iter()
            .find_map(|class| {
                let of_class = |candidate: &&Candidate| gazetteer.class(candidate.key) == class;
                found.iter().find(of_class).and_then(|candidate| of(candidate.key))
            })
    }

    /// A place as an area; none for settlements and facilities.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer, key: PlaceKey) -> Option<Self> {
        match gazetteer.class(key) {
            PlaceClass::Country => {
                Some(Self::Country(gazetteer.country(key).and_then(|code| code.as_bytes().try_into().ok())?))
            }
            PlaceClass::Region | PlaceClass::District => Some(Self::Division(key)),
            PlaceClass::Area | PlaceClass::Sea => Some(Self::Circle(key)),
            PlaceClass::Settlement | PlaceClass::Facility => None,
        }
    }

    /// True if the place belongs to the area, as its layer says; in a circle, if its point lies in it. No area holds itself.
    #[must_use]
    pub fn holds(self, gazetteer: &Gazetteer, key: PlaceKey) -> bool {
        match self {
            Self::Country(code) => {
                gazetteer.class(key) != PlaceClass::Country
                    && gazetteer.country(key).is_some_and(|country| country.as_bytes() == code)
            }
            Self::Division(area) => {
                gazetteer.region(key) == Some(area) || gazetteer.district(key) == Some(area)
            }
            Self::Circle(area) => {
                area != key
                    && !matches!(gazetteer.class(key), PlaceClass::Country | PlaceClass::Region)
                    && rough_km(gazetteer.position(area), gazetteer.position(key))
                        <= gazetteer.radius_km(area)
            }
        }
    }
}

impl Gazetteer {
    /// The country with this ISO 3166-1 alpha-2 code; goes through places up to it.
    #[must_use]
    pub fn country_key(&self, code: &str) -> Option<PlaceKey> {
        let mut keys = (0..self.len() as u32).map(PlaceKey);
        keys.find(|&key| self.class(key) == PlaceClass::Country && self.country(key) == Some(code))
    }

    /// The region with this ISO 3166-2 code; goes through places up to it.
    #[must_use]
    pub fn region_key(&self, code: &str) -> Option<PlaceKey> {
        if !code.contains('-') {
            return None;
        }
        let mut keys = (0..self.len() as u32).map(PlaceKey);
        keys.find(|&key| self.class(key) == PlaceClass::Region && self.code(key) == Some(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_by_code_id_and_name() {
        let gazetteer = Gazetteer::embedded();
        let named = |words| Area::named(gazetteer, words);
        for (words, same) in [
            ("UA", "Ukraine"),
            ("ua", "geonames:690791"),
            ("UA-63", "Kharkiv region"),
            ("Kharkiv", "Kharkiv Oblast"),
            ("geonames:706482", "UA-63"),
        ] {
            assert!(named(words).is_some() && named(words) == named(same), "{words}");
        }
        assert!(matches!(named("Donbas"), Some(Area::Circle(_))));
        for none in ["", "QQ", "QQ-9", "geonames:1", "geonames:706483", "Nowhereville"] {
            assert_eq!(named(none), None, "{none}");
        }
    }

    #[test]
    fn what_lies_in_an_area() {
        let gazetteer = Gazetteer::embedded();
        for (area, place, inside) in [
            ("UA-63", "Izium", true),
            ("UA-63", "Kharkiv Oblast", false),
            ("UA", "Kharkiv Oblast", true),
            ("PL", "Izium", false),
            ("Donbas", "Bakhmut", true),
            ("Donbas", "Lviv", false),
        ] {
            let area_found = Area::named(gazetteer, area).unwrap();
            let key = gazetteer.lookup(place)[0].key;
            assert_eq!(area_found.holds(gazetteer, key), inside, "{place} in {area}");
        }
    }

    #[test]
    fn names_with_the_areas_that_they_lie_in() {
        let gazetteer = Gazetteer::embedded();
        for (name, country, count) in [
            ("Perth, Western Australia", "AU", true),
            ("Perth, Ontario", "CA", true),
            ("Izium, Kharkiv region, Ukraine", "UA", true),
            ("Springfield, US", "US", true),
            ("Izium, Poland", "", false),
            ("Perth, Nowhereville", "", false),
            (",", "", false),
            (",,Perth,", "AU", true),
        ] {
            let found = gazetteer.lookup(name);
            assert_eq!(!found.is_empty(), count, "{name}");
            assert!(found.iter().take(1).all(|one| gazetteer.country(one.key) == Some(country)), "{name}");
        }
    }
}
