//! Pairs of places: "X and Y are 30 km apart".

use std::ops::Range;

use super::names::Name;
use super::subject::Subject;
use super::target::{self, Target, TargetKind};
use super::words::{Role, View};

/// "the distance between X and Y is 30 km", "X and Y are 30 km apart", "30 km separate X from Y": the pair's second name.
pub(super) fn between(
    view: &View<'_>,
    start: usize,
    next: usize,
    floor: usize,
    limit: usize,
) -> Option<Target> {
    let two = |range: Range<usize>| {
        let mut found: Vec<usize> =
            range.filter_map(|t| view.toponym_at(t)).filter(|&t| view.is_spot(t)).collect();
        found.dedup();
        found
    };
    let is_pair = matches!(view.word(next), "apart" | "separate" | "separates" | "separated" | "between");
    let distance = (floor..start).rev().take(16).any(|t| view.word(t) == "distance")
        && start > floor
        && view.role_before(start, Role::Be).is_some();
    let names = if distance || view.word(next) == "apart" {
        two(start.saturating_sub(16).max(floor)..start)
    } else if is_pair {
        two(next..(next + 12).min(limit))
    } else {
        return None;
    };
    match names.as_slice() {
        &[_, second] => Some(Target {
            kind: TargetKind::Toponym(second, target::Part::Whole),
            tokens: view.tokens_of(second),
        }),
        _ => None,
    }
}

/// The first name of a pair whose second is the target.
pub(super) fn subject(view: &View<'_>, target: &Target, start: usize) -> Subject {
    let TargetKind::Toponym(second, _) = target.kind else { return Subject::default() };
    let before = view.tokens_of(second).start;
    let floor = if before > start { start } else { before.saturating_sub(12) };
    let first = (floor..before).rev().filter_map(|t| view.toponym_at(t)).find(|&t| view.is_spot(t));
    Subject::of(first.into_iter().map(Name::Known).collect(), "subject.pair", 0.85)
}
