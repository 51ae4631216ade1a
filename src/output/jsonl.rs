//! JSON Lines: one row a line, with the fields of `docs/schema.md`.

use std::io::Write;

use super::Texts;
use super::cell::Row;
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
    for document in documents {
        let texts = Texts::new(std::slice::from_ref(document));
        for row in rows::document_toponyms(document, &texts) {
            serde_json::to_writer(&mut *out, &row)?;
            out.write_all(b"\n")?;
            written += 1;
        }
    }
    Ok(written)
}

/// Rows, one JSON object a line.
pub fn lines(rows: &[Row]) -> String {
    let mut out = Vec::new();
    for row in rows {
        // Neither memory nor rows can refuse; a row that did would leave its line empty.
        let _ = serde_json::to_writer(&mut out, row);
        out.push(b'\n');
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use serde_json::{Value, json};

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
