//! The words that tell an event, and the type that they, the weapon, the attacker and the target give it.

use super::lexicon::{Sort, TriggerValue, class, type_of};
use super::reading::Reading;
use super::{EventType, SubEventType, crowd};
use crate::text::TokenKind;

/// One hit of a trigger pattern.
#[derive(Debug, Clone, Copy)]
pub struct Trigger<'l> {
    /// Index of its first token.
    pub first: usize,
    /// Index past its last token.
    pub end: usize,
    /// Id of its rule.
    pub rule: &'l str,
    /// What the rule says.
    pub value: TriggerValue,
}

/// The triggers of one sentence, in order: of those that overlap, the strong before the weak, the longer before the shorter.
#[must_use]
pub fn find(reading: &Reading<'_>, sentence: usize) -> Vec<Trigger<'static>> {
    let bounds = reading.sentence(sentence);
    let mut found: Vec<Trigger<'static>> = Vec::new();
    for at in bounds.first_token..bounds.end_token {
        let best = reading
            .lexicon
            .triggers
            .at(&reading.coded, at, bounds.end_token)
            .map(|(rule, end)| Trigger { first: at, end, rule: &rule.id, value: rule.value })
            .max_by_key(|trigger| (worth(trigger), trigger.end));
        let Some(trigger) = best else { continue };
        if is_name(reading, &trigger, bounds.heading, bounds.first_token) || is_attribute(reading, &trigger) {
            continue;
        }
        match found.last() {
            Some(last) if last.end > at => {
                if worth(&trigger) > worth(last) {
                    found.pop();
                    found.push(trigger);
                }
            }
            _ => found.push(trigger),
        }
    }
    found
}

/// "Mr Flood said", "the Blizzard won": a capital inside a sentence makes a name of a word for a disaster.
fn is_name(reading: &Reading<'_>, trigger: &Trigger<'_>, heading: bool, start: usize) -> bool {
    let disaster = matches!(trigger.value.sort, Sort::Fixed(EventType::Disaster, _));
    let token = reading.prose.tokens[trigger.first];
    let named = trigger.end == trigger.first + 1 && token.capital && !token.all_caps;
    disaster && named && !heading && (trigger.first > start || reading.is(trigger.end, class::SPEECH))
}

/// "freed 14 kidnapped farmers", "the abducted girls": the word tells which people, not that they were taken.
fn is_attribute(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    let participle =
        trigger.end == trigger.first + 1 && matches!(reading.word(trigger.first), "kidnapped" | "abducted");
    let named = |back: usize| {
        let at = trigger.first.wrapping_sub(back);
        reading.is(at, class::NUMBER_WORD)
            || reading.prose.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
            || matches!(reading.word(at), "the" | "of" | "other" | "all" | "some" | "these" | "those")
    };
    participle
        && (named(1) || named(2) && reading.before(trigger.first, 1).ends_with("ly"))
        && reading.any(trigger.end..trigger.end + 2, class::PERSON)
}

/// Fixed types before open ones, strong before weak, people hurt last.
fn worth(trigger: &Trigger<'_>) -> u8 {
    let strong = if trigger.value.weak { 0 } else { 4 };
    strong
        + match trigger.value.sort {
            Sort::Harm => 0,
            Sort::Same | Sort::Again => 1,
            Sort::Strike | Sort::Attack | Sort::Blast | Sort::Capture => 2,
            Sort::Fixed(..) => 3,
        }
}

const WEAPONS: u64 = class::W_DRONE
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
fn nearest_weapon(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize, end: usize) -> u64 {
    let from = trigger.first.saturating_sub(30).max(start);
    let to = end.min(trigger.end + 30);
    let nearest = (from..to)
        .filter(|at| reading.is(*at, WEAPONS) && !is_pit(reading, *at) && !is_part_of_name(reading, *at))
        .min_by_key(|at| reading.apart(trigger.first, *at));
    nearest.map_or(0, |at| reading.coded.classes[at] & WEAPONS)
}

/// "a gold mine", "the mine shaft": where ore is dug.
fn is_pit(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "mine" | "mines")
        && (matches!(
            reading.before(at, 1),
            "gold"
                | "coal"
                | "copper"
                | "diamond"
                | "iron"
                | "salt"
                | "silver"
                | "cobalt"
                | "tin"
                | "coltan"
                | "uranium"
                | "jade"
                | "ore"
                | "illegal"
                | "opencast"
                | "disused"
                | "abandoned"
        ) || matches!(
            reading.word(at + 1),
            "shaft"
                | "shafts"
                | "site"
                | "worker"
                | "workers"
                | "owner"
                | "operator"
                | "collapse"
                | "collapsed"
        ))
}

