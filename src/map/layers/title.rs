//! Title and subtitle.

use crate::map::fonts::Face;
use crate::map::geom::pt;
use crate::map::layout::{NARROW, SUBTITLE_LINE};
use crate::map::scene::{Anchor, Scene, fit, wrap};
use crate::map::sheet::Sheet;

/// The size of a long title as a share of the usual one, and from one of its lines to the next in its sizes.
const LEAST: f64 = 0.6;
const LINE: f64 = 1.12;

/// Writes both, smaller where a long title needs it.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let (s, l) = (&sheet.style, &sheet.layout);
    let (x, title, subtitle) = l.title;
    let room = l.sheet.x1 - x;
    let mut style = s.plain(Face::Bold, s.sizes.title, s.palette.ink);
    let width = style.width(&sheet.title);
    if width > room {
        style.size = (style.size * room / width).max(s.sizes.title * LEAST);
    }
    // What is too long even so stands in two lines where one was.
    let mut lines = wrap(&sheet.title, &style, room);
    if lines.len() > 1 {
        style.size = s.sizes.title * LEAST;
        let narrower = (50..=100).map(|share| room * f64::from(share) / 100.0);
        let even = narrower.map(|width| wrap(&sheet.title, &style, width)).find(|w| w.len() == 2);
        lines = even.unwrap_or_else(|| wrap(&sheet.title, &style, room));
    }
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(rest);
    }
    for (line, words) in lines.iter().rev().enumerate() {
        let y = title - line as f64 * style.size * LINE;
        scene.text(&fit(words, &style, room), pt(x, y), Anchor::Start, style);
    }
    let style = s.plain(Face::Regular, s.sizes.subtitle, s.palette.grey);
    let lines = if l.sheet.width() + 2.0 * s.sizes.margin < NARROW { 2 } else { 1 };
    // The largest size at which the words fit into the lines there are.
    let sizes = (0..=8).map(|i| s.sizes.subtitle + (s.sizes.foot - s.sizes.subtitle) * f64::from(i) / 8.0);
    let mut style = style;
    for size in sizes {
        style.size = size;
        if wrap(&sheet.subtitle, &style, room).len() <= lines {
            break;
        }
    }
    let mut words = wrap(&sheet.subtitle, &style, room);
    if words.len() == 2 {
        // Two lines of about one length, not one word alone.
        let narrower = (50..100).map(|share| room * f64::from(share) / 100.0);
        let even = narrower.map(|width| wrap(&sheet.subtitle, &style, width)).find(|w| w.len() == 2);
        words = even.unwrap_or(words);
    }
    if words.len() > lines {
        let rest = words.split_off(lines - 1).join(" ");
        words.push(fit(&rest, &style, room));
    }
    for (line, words) in (0..).zip(words) {
        let y = subtitle + f64::from(line) * s.sizes.subtitle * SUBTITLE_LINE;
        scene.text(&words, pt(x, y), Anchor::Start, style);
    }
}
