//! JSON Lines: one row a line, with the fields of `docs/schema.md`.

use std::io::Write;

use serde::Serialize;

use super::Texts;
use super::cell::{Cell, Row};
use super::rows::{self, Layer};
use crate::report::{Report, ReportDocument};

/// All rows of a layer, one JSON object a line. Events of every modality are written; `modality` tells them apart.
#[must_use]
pub fn jsonl(report: &Report, layer: Layer) -> String {
    lines(&rows::rows(report, layer))
}

/// Writes the place names of `documents`, one JSON object a line, in the order of the documents; gives how many they are. Rows are made
/// one by one: with its rivals and reasons one takes kilobytes, and a text may hold a million.
///
/// # Errors
///
/// What `out` gives.
pub fn write_toponyms(documents: &[ReportDocument], out: &mut dyn Write) -> std::io::Result<usize> {
    let mut written = 0;
    let mut line = Vec::new();
    for document in documents {
        let texts = Texts::new(std::slice::from_ref(document));
        for row in rows::document_toponyms(document, &texts) {
            line.clear();
            object(&row.cells, &mut line);
            line.push(b'\n');
            out.write_all(&line)?;
            written += 1;
        }
    }
    Ok(written)
}

/// Rows, one JSON object a line.
pub fn lines(rows: &[Row]) -> String {
    let mut out = Vec::new();
    for row in rows {
        object(&row.cells, &mut out);
        out.push(b'\n');
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The same bytes as serialising gives, without a look at every letter of the names, which are plain words.
fn object(fields: &[(&'static str, Cell)], out: &mut Vec<u8>) {
    out.push(b'{');
    for (number, (name, cell)) in fields.iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"\"" } else { b",\"" });
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        value(cell, out);
    }
    out.push(b'}');
}

fn value(cell: &Cell, out: &mut Vec<u8>) {
    match cell {
        Cell::Null => out.extend_from_slice(b"null"),
        Cell::List(items) | Cell::Detail(items) => {
            out.push(b'[');
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                if item.fields.is_empty() { json(&item.words, out) } else { object(&item.fields, out) }
            }
            out.push(b']');
        }
        other => json(other, out),
    }
}

fn json(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    // Neither memory nor values can refuse.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use serde_json::{Value, json};

    #[test]
    fn rows_are_written_as_they_are_serialised() {
        for layer in [Layer::Events, Layer::Incidents, Layer::Claims, Layer::Toponyms] {
            let rows = rows::rows(&sample::report(), layer);
            let serialised = rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n");
            assert!(!rows.is_empty());
            assert_eq!(lines(&rows), serialised.collect::<String>(), "{layer:?}");
        }
    }

    #[test]
    fn rows_keep_the_documented_order_and_plain_days() {
        let text = jsonl(&sample::report(), Layer::Events);
        assert_eq!(text.lines().count(), 5, "denied events too");
        assert!(
            text.starts_with("{\"doc\":\"d1\",\"id\":\"d1#e1\",\"incident\":\"i1\",\"event_type\":"),
            "{text:.90}"
        );
        let row: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!([&row["date_start"], &row["date_end"]], [&json!("2022-10-11"), &json!("2022-10-11")]);
        assert_eq!(row["evidence"][0]["rule"], "shell.hit");
        let toponym: Value = serde_json::from_str(&jsonl(&sample::report(), Layer::Toponyms)).unwrap();
        assert_eq!([&toponym["start"], &toponym["byte_start"]], [&json!(25), &json!(29)]);
        assert_eq!(toponym["runners_up"][0]["name"], "Kozinka");
    }
}
