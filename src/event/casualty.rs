//! How many people a sentence says were killed, hurt, taken, missing or driven out, in every phrasing.

use super::Count;
use super::lexicon::{Class, HarmValue, class};
use super::links::People;
use super::marks;
use super::people::{self, Who};
use super::reading::Reading;
use crate::text::Span;
use crate::text::numbers::Bound;

/// What befell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Harm {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Killed or injured: "no casualties".
    Either,
    /// Taken prisoner or abducted.
    Captured,
    /// Missing.
    Missing,
    /// Driven from home, evacuated.
    Displaced,
}

/// Whether the people bore arms, as far as their nouns say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Civilians.
    Civilian,
    /// Soldiers, police, fighters.
    Military,
}

/// One statement of a number of victims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent sign of the words")]
pub struct Toll {
    /// What befell them.
    pub harm: Harm,
    /// How many.
    pub count: Count,
    /// How the words bound the number.
    pub bound: Bound,
    /// True for "two more", "another": to be added to what was told before.
    pub additional: bool,
    /// True for others than those whom the sentence told before of another harm: "one was killed and another was hurt".
    pub others: bool,
    /// True for a part of a number told elsewhere: "among those killed".
    pub part: bool,
    /// True for people who may have been counted already: taken to hospital, found dead.
    pub soft: bool,
    /// True for a sum that replaces what was told: "bringing the toll to five".
    pub total: bool,
    /// True for a figure that the text calls an earlier one: "initially said two were killed".
    pub earlier: bool,
    /// Sex of a single victim.
    pub who: Who,
    /// The place in a count that "a third victim" tells.
    pub nth: Option<u32>,
    /// True for deaths of people who outlived the event: "died later in hospital".
    pub late: bool,
    /// True for one person who was spoken of before: "he died".
    pub again: bool,
    /// True for deaths of people who were counted as hurt before: "one of the wounded died".
    pub from_hurt: bool,
    /// Which parts the people may have had in it, as classes of words; none where their nouns do not say.
    pub roles: Class,
    /// Whether they bore arms.
    pub side: Option<Side>,
    /// Index of the first token of the people.
    pub people: usize,
    /// Index of the token that tells the harm.
    pub head: usize,
    /// The words.
    pub span: Span,
}

/// Nobody.
pub const NONE: Count = Count { low: Some(0), best: Some(0), high: Some(0) };

/// One word of harm and what it says.
pub struct Head {
    /// Index of its first token.
    pub first: usize,
    /// Index past its last token.
    pub end: usize,
    /// What its row says.
    pub value: HarmValue,
}

/// "marched in memory of a classmate who was murdered", "a vigil for the nine who died": those whom a crowd remembers.
fn is_remembered(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    const REACH: usize = 9;
    // "torched the post over the death of a suspect"
    let article = usize::from(reading.before(head, 1) == "the");
    if reading.is(head, class::KILLING)
        && matches!(
            reading.before(head, 1 + article),
            "over" | "against" | "protest" | "protesting" | "denounce"
        )
    {
        return true;
    }
    (head.saturating_sub(REACH).max(start)..head).rev().take_while(|at| reading.word(*at) != ",").any(|at| {
        reading.word(at) == "in"
            && matches!(reading.word(at + 1), "memory" | "remembrance" | "honour" | "honor")
            && reading.word(at + 2) == "of"
            || reading.is(at, class::MOURNS)
                && matches!(reading.word(at + 1), "for" | "the" | "a" | "two" | "three" | "those")
    })
}

