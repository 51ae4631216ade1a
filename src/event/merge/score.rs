//! How likely two events are reports of one happening, as a sum of named weights.
//!
//! The weights are judgements, not fitted: a shared settlement, day and family are enough by themselves (the
//! default key of the VIINA data set); different settlements need particulars that both accounts tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::{Count, Event, GeoPrecision};
use super::facts::{Day, Facts, Family};
use crate::evidence::Evidence;
use crate::gazetteer::Place;
use crate::geodesy::{LonLat, distance_m};

/// Two events that may be one.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// Index in the facts.
    pub first: usize,
    /// Index in the facts; its event's id sorts after the first's.
    pub second: usize,
    /// Indices of the two events.
    pub events: (usize, usize),
    /// Sum of the weights; above zero the two are joined.
    pub score: f64,
}

/// Farthest apart in km that two accounts may place one happening.
const FARTHEST_KM: f64 = 25.0;

/// Side of a cell in degrees: [`FARTHEST_KM`] fits into neighbouring cells up to 70 degrees north or south.
const CELL_DEG: f64 = 0.7;

/// Weekdays of no known week are compared only where so few events share one; in a long run they tell nothing.
const MOST_OF_A_WEEKDAY: usize = 400;

/// In a bucket of more events than this, each is compared only with the next [`NEIGHBOURS`] of the same or the next
/// place: a thousand accounts of one city and day must not cost a million comparisons.
const CROWD: usize = 200;
const NEIGHBOURS: usize = 60;

/// Days on which one event stands in the buckets; longer ranges are not joined.
const LONGEST_RANGE_DAYS: i32 = 7;

/// All pairs of different documents whose score is above zero, best first.
pub(super) fn joinable_pairs(events: &[Event], facts: &[Facts]) -> Vec<Pair> {
    let mut shared: BTreeMap<(When, Bucket<'_>), Vec<usize>> = BTreeMap::new();
    for (index, fact) in facts.iter().enumerate() {
        for key in buckets(&events[fact.event], fact) {
            shared.entry(key).or_default().push(index);
        }
    }
    let order = |index: &usize| {
        let event = &events[facts[*index].event];
        (event.place.place.as_ref().map(|place| place.id.as_str()), event.id.as_str())
    };
    for bucket in shared.values_mut().filter(|bucket| bucket.len() > CROWD) {
        bucket.sort_by(|a, b| order(a).cmp(&order(b)));
    }
    let mut candidates: Vec<(usize, usize)> = shared
        .iter()
        .filter(|((when, _), bucket)| matches!(when, When::Day(_)) || bucket.len() <= MOST_OF_A_WEEKDAY)
        .flat_map(|(_, bucket)| {
            let reach = if bucket.len() > CROWD { NEIGHBOURS } else { bucket.len() };
            bucket
                .iter()
                .enumerate()
                .flat_map(move |(at, &a)| bucket[at + 1..].iter().take(reach).map(move |&b| (a, b)))
        })
        .map(|(a, b)| if events[facts[a].event].id <= events[facts[b].event].id { (a, b) } else { (b, a) })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    let mut pairs: Vec<Pair> = candidates
        .into_iter()
        .filter_map(|(first, second)| {
            let (score, _) = compare(events, facts, first, second)?;
            let events = (facts[first].event, facts[second].event);
            (score > 0.0).then_some(Pair { first, second, events, score })
        })
        .collect();
    let ids = |pair: &Pair| (&events[facts[pair.first].event].id, &events[facts[pair.second].event].id);
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| ids(a).cmp(&ids(b))));
    pairs
}

/// Where an event may meet others: a cell of the grid, or a first-level region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket<'e> {
    Cell(i32, i32),
    Region(&'e str),
}

/// When an event may meet others: on a day, or, where one of the two has no date, on a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Day(Date),
    Weekday(i8),
}

/// The buckets of one event, on each of its days and the day after, and on its weekday.
///
/// It stands in the four cells around the grid's corner nearest to it, so any two events less than one cell apart
/// share a cell.
fn buckets<'e>(event: &'e Event, fact: &Facts) -> Vec<(When, Bucket<'e>)> {
    let mut places = Vec::new();
    if let Some(position) = event.place.position {
        let corner = ((position.lon / CELL_DEG).round() as i32, (position.lat / CELL_DEG).round() as i32);
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            places.push(Bucket::Cell(corner.0 - dx, corner.1 - dy));
        }
    }
    places.extend(event.place.place.as_ref().and_then(region_of).map(Bucket::Region));
    days(fact.day)
        .into_iter()
        .flat_map(|day| places.iter().map(move |&place| (day, place)).collect::<Vec<_>>())
        .collect()
}

