//! An archive of the web (ISO 28500, WARC 1.0 and 1.1; WET): one document for every page or text that was fetched.

use std::io::{self, BufRead as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::unpack::{self, Input};
use super::{Document, ReadOptions, html, plain};
use crate::error::{Error, Result};

/// Most bytes of the head of a record or of an answer; servers cut off at 8 or 16 kB.
const LONGEST_HEAD: u64 = 64 << 10;
/// Most fields in the head of an answer; the largest crawlers allow 100.
const MOST_FIELDS: usize = 256;

/// The documents of an archive, record by record. Pages without an article are passed over: an archive holds everything
/// that a crawler met. An archive in which none is found is an error.
pub struct Rows {
    path: PathBuf,
    input: Input,
    options: Arc<ReadOptions>,
    record: usize,
    found: usize,
    ended: bool,
}

impl Rows {
    pub fn new(path: PathBuf, input: Input, options: Arc<ReadOptions>) -> Self {
        Self { path, input, options, record: 0, found: 0, ended: false }
    }

    /// The next record, with its body if it may hold a document; none at the end.
    fn next_record(&mut self) -> std::result::Result<Option<Record>, String> {
        let broken = |error: io::Error| format!("expected a record, found {error}");
        self.record += 1;
        let Some(head) = head(&mut self.input).map_err(broken)? else { return Ok(None) };
        let mut record = Record::from_head(&head)?;
        let mut body = (&mut self.input).take(record.length);
        let taken = if record.may_hold_a_document() && record.length <= unpack::LARGEST {
            body.read_to_end(&mut record.body).map(|n| n as u64)
        } else {
            io::copy(&mut body, &mut io::sink())
        };
        if taken.map_err(broken)? < record.length {
            return Err(format!("expected {} bytes in the record, found the end of the file", record.length));
        }
        Ok(Some(record))
    }
}

impl Iterator for Rows {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.next_record() {
                Ok(Some(record)) => {
                    let Some(mut document) = record.document(&self.path, &self.options) else { continue };
                    document.source.line = Some(self.record);
                    self.found += 1;
                    return Some(Ok(document));
                }
                Ok(None) => {
                    self.ended = true;
                    if self.found == 0 {
                        let problem = format!(
                            "expected pages with articles, found none in {} records",
                            self.record - 1
                        );
                        return Some(Err(Error::BadFile { path: self.path.clone(), problem }));
                    }
                }
                Err(problem) => {
                    // Where a record ends is told by its head alone.
                    self.ended = true;
                    let line = self.record;
                    return Some(Err(Error::BadRow { path: self.path.clone(), line, problem }));
                }
            }
        }
        None
    }
}

/// The lines up to the first empty one, without the empty lines before them; none at the end of the input.
fn head(input: &mut Input) -> io::Result<Option<Vec<u8>>> {
    let mut limited = input.take(LONGEST_HEAD);
    let mut head = Vec::new();
    loop {
        let before = head.len();
        let n = limited.read_until(b'\n', &mut head)?;
        let is_empty = head.get(before..).unwrap_or_default().trim_ascii().is_empty();
        match (n, before) {
            (0, 0) => return Ok(None),
            (0, _) => return Err(io::Error::other("a head without end")),
            (_, 0) if is_empty => head.clear(),
            _ if is_empty => return Ok(Some(head)),
            _ => (),
        }
    }
}

/// One record of an archive.
#[derive(Debug, Default, PartialEq, Eq)]
struct Record {
    kind: String,
    media: String,
    uri: Option<String>,
    length: u64,
    body: Vec<u8>,
}

