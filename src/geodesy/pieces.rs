//! Cuts lines into pieces short enough to be searched as straight chords in three dimensions.

use super::LonLat;
use super::ecef::{E2, Frame, V3, add, dot, ecef, gradient, norm, scale, sub};
use super::index::EdgeKind;
use super::point::{azimuth_deg, destination, distance_m};

/// Longest piece in metres: its chord then lies at most 8 cm below the surface.
const LONGEST_M: f64 = 2_000.0;
/// Furthest that a piece may bend sideways, metres. Below this, a parabola follows the edge within 0.1 mm.
const BEND_M: f64 = 0.1;
/// An edge is halved at most this often; a halving that still bends then is a circle around a pole, millimetres wide.
const DEPTH: u32 = 25;

/// Edges up to this long, metres, and not near a pole: their bend is worked out from the second derivative at one end, within two
/// micrometres of what the middle itself gives, at a third of the time.
const SHORT_M: f64 = 400.0;
/// Latitude in degrees up to which that holds.
const SHORT_LAT: f64 = 70.0;

/// Pieces that follow one another without a gap: each goes from one vertex to the next.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// On the surface, one more than pieces.
    pub vertices: Vec<V3>,
    /// Sideways offset of each piece's edge from the chord at its middle, metres.
    pub bends: Vec<[f32; 3]>,
    /// For each piece, which line of the input, and which edge of that line: from vertex `edge` to vertex `edge + 1`.
    pub sources: Vec<[u32; 2]>,
    /// True when the last piece ends where the first begins.
    pub closed: bool,
}

impl Chain {
    fn with_room(pieces: usize) -> Self {
        Self {
            vertices: Vec::with_capacity(pieces + 1),
            bends: Vec::with_capacity(pieces),
            sources: Vec::with_capacity(pieces),
            closed: false,
        }
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.vertices.len().saturating_sub(1)
    }

    fn push(&mut self, ends: [V3; 2], bend: [f32; 3], source: [u32; 2]) {
        if self.vertices.is_empty() {
            self.vertices.push(ends[0]);
        }
        self.vertices.push(ends[1]);
        self.bends.push(bend);
        self.sources.push(source);
    }

    fn append(&mut self, next: &Self) {
        self.vertices.extend(next.vertices.iter().skip(1));
        self.bends.extend(&next.bends);
        self.sources.extend(&next.sources);
    }
}

/// All chains, and how far the farthest edge lies from its chords, in metres.
pub(super) fn cut(lines: &[Vec<LonLat>], kind: EdgeKind) -> (Vec<Chain>, f64) {
    let mut cutter =
        Cutter { kind, line: 0, edge: 0, slack: 0.0, chains: Vec::new(), current: Chain::default() };
    for (number, line) in lines.iter().enumerate() {
        cutter.line = number as u32;
        cutter.line(line);
    }
    // A tenth for what the three points looked at may miss; a micrometre for rounding.
    (cutter.chains, cutter.slack * 1.1 + 1e-6)
}

/// True for an edge that is only there because the map was cut: along the antimeridian, or "along" a pole.
fn is_seam(a: LonLat, b: LonLat) -> bool {
    (a.lon.abs() >= 180.0 && b.lon.abs() >= 180.0) || (a.lat.abs() >= 90.0 && b.lat.abs() >= 90.0)
}

/// A vertex of the input with its directions.
#[derive(Clone, Copy)]
struct Vertex {
    p: LonLat,
    frame: Frame,
}

struct Cutter {
    kind: EdgeKind,
    line: u32,
    edge: u32,
    slack: f64,
    chains: Vec<Chain>,
    current: Chain,
}

impl Cutter {
    fn line(&mut self, line: &[LonLat]) {
        let first_chain = self.chains.len();
        let ring = line.len() > 2 && line.first() == line.last();
        let mut broken = false;
        self.current = Chain::with_room(line.len());
        let mut before: Option<Vertex> = None;
        for (number, &p) in line.iter().enumerate() {
            let here = p.is_valid().then(|| p.normalised()).map(|p| Vertex { p, frame: Frame::at(p) });
            if number > 0 {
                match (before, here) {
                    (Some(a), Some(b)) if !is_seam(a.p, b.p) => {
                        self.edge = number as u32 - 1;
                        self.edge(a, b);
                    }
                    _ => {
                        self.end_chain();
                        broken = true;
                    }
                }
            }
            before = here;
        }
        self.end_chain();
        if ring {
            self.close(first_chain, broken);
        }
        if self.chains.len() == first_chain && !broken {
            self.lone_point(line);
        }
    }

