//! Names of countries and kilometres along contour lines, in the room that the labels left.

use crate::map::base::Outline;
use crate::map::claims::Trace;
use crate::map::fonts::{ASCENT, DESCENT, Face};
use crate::map::geom::{Pt, Rect, Turned, distance_to_segment, inside, pt};
use crate::map::scene::{Anchor, Scene, Seat, TextStyle};
use crate::map::sheet::Sheet;
use crate::map::text_plan::link_segments;
use crate::map::thin::sleeve;

/// Most labels on the contours of one band.
const PER_BAND: usize = 4;
/// Names longer than this may stand in two lines.
const LONG: usize = 11;
/// Least way between two of them.
const APART: f64 = 300.0;

/// Country names first, then contour labels around them.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let mut room = Room::new(scene, sheet);
    countries(scene, sheet, &mut room);
    regions(scene, sheet, &mut room);
    contours(scene, sheet, &mut room);
}

/// What is taken already.
struct Room {
    frame: Rect,
    boxes: Vec<Turned>,
    discs: Vec<(Pt, f64)>,
    lines: Vec<(Pt, Pt)>,
    border: Vec<(Pt, Pt)>,
    lakes: Vec<(Rect, Vec<Pt>)>,
    land: Vec<Vec<Pt>>,
}

impl Room {
    fn new(scene: &Scene, sheet: &Sheet<'_>) -> Self {
        let mut boxes: Vec<Turned> = scene.boxes.iter().map(|b| b.room).collect();
        boxes.push(Turned::upright(&sheet.furniture.bar));
        boxes.push(Turned::upright(&sheet.furniture.north));
        let mut discs = sheet.symbol_discs();
        discs.extend(sheet.labels.towns.iter().map(|t| (t.at, 6.0)));
        let mut lines: Vec<(Pt, Pt)> = link_segments(sheet.drawn, &sheet.view);
        lines.extend(sheet.labels.placed.iter().filter_map(|l| l.leader));
        let border = sheet.border.iter().flat_map(|l| l.windows(2).map(|p| (p[0], p[1]))).collect();
        lines.extend(sheet.traces.iter().flat_map(Trace::segments));
        let room = |lake: &Vec<Pt>| Some((Rect::around(lake.iter().copied())?, lake.clone()));
        let lakes = sheet.lakes().iter().filter_map(room).collect();
        Self {
            frame: sheet.view.frame.grown(-8.0),
            boxes,
            discs,
            lines,
            border,
            lakes,
            land: sheet.land().to_vec(),
        }
    }

    /// True if some of a box lies on a lake or in the sea.
    fn wet(&self, bounds: &Rect) -> bool {
        let on = |lake: &Vec<Pt>| {
            inside(bounds.centre(), std::slice::from_ref(lake))
                || (0..lake.len()).any(|i| bounds.clip_line(lake[i], lake[(i + 1) % lake.len()]).is_some())
        };
        let corners = bounds.corners();
        let ashore = |p: Pt| self.land.is_empty() || inside(p, &self.land);
        !ashore(bounds.centre())
            || !corners.into_iter().all(ashore)
            || self.lakes.iter().any(|(room, lake)| room.overlap(bounds) > 0.0 && on(lake))
    }

    /// True if nothing stands in the room grown by `air`.
    fn free(&self, room: &Turned, air: f64) -> bool {
        let grown =
            Turned { half_width: room.half_width + air, half_height: room.half_height + air, ..*room };
        let bounds = grown.bounds();
        let near = bounds.grown(30.0);
        self.frame.holds_rect(&bounds)
            && self.boxes.iter().all(|b| !b.overlaps(&grown, 0.0))
            && self.discs.iter().all(|(p, r)| bounds.nearest(*p).distance(*p) > *r)
            && self.lines.iter().all(|(a, b)| !crosses(&grown, *a, *b))
            && self.border.iter().filter(|(a, _)| near.holds(*a)).all(|(a, b)| !crosses(&grown, *a, *b))
    }
}

/// True if a straight line runs through a turned box.
fn crosses(room: &Turned, a: Pt, b: Pt) -> bool {
    let (s, c) = libm::sincos(-room.degrees.to_radians());
    let turn = |p: Pt| {
        let (x, y) = (p.x - room.centre.x, p.y - room.centre.y);
        pt(x * c - y * s, x * s + y * c)
    };
    let flat =
        Rect { x0: -room.half_width, x1: room.half_width, y0: -room.half_height, y1: room.half_height };
    flat.clip_line(turn(a), turn(b)).is_some()
}

