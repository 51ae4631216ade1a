//! Words of denial and doubt that belong to a thing or to people, and say nothing of what they did: "false vests", "alleged thieves".

use super::lexicon::class;
use super::reading::Reading;

/// "The report was false", "fake news of an attack": a telling is denied. `end` follows the word.
pub fn denies_report(reading: &Reading<'_>, end: usize) -> bool {
    let report = |at: usize| reading.is(at, class::ACCOUNT);
    let said = |at: usize| {
        reading.is(at, class::BE)
            || matches!(reading.word(at), "as" | "it" | "them" | "totally" | "completely")
    };
    (end..end + 2).any(report) || end > 1 && said(end - 2)
}

/// "dismissed workers", "alleged gang members": a word of denial or doubt that belongs to people.
pub fn is_of_people(reading: &Reading<'_>, end: usize) -> bool {
    matches!(reading.before(end, 1), "alleged" | "dismissed" | "rejected")
        && (end..end + 3)
            .take_while(|at| {
                !reading.is(*at, class::EVENT_NOUN)
                    && !matches!(reading.word(*at), "that" | "," | "the" | "a" | "as")
            })
            .any(|at| {
                reading.is(at, class::PERSON | class::ARMED_GROUP | class::CIVILIAN | class::ROLE_FIGHTER)
            })
}

/// "bus mishap claims seven", "claimed the lives of nine": those who died.
pub fn claims_lives(reading: &Reading<'_>, end: usize) -> bool {
    matches!(reading.before(end, 1), "claims" | "claimed" | "claim")
        && (end..end + 3).any(|at| {
            matches!(reading.word(at), "lives" | "life")
                || at == end
                    && (reading.is(at, class::NUMBER_WORD)
                        || reading
                            .prose
                            .tokens
                            .get(at)
                            .is_some_and(|t| t.kind == crate::text::TokenKind::Number))
        })
}

/// "a post occupied since May", "not seen since 9 May, when men dragged him off": no span of the event before `trigger`.
pub fn is_since_aside(reading: &Reading<'_>, end: usize, trigger: usize) -> bool {
    reading.is_before(end, 2, class::HELD)
        || (end..trigger.min(end + 8)).any(|at| reading.word(at) == "," && reading.word(at + 1) == "when")
}

/// "groups linked to X attacked": whose they are. `end` follows "linked to".
pub fn is_linked_group(reading: &Reading<'_>, end: usize) -> bool {
    (end.saturating_sub(5)..end.saturating_sub(2)).any(|at| {
        reading.is(at, class::PERSON | class::ARMED_GROUP | class::MILITARY) || reading.is(at, class::BAND)
    })
}
