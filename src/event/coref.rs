//! Which tellings in one article are one event: headline, lead, quote and body retell; regions hold villages.

use super::place::rank;
use super::summary::{
    days_are_near, holds, is_placed, is_telling, settle_areas, settle_countries, settle_headlines,
};
use super::told::Told;
use super::{EventType, Modality, Relation, SubEventType, When, crowd};

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
        return !(x.certain && y.certain) || x.sentence == y.sentence;
    }
    a == b
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
        && (a.heading || b.heading || a.paragraph <= 2 && b.paragraph <= 3)
        && days_meet(&a.when, &b.when)
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

/// Joins tellings of one event; returns the events in the order of their first telling.
#[must_use]
pub fn join(told: Vec<Told>) -> Vec<Told> {
    let mut events: Vec<Told> = Vec::new();
    for telling in told {
        match antecedent(&events, &telling) {
            Some(index) => absorb(&mut events[index], telling),
            // A telling that takes the place of an event told before, and is of another type, is a part of it.
            // Its numbers are that event's where it has none.
            None if telling.place.inherited && is_echo(&events, &telling) => {
                let told_of = |event: &&mut Told| same_place(event, &telling);
                if let Some(event) = events.iter_mut().rev().take(LOOK_BACK).find(told_of) {
                    event.lend(telling.ledger);
                }
            }
            None => events.push(telling),
        }
    }
    let mut events = settle_areas(events);
    settle_countries(&mut events);
    settle_headlines(&mut events);
    let placed = events.iter().any(|event| event.modality.is_drawn() && is_placed(event));
    events.retain(|event| is_placed(event) || is_telling(event) && !(event.heading && placed));
    events
}

pub fn is_echo(events: &[Told], telling: &Told) -> bool {
    let violent = |told: &Told| {
        matches!(
            told.kind.0,
            EventType::Explosions
                | EventType::Battles
                | EventType::ViolenceAgainstCivilians
                | EventType::Disaster
        )
    };
    events.iter().rev().take(LOOK_BACK).any(|event| {
        let part = is_part(event.kind, telling.kind);
        // "The gunman was arrested at once", wherever the words before put it.
        let beside = part && telling.place.inherited && event.paragraph + 1 >= telling.paragraph;
        (same_place(event, telling) || beside)
            && !is_own_date(&telling.when)
            && (violent(event) && violent(telling) || part)
    })
}

/// Looks back at most this many events, so that long logs stay linear.
pub const LOOK_BACK: usize = 60;

pub fn antecedent(events: &[Told], telling: &Told) -> Option<usize> {
    let first = events.len().saturating_sub(LOOK_BACK);
    (first..events.len()).rev().find(|&index| {
        let event = &events[index];
        if tells_another(event, telling) {
            return false;
        }
        if event.caption != telling.caption && telling.place.inherited {
            // The running text goes on past a picture, and speaks of its own events.
            return false;
        }
        let compatible = may_be_one(event, telling);
        let part = is_part(event.kind, telling.kind) || is_part(telling.kind, event.kind);
        // The article's own day and the lead's are only assumed for the others.
        let assumed = |when: &When| {
            when.basis.is_empty()
                || when.basis.ends_with("published")
                || when.basis.ends_with("(lead)")
                || when.basis.ends_with("(said)")
        };
        let days = days_meet(&event.when, &telling.when) || assumed(&event.when) || assumed(&telling.when);
        if telling.anaphoric && compatible && event.paragraph + 4 >= telling.paragraph {
            return days;
        }
        if telling.again
            && compatible
            && days
            && event.paragraph + 4 >= telling.paragraph
            && (event.kind.0 == telling.kind.0 || event.open || telling.open)
            && is_closer(event, telling)
        {
            return true;
        }
        if same_place(event, telling) {
            let continued = telling.place.inherited || event.paragraph == telling.paragraph;
            return (compatible || part && !(telling.heading || event.heading) && continued)
                && (days || telling.place.inherited || is_relative_again(event, telling))
                || part && event.sentence == telling.sentence;
        }
        let placeless = |told: &Told| told.place.place.is_none() && told.place.text.is_empty();
        // The lead's event, whose place the next sentence tells.
        let counted = event.casualties.killed.is_some() || event.casualties.injured.is_some();
        let placed_now = placeless(event)
            && counted
            && event.kind.0 == telling.kind.0
            && !telling.separate
            && !telling.heading
            && event.sentence < telling.sentence
            && event.sentence + 2 >= telling.sentence
            && days;
        (compatible || part) && (placeless(telling) || placed_now)
    })
}

