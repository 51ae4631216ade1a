//! The words on the map itself: which places are named, which distances, and where each label stands.

use geo::{BooleanOps as _, Coord, LineString, Polygon};

use super::base::BaseMap;
use super::drawn::{Area, Drawn};
use super::fonts::{self, ASCENT, DESCENT, Face};
use super::frame;
use super::geom::{Pt, Rect, Turned, inside, pt};
use super::labels::{self, Candidate, Job, Obstacles};
use super::projection::View;
use super::scene::{Anchor, TextStyle};
use super::sheet::{Furniture, discs, project_ring};
use super::style::Style;
use super::symbols::{DOT, LARGE, Placed, outer};
use crate::event::GeoPrecision;

/// Most settlements without events that are named, and on a small map.
const TOWNS: usize = 26;
const FEW: usize = 3;
/// A settlement that shares a word with an event's place and lies this near, in metres, is taken for it.
const SAME_PLACE: f64 = 6000.0;
/// Radius of the dot of a town without events, with its ring.
const TOWN: f64 = 5.0;
/// Least way between two of them, in sheet units.
const APART: f64 = 118.0;

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
    /// Scale bar and arrow.
    pub furniture: Furniture,
    /// The frame of the detail map, where there is one.
    pub detail: Option<&'a View>,
    /// True if lines to the border are drawn.
    pub measures: bool,
    /// True for a small map among others: names in one line, beside their places, of few towns.
    pub small: bool,
}

