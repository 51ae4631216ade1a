//! Borders to measure to: the bundled Russia-Ukraine line, every other land border of the world in a compact form, or any
//! line or polygon of a GeoJSON file.

use std::path::Path;
use std::sync::OnceLock;

use super::border_area::BorderArea;
use super::border_geojson;
pub use super::nearest_border::{nearest_land_border, nearest_of_country};
use super::shapes::{COUNTRY_TOLERANCE_M, country_near};
use super::world_borders;
use crate::error::Result;
use crate::geodesy::{BorderIndex, EdgeKind, LonLat, Nearest, polyline};

/// The point of view of the lines that most states and the United Nations recognise.
pub const RECOGNISED: &str = "recognised";

const RU_UA: &str = include_str!("../../gazetteer/borders/ru-ua.tsv");

/// Beyond this the line no longer tells the country, metres: other borders come between.
const SIDE_REACH_M: f64 = 100_000.0;
/// At sea the line tells the side within the territorial sea only: 12 nautical miles in metres.
const SEA_REACH_M: f64 = 22_224.0;

/// A border: lines with edges straight in longitude and latitude, and what is known of them.
#[derive(Debug, Default)]
pub struct Border {
    /// "ru-ua", or the name of the file that it was read from, without its ending.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Where the line comes from.
    pub source: String,
    /// Its licence, where known.
    pub licence: String,
    /// Version or date of the source, where known.
    pub version: String,
    /// How far the line may lie from its source, metres; 0 for a file taken as it is.
    pub tolerance_m: f64,
    /// How far the source's full line lies from this one on average, metres, where it was measured.
    pub mean_m: Option<f64>,
    /// Vertices of the source's full line, where known.
    pub full_vertices: Option<usize>,
    /// Whose view of the border this is: [`RECOGNISED`] or an ISO 3166-1 code; none for files.
    pub view: Option<String>,
    /// What a reader must know of the line: disputed parts, lines of control.
    pub note: Option<String>,
    /// What an edge between two vertices is.
    pub edges: EdgeKind,
    /// The lines, in the order and direction of the source.
    pub lines: Vec<Vec<LonLat>>,
    /// ISO 3166-1 code of the country to the left of the lines, where the whole border has one.
    pub left: Option<String>,
    /// The same, to the right.
    pub right: Option<String>,
    /// The countries to the left and right of each line, where lines differ in it: the border of one country with all
    /// its neighbours.
    pub line_sides: Vec<[String; 2]>,
    /// Which lines are rings of areas.
    pub area: BorderArea,
    pub(super) index: OnceLock<BorderIndex>,
}

/// The bundled border with this id, such as "ru-ua" or "am-az": two ISO 3166-1 codes in any order.
#[must_use]
pub fn embedded(id: &str) -> Option<&'static Border> {
    let id = id.to_uppercase();
    let (one, other) = id.split_once('-')?;
    between(one, other, RECOGNISED)
}

/// The bundled border of two countries, in a view where that differs from the recognised one.
#[must_use]
pub fn between(one: &str, other: &str, view: &str) -> Option<&'static Border> {
    let fine = [("RU", "UA"), ("UA", "RU")].contains(&(one, other));
    // The recognised view stands here: the world's lines need not be unpacked for it.
    if fine && (view == RECOGNISED || !world_borders::views(one, other).contains(&view)) {
        ru_ua()
    } else {
        world_borders::pair(one, other, view)
    }
}

/// Within 5 m of OpenStreetMap, where the world's are within 51 m.
fn ru_ua() -> Option<&'static Border> {
    static BORDER: OnceLock<Option<Border>> = OnceLock::new();
    BORDER.get_or_init(|| read("ru-ua", RU_UA).ok()).as_ref()
}

/// The bundled land borders whose box meets degrees west, south, east and north, in a view where that differs.
/// East may exceed 180 or be less than west where the bounds lie across the date line.
#[must_use]
pub fn within(bounds: [f64; 4], view: &str) -> Vec<&'static Border> {
    world_borders::pairs_within(bounds).into_iter().filter_map(|(a, b)| between(a, b, view)).collect()
}