/// "Tank district": a word for a weapon that is part of a place's name.
fn is_part_of_name(reading: &Reading<'_>, at: usize) -> bool {
    let token = reading.prose.tokens[at];
    if !token.capital {
        return false;
    }
    let after = reading.toponyms.partition_point(|toponym| toponym.span.end <= token.span.start);
    reading.toponyms.get(after).is_some_and(|toponym| toponym.span.contains(token.span))
}

fn by_weapon(weapon: u64) -> Option<SubEventType> {
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
    let window = reading.window(sentence, trigger.first);
    Some(crowd::retype(reading, (window.start, window.end), kind))
}

/// The type as weapon, attacker and target give it.
fn plain_type(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let typed = |sub: SubEventType| Some((type_of(sub), sub));
    if let Some(kind) = unarmed_fight(reading, trigger, (start, end), default) {
        return Some(kind);
    }
    match trigger.value.sort {
        Sort::Capture if takes_person(reading, trigger, (start, end)) => typed(SubEventType::Arrests),
        Sort::Fixed(EventType::Battles, _) | Sort::Capture
            if !reading.warlike && !is_gunfire(reading, trigger) =>
        {
            None
        }
        // "The two firms reached a deal": of peace only where the sentence or the text is about war.
        Sort::Fixed(_, SubEventType::Agreement) if !reading.warlike && !is_of_peace(reading, start, end) => {
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
        Sort::Fixed(event, sub) => Some((event, sub)),
        Sort::Strike if !reading.warlike => {
            let traffic = reading.any(start..end, class::VEHICLE);
            traffic.then_some((EventType::Disaster, SubEventType::Accident))
        }
        Sort::Strike => {
            let weapon = nearest_weapon(reading, trigger, start, end);
            if let Some(sub) = by_weapon(weapon) {
                return typed(sub);
            }
            match default {
                Some((EventType::Explosions, sub)) => typed(sub),
                Some((EventType::Disaster, sub)) => Some((EventType::Disaster, sub)),
                _ if trigger.value.weak => None,
                _ => typed(SubEventType::ShellingArtilleryMissile),
            }
        }
        // "The minister came under fire over her budget"
        Sort::Attack if trigger.rule == "fire.under" && !reading.warlike => None,
        Sort::Attack => typed(attack(reading, trigger, start, end, default)),
        Sort::Blast if is_industrial(reading, start, end) => {
            Some((EventType::Disaster, SubEventType::Accident))
        }
        Sort::Blast => {
            let weapon = nearest_weapon(reading, trigger, start, end);
            match (by_weapon(weapon), default) {
                (None, Some((EventType::Disaster, sub))) => Some((EventType::Disaster, sub)),
                (Some(sub), _) | (None, Some((EventType::Explosions, sub))) => typed(sub),
                _ => typed(SubEventType::RemoteExplosive),
            }
        }
        Sort::Capture if !takes_ground(reading, trigger, end) => None,
        Sort::Capture if is_by_government(reading, trigger, start) => {
            typed(SubEventType::GovernmentRegainsTerritory)
        }
        Sort::Capture => typed(SubEventType::NonStateActorOvertakesTerritory),
        Sort::Same | Sort::Again => default,
        Sort::Harm => harm(reading, trigger, start, end, default),
    }
}

/// "exploded by accident", "went off accidentally during an exercise".
fn is_by_accident(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        reading.word(at) == "accidentally"
            || matches!(
                (reading.word(at), reading.word(at + 1)),
                ("by", "accident") | ("accidental", "explosion")
            )
    })
}

