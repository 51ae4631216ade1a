//! The edge of all that lies within some distance of lines: the union of the capsules around their edges, without a
//! general overlay of polygons.
//!
//! The edge is made of lines beside the edges and of arcs around the vertices. Of each, what another capsule holds is
//! taken away, and what is left is chained end to start. A chain that does not close is no answer: the caller has a
//! slower way then.

use std::collections::BTreeMap;

use super::geom::{Pt, distance_to_segment, pt};

/// Pieces shorter than this are dropped, in metres.
const CRUMB: f64 = 0.01;
/// Ends meet that lie no farther apart, in metres.
const MEET: f64 = 0.5;
/// Edges of one group, which is passed over as a whole when it lies too far off.
const GROUP: usize = 12;
/// Vertices on either side of one whose discs are looked at first.
const NEIGHBOURS: usize = 48;
/// Edges that are asked first.
const RECENT: usize = 6;

/// A straight edge and the half width of its capsule, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Start.
    pub a: Pt,
    /// End.
    pub b: Pt,
    /// Half width.
    pub wide: f64,
}

impl Edge {
    fn bounds(&self) -> Bounds {
        Bounds {
            x0: self.a.x.min(self.b.x),
            y0: self.a.y.min(self.b.y),
            x1: self.a.x.max(self.b.x),
            y1: self.a.y.max(self.b.y),
        }
    }

    fn holds(&self, p: Pt) -> bool {
        distance_to_segment(p, self.a, self.b) < self.wide
    }

    /// The part of the line `from` + t `along` (a unit vector) that lies within the capsule; one stretch, as it is convex.
    fn stretch(&self, from: Pt, along: Pt) -> Option<(f64, f64)> {
        let disc = |c: Pt| {
            let (x, y) = (c.x - from.x, c.y - from.y);
            let (t, off) = (x * along.x + y * along.y, x * along.y - y * along.x);
            let room = self.wide * self.wide - off * off;
            (room > 0.0).then(|| (t - room.sqrt(), t + room.sqrt()))
        };
        let joined = |p: Option<(f64, f64)>, q: Option<(f64, f64)>| match (p, q) {
            (Some(p), Some(q)) => Some((p.0.min(q.0), p.1.max(q.1))),
            (p, q) => p.or(q),
        };
        joined(joined(disc(self.a), disc(self.b)), self.between(from, along))
    }

    /// The same for the part of the capsule between its two discs.
    fn between(&self, from: Pt, along: Pt) -> Option<(f64, f64)> {
        let long = self.a.distance(self.b);
        let d = pt((self.b.x - self.a.x) / long, (self.b.y - self.a.y) / long);
        let (x, y) = (from.x - self.a.x, from.y - self.a.y);
        let within = |at: f64, speed: f64, low: f64, high: f64| {
            if speed.abs() < 1e-12 {
                return (at > low && at < high).then_some((f64::MIN, f64::MAX));
            }
            let (p, q) = ((low - at) / speed, (high - at) / speed);
            Some((p.min(q), p.max(q)))
        };
        let lengthwise = within(x * d.x + y * d.y, along.x * d.x + along.y * d.y, 0.0, long)?;
        let across = within(x * d.y - y * d.x, along.x * d.y - along.y * d.x, -self.wide, self.wide)?;
        let both = (lengthwise.0.max(across.0), lengthwise.1.min(across.1));
        (both.0 < both.1).then_some(both)
    }

    /// Where a circle meets the edge of the capsule, as angles; some of them may lie inside the capsule.
    fn crossings(&self, centre: Pt, r: f64) -> Vec<f64> {
        let mut out = Vec::with_capacity(8);
        for c in [self.a, self.b] {
            let far = c.distance(centre);
            if far > 1e-9 && far < r + self.wide && (r - self.wide).abs() < far {
                let towards = libm::atan2(c.y - centre.y, c.x - centre.x);
                let turn = libm::acos((r * r + far * far - self.wide * self.wide) / (2.0 * r * far));
                out.extend([towards - turn, towards + turn]);
            }
        }
        let along = libm::atan2(self.b.y - self.a.y, self.b.x - self.a.x);
        let (sin, cos) = libm::sincos(along);
        let height = (centre.y - self.a.y) * cos - (centre.x - self.a.x) * sin;
        for side in [self.wide, -self.wide] {
            let s = (side - height) / r;
            if s.abs() < 1.0 {
                let turn = libm::asin(s);
                out.extend([along + turn, along + std::f64::consts::PI - turn]);
            }
        }
        out
    }
}

