//! PNG maps: a local projection, a display list of layers, and an anti-aliased canvas under plotters.
//!
//! [`overview`] shows all events that were placed; [`detail`] the place where they crowd. What is drawn comes from
//! the report and from a [`BaseMap`] only.

// Geometry reads best in the letters of its formulas.
#![allow(clippy::many_single_char_names)]

pub mod alt;
pub mod backend;
pub mod bands;
pub mod base;
pub mod bundled;
pub mod canvas;
pub mod conic;
pub mod drawn;
pub mod fonts;
pub mod frame;
pub mod geom;
pub mod labels;
mod lattice;
pub mod layers;
pub mod layout;
pub mod names;
mod offset;
pub mod pdf;
pub mod projection;
pub mod scene;
pub mod sheet;
pub mod style;
pub mod style_file;
pub mod svg;
pub mod symbols;
pub mod text_plan;
pub mod titles;
pub mod words;
pub mod world;

use plotters::drawing::IntoDrawingArea as _;

pub use base::{BaseMap, BorderLine, Outline, Settlement, Water};
pub use scene::Scene;

use crate::report::Report;
use crate::{Error, Result};
use backend::Backend;
use canvas::Canvas;
use drawn::Drawn;
use frame::Framing;
use layers::Layers;
use layers::furniture;
use layout::Layout;
use projection::View;
use scene::Clip;
use sheet::{Outlines, Sheet, discs};
use style::Style;
use text_plan::Plan;

/// A detail map that is no wider than this on the overview, in sheet units, has its events gathered there.
const HEAP: f64 = 150.0;
/// Sheet units in an inch.
pub const UNITS_PER_INCH: f64 = 200.0;

/// What a map should be like.
#[derive(Debug, Clone, PartialEq)]
pub struct MapOptions {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels an inch; text keeps its size in print.
    pub dpi: f64,
    /// Title in place of the one made by rule.
    pub title: Option<String>,
    /// Distance bands around the border, in km; none for no bands.
    pub bands: Vec<f64>,
    /// Times that text and lines are larger than the style says; 1 for its own sizes.
    pub zoom: f64,
    /// Colours, sizes and words.
    pub style: Style,
    /// Degrees west, south, east and north to show; east is less than west across the date line. None: what matters.
    pub extent: Option<[f64; 4]>,
    /// Which layers are drawn.
    pub layers: Layers,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self {
            width: 1600,
            height: 1200,
            dpi: 200.0,
            title: None,
            bands: vec![5.0, 10.0, 20.0, 40.0],
            zoom: 1.0,
            style: Style::light(),
            extent: None,
            layers: Layers::default(),
        }
    }
}

impl MapOptions {
    /// Pixels of a sheet unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.dpi / UNITS_PER_INCH * self.zoom
    }
}

/// The map of all events as PNG; none if there is neither an event nor a border to show.
///
/// [`Error::Usage`] for a size or resolution that makes no sense.
pub fn overview(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Vec<u8>>> {
    overview_scene(report, base, options)?.map(|scene| png(&scene, options)).transpose()
}

/// The map of the densest crowd of events as PNG; none if they do not crowd.
///
/// [`Error::Usage`] for a size or resolution that makes no sense.
pub fn detail(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Vec<u8>>> {
    detail_scene(report, base, options)?.map(|scene| png(&scene, options)).transpose()
}

/// The display list of [`overview`].
pub fn overview_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    let mut drawn = Drawn::of(report);
    let (style, mut layout) = begin(&drawn, base, options)?;
    let mut framing = frame::overview(&drawn, base, layout.frame, options.extent);
    if framing.as_ref().is_some_and(|f| f.view.is_world()) {
        layout = layout.for_world(&style);
        framing = frame::overview(&drawn, base, layout.frame, options.extent);
    }
    if let Some(f) = framing.as_ref().filter(|_| options.extent.is_some()) {
        drawn = drawn.seen(&f.view, base);
    }
    Ok(framing.map(|f| {
        let detail = frame::detail(&drawn, base, &f.view).filter(|_| !f.view.is_world());
        // What would be a heap at this scale is shown as one group with a reference to the detail map.
        let heap = detail.as_ref().is_some_and(|d| f.view.extent_of(d) <= HEAP);
        let gathered = detail.as_ref().filter(|_| heap).map(|d| drawn.gathered(d));
        let drawn = gathered.as_ref().unwrap_or(&drawn);
        compose(Parts { report, base, options, drawn, style, layout, detail }, f)
    }))
}

/// The display list of [`detail`].
pub fn detail_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    let drawn = Drawn::of(report);
    let (style, layout) = begin(&drawn, base, options)?;
    let Some(whole) = frame::overview(&drawn, base, layout.frame, options.extent) else { return Ok(None) };
    let Some(view) = frame::detail(&drawn, base, &whole.view) else { return Ok(None) };
    let inside = drawn.within(&view, base);
    let framing = Framing { view, outside: Vec::new() };
    Ok(Some(compose(Parts { report, base, options, drawn: &inside, style, layout, detail: None }, framing)))
}

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
        Format::Svg => {
            let size = (options.width, options.height);
            Ok(svg::svg(scene, size, svg::Letters::default()).into_bytes())
        }
        Format::Pdf => Ok(pdf::pdf(scene, 72.0 * options.scale() / options.dpi)),
    }
}

