//! Sea and land: the countries on the border's sides lighter than all others.

use crate::map::scene::{Path, Scene};
use crate::map::sheet::Sheet;

/// Fills the frame with water, then the countries, then the regions, whose outlines are finer.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    scene.fill(Path::rect(&sheet.view.frame), p.water);
    let sides = sheet.base.border.as_ref().map_or(&[][..], |b| &b.sides[..]);
    let home = |country: &str| sides.is_empty() || sides.iter().any(|s| s == country);
    for country in &sheet.base.countries {
        let color = if home(&country.code) { p.land } else { p.neighbour };
        fill(scene, sheet, &country.rings, color);
    }
    for region in &sheet.base.regions {
        let country = region.code.split('-').next().unwrap_or("");
        fill(scene, sheet, &region.rings, if home(country) { p.land } else { p.neighbour });
    }
}

fn fill(
    scene: &mut Scene,
    sheet: &Sheet<'_>,
    rings: &[Vec<crate::geodesy::LonLat>],
    color: crate::map::scene::Color,
) {
    let rings = sheet.rings(rings);
    let path = Path::rings(rings.iter().map(Vec::as_slice));
    // A hair of outline in the same colour closes the seams between neighbours.
    scene.path(path, Some(color), Some(crate::map::scene::Stroke::solid(color, 0.8)));
}
