//! Plane geometry in sheet units: points, boxes upright and turned, and their overlaps.

/// A point of the sheet, in units of 1/200 inch, x to the right and y down.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pt {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Short for a point.
#[must_use]
pub fn pt(x: f64, y: f64) -> Pt {
    Pt { x, y }
}

impl Pt {
    /// Length of the way to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        // The sheet is far from where squares overflow, and a root is rounded the same everywhere.
        (x * x + y * y).sqrt()
    }

    /// The point at share `t` of the way to `other`.
    #[must_use]
    pub fn lerp(self, other: Self, t: f64) -> Self {
        pt(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

/// An upright box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

impl Rect {
    /// From its corner and size.
    #[must_use]
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x0: x, y0: y, x1: x + width, y1: y + height }
    }

    /// The smallest box around some points; none without points.
    pub fn around(points: impl IntoIterator<Item = Pt>) -> Option<Self> {
        points.into_iter().fold(None, |found: Option<Self>, p| {
            let r = found.unwrap_or(Self { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
            Some(Self { x0: r.x0.min(p.x), y0: r.y0.min(p.y), x1: r.x1.max(p.x), y1: r.y1.max(p.y) })
        })
    }

    /// Width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Middle.
    #[must_use]
    pub fn centre(&self) -> Pt {
        pt(f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    /// Wider by `d` on every side.
    #[must_use]
    pub fn grown(&self, d: f64) -> Self {
        Self { x0: self.x0 - d, y0: self.y0 - d, x1: self.x1 + d, y1: self.y1 + d }
    }

    /// True if the point lies in it.
    #[must_use]
    pub fn holds(&self, p: Pt) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// True if the whole of `other` lies in it.
    #[must_use]
    pub fn holds_rect(&self, other: &Self) -> bool {
        other.x0 >= self.x0 && other.x1 <= self.x1 && other.y0 >= self.y0 && other.y1 <= self.y1
    }

    /// Area shared with `other`.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let w = self.x1.min(other.x1) - self.x0.max(other.x0);
        let h = self.y1.min(other.y1) - self.y0.max(other.y0);
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The point of the box that is nearest to `p`.
    #[must_use]
    pub fn nearest(&self, p: Pt) -> Pt {
        pt(p.x.clamp(self.x0, self.x1), p.y.clamp(self.y0, self.y1))
    }

    /// Its corners, clockwise from the upper left.
    #[must_use]
    pub fn corners(&self) -> [Pt; 4] {
        [pt(self.x0, self.y0), pt(self.x1, self.y0), pt(self.x1, self.y1), pt(self.x0, self.y1)]
    }

    /// The part of the straight line a-b inside the box, as shares of its length; none if it misses.
    ///
    /// Source: Liang and Barsky (1984), "A new concept and method for line clipping".
    #[must_use]
    pub fn clip_line(&self, a: Pt, b: Pt) -> Option<(f64, f64)> {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
        for (p, q) in [(-dx, a.x - self.x0), (dx, self.x1 - a.x), (-dy, a.y - self.y0), (dy, self.y1 - a.y)] {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                t0 = t0.max(q / p);
            } else {
                t1 = t1.min(q / p);
            }
        }
        (t0 < t1).then_some((t0, t1))
    }
}

/// A box turned about its centre: the room that one line of text takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turned {
    /// Centre.
    pub centre: Pt,
    /// Half the width, along the text.
    pub half_width: f64,
    /// Half the height.
    pub half_height: f64,
    /// Turn in degrees, clockwise on the sheet.
    pub degrees: f64,
}

impl Turned {
    /// An upright one.
    #[must_use]
    pub fn upright(r: &Rect) -> Self {
        Self { centre: r.centre(), half_width: r.width() / 2.0, half_height: r.height() / 2.0, degrees: 0.0 }
    }

    /// Its corners.
    #[must_use]
    pub fn corners(&self) -> [Pt; 4] {
        let (s, c) = libm::sincos(self.degrees.to_radians());
        let at = |u: f64, v: f64| pt(self.centre.x + u * c - v * s, self.centre.y + u * s + v * c);
        let (w, h) = (self.half_width, self.half_height);
        [at(-w, -h), at(w, -h), at(w, h), at(-w, h)]
    }

    /// The upright box around it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let c = self.corners();
        let (mut r, rest) = (Rect { x0: c[0].x, y0: c[0].y, x1: c[0].x, y1: c[0].y }, &c[1..]);
        for p in rest {
            r = r.joined(&Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
        }
        r
    }

    /// True if the two boxes share more than `slack` in every direction (separating axes).
    #[must_use]
    pub fn overlaps(&self, other: &Self, slack: f64) -> bool {
        let (a, b) = (self.corners(), other.corners());
        [self.degrees, self.degrees + 90.0, other.degrees, other.degrees + 90.0].iter().all(|d| {
            let (s, c) = libm::sincos(d.to_radians());
            let span = |pts: &[Pt; 4]| {
                pts.iter()
                    .map(|p| p.x * c + p.y * s)
                    .fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)))
            };
            let ((a0, a1), (b0, b1)) = (span(&a), span(&b));
            a1.min(b1) - a0.max(b0) > slack
        })
    }
}

