//! Ground and people that are taken: by whom, and whether they were.

use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;
use super::weapon::is_part_of_name;

/// "tried to establish control over the village": fought for, and not said to be taken.
pub fn is_attempted(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let to = trigger.first.checked_sub(1).filter(|at| *at > start && reading.word(*at) == "to");
    to.is_some_and(|to| {
        (to.saturating_sub(2).max(start)..to).any(|at| {
            matches!(
                reading.word(at),
                "tried" | "trying" | "tries" | "try" | "attempted" | "attempting" | "attempt" | "attempts"
            )
        })
    })
}

/// "seized the airport", "captured Tarsin"; not "seized $40,000", "captured the mood".
pub fn takes_ground(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
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
pub fn is_by_government(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let subject = trigger.first.saturating_sub(6).max(start)..trigger.first;
    // "The army lost control of the town"
    !trigger.rule.starts_with("capture.lost")
        && subject.clone().any(|at| matches!(reading.word(at), "government" | "army" | "loyalist"))
        && !reading.any(subject, class::DEMONYM | class::ARMED_GROUP)
}

/// "The town was captured by rebels", "after it was seized by gunmen": what is taken is no person.
pub fn is_ground(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
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
pub fn is_by_police(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (trigger.first.saturating_sub(8).max(start)..trigger.first).any(|at| {
        reading.is(at, class::POLICING)
            || matches!((reading.word(at), reading.word(at + 1)), ("security", "services" | "service"))
    })
}

/// "Police captured alias 'X', a leader of Y": someone is caught, no ground is taken.
pub fn takes_person(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let wanted = reading.any(trigger.end..end.min(trigger.end + 8), class::WANTED);
    let ground = reading.any(trigger.end..end.min(trigger.end + 6), class::KIND_WORD | class::FACILITY);
    reading.word(trigger.end - 1) != "control" && (wanted || is_by_police(reading, trigger, start) && !ground)
}
