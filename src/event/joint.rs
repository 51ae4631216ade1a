//! Whether two names of a sentence stand together, or one only says where the other lies.

use super::front;
use super::lexicon::class;
use super::phrases::division_rank;
use super::place::class_of;
use super::reading::Reading;
use super::site::Named;
use crate::gazetteer::PlaceClass;

/// "X, southeast of Y": Y only says where X lies.
pub fn is_locator(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    // "in X province near the capital, Y"
    let division =
        matches!(class_of(&reading.toponyms[last.toponym]), PlaceClass::District | PlaceClass::Region);
    if division
        && named.rank <= last.rank
        && named.first <= last.end + 8
        && (last.end..named.first)
            .any(|at| matches!(reading.word(at), "near" | "bordering" | "neighboring" | "neighbouring"))
        // "in the X region near the village of Y"
        && ([1, 3, 4].iter().all(|back| reading.before(named.first, *back) != "near") || named.rank > 1)
        && !(last.end..named.first).any(|at| matches!(reading.word(at), "and" | "or" | "in" | "at"))
    {
        return true;
    }
    if (division || last.rank >= 2) && named.rank <= last.rank && is_side_of(reading, last, named) {
        return true;
    }
    if is_near_it(reading, last, named) {
        return true;
    }
    let comma = (last.end..last.end + 3)
        .find(|at| !reading.is(*at, class::KIND_WORD))
        .filter(|at| reading.word(*at) == ",");
    let Some(comma) = comma else { return false };
    if is_in_apposition(reading, comma + 1, named.first) {
        return true;
    }
    // "X, on the outskirts of Y"
    let outskirts = || {
        reading.word(comma + 1) == "on"
            && reading.word(comma + 2) == "the"
            && reading.is(comma + 3, class::OUTSKIRTS)
            && reading.word(comma + 4) == "of"
            && named.first == comma + 5
    };
    if last.rank <= 1 && named.rank <= 1 && outskirts() {
        return true;
    }
    if last.rank <= 1
        && named.rank <= 1
        && (comma + 1..named.first)
            .any(|at| matches!(reading.word(at), "near" | "outside" | "beside" | "off"))
        && (comma + 1..named.first).all(|at| {
            matches!(reading.word(at), "near" | "outside" | "beside" | "off" | "just" | "the" | "of")
                || reading.is(at, class::KIND_WORD)
        })
    {
        // "X, near Y", "X, just outside the town of Y"
        return true;
    }
    named.first > comma + 2
        && named.first <= comma + 8
        && reading.before(named.first, 1) == "of"
        // "X, the eastern outskirts of Y": another place of a list.
        && !(reading.before(named.first, 2).ends_with('s') && reading.is(named.first - 2, class::KIND_WORD | class::OUTSKIRTS))
        && (comma + 1..named.first).any(|at| reading.is(at, class::QUARTER))
        && (comma + 1..named.first - 1).all(|at| {
            reading.is(at, class::QUARTER | class::KIND_WORD)
                || matches!(reading.word(at), "-" | "just" | "to" | "the" | "a" | "an" | "small")
        })
}

/// "the X region north of Y"
fn is_side_of(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    let compass = |word: &str| ["north", "south", "east", "west"].iter().any(|side| word.starts_with(side));
    reading.before(named.first, 1) == "of"
        && named.first >= last.end + 2
        && named.first <= last.end + 5
        && compass(reading.before(named.first, 2))
}

/// "the X refugee camp near Y", "X just outside Y"
fn is_near_it(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    last.rank <= 1
        && named.rank <= 1
        && named.first > last.end
        && named.first - last.end <= 6
        && (last.end..named.first).any(|at| matches!(reading.word(at), "near" | "outside"))
        && (last.end..named.first).all(|at| {
            matches!(
                reading.word(at),
                "near" | "outside" | "just" | "the" | "of" | "refugee" | "idp" | "camp"
            ) || reading.is(at, class::KIND_WORD | class::FACILITY)
        })
}

