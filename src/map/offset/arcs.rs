//! Arcs around vertices, and what capsules leave of them.

use std::collections::BTreeMap;

use super::crowd::Crowd;
use super::edge::Edge;
use super::grid::Grid;
use super::{CRUMB, without};
use crate::map::geom::{Pt, distance_to_segment, pt};

/// A vertex with the widest capsule and the edges that meet in it.
pub(super) struct Node {
    at: Pt,
    wide: f64,
    pub edges: Vec<usize>,
}

/// The grid of some vertices, for [`around`].
pub(super) fn grid(nodes: &[Node]) -> Grid {
    let widest = nodes.iter().map(|n| n.wide).fold(0.0, f64::max);
    let points: Vec<Pt> = nodes.iter().map(|n| n.at).collect();
    Grid::new(&points, widest / 3.0)
}

pub(super) fn nodes(edges: &[Edge]) -> Vec<Node> {
    let mut all: BTreeMap<(u64, u64), Node> = BTreeMap::new();
    for (i, edge) in edges.iter().enumerate() {
        for at in [edge.a, edge.b] {
            let key = (at.x.to_bits(), at.y.to_bits());
            let node = all.entry(key).or_insert_with(|| Node { at, wide: 0.0, edges: Vec::new() });
            node.wide = node.wide.max(edge.wide);
            node.edges.push(i);
        }
    }
    let mut all: Vec<Node> = all.into_values().collect();
    all.sort_by_key(|n| n.edges.first().copied());
    all
}

/// Arcs are cut into parts no wider than this.
const WIDEST: f64 = 2.2;

/// What the discs of the vertices around leave of an arc of less than half a turn between two angles, anticlockwise;
/// none if they hold it all, as they mostly do. Only a disc that holds one end of the arc is looked at.
fn beyond_neighbours((nodes, grid): (&[Node], &Grid), k: usize, arc: (f64, f64)) -> Option<(f64, f64)> {
    use std::f64::consts::TAU;
    let unit = |t: f64| {
        let (sin, cos) = libm::sincos(t);
        pt(cos, sin)
    };
    let (mut from, mut to) = (unit(arc.0), unit(arc.1));
    let mut cut = [false; 2];
    let (c, r) = (nodes[k].at, nodes[k].wide);
    // A disc holds of the arc the more, the nearer its vertex lies to the arc's middle.
    let sum = pt(from.x + to.x, from.y + to.y);
    let long = libm::hypot(sum.x, sum.y);
    let middle = if long > 1e-6 { pt(c.x + r * sum.x / long, c.y + r * sum.y / long) } else { c };
    for other in grid.around(middle, r) {
        let other = &nodes[other];
        let d = pt(other.at.x - c.x, other.at.y - c.y);
        let far2 = d.x * d.x + d.y * d.y;
        // A direction u is held where u * d is more than this.
        let least = (r * r + far2 - other.wide * other.wide) / (2.0 * r);
        if least < 0.0 || least * least >= far2 || far2 < CRUMB * CRUMB {
            continue;
        }
        let held = |u: Pt| u.x * d.x + u.y * d.y > least;
        let turned = |side: f64| {
            let far = far2.sqrt();
            let (cos, sin) = (least / far, side * (1.0 - least * least / far2).sqrt());
            pt((d.x * cos - d.y * sin) / far, (d.x * sin + d.y * cos) / far)
        };
        match (held(from), held(to)) {
            (true, true) => return None,
            (true, false) => (from, cut[0]) = (turned(1.0), true),
            (false, true) => (to, cut[1]) = (turned(-1.0), true),
            (false, false) => {}
        }
    }
    // An end that no disc took away stays what it was to the last bit, so that parts of one arc meet.
    let angle = |u: Pt| arc.0 + (libm::atan2(u.y, u.x) - arc.0).rem_euclid(TAU);
    let from = if cut[0] { angle(from) } else { arc.0 };
    let to = if cut[1] { angle(to) } else { arc.1 };
    (to > from).then_some((from, to))
}

