//! Borders to measure to: the bundled Russia-Ukraine line, or any line or polygon of a GeoJSON file.

use std::path::Path;
use std::sync::OnceLock;

use super::border_geojson;
use super::shapes::{COUNTRY_TOLERANCE_M, country_near};
use crate::error::Result;
use crate::geodesy::{BorderIndex, EdgeKind, LonLat, Nearest, polyline};

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
    /// The lines, in the order and direction of the source.
    pub lines: Vec<Vec<LonLat>>,
    /// ISO 3166-1 code of the country to the left of the lines, where the whole border has one.
    pub left: Option<String>,
    /// The same, to the right.
    pub right: Option<String>,
    index: OnceLock<BorderIndex>,
}

/// The bundled border with this id: "ru-ua".
#[must_use]
pub fn embedded(id: &str) -> Option<&'static Border> {
    static BORDER: OnceLock<Option<Border>> = OnceLock::new();
    match id {
        "ru-ua" => BORDER.get_or_init(|| read(id, RU_UA).ok()).as_ref(),
        _ => None,
    }
}

/// The ids that [`embedded`] knows.
#[must_use]
pub fn embedded_ids() -> &'static [&'static str] {
    &["ru-ua"]
}

/// Reads a border from a GeoJSON file; see [`Border::from_geojson`].
pub fn from_geojson(path: &Path) -> Result<Border> {
    Border::from_geojson(path)
}

/// Reads the bundled form: `# key: value` rows, then "line number, TAB, polyline" rows.
fn read(id: &str, text: &str) -> std::result::Result<Border, polyline::PolylineError> {
    let mut border = Border { id: id.to_owned(), ..Border::default() };
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
    /// The error says what was expected: unreadable file, no JSON, no GeoJSON, no lines, positions off the Earth.
    pub fn from_geojson(path: &Path) -> Result<Self> {
        border_geojson::read(path)
    }

    /// The index of the lines, built when first asked for.
    #[must_use]
    pub fn index(&self) -> &BorderIndex {
        self.index.get_or_init(|| BorderIndex::build(&self.lines, EdgeKind::LonLat))
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
        let coarse = country_near(p).map(str::to_owned);
        let (Some(left), Some(right)) = (&self.left, &self.right) else { return coarse };
        let reach = match &coarse {
            Some(country) if country == left || country == right => SIDE_REACH_M,
            // A third country holds what its coarse outline holds, but for the strip where that may be wrong.
            Some(_) => COUNTRY_TOLERANCE_M,
            None => SEA_REACH_M,
        };
        if nearest.at_end || nearest.metres > reach {
            return coarse;
        }
        Some(if nearest.left { left.clone() } else { right.clone() })
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
        assert!(embedded("fr-de").is_none());
        for id in embedded_ids() {
            assert!(embedded(id).is_some());
        }
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
}
