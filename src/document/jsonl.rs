//! JSON Lines: one document a line, `{"id", "text", "title"?, "published"?, "source"?}`.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{Document, ReadOptions, Source, plain, published};
use crate::error::Error;

/// One line; fields of other names are not read.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    source: Option<Value>,
}

/// Reads every line of `bytes`; a bad line becomes an error that names it, the others are read all the same.
pub fn read(path: &Path, bytes: &[u8], options: &ReadOptions, errors: &mut Vec<Error>) -> Vec<Document> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut documents = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match document(path, index + 1, line, options) {
            Ok(document) => documents.push(document),
            Err(problem) => errors.push(Error::BadRow { path: path.to_owned(), line: index + 1, problem }),
        }
    }
    documents
}

/// True if the first line that holds anything is a JSON object with a "text".
pub fn looks_like(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && serde_json::from_slice::<Line>(line).is_ok_and(|line| line.text.is_some())
}

fn document(path: &Path, number: usize, line: &[u8], options: &ReadOptions) -> Result<Document, String> {
    let lossy = String::from_utf8_lossy(line);
    if !lossy.trim_start().starts_with('{') {
        return Err("expected a JSON object with \"text\", found something else".to_owned());
    }
    let row: Line = serde_json::from_str(&lossy)
        .map_err(|error| format!("expected a JSON object with \"text\", found {}", plain_words(&error)))?;
    let text = match row.text {
        Some(Value::String(text)) => text,
        Some(other) => return Err(format!("expected \"text\" to be a string, found {}", kind(&other))),
        None => return Err("expected an object with \"text\", found none".to_owned()),
    };
    let id = match row.id {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null | Value::String(_)) => format!("{}:{number}", plain::id(path)),
        Some(other) => {
            return Err(format!("expected \"id\" to be a string or a number, found {}", kind(&other)));
        }
    };
    let nuls = text.matches('\0').count();
    let mut document = Document::new(id, if nuls > 0 { text.replace('\0', " ") } else { text });
    document.source = Source { path: path.to_owned(), line: Some(number) };
    if nuls > 0 {
        document.warnings.push("NUL characters replaced by spaces".to_owned());
    }
    if matches!(lossy, std::borrow::Cow::Owned(_)) {
        document
            .warnings
            .push("not all of the line is UTF-8; damaged characters are shown as \u{FFFD}".to_owned());
    }
    document.title = words(&mut document.warnings, "title", row.title);
    document.outlet = words(&mut document.warnings, "source", row.source);
    let date = words(&mut document.warnings, "published", row.published);
    let field = date.as_deref().and_then(published::parse);
    if let (Some(date), None) = (&date, field) {
        document.warnings.push(format!("\"published\" is no date (YYYY-MM-DD): {date:.40}"));
    }
    plain::complete(&mut document, field, options);
    Ok(document)
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
        let mut errors = Vec::new();
        let documents = read(Path::new("feed.jsonl"), input, &ReadOptions::default(), &mut errors);
        (documents, errors.iter().map(ToString::to_string).collect())
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
