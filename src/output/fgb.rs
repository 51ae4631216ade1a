//! One layer as `FlatGeobuf` 3: features with a spatial index in one file, which web maps and GIS programs read in parts.

use std::path::Path;

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::error::GeozeroError;
use geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor as _};

use super::cell::{DECIMALS, across, real};
use super::rows::Form;
use super::schema::{Column, Kind, columns};
use super::{Cell, Geometry, Layer, Row};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::geodesy::LonLat;

/// WGS 84; positions are longitude first, as GIS programs have it in files.
const WGS_84: i32 = 4326;

/// The layer as the bytes of a file, with where its rows come from in the head, if it is given.
pub fn fgb(layer: Layer, rows: &[Row], metadata: Option<&Map<String, Value>>) -> Result<Vec<u8>> {
    let bad = |error: String| Error::BadFile {
        path: Path::new("FlatGeobuf").to_owned(),
        problem: format!("expected FlatGeobuf to take the rows, found {error}"),
    };
    let columns = columns(layer);
    let shape = match layer.form() {
        Form::Points => GeometryType::Point,
        Form::Lines if across(rows) => GeometryType::MultiLineString,
        Form::Lines => GeometryType::LineString,
        Form::Areas => GeometryType::MultiPolygon,
    };
    // The index holds a box of every feature, so one without a place leaves no index.
    let all_placed = !rows.is_empty() && rows.iter().all(|row| *row.geometry.sound() != Geometry::None);
    let origin = metadata.and_then(|metadata| serde_json::to_string(metadata).ok());
    let options = FgbWriterOptions {
        write_index: all_placed,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { org: Some("EPSG"), code: WGS_84, ..FgbCrs::default() },
        description: Some(layer.about()),
        metadata: origin.as_deref(),
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options(layer.name(), shape, options)
        .map_err(|error| bad(error.to_string()))?;
    for column in columns {
        file.add_column(column.name, column_type(column.kind), |_, _| ());
    }
    for row in rows {
        let mut failed = None;
        let added =
            file.add_feature_geom(Shape(&row.geometry, shape == GeometryType::MultiLineString), |feature| {
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
    if !all_placed {
        let unplaced: Vec<bool> = rows.iter().map(|row| *row.geometry.sound() == Geometry::None).collect();
        without_geometry(&mut bytes, &unplaced)
            .ok_or_else(|| bad("that its features do not follow each other".to_owned()))?;
    }
    Ok(bytes)
}

/// Of the fields of a header (`header.fbs`) that of the box around all; of those of a feature (`feature.fbs`) its geometry.
const ENVELOPE: usize = 1;
const SHAPE: usize = 0;

/// Takes the geometry from features without a place, and the box from a file without any. The writer leaves a geometry without positions in
/// each, which GDAL takes for a damaged one; a field that a table does not list is not there. Features stand in the order of the rows, for
/// there is no index.
fn without_geometry(bytes: &mut [u8], unplaced: &[bool]) -> Option<()> {
    let mut at = MAGIC;
    if unplaced.iter().all(|unplaced| *unplaced) {
        drop_field(bytes, at, ENVELOPE)?;
    }
    at += word(bytes, at)? + WORD;
    for unplaced in unplaced {
        if *unplaced {
            drop_field(bytes, at, SHAPE)?;
        }
        at += word(bytes, at)? + WORD;
    }
    (at == bytes.len()).then_some(())
}

/// Bytes at the start of a file that tell its format, and of a number of the format.
const MAGIC: usize = 8;
const WORD: usize = 4;

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; WORD] = bytes.get(at..at + WORD)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

/// Makes the root table of a message, whose size stands at `at`, list a field no longer. A table begins with the way back to its list of
/// fields: its size, that of the table, then two bytes for each field.
fn drop_field(bytes: &mut [u8], at: usize, field: usize) -> Option<()> {
    let start = at + WORD;
    let table = start + word(bytes, start)?;
    let back = i32::from_le_bytes(bytes.get(table..table + WORD)?.try_into().ok()?);
    let list = usize::try_from(i64::try_from(table).ok()? - i64::from(back)).ok()?;
    let size = usize::from(u16::from_le_bytes(bytes.get(list..list + 2)?.try_into().ok()?));
    let entry = WORD + 2 * field;
    if entry < size {
        bytes.get_mut(list + entry..list + entry + 2)?.fill(0);
    }
    Some(())
}

fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::String => ColumnType::String,
        Kind::Integer => ColumnType::Long,
        Kind::Boolean => ColumnType::Bool,
        Kind::Real => ColumnType::Double,
        // The format knows no days without a time.
        Kind::Date | Kind::DateTime => ColumnType::DateTime,
    }
}

/// None for what is not known: the format leaves such columns out of a feature.
fn value<'a>(column: &Column, cell: &Cell, property: &'a serde_json::Value) -> Option<ColumnValue<'a>> {
    match (column.kind, cell) {
        (_, Cell::Int(n)) => Some(ColumnValue::Long(*n)),
        (_, Cell::Flag(flag)) => Some(ColumnValue::Bool(*flag)),
        (Kind::Real, _) => property.as_f64().map(ColumnValue::Double),
        (Kind::Date | Kind::DateTime, _) => property.as_str().map(ColumnValue::DateTime),
        _ => property.as_str().map(ColumnValue::String),
    }
}

