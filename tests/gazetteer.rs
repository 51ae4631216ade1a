//! A gazetteer of one's own, from the files it is built from to the commands that use it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PLACES: &str = "name,lat,lon,region,population,alternates
Upper Quillmarsh,50.1,36.2,UA-63,120,Горішня Квільма|Ober-Quillmarsch
Lower Quillmarsh,50.15,36.25,Kharkiv region,,
";

/// An empty folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exit code, standard output and standard error.
fn eventmap(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_eventmap")).current_dir(folder).args(arguments).output().unwrap();
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), words(&output.stdout), words(&output.stderr))
}

#[test]
fn places_of_ones_own_are_found_by_every_command() {
    let folder = folder("own-gazetteer");
    fs::write(folder.join("marsh.csv"), PLACES).unwrap();
    let (code, _, said) = eventmap(
        &folder,
        &["gazetteer", "build", "marsh.csv", "-o", "my.bin", "--credit", "Marsh office, CC0"],
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("marsh.csv (table): 2 rows, 2 new places") && said.contains("wrote my.bin"),
        "{said}"
    );
    let text = "Shells hit a house in Upper Quillmarsh in the Kharkiv region, 60 kilometers from the capital of Estonia.";
    fs::write(folder.join("a.txt"), text).unwrap();
    for (arguments, found) in [
        (&["gazetteer", "search", "Upper Quill"][..], "50.10000,36.20000"),
        (&["gazetteer", "search", "Uper Quilmarsh", "--fuzzy"], "upper quillmarsh, 2 off"),
        (&["gazetteer", "search", "--near", "50.1,36.21", "--km", "2"], "720 m W"),
        (&["gazetteer", "info"], "Marsh office, CC0 (as its owner says): marsh.csv"),
        (&["gazetteer", "info", "--format", "json"], "\"name\":\"marsh\",\"rows\":2,\"places\":2"),
        (&["geocode", "Ober-Quillmarsch"], "Upper Quillmarsh: settlement in Kharkiv Oblast, UA"),
        (&["geocode", "Kharkiv"], "geonames:706483"),
        (&["distance", "Upper Quillmarsh"], "to the Russia-Ukraine border"),
        (&["toponyms", "a.txt"], "\"place_id\":\"marsh:upper-quillmarsh-50.1000-36.2000\""),
        (&["extract", "a.txt"], "\"place_id\":\"marsh:upper-quillmarsh-50.1000-36.2000\""),
        (&["explain", "a.txt"], "Upper Quillmarsh"),
        (&["check", "a.txt"], "Upper Quillmarsh"),
    ] {
        let (code, out, said) = eventmap(&folder, &[arguments, &["--gazetteer", "my.bin"]].concat());
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {said}");
        assert!(out.contains(found), "{arguments:?}: {out}{said}");
    }
    let (code, _, said) = eventmap(&folder, &["map", "a.txt", "--gazetteer", "my.bin"]);
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read_to_string(folder.join("maps/report.md")).unwrap();
    assert!(page.contains("Upper Quillmarsh") && page.contains("Marsh office, CC0"), "the credit is given");
    assert_eq!(
        eventmap(&folder, &["geocode", "Upper Quillmarsh"]).0,
        Some(1),
        "the bundle has no such place"
    );
}

#[test]
fn the_given_places_alone_and_on_top_of_a_file() {
    let folder = folder("alone-gazetteer");
    fs::write(folder.join("marsh.csv"), PLACES).unwrap();
    fs::write(folder.join("moor.csv"), "name,lat,lon\nQuillmoor,50.3,36.3\n").unwrap();
    for arguments in [
        &["gazetteer", "build", "marsh.csv", "-o", "small.bin", "--alone", "--quiet"][..],
        &["gazetteer", "build", "table:moor.csv", "-o", "both.bin", "--gazetteer", "small.bin", "--quiet"],
    ] {
        let (code, _, said) = eventmap(&folder, arguments);
        assert_eq!(code, Some(0), "{said}");
    }
    for (name, file, code) in [
        ("Kharkiv", "small.bin", 1),
        ("Lower Quillmarsh", "small.bin", 0),
        ("Quillmoor", "small.bin", 1),
        ("Lower Quillmarsh", "both.bin", 0),
        ("Quillmoor", "both.bin", 0),
    ] {
        let (found, ..) = eventmap(&folder, &["geocode", name, "--gazetteer", file]);
        assert_eq!(found, Some(code), "{name} in {file}");
    }
    let (code, _, said) = eventmap(
        &folder,
        &["gazetteer", "build", "moor.csv", "-o", "x.bin", "--alone", "--gazetteer", "small.bin"],
    );
    assert_eq!((code, said.contains("--alone and --gazetteer")), (Some(2), true), "{said}");
}

#[test]
fn a_bad_file_leaves_nothing_behind() {
    let folder = folder("bad-gazetteer");
    fs::write(folder.join("bad.csv"), "name,lat,lon\nMarsh,50,thirty\n").unwrap();
    let (code, _, said) = eventmap(&folder, &["gazetteer", "build", "bad.csv", "-o", "my.bin"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("error: bad.csv:2: expected a longitude between -180 and 180, found 'thirty'"),
        "{said}"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    fs::write(folder.join("cut.bin"), b"EVGAZ003 and no more").unwrap();
    let (code, _, said) = eventmap(&folder, &["check", "bad.csv", "--gazetteer", "cut.bin"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("cut.bin: expected a whole gazetteer file, found broken table of contents"),
        "{said}"
    );
}
