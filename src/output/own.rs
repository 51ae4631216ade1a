//! Which files this program wrote, and whether they are still as it wrote them: a list of digests beside them.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::file::{follow, is_channel, write_with};
use crate::error::{Error, Result};

/// The list, in the folder of the files that it names. Hidden: folders of articles are read without it, and GIS programs do not show it.
pub const LIST: &str = ".eventmap-written";

const ABOUT: &str = "# SHA-256 of the files here as eventmap wrote them: what was edited since is not replaced without --force.\n";

/// Columns that stand behind those of a table whose positions were measured, in their order.
pub const MEASURED: [&str; 5] = ["distance_m", "nearest_lon", "nearest_lat", "azimuth_deg", "side"];

/// What lies under a name that is to be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing, an empty file, or what is no file (a pipe, `/dev/null`).
    Free,
    /// A file as this program wrote it.
    Ours,
    /// A file that this program wrote and that was changed since.
    Changed,
    /// A file that this program is not known to have written.
    Unknown,
}

/// What lies at `path`, or where it leads to if it is a link.
#[must_use]
pub fn standing(path: &Path) -> Standing {
    let path = &follow(path);
    let Ok(about) = path.metadata() else { return Standing::Free };
    if !about.is_file() || about.len() == 0 || is_channel(path) {
        return Standing::Free;
    }
    let (folder, name) = place(path);
    let Some(written) = listed(&fs::read_to_string(folder.join(LIST)).unwrap_or_default()).remove(&name)
    else {
        return Standing::Unknown;
    };
    let is_same = digest(path).is_ok_and(|now| now == written) && !is_open(path);
    if is_same { Standing::Ours } else { Standing::Changed }
}

/// True if nothing at `path` would be lost: it is free, or as this program wrote it.
#[must_use]
pub fn may_replace(path: &Path) -> bool {
    matches!(standing(path), Standing::Free | Standing::Ours)
}

/// [`write()`](super::write()), and a line in the list.
///
/// # Errors
///
/// As [`write()`](super::write()).
pub fn write_own(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
    write_own_with(path, &mut |out| out.write_all(bytes).map_err(failed))
}

/// [`write_with`](super::write_with), and a line in the list.
///
/// # Errors
///
/// As [`write_with`](super::write_with).
pub fn write_own_with(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    // What is no file has no digest.
    if is_channel(path) {
        return write_with(path, fill);
    }
    let mut written = Digest::default();
    write_with(path, &mut |out| fill(&mut Counted { out, written: &mut written }))?;
    let (folder, name) = place(path);
    // No line holds a name of two lines: such a file is not known again, and kept.
    if name.contains('\n') {
        return Ok(());
    }
    let digest = written.hex();
    update(&folder, |files| files.insert(name, digest.clone()).is_none_or(|before| before != digest))
}

/// Results whose digest is taken as they are written.
struct Counted<'o> {
    out: &'o mut dyn Write,
    written: &'o mut Digest,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let many = self.out.write(bytes)?;
        self.written.add(bytes.get(..many).unwrap_or(bytes));
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Removes a file, and its line in the list.
///
/// # Errors
///
/// [`Error::Io`] if it cannot be removed.
pub fn remove_own(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|source| Error::Io { action: "remove", path: path.to_owned(), source })?;
    let (folder, name) = place(path);
    update(&folder, |files| files.remove(&name).is_some())
}

/// The folder of a file, and its name there.
fn place(path: &Path) -> (PathBuf, String) {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    (folder, path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Changes the list of a folder, one run at a time; `change` says whether it did.
fn update(folder: &Path, change: impl FnOnce(&mut BTreeMap<String, String>) -> bool) -> Result<()> {
    let path = folder.join(LIST);
    if path.is_symlink() {
        // It could lead out of the folder.
        fs::remove_file(&path).map_err(|source| Error::Io {
            action: "remove",
            path: path.clone(),
            source,
        })?;
    }
    rewrite(&path, change).map_err(|source| Error::Io { action: "write", path, source })
}

fn rewrite(path: &Path, change: impl FnOnce(&mut BTreeMap<String, String>) -> bool) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    // Where a disk knows no locks, runs at the same time may lose a line: its file is kept then.
    let _ = file.lock();
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let mut files = listed(&text);
    if !change(&mut files) {
        return Ok(());
    }
    let lines: Vec<String> = files.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    let text = format!("{ABOUT}{}", lines.concat());
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)
}

/// The digests of a list by the names of the files.
fn listed(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once("  "));
    pairs.map(|(digest, name)| (name.to_owned(), digest.to_owned())).collect()
}

fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut sum = Digest::default();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(sum.hex()),
            read => sum.add(block.get(..read).unwrap_or_default()),
        }
    }
}

/// True if a `GeoPackage` has changes that are still in the journal of the program that has it open.
fn is_open(path: &Path) -> bool {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    fs::metadata(journal).is_ok_and(|about| about.len() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Extras, Format, Layer, Picture, layer_bytes, layer_rows, qml, report_md, sample};

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("eventmap-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// All kinds of files that a run writes, by name.
    fn written() -> Vec<(String, Vec<u8>)> {
        let report = sample::report();
        let mut files = Vec::new();
        for format in Format::ALL {
            for layer in Layer::ALL {
                let rows = layer_rows(&report, layer, *format);
                let bytes = layer_bytes(*format, layer, &rows, &Extras::default()).unwrap();
                files.push((format!("{}.{}", layer.name(), format.endings()[0]), bytes));
            }
        }
        let page = report_md(&report, &[Picture { file: "a.png", caption: "a" }], &[]);
        files.extend([("report.md".to_owned(), page.into_bytes())]);
        files.extend([("events.qml".to_owned(), qml(Layer::Events).into_bytes())]);
        files
    }

    #[test]
    fn every_change_is_seen_and_what_is_unchanged_is_ours() {
        let folder = folder("own");
        for (name, bytes) in written() {
            let path = folder.join(&name);
            assert_eq!(standing(&path), Standing::Free, "{name}");
            fs::write(&path, &bytes).unwrap();
            if !bytes.is_empty() {
                assert_eq!(standing(&path), Standing::Unknown, "{name}");
            }
            for _ in 0..2 {
                write_own(&path, &bytes).unwrap();
                assert!(may_replace(&path), "{name}");
            }
            // A letter behind it, one byte of it changed, and its last byte gone.
            let middle = bytes.len() / 2;
            let mut turned = bytes.clone();
            if let Some(byte) = turned.get_mut(middle) {
                *byte ^= 1;
            }
            let cut = bytes.get(..bytes.len().saturating_sub(1)).unwrap().to_vec();
            for changed in [[&bytes[..], b"x"].concat(), turned, cut] {
                fs::write(&path, &changed).unwrap();
                let expected = if changed == bytes || changed.is_empty() {
                    [Standing::Free, Standing::Ours]
                } else {
                    [Standing::Changed; 2]
                };
                assert!(expected.contains(&standing(&path)), "{name}");
            }
            fs::write(&path, &bytes).unwrap();
            assert!(may_replace(&path), "{name}: as it was");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_list_is_sorted_shared_and_forgets_what_is_removed() {
        let folder = folder("list");
        std::thread::scope(|scope| {
            for n in 0..8 {
                let path = folder.join(format!("{n} a.csv"));
                scope.spawn(move || write_own(&path, format!("{n}\n").as_bytes()).unwrap());
            }
        });
        remove_own(&folder.join("3 a.csv")).unwrap();
        let text = fs::read_to_string(folder.join(LIST)).unwrap();
        let names: Vec<&str> = text.lines().skip(1).filter_map(|line| line.get(66..)).collect();
        assert_eq!(names, ["0 a.csv", "1 a.csv", "2 a.csv", "4 a.csv", "5 a.csv", "6 a.csv", "7 a.csv"]);
        // `printf '0\n' | sha256sum`
        assert!(text.contains("9a271f2a916b0b6ee6cecb2426f0b3206ef074578be55d9bc94f6f3fe3ab86aa  0 a.csv"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(feature = "gpkg")]
    #[test]
    fn a_database_that_was_only_opened_is_unchanged() {
        let folder = folder("opened");
        let path = folder.join("events.gpkg");
        let rows = layer_rows(&sample::report(), Layer::Events, Format::GeoPackage);
        let bytes = layer_bytes(Format::GeoPackage, Layer::Events, &rows, &Extras::default()).unwrap();
        write_own(&path, &bytes).unwrap();
        // As QGIS opens it: with a journal beside the file, and the file as it was when it is closed.
        let database = rusqlite::Connection::open(&path).unwrap();
        for mode in ["WAL", "DELETE"] {
            let now: String =
                database.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |row| row.get(0)).unwrap();
            assert_eq!(now, mode.to_lowercase());
        }
        assert!(fs::read(&path).unwrap() != bytes && may_replace(&path));
        database.execute_batch("ALTER TABLE events ADD COLUMN note TEXT").unwrap();
        drop(database);
        assert_eq!(standing(&path), Standing::Changed);
        fs::remove_dir_all(&folder).unwrap();
    }
}
