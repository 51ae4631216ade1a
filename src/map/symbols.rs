//! Where each symbol stands and how large it is: area in proportion to casualties, side by side around their place.

use std::collections::BTreeMap;

use super::drawn::{Drawn, Mark};
use super::geom::{Pt, pt, segments_cross};
use super::projection::View;
pub use super::shapes::{outer, path};
use super::style::{Sizes, Symbol};

/// More symbols than this at one spot are stacked: one a type, with its number.
const CROWD: usize = 9;
/// Radius of the dot that marks the spot itself.
pub const DOT: f64 = 4.2;
/// A symbol of this radius or more stands on its place even among others.
pub const LARGE: f64 = 12.0;
/// Farthest that symbols are moved off their spot, in sheet units.
const FARTHEST: f64 = 26.0;
/// With more spots than this in the frame none is moved.
const CROWDED: usize = 60;
/// Gap between symbols of one spot.
const GAP: f64 = 1.6;

/// A symbol at its place on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Middle.
    pub at: Pt,
    /// Radius of the circle of the same area.
    pub r: f64,
    /// Symbol.
    pub symbol: Symbol,
    /// True for hollow ones.
    pub claimed: bool,
    /// Casualties; none if not stated.
    pub casualties: Option<u32>,
    /// Number of events that it stands for.
    pub n: usize,
    /// Number of its spot in the list of spots.
    pub spot: usize,
}

/// The radius of a symbol: its area grows with the casualties, from a least size on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    least: f64,
    one: f64,
}

impl Scale {
    /// The scale on which `most` casualties get the largest symbol, on a map of `crowd` events.
    #[must_use]
    pub fn new(most: u32, crowd: usize, sizes: &Sizes) -> Self {
        // From sixty events on, symbols shrink so that they still stand apart.
        let shrink = libm::sqrt(60.0 / crowd.max(60) as f64).max(0.7);
        let (least, largest) = (sizes.symbol.0 * shrink, sizes.symbol.1 * shrink);
        // Few casualties must not look like many: one person never gets more than a third of the largest radius.
        let one = (largest / libm::sqrt(f64::from(most.max(1)))).min(largest / 3.0);
        Self { least, one }
    }

    /// Radius for a number of casualties.
    #[must_use]
    pub fn radius(&self, casualties: Option<u32>) -> f64 {
        (self.one * libm::sqrt(f64::from(casualties.unwrap_or(0)))).max(self.least)
    }

    /// The largest number that still has the least symbol.
    #[must_use]
    pub fn floor(&self) -> u32 {
        let n = self.least / self.one;
        (n * n) as u32
    }
}

/// All symbols of the spots inside the frame, spot by spot; none stands across the border from its place.
#[must_use]
pub fn place(drawn: &Drawn, view: &View, scale: Scale, border: &[Vec<Pt>]) -> Vec<Placed> {
    let mut out: Vec<(Pt, Vec<Placed>)> = Vec::new();
    for (i, spot) in drawn.spots.iter().enumerate() {
        let at = view.to_sheet(spot.position);
        if view.frame.holds(at) {
            let group = if spot.gathered {
                vec![counted(&spot.marks, i, at)]
            } else {
                pack(at, stacked(&spot.marks, scale, i, at))
            };
            out.push((at, group));
        }
    }
    // In a crowd there is no room to move to, and ties would hide more than they show.
    let small = view.frame.width() < super::multiples::SMALL;
    if out.len() <= if small { CROWDED / 5 } else { CROWDED } {
        spread(&mut out);
    }
    uncover(&mut out);
    for (at, group) in &mut out {
        if group.iter().any(|p| across(*at, p.at, border)) {
            match &mut group[..] {
                [alone] => alone.at = *at,
                _ => *group = vec![counted(&drawn.spots[group[0].spot].marks, group[0].spot, *at)],
            }
        }
    }
    out.into_iter().flat_map(|(_, group)| group).collect()
}

/// True if the border runs between two points.
fn across(a: Pt, b: Pt, border: &[Vec<Pt>]) -> bool {
    let near = |p: &Pt| p.distance(a) < 400.0;
    a != b
        && border
            .iter()
            .flat_map(|line| line.windows(2))
            .filter(|e| near(&e[0]) || near(&e[1]))
            .any(|e| segments_cross(a, b, e[0], e[1]))
}

/// Radius of the symbol that holds a number.
#[must_use]
pub fn counted_radius(n: usize) -> f64 {
    10.5 + 2.5 * n.to_string().len() as f64
}

/// One symbol with a number, on the spot itself, for all its events.
fn counted(marks: &[Mark], spot: usize, at: Pt) -> Placed {
    let n = marks.len();
    Placed { at, r: counted_radius(n), symbol: Symbol::Several, claimed: false, casualties: None, n, spot }
}

/// More places than this cover the sheet: there is nowhere to push their symbols to.
const THRONG: usize = 1500;

