//! Everything that the layers of one map need to know, worked out before the first of them draws.

use std::cell::OnceCell;

use super::MapOptions;
use super::bands::{self, Band};
use super::base::{BaseMap, Outline};
use super::claims::Trace;
use super::drawn::Drawn;
use super::frame::Outside;
use super::geom::{Pt, Rect, clip_polyline, sleeve};
use super::layout::Layout;
use super::projection::{AROUND, View, near};
use super::rows::Rows;
use super::style::Style;
use super::symbols::{self, Placed, Scale};
use super::text_plan::Labels;
use crate::geodesy::LonLat;

/// One map in the making.
pub struct Sheet<'a> {
    /// The base map.
    pub base: &'a BaseMap,
    /// What was asked for.
    pub options: &'a MapOptions,
    /// Look.
    pub style: Style,
    /// What of the report is drawn.
    pub drawn: &'a Drawn,
    /// Title by rule or as asked.
    pub title: String,
    /// Line under it.
    pub subtitle: String,
    /// Projection and frame.
    pub view: View,
    /// What lies outside the frame.
    pub outside: Vec<Outside>,
    /// Places of the sheet's parts.
    pub layout: Layout,
    /// Size of symbols.
    pub scale: Scale,
    /// Symbols at their places.
    pub placed: Vec<Placed>,
    /// Distance bands.
    pub bands: Vec<Band>,
    /// The border on the sheet, cut to the frame.
    pub border: Vec<Vec<Pt>>,
    /// Where scale bar and north arrow stand.
    pub furniture: Furniture,
    /// Stated distances that are seen.
    pub traces: Vec<Trace>,
    /// Labels at their places.
    pub labels: Labels,
    /// The frame of the detail map, where there is one.
    pub detail: Option<View>,
    /// Outlines of regions and countries on the sheet, worked out when first asked for.
    pub outlines: Outlines,
    /// What the legend explains.
    pub rows: Rows,
    /// What the foot says besides.
    pub notes: String,
    /// On one of several maps of a sheet, whether degrees stand to the left of its frame and below it.
    pub degrees: Option<[bool; 2]>,
}

/// The outlines of the base map on the sheet, each in the order of the base map.
#[derive(Debug, Default)]
pub struct Outlines {
    lakes: OnceCell<Vec<Vec<Pt>>>,
    regions: OnceCell<Vec<Vec<Vec<Pt>>>>,
    countries: OnceCell<Vec<Vec<Vec<Pt>>>>,
}

/// The parts that lie on the map itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Furniture {
    /// Scale bar.
    pub bar: Rect,
    /// North arrow.
    pub north: Rect,
}

impl Furniture {
    /// That of a map without scale bar and arrow: off the sheet, where it is in nobody's way.
    pub const NONE: Self = Self {
        bar: Rect { x0: -9e5, y0: -9e5, x1: -9e5, y1: -9e5 },
        north: Rect { x0: -9e5, y0: -9e5, x1: -9e5, y1: -9e5 },
    };
}

impl Sheet<'_> {
    /// A line of positions on the sheet: thinned to what the scale can show, cut to the frame.
    #[must_use]
    pub fn line(&self, line: &[LonLat]) -> Vec<Vec<Pt>> {
        project_line(&self.view, line, false)
    }

    /// A ring of positions on the sheet, thinned and cut; empty if none of it is seen.
    #[must_use]
    pub fn ring(&self, ring: &[LonLat]) -> Vec<Pt> {
        project_ring(&self.view, ring)
    }

    /// All rings of an outline on the sheet.
    #[must_use]
    pub fn rings(&self, rings: &[Vec<LonLat>]) -> Vec<Vec<Pt>> {
        rings.iter().flat_map(|r| project_rings(&self.view, r)).collect()
    }

    /// The regions of the base map with their rings on the sheet; no rings where none of it is seen.
    pub fn regions(&self) -> impl Iterator<Item = (&Outline, &[Vec<Pt>])> {
        let rings = self.outlines.regions.get_or_init(|| self.all_rings(&self.base.regions));
        self.base.regions.iter().zip(rings.iter().map(Vec::as_slice))
    }

    /// The countries of the base map with their rings on the sheet; no rings where none of it is seen.
    pub fn countries(&self) -> impl Iterator<Item = (&Outline, &[Vec<Pt>])> {
        let rings = self.outlines.countries.get_or_init(|| self.all_rings(&self.base.countries));
        self.base.countries.iter().zip(rings.iter().map(Vec::as_slice))
    }

    /// The lakes on the sheet that are drawn.
    pub fn lakes(&self) -> &[Vec<Pt>] {
        self.outlines.lakes.get_or_init(|| super::layers::water::lakes(self))
    }

    fn all_rings(&self, outlines: &[Outline]) -> Vec<Vec<Vec<Pt>>> {
        let rings = |o: &Outline| if may_be_seen(&self.view, o) { self.rings(&o.rings) } else { Vec::new() };
        outlines.iter().map(rings).collect()
    }

    /// Obstacle circles of the symbols drawn.
    #[must_use]
    pub fn symbol_discs(&self) -> Vec<(Pt, f64)> {
        discs(&self.placed)
    }
}

