//! `toponyms`: every mention of a place and what it was taken to mean, for other programs.

use std::path::PathBuf;

use clap::Args;
use eventmap::Result;
use eventmap::output::{self, Extras, Format, Layer, rows};
use eventmap::pipeline::{self, Options};

use super::dest::Destination;
use super::feed::Feed;
use super::map::data_credits;
use super::work::{self, Inputs};
use super::{Outcome, Shared, marked, stream, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap toponyms feed.jsonl > toponyms.jsonl
  eventmap toponyms feed.jsonl --mentions spans.jsonl > resolved.jsonl
  eventmap toponyms local-news/ --focus 'Perth, Ontario' --country CA

A file of --mentions has one object a line: {\"doc\", \"start\", \"end\"}, offsets in Unicode code points, end exclusive; \
other fields are not read. Each span gets one row, by document and then in the order of the file.")]
pub struct ToponymsArgs {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    dest: Destination,
    /// Resolve the spans of this JSON Lines file instead of finding names
    #[arg(long, value_name = "FILE", help_heading = "How inputs are read")]
    mentions: Option<PathBuf>,
}

pub fn run(args: &ToponymsArgs, shared: &Shared) -> Result<Outcome> {
    args.dest.check(&args.inputs.sources(shared).and(args.mentions.as_deref()), shared)?;
    let (gazetteer, border) = work::grounds(&args.inputs, shared, eventmap::toponym::warm_up)?;
    let bias = args.inputs.bias(gazetteer, border.get())?;
    let options = Options {
        bias: &bias,
        min_confidence: args.inputs.about.min_confidence(),
        ..Options::new(border.get(), gazetteer)
    };
    let format = args.dest.format()?;
    if args.mentions.is_none() && stream::is_streamed(format) {
        let feed = Feed::new(&args.inputs, args.dest.file(), shared);
        return stream::run(feed, Layer::Toponyms, &args.dest, shared, &|articles, out| {
            let documents = articles.into_iter().map(|article| article.document).collect();
            let found = pipeline::toponyms(documents, &options, &|| ());
            let failed = stream::failed(&args.dest);
            if format == Format::JsonLines {
                return output::write_toponyms(&found, out).map_err(failed);
            }
            let rows = rows::toponyms(&found);
            let extras = Extras { simplestyle: args.dest.extras.simplestyle, metadata: None };
            out.write_all(&output::layer_bytes(format, Layer::Toponyms, &rows, &extras)?).map_err(failed)?;
            Ok(rows.len())
        });
    }
    let (documents, all_read) = work::read(&args.inputs, shared, args.dest.file())?;
    let marked = args.mentions.as_deref().map(|path| marked::read(path, &documents)).transpose()?;
    let (marked, wrong) = marked.unzip();
    let wrong = wrong.unwrap_or_default();
    wrong.iter().for_each(talk::error);
    let bar = work::progress_bar(&documents, shared);
    let progress = || bar.inc(1);
    let found = match &marked {
        Some(marked) => pipeline::marked_toponyms(documents, marked, &options, &progress),
        None => pipeline::toponyms(documents, &options, &progress),
    };
    let border = pipeline::border_source(border.get());
    let extras = args.dest.extras.of(&border, &found, &data_credits(gazetteer));
    args.dest.write(Layer::Toponyms, &rows::toponyms(&found), &extras, shared)?;
    bar.finish_and_clear();
    Ok(if all_read && wrong.is_empty() { Outcome::Done } else { Outcome::PartlyRead })
}
