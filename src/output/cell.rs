//! One row of output: named values in a fixed order, and how each is written.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::event::PlaceBorder;
use crate::geodesy::digits;
use crate::geodesy::{LonLat, compass, cut_at_antimeridian, shortest_way};

/// One value. Unknown is [`Cell::Null`], never an empty string or a zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// Words.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number, written with at most so many decimals.
    Real(f64, u8),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
    /// The first day of a period: in GeoJSON its first second, UTC.
    FirstDay(Date),
    /// The last day of a period: in GeoJSON the first second after it, UTC.
    LastDay(Date),
    /// Several values: in GeoJSON their words, joined by " | ", since GIS tools read flat fields only.
    List(Vec<Item>),
    /// Several objects that a program reads: in GeoJSON one string of JSON.
    Detail(Vec<Item>),
}

/// One member of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// As it stands in JSON Lines: an object of these fields; words alone if there are none.
    pub fields: Vec<(&'static str, Cell)>,
    /// As it stands in a GeoJSON property.
    pub words: String,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        if self.fields.is_empty() { to.serialize_str(&self.words) } else { fields(&self.fields, to) }
    }
}

/// An object with these fields, in this order.
fn fields<S: Serializer>(fields: &[(&'static str, Cell)], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_map(fields.iter().map(|(name, cell)| (*name, cell)))
}

/// As in a JSON Lines row: days as `YYYY-MM-DD`, the last of a period inclusive; lists as lists.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_none(),
            Self::Text(words) => to.serialize_str(words),
            Self::Int(n) => to.serialize_i64(*n),
            Self::Real(number, decimals) => match rounded(*number, *decimals) {
                number if number.is_finite() => to.serialize_f64(number),
                _ => to.serialize_none(),
            },
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Day(day) | Self::FirstDay(day) | Self::LastDay(day) => to.collect_str(day),
            Self::List(items) | Self::Detail(items) => to.collect_seq(items),
        }
    }
}

/// Between the members of a list that is written as one string.
const JOINT: &str = " | ";

impl Cell {
    /// An azimuth in degrees to one decimal, in [0, 360).
    #[must_use]
    pub fn azimuth(degrees: f64) -> Self {
        Self::Real(compass::rounded_deg(degrees, 1), 1)
    }

    /// Words, or null if there are none.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Null } else { Self::Text(words) }
    }

    /// Words that may be missing.
    #[must_use]
    pub fn maybe_text(words: Option<&str>) -> Self {
        words.map_or(Self::Null, Self::text)
    }

    /// A whole number that may be missing.
    pub fn maybe_int(n: Option<impl Into<i64>>) -> Self {
        n.map_or(Self::Null, |n| Self::Int(n.into()))
    }

    /// A byte or character offset that may be missing.
    #[must_use]
    pub fn maybe_offset(n: Option<usize>) -> Self {
        n.and_then(|n| i64::try_from(n).ok()).map_or(Self::Null, Self::Int)
    }

    /// A length in km to the metre, that may be missing.
    #[must_use]
    pub fn maybe_km(km: Option<f64>) -> Self {
        km.map_or(Self::Null, |km| Self::Real(km, 3))
    }

    /// A distance from the border, or one end of its range, with the digits that the extent of the place supports.
    #[must_use]
    pub fn border_km(km: Option<f64>, border: Option<&PlaceBorder>) -> Self {
        let decimals = digits::for_machines(border.map_or(0.0, PlaceBorder::uncertain_km));
        km.map_or(Self::Null, |km| Self::Real(km, decimals))
    }

    /// Degrees with five decimals (about a metre), that may be missing.
    #[must_use]
    pub fn maybe_degrees(degrees: Option<f64>) -> Self {
        degrees.map_or(Self::Null, |degrees| Self::Real(degrees, 5))
    }

    /// A probability with three decimals.
    #[must_use]
    pub fn share(share: f64) -> Self {
        Self::Real(share, 3)
    }

    /// Words as a list.
    #[must_use]
    pub fn words(words: &[String]) -> Self {
        let item = |words: &String| Item { fields: Vec::new(), words: words.clone() };
        Self::List(words.iter().map(item).collect())
    }

    /// The value in a JSON Lines row.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Cells hold nothing that JSON cannot say.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The value as a flat GeoJSON property: periods as UTC times with exclusive end, lists as one string.
    #[must_use]
    pub fn to_property(&self) -> Value {
        match self {
            Self::FirstDay(day) => Value::from(midnight(*day)),
            Self::LastDay(day) => {
                day.checked_add(1.day()).map_or(Value::Null, |next| Value::from(midnight(next)))
            }
            Self::List(items) | Self::Detail(items) if items.is_empty() => Value::Null,
            Self::Detail(_) => Value::from(self.to_json().to_string()),
            Self::List(items) => {
                let words: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
                Value::from(words.join(JOINT))
            }
            other => other.to_json(),
        }
    }
}

/// A day's first second in the form that QGIS and GDAL read as a UTC time.
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// `number` with at most `decimals` decimals; null if it is not finite, and never minus zero.
pub fn real(number: f64, decimals: u8) -> Value {
    serde_json::Number::from_f64(rounded(number, decimals)).map_or(Value::Null, Value::Number)
}

