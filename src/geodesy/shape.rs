//! `Shape`: an area on the map, with inside and outside, its nearest edge, and its range of distances from a line.

use std::sync::OnceLock;

use super::ecef::{ecef, norm, sub};
use super::index::{BorderIndex, EdgeKind, Nearest};
use super::outline::Outline;
use super::{LonLat, distance_m};

/// An area: rings with edges straight in longitude and latitude.
///
/// A position is inside when it lies within an odd number of rings, so that holes, islands, islands in lakes, and
/// enclaves drawn as rings of their own all come out right, in whichever order and direction the rings stand.
#[derive(Debug, Default)]
pub struct Shape {
    rings: Vec<Vec<LonLat>>,
    outlines: Vec<Outline>,
    bbox: [f64; 4],
    tolerance_m: f64,
    index: OnceLock<BorderIndex>,
}

impl Shape {
    /// An area from its rings; a ring may repeat its first vertex at the end or not.
    #[must_use]
    pub fn new(mut rings: Vec<Vec<LonLat>>) -> Self {
        for ring in &mut rings {
            if ring.first() != ring.last() {
                ring.extend(ring.first().copied());
            }
        }
        let outlines: Vec<Outline> = rings.iter().filter_map(|ring| Outline::of(ring)).collect();
        let mut bbox = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for p in rings.iter().flatten().filter(|p| p.is_valid()) {
            bbox = [bbox[0].min(p.lon), bbox[1].min(p.lat), bbox[2].max(p.lon), bbox[3].max(p.lat)];
        }
        Self { rings, outlines, bbox, tolerance_m: 0.0, index: OnceLock::new() }
    }

    /// The same area, known to lie up to so many metres off: outlines from different sources never meet exactly.
    #[must_use]
    pub fn with_tolerance(self, tolerance_m: f64) -> Self {
        Self { tolerance_m, ..self }
    }

    /// How far the rings may lie from the real outline, metres; 0 where nothing is known.
    #[must_use]
    pub fn tolerance_m(&self) -> f64 {
        self.tolerance_m
    }

    /// The rings, each ending with the vertex that it begins with.
    #[must_use]
    pub fn rings(&self) -> &[Vec<LonLat>] {
        &self.rings
    }

    /// West, south, east, north in degrees; infinities, with west > east, when there is no ring.
    ///
    /// An area cut at the antimeridian spans -180 to 180.
    #[must_use]
    pub fn bbox(&self) -> [f64; 4] {
        self.bbox
    }

    /// True when the position lies inside. On the edge itself it may be either.
    #[must_use]
    pub fn contains(&self, p: LonLat) -> bool {
        p.is_valid() && self.outlines.iter().filter(|outline| outline.contains(p)).count() % 2 == 1
    }

    /// The index of its edges, built when first asked for.
    #[must_use]
    pub fn index(&self) -> &BorderIndex {
        self.index.get_or_init(|| BorderIndex::build(&self.rings, EdgeKind::LonLat))
    }

    /// The nearest point of its edges, from inside as from outside.
    #[must_use]
    pub fn nearest_edge(&self, p: LonLat) -> Option<Nearest> {
        self.index().nearest(p)
    }

    /// Metres to the edge, negative inside.
    #[must_use]
    pub fn signed_distance_m(&self, p: LonLat) -> Option<f64> {
        let metres = self.nearest_edge(p)?.metres;
        Some(if self.contains(p) { -metres } else { metres })
    }

    /// Metres to the area: 0 inside.
    #[must_use]
    pub fn distance_m(&self, p: LonLat) -> Option<f64> {
        self.signed_distance_m(p).map(|metres| metres.max(0.0))
    }

