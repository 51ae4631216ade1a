//! `map`: all layers, the pictures and the report page of a run, into one folder.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::gazetteer::{Credit, Gazetteer};
#[cfg(feature = "html")]
use eventmap::map::{BaseMap, MapOptions};
use eventmap::output;
use eventmap::pipeline::Keep;
use eventmap::report::Report;
use eventmap::{Error, Result};

use super::dest::{named, remove_older};
use super::drawing::{Drawing, FormatName};
use super::layers::LayersArgs;
use super::pictures::{self, Drawn};
use super::series::SeriesArgs;
use super::shown::Shown;
use super::work::{self, Inputs, Work};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap map articles/ --out maps
  eventmap map articles/ --html map.html --report html --layer-formats geojson,gpkg
  eventmap map articles/ --border AM-AZ --series week --sheet

Writes events.geojson, incidents.geojson, claims.geojson, toponyms.geojson, measures.geojson, areas.geojson, overview.png, detail.png and \
report.md. --layer-formats geojson,csv,gpkg writes the layers in other forms, --series day adds series-2023-06-01.png and so \
on, --series week --sheet sheet.png, --charts timeline.png and distances.png, --report html report.html for report.md.

Ends with 0 whatever the verdicts are; 'eventmap check' is for scripts that should stop at one.")]
pub struct MapArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Folder to write to; made if missing. What an earlier run wrote there is replaced or removed unless it was edited
    #[arg(short, long, value_name = "DIR", value_parser = named(), default_value = "maps", help_heading = "What is written")]
    out: PathBuf,
    #[command(flatten)]
    layers: LayersArgs,
    #[command(flatten)]
    shown: Shown,
    /// Also write one interactive page that works from a file, without a network
    #[cfg(feature = "html")]
    #[arg(long, value_name = "FILE", value_parser = named(), help_heading = "What is written")]
    html: Option<PathBuf>,
    /// Forms of the report page; html holds the pictures and is one file to pass on
    #[arg(
        long,
        value_name = "FORM,...",
        value_enum,
        value_delimiter = ',',
        default_value = "md",
        help_heading = "What is written"
    )]
    report: Vec<ReportForm>,
    /// Kinds of pictures to write
    #[arg(
        long,
        value_name = "KIND,...",
        value_enum,
        value_delimiter = ',',
        default_value = "png",
        help_heading = "What is written"
    )]
    format: Vec<FormatName>,
    /// Also a map of every stated distance against the measured line: claims.png
    #[arg(long, help_heading = "What is written")]
    claims: bool,
    #[command(flatten)]
    series: SeriesArgs,
    #[command(flatten)]
    drawing: Drawing,
}

/// A form of the report page.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ReportForm {
    Md,
    #[cfg(feature = "html")]
    Html,
}

impl ReportForm {
    #[cfg(feature = "html")]
    const NAMES: &[(Self, &str)] = &[(Self::Md, "report.md"), (Self::Html, "report.html")];
    #[cfg(not(feature = "html"))]
    const NAMES: &[(Self, &str)] = &[(Self::Md, "report.md")];
}

impl MapArgs {
    fn writes(&self, form: ReportForm) -> bool {
        self.report.contains(&form)
    }
}

