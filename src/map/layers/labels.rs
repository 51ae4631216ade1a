//! Names of places and kilometres of measuring lines, at the places that the plan found.

use crate::map::fonts::{ASCENT, DESCENT};
use crate::map::geom::pt;
use crate::map::scene::{Anchor, Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Leaders first, then letters.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    for label in &sheet.labels.placed {
        if let Some((a, b)) = label.leader {
            let line = Path::line(&[a, b]);
            scene.stroke(line.clone(), Stroke::solid(sheet.style.palette.paper.alpha(200), 2.6));
            scene.stroke(line, Stroke::solid(sheet.style.palette.ink, 0.9));
        }
    }
    for label in &sheet.labels.placed {
        let x = match label.align {
            Anchor::Start => label.room.x0,
            Anchor::Middle => label.room.centre().x,
            Anchor::End => label.room.x1,
        };
        let mut top = label.room.y0;
        for (words, style) in &label.block.lines {
            scene.text(words, pt(x, top + ASCENT * style.size), label.align, *style);
            top += (ASCENT + DESCENT) * style.size;
        }
    }
}
