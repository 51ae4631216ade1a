//! The edge of all that lies within some distance of lines: the union of the capsules around their edges, without a
//! general overlay of polygons.
//!
//! The edge is made of lines beside the edges and of arcs around the vertices. Of each, what another capsule holds is
//! taken away, and what is left is chained end to start. A chain that does not close is no answer: the caller has a
//! slower way then.

mod arcs;
mod crowd;
mod edge;
mod grid;

use std::collections::BTreeMap;

pub use edge::Edge;

use super::geom::{Pt, pt};
use arcs::{around, grid, nodes};
use crowd::Crowd;

/// Pieces shorter than this are dropped, in metres.
const CRUMB: f64 = 0.01;
/// Ends meet that lie no farther apart, in metres.
const MEET: f64 = 0.5;

/// Takes a stretch away from some that are left.
fn without(left: &mut Vec<(f64, f64)>, (from, to): (f64, f64)) {
    if left.iter().all(|l| to <= l.0 || from >= l.1) {
        return;
    }
    let parts = left.iter().flat_map(|l| [(l.0, l.1.min(from)), (l.0.max(to), l.1)]);
    *left = parts.filter(|p| p.0 < p.1).collect();
}

/// The lines on both sides of an edge that no other capsule holds.
fn beside(crowd: &mut Crowd, i: usize, out: &mut Vec<Vec<Pt>>) {
    let edge = crowd.edges[i];
    let long = edge.a.distance(edge.b);
    let d = pt((edge.b.x - edge.a.x) / long, (edge.b.y - edge.a.y) / long);
    // The inside lies to the right of the way.
    for (from, along) in [(edge.a, d), (edge.b, pt(-d.x, -d.y))] {
        let from = pt(from.x - along.y * edge.wide, from.y + along.x * edge.wide);
        let at = |t: f64| pt(from.x + along.x * t, from.y + along.y * t);
        let mut left = vec![(0.0, long)];
        crowd.take((at(long / 2.0), long / 2.0), &mut left, |j, other, left| {
            if j != i
                && let Some(held) = other.stretch(from, along)
            {
                without(left, held);
            }
        });
        out.extend(left.iter().filter(|l| l.1 - l.0 > CRUMB).map(|l| vec![at(l.0), at(l.1)]));
    }
}

/// The rings that pieces make when each end is tied to the nearest start; none if an end is left over.
fn chained(pieces: &[Vec<Pt>]) -> Option<Vec<Vec<Pt>>> {
    let cell = |p: Pt| ((p.x / MEET).floor() as i64, (p.y / MEET).floor() as i64);
    let mut starts: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (i, piece) in pieces.iter().enumerate() {
        starts.entry(cell(*piece.first()?)).or_default().push(i);
    }
    let mut ties: Vec<(f64, usize, usize)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let end = *piece.last()?;
        let (x, y) = cell(end);
        for near in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy))) {
            for &j in starts.get(&near).into_iter().flatten() {
                let off = end.distance(pieces[j][0]);
                if off <= MEET {
                    ties.push((off, i, j));
                }
            }
        }
    }
    ties.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut next: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut tied = vec![false; pieces.len()];
    for (_, i, j) in ties {
        if next[i].is_none() && !tied[j] {
            next[i] = Some(j);
            tied[j] = true;
        }
    }
    let next: Vec<usize> = next.into_iter().collect::<Option<_>>()?;
    let mut used = vec![false; pieces.len()];
    let mut rings = Vec::new();
    for first in 0..pieces.len() {
        let mut ring: Vec<Pt> = Vec::new();
        let mut i = first;
        while !used[i] {
            used[i] = true;
            ring.extend(&pieces[i][..pieces[i].len() - 1]);
            i = next[i];
        }
        if ring.len() > 2 {
            ring.push(ring[0]);
            rings.push(ring);
        }
    }
    Some(rings)
}

/// The edge of all that lies around some edges, and which of them make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Closed rings for the even-odd rule.
    pub rings: Vec<Vec<Pt>>,
    /// For each edge, whether something of its lines or of the arcs at its ends is left. What is left of no edge at one
    /// width is left of none at any larger one: the nearest way to a point leads over all nearer ones.
    pub makers: Vec<bool>,
}

