//! A summary of thousands of events: their number in hexagons of one area, for symbols would hide each other.

use std::collections::BTreeMap;

use super::MapOptions;
use super::drawn::Drawn;
use super::equal_area::EqualArea;
use super::geom::Pt;
use super::projection::View;
use super::world::EqualEarth;
use crate::geodesy::LonLat;

/// From so many events in a frame of full size on, at so many places, hexagons say more than symbols.
const MANY: (f64, f64) = (900.0, 250.0);
/// A frame of full size, in square sheet units; a smaller one is full sooner, but not sooner than at this share of them.
const FULL: f64 = 1.0e6;
const LEAST: f64 = 0.5;
/// Hexagons beside each other across a frame, and the least and largest width of one in sheet units.
const ACROSS: f64 = 44.0;
const WIDTH: (f64, f64) = (15.0, 44.0);
/// Widths in km, with powers of ten.
const ROUND: [f64; 7] = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.5];
/// Most classes.
const CLASSES: usize = 6;

/// When events are summed up in hexagons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Summary {
    /// Where there are too many for symbols.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// One hexagon with its events.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its corners on the sheet.
    pub ring: Vec<Pt>,
    /// Number of events.
    pub n: usize,
    /// Number of its class.
    pub class: usize,
}

/// All hexagons of a view that hold an event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hexagons {
    /// Hexagons from south to north and west to east.
    pub cells: Vec<Cell>,
    /// Way from one side to the opposite one, in km.
    pub across_km: f64,
    /// The least number of each class, from the lowest on.
    pub classes: Vec<usize>,
    /// The most events of one; on the maps of a series, of one of any of them.
    pub most: usize,
}

impl Hexagons {
    /// The same hexagons elsewhere on the sheet.
    #[must_use]
    pub fn moved(&self, dx: f64, dy: f64) -> Self {
        let ring = |cell: &Cell| cell.ring.iter().map(|p| Pt { x: p.x + dx, y: p.y + dy }).collect();
        let cells = self.cells.iter().map(|cell| Cell { ring: ring(cell), ..*cell }).collect();
        Self { cells, ..self.clone() }
    }

    /// Area of each, in square kilometres.
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        self.across_km * self.across_km * 3.0_f64.sqrt() / 2.0
    }

    /// Number of events in all.
    #[must_use]
    pub fn events(&self) -> usize {
        self.cells.iter().map(|cell| cell.n).sum()
    }

    /// Sorts the hexagons into classes up to so many events.
    fn classify(&mut self, most: usize) {
        self.most = most;
        self.classes = classes(most);
        for cell in &mut self.cells {
            cell.class = self.classes.iter().rposition(|least| *least <= cell.n).unwrap_or(0);
        }
    }

    /// Least and most events of a class.
    #[must_use]
    pub fn range(&self, class: usize) -> (usize, usize) {
        let low = self.classes.get(class).copied().unwrap_or(1);
        (low, self.classes.get(class + 1).map_or(self.most, |next| next - 1).max(low))
    }
}

/// A plane of true areas.
enum Ground {
    Part(EqualArea),
    World(EqualEarth),
}

impl Ground {
    fn of(view: &View) -> Self {
        let centre = view.plane.centre;
        if view.is_world() {
            Self::World(EqualEarth::new(centre.lon))
        } else {
            Self::Part(EqualArea::new(centre))
        }
    }

    fn forward(&self, p: LonLat) -> (f64, f64) {
        match self {
            Self::Part(plane) => plane.forward(p),
            Self::World(plane) => plane.forward(p),
        }
    }

    fn inverse(&self, (x, y): (f64, f64)) -> LonLat {
        match self {
            Self::Part(plane) => plane.inverse(x, y),
            Self::World(plane) => plane.inverse(x, y),
        }
    }
}

/// True if a view holds too many events at too many places for symbols.
fn too_many(drawn: &Drawn, view: &View) -> bool {
    let seen = || drawn.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position)));
    let share = (view.frame.width() * view.frame.height() / FULL).clamp(LEAST, 1.0);
    let events: usize = seen().map(|s| s.marks.len()).sum();
    events as f64 > MANY.0 * share && seen().count() as f64 > MANY.1 * share
}

impl Drawn {
    /// The same with its points summed up in hexagons, if these options ask for it.
    #[must_use]
    pub fn summed(self, view: &View, options: &MapOptions) -> Self {
        if !wanted(&self, view, options) {
            return self;
        }
        let hexagons = Some(of(&self, view));
        Self { spots: Vec::new(), rivals: Vec::new(), hexagons, ..self }
    }

    /// The maps of a series with their points summed up in hexagons of the same classes, all of them if these options ask for it
    /// on any.
    pub(super) fn summed_alike(series: Vec<&mut Self>, view: &View, options: &MapOptions) -> bool {
        if !series.iter().any(|drawn| wanted(drawn, view, options)) {
            return false;
        }
        let mut counted: Vec<(&mut Self, Hexagons)> = series
            .into_iter()
            .map(|drawn| {
                let hexagons = of(drawn, view);
                (drawn, hexagons)
            })
            .collect();
        let most = counted.iter().map(|(_, hexagons)| hexagons.most).max().unwrap_or(0);
        for (drawn, hexagons) in &mut counted {
            let mut hexagons = std::mem::take(hexagons);
            hexagons.classify(most);
            drawn.spots.clear();
            drawn.rivals.clear();
            drawn.hexagons = Some(hexagons);
        }
        true
    }
}

