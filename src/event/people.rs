//! Groups of people in a sentence, each with its number: "at least two villagers", "a man", "Olena Hrytsenko, 51".

use super::Count;
use super::lexicon::class;
use super::named::{
    ages, ages_of_several, headline_single, is_age_word, named, officer, past_apposition, single, titled,
    titled_several, unlisted, with_age,
};
use super::reading::Reading;
use crate::text::TokenKind;
use crate::text::numbers::{self, Bound, Quantity};

/// What a group of people is known to be, as far as its noun says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The noun does not say.
    Open,
    /// A woman or girl.
    Female,
    /// A man or boy.
    Male,
}

/// Some people named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent sign of the words")]
pub struct Group {
    /// Index of the first token, hedge included.
    pub first: usize,
    /// Index past the last token; ages and names in apposition belong to it.
    pub end: usize,
    /// How many.
    pub count: Count,
    /// How the words bound the number.
    pub bound: Bound,
    /// True for "two more", "another", "five others".
    pub additional: bool,
    /// True for a part of a number told elsewhere: "including a child", "two of them".
    pub part: bool,
    /// True for a number alone: "two were killed".
    pub bare: bool,
    /// True where the words themselves say what befell them: "two dead people".
    pub harmed: bool,
    /// The noun that says who they are.
    pub noun: Option<usize>,
    /// Sex, where the noun tells it; two single people of different sex are two.
    pub who: Who,
    /// The place in a count for "a third victim": with that one they are three.
    pub nth: Option<u32>,
}

/// The noun that a run of words comes to.
pub(super) enum Noun {
    Person(usize),
    /// A thing, or nobody.
    Thing,
    /// No known noun; index past the last word looked at.
    Open(usize),
}

/// All groups of the tokens `start..end`, in order, without overlaps.
#[must_use]
pub fn groups(reading: &Reading<'_>, start: usize, end: usize) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut at = start;
    while at < end {
        let again = found
            .last()
            .and_then(|last| all_of_them(reading, at, last).or_else(|| as_many(reading, at, last)));
        match again.or_else(|| group_at(reading, at, (start, end))) {
            Some(group) if found.last().is_none_or(|last| last.end <= group.first) => {
                at = group.end.max(at + 1);
                found.push(group);
            }
            _ => at += 1,
        }
    }
    found
}

/// "Three traders came under fire; all of them were wounded": those who were counted before.
fn all_of_them(reading: &Reading<'_>, at: usize, last: &Group) -> Option<Group> {
    let told = matches!(reading.word(at), "all" | "both")
        && reading.word(at + 1) == "of"
        && matches!(reading.word(at + 2), "them" | "whom");
    // "six, all of them civilians": no clause of its own.
    let verb = reading.is(at + 3, class::BE | class::AUX | class::KILL | class::HURT)
        || reading.is(at + 3, class::SUFFERED);
    let told = told && verb;
    let several = last.count.low.is_some_and(|low| low > 1) && !last.part;
    (told && several)
        .then(|| Group { bound: last.bound, ..group(at, at + 3, last.count, last.noun, reading) })
}

/// "Three were killed and as many injured", "three policemen and an equal number of militants": the number told right before.
fn as_many(reading: &Reading<'_>, at: usize, last: &Group) -> Option<Group> {
    let words = (reading.word(at), reading.word(at + 1), reading.word(at + 2));
    let past = match words {
        ("as", "many", next) if next != "as" => at + 2,
        ("an", "equal", "number") => at + 3 + usize::from(reading.word(at + 3) == "of"),
        _ => return None,
    };
    let led = matches!(reading.before(at, 1), "and" | "while" | "with" | "," | "leaving");
    let end = match noun(reading, past, past + 4) {
        Noun::Person(noun) => noun + 1,
        _ => past,
    };
    (led && last.count.low.is_some() && !last.part).then(|| Group {
        bound: last.bound,
        bare: end == past,
        ..group(at, end, last.count, (end > past).then_some(end - 1), reading)
    })
}

fn group_at(reading: &Reading<'_>, at: usize, (start, end): (usize, usize)) -> Option<Group> {
    if reading.dates_in(at.saturating_sub(6)..at + 1).any(|date| at < date.end) {
        return None;
    }
    let mut group = counted(reading, at, (start, end))
        .or_else(|| with_age(reading, at, end))
        .or_else(|| single(reading, at, end))
        .or_else(|| ages_of_several(reading, at, end))
        .or_else(|| officer(reading, at, end))
        .or_else(|| unlisted(reading, at, end))
        .or_else(|| titled(reading, at, end))
        .or_else(|| titled_several(reading, at, end))
        .or_else(|| named(reading, at, end))
        .or_else(|| headline_single(reading, at, (start, end)))?;
    group.end = past_apposition(reading, group.end, end);
    group.end = past_age(reading, &group, end);
    and_others(reading, &mut group, end);
    let before = |back: usize| reading.before(group.first, back);
    group.part |= reading.is_before(group.first, 1, class::INCLUDING)
        || before(1) == "of" && matches!(before(2), "including" | "number")
        || matches!(before(1), "them" | "whom" | "those" | "-" | ":" | ",")
            && (before(2) == "among"
                || before(3) == "among"
                || before(2) == "of" && before(3) == ","
                || before(2) == "whom");
    Some(group)
}

