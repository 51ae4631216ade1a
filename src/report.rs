//! Everything that one run found: all that outputs and maps may read. Owns its data, borrows nothing.
//!
//! [`crate::pipeline::run`] makes it from articles, [`crate::edited::report`] from layers that somebody edited. It can be changed by hand before it is
//! written or drawn: [`Report::keep_only`] leaves only events of some modalities.

use serde::Serialize;

use crate::claim::Claim;
use crate::document::{Published, Source};
use crate::event::{Event, Incident, Modalities};
use crate::text::Span;
use crate::toponym::Toponym;

/// One document as the report keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportDocument {
    /// Its id.
    pub id: String,
    /// Where it came from.
    pub source: Source,
    /// Headline, or the first heading of the text.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Date of publication.
    pub published: Option<Published>,
    /// ISO 639-1 code of its language.
    pub language: Option<String>,
    /// Its text, which every span refers to.
    pub text: String,
    /// What had to be mended while reading it.
    pub warnings: Vec<String>,
    /// Its toponyms, in the order of the text.
    pub toponyms: Vec<Toponym>,
}

/// Something that was found and could not be put on the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Id of the document.
    pub doc: String,
    /// The words.
    pub span: Span,
    /// The words.
    pub text: String,
    /// What it is: "name", "event", "claim".
    pub what: &'static str,
    /// Why it could not be placed.
    pub reason: String,
}

/// The line to which events are measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BorderSource {
    /// Its name, such as "Russia-Ukraine border".
    pub name: String,
    /// Who made it, with licence and year.
    pub source: String,
    /// Largest distance in metres between the line used and its source's full line.
    pub tolerance_m: f64,
}

/// Everything that one run found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The documents, in the order of the input.
    pub documents: Vec<ReportDocument>,
    /// All events, by document and place in the text.
    pub events: Vec<Event>,
    /// All incidents, by date and id; every event that is drawn belongs to one.
    pub incidents: Vec<Incident>,
    /// All stated distances, by document and place in the text.
    pub claims: Vec<Claim>,
    /// What could not be placed, and why.
    pub unplaced: Vec<Unplaced>,
    /// The border used.
    pub border: BorderSource,
    /// What of the events maps and layers show; the report page names the rest under its label.
    pub shown: Modalities,
}

impl Report {
    /// Keeps only events of these modalities, and incidents that such an event speaks for, and shows all that is left.
    pub fn keep_only(&mut self, modalities: Modalities) {
        self.shown = modalities;
        self.events.retain(|event| modalities.holds(event.modality));
        let kept: std::collections::BTreeSet<&str> =
            self.events.iter().map(|event| event.id.as_str()).collect();
        self.incidents.retain(|incident| kept.contains(incident.representative.as_str()));
    }
}