/// The tolls of one sentence, in order of their heads.
#[must_use]
pub fn tolls(reading: &Reading<'_>, sentence: usize) -> Vec<Toll> {
    let bounds = reading.sentence(sentence);
    let (start, end) = (bounds.first_token, bounds.end_token);
    let heads = heads(reading, start, end);
    let mut tolls: Vec<Toll> = Vec::new();
    let groups = if heads.is_empty() { Vec::new() } else { people::groups(reading, start, end) };
    let sentence = People { reading, groups: &groups, start, end };
    for head in (start..end).filter(|head| reading.is_marked(*head, marks::ZERO)) {
        if let Some(toll) = super::nobody::zero(reading, start, end, head) {
            tolls.push(toll);
        }
    }
    for (number, head) in heads.iter().enumerate() {
        if tolls.iter().any(|toll| toll.harm_is_none() && toll.head >= head.first && toll.head < head.end)
            || is_doubted(reading, start, head.first)
            || is_negated(reading, start, head.first)
            || is_remembered(reading, start, head.first)
        {
            continue;
        }
        let Some(mut toll) = sentence.toll(head) else { continue };
        // "killed and wounded fifty soldiers", "250 people killed and wounded": how many of each is not said.
        let joined = |other: Option<&Head>| {
            other.is_some_and(|other| {
                let (a, b) = if other.first < head.first { (other, head) } else { (head, other) };
                // "claimed three lives and injured seven": each has its people.
                let own = || groups.iter().any(|group| group.first >= a.first && group.end <= a.end);
                other.value.harm != head.value.harm
                    && b.first == a.end + 1
                    && !own()
                    && matches!(reading.word(a.end), "and" | "or" | "/")
            })
        };
        if joined(heads.get(number + 1)) || number > 0 && joined(heads.get(number - 1)) {
            let both = sentence
                .toll(heads.get(number + 1).filter(|_| joined(heads.get(number + 1))).unwrap_or(head));
            let same = both.is_none_or(|both| both.count == toll.count);
            if same && toll.count != Count::exactly(1) {
                toll.count = Count { low: None, best: None, high: toll.count.high.or(toll.count.best) };
            }
        }
        tolls.push(toll);
    }
    tolls.sort_by_key(|toll| toll.head);
    settle_totals(&mut tolls);
    settle_additions(&mut tolls);
    drop_wounds_of_dead(&mut tolls);
    tolls
}

/// "The toll climbed to 19 after two more died": the total counts those two.
fn settle_totals(tolls: &mut [Toll]) {
    for at in 0..tolls.len() {
        let harm = tolls[at].harm;
        let counted = tolls.get(..at).unwrap_or(&[]).iter().any(|toll| toll.harm == harm && toll.total);
        tolls[at].part |= counted && (tolls[at].additional || tolls[at].late || tolls[at].nth.is_some());
    }
}

/// "Two killed, five others injured": the five are others than the two, and not more injured.
fn settle_additions(tolls: &mut [Toll]) {
    for at in 0..tolls.len() {
        let before = tolls.get(..at).unwrap_or(&[]);
        let own = before.iter().any(|toll| toll.harm == tolls[at].harm);
        if !own && !before.is_empty() && tolls[at].additional {
            (tolls[at].additional, tolls[at].others) = (false, true);
        }
    }
}

/// "The man died with stab wounds", "killed and left with wounds": those who are dead are not counted as hurt by their wounds.
fn drop_wounds_of_dead(tolls: &mut Vec<Toll>) {
    let dead: Vec<Toll> = tolls.iter().filter(|toll| toll.harm == Harm::Killed).copied().collect();
    // "The driver was taken to hospital, where he died": one person, who is dead.
    tolls.retain(|toll| {
        let later = |dead: &Toll| dead.head > toll.head && dead.people > toll.head && dead.again;
        !(toll.harm == Harm::Injured && toll.count == Count::exactly(1) && dead.iter().any(later))
    });
    tolls.retain(|toll| {
        let same = |dead: &Toll| dead.people == toll.people && !dead.harm_is_none();
        toll.harm != Harm::Injured
            || toll.harm_is_none()
            || toll.count.low.is_none()
            || !dead.iter().any(|dead| same(dead) && (!toll.part || dead.part))
    });
}

