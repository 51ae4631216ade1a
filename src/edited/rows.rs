//! Rows of a GeoJSON file that somebody edited: fields with the line that they stand on, and what is wrong with them.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::event::Count;
use crate::geodesy::LonLat;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// A file of features.
pub struct Features {
    path: PathBuf,
    list: Vec<Value>,
    lines: Vec<usize>,
}

/// Reads a file, `-` being standard input; [`Error::BadRow`] or [`Error::BadFile`] if it is no collection of features, and no
/// features line by line (GeoJSON Text Sequence, RFC 8142).
pub fn read(path: &Path) -> Result<Features> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text).map_err(io)?;
    } else {
        text = std::fs::read_to_string(path).map_err(io)?;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if is_sequence(path, text) {
        return sequence(path, text);
    }
    let mut json = parsed(path, text, 1)?;
    let Some(Value::Array(features)) = json.get_mut("features").map(Value::take) else {
        return Err(Error::BadFile {
            path: path.to_owned(),
            problem: "expected a GeoJSON FeatureCollection, found no list of features".to_owned(),
        });
    };
    Ok(Features { path: path.to_owned(), list: features, lines: lines_of(text) })
}

/// The mark before each feature of a sequence.
const SEPARATOR: char = '\u{1E}';

fn is_sequence(path: &Path, text: &str) -> bool {
    let by_name = path.extension().is_some_and(|ending| {
        ["geojsons", "geojsonl", "geojsonseq"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    by_name || text.starts_with(SEPARATOR)
}

fn sequence(path: &Path, text: &str) -> Result<Features> {
    let (mut list, mut lines) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        let feature = line.trim_start_matches(SEPARATOR);
        if !feature.trim().is_empty() {
            list.push(parsed(path, feature, at + 1)?);
            lines.push(at + 1);
        }
    }
    Ok(Features { path: path.to_owned(), list, lines })
}

/// The JSON of a text that begins on a line of a file.
fn parsed(path: &Path, text: &str, line: usize) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::BadRow {
        path: path.to_owned(),
        line: line + error.line().max(1) - 1,
        problem: no_json(text, &error),
    })
}

/// What is wrong with a text that is no JSON, with a word on numbers that other programs write and JSON does not have.
fn no_json(text: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line().max(1), error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let bytes = text.lines().nth(line - 1).unwrap_or_default().as_bytes();
    let rest = bytes.get(column.saturating_sub(1)..).unwrap_or_default();
    let is_number = [&b"NaN"[..], b"nan", b"Infinity", b"inf"].iter().any(|word| rest.starts_with(word));
    let hint = if is_number { "; for a number that is not known, JSON has null" } else { "" };
    format!("expected GeoJSON, found no JSON at column {column}: {message}{hint}")
}

impl Features {
    /// All of them.
    pub fn features(&self) -> &[Value] {
        &self.list
    }

    /// The fields of one.
    pub fn row(&self, i: usize) -> Row {
        Row {
            path: self.path.clone(),
            line: self.lines.get(i).copied().unwrap_or(1),
            number: i + 1,
            fields: self.list[i].get("properties").and_then(Value::as_object).cloned().unwrap_or_default(),
        }
    }
}

/// The line on which each member of the list of features begins.
fn lines_of(text: &str) -> Vec<usize> {
    let (mut depth, mut line, mut list) = (0_usize, 1, None);
    let (mut in_string, mut escaped, mut word) = (false, false, String::new());
    let mut out = Vec::new();
    for c in text.chars() {
        line += usize::from(c == '\n');
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ if depth == 1 => word.push(c),
                _ => {}
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                if depth == 1 {
                    word.clear();
                }
            }
            '{' | '[' => {
                if c == '[' && depth == 1 && word == "features" {
                    list = Some(depth + 1);
                } else if c == '{' && list == Some(depth) {
                    out.push(line);
                }
                depth += 1;
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if list.is_some_and(|l| depth < l) {
                    list = None;
                }
            }
            _ => {}
        }
    }
    out
}

/// The fields of one feature.
pub struct Row {
    path: PathBuf,
    line: usize,
    /// Which feature of the file it is, counted from 1.
    number: usize,
    fields: Map<String, Value>,
}

impl Row {
    pub fn bad(&self, field: &str, expected: &str, found: &Value) -> Error {
        Error::BadRow {
            path: self.path.clone(),
            line: self.line,
            problem: format!("expected {expected} as '{field}', found {found} ({})", self.which()),
        }
    }

