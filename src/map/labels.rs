//! Label placement: picks one candidate place for each label, or none, so that nothing collides. Knows boxes, no words.
//!
//! Greedy choice, then simulated annealing for up to a hundred labels, then a strict pass that drops what still
//! collides. Source: Christensen, Marks and Shieber (1995), "An empirical study of algorithms for point-feature
//! label placement". The random numbers are a fixed sequence: the same map gets the same labels.

use std::collections::BTreeMap;

use super::geom::{Pt, Rect, distance_to_segment, pt, segments_cross};
use super::scene::Anchor;

/// One place for a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The room of the whole label.
    pub room: Rect,
    /// What it costs to stand here before anything else is looked at.
    pub cost: f64,
    /// A line from the symbol's edge to the label, where it stands apart.
    pub leader: Option<(Pt, Pt)>,
    /// How lines of the label are aligned.
    pub align: Anchor,
}

/// One label: its weight, and where it may stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// How much it matters; 1 for the least.
    pub weight: f64,
    /// Where it may stand.
    pub candidates: Vec<Candidate>,
}

/// What labels must keep clear of.
#[derive(Debug, Clone, Default)]
pub struct Obstacles {
    /// The frame; a label outside is dropped.
    pub frame: Option<Rect>,
    /// Furniture; a label on it is dropped.
    pub furniture: Vec<Rect>,
    /// Symbols as circles; a label on one is dropped, a leader through one too.
    pub symbols: Vec<(Pt, f64)>,
    /// Measuring lines, better kept free.
    pub lines: Vec<(Pt, Pt)>,
    /// The border, better kept free.
    pub border: Vec<(Pt, Pt)>,
}

/// Cost of dropping a label of weight one.
const DROP: f64 = 30.0;
/// Cost of a unit of measuring line under a label, and of border.
const LINE: (f64, f64) = (0.35, 0.9);
/// Cost of two labels that touch, before their shared area.
const TOUCH: f64 = 100.0;
/// Cost of two leaders that cross, or a leader through a label.
const CROSS: f64 = 40.0;
/// Air between labels.
const AIR: f64 = 1.5;

impl Obstacles {
    /// What a place costs by itself; none if it must not be used.
    fn weigh(&self, c: &Candidate, near: &Grid) -> Option<f64> {
        if self.frame.is_some_and(|f| !f.holds_rect(&c.room))
            || self.furniture.iter().any(|f| f.overlap(&c.room) > 0.0)
        {
            return None;
        }
        let hit = |(at, r): &(Pt, f64)| c.room.nearest(*at).distance(*at) < r + 1.0;
        if near.about(&c.room).any(|i| hit(&self.symbols[i])) {
            return None;
        }
        let cut = |(a, b): (Pt, Pt)| {
            let thin = Rect::around([a, b]);
            let through = |i: usize| distance_to_segment(self.symbols[i].0, a, b) < self.symbols[i].1 - 0.5;
            thin.is_some_and(|r| near.about(&r).any(through))
        };
        if c.leader.is_some_and(cut) {
            return None;
        }
        let under =
            |(a, b): &(Pt, Pt)| c.room.clip_line(*a, *b).map_or(0.0, |(s, t)| (t - s) * a.distance(*b));
        let lines: f64 = self.lines.iter().map(under).sum();
        let border: f64 = self.border.iter().map(under).sum();
        Some(c.cost + LINE.0 * lines + LINE.1 * border)
    }
}

/// Which symbols lie about a box: their numbers by cells of the sheet.
struct Grid {
    cells: BTreeMap<(i32, i32), Vec<usize>>,
}

/// Side of a cell.
const CELL: f64 = 48.0;

impl Grid {
    fn new(discs: &[(Pt, f64)]) -> Self {
        let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
        for (i, (at, r)) in discs.iter().enumerate() {
            let room = Rect { x0: at.x, y0: at.y, x1: at.x, y1: at.y }.grown(r + 1.0);
            for cell in Self::over(&room) {
                cells.entry(cell).or_default().push(i);
            }
        }
        Self { cells }
    }

    fn over(r: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
        let cell = |v: f64| (v / CELL).floor() as i32;
        let (x0, x1, y0, y1) = (cell(r.x0), cell(r.x1), cell(r.y0), cell(r.y1));
        (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (y, x)))
    }

    fn about<'a>(&'a self, r: &Rect) -> impl Iterator<Item = usize> + use<'a> {
        Self::over(r).filter_map(|cell| self.cells.get(&cell)).flatten().copied()
    }
}

