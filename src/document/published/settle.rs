//! The date of an article that carries none: "Thursday, June 1" fits few years, and the run's other articles fewer.
//!
//! A year is taken only if it is the one year, within a month of the dates that the run knows, in which every weekday
//! of the text falls on its day. The day taken is the latest that the text tells as past. Whatever is less clear stays
//! unknown.

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

use super::words::{self, DateWords};
use crate::document::{Document, Published, PublishedBasis};

/// Bytes of a text that are read for dates.
const HEAD: usize = 256 * 1024;

/// Bytes in which an article's own day is told if at all: its headline and first sentences.
const LEAD: usize = 600;

/// Days around the dates that a run knows within which its other articles are taken to lie.
const AROUND: i32 = 31;

/// Days that the dates of a run may span for it to tell the year of a dated weekday: one year, or two would fit.
const ONE_YEAR: i32 = 366;

/// Days that the dates of a run may span for a full date in a text to be taken for the text's own: one story's time.
const ONE_STORY: i32 = 31;

/// Days after its last written-out date within which an article is taken to have come out.
const SOON: i32 = 7;

/// First and last day within which the articles of a run lie.
type Range = (Date, Date);

/// Dates the documents that carry no date of their own, where the text and the run's dated articles leave one answer.
///
/// Dates found so are not used to find others, so the order of the documents does not matter.
pub fn settle(documents: &mut [Document]) {
    let known = documents.iter().filter_map(|document| document.published).filter(Published::is_stated);
    let range = around(known.map(|published| published.date)).filter(|range| span_days(*range) <= ONE_YEAR);
    let undated = documents.par_iter_mut().filter(|document| document.published.is_none());
    undated.for_each(|document| document.published = infer(&document.text, range));
}

/// True if [`settle`] leaves the day of publication as it is, whichever other documents there are: the input states it, or the text
/// has no date to infer it from.
#[must_use]
pub fn stays(document: &Document) -> bool {
    let telling = |date: &DateWords| is_dated_weekday(date) || (!date.future && date.full().is_some());
    document.published.is_some() || !words::dates(head(&document.text)).iter().any(telling)
}

fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text)
}

fn infer(text: &str, run: Option<Range>) -> Option<Published> {
    let head = head(text);
    let dates = words::dates(head);
    let past_full: Vec<(Date, &DateWords)> =
        dates.iter().filter(|date| !date.future).filter_map(|date| Some((date.full()?, date))).collect();
    let opening =
        past_full.iter().filter(|(_, found)| opens_paragraph(head, found)).max_by_key(|(date, _)| *date);
    if dates.iter().any(is_dated_weekday) {
        let told = from_weekday(head, &dates, &past_full, run)?;
        // "June 14, 2023. The villages ..." over what happened on "Tuesday, June 13" is the writer's own day.
        let later = opening.filter(|(date, _)| (1..=SOON).contains(&days_between(told.date, *date)));
        return Some(later.map_or(told, |(date, found)| Published {
            date: *date,
            basis: PublishedBasis::FullDate,
            span: Some(found.span),
        }));
    }
    let &(date, found) = past_full.iter().max_by_key(|(date, _)| *date)?;
    let opens = opens_paragraph(head, found);
    let in_lead = found.weekday.is_some() || opens || found.span.start < LEAD;
    let within = run
        .is_some_and(|range| in_lead && span_days(range) <= ONE_STORY && range.0 <= date && date <= range.1);
    let alone = run.is_none()
        && words::years(head).iter().all(|year| *year <= date.year())
        && (found.own_day || ((found.weekday.is_some() || opens) && found.span.start < LEAD));
    (within || alone).then(|| publish(date, found, &dates, PublishedBasis::FullDate))
}

/// True if a paragraph begins with the date as with a heading of its own: "June 14, 2023. The villages ...".
fn opens_paragraph(head: &str, found: &DateWords) -> bool {
    let before =
        head.get(..found.span.start).unwrap_or_default().trim_end_matches([' ', '\t', '*', '#', '•']);
    let after = head.get(found.span.end..).unwrap_or_default().trim_start_matches([' ', '\t', '*']);
    let begins = before.is_empty() || before.ends_with(['\n', '\r']);
    let ends =
        after.is_empty() || after.starts_with(['.', ':', '—', '–', '\n', '\r']) || after.starts_with("- ");
    begins && ends
}

