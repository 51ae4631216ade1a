//! The type of attacks and killings by who did what to whom.

use super::ground::is_by_police;
use super::kinds::type_of;
use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;

use super::weapon::{by_weapon, nearest_weapon};
use super::{EventType, SubEventType};

/// An attack by what the sentence says of weapon, attacker and target.
pub fn attack(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    start: usize,
    end: usize,
    default: Option<(EventType, SubEventType)>,
) -> SubEventType {
    let weapon = nearest_weapon(reading, trigger, start, end);
    if let Some(sub) = by_weapon(weapon) {
        return sub;
    }
    let from = trigger.first.saturating_sub(25).max(start);
    let to = end.min(trigger.end + 25);
    let group = armed_group(reading, from..to) || reading.any(from..trigger.first, class::ROLE_FIGHTER);
    let onto = aimed_at(reading, trigger, to);
    let under = trigger.rule == "fire.under" && !reading.word(trigger.end - 1).starts_with("attack");
    let target = target(reading, trigger, (start, to), (onto, under));
    // "on Tarsin, a town west of Velle": what follows a comma describes the target.
    let target =
        target.start..(target.start..target.end).find(|at| reading.word(*at) == ",").unwrap_or(target.end);
    // "Two soldiers were killed in an attack": those whom it hit stand before it.
    let victims = victims_before(reading, trigger, from);
    let victims_armed = reading.any(victims.clone(), class::MILITARY | class::ARMED_GROUP)
        && !reading.any(victims.clone(), class::CIVILIAN);
    let soldiers_hit = victims_armed
        || reading.any(target.clone(), class::MILITARY | class::ARMED_GROUP)
        || target.clone().any(|at| is_guard_post(reading, at))
        || kills_fighters(reading, trigger, to);
    let civil = !victims_armed && target.into_iter().any(|at| is_civil(reading, at));
    let unarmed = |at: usize| {
        reading.is(at, class::CIVILIAN)
            || reading.is(at, class::PERSON) && !reading.is(at, class::MILITARY | class::ARMED_GROUP)
    };
    // "Soldiers opened fire on a group of tourists", "opened fire in X, killing nine people"
    if matches!(trigger.rule, "fire.opened" | "vac.openfire")
        && !soldiers_hit
        && !reading.any(trigger.end..to, class::MILITARY | class::ARMED_GROUP)
        && (onto.is_some() && civil || (trigger.end..to).any(unarmed))
    {
        return SubEventType::Attack;
    }
    let state = reading.any(victims.end.max(from)..trigger.first, class::MILITARY);
    let police = is_by_police(reading, trigger, start);
    let ground = state && !police && !civil && is_on_ground(reading, trigger);
    if trigger.rule == "raid" && (police || !group && reading.any(start..end, class::ARREST)) {
        return SubEventType::Arrests;
    }
    let armed = weapon & (class::W_GUN | class::W_BLADE) != 0;
    if let Some((EventType::Explosions, sub)) =
        default.filter(|_| !armed && !ground && is_at_town(reading, trigger, to))
    {
        return sub;
    }
    if under && !soldiers_hit {
        return SubEventType::ShellingArtilleryMissile;
    }
    if group || armed || ground {
        return if soldiers_hit || ground { SubEventType::ArmedClash } else { SubEventType::Attack };
    }
    // "Russian attacks overnight wounded nine people": one state's, from afar where nothing else is told.
    if reading.warlike && is_of_nation(reading, trigger) {
        return match default {
            Some((EventType::Explosions, sub)) => sub,
            _ => SubEventType::ShellingArtilleryMissile,
        };
    }
    // "In the first attack, six civilians were killed": those hurt are no soldiers, and none are spoken of.
    let bare = || !reading.any(from..to, class::MILITARY | class::ARMED_GROUP);
    let civil = civil || reading.any(from..to, class::CIVILIAN) && bare();
    let far = state && !civil && reading.warlike && !police;
    as_told_before(default, (civil, soldiers_hit), far)
}

