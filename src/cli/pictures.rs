//! The pictures of a run of `map`: which there are, what they are called, and what of an earlier run must go.

use std::fs;
use std::path::{Path, PathBuf};

use eventmap::map::period::Period;
use eventmap::map::{self, BaseMap, Format, MapOptions, Scene};
use eventmap::output::Picture;
use eventmap::report::Report;
use eventmap::{Error, Result};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::drawing::{self, FormatName};
use super::series::{self, SeriesArgs};
use super::work::Work;
use super::{dest, talk};

/// Names of the pictures without their endings, and their captions.
const NAMES: [(&str, &str); 6] = [
    ("overview", "All events, the border and bands of distance from it"),
    ("detail", "Where events crowd together"),
    ("claims", "Stated distances against measured lines"),
    ("sheet", "Events by period, in one frame"),
    (series::CHARTS[0], "Events by time"),
    (series::CHARTS[1], "Events by distance from the border"),
];

/// What the names of the maps of a series begin with.
const SERIES: &str = "series-";

/// A picture as a file.
pub struct Drawn {
    /// The name without its ending.
    name: String,
    /// Its name.
    pub file: String,
    #[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages that hold pictures ask"))]
    format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it shows, in words.
    #[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages that hold pictures ask"))]
    alt: String,
}

/// All pictures in the kinds asked for; none where there is nothing to show.
pub fn draw(
    work: &Work,
    (series, claims): (&SeriesArgs, bool),
    options: &MapOptions,
    formats: &[FormatName],
) -> Result<Vec<Drawn>> {
    let alone = without_border(work);
    let report = alone.as_ref().unwrap_or(&work.report);
    let border = Some(work.border.get()).filter(|_| alone.is_none());
    let base = BaseMap::of(report, border, work.gazetteer);
    let (overview, detail) = rayon::join(
        || map::overview_scene(report, &base, options),
        || map::detail_scene(report, &base, options),
    );
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    scenes.extend(overview?.map(|scene| ("overview".to_owned(), scene)));
    scenes.extend(detail?.map(|scene| ("detail".to_owned(), scene)));
    if claims {
        let scene = map::claims_scene(report, &base, options)?;
        scenes.extend(scene.map(|scene| ("claims".to_owned(), scene)));
    }
    for (period, scene) in series.maps(report, &base, options)?.unwrap_or_default() {
        scenes.push((period.map_or_else(|| "sheet".to_owned(), |period| format!("{SERIES}{period}")), scene));
    }
    for (name, scene) in series.charts(report, &base, options)? {
        scenes.extend(name.map(|name| (name, scene)));
    }
    drawing::warn(options, scenes.iter().map(|named| &named.1));
    let wanted: Vec<(&String, &Scene, Format)> = scenes
        .iter()
        .flat_map(|(name, scene)| formats.iter().map(move |format| (name, scene, (*format).into())))
        .collect();
    let drawn = |(name, scene, format): &(&String, &Scene, Format)| {
        Ok(Drawn {
            name: (*name).clone(),
            file: format!("{name}.{}", format.ending()),
            format: *format,
            bytes: map::file(scene, options, *format)?,
            alt: scene.alt.clone(),
        })
    };
    wanted.par_iter().map(drawn).collect()
}

/// Nobody asks how far events are from a border beyond this, in km, unless it was named.
const FAR_KM: f64 = 1000.0;

/// The report without its distances, where all events lie far from a border that nobody named; says so.
fn without_border(work: &Work) -> Option<Report> {
    let mut measured = work.report.events.iter().filter_map(|event| event.border.as_ref()).peekable();
    let far = measured.peek().is_some() && measured.all(|border| border.km_min > FAR_KM);
    if work.border_named || !far {
        return None;
    }
    talk::say(&format!(
        "note: no event lies within {FAR_KM} km of the {}: the maps leave it out; --border names another",
        work.border.get().name
    ));
    let mut report = work.report.clone();
    report.events.iter_mut().for_each(|event| event.border = None);
    Some(report)
}

/// The pictures that the report page names beside itself.
pub fn beside(drawings: &[Drawn]) -> Vec<Picture<'_>> {
    let picture = |drawn| Some(Picture { file: &png(drawn)?.file, caption: caption(drawn)? });
    drawings.iter().filter_map(picture).collect()
}

fn png(drawn: &Drawn) -> Option<&Drawn> {
    (drawn.file == format!("{}.png", drawn.name)).then_some(drawn)
}

fn caption(drawn: &Drawn) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| *name == drawn.name).map(|(_, caption)| *caption)
}

/// The pictures that a page holds inside itself: of each one kind, PNG if there is one.
#[cfg(feature = "html")]
pub fn inside(drawings: &[Drawn]) -> Vec<eventmap::web::Figure<'_>> {
    let mut figures = Vec::new();
    for drawn in drawings {
        let others = || drawings.iter().filter(|other| other.name == drawn.name);
        let best = others().find_map(png).or_else(|| others().find(|other| other.format == Format::Svg));
        let (true, Some(caption)) = (best.is_some_and(|best| best.file == drawn.file), figure_caption(drawn))
        else {
            continue;
        };
        figures.push(eventmap::web::Figure {
            caption,
            alt: &drawn.alt,
            format: drawn.format,
            bytes: &drawn.bytes,
        });
    }
    figures
}

/// Its own caption, or the period of a map of a series.
#[cfg(feature = "html")]
fn figure_caption(drawn: &Drawn) -> Option<&str> {
    caption(drawn).or_else(|| drawn.name.strip_prefix(SERIES))
}

/// A picture of an earlier run beside new data would be a lie: removes those of ours that this run did not write.
pub fn remove_older(out: &Path, written: &[&str], quiet: bool) -> Result<()> {
    let failed = |source| Error::Io { action: "read", path: out.to_owned(), source };
    let entries = fs::read_dir(out).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    paths.retain(|path| {
        let (Some(file), Some(stem)) = (path.file_name(), path.file_stem()) else { return false };
        let (file, stem) = (file.to_string_lossy(), stem.to_string_lossy());
        let ours = NAMES.iter().any(|(name, _)| *name == stem)
            || stem.strip_prefix(SERIES).is_some_and(Period::is_name);
        ours && FormatName::of(path).is_some() && written.iter().all(|name| *name != file)
    });
    dest::remove_older(paths, quiet)
}
