//! The display list: what is drawn, in sheet units, before any raster or file format.

use std::collections::BTreeSet;

use super::fonts::{self, ASCENT, DESCENT, Face};
use super::geom::{Pt, Rect, Turned, pt};
use super::letters;

/// A colour; `a` is the opacity, 255 for solid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

impl Color {
    /// From 0xRRGGBB.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self { r, g, b, a: 255 }
    }

    /// The same colour with another opacity.
    #[must_use]
    pub const fn alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seg {
    /// Start a new part.
    Move(Pt),
    /// Straight.
    Line(Pt),
    /// Quadratic curve: control point, end.
    Quad(Pt, Pt),
    /// Cubic curve: two control points, end.
    Cubic(Pt, Pt, Pt),
    /// Back to the start of the part.
    Close,
}

/// A path; filled by the even-odd rule unless it is a glyph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    /// Its steps.
    pub segs: Vec<Seg>,
}

impl Path {
    /// An open line.
    #[must_use]
    pub fn line(points: &[Pt]) -> Self {
        let mut path = Self::default();
        path.add_line(points, false);
        path
    }

    /// One or more closed rings.
    #[must_use]
    pub fn rings<'a>(rings: impl IntoIterator<Item = &'a [Pt]>) -> Self {
        let mut path = Self::default();
        for ring in rings {
            path.add_line(ring, true);
        }
        path
    }

    /// Adds a line, closed or open.
    pub fn add_line(&mut self, points: &[Pt], closed: bool) {
        let Some((first, rest)) = points.split_first() else { return };
        self.segs.push(Seg::Move(*first));
        self.segs.extend(rest.iter().map(|p| Seg::Line(*p)));
        if closed {
            self.segs.push(Seg::Close);
        }
    }

    /// A box.
    #[must_use]
    pub fn rect(r: &Rect) -> Self {
        Self::rings([&r.corners()[..]])
    }

    /// A circle of four cubic curves.
    #[must_use]
    pub fn circle(c: Pt, r: f64) -> Self {
        // Length of the control arms for a quarter circle, 4/3 (sqrt 2 - 1).
        let k = 0.552_284_749_8 * r;
        let p = |x: f64, y: f64| pt(c.x + x, c.y + y);
        Self {
            segs: vec![
                Seg::Move(p(r, 0.0)),
                Seg::Cubic(p(r, k), p(k, r), p(0.0, r)),
                Seg::Cubic(p(-k, r), p(-r, k), p(-r, 0.0)),
                Seg::Cubic(p(-r, -k), p(-k, -r), p(0.0, -r)),
                Seg::Cubic(p(k, -r), p(r, -k), p(r, 0.0)),
                Seg::Close,
            ],
        }
    }
}

/// How corners and ends of a line are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Round corners and ends.
    Round,
    /// Sharp corners, cut ends.
    Miter,
}

/// A line's look.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width in sheet units.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; empty for a solid line.
    pub dash: Vec<f64>,
    /// Corners and ends.
    pub join: Join,
}

impl Stroke {
    /// Solid, with round corners.
    #[must_use]
    pub fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: Vec::new(), join: Join::Round }
    }

    /// Dashed, with cut ends.
    #[must_use]
    pub fn dashed(color: Color, width: f64, dash: &[f64]) -> Self {
        Self { color, width, dash: dash.to_vec(), join: Join::Miter }
    }
}

/// What a part of the list may be cut to.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// A box.
    pub rect: Rect,
    /// Further cut to the inside of a path, by the even-odd rule.
    pub path: Option<Path>,
}

/// Where the given point lies on a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its start.
    Start,
    /// At its middle.
    Middle,
    /// At its end.
    End,
}

/// Where a text stands and how it is turned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seat {
    /// The point that the text is anchored to, on its baseline.
    pub at: Pt,
    /// Where that point lies on the text.
    pub anchor: Anchor,
    /// Turn about that point, degrees clockwise.
    pub degrees: f64,
}

/// The look of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Face.
    pub face: Face,
    /// Size of the design square, in sheet units.
    pub size: f64,
    /// Colour.
    pub color: Color,
    /// Colour and width of the halo.
    pub halo: Option<(Color, f64)>,
    /// Extra room after each letter.
    pub spacing: f64,
}

impl TextStyle {
    /// Width of a text.
    #[must_use]
    pub fn width(&self, text: &str) -> f64 {
        fonts::width(&letters::showable(text, self.face), self.face, self.size, self.spacing)
    }

    /// The same look at the size, from `least` on, at which the text fits into `width`.
    #[must_use]
    pub fn pressed(self, text: &str, width: f64, least: f64) -> Self {
        let wanted = self.width(text);
        let size = if wanted > width { (self.size * width / wanted).max(least) } else { self.size };
        Self { size, ..self }
    }

    /// The upright box of a text that starts at `at` on the baseline.
    #[must_use]
    pub fn bounds(&self, at: Pt, width: f64) -> Rect {
        Rect { x0: at.x, x1: at.x + width, y0: at.y - ASCENT * self.size, y1: at.y + DESCENT * self.size }
    }
}

/// A text at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The words; every letter has a glyph.
    pub text: String,
    /// Start of the baseline.
    pub at: Pt,
    /// Turn about that start, degrees clockwise.
    pub degrees: f64,
    /// Look.
    pub style: TextStyle,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A path, filled and stroked.
    Path {
        /// The path.
        path: Path,
        /// Fill, by the even-odd rule.
        fill: Option<Color>,
        /// Outline, drawn over the fill.
        stroke: Option<Stroke>,
        /// Number of the clip.
        clip: Option<usize>,
    },
    /// A text.
    Text {
        /// The text.
        text: Text,
        /// Number of the clip.
        clip: Option<usize>,
    },
}

