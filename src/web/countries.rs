//! Which country lies where, in cells, so that the page can write each name where its view shows most of the country.

use serde::Serialize;

use super::model::LatLon;
use super::sieve::Window;
use crate::geodesy::LonLat;
use crate::map::base::Outline;
use crate::map::projection::near;

/// Columns and rows of the grid over the window, fine enough for any view that shows a good part of it.
const FINE: (usize, usize) = (96, 72);
/// The same over the world: cells of 3 degrees.
const COARSE: (usize, usize) = (120, 48);
/// Degrees north between which the world's grid lies; Antarctica is no country.
const WORLD: (f64, f64) = (-60.0, 84.0);

/// Countries of the cells of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    /// South-west and north-east corner.
    pub corners: [LatLon; 2],
    /// Columns and rows.
    pub size: (usize, usize),
    /// Runs of cells, row by row from the north-west: the number of the country (0 for none, else counted from 1) and how many cells.
    pub runs: Vec<(usize, usize)>,
}

/// The grids over the window and over the world, the finer first. Countries are numbered in the order of `countries`.
#[must_use]
pub fn grids(countries: &[Outline], window: &Window) -> [Grid; 2] {
    let corners = window.corners();
    let middle = f64::midpoint(corners[0][1], corners[1][1]);
    let world = [[WORLD.0, middle - 180.0], [WORLD.1, middle + 180.0]];
    [grid(countries, corners, FINE), grid(countries, world, COARSE)]
}

fn grid(countries: &[Outline], corners: [LatLon; 2], size: (usize, usize)) -> Grid {
    let [[south, west], [north, east]] = corners;
    let (columns, rows) = size;
    let mut cells = vec![0_usize; columns * rows];
    let wide = (east - west) / columns as f64;
    for (number, country) in countries.iter().enumerate() {
        for (row, line) in cells.chunks_exact_mut(columns).enumerate() {
            let lat = north - (row as f64 + 0.5) * (north - south) / rows as f64;
            let mut ways: Vec<f64> = country
                .rings
                .iter()
                .flat_map(|ring| crossings(ring, lat, f64::midpoint(west, east)))
                .collect();
            ways.sort_by(f64::total_cmp);
            for pair in ways.chunks_exact(2) {
                for turn in [-360.0, 0.0, 360.0] {
                    // Cells whose centres lie between the two crossings.
                    let column =
                        |lon: f64| ((lon + turn - west) / wide - 0.5).ceil().clamp(0.0, columns as f64);
                    let (from, to) = (column(pair[0]) as usize, column(pair[1]) as usize);
                    line[from..to.max(from)].fill(number + 1);
                }
            }
        }
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some((number, count)) if *number == cell => *count += 1,
            _ => runs.push((cell, 1)),
        }
    }
    Grid { corners, size, runs }
}

/// Longitudes at which a ring crosses a parallel, followed from its first position so that none jumps around the Earth.
fn crossings(ring: &[LonLat], lat: f64, around: f64) -> Vec<f64> {
    let Some(first) = ring.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = LonLat { lon: near(first.lon, around), lat: first.lat };
    for point in ring.iter().skip(1).chain(ring.first()) {
        let to = LonLat { lon: near(point.lon, from.lon), lat: point.lat };
        if (from.lat > lat) != (to.lat > lat) {
            found.push(from.lon + (to.lon - from.lon) * (lat - from.lat) / (to.lat - from.lat));
        }
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(name: &str, [west, south, east, north]: [f64; 4]) -> Outline {
        let ring = [(west, south), (east, south), (east, north), (west, north)];
        Outline {
            code: name.to_owned(),
            name: name.to_owned(),
            local_name: None,
            rings: vec![ring.map(|(lon, lat)| LonLat { lon: near(lon, 0.0), lat }).into()].into(),
        }
    }

    #[test]
    fn cells_are_the_country_over_their_centre() {
        let countries = [country("a", [0.0, 0.0, 2.0, 4.0]), country("b", [2.0, 2.0, 4.0, 4.0])];
        let grid = grid(&countries, [[0.0, 0.0], [4.0, 4.0]], (4, 4));
        // Two rows a a b b, then two rows a a and nothing.
        assert_eq!(grid.runs, [(1, 2), (2, 2), (1, 2), (2, 2), (1, 2), (0, 2), (1, 2), (0, 2)]);
    }

    #[test]
    fn a_country_over_the_antimeridian_is_whole() {
        let far = country("a", [178.0, 0.0, 182.0, 4.0]);
        for west in [176.0, -184.0] {
            let grid = grid(std::slice::from_ref(&far), [[0.0, west], [4.0, west + 8.0]], (8, 1));
            assert_eq!(grid.runs, [(0, 2), (1, 4), (0, 2)], "{west}");
        }
    }
}
