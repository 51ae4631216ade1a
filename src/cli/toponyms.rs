//! `toponyms`: every mention of a place and what it was taken to mean, for other programs.

use std::path::PathBuf;

use clap::Args;
use eventmap::Result;
use eventmap::document::Document;
use eventmap::output::{self, Extras, Format, Layer, rows};
use eventmap::pipeline::{self, Options};
use eventmap::report::ReportDocument;

use super::dest::Destination;
use super::measure_to::BorderChoice;
use super::work::{self, Inputs};
use super::{Outcome, Shared, marked, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap toponyms feed.jsonl > toponyms.jsonl
  eventmap toponyms feed.jsonl --mentions spans.jsonl > resolved.jsonl
  eventmap toponyms local-news/ --focus 'Perth, Ontario' --country CA

A file of --mentions has one object a line: {\"doc\", \"start\", \"end\"}, offsets in Unicode code points, end exclusive; other
fields are not read. Each span gets one row, by document and then in the order of the file.")]
pub struct ToponymsArgs {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    dest: Destination,
    /// Resolve the spans of this JSON Lines file instead of finding names
    #[arg(long, value_name = "FILE")]
    mentions: Option<PathBuf>,
}

/// Documents are read and written in batches of about this many bytes of text, so that a long feed needs little memory.
const BATCH: usize = 4_000_000;

pub fn run(args: &ToponymsArgs, shared: &Shared) -> Result<Outcome> {
    args.dest.check()?;
    let (documents, all_read) = work::read(&args.inputs, shared, None)?;
    let gazetteer = shared.gazetteer()?;
    let bias = args.inputs.about.bias(gazetteer)?;
    let inputs = &args.inputs;
    let border = BorderChoice::new(inputs.border.as_deref(), inputs.viewpoint.as_deref(), gazetteer)?;
    let options = Options { bias: &bias, ..Options::new(border.get(), gazetteer) };
    let marked = args.mentions.as_deref().map(|path| marked::read(path, &documents)).transpose()?;
    let (marked, wrong) = marked.unzip();
    let wrong = wrong.unwrap_or_default();
    wrong.iter().for_each(talk::error);
    let bar = work::progress_bar(&documents, shared);
    let progress = || bar.inc(1);
    let find = |documents: Vec<Document>| match &marked {
        Some(marked) => pipeline::marked_toponyms(documents, marked, &options, &progress),
        None => pipeline::toponyms(documents, &options, &progress),
    };
    let format = args.dest.format()?;
    if format == Format::JsonLines && args.dest.is_stdout() {
        for batch in batches(documents) {
            talk::results(&output::toponyms_jsonl(&find(batch)))?;
        }
    } else {
        let found: Vec<ReportDocument> = find(documents);
        args.dest.write(Layer::Toponyms, &rows::toponyms(&found), &Extras::default(), shared)?;
    }
    bar.finish_and_clear();
    Ok(if all_read && wrong.is_empty() { Outcome::Done } else { Outcome::PartlyRead })
}

fn batches(documents: Vec<Document>) -> Vec<Vec<Document>> {
    let mut batches: Vec<Vec<Document>> = Vec::new();
    let mut bytes = BATCH;
    for document in documents {
        if bytes >= BATCH {
            batches.push(Vec::new());
            bytes = 0;
        }
        bytes += document.text.len();
        if let Some(batch) = batches.last_mut() {
            batch.push(document);
        }
    }
    batches
}
