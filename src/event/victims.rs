//! Who stands beside a word of harm, and how many: "two people", "a woman", "Olena Hrytsenko, 51,".

use super::Count;
use super::lexicon::class;
use super::reading::Reading;
use crate::text::TokenKind;
use crate::text::numbers::{self, Quantity};

pub const ONE: Count = Count { low: Some(1), best: Some(1), high: Some(1) };

pub fn count_of(quantity: &Quantity) -> Count {
    Count { low: quantity.low, best: quantity.best, high: quantity.high }
}

/// "the death of a woman", "deaths of three officers", "injuries to two others".
pub fn of_people(reading: &Reading<'_>, head: usize, end: usize) -> Option<(Count, bool, usize)> {
    let link = reading.word(head + 1);
    if !matches!(link, "of" | "to" | "among" | "for") {
        return None;
    }
    object(reading, head + 2, end)
}

/// The count or single person that begins at `at`: "two people", "at least 13", "a woman", "his wife".
pub fn object(reading: &Reading<'_>, at: usize, end: usize) -> Option<(Count, bool, usize)> {
    let mut at = at;
    for _ in 0..3 {
        // Hedges stand before the number; the number's reader looks back for them.
        if matches!(
            reading.word(at),
            "at" | "least"
                | "more"
                | "than"
                | "up"
                | "to"
                | "about"
                | "around"
                | "some"
                | "nearly"
                | "almost"
                | "over"
                | "approximately"
                | "the"
                | "as"
                | "many"
                | "another"
        ) && numbers::read_at(&reading.words, reading.prose, at).is_none()
        {
            at += 1;
        }
    }
    if at >= end {
        return None;
    }
    if let Some(quantity) = numbers::read_at(&reading.words, reading.prose, at) {
        let noun = people_after(reading, quantity.end, end)?;
        return Some((count_of(&quantity), quantity.additional, noun));
    }
    if let Some(age) = named_with_age(reading, at, end) {
        return Some((ONE, false, age));
    }
    let last = single(reading, at, end)?;
    let first = one_or_two(reading, at, last);
    // "a man and a child"
    if first == ONE
        && reading.word(last + 1) == "and"
        && let Some(second) = single(reading, last + 2, end)
    {
        return Some((Count::exactly(2), false, second));
    }
    Some((first, false, last))
}

/// "Pavlo Melnyk, 14,": a name and an age; the index of the age.
pub fn named_with_age(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    let mut next = at;
    while next < end && next < at + 5 && reading.prose.tokens[next].capital {
        next += 1;
    }
    let age = next + 1;
    let number =
        age < end && reading.prose.tokens[age].kind == TokenKind::Number && reading.word(age).len() <= 2;
    let closed = matches!(reading.word(age + 1), "," | "." | ")" | "and");
    (next > at && reading.word(next) == "," && number && closed).then_some(age)
}

/// One person, or two for a couple or "parents".
pub fn one_or_two(reading: &Reading<'_>, first: usize, last: usize) -> Count {
    if (first..=last).any(|at| matches!(reading.word(at), "couple" | "parents" | "twins")) {
        return Count::exactly(2);
    }
    ONE
}

/// After a count: people, or nothing that is no person. Returns the index of the last token looked at.
pub fn people_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
    let mut last = from.saturating_sub(1);
    for at in from..end.min(from + 9) {
        if reading.is(at, class::PERSON) {
            return Some(at);
        }
        if reading.is(at, class::NOT_PERSON) && !is_age(reading, at) {
            return None;
        }
        let token = reading.prose.tokens[at];
        if token.kind == TokenKind::Mark && !matches!(reading.word(at), "-" | "\"") {
            break;
        }
        if matches!(
            reading.word(at),
            "and" | "in" | "on" | "at" | "of" | "from" | "when" | "after" | "by" | "near" | "as"
        ) {
            break;
        }
        last = at;
    }
    Some(last)
}

/// "year" in "9-year-old".
pub fn is_age(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "year" | "years" | "month" | "months")
        && (at + 1..at + 3).any(|next| reading.word(next) == "old")
}

/// "a woman", "his wife", "an elderly man", "19-year-old volunteer": index of the noun.
pub fn single(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    let opens = matches!(reading.word(at), "a" | "an" | "his" | "her" | "their" | "one" | "the")
        || numbers::is_age_at(&reading.words, reading.prose, at);
    if !opens {
        return None;
    }
    for next in at + 1..end.min(at + 9) {
        let word = reading.word(next);
        if reading.is(next, class::PERSON) {
            // Not "the soldiers": a plural without a number has no count.
            return is_singular(word).then_some(next);
        }
        if reading.is(next, class::NOT_PERSON) && !is_age(reading, next) {
            return None;
        }
        let mark = reading.prose.tokens[next].kind == TokenKind::Mark;
        if mark && word != "-" || matches!(word, "and" | "in" | "on" | "of" | "with" | "to") {
            return None;
        }
    }
    None
}

pub fn is_singular(word: &str) -> bool {
    matches!(
        word,
        "man"
            | "woman"
            | "child"
            | "person"
            | "girl"
            | "boy"
            | "couple"
            | "parents"
            | "twins"
            | "policeman"
            | "serviceman"
            | "fisherman"
            | "gunman"
            | "baby"
            | "elderly"
            | "national"
            | "wife"
            | "priest"
    ) || !(word.ends_with('s')
        || matches!(
            word,
            "people"
                | "men"
                | "women"
                | "children"
                | "troops"
                | "police"
                | "personnel"
                | "crew"
                | "others"
                | "policemen"
                | "servicemen"
                | "fishermen"
                | "gunmen"
                | "family"
                | "youth"
                | "aid"
                | "humanitarian"
                | "hitmen"
        ))
}

