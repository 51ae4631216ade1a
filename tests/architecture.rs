//! Holds the code to the table "who may use whom" of ARCHITECTURE.md, and stages to being functions from data to data.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module and what it may use besides itself, `error` and `evidence`.
const MAY_USE: [(&str, &[&str]); 16] = [
    ("error", &[]),
    ("evidence", &["text"]),
    ("text", &[]),
    ("geodesy", &[]),
    ("gazetteer", &["text", "geodesy"]),
    ("document", &["text"]),
    ("toponym", &["document", "text", "gazetteer", "geodesy"]),
    ("event", &["toponym", "document", "text", "gazetteer", "geodesy"]),
    ("claim", &["toponym", "document", "text", "gazetteer", "geodesy"]),
    ("report", &["claim", "document", "event", "text", "toponym"]),
    ("edited", &["claim", "event", "gazetteer", "geodesy", "report", "text"]),
    ("output", &["report", "claim", "document", "event", "gazetteer", "geodesy", "text", "toponym"]),
    ("map", &["report", "claim", "document", "event", "gazetteer", "geodesy", "text", "toponym"]),
    (
        "web",
        &["map", "output", "report", "claim", "document", "event", "gazetteer", "geodesy", "text", "toponym"],
    ),
    ("pipeline", &["claim", "document", "event", "gazetteer", "geodesy", "report", "text", "toponym"]),
    ("cli", &["eventmap"]),
];

/// Modules that may touch files; of `gazetteer`, the readers of borders and of layers to build from.
const TOUCH_FILES: [&str; 6] = ["document", "edited", "output", "cli", "gazetteer", "main"];

/// What a stage must not know: files, environment, clock, network, chance.
const OUTSIDE: [&str; 8] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "File::open",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// Every source file with its module and its code: without comments, and without the tests at its end.
fn files() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(&root).unwrap();
        let module = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        (path.clone(), module, code.join("\n"))
    };
    sources(&root).into_iter().map(file).filter(|(path, ..)| !is_test_file(path)).collect()
}

fn is_test_file(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests" || stem == "sample")
}

/// The modules that `crate::x` and `crate::{x, y::z}` name.
fn used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String =
                name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            found.extend((!name.is_empty()).then_some(name));
        }
    }
    found
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (path, module, code) in files() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let row = MAY_USE.iter().find(|(name, _)| *name == module);
        let (_, allowed) = row.unwrap_or_else(|| panic!("src/{module} is not in the table"));
        for name in used(&code) {
            let always = name == module || matches!(name.as_str(), "error" | "evidence");
            if !always && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The words in code marks of a row's second cell that are modules.
fn documented(row: &str) -> BTreeSet<&str> {
    let cell = row.split('|').nth(2).unwrap_or_default();
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_page_shows_this_table() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    for (module, allowed) in MAY_USE {
        let begins = format!("| `{module}` |");
        let row = page.lines().find(|line| line.starts_with(&begins));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        assert_eq!(documented(row), allowed.iter().copied().collect(), "{module}");
    }
}

#[test]
fn stages_know_no_files_clock_or_environment() {
    let mut wrong = Vec::new();
    for (path, module, code) in files() {
        if TOUCH_FILES.contains(&module.as_str()) {
            continue;
        }
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            wrong.push(format!("{} uses {outside}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut silent = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        if !root.join(folder).is_dir() {
            continue;
        }
        for path in sources(&root.join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            if !text.starts_with("//! ") {
                silent.push(path);
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_scanner_sees_what_it_must() {
    for (code, expected) in [
        ("use crate::text::Span;", vec!["text"]),
        ("use crate::{Error, report::Report, text::{self, Span}};", vec!["report", "text"]),
        ("pub(crate) fn f() {}", vec![]),
        ("let x = crate::output::words::f();", vec!["output"]),
    ] {
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(used(code), expected, "{code}");
    }
}
