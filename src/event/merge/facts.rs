//! What two events are compared by: day, place, family of type, and the particular words around the trigger.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use super::super::{DatePrecision, Event, EventType, SubEventType};
use super::Account;
use crate::text::dates::weekday_named;
use crate::text::{Prose, TokenKind, slice};

/// One event, made comparable.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Index in the slice of events.
    pub event: usize,
    /// What is known of its day.
    pub day: Day,
    /// Particular words of its passage, sorted, each with how telling it is, 0 to 1.
    pub words: Vec<(String, f64)>,
    /// What kind of happening it is, coarser than the type.
    pub family: Family,
    /// Last word of the speaker's name, lower case.
    pub speaker: Option<String>,
}

/// What is known of the day of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// First and last possible day.
    Dates(Date, Date),
    /// A weekday of no known week, as in an article without a date.
    Weekday(Weekday),
}

/// Types between which accounts of one happening waver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Battles, strikes, attacks on civilians.
    Violence,
    /// Weapons stopped before they hit.
    Disrupted,
    /// Protests and riots.
    Crowd,
    /// Natural or technical disasters.
    Disaster,
    /// Everything else.
    Development,
}

/// How many sentences after the trigger's own still tell of it.
const SENTENCES_AFTER: usize = 3;

/// Stems shorter than this are no particulars.
const SHORTEST_PARTICULAR: usize = 3;

/// In a run of fewer documents than this, words count as if there were so many.
const FEWEST_DOCUMENTS: usize = 10;

const ORDINARY: &str = include_str!("../../../lexicon/en/ordinary-words.txt");

/// The facts of every event that may be joined with others: drawn, and dated to a week or better,
/// or at least to a weekday.
pub(super) fn gather(events: &[Event], accounts: &BTreeMap<&str, Account<'_>>) -> Vec<Facts> {
    let ordinary: BTreeSet<&str> = ORDINARY.lines().filter(|line| !line.starts_with('#')).collect();
    let mut by_document: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate().filter(|(_, event)| event.modality.is_drawn()) {
        by_document.entry(event.doc.as_str()).or_default().push(index);
    }
    let mut facts = Vec::new();
    for (doc, indices) in by_document {
        let Some(account) = accounts.get(doc) else { continue };
        let prose = Prose::read(account.text);
        let sentence_of = |index: usize| prose.sentence_at(events[index].trigger.start);
        let with_triggers: BTreeSet<usize> = indices.iter().map(|&index| sentence_of(index)).collect();
        for &index in &indices {
            let event = &events[index];
            let Some(day) = day(event) else { continue };
            facts.push(Facts {
                event: index,
                day,
                words: particulars(account.text, &prose, sentence_of(index), &with_triggers, &ordinary),
                family: family(event),
                speaker: event.claimed_by.as_deref().and_then(last_word),
            });
        }
    }
    weigh(&mut facts, events);
    facts
}

/// Makes words the less telling the more documents of the run use them: `ln(n/df)` over that of a word in two.
fn weigh(facts: &mut [Facts], events: &[Event]) {
    let mut used_in: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut documents: BTreeSet<&str> = BTreeSet::new();
    for fact in facts.iter() {
        let doc = events[fact.event].doc.as_str();
        documents.insert(doc);
        for (word, _) in &fact.words {
            used_in.entry(word.clone()).or_default().insert(doc);
        }
    }
    let n = documents.len().max(FEWEST_DOCUMENTS) as f64;
    for (word, weight) in facts.iter_mut().flat_map(|fact| &mut fact.words) {
        let df = used_in.get(word).map_or(1, BTreeSet::len).max(2) as f64;
        *weight = ((n / df).ln() / (n / 2.0).ln()).clamp(0.0, 1.0);
    }
}

fn day(event: &Event) -> Option<Day> {
    match (event.when.start, event.when.end) {
        (Some(start), Some(end)) => {
            (event.when.precision <= DatePrecision::Week).then_some(Day::Dates(start, end))
        }
        _ => weekday_named(&event.when.basis).map(Day::Weekday),
    }
}

fn family(event: &Event) -> Family {
    match (event.event_type, event.sub_event_type) {
        (EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians, _) => {
            Family::Violence
        }
        (_, SubEventType::DisruptedWeaponsUse) => Family::Disrupted,
        (EventType::Protests | EventType::Riots, _) => Family::Crowd,
        (EventType::Disaster, _) => Family::Disaster,
        _ => Family::Development,
    }
}

fn last_word(name: &str) -> Option<String> {
    let word = name.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphabetic());
    (word.chars().count() > 2).then(|| word.to_lowercase())
}

/// Stems of the sentence `first`, which holds the trigger, and the few after it, up to the next event's own.
fn particulars(
    text: &str,
    prose: &Prose,
    first: usize,
    with_triggers: &BTreeSet<usize>,
    ordinary: &BTreeSet<&str>,
) -> Vec<(String, f64)> {
    let last = (first + 1..=first + SENTENCES_AFTER)
        .take_while(|sentence| !with_triggers.contains(sentence))
        .last()
        .unwrap_or(first);
    let mut words: Vec<(String, f64)> = (first..=last)
        .flat_map(|sentence| prose.tokens_of(sentence))
        .filter(|token| token.kind == TokenKind::Word && !token.capital)
        .map(|token| stem(&slice(text, token.span).to_lowercase()))
        .filter(|word| word.chars().count() >= SHORTEST_PARTICULAR && !ordinary.contains(word.as_str()))
        .map(|word| (word, 1.0))
        .collect();
    words.sort_by(|a, b| a.0.cmp(&b.0));
    words.dedup_by(|a, b| a.0 == b.0);
    words
}

/// Takes off plural endings, so that "cars" and "car" agree.
fn stem(word: &str) -> String {
    if let Some(root) = word.strip_suffix("ies").filter(|root| root.len() > 2) {
        return format!("{root}y");
    }
    match word.strip_suffix('s') {
        Some(root) if root.len() > 2 && !root.ends_with(['s', 'u']) => root.to_owned(),
        _ => word.to_owned(),
    }
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
            assert_eq!(stem(word), expected);
        }
    }

    #[test]
    fn a_speaker_is_known_by_the_last_name() {
        assert_eq!(last_word("Governor Oleh Syniehubov").as_deref(), Some("syniehubov"));
        assert_eq!(last_word("the mayor"), Some("mayor".to_owned()));
        assert_eq!(last_word(""), None);
    }
}
