//! Distance bands: the areas within so many kilometres of the border, as separate rings in the plane of the map.

use geo::algorithm::buffer::{Buffer as _, BufferStyle, LineCap, LineJoin};
use geo::{BooleanOps as _, Coord, LineString, MultiLineString, MultiPolygon, Polygon};

use super::clip::clip_polyline;
use super::geom::{Pt, Rect, distance_to_segment, pt};
use super::offset::{self, Edge};
use super::projection::View;
use super::thin::simplify;
use crate::geodesy::LonLat;

/// Edges of one piece of the border, which is widened by one width.
const PIECE: usize = 16;
/// Holes and islands smaller than this are left out, in square metres.
const CRUMB: f64 = 1e5;
/// How far the chords of a round arc may lie inside it, in metres.
const ARC: f64 = 12.0;
/// How far the border may be simplified, in metres: least, share of the distance, share of a sheet unit, most.
const SIMPLER: (f64, f64, f64, f64) = (2.0, 0.0005, 0.2, 30.0);

/// One band: where the distance lies between two values.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Nearer edge in km.
    pub from_km: f64,
    /// Farther edge in km.
    pub to_km: f64,
    /// Its number, the nearest 0, and the number of all bands: tells the colour.
    pub tone: (usize, usize),
    /// The band's rings on the sheet, by the even-odd rule.
    pub rings: Vec<Vec<Pt>>,
    /// The farther edge on the sheet, as closed lines.
    pub contour: Vec<Vec<Pt>>,
}

/// The border in the plane, cut to the frame and what reaches into it; in metres east and north.
fn nearby(view: &View, lines: &[Vec<LonLat>], reach: f64) -> Vec<Vec<Pt>> {
    let [west, south, east, north] = view.bbox(reach + 5000.0);
    let half = view.frame.grown((reach + 5000.0) / view.metres_per_unit);
    let window = {
        let (w, h) = (half.width() * view.metres_per_unit / 2.0, half.height() * view.metres_per_unit / 2.0);
        Rect { x0: -w, y0: -h, x1: w, y1: h }
    };
    let mut out = Vec::new();
    for line in lines {
        let mut run: Vec<Pt> = Vec::new();
        for pair in line.windows(2) {
            let touches = |p: &LonLat| {
                let lon = super::projection::near(p.lon, f64::midpoint(west, east));
                lon >= west && lon <= east && p.lat >= south && p.lat <= north
            };
            if pair.iter().any(touches) {
                if run.is_empty() {
                    let (x, y) = view.plane.forward(pair[0]);
                    run.push(pt(x, y));
                }
                let (x, y) = view.plane.forward(pair[1]);
                run.push(pt(x, y));
            } else if !run.is_empty() {
                out.extend(clip_polyline(&std::mem::take(&mut run), &window));
            }
        }
        out.extend(clip_polyline(&run, &window));
    }
    out
}

/// The border in pieces, each with the scale of the plane at its middle, simplified for bands from so many metres on.
fn cut(view: &View, lines: &[Vec<Pt>], metres: f64) -> Vec<(Vec<Pt>, f64)> {
    let (least, by_distance, by_unit, most) = SIMPLER;
    let tolerance = (metres * by_distance).max(view.metres_per_unit * by_unit).clamp(least, most);
    lines
        .iter()
        .flat_map(|line| {
            let line = simplify(line, tolerance);
            let starts = (0..line.len().saturating_sub(1)).step_by(PIECE);
            starts.map(|i| line[i..=(i + PIECE).min(line.len() - 1)].to_vec()).collect::<Vec<_>>()
        })
        .map(|piece| {
            // On a conformal plane a piece has one scale in all directions, so its band is as wide as it must be.
            let middle = piece[piece.len() / 2];
            let scale = view.plane.scale(middle.x, middle.y);
            (piece, scale)
        })
        .collect()
}

/// The border's edges of which something is left at the bands so far, nearest bands first.
struct Widening {
    pieces: Vec<(Vec<Pt>, f64)>,
    /// Every edge of the pieces with the scale of its piece, of half width zero.
    all: Vec<(Edge, f64)>,
    /// Those that still make an outline.
    left: Vec<(Edge, f64)>,
    /// The last band's metres.
    metres: f64,
}

