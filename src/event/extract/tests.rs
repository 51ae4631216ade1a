//! Invented articles and the events that they tell.

use super::*;
use crate::document::{Published, PublishedBasis, Source};
use crate::event::Party;
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::Span;
use crate::toponym::{MentionKind, Use};

/// Invented places; those that end in "region" are regions.
const NAMES: [&str; 7] = ["Tarsin region", "Tarsin", "Old Mill", "Harrow", "Velle", "Quent", "Dorna"];

fn toponyms(text: &str) -> Vec<Toponym> {
    let mut found: Vec<Toponym> = Vec::new();
    for (number, name) in NAMES.iter().enumerate() {
        for (at, _) in text.match_indices(name) {
            let span = Span::new(at, at + name.len());
            if found.iter().any(|other| other.span.overlaps(span)) {
                continue;
            }
            let class = if name.ends_with("region") { PlaceClass::Region } else { PlaceClass::Settlement };
            let place = Place {
                id: format!("test:{number}"),
                name: (*name).to_owned(),
                local_name: None,
                class,
                position: LonLat { lon: 10.0 + number as f64, lat: 50.0 },
                radius_km: 3.0,
                population: None,
                country: Some("XX".to_owned()),
                region: None,
                region_id: None,
                district: None,
                layer: "test".to_owned(),
                code: None,
                geonameid: None,
            };
            found.push(Toponym {
                span,
                phrase: span,
                text: (*name).to_owned(),
                kind: MentionKind::Name,
                usage: Use::Literal,
                place: Some(place.into()),
                confidence: 1.0,
                within: None,
                runners_up: Vec::new(),
                evidence: Vec::new(),
            });
        }
    }
    found.sort_by_key(|toponym| toponym.span);
    found
}

/// The events of a text that says on which day it was written, or does not.
fn events_of(text: &str, published: Option<&str>) -> Vec<Event> {
    let published = published.and_then(|day| day.parse().ok());
    let document = Document {
        id: "test".to_owned(),
        source: Source { path: std::path::PathBuf::from("-"), line: None },
        title: None,
        outlet: None,
        published: published.map(|date| Published { date, basis: PublishedBasis::Field, span: None }),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        warnings: Vec::new(),
    };
    extract(&document, &Prose::read(text), &toponyms(text))
}

fn events(text: &str) -> Vec<Event> {
    // A Thursday.
    events_of(text, Some("2024-03-14"))
}

fn lines(events: &[Event]) -> Vec<String> {
    let day = |event: &Event| event.when.start.map_or("-".to_owned(), |date| date.to_string());
    events
        .iter()
        .filter(|event| event.modality.is_drawn())
        .map(|event| format!("{} | {} | {}", event.sub_event_type.as_str(), event.place.text, day(event)))
        .collect()
}

fn drawn(text: &str) -> Vec<String> {
    lines(&events(text))
}

#[test]
fn one_sentence_gives_type_place_and_day() {
    for (text, expected) in [
        (
            "Rebel troops shelled Harrow on Tuesday with mortars.",
            vec!["Shelling/artillery/missile attack | Harrow | 2024-03-12"],
        ),
        (
            "Yesterday the army fired rockets at the villages of Harrow, Velle and Quent.",
            vec![
                "Shelling/artillery/missile attack | Harrow | 2024-03-13",
                "Shelling/artillery/missile attack | Velle | 2024-03-13",
                "Shelling/artillery/missile attack | Quent | 2024-03-13",
            ],
        ),
        (
            "Soldiers shot down two drones near Velle in Tarsin region on March 10.",
            vec!["Disrupted weapons use | Velle | 2024-03-10"],
        ),
        ("A drone hit a truck in Quent.", vec!["Air/drone strike | Quent | 2024-03-14"]),
        ("Gunmen killed three farmers in Dorna on Monday.", vec!["Attack | Dorna | 2024-03-11"]),
        ("Police arrested nine people in Harrow on Wednesday.", vec!["Arrests | Harrow | 2024-03-13"]),
        ("A train derailed near Quent yesterday.", vec!["Accident | Quent | 2024-03-13"]),
        ("Floods hit Dorna on Sunday, killing six people.", vec!["Flood | Dorna | 2024-03-10"]),
        (
            "Gunmen killed three farmers in Dorna ahead of Tuesday's vote.",
            vec!["Attack | Dorna | 2024-03-14"],
        ),
    ] {
        assert_eq!(drawn(text), expected, "{text}");
    }
}