/// An attack by what was told before it, where its own words leave it open.
fn as_told_before(
    default: Option<(EventType, SubEventType)>,
    (civil, soldiers_hit): (bool, bool),
    far: bool,
) -> SubEventType {
    match default {
        Some((EventType::Explosions, sub)) => sub,
        Some((EventType::Battles, _)) if civil && !soldiers_hit => SubEventType::Attack,
        _ if soldiers_hit && !civil => SubEventType::ArmedClash,
        // An assault told after a town was retaken is another fight.
        Some((EventType::Battles, _)) => SubEventType::ArmedClash,
        Some((EventType::ViolenceAgainstCivilians, sub)) => sub,
        _ if far => SubEventType::ShellingArtilleryMissile,
        _ => SubEventType::Attack,
    }
}

/// "Russian attacks", "an enemy attack": the noun behind the word for a nation.
fn is_of_nation(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    let noun = matches!(reading.word(trigger.first), "attack" | "attacks");
    noun && trigger.first > 0
        && (reading.is(trigger.first - 1, class::DEMONYM) || reading.word(trigger.first - 1) == "enemy")
}

/// Houses, markets and people without arms; not "a police party", "an army convoy".
fn is_civil(reading: &Reading<'_>, at: usize) -> bool {
    let armed = reading.is(at, class::ARMED_PARTY) && reading.is_before(at, 1, class::ARMED_OWNER);
    reading.is(at, class::CIVIL) && !armed
}

/// "raided a house in X with air support and arrested three": whatever covers them, they came for people.
pub fn raids_home(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let home = |at: usize| reading.is(at, class::DWELLING);
    (trigger.end..end.min(trigger.end + 4)).any(home)
        && reading.any(trigger.end..end, class::ARREST)
        && !reading.any(start..end, class::KILL)
}

/// "Russian forces attacked near X", "the army continued assaults": no shelling, by the words themselves.
fn is_on_ground(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    let assault = |at: usize| matches!(reading.word(at), "assault" | "assaults" | "assaulted");
    matches!(reading.word(trigger.end), "near" | "towards" | "toward")
        || (trigger.first..trigger.end).any(assault)
}

/// "a border post", "their check post", "a police station": where those who bear arms stand.
fn is_guard_post(reading: &Reading<'_>, at: usize) -> bool {
    // "in the limits of X police station": whose beat it is.
    let beat = (at.saturating_sub(6)..at)
        .any(|at| matches!(reading.word(at), "limits" | "jurisdiction" | "precincts" | "remit"));
    !beat
        && matches!(reading.word(at), "post" | "posts" | "station" | "picket")
        && reading.is_before(at, 1, class::POST_OWNER)
}

/// "opened fire on", "an attack against": the index of the word before the target. "attacked ... on Monday" is none.
fn aimed_at(reading: &Reading<'_>, trigger: &Trigger<'_>, to: usize) -> Option<usize> {
    (trigger.end - 1..to.min(trigger.end + 14)).find(|at| {
        // "attacked an army post at Velle": what follows "at" is no target.
        let aimed = reading.word(*at) == "at" && *at <= trigger.end;
        // "attacked an outpost on the edge of X": where it stands.
        let lies = reading.word(*at) == "on"
            && reading.word(at + 1) == "the"
            && (reading.is(at + 2, class::OUTSKIRTS) || matches!(reading.word(at + 2), "road" | "banks"));
        (aimed || matches!(reading.word(*at), "on" | "against"))
            && !lies
            && !reading.is_dated(at + 1)
            && (*at >= trigger.end || trigger.end > trigger.first + 1)
    })
}

/// "Militants fired at X": a name, or a word for a settlement, and nobody there.
fn is_at_town(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    let after = trigger.end..end.min(trigger.end + 4);
    let named = |at: usize| reading.prose.tokens[at].capital || reading.is(at, class::KIND_WORD);
    trigger.rule == "fire.at"
        && after.clone().any(named)
        && !reading.any(after, class::PERSON | class::MILITARY | class::ARMED_GROUP | class::VEHICLE)
}

