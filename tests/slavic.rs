//! The Russian and Ukrainian sentences of `lexicon/ru/corpus.tsv` and `lexicon/uk/corpus.tsv` name just the places that stand beside them.

use eventmap::gazetteer::{Gazetteer, PlaceClass};
use eventmap::geodesy::LonLat;
use eventmap::text::Prose;
use eventmap::toponym::bias::Bias;
use eventmap::toponym::{Choice, LEAST_GIVEN, MentionKind, Toponym, atlas::rough_km, find_sure};

/// A town may lie this many km from the point in the file, which is written to a tenth of a degree.
const NEAR_KM: f64 = 30.0;
/// An area's point differs from source to source.
const NEAR_AREA_KM: f64 = 500.0;

/// What is wrong with the places found in a sentence, if anything.
fn wrong(found: &[Toponym], expected: &str) -> Option<String> {
    let names: Vec<&str> = expected.split("; ").filter(|name| *name != "-").collect();
    for name in &names {
        let mut parts = name.rsplitn(3, ' ');
        let (lon, lat) = (parts.next()?.parse::<f64>().ok()?, parts.next()?.parse::<f64>().ok()?);
        let words = parts.next()?;
        let Some(toponym) = found.iter().find(|toponym| toponym.text == words) else {
            return Some(format!("{words} not found"));
        };
        let place = toponym.place.as_ref();
        let far = |class: PlaceClass, position: LonLat| {
            let limit = if class == PlaceClass::Settlement { NEAR_KM } else { NEAR_AREA_KM };
            rough_km(position, LonLat { lon, lat }) > limit
        };
        if place.is_none_or(|place| far(place.class, place.position)) {
            return Some(format!("{words} is {:?}", place.map(|place| &place.name)));
        }
    }
    (found.len() != names.len())
        .then(|| format!("found {:?}", found.iter().map(|toponym| toponym.text.as_str()).collect::<Vec<_>>()))
}

#[test]
fn sentences_name_their_places_and_no_others() {
    let mut failed = Vec::new();
    let mut rows = 0;
    for corpus in [include_str!("../lexicon/ru/corpus.tsv"), include_str!("../lexicon/uk/corpus.tsv")] {
        for row in corpus.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let (sentence, expected) = row.split_once('\t').expect("a sentence, a tab and its places");
            // Which of several places is meant is not the matter here.
            let choice = Choice { bias: &Bias::NOTHING, least: LEAST_GIVEN };
            let mut found = find_sure(sentence, &Prose::read(sentence), Gazetteer::embedded(), choice);
            found.retain(|toponym| toponym.kind != MentionKind::AdjectiveForm);
            rows += 1;
            failed.extend(wrong(&found, expected).map(|problem| format!("{sentence}: {problem}")));
        }
    }
    assert!(rows > 100 && failed.is_empty(), "of {rows} sentences:\n{}", failed.join("\n"));
}
