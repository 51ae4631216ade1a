//! The area that an event without an exact place lies in: the outline of its region or country, or a circle.

use crate::event::EventPlace;
use crate::gazetteer::shapes;
use crate::geodesy::outline::is_inside;
use crate::geodesy::thin::kept;
use crate::geodesy::{LonLat, destination};

use super::Geometry;

/// Corners of a circle.
const CORNERS: i32 = 72;
/// Circles beyond are drawn so large: a quarter of the way around the Earth would hold both poles.
const LARGEST_KM: f64 = 9_000.0;
/// An outline is thinned by this share of its radius: finer than the words that name an area.
const THINNED: f64 = 0.002;
/// Length of a degree of latitude on the mean sphere, km.
const DEGREE_KM: f64 = 111.195;
/// Narrower pieces are lost to rounding.
const SLIVER_DEG: f64 = 2e-5;

type Ring = Vec<LonLat>;

/// How the extent of a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent<'a> {
    /// The code of the bundled outline.
    Outline(&'a str),
    /// Its point and radius alone.
    Circle,
}

/// How the extent of this place is known; none where its point or radius is not.
pub fn extent(place: &EventPlace) -> Option<Extent<'_>> {
    place.position.filter(|_| place.radius_km.is_some_and(|km| km > 0.0))?;
    let code = place.place.as_ref().and_then(shapes::code_of).filter(|code| shapes::bounds(code).is_some());
    Some(code.map_or(Extent::Circle, Extent::Outline))
}

/// The area in which the event lies, as far as it is known.
pub fn area(place: &EventPlace) -> Geometry {
    let (Some(centre), Some(km)) = (place.position, place.radius_km) else { return Geometry::None };
    let polygons = match extent(place) {
        None => Vec::new(),
        Some(Extent::Circle) => cut(&circle(centre, km)).into_iter().map(|ring| vec![ring]).collect(),
        Some(Extent::Outline(code)) => {
            let rings = shapes::outline(code).unwrap_or_default();
            let thin: Vec<Ring> =
                rings.iter().filter_map(|ring| thinned(ring, km * THINNED / DEGREE_KM)).collect();
            nested(&thin)
        }
    };
    if polygons.is_empty() { Geometry::None } else { Geometry::Area(polygons) }
}

/// All that lies so far from a point at most: a closed ring, counter-clockwise, its longitudes unrolled; around a pole it runs
/// along the map's edge.
fn circle(centre: LonLat, km: f64) -> Ring {
    let metres = km.min(LARGEST_KM) * 1000.0;
    let at = |step: i32| destination(centre, -360.0 * f64::from(step) / f64::from(CORNERS), metres);
    let mut ring = unrolled(&(0..=CORNERS).map(at).collect::<Ring>());
    if let (Some(&first), Some(&last)) = (ring.first(), ring.last())
        && (last.lon - first.lon).abs() > 180.0
    {
        let lat = 90_f64.copysign(last.lon - first.lon);
        ring.extend([LonLat { lon: last.lon, lat }, LonLat { lon: first.lon, lat }, first]);
    }
    ring
}

/// The same ring with longitudes beyond 180 degrees, so that neighbours never differ by more than that.
fn unrolled(ring: &[LonLat]) -> Ring {
    let mut out = Ring::with_capacity(ring.len());
    for point in ring {
        let last = out.last().map_or(point.lon, |last: &LonLat| last.lon);
        out.push(LonLat { lon: point.lon + ((last - point.lon) / 360.0).round() * 360.0, lat: point.lat });
    }
    out
}

/// A convex ring with unrolled longitudes, cut at the antimeridian (RFC 7946, 3.1.9).
fn cut(ring: &[LonLat]) -> Vec<Ring> {
    let turn = |lon: f64| ((lon + 180.0) / 360.0).floor();
    let bound = |pick: fn(f64, f64) -> f64, start: f64| ring.iter().map(|point| point.lon).fold(start, pick);
    let (west, east) = (bound(f64::min, f64::INFINITY), bound(f64::max, f64::NEG_INFINITY));
    if !(west.is_finite() && east.is_finite()) {
        return Vec::new();
    }
    let turns = turn(west) as i64..=turn(east) as i64;
    let piece = |turn: i64| {
        let middle = turn as f64 * 360.0;
        let half = side(&side(ring, middle - 180.0, 1.0), middle + 180.0, -1.0);
        let piece: Ring = half.iter().map(|p| LonLat { lon: p.lon - middle, lat: p.lat }).collect();
        let wide = piece.iter().any(|p| (p.lon - piece[0].lon).abs() > SLIVER_DEG);
        (wide && piece.len() > 3).then_some(piece)
    };
    turns.filter_map(piece).collect()
}

