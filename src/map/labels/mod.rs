//! Label placement: picks one candidate place for each label, or none, so that nothing collides. Knows boxes, no words.
//!
//! Greedy choice, then simulated annealing for up to a hundred labels, then a strict pass that drops what still
//! collides. Source: Christensen, Marks and Shieber (1995), "An empirical study of algorithms for point-feature
//! label placement". The random numbers are a fixed sequence: the same map gets the same labels.

mod obstacles;
mod places;
mod search;

use super::geom::{Pt, Rect};
use super::scene::Anchor;
pub use obstacles::Obstacles;
pub use places::{along, around, led};
use search::{Choice, State};

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

/// Cost of dropping a label of weight one.
const DROP: f64 = 30.0;
/// Air between labels.
const AIR: f64 = 1.5;

/// For each label the number of its candidate, or none where it had to be dropped.
#[must_use]
pub fn solve(jobs: &[Job], obstacles: &Obstacles) -> Vec<Option<usize>> {
    let ground = obstacles.ground();
    let mut choices: Vec<Choice> = jobs
        .iter()
        .map(|job| {
            let mut places: Vec<(f64, usize)> = job
                .candidates
                .iter()
                .enumerate()
                .filter_map(|(i, c)| obstacles.weigh(c, &ground).map(|cost| (cost, i)))
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

#[cfg(test)]
mod tests {
    use super::super::geom::pt;
    use super::search::Random;
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
