//! Summaries of a front: "In the X direction, the enemy attacked near A, towards B and in the area of C".

use std::ops::Range;

use super::lexicon::class;
use super::reading::Reading;
use super::site::Named;
use crate::toponym::Use;

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "\u{2013}" | "\u{2014}" | "--")
}

/// Words of what goes on at a front, among the tokens `range`.
#[must_use]
pub fn is_fought(reading: &Reading<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| reading.is(at, class::FRONT_FIGHT))
}

/// "near X, towards Y and in the direction of Z": true for the words between two names of such a list.
#[must_use]
pub fn is_list(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    // "X — Y, Z — W": from Y to W
    let pair = |at: usize| {
        is_dash(reading.word(at))
            || matches!(reading.word(at), "," | "and" | ";")
            || reading.prose.tokens[at].capital
    };
    if to > from + 2
        && is_dash(reading.word(to - 1))
        && matches!(reading.word(from), "," | "and" | ";")
        && (from..to).all(pair)
    {
        return true;
    }
    let link = |at: &usize| {
        matches!(reading.word(*at), "," | "and" | "or" | ";" | "as" | "well" | "also" | "itself")
    };
    let at = (from..to).find(|at| !link(at)).unwrap_or(to);
    let led = match reading.word(at) {
        "towards" | "toward" | "near" => 1,
        "in" | "from"
            if reading.word(at + 1) == "the"
                && reading.is(at + 2, class::FRONT_AREA)
                && reading.word(at + 3) == "of" =>
        {
            4
        }
        _ => return false,
    };
    // "towards the settlements of"
    let rest = at + led;
    at > from
        && rest <= to
        && (rest..to).all(|at| matches!(reading.word(at), "the" | "of") || reading.is(at, class::KIND_WORD))
}

/// "in the directions X — Y, Z — W": those who attack come from X, and are fought at Y.
#[must_use]
pub fn is_start_of_thrust(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let on = is_dash(reading.word(named.end))
        && reading.prose.tokens.get(named.end + 1).is_some_and(|next| next.capital);
    let before = reading.sentence(sentence).first_token..named.first;
    let direction = |at: usize| {
        matches!(reading.word(at), "direction" | "directions" | "axes" | "axis")
            && !reading.prose.tokens[at].capital
    };
    on && before.clone().any(direction) && is_fought(reading, before)
}

/// "Near Y, in the X direction, the enemy attacked": Y stands before.
fn is_beside_sector(reading: &Reading<'_>, tokens: &Range<usize>, named: Named) -> bool {
    tokens.end <= named.first
        && named.first - tokens.end <= 4
        && matches!(reading.before(tokens.start, 1), "near" | "at" | "of" | "around")
}

/// "In the X direction, attacks were repelled near Y": X only names the part of the front, where one of the `others` of
/// the sentence says more.
#[must_use]
pub fn is_sector(reading: &Reading<'_>, sentence: usize, named: Named, mut others: Range<usize>) -> bool {
    let sector = |end: usize| matches!(reading.word(end), "direction" | "directions" | "axis" | "sector");
    // "in the X and Y directions"
    let bounds = reading.sentence(sentence);
    let end = (named.end..bounds.end_token.min(named.end + 8)).find(|&at| {
        !reading.prose.tokens[at].capital && !matches!(reading.word(at), "," | "and" | "or" | "-")
    });
    let whole = bounds.first_token..bounds.end_token;
    end.is_some_and(sector)
        && is_fought(reading, whole)
        && others.any(|index| {
            let toponym = &reading.toponyms[index];
            let tokens = reading.prose.tokens_in(toponym.span);
            toponym.usage == Use::Literal
                && !toponym.is_way()
                && (end.is_some_and(|end| tokens.start > end) || is_beside_sector(reading, &tokens, named))
                && !sector(tokens.end)
        })
}
