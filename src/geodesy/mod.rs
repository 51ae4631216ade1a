//! Distances, bearings and borders on the WGS 84 ellipsoid. Knows geometry and no places.
//!
//! Positions are degrees, longitude first; lengths are metres; azimuths are degrees clockwise from north. Between two points the
//! geodesic is Karney's (2013), right to nanometres; from a point to a line see [`BorderIndex`].
//!
//! ```
//! use eventmap::geodesy::{LonLat, azimuth_deg, destination, distance_m};
//!
//! let (kharkiv, belgorod) = (LonLat::new(36.25, 49.98), LonLat::new(36.58, 50.60));
//! let metres = distance_m(kharkiv, belgorod);
//! assert_eq!((metres / 1000.0).round(), 73.0);
//! let back = destination(kharkiv, azimuth_deg(kharkiv, belgorod), metres);
//! assert!(distance_m(back, belgorod) < 0.001);
//! ```

use serde::Serialize;

mod batch;
pub mod compass;
pub mod digits;
pub(crate) mod ecef;
mod far;
mod foot;
mod hits;
pub(crate) mod index;
pub(crate) mod outline;
mod path;
mod pieces;
pub(crate) mod point;
pub(crate) mod polyline;
mod range;
mod sector;
pub(crate) mod shape;
mod side;
pub(crate) mod thin;
mod tree;

pub use index::{BorderIndex, EdgeKind, Nearest};
pub use path::{along_edges, cut_at_antimeridian, shortest_way};
pub use point::{azimuth_deg, destination, distance_m};
pub use range::DistanceRange;
pub use sector::{Offset, Sector};
pub use shape::Shape;

/// A position on WGS 84, in degrees. Longitude first, as in RFC 7946 section 3.1.1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LonLat {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// The position at `lon` degrees east and `lat` degrees north, as given.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// True when both numbers are finite and the latitude is one; any finite longitude has a meaning.
    #[must_use]
    pub fn is_valid(self) -> bool {
        self.lon.is_finite() && self.lat.abs() <= 90.0
    }

    /// The same place with its longitude in -180 to 180. Longitudes in that range stay as they are, bit by bit.
    #[must_use]
    pub fn normalised(self) -> Self {
        if self.lon.abs() <= 180.0 {
            return self;
        }
        let lon = self.lon.rem_euclid(360.0);
        Self { lon: if lon > 180.0 { lon - 360.0 } else { lon }, lat: self.lat }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longitudes_wrap_and_ends_stay() {
        for (given, expected) in
            [(0.0, 0.0), (180.0, 180.0), (-180.0, -180.0), (181.0, -179.0), (-190.0, 170.0), (720.5, 0.5)]
        {
            assert!((LonLat::new(given, 1.0).normalised().lon - expected).abs() < 1e-12, "{given}");
        }
    }

    #[test]
    fn nonsense_is_not_valid() {
        for (lon, lat) in [(f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0), (0.0, 90.1), (0.0, -91.0)]
        {
            assert!(!LonLat::new(lon, lat).is_valid(), "{lon} {lat}");
        }
        assert!(LonLat::new(400.0, -90.0).is_valid());
    }
}
