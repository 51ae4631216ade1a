//! A web page: one document, its main text without menus and advertisements; title and day from its metadata.

use std::path::Path;

use dom_smoothie::{Article, Config, Readability, TextMode};
use encoding_rs::Encoding;
use jiff::civil::Date;

use super::decode::{Decoded, decode};
use super::nesting::deepest;
use super::{Document, ReadOptions, Source, html_day, plain, published};

/// Elements that are looked at at most: the largest news pages have some ten thousand.
const MOST_ELEMENTS: usize = 200_000;

/// Elements inside one another that are followed: no page for people has a tenth of them.
const DEEPEST: usize = 1_000;

/// Bytes at the head of a page in which it may name its encoding (HTML standard, 13.2.3.2).
const HEAD: usize = 1024;

/// The document that the bytes of the page at `path` hold; an error message if no text is found in them.
pub fn read(path: &Path, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, String> {
    read_as(path, bytes, None, options)
}

/// The same, in the encoding that was sent with the page where the page names none.
pub fn read_as(
    path: &Path,
    bytes: Vec<u8>,
    sent: Option<&'static Encoding>,
    options: &ReadOptions,
) -> Result<Document, String> {
    let decoded = decoded(bytes, sent)?;
    if deepest(&decoded.text) > DEEPEST {
        return Err(format!(
            "expected a page with at most {DEEPEST} elements inside one another, found more"
        ));
    }
    let (page, day) = main_text(&decoded.text)?;
    let mut document = Document::new(plain::id(path), page.text_content.trim());
    document.warnings = decoded.warnings;
    document.source = Source { path: path.to_owned(), line: None };
    document.title = some(&page.title);
    document.outlet = page.site_name.as_deref().and_then(some);
    let field = page.published_time.as_deref().and_then(published::parse).or(day);
    plain::complete(&mut document, field, options);
    Ok(document)
}

fn some(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// The article of a page, and its day where that stands in an unusual place.
fn main_text(page: &str) -> Result<(Article, Option<Date>), String> {
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, text_mode: TextMode::Formatted, ..Config::default() };
    let found = Readability::new(page, None, Some(config)).and_then(|mut page| {
        // Reading the article takes the page apart.
        let day = html_day::find(&page);
        Ok((page.parse()?, day))
    });
    found.map_err(|error| format!("expected a page with an article, found none ({error})"))
}

/// The page as text: in the encoding that it names, else as any other text.
fn decoded(bytes: Vec<u8>, sent: Option<&'static Encoding>) -> Result<Decoded, String> {
    let has_mark = Encoding::for_bom(&bytes).is_some();
    let named = named_encoding(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()).or(sent);
    match named
        .filter(|named| !has_mark && *named != encoding_rs::UTF_8 && std::str::from_utf8(&bytes).is_err())
    {
        Some(encoding) => {
            let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
            let warning =
                format!("not all of it is {}; damaged characters are shown as \u{FFFD}", encoding.name());
            let warnings = if damaged { vec![warning] } else { Vec::new() };
            Ok(Decoded { text: text.replace('\0', " "), warnings })
        }
        None => decode(bytes),
    }
}

/// The encoding after `charset=` in the head of a page.
pub fn named_encoding(head: &[u8]) -> Option<&'static Encoding> {
    const SIGN: &[u8] = b"charset=";
    let head = head.to_ascii_lowercase();
    let at = head.windows(SIGN.len()).position(|window| window == SIGN)? + SIGN.len();
    let rest = head.get(at..)?;
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte));
    Encoding::for_label(rest.get(..end.unwrap_or(rest.len()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Two people were killed when shells hit a house in the village, the governor said on Friday. \
        Residents were taken to the nearest town, where they spent the night in a school, he added.";

    fn page(head: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head>{head}</head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav>\
             <article><h1>Shells fall</h1><p>{BODY}</p><p>{BODY}</p><p>{BODY}</p></article>\
             <script>alert('x')</script><footer>Copyright</footer></body></html>"
        )
    }

    fn parse(page: &[u8]) -> Result<Document, String> {
        read(Path::new("n/a.html"), page.to_vec(), &ReadOptions::default())
    }

    #[test]
    fn the_article_is_found_with_its_title_and_day() {
        let head = "<title>Shells fall on a village | The Paper</title>\
            <meta property=\"article:published_time\" content=\"2023-06-02T08:00:00Z\">\
            <meta property=\"og:site_name\" content=\"The Paper\">";
        let document = parse(page(head).as_bytes()).unwrap();
        assert_eq!(document.id, "a");
        assert!(document.title.as_deref().is_some_and(|title| title.contains("Shells fall")), "{document:?}");
        assert_eq!(document.outlet.as_deref(), Some("The Paper"));
        assert_eq!(document.published.map(|p| p.date.to_string()).as_deref(), Some("2023-06-02"));
        assert!(document.text.contains("Two people were killed") && document.text.contains('\n'));
        for left in ["Home", "alert", "Copyright", "<p>"] {
            assert!(!document.text.contains(left), "{left}: {}", document.text);
        }
    }

    #[test]
    fn the_encoding_that_a_page_names_is_used() {
        let text = "Двое погибли при обстреле села, сообщил губернатор в пятницу утром. ".repeat(8);
        let page = format!(
            "<html><head><meta charset=\"koi8-r\"></head><body><article><p>{text}</p></article></body></html>"
        );
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(&page);
        assert!(parse(&bytes).unwrap().text.contains("сообщил губернатор"));
        assert_eq!(named_encoding(b"<meta charset=windows-1251>"), Some(encoding_rs::WINDOWS_1251));
        assert_eq!(named_encoding(b"<meta charset=''>"), None);
    }

    #[test]
    fn odd_pages_end_soon_and_without_a_panic() {
        for (page, is_read) in [
            (String::new(), false),
            // No tag: a browser shows these as they are.
            ("<".repeat(100_000), true),
            ("<div>".repeat(100_000), false),
            // Ends that end nothing.
            ("<able></table>".repeat(20_000), false),
            ("<b><i>".repeat(50_000), false),
            ("<p>".repeat(20_000), false),
            ("<table><tr><td>".repeat(20_000), false),
            (page(&"<meta>".repeat(20_000)), true),
            (format!("<!--{}", page("")), false),
            (page("<title>\u{202E}\0</title>"), true),
        ] {
            let started = std::time::Instant::now();
            let read = parse(page.as_bytes());
            assert_eq!(read.is_ok(), is_read, "{page:.60}: {:?}", read.map(|d| d.text.len()));
            assert!(started.elapsed().as_secs() < 20, "{page:.60}: {:?}", started.elapsed());
        }
    }
}
