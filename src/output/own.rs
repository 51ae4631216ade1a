//! Whether a file that is to be replaced was written by this program, or may be somebody's work.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use super::file::is_channel;
use super::rows::Layer;
use super::schema::columns;

/// Bytes at the head of a file that tell who wrote it.
const HEAD: u64 = 4096;

/// Bytes of a row of JSON Lines, beyond which none of ours goes.
const LONGEST_ROW: u64 = 16 << 20;

/// Columns that stand behind those of a table whose positions were measured, in their order.
pub const MEASURED: [&str; 5] = ["distance_m", "nearest_lon", "nearest_lat", "azimuth_deg", "side"];

/// True if there is no file at `path`, an empty one, or one that this program wrote and nobody has changed since in
/// another program. What is no file (a pipe, `/dev/null`) may be written to.
#[must_use]
pub fn may_replace(path: &Path) -> bool {
    let Ok(about) = path.metadata() else { return true };
    if !about.is_file() || about.len() == 0 || is_channel(path) {
        return true;
    }
    let Ok(file) = File::open(path) else { return false };
    let mut head = Vec::new();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let whole: Option<fn(&[u8]) -> bool> = match ending.as_deref() {
        Some("gpkg") => Some(is_our_package),
        Some("parquet" | "geoparquet") => Some(is_our_table),
        Some("fgb") => Some(is_our_flat_file),
        Some("pdf") => Some(is_our_sheet),
        _ => None,
    };
    if whole.is_none() && begins_with_our_row(path) {
        return true;
    }
    let wanted = if whole.is_some() { u64::MAX } else { HEAD };
    if file.take(wanted).read_to_end(&mut head).is_err() {
        return false;
    }
    whole.unwrap_or(is_ours)(&head)
}

/// The first fields of answers that are no layer: places by name, and the distance of one.
const ANSWERS: [&[&str]; 2] =
    [&["name", "local_name", "place_id"], &["name", "place_id", "lat", "lon", "border", "border_km"]];

/// True for JSON Lines whose first row has the fields of one of our layers and no others (articles, too, are objects with an `id`), or
/// begins as our answers do.
fn begins_with_our_row(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let (mut file, mut line) = (BufReader::new(file.take(LONGEST_ROW)), Vec::new());
    if !file.fill_buf().is_ok_and(|head| head.starts_with(b"{\""))
        || file.read_until(b'\n', &mut line).is_err()
    {
        return false;
    }
    let Ok(row) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&line) else {
        return false;
    };
    let begins_as = |fields: &&[&str]| row.keys().take(fields.len()).eq(fields.iter());
    let is_answer = ANSWERS.iter().any(begins_as);
    is_answer
        || Layer::ALL.iter().any(|layer| {
            let columns = columns(*layer);
            let first = columns.iter().zip(row.keys()).take(3);
            first.clone().count() == 3
                && first.into_iter().all(|(column, key)| column.name == key.as_str())
                && row.keys().all(|key| columns.iter().any(|column| column.name == key.as_str()))
        })
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// GIS programs that change a `GeoPackage` note the time, and most add a table of their own.
fn is_our_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
        && has(bytes, b"1970-01-01T00:00:00.000Z")
        && !has(bytes, b"gpkg_ogr_contents")
}

/// Who writes a Parquet file says so at its end.
fn is_our_table(bytes: &[u8]) -> bool {
    let footer = bytes.get(bytes.len().saturating_sub(1 << 16)..).unwrap_or_default();
    bytes.starts_with(b"PAR1") && has(footer, b"eventmap ")
}

/// GDAL keeps what we say of a layer, but writes out the reference system.
fn is_our_flat_file(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1 << 14)).unwrap_or_default();
    bytes.starts_with(b"fgb\x03fgb")
        && Layer::ALL.iter().any(|layer| has(head, layer.about().as_bytes()))
        && !has(head, b"GEOG")
}

/// A page says at its end who made it.
fn is_our_sheet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") && has(bytes, b"/Creator (eventmap ")
}

