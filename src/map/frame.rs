//! Which part of the Earth a map shows: all that matters, and no far event that would make the rest unreadable.

use super::base::BaseMap;
use super::drawn::{Area, Drawn, Spot};
use super::geom::{Rect, pt};
use super::projection::{Aeqd, Plane, View};
use crate::event::GeoPrecision;
use crate::geodesy::LonLat;

/// Least width of a frame in metres where the base map has regions, and elsewhere, where it is coarse.
const LEAST_WIDTH: (f64, f64) = (70_000.0, 240_000.0);
/// Share of the incidents that may be left out of the frame as far away.
const FAR_SHARE: f64 = 0.15;
/// They are left out only if the frame shrinks to this share or less.
const FAR_GAIN: f64 = 0.55;
/// Events that spread farther than this, in metres, are shown with all others.
const HALF_THE_WORLD: f64 = 7_000_000.0;
/// The border is brought into the frame where it is nearer than this, in metres, or nearer than the events' own extent.
const BORDER_REACH: f64 = 150_000.0;
/// Room in sheet units between the outermost point and the frame, and the largest share of a small frame that it takes.
const PADDING: (f64, f64) = (78.0, 0.13);

/// Width and height inside a frame for the points that it must hold.
fn room(frame: &Rect) -> (f64, f64) {
    let padding = PADDING.0.min(PADDING.1 * frame.width().min(frame.height()));
    (frame.width() - 2.0 * padding, frame.height() - 2.0 * padding)
}

/// Incidents that lie outside the frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// Name of the place.
    pub name: String,
    /// Its position.
    pub position: LonLat,
    /// Number of incidents.
    pub n: usize,
    /// True if it is an area.
    pub area: bool,
}

/// The view of an overview, and what it leaves out.
#[derive(Debug, Clone)]
pub struct Framing {
    /// The view.
    pub view: View,
    /// What lies outside, as ordered in the report.
    pub outside: Vec<Outside>,
}

/// The view of all that matters; none if there is neither an event nor a border.
#[must_use]
pub fn overview(drawn: &Drawn, base: &BaseMap, frame: Rect, extent: Option<[f64; 4]>) -> Option<Framing> {
    if let Some(extent) = extent {
        let view = exactly(extent, frame);
        let outside = left_out(drawn, base, &view);
        return Some(Framing { view, outside });
    }
    let mut kept = without_far(&drawn.spots);
    let mut points: Vec<LonLat> = kept.iter().map(|s| s.position).collect();
    if kept.len() < drawn.spots.len() && self::extent(&points) > HALF_THE_WORLD {
        // Nothing is gained for those that are left: all may be shown.
        kept = drawn.spots.iter().collect();
        points = kept.iter().map(|s| s.position).collect();
    }
    let extent = self::extent(&points);
    points.extend(
        kept.iter()
            .filter_map(|s| s.link)
            .filter(|l| l.km * 1000.0 <= BORDER_REACH.max(extent))
            .map(|l| l.nearest),
    );
    for area in &drawn.areas {
        let corners = area_points(area, base);
        let together: Vec<LonLat> = points.iter().chain(&corners).copied().collect();
        let wanted = area.precision != GeoPrecision::Country
            && (points.is_empty()
                || self::extent(&together) <= 1.5 * self::extent(&points).max(LEAST_WIDTH.0));
        if wanted {
            points = together;
        }
    }
    let stated = drawn.stated.iter().map(|s| s.points().to_vec());
    for more in stated.chain(drawn.rivals.iter().map(|r| vec![r.to.position])) {
        let together: Vec<LonLat> = points.iter().copied().chain(more).collect();
        // On a map of events, a line to a far place must not make all else small.
        if drawn.n == 0 || self::extent(&together) <= 1.5 * self::extent(&points).max(LEAST_WIDTH.0) {
            points = together;
        }
    }
    if points.is_empty() {
        points = base.border.iter().flat_map(|b| b.lines.iter().flatten().step_by(50)).copied().collect();
    }
    let view = fit(&points, base, frame)?;
    let outside = left_out(drawn, base, &view);
    Some(Framing { view, outside })
}

