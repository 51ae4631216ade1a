//! The type of an event, as its words, the weapon, the attacker, the target and the text around give it.

use super::attack::{attack, harm};
use super::circumstance::{circumstance, is_deadly, is_of_bombs};
use super::ground::{
    is_attempted, is_by_government, is_fought_for, is_ground, is_unopposed, passes_through, takes_ground,
    takes_person,
};
use super::guise::{self, Guise};
use super::kinds::type_of;
use super::lexicon::{Sort, class};
use super::reading::Reading;
use super::trigger::Trigger;
use super::weapon::{WEAPONS, by_weapon, nearest_weapon};
use super::{EventType, SubEventType, crowd, named_fight};

/// The type of the trigger's event; `default` is the article's own leading type.
#[must_use]
pub fn type_for(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sentence: usize,
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let bounds = reading.sentence(sentence);
    let kind = plain_type(reading, trigger, (bounds.first_token, bounds.end_token), default)?;
    // A gunfight is none of crowds.
    let guns = || guise::is_with_guns(reading, trigger.first, bounds.end_token.min(trigger.end + 6));
    if kind.0 == EventType::Battles
        && ((trigger.first..trigger.end).any(|at| reading.is(at, class::GUNFIGHT)) || guns())
    {
        return Some(kind);
    }
    let window = reading.window(sentence, trigger.first);
    let of_crowds = reading.crowded
        || default.is_some_and(|(event, _)| matches!(event, EventType::Protests | EventType::Riots));
    let crowded = of_crowds && crowd::is_told_beside(reading, sentence);
    Some(crowd::retype(reading, (window.start, window.end), kind, crowded))
}

/// The type as weapon, attacker and target give it.
fn plain_type(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let typed = |sub: SubEventType| Some((type_of(sub), sub));
    if let Some(kind) = circumstance(reading, trigger, (start, end), default) {
        return Some(kind);
    }
    match guise::of(reading, trigger, (start, end)) {
        Guise::Nothing => return None,
        Guise::Other(event, sub) => return Some((event, sub)),
        Guise::Own => {}
    }
    match trigger.value.sort {
        Sort::Capture if takes_person(reading, trigger, (start, end)) => typed(SubEventType::Arrests),
        Sort::Fixed(EventType::Battles, _) | Sort::Capture
            if !reading.warlike
                && !is_gunfire(reading, trigger)
                && !is_by_band(reading, trigger, (start, end))
                && !named_fight::is_fight(reading, trigger, (start, end)) =>
        {
            None
        }
        // "The two firms reached a deal": of peace only where the sentence or the text is about war.
        Sort::Fixed(_, SubEventType::Agreement)
            if !reading.warlike
                && !trigger.rule.starts_with("peace.")
                && !is_of_peace(reading, start, end) =>
        {
            None
        }
        Sort::Fixed(_, SubEventType::Abduction)
            if trigger.rule == "abduct.by" && is_ground(reading, trigger, start) =>
        {
            typed(SubEventType::NonStateActorOvertakesTerritory)
        }
        Sort::Fixed(EventType::Explosions, _) | Sort::Blast if is_by_accident(reading, start, end) => {
            typed(SubEventType::Accident)
        }
        // "took charge of the town after a battle"
        Sort::Fixed(_, SubEventType::NonViolentTransfer) if is_fought_for(reading, trigger, (start, end)) => {
            typed(if is_by_government(reading, trigger, start) {
                SubEventType::GovernmentRegainsTerritory
            } else {
                SubEventType::NonStateActorOvertakesTerritory
            })
        }
        Sort::Fixed(_, SubEventType::GovernmentRegainsTerritory)
            if is_unopposed(reading, trigger, (start, end)) =>
        {
            typed(SubEventType::NonViolentTransfer)
        }
        Sort::Fixed(event, sub) => Some((event, sub)),
        Sort::Strike if !reading.warlike && !is_of_bombs(default) && !is_deadly(reading, trigger, end) => {
            let traffic = reading.any(start..end, class::VEHICLE);
            traffic.then_some((EventType::Disaster, SubEventType::Accident))
        }
        Sort::Strike => strike(reading, trigger, (start, end), default),
        Sort::Attack if is_under_questions(reading, trigger, start) => None,
        Sort::Attack => typed(attack(reading, trigger, start, end, default)),
        Sort::Blast => Some(blast(reading, trigger, (start, end), default)),
        Sort::Capture => capture(reading, trigger, (start, end)).and_then(typed),
        Sort::Same | Sort::Again => again(reading, trigger, default),
        Sort::Harm => harm(reading, trigger, start, end, default),
    }
}

