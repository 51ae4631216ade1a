//! Fights and fire in texts that know no war otherwise: what one sentence says of itself.

use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;
use crate::toponym::Use;

/// "Clashes near X left two dead", "fighting broke out in X": deaths, or words that mean nothing else. Crowds are told elsewhere.
#[must_use]
pub fn is_fight(reading: &Reading<'_>, trigger: &Trigger<'_>, (start, end): (usize, usize)) -> bool {
    let named = (trigger.first..trigger.end).find(|&at| reading.is(at, class::CLASH));
    let Some(at) = named.filter(|at| !reading.is(at + 1, class::PERSON | class::SPEECH)) else {
        return false;
    };
    // "fighting fires", "fighting corruption", "the fighting spirit"
    let began = reading.word(at) == "fighting" && reading.is(at + 1, class::BROKE_OUT);
    // "killed at least twelve", "left two people dead", not "killed off hopes of a place among four"
    let number = |at: usize| reading.is(at, class::NUMBER_WORD) || is_number(reading, at);
    let deadly = (start..end).any(|kill| {
        reading.is(kill, class::KILL)
            && reading.word(kill + 1) != "off"
            && (kill.saturating_sub(3).max(start)..end.min(kill + 4)).any(number)
    });
    began || deadly
}

fn is_number(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

/// "The village of X came under fire", "X and Y came under fire on Monday": a place, where "the mayor of X" is not the subject
/// and nobody is criticised.
#[must_use]
pub fn is_place_under_fire(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let criticised = matches!(
        reading.word(trigger.end),
        "for" | "over" | "because" | "after" | "amid" | "about" | "as" | "when" | "online"
    ) || reading.word(trigger.end) == "from" && reading.is(trigger.end + 1, class::CRITIC);
    let Some(last) = (start..trigger.first)
        .rev()
        .find(|&at| !matches!(reading.word(at), "also" | "again" | "then" | "now" | "has" | "have" | "had"))
    else {
        return false;
    };
    let byte = reading.prose.tokens[last].span;
    let placed = reading.toponyms.iter().any(|toponym| {
        toponym.usage == Use::Literal
            && toponym.phrase.start <= byte.start
            && byte.end <= toponym.phrase.end
            && !toponym.is_way()
    });
    !criticised && placed
}