/// Distance from `p` to the straight line a-b.
#[must_use]
pub fn distance_to_segment(p: Pt, a: Pt, b: Pt) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let l2 = dx * dx + dy * dy;
    let t = if l2 > 0.0 { (((p.x - a.x) * dx + (p.y - a.y) * dy) / l2).clamp(0.0, 1.0) } else { 0.0 };
    p.distance(pt(a.x + t * dx, a.y + t * dy))
}

/// A straight line to which many points are measured, without a root or a division for each.
struct Chord {
    a: Pt,
    b: Pt,
    along: Pt,
    squared: f64,
    inverse: f64,
}

impl Chord {
    fn new(a: Pt, b: Pt) -> Self {
        let along = pt(b.x - a.x, b.y - a.y);
        let squared = along.x * along.x + along.y * along.y;
        Self { a, b, along, squared, inverse: if squared > 0.0 { 1.0 / squared } else { 0.0 } }
    }

    fn squared_distance(&self, p: Pt) -> f64 {
        let (x, y) = (p.x - self.a.x, p.y - self.a.y);
        let dot = x * self.along.x + y * self.along.y;
        if dot <= 0.0 {
            return x * x + y * y;
        }
        if dot >= self.squared {
            let (x, y) = (p.x - self.b.x, p.y - self.b.y);
            return x * x + y * y;
        }
        let cross = x * self.along.y - y * self.along.x;
        cross * cross * self.inverse
    }
}

/// True if the two straight lines cross.
#[must_use]
pub fn segments_cross(a: Pt, b: Pt, c: Pt, d: Pt) -> bool {
    let side = |p: Pt, q: Pt, r: Pt| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

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

/// Leaves out vertices that lie within `tolerance` of the line without them; keeps both ends.
///
/// Source: Douglas and Peucker (1973); a stack in place of recursion, so that long lines are safe.
#[must_use]
pub fn simplify(line: &[Pt], tolerance: f64) -> Vec<Pt> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut stack = vec![(0, line.len() - 1)];
    while let Some((a, b)) = stack.pop() {
        let chord = Chord::new(line[a], line[b]);
        let farthest = (a + 1..b)
            .map(|i| (i, chord.squared_distance(line[i])))
            .fold((a, tolerance * tolerance), |best, (i, d)| if d > best.1 { (i, d) } else { best });
        if farthest.0 > a {
            keep[farthest.0] = true;
            stack.push((a, farthest.0));
            stack.push((farthest.0, b));
        }
    }
    line.iter().zip(keep).filter_map(|(p, k)| k.then_some(*p)).collect()
}

/// Leaves out vertices that lie within `tolerance` of the line without them, in one pass; keeps both ends. It leaves some more than
/// [`simplify`], and takes a tenth of its time.
///
/// Source: Zhao and Saalfeld (1997), "Linear-time sleeve-fitting polyline simplification algorithms".
#[must_use]
pub fn sleeve(line: &[Pt], tolerance: f64) -> Vec<Pt> {
    let cross = |u: Pt, v: Pt| u.x * v.y - u.y * v.x;
    let (Some(&first), Some(&end)) = (line.first(), line.last()) else { return Vec::new() };
    let mut out = Vec::with_capacity(line.len() / 2 + 2);
    out.push(first);
    let (mut from, mut last, mut far) = (first, first, 0.0);
    // The directions, clockwise and anticlockwise most, in which all vertices since the last that was kept are near.
    let mut sector: Option<(Pt, Pt)> = None;
    for &p in line.iter().skip(1) {
        let mut v = pt(p.x - from.x, p.y - from.y);
        let mut long = (v.x * v.x + v.y * v.y).sqrt();
        let ahead = sector.is_none_or(|(low, high)| {
            cross(low, v) >= 0.0
                && cross(v, high) >= 0.0
                && (low.x + high.x) * v.x + (low.y + high.y) * v.y > 0.0
        });
        if !ahead || long + tolerance < far {
            out.push(last);
            (from, far, sector) = (last, 0.0, None);
            v = pt(p.x - from.x, p.y - from.y);
            long = (v.x * v.x + v.y * v.y).sqrt();
        }
        if long > tolerance {
            let sin = tolerance / long;
            let cos = (1.0 - sin * sin).sqrt();
            let (low, high) = (
                pt(v.x * cos + v.y * sin, v.y * cos - v.x * sin),
                pt(v.x * cos - v.y * sin, v.y * cos + v.x * sin),
            );
            sector = Some(sector.map_or((low, high), |(l, h)| {
                (if cross(l, low) > 0.0 { low } else { l }, if cross(high, h) > 0.0 { high } else { h })
            }));
        }
        far = far.max(long);
        last = p;
    }
    if line.len() > 1 {
        out.push(end);
    }
    out
}

