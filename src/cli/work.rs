//! From input arguments to a report: what map, check, explain, extract and toponyms have in common.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::document::{self, Document, ReadOptions, published, read_inputs};
use eventmap::gazetteer::Gazetteer;
use eventmap::gazetteer::borders::Border;
use eventmap::pipeline::{self, Keep, Options};
use eventmap::report::Report;
use eventmap::toponym::bias::{Bias, Frontier};
use eventmap::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::bias::About;
use super::dest::Sources;
use super::fields::FieldsArgs;
use super::measure_to::BorderChoice;
use super::terminal::visible;
use super::{Outcome, Shared, talk};

/// Where articles come from and what they are measured against.
#[derive(Args)]
pub struct Inputs {
    /// Articles: files, folders, patterns, or '-' for standard input [see 'eventmap formats']
    #[arg(required = true, value_name = "INPUT")]
    pub paths: Vec<PathBuf>,
    /// Day of publication of articles that carry none themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub published: Option<Date>,
    /// Measure to this border: two countries (AM-AZ), one (Poland), a region, or a GeoJSON file [default: RU-UA]
    #[arg(long, value_name = "NAME|FILE")]
    pub border: Option<String>,
    /// Whose view of a disputed border: 'recognised' or a country code [default: recognised]
    #[arg(long, value_name = "CODE")]
    pub viewpoint: Option<String>,
    #[command(flatten)]
    pub about: About,
    #[command(flatten)]
    pub fields: FieldsArgs,
}

impl Inputs {
    /// How the inputs are read; without the folder or file `leave_out`.
    pub fn options(&self, leave_out: Option<&Path>) -> ReadOptions {
        talk::set_articles(&self.paths);
        ReadOptions {
            published: self.published,
            leave_out: leave_out.map(Path::to_owned),
            fields: self.fields.fields(),
            format: self.fields.input_format,
            language: self.fields.language.clone(),
            largest: self.fields.largest.map(|megabytes| usize::from(megabytes) * 1_000_000),
        }
    }
}

impl Inputs {
    /// All that a run reads.
    pub fn sources<'a>(&'a self, shared: &'a Shared) -> Sources<'a> {
        talk::set_articles(&self.paths);
        Sources::new(shared.files().chain(self.border.as_deref().map(Path::new)), &self.paths)
    }

    /// What is known of where the articles are about. A border that is asked for says more of it than the usual one.
    pub fn bias(&self, gazetteer: &Gazetteer, border: &Border) -> Result<Bias> {
        let weight = if self.border.is_some() { ASKED_BORDER } else { USUAL_BORDER };
        let frontier = Some(Frontier::along(&border.lines, weight));
        Ok(Bias { frontier, ..self.about.bias(gazetteer)? })
    }
}

fn day(words: &str) -> std::result::Result<Date, String> {
    published::parse(words).ok_or_else(|| "expected a day such as 2023-06-02".to_owned())
}

/// Log odds of a place along the border: one that is asked for, and the usual one.
const ASKED_BORDER: f64 = 2.0;
const USUAL_BORDER: f64 = 1.0;

/// Bytes of text above which a run takes long enough for a progress bar.
const LONG_RUN: usize = 2_000_000;

/// What a run gave, and whether all of its input could be read.
pub struct Work {
    pub report: Report,
    pub border: BorderChoice,
    /// True if the border was named, and is not just the usual one.
    pub border_named: bool,
    pub gazetteer: &'static Gazetteer,
    all_read: bool,
}

impl Work {
    /// How the verb ended, if its own answer is `otherwise`.
    pub fn outcome(&self, otherwise: Outcome) -> Outcome {
        if self.all_read { otherwise } else { Outcome::PartlyRead }
    }
}

/// Reads all inputs and runs all stages. Says what could not be read; an error only if nothing could.
pub fn run(inputs: &Inputs, shared: &Shared, leave_out: Option<&Path>, keep: Keep) -> Result<Work> {
    // What is wrong with these is said before a long time of reading.
    let grounds = grounds(inputs, shared, pipeline::warm_up)?;
    run_on(read(inputs, shared, leave_out)?, grounds, inputs, shared, keep)
}

