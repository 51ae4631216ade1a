//! The fields of an event.

use std::collections::BTreeSet;

use crate::event::{
    Count, DatePrecision, Event, GeoPrecision, Party, PartyKind, Qualifier, Victims, When, codes,
};
use crate::output::{Cell, Geometry, Item, Row, Texts};
use crate::report::{Report, ReportDocument};
use crate::text::Span;

pub fn rows(report: &Report, texts: &Texts<'_>) -> Vec<Row> {
    report.events.iter().map(|event| row(event, texts)).collect()
}

fn row(event: &Event, texts: &Texts<'_>) -> Row {
    let mut cells = what_and_when(event);
    cells.extend(place(event, texts));
    cells.extend(casualties(event));
    cells.extend(told(event, texts));
    cells.extend(border(event));
    cells.extend(additions(event, texts));
    cells.extend(coded(event));
    cells.extend(passages(event, texts));
    cells.extend(more_casualties(event));
    cells.extend(parties(event));
    Row {
        id: event.id.clone(),
        geometry: event.place.position.map_or(Geometry::None, Geometry::Point),
        cells,
    }
}

fn what_and_when(event: &Event) -> Vec<(&'static str, Cell)> {
    vec![
        ("doc", Cell::text(&event.doc)),
        ("id", Cell::text(&event.id)),
        ("incident", Cell::text(&event.incident)),
        ("event_type", Cell::text(event.event_type.as_str())),
        ("sub_event_type", Cell::text(event.sub_event_type.as_str())),
        ("modality", Cell::text(event.modality.as_str())),
        ("date_start", event.when.start.map_or(Cell::Null, Cell::FirstDay)),
        ("date_end", event.when.end.map_or(Cell::Null, Cell::LastDay)),
        ("date_precision", Cell::text(event.when.precision.as_str())),
        ("date_basis", Cell::text(&event.when.basis)),
    ]
}

fn place(event: &Event, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let (at, place) = (&event.place, event.place.place.as_ref());
    let [start, end, _, _] = texts.offsets(&event.doc, at.span);
    let precision = at.position.map(|_| at.precision);
    vec![
        ("place_text", Cell::text(&at.text)),
        ("place_start", start),
        ("place_end", end),
        ("place_name", Cell::maybe_text(place.map(|place| place.name.as_str()))),
        ("place_id", Cell::maybe_text(place.map(|place| place.id.as_str()))),
        ("place_class", Cell::maybe_text(place.map(|place| place.class.as_str()))),
        ("country", Cell::maybe_text(place.and_then(|place| place.country.as_deref()))),
        ("region", Cell::maybe_text(place.and_then(|place| place.region.as_deref()))),
        ("lat", Cell::maybe_degrees(at.position.map(|position| position.lat))),
        ("lon", Cell::maybe_degrees(at.position.map(|position| position.lon))),
        ("radius_km", Cell::maybe_km(at.radius_km)),
        ("relation", place.map_or(Cell::Null, |_| Cell::text(at.relation.as_str()))),
        ("geo_precision", Cell::maybe_text(precision.map(GeoPrecision::as_str))),
        ("acled_geo_precision", Cell::maybe_int(precision.and_then(GeoPrecision::acled))),
        ("ucdp_where_prec", Cell::maybe_int(precision.and_then(GeoPrecision::ucdp))),
    ]
}

fn casualties(event: &Event) -> Vec<(&'static str, Cell)> {
    let [killed_low, killed_best, killed_high] = count(event.casualties.killed);
    let [injured_low, injured_best, injured_high] = count(event.casualties.injured);
    vec![
        ("killed_low", killed_low),
        ("killed_best", killed_best),
        ("killed_high", killed_high),
        ("injured_low", injured_low),
        ("injured_best", injured_best),
        ("injured_high", injured_high),
        ("casualties_text", Cell::maybe_text(event.casualties.text.as_deref())),
    ]
}

/// How the numbers are bounded, and people who were neither killed nor injured.
fn more_casualties(event: &Event) -> Vec<(&'static str, Cell)> {
    let told = &event.casualties;
    let number = |count: Option<Count>| Cell::maybe_int(count.and_then(|c| c.best.or(c.low).or(c.high)));
    vec![
        ("killed_qualifier", Cell::maybe_text(told.killed_qualifier.map(Qualifier::as_str))),
        ("injured_qualifier", Cell::maybe_text(told.injured_qualifier.map(Qualifier::as_str))),
        ("victims", Cell::maybe_text(told.victims.map(Victims::as_str))),
        ("captured", number(told.captured)),
        ("missing", number(told.missing)),
        ("displaced", number(told.displaced)),
    ]
}

