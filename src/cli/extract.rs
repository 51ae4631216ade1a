//! `extract`: the rows of one layer in any format, for other programs.

use clap::Args;
use eventmap::Result;
use eventmap::output::{self, Layer};
use eventmap::pipeline::Keep;

use super::dest::Destination;
use super::fields::layer;
use super::map::data_credits;
use super::shown::Shown;
use super::stream::{self, Wanted};
use super::work::{self, Inputs};
use super::{Outcome, Shared};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap extract feed.jsonl > events.jsonl
  eventmap extract feed.jsonl -o events.gpkg
  eventmap extract feed.jsonl --layer claims --format csv > claims.csv
  zcat year.jsonl.gz | eventmap extract - --stream > events.jsonl

JSON Lines hold events of every modality (denied, planned, history ... told apart by 'modality'); GeoJSON holds those
that maps draw: happened and claimed. --modality and --all choose otherwise for both.")]
pub struct ExtractArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// What to write
    #[arg(long, default_value = "events", value_parser = layer())]
    layer: Layer,
    #[command(flatten)]
    dest: Destination,
    #[command(flatten)]
    shown: Shown,
    /// Write the rows of each article before all are read, in the memory of a few megabytes of text: events are not joined to incidents,
    /// and each article is dated by what it says itself
    #[arg(long)]
    stream: bool,
}

pub fn run(args: &ExtractArgs, shared: &Shared) -> Result<Outcome> {
    args.dest.check()?;
    let format = args.dest.format()?;
    if args.stream {
        let wanted = Wanted { layer: args.layer, shown: args.shown.asked() };
        return stream::run(&args.inputs, &wanted, &args.dest, shared);
    }
    let keep = if args.layer == Layer::Toponyms { Keep::All } else { Keep::NoToponyms };
    let mut work = work::run(&args.inputs, shared, None, keep)?;
    if let Some(asked) = args.shown.asked() {
        work.report.keep_only(asked);
        work.report.shown = asked;
    }
    let rows = output::layer_rows(&work.report, args.layer, format);
    let extras = args.dest.extras.of(&work.report, &data_credits(work.gazetteer));
    args.dest.write(args.layer, &rows, &extras, shared)?;
    Ok(work.outcome(Outcome::Done))
}
