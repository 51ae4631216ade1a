//! What lies around a position: settlements and facilities sorted by cells of a quarter of a degree.

use super::candidate::PlaceKey;
use super::packed::{Section, three, three_bytes};
use super::records::Record;
use super::store::Gazetteer;
use crate::geodesy::LonLat;

/// Cells per degree.
const PER_DEGREE: f64 = 4.0;
/// Cells in one row round the Earth.
const COLUMNS: u32 = 1440;

/// Bytes of one head: cell, and where its places begin.
const HEAD: usize = 6;

/// The sections of cells and of their places.
pub(super) fn cells(records: &[Record]) -> (Vec<u8>, Vec<u8>) {
    let settled = records.iter().enumerate().filter(|(_, record)| !record.class().is_areal());
    let mut places: Vec<(u32, u32)> =
        settled.map(|(key, record)| (cell(record.position()), key as u32)).collect();
    places.sort_unstable();
    let mut heads = Vec::new();
    let mut first = 0;
    for group in places.chunk_by(|a, b| a.0 == b.0) {
        heads.extend([group[0].0, first].into_iter().flat_map(three_bytes));
        first += group.len() as u32;
    }
    (heads, places.into_iter().flat_map(|(_, key)| three_bytes(key)).collect())
}

/// The cell of a position.
pub(super) fn cell(at: LonLat) -> u32 {
    let row = ((at.lat + 90.0) * PER_DEGREE).clamp(0.0, 719.0) as u32;
    row * COLUMNS + column(at.lon)
}

fn column(lon: f64) -> u32 {
    ((lon + 180.0) * PER_DEGREE).rem_euclid(f64::from(COLUMNS)) as u32 % COLUMNS
}

/// Great-circle km on a sphere of 6371.0088 km: for finding and ranking, within 0.5% of the ellipsoid. For distances that are
/// reported use the geodesy module.
#[must_use]
pub fn rough_km(a: LonLat, b: LonLat) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let (north, east) = (lat_b - lat_a, (b.lon - a.lon).to_radians());
    let h = (north / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (east / 2.0).sin().powi(2);
    2.0 * 6_371.008_8 * h.sqrt().min(1.0).asin()
}

impl Gazetteer {
    /// Settlements and facilities within `km` of `at`, nearest first, with their rough distance in km.
    #[must_use]
    pub fn near(&self, at: LonLat, km: f64) -> Vec<(PlaceKey, f64)> {
        let mut found = Vec::new();
        self.visit(at, km, |key| {
            let distance = rough_km(at, self.position(key));
            if distance <= km {
                found.push((key, distance));
            }
        });
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        found
    }

    /// Those settlements and facilities within `km` of `at` that are wanted, in no useful order; cheaper than
    /// [`Self::near`] where few of many are.
    #[must_use]
    pub fn around(&self, at: LonLat, km: f64, wanted: impl Fn(PlaceKey) -> bool) -> Vec<PlaceKey> {
        let mut found = Vec::new();
        self.visit(at, km, |key| {
            if wanted(key) && rough_km(at, self.position(key)) <= km {
                found.push(key);
            }
        });
        found
    }

    /// Goes through all settlements and facilities of the cells that come within `km` of `at`.
    fn visit(&self, at: LonLat, km: f64, mut see: impl FnMut(PlaceKey)) {
        if !(at.lat.is_finite() && at.lon.is_finite() && km >= 0.0) {
            return;
        }
        let north = (km / 110.5).min(180.0);
        let south_row = ((at.lat - north + 90.0) * PER_DEGREE).clamp(0.0, 719.0) as u32;
        let north_row = ((at.lat + north + 90.0) * PER_DEGREE).clamp(0.0, 719.0) as u32;
        // The meridians are closest together at the edge nearer to a pole.
        let widest = (at.lat.abs() + north).min(89.9).to_radians().cos();
        let columns = ((north / widest * PER_DEGREE) as u32 + 1).min(COLUMNS / 2);
        let middle = column(at.lon);
        for row in south_row..=north_row {
            let first = (middle + COLUMNS - columns) % COLUMNS;
            let width = (2 * columns + 1).min(COLUMNS);
            let end = first + width;
            self.visit_cells(row * COLUMNS + first..row * COLUMNS + end.min(COLUMNS), &mut see);
            if end > COLUMNS {
                self.visit_cells(row * COLUMNS..row * COLUMNS + end - COLUMNS, &mut see);
            }
        }
    }

    fn visit_cells(&self, cells: std::ops::Range<u32>, see: &mut impl FnMut(PlaceKey)) {
        let (heads, places) = (self.section(Section::Cells), self.section(Section::CellPlaces));
        let (mut low, mut high) = (0, heads.len() / HEAD);
        while low < high {
            let middle = usize::midpoint(low, high);
            if three(heads, middle * HEAD) < cells.start {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let in_range = heads.chunks_exact(HEAD).skip(low).take_while(|head| three(head, 0) < cells.end);
        let passed = in_range.count();
        let begins = |head: usize| heads.get(head * HEAD + 3..).map(|bytes| three(bytes, 0) as usize);
        let (first, end) = (begins(low).unwrap_or(0), begins(low + passed).unwrap_or(places.len() / 3));
        if passed > 0 {
            let keys = places.get(first * 3..(end * 3).min(places.len())).unwrap_or(&[]);
            keys.chunks_exact(3).for_each(|key| see(PlaceKey(three(key, 0))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_distances_are_right_to_half_a_percent() {
        // One degree of the equator and of a meridian: 111.32 and 110.57 km on WGS 84.
        for (a, b, km) in [
            ((0.0, 0.0), (0.0, 1.0), 111.32),
            ((0.0, 0.0), (1.0, 0.0), 110.57),
            ((50.0, 179.5), (50.0, -179.5), 71.7),
        ] {
            let at = |(lat, lon): (f64, f64)| LonLat { lon, lat };
            let found = rough_km(at(a), at(b));
            assert!((found - km).abs() < 0.006 * km, "{a:?} {b:?}: {found}");
        }
    }

    #[test]
    fn what_lies_around_is_all_there() {
        let gazetteer = Gazetteer::embedded();
        for (lat, lon, km) in [
            (50.29, 36.94, 12.0),
            (49.99, 36.23, 40.0),
            (-16.8, 179.9, 120.0),
            (71.0, 25.8, 300.0),
            (0.0, 0.0, 900.0),
        ] {
            let at = LonLat { lon, lat };
            let near = gazetteer.near(at, km);
            let slow = (0..gazetteer.len() as u32).map(PlaceKey).filter(|&key| {
                !gazetteer.class(key).is_areal() && rough_km(at, gazetteer.position(key)) <= km
            });
            let mut slow: Vec<PlaceKey> = slow.collect();
            let mut fast: Vec<PlaceKey> = near.iter().map(|(key, _)| *key).collect();
            slow.sort();
            fast.sort();
            assert_eq!(fast, slow, "{lat} {lon} {km}");
            let even = |key: PlaceKey| key.0.is_multiple_of(2);
            let mut some = gazetteer.around(at, km, even);
            some.sort();
            slow.retain(|key| even(*key));
            assert_eq!(some, slow);
            assert!(near.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        }
        assert!(gazetteer.near(LonLat { lon: f64::NAN, lat: 0.0 }, 10.0).is_empty());
        assert!(gazetteer.near(LonLat { lon: 0.0, lat: 90.0 }, f64::INFINITY).len() > 1000);
    }
}
