//! The fields of an area: where an event lies that is known only by its district, region, area, country or sea.

use std::collections::BTreeMap;

use super::events::title;
use crate::event::Event;
use crate::output::extent::{self, Extent};
use crate::output::{Cell, Geometry, Row, Texts};
use crate::report::{Report, ReportDocument};

/// One area for each event that is drawn and has no exact place.
pub fn rows(report: &Report, texts: &Texts<'_>) -> Vec<Row> {
    // Many events of one region have one outline, which is made once.
    let mut known: BTreeMap<&str, Geometry> = BTreeMap::new();
    let areal = report.events.iter().filter(|event| event.place.precision.is_areal());
    areal
        .filter(|event| report.shown.holds(event.modality))
        .filter_map(|event| {
            let (shape, geometry) = match extent::extent(&event.place)? {
                Extent::Circle => ("circle", extent::area(&event.place)),
                Extent::Outline(code) => {
                    let geometry = known.entry(code).or_insert_with(|| extent::area(&event.place));
                    ("outline", geometry.clone())
                }
            };
            (geometry != Geometry::None).then(|| row(event, shape, geometry, texts))
        })
        .collect()
}

fn row(event: &Event, shape: &str, geometry: Geometry, texts: &Texts<'_>) -> Row {
    let id = format!("{}-area", event.id);
    let day = event.when.start.filter(|_| event.when.start == event.when.end);
    let (at, border) = (&event.place, event.border.as_ref());
    let place = at.place.as_ref();
    let document = texts.document(&event.doc);
    let cells = vec![
        ("doc", Cell::text(&event.doc)),
        ("id", Cell::text(&id)),
        ("event", Cell::text(&event.id)),
        ("title", Cell::text(title(event))),
        ("event_type", Cell::text(event.event_type.as_str())),
        ("sub_event_type", Cell::text(event.sub_event_type.as_str())),
        ("modality", Cell::text(event.modality.as_str())),
        ("place_name", Cell::maybe_text(place.map(|place| place.name.as_str()))),
        ("place_id", Cell::maybe_text(place.map(|place| place.id.as_str()))),
        ("geo_precision", Cell::text(at.precision.as_str())),
        ("shape", Cell::text(shape)),
        ("lat", Cell::maybe_degrees(at.position.map(|position| position.lat))),
        ("lon", Cell::maybe_degrees(at.position.map(|position| position.lon))),
        ("radius_km", Cell::maybe_km(at.radius_km)),
        ("date_start", event.when.start.map_or(Cell::Null, Cell::FirstDay)),
        ("date_end", event.when.end.map_or(Cell::Null, Cell::LastDay)),
        ("event_date", day.map_or(Cell::Null, Cell::Day)),
        ("border_km_min", Cell::border_km(border.map(|border| border.km_min), border)),
        ("border_km_max", Cell::border_km(border.map(|border| border.km_max), border)),
        ("confidence", Cell::share(event.confidence)),
        ("doc_title", Cell::maybe_text(document.and_then(ReportDocument::headline).as_deref())),
    ];
    Row { id, geometry, cells }
}
