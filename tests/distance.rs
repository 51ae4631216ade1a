//! `eventmap distance`: one position, a table, a file of points; every kind of line and area; what is not as it should be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod common;

use std::fs;
use std::path::Path;

use common::folder;

/// What `eventmap distance` answers, with `input` on standard input.
fn distance(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    common::eventmap(folder, &[&["distance"], arguments].concat(), input)
}

const ADDED: &str = "distance_m,nearest_lon,nearest_lat,azimuth_deg,side";

#[test]
fn tables_keep_their_rows_and_order() {
    let folder = folder("distance-tables");
    // Over the equator's first degree; one degree of the meridian there is 110574.389 m (GeographicLib).
    fs::write(folder.join("line.geojson"), r#"{"type":"LineString","coordinates":[[30,0],[31,0]]}"#).unwrap();
    for (input, options, head, first, said) in [
        (
            "id,lon,lat\na,30.5,1\nb,30.5,-1\n",
            &[][..],
            "id,lon,lat,",
            "a,30.5,1,110574.389,30.5000000,0.0000000,180.000,left",
            "measured 2 of 2",
        ),
        (
            "\u{feff}name;Longitude;Latitude\r\n\"x; y\";30.5;1\r\n",
            &[],
            "name;Longitude;Latitude;",
            "\"x; y\";30.5;1;110574.389;30.5000000;0.0000000;180.000;left",
            "longitude from column 'Longitude'",
        ),
        (
            "name;lon;lat\na;30,5;1,0\n",
            &[],
            "name;lon;lat;",
            "a;30,5;1,0;110574.389;30.5000000;0.0000000;180.000;left",
            "measured 1 of 1",
        ),
        (
            "e\tn\n30.5\t1",
            &["--lon", "E", "--lat", "N"],
            "e\tn\t",
            "30.5\t1\t110574.389\t",
            "measured 1 of 1",
        ),
    ] {
        let arguments = [&["--points", "-", "--to", "line.geojson"][..], options].concat();
        let (code, out, errors) = distance(&folder, &arguments, input);
        assert_eq!(code, Some(0), "{errors}");
        let mut rows = out.lines();
        assert!(rows.next().unwrap().starts_with(head), "{out}");
        assert!(rows.next().unwrap().starts_with(first), "{out}");
        assert!(errors.contains(said), "{errors}");
    }
}

#[test]
fn bad_rows_are_named_and_the_rest_is_done() {
    let folder = folder("distance-bad-rows");
    let table = "lon,lat\n36,50\nx,50\n36,91\n36\n\n,\n36.5,50.5\n";
    fs::write(folder.join("in.csv"), table).unwrap();
    let (code, out, said) = distance(&folder, &["--points", "in.csv", "-o", "out.csv"], "");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    for part in [
        "in.csv:3: expected degrees in column lon, found 'x'",
        "in.csv:4: expected a latitude between -90 and 90, found 91",
        "in.csv:5: expected 2 cells as in the header, found 1",
        "in.csv:7: expected degrees in column lon, found ''",
        "measured 2 of 6",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let written = fs::read_to_string(folder.join("out.csv")).unwrap();
    let rows: Vec<&str> = written.lines().collect();
    assert_eq!(rows.len(), 6, "{written}");
    assert_eq!((rows[0], rows[2]), (format!("lon,lat,{ADDED}").as_str(), "x,50,,,,,"));
    assert!(rows[5].starts_with("36.5,50.5,") && rows[5].ends_with(",RU"), "{written}");
    let many = format!("lon,lat\n{}", "a,b\n".repeat(30));
    let (_, _, said) = distance(&folder, &["--points", "-"], &many);
    assert!(said.contains("20 more rows like these") && said.lines().count() < 15, "{said}");
}

#[test]
fn wrong_tables_are_errors() {
    let folder = folder("distance-wrong-tables");
    fs::write(folder.join("none.geojson"), "{}").unwrap();
    for (arguments, input, part) in [
        (&["--points", "-"][..], "", "found nothing"),
        (&["--points", "-"], "a,b\n1,2\n", "expected a column lon (or name it with --lon), found a, b"),
        (&["--points", "-", "--lon", "q"], "lon,lat\n1,2\n", "expected a column q"),
        (&["--points", "-"], "lon,lat,side\n1,2,3\n", "the column side is there already"),
        (&["--points", "no-such.csv"], "", "cannot read 'no-such.csv'"),
        (&["--points", "."], "", "is a folder"),
        (&["--points", "-", "--to", "none.geojson"], "lon,lat\n1,2\n", "without \"type\""),
        (&["--points", "-", "-o", "no/such/out.csv"], "lon,lat\n36,50\n", "cannot write 'no/such/out.csv'"),
        (&["--points", "none.geojson"], "", "expected a Point"),
        (&["Kharkiv", "--to", "Nowhereshire"], "", "neither a file nor a border"),
        (&["Kharkiv", "--to", "PL-FR"], "", "share no land border"),
        (&["Kharkiv", "--to", "GE-RU", "--viewpoint", "FR"], "", "recognised, RU"),
        (&[], "", "required"),
    ] {
        let (code, out, said) = distance(&folder, arguments, input);
        assert_eq!(code, Some(2), "{arguments:?} {out} {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left over");
}

#[test]
fn geojson_in_and_out() {
    let folder = folder("distance-geojson");
    let points = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"n":"a"},"geometry":{"type":"Point","coordinates":[36,50,120]}},
        {"type":"Feature","properties":null,"geometry":null}]}"#;
    fs::write(folder.join("in.geojson"), points).unwrap();
    let (code, _, said) = distance(&folder, &["--points", "in.geojson", "-o", "out.geojson"], "");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("in.geojson:2: feature: expected a Point, found none"), "{said}");
    let written = fs::read_to_string(folder.join("out.geojson")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    let first = &value["features"][0];
    assert_eq!(
        (&first["id"], &first["properties"]["n"], &first["properties"]["side"]),
        (&7.into(), &"a".into(), &"UA".into())
    );
    assert!(first["properties"]["distance_m"].as_f64().unwrap() > 20_000.0);
    assert!(value["features"][1]["properties"]["distance_m"].is_null());
    let (code, _, _) = distance(&folder, &["--points", "in.geojson", "-o", "out.csv"], "");
    assert_eq!(code, Some(2));
    let written = fs::read_to_string(folder.join("out.csv")).unwrap();
    assert!(written.starts_with(&format!("lon,lat,n,{ADDED}\n36,50,a,")), "{written}");
    let (code, _, said) =
        distance(&folder, &["--points", "-", "-o", "from.geojson"], "lon,lat,n\n36,50,\"a,b\"\n");
    assert_eq!(code, Some(0), "{said}");
    let written = fs::read_to_string(folder.join("from.geojson")).unwrap();
    assert!(
        written.contains(r#""n":"a,b""#) && written.contains(r#""coordinates":[36.0,50.0]"#),
        "{written}"
    );
}

/// Lines and areas of every kind, with distances by GeographicLib or from symmetry.
#[test]
fn lines_and_areas() {
    let folder = folder("distance-lines");
    let square =
        |w: f64, s: f64, e: f64, n: f64| format!("[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]");
    let holed = format!(
        r#"{{"type":"Polygon","coordinates":[{},{}]}}"#,
        square(0.0, 0.0, 10.0, 10.0),
        square(4.0, 4.0, 6.0, 6.0)
    );
    // An enclave drawn as a second outer ring.
    let enclave = format!(
        r#"{{"type":"MultiPolygon","coordinates":[[{}],[{}]]}}"#,
        square(0.0, 0.0, 10.0, 10.0),
        square(4.0, 4.0, 6.0, 6.0)
    );
    let dateline = format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, square(179.0, 60.0, 181.0, 61.0));
    let cap: Vec<String> = (-180..=180).step_by(10).map(|lon| format!("[{lon},85]")).collect();
    let cap = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, cap.join(","));
    let line = |points: &str| format!(r#"{{"type":"LineString","coordinates":[{points}]}}"#);
    for (name, text, at, edges, metres, words) in [
        ("holed", holed.as_str(), "5,5", "lonlat", 110_568.0..=110_600.0, "outside"),
        ("holed", &holed, "5,2", "lonlat", 221_700.0..=221_900.0, "inside"),
        ("enclave", &enclave, "5,5", "lonlat", 110_568.0..=110_600.0, "outside"),
        ("dateline", &dateline, "60.5,-179.5", "lonlat", 27_400.0..=27_500.0, "inside"),
        ("dateline", &dateline, "60.5,-178.5", "lonlat", 27_400.0..=27_500.0, "outside"),
        ("cap", &cap, "90,0", "lonlat", 558_400.0..=558_500.0, "inside"),
        ("cap", &cap, "84,5", "lonlat", 111_600.0..=111_700.0, "outside"),
        ("two", &line("[-123,49],[-95,49]"), "49,-109", "lonlat", 0.0..=0.001, "km"),
        ("two", &line("[-123,49],[-95,49]"), "49,-109", "geodesic", 80_000.0..=100_000.0, "geodesic"),
        ("repeated", &line("[30,0],[30,0],[31,0],[31,0]"), "1,30.5", "lonlat", 110_574.0..=110_575.0, "km"),
        ("nothing", &line("[30,0],[30,0]"), "1,30", "geodesic", 110_574.0..=110_575.0, "a line of no length"),
    ] {
        fs::write(folder.join("goal.geojson"), text).unwrap();
        let arguments = [at, "--to", "goal.geojson", "--edges", edges];
        for exact in [&[][..], &["--exact"]] {
            let (code, out, said) =
                distance(&folder, &[&arguments[..], exact, &["--format", "json"]].concat(), "");
            assert_eq!(code, Some(0), "{name} {said}");
            let row: serde_json::Value = serde_json::from_str(&out).unwrap();
            let found = row["border_km"].as_f64().unwrap() * 1000.0;
            assert!(metres.contains(&found), "{name} {at}: {found}");
        }
        let (_, out, _) = distance(&folder, &arguments, "");
        assert!(out.contains(words), "{name} {at}: {out}");
    }
}

