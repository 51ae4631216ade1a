//! Building from files of every kind, and finding what was built.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;

/// A folder of its own with these files in it.
fn folder(files: &[(&str, &str)]) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("eventmap-{}-import-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn built(files: &[(&str, &str)], options: &ImportOptions<'_>) -> Result<Imported> {
    let folder = folder(files);
    let sources: Vec<Source> =
        files.iter().map(|(name, _)| Source { path: folder.join(name), kind: None }).collect();
    let result = import(&sources, options, &mut |_| ());
    fs::remove_dir_all(folder).unwrap();
    result
}

/// The bytes of a gazetteer of one file alone.
pub(in crate::gazetteer) fn built_alone(name: &str, text: &str) -> Vec<u8> {
    built(&[(name, text)], &ImportOptions::default()).unwrap().bytes
}

fn opened(imported: &Imported) -> Gazetteer {
    Gazetteer::open(Box::leak(imported.bytes.clone().into_boxed_slice())).unwrap()
}

/// The first reading of a name: id, class, region.
fn first(gazetteer: &Gazetteer, name: &str) -> Option<(String, PlaceClass, Option<String>)> {
    let found = gazetteer.lookup(name);
    let place = gazetteer.place(found.first()?.key);
    Some((place.id, place.class, place.region))
}

fn dump_row(id: u32, name: &str, alternates: &str, code: [&str; 4], population: u32) -> String {
    let [class, feature, admin1, admin2] = code;
    let (lat, lon) = (49.0 + f64::from(id % 100) / 100.0, 31.0);
    format!(
        "{id}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{class}\t{feature}\tUA\t\t{admin1}\t{admin2}\t\t\t{population}\t\t1\tEurope/Kiev\t2024-01-01\n"
    )
}

#[test]
fn a_dump_with_its_divisions_and_names() {
    let dump = [
        dump_row(7001, "Dolyna Oblast", "Долинська область", ["A", "ADM1", "77", ""], 0),
        dump_row(7002, "Verkhniv Raion", "", ["A", "ADM2", "77", "7702"], 0),
        dump_row(7003, "Verkhniv", "Верхнів,VRK", ["P", "PPLA2", "77", "7702"], 900),
        dump_row(7004, "Nyzhniv", "", ["P", "PPL", "77", "7702"], 40),
        dump_row(7005, "School 5", "", ["S", "SCH", "77", "7702"], 0),
        "7006\tbroken\n".to_owned(),
    ]
    .concat();
    let names = "1\t7003\tfr\tVerkhnive-les-Eaux\t\t\t\t\t\t\n2\t7003\tlink\thttps://example.org\t\t\t\t\t\t\n3\t99\tfr\tAilleurs\t\t\t\t\t\t\n4\t7003\tabbr\tVKH\t\t\t\t\t\t\n";
    let files = [("alternateNamesV2.txt", names), ("XX.txt", dump.as_str())];
    let imported = built(&files, &ImportOptions::default()).unwrap();
    let gazetteer = opened(&imported);
    let [alternates, places] = imported.files.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!((places.rows, places.added, places.left_out, places.bad), (6, 4, 1, 1));
    assert!(places.errors[0].to_string().ends_with("XX.txt:6: expected 19 columns parted by tabs, found 2"));
    assert_eq!((alternates.rows, alternates.joined, alternates.left_out), (4, 2, 2));
    let region = Some("Dolyna Oblast".to_owned());
    let town = Some(("geonames:7003".to_owned(), PlaceClass::Settlement, region.clone()));
    for name in ["Verkhniv", "Верхнів", "verkhnive les eaux", "VKH", "Werchniw", "Verhniv"] {
        assert_eq!(first(&gazetteer, name), town, "{name}");
    }
    for name in ["VRK", "https://example.org", "Ailleurs", "School 5"] {
        assert_eq!(first(&gazetteer, name), None, "{name}");
    }
    let place = gazetteer.place(gazetteer.by_id("geonames:7004").unwrap());
    assert_eq!((place.region, place.district.as_deref()), (region, Some("Verkhniv Raion")));
    assert_eq!(first(&gazetteer, "Dolyna region").map(|found| found.1), Some(PlaceClass::Region));
    assert_eq!(gazetteer.sources()[0].text, "GeoNames");
    let strict = ImportOptions { strict: true, ..ImportOptions::default() };
    assert!(built(&files, &strict).unwrap_err().to_string().contains("XX.txt:6: expected 19 columns"));
}

