//! `extract`: the rows of one layer on standard output, for other programs.

use clap::{Args, ValueEnum};
use eventmap::Result;
use eventmap::output::{self, Layer};
use eventmap::pipeline::Keep;
use eventmap::report::Report;

use super::shown::Shown;
use super::work::{self, Inputs};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Example: eventmap extract feed.jsonl > events.jsonl
JSON Lines hold events of every modality (denied, planned, history ... told apart by 'modality'); GeoJSON holds those
that maps draw: happened and claimed. --modality and --all choose otherwise for both.")]
pub struct ExtractArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the results
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// What to write
    #[arg(long, value_enum, default_value = "events")]
    layer: LayerName,
    #[command(flatten)]
    shown: Shown,
}

/// Forms for programs.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    Jsonl,
    Geojson,
}

#[derive(Clone, Copy, ValueEnum)]
enum LayerName {
    Events,
    Incidents,
    Claims,
    Toponyms,
}

pub fn run(args: &ExtractArgs, shared: &Shared) -> Result<Outcome> {
    let keep = if matches!(args.layer, LayerName::Toponyms) { Keep::All } else { Keep::NoToponyms };
    let mut work = work::run(&args.inputs, shared, None, keep)?;
    if let Some(asked) = args.shown.asked() {
        work.report.keep_only(asked);
    }
    let layer = match args.layer {
        LayerName::Events => Layer::Events,
        LayerName::Incidents => Layer::Incidents,
        LayerName::Claims => Layer::Claims,
        LayerName::Toponyms => Layer::Toponyms,
    };
    write(&work.report, layer, args.format)?;
    Ok(work.outcome(Outcome::Done))
}

/// Writes one layer to standard output.
pub fn write(report: &Report, layer: Layer, format: Format) -> Result<()> {
    talk::results(&match format {
        Format::Jsonl => output::jsonl(report, layer),
        Format::Geojson => output::geojson(report, layer),
    })
}
