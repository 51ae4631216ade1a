//! The stages in their order; the only file of the library that knows them all.
//!
//! [`run`] does all of it. For long runs, [`read`] gives what one document tells by itself, on any thread; [`run_apart`] a part of a run
//! without incidents; [`run_keeping`] leaves out what need not stay in memory. The front page of the crate shows a run.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::claim::ground::Bundled;
use crate::claim::{self, Claim, ClaimVerdict};
use crate::document::{Document, Published as Day, published};
use crate::event::border::Ruler;
use crate::event::merge::{Note, Published};
use crate::event::{self, Event, Modalities};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::borders::Border;
use crate::report::{BorderSource, Report, ReportDocument, Unplaced};
use crate::text::{Prose, Span};
use crate::toponym::bias::Bias;
use crate::toponym::{self, Toponym};

/// What a run is measured against.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The line to which events are measured.
    pub border: &'a Border,
    /// Places by name.
    pub gazetteer: &'a Gazetteer,
    /// What is known beforehand of where the documents are about.
    pub bias: &'a Bias,
    /// A name gets a place from this confidence on, 0 to 1; none for the usual bounds.
    pub min_confidence: Option<f64>,
}

impl<'a> Options<'a> {
    /// Measuring to `border` with the places of `gazetteer`, and nothing known beforehand.
    #[must_use]
    pub fn new(border: &'a Border, gazetteer: &'a Gazetteer) -> Self {
        static NOTHING: Bias = Bias::NOTHING;
        Self { border, gazetteer, bias: &NOTHING, min_confidence: None }
    }
}

/// What one document gives before the documents are brought together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Its mentions of places, in the order of the text.
    pub toponyms: Vec<Toponym>,
    /// Its events, in the order of the text, measured to the border and not yet joined.
    pub events: Vec<Event>,
    /// What merging needs of the text of each event.
    pub notes: Vec<Note>,
    /// Events that are too unsure to be drawn.
    pub unsure: Vec<Event>,
    /// The distances that it states, in the order of the text.
    pub claims: Vec<Claim>,
}

/// Reads one document: toponyms, then events and claims on them. Depends on nothing but its arguments.
#[must_use]
pub fn read(document: &Document, options: &Options<'_>, ruler: &Ruler<'_>) -> Reading {
    read_for(document, options, ruler, (Keep::All, true))
}

/// As [`read`], without what is not kept, and without what joining needs unless events are to be `joined`.
fn read_for(
    document: &Document,
    options: &Options<'_>,
    ruler: &Ruler<'_>,
    (keep_what, joined): (Keep, bool),
) -> Reading {
    let prose = Prose::read(&document.text);
    let mut reading = Reading { toponyms: find(document, &prose, options, keep_what), ..Reading::default() };
    if keep_what.events() {
        let told = event::extract(document, &prose, &reading.toponyms);
        let sure = |event: &Event| !event.modality.is_drawn() || event.confidence >= event::LEAST_CONFIDENCE;
        (reading.events, reading.unsure) = told.into_iter().partition(sure);
        for event in &mut reading.events {
            event.border = ruler.measure(&event.place);
        }
        if joined {
            reading.notes = event::merge::notes(&document.text, &prose, &reading.events);
        }
    }
    if keep_what.claims() {
        let ground = Bundled::new(options.gazetteer);
        reading.claims = claim::check_on(&ground, document, &prose, &reading.toponyms);
    }
    reading
}

/// Reads the words and rules that every document needs, on two threads if there are: they are read when first asked for, else.
pub fn warm_up() {
    rayon::join(event::warm_up, toponym::warm_up);
}

fn find(document: &Document, prose: &Prose, options: &Options<'_>, keep_what: Keep) -> Vec<Toponym> {
    let least = options.min_confidence.unwrap_or(toponym::LEAST_CONFIDENCE);
    let choice = toponym::Choice { bias: options.bias, least };
    if keep_what == Keep::Events {
        return toponym::find_bare(&document.text, prose, options.gazetteer, choice);
    }
    toponym::find_sure(&document.text, prose, options.gazetteer, choice)
}

/// What a document told before it was known which others come with it. It holds as long as the document keeps its id and its day
/// of publication.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    id: String,
    published: Option<Day>,
    reading: Reading,
    unplaced: Vec<Unplaced>,
}

/// A document, with what it told ahead of the run, if it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The document.
    pub document: Document,
    /// What it told.
    pub told: Option<Told>,
}

impl From<Document> for Article {
    fn from(document: Document) -> Self {
        Self { document, told: None }
    }
}

