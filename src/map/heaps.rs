//! Heaps: places that lie too close together at the scale of a view, as one counted symbol on a true place of theirs.

use super::drawn::{Drawn, Mark, Spot, order};
use super::frame;
use super::geom::Pt;
use super::grid::Grid;
use super::projection::View;
use super::symbols::{self, counted_radius};
use super::text_plan::crowd;

/// So many places within so many sheet units of one of them make a heap, where the frame holds few places.
const SPARSE: (usize, f64) = (6, 30.0);
/// The same in a crowded frame, whose symbols would hide what they stand on.
const CROWDED: (usize, f64) = (3, 27.0);
/// A place left over joins a heap whose middle lies within this times the reach.
const JOINS: f64 = 1.25;

/// Least gap between two heaps of one side: room for those of the other side to be moved into.
const APART: f64 = 6.0;

impl Drawn {
    /// The same with each heap in the view as one nameless spot, on the side of the border on which its places lie.
    #[must_use]
    pub fn heaped(&self, view: &View) -> Self {
        let points: Vec<(usize, Pt)> = self
            .spots
            .iter()
            .enumerate()
            .map(|(i, s)| (i, view.to_sheet(s.position)))
            .filter(|(i, p)| view.frame.holds(*p) && !self.spots[*i].gathered)
            .collect();
        let (least, reach) = if points.len() > crowd(view) { CROWDED } else { SPARSE };
        let grid = Grid::new(points.iter().map(|(_, p)| *p), reach * JOINS);
        let side = |i: usize| self.spots[points[i].0].side.as_deref();
        let near = |i: usize, reach: f64| {
            let found = grid.near(points[i].1, reach);
            found.into_iter().filter(|j| side(*j) == side(i)).collect::<Vec<_>>()
        };
        // The densest first; ties in the order of the spots.
        let mut seeds: Vec<(usize, usize)> =
            (0..points.len()).map(|i| (near(i, reach).len(), i)).filter(|s| s.0 >= least).collect();
        seeds.sort_by_key(|s| (std::cmp::Reverse(s.0), s.1));
        let mut heap_of: Vec<Option<usize>> = vec![None; points.len()];
        let mut middles: Vec<usize> = Vec::new();
        for (_, i) in seeds {
            let free: Vec<usize> = near(i, reach).into_iter().filter(|j| heap_of[*j].is_none()).collect();
            if heap_of[i].is_none() && free.len() >= least {
                for j in free {
                    heap_of[j] = Some(middles.len());
                }
                middles.push(i);
            }
        }
        for (n, middle) in middles.iter().enumerate() {
            for j in near(*middle, reach * JOINS) {
                heap_of[j] = heap_of[j].or(Some(n));
            }
        }
        self.with_heaps((&points, view), &heap_of, middles.len())
    }

    fn with_heaps(
        &self,
        (points, view): (&[(usize, Pt)], &View),
        heap_of: &[Option<usize>],
        count: usize,
    ) -> Self {
        let mut members: Vec<Vec<&Spot>> = vec![Vec::new(); count];
        let mut alone = vec![true; self.spots.len()];
        for ((spot, _), heap) in points.iter().zip(heap_of) {
            if let Some(heap) = heap {
                members[*heap].push(&self.spots[*spot]);
                alone[*spot] = false;
            }
        }
        merge(&mut members, view);
        let spots = self.spots.iter().zip(alone).filter(|(_, alone)| *alone).map(|(s, _)| s.clone());
        let mut spots: Vec<Spot> = spots.collect();
        spots.extend(members.iter().filter_map(|heap| Spot::heap(heap)));
        Self { spots, ..self.clone() }
    }
}

