//! From how near to how far an area lies from a line.

use super::LonLat;
use super::ecef::{V3, ecef, longest_arc_m, norm, sub};
use super::index::BorderIndex;
use super::shape::Shape;

/// From how near to how far an area lies from a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DistanceRange {
    /// The least distance in metres; 0 when the area reaches the line.
    pub nearest_m: f64,
    /// The greatest, in metres, over the corners of the area.
    pub farthest_m: f64,
    /// The point of the line that is nearest to the area.
    pub nearest_point: LonLat,
    /// The corner of the area that is farthest from the line.
    pub farthest_point: LonLat,
    /// True when the area reaches the line, within the tolerance that was asked for.
    pub touches: bool,
}

impl Shape {
    /// The least and the greatest distance of the area from a line, metres; see [`Shape::distance_range`].
    #[must_use]
    pub fn range_to(&self, line: &BorderIndex) -> Option<(f64, f64)> {
        self.distance_range(line).map(|range| (range.nearest_m, range.farthest_m))
    }

    /// From how near to how far the area lies from a line. Within the tolerance of the area they count as touching.
    ///
    /// None when either is empty.
    #[must_use]
    pub fn distance_range(&self, line: &BorderIndex) -> Option<DistanceRange> {
        let mut corners = Corners::new(line, self.tolerance_m());
        for ring in self.rings() {
            corners.ring(ring);
        }
        let (mut nearest, farthest) = (corners.nearest?, corners.farthest?);
        if nearest.0 > self.tolerance_m() {
            nearest = self.nearest_of(line.pieces().flatten(), nearest);
            if let Some(crossing) = first_crossing(&corners.close_edges, line) {
                nearest = (0.0, crossing);
            }
        }
        let touches = nearest.0 <= self.tolerance_m();
        Some(DistanceRange {
            nearest_m: if touches { 0.0 } else { nearest.0 },
            farthest_m: farthest.0,
            nearest_point: nearest.1,
            farthest_point: farthest.1,
            touches,
        })
    }

    /// The nearest of some points to the area, if nearer than `known`; the triangle inequality spares most of them.
    fn nearest_of(&self, points: impl Iterator<Item = LonLat>, known: (f64, LonLat)) -> (f64, LonLat) {
        let mut nearest = known;
        let mut measured: Option<(V3, f64)> = None;
        for point in points {
            let at = ecef(point);
            let spared = |(from, metres): (V3, f64)| metres - longest_arc_m(norm(sub(from, at))) >= nearest.0;
            if measured.is_some_and(spared) {
                continue;
            }
            let Some(metres) = self.distance_m(point) else { break };
            measured = Some((at, metres));
            if metres < nearest.0 {
                nearest = (metres, point);
            }
        }
        nearest
    }
}

/// Measures the corners of an area, leaving out those that the triangle inequality shows to be neither nearest nor
/// farthest: a country has tens of thousands.
struct Corners<'a> {
    line: &'a BorderIndex,
    enough_m: f64,
    /// Metres, and the point of the line.
    nearest: Option<(f64, LonLat)>,
    /// Metres, and the corner.
    farthest: Option<(f64, LonLat)>,
    /// Edges that may cross the line.
    close_edges: Vec<[LonLat; 2]>,
}

impl<'a> Corners<'a> {
    fn new(line: &'a BorderIndex, enough_m: f64) -> Self {
        Self { line, enough_m, nearest: None, farthest: None, close_edges: Vec::new() }
    }

    fn ring(&mut self, ring: &[LonLat]) {
        let mut measured: Option<(V3, f64)> = None;
        let mut before: Option<(LonLat, f64)> = None;
        for &corner in ring.iter().filter(|corner| corner.is_valid()) {
            let at = ecef(corner);
            let edge = before.map_or(0.0, |(before, _)| longest_arc_m(norm(sub(ecef(before), at))));
            let guess = measured.and_then(|(from, metres)| {
                let moved = longest_arc_m(norm(sub(from, at)));
                self.is_idle(metres - moved, metres + moved, edge).then_some(metres - moved)
            });
            let least = if let Some(least) = guess {
                least
            } else {
                let Some(found) = self.measure(corner) else { return };
                measured = Some((at, found));
                found
            };
            if let Some((previous, metres)) = before {
                // No point of an edge is farther from both its ends than its length; edges bulge a little on the ground.
                if !self.touches() && least + metres <= edge * 1.01 + 1.0 {
                    self.close_edges.push([previous, corner]);
                }
            }
            before = Some((corner, least));
        }
    }

    fn measure(&mut self, corner: LonLat) -> Option<f64> {
        let found = self.line.nearest(corner)?;
        if self.nearest.is_none_or(|old| found.metres < old.0) {
            self.nearest = Some((found.metres, found.point));
        }
        if self.farthest.is_none_or(|old| found.metres > old.0) {
            self.farthest = Some((found.metres, corner));
        }
        Some(found.metres)
    }