/// "raided X and killed two gunmen": those who fall in it bear arms, and nobody else does.
fn kills_fighters(reading: &Reading<'_>, trigger: &Trigger<'_>, to: usize) -> bool {
    let fallen = (trigger.end..to.min(trigger.end + 12)).find(|at| reading.is(*at, class::KILL));
    // "was shot dead by militants": who did it.
    let fallen = fallen.filter(|at| reading.word(at + 1) != "by");
    let clause = (trigger.end..to)
        .find(|at| matches!(reading.word(*at), "." | ";" | "who" | "when" | "after"))
        .unwrap_or(to);
    fallen.filter(|at| *at < clause).is_some_and(|at| {
        let people = at + 1..clause.min(at + 6);
        let end = people
            .clone()
            .find(|next| matches!(reading.word(*next), "," | "in" | "and" | "by"))
            .unwrap_or(people.end);
        reading.any(people.start..end, class::ROLE_SOLDIER | class::ROLE_POLICE | class::ROLE_FIGHTER)
            && !reading.any(people.start..end, class::CIVILIAN)
    })
}

/// "killed by armed men": a group by its adjective.
fn armed_group(reading: &Reading<'_>, range: std::ops::Range<usize>) -> bool {
    reading.any(range.clone(), class::ARMED_GROUP)
        // "ISIS cells", "sleeper cells"
        || range.clone().any(|at| {
            matches!(reading.word(at), "cells" | "cell")
                && at > range.start
                && (reading.prose.tokens[at - 1].capital
                    || matches!(reading.before(at, 1), "sleeper" | "terrorist" | "jihadist"))
        })
        || range.into_iter().any(|at| {
            reading.word(at) == "armed"
                && (at + 1..at + 3).any(|who| {
                    reading.is(who, class::MEN)
                })
        })
}

/// The people of "two soldiers were killed in an attack"; empty where no such clause leads up to it.
fn victims_before(reading: &Reading<'_>, trigger: &Trigger<'_>, from: usize) -> std::ops::Range<usize> {
    let none = from..from;
    if !trigger.value.noun {
        return none;
    }
    let near = trigger.first.saturating_sub(7).max(from)..trigger.first;
    let Some(hurt) = near.rev().find(|at| reading.is(*at, class::KILL | class::HURT)) else { return none };
    let passive = hurt > from && reading.is(hurt - 1, class::BE);
    let led = (hurt + 1..trigger.first).any(|at| matches!(reading.word(at), "in" | "during" | "by"))
        && !(hurt + 1..trigger.first)
            .any(|at| matches!(reading.word(at), "," | ";" | "and" | "after" | "when"));
    if passive && led { hurt.saturating_sub(8).max(from)..hurt } else { none }
}

/// The tokens that say whom an attack was on.
fn target(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, to): (usize, usize),
    (onto, under): (Option<usize>, bool),
) -> std::ops::Range<usize> {
    let before = trigger.first.saturating_sub(8).max(start)..trigger.first;
    let own_by = reading.word(trigger.end - 1) == "by";
    let by = (trigger.end..to.min(trigger.end + 14)).find(|at| reading.word(*at) == "by");
    let passive = !trigger.value.noun
        && reading.any(trigger.first.saturating_sub(2).max(start)..trigger.first + 1, class::BE);
    match (onto, by) {
        // "the patrol came under fire", "a police station was attacked"
        _ if under => trigger.first.saturating_sub(6).max(start)..trigger.first,
        (None, _) if passive => before,
        (Some(onto), _) => onto..to.min(onto + 7),
        // "an attack by bandits": the attackers follow.
        (None, None) if own_by => trigger.end..trigger.end,
        (None, Some(by)) => trigger.end..by,
        (None, None) => trigger.end..to.min(trigger.end + 7),
    }
}

