//! Names in running Russian, Ukrainian and Belarusian text: each word may stand in any case, or in the sister language's spelling.
//!
//! Searched in place: the dictionary forms of [`super::inflect`] are walked through the name automaton, so no form is stored.

use super::candidate::{Candidate, Candidates};
use super::inflect::{adjective_stem, areas_of, familiar, nominatives, starts_cyrillic, towns_of};
use super::lookup::Walk;
use super::packed::Section;
use super::place::PlaceClass;
use super::sister::sister_words;
use super::store::Gazetteer;

/// Longest name, in words.
const MOST_WORDS: usize = 5;
/// A town that lends its name to a sector or community has at least so many inhabitants.
const LEAST_SEAT: u64 = 2_000;
/// A larger one lends it to a region, or to a part of another city.
const MOST_SEAT: u64 = 250_000;
/// Longest word, in bytes.
const LONGEST_WORD: usize = 80;
/// Steps of one search: a bound on work, far above what names need.
const MOST_STEPS: usize = 2_000;

/// A name found in another form than the nominative.
#[derive(Debug, Clone)]
pub struct CaseMatch<'g> {
    /// How many of the given words it takes.
    pub words: usize,
    /// The dictionary form that some place bears, in lower case.
    pub lemma: String,
    /// What it may mean.
    pub candidates: Candidates<'g>,
    /// True if the words are only the adjective of the places: "Белгородской" for Белгородская область.
    pub adjective: bool,
}

struct Search<'g, 'f> {
    gazetteer: &'g Gazetteer,
    words: &'f [&'f str],
    /// Also the sister language's letters.
    sisters: bool,
    steps: usize,
    /// Dictionary forms of the words taken so far, and whether any is another form than the text's.
    taken: Vec<String>,
    changed: bool,
    found: Vec<CaseMatch<'g>>,
}

/// One form of a word: what stays of it, what follows in two parts, and whether that differs from the text.
#[derive(Clone, Copy)]
struct Form<'w> {
    stem: &'w str,
    middle: &'static str,
    end: &'static str,
    changed: bool,
}

impl Gazetteer {
    /// Every name that `words` (at most five are read) may begin with if they stand in some case of a Slavic language. Names that
    /// the words spell as they stand are left to [`Gazetteer::walk`].
    #[must_use]
    pub fn case_matches(&self, words: &[&str]) -> Vec<CaseMatch<'_>> {
        let Some(first) = words.first().filter(|word| starts_cyrillic(word) && word.len() <= LONGEST_WORD)
        else {
            return Vec::new();
        };
        let mut found = self.search_forms(words, false);
        if found.is_empty() {
            found = self.search_forms(words, true);
        }
        let first = first.to_lowercase();
        for name in familiar(&first) {
            self.area(&name, false, &mut found);
        }
        if let Some(stem) = adjective_stem(&first) {
            for name in areas_of(stem) {
                self.area(&name, true, &mut found);
            }
            for name in towns_of(stem) {
                self.seat(&name, &mut found);
            }
        }
        found
    }

    /// Regions and districts of a full name, which one word stands for.
    fn area<'g>(&'g self, name: &str, adjective: bool, found: &mut Vec<CaseMatch<'g>>) {
        let Some(names) = &self.names else { return };
        let mut walk = Walk::at_root(names.as_fst());
        if !walk.feed_all(name) {
            return;
        }
        let Some(value) = walk.value() else { return };
        let candidates = Candidates::behind(value, self.section(Section::Postings));
        let is_area = |candidate: Candidate| {
            matches!(self.class(candidate.key), PlaceClass::Region | PlaceClass::District)
        };
        if candidates.clone().any(is_area) {
            found.push(CaseMatch { words: 1, lemma: name.to_owned(), candidates, adjective });
        }
    }

    /// Towns of a name whose adjective one word is: "на Лиманском направлении".
    fn seat<'g>(&'g self, name: &str, found: &mut Vec<CaseMatch<'g>>) {
        let Some(value) = self.names.as_ref().and_then(|names| names.get(super::normalise(name))) else {
            return;
        };
        let candidates = Candidates::behind(value, self.section(Section::Postings));
        let town = |candidate: Candidate| {
            self.class(candidate.key) == PlaceClass::Settlement
                && self
                    .population(candidate.key)
                    .is_some_and(|people| (LEAST_SEAT..MOST_SEAT).contains(&people))
        };
        if candidates.clone().any(town) {
            found.push(CaseMatch { words: 1, lemma: name.to_owned(), candidates, adjective: true });
        }
    }

    fn search_forms(&self, words: &[&str], sisters: bool) -> Vec<CaseMatch<'_>> {
        let Some(names) = &self.names else { return Vec::new() };
        let words = words.get(..MOST_WORDS).unwrap_or(words);
        let (taken, found) = (Vec::new(), Vec::new());
        let mut search = Search { gazetteer: self, words, sisters, steps: 0, taken, changed: false, found };
        search.word(Walk::at_root(names.as_fst()), 0);
        search.found.sort_by_key(|found| found.words);
        search.found
    }
}