fn countries(scene: &mut Scene, sheet: &Sheet<'_>, room: &mut Room) {
    let s = &sheet.style;
    let style = TextStyle { spacing: 7.0, ..s.haloed(Face::Regular, s.sizes.country, s.palette.area_text) };
    for (country, rings) in sheet.countries() {
        area_name(scene, (sheet, room), (country, rings), style);
    }
}

/// Names of regions, where the scale is between a town's and a country's.
fn regions(scene: &mut Scene, sheet: &Sheet<'_>, room: &mut Room) {
    let small = sheet.view.frame.width() < crate::map::multiples::SMALL;
    if small || !(80_000.0..1_000_000.0).contains(&sheet.view.width_m()) {
        return;
    }
    let s = &sheet.style;
    let style = TextStyle { spacing: 1.6, ..s.haloed(Face::Italic, s.sizes.region, s.palette.area_text) };
    for (region, rings) in sheet.regions() {
        // A hatched one bears its name already.
        if sheet.drawn.areas.iter().all(|a| a.code.as_deref() != Some(&region.code)) {
            area_name(scene, (sheet, room), (region, rings), style);
        }
    }
}

/// A name in one line, and in two of about one length where it is long.
fn settings(name: &str) -> Vec<Vec<&str>> {
    let mut all = vec![vec![name]];
    let halves = name.match_indices(' ').map(|(at, gap)| name.split_at(at + gap.len()));
    let even = halves.min_by_key(|(a, b)| a.len().abs_diff(b.len()));
    if let Some((first, second)) = even.filter(|_| name.chars().count() > LONG) {
        all.push(vec![first.trim_end(), second]);
    }
    all
}

