//! What a caller knows of the texts beforehand: where they are about. It tips the choice among namesakes: it outweighs that one
//! place is a hundred times larger than another, and not what the words of a text state.

use std::collections::BTreeSet;

use super::atlas::{Atlas, PlaceNo, Sense, rough_km};
use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;

/// Log odds of a place in a country of the caller's.
const IN_COUNTRY: f64 = 4.0;
/// Log odds of a place in the caller's box.
const IN_BOX: f64 = 4.0;
/// Log odds of a place in the region of a focus, and of one in its country.
const FOCUS_REGION: f64 = 2.0;
const FOCUS_COUNTRY: f64 = 2.5;
/// Log odds of a place at a focus, falling by 1/e every [`FOCUS_KM`].
const FOCUS_NEAR: f64 = 4.0;
/// Reach of a focus that is a point, in km; an area's own radius counts where it is larger.
const FOCUS_KM: f64 = 100.0;

/// Cells of a frontier are so many degrees wide and high.
const CELL: f64 = 0.5;
/// A line is followed in steps of so many degrees.
const STEP: f64 = 0.2;

/// The land along a border that is measured to, for whoever measures to it reads of places there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontier {
    /// Cells of [`CELL`] degrees that the line crosses or that touch such a one.
    cells: BTreeSet<(i16, i16)>,
    /// Log odds of a place there.
    weight: f64,
}

impl Frontier {
    /// Along `lines`; a place there gains `weight`, in log odds.
    #[must_use]
    pub fn along(lines: &[Vec<LonLat>], weight: f64) -> Self {
        let (mut cells, mut last) = (BTreeSet::new(), None);
        let mut add = |at: LonLat| {
            let (east, north) = cell(at);
            // Vertices stand close: most lie in the cell of the one before.
            if last.replace((east, north)) == Some((east, north)) {
                return;
            }
            for x in -1..=1 {
                for y in -1..=1 {
                    cells.insert((east + x, north + y));
                }
            }
        };
        for line in lines {
            line.iter().copied().for_each(&mut add);
            for pair in line.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let (lon, lat) = (to.lon - from.lon, to.lat - from.lat);
                // Across the antimeridian: the ends are enough.
                if lon.abs() > 180.0 {
                    continue;
                }
                let steps = (lon.abs().max(lat.abs()) / STEP).ceil().min(1800.0);
                let mut step = 1.0;
                while step < steps {
                    let share = step / steps;
                    add(LonLat { lon: from.lon + lon * share, lat: from.lat + lat * share });
                    step += 1.0;
                }
            }
        }
        Self { cells, weight }
    }

    /// True if `at` lies in a cell of the line or beside one: within some 50 km of it, and nowhere beyond 110.
    #[must_use]
    pub fn holds(&self, at: LonLat) -> bool {
        self.cells.contains(&cell(at))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
fn cell(at: LonLat) -> (i16, i16) {
    ((at.lon / CELL).floor() as i16, (at.lat / CELL).floor() as i16)
}

/// A box of longitudes and latitudes, in degrees, edges included; `west` above `east` means across the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl Bounds {
    /// True if `at` lies in the box or on its edge.
    #[must_use]
    pub fn contains(&self, at: LonLat) -> bool {
        let east_west = if self.west <= self.east {
            (self.west..=self.east).contains(&at.lon)
        } else {
            at.lon >= self.west || at.lon <= self.east
        };
        east_west && (self.south..=self.north).contains(&at.lat)
    }
}

/// Where the texts are about, as far as the caller knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bias {
    /// ISO 3166-1 alpha-2 codes in capitals.
    pub countries: Vec<[u8; 2]>,
    /// A part of the Earth.
    pub bounds: Option<Bounds>,
    /// Places, such as an outlet's home or a region under attack.
    pub focus: Vec<Sense>,
    /// The border that is measured to.
    pub frontier: Option<Frontier>,
}

impl Bias {
    /// Nothing known.
    pub const NOTHING: Self = Self { countries: Vec::new(), bounds: None, focus: Vec::new(), frontier: None };

    /// Adds a place as a focus; false if `atlas` has no such place.
    pub fn focus_on<A: Atlas + ?Sized>(&mut self, atlas: &A, place: PlaceNo) -> bool {
        let found = atlas.sense(place);
        let known = found.is_some();
        self.focus.extend(found);
        known
    }

    /// True if nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.bounds.is_none() && self.focus.is_empty() && self.frontier.is_none()
    }

    /// What it adds to the score of `sense`, in log odds, never less than 0.
    #[must_use]
    pub fn score(&self, sense: &Sense) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        let country = if self.countries.contains(&sense.country) { IN_COUNTRY } else { 0.0 };
        let inside =
            if self.bounds.is_some_and(|bounds| bounds.contains(sense.position)) { IN_BOX } else { 0.0 };
        let focus = self.focus.iter().map(|focus| near_focus(focus, sense)).fold(0.0, f64::max);
        country + inside + focus + self.along(sense)
    }

    /// What the border adds for a settlement or district beside it.
    fn along(&self, sense: &Sense) -> f64 {
        let point = matches!(sense.class, PlaceClass::Settlement | PlaceClass::District);
        let beside = |frontier: &&Frontier| point && frontier.holds(sense.position);
        self.frontier.as_ref().filter(beside).map_or(0.0, |frontier| frontier.weight)
    }
}

fn near_focus(focus: &Sense, sense: &Sense) -> f64 {
    let region_of =
        |sense: &Sense| if sense.class == PlaceClass::Region { Some(sense.place) } else { sense.region };
    let region = region_of(focus).is_some() && region_of(focus) == region_of(sense);
    let country = focus.country != *b"  " && focus.country == sense.country;
    let reach = focus.radius_km.max(FOCUS_KM);
    let near = f64::exp(-rough_km(focus.position, sense.position) / reach);
    f64::from(u8::from(region)) * FOCUS_REGION
        + f64::from(u8::from(country)) * FOCUS_COUNTRY
        + near * FOCUS_NEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_hold_their_edges_and_cross_the_antimeridian() {
        let plain = Bounds { west: 10.0, south: 45.0, east: 20.0, north: 50.0 };
        let far = Bounds { west: 170.0, south: -30.0, east: -170.0, north: 10.0 };
        for (bounds, lon, lat, inside) in [
            (plain, 10.0, 45.0, true),
            (plain, 20.1, 47.0, false),
            (plain, 15.0, 50.5, false),
            (far, 179.0, 0.0, true),
            (far, -175.0, -20.0, true),
            (far, 0.0, 0.0, false),
        ] {
            assert_eq!(bounds.contains(LonLat { lon, lat }), inside, "{lon} {lat}");
        }
    }
}
