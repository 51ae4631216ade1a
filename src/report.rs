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
#[non_exhaustive]
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

/// Longest first words that stand for a missing headline, in characters.
const FIRST_WORDS: usize = 80;

impl ReportDocument {
    /// The headline; where the input has none, the first line of the text, or its first words and "…"; none without any words.
    #[must_use]
    pub fn headline(&self) -> Option<String> {
        if let Some(title) = self.title.as_deref().filter(|title| !title.trim().is_empty()) {
            return Some(title.to_owned());
        }
        let line = self.text.trim_start().lines().next().unwrap_or_default().trim_end();
        let Some((cut, _)) = line.char_indices().nth(FIRST_WORDS) else {
            return (!line.is_empty()).then(|| line.to_owned());
        };
        let first = &line.get(..cut)?;
        // Not in the middle of a word, unless it is one word.
        let words = first.rsplit_once(char::is_whitespace).map_or(*first, |(words, _)| words.trim_end());
        Some(format!("{words}…"))
    }
}

/// Something that was found and could not be put on the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_headline_has_its_first_words() {
        let headline = |title: Option<&str>, text: &str| {
            let document = ReportDocument {
                id: "a".to_owned(),
                source: Source { path: "-".into(), line: None },
                title: title.map(str::to_owned),
                outlet: None,
                published: None,
                language: None,
                text: text.to_owned(),
                warnings: Vec::new(),
                toponyms: Vec::new(),
            };
            document.headline()
        };
        let long = format!("\n Київ {} end", "word ".repeat(30));
        for (title, text, expected) in [
            (Some("Title"), "Text.", Some("Title".to_owned())),
            (None, "\nA bomb exploded in Lima.  \nMore.", Some("A bomb exploded in Lima.".to_owned())),
            (None, &long, Some(format!("Київ {}…", "word ".repeat(15).trim_end()))),
            (Some(" "), " ", None),
        ] {
            assert_eq!(headline(title, text), expected, "{title:?} {text:?}");
        }
        assert_eq!(headline(None, &"x".repeat(200)).map(|title| title.len()), Some(80 + "…".len()));
    }
}
