//! `distance --points` where input or output is GeoJSON: the whole of it in memory, in the order of the input.

use std::io::Read as _;
use std::path::Path;

use eventmap::geodesy::{LonLat, Nearest, compass};
use eventmap::output::MEASURED;
use eventmap::{Error, Result};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::super::terminal::visible;
use super::cells::{self, Records};
use super::meter::Meter;
use super::points::{Plan, Tally, bad_row, check, header_columns, is_geojson, open};

/// One row: where it stands in the input, its position or what is wrong, and its other members.
struct Row {
    number: usize,
    position: std::result::Result<LonLat, String>,
    feature: Map<String, Value>,
}

/// Reads all points, measures them and writes the form that the name of the output asks for.
pub fn run(plan: &Plan<'_>, meter: &Meter<'_>, tally: &mut Tally) -> Result<String> {
    let (mut input, _) = open(plan.points)?;
    let mut bytes = Vec::new();
    let failed = |source| Error::Io { action: "read", path: plan.points.to_owned(), source };
    input.read_to_end(&mut bytes).map_err(failed)?;
    let mut rows =
        if is_geojson(plan.points) { from_geojson(plan.points, &bytes)? } else { from_table(plan, &bytes)? };
    rows.par_chunks_mut(TOGETHER).for_each(|rows| add_all(rows, meter));
    tally.rows += rows.len();
    for row in &rows {
        if let Err(problem) = &row.position {
            tally.bad(&bad_row(plan.points, row.number, problem.clone()));
        }
    }
    let table = plan.out.is_some_and(|path| !is_geojson(path));
    Ok(if table { to_table(&rows) } else { to_geojson(rows) })
}

fn from_geojson(path: &Path, bytes: &[u8]) -> Result<Vec<Row>> {
    let bad = |problem: String| Error::BadFile { path: path.to_owned(), problem };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(text)
        .map_err(|error| bad(format!("expected GeoJSON points, found no JSON: {error}")))?;
    let features = match value {
        Value::Object(mut object) if object.get("type") == Some(&json!("FeatureCollection")) => {
            match object.remove("features") {
                Some(Value::Array(features)) => features,
                _ => return Err(bad("expected a list \"features\", found none".to_owned())),
            }
        }
        other => vec![other],
    };
    let rows = features.into_iter().enumerate().map(|(at, value)| {
        let mut feature = match value {
            Value::Object(object) if object.get("type") == Some(&json!("Feature")) => object,
            geometry @ Value::Object(_) => Map::from_iter([("geometry".to_owned(), geometry)]),
            _ => Map::new(),
        };
        feature.insert("type".to_owned(), json!("Feature"));
        if !feature.get("properties").is_some_and(Value::is_object) {
            feature.insert("properties".to_owned(), json!({}));
        }
        let position = point(feature.get("geometry")).and_then(check);
        Row { number: at + 1, position: position.map_err(|problem| format!("feature: {problem}")), feature }
    });
    Ok(rows.collect())
}

fn point(geometry: Option<&Value>) -> std::result::Result<LonLat, String> {
    let kind = geometry.and_then(|geometry| geometry.get("type")).and_then(Value::as_str).unwrap_or("none");
    if kind != "Point" {
        return Err(format!("expected a Point, found {kind}"));
    }
    let numbers = geometry.and_then(|geometry| geometry.get("coordinates"));
    let number = |i: usize| numbers.and_then(|numbers| numbers.get(i)).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat)),
        _ => Err("expected coordinates [longitude, latitude]".to_owned()),
    }
}

