//! Lines to the border: which are drawn, and where their kilometres may stand.

use super::{Block, Plan, Wanted};
use crate::map::drawn::Drawn;
use crate::map::fonts::Face;
use crate::map::geom::{Pt, distance_to_segment};
use crate::map::labels::{self, Job};
use crate::map::projection::View;
use crate::map::symbols::{Placed, outer};
use crate::map::ways::way;

impl Plan<'_> {
    pub(super) fn distances(&self) -> Vec<Wanted> {
        let style = self.style.haloed(Face::Bold, self.style.sizes.km, self.style.palette.ink);
        let mut out = Vec::new();
        let drawn: Vec<(usize, Pt, Pt)> = bundles(self.drawn, self.view)
            .iter()
            .flat_map(|bundle| bundle.segments().map(|(a, b)| (bundle.spot, a, b)).collect::<Vec<_>>())
            .collect();
        for bundle in bundles(self.drawn, self.view) {
            let i = bundle.spot;
            let Some(text) = self.kilometres(&bundle.spots) else { continue };
            let block = Block::new(vec![(text, style)]);
            let clear = cluster_radius(self.placed, i, bundle.line.0);
            let mut candidates: Vec<_> = bundle
                .chords(clear)
                .into_iter()
                .flat_map(|(a, b)| labels::along(a, b, block.width, block.height))
                .collect();
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
    /// The ends of what is seen of that line: from the spot to the border.
    pub line: (Pt, Pt),
    /// The line, in parts where it leaves the frame.
    pub way: Vec<Vec<Pt>>,
    /// All spots whose lines it stands for, its own among them.
    pub spots: Vec<usize>,
}

impl Bundle {
    /// All straight parts of the line that is drawn.
    fn segments(&self) -> impl Iterator<Item = (Pt, Pt)> + '_ {
        self.way.iter().flat_map(|part| part.windows(2).map(|pair| (pair[0], pair[1])))
    }

    /// Straight lines close to it that a label may stand along, from so far from the spot.
    fn chords(&self, clear: f64) -> Vec<(Pt, Pt)> {
        let (a, b) = self.line;
        if let [part] = &self.way[..]
            && part.len() == 2
        {
            return vec![(a.lerp(b, (clear / a.distance(b).max(1.0)).min(0.6)), b)];
        }
        let Some(part) = self.way.iter().max_by_key(|part| part.len()) else { return Vec::new() };
        let at = |quarter: usize| part[(part.len() - 1) * quarter / 4];
        [1, 2, 0, 3].map(|quarter| (at(quarter), at(quarter + 1))).to_vec()
    }
}

/// Lines whose starts lie no farther apart, and that nowhere do so more than this, in sheet units, would be one dark band.
const BESIDE: (f64, f64) = (130.0, 17.0);
/// Lines shorter than this, in sheet units, are told apart by their ends.
const SHORT: f64 = 110.0;

/// Measuring lines on the sheet, those side by side as one; none in a crowd.
#[must_use]
fn bundles(drawn: &Drawn, view: &View) -> Vec<Bundle> {
    let mut all: Vec<Bundle> = Vec::new();
    for (spot, way) in every_link(drawn, view) {
        let ends = way.first().and_then(|part| part.first()).zip(way.last().and_then(|part| part.last()));
        let Some((&a, &b)) = ends else { continue };
        let side = |i: usize| drawn.spots[i].side.as_deref();
        let joined =
            all.iter_mut().find(|other| side(other.spot) == side(spot) && beside(other.line, (a, b)));
        match joined {
            Some(other) => {
                other.spots.push(spot);
                // The longest shows all the way there is.
                if a.distance(b) > other.line.0.distance(other.line.1) {
                    (other.spot, other.line, other.way) = (spot, (a, b), way);
                }
            }
            None => all.push(Bundle { spot, line: (a, b), way, spots: vec![spot] }),
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
pub fn links(drawn: &Drawn, view: &View) -> impl Iterator<Item = (usize, Vec<Vec<Pt>>)> {
    bundles(drawn, view).into_iter().map(|bundle| (bundle.spot, bundle.way))
}

/// All straight parts of them.
#[must_use]
pub fn link_segments(drawn: &Drawn, view: &View) -> Vec<(Pt, Pt)> {
    bundles(drawn, view).iter().flat_map(|bundle| bundle.segments().collect::<Vec<_>>()).collect()
}

/// All of them, cut to the frame, from the spot to the border.
fn every_link<'a>(drawn: &'a Drawn, view: &'a View) -> impl Iterator<Item = (usize, Vec<Vec<Pt>>)> + 'a {
    let hidden = crowded(drawn, view);
    drawn.spots.iter().enumerate().filter(move |_| !hidden).filter_map(move |(i, spot)| {
        let link = spot.link?;
        if !view.frame.holds(view.to_sheet(spot.position)) {
            return None;
        }
        Some((i, way(view, spot.position, link.nearest)))
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