/// Whose the parties are and what they are.
fn parties(event: &Event) -> Vec<(&'static str, Cell)> {
    let side =
        |party: &Option<Party>| Cell::maybe_text(party.as_ref().and_then(|party| party.side.as_deref()));
    let kind = |party: &Option<Party>| {
        Cell::maybe_text(party.as_ref().and_then(|party| party.kind).map(PartyKind::as_str))
    };
    vec![
        ("actor1_side", side(&event.actor1)),
        ("actor1_kind", kind(&event.actor1)),
        ("actor2_side", side(&event.actor2)),
        ("actor2_kind", kind(&event.actor2)),
        ("claimed_by_side", side(&event.claimed_by)),
        ("claimed_by_standing", kind(&event.claimed_by)),
    ]
}

fn named(party: Option<&Party>) -> Cell {
    Cell::maybe_text(party.map(|party| party.text.as_str()))
}

/// Least, best and greatest figure.
pub fn count(count: Option<Count>) -> [Cell; 3] {
    let count = count.unwrap_or(Count { low: None, best: None, high: None });
    [count.low, count.best, count.high].map(Cell::maybe_int)
}

fn told(event: &Event, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let [start, end, _, _] = texts.offsets(&event.doc, Some(event.trigger));
    vec![
        ("weapon", Cell::maybe_text(event.weapon.as_deref())),
        ("actor1", named(event.actor1.as_ref())),
        ("actor2", named(event.actor2.as_ref())),
        ("claimed_by", named(event.claimed_by.as_ref())),
        ("denied_by", named(event.denied_by.as_ref())),
        ("trigger_start", start),
        ("trigger_end", end),
        ("evidence", texts.evidence(&event.doc, &event.evidence)),
        ("rule", Cell::text(&event.rule)),
        ("confidence", Cell::share(event.confidence)),
    ]
}

fn border(event: &Event) -> Vec<(&'static str, Cell)> {
    let border = event.border.as_ref();
    let nearest = border.and_then(|border| border.nearest);
    vec![
        ("border_km", Cell::border_km(border.and_then(|border| border.km), border)),
        ("border_km_min", Cell::border_km(border.map(|border| border.km_min), border)),
        ("border_km_max", Cell::border_km(border.map(|border| border.km_max), border)),
        ("border_lat", Cell::maybe_degrees(nearest.map(|point| point.lat))),
        ("border_lon", Cell::maybe_degrees(nearest.map(|point| point.lon))),
        ("border_azimuth", border.and_then(|border| border.azimuth_deg).map_or(Cell::Null, Cell::azimuth)),
        ("side", Cell::maybe_text(border.and_then(|border| border.side.as_deref()))),
    ]
}

fn additions(event: &Event, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let document = texts.document(&event.doc);
    let published = document.and_then(|document| document.published);
    let [_, _, place_byte_start, place_byte_end] = texts.offsets(&event.doc, event.place.span);
    let [_, _, trigger_byte_start, trigger_byte_end] = texts.offsets(&event.doc, Some(event.trigger));
    let [quote_start, quote_end, quote_byte_start, quote_byte_end] =
        texts.offsets(&event.doc, Some(event.sentence));
    vec![
        ("event_id", Cell::text(&event.id)),
        ("event_date", one_day(&event.when)),
        ("title", Cell::text(title(event))),
        ("place_inherited", Cell::Flag(event.place.inherited)),
        ("trigger_text", Cell::text(texts.words(&event.doc, event.trigger))),
        ("quote", Cell::text(texts.words(&event.doc, event.sentence))),
        ("quote_start", quote_start),
        ("quote_end", quote_end),
        ("doc_title", Cell::maybe_text(document.and_then(ReportDocument::headline).as_deref())),
        ("outlet", Cell::maybe_text(document.and_then(|document| document.outlet.as_deref()))),
        ("published", published.map_or(Cell::Null, |published| Cell::Day(published.date))),
        ("published_basis", Cell::maybe_text(published.map(|published| published.basis.as_str()))),
        ("language", Cell::maybe_text(document.and_then(|document| document.language.as_deref()))),
        ("place_byte_start", place_byte_start),
        ("place_byte_end", place_byte_end),
        ("trigger_byte_start", trigger_byte_start),
        ("trigger_byte_end", trigger_byte_end),
        ("quote_byte_start", quote_byte_start),
        ("quote_byte_end", quote_byte_end),
    ]
}