/// The pairs of countries that have a bundled land border, each once, by code.
pub fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    world_borders::pairs()
}

/// The points of view that a pair of countries has besides the recognised one.
#[must_use]
pub fn views(one: &str, other: &str) -> Vec<&'static str> {
    world_borders::views(one, other)
}

/// The land border of a country with all its neighbours; none for islands and for what is no code.
#[must_use]
pub fn of_country(iso2: &str, view: &str) -> Option<Border> {
    let all: Vec<&Border> = neighbours(iso2).filter_map(|other| between(iso2, other, view)).collect();
    let first = all.first()?;
    let of_view = |b: &&Border| b.view.as_deref() == Some(view);
    let mut joined = Border {
        id: iso2.to_lowercase(),
        source: first.source.clone(),
        licence: first.licence.clone(),
        version: first.version.clone(),
        view: Some(if all.iter().any(of_view) { view } else { RECOGNISED }.to_owned()),
        ..Border::default()
    };
    let told = |b: &&Border| {
        let (note, other) = (b.note.as_ref()?, joined.view != b.view);
        Some(format!("{}: {}{note}", b.name, if other { "as recognised, " } else { "" }))
    };
    let notes: Vec<String> = all.iter().filter_map(told).collect();
    joined.note = Some(notes.join("; ")).filter(|notes| !notes.is_empty());
    for border in all {
        let (Some(left), Some(right)) = (&border.left, &border.right) else { continue };
        joined.tolerance_m = joined.tolerance_m.max(border.tolerance_m);
        joined.mean_m = Some(border.mean_m.unwrap_or(0.0).max(joined.mean_m.unwrap_or(0.0)));
        joined.lines.extend(border.lines.iter().cloned());
        joined.line_sides.extend(border.lines.iter().map(|_| [left.clone(), right.clone()]));
    }
    Some(joined)
}

/// The codes of the countries that share a land border with one.
pub fn neighbours(iso2: &str) -> impl Iterator<Item = &'static str> {
    pairs().filter_map(move |(one, other)| match (one == iso2, other == iso2) {
        (true, _) => Some(other),
        (_, true) => Some(one),
        _ => None,
    })
}

/// Reads a border from a GeoJSON file; see [`Border::from_geojson`].
///
/// # Errors
///
/// As that.
pub fn from_geojson(path: &Path) -> Result<Border> {
    Border::from_geojson(path)
}

/// Reads the bundled form: `# key: value` rows, then "line number, TAB, polyline" rows.
fn read(id: &str, text: &str) -> std::result::Result<Border, polyline::PolylineError> {
    let view = Some(RECOGNISED.to_owned());
    let mut border = Border { id: id.to_owned(), view, ..Border::default() };
    let mut decimals = 6;
    let mut current = "";
    for row in text.lines() {
        if let Some((key, value)) = row.strip_prefix("# ").and_then(|row| row.split_once(": ")) {
            match key {
                "name" => value.clone_into(&mut border.name),
                "source" => value.clone_into(&mut border.source),
                "licence" => value.clone_into(&mut border.licence),
                "version" => value.clone_into(&mut border.version),
                "tolerance_m" => border.tolerance_m = value.parse().unwrap_or(f64::NAN),
                "left" => border.left = Some(value.to_owned()),
                "right" => border.right = Some(value.to_owned()),
                "decimals" => decimals = value.parse().unwrap_or(decimals),
                _ => {}
            }
        } else if let Some((number, line)) = row.split_once('\t') {
            let part = polyline::decode(line, decimals)?;
            match border.lines.last_mut() {
                Some(line) if number == current => line.extend(part),
                _ => border.lines.push(part),
            }
            current = number;
        }
    }
    Ok(border)
}