impl Widening {
    fn new(pieces: Vec<(Vec<Pt>, f64)>) -> Self {
        let edges = |(piece, scale): &(Vec<Pt>, f64)| {
            let scale = *scale;
            let edge = move |w: &[Pt]| (Edge { a: w[0], b: w[1], wide: 0.0 }, scale);
            piece.windows(2).map(edge).collect::<Vec<_>>()
        };
        let all: Vec<(Edge, f64)> = pieces.iter().flat_map(edges).collect();
        Self { left: all.clone(), all, pieces, metres: 0.0 }
    }

    /// The edge of the area within `metres`, more than before, as closed rings in the plane, without crumbs.
    fn to(&mut self, metres: f64) -> Vec<Vec<Pt>> {
        // A chord that lies ARC inside its circle spans this angle.
        let angle = 2.0 * libm::acos((1.0 - ARC / metres).clamp(0.9, 1.0));
        let wide = |(edge, scale): &(Edge, f64)| Edge { wide: metres * scale, ..*edge };
        let edges: Vec<Edge> = self.left.iter().map(wide).collect();
        let mut rings = if let Some(found) = offset::outline(&edges, angle) {
            let mut rings = found.rings;
            // Edges that were passed over may leave holes deep inside, where no ring can be.
            let deep = (metres - self.metres) / 2.0;
            if self.left.len() < self.all.len() {
                let held = |p: Pt| {
                    self.all.iter().any(|(e, s)| distance_to_segment(p, e.a, e.b) < metres * s - deep)
                };
                rings.retain(|ring| !held(ring[0]));
            }
            let mut makers = found.makers.into_iter();
            self.left.retain(|_| makers.next().unwrap_or(true));
            rings
        } else {
            let pieces: Vec<(Vec<Pt>, f64)> =
                self.pieces.iter().map(|(piece, scale)| (piece.clone(), metres * scale)).collect();
            self.left.clone_from(&self.all);
            overlaid(&pieces, angle)
        };
        self.metres = metres;
        rings.retain(|ring| area(ring) >= CRUMB);
        rings
    }
}

/// The same by widening each piece and joining all in pairs: slower, and sound whatever the lines do.
fn overlaid(pieces: &[(Vec<Pt>, f64)], angle: f64) -> Vec<Vec<Pt>> {
    let mut parts: Vec<MultiPolygon<f64>> = pieces
        .iter()
        .map(|(piece, wide)| {
            let line: LineString<f64> = piece.iter().map(|p| Coord { x: p.x, y: p.y }).collect();
            let style =
                BufferStyle::new(*wide).line_cap(LineCap::Round(angle)).line_join(LineJoin::Round(angle));
            MultiLineString::new(vec![line]).buffer_with_style(style)
        })
        .collect();
    while parts.len() > 1 {
        parts = parts
            .chunks(2)
            .map(|pair| match pair {
                [a, b] => a.union(b),
                _ => pair[0].clone(),
            })
            .collect();
    }
    let rings = |p: &Polygon<f64>| {
        let all = std::iter::once(p.exterior()).chain(p.interiors());
        all.map(|r| r.0.iter().map(|c| pt(c.x, c.y)).collect()).collect::<Vec<Vec<Pt>>>()
    };
    parts.pop().iter().flatten().flat_map(rings).collect()
}

/// Square metres inside a ring that ends where it begins.
fn area(ring: &[Pt]) -> f64 {
    ring.windows(2).map(|w| w[0].x * w[1].y - w[1].x * w[0].y).sum::<f64>().abs() / 2.0
}

/// Rings of the plane on the sheet.
fn on_sheet(view: &View, rings: &[Vec<Pt>]) -> Vec<Vec<Pt>> {
    let c = view.frame.centre();
    let sheet = |p: &Pt| pt(c.x + p.x / view.metres_per_unit, c.y - p.y / view.metres_per_unit);
    rings.iter().map(|ring| ring.iter().map(sheet).collect()).collect()
}

