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

/// Reads the date of a JSON field or an option: `2023-06-02`, alone or before a time of day.
#[must_use]
pub fn parse(value: &str) -> Option<Date> {
    let value = value.trim();
    let (head, rest) = value.split_at_checked(10)?;
    let date: Date = head.parse().ok()?;
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then_some(date)
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
