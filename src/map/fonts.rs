//! The embedded fonts: which letters they have, how text is shaped, and the outline of each glyph.

use std::sync::OnceLock;

use harfrust::{Buffer, Font, ShapeOptions, ShaperFont};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

use super::geom::pt;
use super::scene::{Path, Seg};

/// One of the three faces of Noto Sans that the program carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// Units of the design square of all three faces.
pub const UNITS_PER_EM: f64 = 1000.0;

/// Height of a capital letter as a share of the text size. Source: OS/2 table of Noto Sans 2.004.
pub const CAP_HEIGHT: f64 = 0.714;

/// Room above the baseline that a line of text takes, as a share of its size; covers the breve of a capital.
pub const ASCENT: f64 = 0.78;

/// Room below the baseline, as a share of the size.
pub const DESCENT: f64 = 0.23;

/// One glyph of a shaped text; position in shares of the text size, from the text's start on the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// To the right.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// A text with each glyph at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Shaped {
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// Width in shares of the text size.
    pub width: f64,
}

/// The font file of a face.
#[must_use]
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
        Face::Bold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
        Face::Italic => include_bytes!("../../assets/fonts/NotoSans-Italic.ttf"),
    }
}

fn font(face: Face) -> Option<&'static Font> {
    static FONTS: OnceLock<[Option<Font>; 3]> = OnceLock::new();
    let all = FONTS.get_or_init(|| [Face::Regular, Face::Bold, Face::Italic].map(|f| Font::new(bytes(f), 0)));
    all[face as usize].as_ref()
}

/// True if the face has a glyph for every letter.
#[must_use]
pub fn can_show(text: &str, face: Face) -> bool {
    let Some(font) = font(face) else { return false };
    let map = font.charmap();
    text.chars().all(|c| map.map_unicode(c).is_some())
}

/// Puts the glyphs of a text at their places; kerning by the font's own table, no hinting.
#[must_use]
pub fn shape(text: &str, face: Face) -> Shaped {
    let mut shaped = Shaped { glyphs: Vec::new(), width: 0.0 };
    let Some(font) = font(face) else { return shaped };
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    if harfrust::shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).is_err() {
        return shaped;
    }
    for (info, at) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        shaped.glyphs.push(Glyph {
            id: info.glyph_id,
            x: shaped.width + f64::from(at.x_offset) / UNITS_PER_EM,
            y: f64::from(at.y_offset) / UNITS_PER_EM,
        });
        shaped.width += f64::from(at.x_advance) / UNITS_PER_EM;
    }
    shaped
}

/// Width of a text of that size; `spacing` is added after each letter.
#[must_use]
pub fn width(text: &str, face: Face, size: f64, spacing: f64) -> f64 {
    let shaped = shape(text, face);
    shaped.width * size + spacing * shaped.glyphs.len().saturating_sub(1) as f64
}

/// The glyphs of a text's letters, each with its letter, as the font's own table has them.
pub fn letters(text: &str, face: Face) -> impl Iterator<Item = (u16, char)> {
    let font = font(face);
    text.chars().filter_map(move |c| Some((font?.charmap().map_unicode(c)?.to_u32() as u16, c)))
}

/// The font's own advance of a glyph as a share of the text size, before kerning.
#[must_use]
pub fn advance(face: Face, glyph: u32) -> f64 {
    let Ok(font) = skrifa::FontRef::new(bytes(face)) else { return 0.0 };
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    f64::from(metrics.advance_width(skrifa::GlyphId::new(glyph)).unwrap_or(0.0)) / UNITS_PER_EM
}

/// Outline of a glyph in shares of the text size, y down, the baseline's start at the origin.
#[must_use]
pub fn outline(face: Face, glyph: u32) -> Path {
    let mut pen = Pen(Path::default());
    let font = skrifa::FontRef::new(bytes(face)).ok();
    if let Some(glyph) = font.and_then(|f| f.outline_glyphs().get(skrifa::GlyphId::new(glyph))) {
        // A glyph without an outline, such as the space, leaves the path empty.
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if glyph.draw(settings, &mut pen).is_err() {
            return Path::default();
        }
    }
    pen.0
}

struct Pen(Path);

impl Pen {
    fn at(x: f32, y: f32) -> super::geom::Pt {
        pt(f64::from(x) / UNITS_PER_EM, -f64::from(y) / UNITS_PER_EM)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.segs.push(Seg::Move(Self::at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.segs.push(Seg::Line(Self::at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.segs.push(Seg::Quad(Self::at(cx, cy), Self::at(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.segs.push(Seg::Cubic(Self::at(ax, ay), Self::at(bx, by), Self::at(x, y)));
    }

    fn close(&mut self) {
        self.0.segs.push(Seg::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_have_the_letters_of_the_maps() {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            for text in
                ["Ґґ Єє Її Ёё – — ’ ° ′ ″ №", "Łódź, Çankırı, Ştefan, Šiauliai", "© × ± · • … “” ₴ ₽ €"]
            {
                assert!(can_show(text, face), "{text} {face:?}");
            }
            for text in ["北京", "→", "🙂"] {
                assert!(!can_show(text, face), "{text}");
            }
        }
    }

    #[test]
    fn widths_follow_the_kerning_of_the_font() {
        // Widths at 20 units that HarfBuzz gives for the full fonts.
        for (text, face, want) in [
            ("Novaya Tavolzhanka", Face::Bold, 204.88),
            ("Новая Таволжанка", Face::Italic, 178.58),
            ("AVATAR To. Wave", Face::Regular, 157.94),
        ] {
            let got = width(text, face, 20.0, 0.0);
            assert!((got - want).abs() < 0.05, "{text}: {got}");
        }
    }
}