/// The bands for the given distances in km, the nearest first; none that would be narrower than three sheet units.
#[must_use]
pub fn bands(view: &View, lines: &[Vec<LonLat>], kilometres: &[f64]) -> Vec<Band> {
    let mut edges: Vec<f64> = kilometres.iter().copied().filter(|k| k.is_finite() && *k > 0.0).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let mut wide = 0.0;
    edges.retain(|k| {
        let keep = (k - wide) * 1000.0 / view.metres_per_unit >= 3.0;
        wide = if keep { *k } else { wide };
        keep
    });
    let Some(reach) = edges.last().map(|k| k * 1000.0) else { return Vec::new() };
    let nearest = edges.first().map_or(reach, |k| k * 1000.0);
    let mut border = Widening::new(cut(view, &nearby(view, lines, reach), nearest));
    let mut out: Vec<Band> = Vec::new();
    let mut inner: Vec<Vec<Pt>> = Vec::new();
    let mut from_km = 0.0;
    let n = edges.len();
    for (i, to_km) in edges.into_iter().enumerate() {
        let contour = on_sheet(view, &border.to(to_km * 1000.0));
        // The nearer area lies wholly inside: by the even-odd rule its edge is the band's other edge.
        let rings = contour.iter().chain(&inner).cloned().collect();
        out.push(Band { from_km, to_km, tone: (i, n), rings, contour: contour.clone() });
        inner = contour;
        from_km = to_km;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::inside;
    use crate::map::projection::Aeqd;

    /// Points at a known distance from a straight meridian border, by the direct geodesic problem.
    #[test]
    fn bands_hold_points_at_the_right_distance() {
        let line: Vec<LonLat> =
            (0..=200).map(|i| LonLat { lon: 36.0, lat: 49.0 + 0.01 * f64::from(i) }).collect();
        let frame = Rect::new(0.0, 0.0, 1100.0, 1000.0);
        let view = View::new(Aeqd::new(LonLat { lon: 36.1, lat: 50.0 }), frame, 150.0);
        let bands = bands(&view, &[line], &[40.0, 5.0, 10.0, 20.0]);
        assert_eq!(bands.len(), 4);
        for lat in [49.5, 50.0, 50.4] {
            let foot = Aeqd::new(LonLat { lon: 36.0, lat });
            for (side, metres, band) in [
                (1.0, 4_950.0, Some(0)),
                (-1.0, 5_050.0, Some(1)),
                (1.0, 9_950.0, Some(1)),
                (1.0, 19_950.0, Some(2)),
                (-1.0, 39_950.0, Some(3)),
                (1.0, 40_060.0, None),
            ] {
                let p = view.to_sheet(foot.inverse(side * metres, 0.0));
                let found = bands.iter().position(|b| inside(p, &b.rings));
                assert_eq!(found, band, "{metres} m at {lat}");
            }
        }
    }

    /// A line that coils up: the edges deep inside make nothing of the farther bands, and leave no holes there.
    #[test]
    fn bands_of_a_coil_are_those_of_each_width_alone() {
        let coil: Vec<LonLat> = (0..900)
            .map(|i| {
                let (s, c) = libm::sincos(f64::from(i) * 0.11);
                let far = 0.0006 * f64::from(i);
                LonLat { lon: 20.0 + 1.5 * far * c, lat: 48.0 + far * s }
            })
            .collect();
        let frame = Rect::new(0.0, 0.0, 1100.0, 1000.0);
        let view = View::new(Aeqd::new(LonLat { lon: 20.0, lat: 48.0 }), frame, 250.0);
        let lines = [coil];
        let together = bands(&view, &lines, &[2.0, 5.0, 10.0, 25.0, 60.0]);
        for band in &together {
            let alone = &bands(&view, &lines, &[band.to_km])[0];
            for k in 0..1500_i32 {
                let p = pt(f64::from(k % 50) * 22.0 + 3.0, f64::from(k / 50) * 33.0 + 7.0);
                let edge = alone.contour.iter().flat_map(|r| r.windows(2));
                let near = edge.map(|e| distance_to_segment(p, e[0], e[1])).fold(f64::MAX, f64::min);
                if near > 0.3 {
                    assert_eq!(
                        inside(p, &band.contour),
                        inside(p, &alone.contour),
                        "{} km {p:?}",
                        band.to_km
                    );
                }
            }
        }
    }

    #[test]
    fn narrow_and_senseless_bands_are_left_out() {
        let line = vec![LonLat { lon: 30.0, lat: 40.0 }, LonLat { lon: 30.0, lat: 60.0 }];
        let frame = Rect::new(0.0, 0.0, 1000.0, 1000.0);
        let view = View::new(Aeqd::new(LonLat { lon: 30.0, lat: 50.0 }), frame, 3000.0);
        let got: Vec<f64> =
            bands(&view, &[line], &[5.0, 10.0, 20.0, f64::NAN, -1.0]).iter().map(|b| b.to_km).collect();
        assert_eq!(got, [10.0, 20.0]);
    }
}
