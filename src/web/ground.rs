//! The ground of the page's map: land, water, outlines, towns, border and bands, cut to the events and simplified.

use serde::Serialize;

use super::countries::{self, Grid};
use super::model::LatLon;
use super::sieve::{Sieve, Window};
use crate::geodesy::LonLat;
use crate::map::bands;
use crate::map::base::{BaseMap, Outline, Settlement};
use crate::map::drawn::Area;
use crate::map::frame;
use crate::map::geom::Rect;
use crate::map::projection::{Aeqd, View};
use crate::map::thin::simplify;

/// Towns that the page may name, the largest first.
const TOWNS: usize = 700;
/// Metres that the border may be simplified by before bands are drawn around it, and bands themselves.
const BAND_TOLERANCE: f64 = 120.0;
/// Metres that one unit of the bands' plane shows.
const BAND_UNIT: f64 = 200.0;
/// A border that reaches farther, in metres, gets bands only around the events.
const LONG_BORDER: f64 = 3_000_000.0;

/// Everything that is drawn below the events. Lines are polylines with `decimals` decimals.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// Decimals of a degree in the fine lines and in the outlines of areas.
    pub decimals: u8,
    /// Decimals of a degree in the coarse ones.
    pub coarse_decimals: u8,
    /// South-west and north-east corner of the fine part.
    pub window: [LatLon; 2],
    /// Land of the world.
    pub coarse_land: Vec<String>,
    /// Countries of the world.
    pub coarse_countries: Vec<String>,
    /// Land in the window.
    pub land: Vec<String>,
    /// Countries in the window.
    pub countries: Vec<String>,
    /// Names of countries.
    pub country_names: Vec<String>,
    /// Which of them lies where.
    pub country_grids: [Grid; 2],
    /// Regions in the window.
    pub regions: Vec<String>,
    /// Lakes in the window.
    pub lakes: Vec<String>,
    /// Rivers in the window, with their rank.
    pub rivers: Vec<(u8, String)>,
    /// The border.
    pub border: Vec<String>,
    /// Bands of distance from it, the nearest first.
    pub bands: Vec<Band>,
    /// Towns: name, degrees north, degrees east, rank from 0 for the largest.
    pub towns: Vec<(String, f64, f64, u8)>,
}

/// One band of distance.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// Nearer and farther edge in km.
    pub km: (f64, f64),
    /// Its rings, by the even-odd rule.
    pub rings: Vec<String>,
}

/// The ground under these points, with bands of these distances in km.
#[must_use]
pub fn ground(window: &Window, base: &BaseMap, kilometres: &[f64]) -> Ground {
    let fine = window.sieve();
    let coarse = window.coarse();
    let water = &base.water;
    let in_fine = water.fine_bounds.is_some_and(|[west, south, east, north]| {
        let [[s, w], [n, e]] = window.corners();
        w > west && s > south && e < east && n < north
    });
    let land = if in_fine { &water.fine_land } else { &water.land };
    let outlines = |all: &[Outline]| -> Vec<String> {
        all.iter().flat_map(|outline| &outline.rings).flat_map(|ring| fine.closed(ring)).collect()
    };
    let border: &[Vec<LonLat>] = base.border.as_ref().map_or(&[], |border| &border.lines);
    Ground {
        decimals: Window::DECIMALS,
        coarse_decimals: Window::COARSE_DECIMALS,
        window: window.corners(),
        coarse_land: water.land.iter().flat_map(|ring| coarse.ring(ring)).collect(),
        coarse_countries: base
            .countries
            .iter()
            .flat_map(|c| &c.rings)
            .flat_map(|r| coarse.closed(r))
            .collect(),
        land: land.iter().flat_map(|ring| fine.ring(ring)).collect(),
        countries: outlines(&base.countries),
        country_names: base.countries.iter().map(|country| country.name.clone()).collect(),
        country_grids: countries::grids(&base.countries, window),
        regions: outlines(&base.regions),
        lakes: water.lakes.iter().flat_map(|(_, ring)| fine.ring(ring)).collect(),
        rivers: water
            .rivers
            .iter()
            .flat_map(|(rank, l)| fine.line(l).into_iter().map(|l| (*rank, l)))
            .collect(),
        border: border.iter().flat_map(|line| window.whole().line(line)).collect(),
        bands: bands_of(window, border, kilometres),
        towns: towns(window, &base.settlements),
    }
}

