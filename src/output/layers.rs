//! Layers as the bytes of a file, in any format.

use super::rows::{self, Layer, is_shown};
use super::{Format, Row, geojson, jsonl, separated};
use crate::report::Report;

/// What is written only on request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extras {
    /// Colours and sizes as simplestyle 1.1 properties of each feature.
    pub simplestyle: bool,
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
#[must_use]
pub fn layer_bytes(format: Format, layer: Layer, rows: &[Row], extras: &Extras) -> Vec<u8> {
    match format {
        Format::GeoJson => geojson::dressed(layer, rows, extras).into_bytes(),
        Format::GeoJsonSeq => geojson::sequence(layer, rows, extras).into_bytes(),
        Format::JsonLines => jsonl::lines(rows).into_bytes(),
        Format::Csv => separated::csv(layer, rows).into_bytes(),
    }
}