impl Border {
    /// Reads the lines and polygon rings of a GeoJSON file: a geometry, a feature, or a collection of either.
    ///
    /// The first feature's properties `name`, `source`, `left` and `right` are taken over where they are there.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io) if the file cannot be read; [`Error::BadFile`](crate::Error::BadFile) or [`Error::BadRow`](crate::Error::BadRow), with what was expected, if it is no JSON, no
    /// GeoJSON, has no lines, or has positions off the Earth.
    pub fn from_geojson(path: &Path) -> Result<Self> {
        border_geojson::read(path)
    }

    /// The index of the lines, built when first asked for.
    #[must_use]
    pub fn index(&self) -> &BorderIndex {
        self.index.get_or_init(|| BorderIndex::build(&self.lines, self.edges))
    }

    /// The nearest point of the border.
    #[must_use]
    pub fn nearest(&self, p: LonLat) -> Option<Nearest> {
        self.index().nearest(p)
    }

    /// ISO 3166-1 code of the country that a position lies in, as far as line and outlines tell.
    ///
    /// Near the border (100 km; at sea 12 nautical miles) the line decides between its two countries, unless the
    /// position lies beyond the line's end; elsewhere the coarse outline of the country.
    #[must_use]
    pub fn side(&self, p: LonLat) -> Option<String> {
        self.side_of(p, &self.nearest(p)?)
    }

    /// [`Border::side`] for a position whose nearest point is known already.
    #[must_use]
    pub fn side_of(&self, p: LonLat, nearest: &Nearest) -> Option<String> {
        self.side_code(p, nearest).map(str::to_owned)
    }

    /// [`Border::side_of`] without a string of its own, for many positions.
    #[must_use]
    pub fn side_code(&self, p: LonLat, nearest: &Nearest) -> Option<&str> {
        let Some([left, right]) = self.sides_at(nearest) else { return country_near(p) };
        let by_line = if nearest.left { left } else { right };
        // A third country holds what its coarse outline holds, but for the strip where that may be wrong.
        if !nearest.at_end && nearest.metres <= COUNTRY_TOLERANCE_M {
            return Some(by_line);
        }
        let coarse = country_near(p);
        let reach = match coarse {
            Some(country) if country == left || country == right => SIDE_REACH_M,
            Some(_) => COUNTRY_TOLERANCE_M,
            None => SEA_REACH_M,
        };
        if nearest.at_end || nearest.metres > reach { coarse } else { Some(by_line) }
    }

    /// The countries to the left and right of the line at its nearest point, where known.
    #[must_use]
    pub fn sides_at(&self, nearest: &Nearest) -> Option<[&str; 2]> {
        match self.line_sides.get(nearest.line) {
            Some([left, right]) => Some([left, right]),
            None => Some([self.left.as_deref()?, self.right.as_deref()?]),
        }
    }

    /// Whether a position lies inside the border's areas; none where it has lines only.
    #[must_use]
    pub fn contains(&self, p: LonLat) -> Option<bool> {
        self.area.contains(&self.lines, self.edges, p)
    }

    /// The same border with another kind of edge.
    #[must_use]
    pub fn with_edges(mut self, edges: EdgeKind) -> Self {
        self.edges = edges;
        self.index = OnceLock::new();
        self.area.forget();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::shapes::region_shape;

    fn ru_ua() -> &'static Border {
        embedded("ru-ua").unwrap()
    }

    #[test]
    fn the_bundled_line() {
        let border = ru_ua();
        assert_eq!((border.left.as_deref(), border.right.as_deref()), (Some("RU"), Some("UA")));
        assert!(border.name.contains("Ukraine") && border.source.contains("OpenStreetMap"));
        assert!(border.licence.starts_with("ODbL") && border.version == "2026c");
        assert!((border.tolerance_m - 5.0).abs() < 1e-9);
        assert_eq!(border.lines.len(), 1);
        assert!(border.lines[0].len() > 13_000);
        assert!(embedded("fr-gb").is_none() && embedded("").is_none() && embedded("ru").is_none());
        assert!(std::ptr::eq(embedded("UA-RU").unwrap(), border));
    }

