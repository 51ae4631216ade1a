//! Cuts lines into pieces short enough to be searched as straight chords in three dimensions.

use super::LonLat;
use super::ecef::{V3, add, dot, ecef, gradient, norm, scale, sub};
use super::index::EdgeKind;
use super::point::{azimuth_deg, destination, distance_m};

/// Longest piece in metres: its chord then lies at most 8 cm below the surface.
const LONGEST_M: f64 = 2_000.0;
/// Furthest that a piece may bend sideways, metres. Below this, a parabola follows the edge within 0.1 mm.
const BEND_M: f64 = 0.1;
/// An edge is halved at most this often; a halving that still bends then is a circle around a pole, millimetres wide.
const DEPTH: u32 = 25;

/// Part of one edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Both ends, on the surface.
    pub ends: [V3; 2],
    /// Sideways offset of the edge from the chord at its middle, metres.
    pub bend: V3,
    /// Which line of the input.
    pub line: u32,
    /// Which edge of that line: from vertex `edge` to vertex `edge + 1`.
    pub edge: u32,
}

/// Pieces that follow one another without a gap.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// In the order of the line.
    pub pieces: Vec<Piece>,
    /// True when the last piece ends where the first begins.
    pub closed: bool,
}

/// All chains, and how far the farthest edge lies from its chords, in metres.
pub(super) fn cut(lines: &[Vec<LonLat>], kind: EdgeKind) -> (Vec<Chain>, f64) {
    let mut cutter = Cutter { kind, line: 0, edge: 0, slack: 0.0, chains: Vec::new(), current: Vec::new() };
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

struct Cutter {
    kind: EdgeKind,
    line: u32,
    edge: u32,
    slack: f64,
    chains: Vec<Chain>,
    current: Vec<Piece>,
}

impl Cutter {
    fn line(&mut self, line: &[LonLat]) {
        let first_chain = self.chains.len();
        let ring = line.len() > 2 && line.first() == line.last();
        let mut broken = false;
        for (number, pair) in line.windows(2).enumerate() {
            let &[a, b] = pair else { continue };
            if !a.is_valid() || !b.is_valid() || is_seam(a.normalised(), b.normalised()) {
                self.end_chain();
                broken = true;
                continue;
            }
            self.edge = number as u32;
            self.edge(a.normalised(), b.normalised());
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
        if !self.current.is_empty() {
            let pieces = std::mem::take(&mut self.current);
            self.chains.push(Chain { pieces, closed: false });
        }
    }

    /// Joins a ring's end with its start, so that every vertex knows both its neighbours.
    fn close(&mut self, first_chain: usize, broken: bool) {
        let Some(last) = self.chains.len().checked_sub(1).filter(|&last| last >= first_chain) else { return };
        if !broken {
            self.chains[last].closed = true;
            return;
        }
        let ends_meet = match (self.chains[first_chain].pieces.first(), self.chains[last].pieces.last()) {
            (Some(start), Some(end)) => norm(sub(start.ends[0], end.ends[1])) < 1e-6,
            _ => false,
        };
        if last > first_chain && ends_meet {
            let start = std::mem::take(&mut self.chains[first_chain].pieces);
            self.chains[last].pieces.extend(start);
            self.chains.remove(first_chain);
        }
    }

    /// A line of one point, or of one point repeated, is that point.
    fn lone_point(&mut self, line: &[LonLat]) {
        if let Some(point) = line.iter().find(|p| p.is_valid()) {
            let at = ecef(point.normalised());
            let piece = Piece { ends: [at, at], bend: [0.0; 3], line: self.line, edge: 0 };
            self.chains.push(Chain { pieces: vec![piece], closed: false });
        }
    }

    fn edge(&mut self, a: LonLat, b: LonLat) {
        // The short way round: a line from 170 E to 170 W crosses the antimeridian, not the whole Earth.
        let mut b = b;
        let east = b.lon - a.lon;
        if east > 180.0 {
            b.lon -= 360.0;
        } else if east < -180.0 {
            b.lon += 360.0;
        }
        if a == b {
            return;
        }
        let ends = [ecef(a), ecef(b)];
        match self.kind {
            EdgeKind::LonLat => self.straight_on_the_map(a, b, ends, 0),
            EdgeKind::Geodesic => self.geodesic(a, b, ends),
        }
    }

    fn push(&mut self, ends: [V3; 2], bend: V3) {
        // A vertex repeated to within a micrometre has no direction, and would spoil the side test.
        if norm(sub(ends[1], ends[0])) > 1e-6 {
            self.current.push(Piece { ends, bend, line: self.line, edge: self.edge });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn pieces(points: &[(f64, f64)]) -> Vec<usize> {
        cut(&[line(points)], EdgeKind::LonLat).0.iter().map(|chain| chain.pieces.len()).collect()
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

    #[test]
    fn a_ring_cut_by_a_seam_is_one_chain() {
        let ring = [(179.9, 60.0), (180.0, 60.0), (180.0, 60.01), (179.9, 60.01), (179.9, 60.0)];
        let (chains, _) = cut(&[line(&ring)], EdgeKind::LonLat);
        assert_eq!(chains.len(), 1);
        assert!(!chains[0].closed);
        assert_eq!(chains[0].pieces[0].edge, 2);
    }

    #[test]
    fn pieces_are_short_and_flat() {
        for kind in [EdgeKind::LonLat, EdgeKind::Geodesic] {
            let (chains, slack) = cut(&[line(&[(-123.0, 49.0), (-95.0, 60.0), (10.0, 89.9)])], kind);
            assert!(slack < 0.2, "{slack}");
            for piece in &chains[0].pieces {
                assert!(norm(sub(piece.ends[1], piece.ends[0])) <= LONGEST_M + 1e-6);
                assert!(norm(piece.bend) <= BEND_M);
            }
        }
    }
}
