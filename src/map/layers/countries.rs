//! Outlines of countries where the scale is small enough for the coarse data that they come from.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Sheet units that the coarse outlines may be wrong by before they are left out; they are true to about 5 km.
const WRONG: f64 = 6.0;

/// Draws them only where an error of 5 km stays small on the sheet.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    if 5000.0 / sheet.view.metres_per_unit > WRONG {
        return;
    }
    for country in &sheet.base.countries {
        for ring in &country.rings {
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            for line in sheet.line(&closed) {
                scene.stroke(Path::line(&line), Stroke::solid(sheet.style.palette.country_line, 1.0));
            }
        }
    }
}
