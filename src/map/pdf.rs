//! A scene as PDF: one page, paths as on the canvas, text as text with the embedded fonts and their Unicode letters.

use std::collections::{BTreeMap, BTreeSet};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{
    CidFontType, FontFlags, LineCapStyle, LineJoinStyle, SystemInfo, TextRenderingMode, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect as PdfRect, Ref, Str, TextStr};

use super::fonts::{self, ASCENT, CAP_HEIGHT, DESCENT, Face};
use super::geom::Pt;
use super::scene::{Clip, Color, Item, Join, Path, Scene, Seg, Stroke, Text};

const FACES: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];
const UCS: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Names of the faces in the file.
fn name(face: Face) -> (&'static str, &'static str) {
    match face {
        Face::Regular => ("F0", "NotoSans-Regular"),
        Face::Bold => ("F1", "NotoSans-Bold"),
        Face::Italic => ("F2", "NotoSans-Italic"),
    }
}

/// The scene as a PDF file whose sheet unit has that many points of 1/72 inch.
#[must_use]
pub fn pdf(scene: &Scene, points: f64) -> Vec<u8> {
    let mut page = Page { content: Content::new(), alphas: BTreeSet::new(), letters: BTreeMap::new() };
    let (width, height) = ((scene.width * points) as f32, (scene.height * points) as f32);
    page.content.transform([points as f32, 0.0, 0.0, -points as f32, 0.0, height]);
    page.fill(scene.paper);
    page.content.rect(0.0, 0.0, scene.width as f32, scene.height as f32).fill_even_odd();
    let mut open: Option<usize> = None;
    for item in &scene.items {
        let (Item::Path { clip, .. } | Item::Text { clip, .. }) = item;
        if *clip != open {
            if open.is_some() {
                page.content.restore_state();
            }
            if let Some(clip) = clip.and_then(|n| scene.clips.get(n)) {
                page.content.save_state();
                page.cut(clip);
            }
            open = *clip;
        }
        match item {
            Item::Path { path, fill, stroke, .. } => page.draw(path, *fill, stroke.as_ref()),
            Item::Text { text, .. } => page.write(text),
        }
    }
    if open.is_some() {
        page.content.restore_state();
    }
    file(scene, page, (width, height))
}

struct Page {
    content: Content,
    /// Opacities used: each gets a graphics state.
    alphas: BTreeSet<u8>,
    /// Glyphs used by face, with the letters that they stand for.
    letters: BTreeMap<Face, BTreeMap<u16, char>>,
}

impl Page {
    fn alpha(&mut self, a: u8) {
        self.alphas.insert(a);
        self.content.set_parameters(Name(format!("A{a}").as_bytes()));
    }

    fn fill(&mut self, c: Color) {
        self.alpha(c.a);
        let [r, g, b] = [c.r, c.g, c.b].map(|v| f32::from(v) / 255.0);
        self.content.set_fill_rgb(r, g, b);
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let c = stroke.color;
        self.alpha(c.a);
        let [r, g, b] = [c.r, c.g, c.b].map(|v| f32::from(v) / 255.0);
        let (cap, join) = match stroke.join {
            Join::Round => (LineCapStyle::RoundCap, LineJoinStyle::RoundJoin),
            Join::Miter => (LineCapStyle::ButtCap, LineJoinStyle::MiterJoin),
        };
        self.content
            .set_stroke_rgb(r, g, b)
            .set_line_width(stroke.width as f32)
            .set_line_cap(cap)
            .set_line_join(join)
            .set_dash_pattern(stroke.dash.iter().map(|d| *d as f32), 0.0);
    }

    fn cut(&mut self, clip: &Clip) {
        let r = &clip.rect;
        self.content.rect(r.x0 as f32, r.y0 as f32, r.width() as f32, r.height() as f32);
        self.content.clip_nonzero().end_path();
        if let Some(path) = &clip.path {
            self.trace(path);
            self.content.clip_even_odd().end_path();
        }
    }

