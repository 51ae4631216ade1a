//! Single people of a sentence: by their noun, by name, by title or by age.

use super::Count;
use super::lexicon::class;
use super::people::{Group, Noun, Who, count_of, group, is_singular, noun};
use super::reading::Reading;
use crate::text::TokenKind;
use crate::text::numbers;

/// "year" and "old" in "9-year-old".
pub(super) fn is_age_word(reading: &Reading<'_>, at: usize) -> bool {
    match reading.word(at) {
        "year" | "years" | "month" | "months" => (at + 1..at + 3).any(|next| reading.word(next) == "old"),
        "old" => true,
        _ => false,
    }
}

/// "19-year-old volunteer", "34-year-old Angela Bolonz".
pub(super) fn with_age(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    if !numbers::is_age_at(&reading.words, reading.prose, at) {
        return None;
    }
    match noun(reading, at, end) {
        Noun::Person(noun) if is_singular(reading, noun) => {
            Some(group(at, noun + 1, Count::exactly(1), Some(noun), reading))
        }
        Noun::Open(past) if past > at + 4 => Some(group(at, past, Count::exactly(1), None, reading)),
        _ => None,
    }
}

/// Second to tenth.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 9] =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    (2..).zip(WORDS).find(|(_, ordinal)| *ordinal == word).map(|(nth, _)| nth)
}

/// "the defence minister", "the commander": people who are spoken of for other reasons; "the elderly": a class of people.
fn is_office(reading: &Reading<'_>, from: usize, noun: usize) -> bool {
    reading.is(noun, class::NO_ONE_TOLD)
        || (from..=noun).any(|at| matches!(reading.word(at), "first" | "only" | "last"))
}

/// "women aged 69, 75 and 76", "two brothers": a plural noun whose ages say how many.
pub(super) fn ages_of_several(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    let aged =
        (at + 1..end.min(at + 3)).find(|aged| matches!(reading.word(*aged), "aged" | "ages" | "of"))?;
    if !reading.is(at, class::PERSON) || is_singular(reading, at) {
        return None;
    }
    let (ages, past) = ages(reading, aged + 1, end);
    // "women of 68 and 76 years", not "men of 12 villages".
    let of = reading.word(aged) == "of";
    (ages > 1 && (!of || matches!(reading.word(past), "years" | "year")))
        .then(|| group(at, past, Count::exactly(ages), Some(at), reading))
}

/// The number of ages in the list that begins at `from`, and the index past it; a range of ages counts nobody: "aged 19 to 27".
pub(super) fn ages(reading: &Reading<'_>, from: usize, end: usize) -> (u32, usize) {
    let (mut ages, mut past, mut range) = (0, from, false);
    for at in from..end.min(from + 16) {
        if reading.prose.tokens[at].kind == TokenKind::Number {
            ages += 1;
            past = at + 1;
        } else if matches!(reading.word(at), "to" | "from" | "between") {
            range = true;
        } else if !matches!(reading.word(at), "," | "and" | "-") {
            break;
        }
    }
    (if range { 0 } else { ages }, past)
}

