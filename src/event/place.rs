//! Where an event lies, from the place that was chosen: point, radius, precision.

use super::lexicon::class;
use super::reading::Reading;
use super::site::Head;
use super::trigger::Trigger;
use super::{EventPlace, GeoPrecision, Relation};
use crate::gazetteer::PlaceClass;
use crate::geodesy::{LonLat, azimuth_deg, destination, distance_m};
use crate::toponym::{Toponym, Use, stated_offset};

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
    // A name that no layer has lies somewhere in the district or region that the text puts it in.
    let area = head.containers.iter().map(|index| &reading.toponyms[*index]).find(|toponym| {
        toponym
            .place
            .as_ref()
            .is_some_and(|place| matches!(place.class, PlaceClass::District | PlaceClass::Region))
    });
    let toponym = match (facility, named.place.is_none()) {
        (true, _) => holder.unwrap_or(named),
        (false, true) => holder.or(area).unwrap_or(named),
        (false, false) => named,
    };
    let place = toponym.place.as_deref().or(toponym.within.as_deref()).cloned();
    let class = place.as_ref().map_or(class_of(named), |place| place.class);
    // A street or quarter that no layer has, in a town that one has: somewhere there; a computed point too is no more than near.
    let part = named.place.is_none() && class == PlaceClass::Settlement;
    let computed =
        toponym.place.is_none() && toponym.evidence.iter().any(|why| why.rule == stated_offset::RULE);
    let precision = match precision(class, head, facility) {
        GeoPrecision::Settlement if part => GeoPrecision::Near,
        _ if computed => GeoPrecision::Near,
        other => other,
    };
    let between = (head.relation == Relation::Between && class == PlaceClass::Settlement)
        .then(|| halfway(reading, toponym, head))
        .flatten();
    let (position, radius_km) = between.unwrap_or_else(|| extent(toponym, head));
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
        (Relation::Offset, Some((km, Some(azimuth)))) => (
            Some(destination(place.position, azimuth, km * 1000.0)),
            Some(own + stated_offset::radius_km(km)),
        ),
        (Relation::Offset, Some((km, None))) => (Some(place.position), Some(own + km)),
        _ => (Some(place.position), Some(own)),
    }
}

/// Two places farther apart than this in km are no ends of a stretch.
const LONGEST_STRETCH_KM: f64 = 150.0;

/// "between X and Y": the point halfway, as unsure as half the way is long.
fn halfway(reading: &Reading<'_>, toponym: &Toponym, head: &Head) -> Option<(Option<LonLat>, Option<f64>)> {
    let one = toponym.place.as_deref()?;
    let other = head.containers.iter().find_map(|index| {
        let other = reading.toponyms[*index].place.as_deref()?;
        (other.class == PlaceClass::Settlement && other.id != one.id).then_some(other)
    })?;
    let metres = distance_m(one.position, other.position);
    let half_km = metres / 2000.0;
    (half_km <= LONGEST_STRETCH_KM / 2.0).then(|| {
        let azimuth = azimuth_deg(one.position, other.position);
        (
            Some(destination(one.position, azimuth, metres / 2.0)),
            Some(half_km + one.radius_km.max(other.radius_km)),
        )
    })
}

/// "exchanged fire on their disputed border": on a border, somewhere.
#[must_use]
pub fn at_border(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Option<EventPlace> {
    let bounds = reading.sentence(sentence);
    // A border that two sides share, by its own words.
    let shared = |at: usize| {
        (at.saturating_sub(4).max(bounds.first_token)..at).any(|before| {
            reading.is(before, class::SHARED)
                || reading.word(before) == "-"
                    && reading.prose.tokens.get(before + 1).is_some_and(|next| next.capital)
        }) || reading.word(at + 1) == "between"
    };
    let at = (trigger.first..bounds.end_token.min(trigger.end + 20)).find(|at| {
        matches!(reading.word(*at), "border" | "frontier")
            && shared(*at)
            && (at.saturating_sub(5).max(bounds.first_token)..*at).any(|before| {
                matches!(reading.word(before), "on" | "at" | "along" | "near" | "across")
                    && (before + 1..*at).all(|between| {
                        reading.is(between, class::SHARED)
                            || matches!(reading.word(between), "the" | "a" | "-" | "of" | "stretch")
                            || reading.prose.tokens[between].capital
                    })
            })
            && !reading.is(*at + 1, class::NEAR_KIND)
            && !reading.is(*at + 1, class::TITLE | class::OFFICIAL | class::MILITARY)
    })?;
    let span = reading.prose.tokens[at].span;
    Some(EventPlace {
        text: crate::text::slice(&reading.document.text, span).to_owned(),
        span: Some(span),
        relation: Relation::Near,
        inherited: false,
        ..nowhere()
    })
}

/// The country that a sentence speaks of in whatever role, if it is the only one.
#[must_use]
pub fn only_country(reading: &Reading<'_>, sentence: usize) -> Option<usize> {
    let span = reading.sentence(sentence).span;
    let first = reading.toponyms.partition_point(|toponym| toponym.span.start < span.start);
    let mut found: Option<usize> = None;
    for (index, toponym) in reading
        .toponyms
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, toponym)| toponym.span.end <= span.end)
    {
        let Some(place) = toponym.place.as_ref().filter(|place| place.class == PlaceClass::Country) else {
            continue;
        };
        let other = found.and_then(|found| reading.toponyms[found].place.as_ref());
        match other {
            Some(other) if other.id != place.id => return None,
            Some(_) => {}
            None => found = Some(index),
        }
    }
    found
}