impl Record {
    fn from_head(head: &[u8]) -> std::result::Result<Self, String> {
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let version = lines.next().unwrap_or_default().trim();
        if !version.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("WARC/")) {
            return Err(format!("expected a record (WARC/1.0), found {version:.40}"));
        }
        let mut record = Self::default();
        let mut length = None;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "content-type" => record.media = media_type(value),
                "warc-target-uri" => {
                    let uri = value.trim_start_matches('<').trim_end_matches('>');
                    record.uri = Some(uri.to_owned()).filter(|uri| !uri.is_empty());
                }
                "content-length" => length = value.parse().ok(),
                _ => (),
            }
        }
        record.length = length.ok_or("expected a Content-Length in the record, found none")?;
        Ok(record)
    }

    fn may_hold_a_document(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.media == "application/http",
            "resource" | "conversion" => is_page(&self.media) || self.media == "text/plain",
            _ => false,
        }
    }

    /// The page or text in it; none if it holds no article.
    fn document(self, archive: &Path, options: &ReadOptions) -> Option<Document> {
        let (media, sent, bytes) = match self.kind.as_str() {
            "response" if self.media == "application/http" => answer(&self.body)?,
            "resource" | "conversion" => (self.media, None, self.body),
            _ => return None,
        };
        let read = match media.as_str() {
            media if is_page(media) => html::read_as(archive, bytes, sent, options),
            "text/plain" => plain::read(archive, bytes, options),
            _ => return None,
        };
        let mut document = read.ok().filter(|document| !document.text.trim().is_empty())?;
        if let Some(uri) = self.uri {
            if document.outlet.is_none() {
                document.outlet = host(&uri).map(str::to_owned);
            }
            document.id = uri;
        }
        Some(document)
    }
}

fn is_page(media: &str) -> bool {
    ["text/html", "application/xhtml+xml"].contains(&media)
}

/// `text/html` of `text/html; charset=utf-8`, in small letters.
fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// `example.org` of `https://www.example.org:80/a`.
fn host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// Media type, encoding and body of an answer to a request (RFC 9112); none if it is no success or cannot be unpacked.
fn answer(bytes: &[u8]) -> Option<(String, Option<&'static Encoding>, Vec<u8>)> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let httparse::Status::Complete(start) = response.parse(bytes).ok()? else { return None };
    if response.code != Some(200) {
        return None;
    }
    let field = |wanted: &str| {
        let field = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(wanted))?;
        Some(String::from_utf8_lossy(field.value).into_owned())
    };
    let kind = field("content-type").unwrap_or_default();
    let mut body = bytes.get(start..)?.to_vec();
    if field("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked")) {
        // Some crawlers keep the field and store the body whole.
        body = whole(&body).unwrap_or(body);
    }
    match field("content-encoding").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "" | "identity" => (),
        // Told by its first bytes; some crawlers keep the field and store the body unpacked.
        "gzip" | "x-gzip" | "zstd" => {
            let mut unpacked = unpack::unpacked(Box::new(io::Cursor::new(body))).ok()?;
            body = unpack::all(&mut unpacked, Path::new("-")).ok()?;
        }
        _ => return None,
    }
    Some((media_type(&kind), html::named_encoding(kind.as_bytes()), body))
}