#[test]
fn a_day_after_something_is_counted_from_its_own_clause() {
    for (text, expected) in [
        (
            "The mayor said he was told on March 3 of attacks that rebels made that same Sunday on Harrow and Quent.",
            vec!["Attack | Harrow | 2024-03-03", "Attack | Quent | 2024-03-03"],
        ),
        (
            "The army took Harrow on Wednesday. A day earlier, its aircraft bombed Velle, and rebels shelled Quent.",
            vec![
                "Non-state actor overtakes territory | Harrow | 2024-03-13",
                "Air/drone strike | Velle | 2024-03-12",
                "Shelling/artillery/missile attack | Quent | 2024-03-12",
            ],
        ),
        (
            "Police came to Velle on Monday. Two weeks later, gunmen attacked a market in Dorna.",
            vec!["Attack | Dorna | 2024-03-11"],
        ),
        (
            "The mayor spoke on Thursday.\n\nThe attacks over the past day are as follows:\n\n- Shells hit Harrow.\n\n- Shells \
             hit Velle.",
            vec![
                "Shelling/artillery/missile attack | Harrow | 2024-03-13",
                "Shelling/artillery/missile attack | Velle | 2024-03-13",
            ],
        ),
        (
            "Gunmen shot three farmers in Harrow on Tuesday, a day after soldiers shelled Quent.",
            vec!["Attack | Harrow | 2024-03-12", "Shelling/artillery/missile attack | Quent | 2024-03-11"],
        ),
        (
            "A bomb exploded in Velle on Tuesday, one day before gunmen attacked a market in Dorna.",
            vec!["Remote explosive/landmine/IED | Velle | 2024-03-12", "Attack | Dorna | 2024-03-13"],
        ),
        (
            "Gunmen shot three farmers in Harrow on Tuesday, barely a week after soldiers shelled Quent.",
            vec!["Attack | Harrow | 2024-03-12", "Shelling/artillery/missile attack | Quent | 2024-03-03"],
        ),
        (
            "Soldiers shelled Quent on Monday. The day after, gunmen shot three farmers in Harrow.",
            vec!["Shelling/artillery/missile attack | Quent | 2024-03-11", "Attack | Harrow | 2024-03-12"],
        ),
    ] {
        assert_eq!(drawn(text), expected, "{text}");
    }
}

#[test]
fn days_of_an_undated_text_are_those_that_it_names() {
    for (text, expected) in [
        (
            "Since 2020 much has changed. Gunmen shot three farmers in Harrow on Friday, June 4. On Sunday a bomb exploded in \
             Quent.",
            vec!["Attack | Harrow | 2021-06-04", "Remote explosive/landmine/IED | Quent | 2021-06-06"],
        ),
        ("Gunmen shot three farmers in Harrow on Friday, June 4.", vec!["Attack | Harrow | -"]),
        (
            "A chronicle of 10 May to 30 October 2021\n\n12 May\n\nGunmen shot dead three farmers in Harrow.\n\nA bomb exploded in \
             Quent.\n\n14 May\n\nSoldiers shelled Velle.",
            vec![
                "Attack | Harrow | 2021-05-12",
                "Remote explosive/landmine/IED | Quent | 2021-05-12",
                "Shelling/artillery/missile attack | Velle | 2021-05-14",
            ],
        ),
    ] {
        assert_eq!(lines(&events_of(text, None)), expected, "{text}");
    }
}

