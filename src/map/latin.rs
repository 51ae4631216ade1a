//! Names in scripts that the embedded fonts lack: the Latin name that the gazetteer knows, or none at all.

use std::collections::BTreeMap;

use super::base::BaseMap;
use super::drawn::Drawn;
use super::fonts::Face;
use super::letters;
use crate::gazetteer::Gazetteer;
use crate::geodesy::distance_m;
use crate::report::Report;

/// A place of the gazetteer that lies no farther off, in metres, and bears an event's name is that place.
const NEAR: f64 = 50_000.0;

/// The Latin name of each event's place whose own cannot be drawn, where the gazetteer knows the place by it.
pub(super) fn names(report: &Report, gazetteer: &Gazetteer) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for event in &report.events {
        let Some((place, position)) = event.place.place.as_ref().zip(event.place.position) else { continue };
        if known.contains_key(&place.name) || !letters::is_lost(&place.name, Face::Bold) {
            continue;
        }
        let found = gazetteer.lookup(&place.name).into_iter().map(|c| gazetteer.place(c.key));
        let nearest = found
            .map(|p| (distance_m(p.position, position), p))
            .filter(|(away, p)| *away <= NEAR && !letters::is_lost(&p.name, Face::Bold))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        known.extend(nearest.map(|(_, p)| (place.name.clone(), p.name)));
    }
    known
}

impl Drawn {
    /// The same with names that can be drawn. A place of which none is known stays without one, and its name is kept as left out.
    #[must_use]
    pub fn in_letters(mut self, base: &BaseMap) -> Self {
        let lost = &mut self.left_out;
        let mut mend = |name: &mut String, local: &mut Option<String>, otherwise: &str| {
            if !letters::is_lost(name, Face::Bold) {
                return;
            }
            let shown = local.take().filter(|l| !letters::is_lost(l, Face::Bold));
            *name = base.latin.get(name).cloned().or(shown).unwrap_or_else(|| {
                lost.insert(name.clone());
                otherwise.to_owned()
            });
        };
        for spot in &mut self.spots {
            mend(&mut spot.name, &mut spot.local_name, "");
        }
        for area in &mut self.areas {
            mend(&mut area.name, &mut area.local_name, letters::GAP);
        }
        let ends = self.stated.iter_mut().flat_map(|s| [&mut s.subject, &mut s.target]);
        for end in ends.chain(self.rivals.iter_mut().map(|r| &mut r.to)) {
            mend(&mut end.name, &mut end.local_name, letters::GAP);
        }
        self
    }
}
