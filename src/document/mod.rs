//! Reading input: documents, their dates and their language.
//!
//! | to read | call |
//! | --- | --- |
//! | files, folders and patterns, all at once | [`read_inputs`] |
//! | the same one by one, in bounded memory | [`Documents`] |
//! | bytes that are at hand | [`read_bytes`] |
//! | a text that is at hand | [`Document::new`] |
//!
//! The format follows from a name ([`InputFormat`]) or is set in [`ReadOptions`], with the names of fields. Whatever the bytes are, reading ends without a
//! panic: what can be mended is read with a warning in [`Document::warnings`], what cannot is an [`Error`](crate::Error) that names
//! file and line, and the rest is read. After all are read, [`settle`] dates articles by the weekdays that others of the run explain.
//!
//! ```
//! use eventmap::document::{ReadOptions, read_bytes};
//! use std::path::Path;
//!
//! let lines = b"{\"id\": \"a\", \"text\": \"Shells hit Kozinka.\", \"published\": \"2023-06-02\"}\nno JSON\n".to_vec();
//! let (documents, errors) = read_bytes(Path::new("feed.jsonl"), lines, &ReadOptions::default());
//! assert_eq!((documents.len(), errors.len()), (1, 1));
//! assert!(documents[0].published.is_some());
//! assert!(errors[0].to_string().starts_with("feed.jsonl:2: "));
//! ```

#[cfg(feature = "inputs")]
mod columns;
mod cyrillic;
mod decode;
mod format;
#[cfg(feature = "inputs")]
mod html;
#[cfg(feature = "inputs")]
mod html_day;
mod ids;
mod json;
mod jsonl;
mod language;
mod lines;
#[cfg(feature = "inputs")]
mod markdown;
#[cfg(feature = "inputs")]
mod nesting;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
pub mod published;
#[cfg(feature = "inputs")]
mod quotes;
mod read;
mod record;
#[cfg(feature = "inputs")]
mod separated;
mod unpack;
mod walk;
#[cfg(feature = "inputs")]
mod warc;
mod wide;

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

pub use format::InputFormat;
pub use ids::UniqueIds;
pub use language::is_known as is_language;
#[cfg(feature = "parquet")]
pub use parquet::is_guarded;
pub use published::settle;
pub use read::{
    Documents, LARGEST_TEXT, ReadOptions, bring_together, is_read, passed_over, read_bytes, read_inputs,
};
pub use record::Fields;

use crate::text::Span;

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The file, or `-` for standard input.
    pub path: PathBuf,
    /// Line in that file for formats with one document a line, counted from 1.
    pub line: Option<usize>,
}

/// How the date of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PublishedBasis {
    /// A field of the input format.
    Field,
    /// Given on the command line for the whole run.
    Option,
    /// A header in the text such as "date 2023-06-02".
    Header,
    /// A dated weekday in the text ("Thursday, June 1") that fits one year only, alone or with the run's other articles.
    DatedWeekday,
    /// A full date (day, month, year) in the text that reads as its own day.
    FullDate,
}

impl PublishedBasis {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Option => "option",
            Self::Header => "header",
            Self::DatedWeekday => "dated-weekday",
            Self::FullDate => "full-date",
        }
    }
}

/// A date of publication and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// How it is known.
    pub basis: PublishedBasis,
    /// The words that gave it, for the bases that lie in the text.
    pub span: Option<Span>,
}

impl Published {
    /// True if the input states the day; false if it was inferred from days that the text tells, and may then be a
    /// day or two too early.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        matches!(self.basis, PublishedBasis::Field | PublishedBasis::Option | PublishedBasis::Header)
    }
}

/// One article.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Stable id: the input's own, or the file's name without its ending.
    pub id: String,
    /// Where it came from.
    pub source: Source,
    /// Headline, where the input format has one; it is not part of `text`.
    pub title: Option<String>,
    /// Outlet, where the input format has it.
    pub outlet: Option<String>,
    /// Date of publication; none where nothing tells it.
    pub published: Option<Published>,
    /// ISO 639-1 code of the text's language; none if it could not be told.
    pub language: Option<String>,
    /// The text as it came, decoded to UTF-8; every span counts its bytes.
    pub text: String,
    /// What had to be mended while reading it ("3 bytes are not UTF-8").
    pub warnings: Vec<String>,
}

impl Document {
    /// A document of that id and text, of which nothing else is known.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            source: Source { path: PathBuf::from("-"), line: None },
            title: None,
            outlet: None,
            published: None,
            language: None,
            text: text.into(),
            warnings: Vec::new(),
        }
    }
}
