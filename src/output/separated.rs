//! A layer as a comma-separated table (RFC 4180) that a spreadsheet can open without running anything.

use serde_json::Value;

use super::schema::columns;
use super::wkt::wkt;
use super::words::put;
use super::{Cell, Layer, Row};

/// The column of the geometry, the last: GDAL and QGIS take it as such by its name.
const GEOMETRY: &str = "wkt";

/// The rows as a table: a head line, values as in GeoJSON properties, null as nothing between commas.
///
/// Words that a spreadsheet would take for a formula get an apostrophe before them, as OWASP advises ("CSV Injection").
#[must_use]
pub fn csv(layer: Layer, rows: &[Row]) -> String {
    let mut out = String::new();
    let names = columns(layer).iter().map(|column| column.name.to_owned());
    record(&mut out, names.chain([GEOMETRY.to_owned()]));
    for row in rows {
        let cells = row.cells.iter().map(|(_, cell)| field(cell));
        record(&mut out, cells.chain([wkt(row.geometry).unwrap_or_default()]));
    }
    out
}

/// One record, its fields quoted where RFC 4180 asks for it.
fn record(out: &mut String, fields: impl Iterator<Item = String>) {
    for (n, field) in fields.enumerate() {
        if n > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            put(out, format_args!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(&field);
        }
    }
    out.push('\n');
}

fn field(cell: &Cell) -> String {
    match cell.to_property() {
        Value::Null => String::new(),
        Value::String(words) if matches!(cell, Cell::Text(_) | Cell::List(_) | Cell::Detail(_)) => {
            harmless(words)
        }
        Value::String(words) => words,
        other => other.to_string(),
    }
}

/// With an apostrophe before words that begin as a formula does.
fn harmless(words: String) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Geometry, rows, sample};

    #[test]
    fn a_spreadsheet_has_nothing_to_run() {
        for (words, expected) in [
            ("=1+1", "'=1+1"),
            ("+7 900", "'+7 900"),
            ("-3 km", "'-3 km"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
        ] {
            assert_eq!(field(&Cell::text(words)), expected);
        }
        assert_eq!(field(&Cell::Real(-3.25, 3)), "-3.25");
        assert_eq!(field(&Cell::Null), "");
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let mut rows = rows::rows(&sample::report(), Layer::Events);
        if let Some((_, cell)) = rows[0].cells.iter_mut().find(|(name, _)| *name == "weapon") {
            *cell = Cell::text("a \"big\", red\r\nshell");
        }
        rows.truncate(1);
        let text = csv(Layer::Events, &rows);
        assert!(text.starts_with("doc,id,incident,"), "{text:.60}");
        assert!(text.contains(",\"a \"\"big\"\", red\r\nshell\","), "{text}");
        assert!(text.contains(",2022-10-11T00:00:00Z,2022-10-12T00:00:00Z,day,"), "{text}");
        assert!(text.ends_with(",POINT (35.01235 50.12346)\n"), "{text}");
        rows[0].geometry = Geometry::None;
        assert!(csv(Layer::Events, &rows).ends_with(",\n"));
        assert_eq!(csv(Layer::Claims, &[]).lines().count(), 1);
    }
}
