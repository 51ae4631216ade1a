//! Distance bands: rings of falling strength, and their outer edges as contour lines.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Fills each band by itself; none lies over another.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    // Under hexagons, whose colours are numbers, only the bands' edges are drawn.
    if sheet.drawn.hexagons.is_some() {
        return;
    }
    for band in &sheet.bands {
        let color = sheet.style.band(band.tone);
        let path = Path::rings(band.rings.iter().map(Vec::as_slice));
        scene.path(path, Some(color), None);
    }
}

/// Draws the outer edge of each band.
pub fn contours(scene: &mut Scene, sheet: &Sheet<'_>) {
    for band in &sheet.bands {
        for line in &band.contour {
            let path = Path::rings([line.as_slice()]);
            scene.stroke(path, Stroke::solid(sheet.style.palette.contour, 0.9));
        }
    }
}
