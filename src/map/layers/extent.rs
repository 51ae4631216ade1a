//! The frame of the detail map as a rectangle on the overview, and the frame of any map in its locator.

use crate::map::geom::Pt;
use crate::map::projection::View;
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// The frame of one view as another sees it: a ring that follows the bend of the projections.
#[must_use]
pub fn ring(of: &View, on: &View) -> Vec<Pt> {
    let c = of.frame.corners();
    (0..4)
        .flat_map(|k| (0..12).map(move |i| c[k].lerp(c[(k + 1) % 4], f64::from(i) / 12.0)))
        .map(|p| on.to_sheet(of.to_lonlat(p)))
        .collect()
}

/// Draws the detail map's frame on the overview.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let Some(detail) = &sheet.detail else { return };
    let path = Path::rings([&ring(detail, &sheet.view)[..]]);
    scene.stroke(path.clone(), Stroke::solid(sheet.style.palette.paper.alpha(170), 3.4));
    scene.stroke(path, Stroke::solid(sheet.style.palette.extent, 1.4));
}
