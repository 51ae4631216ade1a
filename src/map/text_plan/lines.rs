//! Lines to the border: which are drawn, and where their kilometres may stand.

use super::{Block, Plan, Wanted};
use crate::map::drawn::Drawn;
use crate::map::fonts::Face;
use crate::map::geom::{Pt, distance_to_segment};
use crate::map::labels::{self, Job};
use crate::map::projection::View;
use crate::map::symbols::{Placed, outer};

impl Plan<'_> {
    pub(super) fn distances(&self) -> Vec<Wanted> {
        let style = self.style.haloed(Face::Bold, self.style.sizes.km, self.style.palette.ink);
        let mut out = Vec::new();
        let drawn: Vec<(usize, Pt, Pt)> = self.links().collect();
        for Bundle { spot: i, line: (a, b), spots } in bundles(self.drawn, self.view) {
            let Some(text) = self.kilometres(&spots) else { continue };
            let block = Block::new(vec![(text, style)]);
            let clear = cluster_radius(self.placed, i, a);
            let from = a.lerp(b, (clear / a.distance(b).max(1.0)).min(0.6));
            let mut candidates = labels::along(from, b, block.width, block.height);
            // Beside another line a distance would be read as that line's.
            for c in &mut candidates {
                let shy = c.room.grown(10.0);
                let beside =
                    drawn.iter().filter(|(j, p, q)| *j != i && shy.clip_line(*p, *q).is_some()).count();
                c.cost += 9.0 * beside as f64;
            }
            out.push(Wanted { block, job: Job { weight: 2.2, candidates }, town: None, told: true });
        }
        out
    }

    /// "7.1 km"; "4 places: 6.3–8.8 km" for lines drawn as one.
    fn kilometres(&self, spots: &[usize]) -> Option<String> {
        let words = &self.style.words;
        let links: Vec<_> = spots.iter().filter_map(|i| self.drawn.spots[*i].link).collect();
        if let [link] = links[..] {
            return Some(link.label(words));
        }
        let low = links.iter().map(|l| l.range.map_or(l.km, |r| r.0)).min_by(f64::total_cmp)?;
        let high = links.iter().map(|l| l.range.map_or(l.km, |r| r.1)).max_by(f64::total_cmp)?;
        Some(format!("{}: {}", words.plural("n_places", links.len()), words.km_range(low, high)))
    }
}

/// More spots than this in a frame of full size get no measuring lines: they would hide what they measure.
pub const CROWD: usize = 60;
/// A frame of full size, in square sheet units, and the spots that the smallest frame may hold.
const FULL: f64 = 1.0e6;
const FEW: usize = 12;

/// The most spots with measuring lines in a view: fewer in a smaller frame.
#[must_use]
pub fn crowd(view: &View) -> usize {
    let share = (view.frame.width() * view.frame.height() / FULL).min(1.0);
    ((CROWD as f64 * share) as usize).max(FEW)
}

/// True if the frame holds too many spots for measuring lines.
#[must_use]
pub fn crowded(drawn: &Drawn, view: &View) -> bool {
    drawn.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position))).count() > crowd(view)
}

/// Lines to the border that run side by side, drawn as one.
#[derive(Debug, Clone, PartialEq)]
struct Bundle {
    /// The spot whose line is drawn.
    pub spot: usize,
    /// That line, cut to the frame: from the spot to the border.
    pub line: (Pt, Pt),
    /// All spots whose lines it stands for, its own among them.
    pub spots: Vec<usize>,
}

/// Lines whose starts lie no farther apart, and that nowhere do so more than this, in sheet units, would be one dark band.
const BESIDE: (f64, f64) = (130.0, 17.0);
/// Lines shorter than this, in sheet units, are told apart by their ends.
const SHORT: f64 = 110.0;

/// Measuring lines on the sheet, those side by side as one; none in a crowd.
#[must_use]
fn bundles(drawn: &Drawn, view: &View) -> Vec<Bundle> {
    let mut all: Vec<Bundle> = Vec::new();
    for (spot, a, b) in every_link(drawn, view) {
        let side = |i: usize| drawn.spots[i].side.as_deref();
        let joined =
            all.iter_mut().find(|other| side(other.spot) == side(spot) && beside(other.line, (a, b)));
        match joined {
            Some(other) => {
                other.spots.push(spot);
                // The longest shows all the way there is.
                if a.distance(b) > other.line.0.distance(other.line.1) {
                    (other.spot, other.line) = (spot, (a, b));
                }
            }
            None => all.push(Bundle { spot, line: (a, b), spots: vec![spot] }),
        }
    }
    all
}

/// True if two lines from near each other to the border run so close that they cannot be told apart.
fn beside((a, b): (Pt, Pt), (c, d): (Pt, Pt)) -> bool {
    let short = a.distance(b).min(c.distance(d)) < SHORT;
    let off = |p: Pt, (a, b): (Pt, Pt)| distance_to_segment(p, a, b);
    let ((near, far), other) =
        if a.distance(b) < c.distance(d) { ((a, b), (c, d)) } else { ((c, d), (a, b)) };
    !short && a.distance(c) < BESIDE.0 && off(near, other) < BESIDE.1 && off(far, other) < BESIDE.1
}

/// The measuring lines that are drawn, each with the number of its spot.
pub fn links<'a>(drawn: &'a Drawn, view: &'a View) -> impl Iterator<Item = (usize, Pt, Pt)> + 'a {
    bundles(drawn, view).into_iter().map(|bundle| (bundle.spot, bundle.line.0, bundle.line.1))
}

/// All of them, cut to the frame, from the spot to the border.
fn every_link<'a>(drawn: &'a Drawn, view: &'a View) -> impl Iterator<Item = (usize, Pt, Pt)> + 'a {
    let hidden = crowded(drawn, view);
    drawn.spots.iter().enumerate().filter(move |_| !hidden).filter_map(move |(i, spot)| {
        let link = spot.link?;
        let (a, b) = (view.to_sheet(spot.position), view.to_sheet(link.nearest));
        if !view.frame.holds(a) {
            return None;
        }
        let (_, t) = view.frame.clip_line(a, b)?;
        Some((i, a, a.lerp(b, t)))
    })
}

/// How far the symbols of a spot reach from its point.
#[must_use]
pub fn cluster_radius(placed: &[Placed], spot: usize, at: Pt) -> f64 {
    placed
        .iter()
        .filter(|p| p.spot == spot)
        .map(|p| p.at.distance(at) + outer(p.symbol.shape(), p.r) + 1.0)
        .fold(0.0, f64::max)
}
