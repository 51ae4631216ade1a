//! How likely two events are reports of one happening, as a sum of named weights.
//!
//! The weights are judgements, not fitted: a shared settlement, day and family are enough by themselves (the
//! default key of the VIINA data set); different settlements need particulars that both accounts tell.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Count, Event, GeoPrecision};
use super::facts::{Day, Facts, Family, Level, Names, Site};
use crate::evidence::Evidence;
use crate::geodesy::distance_m;

/// Farthest apart in km that two accounts may place one happening.
pub(super) const FARTHEST_KM: f64 = 25.0;

/// Places of a larger extent hold several happenings on one day.
const LARGE_TOWN_KM: f64 = 8.0;

/// Days between an event and an account of it that does not say when.
const LATEST_ACCOUNT_DAYS: i32 = 10;

/// Compares events by their facts.
pub(super) struct Scales<'e, 't> {
    pub events: &'e [Event],
    pub facts: &'e [Facts],
    pub words: &'e Names<'t>,
}

impl Scales<'_, '_> {
    /// The sum of the weights; none where something rules out that the two are one. Above zero they are joined.
    pub fn score(&self, first: usize, second: usize) -> Option<f64> {
        let mut sum = Sum { score: 0.0, evidence: None };
        self.weigh(first, second, &mut sum)?;
        Some(sum.score)
    }

    /// The reasons behind a score, in words.
    pub fn reasons(&self, first: usize, second: usize) -> Vec<Evidence> {
        let mut sum = Sum { score: 0.0, evidence: Some(Vec::new()) };
        self.weigh(first, second, &mut sum);
        sum.evidence.unwrap_or_default()
    }

    fn weigh(&self, first: usize, second: usize, sum: &mut Sum) -> Option<()> {
        let (a, b) = (&self.facts[first], &self.facts[second]);
        if a.doc == b.doc {
            return None;
        }
        let (x, y) = (&self.events[a.event], &self.events[b.event]);
        weigh_day(sum, a, b)?;
        weigh_place(sum, (a.site.as_ref()?, x), (b.site.as_ref()?, y))?;
        weigh_kind(sum, a, b)?;
        weigh_count(sum, "killed", (a, a.counts[0]), (b, b.counts[0]), 1.0);
        weigh_count(sum, "injured", (a, a.counts[1]), (b, b.counts[1]), 0.7);
        if a.speaker.is_some() && a.speaker == b.speaker {
            sum.add(0.7, "same-speaker", || {
                format!("both quote {}", x.claimed_by.as_ref().map_or("", |party| &party.text))
            });
        }
        if a.hours != 0 && b.hours != 0 {
            match a.hours & b.hours {
                0 => sum.add(-2.0, "hours-differ", || "told of different times of the day"),
                _ => sum.add(0.1, "same-hours", || "told of the same time of the day"),
            }
        }
        if a.arms.is_some() && a.arms == b.arms {
            sum.add(0.6, "same-arms", || format!("both count {} weapons", a.arms.unwrap_or(0)));
        }
        self.weigh_particulars(sum, a, b);
        Some(())
    }

    fn weigh_particulars(&self, sum: &mut Sum, a: &Facts, b: &Facts) {
        /// Weight of one word that only these two accounts share, and of all of them at most.
        const PARTICULAR: (f64, f64) = (0.7, 2.8);
        let mut weight = 0.0;
        let mut shared = Vec::new();
        let (mut left, mut right) = (a.words.iter().peekable(), b.words.iter().peekable());
        while let (Some((x, telling)), Some((y, _))) = (left.peek(), right.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    weight += PARTICULAR.0 * f64::from(*telling);
                    if sum.evidence.is_some() {
                        shared.push(self.words.name(*x));
                    }
                    left.next();
                    right.next();
                }
            }
        }
        if weight > 0.0 {
            sum.add(weight.min(PARTICULAR.1), "shared-particulars", || {
                format!("both tell of: {}", shared.join(", "))
            });
        }
    }
}

