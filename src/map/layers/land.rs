//! Land: the countries on the border's sides lighter than all others. The sea is laid over it afterwards.

use crate::map::geom::Pt;
use crate::map::scene::{Color, Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Fills the frame with land, then other countries, then the regions of the border's sides, whose outlines are finer.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    scene.fill(Path::rings([&sheet.view.ground()[..]]), p.land);
    let sides = sheet.base.border.as_ref().map_or(&[][..], |b| &b.sides[..]);
    let home = |country: &str| sides.is_empty() || sides.iter().any(|s| s == country);
    // Close by, coarse outlines would lie beside the fine borders.
    if super::countries::coarse_holds(&sheet.view) {
        for (_, rings) in sheet.countries().filter(|(c, _)| !home(&c.code)) {
            fill(scene, rings, p.neighbour, true);
        }
    }
    for (region, rings) in sheet.regions() {
        if home(region.code.split('-').next().unwrap_or("")) {
            fill(scene, rings, p.land, false);
        }
    }
}

fn fill(scene: &mut Scene, rings: &[Vec<Pt>], color: Color, closed: bool) {
    let path = Path::rings(rings.iter().map(Vec::as_slice));
    // A hair of outline in the same colour closes the seams between neighbours; under regions lies land already.
    scene.path(path, Some(color), closed.then(|| Stroke::solid(color, 0.8)));
}
