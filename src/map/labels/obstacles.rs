//! What labels keep clear of, and what a place for a label costs by itself.

use std::collections::BTreeMap;

use super::Candidate;
use crate::map::geom::{Pt, Rect, distance_to_segment};

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

/// Cost of a unit of measuring line under a label, and of border.
const LINE: (f64, f64) = (0.35, 0.9);

impl Obstacles {
    /// The obstacles sorted by where they lie.
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            symbols: Grid::new(&self.symbols),
            lines: Runs::new(&self.lines),
            border: Runs::new(&self.border),
        }
    }

    /// What a place costs by itself; none if it must not be used.
    pub(super) fn weigh(&self, c: &Candidate, ground: &Ground<'_>) -> Option<f64> {
        if self.frame.is_some_and(|f| !f.holds_rect(&c.room))
            || self.furniture.iter().any(|f| f.overlap(&c.room) > 0.0)
        {
            return None;
        }
        let hit = |(at, r): &(Pt, f64)| c.room.nearest(*at).distance(*at) < r + 1.0;
        if ground.symbols.about(&c.room).any(|i| hit(&self.symbols[i])) {
            return None;
        }
        let cut = |(a, b): (Pt, Pt)| {
            let thin = Rect::around([a, b]);
            let through = |i: usize| distance_to_segment(self.symbols[i].0, a, b) < self.symbols[i].1 - 0.5;
            thin.is_some_and(|r| ground.symbols.about(&r).any(through))
        };
        if c.leader.is_some_and(cut) {
            return None;
        }
        let under =
            |(a, b): &(Pt, Pt)| c.room.clip_line(*a, *b).map_or(0.0, |(s, t)| (t - s) * a.distance(*b));
        let lines: f64 = ground.lines.about(&c.room).map(under).sum();
        let border: f64 = ground.border.about(&c.room).map(under).sum();
        Some(c.cost + LINE.0 * lines + LINE.1 * border)
    }
}

/// Obstacles sorted by where they lie.
pub(super) struct Ground<'a> {
    symbols: Grid,
    lines: Runs<'a>,
    border: Runs<'a>,
}

/// Straight pieces in runs of neighbours, so that those far from a box are passed over together.
struct Runs<'a>(Vec<(Rect, &'a [(Pt, Pt)])>);

/// Pieces of a run.
const RUN: usize = 12;

impl<'a> Runs<'a> {
    fn new(pieces: &'a [(Pt, Pt)]) -> Self {
        let room = |run: &[(Pt, Pt)]| Rect::around(run.iter().flat_map(|(a, b)| [*a, *b]));
        Self(pieces.chunks(RUN).filter_map(|run| Some((room(run)?, run))).collect())
    }

    /// All pieces that may touch a box, and some others, in their order.
    fn about<'b>(&'b self, r: &Rect) -> impl Iterator<Item = &'a (Pt, Pt)> + use<'a, 'b> {
        let r = *r;
        let touches =
            move |(o, _): &&(Rect, &[(Pt, Pt)])| o.x0 <= r.x1 && o.x1 >= r.x0 && o.y0 <= r.y1 && o.y1 >= r.y0;
        self.0.iter().filter(touches).flat_map(|(_, run)| run.iter())
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
