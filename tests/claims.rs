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
