//! The border itself: once, with a white casing, over the bands.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Casing first, then the line, so that pieces do not cut each other.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let (width, casing) = sheet.style.sizes.border;
    let p = &sheet.style.palette;
    let mut path = Path::default();
    for line in &sheet.border {
        path.add_line(line, false);
    }
    scene.stroke(path.clone(), Stroke::solid(p.paper.alpha(215), casing));
    scene.stroke(path, Stroke::solid(p.border, width));
}
