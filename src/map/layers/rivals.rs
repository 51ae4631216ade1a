//! Rival places: a thin dotted line from where an incident stands to where another text has it, with a ring there.

use crate::map::geom::{Pt, pt};
use crate::map::rivals::seen;
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::style::Style;

/// Radius of the ring.
pub const RING: f64 = 5.0;

/// Lines first, then rings.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let frame = &sheet.view.frame;
    let mut rings = Vec::new();
    for (_, a, b) in seen(&sheet.drawn.rivals, &sheet.view) {
        let Some((s, t)) = frame.clip_line(a, b) else { continue };
        line(scene, &sheet.style, a.lerp(b, s), a.lerp(b, t));
        rings.extend(frame.holds(b).then_some(b));
    }
    for at in rings {
        ring(scene, &sheet.style, at);
    }
}

fn line(scene: &mut Scene, style: &Style, a: Pt, b: Pt) {
    let path = Path::line(&[a, b]);
    scene.stroke(path.clone(), Stroke::solid(style.palette.paper.alpha(190), 3.2));
    scene.stroke(path, Stroke::dashed(style.palette.extent, 1.3, &[1.6, 2.6]));
}

fn ring(scene: &mut Scene, style: &Style, at: Pt) {
    let p = &style.palette;
    scene.path(Path::circle(at, RING), Some(p.paper), Some(Stroke::solid(p.paper, 3.2)));
    scene.path(Path::circle(at, RING), None, Some(Stroke::dashed(p.extent, 1.5, &[2.4, 1.6])));
}

/// The legend's example.
pub fn sample(scene: &mut Scene, style: &Style, at: Pt) {
    line(scene, style, pt(at.x - 16.0, at.y), pt(at.x + 10.0, at.y));
    ring(scene, style, pt(at.x + 11.0, at.y));
}
