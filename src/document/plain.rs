//! A plain text file: one document, all of it text.

use std::path::Path;

use super::decode::decode;
use super::{Document, ReadOptions, Source, language, published};

/// The document that the bytes of the file at `path` hold; an error message if they are no text.
pub fn read(path: &Path, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, String> {
    let decoded = decode(bytes)?;
    let mut document = Document::new(id(path), decoded.text);
    document.warnings = decoded.warnings;
    document.source = Source { path: path.to_owned(), line: None };
    complete(&mut document, None, options);
    Ok(document)
}

/// Adds what is read from the text itself: language, date, and a warning if there is nothing to read.
pub fn complete(document: &mut Document, field: Option<jiff::civil::Date>, options: &ReadOptions) {
    document.language = options.language.clone().or_else(|| language::detect(&document.text));
    document.published = published::stated(&document.text, field, options.published);
    let doubt = document.published.and_then(|published| published::doubt(&document.text, &published));
    document.warnings.extend(doubt);
    if document.text.is_empty() {
        document.warnings.push("the text is empty".to_owned());
    } else if !document.text.contains(char::is_alphanumeric) {
        document.warnings.push("the text holds no word".to_owned());
    }
}

/// The file's name without its ending; `stdin` for standard input.
pub fn id(path: &Path) -> String {
    if path == Path::new("-") {
        return "stdin".to_owned();
    }
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
