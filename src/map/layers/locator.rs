//! The locator: countries around the frame, the border, the frame's own extent, and events outside it.

use crate::map::base::Outline;
use crate::map::fonts::{ASCENT, DESCENT, Face};
use crate::map::geom::{Pt, Rect, inside, pt};
use crate::map::projection::{Aeqd, View};
use crate::map::scene::{Anchor, Clip, Join, Path, Scene, Stroke};
use crate::map::sheet::{Sheet, may_be_seen, project_line, project_ring, project_rings};

/// Times the width of the map that the locator shows, and its least and most in metres.
const WIDER: f64 = 7.0;
const LEAST: f64 = 1_300_000.0;
const MOST: f64 = 14_000_000.0;

fn view(sheet: &Sheet<'_>) -> View {
    let frame = sheet.layout.locator;
    let plane = Aeqd::new(sheet.view.plane.centre);
    let narrow = sheet.view.width_m();
    let mut width = (narrow * WIDER).clamp(LEAST, LEAST.max(narrow * 3.0)).min(MOST);
    // It grows to show an event outside the frame, unless that one lies so far off that nothing else would be seen.
    let most = 2.2 * width;
    for o in sheet.outside.iter().filter(|o| !o.area) {
        let (x, y) = plane.forward(o.position);
        let wanted = (2.3 * x.abs()).max(2.3 * y.abs() * frame.width() / frame.height());
        width = if wanted <= most { width.max(wanted) } else { width };
    }
    View::new(plane, frame, width.min(MOST) / frame.width())
}

/// Draws the locator under its head.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let s = &sheet.style;
    let p = &s.palette;
    let view = view(sheet);
    let frame = view.frame;
    if frame.height() < 60.0 || sheet.view.is_world() {
        return;
    }
    let head = s.plain(Face::Bold, s.sizes.head, p.ink);
    scene.text(s.words.get("location"), pt(frame.x0, frame.y0 - 9.0), Anchor::Start, head);
    scene.set_clip(Some(Clip { rect: frame, path: None }));
    scene.fill(Path::rect(&frame), p.neighbour);
    let sides = sheet.base.border.as_ref().map_or(&[][..], |b| &b.sides[..]);
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for country in sheet.base.countries.iter().filter(|c| may_be_seen(&view, c)) {
        let rings: Vec<Vec<Pt>> = country.rings.iter().flat_map(|r| project_rings(&view, r)).collect();
        if rings.is_empty() {
            continue;
        }
        let home = sides.contains(&country.code);
        let path = Path::rings(rings.iter().map(Vec::as_slice));
        let fill = if home { p.locator_home } else { p.neighbour };
        scene.path(path, Some(fill), Some(Stroke::solid(p.country_line, 0.8)));
        let name = crate::map::names::country(s.words.lang, &country.code).unwrap_or(&country.name);
        seen.push((name, country, rings));
    }
    let water = &sheet.base.water;
    super::water::sea(scene, (water, &super::water::land_rings(water, &view)), &view, p, 0.7);
    let mut lakes = Path::default();
    for (_, lake) in sheet.base.water.lakes.iter().filter(|l| l.0 == 1) {
        let ring = project_ring(&view, lake);
        if Rect::around(ring.iter().copied()).is_some_and(|r| r.width().max(r.height()) > 5.0) {
            lakes.add_line(&ring, true);
        }
    }
    scene.fill(lakes.clone(), p.water);
    super::water::lined(scene, &view, p, lakes);
    let mut border = Path::default();
    for line in sheet.base.border.iter().flat_map(|b| &b.lines) {
        for piece in project_line(&view, line, false) {
            border.add_line(&piece, false);
        }
    }
    scene.stroke(border, Stroke::solid(p.border, 1.9));
    let extent = super::extent::ring(&sheet.view, &view);
    scene.path(Path::rings([&extent[..]]), Some(p.extent.alpha(40)), Some(Stroke::solid(p.extent, 2.0)));
    let mut taken: Vec<Rect> = Rect::around(extent.iter().copied()).into_iter().collect();
    points(scene, sheet, &view, &mut taken);
    names(scene, sheet, &view, seen, &mut taken);
    scene.set_clip(None);
    scene.stroke(Path::rect(&frame), Stroke { join: Join::Miter, ..Stroke::solid(p.ink, 1.2) });
}

