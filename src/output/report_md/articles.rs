//! What could not be placed, and the table of articles.

use std::collections::BTreeMap;

use super::facts;
use super::markdown::{escape, put};
use crate::report::{Report, ReportDocument};

/// Everything that was found and has no place on the map, with the reason.
pub fn unplaced(report: &Report, out: &mut String) {
    if report.unplaced.is_empty() {
        return;
    }
    out.push_str("## What could not be placed\n\n");
    for what in &report.unplaced {
        put(
            out,
            format_args!(
                "- {} “{}” ({}): {}\n",
                escape(what.what),
                escape(&what.text),
                escape(&what.doc),
                escape(&what.reason)
            ),
        );
    }
    out.push('\n');
}

/// One line for each article.
pub fn table(report: &Report, out: &mut String) {
    out.push_str("## Articles\n\n| id | title | published | names | events | stated distances |\n|---|---|---|---|---|---|\n");
    let events = count_by_document(report.events.iter().map(|event| event.doc.as_str()));
    let claims = count_by_document(report.claims.iter().map(|claim| claim.doc.as_str()));
    for document in &report.documents {
        let [events, claims] = [&events, &claims].map(|count| count.get(document.id.as_str()).unwrap_or(&0));
        put(
            out,
            format_args!(
                "| {} | {} | {} | {} | {events} | {claims} |\n",
                escape(&document.id),
                title(document),
                escape(&facts::published(document)),
                document.toponyms.len(),
            ),
        );
    }
    out.push('\n');
    for document in &report.documents {
        for warning in &document.warnings {
            put(out, format_args!("- {}: {}\n", escape(&document.id), escape(warning)));
        }
    }
    if report.documents.iter().any(|document| !document.warnings.is_empty()) {
        out.push('\n');
    }
}

/// The headline, else the first words.
fn title(document: &ReportDocument) -> String {
    document.headline().as_deref().map(escape).unwrap_or_default()
}

/// An article beside what it says: "a17, “Two killed in Lima”".
pub fn named(document: &ReportDocument) -> String {
    match document.headline() {
        Some(title) => format!("{}, “{}”", escape(&document.id), escape(&title)),
        None => escape(&document.id),
    }
}

fn count_by_document<'r>(ids: impl Iterator<Item = &'r str>) -> BTreeMap<&'r str, usize> {
    let mut counts = BTreeMap::new();
    for id in ids {
        *counts.entry(id).or_insert(0) += 1;
    }
    counts
}
