//! Joining of reports, on made-up events.

use super::*;
use crate::event::{
    Casualties, Count, DatePrecision, EventPlace, EventType, GeoPrecision, Modality, Relation, SubEventType,
    When,
};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::{Prose, Span};

fn place(id: &str, class: PlaceClass, lon: f64, lat: f64) -> Place {
    Place {
        id: id.into(),
        name: id.into(),
        local_name: None,
        class,
        position: LonLat { lon, lat },
        radius_km: 2.0,
        population: None,
        country: Some("UA".into()),
        region: Some("Sumy Oblast".into()),
        region_id: Some("sumy".into()),
        district: None,
        layer: "test".into(),
        code: None,
        geonameid: None,
    }
}

/// An event of `doc` whose trigger is the word "shelling" in that document's text.
fn event(doc: &str, text: &str, place: Place, day: &str) -> Event {
    let at = text.find("shelling").expect("the test text holds the trigger");
    let date = day.parse().expect("a date");
    let areal = place.class.is_areal();
    Event {
        id: format!("ev-{doc}-{at}"),
        doc: doc.into(),
        incident: String::new(),
        event_type: EventType::Explosions,
        sub_event_type: SubEventType::ShellingArtilleryMissile,
        modality: Modality::Happened,
        when: When {
            start: Some(date),
            end: Some(date),
            precision: DatePrecision::Day,
            basis: "test".into(),
            span: None,
        },
        place: EventPlace {
            position: Some(place.position),
            text: place.name.clone(),
            span: None,
            relation: if areal { Relation::Region } else { Relation::In },
            radius_km: Some(place.radius_km),
            precision: if areal { GeoPrecision::Region } else { GeoPrecision::Settlement },
            inherited: false,
            place: Some(place),
        },
        casualties: Casualties::default(),
        weapon: None,
        actor1: None,
        actor2: None,
        claimed_by: None,
        denied_by: None,
        trigger: Span::new(at, at + 8),
        sentence: Span::new(0, text.len()),
        rule: "test".into(),
        confidence: 0.5,
        evidence: vec![],
        border: None,
    }
}

fn killed(mut event: Event, n: u32) -> Event {
    event.casualties.killed = Some(Count::exactly(n));
    event
}

fn groups(events: &[Event], texts: &[(&str, &str)]) -> Vec<Vec<String>> {
    let mut events = events.to_vec();
    joined(&mut events, texts).into_iter().map(|incident| incident.events).collect()
}

/// The incidents of events whose documents came out on no known day.
fn joined(events: &mut [Event], texts: &[(&str, &str)]) -> Vec<Incident> {
    let text_of: BTreeMap<&str, &str> = texts.iter().copied().collect();
    let notes: Vec<Note> = events
        .iter()
        .flat_map(|event| {
            let text = text_of[event.doc.as_str()];
            notes(text, &Prose::read(text), std::slice::from_ref(event))
        })
        .collect();
    merge(events, &notes, &Published::new())
}

const BUS: &str = "The shelling hit a bus with pensioners on the bridge.";
const OTHER_BUS: &str = "After shelling a bus carrying pensioners burned on a bridge.";
const PLAIN: &str = "There was shelling in the morning, the governor said.";

fn krasnopillia() -> Place {
    place("krasnopillia", PlaceClass::Settlement, 35.25, 50.77)
}

fn uhroidy() -> Place {
    place("uhroidy", PlaceClass::Settlement, 35.27, 50.88)
}

#[test]
fn two_articles_on_one_village_and_day_are_one_incident() {
    let events =
        [event("a", PLAIN, krasnopillia(), "2024-03-05"), event("b", BUS, krasnopillia(), "2024-03-05")];
    assert_eq!(groups(&events, &[("a", PLAIN), ("b", BUS)]).len(), 1);
}

#[test]
fn another_week_another_incident() {
    let events =
        [event("a", PLAIN, krasnopillia(), "2024-03-05"), event("b", BUS, krasnopillia(), "2024-03-12")];
    assert_eq!(groups(&events, &[("a", PLAIN), ("b", BUS)]).len(), 2);
}