/// Past the age of one person: "a boy of 12", "a man of about 40", not "a mother of 5 children".
fn past_age(reading: &Reading<'_>, group: &Group, end: usize) -> usize {
    let pair = group.count == Count::exactly(2) && group.noun.is_some() && reading.word(group.end) == "of";
    let (count, past) = ages(reading, group.end + 1, end);
    if pair && count == 2 && !reading.is(past, class::PERSON | class::NOT_PERSON) {
        // "a couple of 60 and 64"
        return past;
    }
    let age = group.end + 1 + usize::from(matches!(reading.word(group.end + 1), "about" | "around" | "some"));
    let aged = group.count == Count::exactly(1)
        && group.noun.is_some()
        && reading.word(group.end) == "of"
        && age < end
        && (reading.prose.tokens[age].kind == TokenKind::Number && reading.word(age).len() <= 2
            || reading.is(age, class::NUMBER_WORD) && !reading.is(age, class::VAGUE_COUNT))
        && (reading.is(age + 1, class::MEASURE)
            || !reading.is(age + 1, class::PERSON | class::NOT_PERSON | class::NUMBER_WORD));
    if aged {
        age + 1 + usize::from(reading.is(age + 1, class::MEASURE))
    } else {
        past_decade(reading, group)
    }
}

/// Past the decade of one person's age: "a man in his 40s", "a woman in her early thirties", "a boy in his teens".
fn past_decade(reading: &Reading<'_>, group: &Group) -> usize {
    let own = reading.word(group.end) == "in" && matches!(reading.word(group.end + 1), "his" | "her");
    let decade = |at: &usize| {
        let word = reading.word(*at);
        word == "teens" || word.ends_with("ties") || word.ends_with("0s")
    };
    let found = (group.end + 2..group.end + 5).find(decade).filter(|_| own);
    found.map_or(group.end, |at| at + 1)
}

/// "a commander and other rebels", "a guard and others": one at least beside those named; "and several other soldiers" is a
/// group of its own.
fn and_others(reading: &Reading<'_>, group: &mut Group, end: usize) {
    let (and, other) = (reading.word(group.end), reading.word(group.end + 1));
    let others = other == "others"
        || other == "other"
            && matches!(noun(reading, group.end + 2, end), Noun::Person(at) if !is_singular(reading, at));
    if and == "and" && others && group.count.best.is_some() && !group.part {
        let low = group.count.low.map(|low| low.saturating_add(1));
        group.count = Count { low, best: None, high: None };
        group.bound = Bound::AtLeast;
        group.end += 2;
    }
}

pub(super) fn group(
    first: usize,
    end: usize,
    count: Count,
    noun: Option<usize>,
    reading: &Reading<'_>,
) -> Group {
    Group {
        first,
        end,
        count,
        bound: Bound::Exact,
        additional: false,
        part: false,
        bare: false,
        harmed: noun.is_some_and(|noun| reading.any(first..noun, class::KILL | class::HURT)),
        noun,
        who: noun.map_or(Who::Open, |noun| who(reading, noun)),
        nth: None,
    }
}

fn who(reading: &Reading<'_>, noun: usize) -> Who {
    if reading.is(noun, class::FEMALE) {
        Who::Female
    } else if reading.is(noun, class::MALE) {
        Who::Male
    } else {
        Who::Open
    }
}

/// The least, best and greatest number that a hedged quantity stands for.
#[must_use]
pub fn count_of(quantity: &Quantity) -> Count {
    Count { low: quantity.low, best: quantity.best, high: quantity.high }
}

/// "Splinters hit cars. In one of them two women died": a car, not a victim.
fn is_held(reading: &Reading<'_>, first: usize) -> bool {
    matches!(reading.before(first, 1), "in" | "inside" | "on" | "at" | "near" | "from" | "outside" | "aboard")
}

/// "a couple of 60 and 64": two people and their ages.
fn is_pair_of_ages(reading: &Reading<'_>, of: usize) -> bool {
    reading.word(of) == "of"
        && reading.before(of, 1) == "couple"
        && reading.prose.tokens.get(of + 1).is_some_and(|age| age.kind == TokenKind::Number)
}

/// Past "a family", "the same family" behind "five of".
fn past_family(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let led = matches!(reading.word(at), "a" | "one" | "the" | "same");
    let family = (at + 1..at + 3).find(|at| matches!(reading.word(*at), "family" | "household"))?;
    led.then_some(family + 1)
}

