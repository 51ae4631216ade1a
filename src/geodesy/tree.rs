//! A packed tree of boxes over runs of pieces, searched depth first for the nearest chord.

use super::ecef::{V3, dot, reach_m, scale, sub};
use super::hits::{Hit, Hits};
use super::pieces::Chain;

/// Children of a node, and pieces of a leaf.
pub(super) const FAN: usize = 8;
/// Deepest stack of a search: every level leaves at most `FAN` entries, and 2^32 leaves make 11 levels.
const STACK: usize = FAN * 12;

/// Up to eight pieces in line order; coordinates by axis, so that the compiler can work on several at once.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// The vertices, one more than pieces; unused places repeat the last.
    pub vertices: [[f64; FAN + 1]; 3],
    /// Number of pieces in use.
    pub len: u8,
    /// Which chain they belong to.
    pub chain: u32,
}

impl Leaf {
    /// Vertex `i` as a vector.
    pub fn vertex(&self, i: usize) -> V3 {
        [self.vertices[0][i], self.vertices[1][i], self.vertices[2][i]]
    }

    /// From the vertices of a run, one more than pieces.
    fn of(run: &[V3], chain: u32) -> Self {
        let mut vertices = [[0.0; FAN + 1]; 3];
        let last = run.len() - 1;
        for i in 0..=FAN {
            let [x, y, z] = run[i.min(last)];
            (vertices[0][i], vertices[1][i], vertices[2][i]) = (x, y, z);
        }
        Self { vertices, len: last as u8, chain }
    }

    /// Squared distance from `p` to each chord, and where on it (0 to 1) the foot lies.
    fn chords(&self, p: V3) -> ([f64; FAN], [f64; FAN]) {
        let [xs, ys, zs] = &self.vertices;
        let mut squares = [0.0; FAN];
        let mut along = [0.0; FAN];
        for i in 0..FAN {
            let start = [xs[i], ys[i], zs[i]];
            let chord = sub([xs[i + 1], ys[i + 1], zs[i + 1]], start);
            let off = sub(p, start);
            let share = (dot(off, chord) / dot(chord, chord).max(1e-20)).clamp(0.0, 1.0);
            let rest = sub(off, scale(chord, share));
            squares[i] = dot(rest, rest);
            along[i] = share;
        }
        (squares, along)
    }
}

/// The boxes of up to eight children; an unused place is an empty box, infinitely far from everything.
#[derive(Debug, Clone)]
pub(super) struct Node {
    low: [[f64; FAN]; 3],
    high: [[f64; FAN]; 3],
}

impl Node {
    fn of(boxes: &[[V3; 2]]) -> Self {
        let mut node = Self { low: [[f64::INFINITY; FAN]; 3], high: [[f64::NEG_INFINITY; FAN]; 3] };
        for (i, [low, high]) in boxes.iter().enumerate() {
            for axis in 0..3 {
                node.low[axis][i] = low[axis];
                node.high[axis][i] = high[axis];
            }
        }
        node
    }

    /// Squared distance from `p` to each child's box.
    fn squares(&self, p: V3) -> [f64; FAN] {
        let mut squares = [0.0; FAN];
        for ((low, high), at) in self.low.iter().zip(&self.high).zip(p) {
            for i in 0..FAN {
                let out = (low[i] - at).max(at - high[i]).max(0.0);
                squares[i] += out * out;
            }
        }
        squares
    }

    /// Longest distance from `from` to a corner of child `i`.
    pub fn radius_m(&self, i: usize, from: V3) -> f64 {
        let mut square = 0.0;
        for (axis, at) in from.iter().enumerate() {
            let out = (at - self.low[axis][i]).abs().max((self.high[axis][i] - at).abs());
            square += out * out;
        }
        square.sqrt()
    }
}

/// The tree: `levels[0]` stands on the leaves, each further level on the one below, the last has one node.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub leaves: Vec<Leaf>,
    pub levels: Vec<Vec<Node>>,
}

