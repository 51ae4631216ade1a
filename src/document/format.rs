//! Which format an input has: told by its ending, or by its first bytes where it has none.

use std::path::Path;

/// A format that documents are read from; each may also be compressed (`.gz`, `.zst`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InputFormat {
    /// Plain text: one document, all of it text.
    Text,
    /// JSON Lines: one document a line.
    JsonLines,
    /// Markdown: one document, its prose without the marks.
    #[cfg(feature = "inputs")]
    Markdown,
    /// A web page: one document, its main text.
    #[cfg(feature = "inputs")]
    Html,
    /// A table separated by commas or semicolons: one document a row.
    #[cfg(feature = "inputs")]
    Csv,
    /// A table separated by tabs: one document a row.
    #[cfg(feature = "inputs")]
    Tsv,
    /// An archive of the web: one document a page that was fetched.
    #[cfg(feature = "inputs")]
    Warc,
    /// A Parquet table: one document a row.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl InputFormat {
    /// All formats of this build.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::JsonLines,
        #[cfg(feature = "inputs")]
        Self::Markdown,
        #[cfg(feature = "inputs")]
        Self::Html,
        #[cfg(feature = "inputs")]
        Self::Csv,
        #[cfg(feature = "inputs")]
        Self::Tsv,
        #[cfg(feature = "inputs")]
        Self::Warc,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::JsonLines => "jsonl",
            #[cfg(feature = "inputs")]
            Self::Markdown => "markdown",
            #[cfg(feature = "inputs")]
            Self::Html => "html",
            #[cfg(feature = "inputs")]
            Self::Csv => "csv",
            #[cfg(feature = "inputs")]
            Self::Tsv => "tsv",
            #[cfg(feature = "inputs")]
            Self::Warc => "warc",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// True for lines of text, each an article.
    pub(super) fn is_feed(self) -> bool {
        match self {
            Self::JsonLines => true,
            #[cfg(feature = "inputs")]
            Self::Csv | Self::Tsv => true,
            _ => false,
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Text => "plain text: one article",
            Self::JsonLines => {
                "JSON Lines: one article a line, {\"id\", \"text\", \"title\"?, \"published\"?, \"source\"?}"
            }
            #[cfg(feature = "inputs")]
            Self::Markdown => "Markdown: one article; title and date from its front matter or first heading",
            #[cfg(feature = "inputs")]
            Self::Html => "web page: its main text; title and date from its metadata",
            #[cfg(feature = "inputs")]
            Self::Csv => {
                "table with a head line: one article a row; columns text, id, title, published, source"
            }
            #[cfg(feature = "inputs")]
            Self::Tsv => "the same, separated by tabs",
            #[cfg(feature = "inputs")]
            Self::Warc => "archive of the web (WARC, WET): the main text of every page and text in it",
            #[cfg(feature = "parquet")]
            Self::Parquet => "Parquet table: one article a row; columns as in csv",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Its endings, without dot.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            // Without a reader of Markdown its marks are read as text.
            Self::Text if cfg!(feature = "inputs") => &["txt"],
            Self::Text => &["txt", "md"],
            Self::JsonLines => &["jsonl", "ndjson"],
            #[cfg(feature = "inputs")]
            Self::Markdown => &["md", "markdown"],
            #[cfg(feature = "inputs")]
            Self::Html => &["html", "htm", "xhtml"],
            #[cfg(feature = "inputs")]
            Self::Csv => &["csv"],
            #[cfg(feature = "inputs")]
            Self::Tsv => &["tsv"],
            #[cfg(feature = "inputs")]
            Self::Warc => &["warc", "wet"],
            #[cfg(feature = "parquet")]
            Self::Parquet => &["parquet"],
        }
    }

    /// The format that a file's name tells, whatever compresses it.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.iter().copied().find(|format| format.endings().contains(&ending))
    }

    /// ".txt, .md or .jsonl".
    #[must_use]
    pub fn endings_in_words() -> String {
        let endings: Vec<String> =
            Self::ALL.iter().flat_map(|format| format.endings()).map(|ending| format!(".{ending}")).collect();
        match endings.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => endings.concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_format() {
        for (name, expected) in [
            ("a.txt", Some(InputFormat::Text)),
            ("news/A.TXT.gz", Some(InputFormat::Text)),
            ("a.jsonl.zst", Some(InputFormat::JsonLines)),
            ("a.NDJSON", Some(InputFormat::JsonLines)),
            ("a.gz", None),
            ("a.pdf", None),
            ("txt", None),
            (".txt", Some(InputFormat::Text)),
            ("-", None),
        ] {
            assert_eq!(InputFormat::of_path(Path::new(name)), expected, "{name}");
        }
    }
}
