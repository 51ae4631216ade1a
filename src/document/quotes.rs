//! Watches a table go by for a quote that is never closed: a reader of tables takes all that follows for one cell.

use std::io::{self, Read};

/// Where in a record a byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In a cell with quotes.
    Quoted,
    /// Behind a quote in such a cell: it ends the cell or stands for one.
    Quote,
}

/// An input of which what has passed is known.
pub struct Watched<R> {
    input: R,
    delimiter: u8,
    at: At,
    line: usize,
    /// Line of the quote that is open.
    opened: usize,
    ended: bool,
}

impl<R: Read> Watched<R> {
    pub fn new(input: R, delimiter: u8) -> Self {
        Self { input, delimiter, at: At::Start, line: 1, opened: 1, ended: false }
    }

    /// The line of a quote that was still open at the end of the input; none before its end has been read.
    pub fn unclosed(&self) -> Option<usize> {
        (self.ended && self.at == At::Quoted).then_some(self.opened)
    }

    fn see(&mut self, byte: u8) {
        let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
        self.at = match (self.at, byte) {
            (At::Start, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Quote,
            (At::Quoted, _) | (At::Quote, b'"') => At::Quoted,
            _ if ends => At::Start,
            _ => At::Plain,
        };
        self.line += usize::from(byte == b'\n');
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.ended = read == 0;
        for byte in buffer.get(..read).unwrap_or_default() {
            self.see(*byte);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quote_is_found_at_the_end_only() {
        for (table, expected) in [
            ("a,b\n\"x\",y\n", None),
            ("a,b\n\"x,y\nz,w\n", Some(2)),
            ("a,b\n\"x\"\"y\",z\n5\" gun,w\n", None),
            ("a,b\nx,\"y\n\"\nz,\"", Some(4)),
            ("", None),
        ] {
            let mut watched = Watched::new(table.as_bytes(), b',');
            assert_eq!(watched.unclosed(), None);
            io::copy(&mut watched, &mut io::sink()).unwrap();
            assert_eq!(watched.unclosed(), expected, "{table}");
        }
    }
}