/// What exploded: by its cause, its weapon or the events before it.
fn blast(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> (EventType, SubEventType) {
    if is_industrial(reading, start, end) && !is_of_bomb(reading, trigger) {
        return (EventType::Disaster, SubEventType::Accident);
    }
    let sub = match (by_weapon(nearest_weapon(reading, trigger, start, end)), default) {
        (None, Some((EventType::Disaster, sub))) => return (EventType::Disaster, sub),
        (Some(sub), _) | (None, Some((EventType::Explosions, sub))) => sub,
        _ => SubEventType::RemoteExplosive,
    };
    (type_of(sub), sub)
}

/// What ground that changes hands comes to; none where none is taken.
fn capture(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
) -> Option<SubEventType> {
    if !takes_ground(reading, trigger, end) || passes_through(reading, trigger, end) {
        return None;
    }
    Some(if is_attempted(reading, trigger, start) {
        SubEventType::ArmedClash
    } else if is_unopposed(reading, trigger, (start, end)) {
        SubEventType::NonViolentTransfer
    } else if is_by_government(reading, trigger, start) {
        SubEventType::GovernmentRegainsTerritory
    } else {
        SubEventType::NonStateActorOvertakesTerritory
    })
}

/// The type of what was told before, which the trigger tells on.
fn again(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    match default {
        // "nine over the X region and 14 over the Y region": of drones that were shot down.
        Some((_, sub)) if trigger.rule == "down.listed" => {
            default.filter(|_| sub == SubEventType::DisruptedWeaponsUse)
        }
        // "The accident occurred at a mine", in a text about floods
        Some((EventType::Disaster, _))
            if trigger.value.sort == Sort::Again && names_accident(reading, trigger) =>
        {
            Some((EventType::Disaster, SubEventType::Accident))
        }
        _ => default,
    }
}

/// "accident", "crash": a noun that names one kind of disaster.
fn names_accident(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    reading.is(trigger.first, class::MISHAP)
}

/// A strike by its weapon, else as the events before it.
fn strike(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let typed = |sub: SubEventType| Some((type_of(sub), sub));
    let weapon = nearest_weapon(reading, trigger, start, end);
    if let Some(sub) = by_weapon(weapon) {
        return typed(sub);
    }
    match default {
        Some((EventType::Explosions, sub)) => typed(sub),
        Some((EventType::Disaster, sub)) => Some((EventType::Disaster, sub)),
        // "Three army posts were targeted", where fights are told of
        Some((EventType::Battles, SubEventType::ArmedClash)) if is_targeting(reading, trigger) => {
            typed(SubEventType::ArmedClash)
        }
        _ if trigger.value.weak && !hits_building(reading, trigger, (start, end)) => None,
        _ => typed(SubEventType::ShellingArtilleryMissile),
    }
}

/// "The minister came under fire over her budget", where nothing tells of war or of several places.
fn is_under_questions(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    trigger.rule == "fire.under"
        && !reading.warlike
        && !reading.any(trigger.first.saturating_sub(8).max(start)..trigger.first, class::PLACES)
        && !named_fight::is_place_under_fire(reading, trigger, start)
}

/// "exploded by accident", "went off accidentally during an exercise".
fn is_by_accident(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        let blast =
            |at: usize| matches!(reading.word(at), "explosion" | "blast" | "detonation" | "discharge");
        reading.word(at) == "accidentally"
            || (reading.word(at), reading.word(at + 1)) == ("by", "accident")
            || reading.word(at) == "accidental" && (blast(at + 1) || blast(at + 2))
    })
}

