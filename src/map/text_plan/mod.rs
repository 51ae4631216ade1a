//! The words on the map itself: which places are named, which distances, and where each label stands.

mod areas;
mod ends;
mod lines;
mod stated;
mod towns;

pub use areas::{area_rings, circle};
pub use lines::{CROWD, cluster_radius, crowd, crowded, link_segments, links};
pub use stated::sentence;

use std::collections::BTreeMap;

use super::base::BaseMap;
use super::claims::Trace;
use super::drawn::Drawn;
use super::fonts::{self, ASCENT, DESCENT, Face};
use super::geom::{Pt, Rect, Turned};
use super::labels::{self, Job, Obstacles};
use super::layers::rivals::RING;
use super::projection::View;
use super::scene::{Anchor, TextStyle};
use super::sheet::{Furniture, discs};
use super::style::Style;
use super::symbols::{DOT, LARGE, Placed};

/// Radius of the dot of a town without events, with its ring.
const TOWN: f64 = 5.0;

/// Lines of text that stand together.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The lines with their looks, from the top.
    pub lines: Vec<(String, TextStyle)>,
    /// Width of the longest.
    pub width: f64,
    /// Height of all.
    pub height: f64,
}

impl Block {
    /// Measures some lines.
    #[must_use]
    pub fn new(lines: Vec<(String, TextStyle)>) -> Self {
        let width = lines.iter().map(|(t, s)| s.width(t)).fold(0.0, f64::max);
        let height = lines.iter().map(|(_, s)| s.size * (ASCENT + DESCENT)).sum();
        Self { lines, width, height }
    }
}

/// A label at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// What it says.
    pub block: Block,
    /// Its room.
    pub room: Rect,
    /// How its lines are aligned.
    pub align: Anchor,
    /// From the symbol's edge to the label.
    pub leader: Option<(Pt, Pt)>,
}

/// A settlement that is drawn with a dot.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// Where.
    pub at: Pt,
    /// 0 for the largest, 2 for the smallest.
    pub rank: usize,
    /// True if events happened there.
    pub spot: bool,
}

/// All labels of the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// Labels at their places.
    pub placed: Vec<Label>,
    /// Settlements with dots.
    pub towns: Vec<Town>,
    /// Number of labels that found no room: places with events, and distances.
    pub dropped: usize,
}

impl Labels {
    /// The rooms taken, for what is placed afterwards.
    #[must_use]
    pub fn rooms(&self) -> Vec<Turned> {
        self.placed.iter().map(|l| Turned::upright(&l.room)).collect()
    }
}

/// What the plan looks at.
pub struct Plan<'a> {
    /// Look.
    pub style: &'a Style,
    /// Projection and frame.
    pub view: &'a View,
    /// Base map.
    pub base: &'a BaseMap,
    /// What of the report is drawn.
    pub drawn: &'a Drawn,
    /// Symbols.
    pub placed: &'a [Placed],
    /// The border on the sheet.
    pub border: &'a [Vec<Pt>],
    /// Stated distances on the sheet.
    pub traces: &'a [Trace],
    /// Scale bar and arrow.
    pub furniture: Furniture,
    /// The frame of the detail map, where there is one.
    pub detail: Option<&'a View>,
    /// True if lines to the border are drawn.
    pub measures: bool,
    /// True if rival places are drawn.
    pub rivals: bool,
    /// True for a small map among others: names in one line, beside their places, of few towns.
    pub small: bool,
}

/// Most spots whose names are tried: more never find room.
const NAMED: usize = 600;

/// Points of one name nearer together than this, in sheet units, have one label.
const TOGETHER: f64 = 90.0;

struct Wanted {
    block: Block,
    job: Job,
    /// A town without events that is drawn only with its label.
    town: Option<Town>,
    /// True if its loss is told in the foot.
    told: bool,
}

