//! What merging takes from the text of an event: its particular words, the time of day, the number of weapons. Made while
//! the document is at hand, so that thousands of texts need not stay in memory.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Event;
use crate::text::{Lowered, Prose, Token, TokenKind, numbers, slice};

/// The text around one event, made comparable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Particular words of its passage, sorted, parted by spaces.
    pub(super) words: String,
    /// Hours of the day at which it may have happened, one bit each; zero where nothing tells.
    pub(super) hours: u32,
    /// How many weapons, and which: 21 drones.
    pub(super) arms: Option<(u32, String)>,
}

/// How many sentences after the trigger's own still tell of it.
const SENTENCES_AFTER: usize = 3;

/// Stems shorter than this are no particulars.
const SHORTEST_PARTICULAR: usize = 3;

static ORDINARY: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let words = include_str!("../../../lexicon/en/ordinary-words.txt").lines();
    words.filter(|line| !line.starts_with('#')).collect()
});

static DAY_PARTS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let rows = include_str!("../../../lexicon/en/day-parts.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (word, first, last) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some((word, hours(first, last)))
    })
    .collect()
});

/// The bits of the hours from `first` to `last`, over midnight if need be.
fn hours(first: u32, last: u32) -> u32 {
    let length = (last + 24 - first) % 24;
    (0..=length).fold(0, |bits, hour| bits | 1 << ((first + hour) % 24))
}

/// The notes of the events of one document, in their order; empty for events that a map does not draw.
#[must_use]
pub fn notes(text: &str, prose: &Prose, events: &[Event]) -> Vec<Note> {
    let sentence_of = |event: &Event| prose.sentence_at(event.trigger.start);
    let drawn = events.iter().filter(|event| event.modality.is_drawn());
    let with_triggers: BTreeSet<usize> = drawn.clone().map(sentence_of).collect();
    let lowered = drawn.into_iter().any(|event| event.weapon.is_some()).then(|| Lowered::read(prose));
    let note = |event: &Event| {
        if !event.modality.is_drawn() {
            return Note::default();
        }
        let first = sentence_of(event);
        let weapon = event.weapon.as_deref().zip(lowered.as_ref());
        Note {
            words: particulars(text, prose, first, &with_triggers),
            hours: time_of_day(text, prose, first),
            arms: weapon.and_then(|(weapon, lowered)| arms(lowered, prose, first, weapon)),
        }
    };
    events.iter().map(note).collect()
}

/// Stems of the sentence `first`, which holds the trigger, and the few after it, up to the next event's own.
fn particulars(text: &str, prose: &Prose, first: usize, with_triggers: &BTreeSet<usize>) -> String {
    let last = (first + 1..=first + SENTENCES_AFTER)
        .take_while(|sentence| !with_triggers.contains(sentence))
        .last()
        .unwrap_or(first);
    let mut words: Vec<String> = (first..=last)
        .flat_map(|sentence| prose.tokens_of(sentence))
        .filter(|token| token.kind == TokenKind::Word && !token.capital)
        .map(|token| stem(slice(text, token.span).to_lowercase()))
        .filter(|word| word.chars().count() >= SHORTEST_PARTICULAR && !ORDINARY.contains(word.as_str()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// Takes off plural endings, so that "cars" and "car" agree.
fn stem(mut word: String) -> String {
    if word.ends_with("ies") && word.len() > 5 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.truncate(word.len() - 1);
    }
    word
}

/// The hours that the sentence tells: "in the evening", "at 14:30".
fn time_of_day(text: &str, prose: &Prose, sentence: usize) -> u32 {
    let tokens = prose.tokens_of(sentence);
    let mut told = 0;
    for (at, token) in tokens.iter().enumerate() {
        let word = slice(text, token.span);
        if token.kind == TokenKind::Word && !token.capital {
            told |= DAY_PARTS.get(word.trim_end_matches('s')).copied().unwrap_or(0);
        } else if let Some(hour) = clock(text, tokens, at) {
            // "At about 14:30" is half an hour off soon.
            told |= hours((hour + 23) % 24, (hour + 1) % 24);
        }
    }
    told
}

/// The hour of "at 14:30", whether the clock is one token or three; none for a score or "as of 14:30".
fn clock(text: &str, tokens: &[Token], at: usize) -> Option<u32> {
    let before =
        |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at)).map(|token| slice(text, token.span));
    let led = matches!(before(1), Some("at" | "around" | "about" | "after" | "from"));
    let end = tokens.get(at)?.span.start;
    let rest = text.get(end..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = rest.get(digits..)?.strip_prefix(':')?;
    let two = minutes.bytes().take_while(u8::is_ascii_digit).count() == 2;
    let hour: u32 = rest.get(..digits)?.parse().ok()?;
    (led && two && digits <= 2 && hour < 24).then_some(hour)
}

/// "21 drones", "a barrage of 36 rockets": the number within three words before the weapon.
fn arms(lowered: &Lowered<'_>, prose: &Prose, sentence: usize, weapon: &str) -> Option<(u32, String)> {
    let noun = stem(weapon.rsplit(' ').next()?.to_lowercase());
    let bounds = prose.sentences.get(sentence)?;
    (bounds.first_token..bounds.end_token).find_map(|at| {
        let word = lowered.word(at);
        if stem(word.to_owned()) != noun {
            return None;
        }
        let from = at.saturating_sub(4).max(bounds.first_token);
        let mut numbers = (from..at).filter_map(|first| numbers::read_at(lowered, prose, first));
        let number = numbers.find(|number| number.end + 3 > at)?;
        let count = number.best.or(number.low).filter(|count| *count > 1)?;
        Some((count, noun.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_agree_and_other_words_stay() {
        for (word, expected) in [
            ("cars", "car"),
            ("injuries", "injury"),
            ("women", "women"),
            ("pass", "pass"),
            ("bus", "bus"),
            ("gas", "gas"),
        ] {
            assert_eq!(stem(word.to_owned()), expected);
        }
    }

    #[test]
    fn the_time_of_day_is_read_from_words_and_clocks() {
        for (text, some, other) in [
            ("Shells hit the market in the morning.", Some(9), Some(18)),
            ("The quake struck at 03:20 local time.", Some(3), Some(12)),
            ("Rockets fell overnight on the port.", Some(1), Some(12)),
            ("They lost 12:30 in the last set.", None, Some(12)),
            ("Shells hit the market.", None, Some(12)),
        ] {
            let told = time_of_day(text, &Prose::read(text), 0);
            assert_eq!(some.is_none(), told == 0, "{text}");
            assert!(some.is_none_or(|hour| told & (1 << hour) != 0), "{text}");
            assert!(other.is_none_or(|hour| told & (1 << hour) == 0), "{text}");
        }
    }

    #[test]
    fn weapons_are_counted_before_their_noun() {
        for (text, weapon, expected) in [
            ("The army shot down 21 attack drones over the bay.", "drones", Some(21)),
            ("Rebels fired three dozen rockets at the base.", "rockets", Some(36)),
            ("Drones hit 21 houses.", "Drones", None),
            ("A rocket hit the base.", "rocket", None),
        ] {
            let prose = Prose::read(text);
            let found = arms(&Lowered::read(&prose), &prose, 0, weapon);
            assert_eq!(found.map(|(count, _)| count), expected, "{text}");
        }
    }
}
