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

/// True if the two straight lines cross.
#[must_use]
pub fn segments_cross(a: Pt, b: Pt, c: Pt, d: Pt) -> bool {
    let side = |p: Pt, q: Pt, r: Pt| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
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
}
