//! Counts in words and digits: "two", "at least a dozen", "up to 40", "two more"; ages and ordinals are not counts.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Lowered, Prose, Span, TokenKind};

/// How the words bound a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// A bare number.
    Exact,
    /// About, around, some.
    About,
    /// Nearly, almost.
    Nearly,
    /// At least.
    AtLeast,
    /// More than, over.
    MoreThan,
    /// Up to, at most, as many as.
    UpTo,
    /// Fewer than, under.
    LessThan,
}

/// A number that counts something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quantity {
    /// Its words, hedge included.
    pub span: Span,
    /// Index of its first token, hedge included.
    pub first: usize,
    /// Index past its last token.
    pub end: usize,
    /// At least this many.
    pub low: Option<u32>,
    /// Best single figure.
    pub best: Option<u32>,
    /// At most this many.
    pub high: Option<u32>,
    /// How the words bound it.
    pub bound: Bound,
    /// True for "two more", "another", "five others": to be added to what was told before.
    pub additional: bool,
    /// True for "a", "an", "the" and the like before an age: one person without a number.
    pub article: bool,
}

type Entry = (u32, Option<u32>, Option<u32>);

static WORDS: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicon/en/numbers.tsv");
    rows.lines()
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| {
            let mut fields = row.split('\t');
            let word = fields.next()?;
            let low = fields.next()?.parse().ok()?;
            Some((word, (low, fields.next()?.parse().ok(), fields.next()?.parse().ok())))
        })
        .collect()
});

/// Units that make the number before them a measure, a share or an age and no count of people or things.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "km" | "kilometer"
            | "kilometers"
            | "kilometre"
            | "kilometres"
            | "mile"
            | "miles"
            | "m"
            | "meters"
            | "metres"
            | "meter"
            | "metre"
            | "percent"
            | "per"
            | "%"
            | "kg"
            | "mm"
            | "hectares"
            | "hours"
            | "hour"
            | "minutes"
            | "days"
            | "day"
            | "weeks"
            | "week"
            | "months"
            | "month"
            | "years"
            | "year"
            | "p"
            | "a.m"
            | "p.m"
            | "am"
            | "pm"
            | "th"
            | "o'clock"
            | "times"
            | "time"
    )
}

/// The number that a token gives by itself.
fn value(words: &Lowered<'_>, prose: &Prose, at: usize) -> Option<Entry> {
    let word = words.word(at);
    if prose.tokens.get(at)?.kind == TokenKind::Number {
        let digits = word.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let grouped = !word.contains(',') || word.rsplit(',').all(|part| part.len() <= 3);
        if !digits || !grouped || word.len() > 11 {
            return None;
        }
        let number: u32 = word.replace(',', "").parse().ok()?;
        return Some((number, Some(number), Some(number)));
    }
    WORDS.get(word).copied()
}

/// Reads a number and the scale words after it; returns the values and the index past them.
fn cardinal(words: &Lowered<'_>, prose: &Prose, at: usize) -> Option<(Entry, usize)> {
    let (mut entry, mut end) = (value(words, prose, at)?, at + 1);
    let tens = entry.0 >= 20 && entry.0 < 100 && entry.0.is_multiple_of(10);
    if tens && prose.tokens[at].kind == TokenKind::Word {
        // "twenty-seven", "twenty seven"
        let skip = usize::from(words.word(end) == "-");
        if let Some((unit, Some(_), _)) = WORDS.get(words.word(end + skip)).copied()
            && unit < 10
            && words.word(end + skip) != "another"
        {
            let sum = entry.0 + unit;
            entry = (sum, Some(sum), Some(sum));
            end += skip + 1;
        }
    }
    scaled(words, prose, entry, (at, end))
}