/// True where days, kinds or words say that it cannot be one event.
fn tells_another(event: &Told, telling: &Told) -> bool {
    let own_days_differ =
        is_own_date(&event.when) && is_own_date(&telling.when) && !days_meet(&event.when, &telling.when);
    // "two attacks in the south" are not "the latest attack" in a town, but hold it.
    let one_of_several = event.plural && !telling.plural && place_rank(event) >= 3 && place_rank(telling) < 3;
    own_days_differ && !is_relative_again(event, telling)
        || are_two(event, telling)
        || is_of_other_day(event, telling)
        || one_of_several && !telling.place.inherited
        || telling.separate && event.sentence != telling.sentence
}

/// True for tellings whose kinds differ and that stand in two items of a list of news, or count other people in other
/// paragraphs: two events of one place.
fn are_two(event: &Told, telling: &Told) -> bool {
    if event.kind.1 == telling.kind.1 || event.paragraph == telling.paragraph || event.heading {
        return false;
    }
    let killed = |told: &Told| told.casualties.killed.and_then(|count| count.best).filter(|best| *best > 0);
    let other_dead = killed(event).zip(killed(telling)).is_some_and(|(a, b)| a != b);
    event.item && telling.item
        || other_dead && !telling.anaphoric && !telling.again && !telling.place.inherited
}

/// True if the telling's own day lies days away from the one that is only assumed for the event.
fn is_of_other_day(event: &Told, telling: &Told) -> bool {
    let assumed = event.when.basis.ends_with("(lead)");
    let apart = event.when.end.zip(telling.when.end).and_then(|(a, b)| a.since(b).ok());
    assumed
        && is_own_date(&telling.when)
        && telling.when.start == telling.when.end
        && apart.is_some_and(|apart| apart.get_days().abs() > OTHER_DAYS)
}

/// Days from the day of the lead past which a telling with a day of its own is of another event.
const OTHER_DAYS: i32 = 4;

/// "A day before" counts from a day that the text leaves open: at one place, the days of two tellings may be one.
fn is_relative_again(event: &Told, telling: &Told) -> bool {
    let relative = |told: &Told| {
        ["before", "after", "earlier", "later", "previous", "following"]
            .iter()
            .any(|word| told.when.basis.to_lowercase().contains(word))
    };
    (relative(event) || relative(telling))
        && event.kind.0 == telling.kind.0
        && event.sentence != telling.sentence
        && !telling.place.inherited
        && same_place(event, telling)
        && days_are_near(&event.when, &telling.when)
}

/// True if the place of a telling that points back can be the event's own, told more closely or more widely.
fn is_closer(event: &Told, telling: &Told) -> bool {
    if event.place.text.is_empty() {
        return false;
    }
    if holds(event, telling) || holds(telling, event) {
        return true;
    }
    if event.coarse || telling.coarse {
        // A name that no layer has lies anywhere in its area.
        let country = |told: &Told| told.place.place.as_ref().and_then(|place| place.country.clone());
        return country(event) == country(telling);
    }
    match (event.place.position, telling.place.position) {
        (Some(a), Some(b)) => {
            place_rank(event) != place_rank(telling)
                && place_rank(event).max(place_rank(telling)) <= 2
                && roughly_km(a, b) < 25.0
        }
        _ => false,
    }
}

