//! What a sentence only recalls: figures that are put right, the last time that the present is measured by.

use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;

/// "In yesterday's summary the number of dead near X should read two": a figure that is put right, and no event.
#[must_use]
pub fn correction(reading: &Reading<'_>, sentence: usize) -> Option<(usize, &'static str)> {
    let bounds = reading.sentence(sentence);
    let words = bounds.first_token..bounds.end_token;
    let put_right = |at: usize| match (reading.word(at), reading.word(at + 1), reading.word(at + 2)) {
        ("should", "read", _)
        | ("earlier" | "previous", "version", "of")
        | ("should", "have", "read" | "been" | "said" | "stated") => true,
        (first, ..) => {
            matches!(first, "incorrectly" | "mistakenly" | "wrongly" | "erroneously")
                && reading.is(at + 1, class::PUT)
        }
    };
    let figure = |at: usize| reading.is(at, class::ACCOUNT_FIGURE);
    let at = words.clone().find(|at| put_right(*at))?;
    words.into_iter().any(figure).then_some((at, "hist.correction"))
}

/// "There has been no death there since February, when four were killed at X", "the first since": what the present is measured by.
#[must_use]
pub fn since_when(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    from: usize,
) -> Option<(usize, &'static str)> {
    const WAY: usize = 12;
    let near = |to: usize| to.saturating_sub(WAY).max(from)..to;
    let when = near(trigger.first).rev().find(|at| reading.word(*at) == "when")?;
    let since = near(when).rev().find(|at| reading.word(*at) == "since")?;
    let measured = near(since).any(|at| {
        reading.is(at, class::NEGATION) || matches!(reading.word(at), "first" | "worst" | "calm" | "quiet")
    });
    (measured && reading.before(when, 1) == ",").then_some((since, "hist.since_when"))
}
