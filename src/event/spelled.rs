//! "Rebels raided three villages. A, B and C lie in the west": places that are counted first and named later.

use super::lexicon::class;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::site::Site;
use super::told::Told;
use super::trigger::Trigger;
use crate::text::{TokenKind, numbers};

/// "in two villages, A and B", "four places were hit: A, B, C and D": as many names follow as were counted, or after a colon most
/// of them, for one may be unknown.
pub fn follows_count(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let mark = mark_before(reading, site.first);
    let from = site.first.saturating_sub(24).max(trigger.first.saturating_sub(12));
    let told = reading.word(mark) == ":";
    // "Nine settlements came under fire, the governor said on Thursday: A, B and C"; not "11 villages in four districts: A and B".
    let settled = |noun: usize| reading.is(noun, class::PLACES);
    let opens = |noun: usize| noun + 1 == mark || told && (settled(noun) || noun + 16 >= site.first);
    site.heads.len() > 1
        && site.first > trigger.end
        && matches!(reading.word(mark), "," | ":" | "-" | "(")
        && (from..mark)
            .filter(|noun| reading.is(*noun, class::PLACES) && opens(*noun))
            .any(|noun| is_most(count_before(reading, noun, 0), site.heads.len(), told && settled(noun)))
}

/// The mark before a list; articles, quotation marks and a first name that was not recognised may stand between.
fn mark_before(reading: &Reading<'_>, first: usize) -> usize {
    let skipped = |at: usize| {
        matches!(reading.word(at), "the" | "\"" | "of" | "and")
            || reading.is(at, class::KIND_WORD)
            || reading.prose.tokens[at].capital
    };
    let mut at = first;
    while at > 0 && first - at < 6 && skipped(at - 1) {
        at -= 1;
    }
    // ": Unknown, Odd nova, A and B": names that were not recognised stand first in the list.
    let token = |at: usize| &reading.prose.tokens[at];
    let named = |at: usize| {
        token(at).capital
            || matches!(reading.word(at), "," | "and" | "-" | "\"" | "the")
            || token(at).kind == TokenKind::Number
            || at > 0 && token(at - 1).capital && matches!(reading.word(at + 1), "," | "and")
    };
    let mut mark = at.saturating_sub(1);
    if reading.word(mark) == "," {
        let colon = (mark.saturating_sub(MOST_UNKNOWN)..mark).rev().find(|at| !named(*at));
        mark = colon.filter(|at| reading.word(*at) == ":").unwrap_or(mark);
    }
    mark
}

/// Tokens of unknown names at most before the first known name of a list.
const MOST_UNKNOWN: usize = 16;

/// True if `named` places may be those that were counted: all, or at least half where the list itself is plain, or most of a
/// long list.
fn is_most(count: Option<usize>, named: usize, plain: bool) -> bool {
    let long = |count: usize| named >= LONG && named * 4 >= count * 3;
    count.is_some_and(|count| count == named || named < count && (plain && named * 2 >= count || long(count)))
}

/// A list of so many names is the one that was counted, though one of its names be unknown.
const LONG: usize = 4;

/// The number right before a noun: "three villages".
fn count_before(reading: &Reading<'_>, noun: usize, start: usize) -> Option<usize> {
    (noun.saturating_sub(3).max(start)..noun).find_map(|at| {
        let number = numbers::read_at(&reading.words, reading.prose, at)?;
        let exact = number.end <= noun && (number.low == number.high || number.high.is_none());
        number.best.or(number.low).filter(|_| exact).and_then(|count| usize::try_from(count).ok())
    })
}

/// Most places that are counted.
const MOST: usize = 40;

/// A sentence that begins with the site, after a mark of an item at most.
fn is_item(reading: &Reading<'_>, sentence: usize, site: &Site) -> bool {
    let first = reading.sentence(sentence).first_token;
    (first..site.first).all(|at| {
        matches!(reading.word(at), "-" | "•" | "*" | "·" | "►" | "the") || reading.is(at, class::KIND_WORD)
    })
}

/// "These are, in particular, A, B and C", "Among them are A and B": all that the sentence does is to name places.
fn is_told(reading: &Reading<'_>, sentence: usize, site: &Site) -> bool {
    let start = reading.sentence(sentence).first_token;
    site.first <= start + 7
        && matches!(reading.word(start), "these" | "they" | "those" | "among" | "namely")
        && (start..site.first).any(|at| matches!(reading.word(at), "are" | "include" | "were" | "namely"))
}

/// Sentences after the count in which the names may follow.
const REACH: usize = 4;

/// A telling whose places are counted, until they are named.
pub struct Counted {
    /// The telling, still without its places.
    pub told: Told,
    count: usize,
    /// True if the count ends in ":" with the names in the items of a list.
    items: bool,
    sentence: usize,
}

impl Counted {
    /// The telling, if the words around its trigger count several places.
    pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize, told: &Told) -> Option<Self> {
        let bounds = reading.sentence(sentence);
        let around =
            trigger.first.saturating_sub(10).max(bounds.first_token)..bounds.end_token.min(trigger.end + 12);
        let count = around
            .filter(|at| reading.is(*at, class::PLACES))
            .find_map(|noun| count_before(reading, noun, bounds.first_token))
            .filter(|count| (2..=MOST).contains(count))?;
        let items = reading.before(bounds.end_token, 1) == ":";
        Some(Self { told: told.clone(), count, items, sentence })
    }

    /// True once the names can no longer follow.
    pub fn is_over(&self, sentence: usize) -> bool {
        sentence > self.sentence + REACH || self.count == 0
    }

    /// What is still to be named after a list of places.
    pub fn less(mut self, named: usize, sentence: usize) -> Option<Self> {
        self.count = self.count.saturating_sub(named);
        self.sentence = sentence;
        (self.items && self.count > 0).then_some(self)
    }

    /// The list of just as many places in a later sentence; of fewer in the items of a list and after "these are".
    pub fn named<'s>(&self, reading: &Reading<'_>, sentence: usize, sites: &'s [Site]) -> Option<&'s Site> {
        let country =
            |site: &Site| site.heads.iter().any(|head| rank(class_of(&reading.toponyms[head.toponym])) >= 4);
        sites.iter().filter(|_| sentence > self.sentence).find(|site| {
            let named = site.heads.len();
            let item = self.items && named < self.count && is_item(reading, sentence, site);
            (item || is_most(Some(self.count), named, is_told(reading, sentence, site))) && !country(site)
        })
    }
}