/// `number` with at most `decimals` decimals, never minus zero; not finite where it overflows.
fn rounded(number: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (number * scale).round() / scale + 0.0
}

/// Decimals of a coordinate: 0.00001 degree is about a metre, and no place is known better.
pub const DECIMALS: u8 = 5;

/// What a row is drawn as. Positions are WGS 84 degrees.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Geometry {
    /// It has no place.
    None,
    /// A point.
    Point(LonLat),
    /// The shortest way between two points.
    Line(LonLat, LonLat),
    /// An area: polygons, each of closed rings, the outer one first and counter-clockwise, its holes clockwise; none of them
    /// crosses the antimeridian.
    Area(Vec<Vec<Vec<LonLat>>>),
}

impl Geometry {
    /// All positions, in their order.
    pub fn positions(&self) -> impl Iterator<Item = LonLat> {
        let (ends, polygons): ([Option<LonLat>; 2], &[Vec<Vec<LonLat>>]) = match self {
            Self::None => ([None, None], &[]),
            Self::Point(point) => ([Some(*point), None], &[]),
            Self::Line(a, b) => ([Some(*a), Some(*b)], &[]),
            Self::Area(polygons) => ([None, None], polygons),
        };
        ends.into_iter().flatten().chain(polygons.iter().flatten().flatten().copied())
    }

    /// A line as it is drawn: the shortest way between its ends, with more vertices where it is long, in two parts where it
    /// crosses the antimeridian; no part for any other geometry.
    #[must_use]
    pub fn parts(&self) -> Vec<Vec<LonLat>> {
        match self {
            Self::Line(a, b) => cut_at_antimeridian(&shortest_way(*a, *b)),
            _ => Vec::new(),
        }
    }

    /// The same, or none where it has no position or one that cannot be written as JSON.
    #[must_use]
    pub fn sound(&self) -> &Self {
        let sound = self.positions().all(|point| point.lon.is_finite() && point.lat.is_finite());
        if sound && self.positions().next().is_some() { self } else { &Self::None }
    }
}

/// True if a line of these rows crosses the antimeridian, for formats in which all lines of a layer are of one kind.
#[cfg(any(feature = "gpkg", feature = "parquet", feature = "flatgeobuf"))]
pub(super) fn across(rows: &[Row]) -> bool {
    let crosses = |row: &Row| match row.geometry.sound() {
        // The shortest way between two longitudes spans at most half of all.
        Geometry::Line(a, b) => (a.lon - b.lon).abs() > 180.0,
        _ => false,
    };
    rows.iter().any(crosses)
}

/// One row of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Stable id, unique in its layer.
    pub id: String,
    /// Where it is drawn.
    pub geometry: Geometry,
    /// All fields, in the order of `docs/schema.md`; the same in every row of a layer.
    pub cells: Vec<(&'static str, Cell)>,
}

/// The row as one JSON object, without geometry.
impl Serialize for Row {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        fields(&self.cells, to)
    }
}

impl Row {
    /// The row as one JSON object, without geometry.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        self.cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.to_json())).collect()
    }

    /// The row's GeoJSON properties.
    #[must_use]
    pub fn to_properties(&self) -> Map<String, Value> {
        self.cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.to_property())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn numbers_are_rounded_and_always_json() {
        for (number, decimals, expected) in [
            (50.123_456_78, 5, "50.12346"),
            (50.0, 5, "50.0"),
            (-0.000_001, 5, "0.0"),
            (16.299_999_999_9, 3, "16.3"),
            (1e-9, 3, "0.0"),
            (f64::NAN, 3, "null"),
            (f64::INFINITY, 3, "null"),
            (f64::MAX, 3, "null"),
        ] {
            assert_eq!(real(number, decimals).to_string(), expected, "{number}");
        }
    }

    #[test]
    fn periods_are_inclusive_in_rows_and_exclusive_in_properties() {
        let list = Cell::words(&["a".to_owned(), "b".to_owned()]);
        let fields = vec![("of", Cell::text("place")), ("end", Cell::Int(7))];
        let detail = Cell::Detail(vec![Item { fields, words: String::new() }]);
        for (cell, row, property) in [
            (Cell::FirstDay(date(2022, 12, 31)), json!("2022-12-31"), json!("2022-12-31T00:00:00Z")),
            (Cell::LastDay(date(2022, 12, 31)), json!("2022-12-31"), json!("2023-01-01T00:00:00Z")),
            (Cell::LastDay(Date::MAX), json!("9999-12-31"), json!(null)),
            (Cell::Day(date(2022, 12, 31)), json!("2022-12-31"), json!("2022-12-31")),
            (Cell::text(""), json!(null), json!(null)),
            (Cell::Flag(false), json!(false), json!(false)),
            (Cell::List(Vec::new()), json!([]), json!(null)),
            (Cell::Detail(Vec::new()), json!([]), json!(null)),
            (detail, json!([{"of": "place", "end": 7}]), json!("[{\"of\":\"place\",\"end\":7}]")),
            (list, json!(["a", "b"]), json!("a | b")),
        ] {
            assert_eq!((cell.to_json(), cell.to_property()), (row, property), "{cell:?}");
        }
    }
}