/// "a woman", "his wife", "an elderly man", "a couple", "a family of four", "a group of ten tourists".
pub(super) fn single(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    let word = reading.word(at);
    if !matches!(word, "a" | "an" | "his" | "her" | "their" | "the" | "its" | "one" | "our" | "my") {
        return None;
    }
    if reading.is(at + 1, class::COMPANY)
        && reading.word(at + 2) == "of"
        && let Some(quantity) = numbers::read_at(&reading.words, reading.prose, at + 3)
    {
        let past = match noun(reading, quantity.end, end) {
            Noun::Person(noun) => noun + 1,
            Noun::Open(past) if past == quantity.end => past,
            _ => return None,
        };
        return Some(Group { bound: quantity.bound, ..group(at, past, count_of(&quantity), None, reading) });
    }
    let person = |at: usize| matches!(noun(reading, at, end), Noun::Person(noun) if noun == at);
    if let Some(nth) = ordinal(reading.word(at + 1)).filter(|_| word != "the" || person(at + 2))
        && !matches!(reading.word(at + 2), "of" | "time" | "day" | "later")
    {
        let past = match noun(reading, at + 2, end) {
            Noun::Person(noun) if is_singular(reading, noun) => noun + 1,
            Noun::Open(past) if past == at + 2 => past,
            _ => return None,
        };
        return Some(Group { nth: Some(nth), ..group(at, past, Count::exactly(1), None, reading) });
    }
    if let Some(group) = the_other(reading, at) {
        return Some(group);
    }
    let found = noun(reading, at + 1, end);
    let Noun::Person(noun) = village_head(reading, at + 1, found) else { return None };
    let pair = matches!(reading.word(noun), "couple" | "parents" | "twins");
    // "killing the governor and his son", "the governor was wounded"
    let victim = at > 0 && reading.is(at - 1, class::KILL | class::HURT)
        || reading.is(noun + 1, class::BE) && reading.is(noun + 2, class::KILL | class::HURT);
    let indefinite = matches!(word, "the" | "its") && !pair && !victim;
    if !pair && !is_singular(reading, noun) || indefinite && is_office(reading, at + 1, noun) {
        return None;
    }
    // "her parents and brother": three
    let first = if pair { 2 } else { 1 };
    if let Some(second) = second_of_pair(reading, noun + 1, end) {
        return Some(Group {
            who: Who::Open,
            ..group(at, second + 1, Count::exactly(first + 1), Some(noun), reading)
        });
    }
    Some(group(at, noun + 1, Count::exactly(first), Some(noun), reading))
}

/// "the pair died"; "one died, the second lost a foot", "the other is in hospital": one person of those spoken of, right before a verb.
fn the_other(reading: &Reading<'_>, at: usize) -> Option<Group> {
    let other = reading.word(at) == "the" && matches!(reading.word(at + 1), "second" | "third" | "other");
    let verb = reading.is(at + 2, class::BE | class::AUX | class::KILL | class::HURT)
        || reading.is(at + 2, class::SUFFERED);
    let pair = reading.word(at) == "the" && matches!(reading.word(at + 1), "pair" | "duo" | "trio");
    let count = if !pair {
        1
    } else if reading.word(at + 1) == "trio" {
        3
    } else {
        2
    };
    ((other || pair) && verb).then(|| group(at, at + 2, Count::exactly(count), None, reading))
}

/// "a village head", "the ward chief": people by an office that is a word of much else by itself.
fn village_head(reading: &Reading<'_>, from: usize, found: Noun) -> Noun {
    let local = |at: usize| reading.is(at, class::LOCAL);
    let head = (from + 1..from + 3)
        .find(|at| matches!(reading.word(*at), "head" | "chief" | "secretary") && local(at - 1));
    head.map_or(found, Noun::Person)
}

/// "a brother and sister", "a father and son": the second of two that share one article.
fn second_of_pair(reading: &Reading<'_>, and: usize, end: usize) -> Option<usize> {
    let first = and + 1;
    let bare = reading.word(and) == "and"
        && first < end
        && !reading.prose.tokens[first].capital
        && !reading.is(first, class::KILL | class::HURT | class::NUMBER_WORD | class::AUX)
        && !reading.is(first, class::STOP);
    match noun(reading, first, end) {
        Noun::Person(second) if bare && second <= first + 2 && is_singular(reading, second) => Some(second),
        _ => None,
    }
}

