//! Rows that are written while articles are read: a feed of any length needs the same memory.

use eventmap::document::Document;
use eventmap::output::{Format, Layer};
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

/// What a few articles, or none, become: bytes of the format, with its head, and how many rows they are.
type Told = (Vec<u8>, usize);

/// Writes what `tell` makes of each article in the order of the articles, a batch of them at a time, on all threads.
pub fn run(
    mut feed: Feed,
    layer: Layer,
    dest: &Destination,
    shared: &Shared,
    tell: &(dyn Fn(Vec<Document>) -> Result<Told> + Sync),
) -> Result<Outcome> {
    let format = dest.format()?;
    let mut written = 0;
    dest.write_with(&mut |out| {
        let mut first = true;
        loop {
            let batch = feed.batch();
            let told: Vec<Result<Told>> = match (batch.is_empty(), first) {
                (true, true) if !feed.failed() => vec![tell(batch)],
                (true, _) => break,
                (false, _) => batch.into_par_iter().map(|document| tell(vec![document])).collect(),
            };
            let failed = |source| Error::Io { action: "write", path: dest.path().to_owned(), source };
            for told in told {
                let (bytes, rows) = told?;
                written += rows;
                let bytes = if first { &bytes } else { without_head(format, &bytes) };
                out.write_all(bytes).map_err(failed)?;
                first = false;
            }
            out.flush().map_err(failed)?;
        }
        if first { Err(Error::Usage("no article could be read".to_owned())) } else { Ok(()) }
    })?;
    let all_read = feed.finish(layer != Layer::Toponyms);
    if !shared.quiet && !dest.is_stdout() {
        talk::say(&format!("wrote {written} rows of {} into {}", layer.name(), dest.path().display()));
    }
    Ok(if all_read { Outcome::Done } else { Outcome::PartlyRead })
}

/// The bytes of a later article: a table has its head line once.
fn without_head(format: Format, bytes: &[u8]) -> &[u8] {
    let is_text = matches!(format, Format::JsonLines | Format::GeoJsonSeq);
    let head = if is_text { 0 } else { bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1) };
    bytes.get(head..).unwrap_or_default()
}