pub fn absorb(event: &mut Told, other: Told) {
    let held = event.place.place.as_ref().is_some_and(|place| other.containers.contains(&place.name));
    let narrower = other.place.place.is_some()
        && (event.place.place.is_none() || place_rank(&other) < place_rank(event) || held)
        && !other.place.inherited;
    let near = |told: &Told| matches!(told.place.relation, Relation::Near | Relation::Offset);
    // "near the capital" in the headline, the town itself in the text; a list, and then each of its places.
    let nearer = near(event) && !near(&other) && is_near_same(event, &other);
    let singled =
        event.listed && !other.listed && !other.open && !other.place.inherited && same_place(event, &other);
    if singled {
        event.trigger = other.trigger;
        event.token = other.token;
        event.rule.clone_from(&other.rule);
        event.sentence = other.sentence;
        event.paragraph = other.paragraph;
        event.listed = false;
    }
    if narrower || (nearer || singled) && !other.place.inherited && !other.coarse {
        event.place = other.place.clone();
        event.containers.clone_from(&other.containers);
        event.coarse = other.coarse;
    }
    take_kind(event, &other);
    if is_better_date(&other.when, &event.when) {
        event.when = other.when.clone();
    }
    if event.modality == Modality::Claimed && other.modality == Modality::Happened && !other.heading {
        event.modality = Modality::Happened;
    }
    event.ledger.join(other.ledger);
    event.casualties = event.ledger.casualties();
    event.weapon = event.weapon.take().or(other.weapon);
    event.actor1 = event.actor1.take().or(other.actor1);
    event.actor2 = event.actor2.take().or(other.actor2);
    event.claimed_by = event.claimed_by.take().or(other.claimed_by);
    event.denied_by = event.denied_by.take().or(other.denied_by);
    event.evidence.extend(other.evidence);
    event.tellings += other.tellings;
}

/// The type and the words of the better telling.
fn take_kind(event: &mut Told, other: &Told) {
    let kind_before = event.kind;
    let whole = !is_part(event.kind, other.kind);
    if whole
        && event.open
        && !other.open
        && other.kind.0 == EventType::Explosions
        && event.sentence == other.sentence
    {
        // "In another attack, gunmen blew up a bridge": the second word says what the attack was.
        (event.kind, event.certain, event.open) = (other.kind, other.certain, false);
        (event.trigger, event.token, event.weak) = (other.trigger, other.token, other.weak);
        event.rule.clone_from(&other.rule);
    }
    if whole
        && (is_part(other.kind, event.kind)
            || !other.heading && (event.heading || worth(other) > worth(event)))
    {
        if is_part(other.kind, event.kind) || worth(other) >= worth(event) && !(other.open && event.certain) {
            event.kind = other.kind;
            event.certain = other.certain;
            event.open = other.open;
        }
        event.trigger = other.trigger;
        event.token = other.token;
        event.rule.clone_from(&other.rule);
        event.sentence = other.sentence;
        event.paragraph = other.paragraph;
        event.weak = other.weak;
        event.heading = false;
    }
    if let Some((own, new)) = crowd::gravity(event.kind.1).zip(crowd::gravity(other.kind.1))
        && (new > own || kind_before != event.kind)
    {
        // A protest that turned violent is told in both words; the gravest names it.
        event.kind = [kind_before, event.kind, other.kind]
            .into_iter()
            .max_by_key(|kind| crowd::gravity(kind.1))
            .unwrap_or(event.kind);
    }
}

pub fn place_rank(told: &Told) -> u8 {
    if told.coarse {
        return 1;
    }
    told.place.place.as_ref().map_or(1, |place| rank(place.class))
}

pub fn worth(told: &Told) -> u8 {
    u8::from(told.certain) * 2 + u8::from(!told.weak) + u8::from(!told.place.inherited) * 4
}

pub fn is_better_date(new: &When, old: &When) -> bool {
    is_own_date(new) && (!is_own_date(old) || new.precision < old.precision)
}