/// The heads of a sentence: of those that overlap, the longest.
fn heads(reading: &Reading<'_>, start: usize, end: usize) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    for first in start..end {
        let best = reading
            .lexicon
            .harms
            .at(&reading.coded, first, end)
            .map(|(rule, end)| Head { first, end, value: rule.value })
            .max_by_key(|head| head.end);
        let Some(head) = best else { continue };
        match found.last() {
            Some(last) if last.end > first => {}
            _ => found.push(head),
        }
    }
    found
}

/// "if anyone dies", "could be killed", "more would have died", "plans to kill".
pub fn is_doubted(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    let mut at = head;
    while at > start && head - at < 5 {
        at -= 1;
        let word = reading.word(at);
        if reading.is(at, class::MODAL) {
            return !(word == "may" && reading.prose.tokens[at].capital);
        }
        if word == "to" && at + 1 == head {
            return !reading.is_before(at, 1, class::LED_TO);
        }
        if matches!(word, "if" | "unless" | "whoever" | "anyone") {
            return true;
        }
        if !reading.is(at, class::BE | class::AUX | class::PERSON | class::NUMBER_WORD)
            && !word.ends_with("ly")
        {
            break;
        }
    }
    false
}

/// "was not killed", "did not hurt anyone".
fn is_negated(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    let mut at = head;
    while at > start && head - at < 4 {
        at -= 1;
        if matches!(reading.word(at), "not" | "n't" | "never" | "nobody" | "without") {
            return true;
        }
        if !reading.is(at, class::BE | class::AUX) {
            return false;
        }
    }
    false
}

impl Toll {
    /// True for a stated zero.
    #[must_use]
    pub fn harm_is_none(&self) -> bool {
        self.count == NONE
    }
}

/// The sum of two counts; a bound that one of them lacks is unknown.
#[must_use]
pub fn sum(a: Count, b: Count) -> Count {
    let add = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.saturating_add(b));
    Count { low: add(a.low, b.low), best: add(a.best, b.best), high: add(a.high, b.high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Source};
    use crate::event::ledger::{Entry, Ledger};
    use crate::text::Prose;

    fn document(text: &str) -> Document {
        Document {
            id: "test".to_owned(),
            source: Source { path: std::path::PathBuf::from("-"), line: None },
            title: None,
            outlet: None,
            published: None,
            language: Some("en".to_owned()),
            text: text.to_owned(),
            warnings: Vec::new(),
        }
    }

    fn written(count: Option<Count>) -> String {
        let Some(count) = count else { return ".".to_owned() };
        match (count.low, count.best, count.high) {
            (Some(low), _, Some(high)) if low == high => low.to_string(),
            (Some(low), _, Some(high)) => format!("{low}-{high}"),
            (Some(low), _, None) => format!("{low}+"),
            (None, _, Some(high)) => format!("-{high}"),
            (None, Some(best), None) => format!("~{best}"),
            (None, None, None) => "?".to_owned(),
        }
    }

    fn read(text: &str) -> String {
        let document = document(text);
        let prose = Prose::read(text);
        let reading = Reading::new(&document, &prose, &[]);
        let mut ledger = Ledger::default();
        for sentence in 0..prose.sentences.len() {
            for toll in tolls(&reading, sentence) {
                ledger.enter(Entry { toll, shared: false, heading: false, wide: false, sentence });
            }
        }
        let casualties = ledger.casualties();
        let others = [
            ("captured", casualties.captured),
            ("missing", casualties.missing),
            ("displaced", casualties.displaced),
        ];
        let mut found = vec![written(casualties.killed), written(casualties.injured)];
        let told = others.into_iter().filter(|(_, count)| count.is_some());
        found.extend(told.map(|(name, count)| format!("{name} {}", written(count))));
        found.join("\t")
    }

    #[test]
    fn sentences_give_their_numbers() {
        let table = include_str!("../../tests/events/casualties.tsv");
        let mut wrong = Vec::new();
        for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let (text, expected) = row.split_once('\t').expect("text and counts");
            let found = read(text);
            if found != expected {
                wrong.push(format!("{text}\n    expected {expected:?}, found {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    }
}
