//! From how near to how far an area lies from a line.

use super::LonLat;
use super::ecef::{V3, dot, ecef, longest_arc_m, lonlat, norm, sub};
use super::index::{BorderIndex, EdgeKind};
use super::shape::Shape;

/// From how near to how far an area lies from a line.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
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
        corners.walk(self.rings());
        let (nearest, farthest) = (corners.nearest?, corners.farthest?);
        let nearest = if corners.touches() { nearest } else { self.beside_corners(&corners, nearest) };
        let touches = nearest.0 <= self.tolerance_m();
        Some(DistanceRange {
            nearest_m: if touches { 0.0 } else { nearest.0 },
            farthest_m: farthest.0,
            nearest_point: nearest.1,
            farthest_point: farthest.1,
            touches,
        })
    }

    /// What is nearer than the nearest corner: a line within the area or across an edge of it, or a vertex of the line
    /// beside one.
    fn beside_corners(&self, corners: &Corners<'_>, nearest: Measured) -> Measured {
        let within = corners.line.starts().find(|start| self.contains(*start));
        if let Some(point) = within.or_else(|| first_crossing(&corners.edges_within(0.0), corners.line)) {
            return (0.0, point);
        }
        let edges: Vec<Vec<LonLat>> = corners.edges_within(nearest.0).into_iter().map(Vec::from).collect();
        let edges = BorderIndex::build(&edges, EdgeKind::LonLat);
        let mut best = nearest;
        let vertices = Row::of(corners.line.vertices().collect());
        vertices.descend(&mut |part| {
            let middle = lonlat(vertices.at[part.middle]);
            let from_middle = edges.nearest(middle).map_or(f64::INFINITY, |found| found.metres);
            if from_middle < best.0 {
                best = (from_middle, middle);
            }
            from_middle - part.reach_m < best.0
        });
        best
    }
}

/// Metres, and where.
type Measured = (f64, LonLat);

/// Points in a row, halved again and again: one is measured, and the triangle inequality says whether those around it can
/// matter. An outline has thousands, of which some dozens are measured.
struct Row {
    at: Vec<V3>,
    /// From each point to the next, metres; 0 where a run of points ends.
    edges_m: Vec<f64>,
}

/// A part of a row: the points from `first` to `last`, and the edges between them.
struct Part {
    first: usize,
    middle: usize,
    last: usize,
    /// How far its points lie from the middle one at most, metres.
    reach_m: f64,
    /// How long its longest edge is, metres.
    edge_m: f64,
}

impl Row {
    /// From points of the surface that are not joined.
    fn of(at: Vec<V3>) -> Self {
        let edges_m = vec![0.0; at.len()];
        Self { at, edges_m }
    }

    /// From runs of points that follow one another without being joined.
    fn new<'p>(runs: impl IntoIterator<Item = &'p [LonLat]>) -> Self {
        let (mut at, mut edges_m) = (Vec::new(), Vec::new());
        for run in runs {
            let first = at.len();
            at.extend(run.iter().map(|point| ecef(*point)));
            edges_m.extend(at[first..].windows(2).map(|ends| longest_arc_m(norm(sub(ends[1], ends[0])))));
            edges_m.resize(at.len(), 0.0);
        }
        Self { at, edges_m }
    }

    /// Shows parts to `look`, and the halves of those for which it gives true, down to two points.
    fn descend(&self, look: &mut impl FnMut(&Part) -> bool) {
        let Some(last) = self.at.len().checked_sub(1) else { return };
        // Single points all over the row first: good bounds early spare the most.
        for at in (0..=EIGHTHS).map(|i| last * i / EIGHTHS) {
            look(&self.part(at, at));
        }
        self.halve(0, last, look);
    }

    fn halve(&self, first: usize, last: usize, look: &mut impl FnMut(&Part) -> bool) {
        let part = self.part(first, last);
        if look(&part) && last - first > 1 {
            self.halve(first, part.middle, look);
            self.halve(part.middle, last, look);
        }
    }

    fn part(&self, first: usize, last: usize) -> Part {
        let middle = usize::midpoint(first, last);
        let off = self.at[first..=last].iter().map(|at| sub(*at, self.at[middle]));
        let chord = off.map(|off| dot(off, off)).fold(0.0, f64::max).sqrt();
        let edge_m = self.edges_m[first..last].iter().copied().fold(0.0, f64::max);
        Part { first, middle, last, reach_m: longest_arc_m(chord), edge_m }
    }
}

