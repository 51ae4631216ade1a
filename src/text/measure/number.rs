//! Numbers as people write them before a unit: digits, words, halves, ranges, "a dozen", "a few".

use std::sync::LazyLock;

/// A number or a range of numbers, as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Least value; equals `high` for a single number.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
    /// Unit of the last significant digit: 12 gives 1, 15 gives 5, 80 gives 10, 83.4 gives 0.1.
    pub step: f64,
    /// True for "10 to 15".
    pub range: bool,
    /// True for "a few", "dozens of".
    pub vague: bool,
}

impl Number {
    fn single(value: f64, step: f64) -> Self {
        Self { low: value, high: value, step, range: false, vague: false }
    }

    /// The number, or the middle of the range.
    #[must_use]
    pub fn value(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

struct Words {
    ones: Vec<(&'static str, f64)>,
    times: Vec<(&'static str, f64)>,
    vague: Vec<(Vec<&'static str>, f64, f64)>,
}

const TABLES: [&str; 4] = [
    include_str!("../../../lexicon/en/number_words.tsv"),
    include_str!("../../../lexicon/fr/number_words.tsv"),
    include_str!("../../../lexicon/ru/number_words.tsv"),
    include_str!("../../../lexicon/uk/number_words.tsv"),
];

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { ones: Vec::new(), times: Vec::new(), vague: Vec::new() };
    for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(phrase), Some(kind)) = (fields.next(), fields.next()) else { continue };
        let numbers: Vec<f64> = fields.filter_map(|field| field.parse().ok()).collect();
        match (kind, numbers.as_slice()) {
            ("one", &[value]) => words.ones.push((phrase, value)),
            ("times", &[value]) => words.times.push((phrase, value)),
            ("vague", &[low, high]) => words.vague.push((phrase.split(' ').collect(), low, high)),
            _ => {}
        }
    }
    words
});

fn value_of(table: &[(&'static str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(entry, _)| *entry == word).map(|&(_, value)| value)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "‑" | "−" | "‐")
}

/// True if `word` (lower case) can stand inside a number; what a backward search may cross.
#[must_use]
pub fn may_belong(word: &str) -> bool {
    const LINKS: [&str; 12] =
        ["a", "an", "and", "to", "or", "of", "half", "between", "quarter", "quarters", "few", "several"];
    word.chars().next().is_some_and(char::is_numeric)
        || is_dash(word)
        || LINKS.contains(&word)
        || value_of(&WORDS.ones, word).is_some()
        || value_of(&WORDS.times, word).is_some()
        || WORDS.vague.iter().any(|(phrase, ..)| phrase.contains(&word))
}

/// Reads all of `words` (lower case) as one number or range; none if any word is left over.
#[must_use]
pub fn parse(words: &[&str]) -> Option<Number> {
    if words.is_empty() {
        return None;
    }
    if let Some(&(_, low, high)) = WORDS.vague.iter().find(|(phrase, ..)| phrase == words) {
        return Some(Number { low, high, step: high - low, range: false, vague: true });
    }
    if let Some(number) = parse_single(words) {
        return Some(number);
    }
    let (words, between) = match words {
        ["between", rest @ ..] => (rest, true),
        _ => (words, false),
    };
    (1..words.len().saturating_sub(1)).find_map(|at| {
        let link = words[at];
        if !(is_dash(link) || matches!(link, "to" | "or") && !between || link == "and" && between) {
            return None;
        }
        let low = parse_single(&words[..at])?;
        let high = parse_single(&words[at + 1..])?;
        (low.low < high.high).then(|| Number {
            low: low.low,
            high: high.high,
            step: low.step.min(high.step),
            range: true,
            vague: false,
        })
    })
}

fn parse_single(words: &[&str]) -> Option<Number> {
    match words {
        ["a" | "an"] => Some(Number::single(1.0, 1.0)),
        ["half"] | ["half", "a" | "an"] | ["a", "half"] => Some(Number::single(0.5, 0.5)),
        ["quarter" | "quarters", "of", "a"] | ["a", "quarter", "of", "a"] => Some(Number::single(0.25, 0.25)),
        ["half", "a", "dozen"] => Some(Number::single(6.0, 2.0)),
        [rest @ .., "and", "a", "half"] => half_more(rest),
        [rest @ .., d1, "and", d2, "a", d3, "half"] if is_dash(d1) && is_dash(d2) && is_dash(d3) => {
            half_more(rest)
        }
        [rest @ .., d1, "and", d2, "a", d3, "half", d4]
            if is_dash(d1) && is_dash(d2) && is_dash(d3) && is_dash(d4) =>
        {
            half_more(rest)
        }
        _ => in_digits(words).or_else(|| in_words(words)),
    }
}

fn half_more(words: &[&str]) -> Option<Number> {
    let whole = parse_single(words)?;
    Some(Number::single(whole.low + 0.5, 0.5))
}

/// "2,500", "1 200", "3.5", "2½", "1.5 thousand".
fn in_digits(words: &[&str]) -> Option<Number> {
    let (&last, rest) = words.split_last()?;
    if let Some(factor) = value_of(&WORDS.times, last) {
        let number = in_digits(rest)?;
        return Some(Number::single(number.low * factor, number.step * factor));
    }
    match words {
        [word] => digits(word),
        // A space between groups of three: "1 200".
        [head, groups @ ..]
            if head.len() <= 3
                && groups.len() <= 2
                && words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
                && groups.iter().all(|group| group.len() == 3) =>
        {
            digits(&words.concat())
        }
        _ => None,
    }
}

/// One written number. A comma before three digits parts thousands, any other comma is a decimal one.
fn digits(word: &str) -> Option<Number> {
    let fraction = match word.chars().next_back()? {
        '½' => Some((0.5, 0.5)),
        '¼' => Some((0.25, 0.25)),
        '¾' => Some((0.75, 0.25)),
        _ => None,
    };
    if let Some((part, step)) = fraction {
        let head = word.trim_end_matches(['½', '¼', '¾']);
        let whole = if head.is_empty() { 0.0 } else { digits(head)?.low };
        return Some(Number::single(whole + part, step));
    }
    if word.len() > 12 || !word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    let groups: Vec<&str> = word.split(',').collect();
    let thousands = groups.len() > 1
        && groups[0].len() <= 3
        && groups[0] != "0"
        && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    let plain = if thousands { word.replace(',', "") } else { word.replace(',', ".") };
    let value: f64 = plain.parse().ok()?;
    Some(Number::single(value, step_of(&plain)))
}

/// Unit of the last significant digit of a plain decimal number; a final 5 counts five of it.
fn step_of(plain: &str) -> f64 {
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let figures: String = plain.chars().filter(char::is_ascii_digit).collect();
    let trimmed = figures.trim_end_matches('0');
    let zeros = if decimals > 0 { 0 } else { figures.len() - trimmed.len() };
    let five = figures.len() > 1 && trimmed.ends_with('5') && (decimals == 0 || !figures.ends_with('0'));
    10_f64.powf(zeros as f64 - decimals as f64) * if five { 5.0 } else { 1.0 }
}

/// "twenty-five", "a hundred and fifty", "two dozen", "three thousand".
fn in_words(words: &[&str]) -> Option<Number> {
    let mut total = 0.0;
    let mut part: Option<f64> = None;
    let mut last_was_link = true;
    let mut dozen = false;
    for (index, &word) in words.iter().enumerate() {
        let link = is_dash(word) || word == "and";
        if link && (last_was_link || index + 1 == words.len() && word == "and") {
            return None;
        }
        last_was_link = link;
        if link {
            continue;
        }
        if let Some(value) = value_of(&WORDS.ones, word) {
            let fits = part.is_none_or(|p| takes_more(p, value));
            if !fits {
                return None;
            }
            part = Some(part.unwrap_or(0.0) + value);
        } else if let Some(factor) = value_of(&WORDS.times, word) {
            dozen |= word == "dozen";
            let base = part.unwrap_or(1.0) * factor;
            if factor >= 1000.0 {
                total += base;
                part = Some(0.0);
            } else {
                part = Some(base);
            }
        } else if !(index == 0 && word == "a" && words.len() > 1) {
            return None;
        }
    }
    let value = total + part?;
    (value > 0.0).then(|| Number::single(value, if dozen { 3.0 } else { step_of(&format!("{value}")) }))
}

/// True if a word for `value` may follow words for `p`: "twenty five", "hundred and ten"; not "ten three".
fn takes_more(p: f64, value: f64) -> bool {
    let (p, value) = (p.round() as u64, value.round() as u64);
    p % 100 == 0 || p % 10 == 0 && value < 10 && p % 100 >= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Number> {
        let spaced = text.replace('-', " - ").replace('–', " – ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        parse(&words)
    }

    #[test]
    fn single_numbers_keep_their_last_digit() {
        for (text, value, step) in [
            ("12", 12.0, 1.0),
            ("15", 15.0, 5.0),
            ("80", 80.0, 10.0),
            ("100", 100.0, 100.0),
            ("250", 250.0, 50.0),
            ("5", 5.0, 1.0),
            ("83.4", 83.4, 0.1),
            ("3,5", 3.5, 0.5),
            ("2,500", 2500.0, 500.0),
            ("1 200", 1200.0, 100.0),
            ("2½", 2.5, 0.5),
            ("1.5 thousand", 1500.0, 500.0),
            ("seven", 7.0, 1.0),
            ("twenty-five", 25.0, 5.0),
            ("a hundred and fifty", 150.0, 50.0),
            ("two hundred", 200.0, 100.0),
            ("three thousand", 3000.0, 1000.0),
            ("a dozen", 12.0, 3.0),
            ("half a dozen", 6.0, 2.0),
            ("half a", 0.5, 0.5),
            ("one and a half", 1.5, 0.5),
            ("two-and-a-half", 2.5, 0.5),
            ("a", 1.0, 1.0),
        ] {
            let number = read(text).unwrap_or_else(|| panic!("{text}"));
            assert!((number.low - value).abs() < 1e-9 && !number.range, "{text}: {number:?}");
            assert!((number.step - step).abs() < 1e-9, "{text}: {number:?}");
        }
    }

    #[test]
    fn ranges_and_vague_numbers() {
        for (text, low, high, vague) in [
            ("10 to 15", 10.0, 15.0, false),
            ("15-20", 15.0, 20.0, false),
            ("15–20", 15.0, 20.0, false),
            ("between 10 and 15", 10.0, 15.0, false),
            ("five or six", 5.0, 6.0, false),
            ("a few", 2.0, 9.0, true),
            ("dozens of", 20.0, 100.0, true),
        ] {
            let number = read(text).unwrap_or_else(|| panic!("{text}"));
            let close = (number.low - low).abs() < 1e-9 && (number.high - high).abs() < 1e-9;
            assert!(close && number.vague == vague, "{text}: {number:?}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "and",
            "of",
            "10 and 15",
            "15-10",
            "ten three",
            "1.2.3",
            "and five",
            "to 10",
            "-",
            "12a",
            "1 20",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