/// Words that make an agreement one between enemies.
fn is_of_peace(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        matches!(
            reading.word(at),
            "ceasefire"
                | "truce"
                | "armistice"
                | "peace"
                | "prisoner"
                | "prisoners"
                | "hostages"
                | "captives"
                | "pows"
                | "border"
        ) || (reading.word(at), reading.word(at + 1)) == ("cease", "-")
    })
}

/// A fight in a text that knows no war: of crowds, or of communities with what arms they have; "the fighting" is the one
/// that the article has told of.
fn unarmed_fight(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let fight = matches!(trigger.value.sort, Sort::Fixed(EventType::Battles, SubEventType::ArmedClash));
    if !fight || reading.warlike || is_gunfire(reading, trigger) {
        return None;
    }
    if is_feud(reading, start, end) {
        return Some((EventType::Battles, SubEventType::ArmedClash));
    }
    if is_brawl(reading, start, end) {
        return Some((EventType::Riots, SubEventType::MobViolence));
    }
    default.filter(|(_, sub)| matches!(sub, SubEventType::MobViolence | SubEventType::ArmedClash))
}

/// "exchanged fire", "gun battle": words that are of arms in any text.
fn is_gunfire(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    (trigger.first..trigger.end).any(|at| matches!(reading.word(at), "fire" | "gunfire" | "shots" | "gun"))
}

/// Fights of people who bear no arms.
fn is_brawl(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    // "in the X and Y communities": settlements, no people.
    let settlements =
        |at: usize| reading.word(at) == "communities" && at > start && reading.prose.tokens[at - 1].capital;
    (start..end).filter(|at| !settlements(*at)).any(|at| {
        matches!(
            reading.word(at),
            "fans"
                | "supporters"
                | "villagers"
                | "residents"
                | "youths"
                | "inmates"
                | "prisoners"
                | "locals"
                | "students"
                | "communities"
                | "clans"
                | "tribes"
        )
    })
}

/// Communities that fight each other over land and cattle, with the arms they have.
fn is_feud(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        matches!(
            reading.word(at),
            "farmers" | "herders" | "pastoralists" | "clansmen" | "tribesmen" | "intercommunal" | "ethnic"
        )
    })
}

/// Gas, boilers, fireworks: an explosion in a text that knows no weapons, or whose own sentence names such a cause.
fn is_industrial(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let cause = (start..end).any(|at| {
        matches!(
            reading.word(at),
            "methane"
                | "boiler"
                | "leak"
                | "fireworks"
                | "firecracker"
                | "propane"
                | "cylinder"
                | "cylinders"
                | "miners"
        ) || matches!(
            (reading.word(at), reading.word(at + 1)),
            ("gas" | "coal", "explosion" | "blast" | "mine")
        )
    });
    cause || !reading.warlike && !reading.any(start..end, WEAPONS & !class::W_IED)
}

/// "seized the airport", "captured Tarsin"; not "seized $40,000", "captured the mood".
fn takes_ground(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    let object = trigger.end..end.min(trigger.end + 7);
    let words = object.clone().any(|at| {
        reading.is(at, class::KIND_WORD | class::FACILITY)
            || matches!(
                reading.word(at),
                "control" | "positions" | "heights" | "hill" | "territory" | "post" | "ground"
            )
            || reading.prose.tokens[at].capital
    });
    let spoken_before = trigger.first > 0
        && (trigger.first.saturating_sub(4)..trigger.first).any(|at| reading.prose.tokens[at].capital)
        && reading.is(trigger.first - 1, class::BE | class::AUX);
    words || spoken_before || reading.word(trigger.end - 1) == "control"
}