/// The edge of all that lies within their half widths of some edges; arcs are cut into chords of at most `angle`. None
/// where rounding leaves the rings open.
#[must_use]
pub fn outline(edges: &[Edge], angle: f64) -> Option<Outline> {
    let mut seen: BTreeMap<[u64; 4], usize> = BTreeMap::new();
    let mut kept: Vec<Edge> = Vec::with_capacity(edges.len());
    let mut place: Vec<Option<usize>> = Vec::with_capacity(edges.len());
    for edge in edges {
        if edge.wide <= 0.0 || edge.a.distance(edge.b) <= CRUMB {
            place.push(None);
            continue;
        }
        // An edge that is there twice, in whatever direction, would hide its own other half.
        let [a, b] = [edge.a, edge.b].map(|p| [p.x.to_bits(), p.y.to_bits()]);
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let at = *seen.entry([low[0], low[1], high[0], high[1]]).or_insert(kept.len());
        place.push(Some(at));
        match kept.get_mut(at) {
            Some(twin) => twin.wide = twin.wide.max(edge.wide),
            None => kept.push(*edge),
        }
    }
    let nodes = nodes(&kept);
    let grid = grid(&nodes);
    let mut makes = vec![false; kept.len()];
    let mut crowd = Crowd::new(kept);
    let mut pieces: Vec<Vec<Pt>> = Vec::new();
    for (i, makes) in makes.iter_mut().enumerate() {
        let before = pieces.len();
        beside(&mut crowd, i, &mut pieces);
        *makes = pieces.len() > before;
    }
    for (k, node) in nodes.iter().enumerate() {
        let before = pieces.len();
        around(&mut crowd, (&nodes, &grid, k), angle, &mut pieces);
        if pieces.len() > before {
            for edge in &node.edges {
                makes[*edge] = true;
            }
        }
    }
    let makers = place.into_iter().map(|at| at.is_some_and(|at| makes[at])).collect();
    chained(&pieces).map(|rings| Outline { rings, makers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::{distance_to_segment, inside};
    use proptest::prelude::*;

    fn edges(line: &[Pt], wide: f64) -> Vec<Edge> {
        line.windows(2).map(|w| Edge { a: w[0], b: w[1], wide }).collect()
    }

    /// A capsule of length 10,000 and half width 1,000 has 2 x 10^7 + pi 10^6 square metres.
    #[test]
    fn one_edge_makes_a_capsule() {
        let rings = outline(&edges(&[pt(0.0, 0.0), pt(6000.0, 8000.0)], 1000.0), 0.02).unwrap().rings;
        assert_eq!(rings.len(), 1);
        let twice: f64 = rings[0].windows(2).map(|w| w[0].x * w[1].y - w[1].x * w[0].y).sum();
        assert!((twice.abs() / 2.0 - (2e7 + std::f64::consts::PI * 1e6)).abs() < 500.0, "{twice}");
        assert!(outline(&[], 0.1).unwrap().rings.is_empty());
    }

    #[test]
    fn a_closed_line_has_a_hole() {
        let square = [pt(0.0, 0.0), pt(9e4, 0.0), pt(9e4, 9e4), pt(0.0, 9e4), pt(0.0, 0.0)];
        let rings = outline(&edges(&square, 1e4), 0.05).unwrap().rings;
        assert_eq!(rings.len(), 2);
        assert!(!inside(pt(4.5e4, 4.5e4), &rings) && inside(pt(9e4, 5e4), &rings));
        // The same edge there and back is one edge.
        let twice = [edges(&square, 1e4), edges(&[square[1], square[0]], 1e4)].concat();
        assert_eq!(outline(&twice, 0.05).unwrap().rings, rings);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        /// Every position is held by the rings just if it lies within the half width of some edge, but for the room that
        /// chords leave; whatever the line does: turns back, crosses itself, changes its width.
        #[test]
        fn the_rings_hold_what_is_near(
            steps in prop::collection::vec((-3000.0..3000.0_f64, -3000.0..3000.0_f64), 1..60),
            wide in prop::sample::select(vec![300.0, 2000.0, 12_000.0]),
            wider in prop::sample::select(vec![1.0, 1.0, 1.003]),
            probes in prop::collection::vec((-1.5..1.5_f64, -1.5..1.5_f64, 0usize..1000), 40),
        ) {
            let mut at = pt(0.0, 0.0);
            let line: Vec<Pt> = steps.iter().map(|(x, y)| { at = pt(at.x + x, at.y + y); at }).collect();
            let mut all = edges(&line, wide);
            for edge in all.iter_mut().skip(7) {
                edge.wide *= wider;
            }
            let angle = 0.05;
            let rings = outline(&all, angle);
            prop_assert!(rings.is_some(), "open");
            let rings = rings.unwrap().rings;
            let chord = wide * wider * (1.0 - libm::cos(angle / 2.0)) + 0.6;
            for (x, y, i) in probes {
                let home = line[i % line.len()];
                let p = pt(home.x + x * wide, home.y + y * wide);
                let depth = all.iter().map(|e| e.wide - distance_to_segment(p, e.a, e.b)).fold(f64::MIN, f64::max);
                if depth > chord || depth < -0.6 {
                    prop_assert_eq!(inside(p, &rings), depth > 0.0, "{:?} {}", p, depth);
                }
            }
        }
    }
}
