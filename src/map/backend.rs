//! Plotters on our own ground: a canvas of pixels, or a part of a scene. Its charts get anti-aliasing and our fonts, and a
//! scene is one of its elements.

use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};

use super::canvas::Canvas;
use super::fonts::{self, ASCENT, CAP_HEIGHT, DESCENT, Face};
use super::geom::{Pt, Rect, pt};
use super::letters;
use super::scene::{Anchor, Color, Join, Path, Scene, Seat, Stroke, Text, TextStyle};

/// What plotters may draw on.
pub trait Surface {
    /// Width and height in the coordinates of plotters.
    fn size(&self) -> (u32, u32);
    /// Coordinates of plotters in a sheet unit.
    fn scale(&self) -> f64;
    /// The place of a point.
    fn place(&self, at: BackendCoord) -> Pt;
    /// Paints a path.
    fn path(&mut self, path: &Path, fill: Option<Color>, stroke: Option<&Stroke>);
    /// Writes a text from the start of its baseline.
    fn text(&mut self, text: Text);
    /// Colours one point.
    fn dot(&mut self, at: BackendCoord, color: Color);
}

impl Surface for Canvas {
    fn size(&self) -> (u32, u32) {
        (self.pixmap.width(), self.pixmap.height())
    }

    fn scale(&self) -> f64 {
        self.scale
    }

    fn place(&self, (x, y): BackendCoord) -> Pt {
        pt((f64::from(x) + 0.5) / self.scale, (f64::from(y) + 0.5) / self.scale)
    }

    fn path(&mut self, path: &Path, fill: Option<Color>, stroke: Option<&Stroke>) {
        self.paint_path(path, fill, stroke);
    }

    fn text(&mut self, text: Text) {
        self.write_text(&text);
    }

    fn dot(&mut self, (x, y): BackendCoord, color: Color) {
        self.blend_pixel(x, y, color);
    }
}

/// A part of a scene; plotters counts in sixteenths of a sheet unit there, which no eye can tell.
pub struct Part<'a> {
    /// The scene.
    pub scene: &'a mut Scene,
    /// The part.
    pub room: Rect,
}

/// Coordinates of plotters in a sheet unit of a scene.
pub const FINE: f64 = 16.0;

impl Surface for Part<'_> {
    fn size(&self) -> (u32, u32) {
        ((self.room.width() * FINE).round() as u32, (self.room.height() * FINE).round() as u32)
    }

    fn scale(&self) -> f64 {
        FINE
    }

    fn place(&self, (x, y): BackendCoord) -> Pt {
        pt(self.room.x0 + f64::from(x) / FINE, self.room.y0 + f64::from(y) / FINE)
    }

    fn path(&mut self, path: &Path, fill: Option<Color>, stroke: Option<&Stroke>) {
        self.scene.path(path.clone(), fill, stroke.cloned());
    }

    fn text(&mut self, text: Text) {
        let seat = Seat { at: text.at, anchor: Anchor::Start, degrees: text.degrees };
        self.scene.turned_text(&text.text, seat, text.style);
    }

    fn dot(&mut self, at: BackendCoord, color: Color) {
        let p = self.place(at);
        self.scene.fill(Path::rect(&Rect::new(p.x, p.y, 1.0 / FINE, 1.0 / FINE)), color);
    }
}

/// A surface lent to plotters.
pub struct Backend<'a, S>(pub &'a mut S);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn color(c: BackendColor) -> Color {
    let (r, g, b) = c.rgb;
    Color { r, g, b, a: (c.alpha.clamp(0.0, 1.0) * 255.0).round() as u8 }
}

impl<S: Surface> Backend<'_, S> {
    fn units(&self, at: BackendCoord) -> Pt {
        self.0.place(at)
    }

    fn line_style<T: BackendStyle>(&self, style: &T) -> Stroke {
        let width = f64::from(style.stroke_width()) / self.0.scale();
        Stroke { color: color(style.color()), width, dash: Vec::new(), join: Join::Round }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every caller has to answer so")]
    fn put<T: BackendStyle>(&mut self, path: &Path, style: &T, fill: bool) -> Drawn {
        if fill {
            self.0.path(path, Some(color(style.color())), None);
        } else {
            let stroke = self.line_style(style);
            self.0.path(path, None, Some(&stroke));
        }
        Ok(())
    }
}

fn face(style: FontStyle) -> Face {
    match style {
        FontStyle::Normal => Face::Regular,
        FontStyle::Bold => Face::Bold,
        FontStyle::Italic | FontStyle::Oblique => Face::Italic,
    }
}

