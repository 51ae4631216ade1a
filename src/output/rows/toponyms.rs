//! The fields of a toponym.

use std::collections::BTreeSet;

use crate::output::{Cell, Geometry, Item, Row, Texts};
use crate::report::ReportDocument;
use crate::toponym::{MentionKind, RunnerUp, Toponym, Use};

pub fn rows(documents: &[ReportDocument], texts: &Texts<'_>) -> Vec<Row> {
    documents.iter().flat_map(|document| document_rows(document, texts)).collect()
}

/// The rows of one document, made one by one: with all rivals and reasons they take kilobytes each.
pub fn document_rows<'r>(
    document: &'r ReportDocument,
    texts: &'r Texts<'_>,
) -> impl Iterator<Item = Row> + 'r {
    let mut taken = BTreeSet::new();
    document.toponyms.iter().enumerate().map(move |(number, toponym)| {
        let span = (toponym.span.start, toponym.span.end);
        let base = format!("{}#t{}-{}", document.id, span.0, span.1);
        // "Krasny and Bely districts" can read one word as part of two names.
        let id = if taken.insert(span) { base } else { format!("{base}-{number}") };
        row(document, toponym, id, texts)
    })
}

fn row(document: &ReportDocument, toponym: &Toponym, id: String, texts: &Texts<'_>) -> Row {
    let place = toponym.place.as_ref();
    let [start, end, byte_start, byte_end] = texts.offsets(&document.id, Some(toponym.span));
    let cells = vec![
        ("doc", Cell::text(&document.id)),
        ("id", Cell::text(&id)),
        ("text", Cell::text(&toponym.text)),
        ("start", start),
        ("end", end),
        ("byte_start", byte_start),
        ("byte_end", byte_end),
        ("kind", Cell::text(kind(toponym.kind))),
        ("use", Cell::text(usage(toponym.usage))),
        ("name", Cell::maybe_text(place.map(|place| place.name.as_str()))),
        ("place_id", Cell::maybe_text(place.map(|place| place.id.as_str()))),
        ("geonameid", Cell::maybe_int(place.and_then(|place| place.geonameid))),
        ("class", Cell::maybe_text(place.map(|place| place.class.as_str()))),
        ("country", Cell::maybe_text(place.and_then(|place| place.country.as_deref()))),
        ("region", Cell::maybe_text(place.and_then(|place| place.region.as_deref()))),
        ("lat", Cell::maybe_degrees(place.map(|place| place.position.lat))),
        ("lon", Cell::maybe_degrees(place.map(|place| place.position.lon))),
        ("radius_km", Cell::maybe_km(place.map(|place| place.radius_km))),
        ("confidence", Cell::share(toponym.confidence)),
        ("runners_up", Cell::List(toponym.runners_up.iter().map(runner_up).collect())),
        ("evidence", texts.evidence(&document.id, &toponym.evidence)),
        ("toponym_id", Cell::text(&id)),
        ("phrase", Cell::text(texts.words(&document.id, toponym.phrase))),
        ("local_name", Cell::maybe_text(place.and_then(|place| place.local_name.as_deref()))),
        ("layer", Cell::maybe_text(place.map(|place| place.layer.as_str()))),
    ];
    Row { id, geometry: place.map_or(Geometry::None, |place| Geometry::Point(place.position)), cells }
}

/// The word used in every output.
pub fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::DistrictForm => "district form",
        MentionKind::AdjectiveForm => "adjective form",
        MentionKind::ShortForm => "short form",
    }
}

/// The word used in every output.
pub fn usage(usage: Use) -> &'static str {
    match usage {
        Use::Literal => "literal",
        Use::Metonym => "metonym",
        Use::Associative => "associative",
    }
}

fn runner_up(rival: &RunnerUp) -> Item {
    let place = &rival.place;
    let fields = vec![
        ("place_id", Cell::text(&*place.id)),
        ("name", Cell::text(&*place.name)),
        ("class", Cell::text(place.class.as_str())),
        ("country", Cell::maybe_text(place.country.as_deref())),
        ("region", Cell::maybe_text(place.region.as_deref())),
        ("lat", Cell::Real(place.position.lat, 5)),
        ("lon", Cell::Real(place.position.lon, 5)),
        ("confidence", Cell::share(rival.confidence)),
    ];
    let within: Vec<&str> =
        [place.region.as_deref(), place.country.as_deref()].into_iter().flatten().collect();
    let within = if within.is_empty() { String::new() } else { format!(" ({})", within.join(", ")) };
    Item { fields, words: format!("{}{within} {:.3}", place.name, rival.confidence) }
}