/// A body that was sent in chunks (RFC 9112, 7.1), in one piece; none if it is not one.
fn whole(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        let httparse::Status::Complete((start, size)) = httparse::parse_chunk_size(rest).ok()? else {
            return None;
        };
        if size == 0 {
            return Some(out);
        }
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        out.extend(rest.get(start..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const WORDS: &str = "Two people were killed when shells hit a house in the village, the governor said on Friday. \
        Residents were taken to the nearest town, where they spent the night in a school, he added.";

    fn page() -> String {
        format!(
            "<html><head><title>Shells fall</title></head><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
        )
    }

    fn record(kind: &str, media: &str, uri: &str, body: &[u8]) -> Vec<u8> {
        let mut out = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        out.extend(body);
        out.extend(b"\r\n\r\n");
        out
    }

    fn response(uri: &str, status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
        let mut answer = format!("HTTP/1.1 {status}\r\n{fields}\r\n").into_bytes();
        answer.extend(body);
        record("response", "application/http; msgtype=response", uri, &answer)
    }

    fn read(bytes: Vec<u8>) -> Vec<String> {
        let rows = Rows::new(PathBuf::from("n.warc"), Box::new(io::Cursor::new(bytes)), Arc::default());
        let brief = |row: Result<Document>| match row {
            Ok(d) => format!(
                "{}|{}|{}|{}",
                d.id,
                d.outlet.unwrap_or_default(),
                d.source.line.unwrap_or_default(),
                d.text.contains("killed when shells hit a house") && !d.text.contains('<')
            ),
            Err(error) => error.to_string(),
        };
        rows.map(brief).collect()
    }

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in bytes.chunks(100) {
            out.extend(format!("{:x}\r\n", piece.len()).bytes());
            out.extend(piece);
            out.extend(b"\r\n");
        }
        out.extend(b"0\r\n\r\n");
        out
    }

    #[test]
    fn pages_and_texts_are_documents_and_the_rest_is_passed_over() {
        let html = "Content-Type: text/html; charset=utf-8\r\n";
        let page = page();
        let archive = [
            record("warcinfo", "application/warc-fields", "", b"software: a\r\n"),
            response("https://www.example.org/a?b=1", "200 OK", html, page.as_bytes()),
            record("request", "application/http", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n"),
            response("https://example.org/gone", "404 Not Found", html, page.as_bytes()),
            response("https://example.org/p.png", "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
            response("https://example.org/none", "200 OK", html, b"<html><body></body></html>"),
            response(
                "http://b.org:80/gz",
                "200 OK",
                &format!("{html}Content-Encoding: gzip\r\n"),
                &gz(page.as_bytes()),
            ),
            response("http://b.org/br", "200 OK", &format!("{html}Content-Encoding: br\r\n"), b"\x00\x01"),
            response(
                "http://c.org/ch",
                "200 OK",
                &format!("{html}Transfer-Encoding: chunked\r\n"),
                &chunked(page.as_bytes()),
            ),
            response(
                "http://c.org/kept",
                "200 OK",
                &format!("{html}Transfer-Encoding: chunked\r\n"),
                page.as_bytes(),
            ),
            record("conversion", "text/plain", "http://d.org/", WORDS.as_bytes()),
        ]
        .concat();
        let expected = [
            "https://www.example.org/a?b=1|example.org|2|true",
            "http://b.org:80/gz|b.org|7|true",
            "http://c.org/ch|c.org|9|true",
            "http://c.org/kept|c.org|10|true",
            "http://d.org/|d.org|11|true",
        ];
        assert_eq!(read(archive.clone()), expected);
        let bare =
            String::from_utf8_lossy(&record("conversion", "text/plain", "http://d.org/", WORDS.as_bytes()))
                .replace("\r\n", "\n");
        assert_eq!(read(bare.into_bytes()), ["http://d.org/|d.org|1|true"]);
    }

    #[test]
    fn the_encoding_that_was_sent_is_used_where_the_page_names_none() {
        let text = "Двое погибли при обстреле села, сообщил губернатор в пятницу утром. ".repeat(8);
        let page = format!("<html><body><article><p>{text}</p></article></body></html>");
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(&page);
        let archive =
            response("http://e.org/", "200 OK", "Content-Type: text/html;charset=KOI8-R\r\n", &bytes);
        let mut rows = Rows::new(PathBuf::from("n.warc"), Box::new(io::Cursor::new(archive)), Arc::default());
        assert!(rows.next().unwrap().unwrap().text.contains("сообщил губернатор"));
    }

    #[test]
    fn damage_is_said_where_it_is() {
        let sound = response("http://a.org/", "200 OK", "Content-Type: text/html\r\n", page().as_bytes());
        let cut = [sound.clone(), sound[..sound.len() - 100].to_vec()].concat();
        let said = read(cut);
        assert_eq!(said.len(), 2);
        assert!(
            said[1].starts_with("n.warc:2: expected ") && said[1].ends_with("found the end of the file"),
            "{said:?}"
        );
        assert_eq!(read(Vec::new()), ["n.warc: expected pages with articles, found none in 0 records"]);
        assert_eq!(read(b"text\r\n\r\n".to_vec()), ["n.warc:1: expected a record (WARC/1.0), found text"]);
        let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec();
        assert_eq!(read(no_length), ["n.warc:1: expected a Content-Length in the record, found none"]);
        let endless = [b"WARC/1.0\r\n".to_vec(), b"a: b\r\n".repeat(100_000)].concat();
        assert_eq!(read(endless), ["n.warc:1: expected a record, found a head without end"]);
        let huge = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\nab".to_vec();
        assert_eq!(read(huge).len(), 1);
    }
}
