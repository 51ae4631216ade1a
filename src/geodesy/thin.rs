//! Which vertices of a line nobody would miss.

/// For each of `len` vertices, `vertex` in a plane: false if the line without it lies within `tolerance`, in the unit of the plane. Both
/// ends are kept.
///
/// Source: Douglas and Peucker (1973); a stack in place of recursion, so that long lines are safe.
pub fn kept(len: usize, vertex: impl Fn(usize) -> (f64, f64), tolerance: f64) -> Vec<bool> {
    let mut keep = vec![len < 3; len];
    let Some(last) = len.checked_sub(1) else { return keep };
    (keep[0], keep[last]) = (true, true);
    let mut stack = vec![(0, last)];
    while let Some((a, b)) = stack.pop() {
        let chord = Chord::new(vertex(a), vertex(b));
        let farthest = (a + 1..b)
            .map(|i| (i, chord.squared_distance(vertex(i))))
            .fold((a, tolerance * tolerance), |best, (i, d)| if d > best.1 { (i, d) } else { best });
        if farthest.0 > a {
            keep[farthest.0] = true;
            stack.push((a, farthest.0));
            stack.push((farthest.0, b));
        }
    }
    keep
}

/// A straight line to which many points are measured, without a root or a division for each.
struct Chord {
    a: (f64, f64),
    b: (f64, f64),
    along: (f64, f64),
    squared: f64,
    inverse: f64,
}

impl Chord {
    fn new(a: (f64, f64), b: (f64, f64)) -> Self {
        let along = (b.0 - a.0, b.1 - a.1);
        let squared = along.0 * along.0 + along.1 * along.1;
        Self { a, b, along, squared, inverse: if squared > 0.0 { 1.0 / squared } else { 0.0 } }
    }

    fn squared_distance(&self, p: (f64, f64)) -> f64 {
        let (x, y) = (p.0 - self.a.0, p.1 - self.a.1);
        let dot = x * self.along.0 + y * self.along.1;
        if dot <= 0.0 {
            return x * x + y * y;
        }
        if dot >= self.squared {
            let (x, y) = (p.0 - self.b.0, p.1 - self.b.1);
            return x * x + y * y;
        }
        let cross = x * self.along.1 - y * self.along.0;
        cross * cross * self.inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_measures_as_a_segment_does() {
        let (a, b) = ((1.0, 2.0), (4.0, 6.0));
        for (p, to_segment, to_point) in [
            ((0.0, 0.0), 5.0, 5.0),
            ((2.0, 5.0), 1.0, 10.0),
            ((9.0, 9.0), 34.0, 113.0),
            (a, 0.0, 0.0),
            (b, 0.0, 25.0),
        ] {
            assert!((Chord::new(a, b).squared_distance(p) - to_segment).abs() < 1e-9, "{p:?}");
            assert!((Chord::new(a, a).squared_distance(p) - to_point).abs() < 1e-9, "{p:?}");
        }
    }

    #[test]
    fn short_lines_and_closed_rings_keep_what_they_are_made_of() {
        let ring = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)];
        assert_eq!(kept(5, |at| ring[at], 1.0), [true, false, true, true, true]);
        assert_eq!(kept(2, |at| ring[at], 99.0), [true, true]);
        assert!(kept(0, |_| (0.0, 0.0), 1.0).is_empty());
    }
}
