//! Land: the countries on the border's sides lighter than all others. The sea is laid over it afterwards.

use crate::geodesy::LonLat;
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
        for country in sheet.base.countries.iter().filter(|c| !home(&c.code)) {
            fill(scene, sheet, &country.rings, p.neighbour);
        }
    }
    for region in &sheet.base.regions {
        if home(region.code.split('-').next().unwrap_or("")) {
            fill(scene, sheet, &region.rings, p.land);
        }
    }
}

fn fill(scene: &mut Scene, sheet: &Sheet<'_>, rings: &[Vec<LonLat>], color: Color) {
    let rings = sheet.rings(rings);
    let path = Path::rings(rings.iter().map(Vec::as_slice));
    // A hair of outline in the same colour closes the seams between neighbours.
    scene.path(path, Some(color), Some(Stroke::solid(color, 0.8)));
}
