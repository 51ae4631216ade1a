//! Words of violence and disaster that stand for something else: someone's words, nobody's deed, sappers at work.

use super::from_above;
use super::lexicon::{Sort, class};
use super::reading::Reading;
use super::trigger::Trigger;
use super::{EventType, SubEventType};
use crate::text::TokenKind;

/// What the words of a trigger are behind what they say.
pub enum Guise {
    /// What they say.
    Own,
    /// An event of another type.
    Other(EventType, SubEventType),
    /// No event.
    Nothing,
}

/// What a trigger's words stand for where they stand; `start..end` is its sentence.
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, bounds: (usize, usize)) -> Guise {
    for look in [from_above::of, of_fire, of_deeds, of_words] {
        match look(reading, trigger, bounds) {
            Guise::Own => {}
            other => return other,
        }
    }
    Guise::Own
}

/// "a controlled explosion", "destroyed in a controlled manner": sappers at work, in the trigger's clause.
fn is_controlled(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    const WAY: usize = 8;
    (trigger.first.saturating_sub(WAY).max(start)..end.min(trigger.end + WAY)).any(|at| {
        let safely = reading.word(at) == "safely"
            && matches!(reading.word(at + 1), "detonated" | "destroyed" | "exploded" | "detonate");
        safely || reading.word(at) == "controlled" && reading.is(at + 1, class::MANNER)
    })
}

/// Burns, shots and bombs that are something else.
fn of_fire(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> Guise {
    let words = || trigger.first..trigger.end;
    let any = |wanted: fn(&str) -> bool| words().any(|at| wanted(reading.word(at)));
    match trigger.value.sort {
        Sort::Fixed(EventType::ViolenceAgainstCivilians, _) if burns(reading, trigger, (start, end)) => {
            Guise::Other(EventType::Disaster, SubEventType::Fire)
        }
        // "blew up the bomb in a controlled explosion"
        Sort::Blast | Sort::Fixed(EventType::Explosions, SubEventType::RemoteExplosive)
            if is_controlled(reading, trigger, (start, end)) =>
        {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::DisruptedWeaponsUse)
        }
        // "bloodshed as jihadist revolt spreads": a war, no riot.
        Sort::Fixed(EventType::Riots, _) if trigger.rule == "riot.uprising" && reading.warlike => {
            Guise::Nothing
        }
        // "Residents fired live ammunition at the police": shots, and no shells.
        Sort::Fixed(EventType::Explosions, _)
            if trigger.rule == "shell.fired" && any(|word| matches!(word, "live" | "rubber" | "blank")) =>
        {
            if reading.warlike {
                Guise::Other(EventType::Battles, SubEventType::ArmedClash)
            } else {
                Guise::Other(EventType::Riots, SubEventType::ViolentDemonstration)
            }
        }
        Sort::Fixed(EventType::Explosions, SubEventType::RemoteExplosive)
            if words().any(|at| is_of_sappers(reading, at)) =>
        {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::DisruptedWeaponsUse)
        }
        // "planted a bomb near X, but it was defused": it did no harm.
        Sort::Fixed(EventType::Explosions, SubEventType::RemoteExplosive)
            if (matches!(trigger.rule, "ied.planted" | "ied.hidden")
                || matches!(reading.word(trigger.end - 1), "planted" | "placed" | "hidden" | "attached"))
                && is_made_safe(reading, trigger, end) =>
        {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::DisruptedWeaponsUse)
        }
        // "Two tanks were destroyed": what was hit, and not what with.
        Sort::Fixed(EventType::Explosions, _)
            if trigger.rule == "shell.harm" && is_lost(reading, trigger) =>
        {
            Guise::Other(EventType::Battles, SubEventType::ArmedClash)
        }
        _ => Guise::Own,
    }
}

