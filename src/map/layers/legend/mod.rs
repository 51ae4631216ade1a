//! The legend: a row for everything that is drawn and nothing else, with counts.

mod events;
mod lines;

use events::{casualties, outside};
use lines::{bands, claims, hexagons};

use crate::map::fonts::{CAP_HEIGHT, Face};
use crate::map::geom::{Pt, Rect, pt};
use crate::map::layout::Layout;
use crate::map::scene::{Anchor, Scene, fit};
use crate::map::sheet::Sheet;

/// Height of a row and of a head.
const ROW: f64 = 25.0;
const HEAD: f64 = 30.0;
/// Room between two blocks.
const GAP: f64 = 9.0;
/// Middle of the sample and start of the words, from the left edge.
const SAMPLE: f64 = 17.0;
const WORDS: f64 = 42.0;

type Tail = fn(&mut Scene, &Sheet<'_>, Pt);
type Rows = fn(&Sheet<'_>) -> Option<Block>;
type Sample = Box<dyn Fn(&mut Scene, &Sheet<'_>, Pt)>;

/// A head with its rows.
struct Block {
    head: String,
    rows: Vec<(Sample, String)>,
    /// Height of what stands under the rows, and how to draw it from a top left corner.
    tail: Option<(f64, Tail)>,
}

impl Block {
    fn height(&self, pressed: f64) -> f64 {
        pressed * (HEAD + ROW * self.rows.len() as f64) + self.tail.as_ref().map_or(0.0, |t| t.0)
    }
}

fn blocks(sheet: &Sheet<'_>) -> Vec<Block> {
    let rows: [Rows; 7] = [events::events, hexagons, claims, outside, casualties, bands, lines::lines];
    rows.into_iter().filter_map(|block| block(sheet)).collect()
}

/// How much rows may be pressed together, from not at all.
const PRESSED: [f64; 6] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.76];
/// Least height of a locator that still says where one is.
const LOCATOR: f64 = 110.0;

/// The layout with a lower locator, or none, where the legend needs its room.
#[must_use]
pub fn with_room(sheet: &Sheet<'_>) -> Layout {
    let layout = &sheet.layout;
    let lacking = needed(&blocks(sheet), 0.85) - layout.legend.height();
    if lacking <= 0.0 || layout.columns() > 1 || !sheet.options.layers.shows("legend") {
        return layout.clone();
    }
    let left = layout.locator.height() - lacking;
    let down = if left >= LOCATOR { lacking } else { layout.locator.y1 - layout.legend.y1 };
    let locator = Rect { y0: (layout.locator.y0 + down).min(layout.locator.y1), ..layout.locator };
    Layout { locator, legend: Rect { y1: layout.legend.y1 + down, ..layout.legend }, ..layout.clone() }
}

/// Height of blocks one under the other.
fn needed(blocks: &[Block], pressed: f64) -> f64 {
    blocks.iter().map(|b| b.height(pressed)).sum::<f64>()
        + GAP * pressed * blocks.len().saturating_sub(1) as f64
}

/// Top left corners for the blocks, filled column after column; none if they do not fit.
fn seats(blocks: &[Block], area: &Rect, columns: usize, pressed: f64) -> Option<Vec<Pt>> {
    let wide = area.width() / columns as f64;
    let (mut column, mut y) = (0, area.y0);
    let mut seats = Vec::new();
    for block in blocks {
        let height = block.height(pressed);
        if y > area.y0 && y + height > area.y1 + 0.5 {
            (column, y) = (column + 1, area.y0);
        }
        if y + height > area.y1 + 0.5 || column >= columns {
            return None;
        }
        seats.push(pt(area.x0 + wide * column as f64, y));
        y += height + GAP * pressed;
    }
    Some(seats)
}

/// Draws the blocks that fit, the most needed first.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let area = sheet.layout.legend;
    let columns = sheet.layout.columns();
    let mut blocks = blocks(sheet);
    // Rows move closer first; then the rows of lines and areas go, from the last, and whole blocks after them.
    while !blocks.is_empty() {
        let fitting = PRESSED.iter().find_map(|p| Some((*p, seats(&blocks, &area, columns, *p)?)));
        if let Some((pressed, seats)) = fitting {
            for (block, seat) in blocks.iter().zip(seats) {
                put(scene, sheet, block, seat, pressed);
            }
            return;
        }
        match blocks.last_mut() {
            Some(last) if last.rows.len() > 1 => {
                last.rows.pop();
            }
            _ => {
                blocks.pop();
            }
        }
    }
}

fn put(scene: &mut Scene, sheet: &Sheet<'_>, block: &Block, at: Pt, pressed: f64) {
    let s = &sheet.style;
    let head = s.plain(Face::Bold, s.sizes.head, s.palette.ink);
    let text = s.plain(Face::Regular, s.sizes.legend, s.palette.ink);
    let width = sheet.layout.legend.width() / sheet.layout.columns() as f64
        - if sheet.layout.columns() > 1 { GAP } else { 0.0 };
    scene.text(&fit(&block.head, &head, width), pt(at.x, at.y + head.size * 0.9), Anchor::Start, head);
    let mut y = at.y + HEAD * pressed;
    for (sample, words) in &block.rows {
        let middle = y + ROW * pressed * 0.38;
        sample(scene, sheet, pt(at.x + SAMPLE, middle));
        let text = text.pressed(words, width - WORDS, s.sizes.smallest);
        let words = fit(words, &text, width - WORDS);
        scene.text(&words, pt(at.x + WORDS, middle + CAP_HEIGHT * text.size / 2.0), Anchor::Start, text);
        y += ROW * pressed;
    }
    if let Some((_, tail)) = &block.tail {
        tail(scene, sheet, pt(at.x, y));
    }
}