/// The scale words after a number that runs from `at` to `end`: "three" with "hundred and seventy-one" after it.
fn scaled(
    words: &Lowered<'_>,
    prose: &Prose,
    mut entry: Entry,
    (at, mut end): (usize, usize),
) -> Option<(Entry, usize)> {
    loop {
        let scale: u32 = match words.word(end) {
            "hundred" => 100,
            "thousand" => 1000,
            "million" => 1_000_000,
            "dozen" if end > at => 12,
            _ => break,
        };
        let grow = |n: u32| n.saturating_mul(scale);
        entry = (grow(entry.0), entry.1.map(grow), entry.2.map(grow));
        end += 1;
        // "three hundred (and) seventy-one"
        let skip = usize::from(words.word(end) == "and");
        if let Some((rest, Some(_), _)) = value(words, prose, end + skip)
            && prose.tokens[end + skip].kind == TokenKind::Word
            && rest < scale
            && !matches!(words.word(end + skip), "another" | "couple" | "both" | "dozen")
        {
            let ((rest, _, _), next) = cardinal(words, prose, end + skip)?;
            let sum = entry.0.saturating_add(rest);
            return Some(((sum, Some(sum), Some(sum)), next));
        }
    }
    Some((entry, end))
}

/// Hedges before a number, and behind one with a space at their head.
static HEDGES: LazyLock<FxHashMap<String, Bound>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicon/en/hedges.tsv");
    rows.lines()
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| {
            let mut fields = row.split('\t');
            let (phrase, class, side) = (fields.next()?, fields.next()?, fields.next()?);
            let bound = match class {
                "about" => Bound::About,
                "nearly" => Bound::Nearly,
                "at-least" => Bound::AtLeast,
                "over" => Bound::MoreThan,
                "at-most"
                    if phrase.contains("less") || phrase.contains("under") || phrase.contains("fewer") =>
                {
                    Bound::LessThan
                }
                "at-most" => Bound::UpTo,
                _ => return None,
            };
            Some((if side == "after" { format!(" {phrase}") } else { phrase.to_owned() }, bound))
        })
        .collect()
});

/// Longest hedge, in words.
const LONGEST_HEDGE: usize = 4;

fn phrase(words: &Lowered<'_>, from: usize, to: usize) -> String {
    (from..to).map(|at| words.word(at)).collect::<Vec<_>>().join(" ")
}

/// The hedge that ends right before token `at`, with the index of its first token.
fn hedge(words: &Lowered<'_>, at: usize) -> (Bound, usize) {
    let longest = LONGEST_HEDGE.min(at);
    (1..=longest)
        .rev()
        .find_map(|length| {
            let bound = HEDGES.get(&phrase(words, at - length, at))?;
            Some((*bound, at - length))
        })
        .unwrap_or((Bound::Exact, at))
}

/// The hedge that begins at token `at`, behind a number, with the index past it: "or more".
fn hedge_after(words: &Lowered<'_>, at: usize) -> Option<(Bound, usize)> {
    let bound = HEDGES.get(&format!(" {}", phrase(words, at, at + 2)))?;
    Some((*bound, at + 2))
}

