//! Point to point: geodesic distance, bearing and destination, by Karney's algorithms.
//!
//! Source: C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), as ported in `geographiclib-rs`.

use std::sync::OnceLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

use super::LonLat;

/// What the inverse problem between two points yields, for the searches of this module.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inverse {
    /// Length of the geodesic in metres.
    pub metres: f64,
    /// Azimuth at the first point, degrees, -180 to 180.
    pub leaving_deg: f64,
    /// Azimuth at the second point, in the direction of travel, degrees, -180 to 180.
    pub arriving_deg: f64,
    /// Change of the arriving azimuth in radians per metre of sideways displacement of the second point.
    pub turn_per_metre: f64,
}

/// The library hands out its constants by value, some kilobytes of them; one copy serves all.
fn wgs84() -> &'static Geodesic {
    static WGS84: OnceLock<Geodesic> = OnceLock::new();
    WGS84.get_or_init(Geodesic::wgs84)
}

/// Length in metres of the shortest path between two points on WGS 84; NaN when a position is not valid.
#[must_use]
pub fn distance_m(a: LonLat, b: LonLat) -> f64 {
    if !a.is_valid() || !b.is_valid() {
        return f64::NAN;
    }
    wgs84().inverse(a.lat, a.lon, b.lat, b.lon)
}

/// Azimuth in degrees, 0 to 360 clockwise from north, at `from`, of the shortest path to `to`.
///
/// NaN when a position is not valid; 0 between equal points.
#[must_use]
pub fn azimuth_deg(from: LonLat, to: LonLat) -> f64 {
    if !from.is_valid() || !to.is_valid() {
        return f64::NAN;
    }
    if from == to {
        return 0.0;
    }
    let (leaving, _, _): (f64, f64, f64) = wgs84().inverse(from.lat, from.lon, to.lat, to.lon);
    turn_360(leaving)
}

/// The point reached from `from` after `metres` along the geodesic that leaves at `azimuth_deg`.
///
/// The longitude comes back in -180 to 180; every field is NaN when an argument is not finite.
#[must_use]
pub fn destination(from: LonLat, azimuth_deg: f64, metres: f64) -> LonLat {
    if !from.is_valid() || !azimuth_deg.is_finite() || !metres.is_finite() {
        return LonLat::new(f64::NAN, f64::NAN);
    }
    let (lat, lon): (f64, f64) = wgs84().direct(from.lat, from.lon, azimuth_deg, metres);
    LonLat::new(lon, lat).normalised()
}

/// All of [`Inverse`] at once.
pub(super) fn inverse(from: LonLat, to: LonLat) -> Inverse {
    let (metres, leaving_deg, arriving_deg, m12, _m12_scale, m21_scale, _arc) =
        wgs84().inverse(from.lat, from.lon, to.lat, to.lon);
    let turn_per_metre = if m12 > 0.0 { m21_scale / m12 } else { 0.0 };
    Inverse { metres, leaving_deg, arriving_deg, turn_per_metre }
}

/// Any angle in degrees as 0 to 360, 360 excluded.
pub(super) fn turn_360(degrees: f64) -> f64 {
    let turned = degrees.rem_euclid(360.0);
    if turned >= 360.0 { 0.0 } else { turned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_lengths() {
        // One degree of the equator: a * pi / 180. Quarter meridian: 10 001 965.729 m (NGA.STND.0036).
        for (a, b, expected) in [
            (LonLat::new(30.0, 0.0), LonLat::new(31.0, 0.0), 111_319.490_793),
            (LonLat::new(0.0, 0.0), LonLat::new(0.0, 90.0), 10_001_965.729),
            (LonLat::new(179.5, 0.0), LonLat::new(-179.5, 0.0), 111_319.490_793),
            (LonLat::new(12.0, 34.0), LonLat::new(12.0, 34.0), 0.0),
        ] {
            assert!((distance_m(a, b) - expected).abs() < 1e-3, "{a:?} {b:?}");
        }
    }

    #[test]
    fn destination_undoes_distance() {
        let (from, to) = (LonLat::new(36.25, 49.98), LonLat::new(-170.0, 62.0));
        let back = destination(from, azimuth_deg(from, to), distance_m(from, to));
        assert!(distance_m(back, to) < 1e-6);
    }

    #[test]
    fn nonsense_is_nan() {
        let good = LonLat::new(0.0, 0.0);
        for bad in [LonLat::new(f64::NAN, 0.0), LonLat::new(0.0, 95.0), LonLat::new(f64::INFINITY, 0.0)] {
            assert!(distance_m(good, bad).is_nan());
            assert!(azimuth_deg(bad, good).is_nan());
            assert!(destination(bad, 0.0, 1.0).lon.is_nan());
        }
        assert!(destination(good, f64::NAN, 1.0).lat.is_nan());
    }
}