/// "Pavlo Melnyk, 14,", "Olena Hrytsenko (51)", "Mohd Abrar was killed", "Sgt. Ali Otto": people by name.
pub(super) fn named(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    let is_name = |at: usize| is_name(reading, at, end);
    // "On Monday Ali Otto was shot": the day is no part of the name.
    let day = || reading.dates_in(at.saturating_sub(6)..at).any(|date| date.end == at);
    if !is_name(at) || at > 0 && is_name(at - 1) && !reading.prose.tokens[at - 1].all_caps && !day() {
        return None;
    }
    // "Sgt. Michael Otto"
    let ranked = reading.word(at + 1) == "." && reading.word(at).len() <= 4 && is_name(at + 2);
    let mut past = at + 1 + usize::from(ranked);
    while past < at + 4 + usize::from(ranked) && is_name(past) {
        past += 1;
    }
    // "Ali “Lion” Otto"
    let quote = |at: usize| {
        matches!(reading.word(at), "\"" | "\u{201c}" | "\u{201d}" | "'" | "\u{2018}" | "\u{2019}")
    };
    if quote(past) && is_name(past + 1) && quote(past + 2) && is_name(past + 3) {
        past += 4;
    }
    // "Ali Otto, was shot"
    let comma = reading.word(past) == "," && reading.word(past + 1) == "was";
    let open = if comma { "was" } else { reading.word(past) };
    let age = past + 1;
    let number = age < end
        && reading.prose.tokens[age].kind == TokenKind::Number
        && reading.word(age).len() <= 2
        && matches!(open, "," | "(");
    // "Peter Otto, 37 died"
    let told = matches!(reading.word(age + 1), "was" | "died" | "dies") || reading.is(age + 1, class::KILL);
    let closed = told || matches!(reading.word(age + 1), "," | "." | ")" | "and" | ";" | "");
    if number && closed {
        return Some(group(at, age + 1, Count::exactly(1), None, reading));
    }
    let place = reading.prose.tokens[at].span.join(reading.prose.tokens[past - 1].span);
    // "killed Samir Haddad, his wife and ..."
    let taken = at > 0
        && reading.is(at - 1, class::KILL | class::HURT)
        && matches!(open, "," | "." | "and" | "in" | "near" | "on" | "of");
    let beside = (taken || matches!(open, "was" | "died" | "," | "." | "and")) && past - at >= 2;
    let foreign = reading.toponyms.partition_point(|toponym| toponym.span.end <= place.start);
    let is_place = reading.toponyms.get(foreign).is_some_and(|toponym| toponym.span.overlaps(place));
    let office = (at..past).any(|index| reading.is(index, class::OFFICIAL | class::TITLE));
    // A name without an age is a victim only right beside its verb.
    let apposed = open == "," && matches!(reading.word(past + 1), "the" | "a" | "an" | "who" | "whose");
    let apposed = apposed && reading.any(past..end.min(past + 25), class::KILL | class::HURT);
    let verb = apposed
        || taken
        || (open == "was" || reading.is(past, class::KILL))
            && reading.any(past..end.min(past + 4 + usize::from(comma)), class::KILL | class::HURT);
    (beside && verb && !is_place && !office).then(|| group(at, past, Count::exactly(1), None, reading))
}

/// "shot dead a tax collector at a market", "assassinated an anaesthetist": one person by a noun that no list has, right behind words
/// for what is done to people only.
pub(super) fn unlisted(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    /// Words of the noun.
    const MOST: usize = 4;
    let slain = match reading.before(at, 1) {
        "dead" => matches!(reading.before(at, 2), "shot" | "shoot" | "shoots" | "stabbed" | "gunned"),
        "down" => matches!(reading.before(at, 2), "gunned" | "mowed" | "mown" | "guns"),
        "assassinated" | "murdered" | "beheaded" | "lynched" => true,
        _ => false,
    };
    if !slain || !matches!(reading.word(at), "a" | "an") {
        return None;
    }
    let ends = |at: usize| {
        at == end
            || matches!(
                reading.word(at),
                "at" | "in"
                    | "on"
                    | "near"
                    | "outside"
                    | "from"
                    | "of"
                    | "who"
                    | "as"
                    | "and"
                    | "while"
                    | "during"
                    | "inside"
                    | ","
                    | "."
            )
    };
    let past = (at + 2..=end.min(at + 2 + MOST)).find(|&past| ends(past))?;
    let noun = |at: usize| {
        !reading.prose.tokens[at].capital
            && !reading
                .is(at, class::KILL | class::HURT | class::NOT_PERSON | class::FACILITY | class::VEHICLE)
    };
    (at + 1..past).all(noun).then(|| group(at, past, Count::exactly(1), Some(past - 1), reading))
}

