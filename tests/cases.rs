//! Whole articles of our own writing, each with what the program must find in it. `BLESS=1` rewrites the expectations.
//!
//! A case is a folder in `tests/cases`: `why.txt` (one sentence: what it guards), one or more articles (`*.txt`), and
//! `expected.geojson`, which opens as a map: events with their places, stated distances as lines.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};

use eventmap::document::{ReadOptions, read_inputs};
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Geometry, Layer, Row, rows};
use eventmap::pipeline::{self, Options};
use eventmap::report::Report;
use serde_json::{Map, Value, json};

/// The properties that a case pins down. Confidence, evidence and offsets may change without the answer changing.
const EVENT: [&str; 17] = [
    "doc",
    "incident",
    "event_type",
    "sub_event_type",
    "modality",
    "date_start",
    "date_end",
    "place_name",
    "country",
    "relation",
    "geo_precision",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "side",
    "trigger_text",
];
const CLAIM: [&str; 7] =
    ["doc", "text", "subject_name", "target_name", "target_class", "stated_km", "verdict"];

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn report(case: &Path) -> Report {
    let mut articles: Vec<PathBuf> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt") && !path.ends_with("why.txt"))
        .collect();
    articles.sort();
    let (documents, errors) = read_inputs(&articles, &ReadOptions::default());
    assert!(errors.is_empty() && !documents.is_empty(), "{}: {errors:?}", case.display());
    let options = Options::new(borders::embedded("ru-ua").unwrap(), Gazetteer::embedded());
    pipeline::run(documents, &options, &|| ())
}

/// A feature with the pinned properties alone; lengths to 100 m, so that the last digits of a line do not matter.
fn feature(row: &Row, names: &[&str], length: &str) -> Value {
    let properties = row.to_json();
    let mut kept: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), properties[*name].clone())).collect();
    let rounded = properties[length].as_f64().map(|km| (km * 10.0).round() / 10.0);
    kept.insert(length.to_owned(), json!(rounded));
    let at = |lon: f64, lat: f64| json!([(lon * 1e3).round() / 1e3, (lat * 1e3).round() / 1e3]);
    let geometry = match &row.geometry {
        Geometry::Point(p) => json!({ "type": "Point", "coordinates": at(p.lon, p.lat) }),
        Geometry::Line(a, b) => {
            json!({ "type": "LineString", "coordinates": [at(a.lon, a.lat), at(b.lon, b.lat)] })
        }
        _ => Value::Null,
    };
    json!({ "type": "Feature", "geometry": geometry, "properties": kept })
}

fn found(report: &Report) -> String {
    let mut features: Vec<Value> = Vec::new();
    // Ids of incidents are made from offsets; a number in the order of the report says as much.
    let number =
        |id: &Value| report.incidents.iter().position(|incident| *id == json!(incident.id)).map(|at| at + 1);
    for row in rows::rows(report, Layer::Events) {
        let mut event = feature(&row, &EVENT, "border_km");
        let incident = number(&event["properties"]["incident"]);
        event["properties"]["incident"] = json!(incident);
        features.push(event);
    }
    features.extend(rows::rows(report, Layer::Claims).iter().map(|row| feature(row, &CLAIM, "measured_km")));
    let lines: Vec<String> = features.iter().map(ToString::to_string).collect();
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}\n", lines.join(",\n"))
}

#[test]
fn every_case_finds_what_it_must() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let why = fs::read_to_string(case.join("why.txt")).unwrap_or_default();
        assert!(!why.trim().is_empty(), "{}: why.txt says what the case guards", case.display());
        let found = found(&report(&case));
        let path = case.join("expected.geojson");
        if bless {
            fs::write(&path, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            wrong.push(difference(&case, why.trim(), &expected, &found));
        }
    }
    assert!(wrong.is_empty(), "{}\nBLESS=1 rewrites; read the difference first", wrong.join("\n"));
}

fn difference(case: &Path, why: &str, expected: &str, found: &str) -> String {
    let missing = expected.lines().filter(|line| !found.contains(line.trim_end_matches(',')));
    let new = found.lines().filter(|line| !expected.contains(line.trim_end_matches(',')));
    let lines: Vec<String> =
        missing.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect();
    format!("{} ({why})\n{}", case.display(), lines.join("\n"))
}
