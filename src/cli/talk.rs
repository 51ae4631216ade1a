//! What goes to standard error (errors, warnings, summaries) and to standard output (results alone).

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ValueEnum;
use eventmap::document::{Document, InputFormat};
use eventmap::{Error, Result};

use serde_json::json;

use super::terminal::visible;

/// The form of what goes to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    // Lines for people.
    Text,
    // One JSON object a line: level, code, message, file, line, help. No doc comments: they would make every `--help` long.
    Json,
}

/// Whether messages are JSON; set once, before anything is said.
static AS_JSON: AtomicBool = AtomicBool::new(false);

/// Sets the form of all messages to come.
pub fn set_form(form: MessageFormat) {
    AS_JSON.store(form == MessageFormat::Json, Ordering::Relaxed);
}

/// The inputs of articles, where the verb reads any; help for other files speaks of none.
static ARTICLES: OnceLock<Vec<PathBuf>> = OnceLock::new();

/// Says which inputs hold articles; the first call counts.
pub fn set_articles(paths: &[PathBuf]) {
    // A second call is of the same run and has the same inputs.
    let _ = ARTICLES.set(paths.to_vec());
}

/// True if a file is an input of articles, or may lie in one.
fn is_article(path: &Path) -> bool {
    let inputs = ARTICLES.get().map(Vec::as_slice).unwrap_or_default();
    let is_pattern = |input: &Path| input.to_string_lossy().contains(['*', '?']);
    inputs.iter().any(|input| path.starts_with(input) || is_pattern(input))
}

/// One message as a JSON object, every key in every one.
fn json_line(
    level: &str,
    code: &str,
    message: &str,
    place: (Option<String>, Option<usize>),
    help: Option<&str>,
) {
    let (file, line) = place;
    let object = json!({
        "level": level, "code": code, "message": message, "file": file, "line": line, "help": help,
    });
    let _ = writeln!(std::io::stderr().lock(), "{object}");
}

/// Writes results as they are. A reader that has gone away is no error, as in [`results`].
pub fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Error::Io { action: "write", path: PathBuf::from("-"), source }),
        Ok(()) => Ok(()),
    }
}

/// Writes results. A reader that has gone away (`| head`) has what it wanted: that is no error.
pub fn results(text: &str) -> Result<()> {
    bytes(text.as_bytes())
}

/// A line on standard error; if that cannot be written there is nobody to tell.
pub fn say(line: &str) {
    if AS_JSON.load(Ordering::Relaxed) {
        // "warning: the fonts of maps have ..."
        let levels = [("error", "other"), ("warning", "other"), ("note", "info")];
        let named = levels
            .into_iter()
            .find_map(|(level, code)| Some((level, code, line.strip_prefix(level)?.strip_prefix(": ")?)));
        let (level, code, message) = named.unwrap_or(("info", "info", line));
        let level = if level == "note" { "info" } else { level };
        return json_line(level, code, message, (None, None), None);
    }
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// An error, and what to do about it.
pub fn error(error: &Error) {
    if AS_JSON.load(Ordering::Relaxed) {
        return json_line("error", code(error), &error.to_string(), place(error), help(error));
    }
    say(&format!("error: {}", visible(&error.to_string())));
    if let Some(help) = help(error) {
        say(&format!("help: {help}"));
    }
}

/// A row that is passed over and does not end the run.
pub fn bad_row(error: &Error) {
    if AS_JSON.load(Ordering::Relaxed) {
        return json_line("warning", code(error), &error.to_string(), place(error), None);
    }
    say(&format!("warning: {}", visible(&error.to_string())));
}

/// Something that was asked for and is not there, with a word on what is.
pub fn nothing_found(message: &str, help: Option<&str>) {
    if AS_JSON.load(Ordering::Relaxed) {
        return json_line("error", "not-found", message, (None, None), help);
    }
    say(&format!("error: {message}"));
    if let Some(help) = help {
        say(&format!("help: {help}"));
    }
}

/// What was mended while reading, one line for each.
pub fn warnings<'d>(documents: impl IntoIterator<Item = &'d Document>) {
    for document in documents {
        for warning in &document.warnings {
            if AS_JSON.load(Ordering::Relaxed) {
                let place = (Some(document.source.path.display().to_string()), document.source.line);
                json_line("warning", "text-mended", warning, place, None);
                continue;
            }
            let line = document.source.line.map(|line| format!(":{line}")).unwrap_or_default();
            let path = eventmap::error::named(&document.source.path);
            say(&format!("warning: {}{line}: {}", visible(&path), visible(warning)));
        }
    }
}

