//! Vertices in square cells, so that those around a point are found at once.

use crate::map::geom::{Pt, Rect, pt};

/// Cells for each vertex, at most: a long line is a small part of its box.
const CELLS: f64 = 4.0;

pub(super) struct Grid {
    corner: Pt,
    side: f64,
    columns: i64,
    rows: i64,
    /// Where the vertices of each cell begin in `members`; one more than there are cells.
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Grid {
    /// Cells about as large as `side`, larger where there would be too many.
    pub fn new(points: &[Pt], side: f64) -> Self {
        let all = Rect::around(points.iter().copied()).unwrap_or(Rect { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 });
        let least = (all.width() * all.height() / (CELLS * points.len() as f64 + 1000.0)).sqrt();
        let side = side.max(least).max(all.width().max(all.height()) / 30_000.0).max(1e-6);
        let (columns, rows) = ((all.width() / side) as i64 + 1, (all.height() / side) as i64 + 1);
        let mut grid = Self {
            corner: pt(all.x0, all.y0),
            side,
            columns,
            rows,
            starts: vec![0; (columns * rows) as usize + 1],
            members: vec![0; points.len()],
        };
        let cells: Vec<usize> =
            points.iter().map(|p| grid.cell(*p)).map(|(x, y)| (y * columns + x) as usize).collect();
        for cell in &cells {
            grid.starts[cell + 1] += 1;
        }
        for i in 1..grid.starts.len() {
            grid.starts[i] += grid.starts[i - 1];
        }
        let mut next = grid.starts.clone();
        for (i, cell) in cells.iter().enumerate() {
            grid.members[next[*cell] as usize] = i as u32;
            next[*cell] += 1;
        }
        grid
    }

    /// Column and row of a point, which may lie outside.
    fn cell(&self, p: Pt) -> (i64, i64) {
        (
            ((p.x - self.corner.x) / self.side).floor() as i64,
            ((p.y - self.corner.y) / self.side).floor() as i64,
        )
    }

    /// All vertices within `reach` of a point, and some beyond; those of the nearest cells first.
    pub fn around(&self, p: Pt, reach: f64) -> impl Iterator<Item = usize> {
        let (x, y) = self.cell(p);
        let rings = (reach / self.side).ceil() as i64;
        let rows = (0..=rings).flat_map(move |ring| (-ring..=ring).map(move |dy| (ring, dy)));
        let cells = rows.flat_map(move |(ring, dy)| {
            // The first and the last row of a ring of cells are full, of the others only the ends belong to it.
            let step = if dy.abs() == ring { 1 } else { 2 * ring.max(1) };
            (-ring..=ring).step_by(step as usize).map(move |dx| (x + dx, y + dy))
        });
        let inside = move |(x, y): &(i64, i64)| (0..self.columns).contains(x) && (0..self.rows).contains(y);
        cells.filter(inside).flat_map(move |(x, y)| {
            let cell = (y * self.columns + x) as usize;
            self.members[self.starts[cell] as usize..self.starts[cell + 1] as usize]
                .iter()
                .map(|i| *i as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_in_reach_are_found_once() {
        let points: Vec<Pt> = (0..500).map(f64::from).map(|t| pt(t * 7.0 % 300.0, t * t % 170.0)).collect();
        for side in [1.0, 20.0, 500.0] {
            let grid = Grid::new(&points, side);
            for (p, reach) in
                [(pt(150.0, 80.0), 40.0), (pt(-30.0, 10.0), 60.0), (pt(900.0, 900.0), 50.0), (points[7], 0.5)]
            {
                let mut found: Vec<usize> = grid.around(p, reach).collect();
                let n = found.len();
                found.sort_unstable();
                found.dedup();
                assert_eq!(found.len(), n);
                for (i, q) in points.iter().enumerate().filter(|(_, q)| q.distance(p) <= reach) {
                    assert!(found.contains(&i), "{side} {p:?} {q:?}");
                }
            }
        }
        assert_eq!(Grid::new(&[], 1.0).around(pt(0.0, 0.0), 5.0).count(), 0);
    }
}
