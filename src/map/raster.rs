//! Exact coverage of pixels by polygons: every edge leaves in each pixel that it crosses how much of the pixel lies to its right.
//!
//! Source: the cells of `FreeType`'s smooth rasteriser, which goes back to `LibArt`; here kept only where an edge is, so that a thin
//! line over a large sheet costs its own length and no more.

use super::geom::{Pt, pt};

/// How windings become inside and outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Whatever is wound around at all: glyphs and outlines of strokes.
    Winding,
    /// Whatever is wound around an odd number of times: rings with holes in any order.
    EvenOdd,
}

impl Rule {
    /// The share of a pixel that is inside, from the mean winding over it, as 0 to 255.
    fn share(self, winding: f32) -> u8 {
        let once = match self {
            Self::Winding => winding.abs().min(1.0),
            Self::EvenOdd => {
                let rest = winding.abs() % 2.0;
                rest.min(2.0 - rest)
            }
        };
        (once * 255.0 + 0.5) as u8
    }
}

/// What an edge leaves in one pixel.
#[derive(Debug, Clone, Copy)]
struct Cell {
    x: u32,
    row: u32,
    /// Change of the winding for all pixels to the right.
    cover: f32,
    /// The same for this pixel: less, by what lies to the left of the edge.
    here: f32,
}

/// Collects the edges of one shape, in pixels; then tells which pixels it covers.
#[derive(Debug, Default)]
pub struct Raster {
    width: f64,
    height: f64,
    cells: Vec<Cell>,
    sorted: Vec<Cell>,
    starts: Vec<u32>,
}

impl Raster {
    /// Makes ready for a shape on so many pixels.
    pub fn begin(&mut self, width: u32, height: u32) {
        (self.width, self.height) = (f64::from(width), f64::from(height));
        self.cells.clear();
    }

    /// Adds a straight edge. Edges of a shape may come in any order, as long as they close.
    pub fn edge(&mut self, a: Pt, b: Pt) {
        let (sign, a, b) = if a.y <= b.y { (1.0, a, b) } else { (-1.0, b, a) };
        if b.y <= 0.0 || a.y >= self.height || b.y <= a.y || !(a.x + b.x + a.y + b.y).is_finite() {
            return;
        }
        let slope = (b.x - a.x) / (b.y - a.y);
        let at = |y: f64| pt(a.x + (y - a.y) * slope, y);
        let a = if a.y < 0.0 { at(0.0) } else { a };
        let b = if b.y > self.height { at(self.height) } else { b };
        // Right of the pixels an edge changes nothing, left of them it counts as if it stood on the side.
        let (mut from, mut cuts) = (a, [b; 3]);
        if slope != 0.0 && (a.x.min(b.x) < 0.0 || a.x.max(b.x) > self.width) {
            let (first, second) = if slope > 0.0 { (0.0, self.width) } else { (self.width, 0.0) };
            for (cut, x) in cuts.iter_mut().zip([first, second]) {
                let y = a.y + (x - a.x) / slope;
                if y < b.y {
                    *cut = if y > a.y { pt(x, y) } else { a };
                }
            }
        }
        for to in cuts {
            if to.y > from.y {
                let middle = f64::midpoint(from.x, to.x);
                if middle < 0.0 {
                    self.steps(pt(0.0, from.y), pt(0.0, to.y), sign);
                } else if middle < self.width {
                    let most = self.width;
                    self.steps(pt(from.x.clamp(0.0, most), from.y), pt(to.x.clamp(0.0, most), to.y), sign);
                }
            }
            from = to;
        }
    }

    /// An edge downwards inside the pixels, row by row.
    fn steps(&mut self, a: Pt, b: Pt, sign: f64) {
        let slope = (b.x - a.x) / (b.y - a.y);
        let (mut x, mut y) = (a.x, a.y);
        let mut row = a.y as u32;
        while y < b.y {
            let to = (f64::from(row) + 1.0).min(b.y);
            let end = if to >= b.y { b.x } else { x + (to - y) * slope };
            self.row(row, x, end, sign * (to - y));
            (x, y, row) = (end, to, row + 1);
        }
    }

    /// An edge inside one row: of `cover`, each pixel takes the part that crosses it.
    fn row(&mut self, row: u32, a: f64, b: f64, cover: f64) {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let (first, last) = (low as u32, high as u32);
        if first == last {
            return self.add(first, row, cover, 1.0 - (f64::midpoint(low, high) - f64::from(first)));
        }
        let each = cover / (high - low);
        let mut from = low;
        for x in first..=last {
            let left = f64::from(x);
            let to = (left + 1.0).min(high);
            self.add(x, row, each * (to - from), 1.0 - (f64::midpoint(from, to) - left));
            from = to;
        }
    }

    fn add(&mut self, x: u32, row: u32, cover: f64, right: f64) {
        let (cover, here) = (cover as f32, (cover * right) as f32);
        match self.cells.last_mut() {
            Some(last) if last.x == x && last.row == row => {
                last.cover += cover;
                last.here += here;
            }
            _ => self.cells.push(Cell { x, row, cover, here }),
        }
    }