/// Capitals, and the events outside the frame.
fn points(scene: &mut Scene, sheet: &Sheet<'_>, view: &View, taken: &mut Vec<Rect>) {
    let s = &sheet.style;
    let text = s.haloed(Face::Regular, s.sizes.locator, s.palette.ink);
    let label = |scene: &mut Scene, taken: &mut Vec<Rect>, name: &str, at: Pt| {
        let width = text.width(name);
        for (dx, dy) in [(7.0, 4.5), (-7.0 - width, 4.5), (-width / 2.0, -8.0), (-width / 2.0, 18.0)] {
            let start = pt(at.x + dx, at.y + dy);
            let room = text.bounds(start, width);
            if view.frame.grown(-3.0).holds_rect(&room) && taken.iter().all(|t| t.overlap(&room) <= 0.0) {
                scene.text(name, start, Anchor::Start, text);
                taken.push(room.grown(1.0));
                return;
            }
        }
    };
    let mut dots: Vec<Pt> = Vec::new();
    // No name lies on a dot.
    let seen = sheet.outside.iter().filter(|o| !o.area).map(|o| view.to_sheet(o.position));
    taken.extend(seen.map(|at| Rect { x0: at.x, y0: at.y, x1: at.x, y1: at.y }.grown(5.0)));
    for o in sheet.outside.iter().filter(|o| !o.area) {
        let at = view.to_sheet(o.position);
        if view.frame.holds(at) {
            scene.path(
                Path::circle(at, 4.5),
                Some(s.palette.extent),
                Some(Stroke::solid(s.palette.paper, 1.0)),
            );
            label(scene, taken, &o.name, at);
            dots.push(at);
        }
    }
    let mut capitals: Vec<_> = sheet.base.settlements.iter().filter(|t| t.capital).collect();
    capitals.sort_by(|a, b| b.population.cmp(&a.population).then(a.name.cmp(&b.name)));
    for town in capitals {
        let at = view.to_sheet(town.position);
        // A few are enough to know where one is.
        let apart = dots.iter().all(|d| d.distance(at) > 52.0);
        if view.frame.grown(-4.0).holds(at) && apart && dots.len() < 9 {
            scene.path(Path::circle(at, 2.8), Some(s.palette.ink), Some(Stroke::solid(s.palette.paper, 0.8)));
            label(scene, taken, town.shown(s.words.lang).0, at);
            dots.push(at);
        }
    }
}

/// A country's name, its outline, and its rings on the sheet.
type Seen<'a> = (&'a str, &'a Outline, Vec<Vec<Pt>>);

/// Names of the countries where there is room inside them.
fn names(scene: &mut Scene, sheet: &Sheet<'_>, view: &View, mut seen: Vec<Seen<'_>>, taken: &mut Vec<Rect>) {
    let s = &sheet.style;
    let text = s.haloed(Face::Regular, s.sizes.locator - 0.5, s.palette.grey);
    let area = |rings: &Vec<Vec<Pt>>| {
        Rect::around(rings.iter().flatten().copied()).map_or(0.0, |r| view.frame.overlap(&r))
    };
    seen.sort_by(|a, b| area(&b.2).total_cmp(&area(&a.2)).then(a.0.cmp(b.0)));
    for (name, outline, rings) in seen.into_iter().take(12) {
        let name = name.to_uppercase();
        let (w, h) = (text.width(&name), text.size * (ASCENT + DESCENT));
        let Some(extent) = Rect::around(rings.iter().flatten().copied()) else { continue };
        let mut best: Option<(f64, Rect)> = None;
        for row in 1..20 {
            for col in 1..20 {
                let c = pt(
                    view.frame.x0 + view.frame.width() * f64::from(col) / 20.0,
                    view.frame.y0 + view.frame.height() * f64::from(row) / 20.0,
                );
                let room = Rect::new(c.x - w / 2.0, c.y - h / 2.0, w, h);
                let clear = view.frame.grown(-4.0).holds_rect(&room)
                    && extent.grown(1.0).holds_rect(&room)
                    && taken.iter().all(|t| t.overlap(&room.grown(2.0)) <= 0.0);
                if clear && inside(c, &rings) && room.corners().iter().all(|p| inside(*p, &rings)) {
                    // Deep inside the country, away from its edge and the frame's.
                    let f = view.frame;
                    let side = (c.x - f.x0).min(f.x1 - c.x).min(c.y - f.y0).min(f.y1 - c.y);
                    let edge = rings.iter().flatten().map(|p| p.distance(c)).fold(side * 1.5, f64::min);
                    if best.is_none_or(|b| edge > b.0) {
                        best = Some((edge, room));
                    }
                }
            }
        }
        // Round the point opposite the middle the inside of a ring is what lies around it.
        let truly = |room: &Rect| outline.holds(view.to_lonlat(room.centre()));
        if let Some((_, room)) = best.filter(|(_, room)| truly(room)) {
            scene.text(&name, pt(room.x0, room.y0 + ASCENT * text.size), Anchor::Start, text);
            taken.push(room);
        }
    }
}
