//! How an event's place lies to a border: a length for a point, a range for an area.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::{EventPlace, PlaceBorder};
use crate::gazetteer::Place;
use crate::gazetteer::borders::Border;
use crate::gazetteer::ranges::{self, Ranges};
use crate::gazetteer::shapes;
use crate::geodesy::{LonLat, Nearest, Shape};

/// Measures places to one border and remembers the ranges of areas, which cost milliseconds each.
#[derive(Debug)]
pub struct Ruler<'b> {
    border: &'b Border,
    known: Option<Ranges>,
    ranges: Mutex<BTreeMap<String, Option<(f64, f64)>>>,
    /// The last positions that were measured: articles of a feed speak of the same places.
    points: Mutex<FxHashMap<[u64; 2], Option<Foot>>>,
}

/// How a position lies to the line: its nearest point, and the country on that side.
type Foot = (Nearest, Option<String>);

/// So many positions are kept, and then none: some megabytes.
const MOST_POINTS: usize = 10_000;

impl<'b> Ruler<'b> {
    /// Measures to `border`.
    #[must_use]
    pub fn new(border: &'b Border) -> Self {
        Self { border, known: ranges::known(border), ranges: Mutex::default(), points: Mutex::default() }
    }

    /// Measures an event's place on the ellipsoid; none where the place or the line is not known.
    #[must_use]
    pub fn measure(&self, place: &EventPlace) -> Option<PlaceBorder> {
        let position = place.position?;
        if place.precision.is_areal() {
            return self.area(place, position);
        }
        let (nearest, side) = self.foot(position)?;
        let km = nearest.metres / 1000.0;
        let radius = place.radius_km.unwrap_or(0.0);
        Some(PlaceBorder {
            km: Some(km),
            km_min: (km - radius).max(0.0),
            km_max: km + radius,
            nearest: Some(nearest.point),
            azimuth_deg: Some(nearest.azimuth_deg),
            side,
        })
    }

    fn foot(&self, position: LonLat) -> Option<Foot> {
        let asked = [position.lon.to_bits(), position.lat.to_bits()];
        let points = || self.points.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = points().get(&asked) {
            return known.clone();
        }
        let foot = self.border.nearest(position).map(|nearest| {
            let side = self.border.side_of(position, &nearest);
            (nearest, side)
        });
        let mut points = points();
        if points.len() >= MOST_POINTS {
            points.clear();
        }
        points.insert(asked, foot.clone());
        foot
    }

    /// The range over an area: by its outline where one is known, else by its point and radius.
    fn area(&self, event: &EventPlace, position: LonLat) -> Option<PlaceBorder> {
        let place = event.place.as_ref()?;
        let side = place.country.clone().or_else(|| self.border.side(position));
        let (km_min, km_max) = if let Some((nearest, farthest)) = self.range_m(place) {
            (nearest / 1000.0, farthest / 1000.0)
        } else {
            let km = self.border.nearest(position)?.metres / 1000.0;
            let radius = event.radius_km.unwrap_or(place.radius_km);
            ((km - radius).max(0.0), km + radius)
        };
        Some(PlaceBorder { km: None, km_min, km_max, nearest: None, azimuth_deg: None, side })
    }

    /// Metres from the nearest to the farthest part of an area with a known outline.
    fn range_m(&self, place: &Place) -> Option<(f64, f64)> {
        if let Some(known) = self.known {
            return known.range_m(shapes::code_of(place)?);
        }
        let code = shapes::code_of(place)?;
        let ranges = || self.ranges.lock().unwrap_or_else(PoisonError::into_inner);
        let known = ranges().get(code).copied();
        // Two threads that ask at once measure both: better than that one waits.
        known.unwrap_or_else(|| {
            let range = shape(code).and_then(|shape| shape.range_to(self.border.index()));
            ranges().insert(code.to_owned(), range);
            range
        })
    }
}

fn shape(code: &str) -> Option<&'static Shape> {
    if code.contains('-') { shapes::region_shape(code) } else { shapes::country_shape(code) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::GeoPrecision;
    use crate::event::place::nowhere;
    use crate::gazetteer::borders;

    #[test]
    fn a_position_is_measured_alike_again_and_positions_are_not_kept_without_end() {
        let ruler = Ruler::new(borders::embedded("ru-ua").unwrap());
        let at = |number: usize| LonLat { lon: 36.0 + number as f64 / 1e4, lat: 50.2 };
        let place = |number: usize| EventPlace {
            position: Some(at(number)),
            precision: GeoPrecision::Settlement,
            ..nowhere()
        };
        let first = ruler.measure(&place(7));
        assert!(first.as_ref().is_some_and(|border| border.side.is_some()));
        for number in 0..MOST_POINTS + 10 {
            ruler.points.lock().unwrap().insert([number as u64, 0], None);
        }
        assert_eq!(ruler.measure(&place(7)), first, "kept");
        assert_eq!(ruler.measure(&place(8)), Ruler::new(ruler.border).measure(&place(8)));
        assert!(ruler.points.lock().unwrap().len() <= MOST_POINTS);
        assert_eq!(ruler.measure(&place(7)), first, "measured again");
    }
}
