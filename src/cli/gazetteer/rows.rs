//! What `gazetteer search` prints: one place a line or two, a row, a feature.

use eventmap::gazetteer::{Gazetteer, Hit, Place};
use eventmap::geodesy::compass;
use eventmap::output::{Cell, Geometry, Row, feature_collection, km_in_words};

use crate::cli::geocode::within;
use crate::cli::terminal::Paint;

/// Two lines a place, as `geocode` prints it, with distance and direction.
pub fn text(gazetteer: &Gazetteer, hits: &[Hit], paint: Paint) -> String {
    hits.iter().map(|hit| lines(&gazetteer.place(hit.key), hit, paint)).collect()
}

fn lines(place: &Place, hit: &Hit, paint: Paint) -> String {
    let local = place.local_name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
    let within = within(place);
    let within = if within.is_empty() { String::new() } else { format!(" in {within}") };
    let population = place.population.map(|n| format!(", population {n}")).unwrap_or_default();
    let away = match (hit.distance_km, hit.azimuth_deg.and_then(compass::letters)) {
        (Some(km), Some(letters)) if km > 0.0 => format!(", {} {letters}", km_in_words(km)),
        (Some(km), _) => format!(", {}", km_in_words(km)),
        _ => String::new(),
    };
    let why = match &hit.name {
        Some((name, kind, 0)) => format!(" [{}: {name}]", kind.as_str()),
        Some((name, kind, edits)) => format!(" [{}: {name}, {edits} off]", kind.as_str()),
        None => String::new(),
    };
    format!(
        "{}{local}: {}{within}\n  {:.5},{:.5}{away}{population}  {}\n",
        paint.bold(&place.name),
        place.class.as_str(),
        place.position.lat,
        place.position.lon,
        paint.faint(&format!("{}{why}", place.id)),
    )
}

/// One JSON object a line.
pub fn jsonl(gazetteer: &Gazetteer, hits: &[Hit]) -> String {
    let line = |row: Row| format!("{}\n", serde_json::Value::Object(row.to_json()));
    hits.iter().map(|hit| line(row(gazetteer, hit))).collect()
}

/// A `FeatureCollection` of points.
pub fn geojson(gazetteer: &Gazetteer, hits: &[Hit]) -> String {
    let rows: Vec<Row> = hits.iter().map(|hit| row(gazetteer, hit)).collect();
    feature_collection("places", &rows)
}

/// A head and one line a place, after RFC 4180 but for its line ends.
pub fn csv(gazetteer: &Gazetteer, hits: &[Hit]) -> String {
    let mut out = String::new();
    for hit in hits {
        let row = row(gazetteer, hit);
        if out.is_empty() {
            out.push_str(&row.cells.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(","));
            out.push('\n');
        }
        let cells: Vec<String> = row.cells.iter().map(|(_, value)| cell(value)).collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

fn cell(value: &Cell) -> String {
    let words = match value.to_json() {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(words) => words,
        other => other.to_string(),
    };
    if words.contains([',', '"', '\n', '\r']) { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
}

fn row(gazetteer: &Gazetteer, hit: &Hit) -> Row {
    let place = gazetteer.place(hit.key);
    let name = hit.name.as_ref();
    let whole = |number: u64| i64::try_from(number).ok();
    Row {
        id: place.id.clone(),
        geometry: Geometry::Point(place.position),
        cells: vec![
            ("name", Cell::text(place.name)),
            ("local_name", Cell::maybe_text(place.local_name.as_deref())),
            ("place_id", Cell::text(place.id)),
            ("geonameid", Cell::maybe_int(place.geonameid)),
            ("class", Cell::text(place.class.as_str())),
            ("country", Cell::maybe_text(place.country.as_deref())),
            ("region", Cell::maybe_text(place.region.as_deref())),
            ("district", Cell::maybe_text(place.district.as_deref())),
            ("code", Cell::maybe_text(place.code.as_deref())),
            ("lat", Cell::maybe_degrees(Some(place.position.lat))),
            ("lon", Cell::maybe_degrees(Some(place.position.lon))),
            ("radius_km", Cell::maybe_km(Some(place.radius_km))),
            ("population", Cell::maybe_int(place.population.and_then(whole))),
            ("layer", Cell::text(place.layer)),
            ("match", Cell::maybe_text(name.map(|(_, kind, _)| kind.as_str()))),
            ("matched_name", Cell::maybe_text(name.map(|(name, _, _)| name.as_str()))),
            ("edits", Cell::maybe_offset(name.map(|(_, _, edits)| *edits))),
            ("distance_km", Cell::maybe_km(hit.distance_km)),
            ("azimuth", hit.azimuth_deg.map_or(Cell::Null, Cell::azimuth)),
            ("direction", Cell::maybe_text(hit.azimuth_deg.and_then(compass::letters))),
        ],
    }
}
