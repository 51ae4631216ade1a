//! The spatial index of a layer in a `GeoPackage`: an R-tree of boxes (OGC 12-128r18, annex F.3), which GIS programs keep up with changes.

use rusqlite::Connection;

use super::Row;
use super::gpkg::{GEOMETRY, KEY};

/// What programs that change a row do to its box; they bring the functions `ST_...` with them.
const TRIGGERS: &str = "
CREATE TRIGGER \"{index}_insert\" AFTER INSERT ON \"{table}\" WHEN (new.\"{geom}\" NOT NULL AND NOT ST_IsEmpty(NEW.\"{geom}\"))
BEGIN INSERT OR REPLACE INTO \"{index}\" VALUES ({new}); END;
CREATE TRIGGER \"{index}_update1\" AFTER UPDATE OF \"{geom}\" ON \"{table}\"
WHEN OLD.\"{key}\" = NEW.\"{key}\" AND (NEW.\"{geom}\" NOTNULL AND NOT ST_IsEmpty(NEW.\"{geom}\"))
BEGIN INSERT OR REPLACE INTO \"{index}\" VALUES ({new}); END;
CREATE TRIGGER \"{index}_update2\" AFTER UPDATE OF \"{geom}\" ON \"{table}\"
WHEN OLD.\"{key}\" = NEW.\"{key}\" AND (NEW.\"{geom}\" ISNULL OR ST_IsEmpty(NEW.\"{geom}\"))
BEGIN DELETE FROM \"{index}\" WHERE id = OLD.\"{key}\"; END;
CREATE TRIGGER \"{index}_update3\" AFTER UPDATE ON \"{table}\"
WHEN OLD.\"{key}\" != NEW.\"{key}\" AND (NEW.\"{geom}\" NOTNULL AND NOT ST_IsEmpty(NEW.\"{geom}\"))
BEGIN DELETE FROM \"{index}\" WHERE id = OLD.\"{key}\"; INSERT OR REPLACE INTO \"{index}\" VALUES ({new}); END;
CREATE TRIGGER \"{index}_update4\" AFTER UPDATE ON \"{table}\"
WHEN OLD.\"{key}\" != NEW.\"{key}\" AND (NEW.\"{geom}\" ISNULL OR ST_IsEmpty(NEW.\"{geom}\"))
BEGIN DELETE FROM \"{index}\" WHERE id IN (OLD.\"{key}\", NEW.\"{key}\"); END;
CREATE TRIGGER \"{index}_delete\" AFTER DELETE ON \"{table}\" WHEN old.\"{geom}\" NOT NULL
BEGIN DELETE FROM \"{index}\" WHERE id = OLD.\"{key}\"; END;
";

/// The key and the box of a new row.
const NEW: &str = "NEW.\"{key}\", ST_MinX(NEW.\"{geom}\"), ST_MaxX(NEW.\"{geom}\"), ST_MinY(NEW.\"{geom}\"), ST_MaxY(NEW.\"{geom}\")";

/// Adds the index of a layer whose rows have the keys 1, 2, 3 and so on.
pub fn add(database: &Connection, table: &str, rows: &[Row]) -> rusqlite::Result<()> {
    let index = format!("rtree_{table}_{GEOMETRY}");
    database.execute_batch(&format!(
        "CREATE VIRTUAL TABLE \"{index}\" USING rtree(id, minx, maxx, miny, maxy)"
    ))?;
    let mut insert = database.prepare(&format!("INSERT INTO \"{index}\" VALUES (?1, ?2, ?3, ?4, ?5)"))?;
    for (key, row) in (1_i64..).zip(rows) {
        if let Some([west, south, east, north]) = super::geojson::bbox(std::slice::from_ref(row)) {
            insert.execute((key, west, east, south, north))?;
        }
    }
    let triggers = TRIGGERS.replace("{new}", NEW).replace("{index}", &index);
    database.execute_batch(
        &triggers.replace("{table}", table).replace("{geom}", GEOMETRY).replace("{key}", KEY),
    )?;
    database.execute(
        "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        (table, GEOMETRY),
    )?;
    Ok(())
}