/// In so many steps a row is crossed before it is halved.
const EIGHTHS: usize = 8;

/// How long the way along an edge is at most whose ends lie so many metres apart: edges straight on the map bulge on the ground.
fn along_m(edge_m: f64) -> f64 {
    edge_m * 1.01 + 1.0
}

/// Measures the corners of an area, leaving out those that can be neither nearest nor farthest nor end an edge that is.
struct Corners<'a> {
    line: &'a BorderIndex,
    enough_m: f64,
    /// Metres, and the point of the line.
    nearest: Option<Measured>,
    /// Metres, and the corner.
    farthest: Option<Measured>,
    /// Edges that may lie as near as the nearest corner then known, each with the metres that it lies off at least; an edge that
    /// may cross the line lies off by 0 or less.
    near_edges: Vec<(f64, [LonLat; 2])>,
}

impl<'a> Corners<'a> {
    fn new(line: &'a BorderIndex, enough_m: f64) -> Self {
        Self { line, enough_m, nearest: None, farthest: None, near_edges: Vec::new() }
    }

    /// Looks at all corners and edges of the rings.
    fn walk(&mut self, rings: &[Vec<LonLat>]) {
        let valid = |ring: &Vec<LonLat>| ring.iter().copied().filter(|corner| corner.is_valid()).collect();
        let rings: Vec<Vec<LonLat>> = rings.iter().map(valid).collect();
        let corners: Vec<LonLat> = rings.iter().flatten().copied().collect();
        let row = Row::new(rings.iter().map(Vec::as_slice));
        let mut known = vec![f64::NAN; corners.len()];
        let mut measure = |seen: &mut Self, at: usize| {
            if known[at].is_nan() {
                known[at] = seen.measure(corners[at]);
            }
            known[at]
        };
        row.descend(&mut |part| {
            let from_middle = measure(self, part.middle);
            let near = self.may_be_near(from_middle - part.reach_m - along_m(part.edge_m) / 2.0);
            if near && part.edge_m > 0.0 && part.last == part.first + 1 {
                // A point of the edge that lies off by x is within x + the way to it from both its ends.
                let least =
                    (measure(self, part.first) + measure(self, part.last) - along_m(part.edge_m)) / 2.0;
                if self.may_be_near(least) {
                    self.near_edges.push((least, [corners[part.first], corners[part.last]]));
                }
            }
            near || self.farthest.is_none_or(|farthest| from_middle + part.reach_m > farthest.0)
        });
    }

    /// Metres from a corner to the line; endless when there is no line.
    fn measure(&mut self, corner: LonLat) -> f64 {
        let Some(found) = self.line.nearest(corner) else { return f64::INFINITY };
        if self.nearest.is_none_or(|old| found.metres < old.0) {
            self.nearest = Some((found.metres, found.point));
        }
        if self.farthest.is_none_or(|old| found.metres > old.0) {
            self.farthest = Some((found.metres, corner));
        }
        found.metres
    }

    /// True if what lies at least so many metres off may still be nearer than what is known.
    fn may_be_near(&self, least_m: f64) -> bool {
        !self.touches() && self.nearest.is_none_or(|nearest| least_m < nearest.0)
    }

    fn touches(&self) -> bool {
        self.nearest.is_some_and(|nearest| nearest.0 <= self.enough_m)
    }

    /// The edges that may come within so many metres of the line.
    fn edges_within(&self, metres: f64) -> Vec<[LonLat; 2]> {
        self.near_edges.iter().filter(|(least, _)| *least <= metres).map(|(_, ends)| *ends).collect()
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
    use crate::geodesy::destination;
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
            let shape = Shape::new(vec![walk]);
            let range = shape.distance_range(&index).unwrap();
            prop_assert!((range.farthest_m - all.iter().fold(0.0, |a, &b| f64::max(a, b))).abs() < 1e-6);
            let corner = all.iter().fold(f64::INFINITY, |a, &b| f64::min(a, b));
            let beside = index.pieces().flatten().filter_map(|p| shape.distance_m(p)).fold(corner, f64::min);
            let crosses = range.nearest_m <= 0.0 && beside > 0.0;
            prop_assert!(crosses || (range.nearest_m - beside).abs() < 1e-6, "{range:?} {beside}");
        }
    }
}
