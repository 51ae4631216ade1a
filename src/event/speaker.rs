//! Who says so, and who denies it: the subject of a verb of telling.

use std::ops::Range;

use super::actors::{is_function, phrase};
use super::lexicon::class;
use super::party::Party;
use super::reading::Reading;
use super::side;
use super::trigger::Trigger;
use crate::text::TokenKind;

/// Longest name or office phrase, in tokens.
const LONGEST: usize = 8;

/// Longest apposition between a name and its verb, in tokens.
const APPOSITION: usize = 16;

/// Sentences over which "he said" reaches back for a name.
const PRONOUN_REACH: usize = 6;

/// A speaker's name, and the words beside it that say who it is.
struct Named {
    name: Range<usize>,
    about: Option<Range<usize>>,
}

impl Named {
    fn party(&self, reading: &Reading<'_>) -> Party {
        side::speaker(reading, &self.name, self.about.as_ref())
    }
}

/// Who says so: the name or office beside the sentence's speech verb; of "he said", the speaker named last.
#[must_use]
pub fn speaker(reading: &Reading<'_>, sentence: usize, trigger: &Trigger<'_>) -> Option<Party> {
    let window = reading.window(sentence, trigger.first);
    let pronoun = window.clone().any(|at| {
        is_pronoun(reading.word(at))
            && (reading.is(at + 1, class::SPEECH)
                || matches!(reading.word(at), "he" | "she")
                    && reading.is(at.saturating_sub(1), class::SPEECH))
    });
    let named = named_speaker(reading, window).or_else(|| {
        let back = sentence.saturating_sub(PRONOUN_REACH)..sentence;
        let of = |sentence: usize| {
            let bounds = reading.sentence(sentence);
            named_speaker(reading, bounds.first_token..bounds.end_token.min(bounds.first_token + 120))
        };
        if pronoun { back.rev().find_map(of) } else { None }
    });
    named.map(|named| named.party(reading))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "it" | "they")
}

/// Who denies something by the verb at `at`: its subject, or the agent after "by".
#[must_use]
pub fn denier(reading: &Reading<'_>, at: usize, (start, end): (usize, usize)) -> Option<Party> {
    let name = if reading.word(at + 1) == "by" {
        following(reading, at + 2, end)
    } else {
        before(reading, verb_start(reading, at, start), start)
    };
    Some(Named { name: name?, about: None }.party(reading))
}

/// Over "has", "also", "reportedly": where the verb group of `at` begins.
fn verb_start(reading: &Reading<'_>, at: usize, start: usize) -> usize {
    let mut first = at;
    while first > start
        && (reading.is(first - 1, class::AUX | class::BE) || reading.word(first - 1).ends_with("ly"))
    {
        first -= 1;
    }
    first
}

/// "Ahmed Said was killed": a capital inside a sentence.
fn is_of_name(reading: &Reading<'_>, at: usize) -> bool {
    let bounds = reading.sentence(reading.prose.tokens[at].sentence);
    reading.prose.tokens[at].capital
        && at > bounds.first_token
        && !bounds.heading
        && reading.prose.tokens[at - 1].capital
}

fn named_speaker(reading: &Reading<'_>, window: Range<usize>) -> Option<Named> {
    let Range { start, end } = window;
    (start..end)
        .filter(|at| {
            reading.is(*at, class::SPEECH)
                && !matches!(reading.word(*at), "telegram" | "statement" | "report")
                && !is_of_name(reading, *at)
        })
        .find_map(|at| {
            if reading.word(at) == "according" {
                let to = (reading.word(at + 1) == "to").then(|| following(reading, at + 2, end)).flatten()?;
                return Some(behind(reading, to, end));
            }
            let first = verb_start(reading, at, start);
            let passive = (first..at).any(|at| reading.is(at, class::BE)) && reading.word(at).ends_with('d');
            if passive {
                let by = (at + 1..end.min(at + 4)).find(|by| reading.word(*by) == "by")?;
                return following(reading, by + 1, end).map(|name| behind(reading, name, end));
            }
            subject(reading, first, start).or_else(|| {
                // "…," said Petrenko: the verb stands first only after what was said.
                let inverted = first == at
                    && (at == start
                        || matches!(
                            reading.word(at - 1),
                            "," | "\"" | "”" | "»" | "'" | "’" | "-" | "–" | "—"
                        ));
                // ", said on Tuesday that"
                let dated = reading.is_dated(at + 1) || reading.is_dated(at + 2);
                let name = (inverted && !dated).then(|| following(reading, at + 1, end)).flatten()?;
                Some(behind(reading, name, end))
            })
        })
}

