//! What the finder asks of a gazetteer; a trait, so that tests run on a handful of invented places.

use std::sync::Arc;

use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;

/// Number of a place inside one gazetteer.
pub type PlaceNo = u32;

/// How the words and a place's name agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// The place's usual name.
    Primary,
    /// Another name that a source gives.
    Alternate,
    /// What sits there: the Kremlin for Moscow.
    Metonym,
    /// The bare or adjective stem of an area: "Kharkiv", "Kharkivska" for Kharkiv Oblast.
    Stem,
    /// Only the transliteration agrees.
    Key,
}

/// One meaning that a name may have: what the choice among namesakes needs to know of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sense {
    /// Which place.
    pub place: PlaceNo,
    /// What sort of place.
    pub class: PlaceClass,
    /// Where.
    pub position: LonLat,
    /// Radius of the area in km.
    pub radius_km: f64,
    /// Inhabitants; 0 if unknown.
    pub population: u64,
    /// ISO 3166-1 alpha-2 code, or two spaces.
    pub country: [u8; 2],
    /// Its first-level region.
    pub region: Option<PlaceNo>,
    /// Its district.
    pub district: Option<PlaceNo>,
    /// Seat: 3 of the country, 2 of the region, 1 of a district, 0 of none.
    pub seat: u8,
    /// Abolished division or part of a larger town.
    pub minor: bool,
    /// How many other names it has: a sign of how well known it is.
    pub alternates: usize,
    /// How the name agrees.
    pub matched: NameMatch,
    /// True for another name that is nothing like the usual one: a former name, most often.
    pub unlike: bool,
}

impl Sense {
    /// True for an area of division: country, region or district.
    #[must_use]
    pub fn is_division(&self) -> bool {
        matches!(self.class, PlaceClass::Country | PlaceClass::Region | PlaceClass::District)
    }
}

/// Places by name, as the finder needs them.
pub trait Atlas {
    /// Hands over how many of `words` each name takes that starts with the first of them, shortest first.
    fn names_at(&self, words: &mut dyn Iterator<Item = &str>, found: &mut dyn FnMut(usize));
    /// The places of that name; case, accents and hyphens apart.
    fn senses(&self, name: &str) -> Vec<Sense>;
    /// Places in `countries` (all, if empty) whose name has the same transliteration key.
    fn by_key(&self, name: &str, countries: &[&str]) -> Vec<Sense>;
    /// The places in `countries` whose name sounds the same, with the number of differences, fewest first.
    fn alike(&self, _name: &str, _countries: &[&str]) -> Vec<(Sense, usize)> {
        Vec::new()
    }
    /// A place as a meaning of its usual name.
    fn sense(&self, number: PlaceNo) -> Option<Sense>;
    /// The whole of what is known of a place.
    fn place(&self, number: PlaceNo) -> Option<Arc<Place>>;
    /// The dictionary form of a name that stands in another case; none if the name is known as it stands.
    fn lemma(&self, _name: &str) -> Option<String> {
        None
    }
}

/// Names of more places than this are cut to their largest.
pub const MOST_SENSES: usize = 96;

/// Great-circle distance in km on a sphere of 6371 km: for ranking only, never reported.
#[must_use]
pub fn rough_km(a: LonLat, b: LonLat) -> f64 {
    Spot::at(a).km_to(&Spot::at(b))
}

/// A position that is measured to more than once.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    at: LonLat,
    lat: f64,
    cos_lat: f64,
}

impl Spot {
    /// Takes the cosine of its latitude, once.
    #[must_use]
    pub fn at(at: LonLat) -> Self {
        let lat = at.lat.to_radians();
        Self { at, lat, cos_lat: lat.cos() }
    }

    /// As [`rough_km`].
    #[must_use]
    pub fn km_to(&self, other: &Self) -> f64 {
        let (north, east) = (other.lat - self.lat, (other.at.lon - self.at.lon).to_radians());
        let h = (north / 2.0).sin().powi(2) + self.cos_lat * other.cos_lat * (east / 2.0).sin().powi(2);
        12_742.0 * h.sqrt().min(1.0).asin()
    }
}