/// Reads the count that begins at token `at`, if one does.
///
/// An age ("a 9-year-old girl", "aged 47", "Petrenko, 22,") is no count: the article or number before it is.
#[must_use]
pub fn read_at(words: &Lowered<'_>, prose: &Prose, at: usize) -> Option<Quantity> {
    let token = prose.tokens.get(at)?;
    let quantity = |first: usize, end: usize, entry: Entry, bound: Bound, additional: bool, article: bool| {
        let (low, best, high) = match bound {
            Bound::AtLeast | Bound::MoreThan => (Some(entry.0), Some(entry.0), None),
            Bound::UpTo | Bound::LessThan => (None, entry.1, entry.2.or(Some(entry.0))),
            Bound::Nearly => (None, entry.1, Some(entry.0)),
            Bound::About if entry.1.is_some() => (None, entry.1, None),
            Bound::About | Bound::Exact => (Some(entry.0), entry.1, entry.2),
        };
        let span = prose.tokens[first].span.join(prose.tokens[end - 1].span);
        Quantity { span, first, end, low, best, high, bound, additional, article }
    };
    if matches!(words.word(at), "a" | "an" | "one" | "the") && is_age_at(words, prose, at + 1) {
        return Some(quantity(at, at + 1, (1, Some(1), Some(1)), Bound::Exact, false, true));
    }
    let half = words.word(at) == "half" && words.word(at + 1) == "a" && words.word(at + 2) == "dozen";
    if half || words.word(at) == "a" && matches!(words.word(at + 1), "dozen" | "couple" | "few" | "hundred") {
        let (entry, end) = if half {
            ((6, Some(6), Some(6)), at + 3)
        } else if words.word(at + 1) == "hundred" {
            scaled(words, prose, (1, Some(1), Some(1)), (at, at + 1))?
        } else {
            cardinal(words, prose, at + 1)?
        };
        let (bound, first) = hedge(words, at);
        return Some(quantity(first, end, entry, bound, false, false));
    }
    if token.kind == TokenKind::Mark || token.kind == TokenKind::Possessive {
        return None;
    }
    let (entry, end) = cardinal(words, prose, at)?;
    if is_age_at(words, prose, at) || is_age_before(words, prose, at, end) || !counts(words, prose, at, end) {
        return None;
    }
    let (bound, first) = hedge(words, at);
    let another = words.word(at) == "another";
    if another && let Some((more, past)) = cardinal(words, prose, end) {
        let (past, more) = if is_age_at(words, prose, end) { (end, entry) } else { (past, more) };
        return Some(quantity(at, past, more, Bound::Exact, true, false));
    }
    let further = matches!(words.word(end), "more" | "other" | "others" | "additional" | "further");
    let than = words.word(end) == "more" && words.word(end + 1) == "than";
    let further = further && !than;
    let (mut entry, mut end_of, mut bound, mut first) = (entry, end, bound, first);
    let before = at.checked_sub(1).map_or("", |before| words.word(before));
    // "6 or 7", "two to three", "10-12", "between 40 and 50"; not "rose from 6 to 7"
    if (matches!(words.word(end), "or" | "to" | "-") && before != "from"
        || words.word(end) == "and" && before == "between")
        && let Some((upper, past)) = cardinal(words, prose, end + 1)
        && upper.0 > entry.0
        && !is_age_at(words, prose, end + 1)
        && counts(words, prose, end + 1, past)
    {
        entry = (entry.0, None, Some(upper.0));
        end_of = past;
        first = if before == "between" { at - 1 } else { first };
    } else if let Some((after, past)) = hedge_after(words, end) {
        (bound, end_of) = (after, past);
    }
    Some(quantity(first, end_of + usize::from(further), entry, bound, another || further, false))
}

/// True if the tokens from `at` say an age: "9-year-old", "two-year-old", "9 year old"; or a year of birth: "1971-born".
#[must_use]
pub fn is_age_at(words: &Lowered<'_>, prose: &Prose, at: usize) -> bool {
    let year = words.word(at).len() == 4 && prose.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    if year && words.word(at + 1) == "-" && words.word(at + 2) == "born" {
        return true;
    }
    let Some((_, end)) = cardinal(words, prose, at) else { return false };
    let mut next = end;
    if words.word(next) == "-" {
        next += 1;
    }
    matches!(words.word(next), "year" | "month") && matches!(words.word(next + 1), "-" | "old")
        || matches!(words.word(next), "years" | "months") && matches!(words.word(next + 1), "old" | "of")
}

/// True if a word or comma before or after makes the number at `at..end` an age or a year of birth.
fn is_age_before(words: &Lowered<'_>, prose: &Prose, at: usize, end: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    if matches!(words.word(before), "aged" | "age" | "born" | "ages") {
        return true;
    }
    // "men aged 47, 52 and 60"
    let mut back = before;
    for _ in 0..12 {
        let listed = matches!(words.word(back), "," | "and") || prose.tokens[back].kind == TokenKind::Number;
        if !listed || back == 0 {
            break;
        }
        back -= 1;
    }
    if back < before && matches!(words.word(back), "aged" | "ages") {
        return true;
    }
    // "Olena Hrytsenko, 51, died"
    let name = before.checked_sub(1).is_some_and(|index| prose.tokens[index].capital);
    let closed = matches!(words.word(end), "," | "." | ")" | ";" | "and");
    prose.tokens[at].kind == TokenKind::Number && words.word(before) == "," && name && closed
}

