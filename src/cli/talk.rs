//! What goes to standard error (errors, warnings, summaries) and to standard output (results alone).

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use eventmap::document::Document;
use eventmap::{Error, Result};

use super::terminal::visible;

/// Writes results. A reader that has gone away (`| head`) has what it wanted: that is no error.
pub fn results(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Error::Io { action: "write", path: PathBuf::from("-"), source }),
        Ok(()) => Ok(()),
    }
}

/// A line on standard error; if that cannot be written there is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// An error, and what to do about it.
pub fn error(error: &Error) {
    say(&format!("error: {}", visible(&error.to_string())));
    if let Some(help) = help(error) {
        say(&format!("help: {help}"));
    }
}

/// What was mended while reading, one line for each.
pub fn warnings(documents: &[Document]) {
    for document in documents {
        for warning in &document.warnings {
            let line = document.source.line.map(|line| format!(":{line}")).unwrap_or_default();
            let path = document.source.path.display();
            say(&format!("warning: {}{line}: {}", visible(&path.to_string()), visible(warning)));
        }
    }
}

fn help(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Io { action: "read", source, .. } if source.kind() == ErrorKind::NotFound => {
            "check the name; articles come from text files, .jsonl files, folders of them, or '-' for standard input"
        }
        Error::Io { source, .. } if source.kind() == ErrorKind::PermissionDenied => {
            "check who may read or write it"
        }
        Error::Io { action: "write" | "create", .. } => {
            "check the folder, its permissions and the space left"
        }
        Error::BadRow { path, .. } if path.extension().is_none_or(|e| e != "toml" && e != "geojson") => {
            "each line is one object such as {\"id\": \"a1\", \"text\": \"...\"}"
        }
        Error::Usage(_) => "see 'eventmap --help'",
        _ => return None,
    })
}