/// The view that holds all the points; none without points.
#[must_use]
pub fn fit(points: &[LonLat], base: &BaseMap, frame: Rect) -> Option<View> {
    let mut centre = middle(points)?;
    let (mut width, mut height) = (0.0, 0.0);
    for _ in 0..3 {
        let plane = Aeqd::new(centre);
        let r = Rect::around(points.iter().map(|p| plane.forward(*p)).map(|(x, y)| pt(x, y)))?;
        (width, height) = (r.width(), r.height());
        centre = plane.inverse(r.centre().x, r.centre().y);
    }
    let fine = base.regions.iter().any(|r| {
        let near = [centre.lon - 5.0, centre.lat - 3.0, centre.lon + 5.0, centre.lat + 3.0];
        r.rings.may_touch(near)
            && r.rings
                .iter()
                .flatten()
                .step_by(20)
                .any(|p| (p.lat - centre.lat).abs() < 3.0 && (p.lon - centre.lon).abs() < 5.0)
    });
    let least = if fine { LEAST_WIDTH.0 } else { LEAST_WIDTH.1 };
    let room = room(&frame);
    let metres_per_unit = (width / room.0).max(height / room.1).max(least / frame.width());
    Some(fitted(points, centre, frame, metres_per_unit))
}

/// The view of about that scale on the plane that suits it, moved so that the points lie around its middle.
fn fitted(points: &[LonLat], centre: LonLat, frame: Rect, metres_per_unit: f64) -> View {
    let half = |units: f64| units / 2.0 * metres_per_unit;
    let plane = |c| Plane::fitting(c, half(frame.width()), half(frame.height()));
    let mut found = plane(centre);
    if found.key() == Some("azimuthal") {
        return View::new(found, frame, metres_per_unit);
    }
    let around = |p: &Plane| Rect::around(points.iter().map(|q| p.forward(*q)).map(|(x, y)| pt(x, y)));
    if found.key().is_some()
        && let Some(r) = around(&found)
    {
        let c = found.inverse(r.centre().x, r.centre().y);
        found = plane(c);
    }
    let room = room(&frame);
    let needed = match found.key() {
        Some(_) => around(&found).map_or(0.0, |r| {
            // The middle may be off by a little still.
            let (w, h) = (r.x1.max(-r.x0) * 2.0, r.y1.max(-r.y0) * 2.0);
            (w / room.0).max(h / room.1)
        }),
        None => whole_world(frame),
    };
    let scale = if found.key().is_some() { needed.max(metres_per_unit * 0.97) } else { needed };
    View::new(found, frame, scale)
}

/// Metres that a unit must show for the frame to hold the world.
fn whole_world(frame: Rect) -> f64 {
    let edge = Plane::world(0.0);
    let (x, _) = edge.forward(LonLat { lon: 179.999_999, lat: 0.0 });
    let (_, y) = edge.forward(LonLat { lon: 0.0, lat: 90.0 });
    (2.0 * x / (frame.width() - 24.0)).max(2.0 * y / (frame.height() - 24.0))
}

/// The view that shows what was asked for, and as little more as the frame's form allows.
fn exactly([west, south, east, north]: [f64; 4], frame: Rect) -> View {
    let east = if east < west { east + 360.0 } else { east };
    let (lon, lat) = (f64::midpoint(west, east), f64::midpoint(south, north));
    if east - west > 200.0 {
        // Europe and Africa in the middle, and the cut in the Bering Strait, unless another middle was asked for.
        let lon = if east - west > 359.0 { 11.0 } else { lon };
        return View::new(Plane::world(lon), frame, whole_world(frame));
    }
    let mut centre = LonLat { lon, lat };
    let edge: Vec<LonLat> = (0..=24)
        .map(|i| f64::from(i) / 24.0)
        .flat_map(|t| {
            let (x, y) = (west + (east - west) * t, south + (north - south) * t);
            [(x, south), (x, north), (west, y), (east, y)].map(|(lon, lat)| LonLat { lon, lat })
        })
        .collect();
    let mut metres_per_unit = 1.0;
    let mut plane: Plane = Aeqd::new(centre).into();
    for _ in 0..3 {
        let Some(r) = Rect::around(edge.iter().map(|p| plane.forward(*p)).map(|(x, y)| pt(x, y))) else {
            break;
        };
        metres_per_unit = (r.width() / frame.width()).max(r.height() / frame.height());
        centre = plane.inverse(r.centre().x, r.centre().y);
        let half = |units: f64| units / 2.0 * metres_per_unit;
        plane = Plane::fitting(centre, half(frame.width()), half(frame.height()));
        if plane.key().is_none() {
            return View::new(plane, frame, whole_world(frame));
        }
    }
    View::new(plane, frame, metres_per_unit)
}

