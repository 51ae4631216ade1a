//! Coarse outlines laid along fine borders: where an outline runs beside a border that is known better, it takes that
//! line's course.

use super::geom::{Pt, Rect, pt};

/// A place on a set of lines.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Foot {
    line: usize,
    /// Edges from the line's start, with the share of the last.
    along: f64,
    at: Pt,
}

/// Lines with the boxes of runs of their edges, so that far ones are passed over.
struct Lines<'a> {
    lines: &'a [Vec<Pt>],
    runs: Vec<(Rect, usize, usize)>,
}

/// Edges of a run.
const RUN: usize = 16;

impl<'a> Lines<'a> {
    fn new(lines: &'a [Vec<Pt>]) -> Self {
        let runs = |(n, line): (usize, &Vec<Pt>)| {
            (0..line.len().saturating_sub(1))
                .step_by(RUN)
                .filter_map(|start| {
                    let end = (start + RUN).min(line.len() - 1);
                    Some((Rect::around(line[start..=end].iter().copied())?, n, start))
                })
                .collect::<Vec<_>>()
        };
        Self { lines, runs: lines.iter().enumerate().flat_map(runs).collect() }
    }

    /// The nearest place within `reach`.
    fn foot(&self, p: Pt, reach: f64) -> Option<Foot> {
        let mut best: Option<(f64, Foot)> = None;
        for (room, n, start) in &self.runs {
            let least = best.map_or(reach, |b| b.0);
            if room.nearest(p).distance(p) > least {
                continue;
            }
            let line = &self.lines[*n];
            for (i, edge) in line[*start..].windows(2).take(RUN).enumerate() {
                let (a, b) = (edge[0], edge[1]);
                let (dx, dy) = (b.x - a.x, b.y - a.y);
                let squared = dx * dx + dy * dy;
                let t = if squared > 0.0 { ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared } else { 0.0 };
                let t = t.clamp(0.0, 1.0);
                let at = pt(a.x + t * dx, a.y + t * dy);
                let off = at.distance(p);
                if off <= best.map_or(reach, |b| b.0) {
                    best = Some((off, Foot { line: *n, along: (start + i) as f64 + t, at }));
                }
            }
        }
        best.map(|b| b.1)
    }

    /// The course of a line from one place on it to another, both ends with it.
    fn course(&self, from: Foot, to: Foot, out: &mut Vec<Pt>) {
        let line = &self.lines[from.line];
        out.push(from.at);
        if from.along <= to.along {
            let (first, last) = (from.along.floor() as usize + 1, to.along.ceil() as usize);
            out.extend(line.get(first..last.max(first)).unwrap_or(&[]));
        } else {
            let (first, last) = (to.along.floor() as usize + 1, from.along.ceil() as usize);
            out.extend(line.get(first..last.max(first)).unwrap_or(&[]).iter().rev());
        }
        out.push(to.at);
    }

    /// The end of a line that lies within `reach` of a place on it, the nearer one; else the place itself.
    fn end_near(&self, foot: Foot, reach: f64) -> Foot {
        let line = &self.lines[foot.line];
        let ends = [0, line.len() - 1].map(|i| Foot { line: foot.line, along: i as f64, at: line[i] });
        let near = |e: &Foot| e.at.distance(foot.at);
        let nearest = if near(&ends[0]) <= near(&ends[1]) { ends[0] } else { ends[1] };
        if near(&nearest) <= reach { nearest } else { foot }
    }
}

