//! What is written: the same rows in every format, and what becomes of files that are there already.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventmap::document::Document;
use eventmap::gazetteer::Gazetteer;
use eventmap::gazetteer::borders;
use eventmap::output::{Extras, Format, Layer, layer_bytes, layer_rows};
use eventmap::pipeline::{self, Keep, Options};

/// Kozinka has a place, "Nowherovka" has none; one stated distance can be measured, one cannot.
const NEWS: &str = "date 2023-09-14\n\nTwo people were killed when shells hit the village of Kozinka in the Belgorod region on Wednesday, \
20 km from Nowherovka. Shelling also hit Woodstock and the village of Nowherovka. Shebekino, 30 km from Belgorod, was shelled too.";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("outputs-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    folder
}

/// The exit code, and what was said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let command = Command::new(env!("CARGO_BIN_EXE_eventmap")).current_dir(folder).args(arguments).output();
    let output = command.unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Rows of a layer, and how many of them have a geometry, by GDAL; none where GDAL is not installed or does not read the format.
fn by_gdal(path: &Path, layer: &str) -> Option<(usize, usize)> {
    // A GeoPackage has its styles in a layer of their own.
    let one = if path.extension()? == "gpkg" { layer } else { "-al" };
    let output = Command::new("ogrinfo").args(["-ro", "-q"]).arg(path).arg(one).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    if words.contains("Unable to open datasource") || said.contains("Unable to open datasource") {
        return None;
    }
    assert!(!said.contains("ERROR") && !said.contains("rror parsing"), "{}: {said}", path.display());
    let shapes = ["POINT", "LINESTRING", "MULTIPOLYGON", "POLYGON", "MULTILINESTRING"];
    let is_shape = |line: &&str| {
        shapes.iter().any(|shape| line.trim_start().split([' ', '(']).next() == Some(*shape))
            && line.starts_with("  ")
            && !line.contains("EMPTY")
    };
    Some((words.matches("OGRFeature(").count(), words.lines().filter(is_shape).count()))
}

/// What is looked for beside a layer changes none of its rows.
#[test]
fn a_layer_alone_has_the_rows_that_it_has_beside_the_others() {
    let border = borders::embedded("ru-ua").unwrap();
    let options = Options::new(border, Gazetteer::embedded());
    let report = |keep| pipeline::run_keeping(vec![Document::new("a", NEWS)], &options, keep, &|| ());
    let rows = |keep, layer| {
        let rows = layer_rows(&report(keep), layer, Format::JsonLines);
        String::from_utf8(layer_bytes(Format::JsonLines, layer, &rows, &Extras::default()).unwrap()).unwrap()
    };
    for (keep, layers) in [
        (Keep::Events, &[Layer::Events, Layer::Incidents, Layer::Measures, Layer::Areas][..]),
        (Keep::Claims, &[Layer::Claims]),
        (Keep::Toponyms, &[Layer::Toponyms]),
        (Keep::NoToponyms, &[Layer::Events, Layer::Claims]),
    ] {
        for &layer in &Layer::ALL {
            let (all, alone) = (rows(Keep::All, layer), rows(keep, layer));
            if layers.contains(&layer) {
                assert_eq!(alone, all, "{keep:?} {}", layer.name());
            } else if keep != Keep::NoToponyms {
                assert_eq!(alone, "", "{keep:?} {}", layer.name());
            }
        }
    }
    assert!(
        [Layer::Events, Layer::Claims, Layer::Toponyms]
            .iter()
            .all(|layer| !rows(Keep::All, *layer).is_empty())
    );
}

#[test]
fn rows_without_a_place_are_the_same_in_every_format() {
    let folder = folder("nulls");
    for layer in ["toponyms", "claims", "events", "areas", "measures"] {
        let geojson = folder.join(format!("{layer}.geojson"));
        let name = geojson.to_str().unwrap();
        assert_eq!(run(&folder, &["extract", "a.txt", "--layer", layer, "-q", "-o", name]).0, Some(0));
        let text = fs::read_to_string(&geojson).unwrap();
        let rows = text.matches("\"type\":\"Feature\"").count();
        let placed = rows - text.matches("\"geometry\":null").count();
        assert!(layer != "toponyms" || (rows > placed && placed > 0), "{layer}: {placed} of {rows}");
        for format in Format::ALL.iter().filter(|format| **format != Format::JsonLines) {
            let path = folder.join(format!("{layer}.{}", format.endings()[0]));
            let name = path.to_str().unwrap();
            assert_eq!(
                run(&folder, &["extract", "a.txt", "--layer", layer, "-q", "--force", "-o", name]).0,
                Some(0)
            );
            if let Some(found) = by_gdal(&path, layer) {
                assert_eq!(found, (rows, placed), "{}", path.display());
            }
        }
    }
}

