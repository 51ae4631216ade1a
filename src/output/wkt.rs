//! Geometries as well-known text (OGC Simple Features).

use super::Geometry;
use super::cell::{DECIMALS, points, real};
use crate::geodesy::LonLat;

/// `POINT (36.8 50.3)`, `LINESTRING (36.8 50.3, 37 50.4)`; none where a row has no place.
#[must_use]
pub fn wkt(geometry: Geometry) -> Option<String> {
    let position = |point: LonLat| format!("{} {}", real(point.lon, DECIMALS), real(point.lat, DECIMALS));
    match points(geometry) {
        [Some(point), None] => Some(format!("POINT ({})", position(point))),
        [Some(a), Some(b)] => Some(format!("LINESTRING ({}, {})", position(a), position(b))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_lines_have_words() {
        let a = LonLat { lon: 36.800_001, lat: -50.25 };
        let b = LonLat { lon: 0.0, lat: 1.5 };
        assert_eq!(wkt(Geometry::Point(a)).as_deref(), Some("POINT (36.8 -50.25)"));
        assert_eq!(wkt(Geometry::Line(a, b)).as_deref(), Some("LINESTRING (36.8 -50.25, 0.0 1.5)"));
        assert_eq!(wkt(Geometry::None), None);
        let nowhere = Geometry::Point(LonLat { lon: f64::NAN, lat: 0.0 });
        assert_eq!(wkt(nowhere), None);
    }
}