impl Plan<'_> {
    /// Chooses and places all labels.
    #[must_use]
    pub fn labels(&self) -> Labels {
        let crowded = crowded(self.drawn, self.view);
        let mut wanted = if crowded || !self.measures { Vec::new() } else { self.distances() };
        wanted.extend(self.stated());
        wanted.extend(self.names_of_ends());
        wanted.extend(self.heap());
        wanted.extend(self.spots(crowded));
        wanted.extend(self.areas());
        wanted.extend(self.towns());
        let jobs: Vec<Job> = wanted.iter().map(|w| w.job.clone()).collect();
        let picked = labels::solve(&jobs, &self.obstacles(&wanted));
        let mut out = Labels::default();
        let held = |s: &&super::drawn::Spot| {
            s.at_place && !s.name.is_empty() && self.view.frame.holds(self.view.to_sheet(s.position))
        };
        if self.drawn.spots.len() > NAMED {
            out.dropped = self.drawn.spots.iter().filter(held).count().saturating_sub(NAMED);
        }
        for (w, pick) in wanted.into_iter().zip(picked) {
            let Some(c) = pick.and_then(|p| w.job.candidates.get(p)) else {
                out.dropped += usize::from(w.told);
                continue;
            };
            out.placed.push(Label { block: w.block, room: c.room, align: c.align, leader: c.leader });
            out.towns.extend(w.town);
        }
        out.towns.extend(self.spot_dots());
        let dots = self.ends().into_iter().filter(|end| end.2 == ends::Mark::Dot);
        out.towns.extend(dots.map(|(_, at, _)| Town { at, rank: 2, spot: true }));
        out
    }

    fn obstacles(&self, wanted: &[Wanted]) -> Obstacles {
        let mut symbols = discs(self.placed);
        symbols.extend(self.spot_dots().iter().map(|t| (t.at, DOT)));
        symbols.extend(wanted.iter().filter_map(|w| w.town.as_ref()).map(|t| (t.at, TOWN)));
        let segments = |line: &Vec<Pt>| line.windows(2).map(|p| (p[0], p[1])).collect::<Vec<_>>();
        symbols.extend(self.ends().iter().map(|(_, at, _)| (*at, RING)));
        let mut lines: Vec<(Pt, Pt)> = link_segments(self.drawn, self.view);
        lines.extend(self.traces.iter().flat_map(Trace::segments));
        Obstacles {
            frame: Some(self.view.frame.grown(-4.0)),
            furniture: vec![self.furniture.bar, self.furniture.north],
            symbols,
            lines,
            border: self.border.iter().flat_map(segments).collect(),
        }
    }

    fn spot_dots(&self) -> Vec<Town> {
        let counted: Vec<&Placed> = self.placed.iter().filter(|p| p.n > 1).collect();
        let mut out = Vec::new();
        for (i, spot) in self.drawn.spots.iter().enumerate() {
            let at = self.view.to_sheet(spot.position);
            // A number tells more than the dot that it lies on.
            if counted.iter().any(|p| p.at.distance(at) < p.r + DOT) {
                continue;
            }
            // On the symbol of another place it would be taken for that one's.
            if self.placed.iter().any(|p| p.spot != i && p.at.distance(at) < p.r) {
                continue;
            }
            let alone: Vec<&Placed> = self.placed.iter().filter(|p| p.spot == i).collect();
            // A small symbol alone hides nothing by standing on its place: no dot.
            let heart = alone.iter().find(|p| p.at == at);
            let dotted = match heart {
                // Nor is there one where a symbol was moved so little that the dot would lie on it.
                None => !alone.is_empty() && alone.iter().all(|p| p.at.distance(at) >= p.r + DOT - 0.5),
                Some(p) => !spot.gathered && p.r >= LARGE && !p.claimed && p.n == 1,
            };
            if self.view.frame.holds(at) && dotted {
                out.push(Town { at, rank: 2, spot: true });
            }
        }
        out
    }

    /// A name with the local one under it. What happened at a place is what a map is for: only places with events are bold, all others
    /// a size smaller, and smallest on a map of the world.
    fn name_block(&self, name: &str, local: Option<&str>, rank: usize, events: bool) -> Block {
        let s = &self.style.sizes;
        let lesser = if self.view.is_world() { 2 } else { 1 };
        let size = s.settlement[if events { rank } else { rank + lesser }.min(2)];
        let face = if events { Face::Bold } else { Face::Regular };
        let mut lines = vec![(name.to_owned(), self.style.haloed(face, size, self.style.palette.ink))];
        let plain = !self.small && self.drawn.hexagons.is_none();
        let local = local.filter(|l| plain && *l != name && fonts::can_show(l, Face::Italic));
        if let Some(local) = local {
            lines.push((
                local.to_owned(),
                self.style.haloed(Face::Italic, size * 0.78, self.style.palette.grey),
            ));
        }
        Block::new(lines)
    }

    /// The reference to the detail map beside the events gathered there.
    fn heap(&self) -> Option<Wanted> {
        let detail = self.detail.filter(|d| self.view.extent_of(d) <= super::HEAP)?;
        let inside = |s: &&super::drawn::Spot| detail.frame.holds(detail.to_sheet(s.position));
        let gathered = || self.drawn.spots.iter().filter(|s| s.gathered).filter(inside);
        let n: usize = gathered().map(|s| s.marks.len()).sum();
        gathered().next()?;
        let at = self.view.to_sheet(detail.plane.centre);
        let s = &self.style.sizes;
        let red = self.style.palette.extent;
        let block = Block::new(vec![
            (self.style.words.events(n), self.style.haloed(Face::Bold, s.settlement[2], red)),
            (self.style.words.get("see_detail").to_owned(), self.style.haloed(Face::Italic, s.km, red)),
        ]);
        let clear = self.view.extent_of(detail) / 2.0 + 2.0;
        let candidates = labels::around(at, clear, block.width, block.height);
        Some(Wanted { block, job: Job { weight: 5.0, candidates }, town: None, told: true })
    }

    /// The spots in the frame that have a name, in order; of a throng those with the most events and inhabitants.
    fn named_spots(&self) -> Vec<usize> {
        let spots = &self.drawn.spots;
        let mut named: Vec<usize> = (0..spots.len())
            .filter(|i| spots[*i].at_place && !spots[*i].name.is_empty())
            .filter(|i| self.view.frame.holds(self.view.to_sheet(spots[*i].position)))
            .collect();
        named.sort_by_key(|i| std::cmp::Reverse((spots[*i].marks.len(), spots[*i].population)));
        named.truncate(NAMED);
        // Points of one name that lie together are named once.
        let mut told: BTreeMap<&str, Vec<Pt>> = BTreeMap::new();
        named.retain(|i| {
            let at = self.view.to_sheet(spots[*i].position);
            let known = told.entry(&spots[*i].name).or_default();
            let new = known.iter().all(|p| p.distance(at) > TOGETHER);
            known.extend(new.then_some(at));
            new
        });
        named.sort_unstable();
        named
    }

    fn spots(&self, crowded: bool) -> Vec<Wanted> {
        let mut out: Vec<Wanted> = Vec::new();
        for i in self.named_spots() {
            let spot = &self.drawn.spots[i];
            let at = self.view.to_sheet(spot.position);
            let rank = rank(spot.population);
            let (name, local) = spot.shown(self.style.words.lang);
            let block = self.name_block(name, local, rank, true);
            let clear = cluster_radius(self.placed, i, at).max(DOT);
            let mut candidates = labels::around(at, clear, block.width, block.height);
            if crowded {
                candidates.truncate(24);
            }
            if self.small {
                candidates.retain(|c| c.leader.is_none());
            }
            let weight = 3.0 + 0.4 * (2 - rank) as f64 + 0.1 * spot.marks.len().min(20) as f64;
            out.push(Wanted { block, job: Job { weight, candidates }, town: None, told: true });
        }
        out
    }
}

fn rank(population: u64) -> usize {
    match population {
        250_000.. => 0,
        30_000.. => 1,
        _ => 2,
    }
}
