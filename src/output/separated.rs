//! A layer as a comma-separated table (RFC 4180) that a spreadsheet can open without running anything.

use csv::{QuoteStyle, WriterBuilder};
use serde_json::Value;

use super::schema::columns;
use super::wkt::wkt;
use super::{Cell, Layer, Row};

/// The column of the geometry, the last: GDAL and QGIS take it as such by its name.
const GEOMETRY: &str = "wkt";

/// The rows as a table: a head line, values as in GeoJSON properties, null as nothing between commas.
///
/// Words that a spreadsheet would take for a formula get an apostrophe before them, as OWASP advises ("CSV Injection").
#[must_use]
pub fn csv(layer: Layer, rows: &[Row]) -> String {
    let mut table = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    let names = columns(layer).iter().map(|column| column.name).chain([GEOMETRY]);
    // Memory cannot refuse, and every row has the columns of its layer.
    let _ = table.write_record(names);
    for row in rows {
        let cells = row.cells.iter().map(|(_, cell)| field(cell));
        let _ = table.write_record(cells.chain([wkt(&row.geometry).unwrap_or_default()]));
    }
    table.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
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
    fn what_is_written_is_read_again() {
        let mut rows = rows::rows(&sample::report(), Layer::Events);
        if let Some((_, cell)) = rows[0].cells.iter_mut().find(|(name, _)| *name == "weapon") {
            *cell = Cell::text("a \"big\", red\r\nshell");
        }
        rows[1].geometry = Geometry::None;
        let text = csv(Layer::Events, &rows);
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let names = table.headers().unwrap().clone();
        let at = |name: &str| names.iter().position(|known| known == name).unwrap();
        let read: Vec<csv::StringRecord> = table.records().map(|row| row.unwrap()).collect();
        assert_eq!(read.len(), rows.len());
        assert_eq!(&read[0][at("weapon")], "a \"big\", red\r\nshell");
        assert_eq!(&read[0][at("date_end")], "2022-10-12T00:00:00Z");
        assert_eq!(&read[0][at("wkt")], "POINT (35.01235 50.12346)");
        assert_eq!(&read[1][at("wkt")], "");
        let empty = csv(Layer::Claims, &[]);
        assert!(empty.starts_with("doc,id,text,") && empty.lines().count() == 1, "{empty}");
    }
}
