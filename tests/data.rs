//! The bundled gazetteer is whole: index and layers agree, checksums hold, positions and parents make sense, spellings meet.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use eventmap::gazetteer::{Flag, Gazetteer, MatchKind, PlaceClass, PlaceKey, build, normalise};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer")
}

fn keys() -> impl Iterator<Item = PlaceKey> {
    (0..Gazetteer::embedded().len() as u32).map(PlaceKey)
}

#[test]
fn index_is_what_the_layers_give() {
    let built = build(&folder()).expect("the layers are well formed");
    let committed = std::fs::read(folder().join("index.bin")).expect("index.bin");
    assert!(
        built == committed,
        "gazetteer/index.bin is stale: run `cargo run --release --example build_gazetteer`"
    );
    assert!(committed.len() < 42_000_000, "{} bytes", committed.len());
}

#[test]
fn layers_are_all_there() {
    let layers = Gazetteer::embedded().info();
    let layers: BTreeMap<String, usize> =
        layers.into_iter().map(|layer| (layer.name, layer.places)).collect();
    for (layer, least) in [
        ("countries", 240),
        ("regions", 3_500),
        ("towns", 30_000),
        ("world", 200_000),
        ("districts", 5_000),
        ("divisions", 15_000),
        ("villages_ru", 10_000),
        ("villages_ua", 7_000),
        ("villages_ng", 15_000),
        ("villages_ru_wide", 25_000),
        ("villages_ua_wide", 5_000),
        ("postal", 40_000),
        ("lakes", 600),
        ("airports", 800),
        ("curated", 600),
    ] {
        assert!(layers.get(layer).is_some_and(|&places| places >= least), "{layer}: {layers:?}");
    }
}

#[test]
fn every_file_has_its_row_and_its_checksum() {
    let sources = std::fs::read_to_string(folder().join("SOURCES.md")).expect("SOURCES.md");
    let rows: BTreeMap<&str, &str> = sources
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .filter_map(|line| Some((line.split(" | ").next()?, line.split(" | ").last()?)))
        .collect();
    for (file, checksum) in &rows {
        let Ok(bytes) = std::fs::read(folder().join(file)) else { continue };
        if checksum.len() == 64 {
            assert_eq!(
                sha256(&bytes),
                *checksum,
                "gazetteer/{file} is not the file that SOURCES.md describes"
            );
        }
    }
    for inner in ["", "borders/", "shapes/", "basemap/"] {
        for entry in std::fs::read_dir(folder().join(inner)).expect("a folder of data").flatten() {
            let name = format!("{inner}{}", entry.file_name().to_string_lossy());
            if entry.path().is_file() && name != "SOURCES.md" {
                assert!(rows.contains_key(name.as_str()), "gazetteer/{name} has no row in SOURCES.md");
            }
        }
    }
}

#[test]
fn ids_are_unique_and_positions_lie_on_earth() {
    let gazetteer = Gazetteer::embedded();
    let mut ids = HashSet::new();
    for key in keys() {
        let place = gazetteer.place(key);
        assert!(ids.insert(place.id.clone()), "{} twice", place.id);
        assert!(!place.name.is_empty() && place.name.trim() == place.name, "{place:?}");
        assert!(place.position.lat.abs() <= 90.0 && place.position.lon.abs() <= 180.0, "{place:?}");
        assert!(place.position.lat != 0.0 || place.position.lon != 0.0, "{place:?}");
        assert!(place.radius_km > 0.0 && place.radius_km < 6_600.0, "{place:?}");
        assert!(place.population.is_none_or(|people| people < 2_000_000_000), "{place:?}");
        let country = place.country.as_deref().unwrap_or("XX").as_bytes();
        assert!(country.len() == 2 && country.iter().all(u8::is_ascii_uppercase), "{place:?}");
        let source = place.id.split(':').next().unwrap_or("");
        assert!(
            ["geonames", "inid", "uapost", "osm", "post", "ne", "icao", "eventmap"].contains(&source),
            "{place:?}"
        );
    }
}

