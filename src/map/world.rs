//! The Equal Earth projection, for the whole world: areas are true, shapes are pleasing, distances are not kept.

use crate::geodesy::LonLat;

/// Radius in metres of the sphere with the area of WGS 84, and its eccentricity. Source: NIMA TR8350.2 (2000).
pub(super) const RADIUS: f64 = 6_371_007.180_9;
const E: f64 = 0.081_819_190_842_621_5;
/// Coefficients. Source: Šavrič, Patterson and Jenny (2019), "The Equal Earth map projection", formulas 1 to 4.
const C: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

/// The plane around a central meridian.
#[derive(Debug, Clone, PartialEq)]
pub struct EqualEarth {
    /// The meridian in the middle; the latitude is 0.
    pub centre: LonLat,
}

/// Snyder (1987), formula 3-12.
fn q(lat: f64) -> f64 {
    let s = libm::sin(lat);
    let es = E * s;
    (1.0 - E * E) * (s / (1.0 - es * es) - libm::log((1.0 - es) / (1.0 + es)) / (2.0 * E))
}

/// The latitude on that sphere of a latitude in radians. Snyder (1987), formula 3-11.
pub(super) fn authalic(lat: f64) -> f64 {
    libm::asin((q(lat) / q(std::f64::consts::FRAC_PI_2)).clamp(-1.0, 1.0))
}

/// The latitude whose latitude on the sphere is `beta`, in radians.
pub(super) fn from_authalic(beta: f64) -> f64 {
    let mut lat = beta;
    for _ in 0..6 {
        lat += beta - authalic(lat);
    }
    lat
}

fn y(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    theta * (C[0] + C[1] * t2 + t6 * (C[2] + C[3] * t2))
}

fn slope(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    C[0] + 3.0 * C[1] * t2 + t6 * (7.0 * C[2] + 9.0 * C[3] * t2)
}

/// Half of the square root of three.
const M: f64 = 0.866_025_403_784_438_6;

impl EqualEarth {
    /// The plane around a meridian.
    #[must_use]
    pub fn new(lon: f64) -> Self {
        Self { centre: LonLat { lon, lat: 0.0 } }
    }

    /// Metres east and north of the middle.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        let theta = libm::asin(M * libm::sin(authalic(p.lat.clamp(-90.0, 90.0).to_radians())));
        let lon = (super::projection::near(p.lon, self.centre.lon) - self.centre.lon).to_radians();
        (RADIUS * lon * libm::cos(theta) / (M * slope(theta)), RADIUS * y(theta))
    }

    /// The position at that many metres east and north of the middle; beyond the edge of the world the nearest on it.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        let wanted = north / RADIUS;
        let mut theta = wanted;
        for _ in 0..12 {
            theta -= (y(theta) - wanted) / slope(theta);
        }
        // The pole lies at a third of a half turn.
        let theta = theta.clamp(-std::f64::consts::FRAC_PI_3, std::f64::consts::FRAC_PI_3);
        let beta = libm::asin((libm::sin(theta) / M).clamp(-1.0, 1.0));
        let lat = from_authalic(beta);
        let lon = (east / RADIUS * M * slope(theta) / libm::cos(theta)).to_degrees().clamp(-180.0, 180.0);
        LonLat { lon: self.centre.lon + lon, lat: lat.to_degrees().clamp(-90.0, 90.0) }
    }

    /// The edge of the world, once round.
    #[must_use]
    pub fn edge(&self) -> Vec<(f64, f64)> {
        let at = |side: f64, lat: f64| {
            let (x, y) = self.forward(LonLat { lon: self.centre.lon + side * 180.0 - side * 1e-9, lat });
            (x, y)
        };
        let up = (-45..=45).map(|i| at(1.0, f64::from(i) * 2.0));
        let down = (-45..=45).rev().map(|i| at(-1.0, f64::from(i) * 2.0));
        up.chain(down).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let plane = EqualEarth::new(10.0);
        for (lon, lat) in [(10.0, 0.0), (100.0, 60.0), (-160.0, -45.0), (10.0, 85.0)] {
            let (x, y) = plane.forward(LonLat { lon, lat });
            let q = plane.inverse(x, y);
            let off = super::super::projection::near(q.lon, lon) - lon;
            assert!(off.abs() < 1e-7 && (q.lat - lat).abs() < 1e-7, "{lon} {lat} {q:?}");
        }
    }

    /// The whole plane has the area of the ellipsoid: 510,065,622 km2. Source: GRS 80 and WGS 84 constants.
    #[test]
    fn areas_are_true() {
        let edge = EqualEarth::new(0.0).edge();
        let twice: f64 = (0..edge.len())
            .map(|i| {
                let (a, b) = (edge[i], edge[(i + 1) % edge.len()]);
                a.0 * b.1 - b.0 * a.1
            })
            .sum();
        let km2 = twice.abs() / 2.0 / 1e6;
        assert!((km2 / 510_065_622.0 - 1.0).abs() < 1e-3, "{km2}");
    }
}
