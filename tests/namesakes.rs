//! Names that many places bear: a pin stands where the text says, or nowhere; `tests/toponyms/namesakes.tsv` has the sentences.

use eventmap::gazetteer::borders::{self, RECOGNISED};
use eventmap::gazetteer::{Gazetteer, Place};
use eventmap::text::Prose;
use eventmap::toponym::bias::{Bias, Frontier};
use eventmap::toponym::{Choice, Toponym, find_in, find_near, find_sure};

/// Sentences whose pin is known to stand in a wrong place: no more than these.
const WRONG: usize = 1;
/// Pins that are right at least.
const RIGHT: usize = 31;

/// True if the place lies in one of the areas of a row: "US", "US:Missouri".
fn lies_in(place: &Place, areas: &str) -> bool {
    areas.split(';').any(|area| {
        let (country, region) = area.split_once(':').unwrap_or((area, ""));
        place.country.as_deref() == Some(country)
            && (region.is_empty()
                || place.name.contains(region)
                || place.region.as_deref().is_some_and(|own| own.contains(region)))
    })
}

#[test]
fn a_pin_stands_where_the_text_says_or_nowhere() {
    let (mut right, mut wrong, mut missing) = (0, 0, 0);
    for row in include_str!("toponyms/namesakes.tsv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[text, name, areas] = cells.as_slice() else { panic!("{row}: expected three cells") };
        let found = find_in(text, &Prose::read(text), Gazetteer::embedded());
        let toponym = found.iter().find(|toponym| toponym.text == name).expect(row);
        match &toponym.place {
            Some(place) if lies_in(place, areas.trim_start_matches('=')) => right += 1,
            Some(place) => {
                wrong += 1;
                println!("{row}: {} in {:?}, {:?}", place.name, place.region, place.country);
            }
            None if areas.starts_with('=') => {
                missing += 1;
                println!("{row}: {:?}", toponym.evidence.last());
            }
            None => {}
        }
    }
    let counts = format!("{right} right, {wrong} wrong, {missing} missing");
    assert!(right >= RIGHT && wrong <= WRONG && missing == 0, "{counts}");
}

fn named<'t>(found: &'t [Toponym], name: &str) -> &'t Toponym {
    found.iter().find(|toponym| toponym.text == name).expect(name)
}

/// Who measures to a border reads of the villages along it.
#[test]
fn the_border_that_is_measured_to_tips_the_choice() {
    let text = "Seven drones hit Chebekino and Voznesenovka.";
    let prose = Prose::read(text);
    let gazetteer = Gazetteer::embedded();
    let border = borders::between("RU", "UA", RECOGNISED).expect("bundled");
    let bias = Bias { frontier: Some(Frontier::along(&border.lines, 1.0)), ..Bias::NOTHING };
    let found = find_near(text, &prose, gazetteer, &bias);
    for (name, usual) in [("Chebekino", "Shebekino"), ("Voznesenovka", "Voznesenovka")] {
        let place = named(&found, name).place.as_ref().expect(name);
        assert_eq!((place.name.as_str(), place.region.as_deref()), (usual, Some("Belgorod Oblast")));
    }
    assert!(find_in(text, &prose, gazetteer).iter().all(|toponym| toponym.place.is_none()));
}

/// What is not pinned keeps its rivals and says why; the caller may ask for less sureness.
#[test]
fn a_withheld_name_keeps_its_rivals() {
    let text = "Officials in Springfield declined to comment.";
    let prose = Prose::read(text);
    let gazetteer = Gazetteer::embedded();
    let found = find_in(text, &prose, gazetteer);
    let held = named(&found, "Springfield");
    assert!(held.place.is_none() && held.runners_up.len() > 2, "{held:?}");
    assert!(held.evidence.last().is_some_and(|why| why.note.contains("places have this name")));
    // All that may be meant lie in one country.
    assert_eq!(held.within.as_ref().and_then(|area| area.country.as_deref()), Some("US"));
    let asked = find_sure(text, &prose, gazetteer, Choice { bias: &Bias::NOTHING, least: 0.2 });
    assert!(named(&asked, "Springfield").place.is_some());
}
