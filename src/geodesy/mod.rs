//! Distances, bearings and borders on the WGS 84 ellipsoid. Knows geometry and no places.

use serde::Serialize;

/// A position on WGS 84, in degrees. Longitude first, as in RFC 7946 section 3.1.1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LonLat {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}
