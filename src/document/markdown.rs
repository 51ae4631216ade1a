//! A Markdown file: one document, its prose without the marks; title and day from its head.

use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::decode::decode;
use super::{Document, ReadOptions, Source, plain, published};

/// The document that the bytes of the file at `path` hold; an error message if they are no text.
pub fn read(path: &Path, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, String> {
    let decoded = decode(bytes)?;
    let page = Page::read(&decoded.text);
    let mut document = Document::new(plain::id(path), page.text.as_str());
    document.warnings = decoded.warnings;
    document.source = Source { path: path.to_owned(), line: None };
    document.title = page.head("title").or_else(|| page.heading.clone());
    let date = page.head.iter().find(|(name, _)| matches!(name.as_str(), "date" | "published"));
    let field = date.and_then(|(_, value)| published::parse(value));
    plain::complete(&mut document, field, options);
    Ok(document)
}

/// What a page says.
#[derive(Debug, Default)]
struct Page {
    /// `name: value` lines of its front matter.
    head: Vec<(String, String)>,
    /// Its first heading of the first level.
    heading: Option<String>,
    /// Its prose: paragraphs, headings, items and rows, one line or more each.
    text: String,
}

impl Page {
    fn read(source: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut page = Self::default();
        // What is inside is not read as prose: front matter, code, pictures.
        let mut skipped = 0_usize;
        let mut head = None;
        let mut heading = None;
        for event in Parser::new_ext(source, options) {
            match event {
                Event::Start(Tag::MetadataBlock(kind)) => head = Some((kind, String::new())),
                Event::End(TagEnd::MetadataBlock(_)) => {
                    page.head = head.take().map(|(kind, words)| named(kind, &words)).unwrap_or_default();
                }
                Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => skipped += 1,
                Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => {
                    skipped = skipped.saturating_sub(1);
                }
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if page.heading.is_none() => {
                    heading = Some(page.text.len());
                }
                Event::End(TagEnd::Heading(_)) if heading.is_some() => {
                    let start = heading.take().unwrap_or_default();
                    page.heading = Some(page.text.split_off(start)).filter(|words| !words.is_empty());
                }
                Event::Text(words) | Event::Code(words) => match &mut head {
                    Some((_, head)) => head.push_str(&words),
                    None if skipped == 0 => page.text.push_str(&words),
                    None => {}
                },
                Event::SoftBreak | Event::HardBreak if skipped == 0 => page.text.push('\n'),
                Event::End(TagEnd::TableCell) => page.text.push_str("; "),
                Event::End(end) if is_block(end) => page.end_block(),
                _ => {}
            }
        }
        page.text.truncate(page.text.trim_end().len());
        page
    }

    fn end_block(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    fn head(&self, wanted: &str) -> Option<String> {
        self.head.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
    }
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::FootnoteDefinition
    )
}

/// The plain `name: value` (or `name = value`) lines of a front matter; nested ones are not needed.
fn named(kind: MetadataBlockKind, words: &str) -> Vec<(String, String)> {
    let sign = if kind == MetadataBlockKind::YamlStyle { ':' } else { '=' };
    let pair = |line: &str| {
        let (name, value) = line.split_once(sign)?;
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        (!name.starts_with([' ', '\t', '-']) && !value.is_empty())
            .then(|| (name.trim().to_ascii_lowercase(), value))
    };
    words.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let page = "---\ntitle: \"Shells fall\"\ndate: 2023-06-02\ntags:\n  - date: no\n---\n\n# Shells *fall*\n\nTwo **men** died in\n[Kozinka](http://a.b) &amp; ![a map](m.png).\n\n- one `x`\n- two\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>raw</div>\n\n> said\n";
        let document = read(Path::new("n/a.md"), page.as_bytes().to_vec(), &ReadOptions::default()).unwrap();
        assert_eq!(document.id, "a");
        assert_eq!(document.title.as_deref(), Some("Shells fall"));
        assert_eq!(document.published.map(|p| p.date.to_string()).as_deref(), Some("2023-06-02"));
        assert_eq!(document.text, "Two men died in\nKozinka & .\n\none x\n\ntwo\n\na; b;\n\nc; d;\n\nsaid");
    }

    #[test]
    fn the_first_great_heading_is_the_title_where_no_head_gives_one() {
        for (page, title, text) in [
            ("# A *title*\n\nWords.", Some("A title"), "Words."),
            ("Words.\n\n## Part\n\nMore.", None, "Words.\n\nPart\n\nMore."),
            ("---\ndate: 4 May 2023\n---\nWords.", None, "Words."),
            ("", None, ""),
            ("# \n\nWords", None, "Words"),
            ("plain words: 5 * 3", None, "plain words: 5 * 3"),
        ] {
            let document = read(Path::new("a.md"), page.into(), &ReadOptions::default()).unwrap();
            assert_eq!((document.title.as_deref(), document.text.as_str()), (title, text), "{page}");
            let day = document.published.map(|published| published.date.to_string());
            assert_eq!(day.as_deref(), page.contains("date:").then_some("2023-05-04"), "{page}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        for page in [">".repeat(100_000), "* ".repeat(50_000), "[".repeat(100_000), "*".repeat(200_000)] {
            assert!(read(Path::new("a.md"), page.into_bytes(), &ReadOptions::default()).is_ok());
        }
    }
}
