//! Whether a file that is to be replaced was written by this program, or may be somebody's work.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::rows::Layer;
use super::schema::columns;

/// Bytes at the head of a file that tell who wrote it.
const HEAD: u64 = 4096;

/// True if there is no file at `path`, an empty one, or one that this program wrote and nobody has changed since in
/// another program. What is no file (a pipe, `/dev/null`) may be written to.
#[must_use]
pub fn may_replace(path: &Path) -> bool {
    let Ok(about) = path.metadata() else { return true };
    if !about.is_file() || about.len() == 0 {
        return true;
    }
    let Ok(file) = File::open(path) else { return false };
    let mut head = Vec::new();
    let is_database = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gpkg"));
    let wanted = if is_database { u64::MAX } else { HEAD };
    if file.take(wanted).read_to_end(&mut head).is_err() {
        return false;
    }
    if is_database { is_our_package(&head) } else { is_ours(&head) }
}

/// GIS programs that change a `GeoPackage` note the time, and most add a table of their own.
fn is_our_package(bytes: &[u8]) -> bool {
    let has = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    bytes.starts_with(b"SQLite format 3\0") && has(b"1970-01-01T00:00:00.000Z") && !has(b"gpkg_ogr_contents")
}

/// The ways in which our other files begin.
fn is_ours(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let collection = head.starts_with("{\n\"type\": \"FeatureCollection\",\n\"name\": \"")
        && ["\"features\": [\n{\"type\":\"Feature\",\"id\":\"", "\"features\": [\n]"]
            .iter()
            .any(|start| head.contains(start));
    let rows = Layer::ALL.iter().any(|layer| {
        let [first, second, ..] = columns(*layer) else { return false };
        head.starts_with(&format!("{{\"{}\":", first.name))
            || head.starts_with(&format!("{},{},", first.name, second.name))
    });
    let picture = head.starts_with("\u{FFFD}PNG") && head.contains("Software") && head.contains("eventmap ");
    collection
        || rows
        || picture
        || head.starts_with("\u{1E}{\"type\":\"Feature\",\"id\":\"")
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
            ("a.gpkg", "SQLite format 3\0 and more"),
            ("a.png", "\u{89}PNG of somebody"),
        ] {
            std::fs::write(folder.join(name), theirs).unwrap();
            assert!(!may_replace(&folder.join(name)), "{name}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
