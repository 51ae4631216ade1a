//! The base map: all that is drawn and does not come from the report.

use std::collections::BTreeMap;

use super::fonts::{Face, can_show};
use super::rings::Rings;
use super::words::Lang;
use crate::gazetteer::borders::{self, Border};
use crate::geodesy::LonLat;
use crate::geodesy::outline::is_inside;

/// The line to which events are measured.
#[derive(Debug, Clone, Default)]
pub struct BorderLine {
    /// Its lines.
    pub lines: Vec<Vec<LonLat>>,
    /// Name for the legend: "Russia-Ukraine border".
    pub name: String,
    /// Who made it and when, short: "OpenStreetMap, 2026".
    pub source: String,
    /// ISO 3166-1 alpha-2 codes of the countries on its two sides, where known.
    pub sides: Vec<String>,
    /// Whose view of it this is: `recognised` or an ISO 3166-1 code; none for a line from a file.
    pub view: Option<String>,
    /// What a reader must know of the line: disputed parts, lines of control.
    pub note: Option<String>,
}

/// The outline of a country or region; the inside is told by the even-odd rule over all rings.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// ISO 3166-1 alpha-2 code of a country, ISO 3166-2 code of a region.
    pub code: String,
    /// Usual English name.
    pub name: String,
    /// Name in the local script.
    pub local_name: Option<String>,
    /// Its rings, the first position not repeated or repeated.
    pub rings: Rings,
}

impl Outline {
    /// True if it holds a position; its rings are taken as they lie in longitude and latitude.
    #[must_use]
    pub fn holds(&self, p: LonLat) -> bool {
        let lon = (p.lon + 180.0).rem_euclid(360.0) - 180.0;
        let p = LonLat { lon, lat: p.lat };
        !self.rings.iter().filter(|ring| is_inside(ring, p)).count().is_multiple_of(2)
    }
}

/// A settlement that may be named on the map.
#[derive(Debug, Clone)]
pub struct Settlement {
    /// Usual English or Latin name.
    pub name: String,
    /// Name in the local script.
    pub local_name: Option<String>,
    /// Its centre.
    pub position: LonLat,
    /// Inhabitants; zero where unknown.
    pub population: u64,
    /// True for the capital of a country.
    pub capital: bool,
}

impl Settlement {
    /// The name for the main line of its label in a language, and the one for the line under it.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> (&str, Option<&str>) {
        shown(&self.name, self.local_name.as_deref(), lang)
    }
}

/// Latin name and local name in the order of a language: readers of Cyrillic get the local one first. A local name in letters that
/// the fonts lack is none.
#[must_use]
pub fn shown<'a>(name: &'a str, local: Option<&'a str>, lang: Lang) -> (&'a str, Option<&'a str>) {
    match local.filter(|local| can_show(local, Face::Bold)) {
        Some(local) if lang != Lang::En => (local, Some(name)),
        local => (name, local),
    }
}

/// Everything that is drawn and does not come from the report.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BaseMap {
    /// The border; no distance is drawn without one.
    pub border: Option<BorderLine>,
    /// First-level regions, with outlines fine enough for a regional map.
    pub regions: Vec<Outline>,
    /// Countries of the whole world, coarse.
    pub countries: Vec<Outline>,
    /// Land borders of all countries, fine enough for any scale.
    pub boundaries: Boundaries,
    /// Coasts, lakes, rivers.
    pub water: Water,
    /// Settlements, in any order.
    pub settlements: Vec<Settlement>,
    /// Latin names of events' places by their own, where the fonts lack the letters of those.
    pub latin: BTreeMap<String, String>,
    /// Whom to thank for the data, one entry a source, with its licence.
    pub credits: Vec<String>,
}

/// Land borders between countries, decoded only where a map shows them.
#[derive(Debug, Clone, Default)]
pub enum Boundaries {
    /// None at all.
    #[default]
    None,
    /// The bundled ones, as this point of view has them: `recognised` or an ISO 3166-1 code.
    Bundled(String),
}

impl Boundaries {
    /// Those that may lie within degrees west, south, east and north, without the border of these two countries.
    #[must_use]
    pub fn within(&self, bounds: [f64; 4], without: &[String]) -> Vec<&'static Border> {
        let Self::Bundled(view) = self else { return Vec::new() };
        let measured = |b: &&Border| {
            let codes = || b.left.iter().chain(&b.right);
            without.len() == 2 && codes().all(|c| without.contains(c))
        };
        borders::within(bounds, view).into_iter().filter(|b| !measured(b)).collect()
    }
}

/// Land and water. Sea is what no land covers.
#[derive(Debug, Clone, Default)]
pub struct Water {
    /// Land of the world, coarse; without any, the whole map is land.
    pub land: Vec<Vec<LonLat>>,
    /// Land of a region, finer.
    pub fine_land: Vec<Vec<LonLat>>,
    /// Where the finer land may be used: west, south, east, north in degrees.
    pub fine_bounds: Option<[f64; 4]>,
    /// True if the bundled `super::bundled::shores` may be used where neither suits.
    pub shores: bool,
    /// Lakes and reservoirs, each with its rank: 1 for the largest.
    pub lakes: Vec<(u8, Vec<LonLat>)>,
    /// Rivers, each with its rank: 1 for the largest.
    pub rivers: Vec<(u8, Vec<LonLat>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readers of Cyrillic get a name in their letters or in Latin ones, never signs that a name was left out.
    #[test]
    fn local_names_without_letters_are_left_to_the_latin_one() {
        for (local, lang, want) in [
            (Some("Маріуполь"), Lang::Uk, ("Mariupol", Some("Маріуполь"))),
            (Some("غزة"), Lang::Uk, ("Mariupol", None)),
            (Some("חיפה"), Lang::Ru, ("Mariupol", None)),
            (Some("北京"), Lang::En, ("Mariupol", None)),
            (None, Lang::Uk, ("Mariupol", None)),
        ] {
            let found = shown("Mariupol", local, lang);
            let latin_first =
                if lang == Lang::En { want } else { want.1.map_or(want, |l| (l, Some(want.0))) };
            assert_eq!(found, latin_first, "{local:?}");
        }
    }
}
