//! A layer as KML 2.2: placemarks with symbols, time spans and all fields, for Google Earth and phones.

use std::collections::HashMap;

use kml::types::{
    Coord, Element, Geometry as KmlGeometry, Icon, IconStyle, KmlDocument, KmlVersion, LineString, LineStyle,
    LinearRing, MultiGeometry, Placemark, Point, PolyStyle, Polygon, Style,
};
use kml::{Kml, KmlWriter};
use serde_json::Value;

use super::cell::{DECIMALS, real};
use super::symbols::{self, Look};
use super::{Geometry, Layer, Row};
use crate::geodesy::LonLat;

/// A picture that Google Earth has built in and tints; where it cannot be had, the mark is plain.
const MARK: &str = "http://maps.google.com/mapfiles/kml/shapes/shaded_dot.png";

/// The rows as one KML document of that layer's name. Rows without a place are placemarks without geometry.
#[must_use]
pub fn kml(layer: Layer, rows: &[Row]) -> String {
    let looks: Vec<Look> = rows.iter().map(|row| symbols::of_row(layer, row)).collect();
    let mut styles: Vec<Look> = Vec::new();
    for look in &looks {
        if !styles.contains(look) {
            styles.push(*look);
        }
    }
    let mut elements = vec![Kml::Element(leaf("name", layer.name()))];
    elements.extend(styles.iter().map(style));
    elements.extend(rows.iter().zip(&looks).map(|(row, look)| Kml::Placemark(placemark(row, look))));
    let attrs = HashMap::from([("xmlns".to_owned(), "http://www.opengis.net/kml/2.2".to_owned())]);
    let document = Kml::Document { attrs: HashMap::new(), elements };
    let whole = Kml::KmlDocument(KmlDocument { version: KmlVersion::V22, attrs, elements: vec![document] });
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    // Memory cannot refuse.
    let _ = KmlWriter::<_, f64>::from_writer(&mut out).write(&whole);
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

fn style_id(look: &Look) -> String {
    look.label.to_ascii_lowercase().replace(' ', "-")
}

fn style(look: &Look) -> Kml<f64> {
    let [red, green, blue] = look.color;
    // KML counts the other way round: alpha, blue, green, red.
    let color = format!("ff{blue:02x}{green:02x}{red:02x}");
    let pale = format!("33{blue:02x}{green:02x}{red:02x}");
    let icon = Icon { href: MARK.to_owned(), ..Icon::default() };
    Kml::Style(Style {
        id: Some(style_id(look)),
        icon: Some(IconStyle { color: color.clone(), icon, ..IconStyle::default() }),
        line: Some(LineStyle { color, width: 2.0, ..LineStyle::default() }),
        poly: Some(PolyStyle { color: pale, ..PolyStyle::default() }),
        ..Style::default()
    })
}

fn placemark(row: &Row, look: &Look) -> Placemark<f64> {
    let property = |wanted: &str| {
        row.cells.iter().find(|(name, _)| *name == wanted).and_then(|(_, cell)| words(&cell.to_property()))
    };
    let name = property("title").or_else(|| property("text")).unwrap_or_else(|| row.id.clone());
    let data = row.cells.iter().filter_map(|(name, cell)| Some(datum(name, &words(&cell.to_property())?)));
    let mut children = Vec::new();
    let ends = [("begin", property("date_start")), ("end", property("date_end"))];
    let ends: Vec<Element> = ends.into_iter().filter_map(|(name, day)| Some(leaf(name, &day?))).collect();
    if !ends.is_empty() {
        children.push(Element { name: "TimeSpan".to_owned(), children: ends, ..Element::default() });
    }
    children.push(leaf("styleUrl", &format!("#{}", style_id(look))));
    children.push(Element {
        name: "ExtendedData".to_owned(),
        children: data.collect(),
        ..Element::default()
    });
    Placemark {
        name: Some(clean(&name)),
        description: property("quote").map(|quote| clean(&quote)),
        geometry: geometry(&row.geometry),
        attrs: HashMap::new(),
        children,
        style_url: None,
    }
}

fn geometry(geometry: &Geometry) -> Option<KmlGeometry<f64>> {
    let coord = |point: &LonLat| {
        let degrees = |degrees: f64| real(degrees, DECIMALS).as_f64().unwrap_or_default();
        Coord { x: degrees(point.lon), y: degrees(point.lat), z: None }
    };
    let ring = |ring: &Vec<LonLat>| {
        let coords = ring.iter().map(coord).collect();
        LinearRing { coords, tessellate: true, ..LinearRing::default() }
    };
    match geometry.sound() {
        Geometry::None => None,
        Geometry::Point(point) => Some(KmlGeometry::Point(Point { coord: coord(point), ..Point::default() })),
        way @ Geometry::Line(..) => {
            let line = |part: &Vec<LonLat>| {
                let coords = part.iter().map(coord).collect();
                KmlGeometry::LineString(LineString { coords, tessellate: true, ..LineString::default() })
            };
            let mut geometries: Vec<KmlGeometry<f64>> = way.parts().iter().map(line).collect();
            if geometries.len() == 1 {
                return geometries.pop();
            }
            Some(KmlGeometry::MultiGeometry(MultiGeometry { geometries, ..MultiGeometry::default() }))
        }
        Geometry::Area(polygons) => {
            let polygon = |rings: &Vec<Vec<LonLat>>| {
                let (outer, inner) = rings.split_first()?;
                let inner = inner.iter().map(ring).collect();
                let tessellate = true;
                let polygon = Polygon { outer: ring(outer), inner, tessellate, ..Polygon::default() };
                Some(KmlGeometry::Polygon(polygon))
            };
            let geometries = polygons.iter().filter_map(polygon).collect();
            Some(KmlGeometry::MultiGeometry(MultiGeometry { geometries, ..MultiGeometry::default() }))
        }
    }
}

fn datum(name: &str, value: &str) -> Element {
    Element {
        name: "Data".to_owned(),
        attrs: HashMap::from([("name".to_owned(), name.to_owned())]),
        children: vec![leaf("value", value)],
        ..Element::default()
    }
}

fn leaf(name: &str, words: &str) -> Element {
    Element { name: name.to_owned(), content: Some(clean(words)), ..Element::default() }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(words) => Some(words.clone()),
        other => Some(other.to_string()),
    }
}

