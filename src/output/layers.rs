//! Layers as the bytes of a file, in any format.

use serde_json::{Map, Value};

use super::rows::{self, Layer, is_shown};
use super::{Format, Row, geojson, jsonl};
use crate::error::{Error, Result};
use crate::report::Report;

/// What is written only on request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// Colours and sizes as simplestyle 1.1 properties of each feature.
    pub simplestyle: bool,
    /// Where the rows come from ([`metadata`](super::metadata())): a foreign member of the collection in `GeoJSON`, in the head of
    /// the file in `GeoParquet` and `FlatGeobuf`.
    pub metadata: Option<Map<String, Value>>,
}

/// The rows of a layer that a format holds: all of them in JSON Lines, else those that maps show.
#[must_use]
pub fn layer_rows(report: &Report, layer: Layer, format: Format) -> Vec<Row> {
    let mut rows = rows::rows(report, layer);
    if format != Format::JsonLines {
        rows.retain(|row| is_shown(row, report.shown));
    }
    rows
}

/// One layer as the bytes of a file.
///
/// # Errors
///
/// [`Error::BadFile`] if the library behind a binary format fails; the formats of text cannot.
pub fn layer_bytes(format: Format, layer: Layer, rows: &[Row], extras: &Extras) -> Result<Vec<u8>> {
    Ok(match format {
        Format::GeoJson => geojson::dressed(layer, rows, extras).into_bytes(),
        Format::GeoJsonSeq => geojson::sequence(layer, rows, extras).into_bytes(),
        Format::JsonLines => jsonl::lines(rows).into_bytes(),
        #[cfg(feature = "formats")]
        Format::Csv => super::separated::csv(layer, rows).into_bytes(),
        #[cfg(feature = "formats")]
        Format::Kml => super::kml::kml(layer, rows).into_bytes(),
        #[cfg(feature = "gpkg")]
        Format::GeoPackage => super::gpkg::gpkg(&[(layer, rows)])?,
        #[cfg(feature = "parquet")]
        Format::GeoParquet => super::parquet::parquet(layer, rows, extras.metadata.as_ref())?,
        #[cfg(feature = "flatgeobuf")]
        Format::FlatGeobuf => super::fgb::fgb(layer, rows, extras.metadata.as_ref())?,
    })
}

/// Several layers as the bytes of one file.
///
/// # Errors
///
/// [`Error::Usage`] if the format holds one only ([`Format::holds_layers`]); else as [`layer_bytes`].
pub fn layers_bytes(format: Format, layers: &[(Layer, Vec<Row>)]) -> Result<Vec<u8>> {
    match format {
        #[cfg(feature = "gpkg")]
        Format::GeoPackage => {
            let layers: Vec<(Layer, &[Row])> =
                layers.iter().map(|(layer, rows)| (*layer, rows.as_slice())).collect();
            super::gpkg::gpkg(&layers)
        }
        format => Err(Error::Usage(format!(
            "a file of the format {} holds one layer, not {}",
            format.name(),
            layers.len()
        ))),
    }
}
