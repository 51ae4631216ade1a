//! JSON Lines: one document a line, `{"id", "text", "title"?, "published"?, "source"?}`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::lines::Lines;
use super::record::Record;
use super::unpack::Input;
use super::{Document, ReadOptions};
use crate::error::Error;

/// The documents of a file, line by line; a bad line is an error that names it, the others are read all the same.
pub struct Rows {
    path: PathBuf,
    lines: Lines,
    options: Arc<ReadOptions>,
    /// Lines without an article before the first with one.
    bad: usize,
    any: bool,
}

/// Lines without an article after which a file without any is none of articles: its hundred thousand lines are not named one by one.
const MOST_BAD: usize = 20;

impl Rows {
    pub fn new(path: PathBuf, input: Input, options: Arc<ReadOptions>) -> Self {
        Self { path, lines: Lines::new(input), options, bad: 0, any: false }
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

impl Iterator for Rows {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.any && self.bad >= MOST_BAD {
            return None;
        }
        loop {
            let (number, line) = match self.lines.next(&self.path)? {
                Ok(read) => read,
                Err(error) => return Some(Err(error)),
            };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let read = document(&self.path, number, &line, &self.options);
            self.any |= read.is_ok();
            return Some(read.map_err(|problem| self.bad(number, problem)));
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

fn document(path: &Path, number: usize, line: &[u8], options: &ReadOptions) -> Result<Document, String> {
    let fields = &options.fields;
    let name_of = |given: &Option<String>, usual: &str| given.clone().unwrap_or_else(|| usual.to_owned());
    let text_name = name_of(&fields.text, "text");
    let lossy = String::from_utf8_lossy(line);
    if !lossy.trim_start().starts_with('{') {
        return Err(format!("expected a JSON object with \"{text_name}\", found something else"));
    }
    let mut row: Map<String, Value> = serde_json::from_str(&lossy).map_err(|error| {
        format!("expected a JSON object with \"{text_name}\", found {}", plain_words(&error))
    })?;
    let text = match row.remove(&text_name) {
        Some(Value::String(text)) => text,
        Some(other) => {
            return Err(format!("expected \"{text_name}\" to be a string, found {}", kind(&other)));
        }
        None => return Err(format!("expected an object with \"{text_name}\", found none")),
    };
    let id_name = name_of(&fields.id, "id");
    let id = match row.remove(&id_name) {
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        None | Some(Value::Null) => None,
        Some(other) => {
            return Err(format!("expected \"{id_name}\" to be a string or a number, found {}", kind(&other)));
        }
    };
    let mut warnings = Vec::new();
    if matches!(lossy, std::borrow::Cow::Owned(_)) {
        warnings.push("not all of the line is UTF-8; damaged characters are shown as \u{FFFD}".to_owned());
    }
    let mut words_of = |name: &str| words(&mut warnings, name, row.remove(name));
    let date_name = name_of(&fields.date, "published");
    let title = words_of(&name_of(&fields.title, "title"));
    let outlet = words_of(&name_of(&fields.source, "source"));
    let published = words_of(&date_name);
    let record = Record { id, text, title, published, outlet, warnings };
    Ok(record.document(path, number, &date_name, options))
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
