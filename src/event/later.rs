//! "Gunmen took 15 students in the north. The students were seized at a school in X": a sentence that tells no event of its own,
//! but where in its area the one before it was.

use super::alike::place_rank;
use super::choose::site_rank;
use super::ledger::Ledger;
use super::lexicon::class;
use super::phrases::is_caption;
use super::reading::Reading;
use super::site::Site;
use super::told::Told;
use super::weapon::is_weapon;
use super::{place, summary};
use crate::evidence::Evidence;

/// Sentences after the event's own in which its place may follow.
const REACH: usize = 3;

/// The event told last once more, for the place that this sentence gives it; none where the sentence does not say so.
#[must_use]
pub fn placed<'s>(
    reading: &Reading<'_>,
    sentence: usize,
    last: Option<&Told>,
    sites: &'s [Site],
) -> Option<(Told, &'s Site)> {
    let bounds = reading.sentence(sentence);
    let last = last.filter(|last| {
        last.modality.is_drawn()
            && place_rank(last) >= 3
            && !last.plural
            && last.sentence < sentence
            && last.sentence + REACH >= sentence
    })?;
    let site = of_the_same(reading, bounds.first_token, sites)
        .or_else(|| of_one_noun(reading, bounds.first_token, last.sentence, sites))?;
    let place = place::place_at(reading, site.heads.first()?, false);
    let (narrow, area) = place.place.as_ref().zip(last.place.place.as_ref())?;
    let inside = narrow.id.split('/').next() == Some(area.id.as_str()) || summary::inside(area, narrow);
    if !inside || is_caption(reading, sentence) {
        return None;
    }
    let mut told = last.clone();
    told.ledger = Ledger::default();
    told.casualties = told.ledger.casualties();
    (told.sentence, told.paragraph) = (sentence, bounds.paragraph);
    (told.heading, told.anaphoric, told.again, told.separate) = (false, false, true, false);
    told.evidence = vec![Evidence::of("place.later", "the sentences after it tell where in the area")];
    told.tellings = 1;
    Some((told, site))
}

/// "A bridge collapsed in the north, killing nine. The bridge in X gave way": the noun of the event's own sentence, and where it is.
fn of_one_noun<'s>(reading: &Reading<'_>, first: usize, told: usize, sites: &'s [Site]) -> Option<&'s Site> {
    const NOUN: usize = 4;
    let [site] = sites else { return None };
    let before = reading.sentence(told);
    let same = |at: usize| {
        let word = reading.word(at);
        word.len() >= NOUN
            && !reading.is(at, class::KIND_WORD | class::OFFICIAL | class::TITLE | class::PERSON)
            && (before.first_token..before.end_token).any(|other| reading.word(other) == word)
    };
    let noun = (first + 1..first + 3).find(|at| same(*at))?;
    let led = reading.word(first) == "the"
        && matches!(reading.word(noun + 1), "in" | "at" | "near" | "outside")
        && site.first <= noun + 5;
    (led && site.cost <= 3 && site_rank(reading, site) <= 2).then_some(site)
}

/// "The device was hidden in X", "The victims were travelling near X": the only place of a sentence that begins with what was
/// spoken of and says how it was with it.
fn of_the_same<'s>(reading: &Reading<'_>, first: usize, sites: &'s [Site]) -> Option<&'s Site> {
    let [site] = sites else { return None };
    let noun = (first + 1..first + 4).find(|at| {
        !reading.is(*at, class::OFFICIAL | class::TITLE)
            && reading.is(*at, class::PERSON | class::VEHICLE | class::FACILITY | class::EVENT_NOUN)
            || is_weapon(reading, *at)
            || reading.is(*at, class::KNOWN_THING)
    })?;
    let led = reading.word(first) == "the"
        && (noun + 1..noun + 3).any(|at| matches!(reading.word(at), "was" | "were" | "is" | "had"));
    let placed =
        (1..=4).any(|back| matches!(reading.before(site.first, back), "in" | "at" | "near" | "outside"));
    let spoken = (first..site.first).any(|at| reading.is(at, class::SPEECH | class::MOVE));
    let narrow = site.cost <= 3 && site_rank(reading, site) <= 2;
    (led && placed && !spoken && narrow).then_some(site)
}