/// Most spots whose names are tried: more never find room.
const NAMED: usize = 600;

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
        out
    }

    fn obstacles(&self, wanted: &[Wanted]) -> Obstacles {
        let mut symbols = discs(self.placed);
        symbols.extend(self.spot_dots().iter().map(|t| (t.at, DOT)));
        symbols.extend(wanted.iter().filter_map(|w| w.town.as_ref()).map(|t| (t.at, TOWN)));
        let segments = |line: &Vec<Pt>| line.windows(2).map(|p| (p[0], p[1])).collect::<Vec<_>>();
        Obstacles {
            frame: Some(self.view.frame.grown(-4.0)),
            furniture: vec![self.furniture.bar, self.furniture.north],
            symbols,
            lines: self.links().map(|(_, a, b)| (a, b)).collect(),
            border: self.border.iter().flat_map(segments).collect(),
        }
    }

    /// Measuring lines cut to the frame, with the number of their spot.
    pub fn links(&self) -> impl Iterator<Item = (usize, Pt, Pt)> + '_ {
        links(self.drawn, self.view)
    }

    fn spot_dots(&self) -> Vec<Town> {
        let mut out = Vec::new();
        for (i, spot) in self.drawn.spots.iter().enumerate() {
            let at = self.view.to_sheet(spot.position);
            let alone: Vec<&Placed> = self.placed.iter().filter(|p| p.spot == i).collect();
            // A small symbol alone hides nothing by standing on its place: no dot.
            let heart = alone.iter().find(|p| p.at == at);
            let dotted = match heart {
                None => !alone.is_empty(),
                Some(p) => !spot.gathered && p.r >= LARGE && !p.claimed && p.n == 1,
            };
            if self.view.frame.holds(at) && dotted {
                out.push(Town { at, rank: 2, spot: true });
            }
        }
        out
    }

    fn distances(&self) -> Vec<Wanted> {
        let style = self.style.haloed(Face::Bold, self.style.sizes.km, self.style.palette.ink);
        let mut out = Vec::new();
        for (i, a, b) in self.links() {
            let Some(link) = self.drawn.spots[i].link else { continue };
            let text = link.label(&self.style.words);
            let block = Block::new(vec![(text, style)]);
            let clear = cluster_radius(self.placed, i, a);
            let from = a.lerp(b, (clear / a.distance(b).max(1.0)).min(0.6));
            let mut candidates = labels::along(from, b, block.width, block.height);
            // Beside another line a distance would be read as that line's.
            for c in &mut candidates {
                let shy = c.room.grown(10.0);
                let beside =
                    self.links().filter(|(j, p, q)| *j != i && shy.clip_line(*p, *q).is_some()).count();
                c.cost += 9.0 * beside as f64;
            }
            out.push(Wanted { block, job: Job { weight: 2.2, candidates }, town: None, told: true });
        }
        out
    }

    fn name_block(&self, name: &str, local: Option<&str>, rank: usize, events: bool) -> Block {
        let s = &self.style.sizes;
        let size = s.settlement[rank.min(2)];
        let face = if events || rank == 0 { Face::Bold } else { Face::Regular };
        let mut lines = vec![(name.to_owned(), self.style.haloed(face, size, self.style.palette.ink))];
        let local = local.filter(|l| !self.small && *l != name && fonts::can_show(l, Face::Italic));
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

    fn towns(&self) -> Vec<Wanted> {
        let spots: Vec<Pt> = self.drawn.spots.iter().map(|s| self.view.to_sheet(s.position)).collect();
        let symbols = discs(self.placed);
        let bbox = self.view.bounds();
        let middle = f64::midpoint(bbox[0], bbox[2]);
        let mut near: Vec<_> = self
            .base
            .settlements
            .iter()
            .filter(|s| {
                let lon = super::projection::near(s.position.lon, middle);
                lon >= bbox[0] && lon <= bbox[2] && s.position.lat >= bbox[1] && s.position.lat <= bbox[3]
            })
            .collect();
        near.sort_by(|a, b| (b.capital, b.population, &a.name).cmp(&(a.capital, a.population, &b.name)));
        let mut taken: Vec<Pt> = Vec::new();
        let mut out = Vec::new();
        for s in near.into_iter().take(20_000) {
            let at = self.view.to_sheet(s.position);
            let known = self.drawn.spots.iter().zip(&spots).any(|(spot, p)| {
                let away = p.distance(at);
                let same = || s.name.split(' ').any(|w| spot.name.split(' ').any(|v| v == w && v.len() > 3));
                away < 14.0 || (spot.at_place && away * self.view.metres_per_unit < SAME_PLACE && same())
            });
            let hidden = [self.furniture.bar, self.furniture.north].iter().any(|r| r.grown(8.0).holds(at))
                || symbols.iter().any(|(p, r)| p.distance(at) < r + 6.0);
            let apart = if s.population >= 250_000 { APART * 0.6 } else { APART };
            if known
                || hidden
                || !self.view.frame.grown(-10.0).holds(at)
                || taken.iter().any(|p| p.distance(at) < apart)
            {
                continue;
            }
            taken.push(at);
            let rank = rank(s.population);
            let (name, local) = s.shown(self.style.words.lang);
            let block = self.name_block(name, local, rank, false);
            let mut candidates = labels::around(at, TOWN + 1.0, block.width, block.height);
            // A place without events is not worth a leader.
            candidates.truncate(16);
            for c in &mut candidates {
                c.leader = None;
            }
            let weight = 1.0 + 0.4 * (2 - rank) as f64;
            let town = Some(Town { at, rank, spot: false });
            out.push(Wanted { block, job: Job { weight, candidates }, town, told: false });
            if out.len() >= if self.small { FEW } else { TOWNS } {
                break;
            }
        }
        out
    }

    fn areas(&self) -> Vec<Wanted> {
        let style = self.style.haloed(Face::Bold, self.style.sizes.settlement[2], self.style.palette.hatch);
        let mut out = Vec::new();
        for area in &self.drawn.areas {
            let rings = area_rings(area, self.base, self.view);
            if rings.is_empty() {
                continue;
            }
            let words = &self.style.words;
            let name = super::base::shown(&area.name, area.local_name.as_deref(), words.lang).0;
            let block = Block::new(vec![(name.to_owned(), style), (words.events(area.n), style)]);
            let candidates = spread(&rings, &self.view.frame, block.width, block.height);
            out.push(Wanted { block, job: Job { weight: 4.0, candidates }, town: None, told: true });
        }
        out
    }
}