/// Draws a scene through plotters and packs it as PNG.
///
/// [`Error::Usage`] for a size that cannot be drawn.
pub fn png(scene: &Scene, options: &MapOptions) -> Result<Vec<u8>> {
    let mut canvas = Canvas::new(options.width, options.height, options.scale(), scene.paper)?;
    {
        let area = Backend(&mut canvas).into_drawing_area();
        area.draw(scene).map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
        area.present().map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
    }
    let about = [
        ("Title", scene.title.as_str()),
        ("Description", scene.alt.as_str()),
        ("Software", concat!("eventmap ", env!("CARGO_PKG_VERSION"))),
    ];
    canvas.png(options.dpi, &about)
}

struct Parts<'a> {
    report: &'a Report,
    base: &'a BaseMap,
    options: &'a MapOptions,
    drawn: &'a Drawn,
    style: Style,
    layout: Layout,
    /// The frame of the detail map, if there is one and this is not it.
    detail: Option<View>,
}

fn begin(drawn: &Drawn, base: &BaseMap, options: &MapOptions) -> Result<(Style, Layout)> {
    if !(options.dpi.is_finite() && (20.0..=2400.0).contains(&options.dpi)) {
        return Err(Error::Usage(format!("expected a resolution of 20 to 2400 dpi, found {}", options.dpi)));
    }
    let scale = options.scale();
    let (width, height) = (f64::from(options.width) / scale, f64::from(options.height) / scale);
    if width < 700.0 || height < 500.0 {
        return Err(Error::Usage(format!(
            "a map of {} x {} pixels at {} dpi has no room for its text; the least is 3.5 x 2.5 inches",
            options.width, options.height, options.dpi
        )));
    }
    let style = options.style.clone();
    let foot = layers::foot::text(&style.words, base, None, 888, drawn.spots.len() > text_plan::CROWD);
    Ok((style.clone(), Layout::new(width, height, &style, &foot)))
}

fn compose(parts: Parts<'_>, framing: Framing) -> Scene {
    let Parts { report, base, options, drawn, style, layout, detail } = parts;
    let Framing { view, outside } = framing;
    let (title, subtitle) = titles::titles(report, base, drawn, options, &outside);
    let scale = symbols::Scale::new(drawn.most, drawn.marks().count(), &style.sizes);
    let border = sheet::border(&view, base);
    let placed = symbols::place(drawn, &view, scale, &border);
    let links: Vec<_> = text_plan::links(drawn, &view).map(|(_, a, b)| (a, b)).collect();
    let furniture = furniture::place(&view, &discs(&placed), &links, &border);
    let plan = Plan {
        style: &style,
        view: &view,
        base,
        drawn,
        placed: &placed,
        border: &border,
        furniture,
        detail: detail.as_ref(),
    };
    let labels = plan.labels();
    let bands = sheet::bands_of(&view, base, options);
    let mut sheet = Sheet {
        base,
        options,
        style,
        drawn,
        title,
        subtitle,
        view,
        outside,
        layout,
        scale,
        placed,
        bands,
        border,
        furniture,
        labels,
        detail,
        outlines: Outlines::default(),
    };
    sheet.layout = layers::legend::with_room(&sheet);
    let s = &sheet.layout.sheet;
    let margin = sheet.style.sizes.margin;
    let mut scene =
        Scene::new(s.width() + 2.0 * margin, s.height() + 2.0 * margin, sheet.style.palette.paper);
    scene.title.clone_from(&sheet.title);
    scene.alt = alt::text(&sheet);
    scene.frame = Some(sheet.view.frame);
    scene.discs = sheet.symbol_discs();
    sheet.style.words.lang.code().clone_into(&mut scene.lang);
    scene.set_clip(Some(Clip { rect: sheet.view.frame, path: None }));
    layers::draw(layers::INSIDE, &mut scene, &sheet);
    scene.set_clip(None);
    layers::draw(layers::OVER, &mut scene, &sheet);
    scene
}

/// "Russia–Ukraine border" for "Russia-Ukraine border": a dash between names.
#[must_use]
pub fn dashed(name: &str) -> String {
    name.replace('-', "–")
}
