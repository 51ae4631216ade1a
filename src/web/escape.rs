//! Words of articles in a page: whatever they hold, they are read as words and nothing else.

use serde::Serialize;

/// `value` as JSON that may stand inside a `<script>` element of any kind.
///
/// JSON keeps its meaning, but no `<`, `>` or `&` is left that could end the element or begin a comment, and no line end
/// that JavaScript of before 2019 knew and JSON did not.
#[must_use]
pub fn json_for_script(value: &impl Serialize) -> String {
    // The model of a page holds strings, numbers and lists of them: nothing that JSON cannot say.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(json.len() + json.len() / 50);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// `words` as the text of an element or the value of a quoted attribute.
#[must_use]
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 20);
    for c in words.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// `words` on one line, without control characters and without marks that turn the reading direction of what follows.
#[must_use]
pub fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_whitespace() || matches!(c, '\u{85}' | '\u{feff}') => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() || turns(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Marks that turn the reading direction of all that follows them.
fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: [&str; 8] = [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "\"'`${x}\\",
        "javascript:alert(1)",
        "<img src=x onerror=alert(1)>",
        "line\u{2028}line\u{2029}line",
        "&lt;b&gt;",
    ];

    #[test]
    fn json_in_a_script_ends_nothing_and_reads_back() {
        for words in HOSTILE {
            let json = json_for_script(&[words]);
            assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
            let back: Vec<String> = serde_json::from_str(&json).unwrap();
            assert_eq!(back, [words]);
        }
    }

    #[test]
    fn text_in_an_element_or_attribute_stays_text() {
        for words in HOSTILE {
            let html = text(words);
            assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
            let back = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            assert_eq!(back.replace("&#39;", "'").replace("&amp;", "&"), words);
        }
    }

    #[test]
    fn lines_are_joined_and_direction_marks_dropped() {
        for (words, expected) in [
            ("a\n\n b\tc", "a b c"),
            ("a\u{202E}b\u{2066}c\u{0}", "abc"),
            ("\u{feff}a ", " a "),
            ("אב\u{200F}ג", "אבג"),
        ] {
            assert_eq!(one_line(words), expected, "{words:?}");
        }
    }
}