    fn trace(&mut self, path: &Path) {
        let mut last = Pt::default();
        for seg in &path.segs {
            let c = &mut self.content;
            match *seg {
                Seg::Move(p) => c.move_to(p.x as f32, p.y as f32),
                Seg::Line(p) => c.line_to(p.x as f32, p.y as f32),
                Seg::Quad(q, p) => {
                    // PDF has cubic curves only: their arms end two thirds of the way to the control point.
                    let (a, b) = (last.lerp(q, 2.0 / 3.0), p.lerp(q, 2.0 / 3.0));
                    c.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, p.x as f32, p.y as f32)
                }
                Seg::Cubic(a, b, p) => {
                    c.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, p.x as f32, p.y as f32)
                }
                Seg::Close => c.close_path(),
            };
            if let Seg::Move(p) | Seg::Line(p) | Seg::Quad(_, p) | Seg::Cubic(_, _, p) = *seg {
                last = p;
            }
        }
    }

    fn draw(&mut self, path: &Path, fill: Option<Color>, stroke: Option<&Stroke>) {
        if let Some(color) = fill {
            self.fill(color);
            self.trace(path);
            self.content.fill_even_odd();
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
            self.trace(path);
            self.content.stroke();
        }
    }

    fn write(&mut self, text: &Text) {
        let style = &text.style;
        let shaped = fonts::shape(&text.text, style.face);
        let known = self.letters.entry(style.face).or_default();
        for (glyph, letter) in fonts::letters(&text.text, style.face) {
            known.insert(glyph, letter);
        }
        for glyph in &shaped.glyphs {
            known.entry(glyph.id as u16).or_insert('\u{FFFD}');
        }
        if let Some((color, width)) = style.halo {
            self.stroke(&Stroke::solid(color, width * 2.0));
            self.show(text, &shaped.glyphs, TextRenderingMode::Stroke);
        }
        self.fill(style.color);
        self.show(text, &shaped.glyphs, TextRenderingMode::Fill);
    }

    fn show(&mut self, text: &Text, glyphs: &[fonts::Glyph], mode: TextRenderingMode) {
        let style = &text.style;
        let (s, c) = libm::sincos(text.degrees.to_radians());
        let (s, c) = (s as f32, c as f32);
        self.content
            .begin_text()
            .set_font(Name(name(style.face).0.as_bytes()), style.size as f32)
            .set_text_rendering_mode(mode)
            // The page is turned over so that y runs down; letters are turned back.
            .set_text_matrix([c, s, s, -c, text.at.x as f32, text.at.y as f32]);
        let mut line = self.content.show_positioned();
        let mut items = line.items();
        for (i, glyph) in glyphs.iter().enumerate() {
            items.show(Str(&(glyph.id as u16).to_be_bytes()));
            if let Some(next) = glyphs.get(i + 1) {
                let wanted = next.x - glyph.x + style.spacing / style.size.max(1e-6);
                let own = fonts::advance(style.face, glyph.id);
                let back = ((own - wanted) * 1000.0) as f32;
                if back.abs() > 0.05 {
                    items.adjust(back);
                }
            }
        }
        items.finish();
        line.finish();
        self.content.end_text();
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing into memory cannot fail.
    if out.write_all(bytes).is_err() {
        return Vec::new();
    }
    out.finish().unwrap_or_default()
}

