//! The bundled gazetteer as the finder sees it.

use super::atlas::{Atlas, MOST_SENSES, NameMatch, PlaceNo, Sense};
use crate::gazetteer::{Candidate, Flag, Gazetteer, MatchKind, Place, PlaceKey};

impl Atlas for Gazetteer {
    fn names_at(&self, words: &mut dyn Iterator<Item = &str>, found: &mut dyn FnMut(usize)) {
        self.walk(words, |name| found(name.words));
    }

    fn senses(&self, name: &str) -> Vec<Sense> {
        let count = name.split(' ').count();
        let mut senses = Vec::new();
        self.walk(name.split(' '), |found| {
            if found.words == count {
                senses =
                    found.candidates.take(4 * MOST_SENSES).map(|candidate| sense(self, candidate)).collect();
            }
        });
        senses
    }

    fn by_key(&self, name: &str, countries: &[&str]) -> Vec<Sense> {
        self.key_lookup(name, countries)
            .into_iter()
            .take(MOST_SENSES)
            .map(|found| sense(self, found))
            .collect()
    }

    fn place(&self, number: PlaceNo) -> Option<Place> {
        ((number as usize) < self.len()).then(|| Gazetteer::place(self, PlaceKey(number)))
    }
}

fn sense(gazetteer: &Gazetteer, candidate: Candidate) -> Sense {
    let key = candidate.key;
    let seat = [(Flag::Capital, 3), (Flag::Seat, 2), (Flag::DistrictSeat, 1)];
    let country = gazetteer.country(key).and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok());
    Sense {
        place: key.0,
        class: gazetteer.class(key),
        position: gazetteer.position(key),
        radius_km: gazetteer.radius_km(key),
        population: gazetteer.population(key).unwrap_or(0),
        country: country.unwrap_or(*b"  "),
        region: gazetteer.region(key).map(|region| region.0),
        district: gazetteer.district(key).map(|district| district.0),
        seat: seat.iter().find(|(flag, _)| gazetteer.flag(key, *flag)).map_or(0, |&(_, rank)| rank),
        minor: gazetteer.flag(key, Flag::Part) || gazetteer.flag(key, Flag::Former),
        alternates: gazetteer.alternates(key),
        matched: match candidate.kind {
            MatchKind::Primary => NameMatch::Primary,
            MatchKind::Alternate | MatchKind::Abbreviation => NameMatch::Alternate,
            MatchKind::Metonym => NameMatch::Metonym,
            MatchKind::Stem => NameMatch::Stem,
            MatchKind::Transliterated => NameMatch::Key,
        },
    }
}
