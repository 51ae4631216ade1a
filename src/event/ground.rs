//! Ground and people that are taken: by whom, and whether they were.

use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;
use super::weapon::is_part_of_name;

/// "tried to establish control over the village": fought for, and not said to be taken.
pub fn is_attempted(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let to = trigger.first.checked_sub(1).filter(|at| *at > start && reading.word(*at) == "to");
    to.is_some_and(|to| (to.saturating_sub(2).max(start)..to).any(|at| reading.is(at, class::ATTEMPT)))
}

/// "seized the airport", "captured Tarsin"; not "seized $40,000", "captured the mood".
pub fn takes_ground(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    let object = trigger.end..end.min(trigger.end + 7);
    let words = object.clone().any(|at| {
        reading.is(at, class::KIND_WORD | class::FACILITY)
            || reading.is(at, class::GROUND)
            || reading.prose.tokens[at].capital
    });
    let spoken_before = trigger.first > 0
        && (trigger.first.saturating_sub(4)..trigger.first).any(|at| reading.prose.tokens[at].capital)
        && reading.is(trigger.first - 1, class::BE | class::AUX);
    // "Marines re-entered it"
    let again = trigger.rule.starts_with("capture.reentered") && reading.word(trigger.end) == "it";
    // "moved into the town of X after the rebels abandoned it"
    let within = trigger.first + 1..trigger.end;
    let name = |at: usize| reading.prose.tokens[at].capital && !reading.is_dated(at);
    let named = within.len() > 1 && within.into_iter().any(|at| reading.is(at, class::KIND_WORD) || name(at));
    // "The town of X passed into the hands of the rebels"
    let handed = trigger.rule == "capture.into_hands"
        && (trigger.first.saturating_sub(5)..trigger.first)
            .any(|at| reading.is(at, class::KIND_WORD) || name(at));
    let named = named || handed;
    words || again || named || spoken_before || reading.word(trigger.end - 1) == "control"
}

/// "took the village after the rebels had left it", "entered without resistance": no fight for it is told of.
pub fn is_unopposed(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let words = around(trigger, (start, end));
    let freely = |at: usize| {
        matches!(reading.word(at), "without" | "no" | "little")
            && (at + 1..at + 4).any(|next| reading.is(next, class::RESISTANCE))
    };
    let after = |at: usize| matches!(reading.word(at), "after" | "once" | "when" | "as" | "since");
    let left = |at: usize| after(at) && (at + 1..end.min(at + 9)).any(|next| is_leaving(reading, next));
    let alone =
        |at: usize| matches!(reading.word(at), "unopposed" | "uncontested" | "peacefully" | "bloodlessly");
    words.clone().any(|at| freely(at) || alone(at))
        || words.clone().any(left) && !is_fought_for(reading, trigger, (start, end))
}

/// The words around a trigger that tell how ground changed hands.
fn around(trigger: &Trigger<'_>, (start, end): (usize, usize)) -> std::ops::Range<usize> {
    const WAY: usize = 30;
    trigger.first.saturating_sub(WAY).max(start)..end.min(trigger.end + WAY)
}

/// Fighting and deaths around the trigger that the sentence does not deny.
pub fn is_fought_for(reading: &Reading<'_>, trigger: &Trigger<'_>, bounds: (usize, usize)) -> bool {
    let denied = |at: usize| {
        (1..4).any(|back| matches!(reading.before(at, back), "no" | "without" | "nobody" | "never" | "any"))
    };
    around(trigger, bounds).any(|at| {
        let told = reading.is(at, class::KILL) || reading.is(at, class::BATTLE);
        told && !denied(at)
    })
}

/// "vacated", "withdrew from", "left it": those who held a place go.
fn is_leaving(reading: &Reading<'_>, at: usize) -> bool {
    match reading.word(at) {
        _ if reading.is(at, class::VACATED) => true,
        "left" | "fled" | "leaving" | "fleeing" => {
            matches!(reading.word(at + 1), "it" | "them" | "the" | "their" | "," | "." | "from" | "town")
        }
        "pulled" => matches!(reading.word(at + 1), "out" | "back"),
        _ => false,
    }
}

/// "entered the village, burned the school and left": those who only came by hold no ground.
pub fn passes_through(reading: &Reading<'_>, trigger: &Trigger<'_>, end: usize) -> bool {
    const WAY: usize = 18;
    trigger.rule.starts_with("capture.entered")
        && (trigger.end..end.min(trigger.end + WAY))
            .take_while(|at| !matches!(reading.word(*at), "after" | "as" | "when" | "following" | ";"))
            .any(|at| reading.is(at, class::PILLAGE))
}

/// "Government troops took X", "the army captured X"; not the army of another country.
pub fn is_by_government(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let subject = trigger.first.saturating_sub(6).max(start)..trigger.first;
    // "The army lost control of the town"
    !trigger.rule.starts_with("capture.lost")
        && subject.clone().any(|at| {
            matches!(reading.word(at), "government" | "army" | "loyalist")
                || (reading.word(at), reading.word(at + 1)) == ("armed", "forces")
        })
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
