//! What the report's pages say of the whole, in plain words, before any form of markup.

use crate::document::{Published, PublishedBasis};
use crate::output::words::{counted, period_in_words};
use crate::report::{Report, ReportDocument};
use crate::text::slice;

/// What every reader must know.
pub const CAVEAT: &str = "Everything here is what the articles say, found by rules and not checked by a person. A place is \
as exact as the article: a village is a point, a region is an area and its distance a range.";

/// "What 5 articles tell".
#[must_use]
pub fn title(report: &Report) -> String {
    let tell = if report.documents.len() == 1 { "tells" } else { "tell" };
    format!("What {} {tell}", counted(report.documents.len(), "article"))
}

/// Days of the articles, numbers of incidents, stated distances and passages without a place.
#[must_use]
pub fn summary(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let dates =
        report.documents.iter().filter_map(|document| document.published).map(|published| published.date);
    let (first, last) = (dates.clone().min(), dates.clone().max());
    let undated = report.documents.len() - dates.count();
    if first.is_some() {
        let also = if undated > 0 { format!("; {undated} without a known date") } else { String::new() };
        lines.push(format!("Articles of {}{also}", period_in_words(first, last)));
    }
    lines.extend(languages(report));
    let drawn = report.events.iter().filter(|event| event.modality.is_drawn());
    let placed = drawn.clone().filter(|event| event.place.position.is_some()).count();
    let (incidents, accounts) =
        (counted(report.incidents.len(), "incident"), counted(drawn.count(), "account"));
    lines.push(format!("{incidents}, told by {accounts}; {placed} of them placed"));
    let border = report.border.name.as_str();
    if !border.is_empty() && report.events.iter().any(|event| event.border.is_some()) {
        lines.push(format!("“The border” is the {border}, and distances from it are to its nearest point"));
    }
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    let claims = counted(report.claims.len(), "stated distance");
    lines.push(format!("{claims}, {contradicted} contradicted by the map"));
    let unplaced = counted(report.unplaced.len(), "passage");
    lines.push(format!("{unplaced} that could not be placed, each with its reason"));
    lines
}

/// How many articles are read for their places only.
fn languages(report: &Report) -> Option<String> {
    let others = report.documents.iter().filter_map(|document| document.language.as_deref());
    let mut others: Vec<&str> = others.filter(|language| *language != "en").collect();
    let count = others.len();
    others.sort_unstable();
    others.dedup();
    (count > 0).then(|| {
        format!(
            "{} not in English ({}): read for place names, in French, Russian and Ukrainian also for stated distances; events are read in English only",
            counted(count, "article"),
            others.join(", ")
        )
    })
}

/// The border, the method, and whom to thank.
#[must_use]
pub fn credits(report: &Report, credits: &[String]) -> Vec<String> {
    let border = &report.border;
    let mut lines = Vec::new();
    if !border.name.is_empty() {
        lines.push(format!(
            "Border: {} ({}); the line used lies within {} m of its source's",
            border.name, border.source, border.tolerance_m
        ));
    }
    lines.extend(
        [
            "Distances are geodesic, on the WGS 84 ellipsoid, to the nearest point of that line",
            "Types of events carry ACLED's names; they are assigned by rule and are not ACLED data",
            "Borders and place names on maps imply no opinion on the status of any territory",
        ]
        .map(str::to_owned),
    );
    lines.extend_from_slice(credits);
    lines.push(format!("Made by eventmap {}", env!("CARGO_PKG_VERSION")));
    lines
}

/// The day of an article and how it is known.
#[must_use]
pub fn published(document: &ReportDocument) -> String {
    let Some(Published { date, basis, span }) = document.published else { return "unknown".to_owned() };
    let words = span.map_or("", |span| slice(&document.text, span));
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
