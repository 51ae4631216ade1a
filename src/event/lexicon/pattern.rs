//! Patterns of words and how they are found in a text.

use super::Class;

/// The tokens of one text as word numbers and classes.
#[derive(Debug)]
pub struct Coded {
    /// Word number of each token; 0 for a word that the lexicon does not have, 1 for a number.
    pub ids: Vec<u32>,
    /// Classes of each token.
    pub classes: Vec<Class>,
    /// The set of lists that each token is in.
    pub(super) lists: Vec<u16>,
    /// What the tokens from each one to the end of its sentence look like together.
    pub(super) ahead: Vec<Ahead>,
}

/// What words look like together, or a word of a pattern: one bit of 256 for each word number, and the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ahead {
    looks: [u64; 4],
    classes: Class,
}

impl Ahead {
    /// What any words look like.
    pub(super) const ANY: Self = Self { looks: [u64::MAX; 4], classes: Class::MAX };

    /// Adds a word.
    #[inline]
    pub(super) fn add(&mut self, id: u32, classes: Class) {
        self.looks[(id / 64 % 4) as usize] |= look(id);
        self.classes |= classes;
    }

    /// False if the two have no word in common.
    #[inline]
    fn meets(&self, other: &Self) -> bool {
        let looks = self.looks.iter().zip(&other.looks).any(|(a, b)| a & b != 0);
        looks || self.classes & other.classes != 0
    }
}

impl Coded {
    /// True if the token is in one of `classes`.
    #[inline]
    #[must_use]
    pub fn is(&self, at: usize, classes: Class) -> bool {
        self.classes.get(at).is_some_and(|have| have & classes != 0)
    }
}

pub(super) const UNKNOWN: u32 = 0;
pub(super) const NUMBER: u32 = 1;
/// The first of [`BREAKS`].
const COMMA: u32 = 2;
/// The fourth of [`BREAKS`].
const QUOTE: u32 = 5;

/// One row of a pattern file.
#[derive(Debug, Clone)]
pub struct Rule<T> {
    /// The row's id, which goes into the evidence.
    pub id: String,
    /// What it means.
    pub value: T,
    pub(super) pattern: Vec<Element>,
    /// What must not stand right before.
    pub(super) not_before: Unwanted,
    /// What must not follow.
    pub(super) not_after: Unwanted,
}

/// Words and phrases that must not stand beside a match.
#[derive(Debug, Clone, Default)]
pub(super) struct Unwanted {
    /// Word numbers.
    pub(super) words: Vec<u32>,
    /// Classes of words.
    pub(super) classes: Class,
    /// Phrases of two words and more, as word numbers.
    pub(super) phrases: Vec<Vec<u32>>,
}

impl Unwanted {
    /// True if one of them ends right before token `at`.
    #[inline]
    fn ends_at(&self, coded: &Coded, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        self.is_word(coded, last)
            || self.phrases.iter().any(|phrase| {
                at.checked_sub(phrase.len()).and_then(|from| coded.ids.get(from..at)) == Some(phrase)
            })
    }

    /// True if one of them begins at token `at`.
    #[inline]
    fn begins_at(&self, coded: &Coded, at: usize) -> bool {
        self.is_word(coded, at)
            || self
                .phrases
                .iter()
                .any(|phrase| coded.ids.get(at..at + phrase.len()) == Some(phrase.as_slice()))
    }

    #[inline]
    fn is_word(&self, coded: &Coded, at: usize) -> bool {
        let known = coded.ids.get(at).copied().unwrap_or(UNKNOWN);
        coded.is(at, self.classes) || known != UNKNOWN && self.words.contains(&known)
    }
}

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Element {
    /// `looks` has the bit of each id's last six bits: most words are told from all of them by it.
    Words {
        ids: Vec<u32>,
        looks: u64,
        classes: Class,
        optional: bool,
    },
    Gap(usize),
}

/// All patterns of one file, indexed by their first word.
#[derive(Debug)]
pub struct Patterns<T> {
    pub(super) rules: Vec<Rule<T>>,
    pub(super) by_first: Vec<Vec<u32>>,
    /// What the second word of each rule must look like, where two words must follow each other: its id's look and its classes.
    pub(super) seconds: Vec<Option<(u64, Class)>>,
    /// What some word behind the first of each rule must look like.
    pub(super) later: Vec<Option<Ahead>>,
}

