//! `BorderIndex`: the nearest point of a set of lines, in metres on WGS 84.
//!
//! Edges are chords in three dimensions in a tree of boxes, so neither the antimeridian nor a pole is special. The search
//! looks at chords only and keeps every piece that the two rigorous bounds of a chord's arc leave possible; those few are
//! measured along the ellipsoid: by the Euler chord up to 300 km, by Karney's algorithm beyond.

use super::LonLat;
use super::ecef::{Frame, V3, euler_error_m, euler_m, lonlat, norm, reach_m, scale, sub};
use super::far::drift;
use super::foot::Foot;
use super::hits::Hits;
use super::pieces::{self, Chain};
use super::point::turn_360;
use super::tree::{FAN, Tree};

/// What the edge between two vertices is. Files differ, so it is said for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EdgeKind {
    /// Straight in longitude and latitude, as in RFC 7946 section 3.1.1: GeoJSON, OpenStreetMap, Natural Earth.
    #[default]
    LonLat,
    /// The shortest path on the ellipsoid, as PostGIS `geography` has it.
    Geodesic,
}

/// The nearest point of a line to a position.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Nearest {
    /// Length of the geodesic in metres; the error of the number itself is below 1 mm up to 5000 km.
    pub metres: f64,
    /// The point of the line.
    pub point: LonLat,
    /// Azimuth in degrees, 0 to 360 from north, at the position, towards that point.
    pub azimuth_deg: f64,
    /// Which line, counted from 0 as given.
    pub line: usize,
    /// Which edge of that line: from vertex `edge` to vertex `edge + 1`, counted from 0.
    pub edge: usize,
    /// True when the position lies to the left of the line as directed. Without meaning for a line of one point.
    pub left: bool,
    /// True when the point is an open end of a line, so that the position may lie beyond it and on neither side.
    pub at_end: bool,
}

/// Lines made ready for [`BorderIndex::nearest`].
///
/// ```
/// use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat};
///
/// let equator = vec![LonLat::new(30.0, 0.0), LonLat::new(31.0, 0.0)];
/// let index = BorderIndex::build(&[equator], EdgeKind::LonLat);
/// let nearest = index.nearest(LonLat::new(30.5, 1.0)).unwrap();
/// // One degree of the meridian at the equator, by GeographicLib; the line runs east, so north of it is left.
/// assert!((nearest.metres - 110_574.389).abs() < 0.001);
/// assert!(nearest.left && (nearest.azimuth_deg - 180.0).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Default)]
pub struct BorderIndex {
    pub(super) tree: Tree,
    /// For each slot (leaf number * leaf size + place): sideways bend in metres, line, edge.
    pub(super) bends: Vec<[f32; 3]>,
    pub(super) sources: Vec<[u32; 2]>,
    pub(super) chains: Vec<ChainSpan>,
    slack: f64,
}

/// Where a chain lies among the leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChainSpan {
    pub first: u32,
    pub last: u32,
    pub closed: bool,
}

/// Up to this length the Euler chord is exact to 0.05 mm, metres.
const EULER_M: f64 = 300_000.0;
/// Beyond this chord, metres, bounds from chords grow too wide and the search goes by the triangle inequality.
const FAR_CHORD_M: f64 = 4_900_000.0;

impl BorderIndex {
    /// Makes the index. Positions that are not valid, repeated vertices and the seams of cut maps (edges with both ends
    /// at longitude ±180 or latitude ±90) are left out; the numbers of lines and edges stay those of the input.
    #[must_use]
    pub fn build(lines: &[Vec<LonLat>], edges: EdgeKind) -> Self {
        let (mut chains, slack) = pieces::cut(lines, edges);
        if chains.len() > 1 {
            // Many small rings (lakes, islands): neighbours on Earth should be neighbours in the tree.
            chains.sort_by_cached_key(|chain| chain.vertices.first().map(|&start| morton(start)));
        }
        let slots = chains.iter().map(|chain| chain.len().next_multiple_of(FAN)).sum();
        let mut index = Self { slack, ..Self::default() };
        (index.bends, index.sources) = (Vec::with_capacity(slots), Vec::with_capacity(slots));
        let mut next_leaf = 0;
        for chain in &mut chains {
            index.add_sources(chain);
            let leaves = chain.len().div_ceil(FAN) as u32;
            index.chains.push(ChainSpan {
                first: next_leaf,
                last: next_leaf + leaves - 1,
                closed: chain.closed,
            });
            next_leaf += leaves;
        }
        index.tree = Tree::build(chains);
        index
    }