fn days(known: Day) -> Vec<When> {
    let (first, last) = match known {
        Day::Weekday(weekday) => return vec![When::Weekday(weekday.to_monday_zero_offset())],
        Day::Dates(first, last) => (first, last),
    };
    let mut days: Vec<When> = vec![When::Weekday(first.weekday().to_monday_zero_offset())];
    let mut day = first;
    for _ in 0..=LONGEST_RANGE_DAYS {
        days.push(When::Day(day));
        let Ok(next) = day.tomorrow() else { break };
        if day > last {
            break;
        }
        day = next;
    }
    days
}

fn region_of(place: &Place) -> Option<&str> {
    if place.class == crate::gazetteer::PlaceClass::Region {
        Some(&place.id)
    } else {
        place.region_id.as_deref()
    }
}

/// Compares two events: the sum of the weights and the reasons; none where something rules out that they are one.
pub(super) fn compare(
    events: &[Event],
    facts: &[Facts],
    first: usize,
    second: usize,
) -> Option<(f64, Vec<Evidence>)> {
    let (a, b) = (&events[facts[first].event], &events[facts[second].event]);
    let (fact_a, fact_b) = (&facts[first], &facts[second]);
    if a.doc == b.doc {
        return None;
    }
    let mut sum = Sum::default();
    weigh_place(&mut sum, a, b)?;
    weigh_day(&mut sum, fact_a, fact_b)?;
    weigh_kind(&mut sum, a, b, fact_a.family, fact_b.family)?;
    weigh_count(&mut sum, "killed", a.casualties.killed, b.casualties.killed, 1.2);
    weigh_count(&mut sum, "injured", a.casualties.injured, b.casualties.injured, 0.8);
    if fact_a.speaker.is_some() && fact_a.speaker == fact_b.speaker {
        sum.add(0.7, "same-speaker", format!("both quote {}", a.claimed_by.as_deref().unwrap_or_default()));
    }
    weigh_particulars(&mut sum, fact_a, fact_b);
    Some((sum.score, sum.evidence))
}

#[derive(Default)]
struct Sum {
    score: f64,
    evidence: Vec<Evidence>,
}

impl Sum {
    fn add(&mut self, weight: f64, rule: &'static str, note: impl Into<Cow<'static, str>>) {
        self.score += weight;
        self.evidence.push(Evidence::of(rule, note));
    }
}

fn weigh_place(sum: &mut Sum, a: &Event, b: &Event) -> Option<()> {
    let (pa, pb) = (a.place.place.as_ref()?, b.place.place.as_ref()?);
    let areal = (a.place.precision.is_areal(), b.place.precision.is_areal());
    if pa.id == pb.id {
        let weight = match a.place.precision.max(b.place.precision) {
            GeoPrecision::Exact | GeoPrecision::Settlement | GeoPrecision::Near => -0.5,
            GeoPrecision::District => -1.0,
            GeoPrecision::Region => -2.0,
            GeoPrecision::Area | GeoPrecision::Country | GeoPrecision::Sea => -3.5,
        };
        sum.add(weight, "same-place", format!("both name {}", pa.name));
        return Some(());
    }
    if areal.0 != areal.1 {
        let (area, point) = if areal.0 { (pa, pb) } else { (pb, pa) };
        if point.region_id.as_deref() != Some(area.id.as_str())
            && point.district.as_deref() != Some(area.name.as_str())
        {
            return None;
        }
        sum.add(-3.8, "place-within", format!("{} lies in {}", point.name, area.name));
        return Some(());
    }
    if areal.0 {
        return None;
    }
    let km = kilometres(a.place.position?, b.place.position?);
    if km > FARTHEST_KM {
        return None;
    }
    // "Near X" may well be in Y: what lies within reach of both accounts costs less than what does not.
    let reach = a.place.radius_km.unwrap_or(0.0) + b.place.radius_km.unwrap_or(0.0);
    let beyond = ((km - reach) / 10.0).clamp(0.0, 1.0);
    let note = format!("{} and {} are {km:.0} km apart", pa.name, pb.name);
    sum.add(-3.0 - 1.2 * beyond, "places-near", note);
    Some(())
}