#[test]
fn equal_deaths_in_two_villages_are_two_incidents() {
    let events = [
        killed(event("a", PLAIN, krasnopillia(), "2024-03-05"), 2),
        killed(event("b", PLAIN, uhroidy(), "2024-03-05"), 2),
    ];
    assert_eq!(groups(&events, &[("a", PLAIN), ("b", PLAIN)]).len(), 2);
}

#[test]
fn rival_places_join_when_the_particulars_are_the_same() {
    let events = [
        killed(event("a", BUS, krasnopillia(), "2024-03-05"), 2),
        killed(event("b", OTHER_BUS, uhroidy(), "2024-03-05"), 2),
    ];
    let mut told = events.to_vec();
    let incidents = joined(&mut told, &[("a", BUS), ("b", OTHER_BUS)]);
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0].disagreements, ["place: krasnopillia (a); uhroidy (b)"]);
    assert_eq!(told[0].incident, incidents[0].id);
    assert_eq!(told[1].incident, incidents[0].id);
}

#[test]
fn two_events_of_one_document_never_join() {
    let text = "There was shelling at dawn. Then shelling at dusk.";
    let first = event("a", text, krasnopillia(), "2024-03-05");
    let mut second = first.clone();
    second.id = "ev-a-99".into();
    second.trigger = Span::new(33, 41);
    let third = event("b", PLAIN, krasnopillia(), "2024-03-05");
    assert_eq!(groups(&[first, second, third], &[("a", text), ("b", PLAIN)]).len(), 2);
}

#[test]
fn what_is_denied_joins_nothing() {
    let mut denied = event("a", PLAIN, krasnopillia(), "2024-03-05");
    denied.modality = Modality::Denied;
    let found = groups(&[denied, event("b", BUS, krasnopillia(), "2024-03-05")], &[("a", PLAIN), ("b", BUS)]);
    assert_eq!(found, [vec!["ev-b-4".to_owned()]]);
}

#[test]
fn the_order_of_the_input_changes_nothing() {
    let texts = [("a", BUS), ("b", OTHER_BUS), ("c", PLAIN)];
    let mut events = vec![
        killed(event("a", BUS, krasnopillia(), "2024-03-05"), 2),
        killed(event("b", OTHER_BUS, uhroidy(), "2024-03-05"), 2),
        event("c", PLAIN, uhroidy(), "2024-03-05"),
    ];
    let forward = groups(&events, &texts);
    events.reverse();
    assert_eq!(groups(&events, &texts), forward);
}

#[test]
fn a_region_wide_report_joins_only_with_more_than_the_day() {
    let region = || place("sumy", PlaceClass::Region, 34.0, 51.0);
    let plain = [event("a", PLAIN, region(), "2024-03-05"), event("b", PLAIN, region(), "2024-03-05")];
    assert_eq!(groups(&plain, &[("a", PLAIN), ("b", PLAIN)]).len(), 2);
    let counted = [
        killed(event("a", BUS, region(), "2024-03-05"), 4),
        killed(event("b", OTHER_BUS, region(), "2024-03-05"), 4),
    ];
    assert_eq!(groups(&counted, &[("a", BUS), ("b", OTHER_BUS)]).len(), 1);
}

#[test]
fn a_weekday_without_a_date_joins_only_on_particulars() {
    let dateless = |weekday: &str, text: &str| {
        let mut event = killed(event("b", text, krasnopillia(), "2024-03-05"), 2);
        event.when = When::unknown();
        event.when.basis = format!("on {weekday}");
        event
    };
    let dated = || killed(event("a", BUS, uhroidy(), "2024-03-05"), 2);
    let texts = [("a", BUS), ("b", OTHER_BUS)];
    // 5 March 2024 was a Tuesday.
    for (weekday, text, incidents) in
        [("Tuesday", OTHER_BUS, 1), ("Wednesday", OTHER_BUS, 2), ("Tuesday", PLAIN, 2)]
    {
        let found = groups(&[dated(), dateless(weekday, text)], &[texts[0], ("b", text)]);
        assert_eq!(found.len(), incidents, "{weekday}: {text}");
    }
}
