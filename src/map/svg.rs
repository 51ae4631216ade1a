//! A scene as SVG: the same paths as on the canvas, text as outlines or as text with the embedded fonts.

use std::fmt::Write as _;

use super::fonts::{self, Face};
use super::geom::{Pt, pt};
use super::scene::{Color, Item, Join, Path, Scene, Seg, Stroke, Text};

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// As outlines: the same look everywhere.
    #[default]
    Outlines,
    /// As text, with the fonts in the file: can be searched and edited.
    Text,
}

/// The scene as an SVG file of that many pixels.
#[must_use]
pub fn svg(scene: &Scene, (width, height): (u32, u32), letters: Letters) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n",
        number(scene.width),
        number(scene.height),
        escaped(&scene.title),
        escaped(&scene.alt),
    );
    out += "<defs>\n";
    if letters == Letters::Text {
        out += &font_faces(scene);
    }
    for (i, clip) in scene.clips.iter().enumerate() {
        let r = &clip.rect;
        let _ = writeln!(
            out,
            "<clipPath id=\"r{i}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
            number(r.x0),
            number(r.y0),
            number(r.width()),
            number(r.height())
        );
        if let Some(path) = &clip.path {
            let d = data(path, true);
            let _ = writeln!(
                out,
                "<clipPath id=\"p{i}\" clip-path=\"url(#r{i})\"><path clip-rule=\"evenodd\" d=\"{d}\"/></clipPath>"
            );
        }
    }
    out += "</defs>\n";
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\"{}/>", paint("fill", scene.paper));
    let mut open = None;
    for item in &scene.items {
        let (Item::Path { clip, .. } | Item::Text { clip, .. }) = item;
        if *clip != open {
            out += if open.is_some() { "</g>\n" } else { "" };
            if let Some(n) = clip {
                let kind = if scene.clips[*n].path.is_some() { 'p' } else { 'r' };
                let _ = writeln!(out, "<g clip-path=\"url(#{kind}{n})\">");
            }
            open = *clip;
        }
        match item {
            Item::Path { path, fill, stroke, .. } => {
                let fill = fill.map_or(" fill=\"none\"".to_owned(), |c| paint("fill", c));
                let stroke = stroke.as_ref().map_or_else(String::new, line);
                let _ =
                    writeln!(out, "<path fill-rule=\"evenodd\"{fill}{stroke} d=\"{}\"/>", data(path, true));
            }
            Item::Text { text, .. } => out += &written(text, letters),
        }
    }
    out += if open.is_some() { "</g>\n</svg>\n" } else { "</svg>\n" };
    out
}

/// Hundredths of a unit: a hundredth of a pixel on the default map.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn paint(what: &str, c: Color) -> String {
    let mut out = format!(" {what}=\"#{:02x}{:02x}{:02x}\"", c.r, c.g, c.b);
    if c.a < 255 {
        let _ = write!(out, " {what}-opacity=\"{}\"", number(f64::from(c.a) / 255.0));
    }
    out
}

fn line(stroke: &Stroke) -> String {
    let mut out = paint("stroke", stroke.color);
    let _ = write!(out, " stroke-width=\"{}\"", number(stroke.width));
    if stroke.join == Join::Round {
        out += " stroke-linejoin=\"round\" stroke-linecap=\"round\"";
    }
    if !stroke.dash.is_empty() {
        let dash: Vec<String> = stroke.dash.iter().map(|d| number(*d)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dash.join(" "));
    }
    out
}

/// Lines of the map are written to tenths of a unit, letters to hundredths.
fn data(path: &Path, tenths: bool) -> String {
    let number = |v: f64| if tenths { number((v * 10.0).round() / 10.0) } else { number(v) };
    let mut out = String::with_capacity(path.segs.len() * 12);
    for seg in &path.segs {
        let (letter, points): (char, &[Pt]) = match seg {
            Seg::Move(p) => ('M', &[*p]),
            Seg::Line(p) => ('L', &[*p]),
            Seg::Quad(a, b) => ('Q', &[*a, *b]),
            Seg::Cubic(a, b, c) => ('C', &[*a, *b, *c]),
            Seg::Close => ('Z', &[]),
        };
        out.push(letter);
        let numbers: Vec<String> = points.iter().flat_map(|p| [number(p.x), number(p.y)]).collect();
        out += &numbers.join(" ");
    }
    out
}

