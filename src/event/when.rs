//! The day of an event: its own words, else its section's, else the lead's, else the report's day.

use super::alike::WEEKDAYS;
use super::chapters::{is_chapter, is_dateline_date, is_frame};
use super::head_day;
use super::lexicon::class;
use super::other_days::{
    is_of_accord, is_of_another, is_of_cause, is_of_coming, is_of_name, is_of_people, is_of_thing,
    is_opened_by, is_since,
};
use super::reading::Reading;
use super::trigger::Trigger;
use super::{DatePrecision, When};
use crate::text::dates::{DateKind, DateMention};
use crate::text::{TokenKind, slice};

/// What the text before a sentence has said of the day.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    /// The paragraph of `section`.
    paragraph: usize,
    /// The day named last in the paragraph.
    section: Option<When>,
    /// The day that stands above what follows as a heading of its own: "12 June".
    chapter: Option<When>,
    /// The day that the article's lead names.
    lead: Option<When>,
    /// The day that the headline names: "Shelling of X on 11 March: one dead".
    headline: Option<When>,
    /// True if the lead is the span of a report: "over the past day".
    framed: bool,
    /// True if the lead is the day that the head of a summary names.
    summed_up: bool,
    /// The day of the event told last.
    pub last: Option<When>,
    /// The day of the event told last in an earlier sentence: "A day earlier, they did this and that" counts once for both.
    before: Option<When>,
}