/// Without the characters that XML 1.0 cannot hold even escaped.
fn clean(words: &str) -> String {
    let sound = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    words.chars().map(|c| if sound(c) { c } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{rows, sample};

    #[test]
    fn an_independent_reader_finds_the_rows() {
        for layer in Layer::ALL {
            let mut rows = rows::rows(&sample::report(), layer);
            rows[0].id.push_str("<b>&\"\u{1}");
            let text = kml(layer, &rows);
            let read: Kml = text.parse().unwrap();
            let Kml::KmlDocument(document) = read else { panic!("{read:?}") };
            let Some(Kml::Document { elements, .. }) = document.elements.first() else { panic!() };
            let marks: Vec<&Placemark> = elements
                .iter()
                .filter_map(|element| match element {
                    Kml::Placemark(mark) => Some(mark),
                    _ => None,
                })
                .collect();
            assert_eq!(marks.len(), rows.len());
            for (mark, row) in marks.iter().zip(&rows) {
                assert_eq!(mark.geometry, geometry(&row.geometry));
            }
            assert!(!text.contains("<b>") && !text.contains('\u{1}'), "{}", layer.name());
        }
    }

    #[test]
    fn same_rows_same_bytes() {
        let rows = rows::rows(&sample::report(), Layer::Events);
        let first = kml(Layer::Events, &rows);
        assert!((0..20).all(|_| kml(Layer::Events, &rows) == first));
        assert!(first.contains("<TimeSpan><begin>2022-10-11T00:00:00Z</begin>"), "{first:.2000}");
    }
}
