//! Tables with a head line, separated by commas, semicolons or tabs: one document a row.

use std::io::{BufRead as _, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::columns::Columns;
use super::decode::decode;
use super::quotes::Watched;
use super::record::Record;
use super::unpack::{self, Input};
use super::{Document, ReadOptions};
use crate::error::{Error, Result};

/// The documents of a table, row by row.
pub struct Rows {
    path: PathBuf,
    table: Reader<Watched<Box<dyn std::io::Read + Send>>>,
    /// Cells of the head line.
    width: usize,
    columns: Columns,
    options: Arc<ReadOptions>,
    broken: bool,
}

impl Rows {
    /// Reads the head line; an error if it has no column of texts.
    pub fn new(path: PathBuf, mut input: Input, tabs: bool, options: Arc<ReadOptions>) -> Result<Self> {
        let io = |source| Error::Io { action: "read", path: path.clone(), source };
        let mut head = Vec::new();
        (&mut input).take(unpack::LARGEST).read_until(b'\n', &mut head).map_err(io)?;
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        let delimiter = delimiter(&head, tabs);
        let whole: Box<dyn std::io::Read + Send> = Box::new(Cursor::new(head).chain(input));
        let mut table = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(Watched::new(whole, delimiter));
        let names = table.byte_headers().map_err(|error| Error::BadRow {
            path: path.clone(),
            line: 1,
            problem: format!("expected the names of the columns, found {error}"),
        })?;
        let names: Vec<String> =
            names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let columns = Columns::find(&names, &options).map_err(|problem| Error::BadRow {
            path: path.clone(),
            line: 1,
            problem,
        })?;
        let width = names.len();
        Ok(Self { path, table, width, columns, options, broken: false })
    }
}

/// The byte that parts the columns: of comma and semicolon, the one that the head line has more of.
fn delimiter(head: &[u8], tabs: bool) -> u8 {
    let parts = |sign: u8| head.split(|byte| *byte == sign).count();
    match () {
        () if tabs => b'\t',
        () if parts(b';') > parts(b',') => b';',
        () => b',',
    }
}

impl Iterator for Rows {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let mut row = ByteRecord::new();
        match self.table.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line) as usize;
                let read = match self.table.get_ref().unclosed() {
                    Some(opened) => Err(unclosed(line, opened)),
                    None => self
                        .fitting(&row)
                        .and_then(|()| document(&self.path, line, &row, &self.columns, &self.options)),
                };
                Some(read.map_err(|problem| Error::BadRow { path: self.path.clone(), line, problem }))
            }
            Err(error) => {
                self.broken = true;
                let source = match error.into_kind() {
                    csv::ErrorKind::Io(source) => source,
                    other => std::io::Error::other(format!("{other:?}")),
                };
                Some(Err(Error::Io { action: "read", path: self.path.clone(), source }))
            }
        }
    }
}

impl Rows {
    /// An error for a row with more cells than the head has names for: a text with commas and without quotes would be cut at
    /// the first. Empty ones, which spreadsheets leave, say nothing.
    fn fitting(&self, row: &ByteRecord) -> std::result::Result<(), String> {
        if row.iter().skip(self.width).all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        Err(format!(
            "expected {} cells as in the head line, found {}: a cell that holds the sign between cells needs quotes around it",
            self.width,
            row.len()
        ))
    }
}

fn unclosed(line: usize, opened: usize) -> String {
    let at = if line == opened { String::new() } else { format!(" that opens in line {opened}") };
    format!(
        "expected the end of a quote{at}, found the end of the file: this row and all that follow are not read"
    )
}