impl Told {
    fn by(
        document: &Document,
        options: &Options<'_>,
        ruler: &Ruler<'_>,
        (keep_what, joined): (Keep, bool),
    ) -> Self {
        let mut reading = read_for(document, options, ruler, (keep_what, joined));
        let unplaced = if keep_what.unplaced() { unplaced(document, &reading) } else { Vec::new() };
        if !keep_what.toponyms() {
            reading.toponyms = Vec::new();
        }
        Self { id: document.id.clone(), published: document.published, reading, unplaced }
    }

    fn is_of(&self, document: &Document) -> bool {
        self.id == document.id && self.published == document.published
    }
}

/// Reads documents on as many threads as rayon has while further ones are still awaited; nothing for those whose day of publication
/// may depend on the others.
pub fn read_ahead(
    documents: &[&Document],
    options: &Options<'_>,
    ruler: &Ruler<'_>,
    keep_what: Keep,
) -> Vec<Option<Told>> {
    let told = documents.par_iter().map(|document| {
        published::stays(document).then(|| Told::by(document, options, ruler, (keep_what, true)))
    });
    told.collect()
}

/// Reads all documents, on as many threads as rayon has, and joins what tells of one happening.
///
/// The report is the same on any number of threads; `progress` is called once for each document read, from any
/// thread.
pub fn run(documents: Vec<Document>, options: &Options<'_>, progress: &(dyn Fn() + Sync)) -> Report {
    run_keeping(documents, options, Keep::All, progress)
}

/// What a run looks for and keeps in memory: mentions with their rivals are most of it, and some outputs show none. What is not
/// kept is not looked for, but for mentions, on which all else rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keep {
    /// Everything.
    All,
    /// Everything but [`ReportDocument::toponyms`], which stay empty.
    NoToponyms,
    /// Events and their incidents alone: neither mentions nor stated distances, nor what has no place.
    Events,
    /// Stated distances alone.
    Claims,
    /// Mentions alone.
    Toponyms,
}

impl Keep {
    fn toponyms(self) -> bool {
        matches!(self, Self::All | Self::Toponyms)
    }

    fn events(self) -> bool {
        matches!(self, Self::All | Self::NoToponyms | Self::Events)
    }

    fn claims(self) -> bool {
        matches!(self, Self::All | Self::NoToponyms | Self::Claims)
    }

    fn unplaced(self) -> bool {
        matches!(self, Self::All | Self::NoToponyms)
    }
}

/// As [`run_keeping`] for a part of a longer run: nothing is joined, so there are no incidents, and no event belongs to one.
pub fn run_apart(
    articles: Vec<Article>,
    options: &Options<'_>,
    ruler: &Ruler<'_>,
    keep_what: Keep,
    progress: &(dyn Fn() + Sync),
) -> Report {
    gather(articles, options, ruler, (keep_what, false), progress).0
}

/// As [`run`], dropping what the caller does not need as soon as a document is read.
pub fn run_keeping(
    documents: Vec<Document>,
    options: &Options<'_>,
    keep_what: Keep,
    progress: &(dyn Fn() + Sync),
) -> Report {
    let articles = documents.into_iter().map(Article::from).collect();
    run_articles(articles, options, &Ruler::new(options.border), keep_what, progress)
}

/// As [`run_keeping`] for articles of which some told what they tell ahead, measured by the same `ruler`.
pub fn run_articles(
    articles: Vec<Article>,
    options: &Options<'_>,
    ruler: &Ruler<'_>,
    keep_what: Keep,
    progress: &(dyn Fn() + Sync),
) -> Report {
    let (mut report, notes) = gather(articles, options, ruler, (keep_what, true), progress);
    claim::group(&mut report.claims);
    let dated = report.documents.iter().filter_map(|kept| Some((kept.id.as_str(), kept.published?.date)));
    let published: Published<'_> = dated.collect();
    report.incidents = event::merge::merge(&mut report.events, &notes, &published);
    report
}

/// What a report says of the line that is measured to.
#[must_use]
pub fn border_source(border: &Border) -> BorderSource {
    BorderSource { name: border.name.clone(), source: border.source.clone(), tolerance_m: border.tolerance_m }
}

/// What each document tells by itself, and what joining needs of it.
fn gather(
    articles: Vec<Article>,
    options: &Options<'_>,
    ruler: &Ruler<'_>,
    what: (Keep, bool),
    progress: &(dyn Fn() + Sync),
) -> (Report, Vec<Note>) {
    let told = articles.into_par_iter().map(|Article { document, told }| {
        let told = told.filter(|told| told.is_of(&document));
        let told = told.unwrap_or_else(|| Told::by(&document, options, ruler, what));
        progress();
        (document, told)
    });
    let told: Vec<(Document, Told)> = told.collect();
    let mut report = Report {
        documents: Vec::with_capacity(told.len()),
        events: Vec::new(),
        incidents: Vec::new(),
        claims: Vec::new(),
        unplaced: Vec::new(),
        shown: Modalities::DRAWN,
        border: border_source(options.border),
    };
    let mut notes = Vec::new();
    for (document, Told { reading, unplaced, .. }) in told {
        report.unplaced.extend(unplaced);
        report.events.extend(reading.events);
        notes.extend(reading.notes);
        report.claims.extend(reading.claims);
        report.documents.push(keep(document, reading.toponyms));
    }
    (report, notes)
}

