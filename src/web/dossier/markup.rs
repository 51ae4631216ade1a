//! Elements of a page without script: what is put into them is text, whatever it holds.

use crate::output::words::put;
use crate::web::escape::{one_line, text};
use crate::web::quote::{Mark, Piece};

/// A page in the making.
#[derive(Default)]
pub struct Page(pub String);

impl Page {
    /// Appends markup of our own; nothing that came from outside.
    pub fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// `<tag attributes>words</tag>`, and a line end; the attributes are our own.
    pub fn element(&mut self, tag: &str, attributes: &str, words: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        put(&mut self.0, format_args!("<{tag}{space}{attributes}>{}</{tag}>\n", told(words)));
    }

    /// A link to a part of the page.
    pub fn link(&mut self, to: &str, words: &str) {
        put(&mut self.0, format_args!("<a href=\"#{}\">{}</a>", text(to), told(words)));
    }

    /// A sentence with its marked words.
    pub fn quote(&mut self, pieces: &[Piece]) {
        if pieces.is_empty() {
            return;
        }
        self.raw("<blockquote><p>");
        for Piece(words, mark) in pieces {
            let class = match mark {
                Mark::Plain => {
                    self.0.push_str(&text(words));
                    continue;
                }
                Mark::What => "what",
                Mark::Where => "where",
                Mark::Number => "number",
            };
            put(&mut self.0, format_args!("<mark class=\"{class}\">{}</mark>", text(words)));
        }
        self.raw("</p></blockquote>\n");
    }

    /// A list of lines.
    pub fn list<S: AsRef<str>>(&mut self, class: &str, lines: &[S]) {
        if lines.is_empty() {
            return;
        }
        put(&mut self.0, format_args!("<ul class=\"{class}\">\n"));
        for line in lines {
            self.element("li", "", line.as_ref());
        }
        self.raw("</ul>\n");
    }
}

/// Words on one line, as text of an element.
pub fn told(words: &str) -> String {
    text(&one_line(words))
}
