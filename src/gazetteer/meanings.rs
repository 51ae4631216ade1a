//! The places that go by a whole name, with the numbers that the choice among them asks for: read once for all texts of a run.

use std::sync::Arc;

use super::Place;
use super::candidate::{Candidate, PlaceKey};
use super::store::{Facts, Gazetteer};

impl Gazetteer {
    /// So many places of one name are looked at.
    pub(crate) const MOST_MEANINGS: usize = 192;

    /// What a name in lower case, its words parted by single spaces, means as it stands; likeliest first as far as kind and
    /// population tell.
    pub(crate) fn meanings(&self, name: &str) -> Arc<[(Candidate, Facts)]> {
        self.known_meanings.ask(name.as_bytes(), || {
            let count = name.split(' ').count();
            let mut meanings = Vec::new();
            self.walk(name.split(' '), |found| {
                if found.words == count {
                    let candidates = found.candidates.take(Self::MOST_MEANINGS);
                    meanings = candidates.map(|candidate| (candidate, self.facts(candidate.key))).collect();
                }
            });
            meanings.into()
        })
    }

    /// [`Gazetteer::place`], shared by all who ask for one place.
    pub(crate) fn shared_place(&self, key: PlaceKey) -> Arc<Place> {
        self.known_places.ask(&key.0.to_le_bytes(), || Arc::new(self.place(key)))
    }
}
