//! Where the parts of the sheet stand: title, frame, legend column, locator, foot.

use super::fonts::Face;
use super::geom::Rect;
use super::scene::wrap;
use super::style::Style;

/// The parts of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The whole sheet inside its margin.
    pub sheet: Rect,
    /// Left edge of title and subtitle, and their baselines.
    pub title: (f64, f64, f64),
    /// The map's frame.
    pub frame: Rect,
    /// The legend.
    pub legend: Rect,
    /// The locator.
    pub locator: Rect,
    /// Baseline of the first line of the foot.
    pub foot: f64,
    /// Height of a line of the foot.
    pub foot_line: f64,
}

/// A sheet narrower than this has room for two lines of subtitle.
pub const NARROW: f64 = 1250.0;
/// From one line of the subtitle to the next, in its sizes.
pub const SUBTITLE_LINE: f64 = 1.3;
/// Room left of the frame for degree labels.
const TICKS: f64 = 58.0;

/// Width of the world by its height, on Equal Earth: the equator by twice the way from it to a pole.
const WORLD: f64 = 2.054_8;
/// Room between the world's edge and its frame.
const EDGE: f64 = 12.0;
/// Least height of a legend under the map, and the room between the two.
const STRIP: f64 = 230.0;
const GAP: f64 = 18.0;
/// Least width of a column of a legend under the map; one beside it is narrower than two of them.
const COLUMN: f64 = 270.0;

/// Width of the frame that holds the world at a height, and the height at a width.
#[must_use]
pub fn world_width(high: f64) -> f64 {
    (high - 2.0 * EDGE) * WORLD + 2.0 * EDGE
}

/// Height of the frame that holds the world at a width.
#[must_use]
pub fn world_height(width: f64) -> f64 {
    (width - 2.0 * EDGE) / WORLD + 2.0 * EDGE
}

impl Layout {
    /// The parts of a sheet of that size, with room for the foot's words.
    #[must_use]
    pub fn new(width: f64, height: f64, style: &Style, foot: &str) -> Self {
        let s = &style.sizes;
        let sheet = Rect::new(0.0, 0.0, width, height).grown(-s.margin);
        let foot_style = style.plain(Face::Regular, s.foot, style.palette.grey);
        let lines = wrap(foot, &foot_style, sheet.width()).len().max(1);
        let foot_line = s.foot * 1.36;
        let foot = sheet.y1 - foot_line * (lines as f64 - 1.0) - s.foot * 0.25;
        let title = sheet.y0 + s.title * 0.86;
        let subtitle = title + s.subtitle * 1.75;
        let subtitle_end = if width < NARROW { subtitle + s.subtitle * SUBTITLE_LINE } else { subtitle };
        let column = (width * s.column.0).clamp(s.column.1, s.column.2).min(width * 0.45);
        let frame = Rect {
            x0: sheet.x0 + TICKS,
            y0: subtitle_end + s.tick * 1.3,
            x1: (sheet.x1 - column - 22.0).max(sheet.x0 + TICKS + 50.0),
            y1: (foot - s.foot * 1.3 - s.tick * 2.0).max(subtitle + 120.0),
        };
        let side = Rect { x0: frame.x1 + 22.0, y0: frame.y0, x1: sheet.x1, y1: frame.y1 };
        let locator_height = (side.width() * 0.78).min(side.height() * 0.32);
        let locator = Rect { y0: side.y1 - locator_height, ..side };
        let legend = Rect { y1: locator.y0 - s.head * 2.0, ..side };
        Self { sheet, title: (sheet.x0 + 2.0, title, subtitle), frame, legend, locator, foot, foot_line }
    }

    /// Columns of the legend: one beside the map, several under it.
    #[must_use]
    pub fn columns(&self) -> usize {
        ((self.legend.width() / COLUMN) as usize).max(1)
    }

    /// The same sheet for a map of the world, which is twice as wide as high: the legend under it or beside it,
    /// whichever leaves the larger map, and no locator.
    #[must_use]
    pub fn for_world(&self, style: &Style) -> Self {
        let (x0, y0, y1) = (self.sheet.x0, self.frame.y0, self.frame.y1 + style.sizes.tick * 2.0);
        let width_for = |room: f64, high: f64| room.min(world_width(high));
        let beside = width_for(self.frame.x1 - x0, y1 - y0);
        let below = width_for(self.sheet.width(), y1 - y0 - STRIP);
        if beside >= below {
            let frame = Rect { x0, y0, x1: x0 + beside, y1: y0 + world_height(beside) };
            return Self { frame, legend: Rect { y1, ..self.legend }, ..self.clone() };
        }
        let x0 = x0 + (self.sheet.width() - below) / 2.0;
        let frame = Rect { x0, y0, x1: x0 + below, y1: y0 + world_height(below) };
        let legend = Rect { x0: self.sheet.x0, y0: frame.y1 + GAP, x1: self.sheet.x1, y1 };
        Self { frame, legend, ..self.clone() }
    }
}