#[test]
fn filters_keep_what_they_say() {
    let dump = [
        dump_row(7001, "Dolyna Oblast", "", ["A", "ADM1", "77", ""], 0),
        dump_row(7003, "Verkhniv", "", ["P", "PPL", "77", ""], 900),
        dump_row(7004, "Nyzhniv", "", ["P", "PPL", "77", ""], 40),
    ]
    .concat();
    for (options, kept) in [
        (ImportOptions::default(), 3),
        (ImportOptions { least_population: 50, ..ImportOptions::default() }, 2),
        (ImportOptions { countries: vec!["PL".to_owned()], ..ImportOptions::default() }, 0),
        (ImportOptions { classes: vec![PlaceClass::Region], ..ImportOptions::default() }, 1),
    ] {
        let imported = built(&[("UA.txt", &dump)], &options).unwrap();
        assert_eq!(opened(&imported).len(), kept);
        assert_eq!(imported.files[0].left_out, 3 - kept);
    }
}

#[test]
fn codes_alone_make_regions_from_their_places() {
    let dump = [
        dump_row(7010, "Verkhniv", "", ["P", "PPL", "77", ""], 900),
        dump_row(7050, "Nyzhniv", "", ["P", "PPL", "77", ""], 40),
    ]
    .concat();
    let codes = "UA.77\tDolyna Oblast\tDolyna Oblast\t7001\nUA.78\tEmpty Oblast\tEmpty Oblast\t7009\n";
    let gazetteer = opened(
        &built(&[("UA.txt", &dump), ("admin1CodesASCII.txt", codes)], &ImportOptions::default()).unwrap(),
    );
    let region = gazetteer.place(gazetteer.by_id("geonames:7001").unwrap());
    assert_eq!((region.class, region.country.as_deref()), (PlaceClass::Region, Some("UA")));
    assert!(
        (region.position.lat - 49.3).abs() < 0.01 && (20.0..25.0).contains(&region.radius_km),
        "{region:?}"
    );
    assert_eq!(first(&gazetteer, "Nyzhniv").unwrap().2.as_deref(), Some("Dolyna Oblast"));
    assert_eq!(gazetteer.by_id("geonames:7009"), None, "nothing says where it is");
}

#[test]
fn places_join_those_of_the_base_and_learn_its_regions() {
    let base = Gazetteer::embedded();
    let izium = base.place(base.lookup("Izium")[0].key);
    // The base says which region GeoNames' code stands for, by a town that bears it.
    let dump = [
        dump_row(izium.geonameid.unwrap(), "Izium", "Изюмград", ["P", "PPL", "07", ""], 5),
        dump_row(99_000_001, "Novyi Prymirnyk", "", ["P", "PPL", "07", ""], 5),
    ]
    .concat();
    let options = ImportOptions { base: Some(base), ..ImportOptions::default() };
    let imported = built(&[("UA.txt", &dump)], &options).unwrap();
    let gazetteer = opened(&imported);
    assert_eq!((imported.files[0].added, imported.files[0].joined), (1, 1));
    assert_eq!(gazetteer.len(), base.len() + 1);
    assert_eq!(first(&gazetteer, "Novyi Prymirnyk").unwrap().2, izium.region);
    let found = gazetteer.lookup("Изюмград")[0].key;
    let joined = gazetteer.place(found);
    assert_eq!((joined.id, joined.population), (izium.id.clone(), izium.population), "the base's facts stay");
    assert_eq!(gazetteer.alternates(found), base.alternates(base.by_id(&izium.id).unwrap()) + 1);
    // Everything else is as it was.
    for name in ["Kharkiv", "U.S.", "Шебекино", "Kremlin", "Shebekinsky district", "Chebekino", "Paris"]
    {
        let both = [base.lookup(name), gazetteer.lookup(name)];
        assert_eq!(both[0], both[1], "{name}");
        assert_eq!(base.place(both[0][0].key), gazetteer.place(both[1][0].key));
    }
    assert_eq!(
        (gazetteer.name_counts().0, gazetteer.info().len()),
        (base.name_counts().0 + 2, base.info().len() + 1)
    );
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let dump: String = (0..300)
        .map(|n| dump_row(8000 + n, &format!("Town {n}"), "Town", ["P", "PPL", "01", ""], n))
        .collect();
    let options = ImportOptions { base: Some(Gazetteer::embedded()), ..ImportOptions::default() };
    let [a, b] = [0, 1].map(|_| built(&[("UA.txt", &dump)], &options).unwrap().bytes);
    assert!(a == b);
    assert_eq!(crate::gazetteer::open::check(&a), Ok(()));
}

