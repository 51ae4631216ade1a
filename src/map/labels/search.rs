//! The search for the best choice of places: greedy, annealing, climbing, and a strict end.

use super::{AIR, Candidate, DROP, Job};
use crate::map::geom::segments_cross;

/// Cost of two labels that touch, before their shared area.
const TOUCH: f64 = 100.0;
/// Cost of two leaders that cross, or a leader through a label.
const CROSS: f64 = 40.0;

/// A label's usable places.
pub(super) struct Choice {
    pub weight: f64,
    /// Usable candidates with their own cost and number.
    pub places: Vec<(f64, usize)>,
    /// Labels that could ever touch this one.
    pub rivals: Vec<usize>,
}

fn clash(a: &Candidate, b: &Candidate) -> f64 {
    let shared = a.room.grown(AIR / 2.0).overlap(&b.room.grown(AIR / 2.0));
    let mut cost = if shared > 0.0 { TOUCH + 0.2 * shared } else { 0.0 };
    if let Some((p, q)) = a.leader {
        cost += if b.room.clip_line(p, q).is_some() { CROSS } else { 0.0 };
        if let Some((r, s)) = b.leader {
            cost += if segments_cross(p, q, r, s) { CROSS } else { 0.0 };
        }
    }
    if let Some((r, s)) = b.leader {
        cost += if a.room.clip_line(r, s).is_some() { CROSS } else { 0.0 };
    }
    cost
}

/// Which place each label has.
pub(super) struct State<'a> {
    pub jobs: &'a [Job],
    pub choices: &'a [Choice],
    /// Position in `places` for each label.
    pub picked: Vec<Option<usize>>,
}

impl State<'_> {
    fn candidate(&self, i: usize, place: usize) -> &Candidate {
        &self.jobs[i].candidates[self.choices[i].places[place].1]
    }

    /// What label `i` costs at a place, given all others.
    fn cost(&self, i: usize, place: Option<usize>) -> f64 {
        let Some(place) = place else { return DROP * self.choices[i].weight };
        let mine = self.candidate(i, place);
        let mut cost = self.choices[i].places[place].0;
        for &j in &self.choices[i].rivals {
            if let Some(other) = self.picked[j] {
                cost += clash(mine, self.candidate(j, other));
            }
        }
        cost
    }

    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.jobs.len()).collect();
        order.sort_by(|a, b| self.choices[*b].weight.total_cmp(&self.choices[*a].weight).then(a.cmp(b)));
        order
    }

    fn improve(&mut self, i: usize) -> bool {
        let mut best = (self.cost(i, self.picked[i]), self.picked[i]);
        for place in std::iter::once(None).chain((0..self.choices[i].places.len()).map(Some)) {
            let cost = self.cost(i, place);
            if cost < best.0 - 1e-9 {
                best = (cost, place);
            }
        }
        let changed = best.1 != self.picked[i];
        self.picked[i] = best.1;
        changed
    }

    pub fn greedy(&mut self) {
        for i in self.order() {
            self.improve(i);
        }
    }

    pub fn climb(&mut self) {
        for _ in 0..20 {
            let mut changed = false;
            for i in self.order() {
                changed |= self.improve(i);
            }
            if !changed {
                return;
            }
        }
    }

    pub fn anneal(&mut self) {
        let n = self.jobs.len();
        let movable: Vec<usize> = (0..n).filter(|i| !self.choices[*i].places.is_empty()).collect();
        if movable.is_empty() {
            return;
        }
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        // A place worse by ten is taken two times in three at the start.
        let mut heat = 10.0 / std::f64::consts::LN_2;
        let (mut now, mut best) = (0.0, (0.0, self.picked.clone()));
        for _ in 0..45 {
            let mut taken = 0;
            for _ in 0..20 * n {
                let i = movable[random.below(movable.len())];
                let k = random.below(self.choices[i].places.len() + 1);
                let place = self.choices[i].places.get(k).map(|_| k);
                if place == self.picked[i] {
                    continue;
                }
                let rise = self.cost(i, place) - self.cost(i, self.picked[i]);
                if rise <= 0.0 || random.share() < libm::exp(-rise / heat) {
                    self.picked[i] = place;
                    now += rise;
                    taken += 1;
                    if now < best.0 - 1e-9 {
                        best = (now, self.picked.clone());
                    }
                }
                if taken >= 5 * n {
                    break;
                }
            }
            if taken == 0 {
                break;
            }
            heat *= 0.86;
        }
        self.picked = best.1;
    }

    /// The picks in numbers of candidates, without any label that still touches a weightier one.
    pub fn strict(mut self) -> Vec<Option<usize>> {
        for i in self.order() {
            let Some(place) = self.picked[i] else { continue };
            let mine = self.candidate(i, place).clone();
            for &j in &self.choices[i].rivals {
                if self.picked[j].is_some_and(|other| clash(&mine, self.candidate(j, other)) >= CROSS) {
                    self.picked[j] = None;
                }
            }
        }
        (0..self.jobs.len()).map(|i| self.picked[i].map(|p| self.choices[i].places[p].1)).collect()
    }
}

/// Marsaglia's xorshift with a multiplier: small, and the same everywhere. Source: Vigna (2016), xorshift64*.
pub(super) struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 33) as usize) % n.max(1)
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
