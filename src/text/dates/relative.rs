//! Days counted from the day on which something is said, or from the event told before.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{DateKind, Found, Reader, month, most_recent, moved};

impl Reader<'_> {
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        let before = |back: usize| at.checked_sub(back).map_or("", |index| self.word(index));
        let back = |days: i64| self.today.and_then(|today| moved(today, -days));
        let span = |end: usize, from: Option<Date>, to: Option<Date>| {
            Some(Found { named: true, ..Found::new(end, from, to, DateKind::Day) })
        };
        let next = |step: usize| self.word(at + step);
        match (self.word(at), next(1)) {
            ("yesterday", _) => Some(Found::day(at + 1, back(1)).said()),
            ("today" | "tonight", _) => Some(Found::day(at + 1, self.today).said()),
            ("this", "morning" | "afternoon" | "evening" | "night" | "day") => {
                Some(Found::day(at + 2, self.today).said())
            }
            ("last", "night") => span(at + 2, back(1), self.today).map(Found::said),
            ("last", "evening") => Some(Found::day(at + 2, back(1)).said()),
            ("overnight" | "midnight", _) => {
                Some(Found::new(at + 1, back(1), self.today, DateKind::PartOfDay))
            }
            ("day" | "night", "before") if next(2) == "yesterday" => Some(Found::day(at + 3, back(2)).said()),
            ("day" | "evening" | "night" | "morning", "before" | "earlier")
            | ("previous" | "preceding", "day" | "evening" | "night")
                if matches!(before(1), "the" | "a" | "one")
                    || matches!(self.word(at), "previous" | "preceding") =>
            {
                Some(Found { anaphoric: Some(-1), ..Found::day(at + 2, back(1)) })
            }
            // "On the eve, shells hit X": the day before; "on the eve of the vote" names none.
            ("eve", next) if next != "of" && before(1) == "the" && before(2) == "on" => {
                Some(Found { anaphoric: Some(-1), ..Found::day(at + 1, back(1)) })
            }
            // "Hours before the missile fell, a drone hit X", "a few hours earlier": the day of what was told before.
            ("same" | "that", "day" | "evening" | "night" | "morning" | "afternoon")
            | ("hours" | "hour" | "minutes", "before" | "earlier" | "later" | "after") => {
                Some(Found::step(at + 2, 0))
            }
            ("earlier" | "later", "that" | "the" | "in" | "on") if self.is_day_after(at + 2) => {
                Some(Found::step(at + 3 + usize::from(next(2) == "the" || next(2) == "that"), 0))
            }
            ("next" | "following", "day" | "morning" | "night" | "evening" | "afternoon") => {
                Some(Found::step(at + 2, 1))
            }
            // "barely a week after rebels shelled X"
            ("week", "after") if at > 0 && matches!(self.word(at - 1), "a" | "one") => {
                Some(Found::step(at + 2, 7))
            }
            ("day" | "night" | "morning", "after" | "later")
                if matches!(before(1), "the" | "a" | "one" | "just" | "next") =>
            {
                Some(Found::step(at + 2, 1))
            }
            ("earlier", "today") => Some(Found::day(at + 2, self.today).said()),
            ("day" | "days" | "hours" | "hour" | "week" | "weeks" | "month" | "months", "ago") => {
                self.ago(at)
            }
            ("last" | "past" | "previous", _) => self.past_stretch(at),
            ("over" | "during" | "per", "day") => {
                Some(Found::new(at + 2, back(1), self.today, DateKind::Day))
            }
            ("over" | "during", "the") if matches!(next(2), "day" | "night") => {
                Some(Found::new(at + 3, back(1), self.today, DateKind::Day))
            }
            _ => None,
        }
    }

    /// "two days ago": the number stands before.
    fn ago(&self, at: usize) -> Option<Found> {
        let number = self.small_number(at.checked_sub(1)?)?;
        let back = |days: i64| self.today.and_then(|today| moved(today, -days));
        let found = match self.word(at) {
            "hour" | "hours" => Found::day(at + 2, back(i64::from(number > 12))),
            "week" | "weeks" => {
                Found::new(at + 2, back(7 * number + 1), back(7 * number - 1), DateKind::Coarse)
            }
            "month" | "months" => {
                let middle = self.today.and_then(|today| today.checked_sub(number.months()).ok());
                let reach = |days: i64| middle.and_then(|day| moved(day, days));
                Found::new(at + 2, reach(-15), reach(15), DateKind::Coarse)
            }
            _ => Found::day(at + 2, back(number)),
        };
        Some(found.said())
    }

    /// "the day", "that day", "in the day" behind "earlier" or "later".
    fn is_day_after(&self, at: usize) -> bool {
        self.word(at) == "day" || matches!(self.word(at), "the" | "that") && self.word(at + 1) == "day"
    }

    /// "two days later", "three weeks earlier": counted from the event told before.
    pub(super) fn stepped(&self, at: usize) -> Option<Found> {
        let unit = match self.word(at) {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            _ => return None,
        };
        let number = self.small_number(at.checked_sub(1)?)?;
        let step = match self.word(at + 1) {
            "later" => unit * number,
            "earlier" | "before" => -unit * number,
            // "ten days after a quake killed nine in X"; "ten days after the quake" tells no day of an event.
            "after" if matches!(self.word(at + 2), "a" | "an" | "another") => unit * number,
            _ => return None,
        };
        Some(Found::step(at + 2, step))
    }

    fn small_number(&self, at: usize) -> Option<i64> {
        let word = self.word(at);
        let names = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        names
            .iter()
            .zip(1..)
            .find_map(|(name, number)| (*name == word).then_some(number))
            .or_else(|| (word == "one").then_some(1))
            .or_else(|| word.parse().ok().filter(|n| (1..400).contains(n)))
    }

    /// "the past 24 hours", "the last day", "the past week", "last month".
    fn past_stretch(&self, at: usize) -> Option<Found> {
        let mut next = at + 1;
        let number = self.small_number(next).filter(|_| self.word(next) != "a");
        if number.is_some() || matches!(self.word(next), "few" | "several" | "couple" | "coming") {
            next += 1;
        }
        let unit = self.word(next);
        let back = |days: i64| self.today.and_then(|today| moved(today, -days));
        let n = number.unwrap_or(1);
        let bare_last = self.word(at) == "last" && number.is_none() && unit != "day";
        let (days, kind) = match unit {
            "hours" | "hour" => ((n + 23) / 24, DateKind::Day),
            "day" | "night" => (1, DateKind::Day),
            "days" => (if number.is_some() { n } else { 3 }, DateKind::Duration),
            "week" => (7, DateKind::Coarse),
            "weeks" => (7 * n, DateKind::Duration),
            "month" => (31, DateKind::Coarse),
            "months" => (31 * n.max(2), DateKind::Duration),
            "year" | "summer" | "winter" | "spring" | "autumn" => (366, DateKind::Coarse),
            "years" | "decade" | "decades" => (366 * n, DateKind::Duration),
            _ => {
                // "last October": the month before this one that bears the name.
                let number = month(unit).filter(|_| self.word(at) == "last")?;
                return Some(self.whole_month(next + 1, number, None));
            }
        };
        if bare_last && let Some((from, to)) = self.last_calendar(unit) {
            return Some(Found::new(next + 1, from, to, DateKind::Coarse));
        }
        let to = if bare_last && kind == DateKind::Coarse { back(1) } else { self.today };
        Some(Found::new(next + 1, back(days), to, kind).said())
    }

    /// First and last day of the calendar week, month or year before the article's.
    fn last_calendar(&self, unit: &str) -> Option<(Option<Date>, Option<Date>)> {
        let today = self.today?;
        let begin = match unit {
            "week" => most_recent(today, Weekday::Monday)?,
            "month" => today.first_of_month(),
            "year" => today.first_of_year(),
            _ => return None,
        };
        let from = match unit {
            "week" => moved(begin, -7),
            "month" => begin.checked_sub(1.month()).ok(),
            _ => begin.checked_sub(1.year()).ok(),
        };
        Some((from, moved(begin, -1)))
    }
}