fn precision(from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> DatePrecision {
    let (Some(from), Some(to)) = (from, to) else { return DatePrecision::Unknown };
    match to.since(from).map_or(0, |length| length.get_days()) {
        0 => DatePrecision::Day,
        1..=5 => DatePrecision::Days,
        6..=7 => DatePrecision::Week,
        8..=31 => DatePrecision::Month,
        _ => DatePrecision::Year,
    }
}

fn when_of(reading: &Reading<'_>, date: &DateMention) -> When {
    When {
        start: date.from,
        end: date.to,
        precision: precision(date.from, date.to),
        basis: slice(&reading.document.text, date.span).to_owned(),
        span: Some(date.span),
    }
}

impl Carried {
    /// Takes in the dates of a sentence after its events have been dated.
    pub fn pass(&mut self, reading: &Reading<'_>, sentence: usize) {
        let bounds = reading.sentence(sentence);
        self.before.clone_from(&self.last);
        self.enter(bounds.paragraph);
        for date in reading.dates_in(bounds.first_token..bounds.end_token) {
            let day = date.kind == DateKind::Day && date.anaphoric.is_none();
            if !day {
                continue;
            }
            let when = when_of(reading, date);
            if is_chapter(reading, date) {
                self.chapter = Some(when);
                continue;
            }
            // "over the past day", "in the last 24 hours" frames everything that follows.
            // "The situation over the past day is as follows:" leads a list like a heading.
            let opens = bounds.end_token > bounds.first_token && reading.word(bounds.end_token - 1) == ":";
            let frame = (date.from != date.to || is_frame(reading, date))
                && (!bounds.heading || opens || head_day::is_past_day(reading, date))
                && bounds.paragraph < 6;
            let told = self.lead.as_ref().is_none_or(|lead| lead.start == lead.end);
            if head_day::is_summed_up(reading, date) && !self.summed_up {
                self.lead = Some(when);
                (self.framed, self.summed_up) = (true, true);
                continue;
            }
            if frame && told && !self.framed {
                self.lead = Some(when.clone());
                self.framed = true;
            }
            if bounds.heading && bounds.paragraph == 0 && is_recent(reading, date) {
                self.headline = Some(when.clone());
            }
            // A page's header "2024-05-13" is its own day.
            let header = reading.word(date.first).parse::<u32>().is_ok_and(|year| year > 1900)
                && date.from == reading.published;
            if header
                || is_dateline_date(reading, date)
                || is_since(reading, date, bounds.first_token)
                || is_of_accord(reading, date, bounds.first_token)
                || is_of_another(reading, date, bounds.first_token)
                || is_of_thing(reading, date, bounds.first_token)
            {
                continue;
            }
            if !bounds.heading && (self.lead.is_none() && bounds.paragraph < 5) {
                self.lead = Some(when.clone());
            }
            if !reading.is_report_date(date) {
                self.section = Some(when);
            }
        }
    }

    /// Steps into a paragraph: the day named in the one before no longer holds.
    fn enter(&mut self, paragraph: usize) {
        if self.paragraph != paragraph {
            self.paragraph = paragraph;
            self.section = None;
        }
    }
}

/// The dates of a sentence by what they say of a trigger's event.
#[derive(Default)]
struct Named<'r> {
    /// The nearest one that may be the event's own, with its cost.
    own: Option<(u32, &'r DateMention)>,
    /// When it was said.
    report: Option<&'r DateMention>,
    /// A part of a day.
    part: Option<&'r DateMention>,
    /// "A day after", where the trigger tells what it is counted from, with the days to count.
    before: Option<(&'r DateMention, i64)>,
}

impl<'r> Named<'r> {
    fn of(reading: &'r Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Self {
        let bounds = reading.sentence(sentence);
        let mut named = Self::default();
        for date in reading.dates_in(reading.window(sentence, trigger.first)) {
            match date.kind {
                DateKind::Duration => continue,
                DateKind::PartOfDay => {
                    named.part = named.part.or(Some(date));
                    continue;
                }
                DateKind::Day | DateKind::Coarse => {}
            }
            if reading.is_report_date(date) || is_dateline_date(reading, date) {
                named.report = named.report.or(Some(date));
                continue;
            }
            if is_since(reading, date, bounds.first_token) && !is_opened_by(reading, date, trigger.first)
                || is_of_thing(reading, date, trigger.end)
                || is_of_cause(reading, trigger.end, date.first)
                || is_of_coming(reading, date)
                || trigger.end <= date.first && is_of_another(reading, date, trigger.end)
                || is_of_name(reading, date)
                || is_of_people(reading, date, trigger.first..trigger.end)
            {
                continue;
            }
            if let Some(step) = counted_from(reading, date, bounds.end_token) {
                // The day after what follows: that one's day is counted back from the sentence's.
                if trigger.first >= date.end && trigger.first < date.end + CLAUSE {
                    named.before = Some((date, step));
                }
                continue;
            }
            let coarse = if date.kind == DateKind::Coarse { 12 } else { 0 };
            let parted = if is_parted(reading, trigger.first, date.first) { 20 } else { 0 };
            // "a ferry that sank off X on Monday": from the end of the words to what follows them.
            let near = if date.first >= trigger.end { trigger.end - 1 } else { trigger.first };
            let cost = reading.apart(near, date.first) + coarse + parted;
            if named.own.is_none_or(|(best, _)| cost < best) {
                named.own = Some((cost, date));
            }
        }
        named
    }
}

/// "A was hit on Monday, and B burned on Tuesday": each part of the sentence has its day.
fn is_parted(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    (a.min(b)..a.max(b)).any(|at| {
        reading.word(at) == "," && matches!(reading.word(at + 1), "and" | "while" | "but")
            || reading.word(at) == ";"
    })
}

/// The day of the trigger's event.
#[must_use]
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize, carried: &mut Carried) -> When {
    carried.enter(reading.sentence(sentence).paragraph);
    let Named { own, report, part, before } = Named::of(reading, trigger, sentence);
    if let Some((date, step)) = before {
        return day_before(reading, (date, step), (own.map(|(_, date)| date), report), carried);
    }
    if let Some((_, date)) = own {
        let when = dated(reading, date, carried, trigger);
        // "On the previous day, nine shellings were recorded. Among them ...": the paragraph goes on about that day.
        if date.anaphoric.is_some_and(|step| step != 0) && date.end <= trigger.first && when.start.is_some() {
            carried.section = Some(when.clone());
        }
        return if date.deictic { as_said(reading, when, report) } else { when };
    }
    if let Some(when) = &carried.section {
        return with_basis(when, "section");
    }
    if let Some(when) = &carried.chapter {
        return with_part(reading, with_basis(when, "chapter"), part);
    }
    if let Some(date) = report {
        // The day on which it was told stands for want of a better one.
        return with_part(reading, with_basis(&when_of(reading, date), "said"), part);
    }
    if let Some(lead) = carried.lead.as_ref().or(carried.headline.as_ref()) {
        return with_part(reading, with_basis(lead, "lead"), part);
    }
    with_part(reading, published_day(reading), part)
}

/// The day on which the article came out, for want of any other.
fn published_day(reading: &Reading<'_>) -> When {
    let day = reading.published;
    When {
        start: day,
        end: day,
        precision: precision(day, day),
        basis: if day.is_some() { "published".to_owned() } else { String::new() },
        span: None,
    }
}

/// Words that may part "a day after" from the trigger of what it counts from.
const CLAUSE: usize = 16;

/// "Six days after": from a week on, the days are seldom meant exactly.
const MOST_DAYS: i64 = 6;

/// "ten days after a fire in X killed nine": the days are of that fire, give or take a few.
const MOST_DAYS_AFTER_ONE: i64 = 31;

/// Days by which "a week after" may be off, either way.
const WEEK_SLACK: i64 = 2;

/// "A day after rebels shelled X", "a day before the vote": the days from the sentence's own event to the one that follows; none for
/// "the day after, rebels shelled X", which counts from what was told before.
fn counted_from(reading: &Reading<'_>, date: &DateMention, end: usize) -> Option<i64> {
    let step = i64::from(date.anaphoric?);
    // "barely a week after gunmen ambushed a convoy"
    let week = step.abs() == 7 && reading.before(date.end, 2) == "week";
    // "two days after a fire in X killed nine"; "two days after the fire" is background.
    let several = step.abs() > 1 && matches!(reading.word(date.end), "a" | "an" | "another");
    let far = several && step.abs() <= MOST_DAYS_AFTER_ONE;
    let linked =
        matches!(reading.word(date.end - 1), "after" | "before") && (step.abs() <= MOST_DAYS || week || far);
    let follows = reading.prose.tokens.get(date.end).is_some_and(|token| token.kind == TokenKind::Word);
    let led =
        matches!(reading.before(date.first, 1), "a" | "one" | "just") && (step.abs() == 1 || week) || several;
    let clause = follows && date.end < end && led && !reading.is(date.end, class::BE);
    (linked && clause).then_some(-step)
}

/// The day of what a sentence's own event is said to be a day after or before.
fn day_before(
    reading: &Reading<'_>,
    (date, step): (&DateMention, i64),
    (own, report): (Option<&DateMention>, Option<&DateMention>),
    carried: &Carried,
) -> When {
    let named = own.or(report).map(|date| when_of(reading, date)).filter(|when| when.start.is_some());
    let base =
        named.as_ref().or(carried.section.as_ref()).or(carried.chapter.as_ref()).or(carried.lead.as_ref());
    let base = base.and_then(|when| when.end).or(reading.published);
    // Nobody counts a week to the day.
    let slack = if step.abs() < 7 { 0 } else { WEEK_SLACK };
    let moved = |days: i64| base.and_then(|day| day.checked_add(jiff::Span::new().days(days)).ok());
    let (start, end) = (moved(step - slack), moved(step + slack));
    When { start, end, precision: precision(start, end), ..when_of(reading, date) }
}

/// "on 11 March", a day of the month of the last few before the article's own.
fn is_recent(reading: &Reading<'_>, date: &DateMention) -> bool {
    const DAYS: i32 = 4;
    let apart = date.from.zip(reading.published).and_then(|(day, published)| published.since(day).ok());
    date.from == date.to
        && date.named
        && !date.deictic
        && reading.before(date.first, 1) == "on"
        && apart.is_some_and(|apart| (1..=DAYS).contains(&apart.get_days()))
}

fn with_basis(when: &When, scope: &str) -> When {
    When { basis: format!("{} ({scope})", when.basis.split(" (").next().unwrap_or("")), ..when.clone() }
}

/// "overnight" widens the day of the report to the evening before.
fn with_part(reading: &Reading<'_>, mut when: When, part: Option<&DateMention>) -> When {
    let Some(part) = part else { return when };
    let night = part.from.is_some() || matches!(reading.word(part.first), "overnight" | "midnight" | "night");
    if night && let Some(start) = when.start {
        when.start = start.yesterday().ok().or(when.start);
        when.precision = precision(when.start, when.end);
    }
    let words = slice(&reading.document.text, part.span);
    when.basis = if when.basis.is_empty() {
        format!("{words} (part of the day)")
    } else {
        format!("{words}, {}", when.basis)
    };
    when.span = when.span.or(Some(part.span));
    when
}

/// "Said on Saturday that yesterday": counted from the day on which it was said, not from the article's.
fn as_said(reading: &Reading<'_>, mut when: When, report: Option<&DateMention>) -> When {
    let said =
        report.filter(|report| report.from == report.to && !report.deictic).and_then(|report| report.from);
    let (Some(said), Some(day)) = (said, reading.published) else { return when };
    let Ok(apart) = day.since(said) else { return when };
    if apart.get_days() > 0 {
        let earlier = |day: Option<jiff::civil::Date>| day.and_then(|day| day.checked_sub(apart).ok());
        (when.start, when.end) = (earlier(when.start), earlier(when.end));
    }
    when
}

/// "told on February 25 of attacks that same Sunday": the day named before that was such a weekday.
fn that_weekday<'r>(reading: &'r Reading<'_>, date: &DateMention) -> Option<&'r DateMention> {
    let points = matches!(reading.before(date.first, 1), "that" | "same")
        || (date.first..date.end).any(|at| matches!(reading.word(at), "that" | "same"));
    let words = slice(&reading.document.text, date.span).to_lowercase();
    let weekday = WEEKDAYS.iter().any(|day| words.contains(day));
    let own = date.from.filter(|_| points && weekday && date.from == date.to)?;
    let single = |other: &&DateMention| {
        let known = other.from.filter(|_| other.from == other.to && other.kind == DateKind::Day);
        other.first < date.first && other.named && known.is_some_and(|day| day.weekday() == own.weekday())
    };
    reading.dates_in(0..date.first).filter(single).last()
}

/// A date's own day; "the same day" and "the day before" count from the event told last.
fn dated(reading: &Reading<'_>, date: &DateMention, carried: &Carried, trigger: &Trigger<'_>) -> When {
    let mut when = when_of(reading, date);
    if let Some(same) = that_weekday(reading, date) {
        return When { basis: when.basis, span: when.span, ..when_of(reading, same) };
    }
    if let Some(step) = date.anaphoric {
        // "The toll of the previous day's bombings rose to 73 on Monday": counted from the day that its own sentence names.
        let sentence = reading.prose.tokens[trigger.first].sentence;
        let named = reading
            .dates_in(reading.window(sentence, trigger.first))
            .filter(|other| {
                other.kind == DateKind::Day
                    && other.anaphoric.is_none()
                    && other.from == other.to
                    && !other.deictic
            })
            .min_by_key(|other| reading.apart(date.first, other.first));
        // "only a day earlier, on Sunday": the same day in other words.
        let restated = named.filter(|other| {
            other.first > date.end
                && (date.end..other.first).all(|at| matches!(reading.word(at), "," | "on" | "("))
                && other.from.is_some()
        });
        if let Some(other) = restated {
            return when_of(reading, other);
        }
        let named = named.map(|other| when_of(reading, other)).filter(|when| when.start.is_some());
        let base = named.as_ref();
        // "He spoke of drones on 29 December. ... on that day": the day named last, whatever it was of.
        let named_last = carried.section.as_ref().filter(|_| step == 0);
        let base = base.or(named_last).or(carried.before.as_ref()).or(carried.section.as_ref());
        let base = base.or(carried.lead.as_ref());
        let base = base.and_then(|when| if step > 0 { when.end } else { when.start });
        if let Some(base) = base {
            let day = base.checked_add(jiff::Span::new().days(i64::from(step))).ok();
            if step > 0 && day.zip(reading.published).is_some_and(|(day, published)| day > published) {
                // Counted from a day that the text does not tell: it is over by the article's own.
                return with_basis(carried.lead.as_ref().unwrap_or(&published_day(reading)), "lead");
            }
            (when.start, when.end) = (day, day);
        } else if step == 0 && matches!(reading.word(date.first), "hour" | "hours" | "minutes") {
            // "Missiles hit X hours after a raid on Y" above everything: no day of its own.
            return published_day(reading);
        } else if step == 0 {
            (when.start, when.end) = (reading.published, reading.published);
        }
        when.precision = precision(when.start, when.end);
    }
    when
}