/// A change that leaves a file a sound one of its kind, as an editor or a GIS program makes it.
fn edited(name: &str, bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let changed = match name.rsplit('.').next().unwrap() {
        "csv" => {
            let row = text.lines().nth(1).unwrap_or("x").to_owned();
            format!("{text}{row}\n")
        }
        "jsonl" | "geojsons" => {
            let row = text.lines().next().unwrap_or("{}").to_owned();
            format!("{text}{row}\n")
        }
        "geojson" => text.replacen("\"features\"", "\"note\": \"mine\",\n\"features\"", 1),
        "md" | "html" => format!("{text}\nA paragraph of mine.\n"),
        "qml" | "kml" | "svg" => text.replacen('>', ">\n", 1),
        _ => return [bytes, b"\0"].concat(),
    };
    changed.into_bytes()
}

#[test]
fn what_was_edited_is_kept_and_what_was_not_is_replaced() {
    let folder = folder("edited");
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    let formats = names.join(",");
    let map = [
        &["map", "a.txt", "--out", "m", "--layer-formats", &formats, "--styles"][..],
        &["--report", "md,html", "--format", "png,svg,pdf", "--html", "m/page.html", "-q"],
    ]
    .concat();
    assert_eq!(run(&folder, &map), (Some(0), String::new()));
    assert_eq!(run(&folder, &map), (Some(0), String::new()), "unchanged files are replaced");
    let entries = fs::read_dir(folder.join("m")).unwrap();
    let mut files: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    files.retain(|name| !name.starts_with('.'));
    files.sort();
    assert!(files.len() > 40, "{files:?}");
    // One layer of each format, and each other file: reading it all again for all sixty takes long.
    files.retain(|name| name.starts_with("claims.") || !name.starts_with(['a', 'c', 'i', 't']));
    for name in files.iter().filter(|name| !name.starts_with("measures.") && *name != "claims.qml") {
        let path = folder.join("m").join(name);
        let bytes = fs::read(&path).unwrap();
        let mine = edited(name, &bytes);
        assert_ne!(mine, bytes, "{name}");
        fs::write(&path, &mine).unwrap();
        let (code, said) = run(&folder, &map);
        assert!(
            code == Some(2) && said.contains(name.as_str()) && said.contains("was changed since"),
            "{name}: {said}"
        );
        assert_eq!(fs::read(&path).unwrap(), mine, "{name}");
        fs::write(&path, &bytes).unwrap();
    }
    assert_eq!(run(&folder, &map), (Some(0), String::new()), "as it was");
}

#[test]
fn files_of_an_earlier_run_go_unless_they_were_edited() {
    let folder = folder("older");
    fs::write(folder.join("b.txt"), NEWS.replace("Kozinka", "Grayvoron")).unwrap();
    let first = ["map", "a.txt", "--out", "m", "--layer-formats", "csv,gpkg", "--series", "day", "--claims"];
    assert_eq!(run(&folder, &first).0, Some(0));
    let path = |name: &str| folder.join("m").join(name);
    for name in ["claims.csv", "report.md", "claims.png"] {
        let bytes = fs::read(path(name)).unwrap();
        fs::write(path(name), [&bytes[..], b"mine"].concat()).unwrap();
    }
    let (code, said) = run(&folder, &["map", "b.txt", "--out", "m", "--report", "html"]);
    assert_eq!(code, Some(0), "{said}");
    for name in ["events.csv", "areas.csv", "eventmap.gpkg", "series-2023-09-13.png"] {
        let named = Path::new("m").join(name).display().to_string();
        assert!(!path(name).exists() && said.contains(&named), "{name}: {said}");
    }
    for name in ["claims.csv", "report.md", "claims.png"] {
        assert!(fs::read(path(name)).unwrap().ends_with(b"mine"), "{name}");
        let line = said.lines().find(|line| line.contains(&format!("{name} is of an earlier run")));
        assert!(line.is_some_and(|line| line.starts_with("warning: ")), "{name}: {said}");
    }
    assert!(path("events.geojson").exists() && path("report.html").exists());
}