/// The one year in which all dated weekdays of the text fit, within the range of the run or of the text's full dates.
fn from_weekday(
    head: &str,
    dates: &[DateWords],
    past_full: &[(Date, &DateWords)],
    run: Option<Range>,
) -> Option<Published> {
    let latest_full = past_full.iter().map(|(date, _)| *date).max();
    let (first, last) = if let Some(range) = run {
        range
    } else {
        let latest = latest_full?;
        // A later year in the text means that the full date is background, not the story's own time.
        words::years(head)
            .iter()
            .all(|year| *year <= latest.year())
            .then(|| around([latest].into_iter()))??
    };
    let mut fits = (first.year()..=last.year()).filter_map(|year| {
        let (date, found) = latest_in_year(dates, year)?;
        let coherent = latest_full.is_none_or(|full| days_between(date, full) <= SOON);
        (coherent && first <= date && date <= last).then_some((date, found))
    });
    let (date, found) = fits.next()?;
    fits.next().is_none().then(|| publish(date, found, dates, PublishedBasis::DatedWeekday))
}

/// The latest past day of the text if it was written in `year`; none if one weekday does not fall on its day.
fn latest_in_year(dates: &[DateWords], year: i16) -> Option<(Date, &DateWords)> {
    let months = || dates.iter().filter(|date| is_dated_weekday(date)).filter_map(|date| date.month_day);
    let over_new_year = months().any(|(month, _)| month <= 3) && months().any(|(month, _)| month >= 10);
    let resolve = |(month, day): (i8, i8)| {
        let year = if over_new_year && month >= 10 { year - 1 } else { year };
        Date::new(year, month, day).ok()
    };
    let mut latest: Option<(Date, &DateWords)> = None;
    for found in dates.iter().filter(|date| is_dated_weekday(date)) {
        let date = resolve(found.month_day?)?;
        if Some(date.weekday()) != found.weekday {
            return None;
        }
        if !found.future && latest.is_none_or(|(before, _)| before < date) {
            latest = Some((date, found));
        }
    }
    let (date, found) = latest?;
    // "June 3" without a weekday, a few days after the dated weekday, is part of the same story.
    let plain = dates.iter().filter(|date| date.year.is_none() && date.weekday.is_none() && !date.future);
    let later = plain
        .filter_map(|other| Some((resolve(other.month_day?)?, other)))
        .filter(|(other, _)| (1..=SOON).contains(&days_between(date, *other)))
        .max_by_key(|(other, _)| *other);
    Some(later.unwrap_or((date, found)))
}

/// The day of publication: `date`, or the bare weekday one or two days later that the text also tells as past.
fn publish(date: Date, found: &DateWords, dates: &[DateWords], basis: PublishedBasis) -> Published {
    let bare = dates.iter().filter(|other| other.month_day.is_none() && !other.future && !other.other_week);
    let later = bare
        .filter_map(|other| other.weekday)
        .map(|weekday| date.weekday().until(weekday))
        .filter(|days| (1..=2).contains(days))
        .max()
        .filter(|_| !found.own_day)
        .unwrap_or(0);
    let date = date.checked_add(i32::from(later).days()).unwrap_or(date);
    Published { date, basis, span: Some(found.span) }
}

fn is_dated_weekday(date: &DateWords) -> bool {
    date.weekday.is_some() && date.month_day.is_some() && date.year.is_none()
}

/// The range of some dates, a month wider on both sides.
fn around(dates: impl Iterator<Item = Date>) -> Option<Range> {
    let dates: Vec<Date> = dates.collect();
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    Some((first.checked_sub(AROUND.days()).ok()?, last.checked_add(AROUND.days()).ok()?))
}

/// Days between the known dates that a range was drawn around.
fn span_days((first, last): Range) -> i32 {
    days_between(first, last) - 2 * AROUND
}