/// Writes a name into the free middle of an area, in two lines or smaller where it is tight, or not at all.
fn area_name(
    scene: &mut Scene,
    (sheet, room): (&Sheet<'_>, &mut Room),
    (outline, rings): (&Outline, &[Vec<Pt>]),
    style: TextStyle,
) {
    let lang = sheet.style.words.lang;
    let local = outline.local_name.as_deref().filter(|_| lang != crate::map::words::Lang::En);
    let known = crate::map::names::country(lang, &outline.code).or(local).unwrap_or(&outline.name);
    let upper = known.to_uppercase();
    // Letter-spaced capitals are for countries.
    let name = if outline.code.contains('-') { known } else { upper.as_str() };
    let Some(extent) = Rect::around(rings.iter().flatten().copied()) else { return };
    if name.is_empty() {
        return;
    }
    let points = inner_points(&sheet.view.frame, rings);
    for shrink in [1.0, 0.75, 0.6] {
        let style = TextStyle { size: style.size * shrink, spacing: style.spacing * shrink, ..style };
        if style.size < sheet.style.sizes.smallest {
            continue;
        }
        for lines in settings(name) {
            let high = style.size * (ASCENT + DESCENT);
            let wide = lines.iter().map(|l| style.width(l)).fold(0.0, f64::max);
            let size = (wide, high * lines.len() as f64);
            let seat = middle(sheet, room, (&extent, rings, &points), size);
            // Round the point opposite the middle the inside of a ring is what lies around it.
            let truly = |seat: &Turned| outline.holds(sheet.view.to_lonlat(seat.centre));
            let Some(seat) = seat.filter(truly) else { continue };
            let top = seat.centre.y - seat.half_height;
            for (i, line) in lines.iter().enumerate() {
                let at = pt(seat.centre.x, top + high * i as f64 + ASCENT * style.size);
                let seat = Seat { at, anchor: Anchor::Middle, degrees: 0.0 };
                room.boxes.push(scene.turned_text(line, seat, style));
            }
            return;
        }
    }
}

/// The points of a lattice over the frame that lie inside an area.
fn inner_points(frame: &Rect, rings: &[Vec<Pt>]) -> Vec<Pt> {
    let mut points = Vec::new();
    for row in 1..26 {
        let y = frame.y0 + frame.height() * f64::from(row) / 26.0;
        let mut ways: Vec<f64> = Vec::new();
        for ring in rings {
            let Some(mut a) = ring.last().copied() else { continue };
            for &b in ring {
                if (a.y > y) != (b.y > y) {
                    ways.push((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
                }
                a = b;
            }
        }
        ways.sort_by(f64::total_cmp);
        for col in 1..32 {
            let x = frame.x0 + frame.width() * f64::from(col) / 32.0;
            // By the even-odd rule, and on a way itself outside of what lies to its left.
            if ways.partition_point(|w| *w <= x) % 2 == 1 {
                points.push(pt(x, y));
            }
        }
    }
    points
}

/// The best free room of that size inside an area; none if there is none.
fn middle(
    sheet: &Sheet<'_>,
    room: &Room,
    (extent, rings, points): (&Rect, &[Vec<Pt>], &[Pt]),
    (w, h): (f64, f64),
) -> Option<Turned> {
    let frame = sheet.view.frame;
    if w > extent.width() {
        return None;
    }
    let mut best: Option<(f64, Turned)> = None;
    for &c in points {
        let seat = Turned { centre: c, half_width: w / 2.0, half_height: h / 2.0, degrees: 0.0 };
        let bounds = seat.bounds().grown(5.0);
        let fits = extent.holds_rect(&bounds) && room.frame.holds_rect(&bounds);
        let held = || bounds.corners().iter().all(|p| inside(*p, rings));
        if !fits || !held() || !room.free(&seat, 14.0) || room.wet(&bounds) {
            continue;
        }
        // Far from the border and in the middle of what is seen reads best.
        let square = |p: &Pt| (p.x - c.x) * (p.x - c.x) + (p.y - c.y) * (p.y - c.y);
        let away = room.border.iter().step_by(4).map(|(a, _)| square(a)).fold(260.0 * 260.0, f64::min).sqrt();
        let score = away - 0.25 * c.distance(frame.centre()) - 0.2 * c.distance(extent.centre());
        if away > 36.0 && best.is_none_or(|b| score > b.0) {
            best = Some((score, seat));
        }
    }
    best.map(|b| b.1)
}

fn contours(scene: &mut Scene, sheet: &Sheet<'_>, room: &mut Room) {
    let s = &sheet.style;
    for band in &sheet.bands {
        let halo = if sheet.drawn.hexagons.is_some() { s.palette.paper } else { s.band(band.tone) };
        let style = TextStyle {
            halo: Some((halo, 2.6)),
            ..s.plain(Face::Italic, s.sizes.contour, s.palette.contour_text)
        };
        let words = format!("{} {}", s.words.plain(band.to_km), s.words.get("km"));
        let width = style.width(&words);
        let mut placed: Vec<Pt> = Vec::new();
        // Contours have a vertex for every chord of every arc.
        for line in &band.contour.iter().map(|line| sleeve(line, 0.3)).collect::<Vec<_>>() {
            let mut from = 0;
            while placed.len() < PER_BAND {
                let Some((seat, next)) = straight(line, from, width + 8.0, width, style.size) else {
                    break;
                };
                from = next;
                let apart = placed.iter().all(|p| p.distance(seat.centre) > APART);
                if apart
                    // Water lies over the bands and hides their edges.
                    && !room.wet(&Rect::new(seat.centre.x - 0.5, seat.centre.y - 0.5, 1.0, 1.0))
                    && room.free(&seat, 3.0)
                {
                    let (sin, cos) = libm::sincos(seat.degrees.to_radians());
                    let down = (ASCENT - DESCENT) / 2.0 * style.size;
                    let at = pt(seat.centre.x - down * sin, seat.centre.y + down * cos);
                    room.boxes.push(scene.turned_text(
                        &words,
                        Seat { at, anchor: Anchor::Middle, degrees: seat.degrees },
                        style,
                    ));
                    placed.push(seat.centre);
                }
            }
        }
    }
}

/// The next stretch of a line, from a vertex on, that is long and straight enough for a text; and where to go on.
fn straight(line: &[Pt], from: usize, length: f64, width: f64, size: f64) -> Option<(Turned, usize)> {
    for start in from..line.len() {
        let a = line[start];
        let end = (start + 1..line.len()).find(|e| line[*e].distance(a) >= length)?;
        // A long edge holds a text in its middle; of a bent one the chord is used.
        let b = if end == start + 1 { a.lerp(line[end], length / a.distance(line[end])) } else { line[end] };
        let (a, b) = if end == start + 1 {
            let middle = a.lerp(line[end], 0.5);
            let (dx, dy) = ((b.x - a.x) / 2.0, (b.y - a.y) / 2.0);
            (pt(middle.x - dx, middle.y - dy), pt(middle.x + dx, middle.y + dy))
        } else {
            (a, b)
        };
        let bent = line[start..end].iter().skip(1).map(|p| distance_to_segment(*p, a, b)).fold(0.0, f64::max);
        let chord = a.distance(b);
        if bent > 2.2 || chord > length * 1.6 && end > start + 1 {
            continue;
        }
        let mut degrees = libm::atan2(b.y - a.y, b.x - a.x).to_degrees();
        if degrees > 90.0 {
            degrees -= 180.0;
        } else if degrees < -90.0 {
            degrees += 180.0;
        }
        let seat = Turned {
            centre: a.lerp(b, 0.5),
            half_width: width / 2.0,
            half_height: size * (ASCENT + DESCENT) / 2.0,
            degrees,
        };
        return Some((seat, start + 1));
    }
    None
}
