//! Every example that `--help` shows runs as it stands, in a shell, in a folder that holds what it names.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ARTICLE: &str = "date 2023-06-02\n\nTwo people were killed when shells hit a road in the village of Maslova Pristan, 15 km from the border, \
    the governor said on Friday.\n";

/// The folder in which a reader of the help might sit.
fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("help");
    let _ = fs::remove_dir_all(&here);
    for made in
        ["articles", "local-news", "bin", ".zfunc", ".config/fish/completions", ".local/share/man/man1"]
    {
        fs::create_dir_all(here.join(made)).unwrap();
    }
    fs::create_dir_all(here.join(".local/share/bash-completion/completions")).unwrap();
    symlink(env!("CARGO_BIN_EXE_eventmap"), here.join("bin/eventmap")).unwrap();
    // Readers of pages are not everywhere, and wait for keys.
    for pager in ["less", "man"] {
        let script = here.join("bin").join(pager);
        fs::write(&script, "#!/bin/sh\ncat > /dev/null\n").unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let line = serde_json::json!({ "id": "a", "text": ARTICLE }).to_string();
    let row = |id: u32, name: &str, population: u32| {
        format!(
            "{id}\t{name}\t{name}\t\t49.5\t31.2\tP\tPPL\tUA\t\t07\t\t\t\t{population}\t\t1\tEurope/Kyiv\t2023-01-01\n"
        )
    };
    let dump = [row(990_001, "Verkhnia Lanka", 1200), row(990_002, "Nyzhnia Lanka", 20)].concat();
    for (name, text) in [
        ("article.txt", ARTICLE),
        ("articles/a.txt", ARTICLE),
        ("local-news/a.txt", ARTICLE),
        ("feed.jsonl", &line),
        ("year.jsonl", &line),
        ("spans.jsonl", "{\"doc\":\"a\",\"start\":85,\"end\":100}\n"),
        ("my.csv", "name,lat,lon\nVerkhnia Lanka,49.5,31.2\n"),
        ("villages.csv", "name,lat,lon\nVerkhnia Lanka,49.5,31.2\n"),
        ("sites.csv", "lat,lon\n50.1,21.0\n"),
        ("UA.txt", &dump),
        ("allCountries.txt", &dump),
        ("alternateNamesV2.txt", "1\t990001\tfr\tLanka-le-Haut\t\t\t\t\t\t\n"),
    ] {
        fs::write(here.join(name), text).unwrap();
    }
    assert!(
        run(&here, "gzip year.jsonl && eventmap map articles -q --out . && rm report.md").status.success()
    );
    here
}

fn run(here: &Path, line: &str) -> Output {
    let path = format!("{}:{}", here.join("bin").display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.current_dir(here).env("PATH", path).env("HOME", here).args(["-c", line]).output().unwrap()
}

/// The examples in the help of a verb: the lines under their head, without what is said of them.
fn examples(here: &Path, verb: &str) -> Vec<String> {
    // Wide enough that no line is broken.
    let help = run(here, &format!("COLUMNS=1000 eventmap {verb} --help"));
    let help = String::from_utf8(help.stdout).unwrap();
    let Some((_, rest)) = help.split_once("Examples:\n") else { return Vec::new() };
    let lines = rest.lines().take_while(|line| line.starts_with("  "));
    lines.map(|line| line.trim().split("  ").next().unwrap().to_owned()).collect()
}

#[test]
fn every_example_runs() {
    let here = folder();
    let verbs = [
        "",
        "map",
        "render",
        "check",
        "explain",
        "extract",
        "toponyms",
        "geocode",
        "distance",
        "gazetteer",
        "gazetteer build",
        "gazetteer search",
        "gazetteer check",
        "gazetteer info",
        "formats",
        "info",
        "completions",
        "man",
    ];
    for verb in verbs {
        let examples = examples(&here, verb);
        assert!(!examples.is_empty(), "'eventmap {verb} --help' shows no example");
        for example in examples {
            assert!(example.contains("eventmap "), "no command: {example}");
            let output = run(&here, &example);
            let said = String::from_utf8_lossy(&output.stderr);
            // Nothing contradicted, something found: all of them end well.
            assert_eq!(output.status.code(), Some(0), "{example}\n{said}");
        }
    }
    for made in
        ["maps/report.md", "map.html", "map.pdf", "events.gpkg", "measured.csv", "ua.bin", "claims.svg"]
    {
        assert!(here.join(made).metadata().is_ok_and(|about| about.len() > 0), "{made}");
    }
    fs::remove_dir_all(&here).unwrap();
}
