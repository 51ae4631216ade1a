//! Text of articles in Markdown: whatever it holds, it reads as words and formats nothing.

pub use crate::output::words::put;
use crate::text::Span;

/// Longest passage that is quoted, in characters.
const LONGEST: usize = 420;

/// `words` so that Markdown and HTML show them as they are, on one line, wherever in a line they stand.
///
/// Line ends become spaces; control characters and marks that turn the reading direction are left out.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 8);
    for c in one_line(words).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '$' | '#' | '!' | '@' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // Bare addresses become links by themselves in many readers; a list or heading mark at the start would format.
    let out = out.replace("://", "\\://").replace("www.", "www\\.").replace("WWW.", "WWW\\.");
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        Some(c) if c.is_ascii_digit() => escape_list_number(&out),
        _ => out,
    }
}

/// "1. text" and "1) text" begin a numbered list.
fn escape_list_number(out: &str) -> String {
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match (out.get(..digits), out.get(digits..)) {
        (Some(number), Some(rest)) if rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => out.to_owned(),
    }
}

fn one_line(words: &str) -> String {
    let visible = words.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        c if c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}') =>
        {
            None
        }
        c => Some(c),
    });
    let visible: String = visible.collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A passage of `text` in quotation marks with the words under `mark` in bold; long passages are cut around them.
pub fn quote(text: &str, passage: Span, mark: Option<Span>) -> String {
    let part = |start: usize, end: usize| text.get(start..end).unwrap_or("");
    let Some(mark) = mark.filter(|mark| passage.contains(*mark) && !mark.is_empty()) else {
        return format!("“{}”", escape(&head(part(passage.start, passage.end), LONGEST)));
    };
    let before = tail(part(passage.start, mark.start), LONGEST / 2);
    let after = head(part(mark.end, passage.end), LONGEST / 2);
    let marked = escape(part(mark.start, mark.end));
    let space = |has: bool| if has { " " } else { "" };
    let (left, right) =
        (space(before.ends_with(char::is_whitespace)), space(after.starts_with(char::is_whitespace)));
    format!("“{}{left}**{marked}**{right}{}”", escape(&before), escape(&after))
}

fn head(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words)),
        None => words.to_owned(),
    }
}

fn tail(words: &str, most: usize) -> String {
    match words.char_indices().rev().nth(most) {
        Some((start, _)) => format!("…{}", words.get(start..).unwrap_or(words)),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_article_formats() {
        for (words, expected) in [
            ("Shells fell, he said - twice.", "Shells fell, he said - twice."),
            ("# Title", "\\# Title"),
            ("- item", "\\- item"),
            ("12. June", "12\\. June"),
            ("12 June", "12 June"),
            ("a\n\n# b\r\n> c", "a \\# b &gt; c"),
            ("![x](http://a.b/c.png)", "\\!\\[x\\](http\\://a.b/c.png)"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a | b", "a \\| b"),
            ("*b* _i_ `c` ~s~ $m$", "\\*b\\* \\_i\\_ \\`c\\` \\~s\\~ \\$m\\$"),
            ("www.a.b", "www\\.a.b"),
            ("abc\u{202E}def\u{0}\u{1b}[31m", "abcdef\\[31m"),
            ("&amp; \\", "&amp;amp; \\\\"),
            ("", ""),
        ] {
            assert_eq!(escape(words), expected, "{words:?}");
        }
    }

    #[test]
    fn quotes_mark_the_words_that_told_it() {
        let text = "Two men were wounded by *shells* today.";
        let whole = Span::new(0, text.len());
        assert_eq!(
            quote(text, whole, Some(Span::new(13, 20))),
            "“Two men were **wounded** by \\*shells\\* today.”"
        );
        assert_eq!(quote(text, whole, None), "“Two men were wounded by \\*shells\\* today.”");
        assert_eq!(quote(text, Span::new(0, 3), Some(Span::new(13, 20))), "“Two”");
        assert_eq!(quote(text, Span::new(0, 999), None), "“”");
        let long = "é ".repeat(2000);
        let cut = quote(&long, Span::new(0, long.len()), Some(Span::new(3000, 3002)));
        assert!(cut.chars().count() < 500 && cut.starts_with("“…") && cut.ends_with("…”"), "{cut}");
    }
}
