//! Sentences with stated distances, and sentences that only look so: what is read, and what verdict it gets.

use super::{Claim, ClaimVerdict, Hedge, check};
use crate::document::{Document, Source};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::{Prose, Span};
use crate::toponym::{MentionKind, RunnerUp, Toponym, Use};

/// Name, class, country, region code, latitude, longitude, population (GeoNames).
pub(super) type Row = (&'static str, PlaceClass, &'static str, &'static str, f64, f64, u64);

const S: PlaceClass = PlaceClass::Settlement;
const R: PlaceClass = PlaceClass::Region;
const C: PlaceClass = PlaceClass::Country;

const PLACES: [Row; 37] = [
    ("Kharkiv region", R, "UA", "UA-63", 49.5, 36.3, 0),
    ("Sumy region", R, "UA", "UA-59", 51.0, 34.0, 0),
    ("Belgorod region", R, "RU", "RU-BEL", 50.7, 37.5, 0),
    ("Ukrainian", C, "UA", "", 49.0, 32.0, 0),
    ("Ukraine", C, "UA", "", 49.0, 32.0, 0),
    ("Russian", C, "RU", "", 60.0, 100.0, 0),
    ("Russia", C, "RU", "", 60.0, 100.0, 0),
    ("Polish", C, "PL", "", 52.0, 20.0, 0),
    ("Poland", C, "PL", "", 52.0, 20.0, 0),
    ("Turkish", C, "TR", "", 39.0, 35.0, 0),
    ("Greek", C, "GR", "", 39.0, 22.0, 0),
    ("Libya", C, "LY", "", 27.0, 17.0, 0),
    ("Black Sea", PlaceClass::Sea, "", "", 43.0, 34.0, 0),
    ("Kharkiv", S, "UA", "UA-63", 49.98081, 36.25272, 1_430_885),
    ("Chuhuiv", S, "UA", "UA-63", 49.83691, 36.68603, 31_535),
    ("Sumy", S, "UA", "UA-59", 50.91741, 34.79906, 294_456),
    ("Okhtyrka", S, "UA", "UA-59", 50.31039, 34.89869, 49_818),
    ("Trostianets", S, "UA", "UA-59", 50.48272, 34.96532, 20_800),
    ("Valuyki", S, "RU", "RU-BEL", 50.21056, 38.10417, 35_000),
    ("Kursk", S, "RU", "RU-KRS", 51.73733, 36.18735, 409_431),
    ("Sudzha", S, "RU", "RU-KRS", 51.19083, 35.27083, 6_000),
    ("Lviv", S, "UA", "UA-46", 49.83826, 24.02324, 717_803),
    ("Yavoriv", S, "UA", "UA-46", 49.93864, 23.38206, 13_400),
    ("Aleppo", S, "SY", "", 36.20124, 37.16117, 2_098_210),
    ("Azaz", S, "SY", "", 36.58656, 37.04494, 66_138),
    ("Tripoli", S, "LY", "", 32.88743, 13.18733, 1_150_989),
    ("Tarhuna", S, "LY", "", 32.43502, 13.63322, 210_697),
    ("Gharyan", S, "LY", "", 32.17222, 13.02028, 85_219),
    ("Thessaloniki", S, "GR", "", 40.64361, 22.93086, 317_778),
    ("Veria", S, "GR", "", 40.52437, 22.20242, 43_158),
    ("Megara", S, "GR", "", 37.99500, 23.34472, 28_591),
    ("Lyon", S, "FR", "", 45.74906, 4.84789, 522_969),
    ("Vienne", S, "FR", "", 45.52569, 4.87484, 30_092),
    ("Goma", S, "CD", "", -1.67409, 29.22845, 144_124),
    ("Sake", S, "CD", "", -1.57417, 29.04472, 17_151),
    ("Masisi", S, "CD", "", -1.39996, 28.81563, 10_000),
    ("Kibumba", S, "CD", "", -1.49, 29.31, 0),
];

pub(super) fn place(row: &Row) -> Place {
    let &(name, class, country, code, lat, lon, population) = row;
    Place {
        id: format!("test:{name}"),
        name: name.to_owned(),
        local_name: None,
        class,
        position: LonLat { lon, lat },
        radius_km: if population > 0 { 0.171 * (population as f64).powf(0.291) } else { 1.0 },
        population: Some(population),
        country: (!country.is_empty()).then(|| country.to_owned()),
        region: None,
        region_id: None,
        district: None,
        layer: "test".into(),
        code: (!code.is_empty()).then(|| code.to_owned()),
        geonameid: None,
    }
}

fn toponyms(text: &str) -> Vec<Toponym> {
    let mut found: Vec<Toponym> = Vec::new();
    for row in &PLACES {
        for (start, name) in text.match_indices(row.0) {
            let span = Span::new(start, start + name.len());
            let joined = text.get(span.end..).unwrap_or("").chars().next().is_some_and(char::is_alphanumeric);
            if joined || found.iter().any(|other| other.span.overlaps(span)) {
                continue;
            }
            let adjective = matches!(row.0, "Ukrainian" | "Russian" | "Polish" | "Turkish" | "Greek");
            found.push(Toponym {
                span,
                phrase: span,
                text: name.to_owned(),
                kind: if adjective { MentionKind::AdjectiveForm } else { MentionKind::Name },
                usage: Use::Literal,
                place: Some(place(row).into()),
                confidence: 0.95,
                within: None,
                runners_up: Vec::new(),
                evidence: Vec::new(),
            });
        }
    }
    found.sort_by_key(|toponym| toponym.span);
    found
}

fn document(text: &str) -> Document {
    Document {
        id: "case".into(),
        source: Source { path: "case".into(), line: None },
        title: None,
        outlet: None,
        published: None,
        language: None,
        text: text.to_owned(),
        warnings: Vec::new(),
    }
}

fn claims(text: &str) -> Vec<Claim> {
    check(&document(text), &Prose::read(text), &toponyms(text))
}

fn told(claim: &Claim) -> (String, String) {
    let words = |end: &Option<super::ClaimTarget>| {
        end.as_ref().map_or_else(|| "-".to_owned(), |end| end.text.clone())
    };
    (words(&claim.subject), words(&claim.target))
}

/// Text; for each claim its words, subject and target ("-" where none is known).
type Reading = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

const READINGS: &[Reading] = &[
    // Apposition, relative clauses, verbs.
    ("Okhtyrka, a town 75 km from Sumy, was hit.", &[("75 km from Sumy", "Okhtyrka", "Sumy")]),
    (
        "A clinic in Azaz, a town of 60,000 people some 45 km north of Aleppo, closed.",
        &[("some 45 km north of Aleppo", "Azaz", "Aleppo")],
    ),
    (
        "Azaz, which lies about 40 miles (64 km) from Aleppo, was quiet.",
        &[("about 40 miles (64 km) from Aleppo", "Azaz", "Aleppo")],
    ),
    ("Vienne lies 27 km south of Lyon.", &[("27 km south of Lyon", "Vienne", "Lyon")]),
    (
        "The town of Tarhuna is located 65 kilometres (40 miles) south-east of the capital Tripoli.",
        &[("65 kilometres (40 miles) south-east of the capital Tripoli", "Tarhuna", "Tripoli")],
    ),
    (
        "Gharyan sits roughly 80km to the south of Tripoli.",
        &[("roughly 80km to the south of Tripoli", "Gharyan", "Tripoli")],
    ),
    ("Fighters left Sake (23 km from Goma) at dawn.", &[("23 km from Goma", "Sake", "Goma")]),
    ("In Chuhuiv, 35 km from Kharkiv, two people died.", &[("35 km from Kharkiv", "Chuhuiv", "Kharkiv")]),
    ("Two people died in Chuhuiv 35 km from Kharkiv.", &[("35 km from Kharkiv", "Chuhuiv", "Kharkiv")]),
    (
        "Trostianets – some 20–25 km from Okhtyrka – was shelled.",
        &[("some 20–25 km from Okhtyrka", "Trostianets", "Okhtyrka")],
    ),
    // Subject after the claim.
    ("Located 27 km south of Lyon, Vienne has a theatre.", &[("27 km south of Lyon", "Vienne", "Lyon")]),
    ("Some 25 km from Goma lies Sake.", &[("Some 25 km from Goma", "Sake", "Goma")]),
    (
        "Shells fell 35 km from Kharkiv, in the town of Chuhuiv.",
        &[("35 km from Kharkiv", "Chuhuiv", "Kharkiv")],
    ),
    // Pairs.
    ("The distance between Sake and Goma is 25 km.", &[("25 km", "Sake", "Goma")]),
    ("Vienne and Lyon are 27 km apart.", &[("27 km", "Vienne", "Lyon")]),
    // Pronouns and definite phrases.
    ("Rebels took Tarhuna. The town is 65 km from Tripoli.", &[("65 km from Tripoli", "Tarhuna", "Tripoli")]),
    (
        "Veria has a market. It lies 60 km west of Thessaloniki.",
        &[("60 km west of Thessaloniki", "Veria", "Thessaloniki")],
    ),
    (
        "Shells hit Chuhuiv. The village, 35 km from Kharkiv, lost power.",
        &[("35 km from Kharkiv", "Chuhuiv", "Kharkiv")],
    ),
    // "It" behind another place of the sentence is what the first distance is measured from.
    (
        "Vovchansk, 5 km from the Russian border, and Chuhuiv, 60 km away from it, were shelled.",
        &[
            ("5 km from the Russian border", "Vovchansk", "the Russian border"),
            ("60 km away from it", "Chuhuiv", "the Russian border"),
        ],
    ),
    (
        "Sake, 25 km from Goma, and Masisi, 50 km from it, fell.",
        &[("25 km from Goma", "Sake", "Goma"), ("50 km from it", "Masisi", "Goma")],
    ),
    // A sea that describes a town.
    (
        "Zabid, 90 km from the Red Sea city of Hodeidah, was calm.",
        &[("90 km from the Red Sea city of Hodeidah", "Zabid", "the Red Sea city of Hodeidah")],
    ),
    // Two places, a length each.
    (
        "Bohodukhiv lies 55 km from Kharkiv, and Zolochiv some 35 km from Kharkiv.",
        &[
            ("55 km from Kharkiv", "Bohodukhiv", "Kharkiv"),
            ("some 35 km from Kharkiv", "Zolochiv", "Kharkiv"),
        ],
    ),
    (
        "Sudzha lies nine kilometres from the border with Ukraine, while Kursk is roughly 90 km from it.",
        &[
            ("nine kilometres from the border with Ukraine", "Sudzha", "the border with Ukraine"),
            ("roughly 90 km from it", "Kursk", "the border with Ukraine"),
        ],
    ),
    // Several subjects, several claims.
    (
        "They burned Sake, Masisi and Kibumba, about 30 km from Goma.",
        &[
            ("about 30 km from Goma", "Sake", "Goma"),
            ("about 30 km from Goma", "Masisi", "Goma"),
            ("about 30 km from Goma", "Kibumba", "Goma"),
        ],
    ),
    (
        "Trostianets lies 50 km south of Sumy and 20 km north of Okhtyrka.",
        &[
            ("50 km south of Sumy", "Trostianets", "Sumy"),
            ("20 km north of Okhtyrka", "Trostianets", "Okhtyrka"),
        ],
    ),
    // Borders, regions, countries, capitals.
    (
        "Sudzha, 10 km from the border with Ukraine, was quiet.",
        &[("10 km from the border with Ukraine", "Sudzha", "the border with Ukraine")],
    ),
    (
        "Sudzha is about 10 km from the Ukrainian border.",
        &[("about 10 km from the Ukrainian border", "Sudzha", "the Ukrainian border")],
    ),
    (
        "Valuyki, 15 km from the Kharkiv region, was hit.",
        &[("15 km from the Kharkiv region", "Valuyki", "Kharkiv region")],
    ),
    ("Valuyki is less than 20 km from Ukraine.", &[("less than 20 km from Ukraine", "Valuyki", "Ukraine")]),
    (
        "Yavoriv, just 25 km from the Polish border, burned.",
        &[("just 25 km from the Polish border", "Yavoriv", "the Polish border")],
    ),
    (
        "Megara, 35 km west of the Greek capital, flooded.",
        &[("35 km west of the Greek capital", "Megara", "the Greek capital")],
    ),
    (
        "Megara, in Greek hands, lies 35 km west of the capital.",
        &[("35 km west of the capital", "Megara", "the capital")],
    ),
    // What cannot be measured is still reported.
    (
        "Chuhuiv, less than 10 km from the front line, was hit.",
        &[("less than 10 km from the front line", "Chuhuiv", "the front line")],
    ),
    ("A drone fell 20 km from Kursk.", &[("20 km from Kursk", "-", "Kursk")]),
    (
        "Soldiers were about four kilometres from the camp.",
        &[("about four kilometres from the camp", "-", "the camp")],
    ),
    ("“They are 5 km from here,” he said in Goma.", &[("5 km from here", "-", "here")]),
    (
        "The ship sank 12 nautical miles off the coast.",
        &[("12 nautical miles off the coast", "-", "the coast")],
    ),
];

#[test]
fn subjects_and_targets_are_read() {
    for (text, expected) in READINGS {
        let found: Vec<(String, String, String)> = claims(text)
            .iter()
            .map(|claim| {
                let (subject, target) = told(claim);
                (claim.text.clone(), subject, target)
            })
            .collect();
        let expected: Vec<(String, String, String)> =
            expected.iter().map(|&(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn other_lengths_are_no_claims() {
    for text in [
        "Missiles with a range of 300 km can reach Kursk.",
        "A 10 km queue formed at the border with Poland.",
        "The border with Poland is 535 km long.",
        "Troops advanced 5 km towards Kharkiv.",
        "They walked 30 km to Lviv.",
        "The convoy moved another 12 km from Kursk to Sudzha.",
        "The buffer zone extends 20 km into Russia.",
        "A zone with a radius of 30 km around Kharkiv was closed.",
        "The quake struck at a depth of 10 km near Veria.",
        "The 1,500-kilometre front line in Ukraine is static.",
        "The train reached 160 km/h near Lyon.",
        "Fires burned 40 square kilometres near Megara.",
        "The refineries are hundreds of miles apart.",
        "A 155mm shell hit Chuhuiv.",
        "The road of 45 km from Aleppo was mined.",
        "The drone flew 700 km from Ukraine.",
        "A tunnel 2 km long leads from Lyon.",
        "He ran the 10 km race in Lyon.",
        "The plane was at 10 km above Kursk.",
        "",
    ] {
        assert!(
            claims(text).is_empty(),
            "{text}: {:?}",
            claims(text).iter().map(|c| &c.text).collect::<Vec<_>>()
        );
    }
}

#[test]
fn hedges_directions_and_units_are_kept() {
    for (text, hedge, direction, km) in [
        ("Vienne lies 27 km south of Lyon.", Hedge::None, Some("south"), 27.0),
        ("Vienne lies nearly 30 km south of Lyon.", Hedge::Nearly, Some("south"), 30.0),
        ("Vienne lies 30 km or so from Lyon.", Hedge::About, None, 30.0),
        ("Vienne lies more than 20 km from Lyon.", Hedge::Over, None, 20.0),
        ("Vienne lies at least 20 km from Lyon.", Hedge::AtLeast, None, 20.0),
        ("Vienne lies within 30 km of Lyon.", Hedge::AtMost, None, 30.0),
        ("Vienne lies exactly 27 km from Lyon.", Hedge::Exactly, None, 27.0),
        ("Vienne lies 25 to 30 km from Lyon.", Hedge::Range, None, 27.5),
        ("Vienne lies only about 20 miles from Lyon.", Hedge::About, None, 32.187),
        ("Azaz lies 40 km north-northwest of Aleppo.", Hedge::None, Some("north-northwest"), 40.0),
        ("Azaz lies 40 km to the north of Aleppo.", Hedge::None, Some("north"), 40.0),
    ] {
        let found = claims(text);
        let [claim] = found.as_slice() else { panic!("{text}: {}", found.len()) };
        assert_eq!((claim.hedge, claim.direction.as_deref()), (hedge, direction), "{text}");
        let stated = claim.stated_km.unwrap_or(f64::NAN);
        assert!((stated - km).abs() < 0.01, "{text}: {stated}");
    }
}

#[test]
fn every_verdict_on_real_ground() {
    use ClaimVerdict::{
        CannotCheck, Consistent, ConsistentByRoad, Overstated, Rounded, Understated, WrongDirection,
    };
    for (text, verdict) in [
        ("Vienne lies 25 km south of Lyon.", Consistent),
        ("Azaz lies about 45 km north of Aleppo.", Consistent),
        ("Sudzha, about 9 km from the border with Ukraine, was quiet.", Consistent),
        ("Yavoriv, 15 to 20 km from the Polish border, burned.", Consistent),
        ("Vienne lies 30 km from Lyon.", Rounded),
        ("Chuhuiv lies 50 km from Kharkiv.", ConsistentByRoad),
        ("Tarhuna is 80 km from Tripoli by road.", ConsistentByRoad),
        ("Chuhuiv lies 80 km from Kharkiv.", Overstated),
        ("Chuhuiv lies 60 km from Kharkiv as the crow flies.", Overstated),
        ("Sudzha, 30 km from the border with Ukraine, was quiet.", Overstated),
        ("Veria lies 25 km west of Thessaloniki.", Understated),
        ("Valuyki is less than 10 km from Ukraine.", Understated),
        ("Gharyan lies 80 km north of Tripoli.", WrongDirection),
        ("Megara lies 35 km east of the capital.", WrongDirection),
        ("Chuhuiv lies 10 km from the front line.", CannotCheck),
        ("Lyon lies 300 km from the Black Sea.", CannotCheck),
        ("Valuyki lies 30 km from the Belgorod region.", CannotCheck),
        ("A drone fell 20 km from Kursk.", CannotCheck),
    ] {
        let found = claims(text);
        let [claim] = found.as_slice() else { panic!("{text}: {}", found.len()) };
        assert_eq!(claim.verdict, verdict, "{text}: {}", claim.reason);
        assert!(claim.reason.ends_with('.') && claim.reason.contains(&claim.text), "{}", claim.reason);
        assert_eq!(claim.measured_km.is_none(), verdict == CannotCheck, "{text}");
    }
}

/// Kilometres measured by other means: geodesics between the GeoNames points, and to the whole border line (PROJ).
#[test]
fn measured_lengths() {
    for (text, km) in [
        ("Sudzha is about 10 km from Russia's border with Ukraine.", 9.0),
        ("Vienne lies 25 km south of Lyon.", 24.9),
    ] {
        let found = claims(text);
        let measured = found.first().and_then(|claim| claim.measured_km).unwrap_or(f64::NAN);
        assert!((measured - km).abs() < 1.0, "{text}: {measured}");
    }
}

#[test]
fn a_namesake_that_would_fit_stops_the_accusation() {
    let text = "Megara lies 250 km from Lyon.";
    let mut marked = toponyms(text);
    let mut namesake = place(&PLACES[30]);
    namesake.id = "test:other".into();
    namesake.position = LonLat { lon: 4.85, lat: 47.99 };
    marked[0].confidence = 0.6;
    marked[0].runners_up = vec![RunnerUp { place: namesake.into(), confidence: 0.35 }];
    let found = check(&document(text), &Prose::read(text), &marked);
    assert_eq!(found[0].verdict, ClaimVerdict::CannotCheck, "{}", found[0].reason);
}

#[test]
fn long_texts_without_full_stops_are_read_in_linear_time() {
    let text = "Vienne , 5 km from Lyon and 7 km north of the border ".repeat(20_000);
    let prose = Prose::read(&text);
    let marked = toponyms(&text.chars().take(60).collect::<String>());
    assert!(check(&document(&text), &prose, &marked).len() > 10_000);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC*|((Lyon|Vienne|the|border|with|Ukraine|is|lies|,|10|5|km|of|from|north|-|east|\\(|\\)|miles|about|it|capital|front line) ){0,30}") {
        for claim in claims(&text) {
            proptest::prop_assert!(claim.stated_km_low <= claim.stated_km_high);
            proptest::prop_assert!((0.0..=1.0).contains(&claim.confidence));
            proptest::prop_assert_eq!(crate::text::slice(&text, claim.span), claim.text.as_str());
        }
    }
}
