//! Rows that are written while articles are read: a feed of any length needs the same memory.

use std::io::Write;

use eventmap::output::{Format, Layer};
use eventmap::pipeline::Article;
use eventmap::{Error, Result};
use rayon::prelude::*;

use super::dest::Destination;
use super::feed::Feed;
use super::{Outcome, Shared, talk};

/// True for a format whose rows can be written before all are known.
pub fn is_streamed(format: Format) -> bool {
    match format {
        Format::JsonLines | Format::GeoJsonSeq => true,
        #[cfg(feature = "formats")]
        Format::Csv => true,
        _ => false,
    }
}

/// An error for what can only be written when all articles are known.
pub fn check(layer: Layer, format: Format) -> Result<()> {
    if layer == Layer::Incidents {
        return Err(Error::Usage("incidents are joined from all articles: leave out --stream".to_owned()));
    }
    if !is_streamed(format) {
        return Err(Error::Usage(format!(
            "{} is written when all rows are known: give --stream one of jsonl, geojsonseq, csv",
            format.name()
        )));
    }
    Ok(())
}

/// Writes what a few articles, or none, become, with the head of the format; gives how many rows they are.
type Tell<'t> = dyn Fn(Vec<Article>, &mut dyn Write) -> Result<usize> + Sync + 't;

/// An error of writing to the results.
pub fn failed(dest: &Destination) -> impl Fn(std::io::Error) -> Error {
    |source| Error::Io { action: "write", path: dest.path().to_owned(), source }
}

/// Writes what `tell` makes of each article in the order of the articles, a batch of them at a time, on all threads.
pub fn run(
    mut feed: Feed,
    layer: Layer,
    dest: &Destination,
    shared: &Shared,
    tell: &Tell<'_>,
) -> Result<Outcome> {
    let format = dest.format()?;
    let mut written = 0;
    dest.write_with(&mut |out| {
        let mut first = true;
        loop {
            let batch = feed.batch();
            match batch.len() {
                0 if !first || feed.failed() => break,
                // One article may fill memory by itself: its rows are not gathered first.
                0 | 1 if first || has_no_head(format) => written += tell(batch, out)?,
                _ => {
                    let told = batch.into_par_iter().map(|article| {
                        let mut bytes = Vec::new();
                        tell(vec![article], &mut bytes).map(|rows| (bytes, rows))
                    });
                    for told in told.collect::<Vec<Result<(Vec<u8>, usize)>>>() {
                        let (bytes, rows) = told?;
                        written += rows;
                        let bytes = if first { &bytes } else { without_head(format, &bytes) };
                        out.write_all(bytes).map_err(failed(dest))?;
                        first = false;
                    }
                }
            }
            first = false;
            out.flush().map_err(failed(dest))?;
        }
        if first { Err(Error::Usage("no article could be read".to_owned())) } else { Ok(()) }
    })?;
    let all_read = feed.finish(layer != Layer::Toponyms);
    if !shared.quiet && !dest.is_stdout() {
        let rows = if written == 1 { "row" } else { "rows" };
        talk::say(&format!("wrote {written} {rows} of {} into {}", layer.name(), dest.path().display()));
    }
    Ok(if all_read { Outcome::Done } else { Outcome::PartlyRead })
}

/// True for a format without a head: rows follow each other wherever they come from.
fn has_no_head(format: Format) -> bool {
    matches!(format, Format::JsonLines | Format::GeoJsonSeq)
}

/// The bytes of a later article: a table has its head line once.
fn without_head(format: Format, bytes: &[u8]) -> &[u8] {
    let has_no_head = matches!(format, Format::JsonLines | Format::GeoJsonSeq);
    let head =
        if has_no_head { 0 } else { bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1) };
    bytes.get(head..).unwrap_or_default()
}
