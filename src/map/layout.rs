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

/// Room left of the frame for degree labels.
const TICKS: f64 = 58.0;

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
        let column = (width * s.column.0).clamp(s.column.1, s.column.2).min(width * 0.45);
        let frame = Rect {
            x0: sheet.x0 + TICKS,
            y0: subtitle + s.tick * 1.3,
            x1: (sheet.x1 - column - 22.0).max(sheet.x0 + TICKS + 50.0),
            y1: (foot - s.foot * 1.3 - s.tick * 2.0).max(subtitle + 120.0),
        };
        let side = Rect { x0: frame.x1 + 22.0, y0: frame.y0, x1: sheet.x1, y1: frame.y1 };
        let locator_height = (side.width() * 0.78).min(side.height() * 0.32);
        let locator = Rect { y0: side.y1 - locator_height, ..side };
        let legend = Rect { y1: locator.y0 - s.head * 2.0, ..side };
        Self { sheet, title: (sheet.x0 + 2.0, title, subtitle), frame, legend, locator, foot, foot_line }
    }
}
