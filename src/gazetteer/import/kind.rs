//! What a file to build from is: seen from its name, else from its first lines.

use std::path::Path;

use super::lines::Lines;
use crate::error::{Error, Result};

/// Kinds of files that a gazetteer is built from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SourceKind {
    /// `allCountries.txt`, `cities500.txt`, `UA.txt`: 19 columns parted by tabs, no head.
    #[default]
    Geonames,
    /// `alternateNamesV2.txt`: names of places that other files give.
    Alternates,
    /// `admin1CodesASCII.txt`.
    Admin1,
    /// `admin2Codes.txt`.
    Admin2,
    /// `countryInfo.txt`.
    Countries,
    /// A table with named columns, parted by commas, semicolons or tabs; a layer of eventmap's own.
    Table,
    /// Points, lines and polygons: a collection, or one feature a line.
    Geojson,
}

impl SourceKind {
    /// All kinds with the words that name them on the command line.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Geonames, "geonames"),
        (Self::Alternates, "alternates"),
        (Self::Admin1, "admin1"),
        (Self::Admin2, "admin2"),
        (Self::Countries, "countries"),
        (Self::Table, "table"),
        (Self::Geojson, "geojson"),
    ];

    /// The word that names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// When it is read: codes before the places that bear them, places before their further names.
    pub(super) fn stage(self) -> u8 {
        match self {
            Self::Admin1 | Self::Admin2 => 0,
            Self::Geonames => 1,
            Self::Table => 2,
            Self::Geojson => 3,
            Self::Countries => 4,
            Self::Alternates => 5,
        }
    }
}

/// Columns of a GeoNames dump.
const DUMP_COLUMNS: usize = 19;

/// The kind of the file at `path`.
pub(super) fn of(path: &Path) -> Result<SourceKind> {
    let file = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = file.strip_suffix(".gz").unwrap_or(&file);
    for (begin, kind) in [
        ("alternatenames", SourceKind::Alternates),
        ("admin1codes", SourceKind::Admin1),
        ("admin2codes", SourceKind::Admin2),
        ("countryinfo", SourceKind::Countries),
    ] {
        if plain.starts_with(begin) {
            return Ok(kind);
        }
    }
    for (end, kind) in [
        (".geojson", SourceKind::Geojson),
        (".geojsonl", SourceKind::Geojson),
        (".json", SourceKind::Geojson),
        (".csv", SourceKind::Table),
        (".tsv", SourceKind::Table),
    ] {
        if plain.ends_with(end) {
            return Ok(kind);
        }
    }
    by_content(path)
}

fn by_content(path: &Path) -> Result<SourceKind> {
    let mut lines = Lines::open(path)?;
    while let Some((_, line)) = lines.next(&mut |_| ())? {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('{') {
            return Ok(SourceKind::Geojson);
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() == DUMP_COLUMNS && cells[0].parse::<u32>().is_ok() {
            return Ok(SourceKind::Geonames);
        }
        let head = line.to_lowercase();
        if head.contains("name") && head.contains("lat") {
            return Ok(SourceKind::Table);
        }
        break;
    }
    Err(Error::BadFile {
        path: path.to_owned(),
        problem: "expected a GeoNames dump, a table whose first line names its columns (name, lat, lon) or GeoJSON, \
                  found none of them"
            .to_owned(),
    })
}
