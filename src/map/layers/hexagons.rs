//! Numbers of events in hexagons of one area, from faint to strong.

use crate::map::geom::{Pt, pt};
use crate::map::scene::{Color, Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// The colour of a class.
fn color(sheet: &Sheet<'_>, class: usize, classes: usize) -> Color {
    sheet.style.hexagon((class, classes))
}

/// Fills every hexagon that holds an event; those of a class as one path.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let Some(hexagons) = &sheet.drawn.hexagons else { return };
    for class in 0..hexagons.classes.len() {
        let rings = hexagons.cells.iter().filter(|c| c.class == class).map(|c| c.ring.as_slice());
        let line = Stroke::solid(sheet.style.palette.paper, 0.9);
        scene.path(Path::rings(rings), Some(color(sheet, class, hexagons.classes.len())), Some(line));
    }
}

/// The legend's example of a class.
pub fn sample(scene: &mut Scene, sheet: &Sheet<'_>, (class, classes): (usize, usize), at: Pt) {
    let ring: Vec<Pt> = (0..6)
        .map(|k| {
            let (s, c) = libm::sincos((f64::from(k) * 60.0 + 30.0).to_radians());
            pt(at.x + 11.0 * c, at.y + 11.0 * s)
        })
        .collect();
    let line = Stroke::solid(sheet.style.palette.grey, 0.8);
    scene.path(Path::rings([&ring[..]]), Some(color(sheet, class, classes)), Some(line));
}

/// The legend's bar of a type: as long as its share of the most frequent one.
pub fn bar(scene: &mut Scene, sheet: &Sheet<'_>, share: f64, at: Pt) {
    let r = crate::map::geom::Rect::new(at.x - 16.0, at.y - 5.0, (32.0 * share).max(1.5), 10.0);
    scene.fill(Path::rect(&r), sheet.style.palette.grey);
}
