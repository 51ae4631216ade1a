//! Writing a file so that its name never holds half of it.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `bytes` beside `path` and renames the file when it is whole. A file of that name is replaced, and so is a link
/// to a file; what is no file (a pipe, a terminal, `/dev/null`) stays what it is and is written to.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    write_with(path, &mut |out| out.write_all(bytes).map_err(failed))
}

/// [`write()`] for what is too large to be held whole: `fill` writes it, piece by piece.
pub fn write_with(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    if is_channel(path) {
        let file = fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        return out.flush().map_err(failed);
    }
    let beside = beside(path);
    let written = fs::File::create(&beside).map_err(failed).and_then(|file| {
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        out.flush().and_then(|()| fs::rename(&beside, path)).map_err(failed)
    });
    if written.is_err() {
        // What could not be finished must not be left lying; that it cannot be removed either is no news.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// True for what takes bytes but holds none: a file renamed over it would take its place, and `/dev/null` be gone for
/// every program of the machine.
fn is_channel(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// A name in the same folder, so that the rename stays within one file system, and of this process alone.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        use std::os::unix::fs::FileTypeExt as _;

        let folder = std::env::temp_dir().join(format!("eventmap-{}-pipe", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (pipe, link) = (folder.join("pipe"), folder.join("link"));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        for name in [&pipe, &link] {
            let source = pipe.clone();
            let reader = std::thread::spawn(move || fs::read(source).unwrap());
            write(name, b"rows").unwrap();
            assert_eq!(reader.join().unwrap(), b"rows");
            assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let names = fs::read_dir(&folder).unwrap().count();
        assert_eq!(names, 2, "nothing written beside");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_file_is_whole_or_absent() {
        let folder = std::env::temp_dir().join(format!("eventmap-{}-write", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.geojson");
        for bytes in [&b"first"[..], b"", b"second"] {
            write(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        fs::create_dir(folder.join("taken")).unwrap();
        fs::write(folder.join("taken/in"), "").unwrap();
        for bad in [folder.join("missing/a.geojson"), folder.join("taken")] {
            let error = write(&bad, b"x").unwrap_err().to_string();
            assert!(error.starts_with("cannot write '"), "{error}");
        }
        let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "nothing left over: {names:?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
