//! Nearest points hundreds and thousands of kilometres away: Karney's algorithm on every candidate.

use super::LonLat;
use super::ecef::{Frame, V3, ecef, euler_error_m, euler_m, longest_arc_m, lonlat, norm, sub};
use super::foot::Foot;
use super::index::{BorderIndex, Nearest};
use super::point::{Inverse, inverse, turn_360};
use super::tree::FAN;

/// A foot with the exact geodesic to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exact {
    pub foot: Foot,
    pub inverse: Inverse,
}

/// A search far away: from where, and the nearest foot so far with the error of its Euler chord, metres.
struct Far {
    p: LonLat,
    at: V3,
    found: Option<(Exact, f64)>,
}

impl Far {
    fn metres(&self) -> f64 {
        self.found.map_or(f64::INFINITY, |(found, _)| found.inverse.metres)
    }

    /// Takes what is nearer; of two pieces that meet in the nearest point, the first.
    fn take(&mut self, found: Exact) {
        let (metres, slot) = (found.inverse.metres, found.foot.slot);
        let first = self.found.is_some_and(|(old, _)| metres <= old.inverse.metres && slot < old.foot.slot);
        if metres < self.metres() || first {
            self.found = Some((found, found.inverse.metres - euler_m(self.at, found.foot.at)));
        }
    }

    /// A bound below the distance of a point of the surface, metres: from the Euler chord and the bound of its error, or from
    /// the known error of the foot so far, which changes by [`drift`] on the way to that point.
    fn least_m(&self, x: V3) -> f64 {
        let guess = euler_m(self.at, x);
        if guess > EULER_BOUNDED_M {
            return inverse(self.p, lonlat(x)).metres;
        }
        let alone = guess - euler_error_m(guess);
        self.found.map_or(alone, |(found, error)| {
            alone.max(guess + error - norm(sub(x, found.foot.at)) * drift(guess))
        })
    }
}

impl Far {
    /// A bound below the distance of a whole piece, metres, from its start, middle and end: the least of the parabola through
    /// their Euler chords, which leaves out less than [`PARABOLA_M`], with the bounds of [`Far::least_m`].
    fn least_along_m(&self, start: &Foot, middle: &Foot, end: &Foot) -> f64 {
        let [first, guess, last] = [start, middle, end].map(|foot| euler_m(self.at, foot.at));
        let half = half_m(middle);
        if guess + half > EULER_BOUNDED_M {
            return self.least_m(middle.at) - half;
        }
        let (bow, slope) = (first - 2.0 * guess + last, first - last);
        let lowest = if bow > 0.5 * slope.abs() { guess - slope * slope / (8.0 * bow) } else { guess };
        let least = lowest.min(first).min(last) - PARABOLA_M;
        let alone = least - euler_error_m(guess + half);
        self.found.map_or(alone, |(found, error)| {
            let moved = norm(sub(middle.at, found.foot.at)) + half;
            alone.max(least + error - moved * drift(guess + half))
        })
    }
}

/// How far the ends of a piece lie from its middle at most, metres.
fn half_m(middle: &Foot) -> f64 {
    0.5 * norm(middle.tangent) + 1.0
}

/// What the distances along a piece of 2 km may differ by from a parabola, metres, with much to spare.
const PARABOLA_M: f64 = 0.01;

/// Safe bound of how much the error of an Euler chord of so many metres changes by metre that its end is moved.
///
/// Measured against Karney's algorithm on 3 million random pairs 1,000 to 18,000 km apart, moved by 1 to 600 km: at most 0.40 of this.
pub(super) fn drift(metres: f64) -> f64 {
    20.0 * euler_error_m(metres) / metres
}

/// Up to this length the bound of the Euler chord's error was measured, metres, with something to spare.
const EULER_BOUNDED_M: f64 = 17_000_000.0;

