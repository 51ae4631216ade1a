//! Places from GeoJSON: points as they are, lines and polygons as a point in them and a radius that holds them.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use serde_json::{Map, Value};

use super::fields::{Fields, field};
use super::{FileReport, Importer, lines};
use crate::error::{Error, Result};
use crate::gazetteer::PlaceClass;
use crate::geodesy::{LonLat, Shape, distance_m};

/// Collections inside collections that are followed.
const DEEPEST: usize = 8;

/// Where a feature is, and how far it reaches in km.
#[derive(Debug, PartialEq)]
struct Placed {
    position: LonLat,
    radius_km: Option<f64>,
}

impl Importer<'_> {
    /// Takes the features of a file: of a collection, or of one value after another.
    pub(super) fn read_geojson(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let layer = self.layer(path, false);
        let mut text = Vec::new();
        let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
        lines::open(path)?.read_to_end(&mut text).map_err(io)?;
        (self.progress)(text.len() as u64);
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        let mut ids = HashSet::new();
        for value in serde_json::Deserializer::from_slice(text).into_iter::<Value>() {
            let value = value.map_err(|error| Error::BadRow {
                path: path.to_owned(),
                line: error.line(),
                problem: format!("expected GeoJSON, found something else: {error}"),
            })?;
            let mut features = Vec::new();
            let wrong = |problem| Error::BadFile { path: path.to_owned(), problem };
            collect(&value, DEEPEST, &mut features).map_err(wrong)?;
            for feature in features {
                report.rows += 1;
                let number = report.rows;
                let wrong = |problem| Error::BadFile {
                    path: path.to_owned(),
                    problem: format!("feature {number}: {problem}"),
                };
                let taken = read(feature)
                    .and_then(|(fields, placed, usual)| {
                        fields.told(path, placed.position, usual, placed.radius_km)
                    })
                    .and_then(|told| self.take_told(told, layer, &mut ids));
                match taken {
                    Ok(taken) => report.count(taken),
                    Err(problem) => self.bad_place(report, wrong(problem))?,
                }
            }
        }
        Ok(())
    }
}

fn collect<'v>(
    value: &'v Value,
    depth: usize,
    found: &mut Vec<&'v Map<String, Value>>,
) -> std::result::Result<(), String> {
    let object = value.as_object().filter(|_| depth > 0);
    let object = object.ok_or("expected a FeatureCollection or a Feature, found another value")?;
    match object.get("type").and_then(Value::as_str) {
        Some("Feature") => found.push(object),
        Some("FeatureCollection") => {
            let features = object.get("features").and_then(Value::as_array);
            let features = features.ok_or("expected \"features\" in a FeatureCollection, found none")?;
            for feature in features {
                collect(feature, depth - 1, found)?;
            }
        }
        other => {
            return Err(format!(
                "expected a FeatureCollection or a Feature, found {}",
                other.unwrap_or("an object without \"type\"")
            ));
        }
    }
    Ok(())
}

/// Fields, place and usual class of a feature.
fn read(feature: &Map<String, Value>) -> std::result::Result<(Fields, Placed, PlaceClass), String> {
    let mut fields = Fields::default();
    if let Some(properties) = feature.get("properties").and_then(Value::as_object) {
        for (name, value) in properties {
            if let Some(field) = field(name) {
                fields.put(field, &words(value));
            }
        }
    }
    fields.put("id", &feature.get("id").map(words).unwrap_or_default());
    let geometry =
        feature.get("geometry").and_then(Value::as_object).ok_or("expected a geometry, found none")?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("nothing");
    let depth = match kind {
        "Point" => 0,
        "LineString" => 1,
        "MultiLineString" | "Polygon" => 2,
        "MultiPolygon" => 3,
        _ => return Err(format!("expected a Point, LineString or Polygon, found {kind}")),
    };
    let mut lines = Vec::new();
    vertices(geometry.get("coordinates").unwrap_or(&Value::Null), depth, &mut lines)?;
    if lines.iter().all(Vec::is_empty) {
        return Err("expected a position, found none".to_owned());
    }
    let usual = if depth == 0 { PlaceClass::Settlement } else { PlaceClass::Area };
    let placed = match (depth, lines.first().and_then(|line| line.first())) {
        (0, Some(&position)) => Placed { position, radius_km: None },
        _ if kind.ends_with("Polygon") => inside(lines),
        _ => along(&lines),
    };
    Ok((fields, placed, usual))
}