/// Deeds whose doer, object or place makes them something else.
fn of_deeds(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> Guise {
    match trigger.value.sort {
        // "Bandits blocked the road": to rob, not to protest.
        Sort::Fixed(EventType::Protests, _)
            if (trigger.rule.starts_with("protest.block") || trigger.rule == "protest.barriers")
                && is_by_bandits(reading, trigger, start) =>
        {
            Guise::Nothing
        }
        // "A train was derailed by a bomb": no accident.
        Sort::Fixed(EventType::Disaster, SubEventType::Accident) if is_by_bomb(reading, trigger, end) => {
            Guise::Other(EventType::Explosions, SubEventType::RemoteExplosive)
        }
        // "Partisans derailed a freight train"
        Sort::Fixed(EventType::Disaster, SubEventType::Accident)
            if is_by_saboteurs(reading, trigger, start) =>
        {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::Looting)
        }
        // "stopped a convoy and took two trucks": nobody is taken.
        Sort::Fixed(_, SubEventType::Abduction) if takes_things(reading, trigger, end) => {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::Looting)
        }
        // "Clashes in the prison left ten inmates dead"
        Sort::Fixed(EventType::Battles, SubEventType::ArmedClash) if is_in_prison(reading, start, end) => {
            Guise::Other(EventType::Riots, SubEventType::MobViolence)
        }
        // "two factions of the gang fought each other with rifles"
        Sort::Fixed(EventType::Riots, SubEventType::MobViolence)
            if trigger.rule == "mob.each_other" && is_with_guns(reading, trigger.end, end)
                || trigger.rule == "mob.land" && is_of_armed(reading, trigger, start) =>
        {
            Guise::Other(EventType::Battles, SubEventType::ArmedClash)
        }
        // "doused a supply boat with water cannon": no crowd there.
        Sort::Fixed(EventType::Protests, _)
            if trigger.rule == "protest.water" && is_at_sea(reading, start, end) =>
        {
            Guise::Other(EventType::StrategicDevelopments, SubEventType::Other)
        }
        _ => Guise::Own,
    }
}

/// "armed herders of two communities fought over a well".
fn is_of_armed(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (trigger.first.saturating_sub(8).max(start)..trigger.first)
        .any(|at| matches!(reading.word(at), "armed" | "gunmen"))
}

/// "with rifles", "with automatic weapons", before the clause ends.
pub fn is_with_guns(reading: &Reading<'_>, from: usize, end: usize) -> bool {
    const REACH: usize = 6;
    let gun = |at: usize| {
        reading.is(at, class::RIFLE)
            || matches!(reading.word(at), "automatic" | "assault" | "heavy")
                && reading.word(at + 1).starts_with("weapon")
    };
    (from..end.min(from + REACH))
        .take_while(|at| !matches!(reading.word(*at), "," | ";"))
        .any(|with| matches!(reading.word(with), "with" | "using") && (with + 1..with + 4).any(gun))
}

/// Words that tell nothing where they stand.
fn of_words(reading: &Reading<'_>, trigger: &Trigger<'_>, _: (usize, usize)) -> Guise {
    match trigger.value.sort {
        // "Soldiers fired into the air": at nobody.
        Sort::Attack | Sort::Strike
            if matches!(reading.before(trigger.end, 1), "into" | "in")
                && (reading.word(trigger.end), reading.word(trigger.end + 1)) == ("the", "air") =>
        {
            Guise::Nothing
        }
        // "closed their shops over the arrest of a cleric": why, and not here.
        Sort::Fixed(_, SubEventType::Arrests)
            if trigger.rule == "arrest.noun"
                && reading.before(trigger.first, 1) == "the"
                && matches!(
                    reading.before(trigger.first, 2),
                    "over" | "against" | "condemned" | "denounced"
                ) =>
        {
            Guise::Nothing
        }
        // "the March 23 Movement launched an offensive against X"
        Sort::Fixed(EventType::Protests, _)
            if reading.word(trigger.first) == "march"
                && reading
                    .prose
                    .tokens
                    .get(trigger.first + 1)
                    .is_some_and(|next| next.kind == TokenKind::Number) =>
        {
            Guise::Nothing
        }
        // "a bus collided with a truck in a snowstorm": how the roads were.
        Sort::Fixed(EventType::Disaster, SubEventType::Storm)
            if trigger.rule == "storm.kinds"
                && (1..4).any(|back| {
                    matches!(reading.before(trigger.first, back), "in" | "during" | "amid" | "of")
                })
                && reading.any(trigger.first.saturating_sub(20)..trigger.first, class::VEHICLE) =>
        {
            Guise::Nothing
        }
        // "a storm of indignation swept the house"
        Sort::Fixed(EventType::Disaster, SubEventType::Storm)
            if (trigger.first..trigger.end)
                .any(|at| reading.word(at) == "storm" && reading.word(at + 1) == "of") =>
        {
            Guise::Nothing
        }
        _ => Guise::Own,
    }
}

