//! Names that no layer has, placed as coarsely as the text allows: in the area that it states for them, or where its other
//! places lie. The point is the area's, the radius says how little is known.

use std::sync::Arc;

use super::atlas::{Atlas, Sense, rough_km};
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use super::resolve::Resolved;
use super::resolve::groups::Tie;
use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};

/// Confidence in an area that the text states for the name, and in the last settlement named before it.
const STATED: f64 = 0.6;
const NEIGHBOUR: f64 = 0.35;
/// A neighbour, or an area that the text states, is used from this probability on.
const SETTLED: f64 = 0.3;
/// Radius in km around a settlement within which what is named beside it is taken to lie.
const NEIGHBOUR_KM: f64 = 25.0;
/// A neighbour is looked for among this many mentions on either side.
const REACH: usize = 12;

/// The place of the surroundings of mention `index`, the confidence in it and the reason; none if the text has none.
pub fn place<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(Arc<Place>, f64, Evidence)> {
    let group = &resolved.groups.list[resolved.groups.of[index]];
    let stated = group.parents.iter().filter(|parent| matches!(parent.tie, Tie::Direct | Tie::District));
    let stated = stated.filter_map(|parent| Some((parent.mention, chosen(resolved, parent.mention)?)));
    let (found, confidence) = match stated.min_by(|a, b| a.1.radius_km.total_cmp(&b.1.radius_km)) {
        Some(stated) => (Some(stated), STATED),
        None => (neighbour(resolved, hits.len(), index), NEIGHBOUR),
    };
    let (mention, sense) = found?;
    let mut place = names.place(sense.place)?;
    let own = Arc::make_mut(&mut place);
    own.radius_km = own.radius_km.max(NEIGHBOUR_KM);
    let span = page.span(hits[mention].kind.first.min(hits[mention].first), hits[mention].end);
    let note = if confidence >= STATED {
        "no layer has the name; the text puts it in this area, whose point and radius stand for it"
    } else {
        "no layer has the name; it is taken to lie about this place, which the text names beside it"
    };
    Some((place, confidence, Evidence::at("coarse", span, note)))
}

fn chosen(resolved: &Resolved, mention: usize) -> Option<&Sense> {
    let group = *resolved.groups.of.get(mention)?;
    resolved.ranked.get(group)?.first().filter(|best| best.probability > SETTLED).map(|best| &best.sense)
}

/// The settlement or district around the mention that most of its other neighbours lie near; the nearest in the text of equals.
fn neighbour(resolved: &Resolved, count: usize, index: usize) -> Option<(usize, &Sense)> {
    let around = index.saturating_sub(REACH)..(index + REACH + 1).min(count);
    let candidates: Vec<(usize, &Sense)> = around
        .filter(|&mention| mention != index)
        .filter_map(|mention| Some((mention, chosen(resolved, mention)?)))
        .collect();
    let fine = |sense: &Sense| {
        matches!(sense.class, PlaceClass::Settlement | PlaceClass::District | PlaceClass::Facility)
    };
    let any_fine = candidates.iter().any(|(_, sense)| fine(sense));
    candidates
        .iter()
        .filter(|(_, sense)| fine(sense) || !any_fine && sense.class == PlaceClass::Region)
        .max_by_key(|(mention, sense)| {
            let close = candidates
                .iter()
                .filter(|(_, other)| rough_km(other.position, sense.position) < 50.0)
                .count();
            (close, std::cmp::Reverse(mention.abs_diff(index)), std::cmp::Reverse(*mention))
        })
        .copied()
}
