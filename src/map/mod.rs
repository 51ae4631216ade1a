//! PNG maps: a local projection, a display list of layers, and an anti-aliased canvas under plotters.
//!
//! [`overview`] shows all events that were placed; [`detail`] the place where they crowd. What is drawn comes from
//! the report and from a [`BaseMap`] only.

// Geometry reads best in the letters of its formulas.
#![allow(clippy::many_single_char_names)]

pub mod backend;
pub mod bands;
pub mod base;
pub mod bundled;
pub mod canvas;
pub mod drawn;
pub mod fonts;
pub mod frame;
pub mod geom;
pub mod labels;
pub mod layers;
pub mod layout;
pub mod projection;
pub mod scene;
pub mod sheet;
pub mod style;
pub mod symbols;
pub mod text_plan;
pub mod words;

use plotters::drawing::IntoDrawingArea as _;

pub use base::{BaseMap, BorderLine, Outline, Settlement, Water};
pub use scene::Scene;

use crate::report::Report;
use crate::{Error, Result};
use backend::Backend;
use canvas::Canvas;
use drawn::Drawn;
use frame::{Framing, Outside};
use layers::furniture;
use layout::Layout;
use projection::View;
use scene::Clip;
use sheet::{Sheet, discs};
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
}

impl Default for MapOptions {
    fn default() -> Self {
        Self { width: 1600, height: 1200, dpi: 200.0, title: None, bands: vec![5.0, 10.0, 20.0, 40.0] }
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
    let drawn = Drawn::of(report);
    let (style, layout) = begin(&drawn, base, options)?;
    let framing = frame::overview(&drawn, base, layout.frame);
    Ok(framing.map(|f| {
        let detail = frame::detail(&drawn, base, &f.view);
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
    let Some(whole) = frame::overview(&drawn, base, layout.frame) else { return Ok(None) };
    let Some(view) = frame::detail(&drawn, base, &whole.view) else { return Ok(None) };
    let inside = drawn.within(&view, base);
    let framing = Framing { view, outside: Vec::new() };
    Ok(Some(compose(Parts { report, base, options, drawn: &inside, style, layout, detail: None }, framing)))
}

/// Draws a scene through plotters and packs it as PNG.
///
/// [`Error::Usage`] for a size that cannot be drawn.
pub fn png(scene: &Scene, options: &MapOptions) -> Result<Vec<u8>> {
    let mut canvas = Canvas::new(options.width, options.height, options.dpi / UNITS_PER_INCH, scene.paper)?;
    {
        let area = Backend(&mut canvas).into_drawing_area();
        area.draw(scene).map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
        area.present().map_err(|e| Error::Usage(format!("cannot draw the map: {e}")))?;
    }
    canvas.png(options.dpi, &[("Software", concat!("eventmap ", env!("CARGO_PKG_VERSION")))])
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
    let scale = options.dpi / UNITS_PER_INCH;
    let (width, height) = (f64::from(options.width) / scale, f64::from(options.height) / scale);
    if width < 700.0 || height < 500.0 {
        return Err(Error::Usage(format!(
            "a map of {} x {} pixels at {} dpi has no room for its text; the least is 3.5 x 2.5 inches",
            options.width, options.height, options.dpi
        )));
    }
    let style = Style::light();
    let border = base.border.as_ref().map(|b| (b.name.as_str(), b.source.as_str()));
    let foot = layers::foot::text(&base.credits, border, None, 888, drawn.spots.len() > text_plan::CROWD);
    Ok((style.clone(), Layout::new(width, height, &style, &foot)))
}

fn compose(parts: Parts<'_>, framing: Framing) -> Scene {
    let Parts { report, base, options, drawn, style, layout, detail } = parts;
    let Framing { view, outside } = framing;
    let (title, subtitle) = titles(report, drawn, options, &outside);
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
    let sheet = Sheet {
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
    };
    let s = &sheet.layout.sheet;
    let margin = sheet.style.sizes.margin;
    let mut scene =
        Scene::new(s.width() + 2.0 * margin, s.height() + 2.0 * margin, sheet.style.palette.paper);
    scene.set_clip(Some(Clip { rect: sheet.view.frame, path: None }));
    for layer in layers::INSIDE {
        layer(&mut scene, &sheet);
    }
    scene.set_clip(None);
    for layer in layers::OVER {
        layer(&mut scene, &sheet);
    }
    scene
}

/// "Russia–Ukraine border" for "Russia-Ukraine border": a dash between names.
#[must_use]
pub fn dashed(name: &str) -> String {
    name.replace('-', "–")
}

fn titles(report: &Report, drawn: &Drawn, options: &MapOptions, outside: &[Outside]) -> (String, String) {
    let border = dashed(&report.border.name);
    let near = drawn.near * 2 >= drawn.marks().count();
    let span = words::span(drawn.start, drawn.end);
    let mut title = String::from("Reported events");
    if !border.is_empty() {
        title += if near { " near the " } else { " and the " };
        title += &border;
    }
    if drawn.part {
        let largest = drawn.spots.iter().max_by_key(|s| (s.marks.len(), s.population));
        title = largest.map_or(title, |s| format!("Reported events around {}", s.name));
    }
    if !span.is_empty() {
        title += ", ";
        title += &span;
    }
    title = format!("{title} (n = {})", drawn.n);
    let left: usize = outside.iter().map(|o| o.n).sum();
    let mut subtitle = if drawn.n == 0 {
        "No reported event could be placed".to_owned()
    } else {
        let from = report.documents.len();
        let texts = if from == 1 { "1 text".to_owned() } else { format!("{from} texts") };
        format!("By type, casualties and shortest distance to the border; each incident once, from {texts}")
    };
    if left > 0 {
        subtitle = format!("{subtitle}; {left} not in the frame");
    }
    if drawn.unplaced > 0 && !drawn.part {
        subtitle = format!("{subtitle}; {} more without a known place", drawn.unplaced);
    }
    if drawn.areas_left {
        subtitle += "; events known only by a larger area stand on the overview";
    }
    (options.title.clone().unwrap_or(title), subtitle)
}
