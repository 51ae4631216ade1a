//! A line with geodesic edges as one whose edges are straight in longitude and latitude, for tests of inside and drawing.

use super::{EdgeKind, LonLat, azimuth_deg, destination, distance_m};

/// Longest part in metres: a geodesic of this length bends at most 13 cm off the straight line at 60 degrees north.
const PART_M: f64 = 2_000.0;
/// Longest edge that is cut up, in metres; longer than any between points that are not antipodes.
const WHOLE_EARTH_M: f64 = 2.1e7;

/// The same line with so many further vertices that its edges may be read as straight in longitude and latitude.
///
/// A line whose edges are that already stays as it is.
#[must_use]
pub fn along_edges(line: &[LonLat], edges: EdgeKind) -> Vec<LonLat> {
    if edges == EdgeKind::LonLat {
        return line.to_vec();
    }
    let mut path: Vec<LonLat> = line.first().copied().into_iter().collect();
    for pair in line.windows(2) {
        let &[a, b] = pair else { continue };
        let metres = distance_m(a, b);
        if metres > PART_M && metres < WHOLE_EARTH_M {
            let azimuth = azimuth_deg(a, b);
            let parts = (metres / PART_M).ceil();
            path.extend((1..parts as u32).map(|i| destination(a, azimuth, metres * f64::from(i) / parts)));
        }
        path.push(b);
    }
    path
}

/// A way up to so many metres is drawn as one straight line in longitude and latitude: at 60 degrees it lies some two kilometres off at most.
const STRAIGHT_M: f64 = 250_000.0;
/// Longest part of a longer one.
const LONG_PART_M: f64 = 100_000.0;

/// The shortest way between two points, to be drawn with straight lines: two vertices where it is short, more where it bends.
///
/// ```
/// use eventmap::geodesy::{LonLat, shortest_way};
///
/// let (kharkiv, belgorod) = (LonLat::new(36.25, 49.98), LonLat::new(36.58, 50.60));
/// assert_eq!(shortest_way(kharkiv, belgorod), [kharkiv, belgorod]);
/// let way = shortest_way(LonLat::new(-100.0, 31.0), kharkiv);
/// assert!(way.len() > 90 && way.iter().any(|point| point.lat > 65.0));
/// ```
#[must_use]
pub fn shortest_way(a: LonLat, b: LonLat) -> Vec<LonLat> {
    let metres = distance_m(a, b);
    if !(metres > STRAIGHT_M && metres < WHOLE_EARTH_M) {
        return vec![a, b];
    }
    let (azimuth, parts) = (azimuth_deg(a, b), (metres / LONG_PART_M).ceil());
    let between = (1..parts as u32).map(|i| destination(a, azimuth, metres * f64::from(i) / parts));
    std::iter::once(a).chain(between).chain([b]).collect()
}

/// A line cut where it crosses the antimeridian (RFC 7946, 3.1.9), with a vertex on both its sides.
#[must_use]
pub fn cut_at_antimeridian(line: &[LonLat]) -> Vec<Vec<LonLat>> {
    let mut parts: Vec<Vec<LonLat>> = vec![line.first().copied().into_iter().collect()];
    for pair in line.windows(2) {
        let &[a, b] = pair else { continue };
        if (a.lon - b.lon).abs() > 180.0 {
            let edge = 180_f64.copysign(a.lon);
            // How far each end lies from the antimeridian, on its own side.
            let (near, far) = (180.0 - a.lon.abs(), 180.0 - b.lon.abs());
            let share = if near + far > 0.0 { near / (near + far) } else { 0.0 };
            let lat = a.lat + (b.lat - a.lat) * share;
            parts.last_mut().into_iter().for_each(|part| part.push(LonLat { lon: edge, lat }));
            parts.push(vec![LonLat { lon: -edge, lat }]);
        }
        parts.last_mut().into_iter().for_each(|part| part.push(b));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ways_are_as_long_as_the_geodesic() {
        // From Texas to the border of Poland, to Alaska across the antimeridian, and over the pole.
        for (a, b) in [
            (LonLat::new(-100.0, 31.0), LonLat::new(14.2, 53.9)),
            (LonLat::new(142.0, 43.0), LonLat::new(-150.0, 61.0)),
            (LonLat::new(10.0, 70.0), LonLat::new(-169.0, 66.0)),
        ] {
            let way = shortest_way(a, b);
            let parts = cut_at_antimeridian(&way);
            let length = |line: &[LonLat]| line.windows(2).map(|p| distance_m(p[0], p[1])).sum::<f64>();
            let (whole, drawn) = (distance_m(a, b), parts.iter().map(|part| length(part)).sum::<f64>());
            assert!((length(&way) - whole).abs() < 1.0, "{a:?} {b:?}");
            assert!((drawn - whole).abs() < 0.002 * whole, "{a:?} {b:?}: {drawn} for {whole}");
            for pair in parts.iter().flat_map(|part| part.windows(2)) {
                assert!((pair[0].lon - pair[1].lon).abs() <= 180.0, "{pair:?}");
            }
        }
        let crossing = [LonLat::new(179.9, 52.0), LonLat::new(-179.9, 52.2)];
        assert_eq!(cut_at_antimeridian(&crossing).len(), 2);
        assert_eq!(cut_at_antimeridian(&crossing[..1]), [[crossing[0]]]);
    }

    #[test]
    fn long_edges_follow_the_geodesic() {
        let ends = [LonLat::new(-120.0, 49.0), LonLat::new(-100.0, 49.0)];
        assert_eq!(along_edges(&ends, EdgeKind::LonLat), ends);
        let path = along_edges(&ends, EdgeKind::Geodesic);
        let north = path.iter().map(|p| p.lat).fold(0.0, f64::max);
        assert!(path.len() > 700 && (49.40..49.47).contains(&north), "{} {north}", path.len());
        // Half way, by spherical trigonometry: atan(tan 49 / cos 10) = 49.43.
        assert_eq!((path[0], path[path.len() - 1]), (ends[0], ends[1]));
        let short = [LonLat::new(30.0, 50.0), LonLat::new(30.001, 50.0)];
        assert_eq!(along_edges(&short, EdgeKind::Geodesic), short);
        assert!(along_edges(&[], EdgeKind::Geodesic).is_empty());
    }
}
