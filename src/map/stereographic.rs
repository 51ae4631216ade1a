//! The modified stereographic projection on WGS 84: angles are true, and the scale is nearly one all over a frame of a country's size.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use super::conic::{A, E, m};
use crate::geodesy::LonLat;

/// A number of the complex plane.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Z(f64, f64);

impl Z {
    fn plus(self, o: Self) -> Self {
        Self(self.0 + o.0, self.1 + o.1)
    }

    fn minus(self, o: Self) -> Self {
        Self(self.0 - o.0, self.1 - o.1)
    }

    fn times(self, o: Self) -> Self {
        Self(self.0 * o.0 - self.1 * o.1, self.0 * o.1 + self.1 * o.0)
    }

    fn by(self, k: f64) -> Self {
        Self(self.0 * k, self.1 * k)
    }

    fn over(self, o: Self) -> Self {
        self.times(Self(o.0, -o.1)).by(1.0 / o.squared())
    }

    fn squared(self) -> f64 {
        self.0 * self.0 + self.1 * self.1
    }
}

/// The plane of a frame: the stereographic one, bent so that the scale along the frame's edge is the same everywhere, as it is on
/// the truest of all planes with true angles (Chebyshev's theorem).
///
/// Source: Snyder (1987), USGS Professional Paper 1395, pages 160-161 for the ellipsoid and 203-207 for the polynomial.
#[derive(Debug, Clone, PartialEq)]
pub struct Stereographic {
    /// Where the plane's origin lies.
    pub centre: LonLat,
    sin: f64,
    cos: f64,
    /// Metres of a unit of the plane before it is bent.
    radius: f64,
    /// Factors of the first, second, third and fifth power; that of the second is imaginary, and evens the ellipsoid out from north to south.
    bend: [f64; 4],
    /// Beyond this from the origin, before it is bent, the plane runs on straight.
    reach: f64,
}

/// Latitude on the sphere that has true angles. Source: Snyder (1987), formula 3-1.
fn conformal(lat: f64) -> f64 {
    let s = E * libm::sin(lat);
    let t = libm::tan(FRAC_PI_4 + lat / 2.0) * libm::pow((1.0 - s) / (1.0 + s), E / 2.0);
    2.0 * libm::atan(t) - FRAC_PI_2
}

/// Steps of the fit, and points of the frame's edge to a quarter of it.
const STEPS: usize = 4;
const EDGE: usize = 12;

impl Stereographic {
    /// The plane for a frame of that half width and half height in metres around `centre`.
    #[must_use]
    pub fn fitting(centre: LonLat, half_width: f64, half_height: f64) -> Self {
        let lat = centre.lat.clamp(-89.9, 89.9).to_radians();
        let (sin, cos) = libm::sincos(conformal(lat));
        let radius = A * m(lat) / cos;
        let mut plane = Self { centre, sin, cos, radius, bend: [1.0, 0.0, 0.0, 0.0], reach: f64::INFINITY };
        let corner = libm::hypot(half_width, half_height);
        plane.reach = 1.6 * corner / radius;
        let quarter = (0..=EDGE).flat_map(|i| {
            let t = i as f64 / EDGE as f64;
            [(half_width, t * half_height), (t * half_width, half_height)]
        });
        let edge: Vec<(f64, f64)> = quarter.flat_map(|(x, y)| [(x, y), (-x, y), (x, -y), (-x, -y)]).collect();
        for _ in 0..STEPS {
            plane.bend_to(&edge);
        }
        plane
    }

