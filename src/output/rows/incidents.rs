//! The fields of an incident.

use std::collections::BTreeMap;

use super::events::{count, title};
use crate::event::{Event, Incident};
use crate::output::{Cell, Geometry, Row, Texts};
use crate::report::Report;

pub fn rows(report: &Report, texts: &Texts<'_>) -> Vec<Row> {
    let events: BTreeMap<&str, &Event> =
        report.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let row = |incident| row(incident, &events, texts);
    report.incidents.iter().map(row).collect()
}

fn row(incident: &Incident, events: &BTreeMap<&str, &Event>, texts: &Texts<'_>) -> Row {
    let speaker = events.get(incident.representative.as_str()).copied();
    let position = speaker.and_then(|event| event.place.position);
    let mut cells = named(incident, speaker);
    cells.extend(additions(incident, speaker, texts));
    Row { id: incident.id.clone(), geometry: position.map_or(Geometry::None, Geometry::Point), cells }
}

fn named(incident: &Incident, speaker: Option<&Event>) -> Vec<(&'static str, Cell)> {
    let position = speaker.and_then(|event| event.place.position);
    let place = speaker.and_then(|event| event.place.place.as_ref());
    let border = speaker.and_then(|event| event.border.as_ref());
    let [killed_low, _, killed_high] = count(incident.killed);
    let [injured_low, _, injured_high] = count(incident.injured);
    vec![
        ("id", Cell::text(&incident.id)),
        ("events", Cell::words(&incident.events)),
        ("docs", Cell::words(&incident.docs)),
        ("event_type", Cell::text(incident.event_type.as_str())),
        ("date_start", incident.date_start.map_or(Cell::Null, Cell::FirstDay)),
        ("date_end", incident.date_end.map_or(Cell::Null, Cell::LastDay)),
        ("lat", Cell::maybe_degrees(position.map(|position| position.lat))),
        ("lon", Cell::maybe_degrees(position.map(|position| position.lon))),
        ("place_name", Cell::maybe_text(place.map(|place| place.name.as_str()))),
        ("killed_low", killed_low),
        ("killed_high", killed_high),
        ("injured_low", injured_low),
        ("injured_high", injured_high),
        ("disagreements", Cell::words(&incident.disagreements)),
        ("border_km", Cell::border_km(border.and_then(|border| border.km), border)),
    ]
}

fn additions(incident: &Incident, speaker: Option<&Event>, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let place = speaker.and_then(|event| event.place.place.as_ref());
    let border = speaker.and_then(|event| event.border.as_ref());
    let placed = speaker.filter(|event| event.place.position.is_some());
    let day = incident.date_start.filter(|_| incident.date_start == incident.date_end);
    let quote = speaker.map(|event| texts.words(&event.doc, event.sentence));
    vec![
        ("incident_id", Cell::text(&incident.id)),
        ("event_date", day.map_or(Cell::Null, Cell::Day)),
        ("title", Cell::text(speaker.map_or_else(|| incident.event_type.as_str().to_owned(), title))),
        ("sub_event_type", Cell::maybe_text(speaker.map(|event| event.sub_event_type.as_str()))),
        ("modality", Cell::maybe_text(speaker.map(|event| event.modality.as_str()))),
        ("place_id", Cell::maybe_text(place.map(|place| place.id.as_str()))),
        ("place_class", Cell::maybe_text(place.map(|place| place.class.as_str()))),
        ("country", Cell::maybe_text(place.and_then(|place| place.country.as_deref()))),
        ("region", Cell::maybe_text(place.and_then(|place| place.region.as_deref()))),
        ("radius_km", Cell::maybe_km(speaker.and_then(|event| event.place.radius_km))),
        ("relation", Cell::maybe_text(placed.map(|event| event.place.relation.as_str()))),
        ("geo_precision", Cell::maybe_text(placed.map(|event| event.place.precision.as_str()))),
        ("killed_best", Cell::maybe_int(incident.killed.and_then(|count| count.best))),
        ("injured_best", Cell::maybe_int(incident.injured.and_then(|count| count.best))),
        ("border_km_min", Cell::border_km(border.map(|border| border.km_min), border)),
        ("border_km_max", Cell::border_km(border.map(|border| border.km_max), border)),
        ("side", Cell::maybe_text(border.and_then(|border| border.side.as_deref()))),
        ("accounts", Cell::maybe_offset(Some(incident.events.len()))),
        ("sources", Cell::maybe_offset(Some(incident.docs.len()))),
        ("representative", Cell::text(&incident.representative)),
        ("quote", Cell::maybe_text(quote)),
        ("evidence", texts.evidence(speaker.map_or("", |event| event.doc.as_str()), &incident.evidence)),
    ]
}
