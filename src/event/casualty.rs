//! How many people a sentence says were killed or hurt, in every phrasing: counts, single people, stated zeros.

use super::lexicon::class;
use super::reading::Reading;
use super::{Casualties, Count};
use crate::text::numbers::{self, Quantity};
use crate::text::{Span, TokenKind};

/// What befell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Killed or injured: "no casualties".
    Either,
}

/// One statement of a number of victims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toll {
    /// What befell them.
    pub harm: Harm,
    /// How many.
    pub count: Count,
    /// True for "two more", "another": to be added to what was told before.
    pub additional: bool,
    /// Index of the token that tells the harm.
    pub head: usize,
    /// The words.
    pub span: Span,
}

const NONE: Count = Count { low: Some(0), best: Some(0), high: Some(0) };
const ONE: Count = Count { low: Some(1), best: Some(1), high: Some(1) };

fn count_of(quantity: &Quantity) -> Count {
    Count { low: quantity.low, best: quantity.best, high: quantity.high }
}

/// The tolls of one sentence, in order of their heads.
#[must_use]
pub fn tolls(reading: &Reading<'_>, sentence: usize) -> Vec<Toll> {
    let bounds = reading.sentence(sentence);
    let (start, end) = (bounds.first_token, bounds.end_token);
    let mut tolls: Vec<Toll> = Vec::new();
    for head in start..end {
        let toll = zero(reading, start, end, head).or_else(|| {
            if let Some(toll) = bodies(reading, start, end, head) {
                return Some(toll);
            }
            let harm = if reading.is(head, class::KILL) {
                Harm::Killed
            } else if reading.is(head, class::HURT) {
                Harm::Injured
            } else {
                return None;
            };
            counted(reading, (start, end), head, harm)
        });
        let Some(toll) = toll else { continue };
        if reading.is_quoted(head) && is_doubted(reading, start, head) {
            continue;
        }
        tolls.push(toll);
    }
    tolls
}

/// "found the body of a man", "eight bodies were recovered", "taken to hospital".
fn bodies(reading: &Reading<'_>, start: usize, end: usize, head: usize) -> Option<Toll> {
    let toll = |harm: Harm, count: Count, first: usize| {
        let span =
            reading.prose.tokens[first.min(head)].span.join(reading.prose.tokens[first.max(head)].span);
        Some(Toll { harm, count, additional: false, head, span })
    };
    let around = head.saturating_sub(6).max(start)..end.min(head + 12);
    let found = || {
        around.clone().any(|at| {
            matches!(
                reading.word(at),
                "found" | "recovered" | "discovered" | "pulled" | "retrieved" | "extracted" | "removed"
            )
        })
    };
    match reading.word(head) {
        "body" if found() && matches!(reading.before(head, 1), "the" | "a" | "one") => {
            toll(Harm::Killed, ONE, head)
        }
        "bodies" if found() => {
            if let Some((count, _, last)) = of_people(reading, head, end) {
                return toll(Harm::Killed, count, last);
            }
            let quantity = quantity_ending(reading, head.checked_sub(1)?, start)?;
            toll(Harm::Killed, count_of(&quantity), quantity.first)
        }
        "hospital" => {
            let to = head.saturating_sub(4).max(start)..head;
            let verb = to.clone().find(|at| {
                matches!(
                    reading.word(*at),
                    "taken" | "rushed" | "admitted" | "brought" | "sent" | "transferred"
                )
            })?;
            let (count, _, first) = subject(reading, verb, start)?;
            toll(Harm::Injured, count, first)
        }
        _ => None,
    }
}

/// "if anyone dies", "could be killed", "more would have died".
fn is_doubted(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    (head.saturating_sub(5).max(start)..head).any(|at| {
        matches!(
            reading.word(at),
            "could" | "might" | "would" | "may" | "if" | "will" | "can" | "should" | "to"
        )
    })
}