/// Days from `a` to `b`; negative if `b` is earlier.
fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::published::stated;

    /// Dates found for the first text when it runs together with the others.
    fn with_run(text: &str, others: &[&str]) -> Option<String> {
        let document =
            |text: &&str| Document { published: stated(text, None, None), ..Document::new("d", *text) };
        let mut documents: Vec<Document> = [&text].into_iter().chain(others).map(document).collect();
        settle(&mut documents);
        let found = documents.first()?.published?;
        Some(format!("{} {}", found.date, found.basis.as_str()))
    }

    #[test]
    fn no_run_changes_a_day_that_stays() {
        for (text, expected) in [
            ("date 2023-05-04 A bridge fell.", true),
            ("On Monday a bridge fell.", true),
            ("A bridge fell.", true),
            ("On Monday, October 10, a bridge fell.", false),
            ("October 10, 2022. A bridge fell.", true),
        ] {
            let document = Document { published: stated(text, None, None), ..Document::new("d", text) };
            assert_eq!(stays(&document), expected, "{text}");
            let own = document.published.map(|own| format!("{} {}", own.date, own.basis.as_str()));
            for others in [&[][..], &["date 2022-10-12 Another article."]] {
                let run = with_run(text, others);
                assert!(!expected || run == own, "{text}: {run:?}, {own:?}");
            }
        }
    }

    #[test]
    fn dated_weekdays_are_narrowed_by_the_run() {
        let run = ["date 2022-10-12 Another article."];
        for (text, expected) in [
            (
                "On Monday, October 10, shells fell. On Tuesday morning it was calm.",
                Some("2022-10-11 dated-weekday"),
            ),
            ("On Monday, October 10, shells fell.", Some("2022-10-10 dated-weekday")),
            (
                "On Monday, October 10, shells fell, the mayor said last Tuesday.",
                Some("2022-10-10 dated-weekday"),
            ),
            (
                "On Monday, October 10, shells fell. Talks will be held on Tuesday.",
                Some("2022-10-10 dated-weekday"),
            ),
            ("On Monday, October 10, shells fell. On October 12 he died.", Some("2022-10-12 dated-weekday")),
            (
                "This Tuesday, October 11, shells fell. On Thursday she spoke.",
                Some("2022-10-11 dated-weekday"),
            ),
            ("Saturday, September 24 was calm. Sunday (25 September) too.", Some("2022-09-25 dated-weekday")),
            ("On Tuesday, October 10, shells fell.", None),
            ("On Monday, October 10, and Friday, October 15, shells fell.", None),
            ("On Saturday, January 1, shells fell.", None),
            ("Elections will be held on Monday, October 10.", None),
            ("On Monday shells fell.", None),
            ("On October 10 shells fell.", None),
            ("On 10 October 2022 shells fell.", Some("2022-10-10 full-date")),
            ("On 10 October 2017 shells fell.", None),
            ("", None),
        ] {
            assert_eq!(with_run(text, &run).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_paragraph_that_begins_with_a_full_date_is_of_that_day() {
        let lines = "Bridges\nA\nB\nC\nD\nE\nF\n";
        for (text, expected) in [
            ("October 12, 2022. The bridge fell on Tuesday, October 11.", Some("2022-10-12 full-date")),
            ("**12 October 2022** – The bridge fell on Tuesday, October 11.", Some("2022-10-12 full-date")),
            (
                "October 11, 2022: calm.\nOctober 12, 2022: the bridge fell, hit on Tuesday, October 11.",
                Some("2022-10-12 full-date"),
            ),
            // The full date is a sentence's subject, lies within one, in the future, or weeks off.
            (
                "October 12, 2022, was calm. The bridge fell on Tuesday, October 11.",
                Some("2022-10-11 dated-weekday"),
            ),
            (
                "The bridge fell on Tuesday, October 11. Photo of October 12, 2022. Smoke.",
                Some("2022-10-11 dated-weekday"),
            ),
            (
                "October 10, 2022. Calm. The bridge fell on Tuesday, October 11.",
                Some("2022-10-11 dated-weekday"),
            ),
            ("October 30, 2022. The bridge fell on Tuesday, October 11.", None),
            ("October 12, 2022. The bridge fell on Tuesday, October 12.", None),
            ("October 12, 2022. The bridge fell.", Some("2022-10-12 full-date")),
            ("October 12, 2022, was calm.", None),
        ] {
            let text = [lines, text].concat();
            assert_eq!(with_run(&text, &[]).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn years_that_the_run_leaves_open_stay_open() {
        let text = "On Monday, October 10, shells fell.";
        for (run, expected) in [
            (&[][..], None),
            (&["date 2016-09-30 A.", "date 2022-10-30 B."][..], None),
            (&["date 2020-01-01 A.", "date 2023-10-30 B."][..], None),
            (&["date 2022-03-01 A.", "date 2022-12-30 B."][..], Some("2022-10-10 dated-weekday")),
            (&["date 2022-10-30 A.", "date 2022-10-01 B."][..], Some("2022-10-10 dated-weekday")),
            (&["date 2022-11-20 A."][..], None),
        ] {
            assert_eq!(with_run(text, run).as_deref(), expected, "{run:?}");
        }
    }

    #[test]
    fn a_text_alone_needs_its_own_year() {
        for (text, expected) in [
            (
                "On Monday, October 10, shells fell. Photo taken on October 9, 2022.",
                Some("2022-10-10 dated-weekday"),
            ),
            ("On Monday, October 10, shells fell. The war began on 24 February 2014.", None),
            ("On Monday, October 10, shells fell. Photo of October 9, 2022. By 2030 all will be new.", None),
            ("On Monday, October 10, 2022, shells fell.", Some("2022-10-10 full-date")),
            ("Today, October 10, 2022, shells fell.", Some("2022-10-10 full-date")),
            ("In 2023 he said: on Monday, October 10, 2022, shells fell.", None),
            ("The village was shelled on October 10, 2022.", None),
            (
                "Friday, December 30 was calm; on Monday, January 2 shells fell. Photo of 1 January 2023.",
                Some("2023-01-02 dated-weekday"),
            ),
        ] {
            assert_eq!(with_run(text, &[]).as_deref(), expected, "{text}");
        }
    }
}
