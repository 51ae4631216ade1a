//! docs/schema.md lists exactly the fields that are written, in their order, and says of which type they are.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::Path;

use eventmap::document::Document;
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Cell, Layer, geojson, rows};
use eventmap::pipeline::{self, Options};
use serde_json::{Map, Value, json};

const ARTICLE: &str = "date 2023-09-14 Two people were killed and three wounded when shells hit a house in the village of \
Kozinka in the Grayvoron district of the Belgorod region on Wednesday. Kozinka lies about two kilometers from the border \
with Ukraine. Grayvoron is 70 kilometers from Belgorod. Drones attacked the Kursk region on Tuesday, injuring one person.";

/// Name and type of each field of a layer, as the page has them.
fn documented(layer: Layer) -> Vec<(String, String)> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema.md")).unwrap();
    let section = page.split(&format!("\n## {}\n", layer.name())).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let row = |line: &str| {
        let mut cells = line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).skip(1);
        Some((cells.next()?, cells.next()?))
    };
    section.lines().filter(|line| line.starts_with("| `")).filter_map(row).collect()
}

fn type_of(cell: &Cell) -> Option<&'static str> {
    Some(match cell {
        Cell::Null => return None,
        Cell::Text(_) | Cell::List(_) | Cell::Detail(_) => "String",
        Cell::Int(_) => "Integer",
        Cell::Flag(_) => "Boolean",
        Cell::Real(..) => "Real",
        Cell::Day(_) => "Date",
        Cell::FirstDay(_) | Cell::LastDay(_) => "DateTime",
    })
}

#[test]
fn the_page_and_the_rows_agree() {
    let border = borders::embedded("ru-ua").unwrap();
    let options = Options::new(border, Gazetteer::embedded());
    let mut document = Document::new("a", ARTICLE);
    document.published = eventmap::document::published::stated(ARTICLE, None, None);
    let report = pipeline::run(vec![document], &options, &|| ());
    for layer in Layer::ALL {
        let documented = documented(layer);
        let rows = rows::rows(&report, layer);
        assert!(!rows.is_empty(), "the article gives no {}", layer.name());
        for row in &rows {
            let written: Vec<&str> = row.cells.iter().map(|(name, _)| *name).collect();
            let names: Vec<&str> = documented.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(written, names, "{}", layer.name());
            for ((name, cell), (_, kind)) in row.cells.iter().zip(&documented) {
                if let Some(found) = type_of(cell) {
                    assert_eq!(found, kind, "{} of {}", name, layer.name());
                }
            }
        }
    }
}

/// The fields that scripts rely on, in their order; additions come after them.
#[test]
fn agreed_names_come_first_and_in_order() {
    for (layer, names) in [
        (
            Layer::Toponyms,
            "doc id text start end byte_start byte_end kind use name place_id geonameid class country region lat lon \
             radius_km confidence runners_up evidence",
        ),
        (
            Layer::Events,
            "doc id incident event_type sub_event_type modality date_start date_end date_precision date_basis place_text \
             place_start place_end place_name place_id place_class country region lat lon radius_km relation \
             geo_precision acled_geo_precision ucdp_where_prec killed_low killed_best killed_high injured_low \
             injured_best injured_high casualties_text weapon actor1 actor2 claimed_by denied_by trigger_start \
             trigger_end evidence rule confidence border_km border_km_min border_km_max border_lat border_lon \
             border_azimuth side",
        ),
        (
            Layer::Incidents,
            "id events docs event_type date_start date_end lat lon place_name killed_low killed_high injured_low \
             injured_high disagreements border_km",
        ),
        (
            Layer::Claims,
            "doc id text start end subject subject_id target target_id target_class stated stated_unit stated_km \
             stated_km_low stated_km_high hedge direction measured_km measured_km_low measured_km_high by_road_km \
             verdict reason confidence",
        ),
    ] {
        let expected: Vec<&str> = names.split_whitespace().collect();
        let written: Vec<String> = documented(layer).into_iter().map(|(name, _)| name).collect();
        assert_eq!(written.get(..expected.len()).unwrap(), expected, "{}", layer.name());
    }
}