    /// Takes over what the chain says of its pieces, filled up to whole leaves.
    fn add_sources(&mut self, chain: &mut Chain) {
        let (bends, sources) = (std::mem::take(&mut chain.bends), std::mem::take(&mut chain.sources));
        self.bends.extend(bends);
        self.sources.extend(sources);
        let full = self.bends.len().next_multiple_of(FAN);
        self.bends.resize(full, [0.0; 3]);
        self.sources.resize(full, [0; 2]);
    }

    /// True when no line had a valid point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.leaves.is_empty()
    }

    /// The pieces of the lines as they are searched: whole edges, or parts of at most 2 km.
    pub(super) fn pieces(&self) -> impl Iterator<Item = [LonLat; 2]> {
        self.tree.leaves.iter().flat_map(|leaf| {
            (0..usize::from(leaf.len)).map(|i| [lonlat(leaf.vertex(i)), lonlat(leaf.vertex(i + 1))])
        })
    }

    /// The ends of the pieces, in the order of the lines.
    pub(super) fn vertices(&self) -> impl Iterator<Item = V3> {
        self.tree.leaves.iter().flat_map(|leaf| (0..=usize::from(leaf.len)).map(|i| leaf.vertex(i)))
    }

    /// Where each line begins, or each part of a line that the seam of a map cuts.
    pub(super) fn starts(&self) -> impl Iterator<Item = LonLat> {
        self.chains.iter().map(|chain| lonlat(self.tree.leaves[chain.first as usize].vertex(0)))
    }

    /// The nearest point of all lines; none when there are none or the position is not valid.
    #[must_use]
    pub fn nearest(&self, p: LonLat) -> Option<Nearest> {
        self.nearest_within(p, f64::INFINITY)
    }

    /// The nearest point with Karney's algorithm and the foot refined at every range, not only beyond 300 km: slower, and better
    /// by micrometres in the distance and by up to a metre in the point.
    #[must_use]
    pub fn nearest_exact(&self, p: LonLat) -> Option<Nearest> {
        self.search(p, f64::INFINITY, true, None)
    }

    /// The nearest point if it lies within about so many metres. Far faster than [`BorderIndex::nearest`] when none does.
    #[must_use]
    pub fn nearest_within(&self, p: LonLat, metres: f64) -> Option<Nearest> {
        self.search(p, metres, false, None)
    }

    pub(super) fn search(&self, p: LonLat, metres: f64, exact: bool, known: Option<V3>) -> Option<Nearest> {
        if self.is_empty() || !p.is_valid() {
            return None;
        }
        let p = p.normalised();
        let frame = Frame::at(p);
        let metres = known.map_or(metres, |known| reach_m(norm(sub(known, frame.at)), self.slack));
        // So far away a search by chords would keep every piece.
        let least = self.tree.least_chord(frame.at);
        if least > FAR_CHORD_M && least <= metres + self.slack {
            return self.nearest_far(p);
        }
        let hits = self.tree.search(frame.at, self.slack, metres);
        let chord = hits.best2.sqrt();
        if chord.is_infinite() {
            return None;
        }
        if chord > FAR_CHORD_M {
            return self.nearest_far(p);
        }
        if chord < EULER_M && !exact {
            let (metres, chord_foot) = self.nearest_by_euler(frame.at, &hits)?;
            if metres <= EULER_M {
                let foot = self.settle(chord_foot, frame.at);
                let back = sub(frame.at, foot.at);
                let azimuth = if metres > 0.0 { turn_360(frame.azimuth_deg(scale(back, -1.0))) } else { 0.0 };
                return Some(self.answer(&foot, metres, azimuth, back));
            }
        }
        self.nearest_by_karney(p, frame.at, &hits)
    }

    fn nearest_by_euler(&self, p: V3, hits: &Hits) -> Option<(f64, Foot)> {
        let mut best: Option<(f64, Foot)> = None;
        for hit in hits.iter() {
            let foot = self.foot(hit.slot, hit.along, p);
            let metres = euler_m(p, foot.at);
            if best.as_ref().is_none_or(|(least, _)| metres < *least) {
                best = Some((metres, foot));
            }
        }
        best
    }

    /// Karney's algorithm on every hit that the error of the Euler chord leaves possible.
    fn nearest_by_karney(&self, p: LonLat, at: V3, hits: &Hits) -> Option<Nearest> {
        let mut feet: Vec<(f64, Foot)> = hits
            .iter()
            .map(|hit| {
                let foot = self.foot(hit.slot, hit.along, at);
                (euler_m(at, foot.at), foot)
            })
            .collect();
        feet.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.slot.cmp(&b.1.slot)));
        let (first_guess, first) = *feet.first()?;
        let mut best = self.refine(p, first);
        let known_error = best.inverse.metres - first_guess;
        let drift = drift(first_guess);
        let anchor = best.foot.at;
        for (guess, foot) in feet.into_iter().skip(1) {
            if guess - euler_error_m(guess) > best.inverse.metres {
                break;
            }
            let moved = norm(sub(foot.at, anchor)) + norm(sub(first.at, anchor));
            if guess + known_error - moved * drift > best.inverse.metres {
                continue;
            }
            let other = self.refine(p, foot);
            if other.inverse.metres < best.inverse.metres {
                best = other;
            }
        }
        Some(self.answer_exact(&best))
    }

    /// `back`: any vector from the foot that points towards the position.
    pub(super) fn answer(&self, foot: &Foot, metres: f64, azimuth_deg: f64, back: V3) -> Nearest {
        let [line, edge] = self.sources[foot.slot as usize];
        let (left, at_end) = self.side(foot, back);
        Nearest {
            metres,
            point: lonlat(foot.at),
            azimuth_deg,
            line: line as usize,
            edge: edge as usize,
            left,
            at_end,
        }
    }
}