fn kilometres(a: LonLat, b: LonLat) -> f64 {
    distance_m(a, b) / 1000.0
}

fn weigh_day(sum: &mut Sum, a: &Facts, b: &Facts) -> Option<()> {
    let (a, b) = match (a.day, b.day) {
        (Day::Dates(a0, a1), Day::Dates(b0, b1)) => ((a0, a1), (b0, b1)),
        // Two articles without a date may speak of any two weeks.
        (Day::Weekday(_), Day::Weekday(_)) => return None,
        (Day::Weekday(weekday), Day::Dates(first, last))
        | (Day::Dates(first, last), Day::Weekday(weekday)) => {
            if first.weekday() != weekday || first != last {
                return None;
            }
            sum.add(0.3, "same-weekday", format!("one says {weekday:?} without a date, the other {first}"));
            return Some(());
        }
    };
    let overlap = a.0 <= b.1 && b.0 <= a.1;
    if a == b && a.0 == a.1 {
        sum.add(1.0, "same-day", format!("both on {}", a.0));
    } else if overlap {
        sum.add(0.4, "days-overlap", format!("{} to {} and {} to {}", a.0, a.1, b.0, b.1));
    } else {
        let follows = |end: Date, start: Date| end < start && end.tomorrow().is_ok_and(|next| next >= start);
        if !follows(a.1, b.0) && !follows(b.1, a.0) {
            return None;
        }
        sum.add(-0.8, "next-day", format!("{} and {}", a.0, b.0));
    }
    Some(())
}

fn weigh_kind(sum: &mut Sum, a: &Event, b: &Event, family_a: Family, family_b: Family) -> Option<()> {
    if a.sub_event_type == b.sub_event_type {
        sum.add(0.8, "same-type", a.sub_event_type.as_str());
    } else if a.event_type == b.event_type {
        sum.add(0.3, "same-broad-type", a.event_type.as_str());
    } else if family_a == family_b {
        sum.add(-0.3, "kindred-type", format!("{} and {}", a.event_type.as_str(), b.event_type.as_str()));
    } else if matches!(
        (family_a, family_b),
        (Family::Violence, Family::Disrupted) | (Family::Disrupted, Family::Violence)
    ) {
        sum.add(
            -0.9,
            "strike-or-interception",
            "one account tells of a strike, the other of an interception",
        );
    } else {
        return None;
    }
    Some(())
}

/// Equal exact figures speak for one happening, figures that exclude each other against it.
fn weigh_count(sum: &mut Sum, what: &str, a: Option<Count>, b: Option<Count>, weight: f64) {
    let (Some(a), Some(b)) = (a, b) else { return };
    let exact = |count: Count| count.low.filter(|_| count.low == count.high);
    if let (Some(a), Some(b)) = (exact(a), exact(b)) {
        if a == b {
            let weight = if a == 0 { weight / 3.0 } else { weight };
            sum.add(weight, "same-count", format!("both say {a} {what}"));
        } else if a.min(b) * 3 >= a.max(b) * 2 {
            sum.add(0.2, "close-count", format!("{a} and {b} {what}"));
        } else {
            sum.add(-weight, "counts-differ", format!("{a} and {b} {what}"));
        }
        return;
    }
    let apart = |a: Count, b: Count| a.high.zip(b.low).is_some_and(|(high, low)| high < low);
    if apart(a, b) || apart(b, a) {
        sum.add(-weight, "counts-differ", format!("the numbers of {what} exclude each other"));
    }
}

/// Weight of one word that only these two accounts share, and of all of them at most.
const PARTICULAR: (f64, f64) = (0.7, 2.8);

fn weigh_particulars(sum: &mut Sum, a: &Facts, b: &Facts) {
    let mut shared = Vec::new();
    let mut weight = 0.0;
    for (word, telling) in &a.words {
        if b.words.binary_search_by(|(other, _)| other.cmp(word)).is_ok() {
            shared.push(word.as_str());
            weight += PARTICULAR.0 * telling;
        }
    }
    if !shared.is_empty() {
        sum.add(
            weight.min(PARTICULAR.1),
            "shared-particulars",
            format!("both tell of: {}", shared.join(", ")),
        );
    }
}