#[test]
fn what_did_not_happen_is_not_drawn() {
    for text in [
        "The rebels plan to attack Harrow with missiles.",
        "Drones could strike Harrow again, soldiers fear.",
        "Harrow is shelled daily by the army.",
        "In 2014 the army shelled Harrow.",
        "The army denied the shelling of Harrow.",
        "Harrow has been shelled four times.",
        "Did rebels capture Harrow on Tuesday? No: the army says it holds the town.",
        "Is it true that a bomb exploded in Quent on Monday? Nobody knows.",
        "A total of 80 shells have hit Tarsin region since the beginning of the war.",
        "The Velle team struck late and advanced to the final in Harrow.",
    ] {
        assert_eq!(drawn(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn strikes_counted_within_a_night_are_one_event() {
    for text in [
        "Harrow was shelled four times during the night.",
        "The army shelled Harrow three times on Wednesday night.",
        "Harrow was shelled several times overnight.",
    ] {
        let expected = ["Shelling/artillery/missile attack | Harrow | 2024-03-13"];
        assert_eq!(drawn(text), expected, "{text}");
    }
}

/// Place, killed and injured of each event that is drawn.
fn numbers(text: &str) -> Vec<String> {
    let low = |count: Option<super::super::Count>| {
        count.and_then(|count| count.low).map_or("-".to_owned(), |low| low.to_string())
    };
    let drawn = events(text).into_iter().filter(|event| event.modality.is_drawn());
    drawn
        .map(|event| {
            let (killed, injured) = (low(event.casualties.killed), low(event.casualties.injured));
            format!("{} {killed} {injured}", event.place.text)
        })
        .collect()
}

#[test]
fn sums_give_their_zeros_and_keep_their_totals() {
    for (text, expected) in [
        (
            "Drones attacked plants in several towns of Tarsin region on Tuesday. No casualties were reported.\n\nOn \
             Tuesday a drone hit a plant in Harrow. Another drone hit a plant in Velle.",
            vec!["Harrow 0 0", "Velle 0 0"],
        ),
        (
            "Missiles hit Quent on Monday. There were no casualties. The mayor said months of strikes have wrecked 300 \
             houses. About 90 schools have been damaged and 121 people killed.",
            vec!["Quent 0 0"],
        ),
        (
            "Three sailors were hurt when a missile hit a ship in Dorna on Monday. The captain was killed, and another \
             sailor was injured.",
            vec!["Dorna 1 4"],
        ),
    ] {
        assert_eq!(numbers(text), expected, "{text}");
    }
}

#[test]
fn a_number_is_parted_among_its_places() {
    for (text, expected) in [
        (
            "Shelling killed four farmers in the Tarsin region on Tuesday: two in Harrow, one in Velle and one in Quent. Nine \
             others were wounded in Harrow.",
            vec!["Harrow 2 9", "Velle 1 -", "Quent 1 -"],
        ),
        (
            "Gunmen attacked the villages of Harrow and Quent on Monday. Eight people were killed in Quent and three in \
             Harrow, residents said.",
            vec!["Harrow 3 -", "Quent 8 -"],
        ),
        (
            "Aircraft bombed a market in Harrow on Monday, where 30 people died, and rebels shelled Velle, wounding twelve.",
            vec!["Harrow 30 -", "Velle - 12"],
        ),
        (
            "The army struck Harrow and Velle on Monday. Four people were killed in Harrow. The Velle clinic received 14 \
             wounded.",
            vec!["Harrow 4 -", "Velle - 14"],
        ),
    ] {
        assert_eq!(numbers(text), expected, "{text}");
    }
}

#[test]
fn retellings_are_one_event() {
    let text = "Shelling kills two in Tarsin region\n\nTwo people died when shells hit Old Mill in the \
                Tarsin region on Tuesday. The shelling also wounded a boy.\n\n\u{201c}The army shelled Old Mill,\u{201d} \
                the mayor said.";
    let found: Vec<Event> = events(text).into_iter().filter(|event| event.modality.is_drawn()).collect();
    assert_eq!(found.len(), 1, "{:?}", drawn(text));
    assert_eq!(found[0].place.text, "Old Mill");
    assert_eq!(found[0].casualties.killed.and_then(|count| count.low), Some(2));
    assert_eq!(found[0].casualties.injured.and_then(|count| count.low), Some(1));
}

#[test]
fn long_numbers_are_read_whole() {
    for (text, injured) in [
        ("A blast in Harrow left one hundred and twelve wounded on Monday.", 112),
        ("A missile hit Harrow on Monday, leaving three hundred and twelve people injured.", 312),
        ("Shelling of Harrow on Monday wounded a hundred and five people.", 105),
    ] {
        let found = events(text);
        let count = found.iter().find_map(|event| event.casualties.injured);
        assert_eq!(count.and_then(|count| count.best), Some(injured), "{text}");
    }
}

#[test]
fn nominal_places_speakers_and_captions() {
    for (text, expected) in [
        // "the city" is the one named last, in whatever role.
        (
            "Shells hit Velle on Monday.\n\nFamilies were given shelter in Harrow.\n\nTwo people were wounded in the city \
             when a drone crashed on Tuesday.",
            vec![
                "Shelling/artillery/missile attack | Velle | 2024-03-11",
                "Air/drone strike | Harrow | 2024-03-12",
            ],
        ),
        // Those who speak in a city place nothing there.
        (
            "Missiles hit Velle on Monday, army leaders in Harrow said.",
            vec!["Shelling/artillery/missile attack | Velle | 2024-03-11"],
        ),
        (
            "Missiles hit Velle on Monday, the defence ministry in Harrow said.",
            vec!["Shelling/artillery/missile attack | Velle | 2024-03-11"],
        ),
        // The wounded lie in Harrow, they were hurt in Velle.
        (
            "Artillery shelled Velle on Monday. A man died and his son was taken to hospital in Harrow.",
            vec!["Shelling/artillery/missile attack | Velle | 2024-03-11"],
        ),
    ] {
        assert_eq!(drawn(text), expected, "{text}");
    }
}

#[test]
fn origins_and_speakers_are_no_places() {
    let text = "Rockets fired from Velle hit Harrow on Tuesday, the governor of Tarsin region said.";
    assert_eq!(drawn(text), ["Shelling/artillery/missile attack | Harrow | 2024-03-12"]);
}

#[test]
fn actors_and_weapons_are_those_of_the_verb() {
    for (text, actor, target, weapon) in [
        (
            "Two soldiers were wounded by a land mine in Velle on Monday.",
            None,
            Some("Two soldiers"),
            Some("land mine"),
        ),
        ("Gunmen kidnapped nine pupils in Dorna on Monday.", Some("Gunmen"), Some("pupils"), None),
        (
            "A man with a knife stabbed three nurses in Harrow on Monday.",
            Some("man"),
            Some("nurses"),
            Some("knife"),
        ),
        (
            "The army shelled Velle with mortars on Monday, teachers from the town said.",
            Some("army"),
            None,
            Some("mortars"),
        ),
        (
            "A car bomb exploded in Quent on Monday. The Red Dawn claimed responsibility.",
            Some("Red Dawn"),
            None,
            Some("car bomb"),
        ),
        (
            "A car bomb exploded in Quent on Monday. No group claimed responsibility.",
            None,
            None,
            Some("car bomb"),
        ),
    ] {
        let found = events(text).into_iter().find(|event| event.modality.is_drawn());
        let event = found.expect("an event");
        let named = |party: &'_ Option<Party>| party.as_ref().map(|party| party.text.clone());
        let (by, against) = (named(&event.actor1), named(&event.actor2));
        let got = (by.as_deref(), against.as_deref(), event.weapon.as_deref());
        assert_eq!(got, (actor, target, weapon), "{text}");
    }
}

#[test]
fn denials_name_who_denies() {
    for (text, denier) in [
        ("Shells hit Harrow on Monday, killing two people. The rebels denied it.", Some("rebels")),
        ("A missile hit Quent on Monday. The rebels have repeatedly denied involvement.", Some("rebels")),
        ("Shells hit Harrow on Monday. The rebels did not deny it.", None),
        ("Shells hit Harrow on Monday. The rebels denied access to doctors.", None),
    ] {
        let found = events(text).into_iter().find_map(|event| event.denied_by);
        assert_eq!(found.as_ref().map(|party| party.text.as_str()), denier, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(shelled|killed|[0-9]{1,4}|in|the|Harrow|Velle|on|Tuesday|,|\\.|and|\"|-| |\n|\\PC){0,60}") {
        for event in events(&text) {
            proptest::prop_assert!(text.get(event.trigger.start..event.trigger.end).is_some());
        }
    }
}
