//! Geometries in the two forms of OGC Simple Features: well-known text and well-known binary.

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

/// The same in ISO well-known binary, little-endian.
#[cfg(any(feature = "gpkg", feature = "parquet"))]
#[must_use]
pub fn wkb(geometry: Geometry) -> Option<Vec<u8>> {
    const LITTLE_ENDIAN: u8 = 1;
    const POINT: u32 = 1;
    const LINE: u32 = 2;
    let mut out = vec![LITTLE_ENDIAN];
    let put = |out: &mut Vec<u8>, point: LonLat| {
        for degrees in [point.lon, point.lat] {
            let rounded = real(degrees, DECIMALS).as_f64().unwrap_or(f64::NAN);
            out.extend(rounded.to_le_bytes());
        }
    };
    match points(geometry) {
        [Some(point), None] => {
            out.extend(POINT.to_le_bytes());
            put(&mut out, point);
        }
        [Some(a), Some(b)] => {
            out.extend(LINE.to_le_bytes());
            out.extend(2_u32.to_le_bytes());
            put(&mut out, a);
            put(&mut out, b);
        }
        _ => return None,
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let a = LonLat { lon: 36.800_001, lat: -50.25 };
        let b = LonLat { lon: 0.0, lat: 1.5 };
        assert_eq!(wkt(Geometry::Point(a)).as_deref(), Some("POINT (36.8 -50.25)"));
        assert_eq!(wkt(Geometry::Line(a, b)).as_deref(), Some("LINESTRING (36.8 -50.25, 0.0 1.5)"));
        assert_eq!(wkt(Geometry::None), None);
        let nowhere = Geometry::Point(LonLat { lon: f64::NAN, lat: 0.0 });
        assert_eq!((wkt(nowhere), wkb(nowhere)), (None, None));
        let point = wkb(Geometry::Point(a)).unwrap();
        assert_eq!((point.len(), &point[..5]), (21, &[1, 1, 0, 0, 0][..]));
        assert_eq!(point[5..13], 36.8_f64.to_le_bytes());
        let line = wkb(Geometry::Line(a, b)).unwrap();
        assert_eq!((line.len(), &line[..9]), (41, &[1, 2, 0, 0, 0, 2, 0, 0, 0][..]));
        assert_eq!(line[33..], 1.5_f64.to_le_bytes());
    }
}