impl Tree {
    /// Leaves in the order of the chains; a leaf never spans two chains.
    pub fn build(chains: Vec<Chain>) -> Self {
        let mut leaves = Vec::with_capacity(chains.iter().map(|chain| chain.len().div_ceil(FAN)).sum());
        // Each chain makes room as soon as its leaves are made.
        for (number, chain) in chains.into_iter().enumerate() {
            leaves.extend((0..chain.len()).step_by(FAN).map(|first| {
                let last = (first + FAN).min(chain.len());
                Leaf::of(&chain.vertices[first..=last], number as u32)
            }));
        }
        let mut boxes: Vec<[V3; 2]> = leaves.iter().map(leaf_box).collect();
        let mut levels = Vec::new();
        while !boxes.is_empty() {
            levels.push(boxes.chunks(FAN).map(Node::of).collect());
            if boxes.len() <= FAN {
                break;
            }
            boxes = boxes.chunks(FAN).map(joined).collect();
        }
        Self { leaves, levels }
    }

    /// No chord comes nearer than this to `p`, metres; infinite when there is none.
    pub fn least_chord(&self, p: V3) -> f64 {
        let root = self.levels.last().and_then(|level| level.first());
        root.map_or(f64::INFINITY, |root| root.squares(p).into_iter().fold(f64::INFINITY, f64::min).sqrt())
    }

    /// Every piece whose chord comes within reach of the nearest one's, and within `within` metres.
    ///
    /// `slack`: see [`reach_m`].
    pub fn search(&self, p: V3, slack: f64, within: f64) -> Hits {
        let mut hits = Hits::new(within + slack);
        let Some(top) = self.levels.len().checked_sub(1) else { return hits };
        let mut stack = [(0.0_f64, 0_u32, 0_u32); STACK];
        // Level 0 means a leaf here, level n a node of levels[n - 1].
        stack[0] = (0.0, top as u32 + 1, 0);
        let mut depth = 1;
        while depth > 0 {
            depth -= 1;
            let (square, level, number) = stack[depth];
            if square > hits.limit2 {
                continue;
            }
            if level == 0 {
                self.scan(number, p, slack, &mut hits);
                continue;
            }
            let node = &self.levels[level as usize - 1][number as usize];
            let first = depth;
            for (i, square) in node.squares(p).into_iter().enumerate() {
                if square > hits.limit2 || square.is_infinite() {
                    continue;
                }
                // Insertion keeps the nearest on top of the stack.
                let mut place = depth;
                while place > first && stack[place - 1].0 < square {
                    stack[place] = stack[place - 1];
                    place -= 1;
                }
                stack[place] = (square, level - 1, number * FAN as u32 + i as u32);
                depth += 1;
            }
        }
        hits
    }

    fn scan(&self, number: u32, p: V3, slack: f64, hits: &mut Hits) {
        let leaf = &self.leaves[number as usize];
        let (squares, along) = leaf.chords(p);
        for i in 0..usize::from(leaf.len) {
            if squares[i] <= hits.limit2 {
                let slot = number * FAN as u32 + i as u32;
                hits.add(Hit { square: squares[i], slot, along: along[i] }, |chord| reach_m(chord, slack));
            }
        }
    }
}

fn leaf_box(leaf: &Leaf) -> [V3; 2] {
    let mut ends = [[f64::INFINITY; 3], [f64::NEG_INFINITY; 3]];
    for (axis, row) in leaf.vertices.iter().enumerate() {
        for &value in row {
            ends[0][axis] = ends[0][axis].min(value);
            ends[1][axis] = ends[1][axis].max(value);
        }
    }
    ends
}

fn joined(boxes: &[[V3; 2]]) -> [V3; 2] {
    let mut ends = [[f64::INFINITY; 3], [f64::NEG_INFINITY; 3]];
    for [low, high] in boxes {
        for axis in 0..3 {
            ends[0][axis] = ends[0][axis].min(low[axis]);
            ends[1][axis] = ends[1][axis].max(high[axis]);
        }
    }
    ends
}
