//! Small multiples: the maps of a series side by side on one sheet, with one legend, and the charts under them.

use super::bands::Band;
use super::drawn::Drawn;
use super::fonts::Face;
use super::frame::{self, Outside};
use super::geom::{Pt, Rect, pt};
use super::layers::{self, foot, furniture, legend, locator, title};
use super::layout::{Layout, world_height, world_width};
use super::period::{Period, Step, Timeline};
use super::rows::{Row, Rows};
use super::scene::{Anchor, Clip, Scene, fit};
use super::series::{Series, caption, series};
use super::sheet::{Furniture, Sheet};
use super::style::{Sizes, Style};
use super::{BaseMap, Ground, MapOptions, Parts, charts, prepare, size};
use crate::report::Report;
use crate::{Error, Result};

/// Least width and height of one map.
const LEAST: (f64, f64) = (200.0, 150.0);
/// Maps narrower than this have no lines to the border, and few names.
pub const SMALL: f64 = 520.0;
/// Room between two maps beside each other, and for the caption over each.
pub(super) const GAP: f64 = 16.0;
pub(super) const CAPTION: f64 = 30.0;
/// Share of the sheet's height for the charts, and its least and most.
const CHARTS: (f64, f64, f64) = (0.24, 170.0, 420.0);
/// Width of the chart of time beside that of distances.
const TIME: f64 = 0.58;
/// Width of a map of the best form for each unit of its height; of one of the world, which has no use for more height.
const FORM: (f64, f64) = (1.25, 2.0);

/// The parts of the sheet.
struct Page {
    layout: Layout,
    /// A frame for each map.
    frames: Vec<Rect>,
    columns: usize,
    bar: Rect,
    charts: Rect,
}

impl Page {
    /// [`Error::Usage`] if so many maps have no room.
    fn new(layout: &Layout, style: &Style, n: usize, world: bool) -> Result<Self> {
        let (sheet, frame, side) = (layout.sheet, layout.frame, layout.legend);
        let bottom = layout.foot - style.sizes.foot * 2.0;
        let high = (CHARTS.0 * sheet.height()).clamp(CHARTS.1, CHARTS.2);
        let charts = Rect { y0: bottom - high, y1: bottom, ..sheet };
        let degrees = style.sizes.tick * 2.4;
        let maps = Rect { y0: frame.y0 - style.sizes.tick * 0.3, y1: charts.y0 - degrees - GAP, ..frame };
        let form = if world { FORM.1 } else { FORM.0 };
        let Some((columns, width, height)) = grid(&maps, n, form) else {
            let most = (1..n).rev().find(|n| grid(&maps, *n, form).is_some()).unwrap_or(0);
            return Err(Error::Usage(format!(
                "a sheet of this size has room for {most} maps, the series has {n}: take a longer step, a larger \
                 --width and --height, or one file for each map, without --sheet"
            )));
        };
        // Beside the world there is nothing to show.
        let height = if world { height.min(world_height(width)) } else { height };
        let width = if world { width.min(world_width(height)) } else { width };
        let frames: Vec<Rect> = (0..n)
            .map(|i| {
                let (row, column) = ((i / columns) as f64, (i % columns) as f64);
                let x = maps.x0 + (width + GAP) * column;
                Rect::new(x, maps.y0 + (height + CAPTION) * row + CAPTION, width, height)
            })
            .collect();
        // What flat maps leave over goes to the charts.
        let last = frames.last().map_or(charts.y0, |f| f.y1 + degrees + GAP);
        let charts =
            if world { Rect { y0: last.clamp(bottom - CHARTS.2, charts.y0), ..charts } } else { charts };
        let bar = Rect::new(side.x0, charts.y0 - GAP - furniture::BAR.1, side.width(), furniture::BAR.1);
        let locator_height = (side.width() * 0.7).min((bar.y0 - side.y0) * 0.3);
        let locator = Rect { y0: bar.y0 - GAP - locator_height, y1: bar.y0 - GAP, ..side };
        let legend = Rect { y1: locator.y0 - style.sizes.head * 2.0, ..side };
        Ok(Self { layout: Layout { legend, locator, ..layout.clone() }, frames, columns, bar, charts })
    }
}

/// Columns, width and height of the largest maps of a good form that fit; none if they would be too small.
fn grid(room: &Rect, n: usize, form: f64) -> Option<(usize, f64, f64)> {
    let shape = |columns: usize| {
        let rows = n.div_ceil(columns) as f64;
        let width = (room.width() - GAP * (columns as f64 - 1.0)) / columns as f64;
        let height = room.height() / rows - CAPTION;
        (columns, width, height)
    };
    // Flat maps leave the room beside them empty: of nearly the same size, more of them beside each other look better.
    let wide = |columns: usize| if form < FORM.1 { 1.0 } else { (columns as f64).sqrt().sqrt() };
    let size = |(columns, width, height): &(usize, f64, f64)| (width / form).min(*height) * wide(*columns);
    (1..=n)
        .map(shape)
        .filter(|(_, width, height)| *width >= LEAST.0 && *height >= LEAST.1)
        .max_by(|a, b| size(a).total_cmp(&size(b)).then(a.1.total_cmp(&b.1)))
}

