//! Names looked up by the consonants that transcribers agree in.

use super::candidate::{Candidate, Candidates, MatchKind};
use super::key::query_keys;
use super::packed::Section;
use super::store::{Flag, Gazetteer};

impl Gazetteer {
    /// Settlements whose Cyrillic or English name may be spelled so in some Latin convention, and regions with a name of their
    /// own; only in `countries` (ISO 3166-1 alpha-2) unless that is empty. Largest first. The candidates of
    /// [`Gazetteer::lookup`] and [`Gazetteer::matches`] have no such guesses beside names that a source knows.
    #[must_use]
    pub fn key_lookup(&self, name: &str, countries: &[&str]) -> Vec<Candidate> {
        self.by_keys(name, |candidate| {
            let known = countries.is_empty()
                || self.country(candidate.key).is_some_and(|country| countries.contains(&country));
            known && candidate.kind == MatchKind::Transliterated
        })
    }

    /// Regions and districts by a stem in any spelling and a type word: "Graivoron municipal okrug".
    pub(super) fn typed_key_lookup(&self, folded: &str) -> Option<Vec<Candidate>> {
        let about = std::str::from_utf8(self.section(Section::About)).unwrap_or("");
        let words = about.lines().filter_map(|line| line.strip_prefix("word\t")?.split_once('\t'));
        let typed =
            words.filter_map(|(class, word)| Some((class, folded.strip_suffix(word)?.strip_suffix(' ')?)));
        // The shortest stem has the longest type word behind it.
        let (_, stem) = typed.clone().min_by_key(|(_, stem)| stem.len())?;
        let classes: Vec<&str> = typed.filter(|(_, other)| *other == stem).map(|(class, _)| class).collect();
        let found = self.by_keys(stem, |candidate| {
            candidate.kind == MatchKind::Stem && classes.contains(&self.class(candidate.key).as_str())
        });
        (!found.is_empty()).then_some(found)
    }

    fn by_keys(&self, name: &str, wanted: impl Fn(Candidate) -> bool) -> Vec<Candidate> {
        let keyed = self.known_keyed.ask(name.as_bytes(), || {
            // One or two key letters fit too much to mean anything.
            let keys = query_keys(name).into_iter().filter(|key| key.len() >= 3);
            let values = keys.filter_map(|key| self.keys.as_ref()?.get(&key));
            values.flat_map(|value| Candidates::behind(value, self.section(Section::KeyPostings))).collect()
        });
        let mut found: Vec<Candidate> = Vec::new();
        for candidate in keyed.iter().copied().filter(|candidate| wanted(*candidate)) {
            if !found.iter().any(|known| known.key == candidate.key) {
                found.push(Candidate { key: candidate.key, kind: MatchKind::Transliterated });
            }
        }
        found.sort_by_key(|candidate| {
            (
                self.flag(candidate.key, Flag::Former),
                std::cmp::Reverse(self.population(candidate.key)),
                candidate.key,
            )
        });
        found
    }
}
