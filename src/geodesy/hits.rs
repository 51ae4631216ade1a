//! The pieces that may hold the nearest point, as a search finds them.

/// A piece near enough to be the nearest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hit {
    /// Squared distance to its chord, square metres.
    pub square: f64,
    /// Leaf number times leaf size, plus the place in the leaf.
    pub slot: u32,
    /// Where the foot lies on the chord, 0 to 1.
    pub along: f64,
}

/// Hits kept in place; more than sixteen happen only thousands of kilometres away.
const ROOM: usize = 16;

#[derive(Debug)]
pub(super) struct Hits {
    /// Smallest squared chord so far.
    pub best2: f64,
    /// Squared chord beyond which nothing can be nearest.
    pub limit2: f64,
    near: [Hit; ROOM],
    count: usize,
    spill: Vec<Hit>,
}

impl Hits {
    /// `within`: longest chord of interest, metres.
    pub fn new(within: f64) -> Self {
        Self {
            best2: f64::INFINITY,
            limit2: within * within,
            near: [Hit::default(); ROOM],
            count: 0,
            spill: Vec::new(),
        }
    }

    /// Takes a hit in; `reach` tells, from the best chord, how far another may lie.
    pub fn add(&mut self, hit: Hit, reach: impl Fn(f64) -> f64) {
        if hit.square < self.best2 {
            self.best2 = hit.square;
            let limit = reach(hit.square.sqrt());
            self.limit2 = self.limit2.min(limit * limit);
        }
        if self.count == ROOM {
            self.drop_beaten();
        }
        if self.count < ROOM {
            self.near[self.count] = hit;
            self.count += 1;
        } else {
            self.spill.push(hit);
        }
    }

    fn drop_beaten(&mut self) {
        let mut kept = 0;
        for i in 0..self.count {
            if self.near[i].square <= self.limit2 {
                self.near[kept] = self.near[i];
                kept += 1;
            }
        }
        self.count = kept;
    }

    /// The hits that are still within reach.
    pub fn iter(&self) -> impl Iterator<Item = &Hit> {
        let near = self.near.get(..self.count).unwrap_or_default();
        near.iter().chain(&self.spill).filter(|hit| hit.square <= self.limit2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_within_reach() {
        let mut hits = Hits::new(f64::INFINITY);
        for n in (1..=40_u32).rev() {
            let chord = f64::from(n);
            hits.add(Hit { square: chord * chord, slot: n, along: 0.0 }, |best| best + 20.5);
        }
        let mut slots: Vec<u32> = hits.iter().map(|hit| hit.slot).collect();
        slots.sort_unstable();
        assert_eq!(slots, (1..=21).collect::<Vec<_>>());
        assert!(hits.spill.len() < 25);
    }
}
