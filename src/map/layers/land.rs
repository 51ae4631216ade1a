//! Land: the countries on the border's sides lighter than all others. The sea is laid over it afterwards.

use crate::gazetteer::borders::Border;
use crate::map::drape::draped;
use crate::map::geom::Pt;
use crate::map::scene::{Color, Path, Scene, Stroke};
use crate::map::sheet::{Sheet, project_line_within, project_ring_within};

/// How far a coarse outline may lie from the border that it stands for, in metres; see the head of its file.
const REACH: f64 = 8_000.0;

/// Fills the frame with land, then other countries, then the regions of the border's sides, whose outlines are finer.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    scene.fill(Path::rings([&sheet.view.ground()[..]]), p.land);
    let sides = sheet.base.border.as_ref().map_or(&[][..], |b| &b.sides[..]);
    let home = |country: &str| sides.is_empty() || sides.iter().any(|s| s == country);
    if !super::countries::coarse_holds(&sheet.view) {
        // Close by, coarse outlines would lie beside the fine borders: they are laid along them, and the regions' are not
        // needed.
        return close_by(scene, sheet, home);
    }
    for (_, rings) in sheet.countries().filter(|(c, _)| !home(&c.code)) {
        fill(scene, rings, p.neighbour, true);
    }
    for (region, rings) in sheet.regions() {
        if home(region.code.split('-').next().unwrap_or("")) {
            fill(scene, rings, p.land, false);
        }
    }
}

/// Other countries, their outlines laid along their borders.
fn close_by(scene: &mut Scene, sheet: &Sheet<'_>, home: impl Fn(&str) -> bool) {
    let view = &sheet.view;
    let reach = REACH / view.metres_per_unit;
    if reach > 0.17 * view.frame.width().min(view.frame.height()) {
        // In a frame of a few kilometres the outline tells nothing.
        return;
    }
    let room = view.frame.grown(12.0 + 2.0 * reach);
    let fine = sheet.base.boundaries.within(view.bounds(), &[]);
    let near = view.radius_m() + reach * view.metres_per_unit * 2.0;
    let around = view.bbox(near - view.radius_m());
    for country in sheet.base.countries.iter().filter(|c| !home(&c.code) && c.rings.may_touch(around)) {
        let own =
            |b: &&&Border| b.left.as_ref() == Some(&country.code) || b.right.as_ref() == Some(&country.code);
        let mut lines: Vec<Vec<Pt>> = Vec::new();
        for line in fine.iter().filter(own).flat_map(|b| &b.lines) {
            lines.extend(project_line_within(view, line, &room.grown(2.0 * reach)));
        }
        let rings: Vec<Vec<Pt>> = country
            .rings
            .iter()
            .map(|ring| project_ring_within(view, ring, &room))
            .filter(|ring| ring.len() > 2)
            .map(|ring| draped(&ring, &lines, reach))
            .collect();
        if !rings.is_empty() {
            fill(scene, &rings, sheet.style.palette.neighbour, false);
        }
    }
}

fn fill(scene: &mut Scene, rings: &[Vec<Pt>], color: Color, closed: bool) {
    let path = Path::rings(rings.iter().map(Vec::as_slice));
    // A hair of outline in the same colour closes the seams between neighbours; under regions lies land already.
    scene.path(path, Some(color), closed.then(|| Stroke::solid(color, 0.8)));
}