/// The arcs around a vertex that no capsule holds, each cut into chords of at most `angle`.
pub(super) fn around(
    crowd: &mut Crowd,
    (nodes, grid, k): (&[Node], &Grid, usize),
    angle: f64,
    out: &mut Vec<Vec<Pt>>,
) {
    use std::f64::consts::{FRAC_PI_2, PI, TAU};
    let node = &nodes[k];
    let (c, r) = (node.at, node.wide);
    let mut left = vec![(0.0, TAU)];
    // An edge of the same width that ends here holds the half of the circle on its side.
    for i in &node.edges {
        let edge = &crowd.edges[*i];
        let other = if edge.a == c { edge.b } else { edge.a };
        if edge.wide >= r && c.distance(other) > 1e-9 {
            let half = half_held(libm::atan2(other.y - c.y, other.x - c.x), FRAC_PI_2);
            for held in half {
                without(&mut left, held);
            }
        }
    }
    if left.is_empty() {
        return;
    }
    let mut free: Vec<(f64, f64)> = Vec::new();
    for (from, to) in joined(left) {
        // Discs are taken away from arcs of less than half a turn.
        let parts = ((to - from) / WIDEST).ceil().max(1.0);
        for i in 0..parts as u32 {
            let at = |i: u32| from + (to - from) * f64::from(i) / parts;
            let Some(rest) = beyond_neighbours((nodes, grid), k, (at(i), at(i + 1))) else { continue };
            let arc = Arc::new(node, rest);
            let (whole, mut left) = ((arc.mid, arc.reach), vec![arc]);
            crowd.take(whole, &mut left, |j, other, left| {
                // Of an edge that ends here and is as wide, all that it holds of the circle is that half.
                if other.wide < r || !node.edges.contains(&j) {
                    for i in (0..left.len()).rev() {
                        left[i].cut(other, node).into_iter().for_each(|parts| {
                            left.splice(i..=i, parts);
                        });
                    }
                }
            });
            free.extend(left.into_iter().map(|arc| (arc.from, arc.to)));
        }
    }
    for (from, to) in joined(free) {
        let n = ((to - from) / angle).ceil().clamp(1.0, 4.0 * PI / angle + 1.0);
        if (to - from) * r > CRUMB {
            // Clockwise, for the inside lies to the right.
            out.push((0..=n as usize).map(|k| on_circle(node, to - (to - from) * k as f64 / n)).collect());
        }
    }
}

/// A part of the circle around a vertex.
struct Arc {
    from: f64,
    to: f64,
    ends: [Pt; 2],
    mid: Pt,
    /// No point of it lies farther from `mid`.
    reach: f64,
}

impl Arc {
    fn new(node: &Node, (from, to): (f64, f64)) -> Self {
        let half = ((to - from) / 2.0).min(std::f64::consts::PI);
        let ends = [on_circle(node, from), on_circle(node, to)];
        Self { from, to, ends, mid: on_circle(node, f64::midpoint(from, to)), reach: node.wide * half }
    }

    /// What a capsule leaves of it; none where that is all.
    fn cut(&self, edge: &Edge, node: &Node) -> Option<Vec<Self>> {
        use std::f64::consts::TAU;
        // What a short arc lies beside or within needs no crossing points.
        let off = distance_to_segment(self.mid, edge.a, edge.b) - edge.wide;
        if off >= self.reach {
            return None;
        }
        if off < -self.reach {
            return Some(Vec::new());
        }
        // A disc of about this size holds either nothing of the arc, or its middle or an end, unless it is nearly two widths
        // away: all that a nearer one holds is longer than half of the arc.
        let near = |p: Pt| p.distance(node.at) < 1.85 * edge.wide;
        let alike = edge.wide > 0.98 * node.wide && edge.wide < 1.02 * node.wide;
        let ends_free = || !self.ends.iter().any(|p| edge.holds(*p));
        if off >= 0.0 && alike && self.reach < 0.5 * node.wide && near(edge.a) && near(edge.b) && ends_free()
        {
            return None;
        }
        let (from, to) = (self.from, self.to);
        let crossings = edge.crossings(node.at, node.wide).into_iter();
        let turned = crossings.map(|a| a - TAU * ((a - from) / TAU).floor());
        let mut cuts: Vec<f64> = turned.filter(|a| *a > from && *a < to).chain([from, to]).collect();
        cuts.sort_by(f64::total_cmp);
        let parts = cuts.windows(2).map(|w| (w[0], w[1]));
        let free = |(s, e): &(f64, f64)| e > s && !edge.holds(on_circle(node, f64::midpoint(*s, *e)));
        Some(parts.filter(free).map(|part| Self::new(node, part)).collect())
    }
}

/// The point of the circle around a vertex at an angle.
fn on_circle(node: &Node, angle: f64) -> Pt {
    let (sin, cos) = libm::sincos(angle);
    pt(node.at.x + node.wide * cos, node.at.y + node.wide * sin)
}

/// The angles within `half` of a direction, within a full turn from zero.
fn half_held(towards: f64, half: f64) -> Vec<(f64, f64)> {
    use std::f64::consts::TAU;
    let from = (towards - half).rem_euclid(TAU);
    let to = from + 2.0 * half;
    if to > TAU { vec![(from, TAU), (0.0, to - TAU)] } else { vec![(from, to)] }
}

/// Stretches of angles that follow each other as one, over the start of the turn too.
fn joined(left: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    use std::f64::consts::TAU;
    let mut out: Vec<(f64, f64)> = Vec::new();
    for (from, to) in left {
        match out.last_mut() {
            Some(last) if from - last.1 < 1e-12 => last.1 = to,
            _ => out.push((from, to)),
        }
    }
    if out.len() > 1
        && let (Some(first), Some(last)) = (out.first().copied(), out.last().copied())
        && first.0 <= 0.0
        && last.1 >= TAU
    {
        out.pop();
        out[0] = (last.0 - TAU, first.1);
    }
    out
}
