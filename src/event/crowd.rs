//! Protests, riots and mobs: what crowds and police do to each other decides the type, whatever word told it.

use super::kinds::type_of;
use super::lexicon::{List, class};
use super::reading::Reading;
use super::trigger::Trigger;
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
    let gunmen = reading.any(start..end, class::ARMED_GROUP) || is_by_private_men(reading, start, end);
    // Those whom gangs carry off are no mob's, whatever the text tells besides.
    let taken = kind.1 == SubEventType::Abduction && !(start..end).any(|at| is_mob(reading, at, end));
    if !open || kind.1 == SubEventType::SexualViolence || taken {
        return kind;
    }
    if !gunmen && (reading.mob || (start..end).any(|at| is_mob(reading, at, end))) {
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

/// True if the words that lead up to a sentence tell of a crowd: those of its paragraph, or of the one before where the sentence
/// names no place of its own.
#[must_use]
pub fn is_told_beside(reading: &Reading<'_>, sentence: usize) -> bool {
    const BACK: usize = 6;
    let paragraph = reading.sentence(sentence).paragraph;
    let own = reading.sentence(sentence).span;
    if reading.window(sentence, reading.sentence(sentence).first_token).any(|at| is_police_shot(reading, at))
    {
        return true;
    }
    let next = reading.toponyms.partition_point(|place| place.span.start < own.start);
    let placed = reading.toponyms.get(next).is_some_and(|place| place.span.end <= own.end);
    let reach = if placed { 0 } else { 2 };
    (sentence.saturating_sub(BACK)..=sentence).rev().any(|before| {
        let bounds = reading.sentence(before);
        bounds.paragraph + reach >= paragraph
            && reading
                .window(before, bounds.end_token)
                .any(|at| reading.is(at, class::CROWD) || reading.is(at, class::TUMULT))
    })
}

/// "police shot dead a student", "soldiers opened fire"; not "border guards fired".
fn is_police_shot(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, class::LAWMEN)
        && reading.before(at, 1) != "border"
        && (at + 1..at + 4).any(|next| reading.is(next, class::OPENS_FIRE))
}

/// "shot from a motorcycle", "armed men", "unknown persons": those who shoot are no police.
fn is_by_private_men(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        let men = |next: usize| reading.is(next, class::MEN);
        let unknown = reading.is(at, class::NAMELESS) && (at + 1..at + 4).any(men);
        let ridden = matches!(reading.word(at), "motorcycle" | "motorcycles" | "motorbike" | "motorbikes")
            && (1..4).any(|back| matches!(reading.before(at, back), "from" | "on" | "riding" | "aboard"));
        unknown || ridden
    })
}

/// A word of mobs; of vigilantes only where they are no guards and no victims: "a vigilante member was shot".
fn is_mob(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    if !reading.word(at).starts_with("vigilante") {
        return reading.is(at, class::MOB);
    }
    let guard = reading.is(at + 1, class::MOB_MEMBER);
    let victim = (at + 1..end.min(at + 8)).any(|next| {
        reading.is(next, class::BE) && reading.is(next + 1, class::KILL | class::HURT | class::W_GUN)
    });
    !guard && !victim
}

/// "rubber bullets killed", "was shot", "hit by a stray bullet".
fn is_shot(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| reading.is(at, class::PELLET))
}

/// Guns of war, which no crowd is dispersed with.
fn is_heavy(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|at| reading.is(at, class::HEAVY_GUN))
}

/// What the crowd and the police did, as far as the sentence says it: the gravest of it.
fn response(reading: &Reading<'_>, start: usize, end: usize) -> Option<SubEventType> {
    let any = |list: List| reading.any(start..end, list);
    let police = any(class::LAWMEN);
    let thrown = any(class::THROWN);
    let clashed = (start..end)
        .any(|at| matches!(reading.word(at), "clash" | "clashed" | "clashes" | "clashing"))
        && police;
    // "The march turned violent", "demonstrations that degenerated into violence".
    let turned = (start..end).any(|at| {
        reading.is(at, class::TURNED)
            && (at + 1..at + 3).any(|next| matches!(reading.word(next), "violent" | "violence" | "ugly"))
    });
    let turned =
        turned || (start..end).any(|at| reading.word(at) == "violent" && reading.word(at + 1) == "turn");
    if thrown || clashed || turned {
        return Some(SubEventType::ViolentDemonstration);
    }
    let fired = any(class::LIVE_FIRE);
    let gas = any(class::CROWD_GAS);
    let lethal = any(class::LETHAL) || !gas;
    // "fired in the air to disperse a crowd"
    let aloft = (start..end).any(|at| {
        reading.word(at) == "air" && matches!(reading.before(at, 2), "in" | "into")
            || reading.word(at) == "warning" && reading.word(at + 1).starts_with("shot")
    });
    if police && fired && aloft && !any(class::BLOODSHED) {
        return Some(SubEventType::ProtestWithIntervention);
    }
    if police && fired && lethal {
        return Some(SubEventType::ExcessiveForce);
    }
    let broken_up = any(class::BROKEN_UP);
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

/// "Police clashed with coca growers", "students fought with police": no other side that bears arms.
pub fn is_with_police(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let police = |at: usize| {
        matches!(reading.word(at), "police" | "policemen") && !reading.is(at + 1, class::POLICE_HEAD)
    };
    let before = trigger.first.saturating_sub(3).max(start)..trigger.first;
    let after = trigger.end..end.min(trigger.end + 4);
    let with = after.clone().any(|at| matches!(reading.word(at), "with" | "between"));
    let near = trigger.first.saturating_sub(7).max(start)..end.min(trigger.end + 11);
    let unarmed = |at: usize| {
        reading.is(at, class::PERSON | class::CIVILIAN | class::BRAWLERS) && !reading.is(at, class::MILITARY)
    };
    (with && before.clone().chain(after).any(police)
        || before.clone().any(police) && before.clone().any(|at| reading.word(at) == "and"))
        && !reading.any(start..end, class::ARMED_GROUP)
        && near.into_iter().any(unarmed)
}
