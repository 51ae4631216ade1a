//! Reads a border from a GeoJSON file, and says plainly what is wrong with one that is none.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::border_area::BorderArea;
use super::borders::Border;
use crate::error::{Error, Result};
use crate::geodesy::LonLat;

/// The kinds of geometry whose vertices are taken, with how deep the positions lie.
const KINDS: [(&str, u32); 4] =
    [("LineString", 1), ("MultiLineString", 2), ("Polygon", 2), ("MultiPolygon", 3)];

/// Reads the file; see [`Border::from_geojson`].
pub(super) fn read(path: &Path) -> Result<Border> {
    let bytes =
        std::fs::read(path).map_err(|source| Error::Io { action: "read", path: path.to_owned(), source })?;
    let mut border = parse(&bytes).map_err(|problem| bad_file(path, problem))?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if border.name.is_empty() {
        border.name.clone_from(&stem);
    }
    if border.source.is_empty() {
        border.source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    }
    border.id = stem;
    Ok(border)
}

fn bad_file(path: &Path, problem: String) -> Error {
    Error::BadFile { path: PathBuf::from(path), problem }
}

fn parse(bytes: &[u8]) -> std::result::Result<Border, String> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(text)
        .map_err(|error| format!("expected a GeoJSON file with lines or polygons, found no JSON: {error}"))?;
    check_system(&value)?;
    let mut border = Border::default();
    let mut areas = Vec::new();
    collect(&value, &mut border, &mut areas)?;
    border.area = BorderArea::new(areas);
    if border.lines.is_empty() {
        return Err("expected at least one LineString or Polygon, found none".to_owned());
    }
    Ok(border)
}

/// An error if the file says, as files before RFC 7946 do, that its positions are no degrees of longitude and latitude on WGS 84.
fn check_system(value: &Value) -> std::result::Result<(), String> {
    let Some(crs) = value.get("crs").filter(|crs| !crs.is_null()) else { return Ok(()) };
    let name = crs["properties"]["name"].as_str().map_or_else(|| show(crs), str::to_owned);
    // "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326": all longitude first in GeoJSON.
    if ["CRS84", ":4326", ":4979", "CRS84h"].iter().any(|known| name.ends_with(known)) {
        return Ok(());
    }
    Err(format!(
        "expected degrees of longitude and latitude on WGS 84, found positions in {name}: 'ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson' makes such a file"
    ))
}

fn collect(
    value: &Value,
    border: &mut Border,
    areas: &mut Vec<Range<usize>>,
) -> std::result::Result<(), String> {
    let object =
        value.as_object().ok_or_else(|| format!("expected a GeoJSON object, found {}", show(value)))?;
    let kind = object
        .get("type")
        .and_then(Value::as_str)
        .ok_or("expected a GeoJSON object, found one without \"type\"")?;
    match kind {
        "FeatureCollection" => {
            members(object, "features")?.iter().try_for_each(|one| collect(one, border, areas))
        }
        "GeometryCollection" => {
            members(object, "geometries")?.iter().try_for_each(|one| collect(one, border, areas))
        }
        "Feature" => {
            match object.get("geometry") {
                None | Some(Value::Null) => return Ok(()),
                Some(geometry) => collect(geometry, border, areas)?,
            }
            if let Some(properties) = object.get("properties").and_then(Value::as_object) {
                take_properties(properties, border);
            }
            Ok(())
        }
        "Point" | "MultiPoint" => Ok(()),
        _ => {
            let (_, depth) = KINDS
                .iter()
                .find(|(name, _)| *name == kind)
                .ok_or_else(|| format!("expected a GeoJSON type such as LineString, found \"{kind}\""))?;
            let coordinates = object
                .get("coordinates")
                .ok_or_else(|| format!("expected \"coordinates\" in a {kind}, found none"))?;
            let first = border.lines.len();
            lines(coordinates, *depth, border)?;
            let ring = border.lines.get(first..).unwrap_or_default().iter().find(|line| line.len() == 1);
            if let Some(ring) = ring.filter(|_| kind.ends_with("Polygon")) {
                return Err(format!("expected a ring of several positions, found one: {ring:?}"));
            }
            if kind.ends_with("Polygon") && border.lines.len() > first {
                areas.push(first..border.lines.len());
            }
            Ok(())
        }
    }
}

fn members<'a>(object: &'a Map<String, Value>, name: &str) -> std::result::Result<&'a [Value], String> {
    object
        .get(name)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| format!("expected a list \"{name}\", found none"))
}

/// What the first feature that says it says of the whole border.
fn take_properties(properties: &Map<String, Value>, border: &mut Border) {
    let text = |key: &str| properties.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    for (key, field) in [("name", &mut border.name), ("source", &mut border.source)] {
        if field.is_empty() {
            text(key).unwrap_or_default().clone_into(field);
        }
    }
    for (key, field) in [("left", &mut border.left), ("right", &mut border.right)] {
        if field.is_none() {
            *field = text(key).map(str::to_owned);
        }
    }
}