/// "Government troops took X", "the army captured X"; not the army of another country.
fn is_by_government(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let subject = trigger.first.saturating_sub(6).max(start)..trigger.first;
    subject.clone().any(|at| matches!(reading.word(at), "government" | "army" | "loyalist"))
        && !reading.any(subject, class::DEMONYM | class::ARMED_GROUP)
}

/// "The town was captured by rebels", "after it was seized by gunmen": what is taken is no person.
fn is_ground(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let subject = (trigger.first.saturating_sub(5).max(start)..trigger.first)
        .rev()
        .find(|at| !reading.is(*at, class::BE | class::AUX));
    subject.is_some_and(|at| {
        reading.word(at) == "it"
            || reading.is(at, class::KIND_WORD | class::FACILITY)
            || is_part_of_name(reading, at)
    })
}

/// True if police or prosecutors stand right before the trigger: they raid and capture people, not ground.
fn is_by_police(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (trigger.first.saturating_sub(8).max(start)..trigger.first).any(|at| {
        matches!(
            reading.word(at),
            "police"
                | "officers"
                | "authorities"
                | "agents"
                | "investigators"
                | "detectives"
                | "prosecutors"
                | "officials"
        ) || matches!((reading.word(at), reading.word(at + 1)), ("security", "services" | "service"))
    })
}

/// "Police captured alias 'X', a leader of Y": someone is caught, no ground is taken.
fn takes_person(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let wanted = (trigger.end..end.min(trigger.end + 8)).any(|at| {
        matches!(
            reading.word(at),
            "alias"
                | "aliases"
                | "fugitive"
                | "fugitives"
                | "suspect"
                | "suspects"
                | "kingpin"
                | "trafficker"
                | "traffickers"
                | "smuggler"
                | "smugglers"
                | "ringleader"
        )
    });
    let ground =
        (trigger.end..end.min(trigger.end + 6)).any(|at| reading.is(at, class::KIND_WORD | class::FACILITY));
    reading.word(trigger.end - 1) != "control" && (wanted || is_by_police(reading, trigger, start) && !ground)
}

/// The words that name what is attacked, in a window of tokens; `onto` is the "on" or "against" before them.
fn attacked(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, to): (usize, usize),
    (onto, under): (Option<usize>, bool),
) -> std::ops::Range<usize> {
    let own_by = reading.word(trigger.end - 1) == "by";
    let by = (trigger.end..to.min(trigger.end + 14)).find(|at| reading.word(*at) == "by");
    let target = match (onto, by) {
        // "the patrol came under fire"
        _ if under => trigger.first.saturating_sub(6).max(start)..trigger.first,
        (Some(onto), _) => onto..to.min(onto + 7),
        // "an attack by bandits": the attackers follow.
        (None, None) if own_by => trigger.end..trigger.end,
        (None, Some(by)) => trigger.end..by,
        (None, None) => trigger.end..to.min(trigger.end + 7),
    };
    // "on Tarsin, a town west of Velle": what follows a comma describes the target.
    target.start..(target.start..target.end).find(|at| reading.word(*at) == ",").unwrap_or(target.end)
}