    /// Calls `paint` with row, first pixel, number of pixels and coverage (1 to 255) for all that the shape covers; rows in order.
    pub fn sweep(&mut self, rule: Rule, mut paint: impl FnMut(usize, usize, usize, u8)) {
        self.sort();
        let width = self.width as u32;
        for row in self.sorted.chunk_by(|a, b| a.row == b.row) {
            let (mut rest, mut winding) = (row, 0.0);
            while let Some(&Cell { x, row, .. }) = rest.first() {
                let (mut cover, mut here) = (0.0, 0.0);
                while let Some((cell, others)) = rest.split_first().filter(|(c, _)| c.x == x) {
                    cover += cell.cover;
                    here += cell.here;
                    rest = others;
                }
                let share = rule.share(winding + here);
                if share > 0 && x < width {
                    paint(row as usize, x as usize, 1, share);
                }
                winding += cover;
                // Up to the next edge all pixels are alike; what stands right of the pixels left no cell.
                let next = rest.first().map_or(width, |c| c.x);
                let share = if next > x + 1 { rule.share(winding) } else { 0 };
                if share > 0 {
                    paint(row as usize, x as usize + 1, (next - x - 1) as usize, share);
                }
            }
        }
    }

    /// Cells by row and, in it, from left to right; those of one pixel stay in the order in which they came.
    fn sort(&mut self) {
        counted(&self.cells, &mut self.sorted, &mut self.starts, |cell| cell.x);
        std::mem::swap(&mut self.cells, &mut self.sorted);
        counted(&self.cells, &mut self.sorted, &mut self.starts, |cell| cell.row);
    }
}

/// Puts cells in the order of a number; those of one number stay in the order in which they were.
fn counted(cells: &[Cell], sorted: &mut Vec<Cell>, starts: &mut Vec<u32>, key: impl Fn(&Cell) -> u32) {
    sorted.clear();
    starts.clear();
    let Some(first) = cells.first() else { return };
    let range = (key(first), key(first));
    let (low, high) = cells.iter().map(&key).fold(range, |(low, high), k| (low.min(k), high.max(k)));
    starts.resize((high - low) as usize + 1, 0);
    for cell in cells {
        starts[(key(cell) - low) as usize] += 1;
    }
    let mut sum = 0;
    for start in starts.iter_mut() {
        (*start, sum) = (sum, sum + *start);
    }
    sorted.resize(cells.len(), *first);
    for cell in cells {
        let at = &mut starts[(key(cell) - low) as usize];
        sorted[*at as usize] = *cell;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(rings: &[&[Pt]], rule: Rule) -> Vec<Vec<u8>> {
        let mut raster = Raster::default();
        raster.begin(8, 6);
        for ring in rings {
            for (i, a) in ring.iter().enumerate() {
                raster.edge(*a, ring[(i + 1) % ring.len()]);
            }
        }
        let mut pixels = vec![vec![0; 8]; 6];
        raster.sweep(rule, |y, x, n, share| pixels[y][x..x + n].fill(share));
        pixels
    }

    fn square(x0: f64, y0: f64, x1: f64, y1: f64) -> [Pt; 4] {
        [pt(x0, y0), pt(x1, y0), pt(x1, y1), pt(x0, y1)]
    }

    /// The sum over all pixels is the area, wherever the shape lies.
    #[test]
    fn coverage_is_area() {
        for (ring, want) in [
            (vec![pt(1.25, 1.5), pt(6.75, 1.5), pt(6.75, 4.25), pt(1.25, 4.25)], 5.5 * 2.75),
            (vec![pt(1.0, 1.0), pt(7.0, 2.0), pt(3.0, 5.5)], 0.5 * (6.0 * 4.5 - 2.0)),
            (vec![pt(-3.0, -2.0), pt(20.0, -2.0), pt(20.0, 9.0), pt(-3.0, 9.0)], 48.0),
            (vec![pt(-4.0, 3.0), pt(4.0, -5.0), pt(12.0, 3.0), pt(4.0, 11.0)], 48.0),
            (vec![pt(-9.0, 1.0), pt(-1.0, 1.0), pt(-1.0, 4.0)], 0.0),
            (vec![pt(9.0, 1.0), pt(12.0, 1.0), pt(12.0, 4.0)], 0.0),
            (vec![pt(3.0, 1.0), pt(-5.0, 3.0), pt(3.0, 5.0)], 9.75),
            (vec![pt(5.0, 1.0), pt(13.0, 3.0), pt(5.0, 5.0)], 9.75),
            (vec![pt(-900.0, 1.0), pt(900.0, 1.001), pt(900.0, 3.0), pt(-900.0, 2.999)], 16.0),
        ] {
            for rule in [Rule::Winding, Rule::EvenOdd] {
                let turned: Vec<Pt> = ring.iter().rev().copied().collect();
                for ring in [&ring, &turned] {
                    let sum: u32 = covered(&[ring], rule).iter().flatten().map(|s| u32::from(*s)).sum();
                    assert!((f64::from(sum) / 255.0 - want).abs() < 0.05, "{ring:?}: {sum} for {want}");
                }
            }
        }
    }

    #[test]
    fn holes_are_even_and_overlaps_are_wound() {
        let (outer, inner) = (square(0.0, 0.0, 6.0, 6.0), square(2.0, 2.0, 4.0, 4.0));
        assert_eq!(covered(&[&outer, &inner], Rule::EvenOdd)[3][..7], [255, 255, 0, 0, 255, 255, 0]);
        assert_eq!(covered(&[&outer, &inner], Rule::Winding)[3][..7], [255, 255, 255, 255, 255, 255, 0]);
    }
}
