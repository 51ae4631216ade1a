//! The command line as a user sees it: transcripts, and the commands of the README.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .case("tests/cli/*.trycmd")
        .case("README.md");
}

fn eventmap(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_eventmap")).current_dir(folder).args(arguments).output().unwrap()
}

/// A folder of its own for one test, with the seeds in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("seeds")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join("seeds").join(entry.file_name())).unwrap();
    }
    folder
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn the_readme_runs_as_it_stands() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let folder = folder("readme");
    let mut run = 0;
    for line in readme.lines() {
        let Some(arguments) = line.trim().strip_prefix("cargo run --release -- ") else { continue };
        let arguments = arguments.split('#').next().unwrap();
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let output = eventmap(&folder, &arguments);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{line}: {code:?} {}", String::from_utf8_lossy(&output.stderr));
        run += 1;
    }
    assert!(run > 0, "the README names the main job");
    let names: Vec<String> = files(&folder.join("maps")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            eventmap::output::LIST,
            "areas.geojson",
            "claims.geojson",
            "detail.png",
            "events.geojson",
            "incidents.geojson",
            "measures.geojson",
            "overview.png",
            "report.md",
            "toponyms.geojson"
        ]
    );
}

#[test]
fn any_number_of_threads_and_any_time_give_the_same_bytes() {
    let folder = folder("threads");
    for (out, threads) in [("one", "1"), ("two", "2"), ("again", "2")] {
        let output = eventmap(&folder, &["map", "seeds", "--out", out, "--threads", threads]);
        assert_eq!(output.status.code(), Some(0));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("warning") && !said.contains("error"), "{said}");
    }
    let one = files(&folder.join("one"));
    assert_eq!(one.len(), 10, "nine, and the list of their digests");
    for other in ["two", "again"] {
        for ((name, bytes), (other_name, other_bytes)) in one.iter().zip(files(&folder.join(other))) {
            assert_eq!(*name, other_name);
            assert!(*bytes == other_bytes, "{name} differs in '{other}'");
        }
    }
}

