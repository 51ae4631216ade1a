//! What is told too widely to stand as one event: plurals of areas, counted villages, countries alone.

use super::choose::site_rank;
use super::lexicon::class;
use super::phrases::is_link;
use super::place::rank;
use super::reading::Reading;
use super::site::{Head, Site};
use super::trigger::Trigger;
use super::{EventType, Modality};
use crate::evidence::Evidence;

/// What makes an event too vague to stand as one: with the label that it gets instead.
pub fn of(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    start: usize,
    (site, kind): (Option<&Site>, EventType),
    (bare, one_day): (bool, bool),
) -> Option<(Modality, Evidence)> {
    if is_link(reading, start) {
        return Some((Modality::History, Evidence::of("hist.link", "a link to another story")));
    }
    let aggregate = |rule, note| Some((Modality::Aggregate, Evidence::of(rule, note)));
    // "five artillery strikes on the X community": one community's of one day.
    let community = site.is_some_and(|site| site_rank(reading, site) == 2 && site.heads.len() == 1)
        && matches!(kind, EventType::Explosions)
        && is_counted(reading, trigger, start);
    if bare && !community && reading.is(trigger.end - 1, class::EVENTS) {
        return aggregate("agg.plural", "a plural without day, settlement or number");
    }
    let several =
        matches!(kind, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
            && !one_day
            && reading.is(trigger.end - 1, class::EVENTS);
    if matches!(kind, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
        && site.is_some_and(|site| {
            // "the A and B districts" on one day are two events, four of them a sum.
            site_rank(reading, site) >= 3 && site.heads.len() > 1
                || site_rank(reading, site) >= 2 && (site.heads.len() > 2 || sums_up(reading, trigger, site))
                || shares_area(reading, site) && sums_up(reading, trigger, site)
                || counts_villages(reading, trigger, site)
        })
    {
        return aggregate("agg.areas", "several areas, or several places of one, under one word");
    }
    if several && site.is_some_and(|site| site_rank(reading, site) >= 3) {
        return aggregate("agg.plural", "a plural without day or settlement");
    }
    if bare && site.is_some_and(|site| site_rank(reading, site) >= 4) {
        return aggregate("agg.country", "a country alone, without day or number");
    }
    None
}

/// "five artillery strikes", "(11 explosions)".
fn is_counted(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (trigger.first.saturating_sub(3).max(start)..trigger.end).any(|at| {
        reading.is(at, class::NUMBER_WORD) || reading.prose.tokens[at].kind == crate::text::TokenKind::Number
    })
}

/// "the A, B and C districts": names of areas that share one word of kind.
fn shares_area(reading: &Reading<'_>, site: &Site) -> bool {
    // "Nikopol, Marhanets, the A and B communities": towns among them.
    let town = |head: &Head| {
        reading.toponyms[head.toponym].place.as_ref().is_some_and(|place| rank(place.class) <= 1)
            && reading.toponyms[head.toponym].phrase == reading.toponyms[head.toponym].span
    };
    let towns = site.heads.iter().filter(|head| town(head)).count();
    site.heads.len() > 1
        && (towns == 0 || towns * 2 < site.heads.len())
        && reading.is(site.end, class::DIVISIONS)
}

/// "17 towns and villages in rural X": several settlements lie in no settlement, so X is an area that bears its name.
fn counts_villages(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let [_] = site.heads.as_slice() else { return false };
    let villages = |at: usize| matches!(reading.word(at), "villages" | "towns" | "settlements" | "hamlets");
    let from = trigger.end;
    from <= site.first
        && site.first - from <= 14
        && (from..site.first).any(|at| {
            villages(at)
                && reading.word(at + 1) == "in"
                && at + 4 >= site.first
                && !reading.is(at + 2, class::NEAR | class::OUTSKIRTS)
        })
}

/// "four villages across X", "settlements in the X district", "several areas of X".
fn sums_up(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let (from, to) =
        if trigger.end <= site.first { (trigger.end, site.first) } else { (site.end, trigger.first) };
    to > from
        && to - from <= 12
        && (from..to).any(|at| {
            reading.is(at, class::PLACES)
                && !reading.is(at + 1, class::KIND_WORD)
                // "populated areas around X": what was hit in one place.
                && !matches!(reading.before(at, 1), "populated" | "residential" | "civilian" | "inhabited")
                && matches!(
                    reading.word(at + 1),
                    "in" | "of" | "across" | "along" | "around" | "throughout" | "on"
                )
        })
}
