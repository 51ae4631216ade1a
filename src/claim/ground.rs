//! What the ground answers: distances between points, and from a point to a country, region or border.

use crate::gazetteer::shapes::{COUNTRY_TOLERANCE_M, REGION_TOLERANCE_M, country_shape, region_shape};
use crate::gazetteer::{Gazetteer, Place, borders, coast};
use crate::geodesy::{LonLat, Nearest, Shape, azimuth_deg, distance_m};

/// The nearest point of a line or area.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Distance in km to the line or the area's edge, also for a point inside.
    pub km: f64,
    /// Nearest point.
    pub point: LonLat,
    /// True if the queried point lies inside the area; false for a line.
    pub inside: bool,
    /// How far the line used may lie from the true one at most, in km.
    pub tolerance_km: f64,
    /// What was measured to, for readers.
    pub name: String,
}

/// Areas and borders by code; the bundled ones, or made ones in tests.
pub trait Ground {
    /// Nearest point of the edge of a first-level region.
    fn region_edge(&self, region: &Place, from: LonLat) -> Option<Near>;
    /// Nearest point of the border between two countries (ISO 3166-1 alpha-2 codes), where that line is at hand.
    fn border(&self, a: &str, b: &str, from: LonLat) -> Option<Near>;
    /// Nearest point of the outline of a country, its coast included.
    fn country_edge(&self, iso2: &str, name: &str, from: LonLat) -> Option<Near>;
    /// Nearest point of all land borders of a country, and the country on the other side there.
    fn land_border(&self, iso2: &str, from: LonLat) -> Option<(Near, Place)> {
        let _ = (iso2, from);
        None
    }
    /// True when two countries have a land border in common.
    fn are_neighbours(&self, a: &str, b: &str) -> bool {
        let _ = (a, b);
        false
    }
    /// Nearest point of a sea coast.
    fn coast(&self, from: LonLat) -> Option<Near> {
        let _ = from;
        None
    }
    /// The capital of a country (ISO 3166-1 alpha-2).
    fn capital(&self, iso2: &str) -> Option<Place>;
    /// The seat of the first-level region with this id.
    fn seat(&self, region_id: &str) -> Option<Place>;
}

/// The outlines and lines that come with the program, and the capitals of a gazetteer.
#[derive(Debug, Clone, Copy)]
pub struct Bundled<'g> {
    gazetteer: &'g Gazetteer,
}

impl<'g> Bundled<'g> {
    /// With the capitals and seats of this gazetteer.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer }
    }
}

impl Ground for Bundled<'_> {
    fn region_edge(&self, region: &Place, from: LonLat) -> Option<Near> {
        let shape = region_shape(region.code.as_deref()?)?;
        edge(shape, from, REGION_TOLERANCE_M / 1000.0, &region.name)
    }

    fn border(&self, a: &str, b: &str, from: LonLat) -> Option<Near> {
        let found = borders::between(a, b, borders::RECOGNISED)?;
        let nearest = found.nearest(from)?;
        Some(near(&nearest, false, found.tolerance_m / 1000.0, format!("the {}", found.name)))
    }

    fn land_border(&self, iso2: &str, from: LonLat) -> Option<(Near, Place)> {
        let (border, nearest) = borders::nearest_of_country(iso2, from, borders::RECOGNISED)?;
        let sides = border.sides_at(&nearest)?;
        let other = sides.into_iter().find(|&side| side != iso2)?;
        let other = self.gazetteer.place(self.gazetteer.country_key(other)?);
        Some((near(&nearest, false, border.tolerance_m / 1000.0, format!("the {}", border.name)), other))
    }

    fn are_neighbours(&self, a: &str, b: &str) -> bool {
        borders::between(a, b, borders::RECOGNISED).is_some()
    }

    fn coast(&self, from: LonLat) -> Option<Near> {
        let (nearest, tolerance_m) = coast::nearest(from)?;
        Some(near(&nearest, false, tolerance_m / 1000.0, "the nearest coast".to_owned()))
    }

    fn country_edge(&self, iso2: &str, name: &str, from: LonLat) -> Option<Near> {
        edge(country_shape(iso2)?, from, COUNTRY_TOLERANCE_M / 1000.0, name)
    }

    fn capital(&self, iso2: &str) -> Option<Place> {
        self.gazetteer.seat_of_country(iso2).map(|key| self.gazetteer.place(key))
    }

    fn seat(&self, region_id: &str) -> Option<Place> {
        self.gazetteer.seat_of_region(region_id).map(|key| self.gazetteer.place(key))
    }
}

fn edge(shape: &Shape, from: LonLat, tolerance_km: f64, name: &str) -> Option<Near> {
    let nearest = shape.nearest_edge(from)?;
    Some(near(&nearest, shape.contains(from), tolerance_km, format!("the edge of {name}")))
}

fn near(nearest: &Nearest, inside: bool, tolerance_km: f64, name: String) -> Near {
    Near { km: nearest.metres / 1000.0, point: nearest.point, inside, tolerance_km, name }
}

/// Geodesic length in km and azimuth at `from` in degrees, 0 to 360.
#[must_use]
pub fn inverse(from: LonLat, to: LonLat) -> (f64, f64) {
    (distance_m(from, to) / 1000.0, azimuth_deg(from, to))
}