/// The town of the last dateline before a token: a report that names no place tells of the one that it comes from. Not a capital
/// of a country, where reports are filed from whatever they tell of.
#[must_use]
pub fn filed_at(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let start = reading.prose.tokens.get(token)?.span.start;
    let end = reading.toponyms.partition_point(|toponym| toponym.span.start < start);
    let dateline = |index: &usize| {
        reading.toponyms[*index].evidence.iter().any(|evidence| evidence.rule == "dateline")
            && class_of(&reading.toponyms[*index]) == PlaceClass::Settlement
    };
    let index = (0..end).rev().find(dateline)?;
    let capital = reading.toponyms[index].evidence.iter().any(|evidence| evidence.rule == "capital");
    let named = |toponym: &Toponym| {
        toponym.usage == Use::Literal && !toponym.is_way() && class_of(toponym) == PlaceClass::Settlement
    };
    let placed = reading.toponyms[index].place.as_ref()?;
    // Another town that the report speaks of may be the one.
    let alone = reading
        .toponyms
        .iter()
        .all(|other| !named(other) || other.place.as_ref().is_some_and(|other| other.id == placed.id));
    (!capital && alone).then_some(index)
}

/// "KARACHI: A blaze in a plaza on X Road here", "PRAYAGRAJ: Pilgrims were crushed", where the headline names the town: the town of
/// the dateline, for a sentence that names no place.
#[must_use]
pub fn here_at(reading: &Reading<'_>, sentence: usize) -> Option<usize> {
    const HEAD: usize = 12;
    let bounds = reading.sentence(sentence);
    let end = reading.toponyms.partition_point(|toponym| toponym.span.start < bounds.span.end);
    let dateline = |index: &usize| {
        reading.toponyms[*index].evidence.iter().any(|evidence| evidence.rule == "dateline")
            && class_of(&reading.toponyms[*index]) == PlaceClass::Settlement
    };
    // A dateline stands at the head of the text; long logs stay linear.
    let index = (0..end.min(HEAD)).rev().find(dateline)?;
    let town = reading.toponyms[index].place.as_ref()?;
    let here = reading
        .window(sentence, bounds.first_token)
        .any(|at| reading.word(at) == "here" && !reading.is_quoted(at) && !reading.is(at + 1, class::BE));
    let filed = reading.prose.tokens_in(reading.toponyms[index].span).start;
    let opens = reading
        .prose
        .tokens
        .get(filed)
        .is_some_and(|token| reading.sentence(token.sentence).paragraph == bounds.paragraph);
    let headlined = || {
        reading
            .toponyms
            .iter()
            .take_while(|other| other.span.start < reading.toponyms[index].span.start)
            .any(|other| other.place.as_ref().is_some_and(|place| place.id == town.id))
    };
    (here || opens && headlined()).then_some(index)
}

/// In the town that a word names.
#[must_use]
pub fn of_town(reading: &Reading<'_>, index: usize) -> EventPlace {
    let head =
        Head { toponym: index, containers: Vec::new(), relation: Relation::In, offset: None, exact: false };
    place_at(reading, &head, true)
}

/// Somewhere in the country that a word names.
#[must_use]
pub fn of_country(reading: &Reading<'_>, index: usize) -> EventPlace {
    let head = Head {
        toponym: index,
        containers: Vec::new(),
        relation: Relation::Region,
        offset: None,
        exact: false,
    };
    place_at(reading, &head, true)
}

/// True if no layer has the name of an event's place, so that it bears what holds it.
#[must_use]
pub fn is_coarse(reading: &Reading<'_>, place: &EventPlace) -> bool {
    let areal = place.place.as_ref().is_some_and(|place| rank(place.class) >= 2);
    areal
        && place.span.is_some_and(|span| {
            let at = reading.toponyms.partition_point(|toponym| toponym.span.start < span.start);
            reading.toponyms.get(at).is_some_and(|toponym| toponym.span == span && toponym.place.is_none())
        })
}

/// Gives a place that bears the area of a name which no layer has that name, and an id of its own in the area.
pub fn bear_own_name(place: &mut EventPlace) {
    if let Some(known) = &mut place.place
        && !known.id.contains('/')
        && known.name != place.text
    {
        *known = known.unlisted(&place.text);
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
