//! One incident from its events: dates, numbers, who speaks for it, and where the accounts disagree.

use super::super::{Count, Event, EventType, GeoPrecision, Incident};
use super::rivals::{Account, disagreements, grown};
use super::{Note, Published};
use crate::evidence::Evidence;

/// Describes the incident that `members` (indices of events, sorted by id) tell of.
pub(super) fn describe(
    events: &[Event],
    notes: &[Note],
    members: &[usize],
    evidence: Vec<Evidence>,
    published: &Published<'_>,
) -> Incident {
    let account = |&at: &usize| {
        let (event, day) = (&events[at], published.get(events[at].doc.as_str()).copied());
        Account { event, published: day, arms: notes.get(at).and_then(|note| note.arms.as_ref()) }
    };
    let mut told: Vec<Account<'_>> = members.iter().map(account).collect();
    told.sort_by(|a, b| {
        (a.published, &a.event.doc, &a.event.id).cmp(&(b.published, &b.event.doc, &b.event.id))
    });
    let mut docs: Vec<String> = told.iter().map(|told| told.event.doc.clone()).collect();
    docs.sort();
    docs.dedup();
    let first = told.iter().map(|told| told.event.id.as_str()).min().unwrap_or_default();
    let of = |told: &Account<'_>| told.event.confidence;
    let best =
        told.iter().min_by(|a, b| rank(a.event).cmp(&rank(b.event)).then_with(|| of(b).total_cmp(&of(a))));
    Incident {
        id: format!("in-{}", first.trim_start_matches("ev-")),
        events: told.iter().map(|told| told.event.id.clone()).collect(),
        docs,
        representative: best.map_or_else(String::new, |told| told.event.id.clone()),
        event_type: best.map_or(EventType::StrategicDevelopments, |told| told.event.event_type),
        date_start: dated(&told).filter_map(|event| event.when.start).min(),
        date_end: dated(&told).filter_map(|event| event.when.end).max(),
        killed: over_all(&told, |event| event.casualties.killed),
        injured: over_all(&told, |event| event.casualties.injured),
        disagreements: disagreements(&told),
        evidence,
    }
}

/// Those that tell the day best: an account that only knows the month does not widen the incident to it.
fn dated<'a>(told: &'a [Account<'a>]) -> impl Iterator<Item = &'a Event> {
    let best = told.iter().map(|told| told.event.when.precision).min();
    let coarse = super::super::DatePrecision::Week;
    told.iter()
        .map(|told| told.event)
        .filter(move |event| event.when.precision <= coarse || Some(event.when.precision) == best)
}

fn rank(event: &Event) -> (GeoPrecision, bool, bool) {
    (event.place.precision, event.place.inherited, event.casualties.killed.is_none())
}

/// Least low, greatest high. The best figure is the lowest one, as ACLED takes it where sources differ; but where later
/// accounts tell ever more, the last: that is a toll that was counted on.
fn over_all(told: &[Account<'_>], count: fn(&Event) -> Option<Count>) -> Option<Count> {
    let all = told.iter().filter_map(|told| count(told.event)).reduce(|a, b| Count {
        low: a.low.into_iter().chain(b.low).min(),
        best: a.best.into_iter().chain(b.best).min(),
        high: if a.high.is_none() || b.high.is_none() { None } else { a.high.max(b.high) },
    })?;
    let last = grown(told, count).map(|(_, last)| last);
    Some(last.map_or(all, |last| Count { low: all.low, best: last.best.or(last.low), high: all.high }))
}
