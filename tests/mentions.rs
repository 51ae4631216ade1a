//! `toponyms --mentions` and what tips the choice among namesakes, as a user runs them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_eventmap")).current_dir(folder).args(arguments).output().unwrap()
}

fn rows(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const DOCS: &str = r#"{"id": "a", "text": "Fermé à Zürich? The mill near Perth, Ontario, burned; Canadian crews came from the hamlet of Qwyzzle."}
{"id": "b", "text": "Nothing is named here."}
"#;

#[test]
fn marked_spans_get_one_row_each_with_their_own_offsets() {
    let spans = r#"{"doc": "a", "start": 8, "end": 14, "lat": 1.5}
{"doc": "a", "start": 30, "end": 35}
{"doc": "a", "start": 37, "end": 44}
{"doc": "a", "start": 54, "end": 62}
{"doc": "a", "start": 93, "end": 100}
"#;
    let folder = folder("mentions", &[("docs.jsonl", DOCS), ("spans.jsonl", spans)]);
    let output = run(&folder, &["toponyms", "docs.jsonl", "--mentions", "spans.jsonl", "-q"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = rows(&output);
    let found: Vec<(&str, u64, Option<&str>)> = rows
        .iter()
        .map(|row| (row["text"].as_str().unwrap(), row["start"].as_u64().unwrap(), row["country"].as_str()))
        .collect();
    let expected = [
        ("Zürich", 8, Some("CH")),
        ("Perth", 30, Some("CA")),
        ("Ontario", 37, Some("CA")),
        ("Canadian", 54, Some("CA")),
        ("Qwyzzle", 93, Some("CA")),
    ];
    assert_eq!(found, expected);
    let unknown = rows.last().unwrap();
    assert!(unknown["confidence"].as_f64().unwrap() < 0.65, "placed coarsely: {unknown}");
    assert!(unknown["radius_km"].as_f64().unwrap() >= 25.0, "{unknown}");
    assert!(unknown["evidence"].to_string().contains("no layer has the name"), "{unknown}");
}

#[test]
fn bad_spans_are_named_and_the_rest_is_done() {
    let spans = "{\"doc\": \"a\", \"start\": 30, \"end\": 35}\n{\"doc\": \"a\", \"start\": -3, \"end\": 4}\n\
                 {\"doc\": \"a\", \"start\": 30, \"end\": 3000}\n{\"doc\": \"zz\", \"start\": 0, \"end\": 1}\nnot json\n";
    let folder = folder("bad-mentions", &[("docs.jsonl", DOCS), ("spans.jsonl", spans)]);
    let output = run(&folder, &["toponyms", "docs.jsonl", "--mentions", "spans.jsonl"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(rows(&output).len(), 1);
    for line in ["spans.jsonl:2:", "spans.jsonl:3:", "spans.jsonl:4:", "spans.jsonl:5:"] {
        assert!(said.contains(line), "{line} {said}");
    }
    let missing = run(&folder, &["toponyms", "docs.jsonl", "--mentions", "none.jsonl"]);
    assert_eq!(missing.status.code(), Some(2));
}

/// Country of the one place named.
fn country_of(folder: &Path, options: &[&str]) -> String {
    let output = run(folder, &[&["toponyms", "docs.jsonl", "-q"], options].concat());
    rows(&output).iter().find(|row| row["text"] == "Perth").unwrap()["country"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_known_beforehand_tips_the_choice() {
    let folder =
        folder("bias", &[("docs.jsonl", "{\"id\": \"a\", \"text\": \"The mayor of Perth resigned.\"}\n")]);
    for (options, country) in [
        (&[][..], "AU"),
        (&["--country", "GB"], "GB"),
        (&["--country", "fr,gb"], "GB"),
        (&["--focus", "Ottawa"], "CA"),
        (&["--bbox", "-8,54,0,60"], "GB"),
        (&["--focus", "Dundee"], "GB"),
        (&["--focus", "Western Australia", "--country", "AU"], "AU"),
    ] {
        assert_eq!(country_of(&folder, options), country, "{options:?}");
    }
    for wrong in [
        &["--country", "GBR"][..],
        &["--bbox", "1,2,3"],
        &["--bbox", "0,95,1,96"],
        &["--focus", "Qwyzzle-on-the-Nowhere"],
    ] {
        let output = run(&folder, &[&["toponyms", "docs.jsonl"], wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_stated_area_outweighs_what_is_known_beforehand() {
    let text = "{\"id\": \"a\", \"text\": \"The mayor of Perth, Western Australia, resigned.\"}\n";
    let folder = folder("stated", &[("docs.jsonl", text)]);
    assert_eq!(country_of(&folder, &["--country", "GB"]), "AU");
}
