//! A map plane read off a lattice of exact points, for the many vertices of outlines: each would need a geodesic.

use super::projection::near;
use crate::geodesy::LonLat;

/// Cells along each side.
const CELLS: usize = 14;
/// Points along each side: one more than there are cells, and one beyond either end.
const POINTS: usize = CELLS + 3;

/// Points of the plane at even steps of longitude and latitude, with cubics between them.
#[derive(Debug, Clone)]
pub struct Lattice {
    west: f64,
    south: f64,
    step: (f64, f64),
    points: Vec<(f64, f64)>,
}

impl Lattice {
    /// The lattice over degrees west, south, east and north; none where a pole is near or it would be off by more than
    /// `most` metres somewhere.
    pub fn new(bounds: [f64; 4], forward: impl Fn(LonLat) -> (f64, f64), most: f64) -> Option<Self> {
        let [west, south, east, north] = bounds;
        let step = ((east - west) / CELLS as f64, (north - south) / CELLS as f64);
        if step.0 <= 0.0 || step.1 <= 0.0 || south - step.1 < -89.0 || north + step.1 > 89.0 {
            return None;
        }
        if east - west > 150.0 {
            return None;
        }
        let mut found = Self { west, south, step, points: Vec::with_capacity(POINTS * POINTS) };
        for row in 0..POINTS {
            for column in 0..POINTS {
                let lon = west + step.0 * (column as f64 - 1.0);
                found.points.push(forward(LonLat { lon, lat: south + step.1 * (row as f64 - 1.0) }));
            }
        }
        // The cubics are worst in the middle of a cell, and in the corners of the whole.
        let sound = [0, CELLS / 2, CELLS - 1].iter().all(|row| {
            [0, CELLS / 2, CELLS - 1].iter().all(|column| {
                let lon = west + step.0 * (*column as f64 + 0.5);
                let p = LonLat { lon, lat: south + step.1 * (*row as f64 + 0.5) };
                let (x, y) = forward(p);
                found.forward(p).is_some_and(|(a, b)| (a - x).abs().max((b - y).abs()) <= most)
            })
        });
        sound.then_some(found)
    }

    /// Metres east and north of the centre; none outside the lattice.
    pub fn forward(&self, p: LonLat) -> Option<(f64, f64)> {
        let middle = self.west + self.step.0 * CELLS as f64 / 2.0;
        let (u, v) = ((near(p.lon, middle) - self.west) / self.step.0, (p.lat - self.south) / self.step.1);
        let inside = |t: f64| (0.0..=CELLS as f64).contains(&t);
        if !(inside(u) && inside(v)) {
            return None;
        }
        let (column, row) = ((u as usize).min(CELLS - 1), (v as usize).min(CELLS - 1));
        let (across, up) = (weights(u - column as f64), weights(v - row as f64));
        let mut sum = (0.0, 0.0);
        for (j, up) in up.iter().enumerate() {
            let from = (row + j) * POINTS + column;
            for (point, across) in self.points[from..from + 4].iter().zip(&across) {
                sum.0 += point.0 * across * up;
                sum.1 += point.1 * across * up;
            }
        }
        Some(sum)
    }
}

/// Weights of the four points around a place at share `t` between the second and the third: Lagrange's cubic.
fn weights(t: f64) -> [f64; 4] {
    let (a, b, c) = (t + 1.0, t - 1.0, t - 2.0);
    [-t * b * c / 6.0, a * b * c / 2.0, -a * t * c / 2.0, a * t * b / 6.0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::projection::Aeqd;

    #[test]
    fn it_follows_the_plane() {
        for (lon, lat, half, most) in
            [(36.6, 50.3, 0.4, 0.001), (179.8, -17.0, 5.0, 0.5), (-60.0, 3.0, 30.0, 400.0)]
        {
            let plane = Aeqd::new(LonLat { lon, lat });
            let bounds = [lon - half, lat - half * 0.7, lon + half, lat + half * 0.7];
            let lattice = Lattice::new(bounds, |p| plane.forward(p), most).unwrap();
            for i in 0..50 {
                let (s, c) = libm::sincos(f64::from(i) * 1.7);
                let p = LonLat { lon: lon + half * 0.99 * s, lat: lat + half * 0.69 * c };
                let ((x, y), (a, b)) = (plane.forward(p), lattice.forward(p).unwrap());
                assert!((a - x).abs().max((b - y).abs()) < most * 1.5, "{p:?} {x} {y} {a} {b}");
            }
            assert!(lattice.forward(LonLat { lon: lon + half * 1.1, lat }).is_none());
        }
    }

    #[test]
    fn there_is_none_at_a_pole_or_where_it_would_be_wrong() {
        let plane = Aeqd::new(LonLat { lon: 0.0, lat: 80.0 });
        assert!(Lattice::new([-10.0, 72.0, 10.0, 88.5], |p| plane.forward(p), 1e9).is_none());
        assert!(Lattice::new([-70.0, 0.0, 70.0, 60.0], |p| plane.forward(p), 0.001).is_none());
    }
}
