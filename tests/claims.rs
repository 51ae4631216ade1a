//! `eventmap check` on sentences of many kinds: borders of any two countries, coasts, soft numbers, claims that several articles make.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use eventmap::claim::{Claim, ClaimVerdict};
use eventmap::document::Document;
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::pipeline::{self, Options};

fn claims(texts: &[&str]) -> Vec<Claim> {
    let documents =
        texts.iter().enumerate().map(|(i, text)| Document::new(format!("d{i}"), (*text).to_owned()));
    let border = borders::embedded("ru-ua").unwrap();
    pipeline::run(documents.collect(), &Options::new(border, Gazetteer::embedded()), &|| ()).claims
}

#[test]
fn what_is_measured() {
    for (text, low, high, verdict) in [
        // The border of the country named, wherever it is.
        ("Lviv, a city 70 km from the Polish border, was hit.", 55.0, 60.0, Some(ClaimVerdict::Rounded)),
        ("Aleppo is just 45 km from the Turkish border.", 35.0, 50.0, None),
        ("Peshawar is around 50 km from Afghanistan.", 35.0, 55.0, Some(ClaimVerdict::Consistent)),
        ("Kars lies 200 kilometers from the Armenian border.", 35.0, 50.0, Some(ClaimVerdict::Overstated)),
        // No country is named: the nearest border of the subject's own.
        ("Batumi in Georgia lies 15 km from the border.", 10.0, 20.0, Some(ClaimVerdict::Consistent)),
        // A country far from here is no neighbour, though the text speaks of it.
        ("The United States said that Batumi in Georgia lies 15 km from the border.", 10.0, 20.0, None),
        ("Odesa is 5 km from the coast.", 0.0, 6.0, None),
        ("Madrid is 300 km from the sea.", 280.0, 340.0, None),
        ("Tver is 160-ish km from Moscow.", 155.0, 170.0, None),
        ("Tver is 160 or so kilometres from Moscow.", 155.0, 170.0, Some(ClaimVerdict::Consistent)),
    ] {
        let found = claims(&[text]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let km = found[0].measured_km.unwrap_or_else(|| panic!("{text}: {}", found[0].reason));
        assert!((low..=high).contains(&km), "{text}: {km}");
        assert!(verdict.is_none_or(|verdict| verdict == found[0].verdict), "{text}: {}", found[0].reason);
    }
}

#[test]
fn what_was_taken_for_granted_is_said() {
    let found = claims(&["Batumi in Georgia lies 15 km from the border."]);
    assert!(found[0].reason.contains("nearest to Batumi is that with T"), "{}", found[0].reason);
    let found = claims(&["Odesa is 5 km from the coast."]);
    assert!(found[0].reason.contains("the nearest coast was taken"), "{}", found[0].reason);
}

/// Text, subject, target, least and greatest km, verdict.
type Row = (&'static str, &'static str, &'static str, f64, f64, ClaimVerdict);

const ENDS_FROM_BEFORE: [Row; 9] = [
    (
        "Rockets fell on Nikopol. Marhanets, 20 kilometres to the east, burned.",
        "Marhanets",
        "Nikopol",
        17.0,
        21.0,
        ClaimVerdict::Consistent,
    ),
    (
        "Kharkiv was shelled. Chuhuiv lies 35 km away.",
        "Chuhuiv",
        "Kharkiv",
        33.0,
        37.0,
        ClaimVerdict::Consistent,
    ),
    (
        "Kharkiv was shelled. Chuhuiv lies 80 km away.",
        "Chuhuiv",
        "Kharkiv",
        33.0,
        37.0,
        ClaimVerdict::Overstated,
    ),
    (
        "Shells fell on Sumy. The Russian border, 30 km to the north, is closed.",
        "Sumy",
        "Russia",
        27.0,
        30.0,
        ClaimVerdict::Consistent,
    ),
    (
        "Shells fell on Sumy. The Russian border is 30 km to the south.",
        "Sumy",
        "Russia",
        27.0,
        30.0,
        ClaimVerdict::WrongDirection,
    ),
    (
        "The Belarusian border is 50 km from Chernihiv.",
        "Chernihiv",
        "Belarus",
        43.0,
        50.0,
        ClaimVerdict::Consistent,
    ),
    // Several places, or only what is near one: measured, not judged.
    (
        "Shells fell on Sumy and on Shostka. Hlukhiv, 40 km away, was spared.",
        "Hlukhiv",
        "Sumy",
        90.0,
        110.0,
        ClaimVerdict::CannotCheck,
    ),
    (
        "Villages near Sumy were hit. The Russian border, some 5 km away, is closed.",
        "Sumy",
        "Russia",
        27.0,
        30.0,
        ClaimVerdict::CannotCheck,
    ),
    (
        "Balakliia is a 40-minute drive from Izium.",
        "Balakliia",
        "Izium",
        38.0,
        45.0,
        ClaimVerdict::CannotCheck,
    ),
];

#[test]
fn an_end_is_taken_from_the_sentence_before() {
    for (text, subject, target, low, high, verdict) in ENDS_FROM_BEFORE {
        let found = claims(&[text]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let name = |end: &Option<eventmap::claim::ClaimTarget>| {
            end.as_ref().unwrap().place.as_ref().unwrap().name.clone()
        };
        assert_eq!(
            (name(&found[0].subject).as_str(), name(&found[0].target).as_str()),
            (subject, target),
            "{text}"
        );
        let km = found[0].measured_km.unwrap_or_else(|| panic!("{text}: {}", found[0].reason));
        assert!((low..=high).contains(&km), "{text}: {km}");
        assert_eq!(found[0].verdict, verdict, "{text}: {}", found[0].reason);
        assert_eq!(found[0].would_change.is_some(), verdict != ClaimVerdict::CannotCheck, "{text}");
    }
    let found = claims(&["Rockets fell on Nikopol. Marhanets, 20 kilometres to the east, burned."]);
    assert!(found[0].reason.contains("Nikopol, of which the text spoke before"), "{}", found[0].reason);
}

#[test]
fn words_without_a_number_are_measured() {
    for (text, verdict) in [
        ("Sumy, near the Russian border, was hit.", Some(ClaimVerdict::Consistent)),
        ("Rafah lies on the border with Egypt.", Some(ClaimVerdict::Consistent)),
        ("Kyiv lies on the border with Russia.", Some(ClaimVerdict::Understated)),
        ("A drone fell near the Russian border.", None),
        ("Near Kharkiv, close to the front line, shells fell.", None),
        ("There are near-daily attacks on Sumy.", None),
    ] {
        let found = claims(&[text]);
        assert_eq!(found.first().map(|claim| claim.verdict), verdict, "{text}: {found:?}");
        assert!(found.iter().all(|claim| claim.stated.is_none() && claim.stated_km_high.is_some()), "{text}");
    }
}

#[test]
fn what_cannot_be_checked_is_said() {
    for (text, why) in [
        ("Kupiansk is a dozen kilometres from the front line.", "no fixed place"),
        ("Kherson lies 5 km from the river.", "no line of this river"),
        ("Kramatorsk lies 3 km from here.", "only the speaker knows"),
    ] {
        let found = claims(&[text]);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].verdict, ClaimVerdict::CannotCheck, "{text}");
        assert!(found[0].reason.contains(why), "{text}: {}", found[0].reason);
    }
}

#[test]
fn one_claim_of_several_articles_is_one() {
    let found = claims(&[
        "Lviv lies about 70 km from the Polish border.",
        "Officials in Lviv, some 75 kilometres from the border with Poland, spoke.",
        "Lviv is 200 km from the Polish border.",
        "Tver is 160 km from Moscow.",
    ]);
    assert_eq!(found.len(), 4);
    assert_eq!(found[1].same_claim, found[0].id);
    assert_eq!(found[0].same_claim, found[0].id);
    assert!(found[2].same_claim == found[2].id && found[3].same_claim == found[3].id);
}
