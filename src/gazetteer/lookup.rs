//! Looking names up: whole names, names at the head of a row of words, prefixes, transliterations.

use std::collections::BTreeMap;

use fst::raw::Fst;
use fst::{IntoStreamer, Streamer};
use rustc_hash::FxHashMap;

use super::Area;
use super::article::article_variants;
use super::candidate::{Candidate, Candidates, MatchKind, PlaceKey};
use super::first_words::{Lead, Word};
use super::normalise::{Folded, fold_char, is_apostrophe, is_hyphen, normalise};
use super::packed::Section;
use super::steps::{At, Steps};
use super::store::{Flag, Gazetteer};

/// A name found at the head of a row of words.
#[derive(Debug, Clone)]
pub struct NameMatch<'g> {
    /// How many of the given words it takes.
    pub words: usize,
    /// How many bytes of the last of them: less than all before a possessive ("Kyiv's") or a hyphen ("Kyiv-based").
    pub end_in_last: usize,
    /// What it may mean.
    pub candidates: Candidates<'g>,
}

/// A walk through the name automaton, one byte after another.
#[derive(Clone, Copy)]
pub(super) struct Walk<'f> {
    steps: Steps<'f>,
    at: At,
    /// A word gap waits to be fed before the next letter.
    gap: bool,
    started: bool,
}

