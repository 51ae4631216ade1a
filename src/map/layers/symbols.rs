//! The events: form and colour by type, area by casualties, hollow for claims; the large under the small.

use crate::map::fonts::{CAP_HEIGHT, Face};
use crate::map::geom::{Pt, pt};
use crate::map::scene::{Anchor, Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::style::{Shape, Style, Symbol};
use crate::map::symbols::path;

/// Draws all symbols.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let mut order: Vec<_> = sheet.placed.iter().collect();
    order.sort_by(|a, b| b.r.total_cmp(&a.r).then(a.at.y.total_cmp(&b.at.y)).then(a.at.x.total_cmp(&b.at.x)));
    for s in order {
        one(scene, &sheet.style, (s.symbol, s.claimed), s.at, s.r);
        if s.n > 1 {
            let color = if s.claimed { sheet.style.symbol(s.symbol) } else { sheet.style.palette.paper };
            let text = sheet.style.plain(Face::Bold, sheet.style.sizes.badge, color);
            let (words, at) = (s.n.to_string(), pt(s.at.x, s.at.y + CAP_HEIGHT * text.size / 2.0));
            let room = text.bounds(pt(at.x - text.width(&words) / 2.0, at.y), text.width(&words));
            if scene.boxes.iter().all(|b| b.room.bounds().overlap(&room) <= 0.0) {
                scene.text(&words, at, Anchor::Middle, text);
            }
        } else if s.casualties == Some(0) {
            none_hurt(scene, &sheet.style, s.symbol, s.at, s.claimed);
        }
    }
}

/// One symbol; the legend draws its examples with it too.
pub fn one(scene: &mut Scene, style: &Style, (symbol, claimed): (Symbol, bool), at: Pt, r: f64) {
    let paper = style.palette.paper;
    let line = style.sizes.symbol_line;
    let outline = path(symbol.shape(), at, r);
    if claimed {
        scene.stroke(outline.clone(), Stroke::solid(paper, 2.4 + 2.0 * line));
        let inner = path(symbol.shape(), at, (r - 1.2).max(2.0));
        scene.path(inner, Some(paper), Some(Stroke::solid(style.symbol(symbol), 2.4)));
    } else {
        scene.path(outline, Some(style.symbol(symbol)), Some(Stroke::solid(paper, line)));
    }
}

/// Radius of the mark for events in which nobody was hurt.
pub const ZERO: f64 = 2.4;

/// The mark of an event of which the text says that nobody was hurt: a dot in the symbol.
pub fn none_hurt(scene: &mut Scene, style: &Style, symbol: Symbol, at: Pt, claimed: bool) {
    let color = if claimed { style.symbol(symbol) } else { style.palette.paper };
    let half = if symbol.shape() == Shape::Plus { 1.6 } else { ZERO };
    scene.fill(Path::circle(at, half), color);
}