/// The circles around symbols and their dots.
#[must_use]
pub fn discs(placed: &[Placed]) -> Vec<(Pt, f64)> {
    placed.iter().map(|p| (p.at, symbols::outer(p.symbol.shape(), p.r) + 1.0)).collect()
}

/// Thins a line in degrees to what the view can show, so that few vertices need the geodesic.
fn thinned(view: &View, line: &[LonLat]) -> Vec<LonLat> {
    let (stretch, unit) = (stretch(view), unit_degrees(view));
    let plane: Vec<Pt> = line.iter().map(|p| Pt { x: p.lon * stretch, y: p.lat }).collect();
    sleeve(&plane, 0.25 * unit).iter().map(|p| LonLat { lon: p.x / stretch, lat: p.y }).collect()
}

/// A degree of longitude by one of latitude in the middle of a view.
fn stretch(view: &View) -> f64 {
    libm::cos(view.plane.centre.lat.to_radians()).max(0.05)
}

/// A sheet unit in degrees of latitude.
fn unit_degrees(view: &View) -> f64 {
    view.metres_per_unit / 111_320.0
}

/// A line without the vertices that lie within a fifth of a sheet unit of the one before them: that costs little, and
/// all that follows has less to do.
fn sparse(view: &View, line: &[LonLat]) -> Vec<LonLat> {
    let (stretch, least) = (stretch(view), 0.2 * unit_degrees(view));
    let squared = least * least;
    let mut out: Vec<LonLat> = Vec::with_capacity(line.len() / 2 + 2);
    for p in line {
        let near = out.last().is_some_and(|q| {
            let (x, y) = ((p.lon - q.lon) * stretch, p.lat - q.lat);
            x * x + y * y < squared
        });
        if !near {
            out.push(*p);
        }
    }
    // The end stays where it is, so that lines meet.
    out.extend(line.last().filter(|end| out.last() != Some(end)));
    out
}

/// Views that reach farther than this from their middle, in metres, are taken to show everything.
const FAR: f64 = 5_000_000.0;

/// False for an outline that lies outside the frame.
#[must_use]
pub fn may_be_seen(view: &View, outline: &Outline) -> bool {
    view.radius_m() > FAR || outline.rings.may_touch(view.bounds())
}

fn touches(view: &View, bbox: &[f64; 4], line: &[LonLat]) -> bool {
    if view.radius_m() > FAR {
        return true;
    }
    let middle = f64::midpoint(bbox[0], bbox[2]);
    let mut all = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for p in line {
        all = [all[0].min(p.lon), all[1].min(p.lat), all[2].max(p.lon), all[3].max(p.lat)];
    }
    // What spans more than half a turn may lie anywhere.
    let over = all[2] - all[0] > 180.0;
    let whole = f64::midpoint(all[0], all[2]);
    let turn = near(whole, middle) - whole;
    (all[0], all[2]) = if over { (f64::MIN, f64::MAX) } else { (all[0] + turn, all[2] + turn) };
    all[0] <= bbox[2] && all[2] >= bbox[0] && all[1] <= bbox[3] && all[3] >= bbox[1]
}

/// A line on the sheet, thinned and cut to the frame.
#[must_use]
pub fn project_line(view: &View, line: &[LonLat], whole: bool) -> Vec<Vec<Pt>> {
    line_within(view, line, whole, &view.frame.grown(12.0))
}

/// A line on the sheet, thinned and cut to a box no more than half as wide again as the frame.
#[must_use]
pub fn project_line_within(view: &View, line: &[LonLat], room: &Rect) -> Vec<Vec<Pt>> {
    line_within(view, line, false, room)
}

fn line_within(view: &View, line: &[LonLat], whole: bool, cut: &Rect) -> Vec<Vec<Pt>> {
    let bbox = view.bounds();
    if !whole && !touches(view, &bbox, line) {
        return Vec::new();
    }
    let margin = 0.2 * (bbox[3] - bbox[1]) + 0.1;
    let middle = f64::midpoint(bbox[0], bbox[2]);
    let inside = |p: &LonLat| {
        let lon = near(p.lon, middle);
        lon >= bbox[0] - 2.0 * margin
            && lon <= bbox[2] + 2.0 * margin
            && p.lat >= bbox[1] - margin
            && p.lat <= bbox[3] + margin
    };
    let mut runs: Vec<Vec<LonLat>> = vec![Vec::new()];
    for p in &sparse(view, line) {
        let torn = view.is_world()
            && runs
                .last()
                .and_then(|r| r.last())
                .is_some_and(|q| (near(q.lon, middle) - near(p.lon, middle)).abs() > 180.0);
        if torn {
            runs.push(vec![*p]);
        } else if inside(p) {
            if let Some(run) = runs.last_mut() {
                run.push(*p);
            }
        } else if runs.last().is_some_and(|r| !r.is_empty()) {
            runs.push(Vec::new());
        }
    }
    runs.iter()
        .flat_map(|run| {
            let points: Vec<Pt> = thinned(view, run).iter().map(|p| view.to_sheet_nearly(*p)).collect();
            clip_polyline(&points, cut)
        })
        .collect()
}