    /// Kilometres from the unsimplified line, measured by another implementation (pyproj, every edge); the simplified
    /// line is to agree within 10 m.
    #[test]
    fn distances_of_known_places() {
        for (place, lat, lon, km) in [
            ("Belgorod", 50.60343, 36.58091, 32.10),
            ("Shebekino", 50.41342, 36.92537, 7.08),
            ("Novaya Tavolzhanka", 50.35123, 36.82980, 3.06),
            ("Maslova Pristan", 50.45700, 36.73600, 16.48),
            ("Kharkiv", 49.98177, 36.25475, 34.60),
            ("Grayvoron", 50.47893, 35.68087, 7.53),
            ("Vovchansk", 50.29078, 36.94108, 6.39),
        ] {
            let found = ru_ua().nearest(LonLat::new(lon, lat)).unwrap();
            // 5 m for the two decimals of the published figure.
            assert!((found.metres - km * 1000.0).abs() <= 15.0, "{place} {}", found.metres);
        }
    }

    #[test]
    fn sides_of_known_places() {
        for (place, lon, lat, country) in [
            ("Belgorod", 36.58, 50.60, Some("RU")),
            ("Vovchansk", 36.94, 50.29, Some("UA")),
            ("Sudzha", 35.27, 51.19, Some("RU")),
            ("Sumy", 34.80, 50.91, Some("UA")),
            ("Milove, half of a divided town", 40.13, 49.38, Some("UA")),
            ("Chertkovo, the other half", 40.16, 49.38, Some("RU")),
            ("Mariupol", 37.54, 47.10, Some("UA")),
            ("Taganrog", 38.90, 47.24, Some("RU")),
            ("Luhansk", 39.31, 48.57, Some("UA")),
            ("Simferopol", 34.10, 44.95, Some("UA")),
            ("Lviv", 24.03, 49.84, Some("UA")),
            ("Vladivostok", 131.89, 43.12, Some("RU")),
            ("Gomel", 30.98, 52.43, Some("BY")),
            ("a field in Belarus near the three borders", 31.50, 52.25, Some("BY")),
            ("Warsaw", 21.01, 52.23, Some("PL")),
            ("Sea of Azov", 36.5, 46.1, None),
        ] {
            assert_eq!(ru_ua().side(LonLat::new(lon, lat)).as_deref(), country, "{place}");
        }
        assert_eq!(ru_ua().side(LonLat::new(f64::NAN, 50.0)), None);
    }

    /// Which regions lie on the border, from general knowledge; ranges in kilometres from a map.
    #[test]
    fn ranges_of_regions() {
        for (region, touches, nearest_km, farthest_km) in [
            ("RU-BEL", true, 0.0..=0.0, 90.0..=140.0),
            ("RU-KRS", true, 0.0..=0.0, 100.0..=180.0),
            ("RU-ROS", true, 0.0..=0.0, 350.0..=480.0),
            ("UA-63", true, 0.0..=0.0, 100.0..=200.0),
            ("UA-09", true, 0.0..=0.0, 50.0..=150.0),
            ("RU-LIP", false, 150.0..=250.0, 300.0..=450.0),
            ("RU-MOS", false, 250.0..=350.0, 500.0..=650.0),
            ("UA-53", false, 20.0..=80.0, 150.0..=300.0),
            ("UA-46", false, 450.0..=650.0, 600.0..=800.0),
        ] {
            let shape = region_shape(region).unwrap();
            let range = shape.distance_range(ru_ua().index()).unwrap();
            let (near, far) = (range.nearest_m / 1000.0, range.farthest_m / 1000.0);
            assert_eq!(range.touches, touches, "{region} {near}");
            assert!(nearest_km.contains(&near) && farthest_km.contains(&far), "{region} {near} {far}");
        }
    }

    #[test]
    fn broken_rows_are_errors() {
        assert!(read("x", "# left: RU\n0\t}ftkb\u{7f}\n").is_err());
        assert!(read("x", "").unwrap().nearest(LonLat::new(0.0, 0.0)).is_none());
    }

