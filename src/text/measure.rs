//! Lengths in a text: a number and a unit, told apart from speeds, areas and sums of money.

pub mod number;

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::looks::Looks;
use super::{Prose, Span, Token, TokenKind, lower_case, slice};
use number::Number;

/// Unit of length in which a distance is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Unit {
    /// Metre.
    #[serde(rename = "m")]
    Metre,
    /// Kilometre.
    #[serde(rename = "km")]
    Kilometre,
    /// International mile, 1.609344 km. Source: NIST SP 811 (2008), Appendix B.8.
    #[serde(rename = "mi")]
    Mile,
    /// Nautical mile, 1.852 km. Source: NIST SP 811 (2008), Appendix B.8.
    #[serde(rename = "nmi")]
    NauticalMile,
    /// Verst, 1.0668 km (500 sazhen of 7 feet).
    #[serde(rename = "verst")]
    Verst,
    /// International yard, 0.9144 m. Source: NIST SP 811 (2008), Appendix B.8.
    #[serde(rename = "yd")]
    Yard,
    /// International foot, 0.3048 m. Source: NIST SP 811 (2008), Appendix B.8.
    #[serde(rename = "ft")]
    Foot,
    /// Minute of a journey.
    #[serde(rename = "min")]
    Minute,
    /// Hour of a journey.
    #[serde(rename = "h")]
    Hour,
    /// Day of a journey.
    #[serde(rename = "d")]
    Day,
}

impl Unit {
    /// The units of length.
    pub const LENGTHS: [Self; 7] =
        [Self::Metre, Self::Kilometre, Self::Mile, Self::NauticalMile, Self::Verst, Self::Yard, Self::Foot];

    /// Kilometres in one unit; 0 for the time of a journey, which is no length.
    #[must_use]
    pub fn km(self) -> f64 {
        match self {
            Self::Metre => 0.001,
            Self::Kilometre => 1.0,
            Self::Mile => 1.609_344,
            Self::NauticalMile => 1.852,
            Self::Verst => 1.0668,
            Self::Yard => 0.000_914_4,
            Self::Foot => 0.000_304_8,
            Self::Minute | Self::Hour | Self::Day => 0.0,
        }
    }

    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metre => "m",
            Self::Kilometre => "km",
            Self::Mile => "mi",
            Self::NauticalMile => "nmi",
            Self::Verst => "verst",
            Self::Yard => "yd",
            Self::Foot => "ft",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        const ALL: [Unit; 10] = [
            Unit::Metre,
            Unit::Kilometre,
            Unit::Mile,
            Unit::NauticalMile,
            Unit::Verst,
            Unit::Yard,
            Unit::Foot,
            Unit::Minute,
            Unit::Hour,
            Unit::Day,
        ];
        ALL.into_iter().find(|unit| unit.as_str() == code)
    }
}

/// A length: number and unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// From the number's first word to the unit's last.
    pub span: Span,
    /// Index of its first token.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
    /// The number, in `unit`.
    pub number: Number,
    /// The unit.
    pub unit: Unit,
    /// True for "10-kilometre", which mostly describes a thing rather than a distance.
    pub hyphened: bool,
    /// True for "25 or so km", "120-ish km", "30-odd miles".
    pub softened: bool,
}

/// Units by the first of their words, with the second where there is one.
struct Units {
    named: FxHashMap<&'static str, Vec<(Option<&'static str>, Unit)>>,
    /// Of the words that units begin with.
    looks: Looks,
}

impl Units {
    fn of<const N: usize>(tables: [&'static str; N]) -> Self {
        let mut known = Self { named: FxHashMap::default(), looks: Looks::of([]) };
        for table in tables {
            known.add(table);
        }
        known.looks = Looks::of(known.named.keys().copied());
        known
    }

    /// The units that begin with a word in lower case.
    fn get(&self, word: &str) -> Option<&Vec<(Option<&'static str>, Unit)>> {
        self.named.get(word)
    }

    /// False for most words that no unit begins with, in capitals or not.
    fn may_begin_with(&self, word: &str) -> bool {
        !word.is_ascii() || self.looks.may_hold_lowered(word)
    }

    fn add(&mut self, table: &'static str) {
        let rows =
            table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        for (words, code) in rows {
            let (first, second) = match words.split_once(' ') {
                Some((first, second)) => (first, Some(second)),
                None => (words, None),
            };
            if let Some(unit) = Unit::from_code(code.trim()) {
                self.named.entry(first).or_default().push((second, unit));
            }
        }
    }
}

static LENGTHS: LazyLock<Units> = LazyLock::new(|| {
    Units::of([
        include_str!("../../lexicon/en/length_units.tsv"),
        include_str!("../../lexicon/fr/length_units.tsv"),
        include_str!("../../lexicon/ru/length_units.tsv"),
        include_str!("../../lexicon/uk/length_units.tsv"),
    ])
});
static TIMES: LazyLock<Units> =
    LazyLock::new(|| Units::of([include_str!("../../lexicon/en/time_units.tsv")]));

/// The tokens of a text, put in lower case when they are asked for: few are.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    /// The token as written; empty outside of the text.
    fn written(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| slice(self.text, token.span))
    }

    /// The token in lower case; empty outside of the text.
    fn word(&self, index: usize) -> Cow<'a, str> {
        lower_case(self.written(index))
    }
}

