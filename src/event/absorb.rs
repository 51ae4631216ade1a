//! What becomes of an event when it is told again: the better telling's type, place and day, and everybody's numbers.

use super::alike::{is_near_same, is_own_date, is_part, place_rank, same_place};
use super::told::Told;
use super::{EventType, Modality, Relation, SubEventType, When, crowd};

/// Takes another telling of the same event in.
pub fn absorb(event: &mut Told, other: Told) {
    let held = event.place.place.as_ref().is_some_and(|place| other.containers.contains(&place.name))
        || other.coarse && !event.coarse && is_seat_of_holder(event, &other);
    let narrower = other.place.place.is_some()
        && (event.place.place.is_none() || place_rank(&other) < place_rank(event) || held)
        && !other.place.inherited;
    let beside = other.beside && (narrower || same_place(event, &other)) || event.beside && !narrower;
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
    let known = |told: &Told| told.place.place.as_ref().map(|place| place.id.clone());
    if event.sentence == other.sentence
        && known(&other).is_some()
        && known(&other) == known(event)
        && !(other.place.inherited || other.coarse || event.coarse)
        && near(event) == near(&other)
    {
        // The headline named it first, the telling that counts names it again.
        event.place.span = other.place.span;
        event.place.text.clone_from(&other.place.text);
    }
    if is_better_date(&other.when, &event.when) {
        event.when = other.when.clone();
    }
    if event.modality == Modality::Claimed && other.modality == Modality::Happened && !other.heading {
        event.modality = Modality::Happened;
    }
    event.beside = beside;
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

/// "in X", and then "in the village of Y in X district": the village that no layer has says more than the town that its district
/// is named after.
pub fn is_seat_of_holder(town: &Told, village: &Told) -> bool {
    let named = |name: &str| {
        is_division_of(name, &town.place.text)
            || town.place.place.as_ref().is_some_and(|town| is_division_of(name, &town.name))
    };
    let area = village.place.place.as_ref();
    place_rank(town) == 1
        && (village.containers.iter().any(|name| named(name))
            || area.is_some_and(|area| area.district.as_deref().is_some_and(named)))
}

/// "X District" is named after X.
fn is_division_of(name: &str, town: &str) -> bool {
    let (name, town) = (name.to_lowercase(), town.to_lowercase());
    name.strip_prefix(&town).is_some_and(|rest| rest.starts_with(' '))
}

/// The type and the words of the better telling.
fn take_kind(event: &mut Told, other: &Told) {
    let kind_before = event.kind;
    // Two tellings of one kind are parts of neither.
    let is_part = |whole, part| whole != part && is_part(whole, part);
    // "entered the city after clashes": what came of the fight is the event.
    let ground = |told: &Told| told.kind.0 == EventType::Battles && told.kind.1 != SubEventType::ArmedClash;
    let taken = |told: &Told| told.kind.1 == SubEventType::NonViolentTransfer;
    let left = |told: &Told| told.kind.1 == SubEventType::ChangeToGroup;
    let beside = event.sentence == other.sentence;
    if beside && (ground(event) && other.kind.1 == SubEventType::ArmedClash || taken(event) && left(other)) {
        return;
    }
    if beside && left(event) && taken(other) {
        event.kind = other.kind;
    }
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

pub fn worth(told: &Told) -> u8 {
    u8::from(told.certain) * 2 + u8::from(!told.weak) + u8::from(!told.place.inherited) * 4
}

pub fn is_better_date(new: &When, old: &When) -> bool {
    is_own_date(new) && (!is_own_date(old) || new.precision < old.precision)
}