/// Sizes for maps of that width: smaller symbols and letters, none below the smallest.
pub(super) fn smaller(sizes: &Sizes, width: f64) -> Sizes {
    let (letters, signs) = ((width / 800.0).clamp(0.65, 1.0), libm::sqrt(width / 1000.0).clamp(0.55, 1.0));
    Sizes {
        settlement: sizes.settlement.map(|s| s * letters),
        km: sizes.km * letters,
        contour: sizes.contour * letters,
        country: sizes.country * letters,
        region: sizes.region * letters,
        tick: sizes.tick * letters.max(0.85),
        halo: sizes.halo * letters.max(0.8),
        border: (sizes.border.0 * signs.max(0.75), sizes.border.1 * signs.max(0.75)),
        symbol: (sizes.symbol.0 * signs.max(0.7), sizes.symbol.1 * signs),
        ..sizes.clone()
    }
}

/// The display list of a sheet of all maps of a series; none if no event is dated.
///
/// [`Error::Usage`] for more maps than have room, or a size or resolution that makes no sense.
pub fn scene(report: &Report, base: &BaseMap, options: &MapOptions, step: Step) -> Result<Option<Scene>> {
    let n = Timeline::of(report, step).periods.len();
    if n == 0 {
        return Ok(None);
    }
    let mut style = options.style.clone();
    let mut found = None;
    let notes = Timeline::of(report, step).notes(&style.words);
    let probe = frame::overview(&Drawn::of(report), base, Rect::new(0.0, 0.0, 400.0, 300.0), options.extent);
    let world = probe.is_some_and(|f| f.view.is_world());
    let claims = options.layers.shows("claims") && !report.claims.is_empty();
    let page = page(base, options, &notes, (n, world, claims))?;
    let frame = page.frames[0];
    style.sizes = smaller(&style.sizes, frame.width());
    let small = if frame.width() < SMALL { &["measures"][..] } else { &[] };
    let layers = options.layers.without(&["title", "legend", "locator", "foot", "scale"]).without(small);
    let panel = MapOptions { style, layers, ..options.clone() };
    let settle = |drawn: Drawn, _: &str| {
        let framing = frame::overview(&drawn, base, frame, options.extent);
        let seen = |f: &super::Framing| match options.extent {
            Some(_) => drawn.seen(&f.view, base),
            None => drawn.clone(),
        };
        Ok(framing.map(|f| (page.layout.clone(), f.clone(), seen(&f))))
    };
    if let Some(series) = series(report, base, &panel, step, &settle)? {
        found = Some(drawn_sheet(report, base, (options, &panel), &series, &page)?);
    }
    Ok(found)
}

fn page(
    base: &BaseMap,
    options: &MapOptions,
    notes: &str,
    (n, world, claims): (usize, bool, bool),
) -> Result<Page> {
    let (width, height) = size(options)?;
    let style = &options.style;
    let words = foot::text(
        &style.words,
        base,
        &[],
        888,
        foot::Throng { crowded: true, heaps: true, claims, events: Some(foot::Shown::Symbols) },
    );
    Page::new(&Layout::new(width, height, style, &foot::noted(notes, &words)), style, n, world)
}

/// The same ground under another frame of the same size.
fn moved(ground: &Ground, to: Rect) -> Ground {
    let (dx, dy) = (to.x0 - ground.view.frame.x0, to.y0 - ground.view.frame.y0);
    let lines = |all: &[Vec<Pt>]| -> Vec<Vec<Pt>> {
        all.iter().map(|line| line.iter().map(|p| pt(p.x + dx, p.y + dy)).collect()).collect()
    };
    let band = |b: &Band| Band { rings: lines(&b.rings), contour: lines(&b.contour), ..b.clone() };
    Ground {
        view: ground.view.moved(to),
        border: lines(&ground.border),
        bands: ground.bands.iter().map(band).collect(),
    }
}