/// "Six workers burned to death when a tanker exploded", where nobody is said to have set them alight.
fn burns(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let by_someone = || {
        reading.any(start..end, class::ARMED_GROUP | class::MILITARY | class::BRAWLERS)
            || (start..end).any(|at| matches!(reading.word(at), "mob" | "crowd" | "by" | "lynched"))
    };
    let by_accident =
        |at: usize| reading.is(at, class::FACILITY | class::VEHICLE) || reading.is(at, class::FUEL_FIRE);
    matches!(reading.word(trigger.first), "burned" | "burnt")
        && !by_someone()
        && (start..end).any(by_accident)
}

/// "Bandits blocked", "hooded men set up": who stops cars to rob.
fn is_by_bandits(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (trigger.first.saturating_sub(4).max(start)..trigger.end).any(|at| {
        reading.is(at, class::ARMED_GROUP)
            || matches!((reading.word(at), reading.word(at + 1)), ("hooded" | "masked" | "armed", "men"))
    })
}

/// "by a bomb", "by explosives planted under the rails": right behind the words of an accident.
fn is_by_bomb(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    reading.word(trigger.end) == "by"
        && (trigger.end + 1..end.min(trigger.end + 4)).any(|at| reading.is(at, class::BOMB))
}

/// "took two trucks", "seized vehicles": right behind the verb, and no people.
fn takes_things(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    let object = trigger.end..end.min(trigger.end + 4);
    matches!(reading.word(trigger.end - 1), "took" | "seized" | "captured")
        && reading.any(object.clone(), class::VEHICLE | class::NOT_PERSON)
        && !reading.any(object, class::PERSON)
}

/// Inmates who fight each other: neither soldiers nor rebels are named.
fn is_in_prison(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| matches!(reading.word(at), "inmates" | "inmate"))
        && !reading.any(start..end, class::ARMED_GROUP | class::MILITARY)
}

/// Ships and boats, and nobody who marches.
fn is_at_sea(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let ship = |at: usize| reading.is(at, class::BOAT);
    (start..end).any(ship) && !reading.any(start..end, class::CROWD)
}

/// "Rebels derailed a train": who did it stands right before.
fn is_by_saboteurs(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    reading.word(trigger.first).starts_with("derail")
        && (trigger.first.saturating_sub(2).max(start)..trigger.first)
            .any(|at| reading.is(at, class::ARMED_GROUP) || reading.is(at, class::SABOTEUR))
}

/// "tanks were destroyed", "a launcher was hit": a weapon that suffers.
fn is_lost(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    reading.is(trigger.first, class::HEAVY_ARM)
        && (trigger.first + 1..trigger.end).any(|at| reading.is(at, class::BE))
}

/// "it was defused", "had been disarmed by sappers": in the trigger's sentence, which ends before `end`, or right after it.
fn is_made_safe(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    const AFTER: usize = 8;
    // "recovered a bomb planted under a bridge"
    let found = |at: usize| reading.is(at, class::FOILED);
    if (trigger.first.saturating_sub(5)..trigger.first).any(found) {
        return true;
    }
    (end.saturating_sub(40)..end + AFTER).any(|at| {
        matches!(reading.word(at), "defused" | "disarmed" | "deactivated" | "dismantled")
            && (1..4).any(|back| matches!(reading.before(at, back), "was" | "were" | "been"))
            // "was safely detonated by bomb experts"
            || reading.word(at) == "safely" && matches!(reading.word(at + 1), "detonated" | "destroyed" | "removed")
    })
}

/// "a bomb squad blew it up": the bomb of their name.
fn is_of_sappers(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "bomb" | "mine") && reading.is(at + 1, class::BOMB_SQUAD)
}
