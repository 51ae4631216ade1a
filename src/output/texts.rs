//! The texts of a report by document id, with byte offsets turned into character offsets.

use std::collections::BTreeMap;

use super::{Cell, Item};
use crate::evidence::Evidence;
use crate::report::ReportDocument;
use crate::text::{CodePoints, Span, slice};

/// Looks up documents and their words for the rows of one report.
#[derive(Debug)]
pub struct Texts<'r> {
    by_id: BTreeMap<&'r str, (&'r ReportDocument, CodePoints<'r>)>,
}

impl<'r> Texts<'r> {
    /// Counts through every text once.
    #[must_use]
    pub fn new(documents: &'r [ReportDocument]) -> Self {
        let entry = |document: &'r ReportDocument| {
            (document.id.as_str(), (document, CodePoints::new(&document.text)))
        };
        Self { by_id: documents.iter().map(entry).collect() }
    }

    /// The document of that id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&'r ReportDocument> {
        self.by_id.get(id).map(|(document, _)| *document)
    }

    /// The words under a span of a document; empty if there is no such document or span.
    #[must_use]
    pub fn words(&self, id: &str, span: Span) -> &'r str {
        self.document(id).map_or("", |document| slice(&document.text, span))
    }

    /// A span in Unicode code points.
    #[must_use]
    pub fn code_points(&self, id: &str, span: Span) -> Option<(usize, usize)> {
        let (_, points) = self.by_id.get(id)?;
        Some((points.at(span.start), points.at(span.end)))
    }

    /// The four offset cells of a span: code points, then bytes.
    #[must_use]
    pub fn offsets(&self, id: &str, span: Option<Span>) -> [Cell; 4] {
        let points = span.and_then(|span| self.code_points(id, span));
        [
            Cell::maybe_offset(points.map(|(start, _)| start)),
            Cell::maybe_offset(points.map(|(_, end)| end)),
            Cell::maybe_offset(span.map(|span| span.start)),
            Cell::maybe_offset(span.map(|span| span.end)),
        ]
    }

    /// Reasons as a list: rule, note and offsets in JSON Lines, the note in a property.
    #[must_use]
    pub fn evidence(&self, id: &str, evidence: &[Evidence]) -> Cell {
        let item = |reason: &Evidence| {
            let [start, end, byte_start, byte_end] = self.offsets(id, reason.span);
            let fields = vec![
                ("rule", Cell::text(&*reason.rule)),
                ("note", Cell::text(&*reason.note)),
                ("start", start),
                ("end", end),
                ("byte_start", byte_start),
                ("byte_end", byte_end),
            ];
            Item { fields, words: reason.note.to_string() }
        };
        Cell::List(evidence.iter().map(item).collect())
    }
}
