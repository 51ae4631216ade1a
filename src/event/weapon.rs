//! Weapons that a sentence names, and the type of event that they make.

use super::SubEventType;
use super::lexicon::{Class, class};
use super::reading::Reading;
use super::trigger::Trigger;

/// All weapons.
pub const WEAPONS: Class = class::W_DRONE
    | class::W_AIR
    | class::W_SHELL
    | class::W_IED
    | class::W_SUICIDE
    | class::W_GRENADE
    | class::W_GUN
    | class::W_BLADE
    | class::W_CHEM;

/// True if the token names a weapon.
#[must_use]
pub fn is_weapon(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, WEAPONS)
}

/// The weapon class told nearest to the trigger in its sentence.
pub fn nearest_weapon(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize, end: usize) -> Class {
    let from = trigger.first.saturating_sub(30).max(start);
    let to = end.min(trigger.end + 30);
    let nearest = (from..to)
        .filter(|at| reading.is(*at, WEAPONS) && !is_pit(reading, *at) && !is_part_of_name(reading, *at))
        .filter(|at| !is_into_air(reading, *at))
        .min_by_key(|at| reading.apart(trigger.first, *at));
    nearest.map_or(0, |at| match (reading.word(at), reading.word(at + 1)) {
        // What a launcher fires is a shell.
        ("grenade", "launcher" | "launchers") => class::W_SHELL,
        _ => reading.coded.classes[at] & WEAPONS,
    })
}

/// The drones, aircraft or shells that stand as the subject of a trigger: "drones set a house ablaze".
pub fn weapon_before(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> Class {
    const FROM_AFAR: Class = class::W_DRONE | class::W_AIR | class::W_SHELL;
    let near = trigger.first.saturating_sub(7).max(start)..trigger.first;
    let found = near
        .rev()
        .take_while(|at| !matches!(reading.word(*at), "," | ";" | "and" | "after" | "by"))
        .find(|at| reading.is(*at, FROM_AFAR) && !is_part_of_name(reading, *at));
    found.map_or(0, |at| reading.coded.classes[at] & FROM_AFAR)
}

/// "fired in the air to disperse them", "shots into the air": no aircraft.
fn is_into_air(reading: &Reading<'_>, at: usize) -> bool {
    let article = usize::from(reading.before(at, 1) == "the");
    reading.word(at) == "air"
        && matches!(reading.before(at, 1 + article), "in" | "into")
        && !reading.is(at + 1, class::EVENT_NOUN)
}

/// "a gold mine", "the mine shaft": where ore is dug.
fn is_pit(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "mine" | "mines")
        && (at > 0 && reading.is(at - 1, class::ORE) || reading.is(at + 1, class::OF_PIT))
}

/// "Tank district": a word for a weapon that is part of a place's name.
pub fn is_part_of_name(reading: &Reading<'_>, at: usize) -> bool {
    let token = reading.prose.tokens[at];
    if !token.capital {
        return false;
    }
    let after = reading.toponyms.partition_point(|toponym| toponym.span.end <= token.span.start);
    reading.toponyms.get(after).is_some_and(|toponym| toponym.span.contains(token.span))
}

pub fn by_weapon(weapon: Class) -> Option<SubEventType> {
    let table = [
        (class::W_SUICIDE, SubEventType::SuicideBomb),
        (class::W_DRONE, SubEventType::AirDroneStrike),
        (class::W_AIR, SubEventType::AirDroneStrike),
        (class::W_IED, SubEventType::RemoteExplosive),
        (class::W_GRENADE, SubEventType::Grenade),
        (class::W_SHELL, SubEventType::ShellingArtilleryMissile),
    ];
    table.iter().find(|(bits, _)| weapon & bits != 0).map(|(_, sub)| *sub)
}

/// "hit in the chest", "struck on the head".
pub fn is_in_body(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    matches!(reading.word(trigger.end), "in" | "on")
        && matches!(reading.word(trigger.end + 1), "the" | "his" | "her" | "their")
        && (trigger.end + 2..trigger.end + 4).any(|at| reading.is(at, class::BODY_PART))
}
