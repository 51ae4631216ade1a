//! Which words name places, and which place each one means.
//!
//! | to find | call |
//! | --- | --- |
//! | all place names of a document | [`find`] |
//! | the same with places of your own | [`find_in`], with an [`atlas::Atlas`] |
//! | where the part of the Earth is known beforehand | [`find_near`], with a [`bias::Bias`] |
//! | fewer or more unsure ones | [`find_sure`] |
//! | which places marked words mean | [`resolve_given`] |
//!
//! A [`Toponym`] keeps its rivals and its reasons. A name that no source has, or whose places cannot be told apart, is found all the
//! same and has no place.

pub(crate) mod adjectives;
pub mod atlas;
pub mod bias;
mod coarse;
pub(crate) mod context;
pub mod dateline;
pub(crate) mod features;
mod finish;
mod given;
pub(crate) mod governor;
pub(crate) mod kind_words;
pub(crate) mod lexicon;
pub mod lists;
pub(crate) mod named_like_places;
pub mod names;
pub mod page;
pub(crate) mod people;
pub(crate) mod predicate;
pub mod recognise;
pub mod resolve;
pub(crate) mod scan;
#[cfg(test)]
mod sentences;
pub(crate) mod signs;
pub(crate) mod slavic;
mod slavic_doubts;
mod slavic_lexicon;
pub(crate) mod stated_offset;
pub mod unknown;
#[cfg(test)]
mod unknown_asked;
mod unknown_cues;
mod unknown_lists;
mod unknown_longer;
mod unknown_members;
mod unknown_runs;
mod unknown_slots;
mod unknown_words;
pub mod usage;
pub(crate) mod use_model;
mod use_nouns;
pub mod use_signs;
#[cfg(test)]
mod uses;
pub(crate) mod ways;
mod withhold;
mod within;
mod world;

pub use given::resolve_given;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use self::atlas::Atlas;
use self::bias::Bias;
use self::finish::Found;
use self::lexicon::Lexicon;
use self::names::Names;
use self::page::Page;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::gazetteer::{Gazetteer, Place};
use crate::text::{Prose, Span};

/// Reads the words that tell names of places, which the first text would do else.
pub fn warm_up() {
    let _ = Lexicon::english();
}

/// All place names of a document, in order: also those whose place is not known, with the reason.
#[must_use]
pub fn find(document: &Document, prose: &Prose, gazetteer: &Gazetteer) -> Vec<Toponym> {
    find_in(&document.text, prose, gazetteer)
}

/// As [`find`], with any source of places.
pub fn find_in<A: Atlas + ?Sized>(text: &str, prose: &Prose, atlas: &A) -> Vec<Toponym> {
    find_near(text, prose, atlas, &Bias::default())
}

/// A place is named from this confidence on: below it, more than half of those named were wrong (docs/accuracy.md).
pub const LEAST_CONFIDENCE: f64 = 0.45;

/// The same for spans that the caller marks as places and asks the likeliest place of.
pub const LEAST_GIVEN: f64 = 0.12;

/// How places are chosen among those of one name.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// What the caller knows beforehand of the part of the Earth that the text is about.
    pub bias: &'a Bias,
    /// A place is named from this confidence on, 0 to 1; less sure names keep their rivals and stand without a place, or in the
    /// area that their likely places share.
    pub least: f64,
}

/// As [`find_in`], where the caller knows beforehand what part of the Earth the text is about.
pub fn find_near<A: Atlas + ?Sized>(text: &str, prose: &Prose, atlas: &A, bias: &Bias) -> Vec<Toponym> {
    find_sure(text, prose, atlas, Choice { bias, least: LEAST_CONFIDENCE })
}

/// As [`find_in`], choosing as the caller says.
pub fn find_sure<A: Atlas + ?Sized>(
    text: &str,
    prose: &Prose,
    atlas: &A,
    Choice { bias, least }: Choice<'_>,
) -> Vec<Toponym> {
    find_telling(text, prose, atlas, Choice { bias, least }, Telling::All)
}

/// As [`find_sure`], without rivals, and of reasons no more than their rules and words: where no mention is shown.
pub fn find_bare<A: Atlas + ?Sized>(
    text: &str,
    prose: &Prose,
    atlas: &A,
    choice: Choice<'_>,
) -> Vec<Toponym> {
    find_telling(text, prose, atlas, choice, Telling::Rules)
}

/// What mentions tell of why they mean what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Rivals, and every reason in words.
    All,
    /// The rules that other rules ask for.
    Rules,
}