/// A number has at most this many tokens ("between one hundred and fifty and two hundred").
const LONGEST_NUMBER: usize = 12;

/// Finds every length in the text, in order; spans do not overlap.
#[must_use]
pub fn find(text: &str, prose: &Prose) -> Vec<Measure> {
    of_units(text, prose, &LENGTHS)
}

/// Finds every number of minutes, hours or days, in order.
#[must_use]
pub fn find_times(text: &str, prose: &Prose) -> Vec<Measure> {
    of_units(text, prose, &TIMES)
}

fn of_units(text: &str, prose: &Prose, units: &Units) -> Vec<Measure> {
    let words = Words { text, tokens: &prose.tokens };
    let mut found: Vec<Measure> = Vec::new();
    let mut free_from = 0;
    for index in 0..prose.tokens.len() {
        let Some((unit, end_token, split)) = unit_at(units, &words, index) else {
            continue;
        };
        let sentence = prose.tokens[index].sentence;
        let floor = prose.sentences.get(sentence).map_or(0, |s| s.first_token).max(free_from);
        let Some(Before { first_token, number, hyphened, softened }) =
            number_before(&words, index, split, floor)
        else {
            continue;
        };
        if is_other_quantity(&words, first_token, end_token) {
            continue;
        }
        let start = prose.tokens[first_token].span.start;
        let span = Span::new(start, prose.tokens[end_token - 1].span.end);
        found.push(Measure { span, first_token, end_token, number, unit, hyphened, softened });
        free_from = end_token;
    }
    found
}

/// The unit that token `index` begins, one past its last token, and, for "30km", where its digits end.
fn unit_at(units: &Units, words: &Words<'_>, index: usize) -> Option<(Unit, usize, usize)> {
    match words.tokens.get(index)?.kind {
        TokenKind::Number => {
            let word = words.word(index);
            let split = word.find(|c: char| c.is_alphabetic())?;
            let (digits, letters) = word.split_at_checked(split)?;
            // "5M" is five million.
            let unit = unit_named(units, letters).filter(|_| !words.written(index).ends_with('M'))?;
            (!digits.is_empty()).then_some((unit, index + 1, split))
        }
        TokenKind::Word if words.written(index) != "M" && units.may_begin_with(words.written(index)) => {
            let named = units.get(&words.word(index))?;
            let next = words.word(index + 1);
            let pair = named.iter().find(|(second, _)| second.is_some_and(|second| second == next));
            if let Some(&(_, unit)) = pair {
                return Some((unit, index + 2, 0));
            }
            Some((alone(named)?, index + 1, 0))
        }
        _ => None,
    }
}

/// True for a word that is a unit of length, alone or behind its digits: "kilometres", "30km".
#[must_use]
pub fn is_length_unit(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    unit_named(&LENGTHS, letters).is_some()
}

/// The unit of one word.
fn unit_named(units: &Units, word: &str) -> Option<Unit> {
    alone(units.get(word)?)
}

