//! How long the joining of reports takes: `merge_speed [EVENTS]` (default 100000), made-up events of one year, spread and crowded.

use std::time::Instant;

#[path = "synthetic/dice.rs"]
mod dice;

use dice::Dice;
use eventmap::event::{
    Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Modality, Relation,
    SubEventType, When, merge,
};
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::LonLat;
use eventmap::text::{Prose, Span};
use jiff::ToSpan;
use jiff::civil::date;
const THINGS: [&str; 40] = [
    "market",
    "school",
    "bus",
    "bridge",
    "silo",
    "clinic",
    "farm",
    "mill",
    "depot",
    "warehouse",
    "church",
    "museum",
    "tractor",
    "ambulance",
    "pier",
    "ferry",
    "kiosk",
    "stadium",
    "dormitory",
    "bakery",
    "pharmacy",
    "garage",
    "greenhouse",
    "substation",
    "boiler",
    "library",
    "orchard",
    "well",
    "pumping",
    "barracks",
    "hangar",
    "runway",
    "convoy",
    "checkpoint",
    "tower",
    "kindergarten",
    "cinema",
    "cafe",
    "hostel",
    "cottage",
];

fn place(number: u64, dice: &mut Dice) -> Place {
    Place {
        id: format!("made-up:{number}"),
        name: format!("Place {number}"),
        local_name: None,
        class: PlaceClass::Settlement,
        position: LonLat {
            lon: 30.0 + dice.below(10_000) as f64 / 1000.0,
            lat: 46.0 + dice.below(6_000) as f64 / 1000.0,
        },
        radius_km: 2.0,
        population: None,
        country: Some("XX".to_owned()),
        region: Some(format!("Region {}", number % 25)),
        region_id: Some(format!("made-up:region:{}", number % 25)),
        district: None,
        layer: "made-up".to_owned(),
        code: None,
        geonameid: None,
    }
}

fn event(number: usize, place: &Place, day: u64, text: &str, dice: &mut Dice) -> Event {
    let day = date(2023, 1, 1).checked_add(i64::try_from(day).unwrap_or(0).days()).ok();
    let mut count = |least: u64| (dice.below(3) == 0).then(|| Count::exactly((least + dice.below(9)) as u32));
    Event {
        id: format!("d{number}-e0"),
        doc: format!("d{number}"),
        incident: String::new(),
        event_type: EventType::Explosions,
        sub_event_type: SubEventType::ShellingArtilleryMissile,
        modality: Modality::Happened,
        when: When { start: day, end: day, precision: DatePrecision::Day, basis: String::new(), span: None },
        place: EventPlace {
            text: place.name.clone(),
            span: None,
            relation: Relation::In,
            position: Some(place.position),
            radius_km: Some(place.radius_km),
            precision: GeoPrecision::Settlement,
            inherited: false,
            place: Some(place.clone()),
        },
        casualties: Casualties { killed: count(0), injured: count(1), ..Casualties::default() },
        weapon: None,
        actor1: None,
        actor2: None,
        claimed_by: None,
        denied_by: None,
        trigger: Span::new(0, 6),
        sentence: Span::new(0, text.len()),
        rule: "made-up".to_owned(),
        confidence: 0.5,
        evidence: Vec::new(),
        border: None,
    }
}

fn main() {
    use std::io::Write as _;
    let most: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    for (name, places, days) in [
        ("spread", 2_000, 365),
        ("ten places", 10, 365),
        ("one place, a month", 1, 30),
        ("one place and day", 1, 1),
    ] {
        for n in [most / 4, most / 2, most] {
            let mut dice = Dice(7);
            let places: Vec<Place> = (0..places).map(|number| place(number, &mut dice)).collect();
            let (mut events, mut notes) = (Vec::new(), Vec::new());
            for number in 0..n {
                let mut thing = || THINGS[dice.below(40) as usize];
                let text = format!("Shells hit a {} and a {} beside the {}.", thing(), thing(), thing());
                let at = dice.below(places.len() as u64) as usize;
                let day = dice.below(days);
                let event = event(number, &places[at], day, &text, &mut dice);
                notes.extend(merge::notes(&text, &Prose::read(&text), std::slice::from_ref(&event)));
                events.push(event);
            }
            let start = Instant::now();
            let incidents = merge::merge(&mut events, &notes, &merge::Published::new());
            let line = format!("{name}: {n} events, {} incidents, {:.2?}", incidents.len(), start.elapsed());
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
}
