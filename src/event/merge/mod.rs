//! Joins the events by which several articles report one happening into incidents.
//!
//! Each event is compared with a bounded number of others that share its place and day, or a feature near in place and
//! day, so the cost grows with the number of events and never with its square. The order of the input changes nothing.

mod candidates;
mod cluster;
mod facts;
mod incident;
mod note;
mod rivals;
mod score;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Event, Incident};
use cluster::Group;
use score::Scales;

pub use note::{Note, notes};

/// The day of publication of each document that has one, by its id.
pub type Published<'d> = BTreeMap<&'d str, Date>;

/// Joins events into incidents and writes each incident's id into its events.
///
/// Only events that a map draws are joined (see [`super::Modality::is_drawn`]); the others keep an empty `incident`.
/// `notes` are those of [`notes`], one for each event. The incidents come sorted by first day, then id.
pub fn merge(events: &mut [Event], notes: &[Note], published: &Published<'_>) -> Vec<Incident> {
    let mut incidents: Vec<Incident> = {
        let (facts, words) = facts::gather(events, notes, published);
        let scales = Scales { events, facts: &facts, words: &words };
        let pairs = candidates::joinable_pairs(&scales);
        let groups = cluster::join(&scales, &pairs);
        let describe = |group: &Group| {
            let evidence = group.best.map(|(a, b)| scales.reasons(a, b)).unwrap_or_default();
            let members: Vec<usize> = group.members.iter().map(|&at| facts[at].event).collect();
            incident::describe(events, notes, &members, evidence, published)
        };
        groups.par_iter().map(describe).collect()
    };
    incidents.par_sort_by(|a, b| {
        (a.date_start.is_none(), a.date_start, &a.id).cmp(&(b.date_start.is_none(), b.date_start, &b.id))
    });
    let of_event: rustc_hash::FxHashMap<&str, &str> =
        incidents.iter().flat_map(|i| i.events.iter().map(|e| (e.as_str(), i.id.as_str()))).collect();
    for event in events {
        event.incident = of_event.get(event.id.as_str()).map_or_else(String::new, |id| (*id).to_owned());
    }
    incidents
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worlds;
