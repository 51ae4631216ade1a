//! Points and edges of the sheet by squares, so that only what lies near is looked at.

use std::collections::BTreeMap;

use super::geom::{Pt, Rect, segments_cross};

/// Numbers of points by squares of the sheet.
#[derive(Debug)]
pub(super) struct Grid {
    cells: BTreeMap<(i64, i64), Vec<usize>>,
    points: Vec<Pt>,
    side: f64,
}

fn cell(p: Pt, side: f64) -> (i64, i64) {
    ((p.x / side).floor() as i64, (p.y / side).floor() as i64)
}

/// The squares that a box touches.
fn cells(room: &Rect, side: f64) -> impl Iterator<Item = (i64, i64)> + use<> {
    let ((x0, y0), (x1, y1)) = (cell(room.corners()[0], side), cell(room.corners()[2], side));
    (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
}

impl Grid {
    /// Points in squares of that side, in sheet units.
    pub fn new(points: impl IntoIterator<Item = Pt>, side: f64) -> Self {
        let points: Vec<Pt> = points.into_iter().collect();
        let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for (i, p) in points.iter().enumerate() {
            cells.entry(cell(*p, side)).or_default().push(i);
        }
        Self { cells, points, side }
    }

    /// Numbers of the points within `reach` of `p`, in their order.
    pub fn near(&self, p: Pt, reach: f64) -> Vec<usize> {
        let room = Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y }.grown(reach);
        let mut found: Vec<usize> = cells(&room, self.side)
            .filter_map(|c| self.cells.get(&c))
            .flatten()
            .copied()
            .filter(|i| self.points[*i].distance(p) <= reach)
            .collect();
        found.sort_unstable();
        found
    }
}

/// The border on the sheet: what must not be crossed.
#[derive(Debug)]
pub(super) struct Wall {
    cells: BTreeMap<(i64, i64), Vec<(Pt, Pt)>>,
}

/// Side of the squares in which a border's edges are kept, in sheet units: a symbol moves about as far.
const SQUARE: f64 = 32.0;

impl Wall {
    /// The wall of these lines.
    pub fn new(lines: &[Vec<Pt>]) -> Self {
        let mut wall: BTreeMap<(i64, i64), Vec<(Pt, Pt)>> = BTreeMap::new();
        for e in lines.iter().flat_map(|line| line.windows(2)) {
            for c in Rect::around([e[0], e[1]]).iter().flat_map(|room| cells(room, SQUARE)) {
                wall.entry(c).or_default().push((e[0], e[1]));
            }
        }
        Self { cells: wall }
    }

    /// True if it runs between two points.
    pub fn between(&self, a: Pt, b: Pt) -> bool {
        let edges = |room: Rect| cells(&room, SQUARE).filter_map(|c| self.cells.get(&c)).flatten();
        a != b && Rect::around([a, b]).is_some_and(|room| edges(room).any(|e| segments_cross(a, b, e.0, e.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::pt;

    /// A ragged line across the sheet, and points all over it and beside it.
    fn scattered() -> (Vec<Pt>, Vec<Pt>) {
        let at = |i: u32| f64::from(i * 7919 % 1013) / 1013.0;
        let line = (0..400).map(|i| pt(f64::from(i) * 2.5 - 50.0, 300.0 + 90.0 * at(i))).collect();
        (line, (0..300).map(|i| pt(1000.0 * at(i) - 40.0, 700.0 * at(i + 500) - 20.0)).collect())
    }

    #[test]
    fn squares_find_what_a_look_at_all_finds() {
        let (line, points) = scattered();
        let (grid, wall) = (Grid::new(points.iter().copied(), 23.0), Wall::new(std::slice::from_ref(&line)));
        let mut crossed = 0;
        for (i, p) in points.iter().enumerate() {
            for reach in [5.0, 23.0, 90.0] {
                let all: Vec<usize> =
                    (0..points.len()).filter(|j| points[*j].distance(*p) <= reach).collect();
                assert_eq!(grid.near(*p, reach), all);
            }
            let q = points[(i * 31 + 7) % points.len()];
            let all = line.windows(2).any(|e| segments_cross(*p, q, e[0], e[1]));
            assert_eq!(wall.between(*p, q), all, "{p:?} {q:?}");
            crossed += usize::from(all);
        }
        assert!(crossed > 50 && crossed < 250, "{crossed}");
    }
}
