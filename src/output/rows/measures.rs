//! The fields of a measuring line: from an event to the nearest point of the border.

use super::events::title;
use crate::event::Event;
use crate::output::{Cell, Geometry, Row, Texts};
use crate::report::{Report, ReportDocument};

/// One line for each event that is drawn and whose distance from the border is one number.
pub fn rows(report: &Report, texts: &Texts<'_>) -> Vec<Row> {
    report.events.iter().filter_map(|event| row(report, event, texts)).collect()
}

fn row(report: &Report, event: &Event, texts: &Texts<'_>) -> Option<Row> {
    let border = event.border.as_ref()?;
    let (from, to, km) = (event.place.position?, border.nearest?, border.km?);
    if !report.shown.holds(event.modality) {
        return None;
    }
    let id = format!("{}-border", event.id);
    let day = event.when.start.filter(|_| event.when.start == event.when.end);
    let place = event.place.place.as_ref();
    let document = texts.document(&event.doc);
    let cells = vec![
        ("doc", Cell::text(&event.doc)),
        ("id", Cell::text(&id)),
        ("event", Cell::text(&event.id)),
        ("title", Cell::text(title(event))),
        ("event_type", Cell::text(event.event_type.as_str())),
        ("place_name", Cell::maybe_text(place.map(|place| place.name.as_str()))),
        ("date_start", event.when.start.map_or(Cell::Null, Cell::FirstDay)),
        ("date_end", event.when.end.map_or(Cell::Null, Cell::LastDay)),
        ("event_date", day.map_or(Cell::Null, Cell::Day)),
        ("border_km", Cell::border_km(Some(km), Some(border))),
        ("border_km_min", Cell::border_km(Some(border.km_min), Some(border))),
        ("border_km_max", Cell::border_km(Some(border.km_max), Some(border))),
        ("border_azimuth", border.azimuth_deg.map_or(Cell::Null, Cell::azimuth)),
        ("side", Cell::maybe_text(border.side.as_deref())),
        ("doc_title", Cell::maybe_text(document.and_then(ReportDocument::headline).as_deref())),
    ];
    Some(Row { id, geometry: Geometry::Line(from, to), cells })
}
