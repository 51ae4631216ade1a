//! Outlines of strokes, as edges for the raster.

use super::geom::{Pt, pt};
use super::raster::Raster;
use super::scene::Join;

/// Vertices nearer together than this, in pixels, count as one.
const NEAR: f64 = 0.2;
/// How far a chord may lie from its arc, in pixels.
const SAG: f64 = 0.06;
/// Bends that leave less than this open on their outside, in pixels, get no join.
const STRAIGHT: f64 = 0.08;
/// How many half widths a sharp tip may lie from its corner; the usual limit of SVG.
const MITER: f64 = 4.0;

/// Adds the outline of a stroke along a line, `width` pixels wide: both sides of each piece, joins outside of bends, caps at the ends.
/// All parts are wound one way, so that the winding rule gives their union. Only pixels that a line covers in part more than once
/// count each time: a hair that runs back over itself is as dark as two.
pub fn stroke(raster: &mut Raster, line: &[Pt], closed: bool, width: f64, join: Join) {
    let r = width / 2.0;
    let mut points = apart(line);
    while closed && points.len() > 2 && points[0].distance(points[points.len() - 1]) < NEAR {
        points.pop();
    }
    // Half the widest angle of a chord has this cosine, the angle itself that one.
    let half = (1.0 - SAG / r).max(0.0);
    let ribbon = &mut Ribbon { raster, r, join, half, whole: 2.0 * half * half - 1.0 };
    let pieces = if closed && points.len() > 2 { points.len() } else { points.len().saturating_sub(1) };
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    if pieces == 0 {
        // A dash of no length shows by its round ends only.
        if join == Join::Round {
            ribbon.arc(first, pt(r, 0.0), std::f64::consts::TAU, pt(r, 0.0));
        }
        return;
    }
    let mut before: Option<Pt> = None;
    let mut opening = pt(0.0, 0.0);
    for i in 0..pieces {
        let (a, b) = (points[i], points[(i + 1) % points.len()]);
        let long = a.distance(b);
        // The direction of the piece turned to its left side, half the width long.
        let side = pt((a.y - b.y) / long * r, (b.x - a.x) / long * r);
        ribbon.piece(a, b, side);
        match before {
            Some(other) => ribbon.bend(a, other, side),
            None => opening = side,
        }
        before = Some(side);
    }
    let closing = before.unwrap_or(opening);
    if pieces == points.len() {
        return ribbon.bend(first, closing, opening);
    }
    ribbon.cap(last, closing);
    ribbon.cap(first, minus(opening));
}

/// The line without vertices that lie on the one before; its last one stays where it is.
fn apart(line: &[Pt]) -> Vec<Pt> {
    let mut points: Vec<Pt> = Vec::with_capacity(line.len());
    for p in line {
        if points.last().is_none_or(|q| q.distance(*p) >= NEAR) {
            points.push(*p);
        }
    }
    if let (Some(end), Some(last)) = (line.last(), points.last_mut()) {
        *last = *end;
    }
    if let [.., a, b] = points[..]
        && a.distance(b) < 1e-9
    {
        points.pop();
    }
    points
}

fn plus(a: Pt, b: Pt) -> Pt {
    pt(a.x + b.x, a.y + b.y)
}

fn minus(a: Pt) -> Pt {
    pt(-a.x, -a.y)
}

struct Ribbon<'a> {
    raster: &'a mut Raster,
    r: f64,
    join: Join,
    /// Cosine of half the widest angle of a chord.
    half: f64,
    /// Cosine of that angle.
    whole: f64,
}

