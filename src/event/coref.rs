//! Which tellings in one article are one event: headline, lead, quote and body retell; regions hold villages.

use super::absorb::{absorb, is_seat_of_holder};
use super::alike::{days_meet, is_own_date, is_part, may_be_one, place_rank, roughly_km, same_place};
use super::summary::{
    days_are_near, holds, is_placed, is_telling, settle_areas, settle_countries, settle_headlines,
};
use super::told::Told;
use super::{EventType, Modality, Relation, SubEventType, When};

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
                let told_of = |event: &&mut Told| {
                    same_place(event, &telling) && !is_protest_over_accident(event, &telling)
                };
                if let Some(event) = events.iter_mut().rev().take(LOOK_BACK).find(told_of) {
                    event.lend(telling.ledger);
                }
            }
            None => events.push(telling),
        }
    }
    settle_wholes(&mut events);
    let mut events = settle_areas(events);
    settle_countries(&mut events);
    settle_headlines(&mut events);
    let placed = events.iter().any(|event| event.modality.is_drawn() && is_placed(event));
    events.retain(|event| is_placed(event) || is_telling(event) && !(event.heading && placed));
    events
}

/// A number told without a place before the places that have its parts is a sum.
fn settle_wholes(events: &mut [Told]) {
    for index in 0..events.len() {
        let whole = &events[index];
        let part = |other: &Told| {
            other.kind.0 == whole.kind.0
                && other.sentence <= whole.sentence + 2
                && !other.place.text.is_empty()
                && is_part_of_number(whole, other)
        };
        let next = events.iter().skip(index + 1).take(3);
        if whole.place.text.is_empty() && whole.place.place.is_none() && next.clone().any(part) {
            events[index].modality = Modality::Aggregate;
        }
    }
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
        if tells_another(event, telling) || is_one_of_sum(event, telling) {
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
        if is_told_closer(event, telling) {
            return compatible && days;
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
            && !is_part_of_number(event, telling)
            && event.sentence < telling.sentence
            && event.sentence + 2 >= telling.sentence
            && days;
        (compatible || part) && (placeless(telling) || placed_now)
    })
}

/// "The fighting since April has left 1,100 dead. ... Forces hit a school near X on Saturday": one day's event is no part of
/// what is only summed up or long past.
fn is_one_of_sum(event: &Told, telling: &Told) -> bool {
    !event.modality.is_drawn()
        && telling.modality.is_drawn()
        && !telling.anaphoric
        && !telling.place.inherited
        && is_own_date(&telling.when)
        && !is_own_date(&event.when)
        && event.sentence != telling.sentence
}

/// "Thirty died in floods. Twelve died in X": fewer died at the place than all those that were told of before.
fn is_part_of_number(event: &Told, telling: &Told) -> bool {
    let killed = |told: &Told| told.casualties.killed.and_then(|count| count.best.or(count.low));
    telling.rule.starts_with("harm")
        && killed(event).zip(killed(telling)).is_some_and(|(all, some)| 0 < some && some < all)
}

/// "A bomb killed two in X. ... A car hit a bomb in the village of Y in X district, killing two": as many by the same means in a
/// village of the town's district that no layer has.
fn is_told_closer(event: &Told, telling: &Told) -> bool {
    let killed = |told: &Told| told.casualties.killed.and_then(|count| count.best);
    telling.coarse
        && !event.coarse
        && event.kind.1 == telling.kind.1
        && event.paragraph + 3 >= telling.paragraph
        && !telling.separate
        && killed(event).is_some()
        && killed(event) == killed(telling)
        && is_seat_of_holder(event, telling)
}

