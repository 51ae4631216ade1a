//! The capsule around a straight edge: all that lies within its half width.

use crate::map::geom::{Pt, distance_to_segment, pt};

/// A straight edge and the half width of its capsule, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Start.
    pub a: Pt,
    /// End.
    pub b: Pt,
    /// Half width.
    pub wide: f64,
}

impl Edge {
    pub(super) fn holds(&self, p: Pt) -> bool {
        distance_to_segment(p, self.a, self.b) < self.wide
    }

    /// The part of the line `from` + t `along` (a unit vector) that lies within the capsule; one stretch, as it is convex.
    pub(super) fn stretch(&self, from: Pt, along: Pt) -> Option<(f64, f64)> {
        let disc = |c: Pt| {
            let (x, y) = (c.x - from.x, c.y - from.y);
            let (t, off) = (x * along.x + y * along.y, x * along.y - y * along.x);
            let room = self.wide * self.wide - off * off;
            (room > 0.0).then(|| (t - room.sqrt(), t + room.sqrt()))
        };
        let joined = |p: Option<(f64, f64)>, q: Option<(f64, f64)>| match (p, q) {
            (Some(p), Some(q)) => Some((p.0.min(q.0), p.1.max(q.1))),
            (p, q) => p.or(q),
        };
        joined(joined(disc(self.a), disc(self.b)), self.between(from, along))
    }

    /// The same for the part of the capsule between its two discs.
    fn between(&self, from: Pt, along: Pt) -> Option<(f64, f64)> {
        let long = self.a.distance(self.b);
        let d = pt((self.b.x - self.a.x) / long, (self.b.y - self.a.y) / long);
        let (x, y) = (from.x - self.a.x, from.y - self.a.y);
        let within = |at: f64, speed: f64, low: f64, high: f64| {
            if speed.abs() < 1e-12 {
                return (at > low && at < high).then_some((f64::MIN, f64::MAX));
            }
            let (p, q) = ((low - at) / speed, (high - at) / speed);
            Some((p.min(q), p.max(q)))
        };
        let lengthwise = within(x * d.x + y * d.y, along.x * d.x + along.y * d.y, 0.0, long)?;
        let across = within(x * d.y - y * d.x, along.x * d.y - along.y * d.x, -self.wide, self.wide)?;
        let both = (lengthwise.0.max(across.0), lengthwise.1.min(across.1));
        (both.0 < both.1).then_some(both)
    }

    /// Where a circle meets the edge of the capsule, as angles; some of them may lie inside the capsule.
    pub(super) fn crossings(&self, centre: Pt, r: f64) -> Vec<f64> {
        let mut out = Vec::with_capacity(8);
        for c in [self.a, self.b] {
            let far = c.distance(centre);
            if far > 1e-9 && far < r + self.wide && (r - self.wide).abs() < far {
                let towards = libm::atan2(c.y - centre.y, c.x - centre.x);
                let turn = libm::acos((r * r + far * far - self.wide * self.wide) / (2.0 * r * far));
                out.extend([towards - turn, towards + turn]);
            }
        }
        let along = libm::atan2(self.b.y - self.a.y, self.b.x - self.a.x);
        let (sin, cos) = libm::sincos(along);
        let height = (centre.y - self.a.y) * cos - (centre.x - self.a.x) * sin;
        for side in [self.wide, -self.wide] {
            let s = (side - height) / r;
            if s.abs() < 1.0 {
                let turn = libm::asin(s);
                out.extend([along + turn, along + std::f64::consts::PI - turn]);
            }
        }
        out
    }
}
