//! The bundled gazetteer as the finder sees it.

use std::sync::Arc;

use super::atlas::{Atlas, MOST_SENSES, NameMatch, PlaceNo, Sense};
use super::slavic;
use crate::gazetteer::{
    Candidate, Facts, Flag, Gazetteer, MatchKind, Meaning, Place, PlaceClass, PlaceKey, starts_cyrillic,
};

/// Some places bear a name in several ways.
const _: () = assert!(Gazetteer::MOST_MEANINGS == 2 * MOST_SENSES);

/// A town from so many inhabitants on.
const TOWN: u64 = 5_000;

impl Atlas for Gazetteer {
    fn names_at(&self, words: &mut dyn Iterator<Item = &str>, found: &mut dyn FnMut(usize)) {
        let Some(first) = words.next() else { return };
        if starts_cyrillic(first) {
            let words: Vec<&str> = std::iter::once(first).chain(words).collect();
            return slavic::lengths(self, &words).into_iter().for_each(found);
        }
        self.walk(std::iter::once(first).chain(words), |name| found(name.words));
    }

    fn senses(&self, name: &str) -> Vec<Sense> {
        let mut senses: Vec<Sense> = self.meanings(name).iter().map(named_sense).collect();
        if starts_cyrillic(name) {
            slavic::add_cases(self, name, &mut senses);
            slavic::settle_kinds(&mut senses);
        }
        senses
    }

    fn lemma(&self, name: &str) -> Option<String> {
        slavic::lemma(self, name)
    }

    fn by_key(&self, name: &str, countries: &[&str]) -> Vec<Sense> {
        self.key_lookup(name, countries)
            .into_iter()
            .take(MOST_SENSES)
            .map(|found| sense(self, found))
            .collect()
    }

    fn alike(&self, name: &str, countries: &[&str]) -> Vec<(Sense, usize)> {
        let found = Gazetteer::alike(self, name, countries).into_iter().take(MOST_SENSES);
        found.map(|(candidate, differences)| (sense(self, candidate), differences)).collect()
    }

    fn sense(&self, number: PlaceNo) -> Option<Sense> {
        let candidate = Candidate { key: PlaceKey(number), kind: MatchKind::Primary };
        ((number as usize) < self.len()).then(|| sense(self, candidate))
    }

    fn place(&self, number: PlaceNo) -> Option<Arc<Place>> {
        ((number as usize) < self.len()).then(|| self.shared_place(PlaceKey(number)))
    }
}

/// As [`sense`], of a place that goes by some name.
fn named_sense(meaning: &Meaning) -> Sense {
    let mut found = sense_of(meaning.candidate, &meaning.facts);
    // Only a town of some size can outweigh those whose usual name it is.
    found.unlike = meaning.unlike
        && matches!(found.class, PlaceClass::Settlement | PlaceClass::District)
        && (found.population >= TOWN || found.class == PlaceClass::District);
    found
}

pub(super) fn sense(gazetteer: &Gazetteer, candidate: Candidate) -> Sense {
    sense_of(candidate, &gazetteer.facts(candidate.key))
}

fn sense_of(candidate: Candidate, facts: &Facts) -> Sense {
    let seat = [(Flag::Capital, 3), (Flag::Seat, 2), (Flag::DistrictSeat, 1)];
    Sense {
        place: candidate.key.0,
        class: facts.class,
        position: facts.position,
        radius_km: facts.radius_km,
        population: facts.population.unwrap_or(0),
        country: facts.country.unwrap_or(*b"  "),
        region: facts.region.map(|region| region.0),
        district: facts.district.map(|district| district.0),
        seat: seat.iter().find(|(flag, _)| facts.has(*flag)).map_or(0, |&(_, rank)| rank),
        minor: facts.has(Flag::Part) || facts.has(Flag::Former),
        alternates: facts.alternates,
        matched: match candidate.kind {
            MatchKind::Primary => NameMatch::Primary,
            MatchKind::Alternate | MatchKind::Abbreviation => NameMatch::Alternate,
            MatchKind::Metonym => NameMatch::Metonym,
            MatchKind::Stem => NameMatch::Stem,
            MatchKind::Transliterated => NameMatch::Key,
        },
        unlike: false,
    }
}
