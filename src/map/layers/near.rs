//! Events near a place: the circle within which each may have happened.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::text_plan::circle;

/// One circle a radius and spot.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let color = sheet.style.palette.measure;
    for spot in &sheet.drawn.spots {
        let mut radii: Vec<f64> = spot.marks.iter().filter_map(|m| m.near_km).filter(|r| *r > 0.0).collect();
        radii.sort_by(f64::total_cmp);
        radii.dedup_by(|a, b| (*a - *b).abs() < 0.05);
        for km in radii {
            let ring = sheet.ring(&circle(spot.position, km));
            let path = Path::rings([&ring[..]]);
            scene.path(path, Some(color.alpha(14)), Some(Stroke::dashed(color.alpha(150), 1.0, &[2.5, 2.5])));
        }
    }
}
