//! Whether the trigger's event happened: plans, conditions, denials, sums, habits and background told apart.

use jiff::civil::Date;

use super::lexicon::{Effect, Reach};
use super::reading::Reading;
use super::trigger::Trigger;
use super::{Modality, When};
use crate::evidence::Evidence;
use crate::text::dates::DateKind;

/// Days before the article's own day after which an event is background.
const BACKGROUND_DAYS: i32 = 40;

/// The modality of a trigger and the words that gave it.
#[must_use]
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> (Modality, Option<Evidence>) {
    let bounds = reading.sentence(sentence);
    let mut claimed = None;
    // A cue lies in reach of a window around the trigger only, so the work stays linear in the text.
    let from = trigger.first.saturating_sub(40).max(bounds.first_token);
    let to = bounds.end_token.min(trigger.end + 40);
    for at in from..to {
        for (rule, end) in reading.lexicon.cues.at(&reading.coded, at, bounds.end_token) {
            let inside = at < trigger.end && trigger.first < end;
            let reaches = match rule.value.reach {
                Reach::Before => {
                    end <= trigger.first && trigger.first - end <= 4 && reading.apart(end, trigger.first) <= 7
                }
                Reach::Clause => reading.apart(at, trigger.first) <= 16,
                Reach::Sentence => true,
            };
            if inside && rule.value.reach == Reach::Before || !reaches || is_month(reading, at) {
                continue;
            }
            let span = reading.prose.tokens[at].span.join(reading.prose.tokens[end - 1].span);
            let evidence = Evidence::at(rule.id.clone(), span, "tells the standing of the event");
            let modality = match rule.value.effect {
                Effect::Planned => Modality::Planned,
                Effect::Hypothetical => Modality::Hypothetical,
                Effect::Denied => Modality::Denied,
                Effect::Aggregate => Modality::Aggregate,
                Effect::History => Modality::History,
                Effect::Claimed => {
                    claimed = Some(evidence);
                    continue;
                }
            };
            return (modality, Some(evidence));
        }
    }
    match claimed {
        Some(evidence) => (Modality::Claimed, Some(evidence)),
        None => (Modality::Happened, None),
    }
}

/// "May" with a capital is a month and no "may".
fn is_month(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at) == "may" && reading.prose.tokens[at].capital
}

/// Background by its date: long before the article, or told only as "in 2014" or "in March".
#[must_use]
pub fn is_background(when: &When, published: Option<Date>) -> bool {
    match (when.end, published) {
        (Some(end), Some(day)) => day.since(end).is_ok_and(|length| length.get_days() > BACKGROUND_DAYS),
        _ => false,
    }
}

/// True if a coarse time (a year, a month) stands near the trigger and is not the article's own.
#[must_use]
pub fn coarse_past(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    reading.dates_in(bounds.first_token..bounds.end_token).any(|date| {
        date.kind == DateKind::Coarse
            && reading.apart(trigger.first, date.first) <= 18
            && match (date.to, reading.published) {
                (Some(to), Some(day)) => to < day,
                _ => true,
            }
    })
}