/// Mean direction of the points.
#[must_use]
pub fn middle(points: &[LonLat]) -> Option<LonLat> {
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for p in points {
        let ((slon, clon), (slat, clat)) =
            (libm::sincos(p.lon.to_radians()), libm::sincos(p.lat.to_radians()));
        (x, y, z) = (x + clat * clon, y + clat * slon, z + slat);
    }
    (!points.is_empty()).then(|| LonLat {
        lon: libm::atan2(y, x).to_degrees(),
        lat: libm::atan2(z, libm::hypot(x, y)).to_degrees(),
    })
}

/// The larger side of the points' box in metres.
fn extent(points: &[LonLat]) -> f64 {
    let Some(centre) = middle(points) else { return 0.0 };
    let plane = Aeqd::new(centre);
    Rect::around(points.iter().map(|p| plane.forward(*p)).map(|(x, y)| pt(x, y)))
        .map_or(0.0, |r| r.width().max(r.height()))
}

/// The spots without those few far ones that would spoil the frame.
fn without_far(spots: &[Spot]) -> Vec<&Spot> {
    let n: usize = spots.iter().map(|s| s.marks.len()).sum();
    let mut budget = if n >= 5 { ((n as f64 * FAR_SHARE) as usize).max(1) } else { 0 };
    let mut kept: Vec<&Spot> = spots.iter().collect();
    let Some(heart) = heart(&kept) else { return kept };
    let plane = Aeqd::new(heart);
    let away = |s: &Spot| {
        let (x, y) = plane.forward(s.position);
        libm::hypot(x, y)
    };
    kept.sort_by(|a, b| away(a).total_cmp(&away(b)));
    // Sorted from the heart outwards, the box of each beginning of the list holds the one before it.
    let mut held: Option<Rect> = None;
    let sizes: Vec<f64> = kept
        .iter()
        .map(|s| {
            let (x, y) = plane.forward(s.position);
            let point = Rect { x0: x, y0: y, x1: x, y1: y };
            let all = held.map_or(point, |r| r.joined(&point));
            held = Some(all);
            all.width().max(all.height()).max(LEAST_WIDTH.0)
        })
        .collect();
    loop {
        let whole = sizes[kept.len() - 1];
        let mut dropped = 0;
        let mut cut = None;
        for k in 1..kept.len() {
            dropped += kept[kept.len() - k].marks.len();
            if dropped > budget {
                break;
            }
            if sizes[kept.len() - k - 1] <= FAR_GAIN * whole {
                cut = Some((k, dropped));
                break;
            }
        }
        let Some((k, dropped)) = cut else { return kept };
        budget -= dropped;
        kept.truncate(kept.len() - k);
    }
}

/// The spot with the least summed distance to all incidents; at most 500 spots are tried.
pub(super) fn heart(spots: &[&Spot]) -> Option<LonLat> {
    let tried = spots.iter().step_by(spots.len() / 500 + 1);
    let cost = |at: &LonLat| -> f64 {
        spots
            .iter()
            .step_by(spots.len() / 500 + 1)
            .map(|s| {
                let dx = (s.position.lon - at.lon) * libm::cos(at.lat.to_radians());
                s.marks.len() as f64 * libm::hypot(dx, s.position.lat - at.lat)
            })
            .sum()
    };
    tried.map(|s| (cost(&s.position), s.position)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p)
}

