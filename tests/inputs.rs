//! What is read, what is not, and what is said of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::eventmap as run_with;

const NEWS: &str = "date 2023-09-14 Two people were killed when shells hit the village of Kozinka in the Belgorod region on Wednesday.";

fn folder(name: &str) -> PathBuf {
    common::folder(&format!("inputs-{name}"))
}

/// The exit code, what was printed and what was said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    run_with(folder, arguments, "")
}

#[test]
fn the_language_may_be_said_for_all_articles() {
    let folder = folder("language");
    fs::write(folder.join("en.txt"), "Shelling killed 19 people in Moscow on 28 May 2023. ".repeat(30))
        .unwrap();
    let (code, rows, said) = run(&folder, &["extract", "en.txt", "--format", "csv"]);
    assert!(code == Some(0) && rows.contains("Moscow") && !said.contains("not in English"), "{said}");
    let finnish =
        "Kaksi ihmistä kuoli, kun ammus osui taloon Kozinkan kylässä Belgorodin alueella, kertoi kuvernööri.";
    fs::write(folder.join("fi.txt"), format!("{finnish} Shelling killed two people in Moscow.")).unwrap();
    let (_, rows, said) = run(&folder, &["extract", "fi.txt"]);
    assert!(rows.is_empty() && said.contains("not in English (fi 1)"), "{said}");
    let (_, rows, said) = run(&folder, &["extract", "fi.txt", "--language", "EN"]);
    assert!(rows.contains("\"language\":\"en\"") && !said.contains("not in English"), "{rows} {said}");
    fs::write(folder.join("eventmap.toml"), "language = \"en\"\n").unwrap();
    assert!(!run(&folder, &["extract", "fi.txt"]).1.is_empty(), "a key of eventmap.toml");
    let (code, _, said) = run(&folder, &["extract", "fi.txt", "--language", "english"]);
    assert!(code == Some(2) && said.contains("expected a code of two letters"), "{said}");
}

#[test]
fn what_is_passed_over_in_a_folder_is_named() {
    let folder = folder("passed");
    fs::create_dir_all(folder.join("news/sub")).unwrap();
    for name in ["a.txt", "b.json", "c.docx", "sub/README", ".hidden"] {
        fs::write(folder.join("news").join(name), format!("{{\"text\":\"{NEWS}\"}}")).unwrap();
    }
    let (code, _, said) = run(&folder, &["check", "news"]);
    assert_eq!(code, Some(0), "{said}");
    let line = said.lines().find(|line| line.starts_with("note: not read")).unwrap();
    for name in ["b.json", "c.docx", "README"] {
        assert!(line.contains(name), "{line}");
    }
    assert!(!line.contains("a.txt") && !line.contains(".hidden"), "{line}");
    assert!(run(&folder, &["check", "news", "-q"]).2.is_empty());
    let (_, rows, said) = run(&folder, &["extract", "news/b.json"]);
    assert!(rows.contains("Kozinka") && !said.contains("not read"), "{said}");
}

#[test]
fn an_article_that_is_named_twice_is_told_once() {
    let folder = folder("twice");
    fs::write(folder.join("a.csv"), format!("id,text\n7,\"{NEWS}\"\n7,\"{NEWS}\"\n")).unwrap();
    for stream in [&[][..], &["--stream"]] {
        let once = run(&folder, &[&["extract", "a.csv"], stream].concat());
        let again = run(&folder, &[&["extract", "a.csv", "./a.csv", "a.csv"], stream].concat());
        assert_eq!(again.1, once.1);
        assert!(again.2.contains("named several times, read once: ./a.csv, a.csv"), "{}", again.2);
        // A table has the number of its row, and the second article a name of its own.
        let wanted = "a.csv:3: the id \"7\" was there before: this article is called \"7-2\"";
        assert!(once.2.contains(wanted) && once.1.contains("\"7-2\""), "{}", once.2);
    }
}

const EVENT: &str = "{\"type\":\"Feature\",\"id\":\"e1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.6,50.4]},\
    \"properties\":{\"id\":\"e1\",\"event_type\":\"Battles\",\"place_name\":\"Here\"}}";