#[test]
fn tables_in_every_form() {
    for (name, text) in [
        (
            "a.csv",
            "name,lat,lon,population,alternates,region\n\"Marsh, Upper\",50.1,36.2,1200,Wet End|Bog,Kharkiv region\n",
        ),
        (
            "b.csv",
            "\u{feff}Name;Latitude;Longitude;Pop;Alt_name;oblast\nMarsh, Upper;50.1;36.2;1200;Wet End|Bog;UA-63\n",
        ),
        (
            "c.tsv",
            "# hand-kept\nid\tname\tclass\tlat\tlon\tpopulation\tnames\tregion\nx:1\tMarsh, Upper\tvillage\t50.1\t36.2\t1200\tWet End|Bog\tgeonames:706482\n",
        ),
        (
            "d.txt",
            "name\tlat\tlng\tpopulation\tnames\tadmin1\tcountry\r\nMarsh, Upper\t50.1\t36.2\t1200\tWet End|Bog\tХарківська область\tua\r\n",
        ),
        (
            "e.geojson",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[36.2,50.1]},"properties":{"name":"Marsh, Upper","population":1200,"alternates":["Wet End","Bog"],"region":"Kharkiv Oblast"}}]}"#,
        ),
        (
            "f.geojsonl",
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.2,50.1,120]},\"properties\":{\"name\":\"Marsh, Upper\",\"population\":\"1200\",\"names\":\"Wet End|Bog\",\"region\":\"UA-63\"}}\n",
        ),
    ] {
        let options = ImportOptions { base: Some(Gazetteer::embedded()), ..ImportOptions::default() };
        let imported = built(&[(name, text)], &options).unwrap();
        assert!(imported.unknown_areas.is_empty(), "{name}: {:?}", imported.unknown_areas);
        let gazetteer = opened(&imported);
        for words in ["Marsh Upper", "Wet End", "bog"] {
            let hit = gazetteer
                .lookup(words)
                .into_iter()
                .map(|found| gazetteer.place(found.key))
                .find(|place| place.name == "Marsh, Upper");
            let place = hit.unwrap_or_else(|| panic!("{name}: {words}"));
            assert_eq!(
                (place.class, place.population, place.country.as_deref()),
                (PlaceClass::Settlement, Some(1200), Some("UA")),
                "{name}"
            );
            assert_eq!(
                (place.region.as_deref(), place.position.lon),
                (Some("Kharkiv Oblast"), 36.2),
                "{name}"
            );
        }
    }
}

