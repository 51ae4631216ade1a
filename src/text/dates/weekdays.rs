//! Weekdays, and nights that two days share.

use jiff::civil::Weekday;

use super::{Found, Reader, most_recent, moved, weekday};

impl Reader<'_> {
    /// "Friday", "this Friday, June 2", "last Friday".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let wanted = weekday(self.word(at)).or_else(|| self.short_weekday(at))?;
        let before = |back: usize| at.checked_sub(back).map_or("", |index| self.word(index));
        let marks = (at + 1..at + 3).take_while(|mark| matches!(self.word(*mark), "," | ".")).count();
        if let Some((found, _)) = self.calendar(at + 1 + marks) {
            return Some(found);
        }
        let mut day = match self.today {
            Some(today) => most_recent(today, wanted),
            None => self.beside(wanted).filter(|_| !matches!(before(1), "last" | "next")),
        };
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
    pub(super) fn night(&self, at: usize) -> Option<Found> {
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
            // Read on a Thursday, "from Thursday to Friday" is of the week before.
            if found.from > found.to && found.to.is_some() {
                found.from = found.from.and_then(|day| moved(day, -7));
            }
        }
        Some(found)
    }
}