/// The places that names are looked up in, and the border that is measured to.
pub type Grounds = (&'static Gazetteer, BorderChoice);

/// Opens both, and does `warm_up` beside it.
pub fn grounds(inputs: &Inputs, shared: &Shared, warm_up: fn()) -> Result<Grounds> {
    let open = || {
        let gazetteer = shared.gazetteer()?;
        let border = BorderChoice::new(inputs.border.as_deref(), inputs.viewpoint.as_deref(), gazetteer)?;
        Ok((gazetteer, border))
    };
    rayon::join(open, warm_up).0
}

/// Runs all stages on documents that have been read.
fn run_on(
    (documents, all_read): (Vec<Document>, bool),
    (gazetteer, border): Grounds,
    inputs: &Inputs,
    shared: &Shared,
    keep: Keep,
) -> Result<Work> {
    let bias = inputs.bias(gazetteer, border.get())?;
    let stages = Options {
        bias: &bias,
        min_confidence: inputs.about.min_confidence(),
        ..Options::new(border.get(), gazetteer)
    };
    let bar = begin(&documents, shared);
    let report = pipeline::run_keeping(documents, &stages, keep, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(Work { report, border, border_named: inputs.border.is_some(), gazetteer, all_read })
}

/// Says which articles are in languages whose events are not read, and gives the bar of the run.
pub fn begin(documents: &[Document], shared: &Shared) -> ProgressBar {
    if !shared.quiet {
        talk::other_languages(&talk::languages(documents));
    }
    progress_bar(documents, shared)
}

/// Names of files that are told.
const NAMED: usize = 5;

/// Says which files of folders are passed over, and which files are named several times but read once.
pub fn say_what_is_not_read(inputs: &Inputs, leave_out: Option<&Path>, shared: &Shared) {
    if shared.quiet {
        return;
    }
    let most = if shared.verbose { usize::MAX } else { NAMED };
    let told = |paths: &[PathBuf]| {
        let names: Vec<String> =
            paths.iter().take(most).map(|path| visible(&path.display().to_string())).collect();
        let more = paths.len() - names.len();
        let more = if more > 0 { format!(" and {more} more (-v names all)") } else { String::new() };
        format!("{}{more}", names.join(", "))
    };
    let passed_over = document::passed_over(&inputs.paths, &inputs.options(leave_out));
    if !passed_over.is_empty() {
        let told = told(&passed_over);
        talk::say(&format!(
            "note: not read, for their endings tell no format: {told}; give one by its name to read it"
        ));
    }
    let (mut seen, mut again) = (BTreeSet::new(), Vec::new());
    for path in &inputs.paths {
        if path.is_file() && path.canonicalize().is_ok_and(|real| !seen.insert(real)) {
            again.push(path.clone());
        }
    }
    if !again.is_empty() {
        talk::say(&format!("note: named several times, read once: {}", told(&again)));
    }
}

/// All documents of the inputs, and whether all could be read. Says what could not; an error only if nothing could.
pub fn read(inputs: &Inputs, shared: &Shared, leave_out: Option<&Path>) -> Result<(Vec<Document>, bool)> {
    say_what_is_not_read(inputs, leave_out, shared);
    said(read_inputs(&inputs.paths, &inputs.options(leave_out)), shared)
}

/// The same of what has been read.
pub fn said(
    (documents, mut errors): (Vec<Document>, Vec<Error>),
    shared: &Shared,
) -> Result<(Vec<Document>, bool)> {
    if documents.is_empty()
        && let Some(last) = errors.pop()
    {
        errors.iter().for_each(talk::error);
        return Err(last);
    }
    errors.iter().for_each(talk::error);
    if !shared.quiet {
        talk::warnings(&documents);
    }
    Ok((documents, errors.is_empty()))
}

/// A bar on standard error for long runs; indicatif hides it where that is no terminal.
pub fn progress_bar(documents: &[Document], shared: &Shared) -> ProgressBar {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    if shared.quiet || bytes < LONG_RUN {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(documents.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} articles, {eta} left") {
        bar.set_style(style);
    }
    bar
}