#[test]
fn parents_are_of_the_right_class_and_country() {
    let gazetteer = Gazetteer::embedded();
    for key in keys() {
        let place = gazetteer.place(key);
        if let Some(region) = gazetteer.region(key) {
            assert_eq!(gazetteer.class(region), PlaceClass::Region, "{place:?}");
            assert_eq!(gazetteer.country(region), gazetteer.country(key), "{place:?}");
        }
        if let Some(district) = gazetteer.district(key) {
            assert_eq!(gazetteer.class(district), PlaceClass::District, "{place:?}");
            assert_eq!(gazetteer.region(district), gazetteer.region(key), "{place:?}");
        }
        if place.layer.starts_with("villages") {
            let cyrillic = matches!(place.country.as_deref(), Some("RU" | "UA"));
            assert!(place.region.is_some() && place.local_name.is_some() == cyrillic, "{place:?}");
        }
    }
}

#[test]
fn every_region_of_the_two_countries_has_its_code() {
    let gazetteer = Gazetteer::embedded();
    let regions = |country: &'static str| {
        keys().filter(move |&key| {
            gazetteer.class(key) == PlaceClass::Region && gazetteer.country(key) == Some(country)
        })
    };
    let codes = |country| regions(country).filter_map(|key| gazetteer.code(key)).collect::<HashSet<&str>>();
    let (ukraine, russia) = (codes("UA"), codes("RU"));
    assert_eq!(ukraine.len(), 27, "24 oblasts, Crimea, Kyiv, Sevastopol");
    assert_eq!(russia.len(), 83);
    for code in ["UA-63", "UA-59", "UA-43", "UA-40", "RU-BEL", "RU-KRS", "RU-BRY", "RU-MOW", "RU-MOS"] {
        assert!(ukraine.contains(code) || russia.contains(code), "{code}");
    }
}

/// The best reading of a name: usual name, region code (or country).
fn best(name: &str) -> Option<(MatchKind, String, String)> {
    let gazetteer = Gazetteer::embedded();
    let found = gazetteer.lookup(name).into_iter().next()?;
    let area = gazetteer.code(found.key).or(gazetteer.country(found.key)).unwrap_or("");
    Some((found.kind, gazetteer.name(found.key).to_owned(), area.to_owned()))
}

/// French, German, Polish, Czech, Italian, Spanish, scholarly, ISO 9, English of both languages, and Cyrillic itself.
const SPELLINGS: &[(&str, &str, &str)] = &[
    ("Chebekino", "Shebekino", "RU-BEL"),
    ("Schebekino", "Shebekino", "RU-BEL"),
    ("Szebiekino", "Shebekino", "RU-BEL"),
    ("Šebekino", "Shebekino", "RU-BEL"),
    ("Shebekine", "Shebekino", "RU-BEL"),
    ("Шебекине", "Shebekino", "RU-BEL"),
    ("ШЕБЕКИНО", "Shebekino", "RU-BEL"),
    ("Grajworon", "Grayvoron", "RU-BEL"),
    ("Graïvoron", "Grayvoron", "RU-BEL"),
    ("Hraivoron", "Grayvoron", "RU-BEL"),
    ("Walujki", "Valuyki", "RU-BEL"),
    ("Valouïki", "Valuyki", "RU-BEL"),
    ("Soudja", "Sudzha", "RU-KRS"),
    ("Sudscha", "Sudzha", "RU-KRS"),
    ("Sudża", "Sudzha", "RU-KRS"),
    ("Sudža", "Sudzha", "RU-KRS"),
    ("Gluschkowo", "Glushkovo", "RU-KRS"),
    ("Glouchkovo", "Glushkovo", "RU-KRS"),
    ("Trubtschewsk", "Trubchevsk", "RU-BRY"),
    ("Troubtchevsk", "Trubchevsk", "RU-BRY"),
    ("Woltschansk", "Vovchansk", "UA-63"),
    ("Wowczańsk", "Vovchansk", "UA-63"),
    ("Vovtchansk", "Vovchansk", "UA-63"),
    ("Koupyansk", "Kupiansk", "UA-63"),
    ("Kupiańsk", "Kupiansk", "UA-63"),
    ("Куп’янськ", "Kupiansk", "UA-63"),
    ("Tschuhujiw", "Chuhuiv", "UA-63"),
    ("Czuhujiw", "Chuhuiv", "UA-63"),
    ("Zmijiw", "Zmiiv", "UA-63"),
    ("Ochtyrka", "Okhtyrka", "UA-59"),
    ("Hlouhiv", "Hlukhiv", "UA-59"),
    ("Melitopil", "Melitopol", "UA-23"),
    ("Energodar", "Enerhodar", "UA-23"),
    ("Pokrovs'k", "Pokrovsk", "UA-14"),
    ("Tchassiv Yar", "Chasiv Yar", "UA-14"),
    ("Tschassiw Jar", "Chasiv Yar", "UA-14"),
    ("Lissitchansk", "Lysychansk", "UA-09"),
    ("Lysytschansk", "Lysychansk", "UA-09"),
    ("Zaporojie", "Zaporizhzhia", "UA-23"),
    ("Saporischschja", "Zaporizhzhia", "UA-23"),
    ("Krivoy Rog", "Kryvyi Rih", "UA-12"),
    ("Tjumen", "Tyumen", "RU-TYU"),
    ("Tcheliabinsk", "Chelyabinsk", "RU-CHE"),
    ("Woronesch", "Voronezh", "RU-VOR"),
    ("Voronej", "Voronezh", "RU-VOR"),
    ("Mogilev", "Mahilyow", "BY-MA"),
    ("Varsovie", "Warsaw", "PL-14"),
    ("Warszawa", "Warsaw", "PL-14"),
    ("Kishinev", "Chisinau", "MD-CU"),
    ("Tiflis", "Tbilisi", "GE-TB"),
    ("Warsaw", "Warsaw", "PL-14"),
    ("Lemberg", "Lviv", "UA-46"),
    ("Constantinople", "Istanbul", "TR-34"),
];

