//! The raster: draws a scene with anti-aliasing onto pixels, and packs them as PNG.

use std::collections::BTreeMap;

use tiny_skia::{
    FillRule, LineCap, LineJoin, Mask, Paint, PathBuilder, Pixmap, PremultipliedColorU8, StrokeDash,
    Transform,
};

use super::fonts::{self, Face};
use super::geom::Rect;
use super::scene::{Clip, Color, Item, Join, Path, Scene, Seg, Stroke, Text};
use crate::{Error, Result};

/// Most pixels of a picture, so that a wrong option cannot exhaust memory: 100 million.
const MAX_PIXELS: u64 = 100_000_000;

/// Pixels to draw on; the scene's units times `scale` are pixels.
pub struct Canvas {
    pub(super) pixmap: Pixmap,
    pub(super) scale: f64,
    /// Where the pixels begin in the whole picture.
    origin: (u32, u32),
    glyphs: BTreeMap<(Face, u32), Option<tiny_skia::Path>>,
}

impl Canvas {
    /// A blank canvas. [`Error::Usage`] if a side is zero or the picture is too large.
    pub fn new(width: u32, height: u32, scale: f64, paper: Color) -> Result<Self> {
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(Error::Usage(format!(
                "a map of {width} x {height} pixels is too large; the most is 100 million"
            )));
        }
        let mut pixmap = Pixmap::new(width, height)
            .ok_or_else(|| Error::Usage(format!("a map cannot be {width} x {height} pixels")))?;
        pixmap.fill(tiny_skia::Color::from_rgba8(paper.r, paper.g, paper.b, paper.a));
        Ok(Self { pixmap, scale, origin: (0, 0), glyphs: BTreeMap::new() })
    }

    /// Draws the whole list.
    pub fn draw(&mut self, scene: &Scene) {
        let mut masks: BTreeMap<usize, Option<Mask>> = BTreeMap::new();
        let mut items = &scene.items[..];
        let clip_of = |item: &Item| {
            let (Item::Path { clip, .. } | Item::Text { clip, .. }) = item;
            clip.and_then(|n| Some((n, scene.clips.get(n)?)))
        };
        // What is cut to one box is drawn together on a canvas of that box's size: so nothing outside it costs anything.
        while let Some(first) = items.first() {
            let rect = clip_of(first).map(|(_, clip)| clip.rect);
            let same = |item: &&Item| clip_of(item).map(|(_, clip)| clip.rect) == rect;
            let (run, rest) = items.split_at(items.iter().take_while(same).count().max(1));
            items = rest;
            let Some(whole) = rect.map(|rect| self.begin_box(&rect)) else {
                for item in run {
                    self.draw_item(item, None);
                }
                continue;
            };
            let Some(whole) = whole else { continue };
            for item in run {
                let mask = clip_of(item)
                    .filter(|(_, clip)| clip.path.is_some())
                    .and_then(|(n, clip)| masks.entry(n).or_insert_with(|| self.mask(clip)).as_ref());
                self.draw_item(item, mask);
            }
            if let Some(rect) = rect {
                self.end_box(whole, &rect);
            }
        }
    }

    fn draw_item(&mut self, item: &Item, mask: Option<&Mask>) {
        match item {
            Item::Path { path, fill, stroke, .. } => {
                if let Some(built) = build(path) {
                    self.paint(&built, *fill, stroke.as_ref(), mask);
                }
            }
            Item::Text { text, .. } => self.write(text, mask),
        }
    }

    fn transform(&self) -> Transform {
        let (x, y) = self.origin;
        Transform::from_scale(self.scale as f32, self.scale as f32).post_translate(-(x as f32), -(y as f32))
    }

    /// Goes on in a copy of a box of the picture; gives the whole back, or none if the box lies outside it.
    fn begin_box(&mut self, rect: &Rect) -> Option<Pixmap> {
        let most = |side: u32, v: f64| v.clamp(0.0, f64::from(side)) as u32;
        let (w, h) = (self.pixmap.width(), self.pixmap.height());
        let (x0, y0) = (most(w, (rect.x0 * self.scale).floor()), most(h, (rect.y0 * self.scale).floor()));
        let (x1, y1) = (most(w, (rect.x1 * self.scale).ceil()), most(h, (rect.y1 * self.scale).ceil()));
        let mut part = Pixmap::new(x1.checked_sub(x0)?, y1.checked_sub(y0)?)?;
        let (row, from) = (part.width() as usize, self.pixmap.pixels());
        for (y, line) in part.pixels_mut().chunks_mut(row).enumerate() {
            let start = (y0 as usize + y) * w as usize + x0 as usize;
            line.copy_from_slice(&from[start..start + row]);
        }
        self.origin = (x0, y0);
        Some(std::mem::replace(&mut self.pixmap, part))
    }

    /// Lays the box back into the whole; pixels on its edge are mixed by the share of them that lies in it.
    fn end_box(&mut self, whole: Pixmap, rect: &Rect) {
        let part = std::mem::replace(&mut self.pixmap, whole);
        let (x0, y0) = std::mem::take(&mut self.origin);
        let (row, wide) = (part.width() as usize, self.pixmap.width() as usize);
        let share = |low: f64, high: f64, at: f64| {
            ((high * self.scale).min(at + 1.0) - (low * self.scale).max(at)).clamp(0.0, 1.0)
        };
        for (y, line) in part.pixels().chunks(row).enumerate() {
            let start = (y0 as usize + y) * wide + x0 as usize;
            let down = share(rect.y0, rect.y1, f64::from(y0) + y as f64);
            let Some(under) = self.pixmap.pixels_mut().get_mut(start..start + row) else { continue };
            if down >= 1.0 && row > 2 {
                under[1..row - 1].copy_from_slice(&line[1..row - 1]);
            }
            // Of a row that lies in the box as a whole, only the ends are mixed.
            let step = if down >= 1.0 { (row - 1).max(1) } else { 1 };
            for x in (0..row).step_by(step) {
                let across = share(rect.x0, rect.x1, f64::from(x0) + x as f64);
                under[x] = mixed(under[x], line[x], down * across);
            }
        }
    }

    /// The inside of the path of a clip, on the present box.
    fn mask(&self, clip: &Clip) -> Option<Mask> {
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        if let Some(path) = clip.path.as_ref().and_then(build) {
            mask.fill_path(&path, FillRule::EvenOdd, true, self.transform());
        }
        Some(mask)
    }

    fn paint(
        &mut self,
        path: &tiny_skia::Path,
        fill: Option<Color>,
        stroke: Option<&Stroke>,
        mask: Option<&Mask>,
    ) {
        let transform = self.transform();
        if let Some(color) = fill {
            self.pixmap.fill_path(path, &solid(color), FillRule::EvenOdd, transform, mask);
        }
        if let Some(stroke) = stroke {
            self.pixmap.stroke_path(path, &solid(stroke.color), &skia_stroke(stroke), transform, mask);
        }
    }

    fn write(&mut self, text: &Text, mask: Option<&Mask>) {
        let style = &text.style;
        let shaped = fonts::shape(&text.text, style.face);
        let placed = Transform::from_row(1.0, 0.0, 0.0, 1.0, text.at.x as f32, text.at.y as f32)
            .pre_concat(Transform::from_rotate(text.degrees as f32))
            .post_concat(self.transform());
        let mut whole = PathBuilder::new();
        for (i, glyph) in shaped.glyphs.iter().enumerate() {
            let key = (style.face, glyph.id);
            let outline = self.glyphs.entry(key).or_insert_with(|| build(&fonts::outline(key.0, key.1)));
            let x = glyph.x * style.size + style.spacing * i as f64;
            let at = Transform::from_row(
                style.size as f32,
                0.0,
                0.0,
                style.size as f32,
                x as f32,
                (-glyph.y * style.size) as f32,
            );
            if let Some(path) = outline.clone().and_then(|p| p.transform(at)) {
                whole.push_path(&path);
            }
        }
        let Some(path) = whole.finish() else { return };
        if let Some((color, width)) = style.halo {
            let stroke = skia_stroke(&Stroke::solid(color, width * 2.0));
            self.pixmap.stroke_path(&path, &solid(color), &stroke, placed, mask);
        }
        self.pixmap.fill_path(&path, &solid(style.color), FillRule::Winding, placed, mask);
    }

    /// The picture as PNG: eight bits of red, green and blue, with its resolution; the same bytes for the same pixels.
    pub fn png(&self, dpi: f64, about: &[(&str, &str)]) -> Result<Vec<u8>> {
        let mut rgb = vec![0; self.pixmap.pixels().len() * 3];
        for (rgb, p) in rgb.chunks_exact_mut(3).zip(self.pixmap.data().chunks_exact(4)) {
            (rgb[0], rgb[1], rgb[2]) = (p[0], p[1], p[2]);
        }
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.pixmap.width(), self.pixmap.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fastest);
        // The chunk counts pixels a metre; an inch is 0.0254 m.
        let per_metre = (dpi / 0.0254).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }));
        for (key, text) in about {
            encoder.add_itxt_chunk((*key).to_owned(), (*text).to_owned()).map_err(packing)?;
        }
        let mut writer = encoder.write_header().map_err(packing)?;
        writer.write_image_data(&rgb).map_err(packing)?;
        writer.finish().map_err(packing)?;
        Ok(out)
    }

    pub(super) fn blend_pixel(&mut self, x: i32, y: i32, color: Color) {
        let (w, h) = (self.pixmap.width().cast_signed(), self.pixmap.height().cast_signed());
        if x < 0 || y < 0 || x >= w || y >= h {
            return;
        }
        let mix = |under: u8, over: u8| {
            let (u, o, a) = (u32::from(under), u32::from(over), u32::from(color.a));
            ((o * a + u * (255 - a) + 127) / 255) as u8
        };
        let at = (y as usize) * (w as usize) + x as usize;
        if let Some(p) = self.pixmap.pixels_mut().get_mut(at) {
            let (r, g, b) = (mix(p.red(), color.r), mix(p.green(), color.g), mix(p.blue(), color.b));
            if let Some(mixed) = PremultipliedColorU8::from_rgba(r, g, b, 255) {
                *p = mixed;
            }
        }
    }

    pub(super) fn paint_path(&mut self, path: &Path, fill: Option<Color>, stroke: Option<&Stroke>) {
        if let Some(built) = build(path) {
            self.paint(&built, fill, stroke, None);
        }
    }

    pub(super) fn write_text(&mut self, text: &Text) {
        self.write(text, None);
    }
}

