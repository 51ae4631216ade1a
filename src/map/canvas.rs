//! The raster: draws a scene with anti-aliasing onto pixels, and packs them as PNG.

use std::collections::BTreeMap;

use tiny_skia::{PathBuilder, PathSegment, Pixmap, PremultipliedColorU8, StrokeDash};

use super::fonts::{self, Face};
use super::geom::{Pt, Rect, pt};
use super::raster::{Raster, Rule};
use super::ribbon;
use super::scene::{Clip, Color, Item, Join, Path, Scene, Seg, Stroke, Text};
use crate::{Error, Result};

/// Most pixels of a picture, so that a wrong option cannot exhaust memory: 100 million.
const MAX_PIXELS: u64 = 100_000_000;

/// Pixels to draw on; the scene's units times `scale` are pixels.
pub struct Canvas {
    pub(super) pixmap: Pixmap,
    pub(super) scale: f64,
    /// The part that is drawn on at present.
    part: Part,
    glyphs: BTreeMap<(Face, u32), Path>,
    raster: Raster,
}

/// A rectangle of the picture, in pixels.
#[derive(Debug, Clone, Copy)]
struct Part {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// The pixels on the edge of a part as they were before it was drawn on: where in the picture, and the share that lies inside.
type Edge = Vec<(usize, PremultipliedColorU8, f64)>;

/// The inside of the path of a clip: the share of each pixel of the present part.
type Mask = Vec<u8>;

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
        let part = Part { x: 0, y: 0, width, height };
        Ok(Self { pixmap, scale, part, glyphs: BTreeMap::new(), raster: Raster::default() })
    }

    /// Draws the whole list.
    pub fn draw(&mut self, scene: &Scene) {
        let mut masks: BTreeMap<usize, Mask> = BTreeMap::new();
        let mut items = &scene.items[..];
        let clip_of = |item: &Item| {
            let (Item::Path { clip, .. } | Item::Text { clip, .. }) = item;
            clip.and_then(|n| Some((n, scene.clips.get(n)?)))
        };
        // What is cut to one box is drawn together, on the pixels of that box alone: so nothing outside it costs anything.
        while let Some(first) = items.first() {
            let rect = clip_of(first).map(|(_, clip)| clip.rect);
            let same = |item: &&Item| clip_of(item).map(|(_, clip)| clip.rect) == rect;
            let (run, rest) = items.split_at(items.iter().take_while(same).count().max(1));
            items = rest;
            let Some(rect) = rect else {
                for item in run {
                    self.draw_item(item, None);
                }
                continue;
            };
            let whole = self.part;
            let Some(part) = self.part_of(&rect) else { continue };
            self.part = part;
            let edge = self.edge(&rect);
            for item in run {
                let mask = clip_of(item)
                    .filter(|(_, clip)| clip.path.is_some())
                    .map(|(n, clip)| &masks.entry(n).or_insert_with(|| self.mask(clip))[..]);
                self.draw_item(item, mask);
            }
            let pixels = self.pixmap.pixels_mut();
            for (at, before, share) in edge {
                pixels[at] = mixed(before, pixels[at], share);
            }
            self.part = whole;
        }
    }

    fn draw_item(&mut self, item: &Item, mask: Option<&[u8]>) {
        match item {
            Item::Path { path, fill, stroke, .. } => self.paint(path, *fill, stroke.as_ref(), mask),
            Item::Text { text, .. } => self.write(text, mask),
        }
    }

    /// From sheet units to pixels of the present part.
    fn pixels(&self) -> impl Fn(Pt) -> Pt + use<> {
        let (scale, x, y) = (self.scale, f64::from(self.part.x), f64::from(self.part.y));
        move |p| pt(p.x * scale - x, p.y * scale - y)
    }

    /// The pixels that a box touches; none if it lies outside the picture.
    fn part_of(&self, rect: &Rect) -> Option<Part> {
        let most = |side: u32, v: f64| v.clamp(0.0, f64::from(side)) as u32;
        let (w, h) = (self.pixmap.width(), self.pixmap.height());
        let (x, y) = (most(w, (rect.x0 * self.scale).floor()), most(h, (rect.y0 * self.scale).floor()));
        let (x1, y1) = (most(w, (rect.x1 * self.scale).ceil()), most(h, (rect.y1 * self.scale).ceil()));
        let part = Part { x, y, width: x1.checked_sub(x)?, height: y1.checked_sub(y)? };
        (part.width > 0 && part.height > 0).then_some(part)
    }

    /// The pixels of the present part that its box covers in part.
    fn edge(&self, rect: &Rect) -> Edge {
        let Part { x, y, width, height } = self.part;
        let share = |low: f64, high: f64, at: u32| {
            let at = f64::from(at);
            ((high * self.scale).min(at + 1.0) - (low * self.scale).max(at)).clamp(0.0, 1.0)
        };
        let mut edge = Vec::new();
        for row in y..y + height {
            let down = share(rect.y0, rect.y1, row);
            // Of a row that lies in the box as a whole, only the ends can be mixed.
            let step = if down >= 1.0 { (width - 1).max(1) } else { 1 };
            for column in (x..x + width).step_by(step as usize) {
                let inside = down * share(rect.x0, rect.x1, column);
                if inside < 1.0 {
                    let at = row as usize * self.pixmap.width() as usize + column as usize;
                    edge.push((at, self.pixmap.pixels()[at], inside));
                }
            }
        }
        edge
    }

    /// The inside of the path of a clip, on the present part.
    fn mask(&mut self, clip: &Clip) -> Mask {
        let width = self.part.width as usize;
        let mut mask = vec![0; width * self.part.height as usize];
        let pixels = self.pixels();
        self.begin();
        if let Some(path) = &clip.path {
            fill(&mut self.raster, path, &pixels);
        }
        self.raster.sweep(Rule::EvenOdd, |y, x, n, share| mask[y * width + x..][..n].fill(share));
        mask
    }

    fn begin(&mut self) {
        self.raster.begin(self.part.width, self.part.height);
    }

    fn paint(&mut self, path: &Path, inside: Option<Color>, stroke: Option<&Stroke>, mask: Option<&[u8]>) {
        let pixels = self.pixels();
        if let Some(color) = inside {
            self.begin();
            fill(&mut self.raster, path, &pixels);
            self.ink(Rule::EvenOdd, color, mask);
        }
        if let Some(stroke) = stroke {
            let dashed = dashed(path, stroke);
            self.begin();
            let width = stroke.width * self.scale;
            let raster = &mut self.raster;
            flatten(dashed.as_ref().unwrap_or(path), &pixels, |line, closed| {
                ribbon::stroke(raster, line, closed, width, stroke.join);
            });
            self.ink(Rule::Winding, stroke.color, mask);
        }
    }

    /// Lays a colour over the pixels that the raster covers.
    fn ink(&mut self, rule: Rule, color: Color, mask: Option<&[u8]>) {
        let (wide, width) = (self.pixmap.width() as usize, self.part.width as usize);
        let first = self.part.y as usize * wide + self.part.x as usize;
        let pixels = self.pixmap.pixels_mut();
        self.raster.sweep(rule, |y, x, n, share| {
            let line = &mut pixels[first + y * wide + x..][..n];
            let share = parts(share, color.a);
            match mask {
                None => blend(line, color, share),
                Some(mask) => {
                    for (pixel, held) in line.chunks_exact_mut(1).zip(&mask[y * width + x..]) {
                        blend(pixel, color, parts(share, *held));
                    }
                }
            }
        });
    }

    fn write(&mut self, text: &Text, mask: Option<&[u8]>) {
        let style = &text.style;
        let shaped = fonts::shape(&text.text, style.face);
        let (pixels, (sin, cos)) = (self.pixels(), libm::sincos(text.degrees.to_radians()));
        let mut lines: Vec<(Vec<Pt>, bool)> = Vec::new();
        for (i, glyph) in shaped.glyphs.iter().enumerate() {
            let key = (style.face, glyph.id);
            let outline = self.glyphs.entry(key).or_insert_with(|| fonts::outline(key.0, key.1));
            let (x, y) = (glyph.x * style.size + style.spacing * i as f64, -glyph.y * style.size);
            let placed = |p: Pt| {
                let (x, y) = (p.x * style.size + x, p.y * style.size + y);
                pixels(pt(text.at.x + x * cos - y * sin, text.at.y + x * sin + y * cos))
            };
            flatten(outline, &placed, |line, closed| lines.push((line.to_vec(), closed)));
        }
        if let Some((color, width)) = style.halo {
            self.begin();
            for (line, closed) in &lines {
                ribbon::stroke(&mut self.raster, line, *closed, width * 2.0 * self.scale, Join::Round);
            }
            self.ink(Rule::Winding, color, mask);
        }
        self.begin();
        for (line, _) in &lines {
            ring(&mut self.raster, line);
        }
        self.ink(Rule::Winding, style.color, mask);
    }

    /// The picture as PNG: eight bits of red, green and blue, with its resolution; the same bytes for the same pixels.
    pub fn png(self, dpi: f64, about: &[(&str, &str)]) -> Result<Vec<u8>> {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        // Packed where they stand: memory that is touched for the first time costs as much as drawing does.
        let mut rgb = self.pixmap.take();
        let count = rgb.len() / 4;
        for at in 0..count {
            rgb.copy_within(at * 4..at * 4 + 3, at * 3);
        }
        rgb.truncate(count * 3);
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
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
        self.paint(path, fill, stroke, None);
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

/// The product of two shares of 255.
fn parts(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// Lays a share of a colour over some pixels, of which it takes all four parts at once.
fn blend(pixels: &mut [PremultipliedColorU8], color: Color, share: u8) {
    let Color { r, g, b, .. } = color;
    let (over, under) = (u16::from(share), 255 - u16::from(share));
    let solid = PremultipliedColorU8::from_rgba(r, g, b, 255);
    if let Some(solid) = solid.filter(|_| share == 255) {
        return pixels.fill(solid);
    }
    let [r, g, b] = [r, g, b].map(|c| u16::from(c) * over + 128);
    let mix = |part: u8, over: u16| {
        let sum = u16::from(part) * under + over;
        ((sum + (sum >> 8)) >> 8) as u8
    };
    for p in pixels {
        let mixed =
            PremultipliedColorU8::from_rgba(mix(p.red(), r), mix(p.green(), g), mix(p.blue(), b), 255);
        *p = mixed.unwrap_or(*p);
    }
}

/// Adds the edges of a path, its parts closed.
fn fill(raster: &mut Raster, path: &Path, pixels: &impl Fn(Pt) -> Pt) {
    flatten(path, pixels, |line, _| ring(raster, line));
}

fn ring(raster: &mut Raster, line: &[Pt]) {
    let Some(mut last) = line.last().copied() else { return };
    for p in line {
        raster.edge(last, *p);
        last = *p;
    }
}

/// How far a chord may lie from its curve, in pixels.
const SAG: f64 = 0.05;

/// Hands on the parts of a path in pixels, curves as chords, and whether they close.
fn flatten(path: &Path, pixels: &impl Fn(Pt) -> Pt, mut part: impl FnMut(&[Pt], bool)) {
    let mut line: Vec<Pt> = Vec::with_capacity(path.segs.len());
    // Of the second derivative of a curve follows how many chords it takes.
    let bent = |a: Pt, b: Pt, c: Pt| (a.x - 2.0 * b.x + c.x).abs() + (a.y - 2.0 * b.y + c.y).abs();
    let chords = |most: f64| (most / SAG).sqrt().ceil().clamp(1.0, 200.0);
    for seg in &path.segs {
        let from = line.last().copied();
        match (*seg, from) {
            (Seg::Move(p), _) => {
                if line.len() > 1 {
                    part(&line, false);
                }
                line.clear();
                line.push(pixels(p));
            }
            (Seg::Line(p), _) => line.push(pixels(p)),
            (Seg::Quad(b, c), Some(a)) => {
                let (b, c) = (pixels(b), pixels(c));
                let n = chords(bent(a, b, c) / 4.0);
                let at = |t: f64| a.lerp(b, t).lerp(b.lerp(c, t), t);
                line.extend((1..n as u32).map(|i| at(f64::from(i) / n)));
                line.push(c);
            }
            (Seg::Cubic(b, c, d), Some(a)) => {
                let (b, c, d) = (pixels(b), pixels(c), pixels(d));
                let n = chords(0.75 * bent(a, b, c).max(bent(b, c, d)));
                let at = |t: f64| {
                    let (ab, bc, cd) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
                    ab.lerp(bc, t).lerp(bc.lerp(cd, t), t)
                };
                line.extend((1..n as u32).map(|i| at(f64::from(i) / n)));
                line.push(d);
            }
            (Seg::Close, Some(_)) => {
                let first = line[0];
                part(&line, true);
                // What follows without a start of its own goes on from where the part began.
                line.clear();
                line.push(first);
            }
            (_, None) => {}
        }
    }
    if line.len() > 1 {
        part(&line, false);
    }
}

/// The dashes of a path; none if it is solid.
fn dashed(path: &Path, stroke: &Stroke) -> Option<Path> {
    let dash = StrokeDash::new(stroke.dash.iter().map(|d| *d as f32).collect(), 0.0)?;
    let mut segs = Vec::new();
    let at = |p: tiny_skia::Point| pt(f64::from(p.x), f64::from(p.y));
    for segment in build(path)?.dash(&dash, 1.0)?.segments() {
        segs.push(match segment {
            PathSegment::MoveTo(p) => Seg::Move(at(p)),
            PathSegment::LineTo(p) => Seg::Line(at(p)),
            PathSegment::QuadTo(c, p) => Seg::Quad(at(c), at(p)),
            PathSegment::CubicTo(c, d, p) => Seg::Cubic(at(c), at(d), at(p)),
            PathSegment::Close => Seg::Close,
        });
    }
    Some(Path { segs })
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
