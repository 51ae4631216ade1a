//! The bundled gazetteer as the finder sees it.

use super::atlas::{Atlas, MOST_SENSES, NameMatch, PlaceNo, Sense};
use super::slavic;
use crate::gazetteer::{Candidate, Flag, Gazetteer, MatchKind, Place, PlaceKey, starts_cyrillic};

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
        let count = name.split(' ').count();
        let mut senses = Vec::new();
        self.walk(name.split(' '), |found| {
            if found.words == count {
                senses =
                    found.candidates.take(2 * MOST_SENSES).map(|candidate| sense(self, candidate)).collect();
            }
        });
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

    fn place(&self, number: PlaceNo) -> Option<Place> {
        ((number as usize) < self.len()).then(|| Gazetteer::place(self, PlaceKey(number)))
    }
}

pub(super) fn sense(gazetteer: &Gazetteer, candidate: Candidate) -> Sense {
    let facts = gazetteer.facts(candidate.key);
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
    }
}
