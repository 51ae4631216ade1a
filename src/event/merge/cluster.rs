//! From joinable pairs to groups: the best pairs first, never two events of one document in a group.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::Pair;
use super::score::Scales;

/// Members of a large group that speak for it where two groups are compared.
const SPEAKERS: usize = 6;

/// Events that tell of one happening, by their indices in the facts.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its members, in the order of their ids.
    pub members: Vec<usize>,
    /// The two that are most alike; none in a group of one.
    pub best: Option<(usize, usize)>,
    docs: FxHashSet<u32>,
}

/// Groups all events. Events that join no other stand alone.
///
/// Two groups become one only if most of the pairs between them are joinable, so that a chain of loose
/// likenesses does not draw unlike events together.
pub(super) fn join(scales: &Scales<'_, '_>, pairs: &[Pair]) -> Vec<Group> {
    let alone = |at: usize| Group {
        members: vec![at],
        best: None,
        docs: std::iter::once(scales.facts[at].doc).collect(),
    };
    let mut group_of: Vec<usize> = (0..scales.facts.len()).collect();
    let mut groups: Vec<Group> = (0..scales.facts.len()).map(alone).collect();
    // Sizes at which two groups were found unlike: asked again only when one has grown.
    let mut unlike: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for pair in pairs {
        let (a, b) = (group_of[pair.first], group_of[pair.second]);
        let sizes = (groups[a].members.len(), groups[b].members.len());
        if a == b || unlike.get(&(a, b)) == Some(&sizes) {
            continue;
        }
        if !may_join(scales, &groups[a], &groups[b]) {
            unlike.insert((a, b), sizes);
            continue;
        }
        let (kept, moved) = if sizes.0 >= sizes.1 { (a, b) } else { (b, a) };
        let Group { members, docs, best } = std::mem::replace(&mut groups[moved], empty());
        for &member in &members {
            group_of[member] = kept;
        }
        let whole = &mut groups[kept];
        whole.members.extend(members);
        whole.docs.extend(&docs);
        // Pairs come best first, so the first that made either group is the best of both.
        let score = |best: Option<(usize, usize)>| best.and_then(|(x, y)| scales.score(x, y));
        if score(best) > score(whole.best) {
            whole.best = best;
        }
        whole.best = whole.best.or(Some((pair.first, pair.second)));
    }
    groups.retain(|group| !group.members.is_empty());
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups
}

fn empty() -> Group {
    Group { members: Vec::new(), best: None, docs: FxHashSet::default() }
}

fn may_join(scales: &Scales<'_, '_>, a: &Group, b: &Group) -> bool {
    let (small, large) = if a.docs.len() <= b.docs.len() { (a, b) } else { (b, a) };
    if small.docs.iter().any(|doc| large.docs.contains(doc)) {
        return false;
    }
    let (some, others) = (speakers(&a.members), speakers(&b.members));
    let joinable = |x: usize, y: usize| scales.score(x.min(y), x.max(y)).is_some_and(|score| score > 0.0);
    let good = some.iter().map(|&x| others.iter().filter(|&&y| joinable(x, y)).count()).sum::<usize>();
    good * 2 > some.len() * others.len()
}

/// All of a small group, else some from all over it.
fn speakers(members: &[usize]) -> Vec<usize> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    if sorted.len() <= SPEAKERS {
        return sorted;
    }
    (0..SPEAKERS).map(|at| sorted[at * (sorted.len() - 1) / (SPEAKERS - 1)]).collect()
}
