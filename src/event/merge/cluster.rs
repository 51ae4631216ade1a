//! From joinable pairs to groups: the best pairs first, never two events of one document in a group.

use std::collections::BTreeSet;

use super::super::Event;
use super::facts::Facts;
use super::score::Pair;

/// Groups all drawn events; each group holds indices of events, sorted by id. Events that join no other stand alone.
///
/// Two groups become one only if most of the pairs between them were joinable, so that a chain of loose
/// likenesses does not draw unlike events together.
pub(super) fn join(events: &[Event], facts: &[Facts], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let joinable: BTreeSet<(usize, usize)> = pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    let mut group_of: Vec<usize> = (0..facts.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..facts.len()).map(|index| vec![index]).collect();
    for pair in pairs {
        let (a, b) = (group_of[pair.first], group_of[pair.second]);
        if a == b || !may_join(events, facts, &joinable, &groups[a], &groups[b]) {
            continue;
        }
        let moved = std::mem::take(&mut groups[b]);
        for &member in &moved {
            group_of[member] = a;
        }
        groups[a].extend(moved);
    }
    let dated: BTreeSet<usize> = facts.iter().map(|fact| fact.event).collect();
    let undated =
        (0..events.len()).filter(|index| events[*index].modality.is_drawn() && !dated.contains(index));
    let mut all: Vec<Vec<usize>> = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .map(|group| group.into_iter().map(|index| facts[index].event).collect())
        .chain(undated.map(|index| vec![index]))
        .collect();
    for group in &mut all {
        group.sort_by(|&a, &b| events[a].id.cmp(&events[b].id));
    }
    all
}

fn may_join(
    events: &[Event],
    facts: &[Facts],
    joinable: &BTreeSet<(usize, usize)>,
    a: &[usize],
    b: &[usize],
) -> bool {
    let document = |index: usize| events[facts[index].event].doc.as_str();
    let documents: BTreeSet<&str> = a.iter().map(|&index| document(index)).collect();
    if b.iter().any(|&index| documents.contains(document(index))) {
        return false;
    }
    let between = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
    let good = between.filter(|&(x, y)| joinable.contains(&(x, y)) || joinable.contains(&(y, x))).count();
    good * 2 > a.len() * b.len()
}
