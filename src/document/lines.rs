//! Lines of an input one by one, each with its number, none larger than a document may be.

use std::io::{BufRead as _, Read as _};
use std::path::Path;

use super::unpack::{self, Input};
use crate::error::{Error, Result};

/// The lines of an input.
pub struct Lines {
    input: Input,
    number: usize,
    broken: bool,
}

impl Lines {
    pub fn new(input: Input) -> Self {
        Self { input, number: 0, broken: false }
    }

    /// The next line without its end, and its number counted from 1; nothing more after an error.
    pub fn next(&mut self, path: &Path) -> Option<Result<(usize, Vec<u8>)>> {
        if self.broken {
            return None;
        }
        let mut line = Vec::new();
        let read = (&mut self.input).take(unpack::LARGEST + 1).read_until(b'\n', &mut line);
        self.number += 1;
        match read {
            Ok(0) => None,
            Ok(_) if line.len() as u64 > unpack::LARGEST => {
                self.broken = true;
                let problem = format!("{}; the rest of the file is not read", unpack::too_large());
                Some(Err(Error::BadRow { path: path.to_owned(), line: self.number, problem }))
            }
            Ok(_) => {
                if line.last() == Some(&b'\n') {
                    line.pop();
                }
                if self.number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                    line.drain(..3);
                }
                Some(Ok((self.number, line)))
            }
            Err(source) => {
                self.broken = true;
                Some(Err(Error::Io { action: "read", path: path.to_owned(), source }))
            }
        }
    }
}
