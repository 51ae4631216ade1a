//! The distances that the articles state, what the map measures, and what is told otherwise or has no place.

use std::collections::BTreeSet;

use super::happenings::source;
use super::markup::{Page, told};
use crate::claim::Claim;
use crate::output::words::put;
use crate::report::Report;
use crate::web::model::Model;

/// The stated distances, the contradicted first, as the model has them.
pub fn claims(page: &mut Page, report: &Report, model: &Model) {
    if model.claims.is_empty() {
        page.element("p", "class=\"none\"", "None was found.");
    }
    let mut claims: Vec<&Claim> = report.claims.iter().collect();
    claims.sort_by_key(|claim| !claim.verdict.is_contradiction());
    for (i, (shown, claim)) in model.claims.iter().zip(claims).enumerate() {
        put(&mut page.0, format_args!("<article id=\"distance-{}\" class=\"{}\">\n", i + 1, shown.tone));
        put(
            &mut page.0,
            format_args!(
                "<h3><span class=\"verdict\">{}</span>: “{}”</h3>\n",
                shown.verdict,
                told(&shown.words)
            ),
        );
        page.quote(&shown.quote);
        page.raw("<p class=\"notes\">");
        source(page, model, shown.article);
        put(
            &mut page.0,
            format_args!("stated {}; measured {}</p>\n", told(&shown.stated), told(&shown.measured)),
        );
        page.element("p", "", &shown.reason);
        if let Some(change) = &claim.would_change {
            page.element("p", "", change);
        }
        let others: BTreeSet<&str> = report
            .claims
            .iter()
            .filter(|other| other.same_claim == claim.same_claim && other.doc != claim.doc)
            .map(|other| other.doc.as_str())
            .collect();
        if !others.is_empty() {
            let others: Vec<&str> = others.into_iter().collect();
            page.element("p", "class=\"notes\"", &format!("Also stated by {}", others.join(", ")));
        }
        page.raw("</article>\n");
    }
}

/// Denials, plans, sums and history: found, told apart, and not drawn.
pub fn others(page: &mut Page, model: &Model) {
    for other in &model.others {
        page.raw("<div class=\"account\">\n");
        page.quote(&other.quote);
        page.raw("<p class=\"notes\">");
        source(page, model, other.article);
        put(&mut page.0, format_args!("{}</p>\n</div>\n", told(other.why)));
    }
}

/// What was found and has no place on the map, with the reason.
pub fn unplaced(page: &mut Page, model: &Model) {
    page.raw("<ul class=\"plain\">\n");
    for what in &model.unplaced {
        page.raw("<li>");
        source(page, model, what.article);
        let words = format!("{} “{}”: {}", what.what, what.words, what.reason);
        put(&mut page.0, format_args!("{}</li>\n", told(&words)));
    }
    page.raw("</ul>\n");
}