pub fn run(args: &MapArgs, shared: &Shared) -> Result<Outcome> {
    refuse_input_folder(args)?;
    if args.out.is_file() {
        let problem = format!("--out: expected a folder, found the file '{}'", args.out.display());
        return Err(Error::Usage(problem));
    }
    let sources = args.inputs.sources(shared).and(args.drawing.style());
    #[cfg(feature = "html")]
    args.html.iter().try_for_each(|page| args.layers.check_file(page, &sources))?;
    let pages = ReportForm::NAMES.iter().filter(|(form, _)| args.writes(*form)).map(|(_, name)| *name);
    let known: Vec<&str> = pages.chain(["overview.png", "detail.png"]).collect();
    args.layers.check(&args.out, &known, &sources)?;
    args.layers.say_lost(shared.quiet);
    let mut work = work::run(&args.inputs, shared, Some(&args.out), Keep::All)?;
    if let Some(asked) = args.shown.asked() {
        work.report.shown = asked;
    }
    let options = args.drawing.options(work.gazetteer)?;
    let drawings = pictures::draw(&work, (&args.series, args.claims), &options, &args.format)?;
    let names: Vec<&str> = drawings.iter().map(|drawn| drawn.file.as_str()).collect();
    args.layers.check(&args.out, &names, &sources)?;
    fs::create_dir_all(&args.out).map_err(|source| Error::Io {
        action: "create",
        path: args.out.clone(),
        source,
    })?;
    for drawn in &drawings {
        output::write_own(&args.out.join(&drawn.file), &drawn.bytes)?;
    }
    pictures::remove_older(&args.out, &names, shared.quiet)?;
    let credits = data_credits(work.gazetteer);
    let layers = args.layers.write(&work.report, &args.out, &credits)?;
    args.layers.remove_older(&args.out, shared.quiet)?;
    let pages = report_pages(&work, args, &drawings, &credits)?;
    let others = PAGES.iter().filter(|name| !pages.contains(name)).map(|name| args.out.join(name));
    remove_older(others.collect(), shared.quiet)?;
    #[cfg(feature = "html")]
    if let Some(path) = &args.html {
        output::write_own(&output::follow(path), web_page(&work).as_bytes())?;
    }
    if !shared.quiet {
        summary(&work.report, &args.out, drawings.len() + layers + pages.len(), pages.first().unwrap_or(&""));
    }
    Ok(work.outcome(Outcome::Done))
}

/// The report page in all forms.
const PAGES: [&str; 2] = ["report.md", "report.html"];

/// Writes the report page in the forms asked for; their names.
fn report_pages<'n>(
    work: &Work,
    args: &MapArgs,
    drawings: &[Drawn],
    credits: &[String],
) -> Result<Vec<&'n str>> {
    let mut pages = Vec::new();
    if args.writes(ReportForm::Md) {
        let page = output::report_md(&work.report, &pictures::beside(drawings), credits);
        pages.push(("report.md", page));
    }
    #[cfg(feature = "html")]
    if args.writes(ReportForm::Html) {
        let page = eventmap::web::dossier(&work.report, &pictures::inside(drawings), credits);
        pages.push(("report.html", page));
    }
    for (name, page) in &pages {
        output::write_own(&args.out.join(name), page.as_bytes())?;
    }
    Ok(pages.into_iter().map(|(name, _)| name).collect())
}

/// The interactive page, over the same base map and bands as the pictures.
#[cfg(feature = "html")]
fn web_page(work: &Work) -> String {
    let base = BaseMap::of(&work.report, Some(work.border.get()), work.gazetteer);
    eventmap::web::page(&work.report, &base, &MapOptions::default().bands, &data_credits(work.gazetteer))
}

/// Results in the folder of the articles would be read as articles by the next run.
fn refuse_input_folder(args: &MapArgs) -> Result<()> {
    let canonical = |path: &Path| path.canonicalize().ok();
    let out = canonical(&args.out);
    if out.is_some() && args.inputs.paths.iter().any(|input| input.is_dir() && canonical(input) == out) {
        return Err(Error::Usage(format!(
            "'{}' is both the input and --out: the results would be read as articles next time",
            args.out.display()
        )));
    }
    Ok(())
}

/// Whose data stand behind the places, as their licences ask.
pub fn data_credits(gazetteer: &Gazetteer) -> Vec<String> {
    let credit = |credit: &Credit<'_>| format!("{}: {} ({})", credit.what, credit.text, credit.licence);
    gazetteer.credits().iter().map(credit).collect()
}

fn summary(report: &Report, out: &Path, files: usize, page: &str) {
    let drawn = report.events.iter().filter(|event| event.modality.is_drawn()).count();
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    let [articles, incidents, accounts, claims, unplaced] =
        [report.documents.len(), report.incidents.len(), drawn, report.claims.len(), report.unplaced.len()];
    talk::say(&format!(
        "articles {articles}, incidents {incidents} (accounts {accounts}), stated distances {claims} (contradicted \
         {contradicted}), not placed {unplaced}"
    ));
    talk::say(&format!("wrote {files} files into {}; read {page} first", out.display()));
}
