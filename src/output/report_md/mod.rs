//! The page that a person reads first: what is reported, where, how far from the border, by whom, and what is unsure.

mod articles;
mod claims;
mod happenings;
mod markdown;
#[cfg(test)]
mod tests;

use crate::output::Texts;
use crate::output::words::{counted, period_in_words};
use crate::report::Report;

use markdown::{escape, put};

/// A picture that stands beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture<'p> {
    /// Its file name.
    pub file: &'p str,
    /// What it shows.
    pub caption: &'p str,
}

/// The whole page in Markdown, with `credits` for the data used. Words of articles are escaped: they can neither format
/// nor link nor run.
#[must_use]
pub fn report_md(report: &Report, pictures: &[Picture<'_>], credits: &[String]) -> String {
    let texts = Texts::new(&report.documents);
    let mut out = String::new();
    summary(report, &mut out);
    for picture in pictures {
        put(&mut out, format_args!("![{}]({})\n\n", escape(picture.caption), picture.file));
    }
    happenings::write(report, &texts, &mut out);
    claims::write(report, &texts, &mut out);
    articles::unplaced(report, &mut out);
    articles::table(report, &mut out);
    write_credits(report, credits, &mut out);
    out
}

fn summary(report: &Report, out: &mut String) {
    put(out, format_args!("# What {} {}\n\n", counted(report.documents.len(), "article"), tell(report)));
    let dates =
        report.documents.iter().filter_map(|document| document.published).map(|published| published.date);
    let (first, last) = (dates.clone().min(), dates.clone().max());
    let undated = report.documents.len() - dates.count();
    if first.is_some() {
        put(out, format_args!("- Articles of {}", period_in_words(first, last)));
        if undated > 0 {
            put(out, format_args!("; {undated} without a known date"));
        }
        out.push('\n');
    }
    let drawn = report.events.iter().filter(|event| event.modality.is_drawn());
    let placed = drawn.clone().filter(|event| event.place.position.is_some()).count();
    put(
        out,
        format_args!(
            "- {}, told by {}; {placed} of them placed\n",
            counted(report.incidents.len(), "incident"),
            counted(drawn.count(), "account")
        ),
    );
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    put(
        out,
        format_args!(
            "- {}, {contradicted} contradicted by the map\n",
            counted(report.claims.len(), "stated distance")
        ),
    );
    put(
        out,
        format_args!(
            "- {} that could not be placed, each with its reason\n\n",
            counted(report.unplaced.len(), "passage")
        ),
    );
    out.push_str(
        "Everything here is what the articles say, found by rules and not checked by a person. A place is as exact as \
         the article: a village is a point, a region is an area and its distance a range.\n\n",
    );
}

fn tell(report: &Report) -> &'static str {
    if report.documents.len() == 1 { "tells" } else { "tell" }
}

fn write_credits(report: &Report, credits: &[String], out: &mut String) {
    let border = &report.border;
    out.push_str("## Credits\n\n");
    if !border.name.is_empty() {
        put(
            out,
            format_args!(
                "- Border: {} ({}); the line used lies within {} m of its source's\n",
                escape(&border.name),
                escape(&border.source),
                border.tolerance_m
            ),
        );
    }
    out.push_str(
        "- Distances are geodesic, on the WGS 84 ellipsoid, to the nearest point of that line\n\
         - Types of events carry ACLED's names; they are assigned by rule and are not ACLED data\n\
         - Borders and place names on maps imply no opinion on the status of any territory\n",
    );
    for credit in credits {
        put(out, format_args!("- {}\n", escape(credit)));
    }
    put(out, format_args!("- Made by eventmap {}\n", env!("CARGO_PKG_VERSION")));
}
