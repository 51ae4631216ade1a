//! Borders between countries: fine lines on any map of a part of the world, coarse outlines on one of the whole.

use crate::map::projection::View;
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::{Sheet, may_be_seen, project_line};

/// Sheet units that the coarse outlines may be wrong by before they are left out; they are true to about 5 km.
const WRONG: f64 = 6.0;
/// Metres a sheet unit from which on the coarse outlines are as good as the fine ones.
const COARSE: f64 = 4_000.0;

/// True where the coarse outlines' error of 5 km stays small on the sheet.
#[must_use]
pub fn coarse_holds(view: &View) -> bool {
    5000.0 / view.metres_per_unit <= WRONG
}

/// Draws the fine lines if there are any, and the coarse ones where they are true enough.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    // On a map of the world fjords and islands would be nothing but outline.
    let width = if sheet.view.is_world() { 0.6 } else { 1.2 };
    let stroke = Stroke::solid(sheet.style.palette.country_line, width);
    if sheet.view.metres_per_unit < COARSE {
        let sides = sheet.base.border.as_ref().map_or(&[][..], |b| &b.sides[..]);
        let fine = sheet.base.boundaries.within(sheet.view.bounds(), sides);
        for line in fine.iter().flat_map(|b| &b.lines) {
            for piece in project_line(&sheet.view, line, false) {
                scene.stroke(Path::line(&piece), stroke.clone());
            }
        }
        if !fine.is_empty() {
            return;
        }
    }
    if !coarse_holds(&sheet.view) {
        return;
    }
    for country in sheet.base.countries.iter().filter(|c| may_be_seen(&sheet.view, c)) {
        for ring in &country.rings {
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            for line in sheet.line(&closed) {
                scene.stroke(Path::line(&line), stroke.clone());
            }
        }
    }
}
