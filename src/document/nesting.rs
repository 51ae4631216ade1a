//! How deep the elements of a web page stand inside one another, before it is parsed: what takes the tree apart does so step by step
//! from each element outward.

use std::collections::HashMap;

/// Elements without an end, and paragraphs, which the next one ends.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "p", "source", "track", "wbr",
];

/// Elements in which a `<` opens none, up to their own end.
const RAW: [&str; 8] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Elements that another of the same group beside them ends (HTML standard, 13.1.2.4).
const ENDED_BY_THE_NEXT: [&[&str]; 5] = [
    &["li"],
    &["dt", "dd"],
    &["option", "optgroup"],
    &["td", "th", "tr", "tbody", "thead", "tfoot"],
    &["rb", "rt", "rtc", "rp"],
];

/// Elements whose inside knows no raw text: in drawings and formulas, and in lists to choose from, a title is an element like others.
const NEVER_RAW_IN: [&str; 3] = ["svg", "math", "select"];

/// How many elements of `page` stand inside one another at most. An end tag without its element ends nothing.
pub fn deepest(page: &str) -> usize {
    let mut open = Open::default();
    let (mut most, mut rest) = (0, page);
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if let Some(words) = rest.strip_prefix("!--") {
            rest = words.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closes = rest.starts_with('/');
        let begins = rest.strip_prefix('/').unwrap_or(rest);
        if !begins.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // "<!doctype>", "<?xml>", "</ b>": comments of a kind, up to the next bracket; "a < b" is text.
            if closes || rest.starts_with(['!', '?']) {
                rest = rest.split_once('>').map_or("", |(_, rest)| rest);
            }
            continue;
        }
        let name = name(begins);
        rest = after_tag(begins);
        if closes {
            open.end(&name);
        } else if let Some(raw) = RAW.iter().find(|raw| **raw == name && !open.any(&NEVER_RAW_IN)) {
            rest = after_raw(rest, raw);
        } else if !EMPTY.contains(&name.as_str()) {
            open.begin(name);
            most = most.max(open.names.len());
        }
    }
    most
}

/// The name at the beginning of `tag`, in small letters; more than sixteen signs of them tell no two apart.
fn name(tag: &str) -> String {
    let ends = |sign: &char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>');
    tag.chars().take_while(|sign| !ends(sign)).take(16).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// What stands behind the bracket that ends `tag`, which may stand in quotation marks before; nothing if no such bracket follows.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    let mut last = ' ';
    for (at, sign) in tag.char_indices() {
        match quote {
            Some(open) if sign == open => quote = None,
            None if sign == '>' => return tag.get(at + 1..).unwrap_or_default(),
            // A value begins right behind "="; elsewhere a quotation mark is a sign like others.
            None if matches!(sign, '"' | '\'') && last == '=' => quote = Some(sign),
            _ => {}
        }
        if !sign.is_ascii_whitespace() {
            last = sign;
        }
    }
    ""
}

/// What stands from the end of the element `raw` on.
fn after_raw<'a>(rest: &'a str, raw: &str) -> &'a str {
    let ends = |at: usize| name(rest.get(at + 2..).unwrap_or_default()) == raw;
    let end = rest.match_indices("</").map(|(at, _)| at).find(|at| ends(*at));
    end.and_then(|at| rest.get(at..)).unwrap_or_default()
}

/// The elements that are open, outermost first.
#[derive(Default)]
struct Open {
    names: Vec<String>,
    /// How many of a name there are, so that an end without a beginning costs no search.
    count: HashMap<String, usize>,
}

impl Open {
    fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.count.get(*name).is_some_and(|count| *count > 0))
    }

    fn begin(&mut self, name: String) {
        let group = ENDED_BY_THE_NEXT.iter().find(|group| group.contains(&name.as_str()));
        if let Some(group) = group {
            let is_cell = name == "td" || name == "th";
            while let Some(last) = self.names.last()
                && group.contains(&last.as_str())
                && !(is_cell && last.starts_with('t') && last != "td" && last != "th")
            {
                self.pop();
            }
        }
        *self.count.entry(name.clone()).or_default() += 1;
        self.names.push(name);
    }

    fn end(&mut self, name: &str) {
        if self.count.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some(last) = self.pop() {
            if last == name {
                break;
            }
        }
    }

    fn pop(&mut self) -> Option<String> {
        let last = self.names.pop()?;
        if let Some(count) = self.count.get_mut(&last) {
            *count -= 1;
        }
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::deepest;

    #[test]
    fn elements_are_counted_from_the_outermost_on() {
        for (page, depth) in [
            ("", 0),
            ("a < b, and 3 <4", 0),
            ("<html><body><p>one<p>two<br></body></html>", 2),
            ("<DIV><Div></DIV></div>", 2),
            ("<ul><li>one<li>two<li>three</ul><ul><li>four</ul>", 2),
            ("<table><tr><td>1<td>2<tr><td>3</table>", 3),
            ("<dl><dt>a<dd>b<dt>c</dl>", 2),
            ("<select><option>1<option>2</select>", 2),
            ("<i><script>if (a<b) d='<b><b></b>'; e<f</SCRIPT><b></b></i>", 2),
            ("<!-- <i><i><i> --><b></b>", 1),
            ("<!-- <i>", 0),
            ("<title>a<b<c", 0),
            ("<blockquo<title>a<b>c", 2),
            ("<svg><title><b>one</b></title></svg>", 3),
            ("<i title='a>b<title>'><b>c", 2),
            ("<!<title>><b>c", 1),
            ("<b>a</ <title>><i>c", 2),
        ] {
            assert_eq!(deepest(page), depth, "{page}");
        }
    }

    #[test]
    fn ends_of_what_is_not_open_hide_no_depth() {
        assert_eq!(deepest(&"<able></table>".repeat(3000)), 3000);
        assert_eq!(deepest(&"<b></i></ b></>".repeat(3000)), 3000);
        assert_eq!(deepest(&"<i><blockquo<title>".repeat(3000)), 6000);
        assert_eq!(deepest(&"<table><tr><td>".repeat(3000)), 9000);
        assert_eq!(deepest(&format!("<main>{}</main>", "<li>one".repeat(3000))), 2);
        assert_eq!(deepest(&"<b>".repeat(3000).replace('b', "somethingratherlong")), 3000);
    }
}
