//! Every date that a text writes out, in words or figures, and every bare weekday: the raw material of a publication date.

use jiff::civil::{Date, Weekday};

use crate::text::tokens::plain_run;
use crate::text::{Span, slice};

/// One date as written. What the text leaves out is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateWords {
    /// All its words, weekday and year included.
    pub span: Span,
    /// Day of the week, where written.
    pub weekday: Option<Weekday>,
    /// Month and day of the month; none for a bare weekday.
    pub month_day: Option<(i8, i8)>,
    /// Year, where written.
    pub year: Option<i16>,
    /// True if the words before it put it in the future: "will ... on", "until", "next".
    pub future: bool,
    /// True if it is written as the writer's own day: "today", "this Friday, June 2".
    pub own_day: bool,
    /// True if it belongs to an earlier week or to every week: "last Friday", "every Friday".
    pub other_week: bool,
}

impl DateWords {
    /// The full date, where year, month and day are written, exist, and agree with the weekday.
    pub fn full(&self) -> Option<Date> {
        let (month, day) = self.month_day?;
        let date = Date::new(self.year?, month, day).ok()?;
        self.weekday.is_none_or(|weekday| date.weekday() == weekday).then_some(date)
    }
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    span: Span,
}

/// All dates of `text`, in order; the English month and weekday names, ISO and European figures.
pub fn dates(text: &str) -> Vec<DateWords> {
    dates_with(text, None)
}

/// The same with figures such as `11/01/2024`, whose first number may be the day or the month, read in the given order.
pub fn dates_in_order(text: &str, order: Order) -> Vec<DateWords> {
    dates_with(text, Some(order))
}

/// Which number comes first in figures parted by strokes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day, as in most of the world.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

/// The order that a text shows where it can be told: the month first if a date has it so and none has the day first.
pub fn order_of(text: &str) -> Order {
    let words = words(text);
    let (mut day, mut month) = (false, false);
    for at in 0..words.len() {
        let [Some(a), Some(b), Some(c)] = [at, at + 1, at + 2].map(|at| words.get(at).map(|word| word.text))
        else {
            break;
        };
        let number = |word: &str| word.parse::<i8>().ok().filter(|_| word.len() <= 2);
        if let (Some(a), Some(b)) = (number(a), number(b))
            && year(c).is_some()
            && between(text, &words, at) == "/"
        {
            day |= a > 12;
            month |= b > 12 && a <= 12;
        }
    }
    if month && !day { Order::MonthFirst } else { Order::DayFirst }
}

fn dates_with(text: &str, order: Option<Order>) -> Vec<DateWords> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((mut date, next)) = date_at(text, &words, at, order) else {
            at += 1;
            continue;
        };
        let before = sentence_before(text, &words, at);
        date.future = is_future(&before);
        date.own_day = matches!(before.first(), Some(&("this" | "today")));
        date.other_week = matches!(
            before.first(),
            Some(&("last" | "every" | "each" | "previous" | "good" | "black" | "bloody"))
        );
        found.push(date);
        at = next;
    }
    found
}

/// Every year (1900 to 2099) written as a word of its own.
pub fn years(text: &str) -> Vec<i16> {
    words(text).iter().filter_map(|word| year(word.text)).collect()
}

fn words(text: &str) -> Vec<Word<'_>> {
    // English words have some six bytes with the space behind them.
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        // Nearly all words: letters and digits that ASCII has, and no other behind them.
        let plain = plain_run(&bytes[at..]);
        // Spaces and marks, one byte each.
        if plain == 0 && byte.is_ascii() {
            at += 1;
            continue;
        }
        if plain > 0 && bytes.get(at + plain).is_none_or(u8::is_ascii) {
            let span = Span::new(at, at + plain);
            words.push(Word { text: slice(text, span), span });
            at += plain;
            continue;
        }
        let Some(rest) = text.get(at..) else { break };
        let length = word_length(rest);
        if length > 0 {
            let span = Span::new(at, at + length);
            words.push(Word { text: slice(text, span), span });
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    words
}

/// Bytes of the letters and digits that `rest` begins with.
fn word_length(rest: &str) -> usize {
    let plain = plain_run(rest.as_bytes());
    match rest.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
        _ => plain,
    }
}