    /// "feature 3, 'a-e71-0'": all features of a file may stand on one line.
    fn which(&self) -> String {
        match self.fields.get("id").and_then(Value::as_str) {
            Some(id) => format!("feature {}, '{id:.60}'", self.number),
            None => format!("feature {}", self.number),
        }
    }

    /// Words of a field; none where it is missing, null or empty.
    pub fn words(&self, field: &str) -> Result<Option<&str>> {
        match self.fields.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(s)) => Ok(Some(s.trim()).filter(|s| !s.is_empty())),
            Some(other) => Err(self.bad(field, "words", other)),
        }
    }

    /// One of a vocabulary.
    pub fn one_of<T>(
        &self,
        field: &str,
        names: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(word) = self.words(field)? else { return Ok(None) };
        let value = Value::String(word.to_owned());
        read(word).map(Some).ok_or_else(|| self.bad(field, &format!("one of {}", names.join(", ")), &value))
    }

    pub fn number(&self, field: &str) -> Result<Option<f64>> {
        let value = match self.fields.get(field) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value,
        };
        let number = value.as_f64().or_else(|| value.as_str().and_then(|s| s.trim().parse().ok()));
        number
            .filter(|n| n.is_finite() && *n >= 0.0)
            .map(Some)
            .ok_or_else(|| self.bad(field, "a number from 0 on", value))
    }

    /// Degrees of a field.
    pub fn degree(&self, field: &str) -> Result<Option<f64>> {
        match self.fields.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                let number = value.as_f64().or_else(|| value.as_str().and_then(|s| s.trim().parse().ok()));
                number
                    .filter(|degrees| degrees.is_finite())
                    .map(Some)
                    .ok_or_else(|| self.bad(field, "degrees", value))
            }
        }
    }

    pub fn count(&self, what: &str) -> Result<Option<Count>> {
        let mut read = [None; 3];
        for (slot, end) in read.iter_mut().zip(["low", "best", "high"]) {
            *slot = self.number(&format!("{what}_{end}"))?.map(|n| n.min(f64::from(u32::MAX)) as u32);
        }
        let [low, best, high] = read;
        Ok(read.iter().any(Option::is_some).then_some(Count { low, best, high }))
    }

    /// A position of a geometry.
    pub fn degrees(&self, at: &Value) -> Result<LonLat> {
        let number = |i: usize| at.get(i).and_then(Value::as_f64);
        match (number(0), number(1)) {
            (Some(lon), Some(lat)) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok(LonLat { lon, lat }),
            (Some(lon), Some(lat)) if lon.abs() <= 90.0 && lat.abs() <= 180.0 => {
                let expected = "degrees of longitude and latitude (are they swapped?)";
                Err(self.bad("coordinates", expected, at))
            }
            (Some(lon), Some(lat)) if lon.abs() > 360.0 || lat.abs() > 360.0 => {
                let expected = "degrees of longitude and latitude (is the file in a projection?)";
                Err(self.bad("coordinates", expected, at))
            }
            _ => Err(self.bad("coordinates", "degrees of longitude and latitude", at)),
        }
    }

    /// A day from "2023-06-02", "2023-06-02T00:00:00Z" or "2023/06/02 00:00:00".
    pub fn day(&self, field: &str) -> Result<Option<Date>> {
        let Some(words) = self.words(field)? else { return Ok(None) };
        let day: String = words.chars().take(10).map(|c| if c == '/' { '-' } else { c }).collect();
        day.parse()
            .map(Some)
            .map_err(|_| self.bad(field, "a day such as 2023-06-02", &Value::String(words.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_read_line_by_line() {
        let path = Path::new("a.geojsons");
        let text = "\u{1E}{\"type\":\"Feature\"}\n\n\u{1E}{\"type\":\"Feature\",\"id\":\"b\"}\n";
        assert!(
            is_sequence(Path::new("-"), text)
                && is_sequence(path, "{}")
                && !is_sequence(Path::new("a.geojson"), "{}")
        );
        let features = sequence(path, text).unwrap();
        assert_eq!((features.list.len(), features.lines.as_slice()), (2, &[1, 3][..]));
        let error = sequence(path, "{\"type\":\"Feature\"}\n{\n").err().unwrap().to_string();
        assert!(error.starts_with("a.geojsons:2: expected GeoJSON"), "{error}");
    }

    #[test]
    fn lines_are_told_apart_from_words_and_brackets_in_strings() {
        let text = "{\"name\":\"a [ { features\",\n\"features\": [\n{\"a\":\"}]\\\"\"},\n\n{\"b\":[{}]}\n]}";
        assert_eq!(lines_of(text), [3, 5]);
    }
}
