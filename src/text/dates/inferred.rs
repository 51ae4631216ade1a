//! The days of a text that does not say when it was written, as far as its weekdays and dates agree.

use jiff::civil::{Date, Weekday};

use super::calendar::MonthDay;
use super::{Reader, moved, weekday};

/// What a text without a day of its own says of the days that it was written in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    /// The day on which it was written: "yesterday, 21 October 2019".
    pub today: Option<Date>,
    /// The latest day that it names with its weekday: "Saturday, June 3".
    pub named: Option<Date>,
}

/// Years after the latest that a text names in which its days may lie. A day of the month falls on the same weekday again
/// after five years at the earliest, so that at most one year fits.
const YEARS: i16 = 2;

/// Days between a weekday alone and the day that is named beside it.
const NEAR: i64 = 3;

impl Reader<'_> {
    /// Works out the year of days that are named with their weekdays: the first from the latest year that the text names in
    /// which they fall on them. None if fewer than half of them agree.
    pub(super) fn frame(&self) -> Frame {
        let mut days: Vec<(Weekday, MonthDay)> = Vec::new();
        let mut said: Vec<(i64, MonthDay)> = Vec::new();
        // Days of the week and these words may begin a time.
        for &at in &self.openers {
            let back = match self.word(at) {
                "yesterday" => Some(1),
                "today" | "tonight" => Some(0),
                _ => None,
            };
            let day = weekday(self.word(at));
            if back.is_none() && day.is_none() {
                continue;
            }
            let Some(date) = self.apposed(at) else { continue };
            days.extend(day.map(|day| (day, date)));
            said.extend(back.map(|back| (back, date)));
        }
        let open = days.iter().any(|(_, date)| date.year.is_none());
        let latest = if open { self.latest_year() } else { None };
        let year = latest.and_then(|latest| agreed_year(&days, latest));
        let full = |date: &MonthDay| Date::new(date.year.or(year)?, date.month, date.first).ok();
        let today = said.iter().find_map(|(back, date)| moved(full(date)?, *back));
        let fits = |(day, date): &(Weekday, MonthDay)| full(date).filter(|full| full.weekday() == *day);
        Frame { today, named: today.or(days.iter().filter_map(fits).max()) }
    }

    /// The day and month right after the word at `at`, or right before it: "Saturday, June 3", "June 12, this Monday".
    fn apposed(&self, at: usize) -> Option<MonthDay> {
        let mark = |at: usize| matches!(self.word(at), "," | "." | "(" | "the" | "on" | "\"" | "this" | "-");
        let next = (at + 1..at + 5).find(|next| !mark(*next) || self.month_day(*next).is_some())?;
        if let Some(day) = self.month_day(next) {
            return Some(day);
        }
        let mut end = at;
        while end > 0 && at - end < 4 && mark(end - 1) && self.word(end - 1) != "." {
            end -= 1;
        }
        let near = end.saturating_sub(5)..end;
        if end == at {
            return None;
        }
        near.rev().filter_map(|first| self.month_day(first)).find(|day| day.end == end)
    }

    /// The latest year that the text names as one: in a date, with its month, after "in", "since" and the like.
    fn latest_year(&self) -> Option<i16> {
        let dated = (0..self.words.len()).filter_map(|at| {
            let (found, complete) = self.calendar(at)?;
            found.from.filter(|_| complete).map(Date::year)
        });
        let alone = (1..self.words.len()).filter_map(|at| {
            let year = self.year(at)?;
            let before = self.word(at - 1);
            let led =
                matches!(before, "in" | "since" | "of" | "until" | "from" | "during" | "early" | "late")
                    || super::month(before).is_some() && self.prose.tokens[at - 1].capital;
            led.then_some(year)
        });
        dated.chain(alone).max()
    }

    /// The day of a weekday alone in a text without a day of its own: the one beside the day that it names in full.
    pub(super) fn beside(&self, wanted: Weekday) -> Option<Date> {
        let named = self.named?;
        (-NEAR..=NEAR).filter_map(|days| moved(named, days)).find(|day| day.weekday() == wanted)
    }
}

/// The year in which most of the days fall on their weekdays, those with a year of their own left aside.
fn agreed_year(days: &[(Weekday, MonthDay)], latest: i16) -> Option<i16> {
    let open: Vec<&(Weekday, MonthDay)> = days.iter().filter(|(_, date)| date.year.is_none()).collect();
    let fits = |year: i16| {
        let falls = |(day, date): &&&(Weekday, MonthDay)| {
            Date::new(year, date.month, date.first).is_ok_and(|date| date.weekday() == *day)
        };
        open.iter().filter(falls).count()
    };
    (latest..=latest + YEARS).find(|year| fits(*year) * 2 > open.len()).filter(|_| !open.is_empty())
}
