//! Rival places: where other texts set an incident that stands on the map at the place of its best account.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::End;
use super::drawn::Happening;
use super::geom::Pt;
use super::projection::View;
use crate::event::{Event, EventPlace, Incident};
use crate::geodesy::{LonLat, distance_m};
use crate::report::Report;

/// Points that lie nearer to each other, in metres, are one place in two gazetteers.
const APART: f64 = 1000.0;

/// Another place of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// Where the incident stands.
    pub from: LonLat,
    /// Where another text has it.
    pub to: End,
}

/// On the sheet, a line shorter than this would hide under the symbols at its ends.
const SHORT: f64 = 22.0;

/// Those of some rival places whose line is seen in a view, with its ends on the sheet.
pub(super) fn seen<'a>(all: &'a [Rival], view: &'a View) -> impl Iterator<Item = (&'a Rival, Pt, Pt)> {
    let ends = |rival: &'a Rival| (rival, view.to_sheet(rival.from), view.to_sheet(rival.to.position));
    all.iter().map(ends).filter(|(_, a, b)| a.distance(*b) >= SHORT && view.frame.clip_line(*a, *b).is_some())
}

/// The rival places of some happenings, each pair of places once; what is known only by an area is none.
pub(super) fn gather<'a>(report: &'a Report, some: &[Happening<'a>]) -> Vec<Rival> {
    let by_id: BTreeMap<&str, &Event> = report.events.iter().map(|e| (e.id.as_str(), e)).collect();
    let several = some.iter().filter_map(|(incident, event)| Some(((*incident)?, *event)));
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (incident, event) in several.filter(|(incident, _)| incident.events.len() > 1) {
        let Some(from) = point(&event.place) else { continue };
        for other in others(incident, event, &by_id) {
            let shown = report.shown.holds(other.modality);
            let Some(to) = point(&other.place).filter(|_| shown && differ(&event.place, &other.place)) else {
                continue;
            };
            let key = [from, to].map(|p| ((p.lon * 1e5).round() as i64, (p.lat * 1e5).round() as i64));
            if seen.insert(key) {
                out.push(Rival { from, to: end(&other.place, to) });
            }
        }
    }
    out
}

fn others<'a>(
    incident: &'a Incident,
    event: &'a Event,
    by_id: &'a BTreeMap<&str, &'a Event>,
) -> impl Iterator<Item = &'a Event> {
    let told = incident.events.iter().filter(|id| **id != event.id);
    told.filter_map(|id| by_id.get(id.as_str()).copied())
}

fn point(place: &EventPlace) -> Option<LonLat> {
    place.position.filter(|p| !place.precision.is_areal() && p.lon.is_finite() && p.lat.is_finite())
}

/// True if two accounts name different places that also lie apart.
fn differ(a: &EventPlace, b: &EventPlace) -> bool {
    let name = |place: &EventPlace| {
        place.place.as_ref().map_or(place.text.clone(), |p| p.name.clone()).to_lowercase()
    };
    let apart = a.position.zip(b.position).is_some_and(|(p, q)| distance_m(p, q) > APART);
    apart && name(a) != name(b)
}

fn end(place: &EventPlace, position: LonLat) -> End {
    let known = place.place.as_ref();
    End {
        position,
        name: known.map_or_else(|| place.text.clone(), |p| p.name.clone()),
        local_name: known.and_then(|p| p.local_name.clone()),
        population: known.and_then(|p| p.population).unwrap_or(0),
        point: true,
    }
}
