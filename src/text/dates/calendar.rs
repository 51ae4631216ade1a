//! Days of the calendar: "June 1, 2023", "the 15-16 May", "2023-06-01", and ranges of them.

use jiff::civil::Date;

use super::{Found, Reader, month, moved};
use crate::text::TokenKind;

/// A day and its month, with or without a year, as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthDay {
    pub first: i8,
    /// The last day of "May 15-16".
    second: Option<i8>,
    pub month: i8,
    pub year: Option<i16>,
    /// Index past the last token.
    pub end: usize,
}

impl Reader<'_> {
    /// Day of the month at `at`: "5", "5th", "the 5th" is left to the caller.
    fn day_number(&self, at: usize) -> Option<i8> {
        if self.prose.tokens.get(at)?.kind != TokenKind::Number {
            return None;
        }
        let word = self.word(at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = word.get(digits.len()..)?;
        if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
        (1900..=2100).contains(&year).then_some(year)
    }

    /// "1936 April 6, ...": the year that begins a line or sentence of a chronicle, right before the month.
    fn leading_year(&self, at: usize) -> Option<i16> {
        let before = at.checked_sub(1)?;
        let opens = before == 0
            || self.prose.tokens[before].sentence != self.prose.tokens[before - 1].sentence
            || matches!(self.word(before - 1), "." | ";" | ":" | "•" | "-" | "*");
        let word = self.word(before);
        let year: i16 = word.parse().ok().filter(|_| word.len() == 4 && opens)?;
        (1500..=2100).contains(&year).then_some(year)
    }

    /// The date of a day and month, with the year that the text or the article's day gives.
    pub(super) fn dated(&self, day: i8, month: i8, year: Option<i16>) -> Option<Date> {
        if let Some(year) = year {
            return Date::new(year, month, day).ok();
        }
        let anchor = self.anchor?;
        let same = Date::new(anchor.year(), month, day).ok();
        // Nearest past; a report may run a day ahead of its page across time zones.
        match same {
            Some(date) if moved(anchor, 2).is_none_or(|limit| date <= limit) => Some(date),
            _ => Date::new(anchor.year() - 1, month, day).ok(),
        }
    }

    /// "June 1, 2023", "1st of June", "15-16 May", "2023-06-01", "01.06.2023"; true if the year is in the words.
    pub(super) fn calendar(&self, at: usize) -> Option<(Found, bool)> {
        if let Some(found) = self.numeric(at) {
            return Some((found, true));
        }
        let day = self.month_day(at)?;
        let from = self.dated(day.first, day.month, day.year);
        let to = day.second.map_or(from, |second| self.dated(second, day.month, day.year));
        let mut found = Found::day(day.end, from);
        found.to = to.filter(|to| from.is_some_and(|from| from <= *to)).or(from);
        Some((found, day.year.is_some()))
    }

    /// A day and its month in words, with or without a year.
    pub(super) fn month_day(&self, at: usize) -> Option<MonthDay> {
        let (first, second, month, mut end) = if let Some(month) = month(self.word(at)) {
            // A capital tells "May 5" from "may 5".
            let token = self.prose.tokens.get(at)?;
            let mut next = at + 1;
            if self.word(next) == "." && self.prose.tokens.get(next)?.glued {
                next += 1;
            }
            if self.word(next) == "the" {
                next += 1;
            }
            let first = self.day_number(next).filter(|_| token.capital)?;
            let (second, end) = self.second_day(next + 1);
            (first, second, month, end)
        } else {
            let first = self.day_number(at)?;
            let (second, mut next) = self.second_day(at + 1);
            if self.word(next) == "of" {
                next += 1;
            }
            let month = month(self.word(next)).filter(|_| self.prose.tokens[next].capital)?;
            (first, second, month, next + 1)
        };
        let comma =
            usize::from(self.word(end) == "," || self.word(end) == "." && self.year(end + 1).is_some());
        let year = self.year(end + comma);
        if year.is_some() {
            end += comma + 1;
        }
        Some(MonthDay { first, second, month, year: year.or_else(|| self.leading_year(at)), end })
    }

    /// "June 30 to July 2", "between 30 May and 2 June": the days from the one to the other.
    pub(super) fn range(&self, at: usize, first: Found) -> Found {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        let joined = match self.word(first.end) {
            "to" | "through" | "-" => true,
            "and" => before == "between",
            _ => false,
        };
        let second = joined.then(|| self.calendar(first.end + 1)).flatten();
        match (first.from, second) {
            (Some(from), Some((second, _))) if second.to.is_some_and(|to| from < to) => {
                Found { to: second.to, end: second.end, ..first }
            }
            _ => first,
        }
    }

    /// The "-16" or "and 16" of "May 15-16", and the index past it.
    fn second_day(&self, at: usize) -> (Option<i8>, usize) {
        if matches!(self.word(at), "-" | "/" | "and" | "to")
            && let Some(day) = self.day_number(at + 1)
            && self.year(at + 1).is_none()
        {
            return (Some(day), at + 2);
        }
        (None, at)
    }

    fn numeric(&self, at: usize) -> Option<Found> {
        if self.prose.tokens.get(at)?.kind != TokenKind::Number {
            return None;
        }
        let word = self.word(at);
        let mut end = at + 1;
        let parts: Vec<i16> = if word.matches('.').count() == 2 {
            word.split('.').filter_map(|part| part.parse().ok()).collect()
        } else {
            let mut parts = vec![word.parse().ok()?];
            let mark = self.word(at + 1);
            if !matches!(mark, "-" | "/") {
                return None;
            }
            for step in [1, 3] {
                if self.word(at + step) != mark || !self.prose.tokens.get(at + step)?.glued {
                    return None;
                }
                parts.push(self.word(at + step + 1).parse().ok()?);
            }
            end = at + 5;
            parts
        };
        let &[a, b, c] = parts.as_slice() else { return None };
        let number = |n: i16| i8::try_from(n).ok();
        let date = if a >= 1900 {
            Date::new(a, number(b)?, number(c)?).ok()?
        } else if c >= 1900 && word.contains('.') {
            Date::new(c, number(b)?, number(a)?).ok()?
        } else {
            // "03/04/2023" is read differently on two sides of an ocean: an impossible month settles it, or a day that had not come.
            if c < 1900 {
                return None;
            }
            let dated = |day: i16, month: i16| Date::new(c, number(month)?, number(day)?).ok();
            let come = |date: &Date| {
                self.today.is_none_or(|today| moved(today, 1).is_none_or(|limit| *date <= limit))
            };
            match (dated(a, b).filter(come), dated(b, a).filter(come)) {
                (Some(date), None) | (None, Some(date)) => date,
                (Some(date), Some(other)) if date == other => date,
                _ => return None,
            }
        };
        Some(Found::day(end, Some(date)))
    }
}