/// True where days, kinds or words say that it cannot be one event.
fn tells_another(event: &Told, telling: &Told) -> bool {
    let own_days_differ =
        is_own_date(&event.when) && is_own_date(&telling.when) && !days_meet(&event.when, &telling.when);
    // "two attacks in the south" are not "the latest attack" in a town, but hold it.
    let one_of_several = event.plural && !telling.plural && place_rank(event) >= 3 && place_rank(telling) < 3;
    own_days_differ && !is_relative_again(event, telling)
        || are_two(event, telling)
        || is_protest_over_it(event, telling)
        || is_protest_over_accident(event, telling)
        || is_protest_beside_fight(event, telling)
        || is_of_other_day(event, telling)
        || has_other_dead_of_other_day(event, telling)
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

/// True for a crowd that gathers on another day than an attack, or an attack on another day than a protest: neither is a part of
/// the other.
fn is_protest_over_it(event: &Told, telling: &Told) -> bool {
    let crowd = |told: &Told| matches!(told.kind.0, EventType::Protests | EventType::Riots);
    let attack = |told: &Told| told.kind.0 == EventType::ViolenceAgainstCivilians;
    let assumed = |when: &When| ["published", "(lead)", "(said)"].iter().any(|end| when.basis.ends_with(end));
    (crowd(event) && attack(telling) || attack(event) && crowd(telling))
        && !assumed(&event.when)
        && !assumed(&telling.when)
        && event.when.start.is_some()
        && telling.when.start.is_some()
        && !days_meet(&event.when, &telling.when)
}

/// "Three were crushed by a truck in X. Villagers blocked the road": those whom the accident killed are not of the crowd.
fn is_protest_over_accident(event: &Told, telling: &Told) -> bool {
    let crowd = |told: &Told| matches!(told.kind.0, EventType::Protests | EventType::Riots);
    let accident = |told: &Told| told.kind.0 == EventType::Disaster && told.casualties.killed.is_some();
    event.sentence != telling.sentence
        && (crowd(event) && accident(telling) || accident(event) && crowd(telling))
}

/// "Gangs fought in the jail of X. ... Relatives closed the road outside": a mob's fight, and those who only gather near it.
fn is_protest_beside_fight(event: &Told, telling: &Told) -> bool {
    let mob = |told: &Told| told.kind.1 == SubEventType::MobViolence;
    let calm = |told: &Told| told.kind.1 == SubEventType::PeacefulProtest && !told.weak;
    event.paragraph != telling.paragraph
        && !event.heading
        && !telling.heading
        && !telling.anaphoric
        && !telling.again
        && (mob(event) && calm(telling) || calm(event) && mob(telling))
}

/// True if the telling's own day lies days away from the one that is only assumed for the event.
fn is_of_other_day(event: &Told, telling: &Told) -> bool {
    let assumed = event.when.basis.ends_with("(lead)") || event.when.basis == "published";
    let apart = event.when.end.zip(telling.when.end).and_then(|(a, b)| a.since(b).ok());
    assumed
        && is_own_date(&telling.when)
        && telling.when.start == telling.when.end
        && apart.is_some_and(|apart| apart.get_days().abs() > OTHER_DAYS)
}

/// "Bombs fell on X overnight, killing a woman. ... On May 17, nine died when a drone hit a bus near X": other dead, and the day of
/// the one is only assumed while the other's is days away.
fn has_other_dead_of_other_day(event: &Told, telling: &Told) -> bool {
    let killed = |told: &Told| told.casualties.killed.and_then(|count| count.best).filter(|best| *best > 0);
    let apart = event.when.end.zip(telling.when.end).and_then(|(a, b)| a.since(b).ok());
    event.paragraph != telling.paragraph
        && !event.heading
        && !telling.anaphoric
        && !telling.again
        && !telling.place.inherited
        && is_own_date(&telling.when)
        && telling.when.start == telling.when.end
        && apart.is_some_and(|apart| apart.get_days().abs() > OTHER_DAYS)
        && killed(event).zip(killed(telling)).is_some_and(|(a, b)| a != b)
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
    // "outside X", and then the village itself: "The attack took place in Y, 20 km north of X."
    let about = matches!(event.place.relation, Relation::Near | Relation::Outskirts | Relation::Offset);
    match (event.place.position, telling.place.position) {
        (Some(a), Some(b)) if about && event.kind.1 == telling.kind.1 && place_rank(telling) <= 1 => {
            roughly_km(a, b) < 30.0
        }
        (Some(a), Some(b)) => {
            place_rank(event) != place_rank(telling)
                && place_rank(event).max(place_rank(telling)) <= 2
                && roughly_km(a, b) < 25.0
        }
        _ => false,
    }
}