fn find_telling<A: Atlas + ?Sized>(
    text: &str,
    prose: &Prose,
    atlas: &A,
    Choice { bias, least }: Choice<'_>,
    telling: Telling,
) -> Vec<Toponym> {
    let (page, family) = read(text, prose, atlas);
    let mut names = Names::new(atlas);
    let mut hits = recognise::known(&page, &mut names, &family, &dateline::mark(&page));
    hits.retain(|hit| !adjectives::is_part(&page, hit));
    lists::share(&page, &mut hits);
    unknown_longer::outgrow(&page, &mut hits, &family);
    let unknown = unknown::find(&page, &mut names, &hits, &family);
    hits.extend(unknown);
    hits.sort_by_key(|hit| (hit.first, hit.end));
    unknown_members::complete(&page, &mut names, &mut hits);
    let ways = ways::claim(&page, &names, &mut hits);
    lists::share(&page, &mut hits);
    let resolved = resolve::resolve(&page, &mut names, &hits, bias);
    ways::merge(
        &page,
        finish::toponyms(&mut names, &Found::new(&page, &hits, &resolved, (least, telling))),
        &ways,
    )
}

/// The page with its persons marked, and the family names of those.
pub fn read<'t, A: Atlas + ?Sized>(
    text: &'t str,
    prose: &'t Prose,
    atlas: &A,
) -> (Page<'t>, BTreeSet<String>) {
    let mut page = Page::new(text, prose, Lexicon::english());
    let well_known = people::well_known_words(&page, &mut Names::new(atlas));
    let family = people::mark(&mut page, &|word| well_known.contains(word));
    (page, family)
}

/// The form in which a name stands; the word stands in the output field `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum MentionKind {
    /// A name: "Shebekino".
    #[serde(rename = "name")]
    Name,
    /// A name with a word for a division: "Shebekino district", "Kharkiv region".
    #[serde(rename = "district form")]
    DistrictForm,
    /// An adjective: "Ukrainian", "Belgorodsky".
    #[serde(rename = "adjective form")]
    AdjectiveForm,
    /// Part of a longer name used earlier: "Tavolzhanka" for "Novaya Tavolzhanka".
    #[serde(rename = "short form")]
    ShortForm,
}

/// Whether the words mean the place itself; the word stands in the output field `use`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Use {
    /// The place itself: "a road in Shebekino".
    Literal,
    /// Those who act for it: "Moscow warned", "the Kremlin".
    Metonym,
    /// It describes something else: "Moscow troops", "the Belgorod governor".
    Associative,
}

/// A place that was considered and not chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RunnerUp {
    /// The place.
    pub place: Arc<Place>,
    /// Its share of the probability, 0 to 1.
    pub confidence: f64,
}

impl Toponym {
    /// True for a road, park or water that its last word told: never the place of an event by itself.
    #[must_use]
    pub fn is_way(&self) -> bool {
        self.place.is_none() && self.evidence.first().is_some_and(|evidence| evidence.rule == ways::RULE)
    }
}

/// A mention of a place and what it was taken to mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Toponym {
    /// The bare name, without "village" or "district".
    pub span: Span,
    /// The name with its words of kind: "the village of X", "X district"; equals `span` where there are none.
    pub phrase: Span,
    /// The words as written.
    pub text: String,
    /// The form of the name.
    pub kind: MentionKind,
    /// Whether the place itself is meant.
    #[serde(rename = "use")]
    pub usage: Use,
    /// The place chosen; none if no layer knows it or the choice could not be made.
    pub place: Option<Arc<Place>>,
    /// Where no layer has the name: the area that it lies in, as a place that bears the name as written, with the area's
    /// point, radius and class.
    pub within: Option<Arc<Place>>,
    /// Probability that `place` is right (or, if none, that the words name a place at all), 0 to 1.
    pub confidence: f64,
    /// Rivals, best first, at most five.
    pub runners_up: Vec<RunnerUp>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

impl Toponym {
    /// Words that a caller calls a place and that nothing is known of.
    fn unplaced(span: Span, words: &str) -> Self {
        Self {
            span,
            phrase: span,
            text: words.to_owned(),
            kind: MentionKind::Name,
            usage: Use::Literal,
            place: None,
            within: None,
            confidence: 0.0,
            runners_up: Vec::new(),
            evidence: vec![Evidence::of("unknown-name", "no layer has the name")],
        }
    }
}
