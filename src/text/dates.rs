//! Day, month and relative dates of news prose, worked out from the article's own day; unknown stays unknown.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

use super::{Lowered, Prose, Span, TokenKind};

/// What sort of time the words give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// A day or a few days on which something may have happened.
    Day,
    /// A part of a day without a day: "in the morning", "overnight" relative to the day that is spoken of.
    PartOfDay,
    /// A week, month or longer: "last week", "in March".
    Coarse,
    /// Since when or for how long: never the day of an event.
    Duration,
}

/// Words that give a time, and the days they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// Index of the first token.
    pub first: usize,
    /// Index past the last token.
    pub end: usize,
    /// First day; none where the article's day or year would be needed and is not known.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// What sort of time it is.
    pub kind: DateKind,
    /// True if the words name the day themselves (weekday, month and day), so that they hold beyond their sentence.
    pub named: bool,
    /// True for "the previous day", "the day after", "the same day": counted from the event told before.
    pub anaphoric: Option<i16>,
    /// True for words that count from the day on which they are said: "yesterday", "this morning", "two days ago".
    pub deictic: bool,
}

/// Number of the month with that English name or usual abbreviation, 1 to 12.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let number = match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    };
    Some(number)
}

/// The first weekday that some words name: "early on Tuesday" gives Tuesday.
#[must_use]
pub fn weekday_named(words: &str) -> Option<Weekday> {
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| weekday(&word.to_lowercase()))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// `day` moved by `days`; none outside the calendar.
fn moved(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Length::new().days(days)).ok()
}

/// The most recent `wanted` on or before `day`.
fn most_recent(day: Date, wanted: Weekday) -> Option<Date> {
    let back = i64::from(wanted.since(day.weekday()));
    moved(day, if back == 0 { 0 } else { back - 7 })
}

struct Reader<'r> {
    words: &'r Lowered,
    prose: &'r Prose,
    /// The article's own day.
    today: Option<Date>,
    /// A full date that the text itself gives; lends its year where `today` is unknown.
    anchor: Option<Date>,
}

/// A mention without its place in the text.
struct Found {
    end: usize,
    from: Option<Date>,
    to: Option<Date>,
    kind: DateKind,
    named: bool,
    anaphoric: Option<i16>,
    deictic: bool,
}

impl Found {
    fn new(end: usize, from: Option<Date>, to: Option<Date>, kind: DateKind) -> Self {
        Self { end, from, to, kind, named: false, anaphoric: None, deictic: false }
    }

    fn day(end: usize, day: Option<Date>) -> Self {
        Self { named: true, ..Self::new(end, day, day, DateKind::Day) }
    }

    /// Counted from the event told before, in days.
    fn step(end: usize, days: i64) -> Self {
        Self { anaphoric: i16::try_from(days).ok(), ..Self::day(end, None) }
    }

    fn said(self) -> Self {
        Self { deictic: true, ..self }
    }
}

