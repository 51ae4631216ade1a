//! From the arguments of a run to its documents: files, folders, standard input.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Document, ids, jsonl, plain, settle};
use crate::error::{Error, Result};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Day of publication of every document that does not carry its own.
    pub published: Option<Date>,
    /// A folder that is not read when it lies inside an input folder: the results of earlier runs.
    pub leave_out: Option<PathBuf>,
}

/// Endings of the files that are read from a folder; a file named outright is read whatever its ending.
const ENDINGS: [&str; 4] = ["txt", "md", "jsonl", "ndjson"];

/// Folders inside folders that are followed; more is a loop or a mistake.
const DEEPEST: usize = 64;

/// Reads all inputs, in their order: text files, JSON Lines, folders of both (sorted by name), `-` for standard input.
///
/// What cannot be read becomes an error; everything else is read all the same. Dates that need the whole run are
/// settled at the end.
#[must_use]
pub fn read_inputs(inputs: &[PathBuf], options: &ReadOptions) -> (Vec<Document>, Vec<Error>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let mut stdin_read = false;
    for input in inputs {
        if input == Path::new("-") {
            if stdin_read {
                errors.push(Error::Usage("standard input ('-') can be read once only".to_owned()));
                continue;
            }
            stdin_read = true;
        }
        for path in files(input, options, &mut errors) {
            read_file(&path, options, &mut documents, &mut errors);
        }
    }
    ids::make_unique(&mut documents);
    settle(&mut documents);
    (documents, errors)
}

/// The file itself, or the files of a folder.
fn files(input: &Path, options: &ReadOptions, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    if input == Path::new("-") || !input.is_dir() {
        return vec![input.to_owned()];
    }
    let mut found = Vec::new();
    let before = errors.len();
    let leave_out = options.leave_out.as_ref().and_then(|folder| folder.canonicalize().ok());
    walk(input, DEEPEST, &mut found, errors);
    if let Some(folder) = leave_out {
        found.retain(|path| path.canonicalize().map_or(true, |path| !path.starts_with(&folder)));
    }
    if found.is_empty() && errors.len() == before {
        let problem = "expected .txt, .md or .jsonl files in this folder, found none".to_owned();
        errors.push(Error::BadFile { path: input.to_owned(), problem });
    }
    found
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, errors: &mut Vec<Error>) {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(source) => {
            errors.push(Error::Io { action: "read", path: folder.to_owned(), source });
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        // Links to folders are not followed: they can lead out of the input or round in a ring.
        if hidden || (path.is_symlink() && path.is_dir()) {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                walk(&path, depth - 1, found, errors);
            }
        } else if ending(&path).is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            found.push(path);
        }
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

fn read_file(path: &Path, options: &ReadOptions, documents: &mut Vec<Document>, errors: &mut Vec<Error>) {
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return errors.push(error),
    };
    let lines = match ending(path).as_deref() {
        Some("jsonl" | "ndjson") => true,
        _ => path == Path::new("-") && jsonl::looks_like(&bytes),
    };
    if lines {
        documents.extend(jsonl::read(path, &bytes, options, errors));
        return;
    }
    match plain::read(path, bytes, options) {
        Ok(document) => documents.push(document),
        Err(problem) => errors.push(Error::BadFile { path: path.to_owned(), problem }),
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|source| Error::Io { action: "read", path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

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
