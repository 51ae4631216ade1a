//! The meanings of each name in one document, looked up once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::atlas::{Atlas, MOST_SENSES, NameMatch, PlaceNo, Sense};
use crate::gazetteer::{Place, PlaceClass};

/// Number of a name within one document.
pub type NameNo = usize;

/// One name and what it may mean.
#[derive(Debug)]
pub struct Name {
    /// The words, with single spaces, as first met.
    pub words: String,
    /// Its meanings, at most [`MOST_SENSES`], the largest first.
    pub senses: Vec<Sense>,
}

/// All names of one document.
pub struct Names<'a, A: Atlas + ?Sized> {
    /// Where meanings come from.
    pub atlas: &'a A,
    numbers: FxHashMap<String, NameNo>,
    list: Vec<Name>,
    places: FxHashMap<PlaceNo, Arc<Place>>,
}

impl<'a, A: Atlas + ?Sized> Names<'a, A> {
    /// No names yet.
    pub fn new(atlas: &'a A) -> Self {
        Self { atlas, numbers: FxHashMap::default(), list: Vec::new(), places: FxHashMap::default() }
    }

    /// The number of the name with these words (in lower case), looked up at its first use.
    pub fn number(&mut self, lower: &str) -> NameNo {
        if let Some(&number) = self.numbers.get(lower) {
            return number;
        }
        let mut senses = self.atlas.senses(lower);
        senses.sort_by_key(|sense| {
            (
                !sense.is_division(),
                sense.matched == NameMatch::Key,
                std::cmp::Reverse(sense.population),
                sense.place,
            )
        });
        senses.dedup_by_key(|sense| sense.place);
        senses.truncate(MOST_SENSES);
        let number = self.list.len();
        self.numbers.insert(lower.to_string(), number);
        self.list.push(Name { words: lower.to_string(), senses });
        number
    }

    /// The meanings of a name.
    #[must_use]
    pub fn senses(&self, number: NameNo) -> &[Sense] {
        self.list.get(number).map_or(&[], |name| &name.senses)
    }

    /// The words of a name, in lower case.
    #[must_use]
    pub fn words(&self, number: NameNo) -> &str {
        self.list.get(number).map_or("", |name| &name.words)
    }

    /// The country that goes by this name.
    pub fn country(&mut self, name: &str) -> Option<Sense> {
        let number = self.number(&name.to_lowercase());
        self.senses(number).iter().find(|sense| sense.class == PlaceClass::Country).copied()
    }

    /// The country that goes by this name, or else the region, part of the world or city: what an adjective belongs to.
    pub fn home(&mut self, name: &str) -> Option<Sense> {
        let number = self.number(&name.to_lowercase());
        let senses = self.senses(number);
        let of = |class: PlaceClass| {
            senses.iter().find(|sense| sense.class == class && sense.matched <= NameMatch::Alternate)
        };
        let home =
            of(PlaceClass::Country).or_else(|| of(PlaceClass::Area)).or_else(|| of(PlaceClass::Region));
        home.or_else(|| of(PlaceClass::Settlement)).copied()
    }

    /// The whole of what is known of a place; mentions of one place share it.
    pub fn place(&mut self, number: PlaceNo) -> Option<Arc<Place>> {
        if let Some(known) = self.places.get(&number) {
            return Some(Arc::clone(known));
        }
        let place = self.atlas.place(number)?;
        self.places.insert(number, Arc::clone(&place));
        Some(place)
    }

    /// Whether the name's largest place is one that readers know: a country, a capital, a region, or a city of 200,000.
    #[must_use]
    pub fn well_known(&self, number: NameNo) -> bool {
        self.senses(number).iter().any(|sense| {
            sense.class == PlaceClass::Country
                || sense.class == PlaceClass::Region
                    && sense.matched != NameMatch::Key
                    && sense.country != *b"  "
                || sense.seat == 3
                || sense.population >= 200_000
        })
    }
}