impl Gazetteer {
    /// What a whole name may mean, likeliest first as far as kind and population tell; of "Perth, Ontario" what lies in the areas
    /// after the commas. Where no source has the name, what transliteration makes of it.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let folded = normalise(name);
        let named = |folded: &str| {
            self.names
                .as_ref()?
                .get(folded)
                .map(|value| Candidates::behind(value, self.section(Section::Postings)))
        };
        let found = named(&folded).or_else(|| named(folded.strip_prefix("the ")?));
        match found {
            Some(candidates) => self.with_towns(name, candidates.collect()),
            None if name.contains(',') => self.stated_lookup(name),
            None => article_variants(&folded)
                .iter()
                .find_map(|variant| Some(named(variant)?.collect()))
                .or_else(|| self.case_lookup(name))
                .or_else(|| self.typed_key_lookup(&folded))
                .unwrap_or_else(|| self.key_lookup(name, &[])),
        }
    }

    /// True if a place bears a name, just so written, beside its usual one.
    #[must_use]
    pub fn bears(&self, key: PlaceKey, name: &str) -> bool {
        let value = self.names.as_ref().and_then(|names| names.get(normalise(name)));
        value.is_some_and(|value| {
            let mut all = Candidates::behind(value, self.section(Section::Postings));
            all.any(|c| c.key == key && c.kind == MatchKind::Alternate)
        })
    }

    /// What the first of several names parted by commas means inside the others: "Izium, Kharkiv region, UA".
    fn stated_lookup(&self, name: &str) -> Vec<Candidate> {
        let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
        let Some(first) = parts.next().filter(|first| first.len() < name.len()) else { return Vec::new() };
        let areas: Option<Vec<Area>> = parts.map(|part| Area::named(self, part)).collect();
        let Some(areas) = areas else { return Vec::new() };
        let mut found = self.lookup(first);
        found.retain(|candidate| areas.iter().all(|area| area.holds(self, candidate.key)));
        found
    }

    /// Where only areas have the word, as the stem of their names, the towns that transliteration finds come too: "Lougansk".
    fn with_towns(&self, name: &str, mut found: Vec<Candidate>) -> Vec<Candidate> {
        if found.iter().all(|candidate| candidate.kind == MatchKind::Stem) {
            for town in self.key_lookup(name, &[]) {
                if found.iter().all(|known| known.key != town.key) {
                    found.push(town);
                }
            }
        }
        found
    }

    /// Places whose name in some case a whole Cyrillic name is.
    fn case_lookup(&self, name: &str) -> Option<Vec<Candidate>> {
        let words: Vec<&str> =
            name.split(|c: char| c.is_whitespace() || is_hyphen(c)).filter(|word| !word.is_empty()).collect();
        let mut found: Vec<Candidate> = Vec::new();
        for case in self.case_matches(&words).into_iter().filter(|case| case.words == words.len()) {
            for candidate in case.candidates {
                if found.iter().all(|known| known.key != candidate.key) {
                    found.push(Candidate { kind: candidate.kind.max(MatchKind::Alternate), ..candidate });
                }
            }
        }
        found.sort_by_key(|found| std::cmp::Reverse(self.population(found.key)));
        (!found.is_empty()).then_some(found)
    }

    /// Every name that starts with the first of `words` and ends with a word (or before a possessive ending or a hyphen),
    /// shortest first. Words are the tokens of a text; a hyphen between two words and a full point after a short one
    /// ("St", ".") may stand among them and count as words.
    pub fn matches<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Vec<NameMatch<'_>> {
        let mut found = Vec::new();
        self.walk(words, |name| found.push(name));
        found
    }

    /// As [`Gazetteer::matches`], but hands each match over without allocating.
    pub fn walk<'g, 'w>(
        &'g self,
        words: impl IntoIterator<Item = &'w str>,
        mut found: impl FnMut(NameMatch<'g>),
    ) {
        let Some(names) = &self.names else { return };
        let mut walk = Walk::at_root(names.as_fst());
        let mut before = 0;
        for (at, word) in words.into_iter().enumerate() {
            // A word of ASCII letters is gone through as a whole, in capitals or not.
            let whole = if at == 0 { Word::of(word) } else { None };
            if let Some(lead) = whole.and_then(|word| self.first_words.lead(word)) {
                let Lead::To(after) = lead else { return };
                walk.go_to(after);
                self.hand_over(&walk, 1, word.len(), &mut found);
                (before, walk.gap) = (word.len(), true);
                continue;
            }
            if word == "." && at > 0 && before <= 4 {
                continue;
            }
            before = word.len();
            let mut letters = false;
            for (offset, c) in word.char_indices() {
                let ends = || is_hyphen(c) || possessive(word, offset, c);
                if letters && !c.is_ascii_alphanumeric() && ends() {
                    self.hand_over(&walk, at + 1, offset, &mut found);
                }
                if !walk.feed(c, &mut letters) {
                    self.first_words.note(whole, Lead::Nowhere);
                    return;
                }
            }
            // A hyphen between two words parts them as a space does; no other mark stands inside a name.
            if !letters {
                if at > 0 && word.chars().all(is_hyphen) {
                    continue;
                }
                return;
            }
            self.first_words.note(whole, Lead::To(walk.at));
            self.hand_over(&walk, at + 1, word.len(), &mut found);
            walk.gap = true;
        }
    }

    fn hand_over<'g>(
        &'g self,
        walk: &Walk<'_>,
        words: usize,
        end_in_last: usize,
        found: &mut impl FnMut(NameMatch<'g>),
    ) {
        if let Some(value) = walk.value() {
            found(NameMatch {
                words,
                end_in_last,
                candidates: Candidates::behind(value, self.section(Section::Postings)),
            });
        }
    }

    /// Names that begin with `prefix`, folded, with their candidates; at most `limit` names, in alphabetical order.
    #[must_use]
    pub fn search(&self, prefix: &str, limit: usize) -> Vec<(String, Vec<Candidate>)> {
        let folded = normalise(prefix);
        let mut found = Vec::new();
        let Some(names) = &self.names else { return found };
        let mut stream = names.range().ge(&folded).into_stream();
        while let Some((name, value)) = stream.next() {
            if found.len() >= limit || !name.starts_with(folded.as_bytes()) {
                break;
            }
            let candidates = Candidates::behind(value, self.section(Section::Postings)).collect();
            found.push((String::from_utf8_lossy(name).into_owned(), candidates));
        }
        found
    }

    /// The place with this id (`geonames:578072`); goes through all places.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<PlaceKey> {
        let number = id.strip_prefix("geonames:").and_then(|number| number.parse::<u32>().ok());
        (0..self.len() as u32).map(PlaceKey).find(|&key| match number {
            Some(number) => self.record(key).geonameid == number,
            None => self.record(key).geonameid == 0 && self.id(key) == id,
        })
    }

    /// [`Self::by_id`] for many ids at once: all places are gone through once.
    #[must_use]
    pub fn by_ids<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, PlaceKey> {
        let mut numbers: FxHashMap<u32, &'a str> = FxHashMap::default();
        let mut names: FxHashMap<&'a str, &'a str> = FxHashMap::default();
        // Most places are not asked for: the low bits of their numbers tell.
        let mut asked = vec![false; 1 << 16];
        let low = |number: u32| (number & 0xffff) as usize;
        for id in ids {
            match id.strip_prefix("geonames:").and_then(|number| number.parse::<u32>().ok()) {
                Some(number) => {
                    asked[low(number)] = true;
                    numbers.insert(number, id)
                }
                None => names.insert(id, id),
            };
        }
        let mut found = BTreeMap::new();
        if numbers.is_empty() && names.is_empty() {
            return found;
        }
        let records = self.records();
        for key in (0..self.len() as u32).map(PlaceKey) {
            let number = records.geonameid(key.0);
            let id = if number != 0 {
                if asked[low(number)] { numbers.get(&number).copied() } else { None }
            } else if names.is_empty() {
                None
            } else {
                names.get(self.code_id(key)).copied()
            };
            if let Some(id) = id {
                found.entry(id).or_insert(key);
            }
        }
        found
    }

    /// The capital of a country (ISO 3166-1 alpha-2); goes through all places.
    #[must_use]
    pub fn capital(&self, country: &str) -> Option<PlaceKey> {
        let keys = (0..self.len() as u32).map(PlaceKey);
        keys.filter(|&key| self.country(key) == Some(country) && self.flag(key, Flag::Capital))
            .max_by_key(|&key| self.population(key))
    }

    /// The places whose region or district is `area`, in the order of the layers; goes through all places.
    pub fn children(&self, area: PlaceKey) -> impl Iterator<Item = PlaceKey> {
        (0..self.len() as u32).map(PlaceKey).filter(move |&key| {
            let record = self.record(key);
            record.region == area.0 || record.district == area.0
        })
    }
}

