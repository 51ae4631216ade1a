//! `check`: do the distances that articles state agree with the map?

use clap::{Args, ValueEnum};
use eventmap::Result;
use eventmap::claim::{Claim, ClaimVerdict};
use eventmap::output::{self, Layer, Texts, km_in_words};
use eventmap::pipeline::Keep;
use eventmap::report::Report;

use super::terminal::{Paint, visible};
use super::work::{self, Inputs};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Example: eventmap check article.txt
Ends with 1 if a stated distance is contradicted.")]
pub struct CheckArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the results
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Geojson,
}

pub fn run(args: &CheckArgs, shared: &Shared) -> Result<Outcome> {
    let work = work::run(&args.inputs, shared, None, Keep::NoToponyms)?;
    let report = &work.report;
    let text = match args.format {
        Format::Text => text(report, Paint::for_stdout()),
        Format::Jsonl => output::jsonl(report, Layer::Claims),
        Format::Geojson => output::geojson(report, Layer::Claims),
    };
    talk::results(&text)?;
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    if !shared.quiet {
        talk::say(&format!("stated distances {}, contradicted {contradicted}", report.claims.len()));
    }
    Ok(work.outcome(if contradicted > 0 { Outcome::Findings } else { Outcome::Done }))
}

fn text(report: &Report, paint: Paint) -> String {
    let texts = Texts::new(&report.documents);
    let mut lines = Vec::new();
    let mut doc = None;
    for claim in &report.claims {
        if doc != Some(&claim.doc) {
            lines.push(paint.bold(&visible(&claim.doc)));
            doc = Some(&claim.doc);
        }
        lines.push(format!("  {}: \"{}\"", verdict(claim, paint), visible(&claim.text)));
        lines.push(format!("    {}", visible(&claim.reason)));
        lines.push(format!("    {}", measured(claim)));
        lines.push(paint.faint(&format!("    {}", visible(texts.words(&claim.doc, claim.sentence)))));
    }
    lines.iter().map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
}

/// The verdict in the colour of its kind.
pub fn verdict(claim: &Claim, paint: Paint) -> String {
    let words = claim.verdict.as_str();
    match claim.verdict {
        ClaimVerdict::Consistent | ClaimVerdict::Rounded | ClaimVerdict::ConsistentByRoad => {
            paint.green(words)
        }
        ClaimVerdict::Overstated | ClaimVerdict::Understated | ClaimVerdict::WrongDirection => {
            paint.red(words)
        }
        ClaimVerdict::CannotCheck => words.to_owned(),
    }
}

/// "stated 15.0 km, measured 16.3 km".
pub fn measured(claim: &Claim) -> String {
    let measured = claim
        .measured_km
        .map_or_else(|| "not measured".to_owned(), |km| format!("measured {}", km_in_words(km)));
    format!("stated {}, {measured}", km_in_words(claim.stated_km))
}