/// A key that keeps near points near: the bits of the three coordinates, woven together.
fn morton(at: V3) -> u64 {
    let mut key = 0;
    let cells = at.map(|value| ((value + 6.4e6) / 12.8e6 * 1024.0).clamp(0.0, 1023.0) as u64);
    for bit in (0..10).rev() {
        for cell in cells {
            key = key << 1 | (cell >> bit & 1);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::{destination, distance_m};
    use proptest::prelude::*;

    fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn nearest(points: &[(f64, f64)], edges: EdgeKind, p: (f64, f64)) -> Option<Nearest> {
        BorderIndex::build(&[line(points)], edges).nearest(LonLat::new(p.0, p.1))
    }

    #[test]
    fn nothing_to_find() {
        assert_eq!(BorderIndex::build(&[], EdgeKind::LonLat).nearest(LonLat::new(0.0, 0.0)), None);
        assert_eq!(nearest(&[], EdgeKind::LonLat, (0.0, 0.0)), None);
        assert_eq!(nearest(&[(f64::NAN, 1.0)], EdgeKind::Geodesic, (0.0, 0.0)), None);
        for bad in [(f64::NAN, 0.0), (0.0, 91.0), (f64::INFINITY, 0.0)] {
            assert_eq!(nearest(&[(0.0, 0.0), (1.0, 1.0)], EdgeKind::LonLat, bad), None);
        }
    }

    #[test]
    fn one_point_is_the_distance_to_it() {
        for p in [(30.0, 50.0), (30.0, 50.01), (-150.0, -50.0), (-149.9, -50.1), (0.0, 90.0), (70.0, 3.0)] {
            let found = nearest(&[(30.0, 50.0)], EdgeKind::LonLat, p).unwrap();
            let metres = distance_m(LonLat::new(p.0, p.1), LonLat::new(30.0, 50.0));
            assert!((found.metres - metres).abs() < 1e-4, "{p:?} {} {metres}", found.metres);
        }
    }

    /// The parallel of 49 N is 111.229 km per degree away from 50 N; the geodesic between its ends runs 1.5 degrees north.
    #[test]
    fn kinds_of_edge_differ() {
        let ends = [(-123.0, 49.0), (-95.0, 49.0)];
        let on_map = nearest(&ends, EdgeKind::LonLat, (-109.0, 49.0)).unwrap();
        assert!(on_map.metres < 1e-3, "{}", on_map.metres);
        let shortest = nearest(&ends, EdgeKind::Geodesic, (-109.0, 49.0)).unwrap();
        assert!((80_000.0..100_000.0).contains(&shortest.metres), "{}", shortest.metres);
        assert!(shortest.azimuth_deg < 0.01 || shortest.azimuth_deg > 359.99);
    }

    #[test]
    fn sides_of_a_bent_line() {
        // North, then a sharp turn back south-east: an acute corner with its tip at 51 N.
        let points = [(30.0, 50.0), (30.0, 51.0), (30.2, 50.0)];
        for (p, left) in [
            ((29.9, 50.5), true),
            ((30.05, 50.5), false),
            ((30.3, 50.5), true),
            ((30.0, 51.2), true),
            ((29.0, 51.0), true),
            ((31.0, 51.1), true),
        ] {
            assert_eq!(nearest(&points, EdgeKind::LonLat, p).unwrap().left, left, "{p:?}");
        }
        assert!(nearest(&points, EdgeKind::LonLat, (30.0, 49.0)).unwrap().at_end);
        assert!(!nearest(&points, EdgeKind::LonLat, (30.0, 51.2)).unwrap().at_end);
    }

    #[test]
    fn across_the_antimeridian_and_over_the_pole() {
        let found = nearest(&[(179.9, 60.0), (179.9, 61.0)], EdgeKind::LonLat, (-179.9, 60.5)).unwrap();
        assert!((found.metres - 10_984.0).abs() < 100.0, "{}", found.metres);
        assert!(!found.left);
        let found = nearest(&[(0.0, 80.0), (180.0, 80.0)], EdgeKind::Geodesic, (45.0, 90.0)).unwrap();
        assert!(found.metres < 1e-6);
        let ring: Vec<(f64, f64)> = (0..=36).map(|i| (f64::from(i) * 10.0 - 180.0, 85.0)).collect();
        let found = nearest(&ring, EdgeKind::LonLat, (12.0, 90.0)).unwrap();
        assert!(found.left && (found.metres - 558_456.0).abs() < 200.0, "{found:?}");
    }

    /// A jagged line around a start point, and a position near or far from it.
    fn cases() -> impl Strategy<Value = (Vec<LonLat>, LonLat)> {
        let start = (-180.0..180.0, -85.0..85.0_f64);
        let steps = prop::collection::vec((0.0..360.0, 1.0..30_000.0_f64), 1..60);
        (start, steps, 0.0..360.0, 0.0..7.3_f64).prop_map(|((lon, lat), steps, azimuth, power)| {
            let mut at = LonLat::new(lon, lat);
            let mut line = vec![at];
            for (turn, metres) in steps {
                at = destination(at, turn, metres);
                line.push(at);
            }
            (line, destination(LonLat::new(lon, lat), azimuth, 10_f64.powf(power).min(1.9e7)))
        })
    }

    proptest! {
        #[test]
        fn tree_finds_what_a_scan_of_all_pieces_finds((line, p) in cases()) {
            let index = BorderIndex::build(&[line], EdgeKind::Geodesic);
            let found = index.nearest(p).unwrap();
            let mut least = f64::INFINITY;
            for leaf in 0..index.tree.leaves.len() {
                for i in 0..usize::from(index.tree.leaves[leaf].len) {
                    for share in 0..=16 {
                        let foot = index.place((leaf * FAN + i) as u32, f64::from(share) / 16.0);
                        least = least.min(distance_m(p, lonlat(foot.at)));
                    }
                }
            }
            // The scan stops every 125 m at most, so it may only find points farther away.
            prop_assert!(found.metres <= least + 1e-3, "{} {least}", found.metres);
            prop_assert!(found.metres + 130.0 >= least, "{} {least}", found.metres);
            prop_assert!((distance_m(p, found.point) - found.metres).abs() < 1e-3);
        }

        #[test]
        fn reversing_flips_the_side_only((line, p) in cases()) {
            let forth = BorderIndex::build(std::slice::from_ref(&line), EdgeKind::LonLat).nearest(p).unwrap();
            let back: Vec<LonLat> = line.into_iter().rev().collect();
            let back = BorderIndex::build(&[back], EdgeKind::LonLat).nearest(p).unwrap();
            prop_assert!((forth.metres - back.metres).abs() < 1e-4);
            // A line that crosses itself at the nearest point has no side there.
            if distance_m(forth.point, back.point) < 1e-3 && forth.metres > 1e-3 && !forth.at_end {
                prop_assert_ne!(forth.left, back.left);
            }
        }

        #[test]
        fn whole_turns_change_nothing((line, p) in cases(), turns in -2..3_i32) {
            let index = BorderIndex::build(&[line], EdgeKind::LonLat);
            let here = index.nearest(p).unwrap();
            let there = index.nearest(LonLat::new(p.lon + 360.0 * f64::from(turns), p.lat)).unwrap();
            prop_assert!((here.metres - there.metres).abs() < 1e-6);
            prop_assert!(here.metres >= 0.0 && (0.0..360.0).contains(&here.azimuth_deg));
        }

        #[test]
        fn any_numbers_do_not_panic(line in prop::collection::vec((any::<f64>(), any::<f64>()), 0..8),
                                    small in prop::collection::vec((-200.0..200.0, -95.0..95.0), 0..8),
                                    lon in -400.0..400.0, lat in -90.0..=90.0) {
            let lines: Vec<Vec<LonLat>> = [line, small].iter()
                .map(|points| points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()).collect();
            let index = BorderIndex::build(&lines, EdgeKind::LonLat);
            if let Some(found) = index.nearest(LonLat::new(lon, lat)) {
                prop_assert!(found.metres >= 0.0 && found.metres < 2.1e7);
            }
        }
    }
}
