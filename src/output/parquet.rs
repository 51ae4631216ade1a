//! One layer as `GeoParquet` 1.1: a Parquet table whose geometry is well-known binary in longitude and latitude on WGS 84.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Value, json};

use super::cell::across;
use super::schema::{Column, Kind, columns};
use super::wkt::wkb;
use super::{Cell, Layer, Row};
use crate::error::{Error, Result};

/// The column of the geometry, the name that the standard's examples use.
const GEOMETRY: &str = "geometry";
/// Rows in one group: readers skip whole groups.
const GROUP: usize = 50_000;
const MS_PER_DAY: i64 = 86_400_000;

/// The layer as the bytes of a file; where its rows come from stands under the key "eventmap", if it is given.
pub fn parquet(layer: Layer, rows: &[Row], metadata: Option<&Map<String, Value>>) -> Result<Vec<u8>> {
    written(layer, rows, metadata).map_err(|error| Error::BadFile {
        path: Path::new("GeoParquet").to_owned(),
        problem: format!("expected Parquet to take the rows, found {error}"),
    })
}

fn written(
    layer: Layer,
    rows: &[Row],
    metadata: Option<&Map<String, Value>>,
) -> std::result::Result<Vec<u8>, ParquetError> {
    let columns = columns(layer);
    let origin = metadata.and_then(|metadata| serde_json::to_string(metadata).ok());
    let mut pairs = vec![KeyValue::new("geo".to_owned(), Some(about(layer, rows)))];
    pairs.extend(origin.map(|origin| KeyValue::new("eventmap".to_owned(), Some(origin))));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("eventmap ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(pairs))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema(layer, columns)?, Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for column in columns {
            let cells = rows.iter().map(|row| cell(column, row));
            match column.kind {
                Kind::String => put::<ByteArrayType>(&mut group, cells.map(words))?,
                Kind::Boolean => put::<BoolType>(&mut group, cells.map(flag))?,
                Kind::Integer => put::<Int64Type>(&mut group, cells.map(whole))?,
                Kind::Real => put::<DoubleType>(&mut group, cells.map(real))?,
                Kind::Date => put::<Int32Type>(&mut group, cells.map(day))?,
                Kind::DateTime => put::<Int64Type>(&mut group, cells.map(moment))?,
            }
        }
        put::<ByteArrayType>(
            &mut group,
            rows.iter().map(|row| wkb(&row.geometry, false).map(ByteArray::from)),
        )?;
        group.close()?;
    }
    file.into_inner()
}

/// The metadata that makes a Parquet file a `GeoParquet` file (version 1.1.0, "File metadata"). Without a `crs` it is OGC:CRS84.
fn about(layer: Layer, rows: &[Row]) -> String {
    let shape = layer.form().name();
    let also = across(rows).then_some("MultiLineString");
    let shapes: Vec<&str> = std::iter::once(shape).chain(also).collect();
    let mut column = json!({ "encoding": "WKB", "geometry_types": shapes });
    if let Some(bbox) = super::geojson::bbox(rows) {
        column["bbox"] = json!(bbox);
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } }).to_string()
}

fn schema(layer: Layer, columns: &[Column]) -> std::result::Result<TypePtr, ParquetError> {
    let optional = |name: &str, physical, logical| {
        let field = Type::primitive_type_builder(name, physical);
        field.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build().map(Arc::new)
    };
    let milliseconds = LogicalType::timestamp(true, TimeUnit::MILLIS);
    let field = |column: &Column| match column.kind {
        Kind::String => optional(column.name, Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => optional(column.name, Physical::INT64, None),
        Kind::Boolean => optional(column.name, Physical::BOOLEAN, None),
        Kind::Real => optional(column.name, Physical::DOUBLE, None),
        Kind::Date => optional(column.name, Physical::INT32, Some(LogicalType::Date)),
        Kind::DateTime => optional(column.name, Physical::INT64, Some(milliseconds.clone())),
    };
    let mut fields = columns.iter().map(field).collect::<std::result::Result<Vec<_>, _>>()?;
    fields.push(optional(GEOMETRY, Physical::BYTE_ARRAY, None)?);
    Type::group_type_builder(layer.name()).with_fields(fields).build().map(Arc::new)
}

/// Writes the next column of a group: the values that there are, and for each row whether it has one.
fn put<T: parquet::data_type::DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> std::result::Result<(), ParquetError> {
    let (mut values, mut has) = (Vec::new(), Vec::new());
    for cell in cells {
        has.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    let Some(mut column): Option<SerializedColumnWriter<'_>> = group.next_column()? else {
        return Err(ParquetError::General("a column too many".to_owned()));
    };
    column.typed::<T>().write_batch(&values, Some(&has), None)?;
    column.close()
}

fn cell<'a>(column: &Column, row: &'a Row) -> &'a Cell {
    row.cells.iter().find(|(name, _)| *name == column.name).map_or(&Cell::Null, |(_, cell)| cell)
}

