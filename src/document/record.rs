//! One row of a table or feed: the fields that make a document, whatever format they came in.

use std::path::Path;

use super::{Document, ReadOptions, Source, plain, published};

/// Names of the fields to read, where they are not the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The text; else "text".
    pub text: Option<String>,
    /// The document's id; else "id".
    pub id: Option<String>,
    /// The headline; else "title".
    pub title: Option<String>,
    /// The day of publication; else "published", or "date" in tables.
    pub date: Option<String>,
    /// The outlet; else "source".
    pub source: Option<String>,
}

/// What one row holds.
#[derive(Debug, Default)]
pub struct Record {
    pub id: Option<String>,
    pub text: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub warnings: Vec<String>,
}

impl Record {
    /// The row as a document; `date_name` is what its field of the day is called.
    pub fn document(self, path: &Path, line: usize, date_name: &str, options: &ReadOptions) -> Document {
        let id = self.id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("{}:{line}", plain::id(path)));
        let nuls = self.text.contains('\0');
        let mut document = Document::new(id, if nuls { self.text.replace('\0', " ") } else { self.text });
        document.source = Source { path: path.to_owned(), line: Some(line) };
        if nuls {
            document.warnings.push("NUL characters replaced by spaces".to_owned());
        }
        document.warnings.extend(self.warnings);
        let some = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
        document.title = some(self.title);
        document.outlet = some(self.outlet);
        let date = some(self.published);
        let field = date.as_deref().and_then(published::parse);
        if let (Some(date), None) = (&date, field) {
            document.warnings.push(format!("\"{date_name}\" is no date (YYYY-MM-DD): {date:.40}"));
        }
        plain::complete(&mut document, field, options);
        document
    }
}