#[test]
fn some_bad_input_does_not_stop_the_rest() {
    let folder = folder("partly");
    fs::write(folder.join("feed.jsonl"), "{\"text\":\"Shells hit a house in Kozinka.\"}\nnot json\n")
        .unwrap();
    let output = eventmap(&folder, &["map", "feed.jsonl", "gone.txt", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("error: feed.jsonl:2: ") && said.contains("error: cannot read 'gone.txt'"),
        "{said}"
    );
    assert!(folder.join("out/events.geojson").exists());
    let nothing = eventmap(&folder, &["map", "gone.txt", "--out", "none"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(!folder.join("none").exists(), "nothing is written where nothing was read");
}

#[test]
fn articles_in_other_languages_are_named_in_one_line() {
    let here = folder("languages");
    std::fs::write(
        here.join("a.txt"),
        "A shell hit the school in the village of Kozinka on Friday, the governor said.",
    )
    .unwrap();
    std::fs::write(
        here.join("b.txt"),
        "Вчера вечером снаряд попал в школу в селе Козинка, сообщил губернатор области.",
    )
    .unwrap();
    fs::write(here.join("c.txt"), "Deux personnes ont été tuées hier soir dans une attaque contre le village, selon les autorités locales.")
        .unwrap();
    let wanted = "2 of 8 articles not in English (fr 1, ru 1): place names are read in them, and distances in French, Russian and Ukrainian; events are not";
    for arguments in [&["extract", "."][..], &["extract", ".", "--stream"]] {
        let output = eventmap(&here, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.matches("not in English").count(), 1, "{said}");
        assert!(said.contains(wanted), "{said}");
    }
    let quiet = eventmap(&here, &["extract", ".", "--quiet"]);
    assert!(quiet.stderr.is_empty(), "{}", String::from_utf8_lossy(&quiet.stderr));
}

#[test]
fn results_are_not_read_as_articles() {
    let folder = folder("results");
    assert_eq!(eventmap(&folder, &["map", "seeds", "--out", "seeds"]).status.code(), Some(2));
    for _ in 0..2 {
        let output = eventmap(&folder, &["map", ".", "--out", "maps"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("articles 5,"), "{said}");
    }
    // Articles may lie in a folder of the folder that results go to.
    for input in ["seeds", "seeds/*"] {
        let output = eventmap(&folder, &["map", input, "--out", "."]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("articles 5,"), "{input}: {said}");
    }
}

#[test]
#[cfg(unix)]
fn what_cannot_be_written_is_said_and_leaves_nothing_behind() {
    let folder = folder("unwritable");
    fs::write(folder.join("taken"), "a file").unwrap();
    let output = eventmap(&folder, &["map", "seeds", "--out", "taken"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("error: --out: expected a folder, found the file 'taken'")
    );
    // A folder where a file should go: that file cannot be replaced, and no part of it stays.
    fs::create_dir_all(folder.join("out/events.geojson/x")).unwrap();
    let output = eventmap(&folder, &["map", "seeds", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    let left: Vec<String> = fs::read_dir(folder.join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let folder = folder("pipe");
    let mut child = Command::new(env!("CARGO_BIN_EXE_eventmap"))
        .current_dir(&folder)
        .args(["explain", "seeds", "seeds", "seeds", "seeds"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn standard_input_is_text_or_json_lines() {
    use std::io::Write as _;
    use std::process::Stdio;
    let folder = folder("stdin");
    let text = "date 2023-09-14 Two people were killed when shells hit the village of Kozinka in the Belgorod region.";
    let lines = format!("{{\"id\":\"a\",\"text\":{text:?}}}\n{{\"id\":\"b\",\"text\":\"Nothing.\"}}\n");
    for (input, articles) in [(text.to_owned(), 1), (lines, 2), (String::new(), 1)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_eventmap"))
            .current_dir(&folder)
            .args(["explain", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let page = String::from_utf8(output.stdout).unwrap();
        assert_eq!(page.matches("\nplace names (").count(), articles, "{page}");
        assert!(!page.contains('\u{1b}'), "no colour where there is no terminal");
    }
}

const NEWS: &str = "date 2023-09-14 Two people were killed when shells hit the village of Kozinka in the Belgorod region on Wednesday.";

#[test]
fn a_file_of_somebody_else_is_kept_unless_told_otherwise() {
    let folder = folder("keep");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    let run = |arguments: &[&str]| {
        let output = eventmap(&folder, arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let into = ["extract", "a.txt", "-o", "events.geojson"];
    assert_eq!(run(&into).0, Some(0));
    assert_eq!(run(&into).0, Some(0), "its own file is replaced");
    let edited = "{\"type\": \"FeatureCollection\", \"features\": []}";
    fs::write(folder.join("events.geojson"), edited).unwrap();
    let (code, said) = run(&into);
    assert!(code == Some(2) && said.contains("--force"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("events.geojson")).unwrap(), edited);
    let (code, said) = run(&["map", "a.txt", "--out", "."]);
    assert!(code == Some(2) && said.contains("events.geojson' was changed since"), "{said}");
    assert!(!folder.join("report.md").exists(), "nothing is written before that is settled");
    assert_eq!(run(&["extract", "a.txt", "-o", "events.geojson", "--force"]).0, Some(0));
    assert_ne!(fs::read_to_string(folder.join("events.geojson")).unwrap(), edited);
    for picture in ["map.png", "map.svg", "map.pdf"] {
        let draw = ["render", "events.geojson", "-o", picture];
        assert_eq!(run(&draw).0, Some(0), "{picture}");
        assert_eq!(run(&draw).0, Some(0), "its own {picture} is replaced");
        fs::write(folder.join(picture), "kept").unwrap();
        let (code, said) = run(&draw);
        assert!(code == Some(2) && said.contains(picture) && said.contains("--force"), "{said}");
        assert_eq!(fs::read_to_string(folder.join(picture)).unwrap(), "kept");
        assert_eq!(run(&[&draw[..], &["--force"]].concat()).0, Some(0), "{picture}");
    }
    fs::write(folder.join("page.html"), "kept").unwrap();
    let (code, said) = run(&["map", "a.txt", "--out", "maps", "--html", "page.html"]);
    assert!(code == Some(2) && said.contains("page.html' exists"), "{said}");
    let (code, said) = run(&["extract", "a.txt", "-o", "events.shp"]);
    assert!(code == Some(2) && said.contains("expected one of .geojson"), "{said}");
}

#[test]
fn an_input_is_never_replaced_and_answers_of_earlier_runs_are() {
    let folder = folder("inputs");
    let feed = format!("{{\"id\":\"a\",\"text\":\"{NEWS}\"}}\n");
    fs::write(folder.join("a.jsonl"), &feed).unwrap();
    fs::write(folder.join("p.csv"), "lon,lat\n36.6,50.6\n").unwrap();
    for arguments in [
        &["extract", "a.jsonl", "-o", "a.jsonl", "--force"][..],
        &["extract", "a.jsonl", "-o", "./seeds/../a.jsonl", "--stream", "--force"],
        &["toponyms", "a.jsonl", "-o", "a.jsonl", "--force"],
        &["check", "a.jsonl", "-o", "a.jsonl", "--force"],
        &["distance", "--points", "p.csv", "-o", "p.csv", "--force"],
    ] {
        let output = eventmap(&folder, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(2) && said.contains("both an input and --out"),
            "{arguments:?}: {said}"
        );
    }
    // Articles with an id look like rows; they are kept without --force as well.
    let output = eventmap(&folder, &["extract", "seeds", "-o", "a.jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(fs::read_to_string(folder.join("a.jsonl")).unwrap(), feed);
    for arguments in [
        &["extract", "seeds", "-o", "seeds/events.jsonl"][..],
        &["extract", "seeds", "--stream", "-o", "seeds/events.csv", "--force"],
        &["geocode", "Perth", "-o", "perth.jsonl"],
        &["distance", "Goris", "-o", "goris.json"],
        &["gazetteer", "search", "Gori", "-o", "gori.csv"],
    ] {
        for _ in 0..2 {
            let output = eventmap(&folder, arguments);
            let read = arguments.contains(&"seeds/events.csv");
            // The rows of the other form are no articles, and that is said.
            assert_eq!(output.status.code(), Some(if read { 2 } else { 0 }), "{arguments:?}: {output:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file_behind_it() {
    let folder = folder("link");
    fs::create_dir_all(folder.join("data")).unwrap();
    std::os::unix::fs::symlink("data/2023.csv", folder.join("latest.csv")).unwrap();
    for _ in 0..2 {
        assert!(eventmap(&folder, &["extract", "seeds", "-o", "latest.csv"]).status.success());
        assert!(
            folder.join("latest.csv").is_symlink()
                && folder.join("data/2023.csv").metadata().unwrap().len() > 0
        );
    }
    // In a folder of results it is replaced: it could lead anywhere.
    fs::create_dir_all(folder.join("maps")).unwrap();
    fs::write(folder.join("private.geojson"), "").unwrap();
    std::os::unix::fs::symlink("../private.geojson", folder.join("maps/events.geojson")).unwrap();
    assert!(eventmap(&folder, &["map", "seeds", "--out", "maps"]).status.success());
    assert!(!folder.join("maps/events.geojson").is_symlink());
    assert_eq!(fs::read_to_string(folder.join("private.geojson")).unwrap(), "");
}

#[test]
fn files_of_places_are_checked_before_anything_is_built() {
    let folder = folder("places");
    let table = "name,lat,lon,country,region\nUpper Mill,50.1,36.2,UA,\n";
    fs::write(folder.join("good.csv"), table).unwrap();
    fs::write(folder.join("nowhere.csv"), format!("{table}Lower Mill,50.2,36.3,UA,Nowhereshire\n")).unwrap();
    fs::write(folder.join("bad.csv"), format!("{table}Old Mill,95,36,UA,\n")).unwrap();
    let run = |arguments: &[&str]| {
        let output = eventmap(&folder, arguments);
        let words = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&words).into_owned())
    };
    for (file, code, words) in [
        ("good.csv", 0, "good.csv (table): 1 rows, 1 new places"),
        ("nowhere.csv", 1, "Nowhereshire"),
        ("bad.csv", 1, "bad.csv:3: expected a latitude between -90 and 90, found '95'"),
        ("none.csv", 2, "none.csv"),
    ] {
        let (found, said) = run(&["gazetteer", "check", file, "--alone"]);
        assert!(found == Some(code) && said.contains(words), "{file}: {found:?} {said}");
    }
    assert_eq!(run(&["gazetteer", "build", "good.csv", "-o", "my.bin", "--alone"]).0, Some(0));
    let (code, said) = run(&["gazetteer", "check", "my.bin", "good.csv", "--alone"]);
    assert!(code == Some(0) && said.contains("my.bin (built): 1 places, whole"), "{said}");
    let whole = fs::read(folder.join("my.bin")).unwrap();
    fs::write(folder.join("cut.bin"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(&["gazetteer", "check", "cut.bin"]).0, Some(2));
}

#[test]
fn every_format_by_name_is_the_format_by_ending() {
    let folder = folder("formats");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    for format in eventmap::output::Format::ALL {
        let file = format!("events.{}", format.endings()[0]);
        assert_eq!(
            eventmap(&folder, &["extract", "a.txt", "-o", &file, "-q"]).status.code(),
            Some(0),
            "{file}"
        );
        let piped = eventmap(&folder, &["extract", "a.txt", "--format", format.name(), "-q"]);
        assert_eq!(piped.status.code(), Some(0), "{file}");
        assert!(!piped.stdout.is_empty() && piped.stdout == fs::read(folder.join(&file)).unwrap(), "{file}");
    }
}

#[test]
fn every_verb_writes_to_the_file_it_is_given_and_a_dash_is_standard_output() {
    let folder = folder("out");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    fs::write(folder.join("sites.csv"), "name,lon,lat\na,36.6,50.6\n").unwrap();
    let verbs: [(&[&str], &str); 9] = [
        (&["extract", "a.txt"], "events.jsonl"),
        (&["check", "a.txt"], "claims.csv"),
        (&["check", "a.txt"], "claims.geojson"),
        (&["geocode", "Kozinka"], "places.jsonl"),
        (&["geocode", "Kozinka"], "places.txt"),
        (&["gazetteer", "search", "Kozinka"], "found.csv"),
        (&["distance", "50.6,36.6"], "one.json"),
        (&["distance", "--points", "sites.csv"], "measured.csv"),
        (&["distance", "--points", "sites.csv"], "measured.geojson"),
    ];
    for (verb, file) in verbs {
        let run = |out: &str| {
            let output = eventmap(&folder, &[verb, &["-o", out, "-q"]].concat());
            (output.status.code(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
        };
        let (code, printed, said) = run(file);
        assert!(code == Some(0) && printed.is_empty(), "{verb:?} {file}: {said}");
        assert!(fs::metadata(folder.join(file)).unwrap().len() > 0 || verb[0] == "check", "{file}");
        let (code, printed, said) = run("-");
        assert!(code == Some(0) && (!printed.is_empty() || verb[0] == "check"), "{verb:?}: {said}");
        assert!(!folder.join("-").exists(), "{verb:?}");
        fs::write(folder.join(file), "kept").unwrap();
        let (code, _, said) = run(file);
        assert!(code == Some(2) && said.contains("--force"), "{verb:?}: {said}");
        assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), "kept");
    }
    // What was measured before may be measured again.
    for file in ["measured.csv", "measured.geojson"] {
        for _ in 0..2 {
            let output =
                eventmap(&folder, &["distance", "--points", "sites.csv", "-o", file, "-q", "--force"]);
            assert_eq!(output.status.code(), Some(0), "{file}");
        }
        assert!(eventmap::output::may_replace(&folder.join(file)), "{file}");
    }
    for verb in [&["map", "a.txt", "--out", "-"][..], &["gazetteer", "build", "sites.csv", "-o", "-"]] {
        let output = eventmap(&folder, verb);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("expected a name"), "{verb:?}: {said}");
    }
    let output = eventmap(&folder, &["geocode", "Kozinka", "-o", "places.gpkg"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("expected .txt, .jsonl"));
}

#[test]
fn messages_are_json_for_programs() {
    let folder = folder("messages");
    fs::write(folder.join("feed.jsonl"), "{\"text\":\"Shells hit a house in Kozinka.\"}\nnot json\n")
        .unwrap();
    for (arguments, level, code, line) in [
        (&["extract", "feed.jsonl", "--message-format", "json"][..], "error", "bad-row", Some(2)),
        (&["extract", "feed.jsonl", "--json"], "error", "bad-row", Some(2)),
        (&["extract", "gone.txt", "--message-format=json"], "error", "cannot-read", None),
        (&["extrct", "--json"], "error", "usage", None),
        (&["extract", "feed.jsonl", "-o", "x.y", "--message-format=json"], "error", "usage", None),
    ] {
        let output = eventmap(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let messages: Vec<serde_json::Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
            .collect();
        let first = messages.iter().find(|message| message["level"] == level).unwrap();
        assert_eq!((first["code"].as_str(), first["line"].as_u64()), (Some(code), line), "{said}");
    }
}

/// Killed at any moment, a run leaves whole files or none under their final names.
#[test]
#[cfg(unix)]
fn a_run_that_is_killed_leaves_no_half_file() {
    use std::process::Stdio;
    let folder = folder("killed");
    let whole = eventmap(&folder, &["map", "seeds", "--out", "whole", "-q"]);
    assert_eq!(whole.status.code(), Some(0));
    let whole = files(&folder.join("whole"));
    for (n, signal) in (0..12).zip(["-KILL", "-INT"].into_iter().cycle()) {
        let out = format!("out{n}");
        let mut child = Command::new(env!("CARGO_BIN_EXE_eventmap"))
            .current_dir(&folder)
            .args(["map", "seeds", "--out", &out, "-q"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The last steps are when files are written: wait for the folder, then a little longer each time.
        let mut waited = 0;
        while !folder.join(&out).exists() && waited < 3000 && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
            waited += 1;
        }
        std::thread::sleep(std::time::Duration::from_micros(300 * n));
        let _ = Command::new("kill")
            .args([signal, child.id().to_string().as_str()])
            .stderr(Stdio::null())
            .status();
        child.wait().unwrap();
        if !folder.join(&out).exists() {
            continue;
        }
        for (name, bytes) in files(&folder.join(&out)) {
            // The list of digests grows with each file.
            if Path::new(&name).extension().is_some_and(|ending| ending == "part")
                || name == eventmap::output::LIST
            {
                continue;
            }
            let expected = whole.iter().find(|(known, _)| *known == name);
            assert!(expected.is_some_and(|(_, whole)| *whole == bytes), "{name} of run {n} is not whole");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let folder = folder("full");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_eventmap"))
        .current_dir(&folder)
        .args(["extract", "a.txt"])
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("cannot write standard output: "), "{said}");
}

#[test]
fn the_report_page_is_markdown_or_one_html_file() {
    let folder = folder("report");
    fs::write(folder.join("a.txt"), NEWS).unwrap();
    let pages = |arguments: &[&str]| {
        let output = eventmap(&folder, &[&["map", "a.txt", "--out", "out"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let found = files(&folder.join("out")).into_iter().filter(|(name, _)| name.starts_with("report."));
        found.map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(pages(&[]), ["report.md"]);
    assert_eq!(pages(&["--report", "html"]), ["report.html"], "the page of an earlier run is gone");
    let page = fs::read_to_string(folder.join("out/report.html")).unwrap();
    assert!(
        page.contains("src=\"data:image/png;base64,iVBORw0KGgo") && page.contains("Kozinka</mark>"),
        "{page}"
    );
    assert_eq!(pages(&["--report", "html", "--format", "svg"]), ["report.html"]);
    let page = fs::read_to_string(folder.join("out/report.html")).unwrap();
    assert!(page.contains("src=\"data:image/svg+xml;base64,"), "{page}");
    assert_eq!(pages(&["--report", "md,html"]), ["report.html", "report.md"]);
    fs::write(folder.join("out/report.html"), "<p>of somebody else").unwrap();
    assert_eq!(pages(&[]), ["report.html", "report.md"]);
    let refused = eventmap(&folder, &["map", "a.txt", "--out", "out", "--report", "html"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn ids_and_titles_never_decide_where_files_go() {
    let folder = folder("ids");
    let line = |id: &str| format!("{{\"id\":{id:?},\"title\":{id:?},\"text\":{NEWS:?}}}\n");
    fs::write(folder.join("feed.jsonl"), ["../../up", "/abs", "a/b", "..", ""].map(line).concat()).unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    let before = fs::read_dir(&folder).unwrap().count();
    assert_eq!(eventmap(&folder, &["map", "feed.jsonl", "--out", "out", "-q"]).status.code(), Some(0));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), before);
    assert!(fs::read_dir(folder.join("out")).unwrap().all(|entry| entry.unwrap().path().is_file()));
}

#[test]
fn a_feed_that_comes_in_drops_is_told_drop_by_drop() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let folder = folder("drops");
    for arguments in [&["extract", "-", "--stream", "-q"][..], &["toponyms", "-", "-q"]] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_eventmap"))
            .current_dir(&folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut input, mut rows) = (run.stdin.take().unwrap(), BufReader::new(run.stdout.take().unwrap()));
        for town in ["Vovchansk", "Izium", "Kupiansk"] {
            writeln!(input, "{{\"text\":\"Two shells hit the town of {town} on Friday and killed a man.\"}}")
                .unwrap();
            input.flush().unwrap();
            let mut row = String::new();
            rows.read_line(&mut row).unwrap();
            assert!(row.contains(town), "the answer comes before the feed goes on: {row}");
        }
        // The feed is still open when its reader goes away.
        drop(rows);
        writeln!(input, "{{\"text\":\"A shell hit the town of Izium.\"}}").unwrap();
        input.flush().unwrap();
        assert!(run.wait().unwrap().success());
    }
}

#[test]
fn what_is_long_is_written_as_it_is_read_and_that_is_said() {
    let folder = folder("long");
    let article =
        |text: &str| format!("{}\n", serde_json::json!({ "text": text, "published": "2023-06-03" }));
    let shells = article("Two shells hit the town of Izium on Friday and killed 3 people.");
    let feed = [shells.clone(), article(&" ".repeat(17 << 20)), shells].concat();
    fs::write(folder.join("long.jsonl"), feed).unwrap();
    let rows = |arguments: &[&str]| {
        let output = eventmap(&folder, &[&["extract", "long.jsonl"], arguments].concat());
        assert!(output.status.success(), "{arguments:?}");
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (all, said) = rows(&[]);
    assert!(said.contains("more than 16 MB of text") && said.contains("--join"), "{said}");
    assert_eq!(all.matches("\"incident\":null").count(), 2, "{all}");
    assert_eq!(all, rows(&["--stream"]).0);
    let (joined, said) = rows(&["--join"]);
    assert_eq!(joined.matches("\"incident\":\"").count(), 2, "{joined}");
    assert!(!said.contains("more than"), "{said}");
}

#[test]
fn a_streamed_feed_gives_the_rows_of_a_whole_one_in_order() {
    let folder = folder("stream");
    let line = |n: usize| {
        let text = format!(
            "Two shells hit the town of {} on Friday and killed {} people. {}",
            ["Kupiansk", "Vovchansk", "Izium"][n % 3],
            n % 7 + 1,
            "The weather was fine and the harvest went on. ".repeat(60)
        );
        format!("{}\n", serde_json::json!({ "id": n % 1250, "text": text, "published": "2023-06-03" }))
    };
    // More than a batch of text, with bad lines among them.
    let mut feed: Vec<String> = (0..1500).map(line).collect();
    feed.insert(700, "no JSON\n".to_owned());
    fs::write(folder.join("feed.jsonl"), feed.concat()).unwrap();
    let rows = |arguments: &[&str], code: i32| {
        let output = eventmap(&folder, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    };
    let (whole, _) = rows(&["extract", "feed.jsonl", "-q"], 2);
    let (streamed, said) = rows(&["extract", "feed.jsonl", "-q", "--stream"], 2);
    assert!(said.contains("feed.jsonl:701: "), "{said}");
    let apart = |text: &str| -> Vec<serde_json::Value> {
        text.lines()
            .map(|line| {
                let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
                row["incident"] = serde_json::Value::Null;
                row
            })
            .collect()
    };
    assert!(streamed.lines().count() >= 1500);
    assert!(streamed.contains("\"incident\":null") && !whole.contains("\"incident\":null"));
    assert_eq!(apart(&whole), apart(&streamed));
    assert_eq!(streamed, rows(&["extract", "feed.jsonl", "-q", "--stream", "--threads", "1"], 2).0);
    rows(&["extract", "feed.jsonl", "-q", "--stream", "-o", "a.csv"], 2);
    let table = fs::read_to_string(folder.join("a.csv")).unwrap();
    assert_eq!(table, rows(&["extract", "feed.jsonl", "-q", "--stream", "--format", "csv"], 2).0);
    assert_eq!(table.lines().filter(|line| line.starts_with("doc,id,")).count(), 1);
    assert_eq!(table.lines().count(), streamed.lines().count() + 1);
    for wrong in [["--layer", "incidents"], ["--format", "gpkg"]] {
        rows(&["extract", "feed.jsonl", "--stream", wrong[0], wrong[1]], 2);
    }
    // Names are those of one article each: they never wait for the others.
    let names = ["extract", "feed.jsonl", "-q", "--layer", "toponyms"];
    let (named, _) = rows(&names, 2);
    assert_eq!(named, rows(&[&names[..], &["--join"]].concat(), 2).0);
    assert_eq!(named, rows(&["toponyms", "feed.jsonl", "-q", "--threads", "5"], 2).0);
    rows(&["extract", "missing.jsonl", "--stream", "-o", "b.jsonl"], 2);
    assert!(!folder.join("b.jsonl").exists());
    fs::remove_dir_all(&folder).unwrap();
}