/// A geometry that tells itself to the writer, with the decimals of every other format; lines as multilines where all must be.
struct Shape<'a>(&'a Geometry, bool);

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> std::result::Result<(), GeozeroError> {
        match self.0.sound() {
            Geometry::None => Ok(()),
            Geometry::Point(point) => {
                to.point_begin(0)?;
                put(to, &[*point])?;
                to.point_end(0)
            }
            line @ Geometry::Line(..) => {
                let parts = line.parts();
                let many = self.1 || parts.len() > 1;
                if many {
                    to.multilinestring_begin(parts.len(), 0)?;
                }
                for (at, part) in parts.iter().enumerate() {
                    to.linestring_begin(!many, part.len(), at)?;
                    put(to, part)?;
                    to.linestring_end(!many, at)?;
                }
                if many { to.multilinestring_end(0) } else { Ok(()) }
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

    /// For each feature of a file, in its order, its id and whether it has a geometry.
    fn read(bytes: Vec<u8>) -> Vec<(String, bool)> {
        let mut file = std::io::Cursor::new(bytes);
        let mut features = FgbReader::open(&mut file).unwrap().select_all_seq().unwrap();
        let mut read = Vec::new();
        while let Some(feature) = features.next().unwrap() {
            read.push((feature.property::<String>("id").unwrap(), feature.geometry().is_some()));
        }
        read
    }

    #[test]
    fn rows_without_a_place_have_no_geometry() {
        for layer in Layer::ALL {
            let all = rows::rows(&sample::report(), layer);
            let last = all.len().saturating_sub(1);
            for unplaced in [vec![0], vec![last], (0..=last).collect(), vec![]] {
                let mut rows = all.clone();
                for (at, row) in rows.iter_mut().enumerate() {
                    if unplaced.contains(&at) {
                        row.geometry = Geometry::None;
                    }
                }
                let expected: Vec<(String, bool)> = rows
                    .iter()
                    .map(|row| (row.id.clone(), *row.geometry.sound() != Geometry::None))
                    .collect();
                let mut found = read(fgb(layer, &rows, None).unwrap());
                if expected.iter().all(|(_, placed)| *placed) {
                    // Sorted by the index.
                    found.sort_by_key(|(id, _)| expected.iter().position(|(other, _)| other == id));
                }
                assert_eq!(found, expected, "{} {unplaced:?}", layer.name());
            }
        }
    }

    #[test]
    fn every_row_is_read_back() {
        for layer in Layer::ALL {
            let rows = rows::rows(&sample::report(), layer);
            let bytes = fgb(layer, &rows, None).unwrap();
            assert_eq!(bytes, fgb(layer, &rows, None).unwrap(), "same rows, same bytes");
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
        assert!(fgb(Layer::Claims, &[], None).unwrap().starts_with(b"fgb\x03fgb"));
    }
}
