//! GeoNames dumps: `allCountries.txt`, `cities500.txt`, `UA.txt`.
//!
//! Source: the readme of the dumps, 19 columns: geonameid, name, asciiname, alternatenames, latitude, longitude, feature class,
//! feature code, country code, cc2, admin1 to admin4 code, population, elevation, dem, timezone, modification date.

use std::path::Path;

use super::admin::Codes;
use super::features::{Feature, feature};
use super::lines::Lines;
use super::{FileReport, Importer, Taken};
use crate::error::Result;
use crate::gazetteer::PlaceClass;
use crate::gazetteer::layer::Row;
use crate::gazetteer::row_names::is_cyrillic;
use crate::geodesy::LonLat;

/// Columns of a row.
const COLUMNS: usize = 19;

/// A row and the codes of its divisions.
#[derive(Debug)]
pub(super) struct Dumped<'l> {
    row: Row,
    codes: Codes<'l>,
}

impl Importer<'_> {
    /// Takes the places of a dump.
    pub(super) fn read_dump(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let layer = self.layer(path, true);
        let mut lines = Lines::open(path)?;
        while let Some((number, line)) = lines.next(self.progress)? {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            report.rows += 1;
            let taken = match read(&line) {
                Ok(Some(mut dumped)) => self.take(&mut dumped.row, layer, false).inspect(|taken| {
                    if let Taken::Added(key) | Taken::Joined(key) = *taken {
                        let added = matches!(taken, Taken::Added(_));
                        self.admin.seen(&self.packer, key, added, dumped.codes);
                    }
                }),
                Ok(None) => Ok(Taken::LeftOut),
                Err(problem) => Err(problem),
            };
            match taken {
                Ok(taken) => report.count(taken),
                Err(problem) => self.bad_row(report, number, problem)?,
            }
        }
        Ok(())
    }
}

/// Reads a row; none for a feature that is left out.
fn read(line: &str) -> std::result::Result<Option<Dumped<'_>>, String> {
    let mut cells = [""; COLUMNS];
    let mut count = 0;
    for cell in line.split('\t') {
        if let Some(slot) = cells.get_mut(count) {
            *slot = cell;
        }
        count += 1;
    }
    if count != COLUMNS {
        return Err(format!("expected {COLUMNS} columns parted by tabs, found {count}"));
    }
    let [
        id,
        name,
        ascii,
        alternates,
        lat,
        lon,
        class,
        code,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        population,
        ..,
    ] = cells;
    let Some(feature) = feature(class, code) else { return Ok(None) };
    let number = id.parse::<u32>().ok().filter(|&number| number > 0);
    let number = number.ok_or_else(|| format!("expected a geonameid, found '{id}'"))?;
    let position = LonLat { lon: degrees(lon, 180.0, "longitude")?, lat: degrees(lat, 90.0, "latitude")? };
    let country = match country.as_bytes() {
        [] => "",
        [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => country,
        _ => return Err(format!("expected a country code of two letters, found '{country}'")),
    };
    let population = match population {
        "" => 0,
        words => words.parse::<u64>().map_err(|_| format!("expected a population, found '{words}'"))?,
    };
    if name.is_empty() && ascii.is_empty() {
        return Err("expected a name, found none".to_owned());
    }
    let row = row(number, [name, ascii, alternates], (position, country), population, feature);
    let level = match code {
        "ADM1" => 1,
        "ADM2" => 2,
        _ => 0,
    };
    Ok(Some(Dumped { row, codes: Codes { country, admin1, admin2, level } }))
}

/// A coordinate in degrees.
pub(super) fn degrees(words: &str, most: f64, what: &str) -> std::result::Result<f64, String> {
    let degrees = words.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    degrees.ok_or_else(|| format!("expected a {what} between -{most} and {most}, found '{words}'"))
}

fn row(
    geonameid: u32,
    [name, ascii, alternates]: [&str; 3],
    (position, country): (LonLat, &str),
    population: u64,
    Feature { class, radius_km, flags }: Feature,
) -> Row {
    let usual = if name.is_empty() { ascii } else { name };
    let mut names: Vec<String> = Vec::new();
    for name in alternates.split(',').chain([ascii]) {
        // Codes of airports stand among the names.
        if !name.is_empty() && name != usual && !is_code(name) {
            names.push(name.to_owned());
        }
    }
    Row {
        id: format!("geonames:{geonameid}"),
        name: usual.to_owned(),
        local: local(&names, country).unwrap_or_default(),
        class,
        position,
        radius_km,
        population: (population > 0).then_some(population),
        country: country.to_owned(),
        flags,
        stems: if matches!(class, PlaceClass::Region | PlaceClass::District) {
            stem(usual).into_iter().collect()
        } else {
            Vec::new()
        },
        names,
        ..Row::empty(class, position)
    }
}

