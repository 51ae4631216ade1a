//! `map`: all layers, both pictures and the report page of a run, into one folder.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::gazetteer::{Credit, Gazetteer};
#[cfg(feature = "html")]
use eventmap::map::MapOptions;
use eventmap::map::period::Period;
use eventmap::map::{self, Format, Scene};
use eventmap::output::{self, Picture};
use eventmap::pipeline::Keep;
use eventmap::report::Report;
use eventmap::{Error, Result};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::base::base_map;
use super::drawing::{Drawing, FormatName};
use super::layers::LayersArgs;
use super::series::{self, SeriesArgs};
use super::shown::Shown;
use super::work::{self, Inputs, Work};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Example: eventmap map articles/ --out maps
Writes events.geojson, incidents.geojson, claims.geojson, toponyms.geojson, measures.geojson, overview.png, detail.png
and report.md. --layer-formats geojson,csv,gpkg writes the layers in other forms. --series day adds
series-2023-06-01.png and so on, --series week --sheet sheet.png, --charts timeline.png and distances.png.
Ends with 0 whatever the verdicts are; 'eventmap check' is for scripts that should stop at one.")]
pub struct MapArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Folder to write to; made if missing, files of earlier runs are replaced
    #[arg(short, long, value_name = "DIR", default_value = "maps", help_heading = "What is written")]
    out: PathBuf,
    #[command(flatten)]
    layers: LayersArgs,
    #[command(flatten)]
    shown: Shown,
    /// Also write one interactive page that works from a file, without a network
    #[cfg(feature = "html")]
    #[arg(long, value_name = "FILE", help_heading = "What is written")]
    html: Option<PathBuf>,
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
    #[command(flatten)]
    series: SeriesArgs,
    #[command(flatten)]
    drawing: Drawing,
}

/// Names of the pictures without their endings.
const NAMES: [&str; 5] = ["overview", "detail", "sheet", series::CHARTS[0], series::CHARTS[1]];

/// What the names of the maps of a series begin with.
const SERIES: &str = "series-";

/// File and caption of each picture of the report page.
const PICTURES: [Picture<'_>; 5] = [
    Picture { file: "overview.png", caption: "All events, the border and bands of distance from it" },
    Picture { file: "detail.png", caption: "Where events crowd together" },
    Picture { file: "sheet.png", caption: "Events by period, in one frame" },
    Picture { file: "timeline.png", caption: "Events by time" },
    Picture { file: "distances.png", caption: "Events by distance from the border" },
];

pub fn run(args: &MapArgs, shared: &Shared) -> Result<Outcome> {
    refuse_input_folder(args)?;
    args.layers.check(&args.out, &["overview.png", "detail.png", "report.md"])?;
    let mut work = work::run(&args.inputs, shared, Some(&args.out), Keep::All)?;
    if let Some(asked) = args.shown.asked() {
        work.report.shown = asked;
    }
    let drawings = draw(&work, args)?;
    let names: Vec<String> =
        drawings.iter().map(|(name, format, _)| format!("{name}.{}", format.ending())).collect();
    args.layers.check(&args.out, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    fs::create_dir_all(&args.out).map_err(|source| Error::Io {
        action: "create",
        path: args.out.clone(),
        source,
    })?;
    for (name, (_, _, bytes)) in names.iter().zip(&drawings) {
        output::write(&args.out.join(name), bytes)?;
    }
    remove_older(&args.out, &names)?;
    let drawn = |picture: &&Picture<'_>| names.iter().any(|name| name == picture.file);
    let pictures: Vec<Picture<'_>> = PICTURES.iter().filter(drawn).copied().collect();
    let credits = data_credits(work.gazetteer);
    let layers = args.layers.write(&work.report, &args.out, &credits)?;
    let page = output::report_md(&work.report, &pictures, &credits);
    output::write(&args.out.join("report.md"), page.as_bytes())?;
    #[cfg(feature = "html")]
    if let Some(path) = &args.html {
        output::write(path, web_page(&work).as_bytes())?;
    }
    if !shared.quiet {
        summary(&work.report, &args.out, names.len() + layers + 1);
    }
    Ok(work.outcome(Outcome::Done))
}

/// The interactive page, over the same base map and bands as the pictures.
#[cfg(feature = "html")]
fn web_page(work: &Work) -> String {
    let base = base_map(&work.report, Some(work.border.get()), work.gazetteer);
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

/// A picture of an earlier run beside new data would be a lie: removes those of ours that this run did not write.
fn remove_older(out: &Path, written: &[String]) -> Result<()> {
    let failed = |action, path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { action, path, source }
    };
    for entry in fs::read_dir(out).map_err(failed("read", out))? {
        let path = entry.map_err(failed("read", out))?.path();
        let (Some(file), Some(stem)) = (path.file_name(), path.file_stem()) else { continue };
        let (file, stem) = (file.to_string_lossy(), stem.to_string_lossy());
        let ours = NAMES.contains(&&*stem) || stem.strip_prefix(SERIES).is_some_and(Period::is_name);
        let picture = FormatName::of(&path).is_some() && path.is_file() && output::may_replace(&path);
        if ours && picture && written.iter().all(|name| *name != file) {
            fs::remove_file(&path).map_err(failed("remove", &path))?;
        }
    }
    Ok(())
}

/// A picture's name without its ending, its kind and its bytes.
type Drawn = (String, Format, Vec<u8>);

/// All pictures in the kinds asked for; none where there is nothing to show.
fn draw(work: &Work, args: &MapArgs) -> Result<Vec<Drawn>> {
    let report = &work.report;
    let base = base_map(report, Some(work.border.get()), work.gazetteer);
    let options = args.drawing.options(work.gazetteer)?;
    let (overview, detail) = rayon::join(
        || map::overview_scene(report, &base, &options),
        || map::detail_scene(report, &base, &options),
    );
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    scenes.extend(overview?.map(|scene| ("overview".to_owned(), scene)));
    scenes.extend(detail?.map(|scene| ("detail".to_owned(), scene)));
    for (period, scene) in args.series.maps(report, &base, &options)?.unwrap_or_default() {
        scenes.push((period.map_or_else(|| "sheet".to_owned(), |period| format!("{SERIES}{period}")), scene));
    }
    for (name, scene) in args.series.charts(report, &base, &options)? {
        scenes.extend(name.map(|name| (name, scene)));
    }
    let wanted: Vec<(&String, &Scene, Format)> = scenes
        .iter()
        .flat_map(|(name, scene)| args.format.iter().map(move |format| (name, scene, (*format).into())))
        .collect();
    wanted
        .par_iter()
        .map(|(name, scene, format)| Ok(((*name).clone(), *format, map::file(scene, &options, *format)?)))
        .collect()
}

/// Whose data stand behind the places, as their licences ask.
pub fn data_credits(gazetteer: &Gazetteer) -> Vec<String> {
    let credit = |credit: &Credit<'_>| format!("{}: {} ({})", credit.what, credit.text, credit.licence);
    gazetteer.credits().iter().map(credit).collect()
}

fn summary(report: &Report, out: &Path, files: usize) {
    let drawn = report.events.iter().filter(|event| event.modality.is_drawn()).count();
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    let [articles, incidents, accounts, claims, unplaced] =
        [report.documents.len(), report.incidents.len(), drawn, report.claims.len(), report.unplaced.len()];
    talk::say(&format!(
        "articles {articles}, incidents {incidents} (accounts {accounts}), stated distances {claims} (contradicted \
         {contradicted}), not placed {unplaced}"
    ));
    talk::say(&format!("wrote {} files into {}; read report.md first", files, out.display()));
}
