//! GeoJSON after RFC 7946: one layer a file, flat properties, one feature a line.

use serde_json::{Map, Value, json};

use super::cell::{DECIMALS, Geometry, Row, real};
use super::layers::Extras;
use super::rows::{self, Form, Layer, is_shown, rows};
use super::symbols;
use super::words::put;
use crate::event::Modalities;
use crate::geodesy::LonLat;
use crate::report::{Report, ReportDocument};

/// A layer as a `FeatureCollection`. Rows without a place have a null geometry; events that the report does not show
/// ([`Report::shown`]: by default those that did not happen) are left out.
///
/// Every feature holds every key, in one order. One feature stands on one line, so that changes show line by line.
#[must_use]
pub fn geojson(report: &Report, layer: Layer) -> String {
    collection(layer.name(), rows(report, layer), report.shown)
}

/// The place names of `documents` as a `FeatureCollection`.
#[must_use]
pub fn toponyms_geojson(documents: &[ReportDocument]) -> String {
    collection(Layer::Toponyms.name(), rows::toponyms(documents), Modalities::DRAWN)
}

fn collection(name: &str, rows: Vec<Row>, shown: Modalities) -> String {
    let rows: Vec<Row> = rows.into_iter().filter(|row| is_shown(row, shown)).collect();
    feature_collection(name, &rows)
}

/// Rows as a `FeatureCollection` of that name, in the form of [`geojson()`].
#[must_use]
pub fn feature_collection(name: &str, rows: &[Row]) -> String {
    whole(name, rows, feature, None)
}

/// The rows of a layer as a `FeatureCollection`, with colours and provenance where they are wanted.
#[must_use]
pub fn dressed(layer: Layer, rows: &[Row], extras: &Extras) -> String {
    whole(layer.name(), rows, |row| styled(layer, row, extras), extras.metadata.as_ref())
}

fn whole(
    name: &str,
    rows: &[Row],
    feature: impl Fn(&Row) -> Value,
    metadata: Option<&Map<String, Value>>,
) -> String {
    let mut out = format!("{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n", Value::from(name));
    if let Some(bbox) = bbox(rows) {
        let [west, south, east, north] = bbox.map(|degrees| real(degrees, DECIMALS));
        put(&mut out, format_args!("\"bbox\": {},\n", json!([west, south, east, north])));
    }
    out.push_str("\"features\": [");
    for (index, row) in rows.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&feature(row).to_string());
    }
    out.push_str("\n]");
    if let Some(metadata) = metadata {
        // After the features: a reader that streams has seen them by then.
        put(&mut out, format_args!(",\n\"metadata\": {}", Value::Object(metadata.clone())));
    }
    out.push_str("\n}\n");
    out
}

/// The rows of a layer as a GeoJSON Text Sequence (RFC 8142): each feature after a record separator, on a line.
#[must_use]
pub fn sequence(layer: Layer, rows: &[Row], extras: &Extras) -> String {
    let line = |row: &Row| format!("\u{1E}{}\n", styled(layer, row, extras));
    rows.iter().map(line).collect()
}

/// A feature, with the properties of simplestyle 1.1 if they are wanted.
fn styled(layer: Layer, row: &Row, extras: &Extras) -> Value {
    let mut feature = feature(row);
    let properties = feature.get_mut("properties").and_then(Value::as_object_mut);
    if let (true, Some(properties)) = (extras.simplestyle, properties) {
        let color = symbols::of_row(layer, row).hex();
        let mut put = |name: &str, value: Value| properties.insert(name.to_owned(), value);
        if layer.form() == Form::Points {
            let size = match symbols::casualties(row) {
                0 => "small",
                1..=9 => "medium",
                _ => "large",
            };
            put("marker-color", Value::from(color));
            put("marker-size", Value::from(size));
        } else {
            put("stroke", Value::from(color.as_str()));
            put("stroke-width", Value::from(2));
            if layer.form() == Form::Areas {
                put("fill", Value::from(color));
                put("fill-opacity", Value::from(0.2));
            }
        }
    }
    feature
}

fn feature(row: &Row) -> Value {
    let mut feature = Map::new();
    feature.insert("type".to_owned(), Value::from("Feature"));
    feature.insert("id".to_owned(), Value::from(row.id.as_str()));
    feature.insert("geometry".to_owned(), geometry(&row.geometry));
    feature.insert("properties".to_owned(), Value::Object(row.to_properties()));
    Value::Object(feature)
}

