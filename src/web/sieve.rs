//! Which part of the Earth a page carries in detail, and lines cut and simplified to it.

use super::model::LatLon;
use crate::geodesy::{LonLat, polyline};
use crate::map::clip::{clip_polyline, clip_ring};
use crate::map::frame::middle;
use crate::map::geom::{Pt, Rect, pt};
use crate::map::projection::near;
use crate::map::thin::simplify;

/// Least room around the events, in degrees of latitude, and the share of their own extent that is added.
const ROOM: (f64, f64) = (0.8, 0.55);
/// Share of the extent of events all over the world that is added around them in the first view.
const TIGHT: f64 = 0.06;
/// Shares of the window that a fine line may be simplified by, and its least and most in degrees.
const FINE: (f64, f64, f64) = (1.0 / 8000.0, 0.0006, 0.02);
/// Most degrees that the border and outlines of areas with events are simplified by.
const WHOLE: f64 = 0.0015;
/// Degrees that coarse lines are simplified by, and the least extent of a ring that is kept.
const COARSE: (f64, f64) = (0.06, 0.3);
/// No map in Mercator's projection shows more.
const POLAR: f64 = 84.0;

/// The part of the Earth that is carried in detail, in a plane of degrees that are as long to the north as to the east.
#[derive(Debug, Clone)]
pub struct Window {
    centre: LonLat,
    /// Length of a degree of longitude in degrees of latitude, at the centre.
    narrow: f64,
    events: Rect,
}

impl Window {
    /// Decimals of a degree in fine lines: about 10 m.
    pub const DECIMALS: u8 = 4;
    /// Decimals of a degree in coarse lines: about 100 m.
    pub const COARSE_DECIMALS: u8 = 3;

    /// The window that holds the points; the whole world without any.
    #[must_use]
    pub fn around(points: &[LonLat]) -> Self {
        let centre = middle(points).unwrap_or(LonLat { lon: 0.0, lat: 20.0 });
        let narrow = libm::cos(centre.lat.clamp(-75.0, 75.0).to_radians());
        let whole = Rect::new(-180.0 * narrow, -60.0, 360.0 * narrow, 135.0);
        let mut window = Self { centre, narrow, events: whole };
        let events = |window: &Self| Rect::around(points.iter().map(|point| window.plane(*point)));
        window.events = events(&window).unwrap_or(whole);
        if window.events.width() > 180.0 * narrow && !points.is_empty() {
            // The map's ends lie where least is cut off.
            window.centre.lon = near(emptiest(points) + 180.0, 0.0);
            window.events = events(&window).unwrap_or(whole);
        }
        window
    }

    /// A longitude on the side of the window's middle: past 180 rather than on the other side of the map.
    #[must_use]
    pub fn lon(&self, lon: f64) -> f64 {
        near(lon, self.centre.lon)
    }

    fn plane(&self, point: LonLat) -> Pt {
        pt((self.lon(point.lon) - self.centre.lon) * self.narrow, point.lat)
    }

    fn earth(&self, point: Pt) -> LonLat {
        LonLat { lon: self.centre.lon + point.x / self.narrow, lat: point.y }
    }

    fn rect(&self) -> Rect {
        let (least, share) = ROOM;
        let size = self.events.width().max(self.events.height());
        let grown = self.events.grown(least + size * share);
        let most = 180.0 * self.narrow;
        Rect {
            x0: grown.x0.max(-most),
            x1: grown.x1.min(most),
            y0: grown.y0.max(-POLAR),
            y1: grown.y1.min(POLAR),
        }
    }

    fn latlon(&self, point: Pt) -> LatLon {
        let round = |degrees: f64| (degrees * 1e4).round() / 1e4 + 0.0;
        let LonLat { lon, lat } = self.earth(point);
        [round(lat), round(lon)]
    }

    /// South-west and north-east corner.
    #[must_use]
    pub fn corners(&self) -> [LatLon; 2] {
        let r = self.rect();
        [self.latlon(pt(r.x0, r.y0)), self.latlon(pt(r.x1, r.y1))]
    }

    /// South-west and north-east corner of a view of the events that spread over the world: so much room that their symbols are whole.
    #[must_use]
    pub fn tight(&self) -> [LatLon; 2] {
        let r = self.rect();
        let e = self.events.grown(self.events.width().max(self.events.height()) * TIGHT);
        [self.latlon(pt(e.x0.max(r.x0), e.y0.max(r.y0))), self.latlon(pt(e.x1.min(r.x1), e.y1.min(r.y1)))]
    }

    /// All four corners.
    #[must_use]
    pub fn corner_points(&self) -> [LonLat; 4] {
        self.rect().corners().map(|corner| self.earth(corner))
    }