struct Choice {
    weight: f64,
    /// Usable candidates with their own cost and number.
    places: Vec<(f64, usize)>,
    /// Labels that could ever touch this one.
    rivals: Vec<usize>,
}

/// For each label the number of its candidate, or none where it had to be dropped.
#[must_use]
pub fn solve(jobs: &[Job], obstacles: &Obstacles) -> Vec<Option<usize>> {
    let near = Grid::new(&obstacles.symbols);
    let mut choices: Vec<Choice> = jobs
        .iter()
        .map(|job| {
            let mut places: Vec<(f64, usize)> = job
                .candidates
                .iter()
                .enumerate()
                .filter_map(|(i, c)| obstacles.weigh(c, &near).map(|cost| (cost, i)))
                .filter(|(cost, _)| *cost < DROP * job.weight)
                .collect();
            places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            places.truncate(48);
            Choice { weight: job.weight, places, rivals: Vec::new() }
        })
        .collect();
    let reach: Vec<Option<Rect>> =
        jobs.iter().zip(&choices).map(|(job, choice)| reach(job, choice)).collect();
    for (i, choice) in choices.iter_mut().enumerate() {
        let Some(mine) = reach[i] else { continue };
        choice.rivals = (0..jobs.len())
            .filter(|j| *j != i && reach[*j].is_some_and(|r| r.overlap(&mine) > 0.0))
            .collect();
    }
    let mut state = State { jobs, choices: &choices, picked: vec![None; jobs.len()] };
    state.greedy();
    if jobs.len() <= 100 {
        state.anneal();
    }
    state.climb();
    state.strict()
}

fn reach(job: &Job, choice: &Choice) -> Option<Rect> {
    choice
        .places
        .iter()
        .map(|(_, i)| {
            let c = &job.candidates[*i];
            let room = c.room.grown(AIR);
            match c.leader.and_then(|(a, b)| Rect::around([a, b])) {
                Some(line) => room.joined(&line),
                None => room,
            }
        })
        .reduce(|a, b| a.joined(&b))
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

struct State<'a> {
    jobs: &'a [Job],
    choices: &'a [Choice],
    /// Position in `places` for each label.
    picked: Vec<Option<usize>>,
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

    fn greedy(&mut self) {
        for i in self.order() {
            self.improve(i);
        }
    }

    fn climb(&mut self) {
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

    fn anneal(&mut self) {
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
    fn strict(mut self) -> Vec<Option<usize>> {
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
struct Random(u64);

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

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn scatter(n: usize, seed: u64) -> Vec<Pt> {
        let mut random = Random(seed);
        (0..n).map(|_| pt(30.0 + random.share() * 1070.0, 30.0 + random.share() * 930.0)).collect()
    }

    fn run(points: &[Pt]) -> (Vec<Job>, Obstacles, Vec<Option<usize>>) {
        let jobs: Vec<Job> = points
            .iter()
            .enumerate()
            .map(|(i, p)| Job { weight: 1.0 + (i % 3) as f64, candidates: around(*p, 6.0, 90.0, 34.0) })
            .collect();
        let obstacles = Obstacles {
            frame: Some(Rect::new(0.0, 0.0, 1136.0, 998.0)),
            symbols: points.iter().map(|p| (*p, 6.0)).collect(),
            ..Obstacles::default()
        };
        let picked = solve(&jobs, &obstacles);
        (jobs, obstacles, picked)
    }

    #[test]
    fn no_label_touches_another_or_a_symbol_or_the_frame() {
        for (n, seed, least) in [(1, 7, 1), (50, 11, 50), (100, 13, 95), (400, 17, 95)] {
            let points = scatter(n, seed);
            let (jobs, obstacles, picked) = run(&points);
            let rooms: Vec<Rect> =
                jobs.iter().zip(&picked).filter_map(|(j, p)| p.map(|p| j.candidates[p].room)).collect();
            assert!(rooms.len() >= least, "{n}: {}", rooms.len());
            for (i, a) in rooms.iter().enumerate() {
                assert!(obstacles.frame.is_some_and(|f| f.holds_rect(a)));
                assert!(rooms[..i].iter().all(|b| a.overlap(b) <= 0.0), "{n}");
                assert!(points.iter().all(|p| a.nearest(*p).distance(*p) >= 6.0), "{n}");
            }
        }
    }

    #[test]
    fn the_same_labels_twice() {
        let points = scatter(80, 5);
        assert_eq!(run(&points).2, run(&points).2);
    }
}
