//! One ring of a shape, made ready for the question whether a position lies within it.

use super::LonLat;

/// Edges per bucket of longitude, about.
const PER_BUCKET: usize = 4;

/// A ring with its longitudes unrolled, so that neighbours never differ by more than 180 degrees.
///
/// Edges are listed by buckets of longitude; a question looks at one bucket only.
#[derive(Debug)]
pub(super) struct Outline {
    vertices: Vec<LonLat>,
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    /// Comes back a whole turn away: a ring around a pole.
    around: bool,
    /// A ring around the North Pole is looked at from the south.
    down: bool,
    /// Where each bucket's edges begin in `edges`; one more than there are buckets.
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Outline {
    /// None for a ring without a valid position.
    pub fn of(ring: &[LonLat]) -> Option<Self> {
        let mut vertices: Vec<LonLat> = Vec::with_capacity(ring.len());
        for p in ring.iter().filter(|p| p.is_valid()) {
            let mut p = *p;
            if let Some(last) = vertices.last() {
                p.lon -= ((p.lon - last.lon) / 360.0).round() * 360.0;
            }
            vertices.push(p);
        }
        let first = *vertices.first()?;
        let last = *vertices.last()?;
        let around = (last.lon - first.lon).abs() > 180.0;
        let mean_lat = vertices.iter().map(|p| p.lat).sum::<f64>() / vertices.len() as f64;
        let fold = |get: fn(&LonLat) -> f64, pick: fn(f64, f64) -> f64, start: f64| {
            vertices.iter().map(get).fold(start, pick)
        };
        let mut outline = Self {
            west: fold(|p| p.lon, f64::min, f64::INFINITY),
            east: fold(|p| p.lon, f64::max, f64::NEG_INFINITY),
            south: fold(|p| p.lat, f64::min, f64::INFINITY),
            north: fold(|p| p.lat, f64::max, f64::NEG_INFINITY),
            around,
            down: around && mean_lat > 0.0,
            vertices,
            starts: Vec::new(),
            edges: Vec::new(),
        };
        outline.fill_buckets();
        Some(outline)
    }

    fn fill_buckets(&mut self) {
        let edges = self.vertices.len().saturating_sub(1);
        let mut buckets = (edges / PER_BUCKET).clamp(1, 4096);
        // Edges that span many buckets stand in each: fewer buckets then.
        while buckets > 1 && (0..edges).map(|i| self.span(i, buckets).count()).sum::<usize>() > 4 * edges {
            buckets /= 2;
        }
        let mut ends = vec![0_u32; buckets + 1];
        for bucket in (0..edges).flat_map(|i| self.span(i, buckets)) {
            ends[bucket + 1] += 1;
        }
        for bucket in 0..buckets {
            ends[bucket + 1] += ends[bucket];
        }
        self.starts.clone_from(&ends);
        self.edges = vec![0; ends.last().map_or(0, |end| *end as usize)];
        for i in 0..edges {
            for bucket in self.span(i, buckets) {
                self.edges[ends[bucket] as usize] = i as u32;
                ends[bucket] += 1;
            }
        }
    }

    /// The buckets that an edge spans.
    fn span(&self, edge: usize, buckets: usize) -> std::ops::RangeInclusive<usize> {
        let (a, b) = (self.vertices[edge].lon, self.vertices[edge + 1].lon);
        self.bucket(a.min(b), buckets)..=self.bucket(a.max(b), buckets)
    }

    fn bucket(&self, lon: f64, buckets: usize) -> usize {
        let share = (lon - self.west) / (self.east - self.west).max(1e-12);
        ((share * buckets as f64) as usize).min(buckets - 1)
    }

    /// True when the meridian from the position to a pole crosses the ring an odd number of times.
    pub fn contains(&self, p: LonLat) -> bool {
        if !self.around && (p.lat < self.south || p.lat > self.north) {
            return false;
        }
        let on_map = self.west >= -180.0 && self.east <= 180.0 && p.lon.abs() < 180.0;
        if on_map && (p.lon < self.west || p.lon > self.east) {
            return false;
        }
        let mut inside = false;
        let mut lon = self.west + (p.lon - self.west).rem_euclid(360.0);
        while lon <= self.east {
            inside ^= self.crossings_odd(LonLat::new(lon, p.lat));
            lon += 360.0;
        }
        inside
    }

    fn crossings_odd(&self, p: LonLat) -> bool {
        if (self.down && p.lat < self.south) || (!self.down && p.lat > self.north) {
            return false;
        }
        let bucket = self.bucket(p.lon, self.starts.len() - 1);
        let edges = self.edges.get(self.starts[bucket] as usize..self.starts[bucket + 1] as usize);
        let mut odd = false;
        for &edge in edges.unwrap_or_default() {
            let (a, b) = (self.vertices[edge as usize], self.vertices[edge as usize + 1]);
            if (a.lon > p.lon) != (b.lon > p.lon) {
                let lat = a.lat + (p.lon - a.lon) / (b.lon - a.lon) * (b.lat - a.lat);
                odd ^= if self.down { lat <= p.lat } else { lat > p.lat };
            }
        }
        odd
    }
}

/// True if the parallel east of `p` crosses a ring an odd number of times: by the even-odd rule `p` is inside. The ring is taken as it
/// lies in longitude and latitude, closed or not.
pub(crate) fn is_inside(ring: &[LonLat], p: LonLat) -> bool {
    let crosses = |(a, b): &(&LonLat, &LonLat)| {
        (a.lat > p.lat) != (b.lat > p.lat)
            && p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon
    };
    !ring.iter().zip(ring.iter().cycle().skip(1)).filter(crosses).count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the same question without buckets.
        #[test]
        fn buckets_change_nothing(points in prop::collection::vec((-60.0..60.0, -60.0..60.0), 1..80),
                                  lon in -70.0..70.0, lat in -70.0..70.0) {
            let mut ring: Vec<LonLat> = points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect();
            ring.push(ring[0]);
            let plain = ring.windows(2).filter(|pair| {
                let (a, b) = (pair[0], pair[1]);
                (a.lon > lon) != (b.lon > lon)
                    && a.lat + (lon - a.lon) / (b.lon - a.lon) * (b.lat - a.lat) > lat
            }).count() % 2 == 1;
            prop_assert_eq!(Outline::of(&ring).unwrap().contains(LonLat::new(lon, lat)), plain);
        }
    }
}
