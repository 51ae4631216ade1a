//! Many positions at once, measured in an order that keeps neighbours together.
//!
//! What one search fetched of a large index is then at hand for the next, and its branches go the same way: at a million
//! vertices more than twice as many positions a second, at sixteen thousand half as many again.

use super::LonLat;
use super::ecef::ecef;
use super::index::{BorderIndex, Nearest};

impl BorderIndex {
    /// [`BorderIndex::nearest`] of each position, in the order given.
    #[must_use]
    pub fn nearest_batch(&self, points: &[LonLat]) -> Vec<Option<Nearest>> {
        self.batch(points, false)
    }

    /// [`BorderIndex::nearest_exact`] of each position, in the order given.
    #[must_use]
    pub fn nearest_exact_batch(&self, points: &[LonLat]) -> Vec<Option<Nearest>> {
        self.batch(points, true)
    }

    fn batch(&self, points: &[LonLat], exact: bool) -> Vec<Option<Nearest>> {
        let mut found = vec![None; points.len()];
        let mut known = None;
        for (points, found) in points.chunks(BLOCK).zip(found.chunks_mut(BLOCK)) {
            for at in along_curve(points) {
                found[at] = self.search(points[at], f64::INFINITY, exact, known);
                known = found[at].map(|found: Nearest| ecef(found.point)).or(known);
            }
        }
        found
    }
}

/// Positions ordered at a time: more lie nearer together, fewer are ordered sooner.
const BLOCK: usize = 1 << PLACE_BITS;

/// Bits of a sorting key that number the position within its block.
const PLACE_BITS: u32 = 16;

/// The numbers of the positions, at most 65,536 of them, in the order of a Z-shaped curve over longitude and latitude (Morton 1966);
/// those that are not valid stand anywhere.
fn along_curve(points: &[LonLat]) -> impl Iterator<Item = usize> {
    let mut keys: Vec<u64> = points.iter().zip(0..).map(|(&p, at)| key(p) << PLACE_BITS | at).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| (key & (BLOCK as u64 - 1)) as usize)
}

/// The bits of longitude and latitude by turns, in cells of some metres.
fn key(p: LonLat) -> u64 {
    const CELLS: f64 = (1_u32 << 24) as f64 - 1.0;
    // Casts of floats saturate; a number that is none becomes 0.
    let cell = |share: f64| spread((share.clamp(0.0, 1.0) * CELLS) as u32);
    let p = p.normalised();
    cell((p.lon + 180.0) / 360.0) << 1 | cell((p.lat + 90.0) / 180.0)
}

/// A zero before each bit.
fn spread(bits: u32) -> u64 {
    let mut wide = u64::from(bits);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        wide = (wide | wide << shift) & mask;
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::super::EdgeKind;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bits_are_woven() {
        for (bits, wide) in [(0, 0), (1, 1), (0b11, 0b101), (u32::MAX, 0x5555_5555_5555_5555)] {
            assert_eq!(spread(bits), wide);
        }
    }

    #[test]
    fn neighbours_stand_together() {
        let points = [(30.0, 50.0), (-100.0, 40.0), (30.001, 50.001), (-100.001, 40.0), (f64::NAN, 0.0)];
        let points: Vec<LonLat> = points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect();
        let order: Vec<usize> = along_curve(&points).collect();
        let place = |at: usize| order.iter().position(|&other| other == at).unwrap();
        assert!(place(0).abs_diff(place(2)) == 1 && place(1).abs_diff(place(3)) == 1, "{order:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_batch_is_each_position_for_itself(
            line in prop::collection::vec((-180.0..180.0, -90.0..90.0_f64), 0..30),
            points in prop::collection::vec((-400.0..400.0, -95.0..95.0), 0..12),
        ) {
            let positions = |points: &[(f64, f64)]| -> Vec<LonLat> {
                points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
            };
            let index = BorderIndex::build(&[positions(&line)], EdgeKind::LonLat);
            let points = positions(&points);
            let single: Vec<_> = points.iter().map(|&p| index.nearest(p)).collect();
            prop_assert_eq!(index.nearest_batch(&points), single);
            let single: Vec<_> = points.iter().map(|&p| index.nearest_exact(p)).collect();
            prop_assert_eq!(index.nearest_exact_batch(&points), single);
        }
    }
}
