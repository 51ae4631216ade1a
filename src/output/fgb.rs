//! One layer as `FlatGeobuf` 3: features with a spatial index in one file, which web maps and GIS programs read in parts.

use std::path::Path;

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::error::GeozeroError;
use geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor as _};

use super::cell::{DECIMALS, real};
use super::rows::Form;
use super::schema::{Column, Kind, columns};
use super::{Cell, Geometry, Layer, Row};
use crate::error::{Error, Result};
use crate::geodesy::LonLat;

/// WGS 84; positions are longitude first, as GIS programs have it in files.
const WGS_84: i32 = 4326;

/// The layer as the bytes of a file.
pub fn fgb(layer: Layer, rows: &[Row]) -> Result<Vec<u8>> {
    let bad = |error: String| Error::BadFile {
        path: Path::new("FlatGeobuf").to_owned(),
        problem: format!("expected FlatGeobuf to take the rows, found {error}"),
    };
    let columns = columns(layer);
    let shape = match layer.form() {
        Form::Points => GeometryType::Point,
        Form::Lines => GeometryType::LineString,
        Form::Areas => GeometryType::MultiPolygon,
    };
    // The index holds a box of every feature, so one without a place leaves no index.
    let all_placed = !rows.is_empty() && rows.iter().all(|row| *row.geometry.sound() != Geometry::None);
    let options = FgbWriterOptions {
        write_index: all_placed,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { org: Some("EPSG"), code: WGS_84, ..FgbCrs::default() },
        description: Some(layer.about()),
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options(layer.name(), shape, options)
        .map_err(|error| bad(error.to_string()))?;
    for column in columns {
        file.add_column(column.name, column_type(column.kind), |_, _| ());
    }
    for row in rows {
        let mut failed = None;
        let added = file.add_feature_geom(Shape(&row.geometry), |feature| {
            for (at, column) in columns.iter().enumerate() {
                let Some((_, cell)) = row.cells.iter().find(|(name, _)| *name == column.name) else {
                    continue;
                };
                let property = cell.to_property();
                if let Some(value) = value(column, cell, &property) {
                    failed = failed.take().or(feature.property(at, column.name, &value).err());
                }
            }
        });
        if let Some(error) = failed.or(added.err()) {
            return Err(bad(error.to_string()));
        }
    }
    let mut bytes = Vec::new();
    file.write(&mut bytes).map_err(|error| bad(error.to_string()))?;
    Ok(bytes)
}

fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::String => ColumnType::String,
        Kind::Integer => ColumnType::Long,
        Kind::Real => ColumnType::Double,
        // The format knows no days without a time.
        Kind::Date | Kind::DateTime => ColumnType::DateTime,
    }
}

/// None for what is not known: the format leaves such columns out of a feature.
fn value<'a>(column: &Column, cell: &Cell, property: &'a serde_json::Value) -> Option<ColumnValue<'a>> {
    match (column.kind, cell) {
        (_, Cell::Int(n)) => Some(ColumnValue::Long(*n)),
        (_, Cell::Flag(flag)) => Some(ColumnValue::Long(i64::from(*flag))),
        (Kind::Real, _) => property.as_f64().map(ColumnValue::Double),
        (Kind::Date | Kind::DateTime, _) => property.as_str().map(ColumnValue::DateTime),
        _ => property.as_str().map(ColumnValue::String),
    }
}

/// A geometry that tells itself to the writer, with the decimals of every other format.
struct Shape<'a>(&'a Geometry);

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> std::result::Result<(), GeozeroError> {
        match self.0.sound() {
            Geometry::None => Ok(()),
            Geometry::Point(point) => {
                to.point_begin(0)?;
                put(to, &[*point])?;
                to.point_end(0)
            }
            Geometry::Line(a, b) => {
                to.linestring_begin(true, 2, 0)?;
                put(to, &[*a, *b])?;
                to.linestring_end(true, 0)
            }
            Geometry::Area(polygons) => {
                to.multipolygon_begin(polygons.len(), 0)?;
                for (at, rings) in polygons.iter().enumerate() {
                    to.polygon_begin(false, rings.len(), at)?;
                    for (at, ring) in rings.iter().enumerate() {
                        to.linestring_begin(false, ring.len(), at)?;
                        put(to, ring)?;
                        to.linestring_end(false, at)?;
                    }
                    to.polygon_end(false, at)?;
                }
                to.multipolygon_end(0)
            }
        }
    }
}

fn put<P: GeomProcessor>(to: &mut P, line: &[LonLat]) -> std::result::Result<(), GeozeroError> {
    let rounded = |degrees: f64| real(degrees, DECIMALS).as_f64().unwrap_or(f64::NAN);
    for (at, point) in line.iter().enumerate() {
        to.xy(rounded(point.lon), rounded(point.lat), at)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{rows, sample};
    use flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader};

    #[test]
    fn every_row_is_read_back() {
        for layer in Layer::ALL {
            let rows = rows::rows(&sample::report(), layer);
            let bytes = fgb(layer, &rows).unwrap();
            assert_eq!(bytes, fgb(layer, &rows).unwrap(), "same rows, same bytes");
            let mut file = std::io::Cursor::new(bytes);
            let mut features = FgbReader::open(&mut file).unwrap().select_all_seq().unwrap();
            let mut ids = Vec::new();
            while let Some(feature) = features.next().unwrap() {
                ids.push(feature.property::<String>("id").unwrap());
            }
            let mut expected: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
            ids.sort();
            expected.sort();
            assert_eq!(ids, expected, "{}", layer.name());
        }
    }

    #[test]
    fn layers_may_be_empty() {
        assert!(fgb(Layer::Claims, &[]).unwrap().starts_with(b"fgb\x03fgb"));
    }
}