impl<T> Patterns<T> {
    /// Notes which rules may begin with each word.
    pub(super) fn index(&mut self, classes: &[Class]) {
        self.seconds = self.rules.iter().map(|rule| second(&rule.pattern)).collect();
        self.later = self.rules.iter().map(|rule| later(&rule.pattern)).collect();
        self.by_first = vec![Vec::new(); classes.len()];
        for (number, rule) in self.rules.iter().enumerate() {
            for element in &rule.pattern {
                let Element::Words { ids, classes: wanted, optional, .. } = element else { break };
                let of_classes = classes.iter().enumerate().filter(|(_, have)| *have & wanted != 0);
                let of_classes = of_classes.map(|(id, _)| id).filter(|_| *wanted != 0);
                for id in ids.iter().map(|id| *id as usize).chain(of_classes) {
                    let number = number as u32;
                    if self.by_first[id].last() != Some(&number) {
                        self.by_first[id].push(number);
                    }
                }
                if !optional {
                    break;
                }
            }
        }
    }

    /// The rules whose pattern begins at token `at` and ends by `limit`, each with the index past its last token.
    pub fn at<'p, 'c>(
        &'p self,
        coded: &'c Coded,
        at: usize,
        limit: usize,
    ) -> impl Iterator<Item = (&'p Rule<T>, usize)> + use<'p, 'c, T> {
        let first = coded.ids.get(at).copied().unwrap_or(UNKNOWN);
        let rules = if first == UNKNOWN {
            &[]
        } else {
            self.by_first.get(first as usize).map_or(&[][..], Vec::as_slice)
        };
        rules.iter().filter_map(move |&number| {
            if let Some((looks, classes)) = self.seconds[number as usize] {
                let next = coded.ids.get(at + 1).is_some_and(|id| looks & look(*id) != 0);
                if !next && !coded.is(at + 1, classes) {
                    return None;
                }
            }
            if let Some(later) = &self.later[number as usize]
                && !coded.ahead.get(at + 1).is_some_and(|ahead| ahead.meets(later))
            {
                return None;
            }
            let rule = &self.rules[number as usize];
            if rule.not_before.ends_at(coded, at) {
                return None;
            }
            let end = matches_from(&rule.pattern, coded, at, limit)?;
            (!rule.not_after.begins_at(coded, end)).then_some((rule, end))
        })
    }

    /// True if a rule's pattern begins at token `at`, and only what stands beside it keeps the rule from matching: "fans flooded".
    #[must_use]
    pub fn is_barred(&self, coded: &Coded, at: usize, limit: usize) -> bool {
        let first = coded.ids.get(at).copied().unwrap_or(UNKNOWN);
        let rules = self.by_first.get(first as usize).filter(|_| first != UNKNOWN);
        rules.into_iter().flatten().any(|&number| {
            let rule = &self.rules[number as usize];
            matches_from(&rule.pattern, coded, at, limit)
                .is_some_and(|end| rule.not_before.ends_at(coded, at) || rule.not_after.begins_at(coded, end))
        })
    }

    /// Every rule.
    #[must_use]
    pub fn rules(&self) -> &[Rule<T>] {
        &self.rules
    }
}

/// What the second word of a pattern must look like, if its first two elements are one word each.
fn second(pattern: &[Element]) -> Option<(u64, Class)> {
    match pattern {
        [
            Element::Words { optional: false, .. },
            Element::Words { looks, classes, optional: false, .. },
            ..,
        ] => Some((*looks, *classes)),
        _ => None,
    }
}

/// What the rarest of the words must look like that a pattern cannot do without behind the first of them.
fn later(pattern: &[Element]) -> Option<Ahead> {
    let needed = pattern.iter().filter_map(|element| match element {
        Element::Words { ids, classes, optional: false, .. } => Some((*classes, ids)),
        _ => None,
    });
    let rarest = needed.skip(1).min_by_key(|(classes, ids)| (*classes != 0, ids.len()))?;
    let mut looks = Ahead::default();
    rarest.1.iter().for_each(|id| looks.add(*id, rarest.0));
    looks.classes |= rarest.0;
    Some(looks)
}

/// The bit of a word number in the looks of an element.
pub(super) fn look(id: u32) -> u64 {
    1 << (id % 64)
}

