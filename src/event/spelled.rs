//! "Rebels raided three villages. A, B and C lie in the west": places that are counted first and named later.

use super::lexicon::class;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::site::Site;
use super::told::Told;
use super::trigger::Trigger;
use crate::text::numbers;

/// "in two villages, A and B", "four places were hit: A, B, C and D": just as many names follow as were counted.
pub fn follows_count(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let mark = reading.before(site.first, 1);
    let from = site.first.saturating_sub(16).max(trigger.first.saturating_sub(10));
    site.heads.len() > 1
        && site.first > trigger.end
        && matches!(mark, "," | ":" | "-")
        && (from..site.first)
            .filter(|noun| reading.is(*noun, class::PLACES) && (mark == ":" || noun + 2 == site.first))
            .any(|noun| count_before(reading, noun, 0) == Some(site.heads.len()))
}

/// The number right before a noun: "three villages".
fn count_before(reading: &Reading<'_>, noun: usize, start: usize) -> Option<usize> {
    (noun.saturating_sub(3).max(start)..noun).find_map(|at| {
        let number = numbers::read_at(&reading.words, reading.prose, at)?;
        let exact = number.end <= noun && number.low == number.high;
        number.best.filter(|_| exact).and_then(|count| usize::try_from(count).ok())
    })
}

/// Sentences after the count in which the names may follow.
const REACH: usize = 4;

/// A telling whose places are counted, until they are named.
pub struct Counted {
    /// The telling, still without its places.
    pub told: Told,
    count: usize,
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
            .filter(|count| (2..=20).contains(count))?;
        Some(Self { told: told.clone(), count, sentence })
    }

    /// True once the names can no longer follow.
    pub fn is_over(&self, sentence: usize) -> bool {
        sentence > self.sentence + REACH
    }

    /// The list of just as many places in a later sentence.
    pub fn named<'s>(&self, reading: &Reading<'_>, sentence: usize, sites: &'s [Site]) -> Option<&'s Site> {
        let country =
            |site: &Site| site.heads.iter().any(|head| rank(class_of(&reading.toponyms[head.toponym])) >= 4);
        sites
            .iter()
            .filter(|_| sentence > self.sentence)
            .find(|site| site.heads.len() == self.count && !country(site))
    }
}
