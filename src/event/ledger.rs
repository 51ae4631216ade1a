//! What one event's account of its victims is made of, and what it comes to.

use super::casualty::{Harm, NONE, Toll};
use super::{Casualties, Count};
use crate::text::slice;

/// One statement of victims that was given to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The statement.
    pub toll: Toll,
    /// True where several places share the number: it is only an upper bound for each.
    pub shared: bool,
    /// True in a headline.
    pub heading: bool,
    /// Index of the sentence.
    pub sentence: usize,
}

/// All statements of one event's victims, in the order in which they were met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    /// Takes one statement in.
    pub fn enter(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Takes in the statements of another telling of the same event.
    pub fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// What the statements come to; without the words.
    #[must_use]
    pub fn casualties(&self) -> Casualties {
        let mut casualties = Casualties::default();
        // A headline rounds and repeats: the running text stands where it gives a number.
        let (heading, running): (Vec<&Entry>, Vec<&Entry>) =
            self.entries.iter().partition(|entry| entry.heading);
        for entry in running.into_iter().chain(heading) {
            let mut toll = entry.toll;
            if entry.shared {
                toll.count.low = None;
                toll.count.best = None;
            }
            match toll.harm {
                Harm::Killed => put(&mut casualties.killed, &toll),
                Harm::Injured => put(&mut casualties.injured, &toll),
                Harm::Either => {
                    casualties.killed.get_or_insert(NONE);
                    casualties.injured.get_or_insert(NONE);
                }
            }
        }
        casualties
    }

    /// The words of all statements, as written.
    #[must_use]
    pub fn words(&self, text: &str) -> Option<String> {
        let mut found: Option<String> = None;
        for entry in &self.entries {
            let words = slice(text, entry.toll.span);
            match &mut found {
                Some(known) if known.contains(words) => {}
                Some(known) => {
                    known.push_str(" \u{2026} ");
                    known.push_str(words);
                }
                None => found = Some(words.to_owned()),
            }
        }
        found
    }
}

fn put(known: &mut Option<Count>, toll: &Toll) {
    let new = toll.count;
    *known = Some(match *known {
        Some(old) if toll.additional && old.low.is_some_and(|n| n > 0) => sum(old, new),
        Some(old) if old == NONE => new,
        Some(old) if new == NONE => old,
        Some(old) => rivals(old, new),
        None => new,
    });
}

fn sum(a: Count, b: Count) -> Count {
    let add = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.saturating_add(b));
    Count { low: add(a.low, b.low), best: add(a.best, b.best), high: add(a.high, b.high) }
}

/// Two accounts of one number: the first stands, and a higher one told later is the upper bound. A part told later
/// ("a woman died") does not lower a total.
#[must_use]
pub fn rivals(first: Count, later: Count) -> Count {
    if first.low.is_none() && later.low.is_some() {
        return later;
    }
    let most = |count: Count| count.high.or(count.best).or(count.low);
    let high = if most(later) > most(first) { most(later) } else { first.high };
    Count { high, ..first }
}
