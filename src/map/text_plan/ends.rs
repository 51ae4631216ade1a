//! Places at the ends of lines that are no event's own: of stated distances, and rivals of an event's place.

use super::{Plan, Wanted, rank};
use crate::map::base::shown;
use crate::map::claims::End;
use crate::map::geom::Pt;
use crate::map::labels::{self, Job};
use crate::map::layers::rivals::RING;
use crate::map::rivals::seen;
use crate::map::symbols::DOT;

/// An event's place that lies this near on the sheet bears the name already.
const SAME: f64 = 14.0;

/// The mark of such a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A dot, as of any settlement.
    Dot,
    /// The ring of a rival place.
    Ring,
}

impl Plan<'_> {
    /// Their names.
    pub(super) fn names_of_ends(&self) -> Vec<Wanted> {
        let wanted = |(end, at, mark): (&End, Pt, Mark)| {
            let (name, local) = shown(&end.name, end.local_name.as_deref(), self.style.words.lang);
            let block = self.name_block(name, local, rank(end.population), true);
            let clear = if mark == Mark::Dot { DOT } else { RING };
            let candidates = labels::around(at, clear + 1.0, block.width, block.height);
            let weight = 3.4 + 0.4 * (2 - rank(end.population)) as f64;
            Wanted { block, job: Job { weight, candidates }, town: None, told: true }
        };
        self.ends().into_iter().map(wanted).collect()
    }

    /// Each place once, where no event's place is named.
    pub(super) fn ends(&self) -> Vec<(&End, Pt, Mark)> {
        let spots: Vec<Pt> = self.drawn.spots.iter().map(|s| self.view.to_sheet(s.position)).collect();
        let stated = self.traces.iter().filter_map(|t| self.drawn.stated.get(t.number));
        let stated = stated.flat_map(|s| [(&s.subject, Mark::Dot), (&s.target, Mark::Dot)]);
        let rivals = seen(&self.drawn.rivals, self.view).filter(|_| self.rivals);
        let rivals = rivals.map(|(rival, ..)| (&rival.to, Mark::Ring));
        let mut found: Vec<(&End, Pt, Mark)> = Vec::new();
        for (end, mark) in rivals.chain(stated) {
            let at = self.view.to_sheet(end.position);
            let named = spots.iter().chain(found.iter().map(|f| &f.1)).any(|p| p.distance(at) < SAME);
            if end.point && !end.name.is_empty() && self.view.frame.holds(at) && !named {
                found.push((end, at, mark));
            }
        }
        found
    }
}
