//! `toponyms`: every mention of a place and what it was taken to mean, for other programs.

use clap::Args;
use eventmap::Result;
use eventmap::output::Layer;
use eventmap::pipeline::Keep;

use super::extract::{self, Format};
use super::work::{self, Inputs};
use super::{Outcome, Shared};

#[derive(Args)]
#[command(after_help = "Example: eventmap toponyms feed.jsonl > toponyms.jsonl")]
pub struct ToponymsArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the results
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

pub fn run(args: &ToponymsArgs, shared: &Shared) -> Result<Outcome> {
    let work = work::run(&args.inputs, shared, None, Keep::All)?;
    extract::write(&work.report, Layer::Toponyms, args.format)?;
    Ok(work.outcome(Outcome::Done))
}