fn geometry(geometry: &Geometry) -> Value {
    match geometry.sound() {
        Geometry::None => Value::Null,
        Geometry::Point(point) => json!({ "type": "Point", "coordinates": position(*point) }),
        line @ Geometry::Line(..) => {
            let mut parts: Vec<Vec<Value>> =
                line.parts().into_iter().map(|part| part.into_iter().map(position).collect()).collect();
            match parts.len() {
                1 => json!({ "type": "LineString", "coordinates": parts.swap_remove(0) }),
                _ => json!({ "type": "MultiLineString", "coordinates": parts }),
            }
        }
        Geometry::Area(polygons) => {
            let ring = |ring: &Vec<LonLat>| ring.iter().map(|point| position(*point)).collect::<Vec<_>>();
            let polygon = |rings: &Vec<Vec<LonLat>>| rings.iter().map(ring).collect::<Vec<_>>();
            let polygons: Vec<_> = polygons.iter().map(polygon).collect();
            json!({ "type": "MultiPolygon", "coordinates": polygons })
        }
    }
}

fn position(point: LonLat) -> Value {
    Value::from(vec![real(point.lon, DECIMALS), real(point.lat, DECIMALS)])
}

/// West, south, east, north of everything that has a place.
pub(super) fn bbox(rows: &[Row]) -> Option<[f64; 4]> {
    let parts = |geometry: &Geometry| geometry.parts().into_iter().flatten();
    let points = rows.iter().map(|row| row.geometry.sound()).flat_map(|g| parts(g).chain(g.positions()));
    points.fold(None, |bbox, LonLat { lon, lat }| {
        let [west, south, east, north] = bbox.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Modality;
    use crate::output::sample;

    fn layer(layer: Layer) -> Value {
        serde_json::from_str(&geojson(&sample::report(), layer)).unwrap()
    }

    #[test]
    fn a_layer_is_one_collection_of_like_features() {
        for (name, expected) in [
            (Layer::Events, vec!["Point", "Point", "Point", "null"]),
            (Layer::Incidents, vec!["Point", "Point"]),
            (Layer::Claims, vec!["LineString"]),
            (Layer::Toponyms, vec!["Point"]),
            (Layer::Measures, vec!["LineString", "LineString"]),
            (Layer::Areas, vec!["MultiPolygon"]),
        ] {
            let collection = layer(name);
            assert_eq!(collection["type"], "FeatureCollection");
            assert_eq!(collection["name"], name.name());
            let features = collection["features"].as_array().unwrap();
            let types: Vec<&str> =
                features.iter().map(|f| f["geometry"]["type"].as_str().unwrap_or("null")).collect();
            assert_eq!(types, expected);
            let keys = |f: &Value| f["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            for feature in features {
                assert_eq!(keys(feature), keys(&features[0]), "every key in every feature, in one order");
                let nested = feature["properties"]
                    .as_object()
                    .unwrap()
                    .values()
                    .any(|v| v.is_array() || v.is_object());
                assert!(!nested, "{feature}");
                assert_eq!(feature["id"], feature["properties"]["id"]);
            }
        }
    }

    #[test]
    fn values_are_as_documented() {
        let events = layer(Layer::Events);
        assert_eq!(events["bbox"], json!([35.01235, 50.12346, 37.5, 50.75]));
        let first = &events["features"][0];
        assert_eq!(first["geometry"]["coordinates"], json!([35.01235, 50.12346]));
        for (key, expected) in [
            ("event_id", json!("d1#e1")),
            ("event_date", json!("2022-10-11")),
            ("date_start", json!("2022-10-11T00:00:00Z")),
            ("date_end", json!("2022-10-12T00:00:00Z")),
            ("killed_low", json!(2)),
            ("injured_low", json!(null)),
            ("border_km", json!(0.91)),
            ("border_azimuth", json!(181.3)),
            ("evidence", json!("shells hit")),
            ("trigger_start", json!(0)),
            ("trigger_end", json!(2)),
            ("trigger_byte_end", json!(4)),
        ] {
            assert_eq!(first["properties"][key], expected, "{key}");
        }
        let region = &events["features"][1]["properties"];
        assert_eq!(
            [&region["border_km"], &region["border_km_max"], &region["geo_precision"]],
            [&json!(null), &json!(190.0), &json!("region")]
        );
        assert_eq!(layer(Layer::Incidents)["features"][0]["properties"]["docs"], "d1 | d2");
    }

    #[test]
    fn a_layer_shows_the_modalities_that_are_asked_for() {
        let mut report = sample::report();
        let modalities = |report: &Report| {
            let collection: Value = serde_json::from_str(&geojson(report, Layer::Events)).unwrap();
            let of = |f: &Value| f["properties"]["modality"].as_str().unwrap().to_owned();
            let mut found: Vec<String> = collection["features"].as_array().unwrap().iter().map(of).collect();
            found.dedup();
            found
        };
        assert!(!modalities(&report).contains(&"denied".to_owned()));
        report.shown = Modalities::ALL;
        assert!(modalities(&report).contains(&"denied".to_owned()));
        report.keep_only(Modalities::of(&[Modality::Denied]));
        assert_eq!(modalities(&report), ["denied"]);
        assert!(report.incidents.is_empty(), "what is denied belongs to no incident");
    }

    #[test]
    fn nothing_to_write_is_an_empty_collection() {
        let mut report = sample::report();
        report.claims.clear();
        let text = geojson(&report, Layer::Claims);
        let collection: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(collection["features"], json!([]));
        assert!(collection.get("bbox").is_none());
        assert!(text.parse::<geojson::GeoJson>().is_ok(), "an independent reader takes it");
        assert!(super::geojson(&sample::report(), Layer::Claims).parse::<geojson::GeoJson>().is_ok());
    }

    #[test]
    fn colours_and_provenance_on_request() {
        let report = sample::report();
        let rows = rows(&report, Layer::Events);
        let plain = dressed(Layer::Events, &rows, &Extras::default());
        assert!(!plain.contains("marker-color") && !plain.contains("\"metadata\""));
        let metadata = json!({ "program": "eventmap" });
        let extras = Extras { simplestyle: true, metadata: metadata.as_object().cloned() };
        let collection: Value = serde_json::from_str(&dressed(Layer::Events, &rows, &extras)).unwrap();
        assert_eq!(collection["metadata"], metadata);
        let first = &collection["features"][0]["properties"];
        assert_eq!([&first["marker-color"], &first["marker-size"]], [&json!("#c84a0b"), &json!("medium")]);
        let claims = rows::rows(&report, Layer::Claims);
        assert!(dressed(Layer::Claims, &claims, &extras).contains("\"stroke\":\"#0072b2\""));
        let areas = rows::rows(&report, Layer::Areas);
        assert!(dressed(Layer::Areas, &areas, &extras).contains("\"fill\":\"#c84a0b\""));
    }

    #[test]
    fn a_sequence_is_one_feature_a_line() {
        let rows = rows(&sample::report(), Layer::Events);
        let text = sequence(Layer::Events, &rows, &Extras::default());
        assert_eq!(text.lines().count(), rows.len());
        for line in text.lines() {
            let feature: Value = serde_json::from_str(line.strip_prefix('\u{1E}').unwrap()).unwrap();
            assert_eq!(feature["type"], "Feature");
        }
    }

    #[test]
    fn lines_are_cut_at_the_antimeridian() {
        let (a, b) = (LonLat { lon: 179.9, lat: 10.0 }, LonLat { lon: -179.8, lat: 10.3 });
        let parts = json!([[[179.9, 10.0], [180.0, 10.1]], [[-180.0, 10.1], [-179.8, 10.3]]]);
        assert_eq!(
            geometry(&Geometry::Line(a, b)),
            json!({ "type": "MultiLineString", "coordinates": parts })
        );
    }

    #[test]
    fn a_position_that_is_no_number_is_no_geometry() {
        let bad = Geometry::Point(LonLat { lon: f64::NAN, lat: 1.0 });
        assert_eq!(geometry(&bad), Value::Null);
        let good = LonLat { lon: 1.0, lat: 1.0 };
        assert_eq!(geometry(&Geometry::Line(good, LonLat { lon: 1.0, lat: f64::INFINITY })), Value::Null);
        assert_eq!(geometry(&Geometry::Area(Vec::new())), Value::Null);
    }
}
