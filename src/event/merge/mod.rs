//! Joins the events by which several articles report one happening into incidents.
//!
//! Pairs are looked for only among events close in day and place, so the cost grows with the number of events
//! times the few that share a day and a cell, never with its square. The order of the input changes nothing.

mod cluster;
mod facts;
mod incident;
mod score;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Event, Incident};

/// What merging needs to know of a document.
#[derive(Debug, Clone, Copy)]
pub struct Account<'t> {
    /// Its text, to which the spans of its events refer.
    pub text: &'t str,
    /// Its date of publication.
    pub published: Option<Date>,
}

/// Joins events into incidents and writes each incident's id into its events.
///
/// Only events that a map draws are joined (see [`super::Modality::is_drawn`]); the others keep an empty `incident`.
/// `accounts` holds every event's document by its id. The incidents come sorted by first day, then id.
pub fn merge(events: &mut [Event], accounts: &BTreeMap<&str, Account<'_>>) -> Vec<Incident> {
    let facts = facts::gather(events, accounts);
    let pairs = score::joinable_pairs(events, &facts);
    let mut of_first: BTreeMap<usize, Vec<&score::Pair>> = BTreeMap::new();
    for pair in &pairs {
        of_first.entry(pair.events.0).or_default().push(pair);
    }
    let reasons = |members: &[usize]| {
        members
            .iter()
            .filter_map(|member| of_first.get(member))
            .flat_map(|pairs| pairs.iter().filter(|pair| members.contains(&pair.events.1)))
            .max_by(|a, b| a.score.total_cmp(&b.score))
            .and_then(|pair| score::compare(events, &facts, pair.first, pair.second))
            .map(|(_, evidence)| evidence)
            .unwrap_or_default()
    };
    let mut incidents: Vec<Incident> = cluster::join(events, &facts, &pairs)
        .into_iter()
        .map(|members| incident::describe(events, &members, reasons(&members), accounts))
        .collect();
    incidents.sort_by(|a, b| {
        (a.date_start.is_none(), a.date_start, &a.id).cmp(&(b.date_start.is_none(), b.date_start, &b.id))
    });
    let of_event: BTreeMap<&str, &str> =
        incidents.iter().flat_map(|i| i.events.iter().map(|e| (e.as_str(), i.id.as_str()))).collect();
    for event in events {
        event.incident = of_event.get(event.id.as_str()).map_or_else(String::new, |id| (*id).to_owned());
    }
    incidents
}

#[cfg(test)]
mod tests;