/// A capitalised word that no list has.
fn is_name(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    const LISTED: super::lexicon::Class = class::PERSON
        | class::MILITARY
        | class::ARMED_GROUP
        | class::NOT_PERSON
        | class::FACILITY
        | class::KIND_WORD
        | class::SPEECH
        | class::KILL
        | class::HURT
        | class::BE;
    at < end
        && reading.prose.tokens[at].capital
        && reading.prose.tokens[at].kind == TokenKind::Word
        && !reading.is(at, LISTED)
        && !reading.is(at, class::STOP)
}

/// "farmer Mohammad Sadiq", "uncle Pavlo Melnyk": one person by noun and name.
pub(super) fn titled(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    let singular = reading.is(at, class::PERSON) && is_singular(reading, at);
    let office = reading.is(at, class::OFFICIAL | class::TITLE);
    let name = (at + 1..end.min(at + 4)).take_while(|at| is_name(reading, *at, end)).count();
    (singular && !office && name >= 1).then(|| group(at, at + 1, Count::exactly(1), Some(at), reading))
}

/// "killing General Ali Otto", "killed Hezbollah commander Ali Otto": one person by office and name, right behind the verb.
pub(super) fn officer(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    /// Words before the name.
    const MOST: usize = 5;
    let taken = at > 0 && reading.is(at - 1, class::KILL | class::HURT);
    let office = |at: usize| reading.is(at, class::OFFICIAL | class::TITLE) && is_singular(reading, at);
    let last = (at..end.min(at + MOST)).filter(|_| taken).take_while(|&next| {
        office(next)
            || reading.prose.tokens[next].capital
            || reading.is(next, class::DEMONYM)
            || reading.is(next, class::ATTRIBUTE)
    });
    let last = last.filter(|&next| office(next)).last()?;
    let name = (last + 1..end.min(last + 4)).take_while(|&next| is_name(reading, next, end)).count();
    (name >= 1).then(|| group(at, last + 1 + name, Count::exactly(1), None, reading))
}

/// "constables Irfan and Said Badshah", "brothers Ali, Omar and Zaid": people by a noun for several and their names, which count them.
pub(super) fn titled_several(reading: &Reading<'_>, at: usize, end: usize) -> Option<Group> {
    const MOST: usize = 14;
    let several = reading.is(at, class::PERSON | class::ROLE_POLICE | class::ROLE_SOLDIER);
    if !several || is_singular(reading, at) || reading.is(at, class::OFFICIAL | class::TITLE) {
        return None;
    }
    let name = |at: usize| {
        let from = reading.prose.tokens.get(at).map_or(0, |token| token.span.start);
        let place = reading.toponyms.partition_point(|toponym| toponym.span.end <= from);
        let place = reading.toponyms.get(place).is_some_and(|toponym| toponym.span.start <= from);
        // "Said Badshah"
        let said = at + 1 < end
            && reading.prose.tokens[at].capital
            && reading.is(at, class::SPEECH)
            && is_name(reading, at + 1, end);
        (is_name(reading, at, end) || said) && !place
    };
    let (mut names, mut past, mut next) = (0, at + 1, at + 1);
    while next < end.min(at + MOST) && name(next) {
        past = (next..end).find(|at| !name(*at)).unwrap_or(end);
        names += 1;
        let link = usize::from(reading.word(past) == ",");
        let and = usize::from(reading.word(past + link) == "and");
        next = past + link + and;
        if link + and == 0 {
            break;
        }
    }
    (names > 1).then(|| group(at, past, Count::exactly(names), Some(at), reading))
}

