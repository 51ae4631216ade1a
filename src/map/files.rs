//! Display lists as files: PNG through plotters, SVG, PDF.

use plotters::drawing::IntoDrawingArea as _;

use super::backend::Backend;
use super::canvas::Canvas;
use super::{MapOptions, Scene, pdf, svg};
use crate::{Error, Result};

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Pixels.
    Png,
    /// Scalable vector graphics.
    Svg,
    /// A page.
    Pdf,
}

impl Format {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

/// A scene as a file of that kind; letters of SVG as outlines.
///
/// [`Error::Usage`] for a size that cannot be drawn.
pub fn file(scene: &Scene, options: &MapOptions, format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Png => png(scene, options),
        Format::Svg => Ok(svg::svg(scene, pixels(scene, options), svg::Letters::default()).into_bytes()),
        Format::Pdf => Ok(pdf::pdf(scene, 72.0 * options.scale() / options.dpi)),
    }
}

/// Draws a scene through plotters and packs it as PNG.
///
/// [`Error::Usage`] for a size that cannot be drawn.
pub fn png(scene: &Scene, options: &MapOptions) -> Result<Vec<u8>> {
    let (width, height) = pixels(scene, options);
    let mut canvas = Canvas::new(width, height, options.scale(), scene.paper)?;
    {
        let area = Backend(&mut canvas).into_drawing_area();
        area.draw(scene).map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
        area.present().map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
    }
    // Who made it stands before the long text, so that a look at the file's head tells.
    let about = [
        ("Software", concat!("eventmap ", env!("CARGO_PKG_VERSION"))),
        ("Title", scene.title.as_str()),
        ("Description", scene.alt.as_str()),
    ];
    canvas.png(options.dpi, &about)
}

/// Width and height of a scene in pixels.
fn pixels(scene: &Scene, options: &MapOptions) -> (u32, u32) {
    let whole = |units: f64| (units * options.scale()).round() as u32;
    (whole(scene.width), whole(scene.height))
}
