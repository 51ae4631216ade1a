//! Symbols with numbers never hide each other: they are moved, joined on one side of the border, or led to a place that is free. Where a
//! map shows few places, the same goes for all symbols.

use std::collections::BTreeMap;

use super::apart::{FARTHEST, SQUARE, around, overlap, reach};
use super::geom::{Pt, Rect, distance_to_segment, pt};
use super::grid::{Grid, Wall};
use super::symbols::{Placed, counted_radius};

/// Most rounds in which groups are moved off each other.
const ROUNDS: usize = 200;
/// Heaps of one side no farther apart than this, in sheet units, may be joined to make room for those of the other side.
const JOINED: f64 = 60.0;
/// Farthest that a line leads from a spot to its symbol, in sheet units: where other heaps might be joined instead, and at all.
const LED: (f64, f64) = (54.0, 240.0);
/// The same for groups without a number, which are never joined.
const LED_ALONE: f64 = 96.0;
/// Symbols without a number may lie on each other by no more than this, in sheet units.
const GRAZE: f64 = 1.5;
/// So many times a group may be led elsewhere, or be given up as one that has no room.
const TRIES: u8 = 3;

/// The groups of a sheet whose symbols must not hide each other, and what stands in their way.
pub(super) struct Parted<'a, S> {
    /// Each spot with the symbols of its events.
    pub groups: &'a mut [(Pt, Vec<Placed>)],
    /// The border, which no symbol crosses.
    pub wall: &'a Wall,
    /// Where symbols that are led elsewhere may stand.
    pub frame: Rect,
    /// Side of the border on which each heap lies; none for groups that are no heaps.
    pub sides: Vec<Option<S>>,
    /// True if groups without a number are parted, too.
    all: bool,
    moves: Vec<u32>,
    tries: Vec<u8>,
    stuck: BTreeMap<(usize, usize), (u32, u32)>,
}

const STILL: Pt = Pt { x: 0.0, y: 0.0 };

