//! The azimuthal equidistant projection on the WGS 84 ellipsoid: distances and directions from its centre are true.

use geographiclib_rs::{DirectGeodesic as _, Geodesic, InverseGeodesic as _};

use crate::geodesy::LonLat;

/// A map plane around a centre: metres to the east and to the north.
///
/// Source: Snyder (1987), USGS Professional Paper 1395, pages 191-202, with Karney's geodesic for the ellipsoid.
#[derive(Debug, Clone)]
pub struct Aeqd {
    /// Where the plane touches the Earth.
    pub centre: LonLat,
    geodesic: Geodesic,
}

impl Aeqd {
    /// The plane around `centre`.
    #[must_use]
    pub fn new(centre: LonLat) -> Self {
        Self { centre, geodesic: Geodesic::wgs84() }
    }

    /// Metres east and north of the centre.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        let (metres, azimuth, _, _): (f64, f64, f64, f64) =
            self.geodesic.inverse(self.centre.lat, self.centre.lon, p.lat, p.lon);
        let (s, c) = libm::sincos(azimuth.to_radians());
        (metres * s, metres * c)
    }

    /// The position at that many metres east and north of the centre.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        let azimuth = libm::atan2(east, north).to_degrees();
        let (lat, lon): (f64, f64) =
            self.geodesic.direct(self.centre.lat, self.centre.lon, azimuth, libm::hypot(east, north));
        LonLat { lon, lat }
    }

    /// Largest scale error at that distance from the centre, as a share: the error of a short line across the radius.
    #[must_use]
    pub fn scale_error(&self, metres: f64) -> f64 {
        if metres <= 0.0 {
            return 0.0;
        }
        // A chord of one thousandth of a radian is short enough to stand for its arc.
        let step = 0.001_f64;
        let planar = 2.0 * metres * libm::sin(step / 2.0);
        (0..8)
            .map(|i| {
                let azimuth = f64::from(i) * 45.0;
                let at = |a: f64| -> (f64, f64) {
                    self.geodesic.direct(self.centre.lat, self.centre.lon, a, metres)
                };
                let ((lat1, lon1), (lat2, lon2)) = (at(azimuth), at(azimuth + step.to_degrees()));
                let true_m: f64 = self.geodesic.inverse(lat1, lon1, lat2, lon2);
                (planar / true_m - 1.0).abs()
            })
            .fold(0.0, f64::max)
    }
}