fn drawn_sheet(
    report: &Report,
    base: &BaseMap,
    (options, panel): (&MapOptions, &MapOptions),
    series: &Series,
    page: &Page,
) -> Result<Scene> {
    let grounds: Vec<Ground> = page.frames.iter().map(|f| moved(&series.ground, *f)).collect();
    let parts = |drawn, ground, outside| Parts {
        report,
        base,
        options: panel,
        drawn,
        ground,
        layout: page.layout.clone(),
        detail: None,
        outside,
        marks: series.marks,
    };
    let of = &series.ground.view.frame;
    let seats = page.frames.iter().map(|f| (f.x0 - of.x0, f.y0 - of.y0));
    let placed = |((drawn, outside), (dx, dy)): (&(Drawn, Vec<Outside>), _)| {
        let hexagons = drawn.hexagons.as_ref().map(|all| all.moved(dx, dy));
        (Drawn { hexagons, ..drawn.clone() }, outside.clone())
    };
    let drawn: Vec<(Drawn, Vec<Outside>)> = series.parts.values().zip(seats).map(placed).collect();
    let mut panels: Vec<(Period, Sheet<'_>)> = Vec::new();
    for ((period, (drawn, outside)), ground) in series.parts.keys().zip(&drawn).zip(&grounds) {
        panels.push((*period, prepare(parts(drawn, ground, outside.clone()))));
    }
    let mut whole = prepare(parts(&series.whole, &grounds[0], series.outside.clone()));
    whole.rows = Rows::of_all(panels.iter().map(|p| &p.1)).with_claims(&whole.drawn.stated, &whole.traces);
    if !series.outside.is_empty() {
        whole.rows.shown.insert(Row::Outside);
    }
    let lines = if panel.layers.shows("measures") { &[][..] } else { &["measures"] };
    let around_all = MapOptions { layers: options.layers.without(lines), ..options.clone() };
    whole.options = &around_all;
    whole.layout = legend::with_room(&whole);
    whole.notes.clone_from(&series.notes);
    if base.border.is_some() && !lines.is_empty() {
        whole.notes = foot::noted(&series.notes, options.style.words.get("foot_small"));
    }
    whole.labels.dropped = panels.iter().map(|(_, sheet)| sheet.labels.dropped).sum();
    let s = whole.layout.sheet;
    let margin = options.style.sizes.margin;
    let mut scene =
        Scene::new(s.width() + 2.0 * margin, s.height() + 2.0 * margin, options.style.palette.paper);
    scene.alt = super::alt::text(&whole);
    scene.left_out.clone_from(&whole.drawn.left_out);
    for (i, (period, sheet)) in panels.iter_mut().enumerate() {
        sheet.degrees = Some([i % page.columns == 0, i + page.columns >= page.frames.len()]);
        draw_panel(&mut scene, sheet, period, &options.style);
    }
    around(&mut scene, &mut whole, &options.style, page);
    let charted = match options.extent {
        Some(_) => super::seen::cut(report, base, &series.ground.view).0,
        None => std::borrow::Cow::Borrowed(report),
    };
    draw_charts(&mut scene, &charted, base, options, page)?;
    scene.title.clone_from(&whole.title);
    options.style.words.lang.code().clone_into(&mut scene.lang);
    Ok(scene)
}

/// One map with its caption.
fn draw_panel(scene: &mut Scene, sheet: &Sheet<'_>, period: &Period, style: &Style) {
    let frame = sheet.view.frame;
    scene.frames.push(frame);
    scene.discs.extend(sheet.symbol_discs());
    scene.set_clip(Some(Clip { rect: frame, path: None }));
    layers::draw(layers::INSIDE, scene, sheet);
    scene.set_clip(None);
    layers::draw(layers::OVER, scene, sheet);
    let words = caption(&style.words, period, sheet.drawn.n);
    let text = style.plain(Face::Bold, style.sizes.head, style.palette.ink);
    let text = text.pressed(&words, frame.width(), style.sizes.smallest);
    let words = fit(&words, &text, frame.width());
    scene.text(&words, pt(frame.x0, frame.y0 - 8.0), Anchor::Start, text);
    scene.alt = format!("{} {words}.", scene.alt);
}

/// Title, legend, locator, scale bar and foot.
fn around(scene: &mut Scene, whole: &mut Sheet<'_>, style: &Style, page: &Page) {
    let shows = |name: &str| whole.options.layers.shows(name);
    let [has_scale, has_title, has_legend, has_locator, has_foot] =
        ["scale", "title", "legend", "locator", "foot"].map(shows);
    if has_legend {
        legend::draw(scene, whole);
    }
    if has_scale && !whole.view.is_world() {
        whole.furniture = Furniture { bar: page.bar, ..Furniture::NONE };
        furniture::bar(scene, whole);
    }
    // What stands around the maps has the sizes of any sheet.
    whole.style = style.clone();
    if has_title {
        title::draw(scene, whole);
    }
    if has_locator {
        locator::draw(scene, whole);
    }
    if has_foot {
        foot::draw(scene, whole);
    }
}

/// The charts side by side, or the one there is.
fn draw_charts(
    scene: &mut Scene,
    report: &Report,
    base: &BaseMap,
    options: &MapOptions,
    page: &Page,
) -> Result<()> {
    let time = charts::days(report, &options.style.words);
    let far = charts::distances(report, base, options);
    let room = page.charts;
    let cut = room.x0 + room.width() * TIME;
    let (left, right) = match (&time, &far) {
        (Some(_), Some(_)) => (Rect { x1: cut - 2.0 * GAP, ..room }, Rect { x0: cut, ..room }),
        _ => (room, room),
    };
    for (chart, room) in [(time, left), (far, right)] {
        if let Some(mut chart) = chart {
            chart.draw(scene, room, &options.style)?;
        }
    }
    Ok(())
}