/// Finds every time expression of the text, in order, without overlaps.
#[must_use]
pub fn find(words: &Lowered, prose: &Prose, published: Option<Date>) -> Vec<DateMention> {
    let mut reader = Reader { words, prose, today: published, anchor: published };
    if published.is_none() {
        reader.anchor = (0..words.len()).find_map(|at| {
            let (found, complete) = reader.calendar(at)?;
            found.from.filter(|_| complete)
        });
    }
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(found) = reader.at(at) else {
            at += 1;
            continue;
        };
        let end = found.end.clamp(at + 1, words.len());
        let span = prose.tokens[at].span.join(prose.tokens[end - 1].span);
        let Found { from, to, kind, named, anaphoric, deictic, .. } = found;
        let kind = if reader.is_start_of_duration(at) { DateKind::Duration } else { kind };
        mentions.push(DateMention { span, first: at, end, from, to, kind, named, anaphoric, deictic });
        at = end;
    }
    mentions
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.word(at)
    }

    /// True for "since X", "from X to", "until X".
    fn is_start_of_duration(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |index| self.word(index));
        matches!(before(1), "since" | "until" | "till" | "by")
            || matches!(before(1), "early" | "late" | "mid" | "-" | "the")
                && matches!(before(2), "since" | "until" | "till" | "mid")
            || before(1) == "-" && before(2) == "mid" && before(3) == "since"
    }

    fn at(&self, at: usize) -> Option<Found> {
        self.night(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.calendar(at).map(|(found, _)| self.range(at, found)))
            .or_else(|| self.relative(at))
            .or_else(|| self.stepped(at))
            .or_else(|| self.part_of_day(at))
            .or_else(|| self.coarse(at))
    }

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

    fn year(&self, at: usize) -> Option<i16> {
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
    fn dated(&self, day: i8, month: i8, year: Option<i16>) -> Option<Date> {
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
    fn calendar(&self, at: usize) -> Option<(Found, bool)> {
        if let Some(found) = self.numeric(at) {
            return Some((found, true));
        }
        let (first, second, month_number, mut end) = if let Some(month_number) = month(self.word(at)) {
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
            (first, second, month_number, end)
        } else {
            let first = self.day_number(at)?;
            let (second, mut next) = self.second_day(at + 1);
            if self.word(next) == "of" {
                next += 1;
            }
            let month_number = month(self.word(next)).filter(|_| self.prose.tokens[next].capital)?;
            (first, second, month_number, next + 1)
        };
        let comma =
            usize::from(self.word(end) == "," || self.word(end) == "." && self.year(end + 1).is_some());
        let year = self.year(end + comma);
        if year.is_some() {
            end += comma + 1;
        }
        let year = year.or_else(|| self.leading_year(at));
        let from = self.dated(first, month_number, year);
        let to = second.map_or(from, |day| self.dated(day, month_number, year));
        let mut found = Found::day(end, from);
        found.to = to.filter(|to| from.is_some_and(|from| from <= *to)).or(from);
        Some((found, year.is_some()))
    }

    /// "June 30 to July 2", "between 30 May and 2 June": the days from the one to the other.
    fn range(&self, at: usize, first: Found) -> Found {
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
            // "03/04/2023" is read differently on two sides of an ocean: only an impossible month settles it.
            let day_first = a > 12;
            if c < 1900 || (!day_first && b <= 12 && a != b) {
                return None;
            }
            let (day, month) = if day_first { (a, b) } else { (b, a) };
            Date::new(c, number(month)?, number(day)?).ok()?
        };
        Some(Found::day(end, Some(date)))
    }

    /// "Friday", "this Friday, June 2", "last Friday".
    fn weekday(&self, at: usize) -> Option<Found> {
        let wanted = weekday(self.word(at)).or_else(|| self.short_weekday(at))?;
        let before = |back: usize| at.checked_sub(back).map_or("", |index| self.word(index));
        let marks = (at + 1..at + 3).take_while(|mark| matches!(self.word(*mark), "," | ".")).count();
        if let Some((found, _)) = self.calendar(at + 1 + marks) {
            return Some(found);
        }
        let mut day = self.today.and_then(|today| most_recent(today, wanted));
        // "on Tuesday last week", "Friday of last week"
        let of = at + 1 + usize::from(self.word(at + 1) == "of");
        if self.word(of) == "last" && self.word(of + 1) == "week" {
            let monday = self.today.and_then(|today| most_recent(today, Weekday::Monday));
            let forward = i64::from(wanted.since(Weekday::Monday));
            return Some(Found::day(of + 2, monday.and_then(|monday| moved(monday, forward - 7))));
        }
        if before(1) == "next" {
            day = day.and_then(|day| moved(day, 7));
        } else if before(1) == "last" && day == self.today {
            day = day.and_then(|day| moved(day, -7));
        }
        Some(Found::day(at + 1, day))
    }

    /// "Tues.", "Fri., June 2": short forms before a mark or a date.
    fn short_weekday(&self, at: usize) -> Option<Weekday> {
        let token = self.prose.tokens.get(at)?;
        let day = match self.word(at) {
            "mon" => Weekday::Monday,
            "tue" | "tues" => Weekday::Tuesday,
            "wed" => Weekday::Wednesday,
            "thu" | "thur" | "thurs" => Weekday::Thursday,
            "fri" => Weekday::Friday,
            "sat" => Weekday::Saturday,
            "sun" => Weekday::Sunday,
            _ => return None,
        };
        let dotted = self.word(at + 1) == "." && self.prose.tokens.get(at + 1).is_some_and(|dot| dot.glued);
        let next = at + 1 + (at + 1..at + 3).take_while(|mark| matches!(self.word(*mark), "," | ".")).count();
        (token.capital && (dotted || self.calendar(next).is_some())).then_some(day)
    }

    /// "the night of May 15-16", "overnight into Friday", "on the night of October 18".
    fn night(&self, at: usize) -> Option<Found> {
        if self.word(at) != "night" && self.word(at) != "overnight" {
            return None;
        }
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        if before == "last" {
            return None;
        }
        let mut next = at + 1;
        if self.word(at) == "night" && !matches!(self.word(next), "of" | "from" | "on" | "to" | "between") {
            return None;
        }
        while matches!(self.word(next), "of" | "from" | "on" | "to" | "into" | "the" | "between") {
            next += 1;
        }
        let mut found = self.weekday(next).or_else(|| self.calendar(next).map(|(found, _)| found))?;
        // "from Monday to Tuesday", "June 2 to June 3": the night spans both.
        if matches!(self.word(found.end), "to" | "-" | "and" | "into")
            && let Some(second) =
                self.weekday(found.end + 1).or_else(|| self.calendar(found.end + 1).map(|(found, _)| found))
        {
            found.to = second.to;
            found.end = second.end;
        }
        Some(found)
    }

    fn relative(&self, at: usize) -> Option<Found> {
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
            ("same" | "that", "day" | "evening" | "night" | "morning" | "afternoon") => {
                Some(Found::step(at + 2, 0))
            }
            ("earlier" | "later", "that" | "the" | "in" | "on") if self.is_day_after(at + 2) => {
                Some(Found::step(at + 3 + usize::from(next(2) == "the" || next(2) == "that"), 0))
            }
            ("next" | "following", "day" | "morning" | "night" | "evening" | "afternoon") => {
                Some(Found::step(at + 2, 1))
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
    fn stepped(&self, at: usize) -> Option<Found> {
        let unit = match self.word(at) {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            _ => return None,
        };
        let number = self.small_number(at.checked_sub(1)?)?;
        let step = match self.word(at + 1) {
            "later" => unit * number,
            "earlier" | "before" => -unit * number,
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

    fn whole_month(&self, end: usize, month: i8, year: Option<i16>) -> Found {
        let from = self.dated(1, month, year);
        let to = from.and_then(|day| day.checked_add(1.month()).ok()).and_then(|day| moved(day, -1));
        Found::new(end, from, to, DateKind::Coarse)
    }

    /// "in the morning", "at dawn", "in the evening", "late on", "around 16:00": the day is told elsewhere.
    fn part_of_day(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        let part = matches!(self.word(at), "morning" | "afternoon" | "evening" | "night" | "dawn" | "noon");
        if part && matches!(before, "the" | "at" | "early" | "late") && self.word(at + 1) != "of" {
            return Some(Found::new(at + 1, None, None, DateKind::PartOfDay));
        }
        None
    }

    /// "in March 2022", "in 2014", "in May", "this week", "earlier this month".
    fn coarse(&self, at: usize) -> Option<Found> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("test dates are valid")
    }

    fn read(text: &str, published: Option<&str>) -> Vec<DateMention> {
        let prose = Prose::read(text);
        find(&Lowered::read(text, &prose), &prose, published.map(day))
    }

    #[test]
    fn dates_are_counted_from_the_articles_day() {
        // 14 March 2024 was a Thursday.
        for (text, from, to) in [
            ("on Tuesday the bridge fell", "2024-03-12", "2024-03-12"),
            ("on Thursday", "2024-03-14", "2024-03-14"),
            ("last Thursday", "2024-03-07", "2024-03-07"),
            ("this Monday, March 11", "2024-03-11", "2024-03-11"),
            ("March 11", "2024-03-11", "2024-03-11"),
            ("on Feb. 3", "2024-02-03", "2024-02-03"),
            ("on 20 December", "2023-12-20", "2023-12-20"),
            ("the 2nd of March 2022", "2022-03-02", "2022-03-02"),
            ("the night of March 12-13", "2024-03-12", "2024-03-13"),
            ("the night of March 13", "2024-03-13", "2024-03-13"),
            ("overnight", "2024-03-13", "2024-03-14"),
            ("yesterday", "2024-03-13", "2024-03-13"),
            ("this morning", "2024-03-14", "2024-03-14"),
            ("in the previous 24 hours", "2024-03-13", "2024-03-14"),
            ("three days ago", "2024-03-11", "2024-03-11"),
            ("2024-02-29", "2024-02-29", "2024-02-29"),
            ("29.02.2024", "2024-02-29", "2024-02-29"),
            ("last October", "2023-10-01", "2023-10-31"),
            ("in January 2021", "2021-01-01", "2021-01-31"),
        ] {
            let found = read(text, Some("2024-03-14"));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].from, found[0].to), (Some(day(from)), Some(day(to))), "{text}");
        }
    }

    #[test]
    fn phrases_give_their_days() {
        let table = include_str!("../../tests/events/dates.tsv");
        let mut wrong = Vec::new();
        for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let fields: Vec<&str> = row.split('\t').collect();
            let &[today, text, expected] = fields.as_slice() else {
                panic!("expected day, text, answer: {row}")
            };
            let today = if today == "-" { None } else { Some(today) };
            let written = |day: Option<Date>| day.map_or("?".to_owned(), |day| day.to_string());
            let mentions = read(text, today);
            let found = mentions.iter().map(|mention| match (mention.anaphoric, mention.kind) {
                (Some(step), _) => format!("{step:+}"),
                (None, DateKind::Duration) => "duration".to_owned(),
                (None, DateKind::PartOfDay) => "part".to_owned(),
                _ if mention.from == mention.to => written(mention.from),
                _ => format!("{}..{}", written(mention.from), written(mention.to)),
            });
            let found = found.collect::<Vec<_>>().join(" ");
            let found = if found.is_empty() { "none".to_owned() } else { found };
            if found != expected {
                wrong.push(format!("{today:?} {text}: expected {expected}, found {found}"));
            }
        }
        assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn unknown_stays_unknown() {
        for text in ["on Tuesday", "on June 1", "yesterday", "June 1 and June 2"] {
            let found = read(text, None);
            assert!(!found.is_empty() && found.iter().all(|mention| mention.from.is_none()), "{text}");
        }
        let found = read("LIMA, 4 October 2005 - It fell on October 2.", None);
        assert_eq!(found[1].from, Some(day("2005-10-02")), "the text's own full date lends its year");
    }

    #[test]
    fn durations_are_no_days() {
        for text in ["since March 2", "since mid-April 2023", "until Friday", "in recent months"] {
            let found = read(text, Some("2024-03-14"));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].kind, DateKind::Duration, "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_no_dates() {
        for text in ["it may 5 times", "they march on", "the second attack", "03/04/2023", "32 May"] {
            assert!(read(text, Some("2024-03-14")).is_empty(), "{text}");
        }
    }
}