/// True if `word` from `offset` on is an apostrophe with or without an s: the end of a possessive.
fn possessive(word: &str, offset: usize, c: char) -> bool {
    is_apostrophe(c) && matches!(word.get(offset + c.len_utf8()..), Some("" | "s" | "S"))
}

impl<'f> Walk<'f> {
    /// Nothing fed yet.
    pub(super) fn at_root(fst: &'f Fst<&'static [u8]>) -> Self {
        Self { steps: Steps::of(fst), at: Steps::root(fst), gap: false, started: false }
    }

    /// Goes to where a walk stood behind its first word.
    fn go_to(&mut self, after: At) {
        (self.at, self.started) = (after, true);
    }

    /// Feeds words; false if no name goes on so.
    pub(super) fn feed_all(&mut self, words: &str) -> bool {
        let mut letters = false;
        words.chars().all(|c| self.feed(c, &mut letters))
    }

    /// What the name that ends here leads to, if one does.
    pub(super) fn value(&self) -> Option<u64> {
        self.steps.value(self.at)
    }

    /// True if some name has a further word here.
    pub(super) fn goes_on(&self) -> bool {
        self.steps.step(self.at, b' ').is_some()
    }

    /// The same with a word gap before the next letter.
    pub(super) fn gap(mut self) -> Self {
        self.gap = self.started;
        self
    }

    /// Feeds one character; false if no name goes on so.
    pub(super) fn feed(&mut self, c: char, letters: &mut bool) -> bool {
        // Nearly all of them.
        if c.is_ascii_alphanumeric() {
            *letters = true;
            return self.bytes(&[c.to_ascii_lowercase() as u8]);
        }
        let mut alive = true;
        fold_char(c, |piece| {
            let mut buffer = [0; 4];
            let text: &str = match piece {
                Folded::Nothing => return,
                Folded::Gap => {
                    self.gap = self.started;
                    return;
                }
                Folded::One(c) => c.encode_utf8(&mut buffer),
                Folded::Many(letters) => letters,
            };
            *letters = true;
            alive = alive && self.bytes(text.as_bytes());
        });
        alive
    }

