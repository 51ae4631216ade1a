//! Day, month and relative dates of news prose, worked out from the article's own day; unknown stays unknown.

use std::sync::LazyLock;

use jiff::Span as Length;
use jiff::civil::{Date, Weekday};

use super::looks::Looks;
use super::word_map::WordMap;
use super::{Lowered, Prose, Span, TokenKind};

mod calendar;
mod coarse;
mod inferred;
mod relative;
mod weekdays;

/// What sort of time the words give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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

/// Words that begin a time expression; what the parts of [`Reader`] look for at their first word.
static OPENERS: LazyLock<(Looks, WordMap<bool>)> = LazyLock::new(|| {
    const WORDS: &str = "monday tuesday wednesday thursday friday saturday sunday \
        mon tue tues wed thu thur thurs fri sat sun \
        january jan february feb march mar april apr may june jun july jul august aug \
        september sept sep october oct november nov december dec \
        yesterday today tonight overnight midnight this that same next following last past previous preceding \
        earlier later over during per recent weekend eve \
        day days night morning afternoon evening dawn noon hour hours week weeks month months";
    let mut openers: WordMap<bool> = WordMap::default();
    WORDS.split_whitespace().for_each(|word| *openers.entry(word) = true);
    (Looks::of(WORDS.split_whitespace()), openers)
});

struct Reader<'r> {
    words: &'r Lowered<'r>,
    prose: &'r Prose,
    /// The article's own day.
    today: Option<Date>,
    /// A full date that the text itself gives; lends its year where `today` is unknown.
    anchor: Option<Date>,
    /// The latest day that a text without a day of its own names with its weekday.
    named: Option<Date>,
    /// The tokens that may begin a time expression, in order.
    openers: Vec<usize>,
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
pub fn find(words: &Lowered<'_>, prose: &Prose, published: Option<Date>) -> Vec<DateMention> {
    let openers = (0..words.len()).filter(|&at| may_begin(words, prose, at)).collect();
    let mut reader = Reader { words, prose, today: published, anchor: published, named: None, openers };
    if published.is_none() {
        reader.anchor = reader.openers.iter().find_map(|&at| {
            let (found, complete) = reader.calendar(at)?;
            found.from.filter(|_| complete)
        });
        let frame = reader.frame();
        (reader.today, reader.named) = (frame.today, frame.named);
        // Days without weekdays may lie some weeks after it.
        let within = frame.named.and_then(|day| moved(day, if frame.today.is_some() { 0 } else { 30 }));
        reader.anchor = within.or(reader.anchor);
    }
    let mut mentions = Vec::new();
    let mut next = 0;
    for &at in &reader.openers {
        let Some(found) = (at >= next).then(|| reader.at(at)).flatten() else { continue };
        let end = found.end.clamp(at + 1, words.len());
        let span = prose.tokens[at].span.join(prose.tokens[end - 1].span);
        let Found { from, to, kind, named, anaphoric, deictic, .. } = found;
        let kind = if reader.is_start_of_duration(at) { DateKind::Duration } else { kind };
        mentions.push(DateMention { span, first: at, end, from, to, kind, named, anaphoric, deictic });
        next = end;
    }
    mentions
}

/// False for a word that begins no time expression: nearly all words, which nothing else is asked about then.
fn may_begin(words: &Lowered<'_>, prose: &Prose, at: usize) -> bool {
    let Some(token) = prose.tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            let ((looks, openers), word) = (&*OPENERS, words.word(at));
            looks.may_hold(word) && openers.get(word).is_some()
        }
        _ => false,
    }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("test dates are valid")
    }

    fn read(text: &str, published: Option<&str>) -> Vec<DateMention> {
        let prose = Prose::read(text);
        find(&Lowered::read(&prose), &prose, published.map(day))
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
        let table = include_str!("../../../tests/events/dates.tsv");
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
