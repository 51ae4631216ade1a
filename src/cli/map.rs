//! `map`: all layers, both pictures and the report page of a run, into one folder.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::gazetteer::{Credit, Gazetteer};
#[cfg(feature = "html")]
use eventmap::map::MapOptions;
use eventmap::map::{self, Format};
use eventmap::output::{self, Picture};
use eventmap::pipeline::Keep;
use eventmap::report::Report;
use eventmap::{Error, Result};

use super::base::base_map;
use super::drawing::{Drawing, FormatName};
use super::layers::LayersArgs;
use super::shown::Shown;
use super::work::{self, Inputs, Work};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Example: eventmap map articles/ --out maps
Writes events.geojson, incidents.geojson, claims.geojson, toponyms.geojson, measures.geojson, overview.png, detail.png
and report.md. --layer-formats geojson,csv,gpkg writes the layers in other forms.
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
    drawing: Drawing,
}

/// Names of the pictures without their endings.
const NAMES: [&str; 2] = ["overview", "detail"];

/// File and caption of each picture.
const PICTURES: [Picture<'_>; 2] = [
    Picture { file: "overview.png", caption: "All events, the border and bands of distance from it" },
    Picture { file: "detail.png", caption: "Where events crowd together" },
];

pub fn run(args: &MapArgs, shared: &Shared) -> Result<Outcome> {
    refuse_input_folder(args)?;
    args.layers.check(&args.out, &[PICTURES[0].file, PICTURES[1].file, "report.md"])?;
    let mut work = work::run(&args.inputs, shared, Some(&args.out), Keep::All)?;
    if let Some(asked) = args.shown.asked() {
        work.report.shown = asked;
    }
    let drawings = draw(&work, args)?;
    fs::create_dir_all(&args.out).map_err(|source| Error::Io {
        action: "create",
        path: args.out.clone(),
        source,
    })?;
    let mut pictures = Vec::new();
    for (name, kinds) in NAMES.iter().zip(&drawings) {
        for format in [Format::Png, Format::Svg, Format::Pdf] {
            let path = args.out.join(format!("{name}.{}", format.ending()));
            let drawn = kinds.iter().find(|(kind, _)| *kind == format);
            if let Some((_, bytes)) = drawn {
                output::write(&path, bytes)?;
                pictures.extend(PICTURES.iter().filter(|p| path.ends_with(p.file)).copied());
            } else if path.exists() {
                // A picture of an earlier run beside new data would be a lie.
                fs::remove_file(&path).map_err(|source| Error::Io { action: "remove", path, source })?;
            }
        }
    }
    let credits = data_credits(work.gazetteer);
    let layers = args.layers.write(&work.report, &args.out, &credits)?;
    let page = output::report_md(&work.report, &pictures, &credits);
    output::write(&args.out.join("report.md"), page.as_bytes())?;
    #[cfg(feature = "html")]
    if let Some(path) = &args.html {
        output::write(path, web_page(&work).as_bytes())?;
    }
    if !shared.quiet {
        summary(&work.report, &args.out, pictures.len() + layers + 1);
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

/// A picture in one kind of file.
type Drawn = (Format, Vec<u8>);

/// Both pictures in the kinds asked for; none where there is nothing to show.
fn draw(work: &Work, args: &MapArgs) -> Result<[Vec<Drawn>; 2]> {
    let report = &work.report;
    let base = base_map(report, Some(work.border.get()), work.gazetteer);
    let options = args.drawing.options(work.gazetteer)?;
    let kinds = |scene: Option<map::Scene>| -> Result<Vec<Drawn>> {
        let Some(scene) = scene else { return Ok(Vec::new()) };
        let file = |name: &FormatName| {
            let format = Format::from(*name);
            Ok((format, map::file(&scene, &options, format)?))
        };
        args.format.iter().map(file).collect()
    };
    let (overview, detail) = rayon::join(
        || kinds(map::overview_scene(report, &base, &options)?),
        || kinds(map::detail_scene(report, &base, &options)?),
    );
    Ok([overview?, detail?])
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
