//! Everything that the layers of one map need to know, worked out before the first of them draws.

use std::cell::OnceCell;

use super::MapOptions;
use super::bands::{self, Band};
use super::base::{BaseMap, Outline};
use super::claims::Trace;
use super::clip::clip_polyline;
use super::drawn::Drawn;
use super::frame::Outside;
use super::geom::{Pt, Rect};
use super::layout::Layout;
use super::projection::{AROUND, View, near};
use super::rows::Rows;
use super::style::Style;
use super::symbols::{self, Placed, Scale};
use super::text_plan::Labels;
use super::thin::sleeve;
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
    /// The views of all maps of a sheet, where they differ.
    pub views: Vec<View>,
}

/// The outlines of the base map on the sheet, each in the order of the base map.
#[derive(Debug, Default)]
pub struct Outlines {
    lakes: OnceCell<Vec<Vec<Pt>>>,
    land: OnceCell<Vec<Vec<Pt>>>,
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

    /// The land on the sheet, all of it without any outline of land.
    pub fn land(&self) -> &[Vec<Pt>] {
        self.outlines.land.get_or_init(|| super::layers::water::land_rings(&self.base.water, &self.view))
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

/// A ring on the sheet as one or more rings: one that the edge of the world or the date line cuts has a part on each side.
#[must_use]
pub fn project_rings(view: &View, ring: &[LonLat]) -> Vec<Vec<Pt>> {
    if !view.is_world() {
        return rings_within(view, ring, &view.frame.grown(12.0));
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
        let cut = super::clip::clip_ring(&flat, &window);
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

/// A ring on the sheet, thinned and cut to a box no more than half as wide again as the frame; of one that the date line cuts, its
/// largest part.
#[must_use]
pub fn project_ring_within(view: &View, ring: &[LonLat], room: &Rect) -> Vec<Pt> {
    rings_within(view, ring, room).into_iter().max_by_key(Vec::len).unwrap_or_default()
}

fn rings_within(view: &View, ring: &[LonLat], room: &Rect) -> Vec<Vec<Pt>> {
    let bbox = view.bounds();
    if ring.len() < 3 || !touches(view, &bbox, ring) {
        return Vec::new();
    }
    let ring = sparse(view, ring);
    // Cut in degrees first, well outside the frame, so that few vertices of a large country need the geodesic.
    let wide = bbox[2] - bbox[0] > 120.0 || bbox[1] < -75.0 || bbox[3] > 75.0;
    let parts = if wide { vec![ring] } else { cut_in_degrees(&bbox, &ring) };
    // What lies around the point opposite the middle has its inside on the outside of its outline.
    let turned = wide && holds_antipode(view.plane.centre, &parts[0]);
    let on_sheet = |part: &Vec<LonLat>| {
        let points: Vec<Pt> = thinned(view, part).iter().map(|p| view.to_sheet_nearly(*p)).collect();
        super::clip::clip_ring(&points, room)
    };
    let mut rings: Vec<Vec<Pt>> = parts.iter().map(on_sheet).filter(|part| part.len() > 2).collect();
    if turned {
        rings.push(room.corners().to_vec());
    }
    rings
}

/// True if the point of the Earth opposite `centre` lies inside a ring.
fn holds_antipode(centre: LonLat, ring: &[LonLat]) -> bool {
    let (lon, lat) = (centre.lon + 180.0, -centre.lat);
    let mut last = ring.first().map_or(lon, |p| near(p.lon, lon));
    let run_on = |p: &LonLat| {
        last = near(p.lon, last);
        Pt { x: last, y: p.lat }
    };
    let flat: Vec<Pt> = ring.iter().map(run_on).collect();
    let turns = [-360.0, 0.0, 360.0];
    turns
        .iter()
        .any(|turn| super::geom::inside(Pt { x: near(lon, 0.0) + turn, y: lat }, std::slice::from_ref(&flat)))
}

/// Cuts a ring to the bounds widened by their own size. Its longitudes run on over the date line, so that nothing of it jumps; what goes round
/// the Earth, as the shore of Antarctica does, may have a part on each side of its cut.
fn cut_in_degrees(bbox: &[f64; 4], ring: &[LonLat]) -> Vec<Vec<LonLat>> {
    let middle = f64::midpoint(bbox[0], bbox[2]);
    // The cut runs straight on the sheet where a parallel bends: the more so, the wider the view.
    let more = if bbox[2] - bbox[0] < 12.0 { AROUND } else { 1.0 };
    let (w, h) = (more * (bbox[2] - bbox[0]), more * (bbox[3] - bbox[1]));
    let mut last = ring.first().map_or(middle, |p| near(p.lon, middle));
    let run_on = |p: &LonLat| {
        last = near(p.lon, last);
        Pt { x: last, y: p.lat }
    };
    let flat: Vec<Pt> = ring.iter().map(run_on).collect();
    let Some(all) = Rect::around(flat.iter().copied()) else { return Vec::new() };
    let mut parts = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let window =
            Rect { x0: bbox[0] - w + turn, x1: bbox[2] + w + turn, y0: bbox[1] - h, y1: bbox[3] + h };
        if all.x0 <= window.x1 && all.x1 >= window.x0 {
            let cut = super::clip::clip_ring(&flat, &window);
            parts.push(cut.iter().map(|p| LonLat { lon: p.x - turn, lat: p.y }).collect());
        }
    }
    parts
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
    let seen = |r: &Vec<Pt>| !super::clip::clip_ring(r, &view.frame).is_empty();
    let last = all.iter().rposition(|b| b.rings.iter().any(seen));
    all.truncate(last.map_or(0, |i| i + 1));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::base::Water;
    use crate::map::geom::inside;
    use crate::map::projection::Plane;

    /// The sea is sea and land is land on both sides of the date line, and far from it.
    #[test]
    fn land_is_told_from_sea_at_the_date_line() {
        let water = Water::bundled();
        let frame = Rect::new(0.0, 0.0, 1000.0, 800.0);
        for (lon, lat, metres, land, sea) in [
            (
                -177.0,
                -14.8,
                1500.0,
                vec![(178.0, -17.8), (-172.4, -13.6)],
                vec![(-177.0, -18.0), (178.0, -12.0), (-175.0, -20.0)],
            ),
            (
                180.0,
                67.0,
                3000.0,
                vec![(-176.0, 66.5), (175.0, 66.0), (-160.0, 65.5)],
                vec![(180.0, 72.5), (-170.0, 61.5)],
            ),
            (179.0, -42.0, 2500.0, vec![(175.5, -39.0)], vec![(-177.0, -45.0), (179.0, -38.0)]),
            (36.0, 50.0, 1400.0, vec![(36.0, 50.0)], vec![]),
        ] {
            let centre = LonLat { lon, lat };
            let plane = Plane::fitting(centre, 500.0 * metres, 400.0 * metres);
            let view = View::new(plane, frame, metres);
            let rings: Vec<Vec<Pt>> = water.land.iter().flat_map(|ring| project_rings(&view, ring)).collect();
            for (want, points) in [(true, land), (false, sea)] {
                for (lon, lat) in points {
                    let at = view.to_sheet(LonLat { lon, lat });
                    assert!(frame.holds(at), "{lon} {lat}");
                    assert_eq!(inside(at, &rings), want, "{lon} {lat} about {centre:?}");
                }
            }
            // All around the frame, where a shore that is cut wrongly shows.
            let border = [(5.0, 5.0), (500.0, 795.0), (995.0, 795.0), (995.0, 5.0)].map(|(x, y)| Pt { x, y });
            if metres < 2000.0 && lat < 0.0 {
                assert!(border.iter().all(|p| !inside(*p, &rings)), "{centre:?}");
            }
        }
    }
}