/// Places for a label on an area: a grid over its visible part, the middle first.
fn spread(rings: &[Vec<Pt>], frame: &Rect, width: f64, height: f64) -> Vec<Candidate> {
    let Some(seen) = Rect::around(rings.iter().flatten().copied()) else { return Vec::new() };
    let seen = Rect {
        x0: seen.x0.max(frame.x0),
        y0: seen.y0.max(frame.y0),
        x1: seen.x1.min(frame.x1),
        y1: seen.y1.min(frame.y1),
    };
    let centre = seen.centre();
    let mut out = Vec::new();
    for row in 0..14 {
        for col in 0..14 {
            let p = Pt {
                x: seen.x0 + seen.width() * (f64::from(col) + 0.5) / 14.0,
                y: seen.y0 + seen.height() * (f64::from(row) + 0.5) / 14.0,
            };
            let room = Rect::new(p.x - width / 2.0, p.y - height / 2.0, width, height);
            let within = room.corners().iter().filter(|c| inside(**c, rings)).count();
            if inside(p, rings) {
                let cost = (4 - within) as f64 * 6.0 + p.distance(centre) * 0.02;
                out.push(Candidate { room, cost, leader: None, align: Anchor::Middle });
            }
        }
    }
    out
}

/// The rings on the sheet of an area that is hatched; empty for countries and for what lies outside the frame.
#[must_use]
pub fn area_rings(area: &Area, base: &BaseMap, view: &View) -> Vec<Vec<Pt>> {
    if area.precision == GeoPrecision::Country {
        return Vec::new();
    }
    let rings: Vec<Vec<Pt>> = match frame::outline(area, base) {
        Some(outline) => outline.rings.iter().map(|r| project_ring(view, r)).collect(),
        None => within_region(area, base, view, project_ring(view, &circle(area.position, area.radius_km))),
    };
    let seen = |r: &Vec<Pt>| {
        r.len() > 2 && Rect::around(r.iter().copied()).is_some_and(|b| b.overlap(&view.frame) > 0.0)
    };
    rings.into_iter().filter(seen).collect()
}

/// A district's circle cut to its region: no part of it lies across the region's border.
fn within_region(area: &Area, base: &BaseMap, view: &View, ring: Vec<Pt>) -> Vec<Vec<Pt>> {
    let region = area.within.as_deref().and_then(|code| base.regions.iter().find(|o| o.code == code));
    let Some(region) = region else { return vec![ring] };
    let line = |ring: &[Pt]| ring.iter().map(|p| Coord { x: p.x, y: p.y }).collect::<LineString<f64>>();
    let circle = Polygon::new(line(&ring), Vec::new());
    let rings = region.rings.iter().map(|r| Polygon::new(line(&project_ring(view, r)), Vec::new()));
    let mut cut = Vec::new();
    for part in rings {
        for piece in circle.intersection(&part) {
            cut.push(piece.exterior().coords().map(|c| pt(c.x, c.y)).collect());
        }
    }
    if cut.is_empty() { vec![ring] } else { cut }
}

/// Positions at that many kilometres around a point.
#[must_use]
pub fn circle(centre: crate::geodesy::LonLat, km: f64) -> Vec<crate::geodesy::LonLat> {
    let plane = super::projection::Aeqd::new(centre);
    (0..72)
        .map(|i| {
            let (s, c) = libm::sincos(f64::from(i) * 5.0_f64.to_radians());
            plane.inverse(km * 1000.0 * s, km * 1000.0 * c)
        })
        .collect()
}

/// More spots than this in the frame get no measuring lines: they would hide what they measure.
pub const CROWD: usize = 60;

/// True if the frame holds too many spots for measuring lines.
#[must_use]
pub fn crowded(drawn: &Drawn, view: &View) -> bool {
    drawn.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position))).count() > CROWD
}

/// Measuring lines on the sheet, cut to the frame, from the spot to the border; none in a crowd.
pub fn links<'a>(drawn: &'a Drawn, view: &'a View) -> impl Iterator<Item = (usize, Pt, Pt)> + 'a {
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

fn rank(population: u64) -> usize {
    match population {
        250_000.. => 0,
        30_000.. => 1,
        _ => 2,
    }
}
