//! Events of which only an area is known: the area hatched, never a dot.

use crate::map::geom::{Rect, pt};
use crate::map::scene::{Clip, Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::text_plan::area_rings;

/// Way between two hatching lines.
pub const STEP: f64 = 13.0;

/// Hatches each area inside its outline.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let color = sheet.style.palette.hatch;
    let frame = sheet.view.frame;
    for (i, area) in sheet.drawn.areas.iter().enumerate() {
        let rings = area_rings(area, sheet.base, &sheet.view);
        if rings.is_empty() {
            continue;
        }
        // Lines that would be cut away wholly are not drawn.
        let room = Rect::around(rings.iter().flatten().copied()).unwrap_or(frame).grown(2.0);
        let outline = Path::rings(rings.iter().map(Vec::as_slice));
        scene.set_clip(Some(Clip { rect: frame, path: Some(outline.clone()) }));
        let mut hatch = Path::default();
        // Neighbouring areas lean to different sides.
        let lean = if i % 2 == 0 { 1.0 } else { -1.0 };
        let (w, h) = (frame.width(), frame.height());
        let count = ((w + h) / STEP) as i32;
        for k in 0..=count {
            let x = frame.x0 - h + f64::from(k) * STEP;
            let (a, b) = (pt(x, frame.y1), pt(x + h, frame.y0));
            let flip =
                |p: crate::map::geom::Pt| if lean > 0.0 { p } else { pt(frame.x0 + frame.x1 - p.x, p.y) };
            let (a, b) = (flip(a), flip(b));
            if let Some((from, to)) = room.clip_line(a, b) {
                hatch.add_line(&[a.lerp(b, from), a.lerp(b, to)], false);
            }
        }
        scene.stroke(hatch, Stroke::solid(color.alpha(78), 1.0));
        scene.set_clip(Some(Clip { rect: frame, path: None }));
        scene.stroke(outline, Stroke::dashed(color.alpha(190), 1.5, &[6.0, 3.5]));
    }
}