struct Sum {
    score: f64,
    /// The reasons, where anybody asks for them.
    evidence: Option<Vec<Evidence>>,
}

impl Sum {
    fn add<W: Into<Cow<'static, str>>>(&mut self, weight: f64, rule: &'static str, note: impl FnOnce() -> W) {
        self.score += weight;
        if let Some(evidence) = &mut self.evidence {
            evidence.push(Evidence::of(rule, note()));
        }
    }
}

fn name(event: &Event) -> &str {
    event.place.place.as_ref().map_or("", |place| &place.name)
}

fn weigh_place(sum: &mut Sum, (a, x): (&Site, &Event), (b, y): (&Site, &Event)) -> Option<()> {
    if a.place == b.place {
        let weight = match a.precision.max(b.precision) {
            GeoPrecision::Exact | GeoPrecision::Settlement | GeoPrecision::Near => {
                if a.extent_km > LARGE_TOWN_KM { -1.0 } else { -0.5 }
            }
            GeoPrecision::District => -1.0,
            GeoPrecision::Region => -2.0,
            GeoPrecision::Area | GeoPrecision::Country | GeoPrecision::Sea => -3.5,
        };
        sum.add(weight, "same-place", || format!("both name {}", name(x)));
        return Some(());
    }
    for (area, point, (outer, inner)) in [(a, b, (x, y)), (b, a, (y, x))] {
        if area.holds(point) {
            let weight = match area.level {
                Level::District => -3.0,
                Level::Region => -3.8,
                _ => -4.8,
            };
            sum.add(weight, "place-within", || format!("{} lies in {}", name(inner), name(outer)));
            return Some(());
        }
    }
    if a.level != Level::Point || b.level != Level::Point {
        return None;
    }
    // A degree of latitude has 110.6 km at least.
    if (a.position.lat - b.position.lat).abs() * 110.0 > FARTHEST_KM {
        return None;
    }
    let km = distance_m(a.position, b.position) / 1000.0;
    if km > FARTHEST_KM {
        return None;
    }
    // "Near X" may well be in Y: what lies within reach of both accounts costs less than what does not.
    let reach = a.reach_km + b.reach_km;
    let beyond = ((km - reach) / 10.0).clamp(0.0, 1.0);
    sum.add(-3.0 - 1.2 * beyond, "places-near", || {
        format!("{} and {} are {km:.0} km apart", name(x), name(y))
    });
    Some(())
}

fn weigh_day(sum: &mut Sum, a: &Facts, b: &Facts) -> Option<()> {
    let (a, b) = match (a.day, b.day) {
        (Day::Dates(a0, a1), Day::Dates(b0, b1)) => ((a0, a1), (b0, b1)),
        (Day::Weekday(weekday), Day::Dates(first, last))
        | (Day::Dates(first, last), Day::Weekday(weekday)) => {
            if first.weekday() != weekday || first != last {
                return None;
            }
            sum.add(0.3, "same-weekday", || {
                format!("one says {weekday:?} without a date, the other {first}")
            });
            return Some(());
        }
        (Day::Loose(range), Day::Dates(first, last)) => return weigh_loose(sum, (range, a), (first, last)),
        (Day::Dates(first, last), Day::Loose(range)) => return weigh_loose(sum, (range, b), (first, last)),
        // Two accounts without a day may speak of any two.
        _ => return None,
    };
    if a == b && a.0 == a.1 {
        sum.add(1.0, "same-day", || format!("both on {}", a.0));
    } else if a.0 <= b.1 && b.0 <= a.1 {
        sum.add(0.4, "days-overlap", || format!("{} to {} and {} to {}", a.0, a.1, b.0, b.1));
    } else {
        let follows = |end: Date, start: Date| end < start && end.tomorrow().is_ok_and(|next| next >= start);
        if !follows(a.1, b.0) && !follows(b.1, a.0) {
            return None;
        }
        // Two days that are both told exactly are rarely one: what happened overnight is told as from evening to morning.
        let exact = a.0 == a.1 && b.0 == b.1;
        sum.add(if exact { -1.6 } else { -0.8 }, "next-day", || format!("{} and {}", a.0, b.0));
    }
    Some(())
}