/// Points that stand for the extent of an area.
#[must_use]
pub fn area_points(area: &Area, base: &BaseMap) -> Vec<LonLat> {
    if let Some(outline) = outline(area, base) {
        return outline.rings.iter().flatten().step_by(10).copied().collect();
    }
    let plane = Aeqd::new(area.position);
    let r = area.radius_km * 1000.0;
    [(r, 0.0), (-r, 0.0), (0.0, r), (0.0, -r)].map(|(x, y)| plane.inverse(x, y)).to_vec()
}

/// The outline of an area, if the base map has it.
#[must_use]
pub fn outline<'a>(area: &Area, base: &'a BaseMap) -> Option<&'a super::base::Outline> {
    let code = area.code.as_deref()?;
    base.regions.iter().chain(&base.countries).find(|o| o.code == code)
}

/// True if a part of an area lies in the frame; never of a country, which is not hatched: half the map would be.
#[must_use]
pub fn area_is_seen(area: &Area, base: &BaseMap, view: &View) -> bool {
    let holds = |p: &LonLat| view.frame.holds(view.to_sheet(*p));
    area.precision != GeoPrecision::Country
        && (holds(&area.position) || area_points(area, base).iter().any(holds))
}

pub(super) fn left_out(drawn: &Drawn, base: &BaseMap, view: &View) -> Vec<Outside> {
    let mut outside = Vec::new();
    for spot in &drawn.spots {
        if !view.frame.holds(view.to_sheet(spot.position)) {
            outside.push(Outside {
                name: spot.name.clone(),
                position: spot.position,
                n: spot.marks.len(),
                area: false,
            });
        }
    }
    for area in &drawn.areas {
        if !area_is_seen(area, base, view) {
            outside.push(Outside { name: area.name.clone(), position: area.position, n: area.n, area: true });
        }
    }
    outside
}

/// The view of the densest crowd of spots in an overview; none if nothing is crowded there.
#[must_use]
pub fn detail(drawn: &Drawn, base: &BaseMap, overview: &View) -> Option<View> {
    let window = (overview.frame.width() / 5.0, overview.frame.height() / 4.0);
    let at: Vec<_> = drawn.spots.iter().map(|s| (overview.to_sheet(s.position), s)).collect();
    let mut best: Option<(usize, Vec<&Spot>)> = None;
    for (heart, _) in at.iter().step_by(at.len() / 500 + 1) {
        let r = Rect::new(heart.x - window.0 / 2.0, heart.y - window.1 / 2.0, window.0, window.1);
        let held: Vec<&Spot> = at.iter().filter(|(p, _)| r.holds(*p)).map(|(_, s)| *s).collect();
        let n = held.iter().map(|s| s.marks.len()).sum();
        if best.as_ref().is_none_or(|b| n > b.0) {
            best = Some((n, held));
        }
    }
    let (n, held) = best?;
    if n < 5 || held.len() < 3 {
        return None;
    }
    let mut points: Vec<LonLat> = held.iter().map(|s| s.position).collect();
    let reach = 1.6 * extent(&points).max(20_000.0);
    points.extend(held.iter().filter_map(|s| s.link).filter(|l| l.km * 1000.0 <= reach).map(|l| l.nearest));
    let view = fit(&points, base, overview.frame)?;
    // A crowd may be closer than the least width of an overview.
    let plane = &view.plane;
    let r = Rect::around(points.iter().map(|p| plane.forward(*p)).map(|(x, y)| pt(x, y)))?;
    let room = room(&view.frame);
    let metres_per_unit = (r.width() / room.0).max(r.height() / room.1).max(18_000.0 / view.frame.width());
    let close = overview.metres_per_unit / metres_per_unit >= 1.8;
    close.then(|| View::new(Aeqd::new(view.plane.centre), view.frame, metres_per_unit))
}
