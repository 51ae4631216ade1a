//! Where an event lies, from the place that was chosen: point, radius, precision.

use super::reading::Reading;
use super::site::Head;
use super::{EventPlace, GeoPrecision, Relation};
use crate::gazetteer::PlaceClass;
use crate::geodesy::{LonLat, destination};
use crate::toponym::Toponym;

pub fn class_of(toponym: &Toponym) -> PlaceClass {
    toponym.place.as_ref().map_or(PlaceClass::Settlement, |place| place.class)
}

/// From narrow to wide.
#[must_use]
pub fn rank(class: PlaceClass) -> u8 {
    match class {
        PlaceClass::Facility => 0,
        PlaceClass::Settlement => 1,
        PlaceClass::District => 2,
        PlaceClass::Region | PlaceClass::Sea | PlaceClass::Area => 3,
        PlaceClass::Country => 4,
    }
}

/// The place of an event at one head of a site.
#[must_use]
pub fn place_at(reading: &Reading<'_>, head: &Head, inherited: bool) -> EventPlace {
    let named = &reading.toponyms[head.toponym];
    let settled = |index: &&usize| {
        reading.toponyms[**index].place.as_ref().is_some_and(|place| place.class == PlaceClass::Settlement)
    };
    let holder = head.containers.iter().find(settled).map(|index| &reading.toponyms[*index]);
    // A facility is kept with its settlement: the point is the settlement's, the words are the facility's.
    let facility = class_of(named) == PlaceClass::Facility;
    let toponym = if facility || named.place.is_none() { holder.unwrap_or(named) } else { named };
    // What no layer has bears its own name and lies in the area that the text speaks of.
    let place = toponym.place.as_deref().or(toponym.within.as_deref()).cloned();
    let class = place.as_ref().map_or(class_of(named), |place| place.class);
    let precision = precision(class, head, facility);
    let (position, radius_km) = extent(toponym, head);
    let relation = match head.relation {
        Relation::In if precision.is_areal() => Relation::Region,
        Relation::Near | Relation::Outskirts if precision.is_areal() && head.relation == Relation::Near => {
            Relation::Near
        }
        other => other,
    };
    EventPlace {
        place,
        text: named.text.clone(),
        span: Some(named.span),
        relation,
        position,
        radius_km,
        precision,
        inherited,
    }
}

pub fn precision(class: PlaceClass, head: &Head, facility: bool) -> GeoPrecision {
    match class {
        PlaceClass::Facility => GeoPrecision::Exact,
        PlaceClass::Settlement => match head.relation {
            Relation::Near | Relation::Outskirts | Relation::Offset | Relation::Between => GeoPrecision::Near,
            _ if facility || head.exact => GeoPrecision::Exact,
            _ => GeoPrecision::Settlement,
        },
        PlaceClass::District => GeoPrecision::District,
        PlaceClass::Region => GeoPrecision::Region,
        PlaceClass::Area => GeoPrecision::Area,
        PlaceClass::Country => GeoPrecision::Country,
        PlaceClass::Sea => GeoPrecision::Sea,
    }
}

/// Point and radius in km: the place's own, widened or moved by the relation.
pub fn extent(toponym: &Toponym, head: &Head) -> (Option<LonLat>, Option<f64>) {
    let Some(place) = toponym.place.as_ref().or(toponym.within.as_ref()) else { return (None, None) };
    let own = place.radius_km;
    match (head.relation, head.offset) {
        (Relation::Near | Relation::Between, _) => {
            (Some(place.position), Some((own + 5.0).max(10.0).min(25.0_f64.max(own))))
        }
        (Relation::Outskirts, _) => (Some(place.position), Some(own + 3.0)),
        (Relation::Offset, Some((km, Some(azimuth)))) => {
            (Some(destination(place.position, azimuth, km * 1000.0)), Some(own + (km * 0.2).max(2.0)))
        }
        (Relation::Offset, Some((km, None))) => (Some(place.position), Some(own + km)),
        _ => (Some(place.position), Some(own)),
    }
}

/// The place of an event that no words place.
#[must_use]
pub fn nowhere() -> EventPlace {
    EventPlace {
        place: None,
        text: String::new(),
        span: None,
        relation: Relation::In,
        position: None,
        radius_km: None,
        precision: GeoPrecision::Area,
        inherited: true,
    }
}