/// The outline of an area, simplified; none if the base map has none.
#[must_use]
pub fn outline(area: &Area, base: &BaseMap, window: &Window) -> Vec<String> {
    let rings = frame::outline(area, base).map_or(&[][..], |outline| &outline.rings[..]);
    rings.iter().flat_map(|ring| window.whole().ring(ring)).collect()
}

fn bands_of(window: &Window, lines: &[Vec<LonLat>], kilometres: &[f64]) -> Vec<Band> {
    let Some(view) = band_view(window, lines, kilometres) else { return Vec::new() };
    let straight = |line: &Vec<LonLat>| -> Vec<LonLat> {
        let plane: Vec<_> = line.iter().map(|point| view.to_sheet(*point)).collect();
        simplify(&plane, BAND_TOLERANCE / BAND_UNIT).into_iter().map(|point| view.to_lonlat(point)).collect()
    };
    let lines: Vec<Vec<LonLat>> = lines.iter().map(straight).collect();
    let sieve: Sieve<'_> = window.whole();
    let band = |band: bands::Band| {
        let ring = |ring: &Vec<_>| -> Vec<String> {
            let ring = simplify(ring, BAND_TOLERANCE / BAND_UNIT);
            let ring: Vec<LonLat> = ring.into_iter().map(|point| view.to_lonlat(point)).collect();
            sieve.ring(&ring)
        };
        Band { km: (band.from_km, band.to_km), rings: band.rings.iter().flat_map(ring).collect() }
    };
    bands::bands(&view, &lines, kilometres).into_iter().map(band).collect()
}

/// A plane that holds the border and its bands, or the events' surroundings if the border is very long.
fn band_view(window: &Window, lines: &[Vec<LonLat>], kilometres: &[f64]) -> Option<View> {
    let reach = kilometres.iter().copied().fold(0.0, f64::max) * 1000.0 + 10_000.0;
    let around = |points: &[LonLat]| -> Option<(Aeqd, Rect)> {
        let plane = Aeqd::new(frame::middle(points)?);
        let on_plane = points.iter().map(|p| plane.forward(*p)).map(|(x, y)| crate::map::geom::pt(x, y));
        Rect::around(on_plane).map(|rect| (plane, rect))
    };
    let border: Vec<LonLat> =
        lines.iter().flat_map(|l| l.iter().step_by(20).chain(l.last())).copied().collect();
    let (plane, rect) = around(&border)?;
    let long = rect.width().max(rect.height()) > LONG_BORDER;
    let (plane, rect) = if long { around(&window.corner_points())? } else { (plane, rect) };
    // The plane touches the Earth in the middle of its frame.
    let half = |a: f64, b: f64| (a.abs().max(b.abs()) + reach) / BAND_UNIT;
    let (x, y) = (half(rect.x0, rect.x1), half(rect.y0, rect.y1));
    Some(View::new(plane, Rect::new(-x, -y, 2.0 * x, 2.0 * y), BAND_UNIT))
}

fn towns(window: &Window, settlements: &[Settlement]) -> Vec<(String, f64, f64, u8)> {
    let mut inside: Vec<(&Settlement, LatLon)> =
        settlements.iter().filter_map(|town| Some((town, window.inside(town.position)?))).collect();
    inside.sort_by(|(a, _), (b, _)| {
        (b.capital, b.population, &a.name).cmp(&(a.capital, a.population, &b.name))
    });
    inside.truncate(TOWNS);
    let rank = |town: &Settlement| match town.population {
        _ if town.capital => 0,
        500_000.. => 0,
        100_000.. => 1,
        20_000.. => 2,
        3_000.. => 3,
        _ => 4,
    };
    inside.into_iter().map(|(town, [lat, lon])| (town.name.clone(), lat, lon, rank(town))).collect()
}
