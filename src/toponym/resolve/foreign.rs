//! Names whose only places lie in countries that the text does not speak of, or outside the area that it states for them: a
//! little-known town abroad is the likelier error, where the text's own village is in no layer.

use std::collections::BTreeMap;

use super::Ranked;
use super::groups::{Group, Tie};
use super::parents::holds;
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{NameMatch, Sense, rough_km};
use crate::toponym::kind_words::Form;

/// A place is settled from this probability on.
const SETTLED: f64 = 0.5;
/// A text is about a country that so many names and adjectives speak for.
const AT_HOME: f64 = 2.0;
/// The same where nothing else is spoken of.
const WHOLLY_AT_HOME: f64 = 5.0;
/// A town of fewer inhabitants, farther than this in km from all other places of such a text, is another.
const LARGE: u64 = 500_000;
const ABROAD_KM: f64 = 1000.0;
/// A place of more inhabitants is named abroad too.
const KNOWN: u64 = 100_000;
/// The same for one that bears another usual name than the text's.
const WELL_KNOWN: u64 = 2_000_000;
/// Nearer than this in km to another place of the text, a border does not make it foreign.
const NEAR_KM: f64 = 300.0;
/// The same for a place that bears another usual name than the text's.
const LESSER_NEAR_KM: f64 = 120.0;
/// Farther than this in km outside a region or district that the text states for it, a place is another.
const DIVISION_KM: f64 = 75.0;
/// In a text of so many places that all lie nearer than that to each other, one farther than this in km from all is another.
const LOCAL: usize = 3;
const REMOTE_KM: f64 = 600.0;
/// What is left of the probability of a place abroad.
const LEFT: f64 = 0.1;

/// Lowers the probability of foreign places; the name then stands without a place.
pub fn dismiss(groups: &[Group], ranked: &mut [Vec<Ranked>], adjectives: &BTreeMap<[u8; 2], f64>) {
    for number in self::groups(groups, ranked, adjectives) {
        for one in &mut ranked[number] {
            one.probability *= LEFT;
        }
    }
}

/// The groups whose likeliest place is foreign.
pub fn groups(groups: &[Group], ranked: &[Vec<Ranked>], adjectives: &BTreeMap<[u8; 2], f64>) -> Vec<usize> {
    let best: Vec<Option<Sense>> = ranked
        .iter()
        .map(|ranked| ranked.first().filter(|best| best.probability > SETTLED).map(|best| best.sense))
        .collect();
    let mut weights: BTreeMap<[u8; 2], f64> = BTreeMap::new();
    for sense in best.iter().flatten().filter(|sense| sense.country != *b"  ") {
        *weights.entry(sense.country).or_default() += 1.0;
    }
    for (&country, &weight) in adjectives {
        *weights.entry(country).or_default() += weight;
    }
    let home = weights.values().copied().fold(0.0, f64::max);
    let is_at_home = weights.values().any(|weight| *weight >= AT_HOME);
    // "Gunmen from Chad crossed into Sudan": of two countries, neither of them that of a place that bears the name among others.
    let all: f64 = weights.values().sum();
    let between = |sense: &Sense| {
        let own = weights.get(&sense.country).copied().unwrap_or(0.0);
        sense.matched != NameMatch::Primary && all - own >= AT_HOME
    };
    let foreign = |(number, group): (usize, &Group)| {
        let first = ranked[number].first()?;
        let sense = &first.sense;
        // Soldiers of a country do not make its towns meant by names that they bear among others.
        let alone = (between(sense) || !adjectives.contains_key(&sense.country))
            && best
                .iter()
                .flatten()
                .all(|other| other.country != sense.country || other.place == sense.place);
        let abroad = (is_at_home || between(sense))
            && alone
            && !is_tied(group, sense, &best)
            && !is_near(sense, &best);
        // "troops crossed into Blida" in a text of Lebanon alone: not the large town of Algeria.
        let far_off = home >= WHOLLY_AT_HOME
            && alone
            && weights.get(&sense.country).is_none_or(|own| *own <= 1.0)
            && sense.class == PlaceClass::Settlement
            && sense.seat < 3
            && sense.population < LARGE
            && group.form <= Form::Settlement
            && !is_tied(group, sense, &best)
            && best.iter().flatten().all(|other| {
                other.place == sense.place || rough_km(other.position, sense.position) > ABROAD_KM
            });
        (far_off
            || is_obscure(group, sense)
                && (abroad || is_elsewhere(group, sense, &best) || is_remote(group, sense, &best)))
        .then_some(number)
    };
    groups.iter().enumerate().filter_map(foreign).collect()
}

