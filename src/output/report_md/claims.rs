//! The distances that the articles state, with a verdict in plain words.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::named;
use super::markdown::{escape, put, quote};
use crate::claim::{Claim, ClaimVerdict};
use crate::output::Texts;
use crate::output::words::{measured_in_words, range_in_words, stated_in_words};
use crate::report::Report;

/// Writes the section; contradictions first, then in the order of the text.
pub fn write(report: &Report, texts: &Texts<'_>, out: &mut String) {
    out.push_str("## Distances that the articles state\n\n");
    if report.claims.is_empty() {
        out.push_str("None was found.\n\n");
        return;
    }
    let mut claims: Vec<&Claim> = report.claims.iter().collect();
    let mut documents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in &report.claims {
        documents.entry(&claim.same_claim).or_default().insert(&claim.doc);
    }
    claims.sort_by_key(|claim| !claim.verdict.is_contradiction());
    for claim in claims {
        let document = texts.document(&claim.doc);
        let sentence = document
            .map(|document| quote(&document.text, claim.sentence, Some(claim.span)))
            .unwrap_or_default();
        put(
            out,
            format_args!(
                "- **{}**: {sentence} ({})\n",
                verdict_in_words(claim.verdict),
                document.map_or_else(|| escape(&claim.doc), named)
            ),
        );
        put(
            out,
            format_args!(
                "  - {}\n  - Stated {}{}\n",
                escape(&claim.reason),
                stated_in_words(claim),
                measured(claim)
            ),
        );
        if let Some(change) = &claim.would_change {
            put(out, format_args!("  - {}\n", escape(change)));
        }
        let all = documents.get(claim.same_claim.as_str());
        let others: Vec<String> =
            all.into_iter().flatten().filter(|&&doc| doc != claim.doc).map(|doc| escape(doc)).collect();
        if !others.is_empty() {
            put(out, format_args!("  - Also stated by {}\n", others.join(", ")));
        }
    }
    out.push('\n');
}

/// What a verdict means to a reader.
pub fn verdict_in_words(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Consistent => "Holds",
        ClaimVerdict::Rounded => "Holds as a round number",
        ClaimVerdict::ConsistentByRoad => "Holds by road, not in a straight line",
        ClaimVerdict::Overstated => "Too long",
        ClaimVerdict::Understated => "Too short",
        ClaimVerdict::WrongDirection => "Wrong direction",
        ClaimVerdict::CannotCheck => "Cannot be checked",
    }
}

fn measured(claim: &Claim) -> String {
    let Some(km) = claim.measured_km else { return ", not measured".to_owned() };
    let range = match (claim.measured_km_low, claim.measured_km_high) {
        (Some(low), Some(high)) => {
            format!(" ({} between any parts of the places)", range_in_words(low, high))
        }
        _ => String::new(),
    };
    format!(", measured {}{range}", measured_in_words(claim, km))
}
