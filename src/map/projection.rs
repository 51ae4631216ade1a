//! The map projection and its way onto the sheet: azimuthal equidistant on the WGS 84 ellipsoid for a region, Lambert's
//! conic or the modified stereographic for a country, whichever is truer in its frame, Equal Earth for the world. The worst scale error is printed on the map.

use std::sync::OnceLock;

pub use super::aeqd::Aeqd;
use super::conic::Conic;
use super::geom::{Pt, Rect, pt};
use super::lattice::Lattice;
use super::stereographic::Stereographic;
use super::world::EqualEarth;
use crate::geodesy::LonLat;

/// A map plane of any of the projections.
#[derive(Debug, Clone)]
pub struct Plane {
    /// What lies in the middle.
    pub centre: LonLat,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Azimuthal(Box<Aeqd>),
    Conic(Conic),
    Stereographic(Stereographic),
    World(EqualEarth),
}

/// A radius in metres up to which the azimuthal plane is true to a thousandth.
const REGIONAL: f64 = 480_000.0;
/// A radius beyond which a frame shows the whole world.
const WORLDWIDE: f64 = 7_000_000.0;
/// The largest radius for which the stereographic plane is bent to the frame.
const BENT: f64 = 3_000_000.0;
/// Latitudes between which a cone is used, and the largest radius.
const CONE: (f64, f64, f64) = (8.0, 75.0, 3_500_000.0);

impl From<Aeqd> for Plane {
    fn from(plane: Aeqd) -> Self {
        Self { centre: plane.centre, kind: Kind::Azimuthal(Box::new(plane)) }
    }
}

impl Plane {
    /// The plane that suits a frame of that half width and half height in metres: the truest one.
    #[must_use]
    pub fn fitting(centre: LonLat, half_width: f64, half_height: f64) -> Self {
        let radius = libm::hypot(half_width, half_height);
        let azimuthal = Aeqd::new(centre);
        if radius > WORLDWIDE {
            return Self::world(centre.lon);
        }
        if radius <= REGIONAL {
            return azimuthal.into();
        }
        let (low, high, most) = CONE;
        let error = |plane: &Self| match plane.kind {
            Kind::Azimuthal(_) => azimuthal.scale_error(radius),
            _ => plane.worst(half_width, half_height),
        };
        let cone = radius <= most && (low..high).contains(&centre.lat.abs());
        let cone = cone.then(|| Self::cone(centre, &azimuthal, half_width, half_height));
        let bent = (radius <= BENT).then(|| {
            let plane = Stereographic::fitting(centre, half_width, half_height);
            Self { centre, kind: Kind::Stereographic(plane) }
        });
        let all = [cone, bent, Some(azimuthal.clone().into())].into_iter().flatten();
        let truest = all.map(|plane| (error(&plane), plane)).min_by(|a, b| a.0.total_cmp(&b.0));
        truest.map_or_else(|| azimuthal.into(), |(_, plane)| plane)
    }

    /// The cone for a frame of that half width and half height in metres.
    fn cone(centre: LonLat, azimuthal: &Aeqd, half_width: f64, half_height: f64) -> Self {
        // Parallels at seven tenths of the way to the edges share the error between the middle and them.
        let lat = |north: f64| azimuthal.inverse(0.0, north).lat;
        let corner = azimuthal.inverse(half_width, half_height * centre.lat.signum()).lat;
        let (mut south, mut north) = (lat(-half_height), lat(half_height));
        if centre.lat > 0.0 {
            south = south.min(azimuthal.inverse(half_width, -half_height).lat);
            north = north.max(corner);
        } else {
            south = south.min(corner);
            north = north.max(azimuthal.inverse(half_width, half_height).lat);
        }
        let (middle, half) =
            (f64::midpoint(south, north), (north - south) / 2.0 * std::f64::consts::FRAC_1_SQRT_2);
        let conic = Conic::new(centre, middle - half, middle + half);
        Self { centre, kind: Kind::Conic(conic) }
    }