/// Finds the place names of `documents` and nothing else: no events, no distances. Documents are read on as many threads as
/// rayon has and stand in the report in their order; `progress` is called once for each.
pub fn toponyms(
    documents: Vec<Document>,
    options: &Options<'_>,
    progress: &(dyn Fn() + Sync),
) -> Vec<ReportDocument> {
    let found = documents.into_par_iter().map(|document| {
        let prose = Prose::read(&document.text);
        let toponyms = find(&document, &prose, options, Keep::Toponyms);
        progress();
        keep(document, toponyms)
    });
    found.collect()
}

/// Spans that somebody has marked as places, by the id of their document.
pub type Marked = BTreeMap<String, Vec<Span>>;

/// As [`toponyms`], for the spans in `marked` instead of what the finder finds.
pub fn marked_toponyms(
    documents: Vec<Document>,
    marked: &Marked,
    options: &Options<'_>,
    progress: &(dyn Fn() + Sync),
) -> Vec<ReportDocument> {
    let found = documents.into_par_iter().map(|document| {
        let prose = Prose::read(&document.text);
        let spans = marked.get(&document.id).map_or(&[][..], Vec::as_slice);
        let least = options.min_confidence.unwrap_or(toponym::LEAST_GIVEN);
        let toponyms = toponym::resolve_given(
            &document.text,
            &prose,
            options.gazetteer,
            spans,
            toponym::Choice { bias: options.bias, least },
        );
        progress();
        keep(document, toponyms)
    });
    found.collect()
}

fn keep(document: Document, toponyms: Vec<Toponym>) -> ReportDocument {
    let mut warnings = document.warnings;
    if let Some(language) = document.language.as_deref().filter(|&language| language != "en") {
        warnings.push(format!(
            "events are read in English only, distances also in French, Russian and Ukrainian; this text seems to be '{language}'"
        ));
    }
    if document.published.is_none() {
        warnings.push("no date of publication: weekdays and \"yesterday\" stay without a date".to_owned());
    }
    ReportDocument {
        id: document.id,
        source: document.source,
        title: document.title,
        outlet: document.outlet,
        published: document.published,
        language: document.language,
        text: document.text,
        warnings,
        toponyms,
    }
}

/// What one document names and the map cannot show, in the order of the text, each name once.
fn unplaced(document: &Document, reading: &Reading) -> Vec<Unplaced> {
    let mut found: Vec<Unplaced> = Vec::new();
    for toponym in reading.toponyms.iter().filter(|toponym| toponym.place.is_none()) {
        if found.iter().any(|known| known.text == toponym.text) {
            continue;
        }
        let reason = toponym.evidence.last().map_or("no layer knows this name", |evidence| &evidence.note);
        found.push(Unplaced {
            doc: document.id.clone(),
            span: toponym.span,
            text: toponym.text.clone(),
            what: "name",
            reason: reason.to_owned(),
        });
    }
    for event in
        reading.events.iter().filter(|event| event.modality.is_drawn() && event.place.position.is_none())
    {
        let reason = if event.place.text.is_empty() {
            "the text names no place for it".to_owned()
        } else {
            format!("\"{}\" is in no layer", event.place.text)
        };
        found.push(Unplaced {
            doc: document.id.clone(),
            span: event.trigger,
            text: crate::text::slice(&document.text, event.trigger).to_owned(),
            what: "event",
            reason,
        });
    }
    for event in &reading.unsure {
        found.push(Unplaced {
            doc: document.id.clone(),
            span: event.trigger,
            text: crate::text::slice(&document.text, event.trigger).to_owned(),
            what: "event",
            reason: format!(
                "too unsure to be drawn (confidence {:.2}): {}",
                event.confidence, event.place.text
            ),
        });
    }
    for claim in reading.claims.iter().filter(|claim| claim.verdict == ClaimVerdict::CannotCheck) {
        found.push(Unplaced {
            doc: document.id.clone(),
            span: claim.span,
            text: claim.text.clone(),
            what: "claim",
            reason: claim.reason.clone(),
        });
    }
    found.sort_by_key(|item| (item.span, item.what));
    found
}