/// "X, a town located 80 km from the border in Y,": what is said of X, up to the next comma.
fn is_in_apposition(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 24;
    let article = matches!(reading.word(from), "a" | "an" | "the" | "one");
    let noun = (from + 1..from + 4).find(|at| reading.is(*at, class::KIND_WORD));
    let Some(noun) = noun.filter(|noun| article && *noun < to && to - from <= LONGEST) else { return false };
    matches!(reading.word(noun + 1), "located" | "situated" | "lying" | "some" | "about" | "that" | "which")
        && (noun + 1..to).all(|at| !matches!(reading.word(at), "," | ";" | ":"))
        && matches!(reading.before(to, 1), "in" | "of" | "from" | "near" | "the")
}

/// "the road linking X with Y".
fn is_linked(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let links = |at: usize| matches!(reading.word(at), "linking" | "connecting" | "joining") && from > at + 1;
    to == from + 1 && matches!(reading.word(from), "with" | "to") && (from.saturating_sub(4)..from).any(links)
}

/// "the limits of X police station in Y".
fn is_beat(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at) == "police" && reading.word(at + 1) == "station"
        || reading.word(at) == "station" && reading.before(at, 1) == "police"
}

/// True if only marks, articles and words of kind stand between two names, so that they belong together.
pub fn is_joint(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    if to - from > 12 {
        return false;
    }
    if front::is_list(reading, from, to) || is_linked(reading, from, to) {
        return true;
    }
    let mut brackets = false;
    let listed = is_list_over(reading, from, to);
    (from..to).all(|at| {
        if listed && !matches!(reading.word(at), "in" | "of") {
            return true;
        }
        let word = reading.word(at);
        brackets |= word == "(";
        is_beat(reading, at)
            || brackets && to - from < 10
            || reading.is(at, class::KIND_WORD | class::QUARTER | class::OUTSKIRTS)
            || reading.prose.tokens[at].capital && reading.is(at + 1, class::KIND_WORD) && at + 1 < to
            || reading.is(at, class::BETWEEN_NAMES)
    })
}

/// "X in the A district, where a house burned, and Y in the B district, where": a remark on one place of a list, and the next place.
pub fn is_list_over_remark(reading: &Reading<'_>, sentence: usize, last: Named, named: Named) -> bool {
    const LONGEST: usize = 24;
    if named.first < last.end || named.first - last.end > LONGEST || last.rank > 2 {
        return false;
    }
    let begins = |at: usize| reading.is(at, class::OPENS_REMARK);
    let is_of_name = |at: usize| {
        reading.is(at, class::KIND_WORD | class::QUARTER)
            || division_rank(reading, at).is_some()
            || matches!(reading.word(at), "the" | "of" | "in" | "a" | "," | "'s" | "urban" | "rural")
            || reading.prose.tokens[at].capital
    };
    let remark = (last.end..named.first).find(|at| begins(*at) || reading.word(*at) == "(");
    let Some(remark) = remark.filter(|remark| (last.end..*remark).all(is_of_name)) else { return false };
    let and = (remark..named.first).rev().find(|at| reading.word(*at) == "and");
    let Some(and) = and.filter(|and| (*and + 1..named.first).all(is_of_name)) else { return false };
    let end = reading.sentence(sentence).end_token;
    let after = (named.end..end).find(|at| !is_of_name(*at)).unwrap_or(end);
    matches!(reading.before(and, 1), "," | ")" | "-" | "\u{2013}" | "\u{2014}")
        && (after >= end || begins(after) || matches!(reading.word(after), "." | ";" | "("))
}

/// ", Alma el-Sha, " between two names: one that was not recognised stands in their list.
fn is_list_over(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let comma = |at: usize| matches!(reading.word(at), "," | "and");
    let particle = |at: usize| reading.is(at, class::NAME_PARTICLE);
    to - from <= 9
        && reading.word(from) == ","
        && comma(to - 1)
        && (from..to).filter(|at| comma(*at)).count() <= 4
        && (from..to).any(|at| reading.prose.tokens[at].capital)
        && (from..to).all(|at| comma(at) || particle(at) || reading.prose.tokens[at].capital)
        && !(from..to).any(|at| reading.is(at, class::TITLE | class::OFFICIAL))
}
