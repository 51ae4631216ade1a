//! The nearest sea coast, from the land of the base map: good for a rounded distance, not for a metre.

use std::sync::OnceLock;

use crate::geodesy::{BorderIndex, EdgeKind, LonLat, Nearest, polyline};

/// Land of the world, coarse, as the base map draws it, too.
pub static LAND_WORLD: &str = include_str!("../../gazetteer/basemap/land_world.tsv");
/// Finer land of a part of it.
pub static LAND_REGION: &str = include_str!("../../gazetteer/basemap/land_region.tsv");

/// How far the coarse coast of the world may lie from the real one, in metres.
///
/// Natural Earth 1:50m, simplified by 0.01 degrees; narrow bays and small islands are not in it at all.
const WORLD_TOLERANCE_M: f64 = 4_000.0;
/// The same for the finer land (GSHHG, simplified by 0.0015 degrees).
const REGION_TOLERANCE_M: f64 = 500.0;
/// Bounds of the finer land: west, south, east, north; `tools/build_basemap.py`.
const REGION: [f64; 4] = [18.0, 40.0, 62.0, 62.0];

/// The nearest point of a sea coast, and how far the line may lie from the real one in metres.
#[must_use]
pub fn nearest(p: LonLat) -> Option<(Nearest, f64)> {
    static WORLD: OnceLock<BorderIndex> = OnceLock::new();
    static FINE: OnceLock<BorderIndex> = OnceLock::new();
    let [west, south, east, north] = REGION;
    if p.lon > west && p.lon < east && p.lat > south && p.lat < north {
        let fine = FINE.get_or_init(|| index(LAND_REGION, true));
        // Nearer than the bounds of the finer land, beyond which nothing is known of it.
        let degree = 111_000.0;
        let room = (p.lat - south).min(north - p.lat).min((p.lon - west).min(east - p.lon) * 0.47) * degree;
        if let Some(found) = fine.nearest_within(p, room).filter(|found| found.metres <= room) {
            return Some((found, REGION_TOLERANCE_M));
        }
    }
    let world = WORLD.get_or_init(|| index(LAND_WORLD, false));
    Some((world.nearest(p)?, WORLD_TOLERANCE_M))
}

/// The shores of all rings; edges along the bounds, where the land was cut, are none.
fn index(text: &str, cut: bool) -> BorderIndex {
    let decimals = text.lines().find_map(|l| l.strip_prefix("# decimals:")?.trim().parse().ok()).unwrap_or(4);
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let mut lines: Vec<Vec<LonLat>> = Vec::new();
    for ring in rows.filter_map(|(_, line)| polyline::decode(line, decimals).ok()) {
        let mut line: Vec<LonLat> = Vec::new();
        let closed = ring.iter().copied().chain(ring.first().copied());
        for p in closed {
            if cut && line.last().is_some_and(|&last| on_one_bound(last, p)) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(p);
        }
        lines.push(line);
    }
    lines.retain(|line| line.len() > 1);
    BorderIndex::build(&lines, EdgeKind::LonLat)
}

fn on_one_bound(a: LonLat, b: LonLat) -> bool {
    let [west, south, east, north] = REGION;
    let near = |one: f64, other: f64, bound: f64| (one - bound).abs() < 1e-3 && (other - bound).abs() < 1e-3;
    near(a.lon, b.lon, west)
        || near(a.lon, b.lon, east)
        || near(a.lat, b.lat, south)
        || near(a.lat, b.lat, north)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kilometres from general knowledge of maps.
    #[test]
    fn coasts_of_known_places() {
        for (place, lon, lat, km) in [
            ("Odesa", 30.73, 46.48, 0.0..=4.0),
            ("Mariupol", 37.55, 47.10, 0.0..=5.0),
            ("Makhachkala, by the Caspian", 47.50, 42.98, 0.0..=3.0),
            ("Astrakhan, above the delta", 48.03, 46.35, 30.0..=110.0),
            ("Rasht", 49.58, 37.28, 15.0..=35.0),
            ("Mykolaiv, by the estuary of the Bug", 32.0, 46.97, 0.0..=60.0),
            ("Kharkiv", 36.25, 49.98, 280.0..=340.0),
            ("Madrid", -3.70, 40.42, 290.0..=330.0),
            ("Alice Springs", 133.87, -23.70, 750.0..=1000.0),
            ("Karachi", 67.0, 24.86, 0.0..=15.0),
        ] {
            let (found, tolerance) = nearest(LonLat::new(lon, lat)).unwrap();
            assert!(km.contains(&(found.metres / 1000.0)), "{place} {}", found.metres);
            assert!((500.0..=4000.0).contains(&tolerance));
        }
        assert!(nearest(LonLat::new(f64::NAN, 0.0)).is_none());
    }
}
