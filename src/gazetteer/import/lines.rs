//! Lines of a long text file, one after the other in one buffer; unpacked on the way if it ends in `.gz`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::error::{Error, Result};

/// Bytes of the longest line; what is longer is no table.
const LONGEST: u64 = 16 << 20;

/// A file's lines.
pub struct Lines {
    path: PathBuf,
    reader: BufReader<Box<dyn Read>>,
    line: usize,
    bytes: Vec<u8>,
}

/// Bytes of the buffer, and so of the beginning that can be looked at before anything is read.
const BUFFER: usize = 1 << 16;

/// The file, unpacked if it ends in `.gz`. A zip archive is refused with a word on what to do.
pub fn open(path: &Path) -> Result<BufReader<Box<dyn Read>>> {
    let io = |source| Error::Io { action: "open", path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let bytes: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, file)))
    } else {
        Box::new(file)
    };
    let mut reader = BufReader::with_capacity(BUFFER, bytes);
    if reader.fill_buf().map_err(io)?.starts_with(b"PK\x03\x04") {
        let problem = "expected text, found a zip archive: unpack it first".to_owned();
        return Err(Error::BadFile { path: path.to_owned(), problem });
    }
    Ok(reader)
}

impl Lines {
    /// Opens a file as [`open`] does.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { path: path.to_owned(), reader: open(path)?, line: 0, bytes: Vec::new() })
    }

    /// The next line with its number, without its end; bytes that are no UTF-8 become replacement characters.
    pub fn next(
        &mut self,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<(usize, std::borrow::Cow<'_, str>)>> {
        self.bytes.clear();
        let read = (&mut self.reader).take(LONGEST).read_until(b'\n', &mut self.bytes);
        let read =
            read.map_err(|source| Error::Io { action: "read", path: self.path.clone(), source })? as u64;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if read == LONGEST {
            let problem = format!("expected a line of at most {LONGEST} bytes, found a longer one");
            return Err(Error::BadRow { path: self.path.clone(), line: self.line, problem });
        }
        progress(read);
        let mut bytes = self.bytes.as_slice();
        if self.line == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        Ok(Some((self.line, String::from_utf8_lossy(bytes))))
    }
}