#[test]
fn layers_are_drawn_again_in_every_form_that_holds_them() {
    let folder = folder("render");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    assert_eq!(run(&folder, &["extract", "a.txt", "-o", "a.geojsons", "-q"]).0, Some(0));
    let collection = format!("\u{feff}{{\"type\":\"FeatureCollection\",\"features\":[{EVENT}]}}");
    fs::write(folder.join("bom.geojson"), &collection).unwrap();
    let draw = |input: &str, piped: &str| run_with(&folder, &["render", input, "-o", "map.svg"], piped);
    for (input, piped) in [("a.geojsons", ""), ("bom.geojson", ""), ("-", collection.as_str())] {
        let (code, _, said) = draw(input, piped);
        assert!(code == Some(0) && said.contains("events 1, pictures 1"), "{input}: {said}");
    }
    let piped = fs::read_to_string(folder.join("a.geojsons")).unwrap();
    assert_eq!(draw("-", &piped).0, Some(0), "a sequence from standard input");
    let bad = collection.replace("Battles", "Party");
    let (code, _, said) = draw("-", &bad);
    assert!(code == Some(2) && said.contains("(feature 1, 'e1')"), "{said}");
}

#[test]
fn help_speaks_of_the_file_that_is_wrong() {
    let folder = folder("help");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    fs::write(folder.join("bad.csv"), "a,b\n1,2\n").unwrap();
    fs::write(folder.join("villages.csv"), "name,lat,lon\nUpper Mill,95,36\nOld Mill,50,36\nLow Mill,x,36\n")
        .unwrap();
    for (arguments, is_article) in [
        (&["check", "none.txt"][..], true),
        (&["check", "none.csv"], true),
        (&["check", "a.txt", "--config", "none.toml"], false),
        (&["map", "a.txt", "--style", "none.toml"], false),
        (&["render", "none.geojson", "-o", "a.png"], false),
        (&["render", "none", "-o", "a.png"], false),
        (&["distance", "--points", "none.csv"], false),
    ] {
        let (code, _, said) = run(&folder, arguments);
        assert!(code == Some(2) && said.contains("help: check the name"), "{arguments:?}: {said}");
        assert_eq!(said.contains("articles come from"), is_article, "{arguments:?}: {said}");
    }
    for (arguments, is_article) in [
        (&["check", "bad.csv"][..], true),
        (&["render", "bad.csv", "-o", "a.png"], false),
        (&["distance", "--points", "bad.csv"], false),
        (&["gazetteer", "build", "villages.csv", "-o", "v.bin"], false),
    ] {
        let (code, _, said) = run(&folder, arguments);
        assert!(code == Some(2) && said.contains("--text-field") == is_article, "{arguments:?}: {said}");
    }
    let (code, rows, said) = run(&folder, &["gazetteer", "check", "villages.csv", "--alone"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("villages.csv:2: ") && said.contains("villages.csv:4: "), "{said}");
    assert!(rows.contains("3 rows, 1 new places, 2 bad"), "{rows}");
}

#[test]
fn messages_of_programs_have_their_level_and_name_what_is_missing() {
    let folder = folder("json");
    let (code, _, said) = run(&folder, &["geocode", "Shebekno", "--json"]);
    let line: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!((code, line["level"].as_str()), (Some(1), Some("error")), "{said}");
    assert!(line["message"].as_str().unwrap().starts_with("nothing in the gazetteer"), "{said}");
    assert!(line["help"].as_str().unwrap().contains("shebekino"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    let (_, _, said) = run(&folder, &["geocode", "Shebekno"]);
    assert!(said.starts_with("error: nothing in the gazetteer") && said.contains("\nhelp: "), "{said}");
    let (code, _, said) = run(&folder, &["map", "--json"]);
    let line: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert!(code == Some(2) && line["message"].as_str().unwrap().contains("<INPUT>"), "{said}");
    fs::write(folder.join("villages.csv"), "name,lat,lon\nUpper Mill,95,36\n").unwrap();
    fs::write(folder.join("points.csv"), "lat,lon\n95,36\n").unwrap();
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    for (arguments, level, file) in [
        (&["gazetteer", "check", "villages.csv", "--alone"][..], "warning", Some("villages.csv")),
        (&["distance", "--points", "points.csv"], "error", Some("points.csv")),
        (&["gazetteer", "search", "Xqzv", "--in", "UA"], "error", None),
        (&["map", "a.txt", "--title", "日本", "--out", "m"], "warning", None),
    ] {
        let (_, _, said) = run(&folder, &[arguments, &["--json"]].concat());
        let lines = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let line = lines.into_iter().find(|line| line["level"] == level);
        assert!(line.is_some_and(|line| line["file"].as_str() == file), "{arguments:?}: {said}");
        assert!(!said.contains("\"warning: ") && !said.contains("\"error: "), "{said}");
    }
    let (code, _, said) = run_with(&folder, &["check"], NEWS);
    assert!(code == Some(2) && said.contains("'-' reads standard input"), "{said}");
}

#[test]
fn another_name_of_an_option_is_the_same_option() {
    let folder = folder("alias");
    fs::write(folder.join("eventmap.toml"), "[distance]\nto = \"PL-UA\"\n").unwrap();
    let (code, rows, said) = run(&folder, &["distance", "Goris", "--border", "AM-AZ"]);
    assert!(code == Some(0) && rows.contains("Armenia"), "{rows} {said}");
    let (code, rows, said) = run(&folder, &["distance", "Lviv"]);
    assert!(code == Some(0) && rows.contains("Poland"), "{rows} {said}");
    fs::write(folder.join("eventmap.toml"), "[distance]\nborder = \"PL-UA\"\n").unwrap();
    let (code, rows, said) = run(&folder, &["distance", "Lviv"]);
    assert!(code == Some(0) && rows.contains("Poland"), "{rows} {said}");
    assert_eq!(run(&folder, &["distance", "Goris", "--to", "AM-AZ"]).0, Some(0));
    fs::remove_file(folder.join("eventmap.toml")).unwrap();
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    let (code, _, said) = run(&folder, &["map", "a.txt", "-o", "m", "--layer-formats", "parquet,fgb", "-q"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(folder.join("m/events.parquet").exists() && folder.join("m/events.fgb").exists());
    let (_, _, said) = run(&folder, &["extract", "a.txt", "-o", "a.csv"]);
    assert!(said.contains("wrote 1 row of events into"), "{said}");
}

#[test]
fn where_articles_are_about_must_be_somewhere() {
    let folder = folder("about");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    for (option, wrong, right) in [
        ("--country", "XX", "UA,RU"),
        ("--bbox", "39,49,35,51", "35,49,39,51"),
        ("--bbox", "-170,-20,170,20", "170,-20,-170,20"),
    ] {
        let (code, _, said) = run(&folder, &["check", "a.txt", option, wrong]);
        // From 170 degrees west to 170 east is most of the Earth, and no part that is turned round.
        let is_wrong = option != "--bbox" || !wrong.starts_with('-');
        assert_eq!(code, Some(if is_wrong { 2 } else { 0 }), "{option} {wrong}: {said}");
        let (code, _, said) = run(&folder, &["check", "a.txt", option, right]);
        assert_eq!(code, Some(0), "{option} {right}: {said}");
    }
    let line = "{\"type\":\"LineString\",\"coordinates\":[[36.6,50.4]]}";
    fs::write(folder.join("line.geojson"), line).unwrap();
    for arguments in
        [&["distance", "50,36", "--to", "line.geojson"][..], &["check", "a.txt", "--border", "line.geojson"]]
    {
        let (code, _, said) = run(&folder, arguments);
        assert!(code == Some(0), "{said}");
        assert_eq!(said.matches("a line of no length").count(), 1, "{arguments:?}: {said}");
    }
}

#[test]
fn feeds_in_wide_characters_are_read_with_a_mark_and_without() {
    let folder = folder("wide");
    let feeds = [
        ("w.jsonl", format!("{{\"id\":\"ä\",\"text\":\"{NEWS}\"}}\n")),
        ("w.csv", format!("id,text\nä,\"{NEWS}\"\n")),
    ];
    let mut rows = Vec::new();
    for (name, feed) in &feeds {
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{feed}");
            let pairs = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
            let quads = |bytes: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| bytes(c.into())).collect();
            let wide: [Vec<u8>; 5] = [
                pairs(u16::to_le_bytes),
                pairs(u16::to_be_bytes),
                quads(u32::to_le_bytes),
                quads(u32::to_be_bytes),
                text.clone().into_bytes(),
            ];
            for bytes in wide {
                fs::write(folder.join(name), bytes).unwrap();
                let (code, out, said) = run(&folder, &["extract", name]);
                assert!(code == Some(0) && out.contains("\"doc\":\"ä\""), "{name}: {out} {said}");
                rows.push(out);
            }
        }
    }
    // With a mark also where no name tells what it is.
    let piped: Vec<u8> =
        format!("\u{feff}{}", feeds[0].1).encode_utf16().flat_map(u16::to_le_bytes).collect();
    rows.push(run_with(&folder, &["extract", "-"], piped).1);
    rows.dedup();
    assert_eq!(rows.len(), 1, "{rows:?}");
}
