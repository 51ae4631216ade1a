//! Title and subtitle.

use crate::map::fonts::Face;
use crate::map::geom::pt;
use crate::map::scene::{Anchor, Scene, fit};
use crate::map::sheet::Sheet;

/// Writes both, smaller where a long title needs it.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let (s, l) = (&sheet.style, &sheet.layout);
    let (x, title, subtitle) = l.title;
    let room = l.sheet.x1 - x;
    let mut style = s.plain(Face::Bold, s.sizes.title, s.palette.ink);
    let width = style.width(&sheet.title);
    if width > room {
        style.size = (style.size * room / width).max(s.sizes.title * 0.62);
    }
    scene.text(&fit(&sheet.title, &style, room), pt(x, title), Anchor::Start, style);
    let style = s.plain(Face::Regular, s.sizes.subtitle, s.palette.grey);
    let style = style.pressed(&sheet.subtitle, room, s.sizes.foot);
    scene.text(&fit(&sheet.subtitle, &style, room), pt(x, subtitle), Anchor::Start, style);
}
