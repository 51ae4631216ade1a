//! Runs of capitalised words that no known name claims: what may be a place that no layer has.

use std::collections::BTreeSet;

use super::atlas::Atlas;
use super::features::{Feature, Features};
use super::kind_words;
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::scan::joined;

/// A run of capitalised words longer than this is a heading or a title, not a name.
const MOST_WORDS: usize = 4;

/// How an unknown run of capitals came to be taken for a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cue {
    /// "the village of X", "X district".
    Kind,
    /// "in X, Lublin Voivodeship".
    Area,
    /// In a list with a place.
    List,
    /// Where only a place can stand: "shelled X", "a resident of X".
    Slot,
    /// After "in" or "near".
    Preposition,
    /// The same words have a better cue elsewhere.
    Elsewhere,
    None,
}

impl Cue {
    fn probability(self) -> f64 {
        match self {
            Self::Kind => 0.9,
            Self::Area => 0.85,
            Self::List => 0.7,
            Self::Elsewhere => 0.65,
            Self::Slot => 0.6,
            Self::Preposition => 0.5,
            Self::None => 0.0,
        }
    }
}

/// A run of capitalised words that no place, person or list of ordinary words claims.
#[derive(Debug)]
pub(super) struct Run {
    pub first: usize,
    pub end: usize,
    pub words: String,
    pub cue: Cue,
}

impl Run {
    pub fn into_hit<A: Atlas + ?Sized>(self, page: &Page<'_>, names: &mut Names<'_, A>) -> Hit {
        let mut features = Features::default();
        features.set(Feature::KindWord, self.cue == Cue::Kind);
        Hit {
            first: self.first,
            end: self.end,
            kind: kind_words::around(page, self.first, self.end),
            name: names.number(&self.words),
            features,
            probability: self.cue.probability(),
            dateline: false,
        }
    }
}

/// The tokens of lists that a plural word of kind opens: "the towns of A, B and C". No name in them is a person's.
fn enumerated(page: &Page<'_>) -> Vec<bool> {
    let mut listed = vec![false; page.len()];
    for opens in 0..page.len() {
        let plural = page.is(opens, Classes::PLURAL) && !page.capital(opens);
        if !plural || !page.is(opens + 1, Classes::OF) {
            continue;
        }
        let sentence = page.sentence_of(opens);
        let member = |at: usize| {
            page.capital(at)
                || page.is(at, Classes::PARTICLE)
                || page.hyphen(at)
                || matches!(page.lower(at), "," | "and" | "or")
        };
        let end = (opens + 2..page.len())
            .find(|&at| page.sentence_of(at) != sentence || !member(at))
            .unwrap_or(page.len());
        let several = (opens + 2..end).any(|at| matches!(page.lower(at), "," | "and"));
        let told = page.is(end, Classes::SPEECH) && end < page.len();
        if several && !told {
            listed[opens + 2..end].fill(true);
        }
    }
    listed
}

/// What a document's runs are looked for with.
pub(super) struct Ground<'a> {
    /// True for tokens that a known name or a person claims.
    pub taken: Vec<bool>,
    /// True for tokens of lists that a plural word of kind opens.
    listed: Vec<bool>,
    /// The family names of the document's persons.
    pub family: &'a BTreeSet<String>,
}

impl<'a> Ground<'a> {
    /// With the names that are known.
    pub fn new(page: &Page<'_>, known: &[Hit], family: &'a BTreeSet<String>) -> Self {
        let listed = enumerated(page);
        let mut taken: Vec<bool> = (0..page.len()).map(|at| page.person[at] && !listed[at]).collect();
        for hit in known {
            taken[hit.first..hit.end.max(hit.kind.end).min(page.len())].fill(true);
        }
        Self { taken, listed, family }
    }
}

/// All runs of the page, in order.
pub(super) fn runs(page: &Page<'_>, ground: &Ground<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < page.len() {
        if !starts(page, at, &ground.taken) {
            at += 1;
            continue;
        }
        let end = end_of(page, at, &ground.taken);
        runs.extend(run_of(page, at, end, ground));
        at = end.max(at + 1);
    }
    runs
}

