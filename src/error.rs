//! The one error type of the crate: bad files and bad options, each naming what was expected.
//!
//! Articles are never an error, whatever they say; only files that cannot be read or written, rows that are not as documented, and
//! options without a meaning are.

use std::path::{Path, PathBuf};

/// What can go wrong outside the text itself. Bad prose is data, never an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {path}: {source}", path = quoted(path, action))]
    Io {
        /// What was tried: "read", "write", "create".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// A row of an input or data file is not as documented.
    #[error("{path}:{line}: {problem}", path = named(path))]
    BadRow {
        /// The file.
        path: PathBuf,
        /// Line number, counted from 1.
        line: usize,
        /// "expected ..., found ...".
        problem: String,
    },
    /// A whole file is not as documented.
    #[error("{path}: {problem}", path = named(path))]
    BadFile {
        /// The file.
        path: PathBuf,
        /// "expected ..., found ...".
        problem: String,
    },
    /// An argument has no meaning here.
    #[error("{0}")]
    Usage(String),
}

/// `Result` with the crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// A file as messages name it in front of a line: "standard input" for `-`.
#[must_use]
pub fn named(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// "standard output" for `-` that is written, else the name in quotation marks.
fn quoted(path: &Path, action: &str) -> String {
    match path == Path::new("-") {
        true if action == "write" => "standard output".to_owned(),
        true => named(path),
        false => format!("'{}'", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_called_what_it_is() {
        let io = |action, path: &str| {
            let (path, source) = (PathBuf::from(path), std::io::Error::other("full"));
            Error::Io { action, path, source }.to_string()
        };
        assert_eq!(io("write", "-"), "cannot write standard output: full");
        assert_eq!(io("read", "-"), "cannot read standard input: full");
        assert_eq!(io("read", "a b"), "cannot read 'a b': full");
        let row =
            |path: &str| Error::BadRow { path: path.into(), line: 3, problem: "no".to_owned() }.to_string();
        assert_eq!([row("-"), row("a")], ["standard input:3: no", "a:3: no"]);
        let file = Error::BadFile { path: "-".into(), problem: "no".to_owned() };
        assert_eq!(file.to_string(), "standard input: no");
    }
}