    /// The letters of one folded character, behind the gap that waits for them.
    fn bytes(&mut self, bytes: &[u8]) -> bool {
        self.started = true;
        let gap = std::mem::take(&mut self.gap);
        (!gap || self.byte(b' ')) && bytes.iter().all(|&byte| self.byte(byte))
    }

    fn byte(&mut self, byte: u8) -> bool {
        let next = self.steps.step(self.at, byte);
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(words: &[&str]) -> Option<(String, usize, usize)> {
        let gazetteer = Gazetteer::embedded();
        let found = gazetteer.matches(words.iter().copied()).pop()?;
        let mut candidates = found.candidates;
        Some((gazetteer.name(candidates.next()?.key).to_owned(), found.words, found.end_in_last))
    }

    #[test]
    fn longest_match_at_a_row_of_words() {
        for (words, name, taken, end) in [
            (&["Nizhny", "Novgorod", "region"][..], "Nizhny Novgorod Oblast", 3, 6),
            (&["Nizhny", "Novgorod", "harbour"], "Nizhniy Novgorod", 2, 8),
            (&["Rostov", "-", "on", "-", "Don", "on"], "Rostov-on-Don", 5, 3),
            (&["ROSTOV-ON-DON"], "Rostov-on-Don", 1, 13),
            (&["Kherson’s", "port"], "Kherson", 1, 7),
            (&["Kherson", "'s", "port"], "Kherson", 1, 7),
            (&["Warsaw-backed"], "Warsaw", 1, 6),
            (&["St", ".", "Petersburg"], "Saint Petersburg", 3, 10),
            (&["Sloviansʼk"], "Sloviansk", 1, 11),
            (&["Новой", "Каховке"], "", 0, 0),
            (&["Великий", "Бурлук", "обстріляли"], "Velykyi Burluk", 2, 12),
            (&[",", "Kherson"], "", 0, 0),
            (&["-", "Kherson"], "", 0, 0),
            (&[], "", 0, 0),
        ] {
            let wanted = (taken > 0).then(|| (name.to_owned(), taken, end));
            assert_eq!(longest(words), wanted, "{words:?}");
            assert_eq!(longest(words), wanted, "{words:?}, where the first word leads being known");
        }
    }

    #[test]
    fn shorter_matches_come_first() {
        let found = Gazetteer::embedded().matches(["Kharkiv", "region"]);
        assert_eq!(found.iter().map(|name| name.words).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn long_or_broken_words_end_the_walk() {
        let long = "Khar".repeat(100_000);
        assert!(Gazetteer::embedded().matches([long.as_str()]).is_empty());
        for words in [["\u{0}"], ["\u{301}\u{301}"], ["’s"], ["--"]] {
            assert!(Gazetteer::embedded().matches(words).is_empty(), "{words:?}");
        }
    }

    #[test]
    fn prefixes_are_found_in_order() {
        let found = Gazetteer::embedded().search("Novaya Tav", 5);
        assert!(found.iter().any(|(name, _)| name == "novaya tavolzhanka"), "{found:?}");
        assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            Gazetteer::embedded().search("", 3).len() == 3
                && Gazetteer::embedded().search("qqq", 3).is_empty()
        );
    }

    #[test]
    fn ids_and_children() {
        let gazetteer = Gazetteer::embedded();
        let oblast = gazetteer.by_id("geonames:706482").expect("Kharkiv Oblast");
        assert!(gazetteer.children(oblast).count() > 500);
        assert_eq!(gazetteer.by_id("eventmap:donbas").map(|key| gazetteer.name(key)), Some("Donbas"));
        assert_eq!(gazetteer.by_id("geonames:1"), None);
        assert_eq!(gazetteer.capital("BY").map(|key| gazetteer.name(key)), Some("Minsk"));
        assert_eq!(gazetteer.capital("XX"), None);
    }
}
