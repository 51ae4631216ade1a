//! From the arguments of a run to its files: folders, patterns, standard input.

use std::fs;
use std::path::{Path, PathBuf};

use super::ReadOptions;
use super::format::InputFormat;
use crate::error::Error;

/// Folders inside folders that are followed; more is a loop or a mistake.
const DEEPEST: usize = 64;

/// The file itself, the files of a folder by name, or the files that a pattern such as `news/*.txt` fits.
pub fn files(input: &Path, options: &ReadOptions, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    if input == Path::new("-") || input.is_file() {
        return vec![input.to_owned()];
    }
    if input.is_dir() {
        return folder(input, options, errors);
    }
    match pattern(input) {
        Some(pattern) => fitting(input, &pattern, options, errors),
        None => vec![input.to_owned()],
    }
}

fn folder(input: &Path, options: &ReadOptions, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let before = errors.len();
    walk(input, DEEPEST, &mut |path| found.extend(is_readable(path).then(|| path.to_owned())), errors);
    without_results(input, options, &mut found);
    if found.is_empty() && errors.len() == before {
        let problem =
            format!("expected {} files in this folder, found none", InputFormat::endings_in_words());
        errors.push(Error::BadFile { path: input.to_owned(), problem });
    }
    found
}

/// Drops what lies in a folder of results, or is the file of them, below `start`. One that `start` itself lies in says nothing of it.
fn without_results(start: &Path, options: &ReadOptions, found: &mut Vec<PathBuf>) {
    let results = options.leave_out.as_ref().and_then(|folder| folder.canonicalize().ok());
    let start = start.canonicalize().ok();
    let Some((results, start)) = results.zip(start) else { return };
    if results != start && results.starts_with(&start) {
        found.retain(|path| path.canonicalize().map_or(true, |path| !path.starts_with(&results)));
    }
}

fn is_readable(path: &Path) -> bool {
    InputFormat::of_path(path).is_some()
}

/// The files of a folder whose endings tell no format.
pub fn passed_over(folder: &Path, options: &ReadOptions) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if options.format.is_none() {
        let mut see = |path: &Path| found.extend((!is_readable(path)).then(|| path.to_owned()));
        // What cannot be listed is told when it is to be read.
        walk(folder, DEEPEST, &mut see, &mut Vec::new());
        without_results(folder, options, &mut found);
    }
    found
}

/// Shows `see` every file of a folder, by name, and of those in it.
fn walk(folder: &Path, depth: usize, see: &mut dyn FnMut(&Path), errors: &mut Vec<Error>) {
    for path in entries(folder, errors) {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        // Links to folders are not followed: they can lead out of the input or round in a ring.
        if hidden || (path.is_symlink() && path.is_dir()) {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                walk(&path, depth - 1, see, errors);
            }
        } else {
            see(&path);
        }
    }
}

/// What a folder holds, by name.
fn entries(folder: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    match fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
            paths.sort();
            paths
        }
        Err(source) => {
            errors.push(Error::Io { action: "read", path: folder.to_owned(), source });
            Vec::new()
        }
    }
}

/// The words of a path with `*` or `?` in it.
fn pattern(input: &Path) -> Option<String> {
    let words = input.to_str()?;
    words.contains(['*', '?']).then(|| words.to_owned())
}

/// All files that a pattern fits: `*` and `?` stand for anything but a slash, `**` for any folders.
fn fitting(input: &Path, pattern: &str, options: &ReadOptions, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let fixed = parts.iter().take_while(|part| !part.contains(['*', '?'])).count();
    let start = parts.get(..fixed).unwrap_or_default().join("/");
    let start = match (start.is_empty(), pattern.starts_with('/')) {
        (true, true) => PathBuf::from("/"),
        (true, false) => PathBuf::from("."),
        (false, _) => PathBuf::from(&start),
    };
    let mut found = Vec::new();
    let before = errors.len();
    descend(&start, parts.get(fixed..).unwrap_or_default(), DEEPEST, &mut found, errors);
    without_results(&start, options, &mut found);
    found.sort();
    found.dedup();
    if found.is_empty() && errors.len() == before {
        let problem = "expected files that this pattern fits, found none".to_owned();
        errors.push(Error::BadFile { path: input.to_owned(), problem });
    }
    // "./a.txt" is how nobody writes it.
    found.into_iter().map(|path| path.strip_prefix("./").map(Path::to_owned).unwrap_or(path)).collect()
}

fn descend(folder: &Path, parts: &[&str], depth: usize, found: &mut Vec<PathBuf>, errors: &mut Vec<Error>) {
    let Some((part, rest)) = parts.split_first() else { return };
    if *part == "**" {
        descend(folder, rest, depth, found, errors);
    }
    for path in entries(folder, errors) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.is_dir() && !path.is_symlink();
        if (name.starts_with('.') && !part.starts_with('.')) || depth == 0 {
            continue;
        }
        if *part == "**" {
            if folder {
                descend(&path, parts, depth - 1, found, errors);
            }
        } else if fits(part, &name) {
            match (rest.is_empty(), folder) {
                (true, false) => found.push(path),
                (false, true) => descend(&path, rest, depth - 1, found, errors),
                _ => {}
            }
        }
    }
}

/// True if `pattern` with `*` (any characters) and `?` (one character) fits all of `name`.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where the last star stands, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some('?') => (p, n) = (p + 1, n + 1),
            Some(c) if name.get(n) == Some(c) => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    (p, n) = (at + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_fit_whole_names() {
        for (pattern, name, expected) in [
            ("*.txt", "a.txt", true),
            ("*.txt", "a.txt.gz", false),
            ("a?c*", "abcdef", true),
            ("a?c", "ac", false),
            ("*a*a*", "banana", true),
            ("**", "", true),
            ("*ї*", "Київ", true),
            ("a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