/// A ring on the sheet as one or more rings: on a map of the world one that is cut by its edge has a part on each side.
#[must_use]
pub fn project_rings(view: &View, ring: &[LonLat]) -> Vec<Vec<Pt>> {
    if !view.is_world() {
        return Some(project_ring(view, ring)).filter(|r| r.len() > 2).into_iter().collect();
    }
    let middle = view.plane.centre.lon;
    let mut last = ring.first().map_or(0.0, |p| near(p.lon, middle));
    let run_on = |p: &LonLat| {
        last = near(p.lon, last);
        Pt { x: last, y: p.lat }
    };
    let flat: Vec<Pt> = ring.iter().map(run_on).collect();
    let mut out = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let window = Rect { x0: middle - 180.0 + turn, x1: middle + 180.0 + turn, y0: -90.0, y1: 90.0 };
        let cut = super::geom::clip_ring(&flat, &window);
        // What lies on the edge is kept off it by a hair, so that it stays on its own side of the map.
        let inner = |x: f64| (x - turn).clamp(middle - 180.0 + 1e-7, middle + 180.0 - 1e-7);
        let mut points: Vec<Pt> = Vec::with_capacity(cut.len());
        for (i, p) in cut.iter().enumerate() {
            // Long edges bend: an edge along a meridian must follow the map's edge.
            let next = cut[(i + 1) % cut.len()];
            let steps = (p.distance(next) / 3.0).ceil().max(1.0);
            for k in 0..steps as usize {
                let q = p.lerp(next, k as f64 / steps);
                points.push(view.to_sheet(LonLat { lon: inner(q.x), lat: q.y }));
            }
        }
        let points = sleeve(&points, 0.3);
        if points.len() > 2 {
            out.push(points);
        }
    }
    out
}

/// A ring on the sheet, thinned and cut to the frame and a little more.
#[must_use]
pub fn project_ring(view: &View, ring: &[LonLat]) -> Vec<Pt> {
    project_ring_within(view, ring, &view.frame.grown(12.0))
}

/// A ring on the sheet, thinned and cut to a box no more than half as wide again as the frame.
#[must_use]
pub fn project_ring_within(view: &View, ring: &[LonLat], room: &Rect) -> Vec<Pt> {
    let bbox = view.bounds();
    if ring.len() < 3 || !touches(view, &bbox, ring) {
        return Vec::new();
    }
    let ring = &sparse(view, ring)[..];
    // Cut in degrees first, well outside the frame, so that few vertices of a large country need the geodesic.
    let wide = bbox[2] - bbox[0] > 120.0 || bbox[1] < -75.0 || bbox[3] > 75.0;
    let cut = if wide { ring.to_vec() } else { cut_in_degrees(&bbox, ring) };
    let points: Vec<Pt> = thinned(view, &cut).iter().map(|p| view.to_sheet_nearly(*p)).collect();
    super::geom::clip_ring(&points, room)
}

/// Cuts a ring to the bounds widened by their own size.
fn cut_in_degrees(bbox: &[f64; 4], ring: &[LonLat]) -> Vec<LonLat> {
    let middle = f64::midpoint(bbox[0], bbox[2]);
    // The cut runs straight on the sheet where a parallel bends: the more so, the wider the view.
    let more = if bbox[2] - bbox[0] < 12.0 { AROUND } else { 1.0 };
    let (w, h) = (more * (bbox[2] - bbox[0]), more * (bbox[3] - bbox[1]));
    let window = Rect { x0: bbox[0] - w, x1: bbox[2] + w, y0: bbox[1] - h, y1: bbox[3] + h };
    // A ring over the date line seen from afar keeps its own longitudes: none of it is near.
    let around = |lon: f64| near(lon, middle);
    let jumps = ring.windows(2).any(|p| (around(p[0].lon) - around(p[1].lon)).abs() > 180.0);
    if jumps {
        return ring.to_vec();
    }
    let flat: Vec<Pt> = ring.iter().map(|p| Pt { x: around(p.lon), y: p.lat }).collect();
    super::geom::clip_ring(&flat, &window).iter().map(|p| LonLat { lon: p.x, lat: p.y }).collect()
}

/// The border in the frame.
#[must_use]
pub fn border(view: &View, base: &BaseMap) -> Vec<Vec<Pt>> {
    base.border.iter().flat_map(|b| &b.lines).flat_map(|line| project_line(view, line, false)).collect()
}

/// The bands in the frame.
#[must_use]
pub fn bands_of(view: &View, base: &BaseMap, options: &MapOptions) -> Vec<Band> {
    let mut all =
        base.border.as_ref().map_or_else(Vec::new, |b| bands::bands(view, &b.lines, &options.bands));
    // A band that no ring brings into the frame is not drawn, so that the legend does not name it.
    let seen = |r: &Vec<Pt>| !super::geom::clip_ring(r, &view.frame).is_empty();
    let last = all.iter().rposition(|b| b.rings.iter().any(seen));
    all.truncate(last.map_or(0, |i| i + 1));
    all
}