fn packing(error: impl std::fmt::Display) -> Error {
    Error::Usage(format!("cannot pack the map as PNG: {error}"))
}

/// A pixel with that share of another over it.
fn mixed(under: PremultipliedColorU8, over: PremultipliedColorU8, share: f64) -> PremultipliedColorU8 {
    let mix = |u: u8, o: u8| (f64::from(u) + (f64::from(o) - f64::from(u)) * share).round() as u8;
    PremultipliedColorU8::from_rgba(
        mix(under.red(), over.red()),
        mix(under.green(), over.green()),
        mix(under.blue(), over.blue()),
        mix(under.alpha(), over.alpha()),
    )
    .unwrap_or(over)
}

fn solid(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.r, color.g, color.b, color.a);
    paint.anti_alias = true;
    paint
}

fn skia_stroke(stroke: &Stroke) -> tiny_skia::Stroke {
    let (line_cap, line_join) = match stroke.join {
        Join::Round => (LineCap::Round, LineJoin::Round),
        Join::Miter => (LineCap::Butt, LineJoin::Miter),
    };
    let dash = stroke.dash.iter().map(|d| *d as f32).collect();
    tiny_skia::Stroke {
        width: stroke.width as f32,
        line_cap,
        line_join,
        dash: StrokeDash::new(dash, 0.0),
        ..tiny_skia::Stroke::default()
    }
}

fn build(path: &Path) -> Option<tiny_skia::Path> {
    let mut b = PathBuilder::with_capacity(path.segs.len(), path.segs.len() * 2);
    for seg in &path.segs {
        match *seg {
            Seg::Move(p) => b.move_to(p.x as f32, p.y as f32),
            Seg::Line(p) => b.line_to(p.x as f32, p.y as f32),
            Seg::Quad(c, p) => b.quad_to(c.x as f32, c.y as f32, p.x as f32, p.y as f32),
            Seg::Cubic(c, d, p) => {
                b.cubic_to(c.x as f32, c.y as f32, d.x as f32, d.y as f32, p.x as f32, p.y as f32);
            }
            Seg::Close => b.close(),
        }
    }
    b.finish()
}
