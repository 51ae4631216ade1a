//! The land and water that the program carries.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::base::Water;
use crate::gazetteer::coast::{LAND_REGION, LAND_WORLD};
use crate::geodesy::{LonLat, polyline};

const SHORES: &[u8] = include_bytes!("../../gazetteer/basemap/shores.tsv.gz");

/// Land of the world for maps of a part of it, within 0.008 degrees of its source up to 60 degrees north and south, and 0.03 beyond;
/// unpacked when first asked for.
#[must_use]
pub fn shores() -> &'static [Vec<LonLat>] {
    static RINGS: OnceLock<Vec<Vec<LonLat>>> = OnceLock::new();
    RINGS.get_or_init(|| {
        let mut text = String::new();
        // A file that is not whole gives the rings before its fault; a test holds that it is.
        let _ = GzDecoder::new(SHORES).read_to_string(&mut text);
        let doubled = |ring: Vec<LonLat>| {
            ring.into_iter().map(|p| LonLat { lon: 2.0 * p.lon, lat: 2.0 * p.lat }).collect()
        };
        rows(&text).into_iter().map(|(_, ring)| doubled(ring)).collect()
    })
}

/// Reads rows "rank TAB polyline"; a row out of form is left out, and a test holds that there is none.
fn rows(text: &str) -> Vec<(u8, Vec<LonLat>)> {
    let decimals = text.lines().find_map(|l| l.strip_prefix("# decimals:")?.trim().parse().ok()).unwrap_or(4);
    text.lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let (rank, line) = l.split_once('\t')?;
            Some((rank.parse().ok()?, polyline::decode(line, decimals).ok()?))
        })
        .collect()
}

/// Bounds of the finer land and water: west, south, east, north; see `tools/build_basemap.py`.
const REGION: [f64; 4] = [18.0, 40.0, 62.0, 62.0];

impl Water {
    /// The bundled land, lakes and rivers: coarse for the world, finer from 18 to 62 degrees east and 40 to 62 north, and between the two
    /// `shores`.
    #[must_use]
    pub fn bundled() -> Self {
        let rings = |text| rows(text).into_iter().map(|(_, ring)| ring).collect();
        Self {
            land: rings(LAND_WORLD),
            fine_land: rings(LAND_REGION),
            fine_bounds: Some(REGION),
            shores: true,
            lakes: rows(include_str!("../../gazetteer/basemap/lakes.tsv")),
            rivers: rows(include_str!("../../gazetteer/basemap/rivers.tsv")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_base_map_decodes() {
        for (text, least) in [
            (LAND_WORLD, 1000),
            (LAND_REGION, 300),
            (include_str!("../../gazetteer/basemap/lakes.tsv"), 1000),
            (include_str!("../../gazetteer/basemap/rivers.tsv"), 300),
        ] {
            let lines = text.lines().filter(|l| !l.starts_with('#')).count();
            let rows = rows(text);
            assert_eq!(rows.len(), lines);
            assert!(lines >= least, "{lines}");
            assert!(rows.iter().flat_map(|r| &r.1).all(|p| p.is_valid()));
        }
        assert_eq!(shores().len(), 6103);
        assert!(shores().iter().flatten().all(|p| p.is_valid()));
    }
}