#[test]
fn spellings_of_many_conventions_meet() {
    let wrong = SPELLINGS.iter().filter_map(|&(spelling, name, area)| {
        let found = best(spelling);
        let right = found.as_ref().is_some_and(|(_, n, a)| n == name && a == area);
        (!right).then(|| format!("{spelling}: wanted {name} {area}, found {found:?}\n"))
    });
    assert_eq!(wrong.collect::<String>(), "");
}

#[test]
fn names_that_must_not_match() {
    let gazetteer = Gazetteer::embedded();
    // Words, codes, machine romanisations of other scripts, empty names.
    let none = [
        "",
        " ",
        "—",
        "qyyb",
        "hrqwb",
        "bie er ge luo de",
        "EGO",
        "IEV",
        "HRK",
        "border",
        "shelling",
        "drones",
        "Wednesday",
        "Telegram",
    ];
    let wrong: Vec<_> = none.iter().filter_map(|name| Some((name, best(name)?))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // A spelling that no source has is a guess, and says so.
    for name in ["Chebekino", "Glouchkovo", "Szebiekino"] {
        assert!(gazetteer.lookup(name).iter().all(|found| found.kind == MatchKind::Transliterated), "{name}");
    }
    assert_eq!(gazetteer.key_lookup("Chebekino", &["UA"]), [], "in another country");
    assert!(!gazetteer.key_lookup("Chebekino", &["UA", "RU"]).is_empty());
}

#[test]
fn areas_are_found_by_their_forms() {
    for (form, name) in [
        ("Kharkiv region", "Kharkiv Oblast"),
        ("Kharkov oblast", "Kharkiv Oblast"),
        ("Bryansk province", "Bryansk Oblast"),
        ("Krasnodar territory", "Krasnodar Krai"),
        ("Харківська область", "Kharkiv Oblast"),
        ("Курская область", "Kursk Oblast"),
        ("Sudzhansky district", "Sudzhansky District"),
        ("Sudzha district", "Sudzhansky District"),
        ("Soudjanski district", "Sudzhansky District"),
        ("Graivoron municipal okrug", "Grayvoronsky District"),
        ("Belgorod district", "Belgorodsky District"),
        ("Суджанский район", "Sudzhansky District"),
        ("Kupiansk raion", "Kupiansk Raion"),
        ("Lublin Voivodeship", "Lublin Voivodeship"),
        ("Crimea", "Autonomous Republic of Crimea"),
        ("Chechen Republic", "Chechnya"),
        ("U.S.", "United States"),
        ("Britain", "United Kingdom"),
        ("Netherlands", "The Netherlands"),
        ("Palestine", "Palestinian Territory"),
        ("Calif.", "California"),
        ("Donbass", "Donbas"),
        ("River Don", "Don River"),
        ("Seversky Donets", "Siverskyi Donets"),
        ("Kremlin", "Moscow"),
        ("Pentagon", "Washington"),
    ] {
        let found = best(form);
        assert!(found.as_ref().is_some_and(|(_, n, _)| n == name), "{form}: wanted {name}, found {found:?}");
    }
}

#[test]
fn well_known_points_are_where_they_are() {
    let gazetteer = Gazetteer::embedded();
    for (name, id, lat, lon) in [
        ("Belgorod", "geonames:578072", 50.603, 36.581),
        ("Kharkiv", "geonames:706483", 49.982, 36.255),
        ("Novaya Tavolzhanka", "geonames:519473", 50.351, 36.830),
        ("Murom", "inid:14750000306", 50.300, 36.716),
        ("Khartoum", "geonames:379252", 15.552, 32.532),
        ("Khan Yunis", "geonames:281124", 31.34, 34.306),
    ] {
        let found = gazetteer.lookup(name);
        let places: Vec<_> = found.iter().map(|candidate| gazetteer.place(candidate.key)).collect();
        let near = |at: f64, wanted: f64| (at - wanted).abs() < 0.02;
        let right = places
            .iter()
            .any(|place| near(place.position.lat, lat) && near(place.position.lon, lon) && place.id == id);
        assert!(right, "{name}: {places:#?}");
    }
    // Two villages of one name, told apart by their districts.
    let found = gazetteer.lookup("Nekhoteyevka");
    let districts: HashSet<_> =
        found.iter().filter_map(|found| gazetteer.place(found.key).district).collect();
    assert_eq!(districts.len(), 2, "{districts:?}");
}

#[test]
fn capitals_are_marked() {
    let gazetteer = Gazetteer::embedded();
    for capital in ["Kyiv", "Moscow", "Minsk", "Warsaw", "Tbilisi", "Khartoum", "Damascus"] {
        let found = gazetteer.lookup(capital);
        assert!(found.iter().any(|found| gazetteer.flag(found.key, Flag::Capital)), "{capital}");
    }
}

#[test]
fn folded_names_are_folded_once() {
    for name in ["Chişinău", "Khar’kov", "Rostov-na-Donu", "Łódź", "Новый Оскол"] {
        assert_eq!(normalise(&normalise(name)), normalise(name));
    }
}

/// SHA-256 after FIPS 180-4, so that the test needs no crate.
fn sha256(bytes: &[u8]) -> String {
    let primes = (2_u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0)).take(64);
    let fraction = |root: f64| (root.fract() * 4_294_967_296.0) as u32;
    let (squares, cubes): (Vec<u32>, Vec<u32>) =
        primes.map(|p| (fraction((p as f64).sqrt()), fraction((p as f64).cbrt()))).unzip();
    let mut state: [u32; 8] = std::array::from_fn(|n| squares[n]);
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    let mut w = [0_u32; 64];
    for block in message.chunks_exact(64) {
        for (word, four) in w.iter_mut().zip(block.chunks_exact(4)) {
            *word = u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
        }
        for n in 16..64 {
            let (x, y) = (w[n - 15], w[n - 2]);
            let s0 = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let s1 = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            w[n] = w[n - 16].wrapping_add(s0).wrapping_add(w[n - 7]).wrapping_add(s1);
        }
        let mut v = state;
        for n in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(cubes[n]).wrapping_add(w[n]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let t2 = s0.wrapping_add((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v = [t1.wrapping_add(t2), v[0], v[1], v[2], v[3].wrapping_add(t1), v[4], v[5], v[6]];
        }
        for (sum, add) in state.iter_mut().zip(v) {
            *sum = sum.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| format!("{word:08x}").into_bytes()).map(char::from).collect()
}

#[test]
fn the_checksum_is_sha_256() {
    assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
