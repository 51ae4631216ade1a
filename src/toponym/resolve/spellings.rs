//! Spellings that no layer has: places by transliteration key, only inside the countries and near the places of the document.

use super::Ranked;
use super::groups::{Group, Tie, holds};
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{Atlas, Sense, rough_km};
use crate::toponym::kind_words::Form;
use crate::toponym::names::Names;

/// A place found by its key lies within this many km of a place that the document names.
const NEAR_KM: f64 = 120.0;
/// Only so many anchors are measured against.
const MOST_ANCHORS: usize = 24;

/// Adds places by key to the groups that need them; true if any was added.
///
/// A group needs them if it has no sense, or if none of its senses lies in an area that the text states for it.
pub fn add<A: Atlas + ?Sized>(names: &Names<'_, A>, groups: &mut [Group], ranked: &[Vec<Ranked>]) -> bool {
    let anchors = anchors(ranked);
    let mut countries: Vec<[u8; 2]> =
        anchors.iter().map(|sense| sense.country).filter(|code| code != b"  ").collect();
    countries.sort_unstable();
    countries.dedup();
    let codes: Vec<&str> = countries.iter().filter_map(|code| std::str::from_utf8(code).ok()).collect();
    if codes.is_empty() {
        return false;
    }
    let mut added = false;
    for group in groups.iter_mut() {
        let stated: Vec<&Sense> = group
            .parents
            .iter()
            .filter(|parent| parent.tie != Tie::Paragraph)
            .filter_map(|parent| Some(&ranked.get(parent.group)?.first()?.sense))
            .filter(|area| area.class != PlaceClass::Country)
            .collect();
        let known = group.senses.iter().any(|sense| match () {
            () if stated.is_empty() => {
                near_any(sense, &anchors) || sense.population > 15_000 || sense.is_division()
            }
            () => {
                stated.iter().any(|area| holds(area, sense) || area.place == sense.place)
                    || sense.population > 200_000
            }
        });
        let few = group.senses.is_empty() || !known && group.form != Form::Region;
        if !few || names.words(group.name).chars().count() < 4 {
            continue;
        }
        let words = names.words(group.name).to_string();
        for sense in names.atlas.by_key(&words, &codes) {
            let new = group.senses.iter().all(|known| known.place != sense.place);
            let fits = match group.form {
                Form::Region => sense.class == PlaceClass::Region,
                Form::District => matches!(sense.class, PlaceClass::District | PlaceClass::Settlement),
                _ => {
                    sense.class == PlaceClass::Settlement
                        || sense.class == PlaceClass::Region && group.senses.is_empty()
                }
            };
            let inside = stated.iter().any(|area| holds(area, &sense));
            if new && fits && (inside || near_any(&sense, &anchors) || sense.class == PlaceClass::Region) {
                group.senses.push(sense);
                added = true;
            }
        }
    }
    added
}

/// The surest places of the document, the areas first.
fn anchors(ranked: &[Vec<Ranked>]) -> Vec<Sense> {
    let mut best: Vec<&Ranked> =
        ranked.iter().filter_map(|ranked| ranked.first()).filter(|best| best.probability > 0.6).collect();
    best.sort_by_key(|best| best.sense.class == PlaceClass::Country);
    best.into_iter().take(MOST_ANCHORS).map(|best| best.sense.clone()).collect()
}

fn near_any(sense: &Sense, anchors: &[Sense]) -> bool {
    anchors.iter().filter(|anchor| anchor.class != PlaceClass::Country).any(|anchor| {
        holds(anchor, sense)
            || anchor.place == sense.place
            || !anchor.is_division() && rough_km(anchor.position, sense.position) < NEAR_KM
    })
}