    /// Metres from `centre` to the farthest corner: the radius that holds the whole area. None when there is no valid corner.
    #[must_use]
    pub fn radius_m(&self, centre: LonLat) -> Option<f64> {
        let at = ecef(centre);
        // The farthest by chord is the farthest by geodesic to within metres.
        let far = self
            .rings
            .iter()
            .flatten()
            .filter(|p| p.is_valid())
            .max_by(|a, b| norm(sub(ecef(**a), at)).total_cmp(&norm(sub(ecef(**b), at))))?;
        Some(distance_m(centre, *far))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::destination;
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn square(west: f64, south: f64, size: f64) -> Vec<LonLat> {
        let (east, north) = (west + size, south + size);
        ring(&[(west, south), (east, south), (east, north), (west, north), (west, south)])
    }

    fn inside(shape: &Shape, lon: f64, lat: f64) -> bool {
        shape.contains(LonLat::new(lon, lat))
    }

    #[test]
    fn even_odd_over_all_rings() {
        let shape = Shape::new(vec![square(0.0, 0.0, 10.0), square(2.0, 2.0, 6.0), square(4.0, 4.0, 2.0)]);
        for (lon, lat, expected) in [
            (1.0, 1.0, true),
            (3.0, 3.0, false),
            (5.0, 5.0, true),
            (361.0, 1.0, true),
            (-359.0, 1.0, true),
            (11.0, 5.0, false),
            (5.0, 11.0, false),
            (5.0, -1.0, false),
            (f64::NAN, 1.0, false),
            (1.0, f64::NAN, false),
        ] {
            assert_eq!(inside(&shape, lon, lat), expected, "{lon} {lat}");
        }
        assert!(!Shape::new(vec![]).contains(LonLat::new(0.0, 0.0)));
        assert_eq!(Shape::new(vec![ring(&[(1.0, 2.0)])]).signed_distance_m(LonLat::new(1.0, 2.0)), Some(0.0));
    }

    #[test]
    fn antimeridian_cut_or_not() {
        let cut = Shape::new(vec![
            ring(&[(170.0, 60.0), (180.0, 60.0), (180.0, 65.0), (170.0, 65.0), (170.0, 60.0)]),
            ring(&[(-180.0, 60.0), (-170.0, 60.0), (-170.0, 65.0), (-180.0, 65.0), (-180.0, 60.0)]),
        ]);
        let whole = Shape::new(vec![ring(&[(170.0, 60.0), (-170.0, 60.0), (-170.0, 65.0), (170.0, 65.0)])]);
        for shape in [&cut, &whole] {
            for (lon, expected) in
                [(179.0, true), (-179.0, true), (180.0, true), (-180.0, true), (0.0, false)]
            {
                assert_eq!(inside(shape, lon, 62.0), expected, "{lon}");
            }
            let seam = shape.nearest_edge(LonLat::new(180.0, 61.0)).unwrap();
            assert!((seam.metres - 111_400.0).abs() < 300.0, "{seam:?}");
        }
    }

    #[test]
    fn rings_around_the_poles() {
        let north: Vec<(f64, f64)> = (0..=24).map(|i| (f64::from(i) * 15.0 - 180.0, 85.0)).collect();
        let south: Vec<(f64, f64)> = (0..24).map(|i| (f64::from(i) * 15.0 - 180.0, -70.0)).collect();
        let (north, south) = (Shape::new(vec![ring(&north)]), Shape::new(vec![ring(&south)]));
        for lon in [-180.0, -97.5, 0.0, 42.0, 179.9] {
            assert!(inside(&north, lon, 89.0) && inside(&north, lon, 90.0), "{lon}");
            assert!(!inside(&north, lon, 80.0) && !inside(&north, lon, -89.0), "{lon}");
            assert!(inside(&south, lon, -89.0) && !inside(&south, lon, -60.0), "{lon}");
        }
    }

    /// A star-shaped ring, anticlockwise, anywhere on Earth; a position in or around it.
    fn stars() -> impl Strategy<Value = (Vec<LonLat>, LonLat)> {
        let centre = (-180.0..180.0, -75.0..75.0_f64);
        let radii = prop::collection::vec(1_000.0..200_000.0_f64, 3..40);
        (centre, radii, 0.0..360.0, 0.0..250_000.0_f64).prop_map(|((lon, lat), radii, azimuth, away)| {
            let centre = LonLat::new(lon, lat);
            let step = 360.0 / radii.len() as f64;
            let corners = radii.iter().enumerate();
            let ring = corners.map(|(i, &radius)| destination(centre, -(i as f64) * step, radius)).collect();
            (ring, destination(centre, azimuth, away))
        })
    }

    proptest! {
        /// Two methods that share nothing: crossings of the meridian on the map, and the side of the nearest edge in space.
        #[test]
        fn left_of_an_anticlockwise_ring_is_inside((ring, p) in stars()) {
            let shape = Shape::new(vec![ring]);
            let found = shape.nearest_edge(p).unwrap();
            if found.metres > 0.01 {
                prop_assert_eq!(found.left, shape.contains(p), "{:?}", found);
                let signed = shape.signed_distance_m(p).unwrap();
                prop_assert!((signed.abs() - found.metres).abs() < 1e-9 && (signed < 0.0) == found.left);
            }
        }
    }
}