/// The part of a closed ring on one side of a meridian: east of it with `sign` 1, west of it with -1 (Sutherland and Hodgman 1974).
fn side(ring: &[LonLat], meridian: f64, sign: f64) -> Ring {
    let inside = |point: &LonLat| (point.lon - meridian) * sign >= 0.0;
    let mut out = Ring::new();
    for pair in ring.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if inside(&from) {
            out.push(from);
        }
        if inside(&from) != inside(&to) {
            let share = (meridian - from.lon) / (to.lon - from.lon);
            out.push(LonLat { lon: meridian, lat: from.lat + (to.lat - from.lat) * share });
        }
    }
    out.extend(out.first().copied());
    out.dedup();
    out
}

/// The closed ring without corners that lie within `tolerance` degrees of latitude of what is left; none if nothing is left.
fn thinned(ring: &[LonLat], tolerance: f64) -> Option<Ring> {
    let stretch = ring.first()?.lat.to_radians().cos();
    let keep = kept(ring.len(), |at| (ring[at].lon * stretch, ring[at].lat), tolerance);
    let mut out: Ring = ring.iter().zip(keep).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect();
    out.dedup();
    if out.first() != out.last() {
        out.extend(out.first().copied());
    }
    (out.len() > 3).then_some(out)
}

/// Polygons of closed rings that stand in any order and direction: what lies in an odd number of rings is inside.
fn nested(rings: &[Ring]) -> Vec<Vec<Ring>> {
    let holders = |at: usize| {
        let (a, b) = (rings[at][0], rings[at][1]);
        let point = LonLat { lon: f64::midpoint(a.lon, b.lon), lat: f64::midpoint(a.lat, b.lat) };
        let others = (0..rings.len()).filter(move |other| *other != at);
        others.filter(|other| is_inside(&rings[*other], point)).collect::<Vec<usize>>()
    };
    let holders: Vec<Vec<usize>> = (0..rings.len()).map(holders).collect();
    let mut polygons: Vec<(usize, Vec<Ring>)> = Vec::new();
    for (at, ring) in rings.iter().enumerate().filter(|(at, _)| holders[*at].len().is_multiple_of(2)) {
        polygons.push((at, vec![turned(ring, true)]));
    }
    for (at, ring) in rings.iter().enumerate().filter(|(at, _)| !holders[*at].len().is_multiple_of(2)) {
        // The innermost of the rings around it is the outer one of its polygon.
        let outer = holders[at].iter().max_by_key(|outer| holders[**outer].len());
        if let Some((_, polygon)) = polygons.iter_mut().find(|(outermost, _)| Some(outermost) == outer) {
            polygon.push(turned(ring, false));
        }
    }
    polygons.into_iter().map(|(_, polygon)| polygon).collect()
}

/// Twice the area in square degrees, positive where the ring runs counter-clockwise.
fn doubled_area(ring: &[LonLat]) -> f64 {
    let Some(first) = ring.first().copied() else { return 0.0 };
    let flat = |p: LonLat| (p.lon - first.lon, p.lat - first.lat);
    let cross = |pair: &[LonLat]| flat(pair[0]).0 * flat(pair[1]).1 - flat(pair[1]).0 * flat(pair[0]).1;
    ring.windows(2).map(cross).sum()
}