    /// One step towards one scale along the edge, by least squares; then the error is shared by the edge and the middle.
    fn bend_to(&mut self, edge: &[(f64, f64)]) {
        let mut sums = [[0.0_f64; 5]; 4];
        for (x, y) in edge {
            let z = self.unbent(Z(*x / self.radius, *y / self.radius));
            let (squared, fourth) = (z.times(z), z.times(z).times(z.times(z)));
            // What a change of the factors does to the logarithm of the scale.
            let slope = self.slope(z);
            let row = [
                1.0,
                Z(0.0, 2.0).times(z).over(slope).0,
                squared.by(3.0).over(slope).0,
                fourth.by(5.0).over(slope).0,
            ];
            let wrong = -libm::log(self.scale_at(z));
            for (i, sum) in sums.iter_mut().enumerate() {
                for j in 0..4 {
                    sum[j] += row[i] * row[j];
                }
                sum[4] += row[i] * wrong;
            }
        }
        let Some([_, second, third, fifth]) = solved(sums) else { return };
        for (bend, by) in self.bend[1..].iter_mut().zip([second, third, fifth]) {
            *bend += by;
        }
        let scales = |plane: &Self| {
            let at =
                |(x, y): &(f64, f64)| plane.scale_at(plane.unbent(Z(x / plane.radius, y / plane.radius)));
            let all: Vec<f64> = edge.iter().chain(&[(0.0, 0.0)]).map(at).collect();
            all.iter().fold((f64::MAX, f64::MIN), |(a, b), k| (a.min(*k), b.max(*k)))
        };
        let (least, most) = scales(self);
        let share = 2.0 / (least + most);
        self.bend = self.bend.map(|b| b * share);
    }

    /// Derivative of the bending.
    fn slope(&self, z: Z) -> Z {
        let squared = z.times(z);
        let [one, second, third, fifth] = self.bend;
        let even = Z(one, 0.0).plus(squared.by(3.0 * third)).plus(squared.times(squared).by(5.0 * fifth));
        even.plus(Z(0.0, 2.0 * second).times(z))
    }

    /// The nearest point within reach of the origin.
    fn within(&self, z: Z) -> Z {
        let far = z.squared().sqrt() / self.reach;
        if far > 1.0 { z.by(1.0 / far) } else { z }
    }

    fn bent(&self, z: Z) -> Z {
        let near = self.within(z);
        let squared = near.times(near);
        let [one, second, third, fifth] = self.bend;
        let even = Z(one, 0.0).plus(squared.by(third)).plus(squared.times(squared).by(fifth));
        near.times(even.plus(Z(0.0, second).times(near))).plus(self.slope(near).times(z.minus(near)))
    }

    fn unbent(&self, w: Z) -> Z {
        let mut z = w.by(1.0 / self.bend[0]);
        for _ in 0..20 {
            let step = w.minus(self.bent(z)).over(self.slope(self.within(z)));
            z = z.plus(step);
            if step.squared() < 1e-28 {
                break;
            }
        }
        z
    }

    /// Scale at a point of the plane before it is bent.
    fn scale_at(&self, z: Z) -> f64 {
        let p = self.on_earth(z);
        let lat = p.lat.clamp(-89.9, 89.9).to_radians();
        // Snyder's A cos chi / (a m), with A from the distance on the plane.
        let stretch = self.radius * (1.0 + z.squared() / 4.0) * libm::cos(conformal(lat)) / (A * m(lat));
        stretch * self.slope(self.within(z)).squared().sqrt()
    }

    fn on_earth(&self, z: Z) -> LonLat {
        let rho = z.squared().sqrt();
        let (s, c) = libm::sincos(2.0 * libm::atan(rho / 2.0));
        let (east, north) = if rho > 0.0 { (z.0 / rho, z.1 / rho) } else { (0.0, 0.0) };
        let chi = libm::asin((c * self.sin + north * s * self.cos).clamp(-1.0, 1.0));
        let lon = libm::atan2(east * s, self.cos * c - self.sin * s * north);
        let mut lat = chi;
        let t = libm::tan(FRAC_PI_4 + chi / 2.0);
        for _ in 0..8 {
            let s = E * libm::sin(lat);
            lat = 2.0 * libm::atan(t * libm::pow((1.0 + s) / (1.0 - s), E / 2.0)) - FRAC_PI_2;
        }
        LonLat { lon: self.centre.lon + lon.to_degrees(), lat: lat.to_degrees() }
    }

