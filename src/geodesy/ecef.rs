//! Earth-centred coordinates, and the length of a geodesic from its straight chord.

use super::LonLat;

/// A vector in metres: x to 0 E 0 N, y to 90 E 0 N, z to the North Pole.
pub type V3 = [f64; 3];

/// Equatorial radius of WGS 84 in metres. Source: NGA.STND.0036.
pub const EQUATORIAL_M: f64 = 6_378_137.0;
/// Polar radius of WGS 84 in metres, from the flattening 1/298.257223563.
pub const POLAR_M: f64 = 6_356_752.314_245_179;
/// Square of the first eccentricity.
pub(super) const E2: f64 = 1.0 - (POLAR_M * POLAR_M) / (EQUATORIAL_M * EQUATORIAL_M);
const DX: f64 = 1.0 / (EQUATORIAL_M * EQUATORIAL_M);
const DZ: f64 = 1.0 / (POLAR_M * POLAR_M);
/// Smallest radius of curvature of any section of the ellipsoid, metres.
const SHARPEST_M: f64 = POLAR_M * POLAR_M / EQUATORIAL_M;
/// Largest radius of curvature of any section of the ellipsoid, metres.
const FLATTEST_M: f64 = EQUATORIAL_M * EQUATORIAL_M / POLAR_M;