/// Three or four capitals: the code of an airport or a port, not a name.
fn is_code(name: &str) -> bool {
    matches!(name.len(), 3 | 4) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words that stand behind the name of a division.
const TYPES: [&str; 12] = [
    "Oblast",
    "Region",
    "Province",
    "District",
    "County",
    "Raion",
    "Rayon",
    "Governorate",
    "Prefecture",
    "Krai",
    "Kray",
    "Voivodeship",
];

/// "Ternopil" of "Ternopil Oblast".
fn stem(name: &str) -> Option<String> {
    TYPES.iter().find_map(|word| name.strip_suffix(word)?.strip_suffix(' ').map(str::to_owned))
}

/// The name in the country's own Cyrillic letters, as far as letters tell the language.
fn local(names: &[String], country: &str) -> Option<String> {
    let has = |name: &str, letters: &str| name.to_lowercase().chars().any(|c| letters.contains(c));
    let mut cyrillic = names.iter().filter(|name| name.chars().any(is_cyrillic));
    let found = match country {
        "UA" => cyrillic
            .clone()
            .find(|name| has(name, "іїєґ"))
            .or_else(|| cyrillic.find(|name| !has(name, "ыэъё"))),
        "BY" => {
            cyrillic.clone().find(|name| has(name, "ў")).or_else(|| cyrillic.find(|name| !has(name, "їєґщи")))
        }
        "RU" | "BG" => cyrillic.find(|name| !has(name, "іїєґўјћђљњ")),
        "RS" | "MK" | "KZ" | "KG" | "MN" | "TJ" => cyrillic.next(),
        _ => None,
    };
    found.cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALLEY: &str = "123\tValley Town\tValley Town\tDolyna,VTX,Долина,Долина-Місто\t48.9\t24.0\tP\tPPLA2\tUA\t\t06\t0604\t\t\t20000\t\t400\tEurope/Kiev\t2024-01-01";

    #[test]
    fn a_row_is_read_whole() {
        let dumped = read(VALLEY).unwrap().unwrap();
        let row = &dumped.row;
        assert_eq!(
            (row.id.as_str(), row.name.as_str(), row.class),
            ("geonames:123", "Valley Town", PlaceClass::Settlement)
        );
        assert_eq!((row.position.lat, row.position.lon, row.population), (48.9, 24.0, Some(20_000)));
        assert_eq!((row.country.as_str(), dumped.codes.admin1, dumped.codes.admin2), ("UA", "06", "0604"));
        assert_eq!(row.names, ["Dolyna", "Долина", "Долина-Місто"], "without the airport");
        assert_eq!((row.local.as_str(), row.flags), ("Долина-Місто", 4), "seat of a district");
    }

    #[test]
    fn other_features_are_left_out_and_bad_rows_say_why() {
        let with = |column: usize, cell: &str| {
            let mut cells: Vec<&str> = VALLEY.split('\t').collect();
            cells[column] = cell;
            cells.join("\t")
        };
        for (line, says) in [
            (with(6, "S"), None),
            (with(7, "XYZ"), None),
            ("1\tname".to_owned(), Some("expected 19 columns parted by tabs, found 2")),
            (with(0, "x"), Some("expected a geonameid, found 'x'")),
            (with(0, "0"), Some("expected a geonameid, found '0'")),
            (with(4, "91"), Some("expected a latitude between -90 and 90, found '91'")),
            (with(5, "NaN"), Some("expected a longitude between -180 and 180, found 'NaN'")),
            (with(8, "Ukr"), Some("expected a country code of two letters, found 'Ukr'")),
            (with(14, "many"), Some("expected a population, found 'many'")),
            (with(18, "2024\textra"), Some("expected 19 columns parted by tabs, found 20")),
        ] {
            let found = read(&line);
            assert_eq!(found.as_ref().err().map(String::as_str), says, "{line}");
            assert!(found.is_err() || found.is_ok_and(|row| row.is_none()), "{line}");
        }
    }

    #[test]
    fn stems_and_codes() {
        assert_eq!(stem("Ternopil Oblast").as_deref(), Some("Ternopil"));
        assert_eq!((stem("Oblast"), stem("Bavaria")), (None, None));
        assert!(is_code("VTX") && is_code("UKLL") && !is_code("Bo") && !is_code("Ufa") && !is_code("ЛЬВ"));
    }
}