    /// The largest scale error of a plane with true angles in a frame of that half width and half height in metres, as a share.
    fn worst(&self, half_width: f64, half_height: f64) -> f64 {
        let steps = |half: f64| (-6..=6).map(move |i| f64::from(i) / 6.0 * half);
        steps(half_width)
            .flat_map(|x| steps(half_height).map(move |y| (x, y)))
            .map(|(x, y)| (self.scale(x, y) - 1.0).abs())
            .fold(0.0, f64::max)
    }

    /// The plane of the whole world around a meridian.
    #[must_use]
    pub fn world(lon: f64) -> Self {
        let plane = EqualEarth::new(lon);
        Self { centre: plane.centre, kind: Kind::World(plane) }
    }

    /// Metres east and north of the centre.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> (f64, f64) {
        match &self.kind {
            Kind::Azimuthal(plane) => plane.forward(p),
            Kind::Conic(plane) => plane.forward(p),
            Kind::Stereographic(plane) => plane.forward(p),
            Kind::World(plane) => plane.forward(p),
        }
    }

    /// The position at that many metres east and north of the centre.
    #[must_use]
    pub fn inverse(&self, east: f64, north: f64) -> LonLat {
        match &self.kind {
            Kind::Azimuthal(plane) => plane.inverse(east, north),
            Kind::Conic(plane) => plane.inverse(east, north),
            Kind::Stereographic(plane) => plane.inverse(east, north),
            Kind::World(plane) => plane.inverse(east, north),
        }
    }

    /// Times that lengths are larger on the plane at a point of it, in all directions; 1 where it depends on them.
    #[must_use]
    pub fn scale(&self, east: f64, north: f64) -> f64 {
        match &self.kind {
            Kind::Conic(plane) => plane.scale(plane.inverse(east, north).lat),
            Kind::Stereographic(plane) => plane.scale(east, north),
            Kind::Azimuthal(_) | Kind::World(_) => 1.0,
        }
    }

    /// Key of its name in the style file; none for the world.
    #[must_use]
    pub fn key(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Azimuthal(_) => Some("azimuthal"),
            Kind::Conic(_) => Some("conic"),
            Kind::Stereographic(_) => Some("stereographic"),
            Kind::World(_) => None,
        }
    }
}

/// A window onto the plane: a frame on the sheet and the scale.
#[derive(Debug, Clone)]
pub struct View {
    /// The plane; its centre lies in the middle of the frame.
    pub plane: Plane,
    /// The frame on the sheet.
    pub frame: Rect,
    /// Metres on the ground that one sheet unit shows.
    pub metres_per_unit: f64,
    /// Degrees west, south, east, north that hold the frame; see [`Self::bbox`].
    bounds: [f64; 4],
    /// Points of the plane around the frame, laid out when first asked for.
    lattice: OnceLock<Option<Lattice>>,
}

/// How much wider than the bounds the lattice is, in shares of their size; outlines are cut to it.
pub const AROUND: f64 = 0.4;
/// How far a point may lie off by the lattice, in sheet units.
const NEARLY: f64 = 0.02;

impl View {
    /// The window of that scale around the plane's centre.
    #[must_use]
    pub fn new(plane: impl Into<Plane>, frame: Rect, metres_per_unit: f64) -> Self {
        let mut view =
            Self { plane: plane.into(), frame, metres_per_unit, bounds: [0.0; 4], lattice: OnceLock::new() };
        view.bounds = view.bbox(0.0);
        view
    }

    /// The same window under another frame of the same size.
    #[must_use]
    pub fn moved(&self, frame: Rect) -> Self {
        Self { frame, ..self.clone() }
    }

