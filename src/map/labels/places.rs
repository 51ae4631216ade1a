//! Where a label may stand: around a point, along a line.

use super::Candidate;
use crate::map::geom::{Pt, Rect, pt};
use crate::map::scene::Anchor;

/// Places around a point whose symbols reach `clear` far, the usual preference first, in widening rings.
#[must_use]
pub fn around(at: Pt, clear: f64, width: f64, height: f64) -> Vec<Candidate> {
    // East, north-east, south-east, west, north-west, south-west, north, south: the order that readers expect.
    let sides: [(f64, f64); 8] = [
        (1.0, 0.0),
        (0.7, -0.7),
        (0.7, 0.7),
        (-1.0, 0.0),
        (-0.7, -0.7),
        (-0.7, 0.7),
        (0.0, -1.0),
        (0.0, 1.0),
    ];
    let mut out = Vec::new();
    for (ring, gap) in [2.0, 12.0, 24.0, 40.0, 62.0, 90.0].into_iter().enumerate() {
        for (rank, (dx, dy)) in sides.into_iter().enumerate() {
            let d = clear + gap;
            let (x, y) = (at.x + dx * d, at.y + dy * d);
            let left = match dx {
                dx if dx > 0.0 => x,
                dx if dx < 0.0 => x - width,
                _ => x - width / 2.0,
            };
            let top = match dy {
                dy if dy > 0.5 => y - if dx == 0.0 { 0.0 } else { height * 0.25 },
                dy if dy < -0.5 => y - height + if dx == 0.0 { 0.0 } else { height * 0.25 },
                _ => y - height / 2.0,
            };
            let room = Rect::new(left, top, width, height);
            let touch = room.nearest(at);
            let away = touch.distance(at);
            let leader =
                (ring > 0 && away > clear + 6.0).then(|| (at.lerp(touch, (clear / away).min(1.0)), touch));
            let align = match dx {
                dx if dx > 0.0 => Anchor::Start,
                dx if dx < 0.0 => Anchor::End,
                _ => Anchor::Middle,
            };
            out.push(Candidate {
                room,
                cost: rank as f64 * 0.8 + ring as f64 * 4.0 + 0.05 * away,
                leader,
                align,
            });
        }
    }
    out
}

/// Places with a leader in many directions and ever farther off, for a label that matters amid symbols.
#[must_use]
pub fn led(at: Pt, clear: f64, width: f64, height: f64) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (ring, gap) in [10.0, 22.0, 36.0, 52.0, 70.0, 90.0, 112.0, 138.0].into_iter().enumerate() {
        for k in 0..20 {
            let (sin, cos) = libm::sincos(f64::from(k) * std::f64::consts::PI / 10.0);
            // The middle of the side, or the corner, that the leader comes to.
            let tip = pt(at.x + (clear + gap) * cos, at.y + (clear + gap) * sin);
            let across = |toward: f64, size: f64| match toward {
                t if t > 0.35 => 0.0,
                t if t < -0.35 => -size,
                _ => -size / 2.0,
            };
            let room = Rect::new(tip.x + across(cos, width), tip.y + across(sin, height), width, height);
            let touch = room.nearest(at);
            let away = touch.distance(at);
            let leader = (away > clear + 6.0).then(|| (at.lerp(touch, (clear / away).min(1.0)), touch));
            let align = if cos > 0.35 {
                Anchor::Start
            } else if cos < -0.35 {
                Anchor::End
            } else {
                Anchor::Middle
            };
            out.push(Candidate { room, cost: 4.0 + ring as f64 * 3.0 + 0.05 * away, leader, align });
        }
    }
    out
}

/// Places along a line: beside it, and on it.
#[must_use]
pub fn along(a: Pt, b: Pt, width: f64, height: f64) -> Vec<Candidate> {
    let length = a.distance(b).max(1e-6);
    let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length);
    // Half the room across the line that an upright box needs to touch it from the side.
    let beside = f64::midpoint(width * uy.abs(), height * ux.abs()) + 2.5;
    let mut out = Vec::new();
    for (i, t) in [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.8, 0.12, 0.9].into_iter().enumerate() {
        for (offset, price) in
            [(beside, 0.0), (-beside, 0.3), (0.0, 7.0), (beside + 9.0, 5.0), (-beside - 9.0, 5.3)]
        {
            let c = pt(a.x + ux * length * t - uy * offset, a.y + uy * length * t + ux * offset);
            let room = Rect::new(c.x - width / 2.0, c.y - height / 2.0, width, height);
            out.push(Candidate { room, cost: i as f64 * 0.5 + price, leader: None, align: Anchor::Middle });
        }
    }
    // A line shorter than its label: beyond its ends.
    for (i, t) in [-1.0, 1.0].into_iter().enumerate() {
        let end = if t < 0.0 { a } else { b };
        let d = f64::midpoint(width * ux.abs(), height * uy.abs()) + 5.0;
        let c = pt(end.x + ux * d * t, end.y + uy * d * t);
        let room = Rect::new(c.x - width / 2.0, c.y - height / 2.0, width, height);
        out.push(Candidate { room, cost: 6.0 + i as f64, leader: None, align: Anchor::Middle });
    }
    out
}
