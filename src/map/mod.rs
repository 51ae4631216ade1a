//! PNG maps: a local projection, a display list of layers, and an anti-aliased canvas under plotters.
//!
//! [`overview`] shows all events that were placed; [`detail`] the place where they crowd. What is drawn comes from
//! the report and from a [`BaseMap`] only.

// Geometry reads best in the letters of its formulas.
#![allow(clippy::many_single_char_names)]

mod aeqd;
pub(crate) mod alt;
mod apart;
pub(crate) mod backend;
pub mod bands;
pub mod base;
pub(crate) mod bundled;
pub(crate) mod canvas;
pub mod charts;
pub mod claims;
pub(crate) mod clip;
pub(crate) mod conic;
mod drape;
pub mod drawn;
pub(crate) mod equal_area;
mod files;
pub mod fonts;
pub mod frame;
mod gather;
pub mod geom;
mod grid;
pub(crate) mod heaps;
pub(crate) mod hexagons;
mod kind;
pub(crate) mod labels;
pub(crate) mod lanes;
mod latin;
mod lattice;
pub mod layers;
pub(crate) mod layout;
pub mod letters;
pub mod multiples;
pub(crate) mod names;
mod offset;
mod panels;
mod part;
pub(crate) mod pdf;
pub mod period;
pub mod projection;
mod raster;
mod ribbon;
pub(crate) mod rings;
pub(crate) mod rivals;
pub(crate) mod rows;
pub mod scene;
pub(crate) mod seen;
pub mod series;
pub(crate) mod shapes;
pub mod sheet;
pub(crate) mod stereographic;
pub mod style;
pub mod style_file;
pub(crate) mod svg;
pub mod symbols;
pub(crate) mod text_plan;
pub(crate) mod thin;
pub(crate) mod titles;
mod ways;
pub mod words;
pub(crate) mod world;

pub use base::{BaseMap, BorderLine, Outline, Settlement, Water};
pub use files::{Format, file, png};
pub use scene::Scene;

use crate::report::Report;
use crate::{Error, Result};
use bands::Band;
use drawn::Drawn;
use frame::{Framing, Outside};
use geom::Pt;
pub use hexagons::Summary;
use layers::Layers;
use layers::furniture;
use layout::Layout;
use projection::View;
use rows::Rows;
use scene::Clip;
use sheet::{Furniture, Outlines, Sheet, discs};
use style::Style;
use text_plan::Plan;

/// A detail map that is no wider than this on the overview, in sheet units, has its events gathered there.
pub(crate) const HEAP: f64 = 150.0;
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
    /// When events are summed up in hexagons.
    pub summary: Summary,
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
            summary: Summary::default(),
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

/// What a map of these options draws of a report.
fn asked_for(report: &Report, base: &BaseMap, options: &MapOptions) -> Drawn {
    let stated = if options.layers.shows("claims") { claims::gather(report) } else { Vec::new() };
    Drawn { stated, ..Drawn::of(report) }.in_letters(base)
}

/// The display list of a map of stated distances alone, against measured lines; none if there is no such distance.
///
/// [`Error::Usage`] for a size or resolution that makes no sense.
pub fn claims_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    let options = &MapOptions { layers: options.layers.of_claims(), ..options.clone() };
    let drawn = Drawn { stated: claims::gather(report), ..Drawn::default() }.in_letters(base);
    if drawn.stated.is_empty() {
        return Ok(None);
    }
    let Some((layout, f, drawn)) = settled(drawn, base, options, "")? else { return Ok(None) };
    let apart = if options.extent.is_none() { panels::wanted(&drawn, &f) } else { None };
    if let Some(clusters) = apart {
        // The side of a sheet with several maps is that of one map, whatever its frame would have been.
        let layout = begin(&drawn, base, options, "")?;
        return Ok(panels::scene(report, base, options, (&drawn, &layout), &clusters));
    }
    let (drawn, outside, ground) = (&drawn, f.outside, &Ground::of(f.view, base, options));
    let parts = Parts { report, base, options, drawn, ground, layout, detail: None, outside, marks: 0 };
    Ok(Some(draw(prepare(parts))))
}

/// The display list of [`overview`], with the same errors.
pub fn overview_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    let drawn = asked_for(report, base, options);
    let Some((layout, f, drawn)) = settled(drawn, base, options, "")? else { return Ok(None) };
    let detail = frame::detail(&drawn, base, &f.view).filter(|_| !f.view.is_world());
    // What would be a heap at this scale is shown as one group with a reference to the detail map.
    let drawn = drawn.summed(&f.view, options);
    let heap = detail.as_ref().is_some_and(|d| f.view.extent_of(d) <= HEAP);
    let gathered = detail.as_ref().filter(|_| heap).map(|d| drawn.gathered(d));
    let drawn = &gathered.as_ref().unwrap_or(&drawn).heaped(&f.view);
    let (marks, outside) = (drawn.marks().count(), f.outside);
    let ground = &Ground::of(f.view, base, options);
    Ok(Some(draw(prepare(Parts { report, base, options, drawn, ground, layout, detail, outside, marks }))))
}

