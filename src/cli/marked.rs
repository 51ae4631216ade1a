//! Reading `--mentions`: spans that somebody has marked as places, one JSON object a line.

use std::collections::BTreeMap;
use std::path::Path;

use eventmap::document::Document;
use eventmap::pipeline::Marked;
use eventmap::text::Span;
use eventmap::{Error, Result};
use serde::Deserialize;
use serde_json::Value;

/// One line; offsets in Unicode code points, end exclusive.
#[derive(Deserialize)]
struct Line {
    doc: Value,
    start: usize,
    end: usize,
}

/// The spans of `path` by document, each checked against the text of its document, and what was wrong with the other lines.
pub fn read(path: &Path, documents: &[Document]) -> Result<(Marked, Vec<Error>)> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let text = std::fs::read_to_string(path).map_err(io)?;
    let offsets: BTreeMap<&str, Vec<usize>> =
        documents.iter().map(|document| (document.id.as_str(), starts(&document.text))).collect();
    let (mut marked, mut errors) = (Marked::new(), Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match span(line, &offsets) {
            Ok((doc, span)) => marked.entry(doc).or_default().push(span),
            Err(problem) => errors.push(Error::BadRow { path: path.to_owned(), line: index + 1, problem }),
        }
    }
    Ok((marked, errors))
}

fn span(line: &str, offsets: &BTreeMap<&str, Vec<usize>>) -> std::result::Result<(String, Span), String> {
    let line: Line = serde_json::from_str(line)
        .map_err(|error| format!("expected {{\"doc\", \"start\", \"end\"}}, found {error}"))?;
    let doc = match line.doc {
        Value::String(doc) => doc,
        other => other.to_string(),
    };
    let starts = offsets
        .get(doc.as_str())
        .ok_or_else(|| format!("expected the id of a document that was read, found '{doc:.60}'"))?;
    match (starts.get(line.start), starts.get(line.end)) {
        (Some(&start), Some(&end)) if start < end => Ok((doc, Span::new(start, end))),
        _ => Err(format!(
            "expected a span within the {} characters of '{doc:.60}', found {} to {}",
            starts.len() - 1,
            line.start,
            line.end
        )),
    }
}

/// The byte at which each character begins, and the length of the text.
fn starts(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}
