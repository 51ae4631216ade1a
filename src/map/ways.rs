//! Shortest ways on the sheet: straight where the plane shows them so, bent where it does not, cut at the map's ends.

use super::clip::clip_polyline;
use super::geom::{Pt, distance_to_segment};
use super::projection::View;
use crate::geodesy::{LonLat, shortest_way};

/// A way that nowhere lies farther from the straight line, in sheet units, is drawn as that.
const STRAIGHT: f64 = 0.6;
/// Neighbouring vertices that lie farther apart on a map of the world, in sheet units, are on both sides of its cut.
const APART: f64 = 60.0;

/// The shortest way between two points as it is seen in the frame, from the first on; in parts where it leaves the frame.
#[must_use]
pub fn way(view: &View, from: LonLat, to: LonLat) -> Vec<Vec<Pt>> {
    let all: Vec<Pt> = shortest_way(from, to).into_iter().map(|point| view.to_sheet(point)).collect();
    pieces(view, &all).iter().flat_map(|piece| clip_polyline(&straightened(piece), &view.frame)).collect()
}

/// A line on the sheet, taken apart where it goes around the Earth.
#[must_use]
pub fn pieces(view: &View, line: &[Pt]) -> Vec<Vec<Pt>> {
    let mut pieces: Vec<Vec<Pt>> = Vec::new();
    for &at in line {
        let follows = |last: &Pt| !view.is_world() || last.distance(at) <= APART;
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(follows) => piece.push(at),
            _ => pieces.push(vec![at]),
        }
    }
    pieces
}

fn straightened(line: &[Pt]) -> Vec<Pt> {
    let (Some(&a), Some(&b)) = (line.first(), line.last()) else { return Vec::new() };
    let straight = line.iter().all(|p| distance_to_segment(*p, a, b) <= STRAIGHT);
    if straight { vec![a, b] } else { line.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::Rect;
    use crate::map::projection::{Aeqd, Plane};

    #[test]
    fn ways_bend_only_where_the_plane_bends_them() {
        let frame = Rect::new(0.0, 0.0, 1100.0, 700.0);
        let (kharkiv, texas, tokyo, alaska) = (
            LonLat::new(36.2, 50.0),
            LonLat::new(-100.0, 31.0),
            LonLat::new(139.7, 35.7),
            LonLat::new(-150.0, 61.0),
        );
        let near = View::new(Aeqd::new(kharkiv), frame, 1000.0);
        assert_eq!(way(&near, kharkiv, LonLat::new(36.6, 50.6)).concat().len(), 2);
        let world = View::new(Plane::world(11.0), frame, 40_000.0);
        let bent = way(&world, kharkiv, texas);
        let north = bent.concat().iter().map(|p| p.y).fold(f64::INFINITY, f64::min);
        assert!(bent.len() == 1 && north < world.to_sheet(kharkiv).y - 15.0, "{north}");
        // Across the map's cut no line runs from one end to the other.
        let cut = way(&world, tokyo, alaska);
        assert_eq!(cut.len(), 2);
        let longest = cut.iter().flat_map(|p| p.windows(2)).map(|p| p[0].distance(p[1])).fold(0.0, f64::max);
        assert!(longest < 400.0, "{longest}");
    }
}