/// "no casualties", "no one was injured", "there were no injuries", "without casualties".
fn zero(reading: &Reading<'_>, start: usize, end: usize, head: usize) -> Option<Toll> {
    let word = reading.word(head);
    let harm = match word {
        "casualties" | "victims" | "casualty" => Harm::Either,
        "injuries" | "injured" | "hurt" | "wounded" | "harmed" => Harm::Injured,
        "deaths" | "fatalities" | "killed" | "died" | "dead" => Harm::Killed,
        _ => return None,
    };
    let from = head.saturating_sub(8).max(start);
    let denied = (from..head)
        .rev()
        .find(|at| matches!(reading.word(*at), "no" | "nobody" | "none" | "without" | "not" | "ruled"))?;
    let between = denied + 1..head;
    // "no one was injured", "no reports of injuries", "not injured"; not "no doubt that two were injured"
    let clean = between.clone().all(|at| {
        reading.is(at, class::BE | class::AUX | class::PERSON | class::KILL | class::HURT)
            || matches!(
                reading.word(at),
                "one"
                    | "reports"
                    | "report"
                    | "of"
                    | "any"
                    | "or"
                    | "reported"
                    | "immediate"
                    | "information"
                    | "about"
                    | "was"
                    | "were"
                    | "civilian"
                    | "dead"
                    | "on"
                    | "there"
                    | "the"
                    | "human"
                    | "so"
                    | "far"
                    | "among"
                    | "personnel"
                    | "damage"
                    | "people"
                    | "been"
                    | "confirmed"
                    | "data"
                    | ","
                    | "had"
                    | "have"
                    | "body"
                    | "and"
                    | "serious"
                    | "military"
                    | "at"
                    | "immediately"
                    | "residents"
                    | "no"
                    | "cause"
                    | "out"
                    | "suffered"
            )
    });
    let word_not = reading.word(denied) == "not";
    if !clean || word_not && !between.clone().any(|at| reading.word(at) == "any") && head > denied + 2 {
        return None;
    }
    let also_dead = between.clone().any(|at| reading.is(at, class::KILL))
        || (head + 1..end.min(head + 4)).any(|at| reading.is(at, class::KILL));
    let also_hurt = between.clone().any(|at| reading.is(at, class::HURT))
        || (head + 1..end.min(head + 4))
            .any(|at| matches!(reading.word(at), "injuries" | "injured" | "wounded"));
    let harm = match harm {
        Harm::Injured if also_dead => Harm::Either,
        Harm::Killed if also_hurt => Harm::Either,
        other => other,
    };
    Some(Toll {
        harm,
        count: NONE,
        additional: false,
        head,
        span: reading.prose.tokens[denied].span.join(reading.prose.tokens[head].span),
    })
}

fn is_present_participle(word: &str) -> bool {
    word.ends_with("ing")
}

/// A head with a count or a single person beside it.
fn counted(reading: &Reading<'_>, (start, end): (usize, usize), head: usize, harm: Harm) -> Option<Toll> {
    let word = reading.word(head);
    if is_doubted(reading, start, head) && !matches!(reading.before(head, 1), "to") {
        return None;
    }
    let harm = if matches!(word, "burned" | "burns") && !near_person(reading, head, start, end) {
        return None;
    } else {
        harm
    };
    let toll = |count: Count, additional: bool, first: usize, last: usize| {
        let (low, high) = (first.min(head), last.max(head));
        let span = reading.prose.tokens[low].span.join(reading.prose.tokens[high].span);
        Some(Toll { harm, count, additional, head, span })
    };
    let passive = (head.saturating_sub(3).max(start)..head).any(|at| reading.is(at, class::BE));
    let active = is_present_participle(word)
        || matches!(word, "kills" | "kill" | "injures" | "injure" | "wounds")
        || (matches!(
            word,
            "killed" | "injured" | "wounded" | "murdered" | "executed" | "beheaded" | "hurt" | "hospitalized"
        ) && !passive);
    let noun = matches!(
        word,
        "deaths"
            | "death"
            | "injuries"
            | "injury"
            | "fatalities"
            | "wounds"
            | "concussions"
            | "concussion"
            | "burns"
            | "toll"
    );
    if noun {
        if let Some((count, additional, first)) = of_people(reading, head, end) {
            return toll(count, additional, head, first);
        }
    } else if active && let Some((count, additional, last)) = object(reading, head + 1, end) {
        return toll(count, additional, head, last);
    }
    if word == "death" || word == "toll" || word == "dying" {
        return None;
    }
    let (count, additional, first) = subject(reading, head, start)?;
    toll(count, additional, first, head)
}

fn near_person(reading: &Reading<'_>, head: usize, start: usize, end: usize) -> bool {
    reading.any(head.saturating_sub(4).max(start)..end.min(head + 5), class::PERSON)
}

