//! Months, years and weeks, and parts of a day without a day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{DateKind, Found, Reader, month, most_recent, moved};

impl Reader<'_> {
    pub(super) fn whole_month(&self, end: usize, month: i8, year: Option<i16>) -> Found {
        let from = self.dated(1, month, year);
        let to = from.and_then(|day| day.checked_add(1.month()).ok()).and_then(|day| moved(day, -1));
        Found::new(end, from, to, DateKind::Coarse)
    }

    /// "in the morning", "at dawn", "in the evening", "late on", "around 16:00": the day is told elsewhere.
    pub(super) fn part_of_day(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        let part = matches!(self.word(at), "morning" | "afternoon" | "evening" | "night" | "dawn" | "noon");
        if part && matches!(before, "the" | "at" | "early" | "late") && self.word(at + 1) != "of" {
            return Some(Found::new(at + 1, None, None, DateKind::PartOfDay));
        }
        None
    }

    /// "in March 2022", "in 2014", "in May", "this week", "earlier this month".
    pub(super) fn coarse(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        if let Some(number) = month(self.word(at)).filter(|_| self.prose.tokens[at].capital) {
            let comma = usize::from(self.word(at + 1) == ",");
            if let Some(year) = self.year(at + 1 + comma) {
                return Some(self.whole_month(at + 2 + comma, number, Some(year)));
            }
            let cued = matches!(before, "in" | "since" | "early" | "late" | "mid" | "of" | "last" | "until");
            return (cued || before == "-").then(|| self.whole_month(at + 1, number, None));
        }
        let past = self.today.is_some_and(|today| self.year(at).is_some_and(|year| year < today.year()))
            && !self.prose.tokens[at].glued;
        let counted =
            self.prose.tokens.get(at + 1).is_some_and(|token| token.glued && self.word(at + 1) != "-")
                || matches!(
                    self.word(at + 1),
                    "people" | "houses" | "homes" | "civilians" | "residents" | "troops"
                );
        if let Some(year) = self.year(at)
            && self.word(at.saturating_sub(2)) != "born"
            && !(self.word(at + 1) == "-" && self.word(at + 2) == "born")
            && (past && !counted
                || matches!(before, "fall" | "summer" | "winter" | "spring" | "autumn")
                || matches!(
                    before,
                    "in" | "since" | "of" | "until" | "early" | "late" | "by" | "from" | "and"
                ))
        {
            let from = Date::new(year, 1, 1).ok();
            let to = Date::new(year, 12, 31).ok();
            return Some(Found::new(at + 1, from, to, DateKind::Coarse));
        }
        let back = |days: i64| self.today.and_then(|today| moved(today, -days));
        match (self.word(at), self.word(at + 1)) {
            ("this", "week") => {
                let monday = self.today.and_then(|today| most_recent(today, Weekday::Monday));
                Some(Found::new(at + 2, monday, self.today, DateKind::Coarse))
            }
            ("this", "month") => Some(Found::new(
                at + 2,
                self.today.map(jiff::civil::Date::first_of_month),
                self.today,
                DateKind::Coarse,
            )),
            ("this", "year" | "summer" | "winter" | "spring" | "autumn") => Some(Found::new(
                at + 2,
                self.today.map(jiff::civil::Date::first_of_year),
                self.today,
                DateKind::Coarse,
            )),
            ("weekend", _) if matches!(before, "the" | "this" | "last") => {
                let sunday = self.today.and_then(|today| most_recent(today, Weekday::Sunday));
                Some(Found::new(at + 1, sunday.and_then(|day| moved(day, -1)), sunday, DateKind::Day))
            }
            ("recent", "days") => Some(Found::new(at + 2, back(6), self.today, DateKind::Coarse)),
            ("recent", "weeks" | "months" | "years") => {
                Some(Found::new(at + 2, back(60), self.today, DateKind::Duration))
            }
            _ => None,
        }
    }
}