fn lines(value: &Value, depth: u32, border: &mut Border) -> std::result::Result<(), String> {
    let list =
        value.as_array().ok_or_else(|| format!("expected a list of positions, found {}", show(value)))?;
    if depth > 1 {
        return list.iter().try_for_each(|one| lines(one, depth - 1, border));
    }
    let line = list.iter().map(position).collect::<std::result::Result<Vec<LonLat>, String>>()?;
    if let Some(first) = line.first() {
        // One position, or one repeated: no line by the letter, but what is meant is plain.
        if line.iter().all(|position| position == first) {
            border.note = Some("a line of no length is measured to as a point".to_owned());
        }
        border.lines.push(line);
    }
    Ok(())
}

fn position(value: &Value) -> std::result::Result<LonLat, String> {
    let wanted = || format!("expected a position [longitude, latitude], found {}", show(value));
    let numbers = value.as_array().ok_or_else(wanted)?;
    let number =
        |i: usize| numbers.get(i).and_then(Value::as_f64).filter(|n| n.is_finite()).ok_or_else(wanted);
    let p = LonLat::new(number(0)?, number(1)?);
    if p.lat.abs() <= 90.0 && p.lon.abs() <= 360.0 {
        return Ok(p);
    }
    let hint = if p.lat.abs() <= 360.0 && p.lon.abs() <= 90.0 {
        "are longitude and latitude swapped?"
    } else {
        "is the file in a projection? It must be in degrees on WGS 84"
    };
    Err(format!(
        "expected a longitude within 360 and a latitude within 90 degrees, found {}; {hint}",
        show(value)
    ))
}

/// A value as it stands in the file, cut short.
fn show(value: &Value) -> String {
    let text = value.to_string();
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line_count(text: &str) -> std::result::Result<usize, String> {
        parse(text.as_bytes()).map(|border| border.lines.len())
    }

    #[test]
    fn any_geojson_with_lines() {
        let line = r#"{"type":"LineString","coordinates":[[30,50],[31,51,120.5]]}"#;
        let feature = format!(r#"{{"type":"Feature","properties":{{"name":"A"}},"geometry":{line}}}"#);
        for (text, count) in [
            (line.to_owned(), 1),
            (format!("\u{feff}{line}"), 1),
            (line.replace("\"coordinates\"", "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"coordinates\""), 1),
            (line.replace("\"coordinates\"", "\"crs\":null,\"coordinates\""), 1),
            (feature.clone(), 1),
            (format!(r#"{{"type":"FeatureCollection","features":[{feature},{feature}]}}"#), 2),
            (format!(r#"{{"type":"GeometryCollection","geometries":[{line},{{"type":"Point"}}]}}"#), 1),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[]]}"#.to_owned(), 1),
            (r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0]]],[[[5,5],[6,6]]]]}"#.to_owned(), 2),
            (r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[181,5],[182,6]]]}"#.to_owned(), 2),
        ] {
            assert_eq!(line_count(&text), Ok(count), "{text}");
        }
        assert_eq!(parse(feature.as_bytes()).unwrap().name, "A");
    }

    #[test]
    fn errors_say_what_was_expected() {
        for (text, part) in [
            ("", "found no JSON"),
            ("lon,lat\n30,50", "found no JSON"),
            (r#"{"type":"LineString","coordinates":[[NaN,50],[31,51]]}"#, "found no JSON"),
            ("[1, 2]", "expected a GeoJSON object, found [1,2]"),
            ("{}", "without \"type\""),
            (r#"{"type":"Topology"}"#, "found \"Topology\""),
            (r#"{"type":"LineString"}"#, "\"coordinates\" in a LineString"),
            (r#"{"type":"FeatureCollection"}"#, "a list \"features\""),
            (r#"{"type":"FeatureCollection","features":[]}"#, "at least one LineString or Polygon"),
            (r#"{"type":"Feature","geometry":null}"#, "at least one LineString or Polygon"),
            (r#"{"type":"Point","coordinates":[30,50]}"#, "at least one LineString or Polygon"),
            (
                r#"{"type":"LineString","coordinates":[30,50]}"#,
                "expected a position [longitude, latitude], found 30",
            ),
            (r#"{"type":"Polygon","coordinates":[[[30,50]]]}"#, "a ring of several positions"),
            (r#"{"type":"LineString","coordinates":[[30,null],[1,1]]}"#, "expected a position"),
            (r#"{"type":"LineString","coordinates":[["30","50"],[1,1]]}"#, "expected a position"),
            (r#"{"type":"LineString","coordinates":[[50,130],[51,131]]}"#, "swapped?"),
            (
                r#"{"type":"LineString","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"coordinates":[[30,50],[31,51]]}"#,
                "found positions in urn:ogc:def:crs:EPSG::3857",
            ),
            (
                r#"{"type":"LineString","crs":{"type":"link"},"coordinates":[[30,50],[31,51]]}"#,
                "found positions in {\"type\":\"link\"}",
            ),
            (r#"{"type":"LineString","coordinates":[[4083000,6480000],[1,1]]}"#, "projection?"),
        ] {
            let error = line_count(text).unwrap_err();
            assert!(error.contains(part), "{text} -> {error}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0..80_usize) {
            let _ = parse(&bytes);
            let line = br#"{"type":"LineString","coordinates":[[30,50],[31,51,120.5]],"bbox":[1,2,3,4]}"#;
            let _ = parse(line.get(..cut).unwrap_or(line));
        }
    }

    #[test]
    fn errors_name_the_file() {
        let error = read(Path::new("/nowhere/border.geojson")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/border.geojson"), "{error}");
    }
}