/// An attack by what the sentence says of weapon, attacker and target.
fn attack(
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
    let group = reading.any(from..to, class::ARMED_GROUP);
    let onto = (trigger.end..to.min(trigger.end + 14))
        .find(|at| matches!(reading.word(*at), "on" | "against" | "at"));
    let under = trigger.rule == "fire.under" && !reading.word(trigger.end - 1).starts_with("attack");
    let target = attacked(reading, trigger, (start, to), (onto, under));
    let soldiers_hit = reading.any(target.clone(), class::MILITARY | class::ARMED_GROUP);
    let civil = reading.any(target, class::CIVIL);
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
    let state = reading.any(from..trigger.first, class::MILITARY);
    let police = is_by_police(reading, trigger, start);
    let arrests = (start..end)
        .any(|at| matches!(reading.word(at), "detained" | "arrested" | "arrests" | "custody" | "arresting"));
    if trigger.rule == "raid" && (police || arrests) && !group {
        return SubEventType::Arrests;
    }
    let armed = weapon & (class::W_GUN | class::W_BLADE) != 0;
    if under && !soldiers_hit {
        return SubEventType::ShellingArtilleryMissile;
    }
    if group || armed {
        return if soldiers_hit { SubEventType::ArmedClash } else { SubEventType::Attack };
    }
    // "In the first attack, six civilians were killed": those hurt are no soldiers, and none are spoken of.
    let civil = civil
        || reading.any(from..to, class::CIVILIAN)
            && !reading.any(from..to, class::MILITARY | class::ARMED_GROUP);
    match default {
        Some((EventType::Explosions, sub)) => sub,
        Some((EventType::Battles, _)) if civil && !soldiers_hit => SubEventType::Attack,
        Some((EventType::Battles | EventType::ViolenceAgainstCivilians, sub)) => {
            if soldiers_hit && !civil {
                SubEventType::ArmedClash
            } else {
                sub
            }
        }
        _ if soldiers_hit && !civil => SubEventType::ArmedClash,
        _ if state && !civil && reading.warlike && !police => SubEventType::ShellingArtilleryMissile,
        _ => SubEventType::Attack,
    }
}

fn harm(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    start: usize,
    end: usize,
    default: Option<(EventType, SubEventType)>,
) -> Option<(EventType, SubEventType)> {
    let weapon = nearest_weapon(reading, trigger, start, end);
    if let Some(sub) = by_weapon(weapon) {
        return Some((type_of(sub), sub));
    }
    if weapon & (class::W_GUN | class::W_BLADE) != 0 {
        return Some((EventType::ViolenceAgainstCivilians, SubEventType::Attack));
    }
    if let Some(sub) = by_agent(reading, trigger, (start, end), default) {
        return Some((type_of(sub), sub));
    }
    // "Soldiers killed nine rebels" is a fight, "bandits killed nine people" is none.
    let fighters = |range: std::ops::Range<usize>| reading.any(range, class::ARMED_GROUP);
    let hurt = trigger.first.saturating_sub(5).max(start)..end.min(trigger.end + 5);
    default.or_else(|| {
        let sub = match (fighters(hurt), fighters(start..end)) {
            (true, _) => SubEventType::ArmedClash,
            (false, true) => SubEventType::Attack,
            (false, false) => return None,
        };
        Some((type_of(sub), sub))
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
    let by = after.clone().find(|at| reading.word(*at) == "by");
    let (agent, victim) = match by {
        Some(by) if passive => (by + 1..end.min(by + 7), before),
        None if !passive => (before, after),
        _ => return None,
    };
    let bare = |range: &std::ops::Range<usize>| {
        range.clone().any(|at| matches!(reading.word(at), "people" | "persons" | "civilians"))
    };
    let group = reading.any(agent.clone(), class::ARMED_GROUP);
    let state = reading.any(agent, class::ROLE_SOLDIER | class::ROLE_POLICE);
    let shelled = matches!(default, Some((EventType::Explosions, _)));
    if !group && (shelled || !state) {
        return None;
    }
    if reading.any(victim.clone(), class::MILITARY | class::ARMED_GROUP) {
        return Some(SubEventType::ArmedClash);
    }
    (bare(&victim) || reading.any(victim, class::CIVILIAN)).then_some(SubEventType::Attack)
}

/// The article's leading type: that of its first strong trigger whose type is certain.
#[must_use]
pub fn leading_type(
    reading: &Reading<'_>,
    all: &[(usize, Vec<Trigger<'static>>)],
) -> Option<(EventType, SubEventType)> {
    let mut fallback = None;
    for (sentence, triggers) in all {
        for trigger in triggers.iter().filter(|trigger| !trigger.value.weak) {
            match trigger.value.sort {
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