/// "two people", "at least 13", "dozens of residents", "two of them", "a 9-year-old girl".
fn counted(reading: &Reading<'_>, at: usize, (start, end): (usize, usize)) -> Option<Group> {
    let quantity = numbers::read_at(&reading.words, reading.prose, at)?;
    let strong = reading.word(quantity.end) == "-" && reading.word(quantity.end + 1) == "strong";
    let counts = !matches!(reading.before(quantity.first, 1), "not" | "number" | "no");
    // "Three members of one family": the one is no victim.
    let kin = reading.word(quantity.end) == "family" && reading.before(quantity.first, 1) == "of";
    // "a baby of six months", "after two weeks"
    let kin = kin || reading.is(quantity.end, class::MEASURE);
    if quantity.end > end || strong || !counts || kin || is_pair_of_ages(reading, quantity.end) {
        return None;
    }
    let mut found = group(quantity.first.max(start), quantity.end, count_of(&quantity), None, reading);
    (found.bound, found.additional) = (quantity.bound, quantity.additional);
    let mut next = quantity.end;
    if reading.word(next) == "of" {
        if matches!(reading.word(next + 1), "them" | "whom" | "us") {
            if is_held(reading, quantity.first) {
                return None;
            }
            (found.part, found.end) = (true, next + 2);
            return Some(found);
        }
        let vague = reading.is(next - 1, class::ROUGH_COUNT);
        let held = matches!(
            reading.word(next + 1),
            "the" | "his" | "her" | "their" | "its" | "our" | "these" | "those"
        );
        let harmed = (next + 2..end.min(next + 3)).any(|at| {
            reading.is(at, class::KILL | class::HURT) || matches!(reading.word(at), "victims" | "casualties")
        });
        let own = matches!(reading.word(next + 1), "his" | "her" | "their");
        found.part = matches!(reading.word(next + 1), "these" | "those") || held && harmed && !own;
        if let Some(past) = past_family(reading, next + 1) {
            return Some(Group { end: past, ..found });
        }
        if !held && !vague {
            return None;
        }
        if held && reading.is(next + 2, class::HURT) && !reading.is(next + 3, class::PERSON) {
            // "three of the injured"
            found.end = next + 3;
            return Some(found);
        }
        next += if held { 2 } else { 1 };
    }
    match noun(reading, next, end) {
        Noun::Person(noun) if quantity.article && !is_singular(reading, noun) => None,
        Noun::Person(noun) => {
            (found.noun, found.who, found.end) = (Some(noun), who(reading, noun), noun + 1);
            found.harmed = reading.any(found.first..noun, class::KILL | class::HURT);
            Some(found)
        }
        Noun::Thing => None,
        Noun::Open(past) if past == quantity.end => {
            // Nothing but the number: "two were killed", "killing two".
            found.bare = true;
            (found.noun, found.end) = (None, past);
            Some(found)
        }
        // A noun that no list has counts only right beside its verb; the links look at that.
        Noun::Open(past) if past <= next + 3 && !quantity.article => {
            found.end = past;
            Some(found)
        }
        Noun::Open(past) => (quantity.article && past > quantity.end).then_some(Group { end: past, ..found }),
    }
}

/// The noun of a run of words that begins at `from`.
pub(super) fn noun(reading: &Reading<'_>, from: usize, end: usize) -> Noun {
    let person = |at: usize| at < end && reading.is(at, class::PERSON);
    let mut at = from;
    while at < end.min(from + 10) {
        let (word, token) = (reading.word(at), reading.prose.tokens[at]);
        let mark = token.kind == TokenKind::Mark && !(word == "-" && token.glued || word == "\"");
        // "21 others sustained injuries"
        let verb = matches!(
            word,
            "sustained" | "suffered" | "received" | "paid" | "remain" | "remained" | "remains"
        );
        if mark || verb || reading.is(at, class::STOP) || reading.is(at, class::BE) {
            return Noun::Open(at);
        }
        let hyphen = reading.word(at + 1) == "-" && reading.prose.tokens.get(at + 1).is_some_and(|t| t.glued);
        let next = at + 1 + usize::from(hyphen);
        if word == "personnel" && matches!(reading.word(at + 1), "carrier" | "carriers") {
            return Noun::Thing;
        }
        if token.kind == TokenKind::Possessive || is_age_word(reading, at) {
            at += 1;
        } else if matches!(word, "families" | "couples") {
            return Noun::Thing;
        } else if reading.is(at, class::PERSON | class::NOT_PERSON | class::FACILITY) {
            if person(next) {
                at = next;
            } else if owner(reading, at) {
                at += 2;
            } else if !person(at) {
                return Noun::Thing;
            } else {
                let thing = next < end && reading.is(next, class::NOT_PERSON | class::FACILITY);
                return if thing && !reading.is(next, class::TIME_UNIT) {
                    Noun::Thing
                } else {
                    Noun::Person(at)
                };
            }
        } else if reading.is(at, class::KILL | class::HURT | class::AUX)
            && !(person(next) || person(next + 1) && !reading.is(next, class::STOP))
        {
            // Not "two wounded soldiers".
            return Noun::Open(at);
        } else {
            at += 1;
        }
    }
    Noun::Open(at)
}

/// "the ship's crew": the word before owns the one behind.
fn owner(reading: &Reading<'_>, at: usize) -> bool {
    reading.prose.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Possessive)
}

/// True for a noun that stands for one person, as far as its form tells.
#[must_use]
pub fn is_singular(reading: &Reading<'_>, noun: usize) -> bool {
    !reading.is(noun, class::PLURAL)
        && (!reading.word(noun).ends_with('s') || reading.word(noun).ends_with("ss"))
}