fn is_obscure(group: &Group, sense: &Sense) -> bool {
    let usual = sense.matched == NameMatch::Primary;
    match sense.class {
        PlaceClass::Settlement | PlaceClass::Facility => {
            // A town that only stands for a district of its name is none the less somewhere else.
            let known = usual && group.form <= Form::Settlement;
            sense.seat < 3 && sense.population < if known { KNOWN } else { WELL_KNOWN }
        }
        PlaceClass::District => group.form != Form::District || !usual,
        // A canton or county that hardly anybody names abroad, too.
        PlaceClass::Region => group.form < Form::Region && (!usual || (1..KNOWN).contains(&sense.population)),
        // "the Deep South" of another country.
        PlaceClass::Area => sense.country != *b"  ",
        _ => false,
    }
}

/// True if an area that grammar states for the name holds the place.
fn is_tied(group: &Group, sense: &Sense, best: &[Option<Sense>]) -> bool {
    let direct = group.parents.iter().filter(|parent| parent.tie == Tie::Direct);
    direct.filter_map(|parent| best.get(parent.group)?.as_ref()).any(|area| holds(area, sense))
}

/// True if the place lies far outside an area that grammar states for the name ("in X in northern Y") and inside none. For one
/// that only bears the name among others, another country than the stated one is far enough.
fn is_elsewhere(group: &Group, sense: &Sense, best: &[Option<Sense>]) -> bool {
    let direct = group.parents.iter().filter(|parent| parent.tie == Tie::Direct);
    let mut areas =
        direct.filter_map(|parent| best.get(parent.group)?.as_ref()).filter(|area| area.is_division());
    let usual = sense.matched == NameMatch::Primary;
    let far = |area: &Sense| {
        let margin = if area.class == PlaceClass::Country { NEAR_KM } else { DIVISION_KM };
        !usual && area.country != sense.country
            || rough_km(area.position, sense.position) > area.radius_km + margin
    };
    let Some(first) = areas.next() else { return false };
    (sense.population < KNOWN || !usual) && far(first) && areas.all(far) && !is_tied(group, sense, best)
}

/// True for a little-known place of the text's own country far from all its other places, where these lie close together.
fn is_remote(group: &Group, sense: &Sense, best: &[Option<Sense>]) -> bool {
    if sense.class != PlaceClass::Settlement || sense.population >= KNOWN || is_tied(group, sense, best) {
        return false;
    }
    let others = || {
        best.iter().flatten().filter(|other| {
            other.place != sense.place
                && !matches!(other.class, PlaceClass::Country | PlaceClass::Area | PlaceClass::Sea)
        })
    };
    let far = others().all(|other| {
        rough_km(other.position, sense.position) > REMOTE_KM + other.radius_km
            && sense.region != Some(other.place)
    });
    let Some(first) = others().next() else { return false };
    far && others().count() >= LOCAL
        && others().all(|other| rough_km(other.position, first.position) < NEAR_KM)
}

fn is_near(sense: &Sense, best: &[Option<Sense>]) -> bool {
    let reach = if sense.matched == NameMatch::Primary { NEAR_KM } else { LESSER_NEAR_KM };
    best.iter()
        .flatten()
        .filter(|other| other.place != sense.place && !other.is_division())
        .any(|other| rough_km(other.position, sense.position) < reach)
}
