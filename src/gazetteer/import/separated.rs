//! Rows of a table whose cells are parted by commas, semicolons or tabs, with the line on which each begins.
//!
//! Source: RFC 4180, and besides: any line ends, `#` comments and blank lines between rows, cells of one row on several lines
//! only within quotation marks. Tables parted by tabs have no quotes: a quotation mark in a name is one.

use std::path::Path;

use super::lines::Lines;
use crate::error::{Error, Result};

/// Lines that one row may take; more are a quotation mark that nobody closed.
const MOST_LINES: usize = 100;

/// The rows of a file.
pub struct Rows {
    lines: Lines,
    path: std::path::PathBuf,
    /// What parts the cells, once the first row has shown it.
    separator: Option<char>,
}

impl Rows {
    /// Opens a table.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { lines: Lines::open(path)?, path: path.to_owned(), separator: None })
    }

    /// The next row, with the number of its first line.
    pub fn next(&mut self, progress: &mut dyn FnMut(u64)) -> Result<Option<(usize, Vec<String>)>> {
        let (first, mut row) = loop {
            let Some((number, line)) = self.lines.next(progress)? else { return Ok(None) };
            if !line.trim().is_empty() && !line.starts_with('#') {
                break (number, line.into_owned());
            }
        };
        let separator = *self.separator.get_or_insert_with(|| separator(&row));
        for _ in 0..MOST_LINES {
            if let Some(cells) = cells(&row, separator) {
                return Ok(Some((first, cells)));
            }
            let Some((_, line)) = self.lines.next(progress)? else { break };
            row.push('\n');
            row.push_str(&line);
        }
        let problem =
            "expected a quotation mark at the end of a cell that begins with one, found none".to_owned();
        Err(Error::BadRow { path: self.path.clone(), line: first, problem })
    }
}

/// What parts the cells of a first line.
fn separator(head: &str) -> char {
    let count = |separator: char| head.matches(separator).count();
    if count('\t') > 0 {
        '\t'
    } else if count(';') > count(',') {
        ';'
    } else {
        ','
    }
}

/// The cells of a row; `None` if a quotation mark is still open at its end.
fn cells(row: &str, separator: char) -> Option<Vec<String>> {
    if separator == '\t' {
        return Some(row.split('\t').map(str::to_owned).collect());
    }
    let mut cells = vec![String::new()];
    let (mut quoted, mut letters) = (false, row.chars().peekable());
    while let Some(letter) = letters.next() {
        let cell = cells.last_mut()?;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            letter if letter == separator && !quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    (!quoted).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_into_cells() {
        for (row, parted_by, expected) in [
            ("a,b,,c", ',', Some(&["a", "b", "", "c"][..])),
            ("\"Marsh, Upper\",5", ',', Some(&["Marsh, Upper", "5"])),
            ("\"the \"\"Moor\"\"\";5", ';', Some(&["the \"Moor\"", "5"])),
            ("the \"Moor\",5", ',', Some(&["the \"Moor\"", "5"])),
            ("\"two\nlines\",5", ',', Some(&["two\nlines", "5"])),
            ("\"open,5", ',', None),
            ("\"Moor\t5", '\t', Some(&["\"Moor", "5"])),
            ("", ',', Some(&[""])),
        ] {
            let expected =
                expected.map(|cells| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
            assert_eq!(cells(row, parted_by), expected, "{row}");
        }
        for (head, parted_by) in
            [("name,lat,lon", ','), ("name;lat;lon", ';'), ("a, b\tc", '\t'), ("name", ',')]
        {
            assert_eq!(separator(head), parted_by, "{head}");
        }
    }
}
