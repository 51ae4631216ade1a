//! From the arguments of a run to its documents, one by one.

use std::collections::VecDeque;
use std::io::{BufRead as _, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::format::InputFormat;
use super::unpack::{self, Input};
use super::{Document, Fields, ids, json, jsonl, plain, settle, walk, wide};
#[cfg(feature = "inputs")]
use super::{html, markdown, separated, warc};
use crate::error::{Error, Result};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Day of publication of every document that does not carry its own.
    pub published: Option<Date>,
    /// A folder or file that is not read when it lies inside an input folder: the results of earlier runs.
    pub leave_out: Option<PathBuf>,
    /// Names of the fields of JSON Lines and the columns of tables, where they are not the usual ones.
    pub fields: Fields,
    /// The format of every input, whatever its name tells.
    pub format: Option<InputFormat>,
    /// ISO 639-1 code of the language of every document, where it is not to be told by the texts.
    pub language: Option<String>,
    /// Bytes of the largest text that is read; [`LARGEST_TEXT`] if none is given.
    pub largest: Option<usize>,
}

impl ReadOptions {
    /// The document, or an error where its text is larger than is allowed.
    fn within(&self, document: Document) -> Result<Document> {
        let most = self.largest.unwrap_or(LARGEST_TEXT);
        if document.text.len() <= most {
            return Ok(document);
        }
        let problem = format!(
            "expected a text of at most {} MB, found {} MB: a higher --largest reads it, in some 35 times as much memory",
            most / MB,
            document.text.len().div_ceil(MB)
        );
        let path = document.source.path;
        Err(match document.source.line {
            Some(line) => Error::BadRow { path, line, problem },
            None => Error::BadFile { path, problem },
        })
    }
}

/// Bytes of the largest text that is read unless more is asked for: twenty long books. One text is read as a whole, with its words,
/// sentences and names.
pub const LARGEST_TEXT: usize = 32 * MB;

/// Bytes of a megabyte.
const MB: usize = 1_000_000;

/// Documents of one file, one by one.
pub(super) type Stream = Box<dyn Iterator<Item = Result<Document>> + Send>;

/// The documents of all inputs in their order, read one by one: memory holds the one that is being read.
///
/// Inputs are files, folders (their files by name), patterns such as `news/*.txt`, and `-` for standard input. What
/// cannot be read is an error in its place; everything else is read all the same. Ids are as the inputs have them, and
/// dates that need the whole run are not settled: [`read_inputs`] does both.
pub struct Documents {
    inputs: VecDeque<PathBuf>,
    files: VecDeque<PathBuf>,
    errors: VecDeque<Error>,
    open: Option<Stream>,
    options: Arc<ReadOptions>,
    stdin_read: bool,
    /// Files that were listed, where inputs may name one several times.
    listed: FxHashSet<PathBuf>,
}

impl Documents {
    /// Nothing is opened before the first document is asked for.
    #[must_use]
    pub fn new(inputs: &[PathBuf], options: &ReadOptions) -> Self {
        Self {
            inputs: inputs.iter().cloned().collect(),
            files: VecDeque::new(),
            errors: VecDeque::new(),
            open: None,
            options: Arc::new(options.clone()),
            stdin_read: false,
            listed: FxHashSet::default(),
        }
    }

    /// Lists the files of the next input; false if there is none.
    fn next_input(&mut self) -> bool {
        let Some(input) = self.inputs.pop_front() else { return false };
        if input == Path::new("-") && std::mem::replace(&mut self.stdin_read, true) {
            self.errors.push_back(Error::Usage("standard input ('-') can be read once only".to_owned()));
            return true;
        }
        let mut errors = Vec::new();
        let files = walk::files(&input, &self.options, &mut errors);
        if self.inputs.is_empty() && self.listed.is_empty() {
            self.files.extend(files);
        } else {
            // "a.txt ./a.txt news", where news holds a link to it: one article is told once.
            let mut is_new = |file: &PathBuf| {
                file.canonicalize().map_or(true, |real| self.listed.insert(real)) || !file.is_file()
            };
            self.files.extend(files.into_iter().filter(&mut is_new));
        }
        self.errors.extend(errors);
        true
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(error) = self.errors.pop_front() {
                return Some(Err(error));
            }
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found.and_then(|document| self.options.within(document)));
            }
            self.open = None;
            if let Some(path) = self.files.pop_front() {
                match open(&path, &self.options) {
                    Ok(stream) => self.open = Some(stream),
                    Err(error) => return Some(Err(error)),
                }
            } else if !self.next_input() {
                return None;
            }
        }
    }
}