    /// Degrees west, south, east and north that hold the frame, worked out once; see [`Self::bbox`].
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        self.bounds
    }

    /// [`Self::to_sheet`] to a fiftieth of a sheet unit, for the many vertices of the ground.
    #[must_use]
    pub fn to_sheet_nearly(&self, p: LonLat) -> Pt {
        let lattice = self.lattice.get_or_init(|| {
            if self.is_world() {
                return None;
            }
            let [west, south, east, north] = self.bounds;
            let (w, h) = (AROUND * (east - west), AROUND * (north - south));
            let bounds = [west - w, south - h, east + w, north + h];
            Lattice::new(bounds, |p| self.plane.forward(p), NEARLY * self.metres_per_unit)
        });
        match lattice.as_ref().and_then(|lattice| lattice.forward(p)) {
            Some(metres) => self.at_metres(metres),
            None => self.to_sheet(p),
        }
    }

    /// The place of a position on the sheet, inside the frame or not.
    #[must_use]
    pub fn to_sheet(&self, p: LonLat) -> Pt {
        self.at_metres(self.plane.forward(p))
    }

    fn at_metres(&self, (east, north): (f64, f64)) -> Pt {
        let c = self.frame.centre();
        pt(c.x + east / self.metres_per_unit, c.y - north / self.metres_per_unit)
    }

    /// The position shown at a point of the sheet.
    #[must_use]
    pub fn to_lonlat(&self, p: Pt) -> LonLat {
        let c = self.frame.centre();
        self.plane.inverse((p.x - c.x) * self.metres_per_unit, (c.y - p.y) * self.metres_per_unit)
    }

    /// The larger side of another view's frame on this one, in sheet units.
    #[must_use]
    pub fn extent_of(&self, other: &Self) -> f64 {
        other.frame.width().max(other.frame.height()) * other.metres_per_unit / self.metres_per_unit
    }

    /// Width of the frame in metres.
    #[must_use]
    pub fn width_m(&self) -> f64 {
        self.frame.width() * self.metres_per_unit
    }

    /// From the centre to the corner, in metres.
    #[must_use]
    pub fn radius_m(&self) -> f64 {
        libm::hypot(self.frame.width(), self.frame.height()) / 2.0 * self.metres_per_unit
    }

    /// True for a view of the whole world.
    #[must_use]
    pub fn is_world(&self) -> bool {
        matches!(self.plane.kind, Kind::World(_))
    }

    /// Largest scale error in the frame as a share.
    #[must_use]
    pub fn scale_error(&self) -> f64 {
        match &self.plane.kind {
            Kind::Azimuthal(plane) => plane.scale_error(self.radius_m()),
            Kind::Conic(_) | Kind::Stereographic(_) => {
                let half = |units: f64| units / 2.0 * self.metres_per_unit;
                self.plane.worst(half(self.frame.width()), half(self.frame.height()))
            }
            Kind::World(_) => f64::INFINITY,
        }
    }

    /// The part of the sheet that shows the Earth: the frame and a little more, or the edge of the world.
    #[must_use]
    pub fn ground(&self) -> Vec<Pt> {
        let c = self.frame.centre();
        match &self.plane.kind {
            Kind::World(plane) => plane
                .edge()
                .into_iter()
                .map(|(x, y)| pt(c.x + x / self.metres_per_unit, c.y - y / self.metres_per_unit))
                .collect(),
            _ => self.frame.grown(12.0).corners().to_vec(),
        }
    }

    /// Degrees west, south, east and north that hold the frame widened by `margin` metres; longitudes run on
    /// past 180 rather than jump. A frame that holds a pole gets all longitudes.
    #[must_use]
    pub fn bbox(&self, margin: f64) -> [f64; 4] {
        if self.is_world() {
            return [self.plane.centre.lon - 180.0, -90.0, self.plane.centre.lon + 180.0, 90.0];
        }
        let r = self.frame.grown(margin / self.metres_per_unit);
        let at = |r: &Rect, t: f64| {
            let [a, b, c, d] = r.corners();
            [a.lerp(b, t), b.lerp(c, t), c.lerp(d, t), d.lerp(a, t)]
        };
        let mut bbox =
            [self.plane.centre.lon, self.plane.centre.lat, self.plane.centre.lon, self.plane.centre.lat];
        for i in 0..24 {
            for p in at(&r, f64::from(i) / 24.0) {
                let q = self.to_lonlat(p);
                let lon = near(q.lon, self.plane.centre.lon);
                bbox = [bbox[0].min(lon), bbox[1].min(q.lat), bbox[2].max(lon), bbox[3].max(q.lat)];
            }
        }
        for pole in [90.0, -90.0] {
            if r.holds(self.to_sheet(LonLat { lon: 0.0, lat: pole })) {
                bbox = [
                    self.plane.centre.lon - 180.0,
                    bbox[1].min(pole),
                    self.plane.centre.lon + 180.0,
                    bbox[3].max(pole),
                ];
            }
        }
        bbox
    }
}

