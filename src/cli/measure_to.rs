//! What `--border` and `--to` name: a file, a bundled border, a country's, a region, or a place.

use std::ffi::OsStr;
use std::path::Path;

use eventmap::gazetteer::border_names::{self, NoTarget, Target};
use eventmap::gazetteer::borders::{self, Border, RECOGNISED};
use eventmap::gazetteer::{Gazetteer, PlaceKey, shapes};
use eventmap::geodesy::EdgeKind;
use eventmap::{Error, Result};

use super::talk;
use super::terminal::visible;

/// The bundled border, or one read from a file or put together for this run.
pub enum BorderChoice {
    Bundled(&'static Border),
    Own(Box<Border>),
}

/// A line to measure to, or a place.
pub enum Goal {
    Border(BorderChoice),
    Place(PlaceKey),
}

impl BorderChoice {
    /// What the words name, which must be a line; else the bundled Russia-Ukraine border.
    pub fn new(words: Option<&str>, view: Option<&str>, gazetteer: &Gazetteer) -> Result<Self> {
        let Some(words) = words else { return Self::bundled(view) };
        match goal(words, view, EdgeKind::LonLat, gazetteer)? {
            Goal::Border(border) => {
                other_view(&point_of_view(view)?, border.get());
                if let (Self::Own(_), Some(note), false) = (&border, &border.get().note, is_file(words)) {
                    talk::say(&format!("note: {}: {note}", visible(words)));
                }
                Ok(border)
            }
            Goal::Place(key) => Err(Error::Usage(format!(
                "--border '{}' is a point, {}: expected a GeoJSON file, two countries such as AM-AZ, one country, or a region",
                visible(words),
                gazetteer.place(key).name
            ))),
        }
    }

    fn bundled(view: Option<&str>) -> Result<Self> {
        let view = point_of_view(view)?;
        borders::between("RU", "UA", &view)
            .map(Self::Bundled)
            .ok_or_else(|| Error::Usage("this build bundles no border: give one with --border".to_owned()))
    }

    pub fn get(&self) -> &Border {
        match self {
            Self::Bundled(border) => border,
            Self::Own(border) => border,
        }
    }
}

/// Says so where a disputed line is not the one of the point of view that was asked for.
fn other_view(asked: &str, border: &Border) {
    if let (Some(own), Some(note)) = (&border.view, &border.note)
        && own != asked
    {
        talk::say(&format!(
            "warning: no line as {} sees the {} is bundled: the {own} one is used ({note})",
            visible(asked),
            border.name
        ));
    }
}

/// "recognised", or an ISO 3166-1 code in capitals.
fn point_of_view(view: Option<&str>) -> Result<String> {
    let Some(view) = view.filter(|view| !view.eq_ignore_ascii_case(RECOGNISED)) else {
        return Ok(RECOGNISED.to_owned());
    };
    let code = view.to_ascii_uppercase();
    if shapes::country_codes().any(|known| known == code) {
        return Ok(code);
    }
    Err(Error::Usage(format!(
        "--viewpoint: expected '{RECOGNISED}' or the ISO 3166-1 code of a country such as UA, found '{}'",
        visible(view)
    )))
}

/// True for words that name a file, be it there or not.
fn is_file(words: &str) -> bool {
    let path = Path::new(words);
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    ["geojson", "json"].contains(&ending.as_str()) || path.is_file()
}

/// What the words name. A file of that name comes first; edges are those of a file.
pub fn goal(words: &str, view: Option<&str>, edges: EdgeKind, gazetteer: &Gazetteer) -> Result<Goal> {
    let view = point_of_view(view)?;
    if is_file(words) {
        let border = borders::from_geojson(Path::new(words))?;
        if let Some(note) = &border.note {
            talk::say(&format!("note: {}: {note}", visible(words)));
        }
        return Ok(Goal::Border(BorderChoice::Own(Box::new(border.with_edges(edges)))));
    }
    match border_names::named(gazetteer, words, &view) {
        Ok(Target::Bundled(border)) => Ok(Goal::Border(BorderChoice::Bundled(border))),
        Ok(Target::Made(border)) => Ok(Goal::Border(BorderChoice::Own(border))),
        Ok(Target::Place(key)) => Ok(Goal::Place(key)),
        Err(why) => Err(Error::Usage(format!("'{}': {}", visible(words), problem(&why)))),
    }
}

fn problem(why: &NoTarget) -> String {
    match why {
        NoTarget::Unknown => {
            "neither a file nor a border, a country, a region or a place that is known here; \
            expected a GeoJSON file, two countries such as AM-AZ, or a name"
                .to_owned()
        }
        NoTarget::NotNeighbours(said) => format!("these two share no land border: {said}"),
        NoTarget::NoOutline(name) => {
            format!("no outline of {name} is bundled; give a GeoJSON file of it")
        }
        NoTarget::NoLandBorder(name) => {
            format!("{name} has no land border; give a GeoJSON file of its coast")
        }
        NoTarget::NoSuchView(known) => format!("the points of view of this border are recognised, {known}"),
    }
}
