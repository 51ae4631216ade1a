//! JSON Lines: one document a line, `{"id", "text", "title"?, "published"?, "source"?}`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::lines::Lines;
use super::record::Record;
use super::unpack::Input;
use super::{Document, ReadOptions};
use crate::error::Error;

/// Lines without an article after which a file without any is none of articles: its hundred thousand lines are not named one by one.
const MOST_BAD: usize = 20;

/// Objects of one file as documents.
pub struct Reader {
    path: PathBuf,
    options: Arc<ReadOptions>,
    /// Objects without an article before the first with one.
    bad: usize,
    any: bool,
    /// Names of fields that were asked for, with their options, and that no object has had.
    unseen: Vec<(String, &'static str)>,
}

impl Reader {
    pub fn new(path: PathBuf, options: Arc<ReadOptions>) -> Self {
        let fields = &options.fields;
        let asked = [
            (&fields.id, "id"),
            (&fields.title, "title"),
            (&fields.date, "date"),
            (&fields.source, "source"),
        ];
        let unseen = asked.into_iter().filter_map(|(name, flag)| Some((name.clone()?, flag))).collect();
        Self { path, options, bad: 0, any: false, unseen }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// True if so much of the file is no article that the rest is not read.
    pub fn is_given_up(&self) -> bool {
        !self.any && self.bad >= MOST_BAD
    }

    /// The document of one object, which begins in that line.
    pub fn read(&mut self, line: usize, object: &[u8]) -> Result<Document, Error> {
        let read = self.document(line, object);
        self.any |= read.is_ok();
        read.map_err(|problem| self.bad(line, problem))
    }

    /// What is wrong with the file as a whole, known when all of it is read: no object has a field that was asked for.
    pub fn end(&mut self) -> Option<Error> {
        let (name, flag) = self.unseen.pop().filter(|_| self.any)?;
        let problem = format!("expected a field \"{name}\" (--{flag}-field), which no article has");
        Some(Error::BadFile { path: self.path.clone(), problem })
    }

    /// An error of one line, and that no more are read if it is one too many.
    fn bad(&mut self, line: usize, mut problem: String) -> Error {
        self.bad += 1;
        if !self.any && self.bad == MOST_BAD {
            problem
                .push_str("; none of the lines so far is an article, and the rest of the file is not read");
        }
        Error::BadRow { path: self.path.clone(), line, problem }
    }
}

/// The documents of a file, line by line; a bad line is an error that names it, the others are read all the same.
pub struct Rows {
    lines: Lines,
    reader: Reader,
}

impl Rows {
    pub fn new(path: PathBuf, input: Input, options: Arc<ReadOptions>) -> Self {
        Self { lines: Lines::new(input), reader: Reader::new(path, options) }
    }
}

impl Iterator for Rows {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_given_up() {
            return None;
        }
        loop {
            let (number, line) = match self.lines.next(&self.reader.path) {
                Some(Ok(read)) => read,
                Some(Err(error)) => return Some(Err(error)),
                None => return self.reader.end().map(Err),
            };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(self.reader.read(number, &line));
        }
    }
}

/// True if the first line that holds anything is a JSON object with a "text".
pub fn looks_like(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{")
        && serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|line| line.contains_key("text"))
}

/// The name of a field that was asked for, else the usual one.
fn name_of(given: Option<&String>, usual: &str) -> String {
    given.cloned().unwrap_or_else(|| usual.to_owned())
}

impl Reader {
    fn document(&mut self, number: usize, line: &[u8]) -> Result<Document, String> {
        let options = Arc::clone(&self.options);
        let fields = &options.fields;
        let text_name = name_of(fields.text.as_ref(), "text");
        // The quick check first: nearly all lines are sound.
        let lossy = str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed);
        if !lossy.trim_start().starts_with('{') {
            return Err(format!("expected a JSON object with \"{text_name}\", found something else"));
        }
        let mut row: Map<String, Value> = serde_json::from_str(&lossy).map_err(|error| {
            format!("expected a JSON object with \"{text_name}\", found {}", plain_words(&error))
        })?;
        self.unseen.retain(|(name, _)| !row.contains_key(name));
        let text = match row.remove(&text_name) {
            Some(Value::String(text)) => text,
            Some(other) => {
                return Err(format!("expected \"{text_name}\" to be a string, found {}", kind(&other)));
            }
            None => return Err(format!("expected an object with \"{text_name}\", found none")),
        };
        let id_name = name_of(fields.id.as_ref(), "id");
        let id = match row.remove(&id_name) {
            Some(Value::String(id)) => Some(id),
            Some(Value::Number(id)) => Some(digits(&lossy, &id_name, &id)),
            None | Some(Value::Null) => None,
            Some(other) => {
                return Err(format!(
                    "expected \"{id_name}\" to be a string or a number, found {}",
                    kind(&other)
                ));
            }
        };
        let mut warnings = Vec::new();
        if matches!(lossy, std::borrow::Cow::Owned(_)) {
            warnings
                .push("not all of the line is UTF-8; damaged characters are shown as \u{FFFD}".to_owned());
        }
        let mut words_of = |name: &str| words(&mut warnings, name, row.remove(name));
        let title = words_of(&name_of(fields.title.as_ref(), "title"));
        let outlet = words_of(&name_of(fields.source.as_ref(), "source"));
        let date_name = name_of(fields.date.as_ref(), "published");
        let published = match row.remove(&date_name) {
            // Seconds or milliseconds since 1970.
            Some(Value::Number(number)) => Some(number.to_string()),
            other => words(&mut warnings, &date_name, other),
        };
        let record = Record { id, text, title, published, outlet, warnings };
        Ok(record.document(&self.path, number, &date_name, &options))
    }
}

