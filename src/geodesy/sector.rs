//! Where "20 km southwest of X" may lie: a point, and the sector around it that the words leave open.

use super::compass::Direction;
use super::{LonLat, azimuth_deg, compass, destination, distance_m};

/// A distance and a direction from some place, as words give them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offset {
    /// Nearest and farthest that the number may mean, km.
    pub km: (f64, f64),
    /// The direction, with half the width of the sector that its word covers.
    pub direction: Direction,
}

/// The part of the Earth that an offset from a known place may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sector {
    /// Where it starts from.
    pub centre: LonLat,
    /// Its middle: the likeliest point.
    pub point: LonLat,
    /// Azimuth from the centre to the middle, degrees clockwise from north.
    pub azimuth_deg: f64,
    /// Half its width as seen from the centre, degrees.
    pub half_width_deg: f64,
    /// Its inner edge, km from the centre.
    pub km_low: f64,
    /// Its outer edge.
    pub km_high: f64,
}

impl Offset {
    /// The offset from a place whose extent reaches `radius_km`: the text may count from its centre or its edge.
    ///
    /// Source: Chapman and Wieczorek, Georeferencing Best Practices (GBIF 2020): offsets are measured from an unknown point of
    /// the named place, so that its extent widens the distance, while the heading's width is the word's.
    #[must_use]
    pub fn around(self, centre: LonLat, radius_km: f64) -> Sector {
        let middle = f64::midpoint(self.km.0, self.km.1);
        Sector {
            centre,
            point: destination(centre, self.direction.azimuth_deg, middle * 1000.0),
            azimuth_deg: self.direction.azimuth_deg,
            half_width_deg: self.direction.half_width_deg,
            km_low: self.km.0,
            km_high: self.km.1 + radius_km.max(0.0),
        }
    }
}

impl Sector {
    /// True when a position lies in the sector.
    #[must_use]
    pub fn contains(&self, p: LonLat) -> bool {
        let km = distance_m(self.centre, p) / 1000.0;
        let turn = compass::difference_deg(azimuth_deg(self.centre, p), self.azimuth_deg);
        (self.km_low..=self.km_high).contains(&km) && turn <= self.half_width_deg
    }

    /// Metres from the middle to the farthest part: the radius that holds the whole sector.
    #[must_use]
    pub fn reach_m(&self) -> f64 {
        self.corners().into_iter().map(|corner| distance_m(self.point, corner)).fold(0.0, f64::max)
    }

    /// The corners, and the middle of the outer edge.
    fn corners(&self) -> [LonLat; 5] {
        let at = |turn: f64, km: f64| {
            destination(self.centre, self.azimuth_deg + turn * self.half_width_deg, km * 1000.0)
        };
        [
            at(-1.0, self.km_low),
            at(1.0, self.km_low),
            at(-1.0, self.km_high),
            at(1.0, self.km_high),
            at(0.0, self.km_high),
        ]
    }

    /// Its outline, closed, counter-clockwise, for drawing.
    #[must_use]
    pub fn outline(&self) -> Vec<LonLat> {
        const STEPS: i32 = 16;
        let at = |step: i32, km: f64| {
            let turn = f64::from(step) / f64::from(STEPS) * self.half_width_deg;
            destination(self.centre, self.azimuth_deg + turn, km * 1000.0)
        };
        let mut ring: Vec<LonLat> = (-STEPS..=STEPS).map(|step| at(step, self.km_low)).collect();
        ring.extend((-STEPS..=STEPS).rev().map(|step| at(step, self.km_high)));
        ring.extend(ring.first().copied());
        ring
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sector_holds_what_the_words_mean() {
        let kharkiv = LonLat::new(36.25, 49.98);
        let southwest = compass::parse("southwest").unwrap();
        let sector = Offset { km: (15.0, 25.0), direction: southwest }.around(kharkiv, 10.0);
        assert!((distance_m(kharkiv, sector.point) - 20_000.0).abs() < 1e-3);
        assert!((azimuth_deg(kharkiv, sector.point) - 225.0).abs() < 1e-6);
        for (azimuth, km, inside) in [
            (225.0, 20.0, true),
            (205.0, 34.0, true),
            (245.0, 16.0, true),
            (225.0, 36.0, false),
            (225.0, 14.0, false),
            (200.0, 20.0, false),
            (45.0, 20.0, false),
        ] {
            let p = destination(kharkiv, azimuth, km * 1000.0);
            assert_eq!(sector.contains(p), inside, "{azimuth} {km}");
            assert!(!inside || distance_m(sector.point, p) <= sector.reach_m() + 1.0, "{azimuth} {km}");
        }
        let outline = sector.outline();
        assert!(outline.first() == outline.last() && outline.len() == 67);
    }
}
