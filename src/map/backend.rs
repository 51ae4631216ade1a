//! The canvas as a backend of plotters: its charts get anti-aliasing and our fonts, and a scene is one of its elements.

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
use super::scene::{Color, Join, Path, Scene, Stroke, Text, TextStyle};

/// A canvas lent to plotters; coordinates are pixels.
pub struct Backend<'a>(pub &'a mut Canvas);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn color(c: BackendColor) -> Color {
    let (r, g, b) = c.rgb;
    Color { r, g, b, a: (c.alpha.clamp(0.0, 1.0) * 255.0).round() as u8 }
}

impl Backend<'_> {
    fn units(&self, (x, y): BackendCoord) -> Pt {
        pt((f64::from(x) + 0.5) / self.0.scale, (f64::from(y) + 0.5) / self.0.scale)
    }

    fn line_style<S: BackendStyle>(&self, style: &S) -> Stroke {
        let width = f64::from(style.stroke_width()) / self.0.scale;
        Stroke { color: color(style.color()), width, dash: Vec::new(), join: Join::Round }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every caller has to answer so")]
    fn put<S: BackendStyle>(&mut self, path: &Path, style: &S, fill: bool) -> Drawn {
        if fill {
            self.0.paint_path(path, Some(color(style.color())), None);
        } else {
            let stroke = self.line_style(style);
            self.0.paint_path(path, None, Some(&stroke));
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

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.0.pixmap.width(), self.0.pixmap.height())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, c: BackendColor) -> Drawn {
        self.0.blend_pixel(point.0, point.1, color(c));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let path = Path::line(&[self.units(from), self.units(to)]);
        self.put(&path, style, false)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (p, q) = (self.units(a), self.units(b));
        // A filled box covers its corner pixels whole.
        let half = if fill { 0.5 / self.0.scale } else { 0.0 };
        let r = Rect { x0: p.x.min(q.x), y0: p.y.min(q.y), x1: p.x.max(q.x), y1: p.y.max(q.y) }.grown(half);
        self.put(&Path::rect(&r), style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<Pt> = path.into_iter().map(|p| self.units(p)).collect();
        self.put(&Path::line(&points), style, false)
    }

    fn draw_circle<S: BackendStyle>(&mut self, c: BackendCoord, r: u32, style: &S, fill: bool) -> Drawn {
        let path = Path::circle(self.units(c), f64::from(r) / self.0.scale);
        self.put(&path, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        ring: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<Pt> = ring.into_iter().map(|p| self.units(p)).collect();
        self.put(&Path::rings([&points[..]]), style, true)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let face = face(style.style());
        let words = fonts::showable(text, face);
        let size = style.size() / self.0.scale;
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
        self.0.write_text(&Text { text: words, at: start, degrees, style });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let face = face(style.style());
        let width = fonts::width(&fonts::showable(text, face), face, style.size(), 0.0);
        Ok((width.ceil() as u32, ((ASCENT + DESCENT) * style.size()).ceil() as u32))
    }

    fn blit_bitmap(&mut self, at: BackendCoord, (w, h): (u32, u32), src: &[u8]) -> Drawn {
        for (i, pixel) in src.chunks_exact(3).take(w as usize * h as usize).enumerate() {
            let (x, y) = (i as u32 % w.max(1), i as u32 / w.max(1));
            let c = Color { r: pixel[0], g: pixel[1], b: pixel[2], a: 255 };
            self.0.blend_pixel(at.0.saturating_add_unsigned(x), at.1.saturating_add_unsigned(y), c);
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

impl Drawable<Backend<'_>> for Scene {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Backend<'_>,
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