/// The room of one line of text, kept so that tests can tell collisions.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// The words.
    pub text: String,
    /// The room.
    pub room: Turned,
}

/// A sheet: its size, its list, its text boxes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width in sheet units of 1/200 inch.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Paper.
    pub paper: Color,
    /// What is drawn, in order.
    pub items: Vec<Item>,
    /// The clips that items name.
    pub clips: Vec<Clip>,
    /// The room of every text.
    pub boxes: Vec<TextBox>,
    /// The circles of symbols, kept so that tests can tell collisions.
    pub discs: Vec<(Pt, f64)>,
    /// The map's frame.
    pub frame: Option<Rect>,
    /// The frames of all maps of a sheet of several.
    pub frames: Vec<Rect>,
    /// What it is called.
    pub title: String,
    /// What it shows, in words.
    pub alt: String,
    /// ISO 639-1 code of its language.
    pub lang: String,
    /// Words of which the fonts lack letters, so that they are left out or not whole.
    pub left_out: BTreeSet<String>,
    clip: Option<usize>,
}

impl Scene {
    /// An empty sheet.
    #[must_use]
    pub fn new(width: f64, height: f64, paper: Color) -> Self {
        Self {
            width,
            height,
            paper,
            items: Vec::new(),
            clips: Vec::new(),
            boxes: Vec::new(),
            discs: Vec::new(),
            frame: None,
            frames: Vec::new(),
            title: String::new(),
            alt: String::new(),
            lang: "en".to_owned(),
            left_out: BTreeSet::new(),
            clip: None,
        }
    }

    /// Cuts all that follows to `clip`; none ends the cutting.
    pub fn set_clip(&mut self, clip: Option<Clip>) {
        self.clip = clip.map(|clip| {
            self.clips.iter().position(|c| *c == clip).unwrap_or_else(|| {
                self.clips.push(clip);
                self.clips.len() - 1
            })
        });
    }

    /// Draws a path.
    pub fn path(&mut self, path: Path, fill: Option<Color>, stroke: Option<Stroke>) {
        if !path.segs.is_empty() {
            self.items.push(Item::Path { path, fill, stroke, clip: self.clip });
        }
    }

    /// Fills a path.
    pub fn fill(&mut self, path: Path, color: Color) {
        self.path(path, Some(color), None);
    }

    /// Strokes a path.
    pub fn stroke(&mut self, path: Path, stroke: Stroke) {
        self.path(path, None, Some(stroke));
    }

    /// Writes one level line of text; returns its box.
    pub fn text(&mut self, words: &str, at: Pt, anchor: Anchor, style: TextStyle) -> Rect {
        self.turned_text(words, Seat { at, anchor, degrees: 0.0 }, style).bounds()
    }

    /// Writes one line of text turned about its anchor, degrees clockwise; returns its room.
    pub fn turned_text(&mut self, words: &str, seat: Seat, style: TextStyle) -> Turned {
        let Seat { at, anchor, degrees } = seat;
        self.left_out.extend(letters::left_out(words, style.face).map(str::to_owned));
        let words = letters::showable(words, style.face);
        let width = fonts::width(&words, style.face, style.size, style.spacing);
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (s, c) = libm::sincos(degrees.to_radians());
        let start = pt(at.x - back * c, at.y - back * s);
        let (along, down) = (width / 2.0, (DESCENT - ASCENT) * 0.5 * style.size);
        let room = Turned {
            centre: pt(start.x + along * c - down * s, start.y + along * s + down * c),
            half_width: width / 2.0,
            half_height: f64::midpoint(ASCENT, DESCENT) * style.size,
            degrees,
        };
        if !words.is_empty() {
            self.boxes.push(TextBox { text: words.clone(), room });
            self.items
                .push(Item::Text { text: Text { text: words, at: start, degrees, style }, clip: self.clip });
        }
        room
    }
}

/// Breaks a text into lines that fit into `width`; a word longer than a line stays whole.
#[must_use]
pub fn wrap(text: &str, style: &TextStyle, width: f64) -> Vec<String> {
    /// How far the sum of its words' widths may be from that of a line, as a share: kerning across gaps is less.
    const DOUBT: f64 = 0.03;
    let gap = style.width("n n") - 2.0 * style.width("n");
    let mut lines: Vec<String> = Vec::new();
    let mut sum = 0.0;
    for word in text.split_whitespace() {
        let long = style.width(word);
        if let Some(line) = lines.last_mut() {
            let about = sum + gap + long;
            // Only a line that is nearly full is measured as a whole.
            let fits = about < width * (1.0 - DOUBT)
                || about < width * (1.0 + DOUBT) && style.width(&format!("{line} {word}")) <= width;
            if fits {
                line.push(' ');
                line.push_str(word);
                sum = about;
                continue;
            }
        }
        lines.push(word.to_owned());
        sum = long;
    }
    lines
}

/// Cuts a text so that it fits into `width`, with an ellipsis where something was cut.
#[must_use]
pub fn fit(text: &str, style: &TextStyle, width: f64) -> String {
    if style.width(text) <= width {
        return text.to_owned();
    }
    let mut letters: Vec<char> = text.chars().take(400).collect();
    while letters.pop().is_some() {
        let cut: String = letters.iter().collect::<String>().trim_end().to_owned() + "…";
        if style.width(&cut) <= width {
            return cut;
        }
    }
    String::new()
}
