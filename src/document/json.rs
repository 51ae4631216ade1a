//! A JSON file that is no JSON Lines: one list of objects, or objects over several lines; each is one document.

use std::path::PathBuf;
use std::sync::Arc;

use super::jsonl::Reader;
use super::unpack::{self, Input};
use super::{Document, ReadOptions};
use crate::error::{Error, Result};

/// True if a file begins as a list of objects or as an object does, and not as prose in brackets.
pub fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(bytes).trim_ascii_start();
    let after = |bytes: &[u8]| bytes.get(1..).unwrap_or_default().trim_ascii_start().first().copied();
    match bytes.first() {
        Some(b'{') => matches!(after(bytes), None | Some(b'"' | b'}')),
        Some(b'[') => matches!(after(bytes), None | Some(b'{' | b']')),
        _ => false,
    }
}

/// The documents of a file.
pub struct Rows {
    reader: Reader,
    found: std::vec::IntoIter<(usize, Vec<u8>)>,
    /// What is wrong with the file, told after what stands before it.
    problem: Option<(usize, String)>,
}

impl Rows {
    pub fn new(path: PathBuf, mut input: Input, options: Arc<ReadOptions>) -> Result<Self> {
        let bytes = unpack::all(&mut input, &path)?;
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(&bytes);
        let (found, problem) = objects(text);
        Ok(Self { reader: Reader::new(path, options), found: found.into_iter(), problem })
    }
}

impl Iterator for Rows {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_given_up() {
            return None;
        }
        if let Some((line, object)) = self.found.next() {
            return Some(self.reader.read(line, &object));
        }
        let path = self.reader.path().to_owned();
        if let Some((line, problem)) = self.problem.take() {
            return Some(Err(Error::BadRow { path, line, problem }));
        }
        self.reader.end().map(Err)
    }
}

/// Objects with the lines that they begin in, and what is wrong with the text and where.
type Objects = (Vec<(usize, Vec<u8>)>, Option<(usize, String)>);

/// The objects of a list, or those that follow each other.
fn objects(text: &[u8]) -> Objects {
    let (mut found, mut line) = (Vec::new(), 1);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    // Where the object begins that is being read, and in which line.
    let mut start = (0, 1);
    let is_list = text.trim_ascii_start().starts_with(b"[");
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' => {
                if depth == 0 {
                    start = (at, line);
                }
                depth += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.push((start.1, text.get(start.0..=at).unwrap_or_default().to_vec()));
                }
            }
            b'[' | b']' | b',' if is_list || depth > 0 => {}
            byte if depth > 0 || byte.is_ascii_whitespace() => {}
            _ => return (found, Some((line, stray(text, at)))),
        }
    }
    let open = (depth > 0 || in_string)
        .then(|| (start.1, "expected the end of this object, found the end of the file".to_owned()));
    let cut = (is_list && !text.trim_ascii_end().ends_with(b"]"))
        .then(|| (line, "expected the end of the list, \"]\", found the end of the file".to_owned()));
    (found, open.or(cut))
}

/// What stands where an object should.
fn stray(text: &[u8], at: usize) -> String {
    let rest = String::from_utf8_lossy(text.get(at..).unwrap_or_default());
    let words: String = rest.chars().take(20).take_while(|c| *c != '\n').collect();
    format!("expected a JSON object, found '{words}'; the rest of the file is not read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let input = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let rows = Rows::new(PathBuf::from("a.json"), input, Arc::default()).unwrap();
        rows.map(|row| match row {
            Ok(d) => format!("{} {:?} {}", d.id, d.source.line, d.text),
            Err(error) => error.to_string(),
        })
        .collect()
    }

    #[test]
    fn lists_and_objects_over_lines_are_records() {
        for (text, expected) in [
            (
                "[\n {\"id\": 1, \"text\": \"A {b\\\"]\"},\n {\n  \"text\": \"C\",\n  \"tags\": [{}]\n }\n]\n",
                vec!["1 Some(2) A {b\"]", "a:3 Some(3) C"],
            ),
            ("\u{feff}{\n\"text\": \"A\"\n}\n", vec!["a:1 Some(1) A"]),
            ("[]", vec![]),
            (
                "[{\"text\": \"A\"},\n {\"no\": 1}]",
                vec!["a:1 Some(1) A", "a.json:2: expected an object with \"text\", found none"],
            ),
            (
                "[{\"text\": \"A\"},\n {\"text\": \"B\"",
                vec!["a:1 Some(1) A", "a.json:2: expected the end of this object, found the end of the file"],
            ),
            (
                "[{\"text\": \"A\"},\n",
                vec![
                    "a:1 Some(1) A",
                    "a.json:2: expected the end of the list, \"]\", found the end of the file",
                ],
            ),
            (
                "{\"text\": \"A\"}\nnews\n",
                vec![
                    "a:1 Some(1) A",
                    "a.json:2: expected a JSON object, found 'news'; the rest of the file is not read",
                ],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn prose_in_brackets_is_no_json() {
        for (text, expected) in [
            ("[{\"text\": 1}]", true),
            (" [\n", true),
            ("{\n", true),
            ("[]", true),
            ("[Editor's note] Shells fell", false),
            ("{{Infobox}}", false),
            ("\"Shells fell\"", false),
            ("", false),
        ] {
            assert_eq!(looks_like(text.as_bytes()), expected, "{text}");
        }
    }
}