/// What stands between two neighbouring words.
fn between<'t>(text: &'t str, words: &[Word<'t>], at: usize) -> &'t str {
    match (words.get(at), words.get(at + 1)) {
        (Some(left), Some(right)) => slice(text, Span::new(left.span.end, right.span.start)),
        _ => "\n",
    }
}

/// True if two words stand together as the parts of one date do.
fn joined(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let gap = between(text, words, at);
    gap.len() <= 4 && gap.chars().all(|c| matches!(c, ' ' | ',' | '.' | '(' | '\u{a0}'))
}

fn date_at(text: &str, words: &[Word<'_>], at: usize, order: Option<Order>) -> Option<(DateWords, usize)> {
    let word = words.get(at)?.text;
    let digit = word.starts_with(|first: char| first.is_ascii_digit());
    if !digit && word != "the" && !word.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    figures(text, words, at, order).or_else(|| named(text, words, at))
}

/// `2023-06-02`, `2023/06/02`, `02.06.2023`; `06/07/2023` only in a given order.
fn figures(text: &str, words: &[Word<'_>], at: usize, order: Option<Order>) -> Option<(DateWords, usize)> {
    let [a, b, c] = [words.get(at)?, words.get(at + 1)?, words.get(at + 2)?];
    if !a.text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let mark = between(text, words, at);
    if mark != between(text, words, at + 1) || !matches!(mark, "-" | "." | "/") {
        return None;
    }
    let last = c.text.split(['T', 't']).next()?;
    let n = |word: &str| word.parse::<i8>().ok().filter(|_| word.len() <= 2);
    let (year, month, day) = if let Some(year) = year(a.text) {
        (year, n(b.text)?, n(last)?)
    } else {
        let (first, second, year) = (n(a.text)?, n(b.text)?, year(last)?);
        match (mark, first > 12, second > 12) {
            ("/", false, true) => (year, first, second),
            ("/", false, false) if first != second => match order? {
                Order::DayFirst => (year, second, first),
                Order::MonthFirst => (year, first, second),
            },
            _ => (year, second, first),
        }
    };
    Date::new(year, month, day).ok()?;
    let span = Span::new(a.span.start, c.span.start + last.len());
    Some((DateWords { year: Some(year), month_day: Some((month, day)), ..blank(span) }, at + 3))
}

/// "Thursday, June 1, 2023", "1 June", "the 1st of June", "May 15-16", "June 2 (Friday)", "Friday".
fn named(text: &str, words: &[Word<'_>], start: usize) -> Option<(DateWords, usize)> {
    let mut at = start;
    let word = |at: usize| words.get(at).map(|word| word.text);
    let mut weekday_found = word(at).and_then(weekday);
    if weekday_found.is_some() {
        at += 1;
    }
    let after_weekday = weekday_found.is_none() || (at > 0 && joined(text, words, at - 1));
    let core = if after_weekday { month_and_day(text, words, at) } else { None };
    let Some((month_day, next)) = core else {
        let span = words.get(start)?.span;
        return weekday_found.map(|found| (DateWords { weekday: Some(found), ..blank(span) }, at));
    };
    at = next;
    let mut year_found = None;
    if joined(text, words, at - 1) {
        year_found = word(at).and_then(year);
        at += usize::from(year_found.is_some());
    }
    if weekday_found.is_none() && matches!(between(text, words, at - 1), " (" | ", ") {
        weekday_found = word(at).and_then(weekday);
        at += usize::from(weekday_found.is_some());
    }
    let span = words.get(start)?.span.join(words.get(at - 1)?.span);
    let found =
        DateWords { weekday: weekday_found, month_day: Some(month_day), year: year_found, ..blank(span) };
    Some((found, at))
}

/// Month and day in either order, from word `at`; the last day of a range.
fn month_and_day(text: &str, words: &[Word<'_>], mut at: usize) -> Option<((i8, i8), usize)> {
    let word = |at: usize| words.get(at).map(|word| word.text);
    if word(at) == Some("the") {
        at += 1;
    }
    if let Some(month) = month(word(at)?) {
        let mut day = joined(text, words, at).then(|| day(word(at + 1)?)).flatten()?;
        at += 2;
        if matches!(between(text, words, at - 1), "-" | "–")
            && let Some(last) = word(at).and_then(self::day)
        {
            day = last;
            at += 1;
        }
        return exists(month, day).then_some(((month, day), at));
    }
    let day = day(word(at)?)?;
    let mut month_at = at + 1;
    if word(month_at) == Some("of") {
        month_at += 1;
    }
    let month = joined(text, words, at).then(|| month(word(month_at)?)).flatten()?;
    exists(month, day).then_some(((month, day), month_at + 1))
}

fn blank(span: Span) -> DateWords {
    DateWords {
        span,
        weekday: None,
        month_day: None,
        year: None,
        future: false,
        own_day: false,
        other_week: false,
    }
}

fn exists(month: i8, day: i8) -> bool {
    Date::new(2024, month, day).is_ok()
}

fn year(word: &str) -> Option<i16> {
    let year = word.parse::<i16>().ok().filter(|_| word.len() == 4)?;
    (1900..2100).contains(&year).then_some(year)
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    let day = digits.parse::<i8>().ok().filter(|_| digits.len() <= 2)?;
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month by its English name or an abbreviation of it, beginning with a capital.
fn month(word: &str) -> Option<i8> {
    let (lower, length) = capitalised(word, "jfmasond")?;
    let lower = lower.get(..length)?;
    let index = MONTHS.iter().position(|name| {
        name.as_bytes() == lower || (lower.len() == 3 && name.as_bytes().starts_with(lower))
    });
    match index {
        Some(index) => i8::try_from(index + 1).ok(),
        None => (lower == b"sept").then_some(9),
    }
}

/// A day of the week by its English name or an abbreviation of it, beginning with a capital.
pub fn weekday(word: &str) -> Option<Weekday> {
    let (lower, length) = capitalised(word, "mtwfs")?;
    Some(match lower.get(..length)? {
        b"monday" | b"mon" => Weekday::Monday,
        b"tuesday" | b"tue" | b"tues" => Weekday::Tuesday,
        b"wednesday" | b"wed" => Weekday::Wednesday,
        b"thursday" | b"thu" | b"thurs" => Weekday::Thursday,
        b"friday" | b"fri" => Weekday::Friday,
        b"saturday" | b"sat" => Weekday::Saturday,
        b"sunday" | b"sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// A word of at most nine bytes in small letters, and how many bytes it has, if it begins with a capital of one of `letters`.
fn capitalised(word: &str, letters: &str) -> Option<([u8; 9], usize)> {
    let first = word.bytes().next().filter(u8::is_ascii_uppercase)?;
    if word.len() > 9 || !letters.as_bytes().contains(&first.to_ascii_lowercase()) {
        return None;
    }
    let mut lower = [0; 9];
    lower.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Some((lower, word.len()))
}

/// Up to eight words before word `at` within its sentence, nearest first, in small letters.
fn sentence_before<'t>(text: &'t str, words: &[Word<'t>], at: usize) -> Vec<&'t str> {
    let mut before = Vec::new();
    for index in (at.saturating_sub(8)..at).rev() {
        if between(text, words, index).contains(['.', '!', '?', '\n', ';']) {
            break;
        }
        before.extend(words.get(index).map(|word| match word.text {
            "Last" => "last",
            "This" => "this",
            "Today" => "today",
            "Next" => "next",
            "Every" => "every",
            "Good" => "good",
            "Black" => "black",
            "Bloody" => "bloody",
            "By" => "by",
            "Until" => "until",
            other => other,
        }));
    }
    before
}

fn is_future(before: &[&str]) -> bool {
    let close =
        |word: &&str| matches!(*word, "next" | "by" | "until" | "till" | "before" | "coming" | "upcoming");
    let far = |word: &&str| {
        matches!(*word, "will" | "shall" | "scheduled" | "planned" | "expected" | "due" | "slated")
    };
    before.iter().take(2).any(close) || before.iter().any(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date as `weekday year-month-day`, with `?` for what is not written.
    fn brief(date: &DateWords) -> String {
        let weekday =
            date.weekday.map_or_else(|| "?".to_owned(), |w| format!("{w:?}").chars().take(3).collect());
        let year = date.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        let month_day = date.month_day.map_or_else(|| "?".to_owned(), |(m, d)| format!("{m:02}-{d:02}"));
        let future = if date.future { " future" } else { "" };
        format!("{weekday} {year}-{month_day}{future}")
    }

    #[test]
    fn dates_in_many_forms() {
        for (text, expected) in [
            ("Thursday, June 1", "Thu ?-06-01"),
            ("Thursday June 1st, 2023", "Thu 2023-06-01"),
            ("1 June 2023", "? 2023-06-01"),
            ("the 1st of June", "? ?-06-01"),
            ("Sept. 14, 2022", "? 2022-09-14"),
            ("May 15-16, 2023", "? 2023-05-16"),
            ("June 2 (Friday)", "Fri ?-06-02"),
            ("2023-06-02T14:00:00Z", "? 2023-06-02"),
            ("2023/06/02", "? 2023-06-02"),
            ("02.06.2023", "? 2023-06-02"),
            ("06/14/2023", "? 2023-06-14"),
            ("14/06/2023", "? 2023-06-14"),
            ("on Friday the army", "Fri ?-?"),
            ("will meet on Monday, July 3", "Mon ?-07-03 future"),
            ("until March 3", "? ?-03-03 future"),
            ("06/02/2023", ""),
            ("may 5 people", ""),
            ("June 31", ""),
            ("2023-13-02", ""),
            ("10.5.2", ""),
            ("He said it. June was hot.", ""),
            ("between Friday and Sunday", "Fri ?-?, Sun ?-?"),
            ("", ""),
        ] {
            let found: Vec<String> = dates(text).iter().map(brief).collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }

    #[test]
    fn full_dates_agree_with_their_weekday() {
        for (text, expected) in [
            ("Friday, June 2, 2023", Some("2023-06-02")),
            ("Thursday, June 2, 2023", None),
            ("February 29, 2023", None),
            ("Friday, June 2", None),
        ] {
            let found = dates(text).first().and_then(DateWords::full).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