    /// Degrees north and east of a point if it lies inside.
    #[must_use]
    pub fn inside(&self, point: LonLat) -> Option<LatLon> {
        let plane = self.plane(point);
        (point.is_valid() && self.rect().holds(plane)).then(|| self.latlon(plane))
    }

    fn tolerance(&self) -> f64 {
        let (share, least, most) = FINE;
        let rect = self.rect();
        (rect.width().max(rect.height()) * share).clamp(least, most)
    }

    /// For lines inside the window.
    #[must_use]
    pub fn sieve(&self) -> Sieve<'_> {
        let tolerance = self.tolerance();
        Sieve {
            window: self,
            tolerance,
            least: 3.0 * tolerance,
            decimals: Self::DECIMALS,
            cut: Some(self.rect()),
        }
    }

    /// For the border and for outlines of areas: whole, and as fine as the closest view asks.
    #[must_use]
    pub fn whole(&self) -> Sieve<'_> {
        let tolerance = self.tolerance().min(WHOLE);
        Sieve { window: self, tolerance, least: 0.0, decimals: Self::DECIMALS, cut: None }
    }

    /// For the world around it, once: what would lie beyond the map's ends is there at the other one.
    #[must_use]
    pub fn coarse(&self) -> Sieve<'_> {
        let (tolerance, least) = COARSE;
        let half = 180.0 * self.narrow;
        let cut = Some(Rect { x0: -half, x1: half, y0: -90.0, y1: 90.0 });
        Sieve { window: self, tolerance, least, decimals: Self::COARSE_DECIMALS, cut }
    }
}

/// The middle of the widest sector of longitudes without a point.
fn emptiest(points: &[LonLat]) -> f64 {
    let mut lons: Vec<f64> = points.iter().map(|point| near(point.lon, 0.0)).collect();
    lons.sort_by(f64::total_cmp);
    lons.extend(lons.first().map(|lon| lon + 360.0));
    let widest = lons.windows(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])));
    widest.map_or(180.0, |pair| f64::midpoint(pair[0], pair[1]))
}

/// Cuts, simplifies and encodes lines.
#[derive(Debug, Clone)]
pub struct Sieve<'w> {
    window: &'w Window,
    tolerance: f64,
    /// Rings of a smaller extent are left out.
    least: f64,
    decimals: u8,
    cut: Option<Rect>,
}