/// Words that make an agreement one between enemies.
fn is_of_peace(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    reading.any(start..end, class::PEACE)
        || (start..end).any(|at| (reading.word(at), reading.word(at + 1)) == ("cease", "-"))
}

/// A fight in a text that knows no war: of crowds, or of communities with what arms they have; "the fighting" is the one
/// that the article has told of.
pub fn unarmed_fight(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let fight = matches!(trigger.value.sort, Sort::Fixed(EventType::Battles, SubEventType::ArmedClash));
    if !fight || is_gunfire(reading, trigger) {
        return None;
    }
    if reading.warlike {
        let crowded = (trigger.first.saturating_sub(7).max(start)..end.min(trigger.end + 10))
            .any(|at| reading.is(at, class::CIVILIAN | class::BRAWLERS | class::CROWD));
        return (crowded
            && !reading.any(start..end, class::ROLE_FIGHTER | class::ROLE_SOLDIER)
            && crowd::is_with_police(reading, trigger, (start, end)))
        .then_some((EventType::Riots, SubEventType::ViolentDemonstration));
    }
    if is_feud(reading, start, end) {
        return Some((EventType::Battles, SubEventType::ArmedClash));
    }
    if crowd::is_with_police(reading, trigger, (start, end)) {
        return Some((EventType::Riots, SubEventType::ViolentDemonstration));
    }
    if is_brawl(reading, start, end) {
        return Some((EventType::Riots, SubEventType::MobViolence));
    }
    default.filter(|(_, sub)| matches!(sub, SubEventType::MobViolence | SubEventType::ArmedClash))
}

/// "The town fell to M23 rebels", "six terrorists were eliminated": who bears arms is named beside the words.
fn is_by_band(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    (trigger.first.saturating_sub(6).max(start)..end.min(trigger.end + 5)).any(|at| {
        let token = &reading.prose.tokens[at];
        reading.is(at, class::ARMED_GROUP) && !token.capital || is_acronym(reading, at)
    })
}

/// "FNLA", "M23": groups and armies go by such names, in a sentence that is not in capitals as a whole.
fn is_acronym(reading: &Reading<'_>, at: usize) -> bool {
    let token = &reading.prose.tokens[at];
    let word = reading.word(at);
    token.all_caps
        && (3..7).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !reading.prose.tokens.get(at + 1).is_some_and(|next| next.all_caps)
}

/// "exchanged fire", "gun battle": words that are of arms in any text.
fn is_gunfire(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    (trigger.first..trigger.end).any(|at| reading.is(at, class::GUNFIGHT) || reading.is(at, class::GUN_WORD))
}

/// Fights of people who bear no arms.
fn is_brawl(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    // "in the X and Y communities": settlements, no people.
    let settlements = |at: usize| {
        reading.word(at) == "communities"
            && at > start
            && reading.prose.tokens[at - 1].capital
            && !reading.is(at - 1, class::NUMBER_WORD)
    };
    (start..end).any(|at| reading.is(at, class::BRAWLERS) && !settlements(at))
}

/// Communities that fight each other over land and cattle, with the arms they have.
fn is_feud(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    reading.any(start..end, class::FEUD)
}

/// Gas, boilers, fireworks: an explosion in a text that knows no weapons, or whose own sentence names such a cause.
fn is_industrial(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let cause = (start..end).any(|at| {
        reading.is(at, class::INDUSTRY)
            // "an illegal fuel refinery", "a makeshift distillery"
            || matches!(reading.word(at), "illegal" | "makeshift" | "artisanal" | "clandestine")
                && (at + 1..at + 4)
                    .any(|next| matches!(reading.word(next), "refinery" | "refineries" | "distillery" | "fuel"))
            || matches!(
                (reading.word(at), reading.word(at + 1)),
                ("gas" | "coal", "explosion" | "blast" | "mine"))
            || reading.word(at) == "gas" && reading.is(at + 1, class::GAS_THING)
    });
    cause
        || !reading.warlike
            && !reading.any(start..end, WEAPONS & !class::W_IED)
            && !hits_a_target(reading, start, end)
}