/// The ring with each part that lies within `reach` of a line replaced by that line's course. Where it goes from one line
/// to another, both are followed to their ends, for borders meet there.
#[must_use]
pub fn draped(ring: &[Pt], lines: &[Vec<Pt>], reach: f64) -> Vec<Pt> {
    let all = Lines::new(lines);
    let feet: Vec<Option<Foot>> = ring.iter().map(|p| all.foot(*p, reach)).collect();
    let n = ring.len();
    // Begin where no line is followed, or where one line ends and another begins.
    let line_at = |i: usize| feet[i % n].map(|f| f.line);
    let Some(start) = (0..n).find(|i| line_at(*i).is_none() || line_at(*i) != line_at(i + n - 1)) else {
        return around(&all, &feet, reach).unwrap_or_else(|| ring.to_vec());
    };
    let mut out = Vec::with_capacity(n);
    let mut i = start;
    while i < start + n {
        let Some(first) = feet[i % n] else {
            out.push(ring[i % n]);
            i += 1;
            continue;
        };
        let mut last = first;
        let mut j = i + 1;
        while j < start + n && line_at(j) == Some(first.line) {
            last = feet[j % n].unwrap_or(last);
            j += 1;
        }
        // From and to another line by way of the ends.
        let came = if line_at(i + n - 1).is_some() { all.end_near(first, reach) } else { first };
        let goes = if line_at(j).is_some() { all.end_near(last, reach) } else { last };
        all.course(came, first, &mut out);
        all.course(first, last, &mut out);
        all.course(last, goes, &mut out);
        i = j;
    }
    out.dedup();
    out
}

/// The closed line that a ring follows all the way, such as an enclave's; none if that line is open: a small ring beside
/// a long border is not all that the border goes round.
fn around(all: &Lines<'_>, feet: &[Option<Foot>], reach: f64) -> Option<Vec<Pt>> {
    let line = &all.lines[feet.iter().flatten().next()?.line];
    let closed = line.first()?.distance(*line.last()?) < reach.min(1.0);
    closed.then(|| line.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_takes_the_course_of_the_line_beside_it() {
        // A square whose upper side lies one unit off a line with a tooth.
        let ring = [pt(0.0, 0.0), pt(10.0, 1.0), pt(20.0, 0.0), pt(20.0, 20.0), pt(0.0, 20.0)];
        let line = vec![pt(-5.0, 1.0), pt(8.0, 1.0), pt(10.0, -4.0), pt(12.0, 1.0), pt(25.0, 1.0)];
        let got = draped(&ring, std::slice::from_ref(&line), 3.0);
        for tooth in &line[1..4] {
            assert!(got.contains(tooth), "{got:?}");
        }
        assert!(got.contains(&pt(20.0, 20.0)) && got.contains(&pt(0.0, 1.0)) && !got.contains(&pt(0.0, 0.0)));
        // The same the other way round.
        let back: Vec<Pt> = ring.iter().rev().copied().collect();
        let mut turned = draped(&back, &[line], 3.0);
        turned.reverse();
        let shift = turned.iter().position(|p| *p == got[0]).unwrap();
        turned.rotate_left(shift);
        assert_eq!(turned, got);
    }

    #[test]
    fn a_small_ring_beside_a_long_line_stays_small() {
        let ring = [pt(40.0, 1.0), pt(42.0, 1.0), pt(41.0, 3.0)];
        let line = vec![pt(0.0, 0.0), pt(100.0, 0.0)];
        assert_eq!(draped(&ring, &[line], 5.0), ring);
        let own = vec![pt(39.5, 0.5), pt(42.5, 0.5), pt(41.0, 3.5), pt(39.5, 0.5)];
        assert_eq!(draped(&ring, std::slice::from_ref(&own), 5.0), own);
    }

    #[test]
    fn two_lines_meet_at_their_ends() {
        let ring = [pt(0.0, 0.0), pt(9.5, 0.5), pt(9.0, 10.0), pt(0.0, 10.0)];
        let lines = [vec![pt(0.0, -1.0), pt(11.0, -1.0)], vec![pt(11.0, -1.0), pt(11.0, 10.0)]];
        let got = draped(&ring, &lines, 2.6);
        assert!(got.contains(&pt(11.0, -1.0)), "{got:?}");
        assert!(draped(&ring, &[], 2.0) == ring);
    }
}
