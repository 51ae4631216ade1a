//! `eventmap render`: the map of a GeoJSON file of events that somebody edited.

use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::gazetteer::borders::Border;
use eventmap::map::{BaseMap, Format, MapOptions};
use eventmap::report::Report;
use eventmap::{Error, Result, edited, map};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::dest::Sources;
use super::drawing::{self, Drawing, FormatName};
use super::measure_to::BorderChoice;
use super::series::{Named, SeriesArgs};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap render events.geojson --out map.png --out map.pdf --theme print
  eventmap render events.geojson --out weeks.png --series week --charts
  eventmap render --claims claims.geojson --out claims.svg

EVENTS is events.geojson of 'eventmap map', edited in QGIS or by hand: points may be moved, rows added and removed. A row \
needs a point and an event_type; all other fields may be empty. Distances to the border are measured anew.

--series day --out map.png writes map-2023-06-01.png and so on (map-2023-W22.png, map-2023-06.png for weeks and months), \
--charts map-timeline.png and map-distances.png.")]
pub struct RenderArgs {
    /// GeoJSON file of events
    #[arg(value_name = "EVENTS.geojson", required_unless_present = "claims")]
    events: Option<PathBuf>,
    /// claims.geojson of 'eventmap map': each stated distance as an arc against the measured line, over the events if
    /// there are any
    #[arg(long, value_name = "CLAIMS.geojson")]
    claims: Option<PathBuf>,
    /// File to write; its ending tells the kind: .png, .svg or .pdf; may be given several times
    #[arg(short, long, value_name = "FILE", required = true)]
    out: Vec<PathBuf>,
    /// Replace files that eventmap did not write, or that were changed since
    #[arg(long)]
    force: bool,
    /// Measure to this border: two countries (AM-AZ), one (Poland), a region, or a GeoJSON file [default: RU-UA]
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "no_border")]
    border: Option<String>,
    /// Whose view of a disputed border: 'recognised' or a country code [default: recognised]
    #[arg(long, value_name = "CODE")]
    viewpoint: Option<String>,
    /// Draw no border and no distances
    #[arg(long)]
    no_border: bool,
    /// Draw the part where events crowd instead of all of it
    #[arg(long, conflicts_with = "series")]
    detail: bool,
    #[command(flatten)]
    series: SeriesArgs,
    #[command(flatten)]
    drawing: Drawing,
}

/// "map-2023-06-01.png" for "map.png".
fn beside(path: &Path, name: &str, format: FormatName) -> PathBuf {
    let mut file = path.file_stem().unwrap_or_default().to_owned();
    file.push(format!("-{name}.{}", Format::from(format).ending()));
    path.with_file_name(file)
}

/// The pictures asked for, without the charts.
fn scenes(args: &RenderArgs, report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Vec<Named>> {
    if let Some(maps) = args.series.maps(report, base, options)? {
        return Ok(maps);
    }
    let scene = if args.detail {
        map::detail_scene(report, base, options)?
    } else if args.events.is_none() {
        map::claims_scene(report, base, options)?
    } else {
        map::overview_scene(report, base, options)?
    };
    Ok(scene.map(|scene| (None, scene)).into_iter().collect())
}

fn why_nothing(args: &RenderArgs) -> &'static str {
    match args.series.series {
        Some(_) => "nothing to draw: no event is dated closely enough for the series",
        None if args.detail => "nothing to draw: events crowd nowhere, so there is no detail",
        None if args.events.is_none() => "nothing to draw: no stated distance has a number and a line",
        None => "nothing to draw: no event has a place, and there is no border",
    }
}

/// All that a run reads.
fn sources<'a>(args: &'a RenderArgs, shared: &'a Shared) -> Sources<'a> {
    let read = [&args.events, &args.claims].into_iter().flatten().map(PathBuf::as_path);
    let named = [args.border.as_deref().map(Path::new), args.drawing.style()].into_iter().flatten();
    Sources::new(shared.files().chain(read).chain(named), &[])
}

pub fn run(args: &RenderArgs, shared: &Shared) -> Result<Outcome> {
    let gazetteer = shared.gazetteer()?;
    let mut options = args.drawing.options(gazetteer)?;
    if args.claims.is_some() {
        options.layers = options.layers.with("claims");
    }
    let formats: Option<Vec<FormatName>> = args.out.iter().map(|path| FormatName::of(path)).collect();
    let formats = formats.ok_or_else(|| {
        let names: Vec<_> = args.out.iter().map(|p| format!("'{}'", p.display())).collect();
        Error::Usage(format!(
            "--out: expected names that end in .png, .svg or .pdf, found {}",
            names.join(", ")
        ))
    })?;
    let sources = sources(args, shared);
    if args.series.series.is_none() {
        args.out.iter().try_for_each(|path| sources.check(path, args.force))?;
    }
    let choice = (!args.no_border)
        .then(|| BorderChoice::new(args.border.as_deref(), args.viewpoint.as_deref(), gazetteer))
        .transpose()?;
    let border: Option<&Border> = choice.as_ref().map(BorderChoice::get);
    let report = edited::report(args.events.as_deref(), args.claims.as_deref(), border, gazetteer)?;
    let base = BaseMap::of(&report, border, gazetteer);
    let mut scenes = scenes(args, &report, &base, &options)?;
    if scenes.is_empty() {
        talk::say(why_nothing(args));
        return Ok(Outcome::Findings);
    }
    scenes.extend(args.series.charts(&report, &base, &options)?);
    drawing::warn(&options, scenes.iter().map(|named| &named.1));
    let files: Vec<(&Named, &PathBuf, FormatName)> = scenes
        .iter()
        .flat_map(|named| args.out.iter().zip(&formats).map(move |(path, format)| (named, path, *format)))
        .collect();
    let path_of = |name: &Option<String>, path: &PathBuf, format| {
        name.as_ref().map_or_else(|| path.clone(), |name| beside(path, name, format))
    };
    files
        .iter()
        .try_for_each(|((name, _), path, format)| sources.check(&path_of(name, path, *format), args.force))?;
    files.par_iter().try_for_each(|((name, scene), path, format)| {
        drawing::write(scene, &options, *format, &path_of(name, path, *format))
    })?;
    if !shared.quiet {
        let claims = match report.claims.len() {
            0 => String::new(),
            n => format!("stated distances {n}, "),
        };
        talk::say(&format!("events {}, {claims}pictures {}", report.events.len(), files.len()));
    }
    Ok(Outcome::Done)
}
