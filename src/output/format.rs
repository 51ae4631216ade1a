//! The formats that layers are written in: their names, their endings, and whether a file is one of ours.

use std::path::Path;

/// A format of one layer, or of several in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// One `FeatureCollection` (RFC 7946).
    GeoJson,
    /// One feature a line, each after a record separator (RFC 8142), for streams.
    GeoJsonSeq,
    /// One row a line, without geometry; rows of every modality.
    JsonLines,
    /// A table with a head line; geometry as WKT in the last column.
    Csv,
}

impl Format {
    /// All formats of this build.
    pub const ALL: &'static [Self] = &[Self::GeoJson, Self::GeoJsonSeq, Self::JsonLines, Self::Csv];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonSeq => "geojsonseq",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// Its endings, without dot, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::GeoJson => &["geojson", "json"],
            Self::GeoJsonSeq => &["geojsons", "geojsonl", "geojsonseq"],
            Self::JsonLines => &["jsonl", "ndjson"],
            Self::Csv => &["csv"],
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON (RFC 7946), one feature a line",
            Self::GeoJsonSeq => "GeoJSON Text Sequence (RFC 8142), for streams",
            Self::JsonLines => "JSON Lines: every row with its nested evidence, no geometry",
            Self::Csv => "comma-separated table, geometry as WKT, safe to open in a spreadsheet",
        }
    }

    /// The format of that name or ending.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name || format.endings().contains(&name.as_str()))
    }

    /// The format that a file's ending tells.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.endings().contains(&ending.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_mean_one_format_each() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
            for ending in format.endings() {
                assert_eq!(Format::of_path(Path::new(&format!("a.b.{ending}"))), Some(*format));
                assert_eq!(Format::from_name(&ending.to_uppercase()), Some(*format));
            }
        }
        for name in ["shp", "", "geojson2"] {
            assert_eq!(Format::from_name(name), None);
        }
        assert_eq!(Format::of_path(Path::new("geojson")), None);
    }
}
