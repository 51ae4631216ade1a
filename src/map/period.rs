//! Periods of time that events are sorted into: days, weeks, months, years.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::drawn::{Happening, days, happenings};
use super::words::Words;
use crate::report::Report;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year.
    Year,
}

impl Step {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// Its key in the style file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// One period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How long it is.
    pub step: Step,
}

impl Period {
    /// The period that holds a day.
    #[must_use]
    pub fn of(day: Date, step: Step) -> Self {
        let (start, end) = match step {
            Step::Day => (day, day),
            Step::Week => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                let start = day.checked_sub(back.days()).unwrap_or(Date::MIN);
                (start, start.checked_add(6.days()).unwrap_or(Date::MAX))
            }
            Step::Month => (day.first_of_month(), day.last_of_month()),
            Step::Year => (day.first_of_year(), day.last_of_year()),
        };
        Self { start, end, step }
    }

    /// The period of something that happened between two days; none if they say less than a period. What lies between
    /// one day and the next, as a night does, belongs to the first.
    #[must_use]
    pub fn holding((first, last): (Date, Date), step: Step) -> Option<Self> {
        let (first, last) = (first.min(last), first.max(last));
        let period = Self::of(first, step);
        let night = first.tomorrow().is_ok_and(|next| last <= next);
        (last <= period.end || night).then_some(period)
    }

    /// The one after it; none at the end of the calendar.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        Some(Self::of(self.end.tomorrow().ok()?, self.step))
    }

    /// As words say it: "1 June 2023", "5–11 June 2023", "June 2023", "2023".
    #[must_use]
    pub fn words(&self, words: &Words) -> String {
        match self.step {
            Step::Day | Step::Week => words.span(Some(self.start), Some(self.end)),
            Step::Month => words.month(self.start),
            Step::Year => self.start.year().to_string(),
        }
    }

    /// "2023-06-01", "2023-W22" for a week by ISO 8601, "2023-06", "2023".
    #[must_use]
    pub fn name(&self) -> String {
        match self.step {
            Step::Day => self.start.to_string(),
            Step::Week => {
                let week = self.start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Step::Month => format!("{:04}-{:02}", self.start.year(), self.start.month()),
            Step::Year => format!("{:04}", self.start.year()),
        }
    }

    /// True if a file of that stem is called after a period: "2023-06-01", "2023-W22", "2023-06", "2023".
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        let form: String = name.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        ["9999-99-99", "9999-W99", "9999-99", "9999"].contains(&form.as_str())
    }
}

/// The events of a report by period.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// How long the periods are.
    pub step: Step,
    /// The periods in which something happened, in order.
    pub periods: BTreeMap<Period, Vec<Happening<'a>>>,
    /// Events whose date is not known, or spans more than a period.
    pub without: Vec<Happening<'a>>,
}

impl<'a> Timeline<'a> {
    /// Sorts the events of a report.
    #[must_use]
    pub fn of(report: &'a Report, step: Step) -> Self {
        let mut line = Self { step, periods: BTreeMap::new(), without: Vec::new() };
        for happening in happenings(report) {
            let found = match days(happening) {
                (Some(a), Some(b)) => Period::holding((a, b), step),
                (Some(day), None) | (None, Some(day)) => Some(Period::of(day, step)),
                (None, None) => None,
            };
            match found {
                Some(period) => line.periods.entry(period).or_default().push(happening),
                None => line.without.push(happening),
            }
        }
        line
    }

    /// First and last period.
    #[must_use]
    pub fn ends(&self) -> Option<(Period, Period)> {
        Some((*self.periods.keys().next()?, *self.periods.keys().next_back()?))
    }

    /// Number of periods from the first to the last, with those in which nothing happened.
    #[must_use]
    pub fn span(&self) -> usize {
        let Some((first, last)) = self.ends() else { return 0 };
        let days = (last.start - first.start).get_days().unsigned_abs() as usize;
        let months = |p: &Period| i32::from(p.start.year()) * 12 + i32::from(p.start.month());
        let between = (months(&last) - months(&first)).unsigned_abs() as usize;
        1 + match self.step {
            Step::Day => days,
            Step::Week => days / 7,
            Step::Month => between,
            Step::Year => between / 12,
        }
    }

    /// The stretches between first and last in which nothing happened: first day, last day.
    #[must_use]
    pub fn gaps(&self) -> Vec<(Date, Date)> {
        let starts: BTreeSet<Date> = self.periods.keys().map(|p| p.start).collect();
        let mut gaps = Vec::new();
        for pair in starts.iter().zip(starts.iter().skip(1)) {
            let next = Period::of(*pair.0, self.step).next().map_or(*pair.1, |p| p.start);
            if let (true, Ok(before)) = (next < *pair.1, pair.1.yesterday()) {
                gaps.push((next, before));
            }
        }
        gaps
    }