#[test]
fn nothing_that_is_read_is_ever_replaced() {
    let folder = folder("read");
    let line = "{\"type\":\"LineString\",\"coordinates\":[[36,50],[37,51]]}";
    fs::create_dir_all(folder.join("articles")).unwrap();
    let page = format!("<html><body><article><p>{NEWS}</p><p>{NEWS}</p></article></body></html>");
    for (name, text) in [
        ("villages.csv", "name,lat,lon\nUpper Mill,50.1,36.2\n"),
        ("line.geojson", line),
        ("points.csv", "lat,lon\n50,36\n"),
        ("mine.toml", "threads = 1\n"),
        ("eventmap.toml", "threads = 1\n"),
        ("style.toml", ""),
        ("articles/page.html", &page),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    assert_eq!(run(&folder, &["gazetteer", "build", "villages.csv", "--alone", "-o", "my.bin"]).0, Some(0));
    assert_eq!(run(&folder, &["extract", "a.txt", "-o", "events.geojson"]).0, Some(0));
    for arguments in [
        &["gazetteer", "build", "villages.csv", "-o", "villages.csv"][..],
        &["gazetteer", "build", "table:villages.csv", "-o", "./villages.csv"],
        &["gazetteer", "build", "villages.csv", "--gazetteer", "my.bin", "-o", "my.bin"],
        &["geocode", "Upper Mill", "--gazetteer", "my.bin", "-o", "my.bin", "--format", "jsonl"],
        &["extract", "a.txt", "--border", "line.geojson", "-o", "line.geojson"],
        &["check", "a.txt", "--border", "line.geojson", "-o", "line.geojson"],
        &["distance", "50,36", "--to", "line.geojson", "-o", "line.geojson", "--format", "json"],
        &["distance", "--points", "points.csv", "--to", "line.geojson", "-o", "line.geojson"],
        &["extract", "a.txt", "--config", "mine.toml", "-o", "mine.toml", "--format", "csv"],
        &["extract", "a.txt", "-o", "eventmap.toml", "--format", "csv"],
        &["map", "articles/page.html", "-o", "m", "--html", "articles/page.html"],
        &["map", "articles", "-o", "m", "--html", "articles/page.html"],
        &["map", "articles/*.html", "-o", "m", "--html", "articles/page.html"],
        &["map", "a.txt", "--border", "events.geojson", "-o", "."],
    ] {
        let before: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| (fs::read(&path).unwrap(), path))
            .collect();
        let (code, said) = run(&folder, &[arguments, &["--force"]].concat());
        assert!(code == Some(2) && said.contains("both an input and --out"), "{arguments:?}: {said}");
        for (bytes, path) in before {
            assert!(fs::read(&path).unwrap() == bytes, "{arguments:?}: {}", path.display());
        }
        assert_eq!(fs::read_to_string(folder.join("articles/page.html")).unwrap(), page);
    }
}

#[test]
fn a_measured_table_has_a_form_that_its_name_tells() {
    let folder = folder("measured");
    fs::write(folder.join("points.csv"), "lat,lon\n50,36\n").unwrap();
    for name in ["out.gpkg", "out.parquet", "out.foo"] {
        let (code, said) = run(&folder, &["distance", "--points", "points.csv", "-o", name]);
        assert!(code == Some(2) && said.contains("tells no form: expected one of .csv"), "{name}: {said}");
        assert!(!folder.join(name).exists(), "{name}");
    }
    for name in ["out.csv", "out.tsv", "out.GEOJSON", "out"] {
        assert_eq!(run(&folder, &["distance", "--points", "points.csv", "-o", name]).0, Some(0), "{name}");
    }
}

/// A fresh clone draws the maps of the README over those that lie there: they must be as they were written.
#[test]
fn the_maps_of_the_repository_may_be_drawn_again() {
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("maps");
    let files: Vec<PathBuf> = fs::read_dir(&maps).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 9);
    for path in files.iter().filter(|path| !path.ends_with(eventmap::output::LIST)) {
        assert!(
            eventmap::output::may_replace(path),
            "{}: 'eventmap map seeds --out maps --force' writes it and the list of digests anew",
            path.display()
        );
    }
}

#[test]
fn metadata_and_simplestyle_are_written_where_there_is_room_and_else_missed() {
    let folder = folder("extras");
    let both = ["--metadata", "--simplestyle"];
    for verb in ["extract", "toponyms"] {
        let (code, said) = run(&folder, &[&[verb, "a.txt", "-o", "x.geojson"], &both[..]].concat());
        assert!(code == Some(0) && !said.contains("note:"), "{verb}: {said}");
        let text = fs::read_to_string(folder.join("x.geojson")).unwrap();
        assert!(text.contains("\"metadata\": {\"program\":\"eventmap\""), "{verb}: {text}");
        assert!(text.contains("\"sha256\":") && text.contains("\"marker-color\":\"#"), "{verb}: {text}");
        for file in ["x.parquet", "x.fgb"] {
            let (code, said) = run(&folder, &[verb, "a.txt", "-o", file, "--metadata"]);
            assert!(code == Some(0) && !said.contains("note:"), "{verb} {file}: {said}");
            let bytes = fs::read(folder.join(file)).unwrap();
            let own = b"{\"program\":\"eventmap\"";
            assert!(bytes.windows(own.len()).any(|at| at == own), "{verb} {file}");
        }
        let (code, said) = run(&folder, &[&[verb, "a.txt", "-o", "x.csv"], &both[..]].concat());
        assert_eq!(code, Some(0));
        for option in both {
            assert!(said.contains(&format!("note: {option} is for GeoJSON")), "{verb}: {said}");
        }
        let (_, said) = run(&folder, &[&[verb, "a.txt", "-q", "-o", "x.csv"], &both[..]].concat());
        assert_eq!(said, "");
    }
    let (_, said) = run(&folder, &["map", "a.txt", "--out", "m", "--layer-formats", "csv,kml", "--metadata"]);
    assert!(said.contains("note: --metadata is for GeoJSON"), "{said}");
    let (code, said) = run(&folder, &["map", "a.txt", "--out", "a.txt"]);
    assert_eq!(
        (code, said.lines().next()),
        (Some(2), Some("error: --out: expected a folder, found the file 'a.txt'"))
    );
}
