//! `check`: do the distances that articles state agree with the map?

use clap::{Args, ValueEnum};
use eventmap::Result;
use eventmap::claim::{Claim, ClaimTarget, ClaimVerdict};
use eventmap::output::{self, Extras, Layer, Texts, measured_in_words, range_in_words, stated_in_words};
use eventmap::pipeline::Keep;
use eventmap::report::Report;

use super::dest::OutFile;
use super::terminal::{Paint, visible};
use super::work::{self, Inputs};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap check article.txt
  eventmap check feed.jsonl --format csv -o claims.csv

Ends with 1 if a stated distance is contradicted.")]
pub struct CheckArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the results [default: by the ending of --out, else text]
    #[arg(long, value_enum, help_heading = "What is written")]
    format: Option<Format>,
    #[command(flatten)]
    out: OutFile,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Geojson,
    Csv,
}

pub fn run(args: &CheckArgs, shared: &Shared) -> Result<Outcome> {
    let format = args.out.form(args.format, &args.inputs.sources(shared))?;
    let work = work::run(&args.inputs, shared, args.out.file(), Keep::NoToponyms)?;
    let report = &work.report;
    let text = match format {
        Format::Text => text(report, args.out.paint()),
        Format::Jsonl => output::jsonl(report, Layer::Claims),
        Format::Geojson => output::geojson(report, Layer::Claims),
        Format::Csv => {
            let rows = output::layer_rows(report, Layer::Claims, output::Format::Csv);
            let bytes = output::layer_bytes(output::Format::Csv, Layer::Claims, &rows, &Extras::default())?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    args.out.write(&text)?;
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
        lines.extend(measured(claim).into_iter().map(|line| format!("    {}", visible(&line))));
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
        _ => words.to_owned(),
    }
}

/// What was stated, what was measured between which places, and what would change the verdict, a line each.
pub fn measured(claim: &Claim) -> Vec<String> {
    let ends = match (end(claim.subject.as_ref()), end(claim.target.as_ref())) {
        (Some(subject), Some(target)) => format!(", of {subject} from {target}"),
        (Some(subject), None) => format!(", of {subject}"),
        (None, Some(target)) => format!(", from {target}"),
        (None, None) => String::new(),
    };
    let mut lines = vec![format!("stated: {}{ends}", stated_in_words(claim))];
    lines.push(match claim.measured_km {
        None => "measured: nothing".to_owned(),
        Some(km) => format!("measured: {} in a straight line{}", measured_in_words(claim, km), bounds(claim)),
    });
    lines.extend(claim.would_change.as_ref().map(|change| format!("what would change it: {change}")));
    lines
}

/// ", 14.2 to 18.3 km between any parts of the places, about 17.2 to 23.8 km by road".
fn bounds(claim: &Claim) -> String {
    let parts = claim.measured_km_low.zip(claim.measured_km_high);
    let parts = parts.map_or_else(String::new, |(low, high)| {
        format!(", {} between any parts of the places", range_in_words(low, high))
    });
    let road = claim
        .by_road_km
        .map_or_else(String::new, |(low, high)| format!(", usually {} by road", range_in_words(low, high)));
    format!("{parts}{road}")
}

/// "Goma (settlement, North Kivu, CD)", or the words where no layer has the place.
fn end(end: Option<&ClaimTarget>) -> Option<String> {
    let end = end?;
    let Some(place) = &end.place else { return Some(format!("\"{}\"", end.text)) };
    let class = if end.is_border { "its border" } else { place.class.as_str() };
    let parts = [Some(class), place.region.as_deref(), place.country.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    Some(format!("{} ({})", place.name, parts.join(", ")))
}