pub fn harm(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    start: usize,
    end: usize,
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let weapon = nearest_weapon(reading, trigger, start, end);
    // Where the ground shook or a river rose, aircraft fetch the hurt.
    let fetched = weapon == class::W_AIR
        && matches!(default, Some((EventType::Disaster, sub)) if sub != SubEventType::Accident);
    if let Some(sub) = by_weapon(weapon).filter(|_| !fetched) {
        return Some((type_of(sub), sub));
    }
    // "Gunmen killed four soldiers" is a fight, whatever they shot with.
    let agent = by_agent(reading, trigger, (start, end), default);
    if weapon & (class::W_GUN | class::W_BLADE) != 0 && agent != Some(SubEventType::ArmedClash) {
        return Some((EventType::ViolenceAgainstCivilians, SubEventType::Attack));
    }
    if let Some(sub) = agent {
        return Some((type_of(sub), sub));
    }
    // "Soldiers killed nine rebels" is a fight, "bandits killed nine people" is none.
    let fighters = |range: std::ops::Range<usize>| reading.any(range, class::ARMED_GROUP);
    let hurt = trigger.first.saturating_sub(5).max(start)..end.min(trigger.end + 5);
    // Those who were hurt were not hurt by an arrest or a treaty.
    let default = default.filter(|(event, _)| *event != EventType::StrategicDevelopments);
    if default.is_none() && reading.warlike && is_by_nation(reading, trigger, start) {
        return Some((EventType::Explosions, SubEventType::ShellingArtilleryMissile));
    }
    default.or_else(|| {
        let sub = match (fighters(hurt), fighters(start..end)) {
            (true, _) => SubEventType::ArmedClash,
            (false, true) => SubEventType::Attack,
            (false, false) => return None,
        };
        Some((type_of(sub), sub))
    })
}

/// "On Tuesday Russians killed three residents of X", "the occupiers wounded two people".
fn is_by_nation(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    trigger.first.checked_sub(1).filter(|at| *at >= start).is_some_and(|at| {
        matches!(reading.word(at), "occupiers" | "invaders" | "enemy" | "aggressor")
            || reading.is(at, class::DEMONYM) && reading.word(at).ends_with('s')
    })
}

/// "Bandits killed nine people", "two guards were killed by gunmen": who did it to whom, where the clause says both. What
/// soldiers did in a text about shells stays open.
fn by_agent(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<SubEventType> {
    let before = trigger.first.saturating_sub(8).max(start)..trigger.first;
    let after = trigger.end..end.min(trigger.end + 7);
    let passive = reading.any(before.end.saturating_sub(3).max(start)..before.end, class::BE);
    // "Eight attackers died": they did nothing to anybody.
    if reading.is(trigger.first, class::DIES) {
        return None;
    }
    let by = after.clone().find(|at| reading.word(*at) == "by");
    let (agent, victim) = match by {
        Some(by) if passive => (by + 1..end.min(by + 7), before),
        None if !passive => (before, after),
        _ => return None,
    };
    let group = armed_group(reading, agent.clone());
    let state = reading.any(agent.clone(), class::ROLE_SOLDIER | class::ROLE_POLICE)
        || agent.into_iter().any(|at| matches!(reading.word(at), "forces" | "army" | "military"));
    let shelled = matches!(default, Some((EventType::Explosions, _)));
    if !group && (shelled || !state) {
        return None;
    }
    if reading.any(victim.clone(), class::MILITARY | class::ARMED_GROUP) {
        return Some(SubEventType::ArmedClash);
    }
    // "Herdsmen killed four": of those whom a gang kills, nothing more need be said. "Troops killed two Syrians", "a teenager"
    let people = class::CIVILIAN | class::PERSON | class::DEMONYM;
    let of_nation = |at: usize| {
        reading.prose.tokens[at].capital
            && reading.word(at).ends_with('s')
            && at > 0
            && (reading.is(at - 1, class::NUMBER_WORD)
                || reading.prose.tokens[at - 1].kind == crate::text::TokenKind::Number)
    };
    let unarmed = reading.any(victim.clone(), people) || victim.into_iter().any(of_nation);
    (group || unarmed).then_some(SubEventType::Attack)
}
