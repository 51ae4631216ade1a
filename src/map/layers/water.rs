//! Sea, lakes and rivers, over the bands so that water is never tinted.

use crate::geodesy::LonLat;
use crate::map::base::Water;
use crate::map::geom::{Pt, Rect};
use crate::map::projection::View;
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::{Sheet, project_line, project_rings};

/// Lays the sea over what is not land, fills lakes and draws rivers, fewer and thinner the smaller the scale.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    sea(scene, &sheet.base.water, &sheet.view, p.water, Some(Stroke::solid(p.shore, 0.9)));
    let most = finest(&sheet.view);
    for (rank, river) in sheet.base.water.rivers.iter().filter(|r| r.0 <= most) {
        let width = [2.2, 1.7, 1.3, 1.0].get(usize::from(rank.saturating_sub(1))).copied().unwrap_or(1.0);
        for line in sheet.line(river) {
            scene.stroke(Path::line(&line), Stroke::solid(p.river, width));
        }
    }
    for ring in sheet.lakes() {
        scene.path(Path::rings([&ring[..]]), Some(p.water), Some(Stroke::solid(p.shore, 0.6)));
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

/// Fills all of the frame that is not land.
pub fn sea(
    scene: &mut Scene,
    water: &Water,
    view: &View,
    color: crate::map::scene::Color,
    shore: Option<Stroke>,
) {
    let [west, south, east, north] = view.bounds();
    let fine = water.fine_bounds.is_some_and(|b| {
        west > b[0] && south > b[1] && east < b[2] && north < b[3] && view.metres_per_unit < 1500.0
    });
    let land: &[Vec<LonLat>] = if fine { &water.fine_land } else { &water.land };
    if land.is_empty() {
        return;
    }
    let rings: Vec<Vec<Pt>> = land.iter().flat_map(|r| project_rings(view, r)).collect();
    let mut path = Path::rings([&view.ground()[..]]);
    for ring in &rings {
        path.add_line(ring, true);
    }
    scene.fill(path, color);
    let Some(stroke) = shore else { return };
    for ring in land {
        let mut closed = ring.clone();
        closed.extend(ring.first().copied());
        for line in project_line(view, &closed, false) {
            scene.stroke(Path::line(&line), stroke.clone());
        }
    }
}
