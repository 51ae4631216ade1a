//! One number of victims that the text parts among places: "four were killed: two in X, one in Y and one in Z".

use super::Count;
use super::casualty::{Harm, Toll};
use super::choose::site_rank;
use super::lexicon::class;
use super::people::{self, Group, Who};
use super::reading::Reading;
use super::site::Site;
use crate::text::Span;
use crate::text::numbers::Bound;

/// The part of a number that befell one place.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// The place's name.
    pub place: Span,
    /// The part, as a statement of its own.
    pub toll: Toll,
}

/// What a sentence parts among its places.
#[derive(Debug, Default)]
pub struct Shares {
    /// The parts, in order.
    pub parts: Vec<Share>,
    /// The number that they sum up to, as its index among the sentence's tolls.
    pub whole: Option<usize>,
}

/// The parts that a sentence gives to its places, of a number told before them.
#[must_use]
pub fn of(reading: &Reading<'_>, sentence: usize, sites: &[Site], tolls: &[Toll]) -> Shares {
    let bounds = reading.sentence(sentence);
    let first = tolls.iter().map(|toll| toll.head).min();
    let Some(first) = first.filter(|_| !bounds.heading && !sites.is_empty()) else {
        return Shares::default();
    };
    let groups = people::groups(reading, bounds.first_token, bounds.end_token);
    let mut found: Vec<(Span, Group)> = Vec::new();
    for site in sites.iter().filter(|site| site.first > first) {
        for head in &site.heads {
            let place = reading.toponyms[head.toponym].span;
            let Some((group, each)) = number_before(reading, &groups, reading.prose.tokens_in(place).start)
            else {
                continue;
            };
            if each {
                let all = site.heads.iter().map(|head| (reading.toponyms[head.toponym].span, group));
                found.extend(all);
                break;
            }
            found.push((place, group));
        }
    }
    let own = |group: &Group| tolls.iter().any(|toll| toll.people == group.first);
    found.retain(|(_, group)| !own(group));
    settle(reading, &found, (sites, tolls))
}

/// Which number the parts are of: the one that they sum up to, else the last that is told before them.
fn settle(reading: &Reading<'_>, found: &[(Span, Group)], (sites, tolls): (&[Site], &[Toll])) -> Shares {
    let Some(first) = found.iter().map(|(_, group)| group.first).min() else { return Shares::default() };
    let most = |count: Count| count.best.or(count.low).or(count.high).unwrap_or(0);
    let sum: u32 = found.iter().map(|(_, group)| most(group.count)).sum();
    let told = |toll: &Toll| {
        toll.head < first && matches!(toll.harm, Harm::Killed | Harm::Injured) && !toll.harm_is_none()
    };
    // "Three died in X, two in Y and one in Z": the first number is one of the parts, whatever they sum up to.
    let of_one = |toll: &Toll| {
        reading.before(first, 1) == ","
            && sites
                .iter()
                .any(|site| toll.head < site.first && site.end < first && site_rank(reading, site) <= 1)
    };
    let whole = tolls.iter().position(|toll| told(toll) && most(toll.count) == sum && !of_one(toll));
    // "Ten houses burned in X and two in Y" counts houses.
    let straight = |toll: &Toll| {
        !reading.any(toll.head..first, class::NOT_PERSON | class::FACILITY)
            && !(toll.head..first).any(|at| matches!(reading.word(at), "houses" | "buildings" | "homes"))
    };
    let last = || tolls.iter().rposition(told).filter(|index| straight(&tolls[*index]));
    let of = whole.or_else(last);
    let Some(of) = of.map(|index| tolls[index]) else { return Shares::default() };
    let part = |(place, group): &(Span, Group)| {
        let words = reading.prose.tokens[group.first].span.join(*place);
        let toll = Toll {
            count: group.count,
            bound: Bound::Exact,
            additional: false,
            others: false,
            part: false,
            total: false,
            who: Who::Open,
            nth: None,
            people: group.first,
            head: group.first,
            span: words,
            ..of
        };
        Share { place: *place, toll }
    };
    Shares { parts: found.iter().map(part).collect(), whole }
}

/// "two in X", "three people in the village of X", "one each in X and Y": the number right before a name and its preposition, and
/// whether every place of the list has it.
fn number_before(reading: &Reading<'_>, groups: &[Group], name: usize) -> Option<(Group, bool)> {
    let described = |at: usize| {
        reading.is(at, class::KIND_WORD | class::QUARTER)
            || matches!(reading.word(at), "the" | "of" | "nearby")
    };
    let before = (0..name).rev().take(6).find(|at| !described(*at))?;
    if !matches!(reading.word(before), "in" | "at" | "near" | "outside") {
        return None;
    }
    let each = reading.before(before, 1) == "each";
    let ends = |group: &&Group| group.end == before || each && group.end + 1 == before;
    // "one in X and the other in Y"
    let other = before > 1 && reading.before(before, 1) == "other" && reading.before(before, 2) == "the";
    let one = other.then(|| people::group(before - 2, before, Count::exactly(1), None, reading));
    let one = one.map(|group| Group { bare: true, ..group });
    let group = groups.iter().find(ends).copied().or(one)?;
    let of_them = matches!(reading.word(group.end - 1), "them" | "whom");
    let counted = group.bare || each || of_them || group.noun.is_some();
    let listed = matches!(reading.before(group.first, 1), ":" | "," | "and" | "(" | "-" | ";" | "including");
    // "two nuns and a novice in X": all of them there.
    let one_list = reading.before(group.first, 1) == "and"
        && groups.iter().any(|other| other.end + 1 == group.first && other.noun.is_some() && !each);
    (counted && listed && !one_list).then_some((group, each))
}