/// A property as words; of a list its members.
fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(members) => members.iter().map(words).collect::<Vec<_>>().join("|"),
        _ => String::new(),
    }
}

/// Lines and rings of a geometry whose positions lie `depth` lists deep.
fn vertices(value: &Value, depth: u32, lines: &mut Vec<Vec<LonLat>>) -> std::result::Result<(), String> {
    let list = value.as_array().ok_or("expected a list of coordinates, found none")?;
    if depth > 1 {
        return list.iter().try_for_each(|member| vertices(member, depth - 1, lines));
    }
    let line = if depth == 0 { vec![position(list)?] } else { positions(list)? };
    lines.push(line);
    Ok(())
}

fn positions(list: &[Value]) -> std::result::Result<Vec<LonLat>, String> {
    list.iter().map(|member| position(member.as_array().map_or(&[][..], Vec::as_slice))).collect()
}

fn position(numbers: &[Value]) -> std::result::Result<LonLat, String> {
    let number = |at: usize| numbers.get(at).and_then(Value::as_f64);
    let (Some(lon), Some(lat)) = (number(0), number(1)) else {
        return Err("expected a position of two numbers, longitude and latitude".to_owned());
    };
    if lon.abs() > 180.0 || lat.abs() > 90.0 {
        return Err(format!("expected a longitude and a latitude in degrees, found {lon}, {lat}"));
    }
    Ok(LonLat { lon, lat })
}

/// The middle vertex of the longest line, and how far the others are.
fn along(lines: &[Vec<LonLat>]) -> Placed {
    let longest = lines.iter().max_by_key(|line| line.len());
    let position =
        longest.and_then(|line| line.get(line.len() / 2)).copied().unwrap_or(LonLat::new(0.0, 0.0));
    let far = lines.iter().flatten().map(|&vertex| distance_m(position, vertex)).fold(0.0, f64::max);
    Placed { position, radius_km: Some(far / 1000.0) }
}

/// A point inside the area: its centroid, or else the middle of its widest part at the centroid's latitude.
fn inside(rings: Vec<Vec<LonLat>>) -> Placed {
    let size = |ring: &Vec<LonLat>| twice_area(ring).abs();
    let largest = rings.iter().max_by(|a, b| size(a).total_cmp(&size(b))).cloned().unwrap_or_default();
    let centre = centroid(&largest);
    let shape = Shape::new(rings);
    let position = if shape.contains(centre) { centre } else { widest(&shape, centre) };
    Placed { position, radius_km: shape.radius_m(position).map(|metres| metres / 1000.0) }
}

fn edges(ring: &[LonLat]) -> impl Iterator<Item = (LonLat, LonLat)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn twice_area(ring: &[LonLat]) -> f64 {
    edges(ring).map(|(a, b)| a.lon * b.lat - b.lon * a.lat).sum()
}

fn centroid(ring: &[LonLat]) -> LonLat {
    let area = twice_area(ring);
    // Relative to the first vertex, so that small areas far from the origin keep their digits.
    let Some(&first) = ring.first() else { return LonLat::new(0.0, 0.0) };
    if area.abs() < 1e-12 {
        return first;
    }
    let (mut lon, mut lat, mut sum) = (0.0, 0.0, 0.0);
    for (a, b) in edges(ring) {
        let (ax, ay, bx, by) = (a.lon - first.lon, a.lat - first.lat, b.lon - first.lon, b.lat - first.lat);
        let cross = ax * by - bx * ay;
        lon += (ax + bx) * cross;
        lat += (ay + by) * cross;
        sum += cross;
    }
    LonLat::new(first.lon + lon / (3.0 * sum), first.lat + lat / (3.0 * sum))
}

fn widest(shape: &Shape, centre: LonLat) -> LonLat {
    let mut crossings: Vec<f64> = Vec::new();
    for (a, b) in shape.rings().iter().flat_map(|ring| edges(ring)) {
        if (a.lat > centre.lat) != (b.lat > centre.lat) {
            crossings.push(a.lon + (centre.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon));
        }
    }
    crossings.sort_by(f64::total_cmp);
    let spans = crossings.chunks_exact(2).map(|pair| (pair[1] - pair[0], f64::midpoint(pair[0], pair[1])));
    let best = spans.max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or(centre, |(_, lon)| LonLat::new(lon, centre.lat))
}
