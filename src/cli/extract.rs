//! `extract`: the rows of one layer in any format, for other programs.

use clap::Args;
use eventmap::Result;
use eventmap::document::{Document, bring_together};
use eventmap::event::border::Ruler;
use eventmap::output::{self, Extras, Format, Layer};
use eventmap::pipeline::{self, Article, Keep, Options, Told};
use eventmap::report::Report;

use super::dest::Destination;
use super::feed::{Feed, Found};
use super::fields::layer;
use super::map::data_credits;
use super::shown::Shown;
use super::work::{self, Inputs};
use super::{Outcome, Shared, stream, talk};

/// Bytes of text that are read whole before rows are written: articles of some months of one story, in some 150 MB of memory.
const JOINED: usize = 16 << 20;

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap extract feed.jsonl > events.jsonl
  eventmap extract feed.jsonl -o events.gpkg
  eventmap extract feed.jsonl --layer claims --format csv > claims.csv
  zcat year.jsonl.gz | eventmap extract - > events.jsonl

JSON Lines hold events of every modality (denied, planned, history ... told apart by 'modality'); GeoJSON holds those that \
maps draw: happened and claimed. --modality and --all choose otherwise for both.

Up to 16 MB of text are read whole: events of several articles are joined to incidents, and articles date each other. From \
longer inputs jsonl, geojsonseq and csv are written as articles are read, in little memory, with no 'incident'; --join reads \
them whole, --stream reads no input whole.")]
pub struct ExtractArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// What to write
    #[arg(long, default_value = "events", value_parser = layer(), help_heading = "What is written")]
    layer: Layer,
    #[command(flatten)]
    dest: Destination,
    #[command(flatten)]
    shown: Shown,
    /// Write the rows of each article as soon as it is read: events are not joined to incidents, and each article is dated by
    /// what it says itself
    #[arg(long, help_heading = "What is written")]
    stream: bool,
    /// Read all articles before any row is written, however many they are
    #[arg(long, conflicts_with = "stream", help_heading = "What is written")]
    join: bool,
}

pub fn run(args: &ExtractArgs, shared: &Shared) -> Result<Outcome> {
    args.dest.check(&args.inputs.sources(shared), shared)?;
    let format = args.dest.format()?;
    if args.stream {
        stream::check(args.layer, format)?;
    }
    // Reading begins beside the opening of all else.
    let mut feed = Feed::new(&args.inputs, args.dest.file(), shared);
    let (gazetteer, border) = work::grounds(&args.inputs, shared, pipeline::warm_up)?;
    let bias = args.inputs.bias(gazetteer, border.get())?;
    let options = Options {
        bias: &bias,
        min_confidence: args.inputs.about.min_confidence(),
        ..Options::new(border.get(), gazetteer)
    };
    // Ranges of areas cost milliseconds: they are measured once a run.
    let run = Run { args, shared, keep: keep(args), ruler: Ruler::new(border.get()), options };
    if args.stream {
        return run.streamed(feed);
    }
    let joined = args.join || stream::check(args.layer, format).is_err();
    // Mentions of one article have nothing to do with those of another.
    let most = match args.layer {
        _ if joined => usize::MAX,
        Layer::Toponyms => 0,
        _ => JOINED,
    };
    let ahead = |documents: &[&Document]| pipeline::read_ahead(documents, &run.options, &run.ruler, run.keep);
    if let Some(found) = feed.whole(most, &ahead) {
        return run.whole(found);
    }
    if most > 0 && !shared.quiet {
        talk::say(&format!(
            "more than {} MB of text: rows are written as articles are read, and events are not joined to incidents (--join does)",
            JOINED >> 20
        ));
    }
    run.streamed(feed)
}

fn keep(args: &ExtractArgs) -> Keep {
    match args.layer {
        Layer::Toponyms => Keep::Toponyms,
        Layer::Claims => Keep::Claims,
        Layer::Events | Layer::Incidents | Layer::Measures | Layer::Areas => Keep::Events,
        _ => Keep::All,
    }
}

fn show(args: &ExtractArgs, report: &mut Report) {
    if let Some(asked) = args.shown.asked() {
        report.keep_only(asked);
        report.shown = asked;
    }
}

/// What a run reads with and writes to.
struct Run<'a> {
    args: &'a ExtractArgs,
    shared: &'a Shared,
    keep: Keep,
    ruler: Ruler<'a>,
    options: Options<'a>,
}

impl Run<'_> {
    /// Writes the rows when all articles are read.
    fn whole(&self, found: Vec<(Found, Option<Told>)>) -> Result<Outcome> {
        let Self { args, shared, .. } = self;
        let (found, told): (Vec<Found>, Vec<Option<Told>>) = found.into_iter().unzip();
        // What could not be read told nothing.
        let told: Vec<Option<Told>> =
            found.iter().zip(told).filter(|(found, _)| found.is_ok()).map(|(_, told)| told).collect();
        let (documents, all_read) = work::said(bring_together(found), shared)?;
        let bar = work::begin(&documents, shared);
        let articles = documents.into_iter().zip(told).map(|(document, told)| Article { document, told });
        let (options, ruler) = (&self.options, &self.ruler);
        let mut report =
            pipeline::run_articles(articles.collect(), options, ruler, self.keep, &|| bar.inc(1));
        bar.finish_and_clear();
        show(args, &mut report);
        let rows = output::layer_rows(&report, args.layer, args.dest.format()?);
        let extras = args.dest.extras.of(&report.border, &report.documents, &data_credits(options.gazetteer));
        args.dest.write(args.layer, &rows, &extras, shared)?;
        Ok(if all_read { Outcome::Done } else { Outcome::PartlyRead })
    }

    /// Writes the rows of each article before all are read.
    fn streamed(&self, feed: Feed) -> Result<Outcome> {
        let Self { args, shared, .. } = self;
        let extras = Extras { simplestyle: args.dest.extras.simplestyle, metadata: None };
        let format: Format = args.dest.format()?;
        stream::run(feed, args.layer, &args.dest, shared, &|articles, out| {
            let mut report = pipeline::run_apart(articles, &self.options, &self.ruler, self.keep, &|| ());
            show(args, &mut report);
            let rows = output::layer_rows(&report, args.layer, format);
            let bytes = output::layer_bytes(format, args.layer, &rows, &extras)?;
            out.write_all(&bytes).map_err(stream::failed(&args.dest))?;
            Ok(rows.len())
        })
    }
}
