//! Layers in one `GeoPackage` (OGC 12-128r18, version 1.3): a SQLite file that GIS programs open, with QGIS styles inside.

use std::path::Path;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::cell::across;
use super::gpkg_index as index;
use super::qml::qml;
use super::rows::Form;
use super::schema::{Column, Kind, columns};
use super::wkt::wkb;
use super::{Cell, Geometry, Layer, Row};
use crate::error::{Error, Result};

/// "GPKG", the application id that the standard asks for.
const APPLICATION: i32 = 0x4750_4B47;
/// Version 1.3.0.
const VERSION: i32 = 10_300;
/// WGS 84, longitude first in files.
const WGS_84: i32 = 4326;
/// No clock: the same rows give the same bytes.
const CHANGED: &str = "1970-01-01T00:00:00.000Z";

const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE,
  max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
";

const WGS_84_TEXT: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],\
AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,\
AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]";

/// The layers as the bytes of one file.
pub fn gpkg(layers: &[(Layer, &[Row])]) -> Result<Vec<u8>> {
    written(layers).map_err(|error| Error::BadFile {
        path: Path::new("GeoPackage").to_owned(),
        problem: format!("expected SQLite to take the rows, found {error}"),
    })
}

fn written(layers: &[(Layer, &[Row])]) -> rusqlite::Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    database.pragma_update(None, "application_id", APPLICATION)?;
    database.pragma_update(None, "user_version", VERSION)?;
    let whole = database.transaction()?;
    whole.execute_batch(TABLES)?;
    reference_systems(&whole)?;
    describe(&whole, "layer_styles", "attributes", "styles of the layers for QGIS", None)?;
    for (layer, rows) in layers {
        add(&whole, *layer, rows)?;
    }
    whole.commit()?;
    Ok(database.serialize("main")?.to_vec())
}

fn reference_systems(database: &Connection) -> rusqlite::Result<()> {
    let mut insert = database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (name, id, organization, definition, about) in [
        (
            "Undefined cartesian SRS",
            -1,
            "NONE",
            "undefined",
            "undefined cartesian coordinate reference system",
        ),
        (
            "Undefined geographic SRS",
            0,
            "NONE",
            "undefined",
            "undefined geographic coordinate reference system",
        ),
        ("WGS 84 geodetic", WGS_84, "EPSG", WGS_84_TEXT, "longitude and latitude in degrees on WGS 84"),
    ] {
        insert.execute((name, id, organization, id, definition, about))?;
    }
    Ok(())
}

/// One row of the list of contents; with a bounding box (west, south, east, north) for layers of features.
fn describe(
    database: &Connection,
    table: &str,
    kind: &str,
    about: &str,
    bbox: Option<[f64; 4]>,
) -> rusqlite::Result<()> {
    let srs = (kind == "features").then_some(WGS_84);
    let [west, south, east, north] = bbox.map_or([None; 4], |bbox| bbox.map(Some));
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (table, kind, about, CHANGED, west, south, east, north, srs),
    )?;
    Ok(())
}

/// The column of the key, which no field may be called.
pub(super) const KEY: &str = "fid";
/// The column of the geometry.
pub(super) const GEOMETRY: &str = "geom";

fn add(database: &Connection, layer: Layer, rows: &[Row]) -> rusqlite::Result<()> {
    let table = layer.name();
    let columns = columns(layer);
    let shape = match layer.form() {
        Form::Points => "POINT",
        Form::Lines if across(rows) => "MULTILINESTRING",
        Form::Lines => "LINESTRING",
        Form::Areas => "MULTIPOLYGON",
    };
    let fields: Vec<String> =
        columns.iter().map(|column| format!("\"{}\" {}", column.name, sql_type(column.kind))).collect();
    database.execute_batch(&format!(
        "CREATE TABLE \"{table}\" ({KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {GEOMETRY} {shape}, {});",
        fields.join(", ")
    ))?;
    describe(database, table, "features", layer.about(), super::geojson::bbox(rows))?;
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
        (table, GEOMETRY, shape, WGS_84),
    )?;
    let places = vec!["?"; columns.len() + 1].join(", ");
    let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let mut insert = database
        .prepare(&format!("INSERT INTO \"{table}\" ({GEOMETRY}, {}) VALUES ({places})", names.join(", ")))?;
    for row in rows {
        let fields = columns.iter().map(|column| value(column, row));
        insert.execute(params_from_iter(
            [blob(&row.geometry, shape == "MULTILINESTRING")].into_iter().chain(fields),
        ))?;
    }
    index::add(database, table, rows)?;
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, \
         styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?1, ?2, ?1, ?3, '', 1, ?4, '', NULL, ?5)",
        (table, GEOMETRY, qml(layer), layer.about(), CHANGED),
    )?;
    Ok(())
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Boolean => "BOOLEAN",
        Kind::Real => "REAL",
        Kind::Date => "DATE",
        Kind::DateTime => "DATETIME",
    }
}

