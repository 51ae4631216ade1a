//! Left or right of a directed line, from the nearest piece; at a vertex, from both pieces that meet there.

use super::ecef::{V3, cross, dot, gradient};
use super::foot::Foot;
use super::index::BorderIndex;
use super::tree::FAN;

impl BorderIndex {
    /// Whether the position lies left of the line, and whether the foot is an open end of it.
    ///
    /// `back` points from the foot towards the position.
    pub(super) fn side(&self, foot: &Foot, back: V3) -> (bool, bool) {
        let up = gradient(foot.at);
        let left_of = |tangent: V3| dot(cross(tangent, back), up) > 0.0;
        let here = left_of(foot.tangent);
        if foot.along > 0.0 && foot.along < 1.0 {
            return (here, false);
        }
        let before = foot.along <= 0.0;
        let Some(other) = self.neighbour(foot.slot, before) else { return (here, true) };
        let (arriving, leaving) = if before {
            (self.place(other, 1.0).tangent, foot.tangent)
        } else {
            (foot.tangent, self.place(other, 0.0).tangent)
        };
        // Where the line turns left, its left side is the narrow one: left of both. Else left of either.
        let turns_left = dot(cross(arriving, leaving), up) > 0.0;
        let (one, two) = (left_of(arriving), left_of(leaving));
        (if turns_left { one && two } else { one || two }, false)
    }

    /// The piece before or after one in its chain.
    fn neighbour(&self, slot: u32, before: bool) -> Option<u32> {
        let (leaf, i) = (slot / FAN as u32, slot % FAN as u32);
        let span = self.chains.get(self.tree.leaves[leaf as usize].chain as usize)?;
        let last_of = |leaf: u32| leaf * FAN as u32 + u32::from(self.tree.leaves[leaf as usize].len) - 1;
        let (first, last) = (span.first * FAN as u32, last_of(span.last));
        let at_limit = slot == if before { first } else { last };
        if at_limit {
            return span.closed.then_some(if before { last } else { first });
        }
        Some(match (before, i) {
            (true, 0) => last_of(leaf - 1),
            (true, _) => slot - 1,
            (false, _) if slot == last_of(leaf) => (leaf + 1) * FAN as u32,
            (false, _) => slot + 1,
        })
    }
}
