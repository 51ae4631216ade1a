//! The few edges of an outline that come near a position, found by boxes around runs of edges: no index of the whole outline is
//! made for a look at one place.

use crate::geodesy::LonLat;

/// Edges in one run.
const RUN: usize = 32;

/// West, south, east and north, in degrees.
type Bounds = [f64; 4];

/// Runs of the edges of some rings, each with the box that holds it.
pub(super) struct NearEdges {
    /// Bounds, number of the ring, number of the first edge in it.
    runs: Vec<(Bounds, usize, usize)>,
}

impl NearEdges {
    /// Of rings whose edges are straight in longitude and latitude.
    pub fn of(rings: &[Vec<LonLat>]) -> Self {
        let mut runs = Vec::new();
        for (number, ring) in rings.iter().enumerate() {
            for first in (0..ring.len().saturating_sub(1)).step_by(RUN) {
                let edges = ring.get(first..).unwrap_or_default().windows(2).take(RUN);
                let bounds = edges
                    .map(bounds)
                    .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
                runs.extend(bounds.map(|bounds| (bounds, number, first)));
            }
        }
        Self { runs }
    }

    /// The edges of `rings`, of which this was made, whose own boxes come within so many degrees of longitude and latitude of a
    /// position; across the antimeridian too.
    pub fn within<'r>(
        &self,
        rings: &'r [Vec<LonLat>],
        p: LonLat,
        (east, north): (f64, f64),
    ) -> impl Iterator<Item = &'r [LonLat]> {
        let turns = [0.0, -360.0, 360.0].map(|turn| p.lon + turn);
        let near = move |[west, south, most_east, most_north]: Bounds| {
            p.lat >= south - north
                && p.lat <= most_north + north
                && turns.iter().any(|lon| *lon >= west - east && *lon <= most_east + east)
        };
        let runs = self.runs.iter().filter(move |run| near(run.0));
        runs.flat_map(|&(_, ring, first)| {
            let ring = rings.get(ring).and_then(|ring| ring.get(first..)).unwrap_or_default();
            ring.windows(2).take(RUN)
        })
        .filter(move |edge| near(bounds(edge)))
    }
}

/// The box of an edge; one that leaps over the antimeridian reaches all around the Earth.
fn bounds(edge: &[LonLat]) -> Bounds {
    let (a, b) = (edge[0], edge[1]);
    let (west, east) =
        if (a.lon - b.lon).abs() > 180.0 { (-360.0, 360.0) } else { (a.lon.min(b.lon), a.lon.max(b.lon)) };
    [west, a.lat.min(b.lat), east, a.lat.max(b.lat)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against a look at every edge.
        #[test]
        fn runs_hide_no_edge(points in prop::collection::vec((-180.0..180.0, -80.0..80.0_f64), 2..200),
                             lon in -180.0..180.0, lat in -80.0..80.0_f64, room in 0.0..30.0_f64) {
            let ring: Vec<LonLat> = points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect();
            let rings = [ring];
            let p = LonLat::new(lon, lat);
            let found = NearEdges::of(&rings).within(&rings, p, (room, room / 2.0)).count();
            let all = rings[0].windows(2).filter(|edge| {
                let [west, south, east, north] = bounds(edge);
                let level = lat >= south - room / 2.0 && lat <= north + room / 2.0;
                level && [lon, lon - 360.0, lon + 360.0].iter().any(|l| *l >= west - room && *l <= east + room)
            });
            prop_assert_eq!(found, all.count());
        }
    }

    #[test]
    fn edges_beyond_the_antimeridian_are_near() {
        let rings = [vec![LonLat::new(-179.95, 60.0), LonLat::new(-179.9, 60.1)]];
        let edges = NearEdges::of(&rings);
        for (lon, count) in [(179.99, 1), (179.0, 0), (-179.99, 1)] {
            assert_eq!(edges.within(&rings, LonLat::new(lon, 60.0), (0.1, 0.1)).count(), count, "{lon}");
        }
    }
}
