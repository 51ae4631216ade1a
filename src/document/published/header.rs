//! A publication date in the head of a text: a labelled date, a line that is only a date, a byline, a dateline.

use jiff::civil::Date;

use super::words::{self, DateWords, Order};
use crate::text::{Span, slice};

/// Lines at the head of a text that may hold its date.
const LINES: usize = 6;

/// Bytes of a line that are looked at; a label and its date fit well within.
const LINE_BYTES: usize = 160;

/// Bytes at the head of a text in which another date may show the order of its figures.
const ORDER_BYTES: usize = 4096;

/// What a label before a date says, longest first; true for those that date the first publication.
const LABELS: [(&str, bool); 17] = [
    ("date of publication", true),
    ("first published on", true),
    ("publication date", true),
    ("first published", true),
    ("published online", true),
    ("published on", true),
    ("published at", true),
    ("publish date", true),
    ("last updated", false),
    ("updated on", false),
    ("posted on", true),
    ("published", true),
    ("updated", false),
    ("posted", true),
    ("issued", true),
    ("dated", true),
    ("date", true),
];

/// The date in the head of `text` and the words that give it. A first publication wins over an update.
pub fn find(text: &str) -> Option<(Date, Span)> {
    let mut update = None;
    let mut order = None;
    for (start, line) in head_lines(text) {
        let mut order = || {
            *order.get_or_insert_with(|| {
                words::order_of(text.get(..text.floor_char_boundary(ORDER_BYTES)).unwrap_or(text))
            })
        };
        let Some((date, span, first)) = in_line(line, &mut order) else { continue };
        let found = (date, Span::new(start + span.start, start + span.end));
        if first {
            return Some(found);
        }
        update.get_or_insert(found);
    }
    update
}

/// What a reader should know of a date that `find` gave: that its figures may mean another day.
pub fn doubt(text: &str, date: Date, span: Span) -> Option<String> {
    let words = slice(text, span);
    let open = words.contains('/') && words::dates(words).iter().all(|date| date.full().is_none());
    (open && date.day() != date.month()).then(|| {
        format!("the date in the head may be read in two ways, day or month first: {date} was taken")
    })
}

/// The first lines that hold anything, each with its byte offset and cut to a bearable length.
fn head_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    let mut rest = text;
    let lines = std::iter::from_fn(move || {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at_checked(end).filter(|(line, _)| !line.is_empty())?;
        rest = after;
        Some(line)
    });
    lines
        .map(move |line| {
            let start = offset;
            offset += line.len();
            let trimmed = line.trim_start();
            let start = start + line.len() - trimmed.len();
            (start, trimmed.get(..trimmed.floor_char_boundary(LINE_BYTES)).unwrap_or(trimmed).trim_end())
        })
        .filter(|(_, line)| !line.is_empty())
        .take(LINES)
}

/// The date of one line, its words, and whether it dates the first publication.
fn in_line(line: &str, order: &mut dyn FnMut() -> Order) -> Option<(Date, Span, bool)> {
    // A date of publication has its year.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let dates = if line.contains('/') { words::dates_in_order(line, order()) } else { words::dates(line) };
    let date = dates.iter().find(|date| date.full().is_some())?;
    let full = date.full()?;
    let before = line.get(..date.span.start)?;
    if let Some(first) = label(before) {
        return Some((full, Span::new(0, date.span.end), first));
    }
    let whole = line.len() < LINE_BYTES;
    let alone = whole && is_only_date(line, date);
    let found = alone
        || is_leading(line, before, date)
        || (whole && is_byline(line, before, date))
        || is_dateline(line, before, date);
    found.then_some((full, date.span, true))
}

/// Whether `before` is one of the labels and nothing else.
fn label(before: &str) -> Option<bool> {
    let words = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.iter().find(|(label, _)| *label == words).map(|(_, first)| *first)
}

/// Whether the part of the line between two separators that holds the date holds nothing else than a time of day.
fn is_only_date(line: &str, date: &DateWords) -> bool {
    let separator = |c: char| matches!(c, '|' | '·' | '•' | '—' | '–');
    let start = line.get(..date.span.start).and_then(|before| before.rfind(separator)).unwrap_or(0);
    let end = line
        .get(date.span.end..)
        .and_then(|after| after.find(separator))
        .map_or(line.len(), |length| date.span.end + length);
    let around = [Span::new(start, date.span.start), Span::new(date.span.end, end)];
    around.iter().flat_map(|span| slice(line, *span).split(|c: char| !c.is_alphanumeric())).all(is_time_word)
}

