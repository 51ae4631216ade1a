//! Scale bar and north arrow, in the corners of the frame where they hide least.

use crate::geodesy::LonLat;
use crate::map::fonts::Face;
use crate::map::geom::{Pt, Rect, pt};
use crate::map::projection::View;
use crate::map::scene::{Anchor, Path, Scene, Stroke, fit};
use crate::map::sheet::{Furniture, Sheet};

/// Air between furniture and frame.
const INSET: f64 = 9.0;
/// Size of the scale bar's box without the bar's own length.
pub const BAR: (f64, f64) = (78.0, 62.0);
/// From this error of scale on, the bar says that it holds for the middle of the frame.
const UNEVEN: f64 = 0.02;
/// Size of the arrow's box.
const NORTH: (f64, f64) = (46.0, 74.0);

/// Kilometres that the scale bar shows: a round number near a quarter of the frame.
#[must_use]
pub fn bar_km(view: &View) -> f64 {
    let wanted = view.width_m() / 1000.0 * 0.28;
    let power = libm::pow(10.0, libm::floor(libm::log10(wanted)));
    [5.0, 4.0, 2.0, 1.0].into_iter().map(|k| k * power).find(|k| *k <= wanted).unwrap_or(power)
}

/// Length in sheet units of that many kilometres through the middle of the frame, along its parallel.
#[must_use]
pub fn bar_units(view: &View, km: f64) -> f64 {
    // The scale in the middle, which a cone does not keep quite true.
    km * 1000.0 * view.plane.scale(0.0, 0.0) / view.metres_per_unit
}

/// Chooses the corners: least of symbols, measuring lines and border.
#[must_use]
pub fn place(view: &View, discs: &[(Pt, f64)], links: &[(Pt, Pt)], border: &[Vec<Pt>]) -> Furniture {
    let f = view.frame;
    let corner = |right: bool, low: bool, w: f64, h: f64| {
        let x = if right { f.x1 - INSET - w } else { f.x0 + INSET };
        let y = if low { f.y1 - INSET - h } else { f.y0 + INSET };
        Rect::new(x, y, w, h)
    };
    let cost = |r: &Rect| {
        let hit = discs.iter().filter(|(p, d)| r.nearest(*p).distance(*p) < d + 4.0).count() as f64;
        let under = |a: Pt, b: Pt| r.clip_line(a, b).map_or(0.0, |(s, t)| (t - s) * a.distance(b));
        let lines: f64 = links.iter().map(|(a, b)| under(*a, *b)).sum();
        let edge: f64 = border.iter().flat_map(|l| l.windows(2)).map(|p| under(p[0], p[1])).sum();
        hit * 60.0 + lines * 0.6 + edge * 0.5
    };
    let best = |corners: &[(bool, bool)], size: (f64, f64), taken: Option<Rect>| {
        corners
            .iter()
            .enumerate()
            .map(|(i, (right, low))| (i, corner(*right, *low, size.0, size.1)))
            .filter(|(_, r)| taken.is_none_or(|t| t.overlap(r) <= 0.0))
            .map(|(i, r)| (cost(&r) + i as f64 * 3.0, r))
            .reduce(|a, b| if b.0 < a.0 { b } else { a })
            .map_or_else(|| corner(false, true, size.0, size.1), |(_, r)| r)
    };
    let size = (BAR.0 + bar_units(view, bar_km(view)), BAR.1);
    let bar = best(&[(false, true), (true, true), (false, false), (true, false)], size, None);
    let north = best(&[(true, false), (false, false), (true, true), (false, true)], NORTH, Some(bar));
    Furniture { bar, north }
}

/// Draws both.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    // One scale and one north would be wrong for most of a world.
    if !sheet.view.is_world() {
        bar(scene, sheet);
        north(scene, sheet);
    }
}

fn panel(scene: &mut Scene, sheet: &Sheet<'_>, r: &Rect) {
    scene.fill(Path::rect(r), sheet.style.palette.paper.alpha(215));
}