fn document(
    path: &Path,
    line: usize,
    row: &ByteRecord,
    columns: &Columns,
    options: &ReadOptions,
) -> std::result::Result<Document, String> {
    let mut warnings = Vec::new();
    let text = row
        .get(columns.text)
        .ok_or_else(|| format!("expected {} columns or more, found {}", columns.text + 1, row.len()))?;
    let text = decode(text.to_vec())?;
    warnings.extend(text.warnings);
    let words =
        |at: Option<usize>| at.and_then(|at| row.get(at)).and_then(|bytes| decode(bytes.to_vec()).ok());
    let words = |at| words(at).map(|decoded| decoded.text);
    let (date, name) = columns.date.clone().unzip();
    let record = Record {
        id: words(columns.id),
        text: text.text,
        title: words(columns.title),
        published: words(date),
        outlet: words(columns.source),
        warnings,
    };
    Ok(record.document(path, line, name.as_deref().unwrap_or("published"), options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Fields;

    fn read(table: &[u8], fields: Fields) -> Vec<String> {
        let options = ReadOptions { fields, ..ReadOptions::default() };
        let input = Box::new(Cursor::new(table.to_vec()));
        let rows = match Rows::new(PathBuf::from("t.csv"), input, table.contains(&b'\t'), Arc::new(options)) {
            Ok(rows) => rows,
            Err(error) => return vec![error.to_string()],
        };
        let brief = |row: Result<Document>| match row {
            Ok(d) => format!(
                "{}|{}|{}|{}|{}",
                d.id,
                d.title.unwrap_or_default(),
                d.published.map(|p| p.date.to_string()).unwrap_or_default(),
                d.text,
                d.warnings.join(";")
            ),
            Err(error) => error.to_string(),
        };
        rows.map(brief).collect()
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        for (table, expected) in [
            ("id,text\na,\"Shells, two\nfell\"\nb,Rain\n", vec!["a|||Shells, two\nfell|", "b|||Rain|"]),
            ("\u{feff}TEXT;Date;Title\nWar;2023-06-02;T\n", vec!["t:2|T|2023-06-02|War|"]),
            ("body\theadline\nRain\tH\n", vec!["t:2|H||Rain|"]),
            ("text,date\nRain,soon\n", vec!["t:2|||Rain|\"date\" is no date (YYYY-MM-DD): soon"]),
            ("id,text\na\nb,Rain\n", vec!["t.csv:2: expected 2 columns or more, found 1", "b|||Rain|"]),
            (
                "id,text\na,\"Shells fell\nb,Rain\nc,Snow\n",
                vec![
                    "t.csv:2: expected the end of a quote, found the end of the file: this row and all that follow are not read",
                ],
            ),
            (
                "id,text\na,Rain\nb,\"S\nT\",\nc,\"U,\n",
                vec![
                    "a|||Rain|",
                    "b|||S\nT|",
                    "t.csv:5: expected the end of a quote, found the end of the file: this row and all that follow are not read",
                ],
            ),
            (
                "id,text\na,Shells fell, two died\nb,Rain,,\n",
                vec![
                    "t.csv:2: expected 2 cells as in the head line, found 3: a cell that holds the sign between cells needs quotes around it",
                    "b|||Rain|",
                ],
            ),
            (
                "text,id,Text\nRain,a,Snow\n",
                vec!["t.csv:1: expected one column \"text\", found two, the columns 1 and 3: rename one"],
            ),
            (
                "id,words\na,Rain\n",
                vec![
                    "t.csv:1: expected a column \"text\" (another name: --text-field), found the columns id, words",
                ],
            ),
            (
                "",
                vec![
                    "t.csv:1: expected a column \"text\" (another name: --text-field), found the columns none",
                ],
            ),
        ] {
            assert_eq!(read(table.as_bytes(), Fields::default()), expected, "{table}");
        }
    }

    #[test]
    fn names_may_be_given_and_old_code_pages_are_read() {
        let (cp1251, _, _) =
            encoding_rs::WINDOWS_1251.encode("words,day\nСело Журавлівка під обстрілом знову,2022-10-11\n");
        let fields = Fields { text: Some("words".into()), date: Some("day".into()), ..Fields::default() };
        let rows = read(&cp1251, fields.clone());
        assert_eq!(
            rows,
            ["t:2||2022-10-11|Село Журавлівка під обстрілом знову|not UTF-8; read as windows-1251"]
        );
        let wrong = read(b"words\na\n", fields);
        assert_eq!(wrong, ["t.csv:1: expected a column \"day\" (--date-field), found the columns words"]);
    }
}
