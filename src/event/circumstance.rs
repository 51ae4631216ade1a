//! What stands beside a trigger's words and decides before they do.

use super::attack::raids_home;
use super::kinds::type_of;
use super::lexicon::{Sort, class};
use super::place::class_of;
use super::reading::Reading;
use super::trigger::Trigger;
use super::typing::unarmed_fight;
use super::weapon::{WEAPONS, by_weapon, is_in_body, nearest_weapon, weapon_before};
use super::{EventType, SubEventType};
use crate::gazetteer::PlaceClass;
use crate::text::TokenKind;

/// "A strike on the town killed eight", "Israeli strikes wounded nine people": no walkout, in whatever text it stands.
pub fn is_deadly(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    if trigger.rule != "strike.noun" {
        return false;
    }
    let hurts = |at: usize| {
        reading.is(at, class::KILL | class::HURT) && !matches!(reading.word(at), "deaths" | "death" | "dead")
    };
    let on = matches!(reading.word(trigger.end), "on" | "against")
        && (trigger.end..end.min(trigger.end + 12)).any(hurts);
    // "Israel strikes killed nine"
    let country = || {
        let mut named = reading.toponyms.iter().filter(|toponym| class_of(toponym) == PlaceClass::Country);
        named.any(|toponym| reading.prose.tokens_in(toponym.span).end == trigger.first)
    };
    let by_nation = trigger.first > 0
        && (reading.is(trigger.first - 1, class::DEMONYM)
            || reading.word(trigger.first - 1) == "enemy"
            || country());
    let people = |at: usize| {
        let people = at + 1..end.min(at + 7);
        reading.any(people.clone(), class::PERSON | class::NUMBER_WORD)
            || people.into_iter().any(|at| reading.prose.tokens[at].kind == TokenKind::Number)
    };
    // "Five people were killed in Israeli strikes on the town", "wounded by a strike near the port"
    let in_it = (1..6).find(|back| matches!(reading.before(trigger.first, *back), "in" | "by" | "from"));
    let suffered = in_it.is_some_and(|back| {
        let preposition = trigger.first - back;
        let adjectives =
            (preposition + 1..trigger.first).all(|at| reading.word(at) != "," && !reading.is(at, class::BE));
        adjectives && (preposition.saturating_sub(3)..preposition).any(hurts)
    }) && !matches!(reading.word(trigger.end), "at" | "over" | "for" | "by" | "called");
    on || suffered || by_nation && (trigger.end..end.min(trigger.end + 3)).any(|at| hurts(at) && people(at))
}

/// True where the text has told of air strikes or shells, so that "the strike" is one.
pub fn is_of_bombs(default: Option<(EventType, SubEventType)>) -> bool {
    matches!(default, Some((_, SubEventType::AirDroneStrike | SubEventType::ShellingArtilleryMissile)))
}

/// "The debris fell in a field": what is left of a weapon that was shot down, where the sentence tells of no harm by it.
fn is_spent(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let harm = |at: usize| {
        // "a mobile fire group"
        let team = reading.is(at + 1, class::TEAM);
        reading.is(at, class::HARM_VERB | class::KILL | class::HURT)
            || !team && reading.is(at, class::MISHAP_SIGN)
    };
    let denied = |at: usize| {
        (1..3).any(|back| matches!(reading.before(at, back), "no" | "without" | "nobody" | "nothing" | "not"))
    };
    trigger.rule == "air.debris"
        && matches!(reading.word(trigger.end - 1), "fell" | "landed" | "crashed")
        && !(start..end).any(|at| harm(at) && !denied(at))
}

/// "hit by a stray bullet", "struck by gunfire".
fn is_by_bullet(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    (trigger.first..trigger.end + 4).any(|at| reading.is(at, class::BULLET))
}

/// What stands beside the trigger's words and decides before they do: fights without arms, spent weapons, what weapons set ablaze.
pub fn circumstance(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    if let Some(kind) = unarmed_fight(reading, trigger, (start, end), default) {
        return Some(kind);
    }
    if trigger.rule == "raid" && raids_home(reading, trigger, (start, end)) {
        return Some((EventType::StrategicDevelopments, SubEventType::Arrests));
    }
    if is_spent(reading, trigger, (start, end)) {
        return Some((EventType::StrategicDevelopments, SubEventType::DisruptedWeaponsUse));
    }
    // "destroyed by a drone", "destroyed a tank with a drone": the drone came through.
    let with = |at: usize| matches!(reading.word(at), "by" | "with" | "using");
    if trigger.rule == "down.land" && (trigger.first + 1..trigger.end).any(with) {
        return Some((EventType::Explosions, SubEventType::AirDroneStrike));
    }
    let heavy = by_weapon(nearest_weapon(reading, trigger, start, end)).is_some();
    if trigger.value.sort == Sort::Strike && !heavy && is_by_bullet(reading, trigger) {
        return Some((EventType::ViolenceAgainstCivilians, SubEventType::Attack));
    }
    // "was hit in the chest and declared dead": one of those whom the text has told of.
    if trigger.value.sort == Sort::Strike && !heavy && is_in_body(reading, trigger) {
        return default.or(Some((EventType::ViolenceAgainstCivilians, SubEventType::Attack)));
    }
    // Debris of a house that shook.
    if trigger.rule == "air.debris3"
        && matches!(default, Some((EventType::Disaster, _)))
        && !reading.any(start..end, class::W_DRONE | class::W_SHELL)
    {
        return default;
    }
    // "Drones set a house ablaze": what burns was struck.
    let burned = matches!(trigger.value.sort, Sort::Fixed(_, SubEventType::Looting));
    // "A pavilion was set on fire by a drone"
    let by = (trigger.end..end.min(trigger.end + 2)).find(|at| burned && reading.word(*at) == "by");
    let after =
        by.and_then(|by| (by..end.min(by + 7)).find(|at| reading.is(*at, class::W_DRONE | class::W_SHELL)));
    if let Some(sub) = after.and_then(|at| by_weapon(reading.coded.classes[at] & WEAPONS)) {
        return Some((type_of(sub), sub));
    }
    let sub = by_weapon(weapon_before(reading, trigger, start)).filter(|_| burned)?;
    Some((type_of(sub), sub))
}