impl<'a, S: PartialEq> Parted<'a, S> {
    /// The groups, on a sheet with that frame; `side` tells heaps from other groups. Without `all`, only those with a number are parted.
    pub fn new(
        groups: &'a mut [(Pt, Vec<Placed>)],
        (wall, frame): (&'a Wall, Rect),
        all: bool,
        side: impl Fn(&[Placed]) -> Option<S>,
    ) -> Self {
        let sides = groups.iter().map(|g| side(&g.1)).collect();
        let n = groups.len();
        let (moves, tries) = (vec![0; n], vec![0; n]);
        Self { groups, wall, frame, sides, all, moves, tries, stuck: BTreeMap::new() }
    }

    /// Until none hides another, or nothing more can be done.
    pub fn settle(&mut self) {
        loop {
            self.part();
            let touching = self.touching();
            if !self.join(&touching) && !touching.iter().any(|(i, j)| self.lead(*i, *j)) {
                return;
            }
        }
    }

    fn has_number(&self, i: usize) -> bool {
        self.groups[i].1.iter().any(|p| p.n > 1)
    }

    fn is_parted(&self, i: usize) -> bool {
        self.has_number(i) || self.all && !self.groups[i].1.is_empty()
    }

    fn events(&self, i: usize) -> usize {
        self.groups[i].1.iter().map(|p| p.n).sum()
    }

    /// Pairs that hide each other, the one of fewer events first.
    fn touching(&self) -> Vec<(usize, usize)> {
        let numbered: Vec<usize> = (0..self.groups.len()).filter(|i| self.is_parted(*i)).collect();
        let middle = |i: usize| self.groups[i].1[0].at;
        let wide = |i: usize| {
            self.groups[i].1.iter().map(|p| p.at.distance(middle(i)) + reach(p)).fold(0.0, f64::max)
        };
        let widths: Vec<f64> = numbered.iter().map(|i| wide(*i)).collect();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        let grid = Grid::new(numbered.iter().map(|i| middle(*i)), SQUARE);
        let mut found = Vec::new();
        for (k, &i) in numbered.iter().enumerate() {
            let near = grid.near(middle(i), widths[k] + widest);
            for j in near.into_iter().take_while(|l| *l < k).map(|l| numbered[l]) {
                let (dx, dy) = overlap(&self.groups[i].1, STILL, &self.groups[j].1, STILL);
                let least = if self.has_number(i) && self.has_number(j) { 0.0 } else { GRAZE };
                if libm::hypot(dx, dy) > least {
                    found.push(if self.events(i) <= self.events(j) { (i, j) } else { (j, i) });
                }
            }
        }
        found
    }

    /// Moves groups off each other, no farther than the eye can tie them to their spot, and none across the border.
    fn part(&mut self) {
        for _ in 0..ROUNDS {
            let mut moved = false;
            for (i, j) in self.touching() {
                let key = (i.min(j), i.max(j));
                let now = (self.moves[key.0], self.moves[key.1]);
                if self.stuck.get(&key) == Some(&now) {
                    continue;
                }
                if self.push(i, j) {
                    moved = true;
                } else {
                    self.stuck.insert(key, now);
                }
            }
            if !moved {
                return;
            }
        }
    }

    /// Moves one or both of two off the other, if there is a way.
    fn push(&mut self, i: usize, j: usize) -> bool {
        let (dx, dy) = overlap(&self.groups[i].1, STILL, &self.groups[j].1, STILL);
        if dx == 0.0 && dy == 0.0 {
            return false;
        }
        let shifted = |n: usize, by: Pt| {
            let (spot, group) = &self.groups[n];
            let to = |p: &Placed| pt(p.at.x + by.x, p.at.y + by.y);
            let far = group.first().is_some_and(|p| to(p).distance(*spot) > FARTHEST);
            let kept = by == STILL || !far && !group.iter().any(|p| self.wall.between(*spot, to(p)));
            kept.then(|| group.iter().map(to).collect::<Vec<Pt>>())
        };
        let clear = |a: Pt, b: Pt| overlap(&self.groups[i].1, a, &self.groups[j].1, b) == (0.0, 0.0);
        let moves = |(a, b): (Pt, Pt)| shifted(i, a).zip(shifted(j, b));
        let free = ways(pt(dx, dy)).filter(|(a, b)| clear(*a, *b)).find_map(moves);
        // Large groups may leave each other in several steps.
        let found = free.or_else(|| ways(pt(dx, dy)).take(STRAIGHT).find_map(moves));
        let Some((a, b)) = found else { return false };
        for (n, to) in [(i, a), (j, b)] {
            for (p, at) in self.groups[n].1.iter_mut().zip(to) {
                p.at = at;
            }
            self.moves[n] += 1;
        }
        true
    }

    /// Joins heaps of one side that hide each other; false if there are none.
    fn join(&mut self, touching: &[(usize, usize)]) -> bool {
        let mut joined = false;
        for &(from, to) in touching {
            let heaps = !self.groups[from].1.is_empty() && !self.groups[to].1.is_empty();
            if heaps && self.sides[from].is_some() && self.sides[from] == self.sides[to] {
                self.merge(from, to);
                joined = true;
            }
        }
        joined
    }

    /// Adds the events of one heap to another, which goes back to its spot.
    fn merge(&mut self, from: usize, to: usize) {
        let n: usize = self.groups[from].1.drain(..).map(|heap| heap.n).sum();
        let (at, group) = &mut self.groups[to];
        for heap in group {
            heap.n += n;
            (heap.r, heap.at) = (counted_radius(heap.n), *at);
        }
        self.moves[to] += 1;
    }

    /// Finds room for one of two that hide each other, on its own side of the border; false if there is none.
    fn lead(&mut self, lighter: usize, heavier: usize) -> bool {
        for reach in [LED.0, LED.1] {
            for i in [lighter, heavier] {
                let reach = if self.has_number(i) { reach } else { reach.min(LED_ALONE) };
                if self.tries[i] < TRIES
                    && let Some(by) = self.free(i, reach)
                {
                    self.tries[i] += 1;
                    self.moves[i] += 1;
                    for p in &mut self.groups[i].1 {
                        p.at = pt(p.at.x + by.x, p.at.y + by.y);
                    }
                    return true;
                }
            }
            for i in [lighter, heavier] {
                if let Some(to) = self.kin(i) {
                    self.merge(i, to);
                    return true;
                }
            }
        }
        false
    }

    /// The nearest heap of the same side that is near enough to stand for another.
    fn kin(&self, i: usize) -> Option<usize> {
        let side = self.sides[i].as_ref()?;
        let away = |j: &usize| self.groups[i].0.distance(self.groups[*j].0);
        (0..self.groups.len())
            .filter(|j| *j != i && !self.groups[*j].1.is_empty() && self.sides[*j].as_ref() == Some(side))
            .filter(|j| away(j) <= JOINED && !self.wall.between(self.groups[i].0, self.groups[*j].0))
            .min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// The way to the place nearest to its spot where a group hides no other that is parted, nor a line to it.
    fn free(&self, i: usize, farthest: f64) -> Option<Pt> {
        let (spot, group) = &self.groups[i];
        let first = group.first()?.at;
        let wide = group.iter().map(|p| p.at.distance(first) + reach(p)).fold(0.0, f64::max);
        let others: Vec<(Pt, f64)> = (0..self.groups.len())
            .filter(|j| *j != i)
            .flat_map(|j| &self.groups[j].1)
            .filter(|p| (self.all || p.n > 1) && p.at.distance(*spot) < farthest + wide + reach(p))
            .map(|p| (p.at, reach(p)))
            .collect();
        let hides = |to: Pt| others.iter().any(|(c, r)| c.distance(to) < r + wide);
        let crossed = |to: Pt| others.iter().any(|(c, r)| distance_to_segment(*c, *spot, to) < 0.6 * r);
        let inside = |to: &Pt| self.frame.grown(-wide).holds(*to);
        let open = |to: &Pt| inside(to) && !hides(*to) && !self.wall.between(*spot, *to);
        let clear = around(*spot, farthest).filter(open).find(|to| !crossed(*to));
        let to = clear.or_else(|| around(*spot, farthest).find(open))?;
        Some(pt(to.x - first.x, to.y - first.y))
    }
}

/// Ways that lead straight away from each other; the first of [`ways`].
const STRAIGHT: usize = 3;

/// The ways in which two groups may leave each other: each half of the way, one the whole of it, one round the other.
fn ways(push: Pt) -> impl Iterator<Item = (Pt, Pt)> {
    let still = pt(0.0, 0.0);
    let by = move |share: f64| pt(push.x * share, push.y * share);
    let straight: [(Pt, Pt); STRAIGHT] = [(by(0.52), by(-0.52)), (by(1.03), still), (still, by(-1.03))];
    let round = [1.2, 2.0, 3.2, 5.0].into_iter().flat_map(move |share| {
        (1..12).flat_map(move |k| {
            // Small turns first, to either side.
            let turn = f64::from((k + 1) / 2) * if k % 2 == 0 { -0.5 } else { 0.5 };
            let (sin, cos) = libm::sincos(turn);
            let v = pt((push.x * cos - push.y * sin) * share, (push.x * sin + push.y * cos) * share);
            [(v, still), (still, pt(-v.x, -v.y))]
        })
    });
    straight.into_iter().chain(round)
}