pub(super) fn add(a: V3, b: V3) -> V3 {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

pub(super) fn sub(a: V3, b: V3) -> V3 {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

pub(super) fn scale(a: V3, by: f64) -> V3 {
    [a[0] * by, a[1] * by, a[2] * by]
}

pub(super) fn dot(a: V3, b: V3) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(super) fn cross(a: V3, b: V3) -> V3 {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

pub(super) fn norm(a: V3) -> f64 {
    dot(a, a).sqrt()
}

/// A point on the surface with its local directions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The point, metres.
    pub at: V3,
    /// Unit vector to the east.
    pub east: V3,
    /// Unit vector to the north.
    pub north: V3,
}

impl Frame {
    /// The frame at a position; at a pole, "north" follows the longitude given.
    pub fn at(p: LonLat) -> Self {
        let (sin_lon, cos_lon) = p.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = p.lat.to_radians().sin_cos();
        let prime = EQUATORIAL_M / (1.0 - E2 * sin_lat * sin_lat).sqrt();
        Self {
            at: [prime * cos_lat * cos_lon, prime * cos_lat * sin_lon, prime * (1.0 - E2) * sin_lat],
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
        }
    }

    /// Azimuth in degrees, -180 to 180, of a vector seen from here.
    pub fn azimuth_deg(&self, towards: V3) -> f64 {
        dot(towards, self.east).atan2(dot(towards, self.north)).to_degrees()
    }

    /// Unit vector in the horizontal plane at an azimuth in degrees.
    pub fn heading(&self, azimuth_deg: f64) -> V3 {
        let (sin, cos) = azimuth_deg.to_radians().sin_cos();
        add(scale(self.east, sin), scale(self.north, cos))
    }
}

/// Position on the surface in metres from the Earth's centre.
#[must_use]
pub fn ecef(p: LonLat) -> V3 {
    Frame::at(p).at
}

/// Longitude and latitude of a point on the surface; exact there, approximate off it.
#[must_use]
pub fn lonlat(x: V3) -> LonLat {
    let from_axis = x[0].hypot(x[1]);
    LonLat::new(x[1].atan2(x[0]).to_degrees(), x[2].atan2((1.0 - E2) * from_axis).to_degrees())
}

/// Gradient of the ellipsoid's equation: the outward normal, of length 1/m near 1 / Earth radius.
pub(super) fn gradient(x: V3) -> V3 {
    [x[0] * DX, x[1] * DX, x[2] * DZ]
}

/// The surface point next to `x`, for `x` within some metres of the surface.
///
/// One Newton step along the normal: what is left grows with the square of the depth, below 1 nm for 80 m.
pub(super) fn to_surface(x: V3) -> V3 {
    let normal = gradient(x);
    let level = dot(x, normal) - 1.0;
    sub(x, scale(normal, level / (2.0 * dot(normal, normal))))
}

/// Length in metres of the geodesic between two surface points, from their chord.
///
/// The chord is taken as that of a circle with the normal curvature of the ellipsoid along the chord (Euler's theorem,
/// written without angles). No iteration: the error, against Karney's algorithm, stays below [`euler_error_m`].
#[must_use]
pub fn euler_m(p: V3, x: V3) -> f64 {
    let w = sub(x, p);
    let chord2 = dot(w, w);
    if chord2 <= 0.0 {
        return 0.0;
    }
    let mean_gradient = 0.5 * (norm(gradient(p)) + norm(gradient(x)));
    let curvature = dot(w, gradient(w)) / (chord2 * mean_gradient);
    let chord = chord2.sqrt();
    arc_m(chord, curvature)
}

/// Arc over a chord on a circle of the given curvature.
fn arc_m(chord: f64, curvature: f64) -> f64 {
    let half = 0.5 * curvature * chord;
    if half < 0.03 {
        // The series of asin; the first term left out is below 1e-14 of the length.
        let u = half * half;
        return chord * (1.0 + u * (1.0 / 6.0 + u * (3.0 / 40.0 + u * (15.0 / 336.0))));
    }
    2.0 / curvature * half.min(1.0).asin()
}

/// Safe bound of the error of [`euler_m`] in metres: 0.1 µm + 30 mm times the fifth power of the length in 1000 km.
///
/// Measured against Karney's algorithm on random pairs all over the Earth up to 18 000 km: at most 0.58 of this.
#[must_use]
pub fn euler_error_m(metres: f64) -> f64 {
    1e-7 + 0.03 * (metres / 1e6).powi(5)
}

/// Longest geodesic that a chord can belong to, metres; infinite where the bound has no meaning.
///
/// Schur's theorem: no curve bends more than the ellipsoid's sharpest section.
pub(super) fn longest_arc_m(chord: f64) -> f64 {
    let half = chord / (2.0 * SHARPEST_M);
    if half >= 1.0 { f64::INFINITY } else { 2.0 * SHARPEST_M * half.asin() }
}

/// Chord within which the nearest point by geodesic must lie, when some point lies at `chord` metres.
///
/// `slack` is how far the searched line may lie from the real one, metres. The longest geodesic of the one chord is set
/// against the shortest of the other.
pub(super) fn reach_m(chord: f64, slack: f64) -> f64 {
    let outer = chord + slack;
    let widened = if outer < 400_000.0 {
        // Series of the line below; its coefficient there is 2.07e-17, so this is on the safe side.
        outer * (1.0 + 2.4e-17 * outer * outer)
    } else {
        let arc = longest_arc_m(outer);
        if arc.is_infinite() {
            return f64::INFINITY;
        }
        2.0 * FLATTEST_M * (arc / (2.0 * FLATTEST_M)).sin()
    };
    widened + slack
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::distance_m;

    /// Points spread evenly over the sphere, by the golden angle.
    fn spread(count: usize) -> Vec<LonLat> {
        (0..count)
            .map(|i| {
                let sin_lat: f64 = 1.0 - 2.0 * (i as f64 + 0.5) / count as f64;
                LonLat::new((i as f64 * 137.507_764).rem_euclid(360.0) - 180.0, sin_lat.asin().to_degrees())
            })
            .collect()
    }

    #[test]
    fn there_and_back() {
        for p in spread(500) {
            let back = lonlat(ecef(p));
            assert!(distance_m(p, back) < 1e-8, "{p:?} {back:?}");
        }
    }

    #[test]
    fn euler_stays_within_its_bound() {
        let points = spread(300);
        for (i, &from) in points.iter().enumerate() {
            for metres in [0.5, 30.0, 4e3, 90e3, 299e3, 1e6, 4e6, 15e6] {
                let to = crate::geodesy::destination(from, i as f64 * 7.3, metres);
                let error = (euler_m(ecef(from), ecef(to)) - distance_m(from, to)).abs();
                assert!(error < euler_error_m(metres) + 4e-9, "{from:?} {metres} {error}");
            }
        }
    }

    #[test]
    fn chord_bounds_hold() {
        let points = spread(200);
        for a in &points {
            for b in &points {
                let chord = norm(sub(ecef(*a), ecef(*b)));
                let metres = distance_m(*a, *b);
                assert!(metres <= longest_arc_m(chord) + 1e-6, "{a:?} {b:?}");
                let shortest = 2.0 * FLATTEST_M * (chord / (2.0 * FLATTEST_M)).asin();
                assert!(shortest <= metres + 1e-6, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn pushed_to_the_surface() {
        let high = add(ecef(LonLat::new(36.0, 50.0)), [3.0, -2.0, 1.0]);
        let on = to_surface(high);
        assert!((dot(on, gradient(on)) - 1.0).abs() < 1e-12);
    }
}
