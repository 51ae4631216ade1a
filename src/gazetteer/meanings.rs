//! The places that go by a whole name, with the numbers that the choice among them asks for: read once for all texts of a run.

use std::sync::Arc;

use super::Place;
use super::candidate::{Candidate, MatchKind, PlaceKey};
use super::inflect::starts_cyrillic;
use super::store::{Facts, Gazetteer};

/// A place that goes by some name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Meaning {
    /// The place, and how it comes by the name.
    pub(crate) candidate: Candidate,
    /// Its numbers.
    pub(crate) facts: Facts,
    /// True if its usual name is quite another. Usual names are Latin, so only Latin names are compared.
    pub(crate) unlike: bool,
}

impl Gazetteer {
    /// So many places of one name are looked at.
    pub(crate) const MOST_MEANINGS: usize = 192;

    /// What a name in lower case, its words parted by single spaces, means as it stands; likeliest first as far as kind and
    /// population tell.
    pub(crate) fn meanings(&self, name: &str) -> Arc<[Meaning]> {
        self.known_meanings.ask(name.as_bytes(), || {
            let count = name.split(' ').count();
            let mut meanings = Vec::new();
            self.walk(name.split(' '), |found| {
                if found.words == count {
                    let candidates = found.candidates.take(Self::MOST_MEANINGS);
                    meanings = candidates.map(|candidate| self.meaning(candidate, name)).collect();
                }
            });
            meanings.into()
        })
    }

    fn meaning(&self, candidate: Candidate, name: &str) -> Meaning {
        let other = matches!(candidate.kind, MatchKind::Alternate | MatchKind::Abbreviation);
        let unlike =
            other && !starts_cyrillic(name) && !resembles(name, &self.name(candidate.key).to_lowercase());
        Meaning { candidate, facts: self.facts(candidate.key), unlike }
    }

    /// [`Gazetteer::place`], shared by all who ask for one place.
    pub(crate) fn shared_place(&self, key: PlaceKey) -> Arc<Place> {
        self.known_places.ask(&key.0.to_le_bytes(), || Arc::new(self.place(key)))
    }
}

/// True if two names in lower case share a fifth of their pairs of letters, or a word: "Kiev" and "Kyiv", "Santa Cruz" and
/// "Santa Cruz de la Sierra".
fn resembles(a: &str, b: &str) -> bool {
    let pairs = |words: &str| -> Vec<(char, char)> { words.chars().zip(words.chars().skip(1)).collect() };
    let (ours, theirs) = (pairs(a), pairs(b));
    let shared = ours.iter().filter(|pair| theirs.contains(pair)).count();
    5 * shared >= ours.len().max(theirs.len())
        || a.split(' ').any(|word| b.split(' ').any(|other| other == word))
}