impl Ribbon<'_> {
    fn piece(&mut self, a: Pt, b: Pt, side: Pt) {
        self.raster.edge(plus(a, side), plus(b, side));
        self.raster.edge(plus(b, minus(side)), plus(a, minus(side)));
    }

    /// From the sides of one piece to those of the next.
    fn bend(&mut self, at: Pt, from: Pt, to: Pt) {
        let r2 = self.r * self.r;
        let (cross, dot) = ((from.x * to.y - from.y * to.x) / r2, (from.x * to.x + from.y * to.y) / r2);
        if dot > 0.0 && cross.abs() * self.r < STRAIGHT {
            self.raster.edge(plus(at, from), plus(at, to));
            return self.raster.edge(plus(at, minus(to)), plus(at, minus(from)));
        }
        // Inside of the bend both sides lead over the corner itself.
        let (inner, outer) = if cross > 0.0 {
            ((from, to), (minus(to), minus(from)))
        } else {
            ((minus(to), minus(from)), (from, to))
        };
        self.raster.edge(plus(at, inner.0), at);
        self.raster.edge(at, plus(at, inner.1));
        match self.join {
            Join::Round if dot < self.whole => self.arc(at, outer.0, -libm::atan2(cross, dot).abs(), outer.1),
            Join::Miter if (1.0 + dot) * MITER * MITER >= 2.0 => {
                let tip = plus(
                    at,
                    pt((outer.0.x + outer.1.x) / (1.0 + dot), (outer.0.y + outer.1.y) / (1.0 + dot)),
                );
                self.raster.edge(plus(at, outer.0), tip);
                self.raster.edge(tip, plus(at, outer.1));
            }
            Join::Miter | Join::Round => self.raster.edge(plus(at, outer.0), plus(at, outer.1)),
        }
    }

    /// The end of a line whose last piece has that side.
    fn cap(&mut self, at: Pt, side: Pt) {
        match self.join {
            Join::Round => self.arc(at, side, -std::f64::consts::PI, minus(side)),
            Join::Miter => self.raster.edge(plus(at, side), plus(at, minus(side))),
        }
    }

    /// Chords of an arc about `at` that turns `from` by an angle to `to`.
    fn arc(&mut self, at: Pt, from: Pt, angle: f64, to: Pt) {
        let chords = (angle.abs() / (2.0 * libm::acos(self.half))).ceil().max(1.0);
        let (sin, cos) = libm::sincos(angle / chords);
        let mut last = from;
        for _ in 1..chords as u32 {
            let next = pt(last.x * cos - last.y * sin, last.x * sin + last.y * cos);
            self.raster.edge(plus(at, last), plus(at, next));
            last = next;
        }
        self.raster.edge(plus(at, last), plus(at, to));
    }
}

#[cfg(test)]
mod tests {
    use super::super::raster::Rule;
    use super::*;

    fn area(line: &[Pt], closed: bool, width: f64, join: Join) -> f64 {
        let mut raster = Raster::default();
        raster.begin(60, 60);
        stroke(&mut raster, line, closed, width, join);
        let mut sum = 0.0;
        raster.sweep(Rule::Winding, |_, _, n, share| sum += n as f64 * f64::from(share) / 255.0);
        sum
    }

    #[test]
    fn strokes_cover_their_length_times_their_width() {
        let pi = std::f64::consts::PI;
        let line = [pt(10.0, 10.0), pt(40.0, 50.0)];
        let angle = [pt(10.3, 10.0), pt(40.0, 10.0), pt(40.0, 45.2)];
        let square = [pt(10.0, 10.0), pt(40.0, 10.0), pt(40.0, 40.0), pt(10.0, 40.0)];
        for width in [0.4, 1.0, 3.0, 8.0] {
            let (w, r) = (width, width / 2.0);
            for (line, closed, join, want) in [
                (&line[..], false, Join::Miter, 50.0 * w),
                (&line, false, Join::Round, 50.0 * w + pi * r * r),
                (&angle, false, Join::Miter, (29.7 + 35.2) * w),
                (&angle, false, Join::Round, (29.7 + 35.2) * w - r * r + pi * r * r * 1.25),
                (&square, true, Join::Miter, 120.0 * w),
                (&line[..1], false, Join::Round, pi * r * r),
                (&line[..1], false, Join::Miter, 0.0),
                (&[], false, Join::Round, 0.0),
            ] {
                let found = area(line, closed, width, join);
                // Chords lie inside their arcs; where pieces meet, soft edges overlap.
                assert!(
                    (found - want).abs() < 0.25 + 0.02 * want,
                    "{line:?} {width} {join:?}: {found} for {want}"
                );
            }
        }
    }

    #[test]
    fn the_way_back_adds_nothing() {
        let (there, back) =
            ([pt(10.0, 20.0), pt(40.0, 20.0)], [pt(10.0, 20.0), pt(40.0, 20.0), pt(20.0, 20.0)]);
        let [once, twice] = [&there[..], &back].map(|line| area(line, false, 8.0, Join::Round));
        assert!((once - twice).abs() < 2.0, "{once} {twice}");
    }

    #[test]
    fn a_line_of_many_vertices_is_no_thicker() {
        let wave = |n: usize| -> Vec<Pt> {
            let at = |i: usize| 50.0 * i as f64 / n as f64;
            (0..=n).map(|i| pt(5.0 + at(i), 30.0 + 10.0 * libm::sin(at(i) / 6.0))).collect()
        };
        for width in [0.6, 1.0, 2.5] {
            let (few, many) =
                (area(&wave(60), false, width, Join::Round), area(&wave(2000), false, width, Join::Round));
            assert!((few - many).abs() < 0.02 * few, "{width}: {few} {many}");
        }
    }
}