/// Joins heaps of one side whose symbols would touch, the smaller to the larger, until none do.
fn merge(heaps: &mut [Vec<&Spot>], view: &View) {
    let symbol = |heap: &[&Spot]| {
        let n = heap.iter().map(|s| s.marks.len()).sum();
        Some((view.to_sheet(frame::heart(heap)?), counted_radius(n)))
    };
    let mut symbols: Vec<Option<(Pt, f64)>> = heaps.iter().map(|heap| symbol(heap)).collect();
    // A joined heap stands elsewhere and may touch the next; each round leaves one fewer.
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for i in 0..heaps.len() {
            for j in 0..i {
                let (Some((a, r)), Some((b, s))) = (symbols[i], symbols[j]) else { continue };
                let one_side = heaps[i].first().map(|s| &s.side) == heaps[j].first().map(|s| &s.side);
                if one_side && a.distance(b) < symbols::reach(r) + symbols::reach(s) + APART {
                    let (from, to) = if heaps[i].len() <= heaps[j].len() { (i, j) } else { (j, i) };
                    let moved = std::mem::take(&mut heaps[from]);
                    heaps[to].extend(moved);
                    symbols[from] = None;
                    symbols[to] = symbol(&heaps[to]);
                    changed = true;
                }
            }
        }
    }
}

impl Spot {
    /// One nameless spot for several, at the one that has the least way to all the others; none for none.
    pub(super) fn heap(spots: &[&Self]) -> Option<Self> {
        let position = frame::heart(spots)?;
        let mut marks: Vec<Mark> = spots.iter().flat_map(|s| s.marks.clone()).collect();
        for mark in &mut marks {
            mark.near_km = None;
        }
        marks.sort_by_key(order);
        Some(Self {
            position,
            name: String::new(),
            local_name: None,
            population: 0,
            at_place: false,
            marks,
            link: None,
            side: spots[0].side.clone(),
            gathered: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;
    use crate::map::geom::Rect;
    use crate::map::projection::Aeqd;
    use crate::map::style::Symbol;

    fn spot(lon: f64, lat: f64, side: &str) -> Spot {
        Spot {
            position: LonLat { lon, lat },
            name: format!("{lon} {lat}"),
            local_name: None,
            population: 0,
            at_place: true,
            marks: vec![Mark {
                symbol: Symbol::Several,
                claimed: false,
                casualties: None,
                near_km: None,
                date: None,
            }],
            link: None,
            side: Some(side.to_owned()),
            gathered: false,
        }
    }

    /// Ten kilometres a unit: a degree of the equator is eleven units.
    #[test]
    fn close_places_of_one_side_are_one_symbol() {
        let view =
            View::new(Aeqd::new(LonLat { lon: 0.0, lat: 0.0 }), Rect::new(0.0, 0.0, 800.0, 600.0), 10_000.0);
        let cluster = |n: u32, side: &str| -> Vec<Spot> {
            (0..n).map(|i| spot(0.1 * f64::from(i), 0.05 * f64::from(i), side)).collect()
        };
        for (spots, want) in [
            (cluster(7, "A"), vec![7]),
            (cluster(5, "A"), vec![1; 5]),
            ([cluster(7, "A"), cluster(4, "B")].concat(), vec![1, 1, 1, 1, 7]),
            ([cluster(7, "A"), vec![spot(20.0, 5.0, "A")]].concat(), vec![1, 7]),
        ] {
            let drawn = Drawn { n: spots.len(), spots, ..Drawn::default() };
            let heaped = drawn.heaped(&view);
            let mut sizes: Vec<usize> = heaped.spots.iter().map(|s| s.marks.len()).collect();
            sizes.sort_unstable();
            assert_eq!(sizes, want);
            // The symbol stands on a true place.
            for heap in heaped.spots.iter().filter(|s| s.gathered) {
                assert!(drawn.spots.iter().any(|s| s.position == heap.position));
            }
        }
    }

    #[test]
    fn a_crowd_keeps_every_event() {
        let view =
            View::new(Aeqd::new(LonLat { lon: 0.0, lat: 0.0 }), Rect::new(0.0, 0.0, 800.0, 600.0), 2_000.0);
        let spots: Vec<Spot> = (0..900)
            .map(|i| {
                let (s, c) = libm::sincos(f64::from(i) * 2.4);
                let far = 0.12 * libm::sqrt(f64::from(i));
                spot(far * c, far * s, if c > 0.0 { "A" } else { "B" })
            })
            .collect();
        let drawn = Drawn { n: spots.len(), spots, ..Drawn::default() };
        let heaped = drawn.heaped(&view);
        assert_eq!(heaped.marks().count(), 900);
        assert!(heaped.spots.len() < 400, "{}", heaped.spots.len());
    }
}
