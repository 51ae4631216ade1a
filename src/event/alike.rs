//! What two tellings have in common: kind, days, place.

use super::place::rank;
use super::told::Told;
use super::{EventType, Relation, SubEventType, When};

/// What may be one happening: types that reporters use for each other.
#[must_use]
pub fn may_be_one(x: &Told, y: &Told) -> bool {
    let (a, b) = (x.kind, y.kind);
    let violent = |event: EventType| {
        matches!(event, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
    };
    let crowd = |event: EventType| matches!(event, EventType::Protests | EventType::Riots);
    if a.0 == b.0 && (violent(a.0) || crowd(a.0)) || crowd(a.0) && crowd(b.0) {
        return true;
    }
    if violent(a.0) && violent(b.0) {
        // An air strike within a ground battle is one event, but only where the words tie them or leave the type open.
        return x.open || y.open || !(x.certain || y.certain) || x.sentence == y.sentence;
    }
    a == b || is_taken_and_left(x, y)
}

/// "entered the town after the army withdrew from it": one change of hands.
fn is_taken_and_left(x: &Told, y: &Told) -> bool {
    let taken = |told: &Told| told.kind.1 == SubEventType::NonViolentTransfer;
    let left = |told: &Told| told.kind.1 == SubEventType::ChangeToGroup;
    x.sentence == y.sentence && (taken(x) && left(y) || left(x) && taken(y))
}

/// True if the second can only be a part of the first: fires after strikes, interceptions within a strike.
#[must_use]
pub fn is_part(whole: (EventType, SubEventType), part: (EventType, SubEventType)) -> bool {
    use EventType as E;
    use SubEventType as S;
    let crowd = matches!(whole.0, E::Protests | E::Riots);
    if crowd && part.1 == S::Attack {
        return true;
    }
    (crowd || matches!(whole.0, E::Explosions | E::Battles | E::ViolenceAgainstCivilians | E::Disaster))
        && matches!(
            part.1,
            S::Fire | S::Accident | S::DisruptedWeaponsUse | S::Looting | S::Other | S::Arrests
        )
}

/// True if the days can be the same.
#[must_use]
pub fn days_meet(a: &When, b: &When) -> bool {
    match (a.start, a.end, b.start, b.end) {
        (Some(a0), Some(a1), Some(b0), Some(b1)) => a0 <= b1 && b0 <= a1,
        (None, _, None, _) => {
            let day = |when: &When| when.basis.split(" (").next().unwrap_or("").to_lowercase();
            let (a, b) = (day(a), day(b));
            let weekday = |text: &str| WEEKDAYS.iter().position(|day| text.contains(day));
            let same = |x: Option<usize>, y: Option<usize>| x.is_none() || y.is_none() || x == y;
            let digits =
                |text: &str| text.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
            let (x, y) = (digits(&a), digits(&b));
            same(weekday(&a), weekday(&b)) && (x.is_empty() || y.is_empty() || x == y)
        }
        _ => true,
    }
}

pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub fn is_own_date(when: &When) -> bool {
    !when.basis.is_empty() && !when.basis.ends_with("published") && !when.basis.ends_with(')')
}

/// True if both name the same place.
#[must_use]
pub fn same_place(a: &Told, b: &Told) -> bool {
    if a.place.span.is_some() && a.place.span == b.place.span {
        return true;
    }
    let same_words = !a.place.text.is_empty() && a.place.text.eq_ignore_ascii_case(&b.place.text);
    if a.coarse || b.coarse {
        // Both may bear the place of one area that holds two villages.
        return same_words;
    }
    // "X district" and its seat X, told of the same days.
    if same_words && place_rank(a).abs_diff(place_rank(b)) == 1 && place_rank(a).max(place_rank(b)) == 2 {
        return true;
    }
    // "Panjgur district" and "Panjgur", each by another layer's name.
    let country = |told: &Told| told.place.place.as_ref().and_then(|place| place.country.clone());
    if same_words && place_rank(a) == 2 && place_rank(b) == 2 && country(a) == country(b) {
        return true;
    }
    if is_near_same(a, b) || is_seat(a, b) || is_seat(b, a) {
        return true;
    }
    match (&a.place.place, &b.place.place) {
        (Some(x), Some(y)) => x.id == y.id || x.name == y.name && x.country == y.country,
        _ => !a.place.text.is_empty() && a.place.text.eq_ignore_ascii_case(&b.place.text),
    }
}

/// True if one is told at a settlement and the other only near a bigger one close by.
pub fn is_near_same(a: &Told, b: &Told) -> bool {
    let near = |told: &Told| matches!(told.place.relation, Relation::Near | Relation::Offset);
    let (Some(x), Some(y)) = (a.place.position, b.place.position) else { return false };
    near(a) != near(b)
        && a.kind.1 == b.kind.1
        && a.token != b.token
        && !(a.coarse || b.coarse)
        && place_rank(a) <= 1
        && place_rank(b) <= 1
        && roughly_km(x, y) < 45.0
        // What is shot down over a town falls near whatever village.
        && (a.kind.1 == SubEventType::DisruptedWeaponsUse || is_near_larger(a, b))
        && (a.heading || b.heading || a.paragraph <= 2 && b.paragraph <= 3)
        && days_meet(&a.when, &b.when)
}

/// "near X" says where a village is, if X is the better known of the two; "near Y" beside the town of X is another place.
fn is_near_larger(a: &Told, b: &Told) -> bool {
    let near = |told: &Told| matches!(told.place.relation, Relation::Near | Relation::Offset);
    let (about, at) = if near(a) { (a, b) } else { (b, a) };
    let inhabitants = |told: &Told| told.place.place.as_ref().and_then(|place| place.population).unwrap_or(0);
    inhabitants(about) > inhabitants(at)
}

/// Distance on a flat sheet, good enough to tell 45 km from 100.
pub fn roughly_km(a: crate::geodesy::LonLat, b: crate::geodesy::LonLat) -> f64 {
    let (dx, dy) = ((a.lon - b.lon) * a.lat.to_radians().cos(), a.lat - b.lat);
    111.2 * dx.hypot(dy)
}

/// True if `a` is at the settlement that holds `b`'s facility, or at the community named after it.
pub fn is_seat(a: &Told, b: &Told) -> bool {
    let Some(place) = &a.place.place else { return false };
    let held = place_rank(a) == 1 && place_rank(b) <= 1 && b.containers.contains(&place.name);
    let community =
        ["community", "hromada", "municipality", "commune", "township", "district"].iter().any(|kind| {
            b.place.place.as_ref().is_some_and(|other| {
                other
                    .name
                    .strip_suffix(kind)
                    .is_some_and(|stem| stem.trim_end().eq_ignore_ascii_case(&place.name))
            })
        });
    let named_after = b.place.place.as_ref().is_some_and(|other| {
        other.class == crate::gazetteer::PlaceClass::Facility
            && place_rank(a) == 1
            && other.name.split([' ', '-']).any(|word| word.eq_ignore_ascii_case(&place.name))
    });
    held || community || named_after
}

/// How wide a telling's place is, 0 for a facility to 4 for a country; a name that no layer has counts as a settlement.
pub fn place_rank(told: &Told) -> u8 {
    if told.coarse {
        return 1;
    }
    told.place.place.as_ref().map_or(1, |place| rank(place.class))
}
