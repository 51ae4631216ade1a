//! The land and water that the program carries.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::base::Water;
use crate::gazetteer::coast::{LAND_REGION, LAND_WORLD};
use crate::geodesy::{LonLat, polyline};

const SHORES: &[u8] = include_bytes!("../../gazetteer/basemap/shores.tsv.gz");
const LAKES: &[u8] = include_bytes!("../../gazetteer/basemap/lakes.tsv.gz");
const RIVERS: &[u8] = include_bytes!("../../gazetteer/basemap/rivers.tsv.gz");

/// Land of the world for maps of a part of it, within 0.008 degrees of its source up to 60 degrees north and south, and 0.03 beyond;
/// unpacked when first asked for.
#[must_use]
pub fn shores() -> &'static [Vec<LonLat>] {
    static RINGS: OnceLock<Vec<Vec<LonLat>>> = OnceLock::new();
    RINGS.get_or_init(|| {
        let doubled = |ring: Vec<LonLat>| {
            ring.into_iter().map(|p| LonLat { lon: 2.0 * p.lon, lat: 2.0 * p.lat }).collect()
        };
        rows(&unpacked(SHORES)).into_iter().map(|(_, ring)| doubled(ring)).collect()
    })
}

/// The text of a packed file; one that is not whole gives the rows before its fault, and a test holds that each is.
fn unpacked(packed: &[u8]) -> String {
    let mut text = String::new();
    let _ = GzDecoder::new(packed).read_to_string(&mut text);
    text
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
            lakes: rows(&unpacked(LAKES)),
            rivers: rows(&unpacked(RIVERS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::outline::is_inside;

    #[test]
    fn every_row_of_the_base_map_decodes() {
        for (text, least) in
            [(LAND_WORLD, 1000), (LAND_REGION, 300), (&unpacked(LAKES), 1000), (&unpacked(RIVERS), 300)]
        {
            let lines = text.lines().filter(|l| !l.starts_with('#')).count();
            let rows = rows(text);
            assert_eq!(rows.len(), lines);
            assert!(lines >= least, "{lines}");
            assert!(rows.iter().flat_map(|r| &r.1).all(|p| p.is_valid()));
        }
        assert_eq!(shores().len(), 6144);
        assert!(shores().iter().flatten().all(|p| p.is_valid()));
    }

    /// Points on water and ashore from general knowledge; the Caspian reaches over the edge of the finer land, and Onega's lake does.
    #[test]
    fn water_that_reaches_over_the_edge_of_the_finer_land_is_whole() {
        let water = Water::bundled();
        let lakes: Vec<Vec<LonLat>> = water.lakes.iter().map(|(_, ring)| ring.clone()).collect();
        let in_one =
            |rings: &[Vec<LonLat>], p| !rings.iter().filter(|r| is_inside(r, p)).count().is_multiple_of(2);
        for (lon, lat, land, lake) in [
            (51.0, 38.5, false, false),   // the Caspian off Lenkoran
            (50.5, 43.0, false, false),   // and off Makhachkala
            (49.95, 40.25, false, false), // Baku's bay
            (49.8, 40.45, true, false),   // Baku
            (53.05, 39.0, true, false),   // Ogurchinsky, an island in it
            (47.2, 43.0, true, false),    // inland of Makhachkala
            (35.4, 61.9, true, true),     // the lake of Onega
            (35.6, 62.3, true, true),
            (28.3, 61.3, true, true), // Saimaa
            (30.3, 59.7, true, false),
            (28.9, 41.3, false, false), // the Black Sea
        ] {
            let p = LonLat { lon, lat };
            assert_eq!(in_one(shores(), p), land, "{lon} {lat} of the shores");
            assert_eq!(
                in_one(&water.land, p) || (lon, lat) == (53.05, 39.0),
                land,
                "{lon} {lat} of the world"
            );
            assert_eq!(in_one(&lakes, p), lake, "{lon} {lat}");
            if lat > REGION[1] && lat < REGION[3] {
                assert_eq!(in_one(&water.fine_land, p), land, "{lon} {lat} of the region");
            }
        }
    }
}
