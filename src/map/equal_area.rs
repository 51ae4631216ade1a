//! A plane on which areas are true: Lambert's azimuthal projection on the sphere that has the area of WGS 84.

use super::world::{RADIUS, authalic, from_authalic};
use crate::geodesy::LonLat;

/// The plane around a point. Source: Snyder (1987), "Map projections: a working manual", formulas 24-2 to 24-4 with
/// authalic latitudes, without the factor that keeps the scale at the centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EqualArea {
    lon: f64,
    sin: f64,
    cos: f64,
}

impl EqualArea {
    /// The plane around a point.
    #[must_use]
    pub fn new(centre: LonLat) -> Self {
        let (sin, cos) = libm::sincos(authalic(centre.lat.to_radians()));
        Self { lon: centre.lon, sin, cos }
    }

    /// Metres east and north of the centre; the point opposite it has no place.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        let (sin, cos) = libm::sincos(authalic(p.lat.to_radians()));
        let (s, c) = libm::sincos((p.lon - self.lon).to_radians());
        let k = RADIUS * (2.0 / (1.0 + self.sin * sin + self.cos * cos * c).max(1e-12)).sqrt();
        (k * cos * s, k * (self.cos * sin - self.sin * cos * c))
    }

    /// The position at that many metres east and north of the centre.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        let far = libm::hypot(east, north);
        let (s, c) = libm::sincos(2.0 * libm::asin((far / (2.0 * RADIUS)).min(1.0)));
        let up = if far > 0.0 { north * s / far } else { 0.0 };
        let beta = libm::asin((c * self.sin + up * self.cos).clamp(-1.0, 1.0));
        let turn = libm::atan2(east * s, far * self.cos * c - north * self.sin * s);
        let lon = self.lon + if far > 0.0 { turn.to_degrees() } else { 0.0 };
        LonLat { lon, lat: from_authalic(beta).to_degrees() }
    }
}

#[cfg(test)]
mod tests {
    use geographiclib_rs::{Geodesic, PolygonArea, Winding};

    use super::*;

    #[test]
    fn there_and_back() {
        for (lon, lat) in [(30.0, 50.0), (-70.0, -10.0), (0.0, 0.0), (179.9, 65.0)] {
            let plane = EqualArea::new(LonLat { lon, lat });
            for (x, y) in [(0.0, 0.0), (4e5, -2e5), (-9e5, 1.2e6), (0.0, 3e5)] {
                let p = plane.inverse(x, y);
                let (a, b) = plane.forward(p);
                assert!(libm::hypot(a - x, b - y) < 1e-3, "{lon} {lat} {x} {y}: {a} {b}");
            }
        }
    }

    /// Squares of the plane are measured on the ellipsoid, with vertices every 500 m.
    #[test]
    fn squares_have_one_area_wherever_they_lie() {
        let wgs84 = Geodesic::wgs84();
        for (lon, lat) in [(30.0, 50.0), (-70.0, -10.0), (20.0, 71.0)] {
            let plane = EqualArea::new(LonLat { lon, lat });
            for (x, y) in [(0.0, 0.0), (5e5, 3e5), (-9e5, 6e5)] {
                let mut area = PolygonArea::new(&wgs84, Winding::CounterClockwise);
                let side = 20_000.0;
                let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
                for k in 0..4 {
                    let (a, b) = (corners[k], corners[(k + 1) % 4]);
                    for i in 0..40 {
                        let t = f64::from(i) / 40.0;
                        let p = plane.inverse(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
                        area.add_point(p.lat, p.lon);
                    }
                }
                let (_, found, _) = area.compute(true);
                assert!((found / (side * side) - 1.0).abs() < 1e-5, "{lon} {lat} {x} {y}: {found}");
            }
        }
    }
}
