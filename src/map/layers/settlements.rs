//! Dots of settlements: those that are named, and those with several symbols around them.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::symbols::DOT;

/// Places without events, under the symbols.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    dots(scene, sheet, false);
}

/// Places with events, over the symbols.
pub fn spots(scene: &mut Scene, sheet: &Sheet<'_>) {
    dots(scene, sheet, true);
}

fn dots(scene: &mut Scene, sheet: &Sheet<'_>, spots: bool) {
    let p = &sheet.style.palette;
    for town in sheet.labels.towns.iter().filter(|t| t.spot == spots) {
        let r = DOT - 0.5 * town.rank as f64 + 0.5;
        scene.path(Path::circle(town.at, r), Some(p.paper), Some(Stroke::solid(p.ink, 1.7)));
    }
}