    fn end_chain(&mut self) {
        if self.current.len() > 0 {
            let mut chain = std::mem::take(&mut self.current);
            chain.vertices.shrink_to_fit();
            chain.bends.shrink_to_fit();
            chain.sources.shrink_to_fit();
            self.chains.push(chain);
        }
    }

    /// Joins a ring's end with its start, so that every vertex knows both its neighbours.
    fn close(&mut self, first_chain: usize, broken: bool) {
        let Some(last) = self.chains.len().checked_sub(1).filter(|&last| last >= first_chain) else { return };
        if !broken {
            self.chains[last].closed = true;
            return;
        }
        let ends_meet = match (self.chains[first_chain].vertices.first(), self.chains[last].vertices.last()) {
            (Some(&start), Some(&end)) => norm(sub(start, end)) < 1e-6,
            _ => false,
        };
        if last > first_chain && ends_meet {
            let start = std::mem::take(&mut self.chains[first_chain]);
            self.chains[last].append(&start);
            self.chains.remove(first_chain);
        }
    }

    /// A line of one point, or of one point repeated, is that point.
    fn lone_point(&mut self, line: &[LonLat]) {
        if let Some(point) = line.iter().find(|p| p.is_valid()) {
            let at = ecef(point.normalised());
            let mut chain = Chain::default();
            chain.push([at, at], [0.0; 3], [self.line, 0]);
            self.chains.push(chain);
        }
    }

    fn edge(&mut self, a: Vertex, b: Vertex) {
        let (frame, ends) = (a.frame, [a.frame.at, b.frame.at]);
        let (a, mut b) = (a.p, b.p);
        // The short way round: a line from 170 E to 170 W crosses the antimeridian, not the whole Earth.
        let east = b.lon - a.lon;
        if east > 180.0 {
            b.lon -= 360.0;
        } else if east < -180.0 {
            b.lon += 360.0;
        }
        if a == b {
            return;
        }
        let chord = sub(ends[1], ends[0]);
        match self.kind {
            EdgeKind::LonLat if dot(chord, chord) <= SHORT_M * SHORT_M && a.lat.abs() <= SHORT_LAT => {
                let (bend, sagitta) = bend_of(&frame, b.lon - a.lon, b.lat - a.lat);
                self.slack = self.slack.max(norm(bend) + sagitta);
                self.push(ends, bend);
            }
            EdgeKind::LonLat => self.straight_on_the_map(a, b, ends, 0),
            EdgeKind::Geodesic => self.geodesic(a, b, ends),
        }
    }

    fn push(&mut self, ends: [V3; 2], bend: V3) {
        // A vertex repeated to within a micrometre has no direction, and would spoil the side test.
        let chord = sub(ends[1], ends[0]);
        if dot(chord, chord) > 1e-12 {
            self.current.push(ends, bend.map(|value| value as f32), [self.line, self.edge]);
        }
    }

    /// Halves an edge of constant slope in longitude and latitude until its parts are short and flat.
    fn straight_on_the_map(&mut self, a: LonLat, b: LonLat, ends: [V3; 2], depth: u32) {
        let middle = LonLat::new(0.5 * (a.lon + b.lon), 0.5 * (a.lat + b.lat));
        let real = ecef(middle);
        let chord = sub(ends[1], ends[0]);
        let off = sub(real, add(ends[0], scale(chord, 0.5)));
        let up = gradient(real);
        let bend = sub(off, scale(up, dot(off, up) / dot(up, up)));
        let flat = norm(bend) <= BEND_M && dot(chord, chord) <= LONGEST_M * LONGEST_M;
        if flat || depth >= DEPTH {
            self.slack = self.slack.max(norm(off));
            self.push(ends, bend);
        } else {
            self.straight_on_the_map(a, middle, [ends[0], real], depth + 1);
            self.straight_on_the_map(middle, b, [real, ends[1]], depth + 1);
        }
    }

    fn geodesic(&mut self, a: LonLat, b: LonLat, ends: [V3; 2]) {
        let chord = norm(sub(ends[1], ends[0]));
        let sagitta = |length: f64| length * length / (8.0 * 6_335_000.0);
        if chord <= LONGEST_M {
            self.slack = self.slack.max(sagitta(chord));
            self.push(ends, [0.0; 3]);
            return;
        }
        let metres = distance_m(a, b);
        let azimuth = azimuth_deg(a, b);
        let parts = (metres / LONGEST_M).ceil();
        self.slack = self.slack.max(sagitta(metres / parts));
        let mut from = ends[0];
        for part in 1..=parts as u32 {
            let share = f64::from(part) / parts;
            let to = if share < 1.0 { ecef(destination(a, azimuth, metres * share)) } else { ends[1] };
            self.push([from, to], [0.0; 3]);
            from = to;
        }
    }
}