fn words(cell: &Cell) -> Option<ByteArray> {
    match cell.to_property() {
        serde_json::Value::String(words) => Some(ByteArray::from(words.into_bytes())),
        _ => None,
    }
}

fn whole(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Int(n) => Some(*n),
        _ => None,
    }
}

fn flag(cell: &Cell) -> Option<bool> {
    if let Cell::Flag(flag) = cell { Some(*flag) } else { None }
}

fn real(cell: &Cell) -> Option<f64> {
    cell.to_property().as_f64()
}

/// Days since the first of January 1970.
fn days(date: Date) -> i64 {
    i64::from((date - jiff::civil::date(1970, 1, 1)).get_days())
}

fn day(cell: &Cell) -> Option<i32> {
    match cell {
        Cell::Day(date) | Cell::FirstDay(date) | Cell::LastDay(date) => i32::try_from(days(*date)).ok(),
        _ => None,
    }
}

/// Milliseconds since the start of 1970, UTC; the end of a period is the first moment after it, as in `GeoJSON`.
fn moment(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Day(date) | Cell::FirstDay(date) => Some(days(*date) * MS_PER_DAY),
        Cell::LastDay(date) => Some((days(*date) + 1) * MS_PER_DAY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Geometry, rows, sample};
    use bytes::Bytes;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;

    #[test]
    fn every_row_is_read_back_with_its_values() {
        for layer in Layer::ALL {
            let rows = rows::rows(&sample::report(), layer);
            let origin = Map::from_iter([("program".to_owned(), json!("eventmap"))]);
            let bytes = parquet(layer, &rows, Some(&origin)).unwrap();
            assert_eq!(bytes, parquet(layer, &rows, Some(&origin)).unwrap(), "same rows, same bytes");
            let file = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
            let about = file.metadata().file_metadata().key_value_metadata().unwrap();
            let geo =
                about.iter().find(|pair| pair.key == "geo").and_then(|pair| pair.value.clone()).unwrap();
            let own = about.iter().find(|pair| pair.key == "eventmap").and_then(|pair| pair.value.clone());
            assert_eq!(own.as_deref(), Some("{\"program\":\"eventmap\"}"));
            let geo: serde_json::Value = serde_json::from_str(&geo).unwrap();
            assert_eq!(geo["columns"][GEOMETRY]["encoding"], "WKB");
            let read: Vec<_> = file.get_row_iter(None).unwrap().map(std::result::Result::unwrap).collect();
            assert_eq!(read.len(), rows.len());
            for (read, row) in read.iter().zip(&rows) {
                let id = read.get_column_iter().find(|(name, _)| *name == "id").map(|(_, field)| field);
                assert_eq!(id, Some(&Field::Str(row.id.clone())));
                for ((name, field), column) in read.get_column_iter().zip(columns(layer)) {
                    assert_eq!(name, column.name);
                    let is_null = cell(column, row).to_property().is_null();
                    assert_eq!(*field == Field::Null, is_null, "{} {name} {field:?}", layer.name());
                }
                let (_, shape) = read.get_column_iter().last().unwrap();
                assert_eq!(*shape == Field::Null, row.geometry == Geometry::None);
            }
        }
    }

    #[test]
    fn days_and_moments_are_counted_from_1970() {
        let date = jiff::civil::date(2023, 6, 2);
        // 19,510 days: `date -d 2023-06-02 +%s` gives 1685664000.
        assert_eq!(day(&Cell::Day(date)), Some(19_510));
        assert_eq!(moment(&Cell::FirstDay(date)), Some(1_685_664_000_000));
        assert_eq!(moment(&Cell::LastDay(date)), Some(1_685_750_400_000));
        assert_eq!(day(&Cell::Day(jiff::civil::date(1969, 12, 31))), Some(-1));
        assert_eq!((day(&Cell::Null), moment(&Cell::Int(3))), (None, None));
    }

    #[test]
    fn layers_may_be_empty() {
        let bytes = parquet(Layer::Claims, &[], None).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}
