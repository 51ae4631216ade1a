//! Meridians and parallels, and the frame with its degrees.

use crate::geodesy::LonLat;
use crate::map::clip::clip_polyline;
use crate::map::fonts::{CAP_HEIGHT, Face};
use crate::map::geom::{Pt, Rect, pt};
use crate::map::scene::{Anchor, Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Steps in minutes of arc that read well.
const STEPS: [f64; 14] =
    [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 900.0, 1800.0, 2700.0];
/// Length of the ticks outside the frame.
const TICK: f64 = 6.0;

struct Line {
    degrees: f64,
    meridian: bool,
    pieces: Vec<Vec<Pt>>,
}

fn step(span_degrees: f64, lines: f64) -> f64 {
    let wanted = span_degrees * 60.0 / lines;
    STEPS.iter().copied().find(|s| *s >= wanted).unwrap_or(2700.0) / 60.0
}

fn graticule(sheet: &Sheet<'_>) -> Vec<Line> {
    let view = &sheet.view;
    let [west, south, east, north] = view.bounds();
    let (south, north) = (south.max(-85.0), north.min(85.0));
    let frame = view.frame;
    let mut out = Vec::new();
    let mut add = |degrees: f64, meridian: bool, points: Vec<LonLat>| {
        let points: Vec<Pt> = points.into_iter().map(|p| view.to_sheet(p)).collect();
        let pieces = clip_polyline(&points, &frame);
        out.push(Line { degrees, meridian, pieces });
    };
    let ticks = |low: f64, high: f64, step: f64| {
        let first = (low / step).ceil() as i64;
        let last = (high / step).floor() as i64;
        (first..=last.min(first + 200)).map(move |k| k as f64 * step)
    };
    for lon in ticks(west, east, step(east - west, 5.5)) {
        let at = |i: i32| LonLat { lon, lat: south - 0.5 + (north - south + 1.0) * f64::from(i) / 40.0 };
        add(lon, true, (0..=40).map(at).filter(|p| p.lat.abs() <= 85.0).collect());
    }
    for lat in ticks(south, north, step(north - south, 5.0)) {
        let at = |i: i32| LonLat { lon: west - 0.5 + (east - west + 1.0) * f64::from(i) / 60.0, lat };
        add(lat, false, (0..=60).map(at).collect());
    }
    out
}

/// The lines inside the frame.
pub fn lines(scene: &mut Scene, sheet: &Sheet<'_>) {
    for line in graticule(sheet) {
        for piece in &line.pieces {
            scene.stroke(Path::line(piece), Stroke::solid(sheet.style.palette.graticule, 0.8));
        }
    }
}

/// The frame, a tick on every side where a line leaves it, and degrees to the left and below.
pub fn frame(scene: &mut Scene, sheet: &Sheet<'_>) {
    let frame = sheet.view.frame;
    let ink = sheet.style.palette.ink;
    let text = sheet.style.plain(Face::Regular, sheet.style.sizes.tick, sheet.style.palette.grey);
    let [left, below] = sheet.degrees.unwrap_or([true, true]);
    let mut taken: Vec<Rect> = Vec::new();
    for line in graticule(sheet) {
        for end in line.pieces.iter().flat_map(|p| [p.first(), p.last()]).flatten() {
            let (dx, dy) = side(&frame, *end);
            let among_others = sheet.degrees.is_some() && !(dx < 0.0 && left || dy > 0.0 && below);
            if (dx, dy) == (0.0, 0.0) || among_others {
                continue;
            }
            let out = pt(end.x + dx * TICK, end.y + dy * TICK);
            scene.stroke(Path::line(&[*end, out]), Stroke::solid(ink, 1.0));
            let lon = crate::map::projection::near(line.degrees, 0.0);
            let words = &sheet.style.words;
            let (words, at, anchor) = if line.meridian && dy > 0.0 && below {
                (words.longitude(lon), pt(end.x, out.y + text.size), Anchor::Middle)
            } else if !line.meridian && dx < 0.0 && left {
                let at = pt(out.x - 3.0, end.y + CAP_HEIGHT * text.size / 2.0);
                (words.latitude(line.degrees), at, Anchor::End)
            } else {
                continue;
            };
            let width = text.width(&words);
            let start = match anchor {
                Anchor::End => at.x - width,
                _ => at.x - width / 2.0,
            };
            let room = text.bounds(pt(start, at.y), width).grown(3.0);
            if taken.iter().all(|t| t.overlap(&room) <= 0.0) && room.x0 >= 2.0 && room.x1 <= frame.x1 + 8.0 {
                scene.text(&words, at, anchor, text);
                taken.push(room);
            }
        }
    }
    if sheet.view.is_world() {
        scene.stroke(Path::rings([&sheet.view.ground()[..]]), Stroke::solid(ink, 1.0));
    }
    scene.stroke(
        Path::rect(&frame),
        Stroke { join: crate::map::scene::Join::Miter, ..Stroke::solid(ink, sheet.style.sizes.frame) },
    );
}

/// The direction out of the frame at a point on it; zero for points inside.
fn side(frame: &Rect, p: Pt) -> (f64, f64) {
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    match () {
        () if near(p.x, frame.x0) => (-1.0, 0.0),
        () if near(p.x, frame.x1) => (1.0, 0.0),
        () if near(p.y, frame.y0) => (0.0, -1.0),
        () if near(p.y, frame.y1) => (0.0, 1.0),
        () => (0.0, 0.0),
    }
}