/// "Woman killed in shelling", "Child, man killed": nouns without article, in headlines and at the head of a sentence.
pub(super) fn headline_single(
    reading: &Reading<'_>,
    at: usize,
    (start, end): (usize, usize),
) -> Option<Group> {
    let sentence = reading.sentence(reading.prose.tokens[at].sentence);
    let opens = at == start || matches!(reading.before(at, 1), ";" | "," | "and" | ":" | "\"" | "." | "-");
    if !opens || !(sentence.heading || at == start) || !reading.prose.tokens[at].capital && at == start {
        return None;
    }
    let Noun::Person(noun) = noun(reading, at, end.min(at + 5)) else { return None };
    let plain = !reading.is(noun, class::ATTRIBUTE);
    (is_singular(reading, noun) && plain).then(|| group(at, noun + 1, Count::exactly(1), Some(noun), reading))
}

/// Past ", a former mayor" behind a name, up to the mark or preposition that closes it; a list goes on with "and" without a comma.
fn past_office(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
    const MOST: usize = 7;
    let named = from > 0 && reading.prose.tokens[from - 1].capital;
    if !named || reading.word(from) != "," || !matches!(reading.word(from + 1), "a" | "an" | "the") {
        return None;
    }
    let Noun::Person(noun) = noun(reading, from + 2, end) else { return None };
    let past = (noun + 1..end.min(noun + MOST)).find(|&at| {
        matches!(reading.word(at), "," | "." | "in" | "at" | "on" | "near" | "who" | "and" | ";")
            || reading.is(at, class::BE | class::AUX | class::KILL | class::HURT | class::SPEECH)
    })?;
    (is_singular(reading, noun)
        && matches!(reading.word(past), "," | "." | "in" | "at" | "on" | "near" | "who"))
    .then_some(past)
}

/// Past a name and an age behind a group: "his wife Olha", "a man, 45,", "(62)", "aged 40 and 50".
pub(super) fn past_apposition(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    if let Some(past) = past_office(reading, from, end) {
        return past;
    }
    let named = (from..end.min(from + 3)).take_while(|at| is_name(reading, *at, end)).count();
    let from = from + named;
    let number = |at: usize| {
        at < end && reading.prose.tokens[at].kind == TokenKind::Number && reading.word(at).len() <= 3
    };
    let year = |at: usize| {
        at < end && reading.prose.tokens[at].kind == TokenKind::Number && reading.word(at).len() == 4
    };
    match reading.word(from) {
        // "a man born in 1960 and a woman born in 1972"
        "born" if reading.word(from + 1) == "in" && year(from + 2) => from + 3,
        "aged" | "ages" => ages(reading, from + 1, end).1.max(from),
        // "three brothers, aged 8, 10 and 13, died"
        "," if matches!(reading.word(from + 1), "aged" | "ages") => {
            let past = ages(reading, from + 2, end).1.max(from);
            past + usize::from(past > from && reading.word(past) == ",")
        }
        "(" if number(from + 1) && reading.word(from + 2) == ")" => from + 3,
        // "two women, 34 and 56 years old, and"
        "," if number(from + 1) && reading.word(from + 2) == "and" && number(from + 3) => {
            let past = from + 4;
            let old = matches!(reading.word(past), "years" | "year") && reading.word(past + 1) == "old";
            let past = if old { past + 2 } else { past };
            past + usize::from(reading.word(past) == ",")
        }
        "," if number(from + 1) && matches!(reading.word(from + 2), "," | "and" | ".") => {
            from + if reading.word(from + 2) == "," { 3 } else { 2 }
        }
        _ => from,
    }
}