impl<'g> Search<'g, '_> {
    /// Tries every form of word `at` from `walk` on.
    fn word(&mut self, walk: Walk<'g>, at: usize) {
        let Some(word) = self.words.get(at) else { return };
        if !starts_cyrillic(word) || word.len() > LONGEST_WORD {
            return;
        }
        let lower = word.to_lowercase();
        self.forms(walk, at, (&lower, false));
        if self.sisters {
            for spelling in sister_words(&lower) {
                self.forms(walk, at, (&spelling, true));
            }
        }
    }

    /// Tries one spelling of word `at` as it stands and with the endings of its dictionary forms. The walk along the spelling is
    /// made once; each form goes on from where its stem ends.
    fn forms(&mut self, walk: Walk<'g>, at: usize, spelling: (&str, bool)) {
        let (spelling, sister) = spelling;
        let mut ways: [Option<Walk<'g>>; LONGEST_WORD / 2 + 2] = [None; LONGEST_WORD / 2 + 2];
        let mut now = walk;
        ways[0] = Some(now);
        let mut letters = false;
        for (number, c) in spelling.chars().enumerate() {
            if number + 1 >= ways.len() || !now.feed(c, &mut letters) {
                break;
            }
            ways[number + 1] = Some(now);
        }
        let count = spelling.chars().count();
        if let Some(way) = ways.get(count).copied().flatten() {
            self.step(way, at, Form { stem: spelling, middle: "", end: "", changed: sister });
        }
        let mut tried: Vec<(usize, &str, &str)> = Vec::new();
        nominatives(spelling, &mut |stem, middle, end| {
            let Some(way) = ways.get(stem.chars().count()).copied().flatten() else { return };
            if tried.contains(&(stem.len(), middle, end)) {
                return;
            }
            tried.push((stem.len(), middle, end));
            let mut next = way;
            if next.feed_all(middle) && next.feed_all(end) {
                self.step(next, at, Form { stem, middle, end, changed: true });
            }
        });
    }

    /// One form of word `at` was walked: takes the name that ends here, and goes on to the next word.
    fn step(&mut self, walk: Walk<'g>, at: usize, form: Form<'_>) {
        self.steps += 1;
        let Form { stem, middle, end, changed } = form;
        let value = walk.value().filter(|_| changed || self.changed);
        if self.steps > MOST_STEPS || value.is_none() && !walk.goes_on() {
            return;
        }
        let before = self.changed;
        self.taken.push(format!("{stem}{middle}{end}"));
        self.changed |= changed;
        if let Some(value) = value {
            self.found.push(CaseMatch {
                words: at + 1,
                lemma: self.taken.join(" "),
                candidates: Candidates::behind(value, self.gazetteer.section(Section::Postings)),
                adjective: false,
            });
        }
        if walk.goes_on() {
            self.word(walk.gap(), at + 1);
        }
        self.taken.pop();
        self.changed = before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(words: &[&str]) -> Vec<(String, usize)> {
        let found = Gazetteer::embedded().case_matches(words);
        found.into_iter().map(|found| (found.lemma, found.words)).collect()
    }

    #[test]
    fn case_forms_lead_to_names() {
        for (words, lemma) in [
            (&["Полтавой", "и"][..], "полтава"),
            (&["Великом", "Новгороде"], "великии новгород"),
            (&["Нижним", "Тагилом"], "нижнии тагил"),
            (&["Комсомольске", "на", "Амуре"], "комсомольск на амуре"),
            (&["Львовской", "области"], "львовская область"),
            (&["Львовской", "и"], "львовская область"),
            (&["Одещині"], "одеська область"),
            (&["Тульской"], "тульская область"),
            (&["Вінниці"], "вінниця"),
        ] {
            let found = lemmas(words);
            assert!(
                found
                    .iter()
                    .any(|(found, _)| super::super::normalise(found) == super::super::normalise(lemma)),
                "{words:?}: {found:?}"
            );
        }
    }

    #[test]
    fn other_words_and_scripts_lead_nowhere() {
        for words in [&["после"][..], &["London"], &["сообщил"], &[], &[""], &["北京"]] {
            assert!(lemmas(words).is_empty(), "{words:?}: {:?}", lemmas(words));
        }
        let long = "Киев".repeat(50_000);
        assert!(lemmas(&[long.as_str(), long.as_str()]).is_empty());
    }
}
