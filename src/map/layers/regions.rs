//! Outlines of first-level regions.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Dashed, thin; under everything that the map is about.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    if sheet.view.width_m() > 4_000_000.0 {
        return;
    }
    let stroke = Stroke::dashed(sheet.style.palette.region_line, 0.9, &[7.0, 3.0, 1.5, 3.0]);
    for region in &sheet.base.regions {
        for ring in &region.rings {
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            for line in sheet.line(&closed) {
                scene.stroke(Path::line(&line), stroke.clone());
            }
        }
    }
}
