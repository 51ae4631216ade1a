//! Sea, lakes and rivers, over the bands so that water is never tinted.

use crate::geodesy::LonLat;
use crate::map::base::Water;
use crate::map::bundled;
use crate::map::geom::{Pt, Rect};
use crate::map::projection::View;
use crate::map::scene::{Clip, Join, Path, Scene, Stroke};
use crate::map::sheet::{Sheet, project_line, project_rings};
use crate::map::style::Palette;

/// Lays the sea over what is not land, fills lakes and draws rivers, fewer and thinner the smaller the scale.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    let shore = if sheet.view.is_world() { 0.5 } else { 0.9 };
    sea(scene, (&sheet.base.water, sheet.land()), &sheet.view, p, shore);
    let most = finest(&sheet.view);
    for (rank, river) in sheet.base.water.rivers.iter().filter(|r| r.0 <= most) {
        let width = [2.2, 1.7, 1.3, 1.0].get(usize::from(rank.saturating_sub(1))).copied().unwrap_or(1.0);
        for line in sheet.line(river) {
            scene.stroke(Path::line(&line), Stroke::solid(p.river, width));
        }
    }
    // Lakes are filled first, lined over, and get their shores last.
    let fill = Some(p.water).filter(|_| p.water_line == p.water);
    if fill.is_none() {
        scene.fill(Path::rings(sheet.lakes().iter().map(Vec::as_slice)), p.water);
    }
    lined(scene, &sheet.view, p, Path::rings(sheet.lakes().iter().map(Vec::as_slice)));
    for ring in sheet.lakes() {
        scene.path(Path::rings([&ring[..]]), fill, Some(Stroke::solid(p.shore, 0.6)));
    }
}

/// The lakes that are drawn, on the sheet.
#[must_use]
pub fn lakes(sheet: &Sheet<'_>) -> Vec<Vec<Pt>> {
    let most = finest(&sheet.view).max(1);
    let seen =
        |ring: &Vec<Pt>| Rect::around(ring.iter().copied()).is_some_and(|r| r.width().max(r.height()) > 3.0);
    let drawn = sheet.base.water.lakes.iter().filter(|l| l.0 <= most);
    // A lake that the edge of the world cuts is two rings.
    drawn.flat_map(|(_, lake)| project_rings(&sheet.view, lake)).filter(seen).collect()
}

/// The smallest rank of rivers and lakes that a view shows.
fn finest(view: &View) -> u8 {
    match view.width_m() / 1000.0 {
        w if w < 250.0 => 4,
        w if w < 500.0 => 3,
        w if w < 1200.0 => 2,
        w if w < 3000.0 => 1,
        _ => 0,
    }
}

/// From one level line over water to the next, and their width.
const LINES: (f64, f64) = (4.5, 0.8);

/// Level lines over what lies inside a path, if the theme has any.
pub(super) fn lined(scene: &mut Scene, view: &View, palette: &Palette, inside: Path) {
    let frame = view.frame;
    if palette.water_line == palette.water || inside.segs.is_empty() {
        return;
    }
    let mut lines = Path::default();
    for i in 1..(frame.height() / LINES.0) as u32 {
        let y = frame.y0 + f64::from(i) * LINES.0;
        lines.add_line(&[Pt { x: frame.x0, y }, Pt { x: frame.x1, y }], false);
    }
    scene.set_clip(Some(Clip { rect: frame, path: Some(inside) }));
    scene.stroke(lines, Stroke { join: Join::Miter, ..Stroke::solid(palette.water_line, LINES.1) });
    scene.set_clip(Some(Clip { rect: frame, path: None }));
}

/// The outlines of land that suit a view, none where there is no water at all.
fn land<'a>(water: &'a Water, view: &View) -> &'a [Vec<LonLat>] {
    let [west, south, east, north] = view.bounds();
    let coarse = if view.frame.width() < COARSE.0 { COARSE.1 } else { COARSE.2 };
    if view.metres_per_unit >= coarse {
        return &water.land;
    }
    let fine = water.fine_bounds.is_some_and(|b| west > b[0] && south > b[1] && east < b[2] && north < b[3]);
    match fine {
        true => &water.fine_land,
        false if water.shores => bundled::shores(),
        false => &water.land,
    }
}

/// Metres a sheet unit from which on the coarse land is good enough: on frames less than so many units wide, such as locators, and on
/// wider ones.
const COARSE: (f64, f64, f64) = (400.0, 1500.0, 4000.0);

/// The open lines of a ring's edge, without its edges along the date line, which are no shore.
fn shoreline(ring: &[LonLat]) -> Vec<Vec<LonLat>> {
    let cut = |p: &LonLat| p.lon.abs() > 179.999;
    let mut lines: Vec<Vec<LonLat>> = Vec::new();
    let mut last: Option<&LonLat> = None;
    for p in ring.iter().chain(ring.first()) {
        match (lines.last_mut(), last) {
            (Some(line), Some(q)) if !(cut(q) && cut(p)) => line.push(*p),
            _ => lines.push(vec![*p]),
        }
        last = Some(p);
    }
    lines.retain(|line| line.len() > 1);
    lines
}

/// The rings of land on the sheet.
#[must_use]
pub fn land_rings(water: &Water, view: &View) -> Vec<Vec<Pt>> {
    land(water, view).iter().flat_map(|ring| project_rings(view, ring)).collect()
}

/// Fills all of the frame that is not land, whose rings on the sheet are given, with a shore of that width.
pub fn sea(
    scene: &mut Scene,
    (water, rings): (&Water, &[Vec<Pt>]),
    view: &View,
    palette: &Palette,
    shore: f64,
) {
    let land = land(water, view);
    if land.is_empty() {
        return;
    }
    let mut path = Path::rings([&view.ground()[..]]);
    for ring in rings {
        path.add_line(ring, true);
    }
    scene.fill(path.clone(), palette.water);
    lined(scene, view, palette, path);
    let stroke = Stroke::solid(palette.shore, shore);
    for ring in land {
        for line in shoreline(ring).iter().flat_map(|line| project_line(view, line, false)) {
            scene.stroke(Path::line(&line), stroke.clone());
        }
    }
}
