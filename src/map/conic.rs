//! Lambert's conformal conic projection on WGS 84, for frames of a country: angles are true, the scale is nearly so.

use crate::geodesy::LonLat;

/// Semi-major axis in metres and eccentricity of WGS 84. Source: NIMA TR8350.2 (2000), table 3.1.
pub(super) const A: f64 = 6_378_137.0;
pub(super) const E: f64 = 0.081_819_190_842_621_5;

/// The plane of two standard parallels around a centre.
///
/// Source: Snyder (1987), USGS Professional Paper 1395, pages 107-109.
#[derive(Debug, Clone, PartialEq)]
pub struct Conic {
    /// Where the plane's origin lies.
    pub centre: LonLat,
    n: f64,
    f: f64,
    rho0: f64,
}

/// Snyder's t, formula 15-9.
fn t(lat: f64) -> f64 {
    let s = E * libm::sin(lat);
    libm::tan(std::f64::consts::FRAC_PI_4 - lat / 2.0) / libm::pow((1.0 - s) / (1.0 + s), E / 2.0)
}

/// Snyder's m, formula 14-15.
pub(super) fn m(lat: f64) -> f64 {
    let s = E * libm::sin(lat);
    libm::cos(lat) / libm::sqrt(1.0 - s * s)
}

impl Conic {
    /// The plane around `centre`, true along two parallels in degrees; they must not lie symmetric to the equator.
    #[must_use]
    pub fn new(centre: LonLat, south: f64, north: f64) -> Self {
        let (a, b) = (south.to_radians(), north.to_radians());
        let n = if (north - south).abs() < 1e-6 {
            libm::sin(a)
        } else {
            (libm::log(m(a)) - libm::log(m(b))) / (libm::log(t(a)) - libm::log(t(b)))
        };
        let f = m(a) / (n * libm::pow(t(a), n));
        let rho0 = A * f * libm::pow(t(centre.lat.to_radians()), n);
        Self { centre, n, f, rho0 }
    }

    /// Metres east and north of the centre.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        // The poles themselves have no place on the cone.
        let lat = p.lat.clamp(-89.99, 89.99).to_radians();
        let rho = A * self.f * libm::pow(t(lat), self.n);
        let lon = super::projection::near(p.lon, self.centre.lon) - self.centre.lon;
        let (s, c) = libm::sincos(self.n * lon.to_radians());
        (rho * s, self.rho0 - rho * c)
    }

    /// The position at that many metres east and north of the centre.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        let sign = self.n.signum();
        let (x, y) = (sign * east, sign * (self.rho0 - north));
        let rho = sign * libm::hypot(x, y);
        let t = libm::pow(rho / (A * self.f), 1.0 / self.n);
        let mut lat = std::f64::consts::FRAC_PI_2 - 2.0 * libm::atan(t);
        for _ in 0..8 {
            let s = E * libm::sin(lat);
            lat =
                std::f64::consts::FRAC_PI_2 - 2.0 * libm::atan(t * libm::pow((1.0 - s) / (1.0 + s), E / 2.0));
        }
        let lon = self.centre.lon + (libm::atan2(x, y) / self.n).to_degrees();
        LonLat { lon, lat: lat.to_degrees() }
    }

    /// Times that a short line at that latitude is longer on the plane than on the Earth.
    #[must_use]
    pub fn scale(&self, lat: f64) -> f64 {
        let lat = lat.clamp(-89.9, 89.9).to_radians();
        self.f * libm::pow(t(lat), self.n) * self.n / m(lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Snyder (1987), page 296: Clarke 1866 there, so that only the form is tested here, by true lengths on WGS 84.
    #[test]
    fn parallels_are_true_and_the_way_back_is_right() {
        for (lat, south, north) in [(50.0, 47.0, 53.0), (-30.0, -34.0, -26.0), (60.0, 60.0, 60.0)] {
            let plane = Conic::new(LonLat { lon: 30.0, lat }, south, north);
            assert!((plane.scale(south) - 1.0).abs() < 1e-9 && (plane.scale(north) - 1.0).abs() < 1e-9);
            for (dlon, dlat) in [(0.0, 0.0), (7.0, 3.0), (-9.0, -5.0)] {
                let p = LonLat { lon: 30.0 + dlon, lat: lat + dlat };
                let (x, y) = plane.forward(p);
                let q = plane.inverse(x, y);
                assert!((p.lon - q.lon).abs() < 1e-9 && (p.lat - q.lat).abs() < 1e-9, "{p:?} {q:?}");
                // A short step to the east and one to the north have the scale that is told.
                for (de, dn) in [(1e-4, 0.0), (0.0, 1e-4)] {
                    let r = LonLat { lon: p.lon + de, lat: p.lat + dn };
                    let (u, v) = plane.forward(r);
                    let true_m = crate::geodesy::distance_m(p, r);
                    let k = libm::hypot(u - x, v - y) / true_m;
                    assert!((k - plane.scale(p.lat)).abs() < 1e-5, "{k} {}", plane.scale(p.lat));
                }
            }
        }
    }
}
