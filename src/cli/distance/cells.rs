//! Records and cells of comma-separated text, as bytes: quotes, line ends of either kind, semicolons and tabs.
//!
//! Source: RFC 4180, with any of three delimiters.

/// The records of a text, without their line ends; empty lines are passed over.
pub struct Records<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

/// One record and the line on which it begins.
pub struct Record<'t> {
    pub line: usize,
    pub bytes: &'t [u8],
}

impl<'t> Records<'t> {
    /// `line`: the number of the text's first line.
    pub fn new(text: &'t [u8], line: usize) -> Self {
        Self { text, at: 0, line }
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    fn next(&mut self) -> Option<Record<'t>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let (length, lines) = record_length(rest);
            let line = self.line;
            self.at += length;
            self.line += lines;
            let bytes = rest.get(..length).unwrap_or_default();
            let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
            let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
            if !bytes.is_empty() {
                return Some(Record { line, bytes });
            }
        }
    }
}

/// Bytes of the first record with its line end, and how many lines it spans.
pub fn record_length(text: &[u8]) -> (usize, usize) {
    let (mut quoted, mut lines) = (false, 0);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                lines += 1;
                if !quoted {
                    return (at + 1, lines);
                }
            }
            _ => {}
        }
    }
    (text.len(), lines.max(1))
}

/// Where the last whole record ends, and the line ends up to there: what follows belongs to the next block.
pub fn whole_records(text: &[u8]) -> usize {
    if !text.contains(&b'"') {
        return text.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    }
    let (mut quoted, mut end) = (false, 0);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => end = at + 1,
            _ => {}
        }
    }
    end
}

/// Cuts whole records into about so many parts, at the ends of records; each with the number of its first line.
pub fn parts(text: &[u8], first_line: usize, count: usize) -> Vec<(usize, &[u8])> {
    let target = text.len() / count.max(1) + 1;
    let (mut found, mut start, mut line, mut start_line, mut quoted) =
        (Vec::new(), 0, first_line, first_line, false);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                line += 1;
                if !quoted && at + 1 - start >= target {
                    found.push((start_line, text.get(start..=at).unwrap_or_default()));
                    (start, start_line) = (at + 1, line);
                }
            }
            _ => {}
        }
    }
    if start < text.len() {
        found.push((start_line, text.get(start..).unwrap_or_default()));
    }
    found
}

/// Calls `cell` with the number and bytes of each cell, quotes and all; returns how many there are.
pub fn cells<'r>(record: &'r [u8], delimiter: u8, mut cell: impl FnMut(usize, &'r [u8])) -> usize {
    let (mut quoted, mut start, mut count) = (false, 0, 0);
    for (at, &byte) in record.iter().enumerate() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == delimiter && !quoted {
            cell(count, record.get(start..at).unwrap_or_default());
            (start, count) = (at + 1, count + 1);
        }
    }
    cell(count, record.get(start..).unwrap_or_default());
    count + 1
}

/// A cell without its quotes and the spaces around it.
pub fn plain(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let text = text.trim();
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.to_owned(),
    }
}

/// A cell as it is written: in quotes where the delimiter, a quote or a line end stands in it.
pub fn quoted(text: &str, delimiter: u8) -> String {
    let special = |c: char| c == char::from(delimiter) || matches!(c, '"' | '\n' | '\r');
    if text.contains(special) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The delimiter that a header uses most outside quotes: comma, semicolon or tab.
pub fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| cells(header, delimiter, |_, _| {});
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&one| count(one)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        Records::new(text.as_bytes(), 1)
            .map(|record| {
                let mut row = Vec::new();
                cells(record.bytes, b',', |_, cell| row.push(plain(cell)));
                (record.line, row)
            })
            .collect()
    }

    #[test]
    fn records_and_cells() {
        let rows = read("a,b\r\n\n\"x, \"\"y\"\"\",2\n\"two\nlines\",3\nlast,4");
        let words: Vec<(usize, Vec<&str>)> =
            rows.iter().map(|(line, row)| (*line, row.iter().map(String::as_str).collect())).collect();
        assert_eq!(
            words,
            [
                (1, vec!["a", "b"]),
                (3, vec!["x, \"y\"", "2"]),
                (4, vec!["two\nlines", "3"]),
                (6, vec!["last", "4"])
            ]
        );
        assert!(read("").is_empty());
        assert_eq!(read("\"never closed,\n1\n").len(), 1);
    }

    #[test]
    fn blocks_end_where_records_do() {
        for (text, end) in [("a\nb", 2), ("a\n\"b\nc", 2), ("a\n\"b\nc\"\nd", 8), ("abc", 0), ("", 0)] {
            assert_eq!(whole_records(text.as_bytes()), end, "{text:?}");
        }
        let text = "1\n\"2\n2\"\n3\n4\n5\n";
        for count in 1..8 {
            let cut = parts(text.as_bytes(), 7, count);
            assert_eq!(cut.concat_bytes(), text.as_bytes());
            let lines: Vec<usize> =
                cut.iter().flat_map(|(line, part)| Records::new(part, *line).map(|r| r.line)).collect();
            assert_eq!(lines, [7, 8, 10, 11, 12], "{count}");
        }
    }

    trait Concat {
        fn concat_bytes(&self) -> Vec<u8>;
    }

    impl Concat for Vec<(usize, &[u8])> {
        fn concat_bytes(&self) -> Vec<u8> {
            self.iter().flat_map(|(_, part)| part.iter().copied()).collect()
        }
    }

    #[test]
    fn delimiters_and_quotes() {
        for (header, expected) in [("lon,lat", b','), ("lon;lat;a,b", b';'), ("lon\tlat", b'\t'), ("x", b',')]
        {
            assert_eq!(delimiter(header.as_bytes()), expected, "{header}");
        }
        assert_eq!(quoted("a,b", b','), "\"a,b\"");
        assert_eq!(quoted("a,b", b';'), "a,b");
        assert_eq!(quoted("say \"x\"", b';'), "\"say \"\"x\"\"\"");
    }
}