#[test]
fn names_on_both_ends() {
    let folder = folder("distance-names");
    for (arguments, parts) in [
        (
            &["Goris, Armenia", "--to", "AM-AZ"][..],
            &["Armenia-Azerbaijan border", "OpenStreetMap", "at most"][..],
        ),
        (&["49.84,24.03", "--to", "Poland"], &["to the land border of Poland", "on the side of UA"]),
        (&["Belgorod", "--to", "Kharkiv"], &["from edge to edge", "its point"]),
        (&["Belgorod", "--to", "Kharkiv region"], &["edge of Kharkiv Oblast", "outside"]),
        (&["20 km southwest of Kharkiv"], &["15.0 km to", "southwest of Kharkiv", "from its parts"]),
        (&["Kharkiv region"], &["from its nearest and its farthest part"]),
        (&["Milove, Luhansk Oblast"], &["parts of it may lie across"]),
        (&["43.0,41.0", "--to", "GE-RU", "--viewpoint", "ru"], &["on the side of RU", "as RU sees it"]),
        (
            &["43.0,41.0", "--to", "GE-RU"],
            &["on the side of GE", "as recognised internationally", "Abkhazia"],
        ),
    ] {
        let (code, out, said) = distance(&folder, arguments, "");
        assert_eq!(code, Some(0), "{arguments:?} {said}");
        for part in parts {
            assert!(out.contains(part), "{arguments:?}: {part} in {out}");
        }
    }
}

#[test]
fn threads_change_nothing() {
    let folder = folder("distance-threads");
    let row = |i: i32| {
        let (lon, lat) = (30.0 + f64::from(i % 97) / 9.0, 45.0 + f64::from(i % 89) / 9.0);
        format!("{lon:.4},{lat:.4},\"{i}\n,\"\n")
    };
    let rows: Vec<String> = (0..5000).map(row).collect();
    let table = format!("lon,lat,\"a \"\"b\"\"\"\n{}", rows.concat());
    let one = distance(&folder, &["--points", "-", "--threads", "1"], &table).1;
    let four = distance(&folder, &["--points", "-", "--threads", "4"], &table).1;
    assert!(one == four && one.lines().count() == 10_001, "{}", one.lines().count());
}