/// True if a run may begin at `at`.
fn starts(page: &Page<'_>, at: usize, taken: &[bool]) -> bool {
    // "M23", "T72": an army or a tank.
    let coded = || page.word(at).bytes().any(|byte| byte.is_ascii_digit());
    may_belong(page, at, taken)
        && !coded()
        && (!page.is(at, Classes::COMPASS) || may_belong(page, at + 1, taken))
}

/// One past the last token of the run that begins at `first`.
pub(super) fn end_of(page: &Page<'_>, first: usize, taken: &[bool]) -> usize {
    let sentence = page.sentence_of(first);
    let mut at = first;
    while at < page.len() && page.sentence_of(at) == sentence {
        if may_belong(page, at, taken) || at > first && (is_ordinal(page, at) || is_particle(page, at, taken))
        {
            at += 1;
        } else if page.hyphen(at)
            && at > first
            && (page.capital(at + 1)
                || page.is(at + 1, Classes::PREPOSITION.with(Classes::PARTICLE))
                || page.lower(at + 1).len() <= 3)
        {
            at += 2;
        } else {
            break;
        }
    }
    at.min(taken.len())
}

/// The run, if it can be a name at all.
pub(super) fn run_of(page: &Page<'_>, first: usize, end: usize, ground: &Ground<'_>) -> Option<Run> {
    let words = joined(page, first, end);
    let listed = ground.listed[first];
    let known_person = (ground.family.contains(page.lower(end - 1)) || page.person[first]) && !listed;
    let all_caps = page.token(first).is_some_and(|token| token.all_caps) && page.case(first) != Capitals::All;
    let ordinary = (first..end).all(|token| page.is(token, Classes::COMMON)) && end - first == 1;
    // "Su-57", "MiG-29", "Mi-8": a machine by its number. Not "Zolote-5".
    let numbered = page.hyphen(first + 1)
        && page.word(first).chars().count() <= 3
        && end == first + 3
        && page.word(first + 2).bytes().any(|byte| byte.is_ascii_digit());
    let may = end - first <= 2 * MOST_WORDS
        && !numbered
        && !known_person
        && !all_caps
        && words.chars().count() > 2
        && !(ordinary && page.opens_sentence(first) || is_rest(page, first, &ground.taken));
    may.then_some(Run { first, end, words, cue: Cue::None })
}

/// "II" of "Kolo II".
pub(super) fn is_ordinal(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX")
}

/// "del" of "Rosa del Monte": a small word of family names and of places between two capitals.
fn is_particle(page: &Page<'_>, at: usize, taken: &[bool]) -> bool {
    // "ez-Zor" of "Deir ez-Zor".
    let article = page.word(at).len() <= 3 && page.hyphen(at + 1) && may_belong(page, at + 2, taken);
    !page.capital(at) && (page.is(at, Classes::PARTICLE) && may_belong(page, at + 1, taken) || article)
}

/// True for what a hyphen ties to a known name: "Siverska" of "Novhorod-Siverska".
fn is_rest(page: &Page<'_>, first: usize, taken: &[bool]) -> bool {
    let tight =
        |at: usize| page.token(at).zip(page.token(at + 1)).is_some_and(|(a, b)| a.span.end == b.span.start);
    first >= 2 && page.hyphen(first - 1) && taken[first - 2] && tight(first - 2) && tight(first - 1)
}

pub(super) fn may_belong(page: &Page<'_>, at: usize, taken: &[bool]) -> bool {
    if taken.get(at).copied().unwrap_or(true) || page.is(at, Classes::DEMONYM) {
        return false;
    }
    let not = Classes::TITLE
        .with(Classes::CALENDAR)
        .with(Classes::AGENCY)
        .with(Classes::KIND)
        .with(Classes::PREPOSITION)
        .with(Classes::ARTICLE)
        .with(Classes::LIST)
        .with(Classes::OF)
        .with(Classes::NEVER)
        .with(Classes::SPEECH);
    let particle = page.is(at, Classes::PARTICLE);
    let article = particle && page.hyphen(at + 1) && page.capital(at + 2);
    // "Port Verrin": a word of kind that begins a name.
    let port = || {
        page.lower(at) == "port" && page.capital(at + 1) && page.sentence_of(at) == page.sentence_of(at + 1)
    };
    article || page.capital(at) && (!page.is(at, not) || particle || port())
}