impl Sieve<'_> {
    /// A ring, wherever its parts fall: around the whole Earth it may show at both ends of the map.
    #[must_use]
    pub fn ring(&self, ring: &[LonLat]) -> Vec<String> {
        self.copies(ring)
            .filter_map(|points| {
                let points = match &self.cut {
                    Some(rect) => clip_ring(&points, rect),
                    None => points,
                };
                let mut closed = points;
                closed.extend(closed.first().copied());
                let simple = simplify(&closed, self.tolerance);
                (simple.len() > 3).then(|| self.encode(&simple))
            })
            .collect()
    }

    /// An open line.
    #[must_use]
    pub fn line(&self, line: &[LonLat]) -> Vec<String> {
        self.copies(line).flat_map(|points| self.pieces(&points)).collect()
    }

    /// The line around a ring.
    #[must_use]
    pub fn closed(&self, ring: &[LonLat]) -> Vec<String> {
        let mut closed = ring.to_vec();
        closed.extend(ring.first().copied());
        self.line(&closed)
    }

    fn pieces(&self, points: &[Pt]) -> Vec<String> {
        let pieces = match &self.cut {
            Some(rect) => clip_polyline(points, rect),
            None => vec![points.to_vec()],
        };
        pieces.iter().map(|piece| simplify(piece, self.tolerance)).map(|piece| self.encode(&piece)).collect()
    }

    /// The line in the window's plane, and its copies one turn of the Earth to both sides where they reach the map.
    fn copies(&self, line: &[LonLat]) -> impl Iterator<Item = Vec<Pt>> {
        let narrow = self.window.narrow;
        let mut points: Vec<Pt> = Vec::with_capacity(line.len());
        let mut last: Option<f64> = None;
        for point in line.iter().filter(|point| point.is_valid()) {
            // From one vertex to the next the short way, so that no line crosses the whole map.
            let lon = near(point.lon, last.unwrap_or(self.window.centre.lon));
            last = Some(lon);
            points.push(pt((lon - self.window.centre.lon) * narrow, point.lat.clamp(-POLAR, POLAR)));
        }
        let turn = 360.0 * narrow;
        let reach = self.cut.unwrap_or(Rect { x0: -turn / 2.0, x1: turn / 2.0, y0: -90.0, y1: 90.0 });
        let bounds = Rect::around(points.iter().copied());
        let shifts = bounds.into_iter().flat_map(move |b| {
            let shown = move |shift: &f64| b.x0 + shift < reach.x1 && b.x1 + shift > reach.x0;
            [0.0, -turn, turn].into_iter().filter(shown)
        });
        let large = bounds.is_some_and(|b| b.width().max(b.height()) >= self.least);
        shifts.filter(move |_| large).map(move |shift| points.iter().map(|p| pt(p.x + shift, p.y)).collect())
    }

    fn encode(&self, points: &[Pt]) -> String {
        let line: Vec<LonLat> = points.iter().map(|point| self.window.earth(*point)).collect();
        polyline::encode(&line, self.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }

    #[test]
    fn the_window_holds_its_points_with_room() {
        for (lon, lat) in [(36.6, 50.3), (-58.4, -34.6), (179.9, -17.0), (-179.9, 52.0), (0.0, 0.0)] {
            let points = [at(lon, lat), at(lon + 0.4, lat + 0.3)];
            let window = Window::around(&points);
            for point in points {
                assert!(window.inside(point).is_some(), "{point:?}");
            }
            assert!(window.inside(at(lon + 8.0, lat)).is_none());
            let [[south, west], [north, east]] = window.corners();
            assert!(north - south > 1.5 && east - west > 1.5 && east - west < 6.0);
        }
        let [[south, _], [north, _]] = Window::around(&[]).corners();
        assert!(south < -50.0 && north > 70.0);
    }

    #[test]
    fn rings_across_the_date_line_stay_together() {
        let window = Window::around(&[at(179.0, -17.0), at(-179.0, -16.0)]);
        let ring = [at(178.5, -18.0), at(-178.5, -18.0), at(-178.5, -15.0), at(178.5, -15.0)];
        let encoded = window.sieve().ring(&ring);
        assert_eq!(encoded.len(), 1);
        let [[_, west], [_, east]] = window.corners();
        assert!(east - west < 10.0, "{west} {east}");
    }

    #[test]
    fn a_window_of_the_world_ends_where_nothing_is() {
        let lons = [-150.0, -110.0, -60.0, -20.0, 30.0, 70.0, 110.0, 152.0];
        let window = Window::around(&lons.map(|lon| at(lon, lon / 4.0)));
        // Nothing lies between 152 and 210 degrees east.
        let [[_, west], [_, east]] = window.corners();
        assert!((west + 179.0).abs() < 0.1 && (east - 181.0).abs() < 0.1, "{west} {east}");
        let [[_, west], [_, east]] = window.tight();
        assert!(west > -179.0 && west < -150.0 && east > 152.0 && east < 181.0, "{west} {east}");
        // Land is there once: of a ring across the map's end each part lies at its own end.
        let ring = [at(170.0, 0.0), at(-170.0, 0.0), at(-170.0, 9.0), at(170.0, 9.0)];
        let once = [window.coarse().ring(&ring), window.coarse().closed(&ring)].concat();
        assert!(once.len() >= 4, "{once:?}");
        let east = window.coarse().ring(&[at(160.0, 0.0), at(170.0, 0.0), at(170.0, 9.0), at(160.0, 9.0)]);
        assert_eq!(east.len(), 1);
        for clipped in window.coarse().copies(&ring) {
            let rect = window.coarse().cut.expect("the world is cut");
            let seen = Rect::around(clip_ring(&clipped, &rect)).expect("a part is seen");
            assert!(seen.x0 >= rect.x0 - 1e-9 && seen.x1 <= rect.x1 + 1e-9 && seen.width() < 30.0);
        }
    }

    #[test]
    fn what_lies_outside_or_is_tiny_is_left_out() {
        let window = Window::around(&[at(36.0, 50.0), at(37.0, 51.0)]);
        let square = |lon: f64, lat: f64, size: f64| {
            [at(lon, lat), at(lon + size, lat), at(lon + size, lat + size), at(lon, lat + size)]
        };
        for (ring, expected) in
            [(square(36.2, 50.2, 0.5), 1), (square(90.0, 10.0, 5.0), 0), (square(36.2, 50.2, 0.001), 0)]
        {
            assert_eq!(window.sieve().ring(&ring).len(), expected, "{ring:?}");
        }
        assert_eq!(window.coarse().ring(&square(90.0, 10.0, 5.0)).len(), 1);
        let through = [at(30.0, 50.5), at(45.0, 50.5)];
        assert_eq!(window.sieve().line(&through).len(), 1);
    }
}