/// How many articles are in which language, by its ISO 639-1 code; none where that could not be told.
pub type Languages = BTreeMap<Option<String>, usize>;

/// The languages of these articles.
pub fn languages(documents: &[Document]) -> Languages {
    let mut languages = Languages::new();
    for document in documents {
        *languages.entry(document.language.clone()).or_default() += 1;
    }
    languages
}

/// Articles in languages whose events are not read, in one line for all, if there are any.
pub fn other_languages(languages: &Languages) {
    let others = languages.iter().filter_map(|(language, count)| Some((language.as_deref()?, *count)));
    let others: Vec<(&str, usize)> = others.filter(|(language, _)| *language != "en").collect();
    if others.is_empty() {
        return;
    }
    let sum: usize = others.iter().map(|(_, count)| count).sum();
    let named: Vec<String> = others.iter().map(|(language, count)| format!("{language} {count}")).collect();
    let warning = format!(
        "{sum} of {} articles not in English ({}): place names are read in them, and distances in French, Russian and Ukrainian; events are not",
        languages.values().sum::<usize>(),
        named.join(", ")
    );
    if AS_JSON.load(Ordering::Relaxed) {
        json_line("warning", "language", &warning, (None, None), None);
    } else {
        say(&format!("warning: {warning}"));
    }
}

/// A short name that scripts can rely on.
fn code(error: &Error) -> &'static str {
    match error {
        Error::Io { action: "read" | "open", .. } => "cannot-read",
        Error::Io { .. } => "cannot-write",
        Error::BadRow { .. } => "bad-row",
        Error::BadFile { .. } => "bad-file",
        Error::Usage(_) => "usage",
        _ => "other",
    }
}

/// File and line of an error, where it has them.
fn place(error: &Error) -> (Option<String>, Option<usize>) {
    let shown = |path: &Path| Some(path.display().to_string());
    match error {
        Error::Io { path, .. } | Error::BadFile { path, .. } => (shown(path), None),
        Error::BadRow { path, line, .. } => (shown(path), Some(*line)),
        _ => (None, None),
    }
}

fn help(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Io { action: "read", path, source }
            if source.kind() == ErrorKind::NotFound && is_article(path) =>
        {
            "check the name; articles come from files, folders, patterns, or '-' for standard input"
        }
        Error::Io { action: "read" | "open", source, .. } if source.kind() == ErrorKind::NotFound => {
            "check the name"
        }
        Error::Io { source, .. } if source.kind() == ErrorKind::PermissionDenied => {
            "check who may read or write it"
        }
        Error::Io { action: "write" | "create", .. } => {
            "check the folder, its permissions and the space left"
        }
        Error::BadRow { path, .. } if !is_article(path) => return None,
        Error::BadRow { path, .. } if is_table(path) => {
            "tables need a head line; --text-field and others say which column is which"
        }
        Error::BadRow { path, .. }
            if path.extension().is_none_or(|e| e != "toml" && e != "geojson")
                && InputFormat::of_path(path).is_none_or(|format| format == InputFormat::JsonLines) =>
        {
            "each line is one object such as {\"id\": \"a1\", \"text\": \"...\"}"
        }
        Error::Usage(_) => "see 'eventmap --help'",
        _ => return None,
    })
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "csv" || ending == "tsv")
}