/// The event in the codings of the field.
fn coded(event: &Event) -> Vec<(&'static str, Cell)> {
    let kind = (event.event_type, event.sub_event_type);
    let codes = codes::of_type(kind.0, kind.1);
    vec![
        ("plover_event", Cell::maybe_text(codes.plover_event)),
        ("plover_mode", Cell::maybe_text(codes.plover_mode)),
        ("cameo", Cell::maybe_text(codes.cameo)),
        ("ucdp_type_of_violence", Cell::maybe_text(codes::ucdp_violence(kind, &event.casualties))),
        ("acled_time_precision", Cell::maybe_int(event.when.precision.acled())),
        ("ucdp_date_prec", Cell::maybe_int(event.when.precision.ucdp())),
    ]
}

/// Where the words of the date and the numbers stand, and every passage with its rule.
fn passages(event: &Event, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let numbers = event.evidence.iter().find(|reason| is_number(&reason.rule));
    let [date_start, date_end, date_byte_start, date_byte_end] = texts.offsets(&event.doc, event.when.span);
    let [start, end, byte_start, byte_end] =
        texts.offsets(&event.doc, numbers.and_then(|reason| reason.span));
    vec![
        ("date_basis_start", date_start),
        ("date_basis_end", date_end),
        ("date_basis_byte_start", date_byte_start),
        ("date_basis_byte_end", date_byte_end),
        ("casualties_start", start),
        ("casualties_end", end),
        ("casualties_byte_start", byte_start),
        ("casualties_byte_end", byte_end),
        ("detail", detail(event)),
    ]
}

fn is_number(rule: &str) -> bool {
    rule.starts_with("casualty.")
}

/// What each passage told, by which rule: the trigger, the place, the date, the numbers, all else.
fn detail(event: &Event) -> Cell {
    let mut told: Vec<(&'static str, Option<&str>, Span)> = Vec::new();
    let rule_at = |span: Span, event: &'_ Event| {
        event.evidence.iter().position(|reason| reason.span == Some(span) && !is_number(&reason.rule))
    };
    told.push(("event", Some(&event.rule), event.trigger));
    for (of, span) in [("place", event.place.span), ("date", event.when.span)] {
        let Some(span) = span else { continue };
        let rule = rule_at(span, event).and_then(|at| event.evidence.get(at));
        told.push((of, rule.map(|reason| &*reason.rule), span));
    }
    let mut known: BTreeSet<(usize, usize)> =
        told.iter().map(|(_, _, span)| (span.start, span.end)).collect();
    for reason in &event.evidence {
        let Some(span) = reason.span else { continue };
        let of = if is_number(&reason.rule) { "casualties" } else { "reason" };
        if known.insert((span.start, span.end)) {
            told.push((of, Some(&reason.rule), span));
        }
    }
    let item = |(of, rule, span): (&'static str, Option<&str>, Span)| {
        let fields = vec![
            ("of", Cell::text(of)),
            ("rule", Cell::maybe_text(rule)),
            ("byte_start", Cell::maybe_offset(Some(span.start))),
            ("byte_end", Cell::maybe_offset(Some(span.end))),
        ];
        Item { fields, words: of.to_owned() }
    };
    Cell::Detail(told.into_iter().map(item).collect())
}

/// The day, where one day is known; a period has none.
fn one_day(when: &When) -> Cell {
    let day = when.start.filter(|_| when.precision == DatePrecision::Day && when.start == when.end);
    day.map_or(Cell::Null, Cell::Day)
}

/// A short label: what, and the place as written where no layer knows it.
pub fn title(event: &Event) -> String {
    let place = event.place.place.as_ref().map_or(event.place.text.as_str(), |place| place.name.as_str());
    if place.is_empty() {
        event.sub_event_type.as_str().to_owned()
    } else {
        format!("{}, {place}", event.sub_event_type.as_str())
    }
}