    /// A stretch of periods in words.
    fn stretch(&self, (from, to): (Date, Date), words: &Words) -> String {
        let [first, last] = [from, to].map(|day| Period::of(day, self.step));
        match self.step {
            Step::Day | Step::Week => words.span(Some(from), Some(to)),
            _ if first == last => first.words(words),
            _ => format!("{} – {}", first.words(words), last.words(words)),
        }
    }

    /// What the maps and charts of a series must say besides: periods without events, events without a period.
    #[must_use]
    pub fn notes(&self, words: &Words) -> String {
        let mut notes = Vec::new();
        let gaps = self.gaps();
        if !gaps.is_empty() {
            let empty = self.span() - self.periods.len();
            let named: Vec<String> = gaps.iter().take(GAPS).map(|gap| self.stretch(*gap, words)).collect();
            let key = if gaps.len() > GAPS { "series_gaps_many" } else { "series_gaps" };
            let n = words.plural(&format!("n_{}s", self.step.key()), empty);
            notes.push(words.with(key, &[("n", &n), ("list", &named.join("; "))]));
        }
        if !self.without.is_empty() {
            let key = format!("without_{}", self.step.key());
            notes.push(words.with(&key, &[("events", &words.events(self.without.len()))]));
        }
        notes.join(" ")
    }
}

/// Most stretches without events that are told one by one.
const GAPS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Week 1 of 2021 began on 4 January; 1 January 2021 was in week 53 of 2020. Source: ISO 8601 calendar.
    #[test]
    fn periods_are_named_as_the_calendar_names_them() {
        for (text, step, name, start, end) in [
            ("2021-01-01", Step::Day, "2021-01-01", "2021-01-01", "2021-01-01"),
            ("2021-01-01", Step::Week, "2020-W53", "2020-12-28", "2021-01-03"),
            ("2021-01-04", Step::Week, "2021-W01", "2021-01-04", "2021-01-10"),
            ("2021-01-10", Step::Week, "2021-W01", "2021-01-04", "2021-01-10"),
            ("2024-02-10", Step::Month, "2024-02", "2024-02-01", "2024-02-29"),
            ("2024-02-10", Step::Year, "2024", "2024-01-01", "2024-12-31"),
        ] {
            let period = Period::of(day(text), step);
            assert_eq!((period.name().as_str(), period.start, period.end), (name, day(start), day(end)));
            assert!(Period::is_name(name) && !Period::is_name(&format!("{name}x")), "{name}");
            assert_eq!(period.next().unwrap().start, day(end).tomorrow().unwrap());
        }
    }

    #[test]
    fn whole_months_are_called_by_their_names() {
        use crate::map::style_file::StyleFile;
        use crate::map::words::Lang;
        let words = |lang| Words::new(StyleFile::embedded(), lang);
        for (text, step, en, uk) in [
            ("2024-02-10", Step::Month, "February 2024", "лютий 2024"),
            ("2023-06-07", Step::Week, "5–11 June 2023", "5–11 червня 2023"),
            ("2023-06-07", Step::Day, "7 June 2023", "7 червня 2023"),
            ("2023-06-07", Step::Year, "2023", "2023"),
        ] {
            let period = Period::of(day(text), step);
            assert_eq!((&*period.words(&words(Lang::En)), &*period.words(&words(Lang::Uk))), (en, uk));
        }
    }

    /// No day is made up for an event that is dated by its month, and a night is not lost.
    #[test]
    fn what_is_dated_roughly_belongs_to_no_day() {
        for (first, last, step, want) in [
            ("2023-06-01", "2023-06-01", Step::Day, Some("2023-06-01")),
            ("2023-06-01", "2023-06-02", Step::Day, Some("2023-06-01")),
            ("2023-06-01", "2023-06-03", Step::Day, None),
            ("2023-06-05", "2023-06-11", Step::Week, Some("2023-W23")),
            ("2023-06-11", "2023-06-12", Step::Week, Some("2023-W23")),
            ("2023-06-10", "2023-06-12", Step::Week, None),
            ("2023-06-01", "2023-06-30", Step::Week, None),
            ("2023-06-01", "2023-06-30", Step::Month, Some("2023-06")),
            ("2023-06-30", "2023-06-01", Step::Month, Some("2023-06")),
            ("2023-01-01", "2023-12-31", Step::Month, None),
        ] {
            let found = Period::holding((day(first), day(last)), step).map(|p| p.name());
            assert_eq!(found.as_deref(), want, "{first} to {last} by {step:?}");
        }
    }
}