/// False for a number glued to a hyphen or unit, a time, a date's day, a measure, an ordinal.
fn counts(words: &Lowered<'_>, prose: &Prose, at: usize, end: usize) -> bool {
    let glued = |index: usize| prose.tokens.get(index).is_some_and(|token| token.glued);
    let next = words.word(end);
    if glued(end) && matches!(next, ":" | "/" | "%" | "°" | "." | "'") && glued(end + 1) {
        return false;
    }
    if glued(at) && at > 0 && matches!(words.word(at - 1), ":" | "/" | "#" | "." | "$" | "-") {
        return false;
    }
    if at > 0 && matches!(words.word(at - 1), "no" | "№" | "article" | "part" | "group" | "$" | "€" | "day")
    {
        return false;
    }
    // Years: "2022-10-18", "in 2022", "its 2022 campaign".
    let word = words.word(at);
    let year = word.len() == 4 && word.parse().is_ok_and(|n: u32| (1900..2100).contains(&n));
    let led = at > 0
        && matches!(
            words.word(at - 1),
            "in" | "since" | "of" | "by" | "until" | "from" | "its" | "the" | "late" | "early" | "," | "date"
        );
    if year && (led || matches!(next, "-" | "," | "." | ")" | "and") || at == 0) {
        return false;
    }
    if at > 0 && is_month(words.word(at - 1)) && prose.tokens[at].kind == TokenKind::Number {
        return false;
    }
    if prose.tokens[at].kind == TokenKind::Number && is_month(next) {
        return false;
    }
    let after = if next == "-" { words.word(end + 1) } else { next };
    let people = matches!(words.word(end + 1), "whom" | "them");
    if words.word(at) == "one" && (next == "of" && !people || next == "another") {
        // "one of the rockets" counts no one by itself
        return false;
    }
    !is_measure(after)
}

fn is_month(word: &str) -> bool {
    super::dates::month(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<Quantity> {
        let prose = Prose::read(text);
        let words = Lowered::read(&prose);
        (0..words.len()).find_map(|at| read_at(&words, &prose, at))
    }

    #[test]
    fn counts_are_read_with_their_bounds() {
        let n = Some;
        for (text, low, best, high, additional) in [
            ("two people", n(2), n(2), n(2), false),
            ("twenty-seven houses", n(27), n(27), n(27), false),
            ("three hundred and seventy-one people", n(371), n(371), n(371), false),
            ("one hundred and twelve people", n(112), n(112), n(112), false),
            ("a hundred and five people", n(105), n(105), n(105), false),
            ("a hundred people", n(100), n(100), n(100), false),
            ("2,500 people fled", n(2500), n(2500), n(2500), false),
            ("at least 38 people", n(38), n(38), None, false),
            ("more than a dozen", n(12), n(12), None, false),
            ("up to 40 fighters", None, n(40), n(40), false),
            ("dozens were hurt", n(12), None, None, false),
            ("two more died", n(2), n(2), n(2), true),
            ("another five were hurt", n(5), n(5), n(5), true),
            ("another man died", n(1), n(1), n(1), true),
            ("five others", n(5), n(5), n(5), true),
            ("a 9-year-old girl", n(1), n(1), n(1), false),
            ("two 9-year-old girls", n(2), n(2), n(2), false),
            ("six or seven men", n(6), None, n(7), false),
        ] {
            let q = first(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((q.low, q.best, q.high, q.additional), (low, best, high, additional), "{text}");
        }
    }

    #[test]
    fn ages_dates_times_and_measures_are_no_counts() {
        for text in [
            "15 kilometres away",
            "on June 3 it rained",
            "the 3rd brigade",
            "at 12:30",
            "men aged 47 and 60",
            "Olena Hrytsenko, 51, died",
            "one of the rockets",
            "20 percent",
            "date 2021-03-04",
            "its 2014 campaign",
            "women aged 69, 75, and 76",
            "a second time",
            "3 June",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