/// Reads all inputs at once, gives every document an id of its own and settles dates that need the whole run.
#[must_use]
pub fn read_inputs(inputs: &[PathBuf], options: &ReadOptions) -> (Vec<Document>, Vec<Error>) {
    bring_together(Documents::new(inputs, options))
}

/// What [`Documents`] gave, brought together as [`read_inputs`] does.
#[must_use]
pub fn bring_together(found: impl IntoIterator<Item = Result<Document>>) -> (Vec<Document>, Vec<Error>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for found in found {
        match found {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    ids::make_unique(&mut documents);
    settle(&mut documents);
    (documents, errors)
}

/// True if the file at `path` is one of those that the inputs name: itself, in a folder, or by a pattern.
#[must_use]
pub fn is_read(inputs: &[PathBuf], path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let files = inputs.iter().flat_map(|input| walk::files(input, &ReadOptions::default(), &mut Vec::new()));
    files.into_iter().any(|file| file.canonicalize().is_ok_and(|file| file == path))
}

/// Files in the folders among the inputs that are not read, for their endings tell no format: `a.docx`.
#[must_use]
pub fn passed_over(inputs: &[PathBuf], options: &ReadOptions) -> Vec<PathBuf> {
    let folders = inputs.iter().filter(|input| input.is_dir());
    folders.flat_map(|folder| walk::passed_over(folder, options)).collect()
}

/// The documents of one file.
fn open(path: &Path, options: &Arc<ReadOptions>) -> Result<Stream> {
    stream(path, unpack::open(path)?, options)
}

/// The documents that `bytes` hold, as if they were the file at `path`, which is not touched.
///
/// ```
/// use eventmap::document::{ReadOptions, read_bytes};
///
/// let feed = b"{\"id\": \"a\", \"text\": \"Shells hit a house.\"}\nno JSON\n".to_vec();
/// let (documents, errors) = read_bytes("feed.jsonl".as_ref(), feed, &ReadOptions::default());
/// assert_eq!(documents[0].id, "a");
/// assert!(errors[0].to_string().starts_with("feed.jsonl:2: "));
/// ```
#[must_use]
pub fn read_bytes(path: &Path, bytes: Vec<u8>, options: &ReadOptions) -> (Vec<Document>, Vec<Error>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let input = unpack::unpacked(Box::new(Cursor::new(bytes))).map_err(io);
    match input.and_then(|input| stream(path, input, &Arc::new(options.clone()))) {
        Ok(stream) => {
            for found in stream {
                match found.and_then(|document| options.within(document)) {
                    Ok(document) => documents.push(document),
                    Err(error) => errors.push(error),
                }
            }
        }
        Err(error) => errors.push(error),
    }
    (documents, errors)
}

fn stream(path: &Path, input: Input, options: &Arc<ReadOptions>) -> Result<Stream> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let known = options.format.or_else(|| InputFormat::of_path(path));
    let (format, input) = if let Some(format) = known {
        (format, input)
    } else {
        // What it is, is seen from its first line.
        let (head, input) = begun(path, wide::in_utf8(input, false).map_err(io)?)?;
        let is_feed = path == Path::new("-") && jsonl::looks_like(&head);
        if json::looks_like(&head) && !is_feed {
            return Ok(Box::new(json::Rows::new(path.to_owned(), input, Arc::clone(options))?));
        }
        (looks_like(path, &head), input)
    };
    let input = if format.is_feed() { wide::in_utf8(input, true).map_err(io)? } else { input };
    match format {
        InputFormat::JsonLines => Ok(Box::new(jsonl::Rows::new(path.to_owned(), input, Arc::clone(options)))),
        InputFormat::Text => whole(plain::read, path, input, options),
        #[cfg(feature = "inputs")]
        InputFormat::Markdown => whole(markdown::read, path, input, options),
        #[cfg(feature = "inputs")]
        InputFormat::Html => whole(html::read, path, input, options),
        #[cfg(feature = "inputs")]
        InputFormat::Csv | InputFormat::Tsv => {
            let tabs = format == InputFormat::Tsv;
            Ok(Box::new(separated::Rows::new(path.to_owned(), input, tabs, Arc::clone(options))?))
        }
        #[cfg(feature = "inputs")]
        InputFormat::Warc => Ok(Box::new(warc::Rows::new(path.to_owned(), input, Arc::clone(options)))),
        #[cfg(feature = "parquet")]
        InputFormat::Parquet => {
            Ok(Box::new(super::parquet::Rows::new(path.to_owned(), input, Arc::clone(options))?))
        }
    }
}

/// Reads the one document of a file.
type ReadWhole = fn(&Path, Vec<u8>, &ReadOptions) -> std::result::Result<Document, String>;

/// A stream of the one document that a whole file is.
fn whole(read: ReadWhole, path: &Path, mut input: Input, options: &ReadOptions) -> Result<Stream> {
    let bytes = unpack::all(&mut input, path)?;
    let read = read(path, bytes, options);
    let read = read.map_err(|problem| Error::BadFile { path: path.to_owned(), problem });
    Ok(Box::new(std::iter::once(read)))
}

/// The first line that holds anything, with what stands before it, and the input from its start.
fn begun(path: &Path, mut input: Input) -> Result<(Vec<u8>, Input)> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let mut head = Vec::new();
    loop {
        let n = (&mut input).take(unpack::LARGEST).read_until(b'\n', &mut head).map_err(io)?;
        if n == 0 || !head.trim_ascii().is_empty() || head.len() as u64 > unpack::LARGEST {
            break;
        }
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// What the first line that holds anything looks like.
fn looks_like(path: &Path, head: &[u8]) -> InputFormat {
    #[cfg(feature = "inputs")]
    {
        let start: Vec<u8> = head.trim_ascii_start().iter().take(16).map(u8::to_ascii_lowercase).collect();
        let start = start.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(&start);
        if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            return InputFormat::Html;
        }
        if start.starts_with(b"warc/") {
            return InputFormat::Warc;
        }
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return InputFormat::Parquet;
    }
    if path == Path::new("-") && jsonl::looks_like(head) { InputFormat::JsonLines } else { InputFormat::Text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder of its own for one test, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("eventmap-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn folders_are_read_by_name_and_errors_stop_nothing() {
        let folder = Folder::new("read");
        folder.write("b.txt", "date 2022-10-12 Second.");
        folder.write("a.TXT", "On Monday, October 10, shells fell.");
        folder.write("c/a.md", "Third");
        folder.write("d.jsonl", "{\"id\":\"b\",\"text\":\"Fourth\"}\nbad\n");
        folder.write("e.pdf", "not read");
        folder.write(".hidden.txt", "not read");
        folder.write("f.txt", "\0\u{1}\u{2}\u{3}");
        let inputs = [folder.0.clone(), folder.0.join("missing.txt"), folder.0.join("e.pdf")];
        let (documents, errors) = read_inputs(&inputs, &ReadOptions::default());
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "a-2", "b-2", "e"]);
        assert_eq!(documents[0].published.map(|p| p.date.to_string()).as_deref(), Some("2022-10-10"));
        let problems: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(
            problems[0].contains("d.jsonl:2: ")
                && problems[1].contains("f.txt")
                && problems[2].contains("missing")
        );
    }

    #[test]
    fn a_text_above_the_limit_is_named_and_the_rest_is_read() {
        let feed = format!(
            "{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"Short.\"}}\n",
            "x ".repeat(600_000)
        );
        let read = |largest| {
            let options = ReadOptions { largest, ..ReadOptions::default() };
            read_bytes(Path::new("a.jsonl"), feed.clone().into_bytes(), &options)
        };
        let (documents, errors) = read(Some(1_000_000));
        assert_eq!(documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), ["b"]);
        let error = errors[0].to_string();
        assert!(error.starts_with("a.jsonl:1: expected a text of at most 1 MB, found 2 MB"), "{error}");
        assert!(read(None).1.is_empty());
    }

    #[test]
    fn an_empty_folder_is_said_and_an_empty_file_is_a_document() {
        let folder = Folder::new("empty");
        let (documents, errors) = read_inputs(std::slice::from_ref(&folder.0), &ReadOptions::default());
        assert!(documents.is_empty() && errors.len() == 1);
        folder.write("a.txt", "");
        let (documents, errors) = read_inputs(std::slice::from_ref(&folder.0), &ReadOptions::default());
        assert!(errors.is_empty());
        assert_eq!(documents[0].warnings, ["the text is empty"]);
    }
}