/// Draws the scale bar.
pub fn bar(scene: &mut Scene, sheet: &Sheet<'_>) {
    let (view, r, p) = (&sheet.view, &sheet.furniture.bar, &sheet.style.palette);
    panel(scene, sheet, r);
    let km = bar_km(view);
    let length = bar_units(view, km);
    let (x, y) = (r.x0 + 20.0, r.y0 + 27.0);
    // Four parts; the leading digit of the whole is 1, 2, 4 or 5, so that the labels stay short.
    for i in 0..4 {
        let part = Rect::new(x + length * f64::from(i) / 4.0, y, length / 4.0, 6.0);
        let fill = if i % 2 == 0 { p.ink } else { p.paper };
        scene.path(Path::rect(&part), Some(fill), Some(Stroke::solid(p.ink, 1.0)));
    }
    let text = sheet.style.plain(Face::Regular, sheet.style.sizes.scale, p.ink);
    let w = &sheet.style.words;
    for share in [0.0, 0.5, 1.0] {
        let number = w.plain(km * share);
        let digits = text.width(&number);
        let words = if share < 1.0 { number } else { format!("{number} {}", w.get("km")) };
        let at = pt(x + length * share - digits / 2.0, y - 7.0);
        scene.text(&words, at, Anchor::Start, text);
    }
    let ratio = view.metres_per_unit * 200.0 / 0.0254;
    let digits = libm::pow(10.0, libm::floor(libm::log10(ratio)) - 2.0);
    let mut words = format!("1 : {}", w.whole((ratio / digits).round() * digits));
    if view.scale_error() > UNEVEN {
        words = format!("{words} {}", w.get("bar_middle"));
    }
    let words = fit(&words, &sheet.style.plain(Face::Regular, sheet.style.sizes.smallest, p.grey), r.x1 - x);
    let small = sheet.style.plain(Face::Regular, sheet.style.sizes.smallest, p.grey);
    scene.text(&words, pt(x, y + 24.0), Anchor::Start, small);
}

/// Degrees clockwise on the sheet from straight up to true north, at a point of the sheet.
#[must_use]
pub fn north_degrees(view: &View, at: Pt) -> f64 {
    let here = view.to_lonlat(at);
    let there = view.to_sheet(LonLat { lon: here.lon, lat: (here.lat + 0.01).min(90.0) });
    libm::atan2(there.x - at.x, at.y - there.y).to_degrees()
}

fn north(scene: &mut Scene, sheet: &Sheet<'_>) {
    let (r, p) = (&sheet.furniture.north, &sheet.style.palette);
    panel(scene, sheet, r);
    let c = pt(r.centre().x, r.y0 + 46.0);
    let (s, cos) = libm::sincos(north_degrees(&sheet.view, c).to_radians());
    let at = |x: f64, y: f64| pt(c.x + x * cos - y * s, c.y + x * s + y * cos);
    let (tip, left, right, notch) = (at(0.0, -22.0), at(-9.5, 20.0), at(9.5, 20.0), at(0.0, 13.0));
    scene.fill(Path::rings([&[tip, left, notch][..]]), p.ink);
    scene.path(Path::rings([&[tip, right, notch][..]]), Some(p.paper), Some(Stroke::solid(p.ink, 1.0)));
    let text = sheet.style.plain(Face::Bold, sheet.style.sizes.settlement[2], p.ink);
    scene.text(sheet.style.words.get("north"), pt(r.centre().x, r.y0 + 18.0), Anchor::Middle, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::distance_m;
    use crate::map::projection::Aeqd;

    /// The bar's ends, taken back to the Earth, lie as far apart as it says; and so does a bar drawn in any corner.
    #[test]
    fn the_scale_bar_is_true() {
        for (lat, metres_per_unit) in [(50.3, 70.0), (50.3, 900.0), (0.0, 200.0), (68.0, 400.0)] {
            let frame = Rect::new(78.0, 124.0, 1136.0, 998.0);
            let view = View::new(Aeqd::new(LonLat { lon: 36.5, lat }), frame, metres_per_unit);
            let km = bar_km(&view);
            let half = bar_units(&view, km) / 2.0;
            let c = frame.centre();
            for (middle, share) in [(c, 1e-6), (pt(300.0, 1000.0), 0.004)] {
                let [a, b] = [-half, half].map(|d| view.to_lonlat(pt(middle.x + d, middle.y)));
                let true_km = distance_m(a, b) / 1000.0;
                assert!((true_km / km - 1.0).abs() <= share, "{lat} {metres_per_unit}: {true_km} for {km}");
            }
            assert!((0.1..0.29).contains(&(2.0 * half / frame.width())), "{km} km");
        }
    }

    #[test]
    fn north_is_straight_up_only_on_the_middle_meridian() {
        let frame = Rect::new(0.0, 0.0, 1000.0, 800.0);
        let view = View::new(Aeqd::new(LonLat { lon: 30.0, lat: 50.0 }), frame, 1000.0);
        assert!(north_degrees(&view, pt(500.0, 300.0)).abs() < 0.01);
        assert!(north_degrees(&view, pt(950.0, 300.0)) < -1.0);
        assert!(north_degrees(&view, pt(50.0, 300.0)) > 1.0);
    }
}