fn alone(named: &[(Option<&'static str>, Unit)]) -> Option<Unit> {
    named.iter().find(|(second, _)| second.is_none()).map(|&(_, unit)| unit)
}

/// The number before a unit.
struct Before {
    first_token: usize,
    number: Number,
    hyphened: bool,
    softened: bool,
}

/// Reads the longest number that ends before (or, for "30km", inside) token `unit`.
fn number_before(words: &Words<'_>, unit: usize, split: usize, floor: usize) -> Option<Before> {
    let mut end = unit;
    let mut hyphened = false;
    let unit_word = words.word(unit);
    let glued = if split > 0 { unit_word.get(..split) } else { None };
    let softener = if glued.is_none() { softener_before(words, floor, end) } else { 0 };
    end -= softener;
    if glued.is_none() && end > floor && matches!(&*words.word(end - 1), "-" | "‑" | "‐") {
        end -= 1;
        hyphened = true;
    }
    let mut start = end;
    while start > floor && end - start < LONGEST_NUMBER && number::may_belong(&words.word(start - 1)) {
        start -= 1;
    }
    let lower: Vec<Cow<'_, str>> = (start..end).map(|at| words.word(at)).collect();
    (start..=end).find_map(|first| {
        let mut words: Vec<&str> = lower[first - start..].iter().map(|word| &**word).collect();
        words.extend(glued);
        let number = number::parse(&words)?;
        Some(Before {
            first_token: first,
            number,
            hyphened: hyphened && softener == 0,
            softened: softener > 0,
        })
    })
}

/// Tokens of "25 or so km", "120-ish km", "30-odd km": words between number and unit that soften the number.
fn softener_before(words: &Words<'_>, floor: usize, end: usize) -> usize {
    let before =
        |back: usize| end.checked_sub(back).filter(|&at| at >= floor).map_or("", |at| words.written(at));
    let is = |back: usize, word: &str| before(back).eq_ignore_ascii_case(word);
    let hyphened = matches!(before(2), "-" | "‑" | "‐");
    if is(1, "so") && is(2, "or") || hyphened && ["ish", "odd", "plus"].iter().any(|word| is(1, word)) {
        2
    } else {
        usize::from(is(1, "odd"))
    }
}

/// True for speeds, areas, money and shares: "60 km/h", "10 km an hour", "$5 m", "3 m people".
fn is_other_quantity(words: &Words<'_>, first: usize, end: usize) -> bool {
    let before = first.checked_sub(1).map_or(Cow::Borrowed(""), |at| words.word(at));
    if matches!(&*before, "$" | "€" | "£" | "¥" | "₴" | "₽" | "square" | "cubic") {
        return true;
    }
    let next = words.word(end + 1);
    match &*words.word(end) {
        "/" => matches!(&*next, "h" | "hr" | "hour" | "s" | "sec" | "ч" | "час" | "год" | "с"),
        "в" => matches!(&*next, "час" | "секунду"),
        "на" => next == "годину",
        "à" | "par" => matches!(&*next, "heure" | "l'heure" | "l’heure" | "seconde"),
        "a" | "an" => matches!(&*next, "hour" | "second" | "minute" | "day"),
        "carrés" | "carré" | "per" | "²" | "³" | "squared" | "2" | "3" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(text: &str) -> Vec<(String, f64, f64, &'static str)> {
        let prose = Prose::read(text);
        find(text, &prose)
            .iter()
            .map(|m| (slice(text, m.span).to_owned(), m.number.low, m.number.high, m.unit.as_str()))
            .collect()
    }

    #[test]
    fn lengths_are_found() {
        for (text, words, low, high, unit) in [
            ("It lies 12 km east.", "12 km", 12.0, 12.0, "km"),
            ("Fires 80km away", "80km", 80.0, 80.0, "km"),
            ("an 80-km drive", "80-km", 80.0, 80.0, "km"),
            ("some 15–20 kilometres off", "15–20 kilometres", 15.0, 20.0, "km"),
            ("15-20km off", "15-20km", 15.0, 20.0, "km"),
            ("about 1,200 miles away", "1,200 miles", 1200.0, 1200.0, "mi"),
            ("half a mile from", "half a mile", 0.5, 0.5, "mi"),
            ("a dozen kilometres from", "a dozen kilometres", 12.0, 12.0, "km"),
            ("twenty-five nautical miles off", "twenty-five nautical miles", 25.0, 25.0, "nmi"),
            ("a few kilometres from", "a few kilometres", 2.0, 9.0, "km"),
            ("between 3 and 5 km from", "between 3 and 5 km", 3.0, 5.0, "km"),
            ("300 m from", "300 m", 300.0, 300.0, "m"),
            ("3,5 km from", "3,5 km", 3.5, 3.5, "km"),
            ("seven versts from", "seven versts", 7.0, 7.0, "verst"),
            ("25 or so kilometres from", "25 or so kilometres", 25.0, 25.0, "km"),
            ("a 120-ish km trip", "120-ish km", 120.0, 120.0, "km"),
            ("30-odd miles off", "30-odd miles", 30.0, 30.0, "mi"),
            ("On June 3, 10 km from", "10 km", 10.0, 10.0, "km"),
        ] {
            assert_eq!(lengths(text), vec![(words.to_owned(), low, high, unit)], "{text}");
        }
    }

    #[test]
    fn other_quantities_are_not() {
        for text in [
            "at 60 km/h",
            "60 km per hour",
            "100 km an hour",
            "20 km2",
            "7.93 km² of land",
            "500 square metres",
            "5 square km",
            "$5m was paid",
            "5M people",
            "12 months",
            "km 12",
            "the 155mm shell",
            "12 mm",
            "",
            "many kilometres",
            "10 kilograms",
        ] {
            assert_eq!(lengths(text), vec![], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_spans(text in "\\PC*|([0-9a-z ,.–-]|km|mile| and | to | a )*") {
            let prose = Prose::read(&text);
            let mut end = 0;
            for measure in find(&text, &prose) {
                proptest::prop_assert!(measure.span.start >= end && measure.number.low <= measure.number.high);
                proptest::prop_assert!(measure.number.low.is_finite() && !slice(&text, measure.span).is_empty());
                end = measure.span.end;
            }
        }
    }
}
