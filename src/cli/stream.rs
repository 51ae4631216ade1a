//! `extract --stream`: articles are read, told and let go in batches, so that a feed of any length needs the same memory.

use std::path::Path;

use eventmap::document::{Document, Documents, UniqueIds, settle};
use eventmap::event::Modalities;
use eventmap::output::{self, Extras, Format, Layer};
use eventmap::pipeline::{self, Keep, Options};
use eventmap::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};

use super::dest::Destination;
use super::measure_to::BorderChoice;
use super::work::Inputs;
use super::{Outcome, Shared, talk};

/// Bytes of text in a batch: enough for all threads to have work, little beside the gazetteer.
const BATCH: usize = 4 << 20;

/// What is written of each article.
pub struct Wanted {
    pub layer: Layer,
    /// Events to show; none for those that the format shows by itself.
    pub shown: Option<Modalities>,
}

/// An error for what can only be written when all articles are known.
pub fn check(wanted: &Wanted, format: Format) -> Result<()> {
    if wanted.layer == Layer::Incidents {
        return Err(Error::Usage("incidents are joined from all articles: leave out --stream".to_owned()));
    }
    if !matches!(format, Format::JsonLines | Format::GeoJsonSeq | Format::Csv) {
        return Err(Error::Usage(format!(
            "{} is written when all rows are known: give --stream one of jsonl, geojsonseq, csv",
            format.name()
        )));
    }
    Ok(())
}

/// Writes the rows of each article before all are read.
pub fn run(inputs: &Inputs, wanted: &Wanted, dest: &Destination, shared: &Shared) -> Result<Outcome> {
    let format = dest.format()?;
    check(wanted, format)?;
    let gazetteer = shared.gazetteer()?;
    let border = BorderChoice::new(inputs.border.as_deref(), inputs.viewpoint.as_deref(), gazetteer)?;
    let bias = inputs.about.bias(gazetteer)?;
    let options = Options { bias: &bias, ..Options::new(border.get(), gazetteer) };
    let keep = if wanted.layer == Layer::Toponyms { Keep::All } else { Keep::NoToponyms };
    let mut feed = Feed::new(inputs, shared);
    let mut written = 0;
    dest.write_with(&mut |out| {
        let mut first = true;
        loop {
            let batch = feed.batch();
            if batch.is_empty() && (!first || feed.failed) {
                break;
            }
            let mut report = pipeline::run_apart(batch, &options, keep, &|| ());
            if let Some(asked) = wanted.shown {
                report.keep_only(asked);
                report.shown = asked;
            }
            let rows = output::layer_rows(&report, wanted.layer, format);
            written += rows.len();
            let bytes = output::layer_bytes(format, wanted.layer, &rows, &extras(dest))?;
            out.write_all(if first { &bytes } else { without_head(format, &bytes) })
                .and_then(|()| out.flush())
                .map_err(|source| Error::Io { action: "write", path: dest.path().to_owned(), source })?;
            first = false;
        }
        if first { Err(Error::Usage("no article could be read".to_owned())) } else { Ok(()) }
    })?;
    feed.bar.finish_and_clear();
    if !shared.quiet && !dest.is_stdout() {
        talk::say(&format!("wrote {written} rows of {} into {}", wanted.layer.name(), dest.path().display()));
    }
    Ok(if feed.failed { Outcome::PartlyRead } else { Outcome::Done })
}

fn extras(dest: &Destination) -> Extras {
    Extras { simplestyle: dest.extras.simplestyle, metadata: None }
}

/// The bytes of a later batch: a table has its head line once.
fn without_head(format: Format, bytes: &[u8]) -> &[u8] {
    let head = if format == Format::Csv {
        bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    } else {
        0
    };
    bytes.get(head..).unwrap_or_default()
}

/// The articles of the inputs in their order; what cannot be read is said as it comes.
struct Feed {
    documents: Documents,
    ids: UniqueIds,
    quiet: bool,
    /// True once it was said that events are read in English only.
    told_language: bool,
    failed: bool,
    bar: ProgressBar,
}

impl Feed {
    fn new(inputs: &Inputs, shared: &Shared) -> Self {
        let bar = if shared.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}") {
            bar.set_style(style);
        }
        let documents = Documents::new(&inputs.paths, &inputs.options(None::<&Path>));
        Self {
            documents,
            ids: UniqueIds::default(),
            quiet: shared.quiet,
            told_language: false,
            failed: false,
            bar,
        }
    }

    /// The next articles, none at the end. Each is dated by what it says itself.
    fn batch(&mut self) -> Vec<Document> {
        let mut batch: Vec<Document> = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH {
            match self.documents.next() {
                None => break,
                Some(Err(error)) => {
                    self.failed = true;
                    talk::error(&error);
                }
                Some(Ok(mut document)) => {
                    self.ids.make_unique(&mut document);
                    settle(std::slice::from_mut(&mut document));
                    bytes += document.text.len() + 256;
                    batch.push(document);
                }
            }
        }
        if !self.quiet {
            talk::warnings(&batch);
            self.told_language = self.told_language || talk::other_languages(&batch);
        }
        self.bar.inc(batch.len() as u64);
        batch
    }
}
