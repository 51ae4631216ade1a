//! Areas that events are known by: their outlines on the sheet, and where their names may stand.

use geo::{BooleanOps as _, Coord, LineString, Polygon};

use super::{Block, Plan, Wanted};
use crate::event::GeoPrecision;
use crate::map::base::{self, BaseMap};
use crate::map::drawn::Area;
use crate::map::fonts::Face;
use crate::map::frame;
use crate::map::geom::{Pt, Rect, inside, pt};
use crate::map::labels::{Candidate, Job};
use crate::map::projection::{Aeqd, View};
use crate::map::scene::Anchor;
use crate::map::sheet::project_ring;

impl Plan<'_> {
    pub(super) fn areas(&self) -> Vec<Wanted> {
        let style = self.style.haloed(Face::Bold, self.style.sizes.settlement[2], self.style.palette.hatch);
        let mut out = Vec::new();
        for area in &self.drawn.areas {
            let rings = area_rings(area, self.base, self.view);
            if rings.is_empty() {
                continue;
            }
            let words = &self.style.words;
            let name = base::shown(&area.name, area.local_name.as_deref(), words.lang).0;
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
    let plane = Aeqd::new(centre);
    (0..72)
        .map(|i| {
            let (s, c) = libm::sincos(f64::from(i) * 5.0_f64.to_radians());
            plane.inverse(km * 1000.0 * s, km * 1000.0 * c)
        })
        .collect()
}