fn wanted(drawn: &Drawn, view: &View, options: &MapOptions) -> bool {
    match options.summary {
        Summary::Never => false,
        Summary::Always => !drawn.spots.is_empty(),
        Summary::Auto => too_many(drawn, view),
    }
}

/// Column and row of the hexagon that holds a point, in widths. Source: rounding of cube coordinates.
fn cell((x, y): (f64, f64)) -> (i64, i64) {
    let r = y * 2.0 / 3.0_f64.sqrt();
    let q = x - r / 2.0;
    let s = -q - r;
    let (a, b, c) = (q.round(), r.round(), s.round());
    let (da, db, dc) = ((a - q).abs(), (b - r).abs(), (c - s).abs());
    if da > db && da > dc {
        ((-b - c) as i64, b as i64)
    } else if db > dc {
        (a as i64, (-a - c) as i64)
    } else {
        (a as i64, b as i64)
    }
}

/// The middle of a hexagon, in widths.
fn middle((column, row): (i64, i64)) -> (f64, f64) {
    (column as f64 + row as f64 / 2.0, row as f64 * 3.0_f64.sqrt() / 2.0)
}

/// The corners of a hexagon, in widths.
fn corners(at: (i64, i64)) -> [(f64, f64); 6] {
    let (x, y) = middle(at);
    let r = 1.0 / 3.0_f64.sqrt();
    [0, 1, 2, 3, 4, 5].map(|k| {
        let (s, c) = libm::sincos((f64::from(k) * 60.0 + 30.0).to_radians());
        (x + r * c, y + r * s)
    })
}

/// The round width in km that is nearest to one in metres, by ratio.
fn round_km(metres: f64) -> f64 {
    let off = |km: &f64| (libm::log(km * 1000.0 / metres)).abs();
    let all = (-2..5).flat_map(|power| ROUND.map(|k| k * libm::pow(10.0, f64::from(power))));
    all.min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(1.0)
}

/// The least number of each class up to the most events of one: powers of ten, parted as finely as there is room.
fn classes(most: usize) -> Vec<usize> {
    for parts in [&[1, 2, 5][..], &[1, 3][..], &[1][..]] {
        let all: Vec<usize> = (0..12)
            .flat_map(|power| parts.iter().map(move |k| k * 10_usize.pow(power)))
            .take_while(|least| *least <= most)
            .collect();
        if all.len() <= CLASSES {
            return all;
        }
    }
    (0..CLASSES as u32).map(|k| 100_usize.pow(k)).take_while(|least| *least <= most).collect()
}

fn of(drawn: &Drawn, view: &View) -> Hexagons {
    let ground = Ground::of(view);
    let units = (view.frame.width() / ACROSS).clamp(WIDTH.0, WIDTH.1);
    let across_km = round_km(units * view.metres_per_unit);
    let width = across_km * 1000.0;
    let mut counts: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for spot in drawn.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position))) {
        let (x, y) = ground.forward(spot.position);
        let (column, row) = cell((x / width, y / width));
        *counts.entry((row, column)).or_default() += spot.marks.len();
    }
    let cells = counts
        .iter()
        .map(|((row, column), n)| {
            let corner = |(x, y): (f64, f64)| view.to_sheet(ground.inverse((x * width, y * width)));
            Cell { ring: corners((*column, *row)).map(corner).to_vec(), n: *n, class: 0 }
        })
        .collect();
    let mut hexagons = Hexagons { cells, across_km, ..Hexagons::default() };
    hexagons.classify(counts.values().copied().max().unwrap_or(0));
    hexagons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_lies_in_the_hexagon_whose_middle_is_nearest() {
        for i in 0..4000_i32 {
            let p = (f64::from(i % 61) * 0.173 - 5.0, f64::from(i % 83) * 0.117 - 4.0);
            let found = cell(p);
            let off = |at| {
                let (x, y) = middle(at);
                libm::hypot(x - p.0, y - p.1)
            };
            for dx in -1..=1 {
                for dy in -1..=1 {
                    let other = (found.0 + dx, found.1 + dy);
                    assert!(off(found) <= off(other) + 1e-9, "{p:?}: {found:?}, not {other:?}");
                }
            }
        }
    }

    #[test]
    fn classes_cover_all_numbers_and_are_few() {
        for most in [1, 2, 7, 12, 99, 1000, 54_321, 10_000_000] {
            let found = classes(most);
            assert!(!found.is_empty() && found.len() <= CLASSES && found[0] == 1, "{most}: {found:?}");
            assert!(found.is_sorted() && found.last() <= Some(&most), "{most}: {found:?}");
        }
        assert_eq!(classes(60), [1, 2, 5, 10, 20, 50]);
    }

    #[test]
    fn widths_are_round() {
        for (metres, km) in [(9_400.0, 10.0), (1_240.0, 1.5), (33_000.0, 30.0), (260.0, 0.3)] {
            assert!((round_km(metres) - km).abs() < 1e-9, "{metres}: {}", round_km(metres));
        }
    }
}
