//! Settlements without events: those that a reader knows the place by, each with its name or not at all. The largest keep their names where
//! symbols lie on them.

use super::{Plan, TOWN, Town, Wanted, rank};
use crate::map::base::Settlement;
use crate::map::geom::Pt;
use crate::map::labels::{self, Job};
use crate::map::projection::near;
use crate::map::sheet::discs;
use crate::map::symbols::Placed;

/// Most settlements without events that are named, and on a small map.
const TOWNS: usize = 26;
const FEW: usize = 3;
/// So many of the largest towns are landmarks, if they have so many inhabitants: what a map's reader looks for first.
const LANDMARKS: (usize, u64) = (6, 100_000);
/// What the name of a landmark weighs: more than that of a place with one event.
const LANDMARK: f64 = 4.2;
/// A settlement that shares a word with an event's place and lies this near, in metres, is taken for it.
const SAME_PLACE: f64 = 6000.0;
/// Least way between two of them, in sheet units.
const APART: f64 = 118.0;

/// Where a line from a town's dot to its name comes out of the symbols that lie on the dot; beside it if none is in its way.
fn way_out(at: Pt, touch: Pt, symbols: &[(Pt, f64)]) -> Pt {
    let away = at.distance(touch).max(1e-9);
    let (x, y) = ((touch.x - at.x) / away, (touch.y - at.y) / away);
    let over = symbols.iter().filter(|(p, r)| p.distance(at) < r + 6.0);
    let out = over.map(|(p, r)| {
        let (dx, dy) = (p.x - at.x, p.y - at.y);
        let (along, aside) = (dx * x + dy * y, dx * y - dy * x);
        let half = (r + 1.0) * (r + 1.0) - aside * aside;
        if half > 0.0 { along + half.sqrt() } else { 0.0 }
    });
    at.lerp(touch, (out.fold(TOWN + 1.0, f64::max) / away).min(1.0))
}

impl<'a> Plan<'a> {
    /// The settlements in the frame's box, the largest first.
    fn known(&self) -> Vec<&'a Settlement> {
        let bbox = self.view.bounds();
        let middle = f64::midpoint(bbox[0], bbox[2]);
        let mut known: Vec<_> = self
            .base
            .settlements
            .iter()
            .filter(|s| {
                let lon = near(s.position.lon, middle);
                lon >= bbox[0] && lon <= bbox[2] && s.position.lat >= bbox[1] && s.position.lat <= bbox[3]
            })
            .collect();
        known.sort_by(|a, b| (b.capital, b.population, &a.name).cmp(&(a.capital, a.population, &b.name)));
        known
    }

    /// The name of a settlement with where it may stand; with a leader for a landmark.
    fn town(&self, s: &Settlement, at: Pt, led: bool, symbols: &[(Pt, f64)]) -> Wanted {
        let rank = rank(s.population);
        let (name, local) = s.shown(self.style.words.lang);
        let covered = symbols.iter().any(|(p, r)| p.distance(at) < r + 6.0);
        // A number on a town is of events there.
        let counted = |p: &&Placed| p.n > 1 && p.at.distance(at) < p.r + 6.0;
        let events = self.placed.iter().any(|p| counted(&p));
        // Amid symbols one line finds room more easily than two.
        let block = self.name_block(name, local.filter(|_| !covered), rank, events);
        // Its name stands beside the symbols that lie on it.
        let over = symbols.iter().map(|(p, r)| (p.distance(at), r)).filter(|(away, r)| *away < *r + 6.0);
        let clear = over.map(|(away, r)| away + r).fold(TOWN + 1.0, f64::max);
        let mut candidates = labels::around(at, clear, block.width, block.height);
        if led {
            candidates.extend(labels::led(at, clear, block.width, block.height));
            for c in &mut candidates {
                c.leader = c.leader.map(|(_, touch)| (way_out(at, touch, symbols), touch));
            }
        } else {
            // Other places without events are not worth a leader.
            candidates.truncate(16);
            for c in &mut candidates {
                c.leader = None;
            }
        }
        let weight = if led { LANDMARK } else { 1.0 + 0.4 * (2 - rank) as f64 };
        let town = Some(Town { at, rank, spot: false });
        Wanted { block, job: Job { weight, candidates }, town, told: false }
    }

    pub(super) fn towns(&self) -> Vec<Wanted> {
        let spots: Vec<Pt> = self.drawn.spots.iter().map(|s| self.view.to_sheet(s.position)).collect();
        let symbols = discs(self.placed);
        let known = self.known();
        let ends: Vec<Pt> = self.ends().iter().map(|end| end.1).collect();
        let mut taken: Vec<Pt> = Vec::new();
        let mut out = Vec::new();
        let mut landmarks = 0;
        for s in known.into_iter().take(20_000) {
            let at = self.view.to_sheet(s.position);
            let landmark = landmarks < LANDMARKS.0 && s.population >= LANDMARKS.1;
            let taken_for = self.drawn.spots.iter().zip(&spots).any(|(spot, p)| {
                let away = p.distance(at);
                let same = || s.name.split(' ').any(|w| spot.name.split(' ').any(|v| v == w && v.len() > 3));
                // A heap has no name that a landmark could be taken for.
                away < 14.0 && !(landmark && spot.name.is_empty())
                    || (spot.at_place && away * self.view.metres_per_unit < SAME_PLACE && same())
            });
            let hidden = [self.furniture.bar, self.furniture.north].iter().any(|r| r.grown(8.0).holds(at))
                || !landmark && symbols.iter().any(|(p, r)| p.distance(at) < r + 6.0)
                || ends.iter().any(|p| p.distance(at) < 14.0);
            let apart = if s.population >= 250_000 { APART * 0.6 } else { APART };
            if taken_for
                || hidden
                || !self.view.frame.grown(-10.0).holds(at)
                || taken.iter().any(|p| p.distance(at) < apart)
            {
                continue;
            }
            taken.push(at);
            landmarks += usize::from(landmark);
            out.push(self.town(s, at, landmark && !self.small, &symbols));
            if out.len() >= if self.small { FEW } else { TOWNS } {
                break;
            }
        }
        out
    }
}