/// Layout and frame of an overview, and what of the events is drawn in it; none if there is nothing to show.
fn settled(
    mut drawn: Drawn,
    base: &BaseMap,
    options: &MapOptions,
    notes: &str,
) -> Result<Option<(Layout, Framing, Drawn)>> {
    let mut layout = begin(&drawn, base, options, notes)?;
    let mut framing = frame::overview(&drawn, base, layout.frame, options.extent);
    if framing.as_ref().is_some_and(|f| f.view.is_world()) {
        layout = layout.for_world(&options.style);
        framing = frame::overview(&drawn, base, layout.frame, options.extent);
    }
    if let Some(f) = framing.as_ref().filter(|_| options.extent.is_some()) {
        drawn = drawn.seen(&f.view, base);
    }
    Ok(framing.map(|f| (layout, f, drawn)))
}

/// The display list of [`detail`], with the same errors.
pub fn detail_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    let drawn = asked_for(report, base, options);
    let layout = begin(&drawn, base, options, "")?;
    let Some(whole) = frame::overview(&drawn, base, layout.frame, options.extent) else { return Ok(None) };
    let Some(view) = frame::detail(&drawn, base, &whole.view) else { return Ok(None) };
    let drawn = &drawn.within(&view, base).summed(&view, options).heaped(&view);
    let (marks, ground) = (drawn.marks().count(), &Ground::of(view, base, options));
    let parts =
        Parts { report, base, options, drawn, ground, layout, detail: None, outside: Vec::new(), marks };
    Ok(Some(draw(prepare(parts))))
}

/// What a sheet is made of.
struct Parts<'a> {
    report: &'a Report,
    base: &'a BaseMap,
    options: &'a MapOptions,
    drawn: &'a Drawn,
    ground: &'a Ground,
    layout: Layout,
    /// The frame of the detail map, if there is one and this is not it.
    detail: Option<View>,
    /// What lies outside the frame.
    outside: Vec<Outside>,
    /// Number of events for which the symbols are sized.
    marks: usize,
}

/// What all maps of one frame share.
struct Ground {
    view: View,
    border: Vec<Vec<Pt>>,
    bands: Vec<Band>,
}

impl Ground {
    fn of(view: View, base: &BaseMap, options: &MapOptions) -> Self {
        let border = sheet::border(&view, base);
        // A layer that is left out leaves no words and no row of the legend behind.
        let shown = options.layers.shows("bands");
        let bands = if shown { sheet::bands_of(&view, base, options) } else { Vec::new() };
        Self { view, border, bands }
    }
}

fn begin(drawn: &Drawn, base: &BaseMap, options: &MapOptions, notes: &str) -> Result<Layout> {
    let (width, height) = size(options)?;
    let style = &options.style;
    let crowded = drawn.spots.len() > text_plan::CROWD / 2;
    let claims = !drawn.stated.is_empty();
    let events = layers::foot::Shown::of(drawn);
    let throng = layers::foot::Throng { crowded, heaps: drawn.spots.len() > 5, claims, events };
    let foot = layers::foot::text(&style.words, base, &[], 888, throng);
    Ok(Layout::new(width, height, style, &layers::foot::noted(notes, &foot)))
}

/// Width and height in sheet units.
///
/// [`Error::Usage`] for a size or resolution that makes no sense.
fn size(options: &MapOptions) -> Result<(f64, f64)> {
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
    Ok((width, height))
}

/// Works out all that the layers need to know.
fn prepare(parts: Parts<'_>) -> Sheet<'_> {
    let Parts { report, base, options, drawn, ground, layout, detail, outside, marks } = parts;
    let Ground { view, border, bands } = ground;
    let style = options.style.clone();
    let (title, subtitle) = titles::titles(report, base, drawn, options, &outside);
    let scale = symbols::Scale::new(drawn.most, marks, &style.sizes);
    let placed = symbols::place(drawn, view, scale, border);
    let links: Vec<_> = text_plan::link_segments(drawn, view);
    let traces = claims::traces(&drawn.stated, view);
    let lines: Vec<_> = links.into_iter().chain(traces.iter().flat_map(claims::Trace::segments)).collect();
    let furniture = if options.layers.shows("scale") {
        furniture::place(view, &discs(&placed), &lines, border)
    } else {
        Furniture::NONE
    };
    let plan = Plan {
        style: &style,
        view,
        base,
        drawn,
        placed: &placed,
        border,
        traces: &traces,
        furniture,
        detail: detail.as_ref(),
        measures: options.layers.shows("measures"),
        rivals: options.layers.shows("rivals"),
        small: view.frame.width() < multiples::SMALL,
    };
    let labels = plan.labels();
    let mut sheet = Sheet {
        base,
        options,
        style,
        drawn,
        title,
        subtitle,
        view: view.clone(),
        outside,
        layout,
        scale,
        placed,
        bands: bands.clone(),
        border: border.clone(),
        furniture,
        traces,
        labels,
        detail,
        outlines: Outlines::default(),
        rows: Rows::default(),
        notes: String::new(),
        degrees: None,
        views: Vec::new(),
    };
    sheet.rows = Rows::of(&sheet);
    sheet
}

/// Draws all layers of a sheet of its own.
fn draw(mut sheet: Sheet<'_>) -> Scene {
    sheet.layout = layers::legend::with_room(&sheet);
    let s = &sheet.layout.sheet;
    let margin = sheet.style.sizes.margin;
    let mut scene =
        Scene::new(s.width() + 2.0 * margin, s.height() + 2.0 * margin, sheet.style.palette.paper);
    scene.title.clone_from(&sheet.title);
    scene.alt = alt::text(&sheet);
    scene.frame = Some(sheet.view.frame);
    scene.discs = sheet.symbol_discs();
    scene.left_out.clone_from(&sheet.drawn.left_out);
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