    /// Metres east and north of the centre.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        let (s, c) = libm::sincos(conformal(p.lat.to_radians()));
        let (sl, cl) = libm::sincos((p.lon - self.centre.lon).to_radians());
        // The point opposite the centre has no place.
        let k = 2.0 / (1.0 + self.sin * s + self.cos * c * cl).max(1e-6);
        let w = self.bent(Z(k * c * sl, k * (self.cos * s - self.sin * c * cl)));
        (w.0 * self.radius, w.1 * self.radius)
    }

    /// The position at that many metres east and north of the centre.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        self.on_earth(self.unbent(Z(east / self.radius, north / self.radius)))
    }

    /// Times that a short line at a point of the plane is longer there than on the Earth.
    #[must_use]
    pub fn scale(&self, east: f64, north: f64) -> f64 {
        self.scale_at(self.unbent(Z(east / self.radius, north / self.radius)))
    }
}

/// The unknowns of as many equations, each with its right side last; none if they say too little.
fn solved(mut rows: [[f64; 5]; 4]) -> Option<[f64; 4]> {
    for i in 0..4 {
        let best = (i..4).max_by(|a, b| rows[*a][i].abs().total_cmp(&rows[*b][i].abs()))?;
        rows.swap(i, best);
        if rows[i][i].abs() < 1e-300 {
            return None;
        }
        let lead = rows[i];
        for (_, row) in rows.iter_mut().enumerate().filter(|(j, _)| *j != i) {
            let share = row[i] / lead[i];
            for (k, value) in row.iter_mut().enumerate() {
                *value -= share * lead[k];
            }
        }
    }
    Some([0, 1, 2, 3].map(|i| rows[i][4] / rows[i][i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_true_and_the_way_back_is_right() {
        for (lon, lat, half) in
            [(36.0, 49.0, 500_000.0), (-60.0, -3.0, 900_000.0), (15.0, 88.0, 400_000.0), (179.0, -41.0, 2e6)]
        {
            let plane = Stereographic::fitting(LonLat { lon, lat }, half, 0.8 * half);
            for (x, y) in [(0.0, 0.0), (0.9, 0.7), (-0.5, 0.8), (0.3, -0.8), (-2.5, 1.0)] {
                let (x, y) = (x * half, y * half);
                let p = plane.inverse(x, y);
                let (u, v) = plane.forward(p);
                assert!(libm::hypot(u - x, v - y) < 1e-3, "{lat} {half}: {x} {y} {u} {v}");
                // Short ways to all sides are longer by the scale that is told; beyond the reach angles bend.
                for (dx, dy) in [(60.0, 0.0), (0.0, 60.0), (40.0, 40.0)] {
                    let q = plane.inverse(x + dx, y + dy);
                    let k = libm::hypot(dx, dy) / crate::geodesy::distance_m(p, q);
                    let near = libm::hypot(x, y) < 1.2 * half;
                    assert!(!near || (k / plane.scale(x, y) - 1.0).abs() < 1e-5, "{lat} {half} {x} {y}");
                }
            }
        }
    }

    /// For a square of side L on a sphere of radius R the truest plane with true angles errs by 0.0368 (L/R)^2: half of
    /// what the torsion of a square bar reaches (Timoshenko and Goodier 1970, article 109).
    #[test]
    fn a_frame_errs_by_little_more_than_any_must() {
        for (lat, half) in [(0.0, 300_000.0), (50.0, 500_000.0), (-35.0, 800_000.0)] {
            let plane = Stereographic::fitting(LonLat { lon: 20.0, lat }, half, half);
            let side: f64 = 2.0 * half / 6_371_008.8;
            let least = 0.0368 * side * side;
            let steps = || (-10..=10).map(|i| f64::from(i) / 10.0 * half);
            let all = steps().flat_map(|x| steps().map(move |y| (x, y)));
            let error = all.map(|(x, y)| (plane.scale(x, y) - 1.0).abs()).fold(0.0, f64::max);
            assert!(error < 1.08 * least && error > 0.97 * least, "{lat} {half}: {error} {least}");
        }
    }
}