fn from_table(plan: &Plan<'_>, bytes: &[u8]) -> Result<Vec<Row>> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = Records::new(text, 1);
    let Some(header) = records.next() else {
        return Err(bad_row(
            plan.points,
            1,
            "expected a header with columns lon and lat, found nothing".to_owned(),
        ));
    };
    let columns = header_columns(plan, header.bytes)?;
    let rows = records.map(|record| {
        let mut properties = Map::new();
        let mut degrees = [None, None];
        let mut found = Vec::new();
        let count = cells::cells(record.bytes, columns.delimiter, |number, cell| {
            let text = cells::plain(cell);
            for (place, column) in [columns.lon, columns.lat].into_iter().enumerate() {
                if number == column {
                    degrees[place] = text.trim().parse::<f64>().ok();
                    found.push(text.clone());
                }
            }
            if let Some(name) =
                columns.names.get(number).filter(|_| number != columns.lon && number != columns.lat)
            {
                properties.insert(name.clone(), json!(text));
            }
        });
        let wanted = columns.names.len();
        let position = match degrees {
            _ if count != wanted => Err(format!("expected {wanted} cells as in the header, found {count}")),
            [Some(lon), Some(lat)] => check(LonLat::new(lon, lat)),
            _ => Err(format!("expected degrees, found '{}'", visible(&found.join("', '")))),
        };
        let mut feature = Map::new();
        feature.insert("type".to_owned(), json!("Feature"));
        feature.insert("properties".to_owned(), Value::Object(properties));
        let geometry =
            position.as_ref().ok().map(|p| json!({ "type": "Point", "coordinates": [p.lon, p.lat] }));
        feature.insert("geometry".to_owned(), geometry.unwrap_or(Value::Null));
        Row { number: record.line, position, feature }
    });
    Ok(rows.collect())
}

/// Rows that one thread measures together.
const TOGETHER: usize = 16_384;

fn add_all(rows: &mut [Row], meter: &Meter<'_>) {
    let points: Vec<LonLat> = rows.iter().filter_map(|row| row.position.as_ref().ok().copied()).collect();
    let mut measured = meter.measure_all(&points).into_iter();
    for row in rows {
        let found = row.position.as_ref().ok().and_then(|&p| Some((p, measured.next()??)));
        add(row, found, meter);
    }
}

/// Adds the five properties; null where the position is none.
fn add(row: &mut Row, found: Option<(LonLat, Nearest)>, meter: &Meter<'_>) {
    let Some(Value::Object(properties)) = row.feature.get_mut("properties") else { return };
    let (of_metres, of_degrees) = meter.decimals();
    let round = |value: f64, decimals: u32| {
        let unit = f64::from(10_u32.pow(decimals));
        (value * unit).round() / unit
    };
    let values = match &found {
        Some((p, nearest)) => [
            json!(round(nearest.metres, of_metres)),
            json!(round(nearest.point.lon, of_degrees)),
            json!(round(nearest.point.lat, of_degrees)),
            json!(compass::rounded_deg(nearest.azimuth_deg, 3)),
            json!(Some(meter.side(*p, nearest)).filter(|side| !side.is_empty())),
        ],
        None => [const { Value::Null }; 5],
    };
    properties.extend(MEASURED.iter().map(|name| (*name).to_owned()).zip(values));
}

fn to_geojson(rows: Vec<Row>) -> String {
    let lines: Vec<String> = rows.into_iter().map(|row| Value::Object(row.feature).to_string()).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn to_table(rows: &[Row]) -> String {
    let properties = |row: &Row| row.feature.get("properties").and_then(Value::as_object).cloned();
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        for name in properties(row).iter().flat_map(Map::keys) {
            if !names.contains(name) && !MEASURED.contains(&name.as_str()) {
                names.push(name.clone());
            }
        }
    }
    let comma = b',';
    let added = MEASURED.iter().map(|name| (*name).to_owned());
    let all: Vec<String> = ["lon", "lat"].into_iter().map(str::to_owned).chain(names).chain(added).collect();
    let head: Vec<String> = all.iter().map(|name| cells::quoted(name, comma)).collect();
    let mut out = head.join(",") + "\n";
    for row in rows {
        let properties = properties(row).unwrap_or_default();
        let degrees =
            row.position.as_ref().map(|p| [p.lon.to_string(), p.lat.to_string()]).unwrap_or_default();
        let cell = |name: &String| match properties.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => cells::quoted(text, comma),
            Some(other) => cells::quoted(&other.to_string(), comma),
        };
        let cells: Vec<String> = degrees.into_iter().chain(all.iter().skip(2).map(cell)).collect();
        out.push_str(&(cells.join(",") + "\n"));
    }
    out
}
