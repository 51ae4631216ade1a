//! Rows that are written while articles are read: a feed of any length needs the same memory.

use std::io::Write;

use eventmap::document::settle;
use eventmap::output::{Format, Layer};
use eventmap::pipeline::Article;
use eventmap::{Error, Result};
use rayon::ScopeFifo;

use super::dest::Destination;
use super::feed::Feed;
use super::flight::Flight;
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

/// Writes what `tell` makes of each article in the order of the articles, on all threads. Each article is dated by what it says itself.
pub fn run(
    mut feed: Feed,
    layer: Layer,
    dest: &Destination,
    shared: &Shared,
    tell: &Tell<'_>,
) -> Result<Outcome> {
    let format = dest.format()?;
    let tell = |mut articles: Vec<Article>, out: &mut dyn Write| {
        // What told already has no day to be inferred.
        for article in articles.iter_mut().filter(|article| article.told.is_none()) {
            settle(std::slice::from_mut(&mut article.document));
        }
        tell(articles, out)
    };
    let mut rows = Rows { format, dest, any: false, written: 0 };
    dest.write_with(&mut |out| {
        rayon::in_place_scope_fifo(|scope| read_all(&mut feed, &mut rows, out, &tell, scope))?;
        match rows.any {
            true => Ok(()),
            false if feed.failed() => Err(Error::Usage("no article could be read".to_owned())),
            // A table has a head, if nothing else.
            false => tell(Vec::new(), out).map(|_| ()),
        }
    })?;
    let written = rows.written;
    let all_read = feed.finish(layer != Layer::Toponyms);
    if !shared.quiet && !dest.is_stdout() {
        let rows = if written == 1 { "row" } else { "rows" };
        talk::say(&format!("wrote {written} {rows} of {} into {}", layer.name(), dest.path().display()));
    }
    Ok(if all_read { Outcome::Done } else { Outcome::PartlyRead })
}

/// Has the articles read on all threads, and writes their rows in order as they come.
fn read_all<'s>(
    feed: &mut Feed,
    rows: &mut Rows<'_>,
    out: &mut dyn Write,
    tell: &'s (impl Fn(Vec<Article>, &mut dyn Write) -> Result<usize> + Sync),
    scope: &ScopeFifo<'s>,
) -> Result<()> {
    let mut flight = Flight::new();
    while !flight.broke_off() {
        if flight.is_empty() {
            out.flush().map_err(failed(rows.dest))?;
            let batch = feed.batch();
            match batch.len() {
                0 => break,
                // One article may fill memory by itself: its rows are not gathered first.
                1 if has_no_head(rows.format) => rows.count(tell(batch, out)?),
                _ => batch.into_iter().for_each(|article| flight.send(article, scope, tell)),
            }
        } else {
            if flight.has_room() {
                feed.at_hand().into_iter().for_each(|article| flight.send(article, scope, tell));
            }
            if !Flight::work() {
                out.flush().map_err(failed(rows.dest))?;
                flight.wait();
            }
        }
        while let Some(told) = flight.land() {
            rows.write(told?, out)?;
        }
    }
    Ok(())
}

/// Rows on their way to the results.
struct Rows<'d> {
    format: Format,
    dest: &'d Destination,
    /// True if those of some article are written, were it none.
    any: bool,
    written: usize,
}

impl Rows<'_> {
    fn write(&mut self, (bytes, many): (Vec<u8>, usize), out: &mut dyn Write) -> Result<()> {
        let bytes = if self.any { without_head(self.format, &bytes) } else { &bytes };
        self.count(many);
        out.write_all(bytes).map_err(failed(self.dest))
    }

    fn count(&mut self, many: usize) {
        self.any = true;
        self.written += many;
    }
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