/// "Ivan Petrenko, the mayor of X,": what follows a name says who it is.
fn behind(reading: &Reading<'_>, name: Range<usize>, end: usize) -> Named {
    let about = (reading.word(name.end) == ",").then(|| {
        let from = name.end + 1;
        from..(from..end.min(from + APPOSITION))
            .find(|at| reading.word(*at) == ",")
            .unwrap_or(end.min(from + 6))
    });
    let about = about.filter(|about| {
        !about.is_empty()
            && about.clone().any(|at| reading.is(at, class::OFFICIAL | class::TITLE | class::PERSON))
    });
    Named { name, about }
}

/// The subject of the verb of telling that begins at `at`: "X said", "the mayor of Y, X, said", "X, the mayor of Y, said".
fn subject(reading: &Reading<'_>, at: usize, start: usize) -> Option<Named> {
    if at <= start + 1 || reading.word(at - 1) != "," {
        return before(reading, at, start).map(|name| Named { name, about: None });
    }
    let close = at - 1;
    let floor = close.saturating_sub(APPOSITION).max(start);
    let open = (floor..close)
        .rev()
        .find(|at| matches!(reading.word(*at), "," | "\"" | "“" | "”" | "«" | "»" | ";"))?;
    let inner = open + 1..close;
    if reading.word(open) != "," || inner.is_empty() || open <= start {
        return None;
    }
    if inner.clone().all(|at| is_name(reading, at))
        && inner.clone().any(|at| reading.prose.tokens[at].capital)
    {
        let about = open.saturating_sub(APPOSITION).max(start)..open;
        let office = about.clone().rev().find(|at| reading.is(*at, class::OFFICIAL | class::TITLE))?;
        return Some(Named { name: inner, about: Some(office..open) });
    }
    let told = reading.word(inner.start) == "who"
        || inner.clone().any(|at| {
            reading.is(at, class::OFFICIAL | class::TITLE | class::PERSON | class::MEDIA | class::BODY)
        });
    // "In X, a woman died after a shell hit her house, said Ivan Otto": a place, and what happened there.
    let place = |name: &Range<usize>| matches!(reading.before(name.start, 1), "in" | "at" | "near" | "from");
    let name = told.then(|| before(reading, open, start)).flatten().filter(|name| !place(name))?;
    Some(Named { name, about: Some(inner) })
}

fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    reading.prose.tokens.get(at).is_some_and(|token| {
        token.kind == TokenKind::Word
            && (token.capital && !is_function(reading.word(at)) || reading.is(at, class::OFFICIAL))
            || token.kind == TokenKind::Possessive
    })
}

/// The name, office or people right before a token.
pub fn before(reading: &Reading<'_>, at: usize, start: usize) -> Option<Range<usize>> {
    let mut first = at;
    while first > start && at - first < LONGEST && !reading.is_dated(first - 1) {
        if is_name(reading, first - 1) || first < at && reading.is(first - 1, class::BRANCH) {
            first -= 1;
        } else if first < at
            && first >= start + 2
            && reading.word(first - 1) == "-"
            && is_article(reading.word(first - 2))
        {
            // "al-Amal"
            first -= 2;
        } else if first < at && first >= start + 2 && is_headed(reading, first - 1) {
            first -= 2;
        } else {
            break;
        }
    }
    // "the city's mayor": the mayor.
    while first < at && reading.prose.tokens[first].kind == TokenKind::Possessive {
        first += 1;
    }
    if first < at {
        return Some(first..at);
    }
    // "residents said", "the militants denied it": people or bodies without a name.
    let people =
        class::PERSON | class::ARMED_GROUP | class::MILITARY | class::WITNESS | class::MEDIA | class::BODY;
    (at > start && reading.is(at - 1, people)).then(|| phrase(reading, at - 1, start))
}

/// "residents of X", "the Observatory for Human Rights": the preposition at `at` hangs on who is named before it.
fn is_headed(reading: &Reading<'_>, at: usize) -> bool {
    let heads = class::OFFICIAL | class::TITLE | class::PERSON | class::MEDIA | class::BODY | class::WITNESS;
    match reading.word(at) {
        "of" | "for" => reading.is(at - 1, heads) || reading.word(at) == "for" && is_name(reading, at - 1),
        "in" | "from" => {
            reading.is(at - 1, class::WITNESS | class::OFFICIAL)
                || matches!(reading.word(at - 1), "source" | "sources")
        }
        _ => false,
    }
}

/// The article that Arabic names are written with.
fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "an" | "ar" | "as" | "ash" | "at")
}

fn following(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let people = class::WITNESS | class::MEDIA | class::BODY | class::CIVILIAN | class::ARMED_GROUP;
    let first = (from..end.min(from + 3)).find(|at| {
        is_name(reading, *at)
            || reading.is(*at, people)
            || reading.is(*at, class::BRANCH) && is_name(reading, at + 1)
    })?;
    let mut last = first;
    while last + 1 < end
        && last - first < LONGEST
        && (is_name(reading, last + 1)
            || matches!(reading.word(last + 1), "of" | "for") && is_name(reading, last + 2))
    {
        last += 1;
    }
    Some(first..last + 1)
}