    /// True when a corner at a distance between these bounds tells nothing new.
    fn is_idle(&self, least: f64, most: f64, edge: f64) -> bool {
        let near = self.touches() || (least > edge && self.nearest.is_some_and(|nearest| least >= nearest.0));
        near && self.farthest.is_some_and(|farthest| most <= farthest.0)
    }

    fn touches(&self) -> bool {
        self.nearest.is_some_and(|nearest| nearest.0 <= self.enough_m)
    }
}

/// Where the first of the edges crosses the line, on the flat map.
fn first_crossing(edges: &[[LonLat; 2]], line: &BorderIndex) -> Option<LonLat> {
    if edges.is_empty() {
        return None;
    }
    let pieces: Vec<[LonLat; 2]> = line.pieces().collect();
    edges.iter().find_map(|&[a, b]| pieces.iter().find_map(|&[c, d]| crossing(a, b, c, d)))
}

fn crossing(start: LonLat, end: LonLat, from: LonLat, to: LonLat) -> Option<LonLat> {
    let cross = |a: (f64, f64), b: (f64, f64)| a.0 * b.1 - a.1 * b.0;
    let (first, second) =
        ((end.lon - start.lon, end.lat - start.lat), (to.lon - from.lon, to.lat - from.lat));
    let apart = (from.lon - start.lon, from.lat - start.lat);
    let across = cross(first, second);
    let along_first = cross(apart, second) / across;
    let along_second = cross(apart, first) / across;
    // On the far side of the Earth's map: an edge over the antimeridian is not straight on it.
    if first.0.abs() > 180.0 || second.0.abs() > 180.0 {
        return None;
    }
    // Parallel edges give NaN or infinity, which lie in no range.
    ((0.0..=1.0).contains(&along_first) && (0.0..=1.0).contains(&along_second))
        .then(|| LonLat::new(start.lon + along_first * first.0, start.lat + along_first * first.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::{EdgeKind, destination};
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn square(west: f64, south: f64, size: f64) -> Vec<LonLat> {
        let (east, north) = (west + size, south + size);
        ring(&[(west, south), (east, south), (east, north), (west, north), (west, south)])
    }

    #[test]
    fn ranges_to_a_line() {
        let line = vec![ring(&[(-5.0, 12.0), (15.0, 12.0)])];
        let index = BorderIndex::build(&line, EdgeKind::LonLat);
        let range = |shape: Vec<LonLat>, tolerance| {
            Shape::new(vec![shape]).with_tolerance(tolerance).distance_range(&index).unwrap()
        };
        let below = range(square(0.0, 0.0, 10.0), 0.0);
        // Two and twelve degrees of latitude near the equator.
        assert!((below.nearest_m - 221_250.0).abs() < 200.0 && !below.touches, "{below:?}");
        assert!((below.farthest_m - 1_327_200.0).abs() < 1000.0, "{below:?}");
        assert!(range(square(0.0, 0.0, 10.0), 230_000.0).touches);
        // The line passes through an area with no vertex of either inside the other.
        let across = range(square(0.0, 11.0, 4.0), 0.0);
        assert!(across.touches && across.nearest_m <= 0.0 && (across.nearest_point.lat - 12.0).abs() < 1e-9);
        // The line's end lies inside the area.
        assert!(range(square(10.0, 7.0, 10.0), 0.0).touches);
        assert!(Shape::new(vec![]).range_to(&index).is_none());
    }

    proptest! {
        /// Leaving corners out changes nothing.
        #[test]
        fn as_if_every_corner_were_measured(
            steps in prop::collection::vec((0.0..360.0, 100.0..40_000.0_f64), 3..60),
            away in 0.0..600_000.0_f64,
        ) {
            let mut at = LonLat::new(30.0, 50.0);
            let walk: Vec<LonLat> = steps.iter().map(|&(turn, metres)| {
                at = destination(at, turn, metres);
                at
            }).collect();
            let start = destination(LonLat::new(30.0, 50.0), 77.0, away);
            let line: Vec<LonLat> = (0..30).map(|i| destination(start, f64::from(i * 5), f64::from(i) * 9e3)).collect();
            let index = BorderIndex::build(&[line], EdgeKind::LonLat);
            let all: Vec<f64> = walk.iter().filter_map(|&p| index.nearest(p)).map(|found| found.metres).collect();
            let range = Shape::new(vec![walk]).distance_range(&index).unwrap();
            prop_assert!((range.farthest_m - all.iter().fold(0.0, |a, &b| f64::max(a, b))).abs() < 1e-6);
            prop_assert!(range.nearest_m <= all.iter().fold(f64::INFINITY, |a, &b| f64::min(a, b)));
        }
    }
}