/// "the bombings": nothing explodes by itself there.
fn is_of_bomb(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    (trigger.first..trigger.end).any(|at| reading.word(at).starts_with("bomb"))
}

/// "were targeted", "targeting": words of any weapon.
fn is_targeting(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    (trigger.first..trigger.end).any(|at| matches!(reading.word(at), "targeted" | "targetted" | "targeting"))
}

/// "The general's forces also hit a school near the town": soldiers on one side, a building on the other.
fn hits_building(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    matches!(reading.word(trigger.end - 1), "hit" | "hits" | "hitting")
        && reading.any(trigger.first.saturating_sub(4).max(start)..trigger.first, class::MILITARY)
        && matches!(reading.word(trigger.end), "a" | "an" | "the" | "two" | "three" | "several")
        && reading.any(trigger.end..end.min(trigger.end + 4), class::FACILITY | class::NOT_PERSON)
}

/// "tore through a checkpoint", "hit a police bus", "at a mosque": what bombs are laid for.
fn hits_a_target(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let holy = |at: usize| matches!(reading.word(at), "mosque" | "shrine" | "parade" | "embassy");
    let armed = |at: usize| {
        reading.is(at, class::MILITARY)
            && !matches!(reading.word(at), "unit" | "units" | "division" | "force")
            && !reading.is(at + 1, class::SPEECH)
    };
    (start..end).any(|at| {
        let struck = matches!(reading.word(at), "hit" | "struck" | "targeted" | "targeting" | "through");
        let beside = matches!(reading.word(at), "at" | "outside" | "near");
        (struck || beside)
            && (at + 1..end.min(at + 5))
                .take_while(|noun| !matches!(reading.word(*noun), "," | "in" | "on" | ";"))
                .any(|noun| holy(noun) || struck && armed(noun))
    })
}

/// The article's leading type: that of its first strong trigger whose type is certain.
#[must_use]
pub fn leading_type(
    reading: &Reading<'_>,
    all: &[(usize, Vec<Trigger<'static>>)],
) -> Option<(EventType, SubEventType)> {
    let mut fallback: Option<(EventType, SubEventType)> = None;
    for (sentence, triggers) in all {
        for trigger in triggers.iter().filter(|trigger| !trigger.value.weak) {
            match trigger.value.sort {
                // In a text that begins with a crowd, those who are shot are of it.
                Sort::Fixed(EventType::ViolenceAgainstCivilians, _)
                    if fallback.is_some_and(|(event, _)| {
                        matches!(event, EventType::Protests | EventType::Riots)
                    }) => {}
                Sort::Fixed(event, sub)
                    if matches!(
                        event,
                        EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians
                    ) =>
                {
                    return Some((event, sub));
                }
                Sort::Strike | Sort::Attack | Sort::Blast => {
                    let bounds = reading.sentence(*sentence);
                    let weapon = nearest_weapon(reading, trigger, bounds.first_token, bounds.end_token);
                    if let Some(sub) = by_weapon(weapon) {
                        return Some((type_of(sub), sub));
                    }
                    let shot = weapon & (class::W_GUN | class::W_BLADE) != 0;
                    if shot && trigger.value.sort == Sort::Attack && fallback.is_none() {
                        let sub = attack(reading, trigger, bounds.first_token, bounds.end_token, None);
                        fallback = Some((type_of(sub), sub));
                    }
                }
                Sort::Fixed(event, sub) if fallback.is_none() => fallback = Some((event, sub)),
                _ => {}
            }
        }
    }
    fallback
}