    #[test]
    fn any_two_neighbours() {
        for (id, name, km, lon, lat, side) in [
            // Yeraskh lies on the border with Nakhchivan; Goris some 10 km from it; Aachen and Strasbourg on theirs.
            ("am-az", "Armenia-Azerbaijan border", 0.0..=3.0, 44.825, 39.735, "AM"),
            ("BE-DE", "Belgium-Germany border", 2.0..=8.0, 6.083, 50.776, "DE"),
            ("DE-FR", "Germany-France border", 2.0..=5.0, 7.752, 48.573, "FR"),
            ("PL-UA", "Poland-Ukraine border", 55.0..=70.0, 24.03, 49.84, "UA"),
        ] {
            let border = embedded(id).unwrap();
            let p = LonLat::new(lon, lat);
            let found = border.nearest(p).unwrap();
            assert!(km.contains(&(found.metres / 1000.0)), "{id} {}", found.metres);
            assert_eq!(border.side(p).as_deref(), Some(side), "{id}");
            assert!(border.mean_m.unwrap() < 20.0 && border.tolerance_m < 60.0);
            let mut words: Vec<&str> = name.split([' ', '-']).collect();
            words.retain(|word| border.name.contains(word));
            assert_eq!(words.len(), 3, "{} is not {name}", border.name);
        }
    }

    #[test]
    fn borders_of_one_country_and_of_any() {
        let poland = of_country("PL", RECOGNISED).unwrap();
        assert_eq!(neighbours("PL").collect::<Vec<_>>(), ["BY", "CZ", "DE", "LT", "RU", "SK", "UA"]);
        // Lviv: the nearest border is Poland's with Ukraine.
        let lviv = LonLat::new(24.03, 49.84);
        let found = poland.nearest(lviv).unwrap();
        assert_eq!(poland.sides_at(&found), Some(["PL", "UA"]));
        let (border, nearest) = nearest_of_country("PL", lviv, RECOGNISED).unwrap();
        assert!(border.id == "pl-ua" && (nearest.metres - found.metres).abs() < 1e-6);
        let (border, _) = nearest_land_border(lviv, 300_000.0, RECOGNISED).unwrap();
        assert_eq!(border.id, "pl-ua");
        // Of India's neighbours only Nepal's line has an Indian view; a country without any gets the recognised lines by their name.
        let india = of_country("IN", "IN").unwrap();
        assert_eq!(india.view.as_deref(), Some("IN"));
        let note = india.note.unwrap();
        assert!(note.contains("India-Pakistan border: as recognised, line of control"), "{note}");
        assert!(note.contains("India-Nepal border: as India sees it"), "{note}");
        assert_eq!(of_country("PK", "PK").unwrap().view.as_deref(), Some(RECOGNISED));
        assert!(of_country("IS", RECOGNISED).is_none() && of_country("", RECOGNISED).is_none());
        assert!(nearest_land_border(LonLat::new(-18.0, 65.0), 300_000.0, RECOGNISED).is_none());
    }

    #[test]
    fn a_view_is_another_line_where_there_is_one() {
        // Sukhumi: in Georgia, 95 km from its border with Russia; as Russia sees it, Abkhazia lies on the other side.
        let sukhumi = LonLat::new(41.02, 43.0);
        let recognised = between("RU", "GE", RECOGNISED).unwrap();
        let russian = between("GE", "RU", "RU").unwrap();
        assert_eq!((recognised.view.as_deref(), russian.view.as_deref()), (Some("recognised"), Some("RU")));
        assert!(recognised.note.as_ref().unwrap().contains("Abkhazia"));
        assert!(recognised.nearest(sukhumi).unwrap().metres > 30_000.0);
        assert_eq!(recognised.side(sukhumi).as_deref(), Some("GE"));
        assert_eq!(views("RU", "GE"), ["RU"]);
        // A view that has no line of its own there is the recognised one.
        assert!(std::ptr::eq(between("DE", "FR", "RU").unwrap(), embedded("de-fr").unwrap()));
        assert!(between("UA", "RU", "RU").unwrap().note.as_ref().unwrap().contains("Crimea"));
    }
}
