//! What the ground answers: distances between points, and from a point to a country, region or border.

use crate::gazetteer::Place;
use crate::geodesy::LonLat;

/// The nearest point of a line or area.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Distance in km to the line or the area's edge, also for a point inside.
    pub km: f64,
    /// Nearest point.
    pub point: LonLat,
    /// True if the queried point lies inside the area; false for a line.
    pub inside: bool,
    /// How far the line used may lie from the true one, in km.
    pub tolerance_km: f64,
    /// The line's name.
    pub name: String,
}

/// Areas and borders by place; the bundled ones, or made ones in tests.
pub trait Ground {
    /// Nearest point of the edge of a region or country.
    fn edge_of(&self, place: &Place, from: LonLat) -> Option<Near>;
    /// Nearest point of the border between two countries (ISO 3166-1 alpha-2 codes).
    fn border(&self, a: &str, b: &str, from: LonLat) -> Option<Near>;
    /// Nearest point of a country's edge.
    fn country_edge(&self, iso2: &str, from: LonLat) -> Option<Near>;
}

/// The outlines that come with the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bundled;

impl Ground for Bundled {
    fn edge_of(&self, _: &Place, _: LonLat) -> Option<Near> {
        None
    }
    fn border(&self, _: &str, _: &str, _: LonLat) -> Option<Near> {
        None
    }
    fn country_edge(&self, _: &str, _: LonLat) -> Option<Near> {
        None
    }
}

/// Geodesic length in km and azimuth at `from` in degrees, 0 to 360.
#[must_use]
pub fn inverse(from: LonLat, to: LonLat) -> (f64, f64) {
    use geographiclib_rs::{Geodesic, InverseGeodesic};
    let (metres, azimuth, _, _): (f64, f64, f64, f64) =
        Geodesic::wgs84().inverse(from.lat, from.lon, to.lat, to.lon);
    (metres / 1000.0, azimuth.rem_euclid(360.0))
}
