//! Writing a file so that its name never holds half of it.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `bytes` beside `path` and renames the file when it is whole. A file of that name is replaced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    write_with(path, &mut |out| out.write_all(bytes).map_err(failed))
}

/// [`write()`] for what is too large to be held whole: `fill` writes it, piece by piece.
pub fn write_with(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    let beside = beside(path);
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
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