#[derive(Debug, Clone, Copy)]
struct Bounds {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Bounds {
    /// Square of the distance from a point to the box.
    fn off2(&self, p: Pt) -> f64 {
        let x = (self.x0 - p.x).max(p.x - self.x1).max(0.0);
        let y = (self.y0 - p.y).max(p.y - self.y1).max(0.0);
        x * x + y * y
    }

    fn joined(self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Edges in groups of neighbours.
struct Crowd {
    edges: Vec<Edge>,
    groups: Vec<Bounds>,
    /// Boxes around [`GROUP`] groups each.
    regions: Vec<Bounds>,
    /// Half width of the widest.
    widest: f64,
    /// Edges whose capsules held the whole of what was asked for of late: they often hold the next thing too.
    recent: Vec<usize>,
}

impl Crowd {
    fn new(edges: Vec<Edge>) -> Self {
        let bounds = |group: &[Edge]| group.iter().map(Edge::bounds).reduce(|a, b| a.joined(&b));
        let groups: Vec<Bounds> = edges.chunks(GROUP).filter_map(bounds).collect();
        let region = |groups: &[Bounds]| groups.iter().copied().reduce(|a, b| a.joined(&b));
        let regions = groups.chunks(GROUP).filter_map(region).collect();
        let widest = edges.iter().map(|e| e.wide).fold(0.0, f64::max);
        Self { edges, groups, regions, widest, recent: Vec::new() }
    }

    /// Takes from `left` what capsules hold of a short line or arc around `mid`, none of which lies farther off than
    /// `reach`; `exactly` does so for a capsule that may hold a part of it.
    fn take<T>(
        &mut self,
        (mid, reach): (Pt, f64),
        left: &mut Vec<T>,
        mut exactly: impl FnMut(usize, &Edge, &mut Vec<T>),
    ) {
        let off = |edge: &Edge| distance_to_segment(mid, edge.a, edge.b) - edge.wide;
        if let Some(at) = self.recent.iter().position(|i| off(&self.edges[*i]) < -reach) {
            self.recent[..=at].rotate_right(1);
            return left.clear();
        }
        let far = self.widest + reach;
        let members = |group: usize| group * GROUP..((group + 1) * GROUP).min(self.edges.len());
        let mut near: Vec<(f64, usize)> = Vec::new();
        for (n, region) in self.regions.iter().enumerate() {
            if region.off2(mid) < far * far {
                let first = n * GROUP;
                let groups = &self.groups[first..(first + GROUP).min(self.groups.len())];
                near.extend(groups.iter().map(|g| g.off2(mid)).zip(first..).filter(|g| g.0 < far * far));
            }
        }
        // The nearest group holds the whole, if any does.
        let nearest = near.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0)).map(|g| g.1);
        for group in nearest.into_iter().chain(near.iter().map(|g| g.1).filter(|g| Some(*g) != nearest)) {
            for i in members(group) {
                let off = off(&self.edges[i]);
                if off < -reach {
                    left.clear();
                    self.recent.insert(0, i);
                    self.recent.truncate(RECENT);
                } else if off < reach {
                    exactly(i, &self.edges[i], left);
                }
                if left.is_empty() {
                    return;
                }
            }
        }
    }
}

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

/// A vertex with the widest capsule and the edges that meet in it.
struct Node {
    at: Pt,
    wide: f64,
    edges: Vec<usize>,
}

fn nodes(edges: &[Edge]) -> Vec<Node> {
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

/// What the discs of the vertices around leave of an arc of less than half a turn between two directions, anticlockwise;
/// none if they hold it all, as they mostly do. Only a disc that holds one end of the arc is looked at.
fn beyond_neighbours(nodes: &[Node], k: usize, mut from: Pt, mut to: Pt) -> Option<(Pt, Pt)> {
    let (c, r) = (nodes[k].at, nodes[k].wide);
    // Of those farther off every eighth is enough: what is left is cut exactly afterwards.
    for step in (1..=NEIGHBOURS).chain((NEIGHBOURS..nodes.len()).step_by(8)) {
        for other in [k.checked_sub(step), Some(k + step)].into_iter().flatten() {
            let Some(other) = nodes.get(other) else { continue };
            let d = pt(other.at.x - c.x, other.at.y - c.y);
            let far2 = d.x * d.x + d.y * d.y;
            let far = far2.sqrt();
            // A direction u is held where u * d is more than this.
            let least = (r * r + far2 - other.wide * other.wide) / (2.0 * r);
            if least < 0.0 || least >= far || far < CRUMB {
                continue;
            }
            let held = |u: Pt| u.x * d.x + u.y * d.y > least;
            let (cos, sin) = (least / far, (1.0 - (least / far) * (least / far)).sqrt());
            let turned = |sin: f64| pt((d.x * cos - d.y * sin) / far, (d.x * sin + d.y * cos) / far);
            match (held(from), held(to)) {
                (true, true) => return None,
                (true, false) => from = turned(sin),
                (false, true) => to = turned(-sin),
                (false, false) => {}
            }
        }
    }
    Some((from, to))
}

/// The arcs around a vertex that no capsule holds, each cut into chords of at most `angle`.
fn around(crowd: &mut Crowd, (nodes, k): (&[Node], usize), angle: f64, out: &mut Vec<Vec<Pt>>) {
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
    let mut left = joined(left);
    if let [(from, to)] = left[..]
        && to - from < PI - 1e-6
    {
        let unit = |t: f64| {
            let (sin, cos) = libm::sincos(t);
            pt(cos, sin)
        };
        let Some((from, to)) = beyond_neighbours(nodes, k, unit(from), unit(to)) else { return };
        let from = libm::atan2(from.y, from.x);
        left = vec![(from, from + (libm::atan2(to.y, to.x) - from).rem_euclid(TAU))];
    }
    let mut left: Vec<Arc> = left.into_iter().map(|l| Arc::new(node, l)).collect();
    let whole = match &left[..] {
        [arc] => (arc.mid, arc.reach),
        _ => (c, r),
    };
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
    let left = left.into_iter().map(|arc| (arc.from, arc.to)).collect();
    for (from, to) in joined(left) {
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

/// The edge of all that lies within their half widths of some edges, as closed rings for the even-odd rule; arcs are
/// cut into chords of at most `angle`. None where rounding leaves the rings open.
#[must_use]
pub fn outline(edges: &[Edge], angle: f64) -> Option<Vec<Vec<Pt>>> {
    let mut seen: BTreeMap<[u64; 4], usize> = BTreeMap::new();
    let mut kept: Vec<Edge> = Vec::with_capacity(edges.len());
    for edge in edges.iter().filter(|e| e.wide > 0.0 && e.a.distance(e.b) > CRUMB) {
        // An edge that is there twice, in whatever direction, would hide its own other half.
        let [a, b] = [edge.a, edge.b].map(|p| [p.x.to_bits(), p.y.to_bits()]);
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let at = *seen.entry([low[0], low[1], high[0], high[1]]).or_insert(kept.len());
        match kept.get_mut(at) {
            Some(twin) => twin.wide = twin.wide.max(edge.wide),
            None => kept.push(*edge),
        }
    }
    let nodes = nodes(&kept);
    let mut crowd = Crowd::new(kept);
    let mut pieces: Vec<Vec<Pt>> = Vec::new();
    for i in 0..crowd.edges.len() {
        beside(&mut crowd, i, &mut pieces);
    }
    for k in 0..nodes.len() {
        around(&mut crowd, (&nodes, k), angle, &mut pieces);
    }
    chained(&pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::inside;
    use proptest::prelude::*;

    fn edges(line: &[Pt], wide: f64) -> Vec<Edge> {
        line.windows(2).map(|w| Edge { a: w[0], b: w[1], wide }).collect()
    }

    /// A capsule of length 10,000 and half width 1,000 has 2 x 10^7 + pi 10^6 square metres.
    #[test]
    fn one_edge_makes_a_capsule() {
        let rings = outline(&edges(&[pt(0.0, 0.0), pt(6000.0, 8000.0)], 1000.0), 0.02).unwrap();
        assert_eq!(rings.len(), 1);
        let twice: f64 = rings[0].windows(2).map(|w| w[0].x * w[1].y - w[1].x * w[0].y).sum();
        assert!((twice.abs() / 2.0 - (2e7 + std::f64::consts::PI * 1e6)).abs() < 500.0, "{twice}");
        assert!(outline(&[], 0.1).unwrap().is_empty());
    }

    #[test]
    fn a_closed_line_has_a_hole() {
        let square = [pt(0.0, 0.0), pt(9e4, 0.0), pt(9e4, 9e4), pt(0.0, 9e4), pt(0.0, 0.0)];
        let rings = outline(&edges(&square, 1e4), 0.05).unwrap();
        assert_eq!(rings.len(), 2);
        assert!(!inside(pt(4.5e4, 4.5e4), &rings) && inside(pt(9e4, 5e4), &rings));
        // The same edge there and back is one edge.
        let twice = [edges(&square, 1e4), edges(&[square[1], square[0]], 1e4)].concat();
        assert_eq!(outline(&twice, 0.05).unwrap(), rings);
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
            let rings = rings.unwrap();
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