/// An account that tells no day, or only a month, against one that does.
fn weigh_loose(
    sum: &mut Sum,
    (range, of): (Option<(Date, Date)>, &Facts),
    known: (Date, Date),
) -> Option<()> {
    if let Some((first, last)) = range {
        if known.1 < first || last < known.0 {
            return None;
        }
        sum.add(-1.0, "day-within", || format!("{} lies in {first} to {last}", known.0));
        return Some(());
    }
    let Some(published) = of.published else {
        sum.add(-2.2, "day-unknown", || "one account tells no day");
        return Some(());
    };
    let earliest = published.checked_sub(LATEST_ACCOUNT_DAYS.days()).ok()?;
    if known.0 > published || known.1 < earliest {
        return None;
    }
    sum.add(-1.2, "day-unknown", || format!("one account tells no day, and came out on {published}"));
    Some(())
}

fn weigh_kind(sum: &mut Sum, a: &Facts, b: &Facts) -> Option<()> {
    let stopped = |a, b| matches!((a, b), (Family::Violence, Family::Disrupted));
    if a.kind.1 == b.kind.1 && a.family == b.family {
        sum.add(0.8, "same-type", || a.kind.1.as_str());
    } else if a.kind.0 == b.kind.0 && a.family == b.family {
        sum.add(0.3, "same-broad-type", || a.kind.0.as_str());
    } else if a.family == b.family {
        sum.add(-0.3, "kindred-type", || format!("{} and {}", a.kind.0.as_str(), b.kind.0.as_str()));
    } else if stopped(a.family, b.family) || stopped(b.family, a.family) {
        sum.add(
            -0.9,
            "strike-or-interception",
            || "one account tells of a strike, the other of an interception",
        );
    } else {
        return None;
    }
    Some(())
}

/// How much a shared number tells: two in three attacks kill one or two, few kill seventeen.
fn telling(count: u32) -> f64 {
    match count {
        0 => 0.35,
        1 => 0.8,
        2 => 1.0,
        3..=9 => 1.3,
        _ => 1.8,
    }
}

/// Equal exact figures speak for one happening, figures that exclude each other against it; a higher figure that came
/// out later is how tolls grow.
fn weigh_count(
    sum: &mut Sum,
    what: &str,
    (a, x): (&Facts, Option<Count>),
    (b, y): (&Facts, Option<Count>),
    weight: f64,
) {
    let (Some(x), Some(y)) = (x, y) else { return };
    let exact = |count: Count| count.low.filter(|_| count.low == count.high);
    let later = |a: &Facts, b: &Facts| a.published.zip(b.published).is_some_and(|(a, b)| a < b);
    let grown = match (x.low.or(x.high), y.low.or(y.high)) {
        (Some(x), Some(y)) => x > 0 && x < y && later(a, b) || y > 0 && y < x && later(b, a),
        _ => false,
    };
    let apart = |a: Count, b: Count| a.high.zip(b.low).is_some_and(|(high, low)| high < low);
    match (exact(x), exact(y)) {
        (Some(x), Some(y)) if x == y => {
            sum.add(weight * telling(x), "same-count", || format!("both say {x} {what}"));
        }
        (Some(x), Some(y)) if x.min(y) * 3 >= x.max(y) * 2 => {
            let weight = if x.min(y) >= 5 { 0.5 } else { 0.2 };
            sum.add(weight, "close-count", || format!("{x} and {y} {what}"));
        }
        _ if !apart(x, y) && !apart(y, x) => {}
        _ if grown => {
            sum.add(-0.3 * weight, "count-grown", || format!("the later account tells more {what}"));
        }
        (Some(x), Some(y)) => {
            sum.add(-1.2 * weight, "counts-differ", || format!("{x} and {y} {what}"));
        }
        _ => {
            let note = || format!("the numbers of {what} exclude each other");
            sum.add(-1.2 * weight, "counts-differ", note);
        }
    }
}
