//! Which tenths of a degree lie wholly in one country or wholly at sea, found out when first asked for: most positions need no
//! look at outlines then.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use super::shapes;
use crate::geodesy::LonLat;

/// What is known of the cell around a position.
pub(super) enum Cell {
    /// The whole cell lies in this country, or in none.
    Whole(Option<&'static str>),
    /// An outline comes near: the outlines must be asked.
    Mixed,
}

const COLUMNS: usize = 3600;
const ROWS: usize = 1800;
/// Half the diagonal of the largest cell, at the equator, in metres.
const HALF_DIAGONAL_M: f64 = 7_900.0;
/// States of a cell besides the number of a country plus [`FIRST`].
const UNKNOWN: u16 = 0;
const MIXED: u16 = 1;
const NONE: u16 = 2;
const FIRST: u16 = 3;

/// Cells on a side of a block: five degrees, since the places of a text lie in few parts of the world.
const BLOCK: usize = 50;

/// The states of the cells, in blocks that are made when a position of theirs is first asked for.
struct Cells {
    blocks: Vec<OnceLock<Box<[AtomicU16]>>>,
    codes: Vec<&'static str>,
}

/// Looks the cell up; the answer is the same whoever asks first.
pub(super) fn known(p: LonLat) -> Cell {
    static CELLS: OnceLock<Cells> = OnceLock::new();
    if !p.is_valid() {
        return Cell::Whole(None);
    }
    let p = p.normalised();
    let cells = CELLS.get_or_init(|| Cells {
        blocks: std::iter::repeat_with(OnceLock::new).take((COLUMNS / BLOCK) * (ROWS / BLOCK)).collect(),
        codes: shapes::country_codes().collect(),
    });
    let column = (((p.lon + 180.0) * 10.0) as usize).min(COLUMNS - 1);
    let row = (((p.lat + 90.0) * 10.0) as usize).min(ROWS - 1);
    let Some(state) = cells.state(column, row) else { return Cell::Mixed };
    let mut found = state.load(Ordering::Relaxed);
    if found == UNKNOWN {
        found = cells
            .classify(LonLat::new((column as f64 + 0.5) / 10.0 - 180.0, (row as f64 + 0.5) / 10.0 - 90.0));
        state.store(found, Ordering::Relaxed);
    }
    match found {
        MIXED => Cell::Mixed,
        NONE => Cell::Whole(None),
        number => Cell::Whole(cells.codes.get(usize::from(number - FIRST)).copied()),
    }
}

impl Cells {
    /// The state of a cell, unknown at first.
    fn state(&self, column: usize, row: usize) -> Option<&AtomicU16> {
        let block = self.blocks.get((row / BLOCK) * (COLUMNS / BLOCK) + column / BLOCK)?;
        let unknown = || std::iter::repeat_with(|| AtomicU16::new(UNKNOWN)).take(BLOCK * BLOCK).collect();
        block.get_or_init(unknown).get((row % BLOCK) * BLOCK + column % BLOCK)
    }

    fn classify(&self, centre: LonLat) -> u16 {
        // Room for the cell and for the outlines' tolerance, within which a point at sea counts to the country.
        let room = HALF_DIAGONAL_M + shapes::COUNTRY_TOLERANCE_M;
        // It may call a cell mixed that is not quite: the outlines are asked then, and the answer is the same.
        if shapes::any_outline_seems_within(centre, room) {
            return MIXED;
        }
        match shapes::country_at(centre) {
            None => NONE,
            Some(code) => {
                self.codes.iter().position(|&one| one == code).map_or(MIXED, |at| at as u16 + FIRST)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cells_say_what_outlines_say(lon in -180.0..180.0_f64, lat in -90.0..90.0_f64) {
            let p = LonLat::new(lon, lat);
            prop_assert_eq!(shapes::country_near(p), shapes::uncached_country_near(p));
        }
    }

    proptest! {
        /// Whatever the indexes find near, the look at the edges finds too.
        #[test]
        fn no_outline_is_overlooked(lon in -180.0..180.0_f64, lat in -85.0..85.0_f64, km in 1.0..30.0_f64) {
            let p = LonLat::new(lon, lat);
            if shapes::any_outline_within(p, km * 1000.0) {
                prop_assert!(shapes::any_outline_seems_within(p, km * 1000.0));
            }
        }
    }

    #[test]
    fn the_edges_of_the_map_have_cells() {
        for (lon, lat) in [(180.0, 90.0), (-180.0, -90.0), (539.0, 0.0), (f64::NAN, 0.0)] {
            let p = LonLat::new(lon, lat);
            assert_eq!(shapes::country_near(p), shapes::uncached_country_near(p), "{lon} {lat}");
        }
    }
}
