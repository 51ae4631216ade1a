//! Symbols of different places that would hide each other are moved apart, never farther than the eye can tie them to their place.

use super::geom::{Pt, pt, segments_cross};
use super::symbols::{Placed, outer};

/// True if the border runs between two points.
pub(super) fn across(a: Pt, b: Pt, border: &[Vec<Pt>]) -> bool {
    let near = |p: &Pt| p.distance(a) < 400.0;
    a != b
        && border
            .iter()
            .flat_map(|line| line.windows(2))
            .filter(|e| near(&e[0]) || near(&e[1]))
            .any(|e| segments_cross(a, b, e[0], e[1]))
}

/// Farthest that symbols are moved off their spot, in sheet units.
const FARTHEST: f64 = 26.0;
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

/// Moves groups with numbers off each other, as heaps on the two sides of a border may lie; none across it.
pub(super) fn part(groups: &mut [(Pt, Vec<Placed>)], border: &[Vec<Pt>]) {
    let numbered: Vec<usize> = (0..groups.len()).filter(|i| groups[*i].1.iter().any(|p| p.n > 1)).collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for (k, &i) in numbered.iter().enumerate() {
            for &j in &numbered[..k] {
                let still = pt(0.0, 0.0);
                let (dx, dy) = overlap(&groups[i].1, still, &groups[j].1, still);
                if dx == 0.0 && dy == 0.0 {
                    continue;
                }
                let shifted = |n: usize, by: Pt| {
                    let (spot, group) = &groups[n];
                    let to = |p: &Placed| pt(p.at.x + by.x, p.at.y + by.y);
                    let far = group.first().is_some_and(|p| to(p).distance(*spot) > FARTHEST);
                    let kept = !far && !group.iter().any(|p| across(*spot, to(p), border));
                    kept.then(|| group.iter().map(to).collect::<Vec<Pt>>())
                };
                let clear = |a: Pt, b: Pt| overlap(&groups[i].1, a, &groups[j].1, b) == (0.0, 0.0);
                let push = pt(dx, dy);
                let moves = |(a, b): (Pt, Pt)| shifted(i, a).zip(shifted(j, b));
                let free = ways(push).filter(|(a, b)| clear(*a, *b)).find_map(moves);
                // Large groups may leave each other in several steps.
                let found = free.or_else(|| ways(push).take(STRAIGHT).find_map(moves));
                let Some((a, b)) = found else { continue };
                for (n, to) in [(i, a), (j, b)] {
                    for (p, at) in groups[n].1.iter_mut().zip(to) {
                        p.at = at;
                    }
                }
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Two heaps of one side that lie on each other, the one of fewer events first. `side` tells heaps from other groups.
pub(super) fn touching<'a, S: PartialEq + 'a>(
    groups: &[(Pt, Vec<Placed>)],
    side: impl Fn(&[Placed]) -> Option<&'a S>,
) -> Option<(usize, usize)> {
    let still = pt(0.0, 0.0);
    let events = |n: usize| groups[n].1.iter().map(|p| p.n).sum::<usize>();
    let heaps: Vec<usize> = (0..groups.len()).filter(|i| side(&groups[*i].1).is_some()).collect();
    let mut pairs = heaps.iter().enumerate().flat_map(|(k, i)| heaps[..k].iter().map(move |j| (*i, *j)));
    let (i, j) = pairs.find(|(i, j)| {
        side(&groups[*i].1) == side(&groups[*j].1)
            && overlap(&groups[*i].1, still, &groups[*j].1, still) != (0.0, 0.0)
    })?;
    Some(if events(i) <= events(j) { (i, j) } else { (j, i) })
}

/// Ways that lead straight away from each other; the first of [`ways`].
const STRAIGHT: usize = 3;

/// The ways in which two groups may leave each other: each half of the way, one the whole of it, one round the other.
fn ways(push: Pt) -> impl Iterator<Item = (Pt, Pt)> {
    let still = pt(0.0, 0.0);
    let by = move |share: f64| pt(push.x * share, push.y * share);
    let straight: [(Pt, Pt); STRAIGHT] = [(by(0.52), by(-0.52)), (by(1.03), still), (still, by(-1.03))];
    let round = [1.2, 2.0, 3.2, 5.0].into_iter().flat_map(move |share| {
        (1..12).flat_map(move |k| {
            // Small turns first, to either side.
            let turn = f64::from((k + 1) / 2) * if k % 2 == 0 { -0.5 } else { 0.5 };
            let (sin, cos) = libm::sincos(turn);
            let v = pt((push.x * cos - push.y * sin) * share, (push.x * sin + push.y * cos) * share);
            [(v, still), (still, pt(-v.x, -v.y))]
        })
    });
    straight.into_iter().chain(round)
}

/// Most rounds in which groups are parted.
const ROUNDS: usize = 200;

/// Moves symbols that stand alone off the numbers of counted ones beside them, as far as they can be tied to their spot.
pub(super) fn uncover(groups: &mut [(Pt, Vec<Placed>)]) {
    let reach = |p: &Placed| outer(p.symbol.shape(), p.r) + 0.5;
    let counted: Vec<(Pt, f64)> =
        groups.iter().flat_map(|g| &g.1).filter(|p| p.n > 1).map(|p| (p.at, reach(p))).collect();
    for (spot, group) in groups {
        let [alone] = &mut group[..] else { continue };
        if alone.n > 1 {
            continue;
        }
        // Away from one may be onto another: a few steps settle it.
        for _ in 0..4 {
            let deep = |(at, r): &(Pt, f64)| r + reach(alone) - alone.at.distance(*at);
            let worst = counted.iter().max_by(|a, b| deep(a).total_cmp(&deep(b)));
            let Some((at, r)) = worst.filter(|c| deep(c) > 0.0) else { break };
            let away = alone.at.distance(*at);
            let way = if away > 1e-6 { (r + reach(alone)) / away } else { 0.0 };
            let to = if away > 1e-6 { at.lerp(alone.at, way) } else { pt(at.x + r + reach(alone), at.y) };
            if to.distance(*spot) > FARTHEST {
                break;
            }
            alone.at = to;
        }
    }
}

/// Area of a group: the heavier stays, the lighter goes.
fn weight(group: &[Placed]) -> f64 {
    group.iter().map(|p| p.r * p.r).sum()
}

/// The push that the first group gets from the second: the deepest overlap of two of their symbols.
fn overlap(a: &[Placed], by_a: Pt, b: &[Placed], by_b: Pt) -> (f64, f64) {
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
