//! Deeds of drones and aircraft that words of fights and shells tell.

use super::guise::Guise;
use super::lexicon::{Sort, class};
use super::reading::Reading;
use super::trigger::Trigger;
use super::{EventType, SubEventType};

/// An air strike, where a drone or an aircraft is who did what the trigger says; `start..` is its sentence.
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, _): (usize, usize)) -> Guise {
    let flown = match (trigger.value.sort, trigger.rule) {
        // "A drone fired a missile at a car"
        (Sort::Fixed(..), "shell.fired") => is_craft_before(reading, trigger.first, start),
        // "The air force bombarded a camp"
        (Sort::Fixed(..), "shell.noun") => is_of_air_force(reading, trigger.first, start),
        // "A drone neutralised 30 terrorists"
        (_, "clash.neutralised" | "clash.killed_fighters") => is_from_above(reading, trigger, start),
        // "were neutralised by an army drone"
        (_, "clash.killed_by_troops") if is_craft(reading, trigger.end) => true,
        (_, "clash.put_down" | "clash.killed_by_troops") => is_under_strikes(reading, trigger, start),
        _ => false,
    };
    if flown { Guise::Other(EventType::Explosions, SubEventType::AirDroneStrike) } else { Guise::Own }
}

/// "Army drones eliminated a dozen fighters", "a military aircraft had killed 20 of them": an aircraft is who did it.
fn is_from_above(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let Some(verb) = (trigger.first..trigger.end).find(|at| {
        reading.is(*at, class::KILL)
            || ["neutrali", "eliminat", "kill", "shot"].iter().any(|stem| reading.word(*at).starts_with(stem))
    }) else {
        return false;
    };
    is_craft_before(reading, verb, start)
}

/// True if a drone or an aircraft is the subject of the verb.
fn is_craft_before(reading: &Reading<'_>, verb: usize, start: usize) -> bool {
    let subject = (verb.saturating_sub(5).max(start)..verb).rev();
    subject
        .take_while(|at| {
            !matches!(reading.word(*at), "," | "by" | ";" | "at" | "on" | "against" | "after" | "and")
        })
        .any(|at| is_craft(reading, at))
}

/// A drone or an aircraft.
fn is_craft(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, class::W_DRONE) || reading.is(at, class::AIRCRAFT)
}

/// "the air force", "the army's air wing" right before the verb.
fn is_of_air_force(reading: &Reading<'_>, verb: usize, start: usize) -> bool {
    is_craft_before(reading, verb, start)
        || (verb.saturating_sub(4).max(start)..verb).any(|at| {
            reading.word(at) == "air"
                && matches!(reading.word(at + 1), "force" | "component" | "wing" | "arm")
        })
}

/// "The air component carried out strikes at X, and several fighters were eliminated": by those strikes.
fn is_under_strikes(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let before = start..trigger.first;
    let strikes = |at: usize| reading.is(at, class::AIR_STRIKE);
    reading.any(before.clone(), class::W_AIR | class::W_DRONE) && before.into_iter().any(strikes)
}
