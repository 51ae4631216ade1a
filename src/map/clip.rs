//! Rings and lines cut to a box.

use super::geom::{Pt, Rect};

/// Cuts a ring to a box.
///
/// Source: Sutherland and Hodgman (1974), "Reentrant polygon clipping".
#[must_use]
pub fn clip_ring(ring: &[Pt], r: &Rect) -> Vec<Pt> {
    let Some(all) = Rect::around(ring.iter().copied()) else { return Vec::new() };
    let mut out = ring.to_vec();
    // Only sides beyond which something lies cut anything.
    if all.x0 < r.x0 {
        out = clip_side(&out, |p| p.x - r.x0);
    }
    if all.x1 > r.x1 {
        out = clip_side(&out, |p| r.x1 - p.x);
    }
    if all.y0 < r.y0 {
        out = clip_side(&out, |p| p.y - r.y0);
    }
    if all.y1 > r.y1 {
        out = clip_side(&out, |p| r.y1 - p.y);
    }
    out
}

/// What of a ring lies where `depth` is not negative.
fn clip_side(ring: &[Pt], depth: impl Fn(Pt) -> f64) -> Vec<Pt> {
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(mut last) = ring.last().copied() else { return out };
    let mut before = depth(last);
    for &p in ring {
        let now = depth(p);
        if (before < 0.0) != (now < 0.0) {
            out.push(last.lerp(p, before / (before - now)));
        }
        if now >= 0.0 {
            out.push(p);
        }
        (last, before) = (p, now);
    }
    out
}

/// Cuts an open line to a box; the pieces inside, in order.
#[must_use]
pub fn clip_polyline(line: &[Pt], r: &Rect) -> Vec<Vec<Pt>> {
    let mut pieces: Vec<Vec<Pt>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((t0, t1)) = r.clip_line(a, b) else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open && t0 <= 0.0 => piece.push(a.lerp(b, t1)),
            _ => pieces.push(vec![a.lerp(b, t0), a.lerp(b, t1)]),
        }
        open = t1 >= 1.0;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::pt;

    #[test]
    fn clipping_keeps_what_is_inside() {
        let r = Rect::new(0.0, 0.0, 10.0, 10.0);
        let ring = clip_ring(&[pt(-5.0, 2.0), pt(5.0, 2.0), pt(5.0, 20.0), pt(-5.0, 20.0)], &r);
        assert_eq!(Rect::around(ring), Some(Rect { x0: 0.0, y0: 2.0, x1: 5.0, y1: 10.0 }));
        assert_eq!(clip_polyline(&[pt(-5.0, 5.0), pt(15.0, 5.0), pt(15.0, 7.0), pt(5.0, 7.0)], &r).len(), 2);
        assert!(clip_polyline(&[pt(-5.0, 5.0), pt(-1.0, 5.0)], &r).is_empty());
        assert!(clip_ring(&[], &r).is_empty());
    }
}