fn written(text: &Text, letters: Letters) -> String {
    let style = &text.style;
    let halo = style.halo.map(|(color, width)| line(&Stroke::solid(color, width * 2.0)));
    match letters {
        Letters::Outlines => {
            let d = data(&outline(text), false);
            let label = escaped(&text.text);
            let back = halo.map_or_else(String::new, |h| format!("<path{h} fill=\"none\" d=\"{d}\"/>"));
            format!("<g aria-label=\"{label}\">{back}<path{} d=\"{d}\"/></g>\n", paint("fill", style.color))
        }
        Letters::Text => {
            let (weight, slant) = match style.face {
                Face::Regular => ("", ""),
                Face::Bold => (" font-weight=\"700\"", ""),
                Face::Italic => ("", " font-style=\"italic\""),
            };
            let at = format!("translate({} {})", number(text.at.x), number(text.at.y));
            let turn =
                if text.degrees == 0.0 { at } else { format!("{at} rotate({})", number(text.degrees)) };
            let spacing = match style.spacing {
                0.0 => String::new(),
                s => format!(" letter-spacing=\"{}\"", number(s)),
            };
            let halo = halo.map_or_else(String::new, |h| format!("{h} paint-order=\"stroke\""));
            format!(
                "<text transform=\"{turn}\" font-family=\"Noto Sans\" font-size=\"{}\"{weight}{slant}{spacing}{}{halo}>\
                 {}</text>\n",
                number(style.size),
                paint("fill", style.color),
                escaped(&text.text)
            )
        }
    }
}

/// The letters of a text as one path at its place.
#[must_use]
pub fn outline(text: &Text) -> Path {
    let (s, c) = libm::sincos(text.degrees.to_radians());
    let size = text.style.size;
    let mut out = Path::default();
    for (i, glyph) in fonts::shape(&text.text, text.style.face).glyphs.iter().enumerate() {
        let (x, y) = (glyph.x * size + text.style.spacing * i as f64, -glyph.y * size);
        let place = |p: Pt| {
            let (u, v) = (x + p.x * size, y + p.y * size);
            pt(text.at.x + u * c - v * s, text.at.y + u * s + v * c)
        };
        for seg in fonts::outline(text.style.face, glyph.id).segs {
            out.segs.push(match seg {
                Seg::Move(p) => Seg::Move(place(p)),
                Seg::Line(p) => Seg::Line(place(p)),
                Seg::Quad(p, q) => Seg::Quad(place(p), place(q)),
                Seg::Cubic(p, q, r) => Seg::Cubic(place(p), place(q), place(r)),
                Seg::Close => Seg::Close,
            });
        }
    }
    out
}

/// The faces that the scene uses, as rules with the fonts inside.
fn font_faces(scene: &Scene) -> String {
    let used = |face: Face| {
        scene.items.iter().any(|item| matches!(item, Item::Text { text, .. } if text.style.face == face))
    };
    let mut out = String::from("<style>");
    for (face, rule) in [
        (Face::Regular, "font-weight:400"),
        (Face::Bold, "font-weight:700"),
        (Face::Italic, "font-style:italic"),
    ] {
        if used(face) {
            let _ = write!(
                out,
                "@font-face{{font-family:\"Noto Sans\";{rule};src:url(data:font/ttf;base64,{})}}",
                base64(fonts::bytes(face))
            );
        }
    }
    out + "</style>\n"
}

/// Source: RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for k in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * k) & 63) as usize];
            out.push(if k > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::geom::Rect;
    use crate::map::scene::{Anchor, Clip, TextStyle};

    #[test]
    fn base64_pads_as_the_standard_says() {
        for (text, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), want);
        }
    }

    #[test]
    fn hostile_words_stay_words_and_groups_are_closed() {
        let mut scene = Scene::new(200.0, 100.0, Color::hex(0xFF_FFFF));
        scene.title = "<script>alert(1)</script>".to_owned();
        scene.set_clip(Some(Clip { rect: Rect::new(1.0, 1.0, 90.0, 90.0), path: None }));
        let style = TextStyle {
            face: Face::Bold,
            size: 14.0,
            color: Color::hex(0).alpha(128),
            halo: Some((Color::hex(0xFF_FFFF), 2.0)),
            spacing: 1.0,
        };
        scene.text("A & <b>\"", pt(10.0, 50.0), Anchor::Start, style);
        for letters in [Letters::Outlines, Letters::Text] {
            let svg = svg(&scene, (200, 100), letters);
            assert!(!svg.contains("<script") && !svg.contains("<b>"), "{svg}");
            assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
            assert!(svg.ends_with("</svg>\n"));
        }
    }
}