impl BorderIndex {
    /// Moves a foot along its piece to where the geodesic arrives at a right angle, by Newton's method.
    pub(super) fn refine(&self, p: LonLat, start: Foot) -> Exact {
        let mut best = exact(p, start);
        for _ in 0..3 {
            let frame = Frame::at(lonlat(best.foot.at));
            let gamma = (best.inverse.arriving_deg - frame.azimuth_deg(best.foot.tangent)).to_radians();
            let curvature = best.inverse.turn_per_metre * gamma.sin() * gamma.sin();
            let length = norm(best.foot.tangent);
            if curvature <= 1e-12 || length <= 0.0 {
                break;
            }
            let along = (best.foot.along - gamma.cos() / curvature / length).clamp(0.0, 1.0);
            if (along - best.foot.along).abs() * length < 1e-3 {
                break;
            }
            let next = exact(p, self.place(best.foot.slot, along));
            if next.inverse.metres > best.inverse.metres {
                break;
            }
            best = next;
        }
        best
    }

    /// The answer when the nearest chord is longer than [`super::index`] trusts: a search by the triangle inequality.
    ///
    /// No subtree can come nearer than its middle vertex less its radius. That holds up to the antipode, where no bound
    /// from chords does.
    pub(super) fn nearest_far(&self, p: LonLat) -> Option<Nearest> {
        let top = self.tree.levels.len().checked_sub(1)?;
        let mut best = Far { p, at: ecef(p), found: None };
        let mut stack = vec![(0.0, top + 1, 0_usize)];
        while let Some((bound, level, number)) = stack.pop() {
            if bound > best.metres() {
                continue;
            }
            if level == 0 {
                self.far_leaf(number, &mut best);
                continue;
            }
            let below = FAN.pow(level as u32 - 1);
            let count = self.tree.leaves.len().div_ceil(below);
            let mut children: Vec<(f64, usize, usize)> = (number * FAN..count.min(number * FAN + FAN))
                .map(|child| {
                    let middle = (child * below + below / 2).min(self.tree.leaves.len() - 1);
                    let vertex = self.tree.leaves[middle].vertex(FAN / 2);
                    let radius = self.tree.levels[level - 1][number].radius_m(child % FAN, vertex);
                    (best.least_m(vertex) - longest_arc_m(radius) - 1e-3, level - 1, child)
                })
                .filter(|child| child.0 <= best.metres())
                .collect();
            children.sort_by(|a, b| b.0.total_cmp(&a.0));
            stack.append(&mut children);
        }
        best.found.map(|(found, _)| self.answer_exact(&found))
    }

    /// Each piece is at most 2 km long, and the distance along it a parabola to far below a millimetre: three points
    /// tell where it is least. Pieces that seem nearest come first, for they spare the others.
    fn far_leaf(&self, leaf: usize, best: &mut Far) {
        let slots = (0..usize::from(self.tree.leaves[leaf].len)).map(|i| (leaf * FAN + i) as u32);
        let mut pieces: Vec<(f64, u32)> = slots
            .filter_map(|slot| {
                let middle = self.place(slot, 0.5);
                let near = best.least_m(middle.at) - half_m(&middle) <= best.metres();
                near.then(|| (euler_m(best.at, middle.at), slot))
            })
            .collect();
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, slot) in pieces {
            self.far_piece(slot, best);
        }
    }

    fn far_piece(&self, slot: u32, best: &mut Far) {
        let [start, middle, end] = [0.0, 0.5, 1.0].map(|along| self.place(slot, along));
        if best.least_along_m(&start, &middle, &end) > best.metres() {
            return;
        }
        let half = half_m(&middle);
        let middle = exact(best.p, middle);
        if middle.inverse.metres - half > best.metres() {
            return;
        }
        let ends = [exact(best.p, start), exact(best.p, end)];
        let [start, end] = ends.map(|end| end.inverse.metres);
        let bow = start - 2.0 * middle.inverse.metres + end;
        let along = 0.5 + 0.25 * (start - end) / bow;
        let lowest =
            (bow > 0.0 && along > 0.0 && along < 1.0).then(|| exact(best.p, self.place(slot, along)));
        for found in ends.into_iter().chain([middle]).chain(lowest) {
            best.take(found);
        }
    }

    /// The answer with the azimuths of an exact geodesic.
    pub(super) fn answer_exact(&self, found: &Exact) -> Nearest {
        let frame = Frame::at(lonlat(found.foot.at));
        let back = frame.heading(found.inverse.arriving_deg + 180.0);
        self.answer(&found.foot, found.inverse.metres, turn_360(found.inverse.leaving_deg), back)
    }
}

fn exact(p: LonLat, foot: Foot) -> Exact {
    Exact { foot, inverse: inverse(p, lonlat(foot.at)) }
}
