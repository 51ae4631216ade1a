//! When an article was published, how that is known, and what stays unknown.

mod header;
mod settle;
mod words;

use jiff::civil::Date;

pub use settle::{settle, stays};

use super::{Published, PublishedBasis};
use crate::text::Span;

/// The date that an article carries itself: its input's field, else the head of its text, else the run's `option`.
#[must_use]
pub fn stated(text: &str, field: Option<Date>, option: Option<Date>) -> Option<Published> {
    if let Some(date) = field {
        return Some(Published { date, basis: PublishedBasis::Field, span: None });
    }
    if let Some((date, span)) = header::find(text) {
        return Some(Published { date, basis: PublishedBasis::Header, span: Some(span) });
    }
    option.map(|date| Published { date, basis: PublishedBasis::Option, span: None })
}

/// What a reader should know of the date that [`stated`] gave: figures such as `11/01/2024` mean one day in most of the world and another in
/// the United States.
#[must_use]
pub fn doubt(text: &str, published: &Published) -> Option<String> {
    published
        .span
        .filter(|_| published.basis == PublishedBasis::Header)
        .and_then(|span| header::doubt(text, published.date, span))
}

/// The words in the head of a text that date it ("date 2023-06-02"): they tell no day of any event.
#[must_use]
pub fn header_span(text: &str) -> Option<Span> {
    header::find(text).map(|(_, span)| span)
}

/// Reads the date of a field or an option: `2023-06-02`, alone or before a time of day; `20230602`; "Fri, 02 Jun 2023 10:00:00 GMT",
/// "June 2, 2023"; seconds or milliseconds since 1970.
#[must_use]
pub fn parse(value: &str) -> Option<Date> {
    let value = value.trim();
    if let Some((head, rest)) = value.split_at_checked(10)
        && let Ok(date) = head.parse::<Date>()
    {
        return (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then_some(date);
    }
    let whole = value.split('.').next().unwrap_or(value);
    if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) && is_number(value) {
        return numeric(whole);
    }
    // One date and no sentence.
    if value.len() > LONGEST {
        return None;
    }
    match words::dates(value).as_slice() {
        [date] => date.full(),
        _ => None,
    }
}

/// Bytes of the longest date in words.
const LONGEST: usize = 60;

fn is_number(value: &str) -> bool {
    value.parse::<f64>().is_ok_and(f64::is_finite)
}

/// `20230602`, or a moment of 1990 to 2100 in seconds or milliseconds since 1970.
fn numeric(digits: &str) -> Option<Date> {
    let number: i64 = digits.parse().ok()?;
    let date = if digits.len() == 8 {
        let part = |at: i64, of: i64| i8::try_from(number / at % of).ok();
        Date::new(i16::try_from(number / 10_000).ok()?, part(100, 100)?, part(1, 100)?).ok()?
    } else {
        let seconds = if digits.len() > 11 { number / 1_000 } else { number };
        let day = jiff::Span::new().try_days(seconds.div_euclid(86_400)).ok()?;
        jiff::civil::date(1970, 1, 1).checked_add(day).ok()?
    };
    (1990..=2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_dates_with_or_without_a_time() {
        for (value, expected) in [
            ("2023-06-02", Some("2023-06-02")),
            (" 2023-06-02T23:30:00+03:00 ", Some("2023-06-02")),
            ("2023-06-02 10:00", Some("2023-06-02")),
            ("2023-02-30", None),
            ("2023-06-021", None),
            ("June 2", None),
            ("Thu, 04 May 2023 10:00:00 GMT", Some("2023-05-04")),
            ("Thu, 4 May 2023 23:30:00 +0300", Some("2023-05-04")),
            ("Wed, 04 May 2023 10:00:00 GMT", None),
            ("May 4, 2023", Some("2023-05-04")),
            ("4 May 2023", Some("2023-05-04")),
            ("Published on Thursday, May 4th, 2023", Some("2023-05-04")),
            ("May 4, 2023 - May 6, 2023", None),
            ("20230504", Some("2023-05-04")),
            ("20231304", None),
            ("1683194400", Some("2023-05-04")),
            ("1683194400.25", Some("2023-05-04")),
            ("1683194400000", Some("2023-05-04")),
            ("2023", None),
            ("12345", None),
            ("99999999999999999999", None),
            ("1683194400x", None),
            ("04/05/2023", None),
            ("yesterday", None),
            ("пятница, 2", None),
            ("", None),
        ] {
            assert_eq!(parse(value).map(|date| date.to_string()).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn what_the_article_carries_wins_over_the_run() {
        let day = |text: &str| parse(text);
        let basis = |text, field, option| stated(text, field, option).map(|p| (p.date.to_string(), p.basis));
        let header = "date 2022-10-11 Text";
        for (found, expected) in [
            (
                basis(header, day("2022-10-12"), day("2022-10-13")),
                Some(("2022-10-12", PublishedBasis::Field)),
            ),
            (basis(header, None, day("2022-10-13")), Some(("2022-10-11", PublishedBasis::Header))),
            (basis("Text", None, day("2022-10-13")), Some(("2022-10-13", PublishedBasis::Option))),
            (basis("Text", None, None), None),
        ] {
            assert_eq!(found, expected.map(|(date, basis)| (date.to_owned(), basis)));
        }
    }
}