/// A number as it is written, also where it has more digits than a number of the machine holds.
fn digits(object: &str, name: &str, number: &serde_json::Number) -> String {
    if !number.is_f64() {
        return number.to_string();
    }
    let raw: Option<BTreeMap<String, &RawValue>> = serde_json::from_str(object).ok();
    raw.and_then(|raw| raw.get(name).map(|raw| raw.get().to_owned())).unwrap_or_else(|| number.to_string())
}

/// A field's words; none, with a warning, if it holds anything but a string.
fn words(warnings: &mut Vec<String>, name: &str, value: Option<Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::String(words)) => Some(words).filter(|words| !words.trim().is_empty()),
        Some(other) => {
            warnings.push(format!("\"{name}\" is {} and was not read", kind(&other)));
            None
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The parser's message with its column; its line number is always 1 here and would mislead.
fn plain_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    format!("{message} at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Fields;

    fn read_all(input: &[u8]) -> (Vec<Document>, Vec<String>) {
        let input = Box::new(std::io::Cursor::new(input.to_vec()));
        let (mut documents, mut errors) = (Vec::new(), Vec::new());
        for row in Rows::new(PathBuf::from("feed.jsonl"), input, Arc::default()) {
            match row {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error.to_string()),
            }
        }
        (documents, errors)
    }

    #[test]
    fn a_file_of_other_rows_is_given_up_and_one_with_an_article_is_not() {
        let rows = "{\"id\":\"a\",\"place_name\":\"Goris\"}\n";
        let (documents, errors) = read_all(rows.repeat(500).as_bytes());
        assert_eq!((documents.len(), errors.len()), (0, MOST_BAD));
        assert!(
            errors[MOST_BAD - 1].contains("feed.jsonl:20: ")
                && errors[MOST_BAD - 1].contains("the rest of the file")
        );
        let mixed = format!("{}{{\"text\":\"x\"}}\n{}", rows.repeat(MOST_BAD - 1), rows.repeat(100));
        let (documents, errors) = read_all(mixed.as_bytes());
        assert_eq!((documents.len(), errors.len()), (1, MOST_BAD + 99));
    }

    #[test]
    fn fields_are_read_and_others_ignored() {
        let (documents, errors) = read_all(
            b"\xEF\xBB\xBF{\"id\":\"a1\",\"text\":\"Shells\\nfell\",\"title\":\"T\",\"published\":\"2022-10-11T08:00Z\",\"source\":\"Paper\",\"x\":[1]}\r\n\n{\"id\":7,\"text\":\"\",\"published\":null}\n{\"text\":\"c\"}",
        );
        assert!(errors.is_empty(), "{errors:?}");
        let brief: Vec<String> = documents
            .iter()
            .map(|d| {
                format!(
                    "{} {:?} {:?} {:?} {:?}",
                    d.id,
                    d.title,
                    d.outlet,
                    d.published.map(|p| p.date),
                    d.source.line
                )
            })
            .collect();
        assert_eq!(
            brief,
            [
                "a1 Some(\"T\") Some(\"Paper\") Some(2022-10-11) Some(1)",
                "7 None None None Some(3)",
                "feed:4 None None None Some(4)",
            ]
        );
        assert_eq!(documents[0].text, "Shells\nfell");
        assert_eq!(documents[1].warnings, ["the text is empty"]);
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        for (line, problem) in [
            ("{", "EOF while parsing an object at column 1"),
            ("[1]", "found something else"),
            ("{\"id\":\"a\"}", "expected an object with \"text\", found none"),
            ("{\"text\":5}", "expected \"text\" to be a string, found a number"),
            ("{\"id\":[],\"text\":\"a\"}", "expected \"id\" to be a string or a number, found a list"),
            (&format!("{{\"x\":{}", "[".repeat(100_000)), ""),
        ] {
            let (documents, errors) =
                read_all(format!("{{\"text\":\"a\"}}\n{line}\n{{\"text\":\"b\"}}\n").as_bytes());
            assert_eq!(documents.len(), 2, "{line:.20}");
            let [error] = errors.as_slice() else { panic!("{line:.20}: {errors:?}") };
            assert!(error.starts_with("feed.jsonl:2: ") && error.contains(problem), "{error:.200}");
        }
    }

    #[test]
    fn numbers_are_ids_and_days_as_they_are_written() {
        for (row, id, day) in [
            (r#"{"id":12345678901234567890123,"text":"a"}"#, "12345678901234567890123", None),
            (r#"{"id":18446744073709551615,"text":"a"}"#, "18446744073709551615", None),
            (r#"{"id":7,"text":"a","published":1683194400}"#, "7", Some("2023-05-04")),
            (r#"{"id":7.5,"text":"a","published":1683194400000}"#, "7.5", Some("2023-05-04")),
            (r#"{"id":"b","text":"a","published":20230504}"#, "b", Some("2023-05-04")),
        ] {
            let (documents, errors) = read_all(row.as_bytes());
            assert!(errors.is_empty(), "{row}: {errors:?}");
            assert_eq!(documents[0].id, id, "{row}");
            let found = documents[0].published.map(|published| published.date.to_string());
            assert_eq!(found.as_deref(), day, "{row}: {:?}", documents[0].warnings);
        }
    }

    #[test]
    fn a_field_that_no_article_has_is_said_once() {
        let fields = Fields { date: Some("dya".to_owned()), ..Fields::default() };
        let read = |feed: &str| -> Vec<String> {
            let options = ReadOptions { fields: fields.clone(), ..ReadOptions::default() };
            let input = Box::new(std::io::Cursor::new(feed.as_bytes().to_vec()));
            let rows = Rows::new(PathBuf::from("feed.jsonl"), input, Arc::new(options));
            rows.filter_map(Result::err).map(|error| error.to_string()).collect()
        };
        let wrong = "feed.jsonl: expected a field \"dya\" (--date-field), which no article has";
        assert_eq!(read("{\"text\":\"a\",\"day\":\"2023-05-04\"}\n{\"text\":\"b\"}\n"), [wrong]);
        assert!(read("{\"text\":\"a\"}\n{\"text\":\"b\",\"dya\":\"2023-05-04\"}\n").is_empty());
    }

    #[test]
    fn odd_values_are_warnings() {
        let (documents, _) =
            read_all(b"{\"text\":\"a \xFF b\\u0000\",\"title\":3,\"published\":\"yesterday\"}");
        assert_eq!(
            documents[0].warnings,
            [
                "NUL characters replaced by spaces",
                "not all of the line is UTF-8; damaged characters are shown as \u{FFFD}",
                "\"title\" is a number and was not read",
                "\"published\" is no date (YYYY-MM-DD): yesterday",
            ]
        );
        assert!(
            looks_like(b" {\"text\":\"a\"}\n")
                && !looks_like(b"{\"a\":1}")
                && !looks_like(b"{ text")
                && !looks_like(b"")
        );
    }
}