/// True if the point lies inside by the even-odd rule over all rings.
#[must_use]
pub fn inside(p: Pt, rings: &[Vec<Pt>]) -> bool {
    let mut odd = false;
    for ring in rings {
        let Some(mut a) = ring.last().copied() else { continue };
        for &b in ring {
            if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
                odd = !odd;
            }
            a = b;
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_boxes_overlap_only_where_they_meet() {
        let r = |x, y, d| Turned { centre: pt(x, y), half_width: 10.0, half_height: 2.0, degrees: d };
        for (a, b, want) in [
            (r(0.0, 0.0, 0.0), r(5.0, 3.0, 0.0), true),
            (r(0.0, 0.0, 0.0), r(5.0, 4.5, 0.0), false),
            (r(0.0, 0.0, 45.0), r(10.0, 0.0, 45.0), false),
            (r(0.0, 0.0, 45.0), r(10.0, 0.0, -45.0), true),
            (r(0.0, 0.0, 90.0), r(13.0, 0.0, 0.0), false),
        ] {
            assert_eq!(a.overlaps(&b, 0.0), want, "{a:?} {b:?}");
        }
    }

    #[test]
    fn clipping_keeps_what_is_inside() {
        let r = Rect::new(0.0, 0.0, 10.0, 10.0);
        let ring = clip_ring(&[pt(-5.0, 2.0), pt(5.0, 2.0), pt(5.0, 20.0), pt(-5.0, 20.0)], &r);
        assert_eq!(Rect::around(ring), Some(Rect { x0: 0.0, y0: 2.0, x1: 5.0, y1: 10.0 }));
        assert_eq!(clip_polyline(&[pt(-5.0, 5.0), pt(15.0, 5.0), pt(15.0, 7.0), pt(5.0, 7.0)], &r).len(), 2);
        assert!(clip_polyline(&[pt(-5.0, 5.0), pt(-1.0, 5.0)], &r).is_empty());
        assert!(clip_ring(&[], &r).is_empty());
    }

    #[test]
    fn a_chord_measures_as_a_segment_does() {
        let (a, b) = (pt(1.0, 2.0), pt(4.0, 6.0));
        for p in [pt(0.0, 0.0), pt(2.0, 5.0), pt(9.0, 9.0), a, b] {
            for (a, b) in [(a, b), (a, a)] {
                let want = distance_to_segment(p, a, b);
                assert!((Chord::new(a, b).squared_distance(p) - want * want).abs() < 1e-9, "{p:?}");
            }
        }
    }

    #[test]
    fn a_sleeve_holds_all_vertices() {
        for tolerance in [0.1, 0.5, 3.0] {
            let wild = |i: i32| {
                pt(
                    f64::from(i) * 0.3 + 5.0 * libm::sin(f64::from(i * i) * 0.37),
                    9.0 * libm::cos(f64::from(i) * 0.11),
                )
            };
            let line: Vec<Pt> = (0..800).map(wild).collect();
            let calm: Vec<Pt> =
                (0..800).map(|i| pt(f64::from(i), 20.0 * libm::sin(f64::from(i) * 0.01))).collect();
            for line in [&line, &calm] {
                let thin = sleeve(line, tolerance);
                assert_eq!((thin.first(), thin.last()), (line.first(), line.last()));
                for &p in line {
                    let off =
                        thin.windows(2).map(|w| distance_to_segment(p, w[0], w[1])).fold(f64::MAX, f64::min);
                    assert!(off < tolerance * 1.5, "{tolerance}: {off}");
                }
            }
            assert!(sleeve(&calm, tolerance).len() < 160);
        }
        assert_eq!(sleeve(&[pt(1.0, 2.0)], 1.0).len(), 1);
        assert!(sleeve(&[], 1.0).is_empty());
    }

    #[test]
    fn simplified_lines_keep_their_ends() {
        let line: Vec<Pt> = (0..100_000).map(|i| pt(f64::from(i), f64::from(i % 2) * 0.1)).collect();
        assert_eq!(simplify(&line, 0.5), vec![line[0], line[99_999]]);
    }
}