/// The ways in which our other files begin.
fn is_ours(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let collection = head.starts_with("{\n\"type\": \"FeatureCollection\",\n\"name\": \"")
        && ["\"features\": [\n{\"type\":\"Feature\",\"id\":\"", "\"features\": [\n]"]
            .iter()
            .any(|start| head.contains(start));
    let rows = Layer::ALL.iter().any(|layer| {
        let [first, second, third, ..] = columns(*layer) else { return false };
        head.starts_with(&format!("{},{},{},", first.name, second.name, third.name))
    });
    let picture = head.starts_with("\u{FFFD}PNG") && head.contains("Software") && head.contains("eventmap ");
    let drawing =
        head.starts_with("<svg ") && head.contains("aria-labelledby=\"title desc\">\n<title id=\"title\">");
    let page =
        head.starts_with("<!DOCTYPE html>") && head.contains("<meta name=\"generator\" content=\"eventmap ");
    let measured = head.lines().next().is_some_and(|header| {
        [",", ";", "\t"].iter().any(|delimiter| header.ends_with(&MEASURED.join(delimiter)))
    }) || (head.starts_with("{\"type\":\"FeatureCollection\",\"features\":[\n")
        && MEASURED.iter().all(|name| head.contains(&format!("\"{name}\":"))));
    let answer = ANSWERS.iter().any(|fields| head.starts_with(&format!("{},", fields.join(","))));
    collection
        || rows
        || answer
        || measured
        || picture
        || drawing
        || page
        || head.starts_with("\u{1E}{\"type\":\"Feature\",\"id\":\"")
        || head.starts_with("EVGAZ")
        || head.contains("<Document><name>")
        || head.starts_with("# What ")
        || (head.contains("<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling|Temporal\" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Extras, Format, Picture, layer_bytes, layer_rows, qml, report_md, sample};

    #[test]
    fn our_files_are_known_and_those_of_others_are_kept() {
        let folder = std::env::temp_dir().join(format!("eventmap-{}-own", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let report = sample::report();
        for format in Format::ALL {
            for layer in Layer::ALL {
                let path = folder.join(format!("{}.{}", layer.name(), format.endings()[0]));
                assert!(may_replace(&path));
                let rows = layer_rows(&report, layer, *format);
                std::fs::write(&path, layer_bytes(*format, layer, &rows, &Extras::default()).unwrap())
                    .unwrap();
                assert!(may_replace(&path), "{}", path.display());
            }
        }
        let page = report_md(&report, &[Picture { file: "a.png", caption: "a" }], &[]);
        for (name, ours) in [("report.md", page.as_str()), ("events.qml", &qml(Layer::Events))] {
            std::fs::write(folder.join(name), ours).unwrap();
            assert!(may_replace(&folder.join(name)), "{name}");
        }
        for (name, theirs) in [
            (
                "a.geojson",
                "{\n\"type\": \"FeatureCollection\",\n\"name\": \"events\",\n\"crs\": { \"type\": \"name\" },\n\"features\": [\n{ \"type\": \"Feature\",",
            ),
            ("a.csv", "id,name\n1,a\n"),
            ("a.md", "# Notes\n"),
            ("a.jsonl", "{\"text\":\"a\"}"),
            ("b.jsonl", "{\"id\":\"a\",\"text\":\"Shells fell.\"}\n"),
            ("c.jsonl", "{\"doc\":\"a\",\"id\":\"b\",\"text\":\"Shells fell.\",\"author\":\"c\"}\n"),
            ("d.csv", "id,events,notes\n1,2,3\n"),
            ("a.gpkg", "SQLite format 3\0 and more"),
            ("a.parquet", "PAR1 and more"),
            ("a.fgb", "fgb\u{3}fgb and more"),
            ("a.png", "\u{89}PNG of somebody"),
        ] {
            std::fs::write(folder.join(name), theirs).unwrap();
            assert!(!may_replace(&folder.join(name)), "{name}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
