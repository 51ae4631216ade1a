//! Which tellings in one article are one event: headline, lead, quote and body retell; regions hold villages.

use super::extract::Told;
use super::place::rank;
use super::{EventType, Modality, SubEventType, When, casualty};
use crate::gazetteer::Place;

/// What may be one happening: types that reporters use for each other.
#[must_use]
pub fn may_be_one(a: (EventType, SubEventType), b: (EventType, SubEventType)) -> bool {
    let violent = |event: EventType| {
        matches!(event, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
    };
    let crowd = |event: EventType| matches!(event, EventType::Protests | EventType::Riots);
    if violent(a.0) && violent(b.0) || crowd(a.0) && crowd(b.0) {
        return true;
    }
    a.0 == b.0 && a.1 == b.1
}

/// True if the second can only be a part of the first: fires after strikes, interceptions within a strike.
#[must_use]
pub fn is_part(whole: (EventType, SubEventType), part: (EventType, SubEventType)) -> bool {
    matches!(
        whole.0,
        EventType::Explosions
            | EventType::Battles
            | EventType::ViolenceAgainstCivilians
            | EventType::Disaster
            | EventType::Riots
            | EventType::Protests
    ) && matches!(
        part.1,
        SubEventType::Fire
            | SubEventType::Accident
            | SubEventType::DisruptedWeaponsUse
            | SubEventType::Looting
            | SubEventType::Other
            | SubEventType::Arrests
    )
}

/// True if the days can be the same.
#[must_use]
pub fn days_meet(a: &When, b: &When) -> bool {
    match (a.start, a.end, b.start, b.end) {
        (Some(a0), Some(a1), Some(b0), Some(b1)) => a0 <= b1 && b0 <= a1,
        _ => {
            a.start.is_some()
                || b.start.is_some()
                || a.basis == b.basis
                || a.basis.is_empty()
                || b.basis.is_empty()
                || a.basis.ends_with(')')
                || b.basis.ends_with(')')
        }
    }
}

fn is_own_date(when: &When) -> bool {
    when.start.is_some() && when.basis != "published" && !when.basis.ends_with(')')
}

/// True if both name the same place.
#[must_use]
pub fn same_place(a: &Told, b: &Told) -> bool {
    if a.place.span.is_some() && a.place.span == b.place.span {
        return true;
    }
    match (&a.place.place, &b.place.place) {
        (Some(x), Some(y)) => x.id == y.id || x.name == y.name && x.country == y.country,
        _ => !a.place.text.is_empty() && a.place.text.eq_ignore_ascii_case(&b.place.text),
    }
}

/// True if `wide` is an area that holds `narrow`, as far as is known.
#[must_use]
pub fn holds(wide: &Told, narrow: &Told) -> bool {
    let Some(area) = &wide.place.place else { return wide.place.text.is_empty() };
    if rank(area.class) < 2 || narrow.containers.iter().any(|name| *name == area.name) {
        return rank(area.class) >= 2;
    }
    match &narrow.place.place {
        Some(place) => inside(area, place),
        None => true,
    }
}

fn inside(area: &Place, place: &Place) -> bool {
    if rank(area.class) <= rank(place.class) {
        return false;
    }
    if place.region_id.is_some() && rank(area.class) == 3 && area.country.is_some() {
        return place.region_id.as_deref() == Some(area.id.as_str())
            || place.region.as_deref() == Some(area.name.as_str());
    }
    if rank(area.class) == 2 && place.district.is_some() {
        return place.district.as_deref() == Some(area.name.as_str());
    }
    area.country.is_none() || place.country.is_none() || area.country == place.country
}

/// Joins tellings of one event; returns the events in the order of their first telling.
#[must_use]
pub fn join(told: Vec<Told>) -> Vec<Told> {
    let mut events: Vec<Told> = Vec::new();
    for telling in told {
        match antecedent(&events, &telling) {
            Some(index) => absorb(&mut events[index], telling),
            None => events.push(telling),
        }
    }
    settle_areas(events)
}

/// Looks back at most this many events, so that long logs stay linear.
const LOOK_BACK: usize = 60;

fn antecedent(events: &[Told], telling: &Told) -> Option<usize> {
    let first = events.len().saturating_sub(LOOK_BACK);
    (first..events.len()).rev().find(|&index| {
        let event = &events[index];
        let own_days_differ =
            is_own_date(&event.when) && is_own_date(&telling.when) && !days_meet(&event.when, &telling.when);
        if own_days_differ {
            return false;
        }
        let compatible = may_be_one(event.kind, telling.kind);
        let part = is_part(event.kind, telling.kind) || is_part(telling.kind, event.kind);
        if same_place(event, telling) {
            return (compatible || part && !(telling.heading || event.heading) && telling.place.inherited)
                && (days_meet(&event.when, &telling.when) || telling.place.inherited)
                || part && event.sentence == telling.sentence;
        }
        let placeless = telling.place.place.is_none() && telling.place.text.is_empty();
        (compatible || part) && placeless
    })
}

fn absorb(event: &mut Told, other: Told) {
    let narrower = other.place.place.is_some()
        && (event.place.place.is_none() || place_rank(&other) < place_rank(event))
        && !other.place.inherited;
    if narrower {
        event.place = other.place.clone();
        event.containers.clone_from(&other.containers);
    }
    if !other.heading && (event.heading || worth(&other) > worth(event)) {
        if worth(&other) >= worth(event) {
            event.kind = other.kind;
        }
        event.trigger = other.trigger;
        event.sentence = other.sentence;
        event.certain = other.certain;
        if event.heading && is_better_date(&other.when, &event.when) {
            event.when = other.when.clone();
        }
        event.heading = false;
    } else if is_better_date(&other.when, &event.when) {
        event.when = other.when.clone();
    }
    if event.modality == Modality::Claimed && other.modality == Modality::Happened && !other.heading {
        event.modality = Modality::Happened;
    }
    for (known, new) in [
        (&mut event.casualties.killed, other.casualties.killed),
        (&mut event.casualties.injured, other.casualties.injured),
    ] {
        *known = match (*known, new) {
            (Some(a), Some(b)) => Some(casualty::larger(a, b)),
            (a, b) => a.or(b),
        };
    }
    if let Some(text) = other.casualties.text {
        match &mut event.casualties.text {
            Some(known) if known.contains(&text) => {}
            Some(known) => {
                known.push_str(" … ");
                known.push_str(&text);
            }
            None => event.casualties.text = Some(text),
        }
    }
    event.weapon = event.weapon.take().or(other.weapon);
    event.actor1 = event.actor1.take().or(other.actor1);
    event.actor2 = event.actor2.take().or(other.actor2);
    event.claimed_by = event.claimed_by.take().or(other.claimed_by);
    event.evidence.extend(other.evidence);
    event.tellings += other.tellings;
}

fn place_rank(told: &Told) -> u8 {
    told.place.place.as_ref().map_or(1, |place| rank(place.class))
}

fn worth(told: &Told) -> u8 {
    u8::from(told.certain) * 2 + u8::from(!told.weak)
}

fn is_better_date(new: &When, old: &When) -> bool {
    is_own_date(new) && (!is_own_date(old) || new.precision < old.precision)
}

/// An area's event whose villages are told apart is a summary: joined to its only village, or an aggregate of several.
fn settle_areas(events: Vec<Told>) -> Vec<Told> {
    let mut fate: Vec<Option<Vec<usize>>> = vec![None; events.len()];
    let wide: Vec<usize> =
        (0..events.len()).filter(|&index| place_rank(&events[index]) >= 2 || events[index].heading).collect();
    for &index in wide.iter().take(LOOK_BACK) {
        let area = &events[index];
        let inner: Vec<usize> = (0..events.len())
            .filter(|&other| {
                other != index
                    && place_rank(&events[other]) < place_rank(area).max(2)
                    && may_be_one(area.kind, events[other].kind)
                    && holds(area, &events[other])
                    && !(is_own_date(&area.when)
                        && is_own_date(&events[other].when)
                        && !days_meet(&area.when, &events[other].when))
            })
            .collect();
        if !inner.is_empty() {
            fate[index] = Some(inner);
        }
    }
    let mut kept: Vec<Option<Told>> = events.into_iter().map(Some).collect();
    for index in 0..kept.len() {
        let Some(inner) = fate[index].take() else { continue };
        let Some(mut area) = kept[index].take() else { continue };
        if let [only] = inner.as_slice()
            && let Some(Some(event)) = kept.get_mut(*only)
        {
            absorb(event, area);
        } else {
            area.modality = Modality::Aggregate;
            kept[index] = Some(area);
        }
    }
    kept.into_iter().flatten().collect()
}
