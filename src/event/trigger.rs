//! The words that tell an event.

use super::EventType;
use super::lexicon::{Sort, TriggerValue, class};
use super::reading::Reading;
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
        if is_name(reading, &trigger, bounds.heading, bounds.first_token)
            || is_attribute(reading, &trigger)
            || is_charge(reading, &trigger)
        {
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

/// "was arrested on suspicion of murder": what somebody is charged with.
fn is_charge(reading: &Reading<'_>, trigger: &Trigger<'_>) -> bool {
    trigger.end == trigger.first + 1
        && matches!(reading.word(trigger.first), "murder" | "homicide" | "riot" | "rioting")
        && matches!(reading.before(trigger.first, 1), "of" | "with" | "for")
        && reading.is_before(trigger.first, 2, class::SUSPICION)
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
    // "a displaced woman told", "displaced families live": people, and no flight.
    let displaced = trigger.end == trigger.first + 1
        && reading.word(trigger.first) == "displaced"
        && (named(1) || matches!(reading.before(trigger.first, 1), "a" | "an" | "for" | "many" | "where"))
        && reading.any(trigger.end..trigger.end + 2, class::PERSON);
    displaced
        || participle
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