/// How far an edge of constant slope in longitude and latitude lies from the middle of its chord: along the ground, and how deep
/// below it the chord lies. `frame` is that of the edge's start; degrees east and north to its end.
///
/// An eighth of the second derivative of the position along the edge, with r the distance from the axis and M the radius of the
/// meridian: to the north r sin(lat) dlon² + M' dlat², to the east -2 M sin(lat) dlon dlat, downwards r cos(lat) dlon² + M dlat².
fn bend_of(frame: &Frame, east_deg: f64, north_deg: f64) -> (V3, f64) {
    let (dlon, dlat) = (east_deg.to_radians(), north_deg.to_radians());
    let Frame { at, east, north } = frame;
    let cos_lat = north[2];
    let sin_lat = north[1] * east[0] - north[0] * east[1];
    let from_axis = at[0] * east[1] - at[1] * east[0];
    let squash = 1.0 - E2 * sin_lat * sin_lat;
    let meridian = from_axis / cos_lat * (1.0 - E2) / squash;
    let growth = 3.0 * meridian * E2 * sin_lat * cos_lat / squash;
    let to_north = -0.125 * (from_axis * sin_lat * dlon * dlon + growth * dlat * dlat);
    let to_east = 0.25 * meridian * sin_lat * dlon * dlat;
    let depth = 0.125 * (from_axis * cos_lat * dlon * dlon + meridian * dlat * dlat);
    (add(scale(*north, to_north), scale(*east, to_east)), depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn pieces(points: &[(f64, f64)]) -> Vec<usize> {
        cut(&[line(points)], EdgeKind::LonLat).0.iter().map(Chain::len).collect()
    }

    #[test]
    fn odd_lines() {
        for (why, points, expected) in [
            ("empty", &[][..], &[][..]),
            ("one point", &[(30.0, 50.0)], &[1]),
            ("one point twice", &[(30.0, 50.0), (30.0, 50.0)], &[1]),
            ("a repeated vertex", &[(30.0, 50.0), (30.0, 50.0), (30.001, 50.0)], &[1]),
            ("no number", &[(30.0, f64::NAN)], &[]),
            ("a hole in the line", &[(30.0, 50.0), (f64::NAN, 50.0), (30.001, 50.0)], &[]),
            ("seam", &[(180.0, 60.0), (180.0, 61.0)], &[]),
            ("along a pole", &[(-180.0, -90.0), (180.0, -90.0)], &[]),
            ("the short way", &[(179.999, 60.0), (-179.999, 60.0)], &[1]),
        ] {
            let expected: &[usize] = expected;
            assert_eq!(pieces(points), expected, "{why}");
        }
    }

    /// Against the middle of the edge itself, in all directions.
    #[test]
    fn bends_of_short_edges() {
        for lat in [-69.9, -30.0, 0.0, 20.0, 50.0, 69.9] {
            for turn in 0..16 {
                let a = LonLat::new(31.7, lat);
                let b = destination(a, f64::from(turn) * 22.5, 399.0);
                let middle = ecef(LonLat::new(f64::midpoint(a.lon, b.lon), f64::midpoint(a.lat, b.lat)));
                let off = sub(middle, scale(add(ecef(a), ecef(b)), 0.5));
                let up = gradient(middle);
                let level = sub(off, scale(up, dot(off, up) / dot(up, up)));
                let (bend, depth) = bend_of(&Frame::at(a), b.lon - a.lon, b.lat - a.lat);
                assert!(norm(sub(bend, level)) < 2e-6, "{lat} {turn}: {bend:?} {level:?}");
                assert!((depth - dot(off, up) / norm(up)).abs() < 2e-6, "{lat} {turn}: {depth}");
            }
        }
    }

    #[test]
    fn a_ring_cut_by_a_seam_is_one_chain() {
        let ring = [(179.9, 60.0), (180.0, 60.0), (180.0, 60.01), (179.9, 60.01), (179.9, 60.0)];
        let (chains, _) = cut(&[line(&ring)], EdgeKind::LonLat);
        assert_eq!(chains.len(), 1);
        assert!(!chains[0].closed);
        assert_eq!(chains[0].sources[0][1], 2);
    }

    #[test]
    fn pieces_are_short_and_flat() {
        for kind in [EdgeKind::LonLat, EdgeKind::Geodesic] {
            let (chains, slack) = cut(&[line(&[(-123.0, 49.0), (-95.0, 60.0), (10.0, 89.9)])], kind);
            assert!(slack < 0.2, "{slack}");
            for (ends, bend) in chains[0].vertices.windows(2).zip(&chains[0].bends) {
                assert!(norm(sub(ends[1], ends[0])) <= LONGEST_M + 1e-6);
                assert!(norm(bend.map(f64::from)) <= BEND_M + 1e-6);
            }
        }
    }
}