fn value(column: &Column, row: &Row) -> Sql {
    let Some((_, cell)) = row.cells.iter().find(|(name, _)| *name == column.name) else { return Sql::Null };
    match cell {
        Cell::Int(n) => Sql::Integer(*n),
        Cell::Flag(flag) => Sql::Integer(i64::from(*flag)),
        cell => match cell.to_property() {
            serde_json::Value::String(words) if column.kind == Kind::DateTime => {
                // The standard asks for milliseconds.
                Sql::Text(words.replace("00Z", "00.000Z"))
            }
            serde_json::Value::String(words) => Sql::Text(words),
            serde_json::Value::Number(number) => number.as_f64().map_or(Sql::Null, Sql::Real),
            _ => Sql::Null,
        },
    }
}

/// "GP", version 1, little-endian without envelope, the reference system, then well-known binary.
fn blob(geometry: &Geometry, many: bool) -> Sql {
    let Some(shape) = wkb(geometry, many) else { return Sql::Null };
    let mut bytes = b"GP\x00\x01".to_vec();
    bytes.extend(WGS_84.to_le_bytes());
    bytes.extend(shape);
    Sql::Blob(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{rows, sample};

    fn all() -> Vec<(Layer, Vec<Row>)> {
        Layer::ALL.into_iter().map(|layer| (layer, rows::rows(&sample::report(), layer))).collect()
    }

    fn whole(n: usize) -> i64 {
        i64::try_from(n).unwrap()
    }

    #[test]
    fn the_file_holds_every_row_and_a_style_for_each_layer() {
        let all = all();
        let layers: Vec<(Layer, &[Row])> =
            all.iter().map(|(layer, rows)| (*layer, rows.as_slice())).collect();
        let bytes = gpkg(&layers).unwrap();
        assert_eq!(bytes, gpkg(&layers).unwrap(), "same rows, same bytes");
        let mut database = Connection::open_in_memory().unwrap();
        database.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).unwrap();
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        for (layer, rows) in &layers {
            assert_eq!(count(&format!("SELECT count(*) FROM {}", layer.name())), whole(rows.len()));
            let placed = rows.iter().filter(|row| row.geometry != Geometry::None).count();
            let placed = whole(placed);
            assert_eq!(count(&format!("SELECT count(geom) FROM {}", layer.name())), placed);
            let name = layer.name();
            // The index has each geometry, in a box that holds it.
            assert_eq!(count(&format!("SELECT count(*) FROM rtree_{name}_geom")), placed);
            assert_eq!(
                count(&format!(
                    "SELECT count(*) FROM {name} JOIN rtree_{name}_geom AS box ON box.id = fid WHERE geom IS NULL OR box.minx > box.maxx OR box.miny > box.maxy"
                )),
                0
            );
        }
        for (key, row) in (1..).zip(layers[0].1) {
            let Some(at) = row.geometry.positions().next() else { continue };
            let inside = format!(
                "SELECT count(*) FROM rtree_{}_geom WHERE id = {key} AND {} BETWEEN minx AND maxx AND {} BETWEEN miny AND maxy",
                layers[0].0.name(),
                at.lon,
                at.lat
            );
            assert_eq!(count(&inside), 1, "{key}: {at:?}");
        }
        assert_eq!(
            count("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"),
            whole(layers.len())
        );
        assert_eq!(
            count("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"),
            6
        );
        assert_eq!(count("SELECT count(*) FROM layer_styles WHERE useAsDefault"), whole(layers.len()));
        assert_eq!(count("SELECT count(*) FROM events WHERE date_end = '2022-10-12T00:00:00.000Z'"), 4);
        assert_eq!(count("SELECT count(*) FROM events WHERE killed_low = 2"), 5);
        assert_eq!(count("SELECT count(*) FROM events WHERE weapon IS NULL"), 5);
        let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
    }

    #[test]
    fn layers_may_be_empty() {
        let bytes = gpkg(&[(Layer::Claims, &[])]).unwrap();
        assert!(bytes.starts_with(b"SQLite format 3\0"));
    }
}
