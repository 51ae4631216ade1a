//! Where each symbol stands and how large it is: area in proportion to casualties, side by side around their place.

use std::collections::BTreeMap;

use super::apart;
use super::drawn::{Drawn, Mark};
use super::geom::{Pt, pt};
use super::grid::Wall;
use super::part::Parted;
use super::projection::View;
pub use super::shapes::{outer, path};
use super::style::{Sizes, Symbol};

/// More symbols than this at one spot are stacked: one a type, with its number.
const CROWD: usize = 9;
/// Radius of the dot that marks the spot itself.
pub const DOT: f64 = 4.2;
/// A symbol of this radius or more stands on its place even among others.
pub const LARGE: f64 = 12.0;
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
    let sparse = out.len() <= if small { CROWDED / 5 } else { CROWDED };
    if sparse {
        apart::spread(&mut out);
    }
    let wall = Wall::new(border);
    for (at, group) in &mut out {
        if group.iter().any(|p| wall.between(*at, p.at)) {
            match &mut group[..] {
                [alone] => alone.at = *at,
                _ => *group = vec![counted(&drawn.spots[group[0].spot].marks, group[0].spot, *at)],
            }
        }
    }
    let side = |group: &[Placed]| match group {
        [heap] if drawn.spots[heap.spot].gathered => Some(drawn.spots[heap.spot].side.as_ref()),
        _ => None,
    };
    Parted::new(&mut out, (&wall, view.frame), sparse, side).settle();
    apart::uncover(&mut out, &wall);
    out.into_iter().flat_map(|(_, group)| group).collect()
}

/// Radius of the symbol that holds a number.
#[must_use]
pub fn counted_radius(n: usize) -> f64 {
    10.5 + 2.5 * n.to_string().len() as f64
}

/// How far the symbol of a heap reaches from its middle.
#[must_use]
pub fn reach(r: f64) -> f64 {
    outer(Symbol::Several.shape(), r)
}

/// One symbol with a number, on the spot itself, for all its events.
fn counted(marks: &[Mark], spot: usize, at: Pt) -> Placed {
    let n = marks.len();
    Placed { at, r: counted_radius(n), symbol: Symbol::Several, claimed: false, casualties: None, n, spot }
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