/// Pushes the symbols of different spots apart where they would hide each other, each spot's group as one, and never
/// farther from its spot than it can be tied to it by eye. The order of the spots makes it the same every time.
fn spread(groups: &mut [(Pt, Vec<Placed>)]) {
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

/// Moves symbols that stand alone off the numbers of counted ones beside them, as far as they can be tied to their spot.
fn uncover(groups: &mut [(Pt, Vec<Placed>)]) {
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

fn stacked(marks: &[Mark], scale: Scale, spot: usize, at: Pt) -> Vec<Placed> {
    if marks.len() <= CROWD {
        return marks
            .iter()
            .map(|m| Placed {
                at,
                r: scale.radius(m.casualties),
                symbol: m.symbol,
                claimed: m.claimed,
                casualties: m.casualties,
                n: 1,
                spot,
            })
            .collect();
    }
    let mut kinds: BTreeMap<(Symbol, bool), (usize, Option<u32>)> = BTreeMap::new();
    for m in marks {
        let entry = kinds.entry((m.symbol, m.claimed)).or_default();
        entry.0 += 1;
        entry.1 = match (entry.1, m.casualties) {
            (a, None) => a,
            (a, Some(b)) => Some(a.unwrap_or(0).saturating_add(b)),
        };
    }
    let mut all: Vec<Placed> = kinds
        .into_iter()
        .map(|((symbol, claimed), (n, casualties))| {
            let room = if n > 1 { 11.0 + 1.5 * f64::from(n >= 10) + 2.5 * f64::from(n >= 100) } else { 0.0 };
            Placed { at, r: scale.radius(casualties).max(room), symbol, claimed, casualties, n, spot }
        })
        .collect();
    all.sort_by(|a, b| b.r.total_cmp(&a.r).then(a.symbol.cmp(&b.symbol)).then(a.claimed.cmp(&b.claimed)));
    all
}

/// Sets the symbols of one spot side by side around its dot; a single one stands on the spot itself.
fn pack(at: Pt, mut symbols: Vec<Placed>) -> Vec<Placed> {
    if symbols.len() < 2 {
        return symbols;
    }
    // A large symbol keeps the place itself, with the dot on it; small ones stand around the dot.
    let heart = symbols.first().filter(|s| s.r >= LARGE).map(|s| outer(s.symbol.shape(), s.r));
    let mut taken: Vec<(Pt, f64)> = vec![(at, heart.unwrap_or(DOT))];
    for s in symbols.iter_mut().skip(usize::from(heart.is_some())) {
        let reach = outer(s.symbol.shape(), s.r) + GAP;
        // The free place nearest to the dot, among rings of directions; the order makes it the same every time.
        let mut best: Option<(f64, Pt)> = None;
        for (c, r) in &taken {
            for k in 0..24 {
                let (sin, cos) = libm::sincos(f64::from(k) * std::f64::consts::PI / 12.0 - 0.3);
                let p = pt(c.x + (r + reach) * cos, c.y + (r + reach) * sin);
                let free = taken.iter().all(|(q, s)| p.distance(*q) >= reach + s - 1e-6);
                let away = p.distance(at);
                if free && best.is_none_or(|b| away < b.0 - 1e-6) {
                    best = Some((away, p));
                }
            }
        }
        if let Some((_, p)) = best {
            s.at = p;
        }
        taken.push((s.at, reach - GAP));
    }
    symbols
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_grows_with_casualties_from_a_least_size_on() {
        let sizes = super::super::style::Style::light().sizes;
        let scale = Scale::new(40, 1, &sizes);
        assert!((scale.radius(Some(40)) - sizes.symbol.1).abs() < 1e-9);
        assert!((scale.radius(Some(40)) / scale.radius(Some(10)) - 2.0).abs() < 1e-9);
        assert!((scale.radius(None) - sizes.symbol.0).abs() < 1e-9);
        assert!(Scale::new(1, 1, &sizes).radius(Some(1)) < sizes.symbol.1 / 2.0);
    }

    #[test]
    fn symbols_of_one_spot_do_not_overlap() {
        let symbols: Vec<Placed> = (0..9)
            .map(|i| Placed {
                at: pt(0.0, 0.0),
                r: 6.0 + f64::from(i % 4) * 3.0,
                symbol: [Symbol::Shelling, Symbol::AirStrike, Symbol::Battle][i as usize % 3],
                claimed: false,
                casualties: None,
                n: 1,
                spot: 0,
            })
            .collect();
        let placed = pack(pt(0.0, 0.0), symbols);
        for (i, a) in placed.iter().enumerate() {
            for b in &placed[..i] {
                let room = outer(a.symbol.shape(), a.r) + outer(b.symbol.shape(), b.r);
                assert!(a.at.distance(b.at) >= room, "{a:?} {b:?}");
            }
        }
    }
}