impl<S: Surface> DrawingBackend for Backend<'_, S> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, c: BackendColor) -> Drawn {
        self.0.dot(point, color(c));
        Ok(())
    }

    fn draw_line<T: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &T) -> Drawn {
        let path = Path::line(&[self.units(from), self.units(to)]);
        self.put(&path, style, false)
    }

    fn draw_rect<T: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &T,
        fill: bool,
    ) -> Drawn {
        let (p, q) = (self.units(a), self.units(b));
        // A filled box covers its corner pixels whole.
        let half = if fill { 0.5 / self.0.scale() } else { 0.0 };
        let r = Rect { x0: p.x.min(q.x), y0: p.y.min(q.y), x1: p.x.max(q.x), y1: p.y.max(q.y) }.grown(half);
        self.put(&Path::rect(&r), style, fill)
    }

    fn draw_path<T: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &T,
    ) -> Drawn {
        let points: Vec<Pt> = path.into_iter().map(|p| self.units(p)).collect();
        self.put(&Path::line(&points), style, false)
    }

    fn draw_circle<T: BackendStyle>(&mut self, c: BackendCoord, r: u32, style: &T, fill: bool) -> Drawn {
        let path = Path::circle(self.units(c), f64::from(r) / self.0.scale());
        self.put(&path, style, fill)
    }

    fn fill_polygon<T: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        ring: I,
        style: &T,
    ) -> Drawn {
        let points: Vec<Pt> = ring.into_iter().map(|p| self.units(p)).collect();
        self.put(&Path::rings([&points[..]]), style, true)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let face = face(style.style());
        let words = letters::showable(text, face);
        let size = style.size() / self.0.scale();
        let width = fonts::width(&words, face, size, 0.0);
        let across = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -width / 2.0,
            HPos::Right => -width,
        };
        let down = match style.anchor().v_pos {
            VPos::Top => ASCENT * size,
            VPos::Center => CAP_HEIGHT * size / 2.0,
            VPos::Bottom => -DESCENT * size,
        };
        let degrees = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 90.0,
            FontTransform::Rotate180 => 180.0,
            FontTransform::Rotate270 => 270.0,
        };
        let (s, c) = libm::sincos(f64::to_radians(degrees));
        let at = self.units(at);
        let start = pt(at.x + across * c - down * s, at.y + across * s + down * c);
        let style = TextStyle { face, size, color: color(style.color()), halo: None, spacing: 0.0 };
        self.0.text(Text { text: words, at: start, degrees, style });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let face = face(style.style());
        let width = fonts::width(&letters::showable(text, face), face, style.size(), 0.0);
        Ok((width.ceil() as u32, ((ASCENT + DESCENT) * style.size()).ceil() as u32))
    }

    fn blit_bitmap(&mut self, at: BackendCoord, (w, h): (u32, u32), src: &[u8]) -> Drawn {
        for (i, pixel) in src.chunks_exact(3).take(w as usize * h as usize).enumerate() {
            let (x, y) = (i as u32 % w.max(1), i as u32 / w.max(1));
            let c = Color { r: pixel[0], g: pixel[1], b: pixel[2], a: 255 };
            self.0.dot((at.0.saturating_add_unsigned(x), at.1.saturating_add_unsigned(y)), c);
        }
        Ok(())
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Scene {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 1];

    fn point_iter(self) -> Self::IntoIter {
        [(0, 0)]
    }
}

impl Drawable<Backend<'_, Canvas>> for Scene {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Backend<'_, Canvas>,
        _: (u32, u32),
    ) -> Drawn {
        backend.0.draw(self);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{BLUE, ChartBuilder, Circle, Color as _, IntoDrawingArea as _, LineSeries, RED};

    use super::{Backend, Canvas};
    use crate::map::scene::Color;

    /// A chart of plotters on our canvas: every kind of call leaves ink, and edges are soft.
    #[test]
    fn plotters_charts_draw_on_the_canvas() {
        let mut canvas = Canvas::new(320, 200, 1.0, Color::hex(0x00FF_FFFF)).unwrap();
        {
            let root = Backend(&mut canvas).into_drawing_area();
            let mut chart = ChartBuilder::on(&root)
                .margin(8)
                .caption("Події за днями", ("Noto Sans", 18))
                .x_label_area_size(24)
                .y_label_area_size(30)
                .build_cartesian_2d(0.0..10.0, 0.0..5.0)
                .unwrap();
            chart.configure_mesh().draw().unwrap();
            chart.draw_series(LineSeries::new([(0.0, 0.0), (9.0, 4.0)], &RED)).unwrap();
            chart.draw_series([Circle::new((5.0, 3.0), 9, BLUE.filled())]).unwrap();
            root.present().unwrap();
        }
        let (mut reds, mut soft) = (0, 0);
        for p in canvas.pixmap.pixels() {
            reds += usize::from(p.red() == 255 && p.green() < 80);
            soft += usize::from(p.red() == 255 && (80..240).contains(&p.green()));
        }
        assert!(reds > 15 && soft > 30, "{reds} {soft}");
    }
}