/// The JSON Schema of a layer's GeoJSON, made from the page.
fn json_schema(layer: Layer) -> Value {
    let property = |(name, kind): &(String, String)| {
        let number = |kind: &str| json!({ "type": [kind, "null"] });
        let schema = match kind.as_str() {
            "Integer" => json!({ "type": ["integer", "null"] }),
            "Boolean" => json!({ "type": ["boolean", "null"] }),
            "Real" => number("number"),
            "Date" => json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
            "DateTime" => {
                json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$" })
            }
            _ => json!({ "type": ["string", "null"], "minLength": 1 }),
        };
        (name.clone(), schema)
    };
    let fields = documented(layer);
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let names: Vec<&String> = fields.iter().map(|(name, _)| name).collect();
    let shape = layer.form().name();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("eventmap: {} ({})", layer.name(), layer.about()),
        "type": "object",
        "required": ["type", "name", "features"],
        "properties": {
            "type": { "const": "FeatureCollection" },
            "name": { "const": layer.name() },
            "bbox": { "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 },
            "metadata": { "type": "object" },
            "features": { "type": "array", "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": { "const": "Feature" },
                    "id": { "type": "string", "minLength": 1 },
                    "geometry": {
                        "type": ["object", "null"],
                        "required": ["type", "coordinates"],
                        "properties": { "type": { "const": shape }, "coordinates": { "type": "array" } },
                    },
                    "properties": { "type": "object", "required": names, "properties": properties },
                },
            } },
        },
    })
}

/// What of `value` does not fit `schema`; knows the keywords that [`json_schema`] uses, and no others.
fn misfits(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let mut found = Vec::new();
    let fits = |wanted: &Value| wanted == kind || (wanted == "number" && kind == "integer");
    for (keyword, rule) in schema.as_object().unwrap() {
        let wrong = match keyword.as_str() {
            "type" => !rule.as_array().map_or_else(|| fits(rule), |kinds| kinds.iter().any(fits)),
            "const" => rule != value,
            "minLength" => value.as_str().is_some_and(|words| words.chars().count() < 1),
            "minItems" | "maxItems" => {
                value.as_array().is_some_and(|items| items.len() as u64 != rule.as_u64().unwrap())
            }
            "pattern" => value.as_str().is_some_and(|words| !is_like(words, rule.as_str().unwrap())),
            "required" => rule.as_array().unwrap().iter().any(|name| {
                value.as_object().is_some_and(|object| !object.contains_key(name.as_str().unwrap()))
            }),
            "properties" => {
                for (name, schema) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        found.extend(misfits(schema, inner, &format!("{path}.{name}")));
                    }
                }
                false
            }
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(misfits(rule, item, &format!("{path}[{n}]")));
                }
                false
            }
            "$schema" | "title" => false,
            other => panic!("keyword {other} is not known here"),
        };
        if wrong {
            found.push(format!("{path}: {keyword} {rule} does not fit {value}"));
        }
    }
    found
}

/// The two patterns of days, read digit by digit.
fn is_like(words: &str, pattern: &str) -> bool {
    let shape: String = words.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    if pattern.contains('T') {
        shape == "9999-99-99T99:99:99Z" && words.ends_with("T00:00:00Z")
    } else {
        shape == "9999-99-99"
    }
}

#[test]
fn schema_files_are_those_of_the_page_and_output_fits_them() {
    let border = borders::embedded("ru-ua").unwrap();
    let options = Options::new(border, Gazetteer::embedded());
    let mut document = Document::new("a", ARTICLE);
    document.published = eventmap::document::published::stated(ARTICLE, None, None);
    let report = pipeline::run(vec![document], &options, &|| ());
    for layer in Layer::ALL {
        let schema = json_schema(layer);
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{}.schema.json", layer.name()));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{} is not made from docs/schema.md: run with BLESS=1", path.display());
        let output: Value = serde_json::from_str(&geojson(&report, layer)).unwrap();
        assert_eq!(misfits(&schema, &output, ""), Vec::<String>::new(), "{}", layer.name());
        for (pointer, bad) in [
            ("/features/0/properties/id", json!(7)),
            ("/features/0/id", json!("")),
            ("/features/0/geometry/type", json!(if layer == Layer::Areas { "Point" } else { "Polygon" })),
            ("/type", json!("Feature")),
        ] {
            let mut broken = output.clone();
            *broken.pointer_mut(pointer).unwrap() = bad;
            assert!(!misfits(&schema, &broken, "").is_empty(), "{pointer} of {} is not held", layer.name());
        }
    }
}
