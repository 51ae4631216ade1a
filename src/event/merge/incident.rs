//! One incident from its events: dates, numbers, who speaks for it, and where the accounts disagree.

use std::collections::BTreeMap;

use super::super::{Count, Event, Incident, Relation};
use super::Account;
use crate::evidence::Evidence;

/// Describes the incident that `members` (indices of events, sorted by id) tell of.
pub(super) fn describe(
    events: &[Event],
    members: &[usize],
    evidence: Vec<Evidence>,
    accounts: &BTreeMap<&str, Account<'_>>,
) -> Incident {
    let mut told: Vec<&Event> = members.iter().map(|&index| &events[index]).collect();
    let published = |event: &Event| accounts.get(event.doc.as_str()).and_then(|account| account.published);
    told.sort_by(|a, b| (published(a), &a.doc, &a.id).cmp(&(published(b), &b.doc, &b.id)));
    let mut docs: Vec<String> = told.iter().map(|event| event.doc.clone()).collect();
    docs.sort();
    docs.dedup();
    let first = told.iter().map(|event| event.id.as_str()).min().unwrap_or_default();
    let best =
        told.iter().min_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.confidence.total_cmp(&a.confidence)));
    Incident {
        id: format!("in-{}", first.trim_start_matches("ev-")),
        events: told.iter().map(|event| event.id.clone()).collect(),
        docs,
        representative: best.map_or_else(String::new, |event| event.id.clone()),
        event_type: best.map_or(super::super::EventType::StrategicDevelopments, |event| event.event_type),
        date_start: told.iter().filter_map(|event| event.when.start).min(),
        date_end: told.iter().filter_map(|event| event.when.end).max(),
        killed: over_all(told.iter().filter_map(|event| event.casualties.killed)),
        injured: over_all(told.iter().filter_map(|event| event.casualties.injured)),
        disagreements: disagreements(&told),
        evidence,
    }
}

fn rank(event: &Event) -> (super::super::GeoPrecision, bool, bool) {
    (event.place.precision, event.place.inherited, event.casualties.killed.is_none())
}

/// Least low, greatest high; the best figure is the lowest one, as ACLED takes it where sources differ.
fn over_all(counts: impl Iterator<Item = Count>) -> Option<Count> {
    counts.reduce(|a, b| Count {
        low: a.low.into_iter().chain(b.low).min(),
        best: a.best.into_iter().chain(b.best).min(),
        high: if a.high.is_none() || b.high.is_none() { None } else { a.high.max(b.high) },
    })
}

/// A thing that accounts tell, and how to read it off an event.
type Field = (&'static str, fn(&Event) -> Option<String>);

/// One sentence for each thing on which the accounts differ.
fn disagreements(told: &[&Event]) -> Vec<String> {
    if told.len() < 2 {
        return Vec::new();
    }
    let fields: [Field; 5] = [
        ("place", |event| event.place.place.as_ref().map(|place| located(event, &place.name))),
        ("killed", |event| event.casualties.killed.map(worded)),
        ("injured", |event| event.casualties.injured.map(worded)),
        ("day", |event| event.when.start.map(|start| days(start, event.when.end))),
        ("by whom", |event| event.actor1.clone()),
    ];
    fields.iter().filter_map(|(what, value)| differing(what, told, *value)).collect()
}

fn located(event: &Event, name: &str) -> String {
    match event.place.relation {
        Relation::Near => format!("near {name}"),
        Relation::Outskirts => format!("on the outskirts of {name}"),
        Relation::Offset => format!("at a distance from {name}"),
        Relation::Between => format!("between {name} and another place"),
        Relation::In | Relation::Region => name.to_owned(),
    }
}

fn days(start: jiff::civil::Date, end: Option<jiff::civil::Date>) -> String {
    match end {
        Some(end) if end != start => format!("{start} to {end}"),
        _ => start.to_string(),
    }
}

fn worded(count: Count) -> String {
    match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => count.best.map_or_else(|| "some".to_owned(), |best| best.to_string()),
    }
}

/// "place: Maslove (a, c); near Dubove (b)", if at least two accounts differ; silence is no disagreement.
fn differing(what: &str, told: &[&Event], value: fn(&Event) -> Option<String>) -> Option<String> {
    let mut values: Vec<(String, Vec<&str>)> = Vec::new();
    for event in told {
        let Some(value) = value(event) else { continue };
        match values.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&value)) {
            Some((_, docs)) => docs.push(&event.doc),
            None => values.push((value, vec![&event.doc])),
        }
    }
    let accounts: Vec<String> =
        values.iter().map(|(value, docs)| format!("{value} ({})", docs.join(", "))).collect();
    (values.len() > 1).then(|| format!("{what}: {}", accounts.join("; ")))
}
