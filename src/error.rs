//! The one error type of the crate: bad files and bad options, each naming what was expected.
//!
//! Articles are never an error, whatever they say; only files that cannot be read or written, rows that are not as documented, and
//! options without a meaning are.

use std::path::PathBuf;

/// What can go wrong outside the text itself. Bad prose is data, never an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} '{path}': {source}", path = path.display())]
    Io {
        /// What was tried: "read", "write", "create".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// A row of an input or data file is not as documented.
    #[error("{path}:{line}: {problem}", path = path.display())]
    BadRow {
        /// The file.
        path: PathBuf,
        /// Line number, counted from 1.
        line: usize,
        /// "expected ..., found ...".
        problem: String,
    },
    /// A whole file is not as documented.
    #[error("{path}: {problem}", path = path.display())]
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
