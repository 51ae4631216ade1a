//! The nearest point of one piece: on its chord, on its bend, on the arc along the ground.

use super::ecef::{V3, add, dot, gradient, norm, scale, sub, to_surface};
use super::index::BorderIndex;
use super::tree::FAN;

/// The nearest point of one piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foot {
    pub slot: u32,
    /// Place on the piece, 0 to 1.
    pub along: f64,
    /// The point, on the surface.
    pub at: V3,
    /// Direction of the line there; its length is about that of the piece.
    pub tangent: V3,
}

impl BorderIndex {
    /// The nearest point of one piece, from where the foot on its chord lies.
    pub(super) fn foot(&self, slot: u32, along: f64, p: V3) -> Foot {
        let [a, b] = self.ends(slot);
        let bend = self.bends[slot as usize].map(f64::from);
        let chord = sub(b, a);
        let mut t = along;
        if dot(bend, bend) > 0.0 {
            // The edge is a flat parabola over its chord; two steps of Gauss and Newton settle on it.
            for _ in 0..2 {
                let tangent = add(chord, scale(bend, 4.0 - 8.0 * t));
                let off = sub(p, add(a, add(scale(chord, t), scale(bend, 4.0 * t * (1.0 - t)))));
                t = (t + dot(off, tangent) / dot(tangent, tangent)).clamp(0.0, 1.0);
            }
        }
        self.place(slot, t)
    }

    /// The point of a piece at a share of its length.
    pub(super) fn place(&self, slot: u32, t: f64) -> Foot {
        let [a, b] = self.ends(slot);
        let bend = self.bends[slot as usize].map(f64::from);
        let chord = sub(b, a);
        let at = if t <= 0.0 {
            a
        } else if t >= 1.0 {
            b
        } else {
            to_surface(add(a, add(scale(chord, t), scale(bend, 4.0 * t * (1.0 - t)))))
        };
        Foot { slot, along: t, at, tangent: add(chord, scale(bend, 4.0 - 8.0 * t)) }
    }

    /// Both ends of the piece in a slot.
    pub(super) fn ends(&self, slot: u32) -> [V3; 2] {
        let (leaf, i) = (&self.tree.leaves[slot as usize / FAN], slot as usize % FAN);
        [leaf.vertex(i), leaf.vertex(i + 1)]
    }

    /// Moves the foot from the straight chord of the piece to the arc on the surface: up to 0.4 m at 100 km, 1 m at 300.
    ///
    /// The arc's length is c + k²c³/24, with c the chord to the position and k its curvature; both change along the line,
    /// c because the surface falls away from the piece's chord, k with the direction. One step of Newton's method.
    pub(super) fn settle(&self, foot: Foot, p: V3) -> Foot {
        let w = sub(foot.at, p);
        let chord2 = dot(w, w);
        let length = norm(foot.tangent);
        if chord2 < 1e6 || length <= 0.0 {
            return foot;
        }
        let (here, there) = (gradient(foot.at), gradient(p));
        let size2 = dot(here, here);
        let level = sub(foot.tangent, scale(here, dot(foot.tangent, here) / size2));
        let unit = scale(level, 1.0 / length);
        let (size, sum) = (size2.sqrt(), size2.sqrt() + norm(there));
        let bend = dot(w, gradient(w));
        let curvature = 2.0 * bend / (chord2 * sum);
        let change = 2.0 * dot(unit, gradient(w)) / bend - dot(here, gradient(unit)) / (size * sum);
        let step = -dot(w, unit) - chord2 * chord2 * curvature * curvature * change / 12.0;
        self.place(foot.slot, (foot.along + step / length).clamp(0.0, 1.0))
    }
}
