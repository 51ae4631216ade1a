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
    #[cfg(feature = "formats")]
    Csv,
    /// Placemarks with their fields, for Google Earth.
    #[cfg(feature = "formats")]
    Kml,
    /// Layers with their QGIS styles in one SQLite file.
    #[cfg(feature = "gpkg")]
    GeoPackage,
    /// A columnar table for `DuckDB`, pandas and the like.
    #[cfg(feature = "parquet")]
    GeoParquet,
    /// Features with a spatial index.
    #[cfg(feature = "flatgeobuf")]
    FlatGeobuf,
}

impl Format {
    /// All formats of this build.
    pub const ALL: &'static [Self] = &[
        Self::GeoJson,
        Self::GeoJsonSeq,
        Self::JsonLines,
        #[cfg(feature = "formats")]
        Self::Csv,
        #[cfg(feature = "formats")]
        Self::Kml,
        #[cfg(feature = "gpkg")]
        Self::GeoPackage,
        #[cfg(feature = "parquet")]
        Self::GeoParquet,
        #[cfg(feature = "flatgeobuf")]
        Self::FlatGeobuf,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonSeq => "geojsonseq",
            Self::JsonLines => "jsonl",
            #[cfg(feature = "formats")]
            Self::Csv => "csv",
            #[cfg(feature = "formats")]
            Self::Kml => "kml",
            #[cfg(feature = "gpkg")]
            Self::GeoPackage => "gpkg",
            #[cfg(feature = "parquet")]
            Self::GeoParquet => "geoparquet",
            #[cfg(feature = "flatgeobuf")]
            Self::FlatGeobuf => "flatgeobuf",
        }
    }

    /// Its endings, without dot, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::GeoJson => &["geojson", "json"],
            Self::GeoJsonSeq => &["geojsons", "geojsonl", "geojsonseq"],
            Self::JsonLines => &["jsonl", "ndjson"],
            #[cfg(feature = "formats")]
            Self::Csv => &["csv"],
            #[cfg(feature = "formats")]
            Self::Kml => &["kml"],
            #[cfg(feature = "gpkg")]
            Self::GeoPackage => &["gpkg"],
            #[cfg(feature = "parquet")]
            Self::GeoParquet => &["parquet", "geoparquet"],
            #[cfg(feature = "flatgeobuf")]
            Self::FlatGeobuf => &["fgb"],
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON (RFC 7946), one feature a line",
            Self::GeoJsonSeq => "GeoJSON Text Sequence (RFC 8142), for streams",
            Self::JsonLines => "JSON Lines: every row with its nested evidence, no geometry",
            #[cfg(feature = "formats")]
            Self::Csv => "comma-separated table, geometry as WKT, safe to open in a spreadsheet",
            #[cfg(feature = "formats")]
            Self::Kml => "KML 2.2 for Google Earth, with time spans",
            #[cfg(feature = "gpkg")]
            Self::GeoPackage => "GeoPackage 1.3: all layers in one file, with QGIS styles",
            #[cfg(feature = "parquet")]
            Self::GeoParquet => "GeoParquet 1.1: a columnar table for DuckDB, pandas and other data tools",
            #[cfg(feature = "flatgeobuf")]
            Self::FlatGeobuf => "FlatGeobuf 3: features with a spatial index, for web maps and GIS programs",
        }
    }

    /// True if one file holds several layers.
    #[must_use]
    pub fn holds_layers(self) -> bool {
        match self {
            #[cfg(feature = "gpkg")]
            Self::GeoPackage => true,
            _ => false,
        }
    }

    /// True if its files have room for where the rows come from.
    #[must_use]
    pub fn holds_metadata(self) -> bool {
        match self {
            Self::GeoJson => true,
            #[cfg(feature = "parquet")]
            Self::GeoParquet => true,
            #[cfg(feature = "flatgeobuf")]
            Self::FlatGeobuf => true,
            _ => false,
        }
    }

    /// True if its features may have properties for viewers that know simplestyle.
    #[must_use]
    pub fn holds_simplestyle(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoJsonSeq)
    }

    /// True if it is text, which a terminal can show.
    #[must_use]
    pub fn is_text(self) -> bool {
        match self {
            #[cfg(feature = "parquet")]
            Self::GeoParquet => false,
            #[cfg(feature = "flatgeobuf")]
            Self::FlatGeobuf => false,
            format => !format.holds_layers(),
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