/// The same longitude within half a turn of `centre`.
#[must_use]
pub fn near(lon: f64, centre: f64) -> f64 {
    // Most are, and need no division.
    if (lon - centre).abs() < 180.0 {
        return lon;
    }
    let turns = ((lon - centre) / 360.0).round();
    lon - 360.0 * turns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(lon: f64, lat: f64, metres_per_unit: f64) -> View {
        let frame = Rect::new(100.0, 100.0, 1000.0, 800.0);
        View::new(Aeqd::new(LonLat { lon, lat }), frame, metres_per_unit)
    }

    #[test]
    fn there_and_back() {
        for (lon, lat) in [(36.6, 50.3), (179.9, -16.0), (0.0, 85.0), (-70.0, -33.0)] {
            let v = view(lon, lat, 500.0);
            for p in [pt(120.0, 130.0), pt(600.0, 500.0), pt(1090.0, 890.0)] {
                let q = v.to_sheet(v.to_lonlat(p));
                assert!(p.distance(q) < 1e-6, "{p:?} {q:?}");
            }
        }
    }

    /// On a sphere the error of the cross scale is c / sin c - 1: 0.1 % at 494 km, 13 % at 5,300 km.
    #[test]
    fn scale_error_agrees_with_the_sphere() {
        let plane = Aeqd::new(LonLat { lon: 36.0, lat: 50.0 });
        for metres in [100_000.0, 494_000.0, 5_300_000.0] {
            let c: f64 = metres / 6_371_008.8;
            let sphere = c / c.sin() - 1.0;
            let got = plane.scale_error(metres);
            assert!((got / sphere - 1.0).abs() < 0.02, "{metres}: {got} {sphere}");
        }
    }

    /// Regional frames are true to a thousandth, and a country's is truer on the cone than on the azimuthal plane.
    #[test]
    fn frames_get_the_truest_plane() {
        let frame = Rect::new(0.0, 0.0, 1100.0, 970.0);
        for lat in [0.0, 40.0, -33.0, 62.0, 80.0] {
            let centre = LonLat { lon: 45.0, lat };
            for (half, most) in [
                (100_000.0, 1e-3),
                (340_000.0, 1e-3),
                (480_000.0, 8.5e-4),
                (520_000.0, 1e-3),
                (600_000.0, 1.4e-3),
                (2_000_000.0, 2e-2),
            ] {
                let plane = Plane::fitting(centre, half, half * 970.0 / 1100.0);
                let view = View::new(plane, frame, half * 2.0 / 1100.0);
                let error = view.scale_error();
                assert!(error <= most, "{lat} {half}: {error}");
                assert!(error <= Aeqd::new(centre).scale_error(view.radius_m()) * 1.001);
                let p = pt(60.0, 900.0);
                assert!(view.to_sheet(view.to_lonlat(p)).distance(p) < 1e-6);
            }
        }
        assert!(
            View::new(Plane::fitting(LonLat { lon: 0.0, lat: 0.0 }, 1e7, 8e6), frame, 30_000.0).is_world()
        );
    }

    #[test]
    fn the_bbox_runs_on_past_the_date_line() {
        let b = view(179.5, -17.0, 500.0).bbox(0.0);
        assert!(b[0] < 179.5 && b[2] > 180.0 && b[2] < 183.0, "{b:?}");
        let b = view(20.0, 89.0, 500.0).bbox(0.0);
        assert!((b[2] - b[0] - 360.0).abs() < 1e-9 && b[3] >= 90.0, "{b:?}");
    }
}