/// "the death of a woman", "deaths of three officers", "injuries to two others".
fn of_people(reading: &Reading<'_>, head: usize, end: usize) -> Option<(Count, bool, usize)> {
    let link = reading.word(head + 1);
    if !matches!(link, "of" | "to" | "among" | "for") {
        return None;
    }
    object(reading, head + 2, end)
}

/// The count or single person that begins at `at`: "two people", "at least 13", "a woman", "his wife".
fn object(reading: &Reading<'_>, at: usize, end: usize) -> Option<(Count, bool, usize)> {
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
fn named_with_age(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
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
fn one_or_two(reading: &Reading<'_>, first: usize, last: usize) -> Count {
    if (first..=last).any(|at| matches!(reading.word(at), "couple" | "parents" | "twins")) {
        return Count::exactly(2);
    }
    ONE
}

/// After a count: people, or nothing that is no person. Returns the index of the last token looked at.
fn people_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
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
fn is_age(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "year" | "years" | "month" | "months")
        && (at + 1..at + 3).any(|next| reading.word(next) == "old")
}

/// "a woman", "his wife", "an elderly man", "19-year-old volunteer": index of the noun.
fn single(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
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

fn is_singular(word: &str) -> bool {
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

/// The count or single person that stands before a passive or intransitive head.
fn subject(reading: &Reading<'_>, head: usize, start: usize) -> Option<(Count, bool, usize)> {
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
                // "Olena Hrytsenko, 51, died": one person by name.
                let age = open + 2 == at && reading.prose.tokens[open + 1].kind == TokenKind::Number;
                let named = open > start && reading.prose.tokens[open - 1].capital;
                if age && named && word == "," {
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
        if matches!(
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
        ) {
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
            if reading.before(quantity.first, 1) == "including"
                || reading.before(quantity.first, 1) == "of"
                    && reading.before(quantity.first, 2) == "including"
            {
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
fn is_definite_victim(reading: &Reading<'_>, noun: usize) -> bool {
    !matches!(reading.word(noun), "minister" | "official" | "general" | "leader" | "commander" | "elderly")
}

fn subject_quantity(
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
fn quantity_ending(reading: &Reading<'_>, at: usize, start: usize) -> Option<Quantity> {
    for back in 0..4 {
        let first = at.checked_sub(back).filter(|first| *first >= start)?;
        if let Some(quantity) = numbers::read_at(&reading.words, reading.prose, first) {
            if quantity.end == at + 1 {
                // A longer number may begin before: "twenty-seven".
                let longer = (1..3)
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
fn parenthesis(reading: &Reading<'_>, close: usize, start: usize) -> Option<usize> {
    let opening = if reading.word(close) == ")" { "(" } else { "," };
    if reading.word(close) == "-" {
        return None;
    }
    let from = close.saturating_sub(22).max(start);
    (from..close).rev().find(|at| reading.word(*at) == opening)
}

/// Adds a toll to what is known of an event.
pub fn add(casualties: &mut Casualties, toll: &Toll, text: &str) {
    let words = crate::text::slice(text, toll.span);
    match &mut casualties.text {
        Some(known) if known.contains(words) => {}
        Some(known) => {
            known.push_str(" … ");
            known.push_str(words);
        }
        None => casualties.text = Some(words.to_owned()),
    }
    match toll.harm {
        Harm::Killed => put(&mut casualties.killed, toll),
        Harm::Injured => put(&mut casualties.injured, toll),
        Harm::Either => {
            casualties.killed.get_or_insert(NONE);
            casualties.injured.get_or_insert(NONE);
        }
    }
}

fn put(known: &mut Option<Count>, toll: &Toll) {
    let new = toll.count;
    *known = Some(match *known {
        Some(old) if toll.additional && old.low.is_some_and(|n| n > 0) => sum(old, new),
        Some(old) if old == NONE => new,
        Some(old) if new == NONE => old,
        Some(old) => rivals(old, new),
        None => new,
    });
}

fn sum(a: Count, b: Count) -> Count {
    let add = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.saturating_add(b));
    Count { low: add(a.low, b.low), best: add(a.best, b.best), high: add(a.high, b.high) }
}

/// Two accounts of one number: the first stands, and a higher one told later is the upper bound. A part told later
/// ("a woman died") does not lower a total.
#[must_use]
pub fn rivals(first: Count, later: Count) -> Count {
    if first.low.is_none() && later.low.is_some() {
        return later;
    }
    let most = |count: Count| count.high.or(count.best).or(count.low);
    let high = if most(later) > most(first) { most(later) } else { first.high };
    Count { high, ..first }
}