fn is_time_word(word: &str) -> bool {
    const ZONES: [&str; 17] = [
        "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "eet", "eest", "msk", "ist", "bst", "at",
        "am", "pm", "a.m.",
    ];
    let lower = word.to_ascii_lowercase();
    let clock =
        lower.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('z').trim_start_matches('t');
    word.is_empty()
        || ZONES.contains(&lower.as_str())
        || words::weekday(word).is_some()
        || (clock.len() <= 4 && clock.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "11 January 2024 - Two people", "[12 June 2023] Two people", "Jan 11, 2024 (Agency) - Two people": the date that a text opens with.
fn is_leading(line: &str, before: &str, date: &DateWords) -> bool {
    let after = line.get(date.span.end..).unwrap_or_default().trim_start();
    let (opened, after) = match before.trim() {
        "" => (false, after),
        "[" => (true, after.strip_prefix(']').unwrap_or_default()),
        "(" => (true, after.strip_prefix(')').unwrap_or_default()),
        _ => return false,
    };
    // "11 January 2024 (Agency) - ", "[12 June 2023, 10:15] ".
    let after = match after.strip_prefix('(').and_then(|agency| agency.split_once(')')) {
        Some((agency, rest)) if agency.len() <= 40 => rest.trim_start(),
        _ => after,
    };
    let rest = after.trim_start_matches(['-', '–', '—', '|', ':', '/', '.', ' ']);
    (opened || rest.len() < after.len() && !after.starts_with(' '))
        && rest.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// "By Jane Roe, 2 June 2023".
fn is_byline(line: &str, before: &str, date: &DateWords) -> bool {
    let names = before.split_whitespace().count();
    let rest = line.get(date.span.end..).unwrap_or_default();
    (before.starts_with("By ") || before.starts_with("by "))
        && names <= 8
        && before.trim_end().ends_with([',', '-', '|'])
        && rest.split(|c: char| !c.is_alphanumeric()).all(is_time_word)
}

/// "LVIV, June 2, 2023 (Agency) - ", "Lviv, 2 June 2023. ", "LVIV (Agency - 2nd June, 2023) ".
fn is_dateline(line: &str, before: &str, date: &DateWords) -> bool {
    let after = line.get(date.span.end..).unwrap_or_default();
    if let Some((place, agency)) = before.split_once('(') {
        let inside = !agency.contains(['(', ')']) && agency.trim_end().ends_with(['-', '–', '—', ',', '|']);
        return inside && after.trim_start().starts_with(')') && is_place(place);
    }
    let ends = after.trim_start().starts_with(['(', '—', '–', '-', ':', '/', '.', ',']);
    ends && before.trim_end().strip_suffix(',').is_some_and(is_place)
        && after.trim_start_matches([' ', '.', ',']).chars().next().is_some_and(|c| !c.is_lowercase())
}

/// One to four capitalised words.
fn is_place(words: &str) -> bool {
    let mut parts = words.split([' ', '-', '/', ',']).filter(|word| !word.is_empty()).peekable();
    parts.peek().is_some()
        && parts.clone().count() <= 4
        && parts.all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_that_date_their_text_and_heads_that_do_not() {
        for (text, expected) in [
            (" date 2022-10-11 While the town slept", Some("2022-10-11")),
            ("Date: 2022-10-11\n\nText", Some("2022-10-11")),
            ("Shells hit Kozinka\nPublished: October 11, 2022\nText", Some("2022-10-11")),
            ("Updated on 12 October 2022\nPublished on 11 October 2022\nText", Some("2022-10-11")),
            ("Updated 12 October 2022\nText", Some("2022-10-12")),
            ("11 October 2022 14:00\nText", Some("2022-10-11")),
            ("Shells hit Kozinka\r\nTuesday, 11 October 2022, 09:41 GMT\r\nText", Some("2022-10-11")),
            ("By Jane Roe, 11 October 2022\nText", Some("2022-10-11")),
            ("Jane Roe | October 11, 2022 | 5 pm\nText", Some("2022-10-11")),
            ("LVIV, Oct. 11, 2022 (Agency) - Two people", Some("2022-10-11")),
            ("Lviv, 11 October 2022. Two people", Some("2022-10-11")),
            ("LVIV/ODESA (Agency / Wire - 11th October, 2022) Two people", Some("2022-10-11")),
            ("The mayor (born on 11 October 1962) said", None),
            ("Kozinka, October 11, 2022, was a quiet village", None),
            ("2022-10-11T06:30:00Z\nText", Some("2022-10-11")),
            ("11.10.2022 09:15\nText", Some("2022-10-11")),
            ("On October 11, 2022 shells hit Kozinka.", None),
            ("Shells hit Kozinka on October 11, 2022.", None),
            ("Monday, 11 October 2022\nText", None),
            ("The report is dated 11 October 2022 and says", None),
            ("10/11/2022\nText", Some("2022-11-10")),
            ("10/11/2022\nText\nUpdated 10/13/2022", Some("2022-10-11")),
            ("11/10/2022 - Two people were hurt.", Some("2022-10-11")),
            ("[11 October 2022] Two people were hurt.", Some("2022-10-11")),
            ("Oct. 11, 2022 (Agency) \u{2014} Two people were hurt.", Some("2022-10-11")),
            ("11 October 2022: Two people were hurt.", Some("2022-10-11")),
            ("11 October 2022 was a quiet day", None),
            ("October 11\nText", None),
            ("a\nb\nc\nd\ne\nf\n2022-10-11\n", None),
            ("", None),
        ] {
            let found = find(text);
            assert_eq!(found.map(|(date, _)| date.to_string()).as_deref(), expected, "{text:?}");
            if let Some((_, span)) = found {
                assert!(!slice(text, span).is_empty(), "{text:?}: {span:?}");
            }
        }
    }
}
