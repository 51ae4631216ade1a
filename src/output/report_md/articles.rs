//! What could not be placed, and the table of articles.

use std::collections::BTreeMap;

use super::markdown::{escape, put};
use crate::document::{Published, PublishedBasis};
use crate::report::{Report, ReportDocument};
use crate::text::slice;

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
                published_in_words(document),
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
    let Some(title) = &document.title else {
        let first: String =
            document.text.trim_start().lines().next().unwrap_or_default().chars().take(60).collect();
        return if first.is_empty() { String::new() } else { format!("{}…", escape(&first)) };
    };
    escape(title)
}

fn count_by_document<'r>(ids: impl Iterator<Item = &'r str>) -> BTreeMap<&'r str, usize> {
    let mut counts = BTreeMap::new();
    for id in ids {
        *counts.entry(id).or_insert(0) += 1;
    }
    counts
}

/// The day and how it is known.
fn published_in_words(document: &ReportDocument) -> String {
    let Some(Published { date, basis, span }) = document.published else { return "unknown".to_owned() };
    let words = span.map(|span| escape(slice(&document.text, span))).unwrap_or_default();
    match basis {
        PublishedBasis::Field => format!("{date}, given by the input"),
        PublishedBasis::Option => format!("{date}, given for the run"),
        PublishedBasis::Header => format!("{date}, from “{words}”"),
        PublishedBasis::DatedWeekday => {
            format!(
                "about {date}: of the years near the known dates “{words}” fits this one alone; may be a day or two later"
            )
        }
        PublishedBasis::FullDate => format!("about {date}, from “{words}”; may be a day or two later"),
    }
}