fn turned(ring: &[LonLat], counter_clockwise: bool) -> Ring {
    let mut ring = ring.to_vec();
    if (doubled_area(&ring) > 0.0) != counter_clockwise {
        ring.reverse();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{GeoPrecision, Relation};
    use crate::gazetteer::PlaceClass;
    use crate::geodesy::{Shape, distance_m};
    use crate::output::sample;

    fn square(west: f64, south: f64, size: f64) -> Ring {
        [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
            .map(|(x, y)| LonLat { lon: west + x * size, lat: south + y * size })
            .to_vec()
    }

    fn place(class: PlaceClass, code: Option<&str>, centre: LonLat, km: f64) -> EventPlace {
        let mut place = sample::place("made-up:9", "Somewhere", class, centre);
        place.code = code.map(str::to_owned);
        EventPlace {
            place: Some(place),
            text: "Somewhere".to_owned(),
            span: None,
            relation: Relation::Region,
            position: Some(centre),
            radius_km: Some(km),
            precision: GeoPrecision::Region,
            inherited: false,
        }
    }

    fn polygons(geometry: Geometry) -> Vec<Vec<Ring>> {
        match geometry {
            Geometry::Area(polygons) => polygons,
            other => panic!("{other:?}"),
        }
    }

    /// Rings are closed and wound as RFC 7946 asks, within the map.
    fn sound(polygons: &[Vec<Ring>]) {
        for (at, ring) in polygons.iter().flat_map(|rings| rings.iter().enumerate()) {
            assert!(ring.len() > 3 && ring.first() == ring.last(), "{ring:?}");
            assert_eq!(doubled_area(ring) > 0.0, at == 0, "{ring:?}");
            assert!(ring.iter().all(|p| p.lon.abs() <= 180.0 && p.lat.abs() <= 90.0), "{ring:?}");
        }
    }

    #[test]
    fn regions_have_their_outline_and_others_a_circle() {
        let centre = LonLat { lon: 37.5, lat: 50.75 };
        let region = place(PlaceClass::Region, Some("RU-BEL"), centre, 130.0);
        assert_eq!(extent(&region), Some(Extent::Outline("RU-BEL")));
        let found = polygons(area(&region));
        sound(&found);
        let all = Shape::new(found.into_iter().flatten().collect());
        let whole = shapes::region_shape("RU-BEL").unwrap();
        let corners = |shape: &Shape| shape.rings().iter().flatten().count();
        assert!(corners(&all) * 2 < corners(whole), "thinned");
        for ring in whole.rings() {
            for corner in ring.iter().step_by(50) {
                assert!(all.nearest_edge(*corner).unwrap().metres < 400.0, "{corner:?}");
            }
        }
        let unknown = place(PlaceClass::Region, Some("XX-1"), centre, 130.0);
        assert_eq!(extent(&unknown), Some(Extent::Circle));
        assert_eq!(extent(&EventPlace { radius_km: None, ..region.clone() }), None);
        assert_eq!(area(&EventPlace { position: None, ..region }), Geometry::None);
    }

    #[test]
    fn every_outline_becomes_polygons_of_the_same_ground() {
        for code in shapes::region_codes().chain(shapes::country_codes()) {
            let rings = shapes::outline(code).unwrap();
            let thin: Vec<Ring> = rings.iter().filter_map(|ring| thinned(ring, 1e-9)).collect();
            let found = nested(&thin);
            sound(&found);
            let all = Shape::new(found.into_iter().flatten().collect());
            let whole = Shape::new(rings);
            let [west, south, east, north] = whole.bbox();
            for step in 0..200 {
                let share = |by: f64| (f64::from(step) * by).fract();
                let lon = west + (east - west) * share(0.618_034);
                let p = LonLat { lon, lat: south + (north - south) * share(0.414_214) };
                assert_eq!(all.contains(p), whole.contains(p), "{code} {p:?}");
            }
        }
    }

    #[test]
    fn rings_in_rings_are_holes_and_islands() {
        let rings =
            vec![square(2.0, 2.0, 1.0), square(0.0, 0.0, 9.0), square(1.0, 1.0, 4.0), square(20.0, 0.0, 1.0)];
        let found = nested(&rings);
        sound(&found);
        let sizes: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(sizes, [1, 2, 1]);
    }

    #[test]
    fn circles_hold_what_lies_near_also_across_the_antimeridian_and_a_pole() {
        for (lon, lat, km, pieces) in [
            (36.0, 50.0, 40.0, 1),
            (179.5, -17.0, 150.0, 2),
            (-179.5, 66.0, 700.0, 2),
            (0.0, 0.0, 20_000.0, 1),
            (100.0, 85.0, 900.0, 2),
            (-60.0, -80.0, 2000.0, 2),
        ] {
            let centre = LonLat { lon, lat };
            let found = polygons(area(&place(PlaceClass::Area, None, centre, km)));
            sound(&found);
            assert_eq!(found.len(), pieces, "{centre:?}");
            let all = Shape::new(found.into_iter().flatten().collect());
            for turn in 0..24 {
                for (share, inside) in [(0.9, true), (1.1, false)] {
                    let metres = km.min(LARGEST_KM) * share * 1000.0;
                    let p = destination(centre, f64::from(turn) * 15.0 + 3.0, metres);
                    assert!((distance_m(centre, p) - metres).abs() < 1.0);
                    assert_eq!(all.contains(p), inside, "{centre:?} {km} km: {p:?}");
                }
            }
        }
    }
}
