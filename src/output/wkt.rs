//! Geometries in the two forms of OGC Simple Features: well-known text and well-known binary.

use super::Geometry;
use super::cell::{DECIMALS, real};
use crate::geodesy::LonLat;

/// `POINT (36.8 50.3)`, `LINESTRING (36.8 50.3, 37 50.4)`, `MULTIPOLYGON (((...)))`; none where a row has no place.
#[must_use]
pub fn wkt(geometry: &Geometry) -> Option<String> {
    let position = |point: &LonLat| format!("{} {}", real(point.lon, DECIMALS), real(point.lat, DECIMALS));
    let list = |items: Vec<String>| format!("({})", items.join(", "));
    match geometry.sound() {
        Geometry::None => None,
        Geometry::Point(point) => Some(format!("POINT ({})", position(point))),
        line @ Geometry::Line(..) => {
            let mut parts: Vec<String> =
                line.parts().iter().map(|part| list(part.iter().map(position).collect())).collect();
            Some(match parts.len() {
                1 => format!("LINESTRING {}", parts.swap_remove(0)),
                _ => format!("MULTILINESTRING {}", list(parts)),
            })
        }
        Geometry::Area(polygons) => {
            let ring = |ring: &Vec<LonLat>| list(ring.iter().map(position).collect());
            let polygon = |rings: &Vec<Vec<LonLat>>| list(rings.iter().map(ring).collect());
            Some(format!("MULTIPOLYGON {}", list(polygons.iter().map(polygon).collect())))
        }
    }
}

/// The same in ISO well-known binary, little-endian; lines as multilines where all of their layer must be.
#[cfg(any(feature = "gpkg", feature = "parquet"))]
#[must_use]
pub fn wkb(geometry: &Geometry, many: bool) -> Option<Vec<u8>> {
    const POINT: u32 = 1;
    const LINE: u32 = 2;
    const POLYGON: u32 = 3;
    const LINES: u32 = 5;
    const POLYGONS: u32 = 6;
    let mut out = Vec::new();
    match geometry.sound() {
        Geometry::None => return None,
        Geometry::Point(point) => {
            begin(&mut out, POINT);
            put(&mut out, *point);
        }
        line @ Geometry::Line(..) => {
            let parts = line.parts();
            if many || parts.len() > 1 {
                begin(&mut out, LINES);
                count(&mut out, parts.len());
            }
            for part in parts {
                begin(&mut out, LINE);
                count(&mut out, part.len());
                for point in part {
                    put(&mut out, point);
                }
            }
        }
        Geometry::Area(polygons) => {
            begin(&mut out, POLYGONS);
            count(&mut out, polygons.len());
            for rings in polygons {
                begin(&mut out, POLYGON);
                count(&mut out, rings.len());
                for ring in rings {
                    count(&mut out, ring.len());
                    for point in ring {
                        put(&mut out, *point);
                    }
                }
            }
        }
    }
    Some(out)
}

#[cfg(any(feature = "gpkg", feature = "parquet"))]
fn begin(out: &mut Vec<u8>, kind: u32) {
    const LITTLE_ENDIAN: u8 = 1;
    out.push(LITTLE_ENDIAN);
    out.extend(kind.to_le_bytes());
}

#[cfg(any(feature = "gpkg", feature = "parquet"))]
fn count(out: &mut Vec<u8>, items: usize) {
    // No outline has so many corners that 32 bits do not count them.
    out.extend(u32::try_from(items).unwrap_or(u32::MAX).to_le_bytes());
}

#[cfg(any(feature = "gpkg", feature = "parquet"))]
fn put(out: &mut Vec<u8>, point: LonLat) {
    for degrees in [point.lon, point.lat] {
        let rounded = real(degrees, DECIMALS).as_f64().unwrap_or(f64::NAN);
        out.extend(rounded.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let a = LonLat { lon: 36.800_001, lat: -50.25 };
        let b = LonLat { lon: 37.0, lat: -51.0 };
        assert_eq!(wkt(&Geometry::Point(a)).as_deref(), Some("POINT (36.8 -50.25)"));
        assert_eq!(wkt(&Geometry::Line(a, b)).as_deref(), Some("LINESTRING (36.8 -50.25, 37.0 -51.0)"));
        assert_eq!(wkt(&Geometry::None), None);
        let nowhere = Geometry::Point(LonLat { lon: f64::NAN, lat: 0.0 });
        assert_eq!((wkt(&nowhere), wkb(&nowhere, false)), (None, None));
        let point = wkb(&Geometry::Point(a), false).unwrap();
        assert_eq!((point.len(), &point[..5]), (21, &[1, 1, 0, 0, 0][..]));
        assert_eq!(point[5..13], 36.8_f64.to_le_bytes());
        let line = wkb(&Geometry::Line(a, b), false).unwrap();
        assert_eq!((line.len(), &line[..9]), (41, &[1, 2, 0, 0, 0, 2, 0, 0, 0][..]));
        assert_eq!(line[33..], (-51.0_f64).to_le_bytes());
        let many = wkb(&Geometry::Line(a, b), true).unwrap();
        assert_eq!((&many[..9], &many[9..]), (&[1, 5, 0, 0, 0, 1, 0, 0, 0][..], &line[..]));
        let across = Geometry::Line(LonLat { lon: 179.9, lat: 1.0 }, LonLat { lon: -179.9, lat: 1.2 });
        assert_eq!(
            wkt(&across).as_deref(),
            Some("MULTILINESTRING ((179.9 1.0, 180.0 1.1), (-180.0 1.1, -179.9 1.2))")
        );
        assert_eq!(wkb(&across, false).unwrap()[1..9], [5, 0, 0, 0, 2, 0, 0, 0]);
        let ring = vec![b, a, LonLat { lon: 1.0, lat: 2.0 }, b];
        let area = Geometry::Area(vec![vec![ring.clone(), ring.clone()], vec![ring]]);
        let part = "(37.0 -51.0, 36.8 -50.25, 1.0 2.0, 37.0 -51.0)";
        assert_eq!(
            wkt(&area).as_deref(),
            Some(format!("MULTIPOLYGON (({part}, {part}), ({part}))").as_str())
        );
        let bytes = wkb(&area, false).unwrap();
        // Head and count; of each polygon head and count of rings; of each ring its count and four positions.
        assert_eq!(bytes.len(), 9 + 2 * 9 + 3 * (4 + 4 * 16));
        assert_eq!(&bytes[..14], &[1, 6, 0, 0, 0, 2, 0, 0, 0, 1, 3, 0, 0, 0][..]);
    }
}
