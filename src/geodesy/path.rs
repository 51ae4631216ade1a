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

#[cfg(test)]
mod tests {
    use super::*;

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