fn matches_from(pattern: &[Element], coded: &Coded, at: usize, limit: usize) -> Option<usize> {
    let Some((element, rest)) = pattern.split_first() else { return Some(at) };
    match element {
        Element::Words { ids, looks, classes, optional } => {
            let among = |id: &u32| looks & look(*id) != 0 && ids.binary_search(id).is_ok();
            let fits = at < limit && (coded.is(at, *classes) || coded.ids.get(at).is_some_and(among));
            if fits && let Some(end) = matches_from(rest, coded, at + 1, limit) {
                return Some(end);
            }
            if *optional { matches_from(rest, coded, at, limit) } else { None }
        }
        Element::Gap(most) => {
            let mut next = at;
            for _ in 0..=*most {
                if let Some(end) = matches_from(rest, coded, next, limit) {
                    return Some(end);
                }
                // "The bomb, hidden under a stall, went off": an inserted phrase counts as one word.
                next = match coded.ids.get(next) {
                    Some(&COMMA) => past_insertion(coded, next, limit)?,
                    Some(&QUOTE) if is_by_quoted_name(coded, next) => next + 1,
                    Some(&id) if !is_break(id) => next + 1,
                    _ => return None,
                };
            }
            None
        }
    }
}

/// Most words of an inserted phrase that a pattern may cross.
const INSERTION: usize = 16;

/// The token past the comma that closes the phrase which the comma at `open` begins: of three words or more, or of names ("the
/// church in Tarsin, Velland, was burned"), which are words that no row has.
fn past_insertion(coded: &Coded, open: usize, limit: usize) -> Option<usize> {
    (open + 1..limit.min(open + INSERTION))
        .find(|at| coded.ids.get(*at).is_some_and(|id| is_break(*id)))
        .filter(|at| coded.ids.get(*at) == Some(&COMMA))
        .filter(|at| *at > open + 3 || (open + 1..*at).all(|name| coded.ids.get(name) == Some(&UNKNOWN)))
        .map(|at| at + 1)
}

/// True if the quotation mark at `mark` opens or closes a name of at most three words: a "Lancet" hit the bridge.
fn is_by_quoted_name(coded: &Coded, mark: usize) -> bool {
    const NAME: usize = 3;
    let quote = |at: usize| coded.ids.get(at) == Some(&QUOTE);
    (mark + 2..=mark + NAME + 1).any(quote)
        || (mark.saturating_sub(NAME + 1)..mark.saturating_sub(1)).any(quote)
}

fn is_break(id: u32) -> bool {
    (2..2 + BREAKS.len() as u32).contains(&id)
}

/// Marks that no gap of a pattern may cross but for a phrase between two commas; they take the word numbers from 2 on.
pub(super) const BREAKS: [&str; 5] = [",", ";", ":", "\"", "("];

#[cfg(test)]
mod tests {
    use super::super::english;
    use super::*;
    use crate::text::{Lowered, Prose};

    /// The rules that match anywhere in the sentences of a text, with where they begin and end.
    fn matches<T>(patterns: &Patterns<T>, coded: &Coded, prose: &Prose) -> Vec<(String, usize, usize)> {
        let ends = |at: usize| prose.sentences[prose.tokens[at].sentence].end_token;
        let at = |at| patterns.at(coded, at, ends(at)).map(move |(rule, end)| (rule.id.clone(), at, end));
        (0..coded.ids.len()).flat_map(at).collect()
    }

    #[test]
    fn no_match_is_lost_by_what_lies_ahead() {
        let mut found = 0;
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap() {
            let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
            let prose = Prose::read(&text);
            let coded = english().code(&Lowered::read(&prose), &prose);
            let mut blind = english().code(&Lowered::read(&prose), &prose);
            blind.ahead.fill(Ahead::ANY);
            let lexicon = english();
            let seen = matches(&lexicon.triggers, &coded, &prose);
            assert_eq!(seen, matches(&lexicon.triggers, &blind, &prose));
            assert_eq!(matches(&lexicon.cues, &coded, &prose), matches(&lexicon.cues, &blind, &prose));
            assert_eq!(matches(&lexicon.harms, &coded, &prose), matches(&lexicon.harms, &blind, &prose));
            found += seen.len();
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn words_ahead_end_with_the_sentence() {
        let text = "Two were killed. A drone fell.";
        let prose = Prose::read(text);
        let coded = english().code(&Lowered::read(&prose), &prose);
        let of = |at: usize| {
            let mut own = Ahead::default();
            own.add(coded.ids[at], coded.classes[at]);
            own
        };
        assert_ne!(coded.ids[2], UNKNOWN);
        assert!(coded.ahead[0].meets(&of(2)) && coded.ahead[2].meets(&of(2)));
        // At its last token nothing lies ahead but that.
        assert_eq!(coded.ahead[3], of(3));
        assert_ne!(coded.ahead[4], of(4));
    }
}