/// "Olena Hrytsenko, 51, died": one person by name, between the commas at `open` and `close`.
fn is_named_age(reading: &Reading<'_>, open: usize, close: usize) -> bool {
    open + 2 == close
        && reading.prose.tokens[open + 1].kind == TokenKind::Number
        && reading.prose.tokens[open - 1].capital
}

fn is_subject_break(word: &str) -> bool {
    matches!(
        word,
        ";" | ":"
            | "\""
            | "."
            | "("
            | "that"
            | "when"
            | "after"
            | "while"
            | "but"
            | "which"
            | "if"
            | "because"
    )
}

/// "including six officials": a part of a number told before.
fn is_subset(reading: &Reading<'_>, quantity: &Quantity) -> bool {
    let before = |back: usize| reading.before(quantity.first, back);
    before(1) == "including" || before(1) == "of" && before(2) == "including"
}

/// The count or single person that stands before a passive or intransitive head.
pub fn subject(reading: &Reading<'_>, head: usize, start: usize) -> Option<(Count, bool, usize)> {
    let mut at = head;
    let mut person = None;
    let mut steps = 0;
    while at > start && steps < 26 {
        at -= 1;
        steps += 1;
        let word = reading.word(at);
        if matches!(word, "," | ")" | "-") {
            // "eight people, including six officials, were killed"; "Olena, 51, died"
            if let Some(open) = parenthesis(reading, at, start) {
                if word == "," && open > start && is_named_age(reading, open, at) {
                    return Some((ONE, false, open - 1));
                }
                at = open;
                continue;
            }
            if word == "-" {
                continue;
            }
            return None;
        }
        if is_subject_break(word) {
            return None;
        }
        if reading.is(at, class::KILL | class::HURT) && word != "dead" {
            // "two killed and three wounded": each head has its own count, unless joined: "killed or injured"
            if !matches!(reading.word(at + 1), "or" | "and" | ",") || reading.is(at + 2, class::PERSON) {
                return None;
            }
            continue;
        }
        if let Some(quantity) = quantity_ending(reading, at, start) {
            if is_subset(reading, &quantity) {
                at = quantity.first.saturating_sub(1).max(start);
                continue;
            }
            return subject_quantity(reading, &quantity, head, person);
        }
        if reading.is(at, class::PERSON) && person.is_none() {
            person = Some(at);
            continue;
        }
        if reading.is(at, class::NOT_PERSON) && person.is_none() && !is_age(reading, at) {
            return None;
        }
        if let Some(noun) = person
            && matches!(word, "a" | "an" | "the" | "his" | "her" | "their" | "another")
        {
            let singular =
                is_singular(reading.word(noun)) && (word != "the" || is_definite_victim(reading, noun));
            return singular.then(|| (one_or_two(reading, at, noun), word == "another", at));
        }
    }
    None
}

/// "the man", "the driver": one; "the family" is not counted.
pub fn is_definite_victim(reading: &Reading<'_>, noun: usize) -> bool {
    !matches!(reading.word(noun), "minister" | "official" | "general" | "leader" | "commander" | "elderly")
}

pub fn subject_quantity(
    reading: &Reading<'_>,
    quantity: &Quantity,
    head: usize,
    person: Option<usize>,
) -> Option<(Count, bool, usize)> {
    let noun = (quantity.end..head)
        .find(|at| reading.is(*at, class::PERSON | class::NOT_PERSON) && !is_age(reading, *at));
    let people = noun.is_none() || (quantity.end..head).any(|at| reading.is(at, class::PERSON));
    if !people {
        return None;
    }
    if quantity.article {
        let singular = person.is_none_or(|at| is_singular(reading.word(at)));
        return singular.then_some((ONE, false, quantity.first));
    }
    // A bare number far from the verb with no people between is likely something else.
    if noun.is_none() && head - quantity.end > 5 {
        return None;
    }
    Some((count_of(quantity), quantity.additional, quantity.first))
}

/// The quantity whose last token is `at`.
pub fn quantity_ending(reading: &Reading<'_>, at: usize, start: usize) -> Option<Quantity> {
    for back in 0..4 {
        let first = at.checked_sub(back).filter(|first| *first >= start)?;
        if let Some(quantity) = numbers::read_at(&reading.words, reading.prose, first) {
            if quantity.end == at + 1 {
                // A longer number may begin before: "twenty-seven", "three hundred and twelve".
                let longer = (1..7)
                    .rev()
                    .filter_map(|more| first.checked_sub(more))
                    .filter(|first| *first >= start)
                    .find_map(|first| {
                        numbers::read_at(&reading.words, reading.prose, first)
                            .filter(|longer| longer.end == at + 1 && longer.first <= first)
                    });
                return Some(longer.unwrap_or(quantity));
            }
            return None;
        }
    }
    None
}

/// If the mark at `close` ends an inserted phrase (", including six officials,", "(two)"), the index of its opening.
pub fn parenthesis(reading: &Reading<'_>, close: usize, start: usize) -> Option<usize> {
    let opening = if reading.word(close) == ")" { "(" } else { "," };
    if reading.word(close) == "-" {
        return None;
    }
    let from = close.saturating_sub(22).max(start);
    (from..close).rev().find(|at| reading.word(*at) == opening)
}