fn file(scene: &Scene, page: Page, (width, height): (f32, f32)) -> Vec<u8> {
    let mut next = 0;
    let mut id = || {
        next += 1;
        Ref::new(next)
    };
    let [catalog, pages, sheet, content, about] = [id(), id(), id(), id(), id()];
    let fonts: BTreeMap<Face, [Ref; 5]> = FACES
        .into_iter()
        .filter(|f| page.letters.contains_key(f))
        .map(|f| (f, [id(), id(), id(), id(), id()]))
        .collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages).lang(TextStr(&scene.lang));
    pdf.pages(pages).kids([sheet]).count(1);
    {
        let mut leaf = pdf.page(sheet);
        leaf.media_box(PdfRect::new(0.0, 0.0, width, height)).parent(pages).contents(content);
        let mut resources = leaf.resources();
        let mut dict = resources.fonts();
        for (face, refs) in &fonts {
            dict.pair(Name(name(*face).0.as_bytes()), refs[0]);
        }
        dict.finish();
        let mut states = resources.ext_g_states();
        for a in &page.alphas {
            let share = f32::from(*a) / 255.0;
            states
                .insert(Name(format!("A{a}").as_bytes()))
                .start::<pdf_writer::writers::ExtGraphicsState<'_>>()
                .non_stroking_alpha(share)
                .stroking_alpha(share);
        }
    }
    let drawing = packed(&page.content.finish());
    pdf.stream(content, &drawing).filter(Filter::FlateDecode);
    for (face, refs) in &fonts {
        font(&mut pdf, *face, *refs, &page.letters[face]);
    }
    pdf.document_info(about)
        .title(TextStr(&scene.title))
        .subject(TextStr(&scene.alt))
        .creator(TextStr(concat!("eventmap ", env!("CARGO_PKG_VERSION"))));
    pdf.finish()
}

fn font(
    pdf: &mut Pdf,
    face: Face,
    [whole, cid, descriptor, data, unicode]: [Ref; 5],
    letters: &BTreeMap<u16, char>,
) {
    let base = Name(name(face).1.as_bytes());
    pdf.type0_font(whole)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    {
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type2)
            .base_font(base)
            .system_info(UCS)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = font.widths();
        for glyph in letters.keys() {
            widths.consecutive(*glyph, [(fonts::advance(face, u32::from(*glyph)) * 1000.0) as f32]);
        }
    }
    let slant = if face == Face::Italic { -12.0 } else { 0.0 };
    pdf.font_descriptor(descriptor)
        .name(base)
        .flags(if face == Face::Italic {
            FontFlags::NON_SYMBOLIC | FontFlags::ITALIC
        } else {
            FontFlags::NON_SYMBOLIC
        })
        .bbox(PdfRect::new(-621.0, -389.0, 2800.0, 1067.0))
        .italic_angle(slant)
        .ascent((ASCENT * 1000.0) as f32)
        .descent((-DESCENT * 1000.0) as f32)
        .cap_height((CAP_HEIGHT * 1000.0) as f32)
        .stem_v(if face == Face::Bold { 140.0 } else { 80.0 })
        .font_file2(data);
    let bytes = fonts::bytes(face);
    let squeezed = packed(bytes);
    pdf.stream(data, &squeezed)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), i32::try_from(bytes.len()).unwrap_or(i32::MAX));
    let mut map = UnicodeCmap::new(Name(b"Letters"), UCS);
    for (glyph, letter) in letters {
        map.pair(*glyph, *letter);
    }
    let table = map.finish();
    pdf.cmap(unicode, &table);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::pt;
    use crate::map::scene::{Anchor, TextStyle};

    #[test]
    fn a_page_has_its_size_its_fonts_and_the_same_bytes_twice() {
        let mut scene = Scene::new(400.0, 200.0, Color::hex(0xFF_FFFF));
        scene.title = "Події".to_owned();
        let style =
            TextStyle { face: Face::Bold, size: 14.0, color: Color::hex(0), halo: None, spacing: 0.0 };
        scene.text("Харків AV", pt(10.0, 50.0), Anchor::Start, style);
        let made = pdf(&scene, 0.36);
        assert_eq!(made, pdf(&scene, 0.36));
        let text = String::from_utf8_lossy(&made);
        assert!(text.starts_with("%PDF-") && text.contains("/MediaBox [0 0 144 72]"));
        assert!(text.contains("NotoSans-Bold") && !text.contains("NotoSans-Italic"));
    }
}