#[test]
fn lines_and_polygons_become_points_with_a_radius() {
    // A horseshoe, whose centroid lies outside; a square of about 111 by 72 km; a line.
    let feature = |name: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{{"name":"{name}"}}}}"#)
    };
    let text = [
        feature("Shoe", r#"{"type":"Polygon","coordinates":[[[30,50],[33,50],[33,51],[32.9,51],[32.9,50.1],[30.1,50.1],[30.1,51],[30,51],[30,50]]]}"#),
        feature("Square", r#"{"type":"MultiPolygon","coordinates":[[[[30,50],[31,50],[31,51],[30,51],[30,50]]]]}"#),
        feature("Brook", r#"{"type":"LineString","coordinates":[[30,50],[30,50.5],[30,51]]}"#),
    ]
    .join("\n");
    let gazetteer = opened(&built(&[("areas.geojson", &text)], &ImportOptions::default()).unwrap());
    for (name, lon, lat, radius) in [
        ("Shoe", 32.95, 50.2375, 220.0..230.0),
        ("Square", 30.5, 50.5, 65.0..68.0),
        ("Brook", 30.0, 50.5, 55.0..56.0),
    ] {
        let place = gazetteer.place(gazetteer.lookup(name)[0].key);
        assert_eq!(place.class, PlaceClass::Area);
        let near = (place.position.lon - lon).abs() < 0.2 && (place.position.lat - lat).abs() < 0.15;
        assert!(near && radius.contains(&place.radius_km), "{place:?}");
    }
}

#[test]
fn bad_tables_say_where_and_what_was_expected() {
    for (name, text, says) in [
        (
            "a.csv",
            "name,lat\nMarsh,50\n",
            "a.csv: expected a first line that names the columns name, lat and lon, found no 'lon'",
        ),
        (
            "a.csv",
            "name,lat,lon\n\nMarsh,50,x\n",
            "a.csv:3: expected a longitude between -180 and 180, found 'x'",
        ),
        (
            "a.csv",
            "name,lat,lon\nMarsh,95,30\n",
            "a.csv:2: expected a latitude between -90 and 90, found '95'",
        ),
        ("a.csv", "name,lat,lon\n,50,30\n", "a.csv:2: expected a name, found none"),
        ("a.csv", "name,lat,lon\nMarsh,50,30,9\n", "a.csv:2: expected at most 3 columns, found 4"),
        (
            "a.csv",
            "id,name,lat,lon\n1,Marsh,50,30\n1,Moor,50,31\n",
            "a.csv:3: expected each id once, found a:1 again",
        ),
        ("a.csv", "name,lat,lon,class\nMarsh,50,30,swamp\n", "a.csv:2: expected a class (settlement"),
        (
            "a.csv",
            "name,lat,lon,country\nMarsh,50,30,Ukraine\n",
            "a.csv:2: expected a country code of two letters, found 'Ukraine'",
        ),
        (
            "a.csv",
            "name,lat,lon,pop\nMarsh,50,30,-4\n",
            "a.csv:2: expected a number as population, found '-4'",
        ),
        ("a.csv", "geonameid,name,lat,lon\nx,Marsh,50,30\n", "a.csv:2: expected a geonameid, found 'x'"),
        ("a.geojson", "[1]", "a.geojson: expected a FeatureCollection or a Feature, found another value"),
        ("a.geojson", "{\"type\":\"Feature\"\n", "a.geojson:2: expected GeoJSON, found something else"),
    ] {
        let error = built(&[(name, text)], &ImportOptions::default()).unwrap_err().to_string();
        assert!(error.contains(says), "{text:?}: {error}");
    }
}

#[test]
fn bad_files_of_other_kinds_say_so_too() {
    for (name, text, says) in [
        (
            "a.geojson",
            r#"{"type":"Feature","geometry":null,"properties":{"name":"x"}}"#,
            "a.geojson: feature 1: expected a geometry, found none",
        ),
        (
            "a.geojson",
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[200,5]},"properties":{"name":"x"}}"#,
            "feature 1: expected a longitude and a latitude in degrees, found 200, 5",
        ),
        (
            "a.geojson",
            r#"{"type":"Feature","geometry":{"type":"GeometryCollection"},"properties":{"name":"x"}}"#,
            "feature 1: expected a Point, LineString or Polygon, found GeometryCollection",
        ),
        (
            "a.txt",
            "some prose\n",
            "a.txt: expected a GeoNames dump, a table whose first line names its columns",
        ),
        ("a.txt", "", "a.txt: expected a GeoNames dump"),
        ("a.csv", "PK\u{3}\u{4}", "a.csv: expected text, found a zip archive: unpack it first"),
    ] {
        let error = built(&[(name, text)], &ImportOptions::default()).unwrap_err().to_string();
        assert!(error.contains(says), "{text:?}: {error}");
    }
}

#[test]
fn a_region_that_nothing_knows_is_said() {
    let text = "name,lat,lon,region\nMarsh,50.1,36.2,Nowhereshire\n";
    let imported = built(&[("a.csv", text)], &ImportOptions::default()).unwrap();
    assert_eq!(imported.unknown_areas, ["no region is called 'Nowhereshire'"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_file_can_make_it_panic(
        name in prop::sample::select(vec!["UA.txt", "alternateNamesV2.txt", "admin1CodesASCII.txt", "countryInfo.txt", "a.csv", "a.tsv", "a.geojson", "a.csv.gz"]),
        head in prop::sample::select(vec!["", "name,lat,lon,id\n", "name\tlat\tlon\tclass\tcountry\n", "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[", "1\tA\tA\t\t1\t2\tP\tPPL\tUA\t\t1\t\t\t\t0\t\t0\tx\tx\n"]),
        rows in prop::collection::vec(prop::collection::vec("[0-9.-]{0,4}|[A-Za-zа-я]{0,5}|P|PPL|[{}\\[\\],\"\u{0}]", 0..21), 0..5),
        separator in prop::sample::select(vec!["\t", ",", ";"]),
    ) {
        let rows: Vec<String> = rows.iter().map(|cells| cells.join(separator)).collect();
        let _ = built(&[(name, &format!("{head}{}", rows.join("\n")))], &ImportOptions::default());
    }
}
