//! Protests, riots and mobs: what crowds and police do to each other decides the type, whatever word told it.

use super::kinds::type_of;
use super::lexicon::class;
use super::reading::Reading;
use super::{EventType, SubEventType};

/// The type of an event told in tokens `start..end`, where a crowd is part of it; `crowded` where the text is about one.
#[must_use]
pub fn retype(
    reading: &Reading<'_>,
    (start, end): (usize, usize),
    kind: (EventType, SubEventType),
    crowded: bool,
) -> (EventType, SubEventType) {
    use EventType as E;
    let open = matches!(kind.0, E::ViolenceAgainstCivilians | E::Battles | E::Riots | E::Protests)
        || matches!(kind.1, SubEventType::Looting)
        || kind.1 == SubEventType::ShellingArtilleryMissile && !is_heavy(reading, start, end);
    let typed = |sub: SubEventType| (type_of(sub), sub);
    let gunmen = reading.any(start..end, class::ARMED_GROUP);
    if !open || kind.1 == SubEventType::SexualViolence || kind.1 == SubEventType::Abduction && !reading.mob {
        return kind;
    }
    if !gunmen && (reading.mob || reading.any(start..end, class::MOB)) {
        return typed(SubEventType::MobViolence);
    }
    // Bricks and petrol bombs are what crowds throw at the police.
    let thrown = (start..end).any(|at| matches!(reading.word(at), "police" | "officers"))
        && (start..end).any(|at| {
            matches!(reading.word(at), "bricks" | "stones" | "bottles" | "molotov")
                || reading.word(at) == "petrol" && reading.word(at + 1).starts_with("bomb")
        });
    // "opened fire on striking miners"
    let striking =
        || (start..end).any(|at| reading.word(at) == "striking" && reading.is(at + 1, class::PERSON));
    // "when police fired at a crowd"
    let fired_at = (start..end).any(|at| {
        matches!(reading.word(at), "crowd" | "crowds")
            && (1..4).any(|back| matches!(reading.before(at, back), "at" | "on" | "into"))
    }) && (start..end)
        .any(|at| matches!(reading.word(at), "police" | "gendarmes") && !reading.is(at + 1, class::OFFICIAL));
    let crowd = fired_at || thrown || reading.any(start..end, class::CROWD) || striking();
    let fixed = matches!(kind.0, E::Protests | E::Riots);
    if !(crowd || fixed || crowded) || gunmen && !crowd {
        return kind;
    }
    // A fight of soldiers in a text that tells of a crowd elsewhere.
    let policed = (start..end).any(|at| matches!(reading.word(at), "police" | "officers" | "guards"));
    if kind.0 == E::Battles && !crowd && !policed && reading.any(start..end, class::ROLE_SOLDIER) {
        return kind;
    }
    let sub = response(reading, start, end);
    match sub {
        Some(sub) => typed(sub),
        None if fixed => kind,
        // Who is shot where a crowd protests is shot by those who face it, if nobody else is named.
        None if crowded && kind.1 == SubEventType::Attack && is_shot(reading, start, end) => {
            typed(SubEventType::ExcessiveForce)
        }
        None if kind.0 == E::Battles && crowd => typed(SubEventType::ViolentDemonstration),
        None => kind,
    }
}

/// "rubber bullets killed", "was shot", "hit by a stray bullet".
fn is_shot(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| matches!(reading.word(at), "bullet" | "bullets" | "shot" | "pellets" | "gunfire"))
}

/// Guns of war, which no crowd is dispersed with.
fn is_heavy(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        matches!(
            reading.word(at),
            "artillery"
                | "mortar"
                | "mortars"
                | "rocket"
                | "rockets"
                | "missile"
                | "missiles"
                | "howitzer"
                | "shelling"
        )
    })
}

/// What the crowd and the police did, as far as the sentence says it: the gravest of it.
fn response(reading: &Reading<'_>, start: usize, end: usize) -> Option<SubEventType> {
    let any = |words: &[&str]| (start..end).any(|at| words.contains(&reading.word(at)));
    let police = any(&["police", "troops", "soldiers", "forces", "officers", "army", "guards", "gendarmes"]);
    let thrown = any(&[
        "stones",
        "rocks",
        "bricks",
        "bottles",
        "hurled",
        "hurling",
        "pelted",
        "pelting",
        "threw",
        "throwing",
        "molotov",
        "torched",
        "torching",
        "ransacked",
        "vandalised",
        "vandalized",
        "looted",
        "looting",
        "rioted",
        "rioting",
        "rioters",
        "riots",
        "scuffled",
        "stoned",
        "barricades",
        "ablaze",
        "tyres",
        "tires",
    ]);
    let clashed = any(&["clash", "clashed", "clashes", "clashing"]) && police;
    // "The march turned violent", "demonstrations that degenerated into violence".
    let turned = (start..end).any(|at| {
        matches!(
            reading.word(at),
            "turned" | "became" | "turning" | "descended" | "degenerated" | "spiralled"
        ) && (at + 1..at + 3).any(|next| matches!(reading.word(next), "violent" | "violence" | "ugly"))
    });
    let turned =
        turned || (start..end).any(|at| reading.word(at) == "violent" && reading.word(at + 1) == "turn");
    if thrown || clashed || turned {
        return Some(SubEventType::ViolentDemonstration);
    }
    let fired = any(&["fired", "opened", "shot", "shooting", "bullets", "killed", "ammunition", "firing"]);
    let gas = any(&["tear", "teargas", "cannon", "cannons", "batons", "pepper", "rubber"]);
    let lethal = any(&["killed", "killing", "dead", "died", "live", "tracer"]) || !gas;
    // "fired in the air to disperse a crowd"
    let aloft = (start..end).any(|at| {
        reading.word(at) == "air" && matches!(reading.before(at, 2), "in" | "into")
            || reading.word(at) == "warning" && reading.word(at + 1).starts_with("shot")
    });
    if police && fired && aloft && !any(&["killed", "killing", "dead", "died", "wounded", "injured"]) {
        return Some(SubEventType::ProtestWithIntervention);
    }
    if police && fired && lethal {
        return Some(SubEventType::ExcessiveForce);
    }
    let broken_up =
        any(&["dispersed", "disperse", "dispersing", "arrested", "detained", "arrests", "detaining"]);
    (gas || broken_up).then_some(SubEventType::ProtestWithIntervention)
}

/// How grave an event with a crowd is: the gravest telling names it.
#[must_use]
pub fn gravity(sub: SubEventType) -> Option<u8> {
    Some(match sub {
        SubEventType::PeacefulProtest => 0,
        SubEventType::ProtestWithIntervention => 1,
        SubEventType::ExcessiveForce => 2,
        SubEventType::ViolentDemonstration => 3,
        SubEventType::MobViolence => 4,
        _ => return None,
    })
}
