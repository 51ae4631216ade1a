//! Symbols of different places that would hide each other are moved apart, never farther than the eye can tie them to their place.

use super::geom::{Pt, pt};
use super::grid::{Grid, Wall};
use super::symbols::{Placed, outer};

/// Farthest that symbols are moved off their spot, in sheet units.
pub(super) const FARTHEST: f64 = 26.0;
/// More places than this cover the sheet: there is nowhere to push their symbols to.
const THRONG: usize = 1500;

/// Pushes the symbols of different spots apart where they would hide each other, each spot's group as one, and never
/// farther from its spot than it can be tied to it by eye. The order of the spots makes it the same every time.
pub(super) fn spread(groups: &mut [(Pt, Vec<Placed>)]) {
    let reach = |group: &[Placed]| {
        group.iter().map(|p| p.at.distance(group[0].at) + outer(p.symbol.shape(), p.r)).fold(0.0, f64::max)
    };
    if groups.len() > THRONG {
        return;
    }
    let reaches: Vec<f64> = groups.iter().map(|g| reach(&g.1)).collect();
    let close = |(i, j): &(usize, usize)| {
        let near = reaches[*i] + reaches[*j] + 2.0 * FARTHEST;
        !groups[*i].1.is_empty() && !groups[*j].1.is_empty() && groups[*i].0.distance(groups[*j].0) <= near
    };
    let pairs: Vec<(usize, usize)> =
        (0..groups.len()).flat_map(|i| (0..i).map(move |j| (i, j))).filter(close).collect();
    let mut moved: Vec<Pt> = vec![pt(0.0, 0.0); groups.len()];
    for _ in 0..40 {
        let mut push: Vec<Pt> = vec![pt(0.0, 0.0); groups.len()];
        for &(i, j) in &pairs {
            let (a, b) = (&groups[i].1, &groups[j].1);
            let (dx, dy) = overlap(a, moved[i], b, moved[j]);
            let (wi, wj) = (weight(a), weight(b));
            push[i].x += dx * wj / (wi + wj);
            push[i].y += dy * wj / (wi + wj);
            push[j].x -= dx * wi / (wi + wj);
            push[j].y -= dy * wi / (wi + wj);
        }
        for (m, p) in moved.iter_mut().zip(&push) {
            let (x, y) = (m.x + 0.5 * p.x, m.y + 0.5 * p.y);
            let far = libm::hypot(x, y).max(FARTHEST) / FARTHEST;
            *m = pt(x / far, y / far);
        }
    }
    for ((_, group), by) in groups.iter_mut().zip(moved) {
        // A hair's breadth is not worth leaving the true place.
        if libm::hypot(by.x, by.y) > 1.5 {
            for p in group {
                p.at = pt(p.at.x + by.x, p.at.y + by.y);
            }
        }
    }
}

/// Moves symbols that stand alone off the counted ones that lie on them, as far as they can be tied to their spot and on their side of
/// the border.
pub(super) fn uncover(groups: &mut [(Pt, Vec<Placed>)], wall: &Wall) {
    let counted: Vec<(Pt, f64)> =
        groups.iter().flat_map(|g| &g.1).filter(|p| p.n > 1).map(|p| (p.at, reach(p))).collect();
    let grid = Grid::new(counted.iter().map(|c| c.0), SQUARE);
    let widest = counted.iter().map(|c| c.1).fold(0.0, f64::max);
    for (spot, group) in groups {
        let [alone] = &mut group[..] else { continue };
        if alone.n > 1 {
            continue;
        }
        let own = reach(alone);
        let near: Vec<(Pt, f64)> =
            grid.near(*spot, FARTHEST + own + widest).into_iter().map(|i| counted[i]).collect();
        let deep = |at: Pt| near.iter().map(|(c, r)| r + own - c.distance(at)).fold(0.0, f64::max);
        if wall.between(*spot, alone.at) {
            alone.at = *spot;
        }
        if deep(alone.at) > 0.0 {
            // Where nowhere is free, it shows as much of itself as it can.
            let open = around(*spot, FARTHEST).filter(|to| !wall.between(*spot, *to));
            let all = std::iter::once(*spot).chain(open);
            alone.at = all.min_by(|a, b| deep(*a).total_cmp(&deep(*b))).unwrap_or(*spot);
        }
    }
}

/// Places around a spot, the nearest first.
pub(super) fn around(spot: Pt, farthest: f64) -> impl Iterator<Item = Pt> {
    let rings = (farthest / RING) as u32;
    (1..=rings).flat_map(move |ring| {
        let turns = 12 + 2 * ring;
        (0..turns).map(move |k| {
            let (sin, cos) = libm::sincos(f64::from(k) / f64::from(turns) * std::f64::consts::TAU - 0.4);
            let far = RING * f64::from(ring);
            pt(spot.x + far * cos, spot.y + far * sin)
        })
    })
}

/// How far the places of [`around`] are from ring to ring, in sheet units.
const RING: f64 = 3.0;
/// Side of the squares in which symbols are looked up, in sheet units.
pub(super) const SQUARE: f64 = 48.0;

/// How far a symbol reaches from its middle, and a hair more.
pub(super) fn reach(p: &Placed) -> f64 {
    outer(p.symbol.shape(), p.r) + 0.5
}

/// Area of a group: the heavier stays, the lighter goes.
fn weight(group: &[Placed]) -> f64 {
    group.iter().map(|p| p.r * p.r).sum()
}

/// The push that the first group gets from the second: the deepest overlap of two of their symbols.
pub(super) fn overlap(a: &[Placed], by_a: Pt, b: &[Placed], by_b: Pt) -> (f64, f64) {
    let mut deepest = (0.0, (0.0, 0.0));
    for (i, p) in a.iter().enumerate() {
        for q in b {
            let (x, y) = (p.at.x + by_a.x - q.at.x - by_b.x, p.at.y + by_a.y - q.at.y - by_b.y);
            let away = (x * x + y * y).sqrt();
            let depth = outer(p.symbol.shape(), p.r) + outer(q.symbol.shape(), q.r) + 0.5 - away;
            if depth > deepest.0 {
                // Two at the very same point part along a direction that only their number tells.
                let (s, c) = libm::sincos(i as f64 + p.spot as f64);
                let way = if away > 1e-6 { (x / away, y / away) } else { (c, s) };
                deepest = (depth, (way.0 * depth, way.1 * depth));
            }
        }
    }
    deepest.1
}
