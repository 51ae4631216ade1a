//! Writing a file so that its name never holds half of it.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `bytes` beside `path` and renames the file when it is whole. A file of that name is replaced, and so is a link
/// to a file, wherever it leads ([`follow`] goes there); what is no file (a pipe, a terminal, `/dev/null`) stays what it
/// is and is written to.
///
/// # Errors
///
/// [`Error::Io`] with the path if the folder is missing or may not be written to, or has no room.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    write_with(path, &mut |out| out.write_all(bytes).map_err(failed))
}

/// [`write()`] for what is too large to be held whole: `fill` writes it, piece by piece.
///
/// # Errors
///
/// As [`write()`], and whatever `fill` fails with: then nothing is left at `path` or beside it.
pub fn write_with(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    if is_channel(path) {
        let file = fs::OpenOptions::new().append(true).open(path).map_err(failed)?;
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        return out.flush().map_err(failed);
    }
    let beside = beside(path);
    let written = fs::File::create(&beside).map_err(failed).and_then(|file| {
        let mut out = BufWriter::with_capacity(BUFFER, file);
        fill(&mut out)?;
        out.flush().and_then(|()| fs::rename(&beside, path)).map_err(failed)
    });
    if written.is_err() {
        // What could not be finished must not be left lying; that it cannot be removed either is no news.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// The file that `path` leads to, if it is a link to one: a name that a user gives means what lies behind it, as it does
/// for `>`. In a folder of results links are replaced instead, for they could lead out of it.
#[must_use]
pub fn follow(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(to) = path.read_link() else { break };
        if is_channel(&path) {
            break;
        }
        path = path.parent().unwrap_or(Path::new("")).join(to);
    }
    path
}

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Links behind links that are followed; more is a ring.
const MOST_LINKS: usize = 40;

/// True for what takes bytes but holds none: a file renamed over it would take its place, and `/dev/null` be gone for
/// every program of the machine. So does what another program has opened for this one, which bears a name there.
pub fn is_channel(path: &Path) -> bool {
    let opened = path.read_link().is_ok_and(|to| to.starts_with("/proc"))
        || path
            .parent()
            .and_then(|parent| parent.canonicalize().ok())
            .is_some_and(|parent| parent.starts_with("/proc"));
    path.metadata().is_ok_and(|about| !about.is_dir() && (opened || !about.is_file()))
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

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_where_that_is_asked_for() {
        use std::os::unix::fs::symlink;

        let folder = std::env::temp_dir().join(format!("eventmap-{}-links", std::process::id()));
        fs::create_dir_all(folder.join("in")).unwrap();
        let name = |name: &str| folder.join(name);
        symlink("in/a.csv", name("one")).unwrap();
        symlink("one", name("two")).unwrap();
        symlink("ring", name("ring")).unwrap();
        // Behind a link there need not be a file yet.
        write(&follow(&name("two")), b"first").unwrap();
        assert_eq!(fs::read(name("in/a.csv")).unwrap(), b"first");
        write(&follow(&name("two")), b"second").unwrap();
        assert!(name("two").is_symlink() && fs::read(name("in/a.csv")).unwrap() == b"second");
        assert_eq!(follow(&name("in/a.csv")), name("in/a.csv"));
        assert!(write(&follow(&name("ring")).join("a"), b"x").is_err());
        write(&name("one"), b"third").unwrap();
        assert!(!name("one").is_symlink() && fs::read(name("in/a.csv")).unwrap() == b"second");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_another_program_has_opened_is_written_on() {
        use std::os::fd::AsRawFd as _;

        let path = std::env::temp_dir().join(format!("eventmap-{}-opened", std::process::id()));
        fs::write(&path, "head ").unwrap();
        let file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        let opened = PathBuf::from(format!("/dev/fd/{}", file.as_raw_fd()));
        write(&follow(&opened), b"rows").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"head rows");
        fs::remove_file(&path).unwrap();
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
