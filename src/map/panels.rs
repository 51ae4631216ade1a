//! Stated distances that lie far apart: a map around each cluster of them, side by side on one sheet, for on one map of all they
//! would be dots.

use super::claims::{self, Stated};
use super::drawn::Drawn;
use super::fonts::Face;
use super::frame::Framing;
use super::geom::{Rect, pt};
use super::layers::{self, foot, legend, title};
use super::layout::Layout;
use super::multiples::{CAPTION, GAP, smaller};
use super::rows::Rows;
use super::scene::{Anchor, Clip, Scene, fit};
use super::sheet::Sheet;
use super::{BaseMap, Ground, MapOptions, Parts, frame, prepare};
use crate::geodesy::distance_m;
use crate::report::Report;

/// Lines shorter than this on the sheet say little, and half of them must be so for a sheet of panels.
const SHORT: f64 = 60.0;
/// Most panels: with more clusters one map of all shows at least where they are.
const MOST: usize = 9;
/// Two distances belong together when their ends lie nearer than this, in metres, or than so many times the longer of them.
const NEAR: (f64, f64) = (400_000.0, 1.5);
/// Room left of each panel and below it for degrees.
const DEGREES: (f64, f64) = (52.0, 22.0);

/// The numbers of stated distances that lie together, in the order of their first.
fn clusters(stated: &[Stated]) -> Vec<Vec<usize>> {
    let near = |a: &Stated, b: &Stated| {
        let longest = [a, b].map(|s| s.measured_km.max(s.stated_km)).into_iter().fold(0.0, f64::max) * 1000.0;
        let room = NEAR.0.max(NEAR.1 * longest);
        a.points().iter().any(|p| b.points().iter().any(|q| distance_m(*p, *q) < room))
    };
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (i, one) in stated.iter().enumerate() {
        // All that it is near to becomes one with it.
        let (joined, apart): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|cluster| cluster.iter().any(|j| near(one, &stated[*j])));
        found = apart;
        let mut cluster = joined.concat();
        cluster.push(i);
        cluster.sort_unstable();
        found.push(cluster);
    }
    found.sort();
    found
}

/// The clusters of a map's stated distances, if half of them would be too short on one map of all, and there are a few clusters.
pub(super) fn wanted(drawn: &Drawn, framing: &Framing) -> Option<Vec<Vec<usize>>> {
    let long = |s: &&Stated| s.measured_km.max(s.stated_km) * 1000.0 >= SHORT * framing.view.metres_per_unit;
    if drawn.stated.iter().filter(long).count() * 2 > drawn.stated.len() {
        return None;
    }
    Some(clusters(&drawn.stated)).filter(|clusters| (2..=MOST).contains(&clusters.len()))
}

/// Columns and the size of the largest panels.
fn grid(room: &Rect, n: usize) -> (usize, f64, f64) {
    let shape = |columns: usize| {
        let rows = n.div_ceil(columns) as f64;
        let width = (room.width() + DEGREES.0 + GAP) / columns as f64 - DEGREES.0 - GAP;
        (columns, width, room.height() / rows - CAPTION - DEGREES.1)
    };
    let size = |(_, width, height): &(usize, f64, f64)| (width / 1.3).min(*height);
    (1..=n).map(shape).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or((1, room.width(), room.height()))
}

fn frames(layout: &Layout, n: usize) -> Vec<Rect> {
    let (columns, width, height) = grid(&layout.frame, n);
    let at = |i: usize| {
        let (row, column) = ((i / columns) as f64, (i % columns) as f64);
        let x = layout.frame.x0 + (width + DEGREES.0 + GAP) * column;
        Rect::new(x, layout.frame.y0 + (height + CAPTION + DEGREES.1) * row + CAPTION, width, height)
    };
    (0..n).map(at).collect()
}

/// What the distances of a cluster are measured from.
fn caption(stated: &[Stated]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in stated.iter().map(|s| s.target.name.as_str()).filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// The display list of a sheet with a map around each cluster.
pub(super) fn scene(
    report: &Report,
    base: &BaseMap,
    options: &MapOptions,
    (drawn, layout): (&Drawn, &Layout),
    clusters: &[Vec<usize>],
) -> Option<Scene> {
    let frames = frames(layout, clusters.len());
    let mut style = options.style.clone();
    style.sizes = smaller(&style.sizes, frames.first()?.width());
    let around = ["title", "legend", "locator", "foot"];
    let panel = MapOptions { style, layers: options.layers.without(&around), ..options.clone() };
    let some = |cluster: &Vec<usize>| {
        let stated = cluster.iter().filter_map(|i| drawn.stated.get(*i).cloned()).collect();
        Drawn { stated, ..Drawn::default() }
    };
    let parts: Vec<Drawn> = clusters.iter().map(some).collect();
    let view = |(part, room): (&Drawn, &Rect)| Some(frame::overview(part, base, *room, None)?.view);
    let grounds: Vec<Ground> =
        parts.iter().zip(&frames).map(|p| Some(Ground::of(view(p)?, base, &panel))).collect::<Option<_>>()?;
    let sheet = |drawn, ground, options| {
        let layout = layout.clone();
        prepare(Parts {
            report,
            base,
            options,
            drawn,
            ground,
            layout,
            detail: None,
            outside: Vec::new(),
            marks: 0,
        })
    };
    let mut panels: Vec<Sheet<'_>> = parts.iter().zip(&grounds).map(|(d, g)| sheet(d, g, &panel)).collect();
    let mut whole = sheet(drawn, grounds.first()?, &panel);
    // Each distance is on one panel; the whole's own traces are those of the first.
    let traces: Vec<claims::Trace> = panels
        .iter()
        .zip(clusters)
        .flat_map(|(sheet, cluster)| {
            sheet.traces.iter().map(|t| claims::Trace { number: cluster[t.number], ..t.clone() })
        })
        .collect();
    whole.rows = Rows::of_all(&panels).with_claims(&drawn.stated, &traces);
    whole.traces = traces;
    whole.views = panels.iter().map(|sheet| sheet.view.clone()).collect();
    whole.labels.dropped = panels.iter().map(|sheet| sheet.labels.dropped).sum();
    whole.style = options.style.clone();
    whole.layout.legend.y1 = layout.locator.y1;
    let mut scene = blank(layout, options);
    scene.title.clone_from(&whole.title);
    scene.alt = super::alt::text(&whole);
    scene.left_out.extend(drawn.left_out.iter().cloned());
    options.style.words.lang.code().clone_into(&mut scene.lang);
    for sheet in &mut panels {
        draw_panel(&mut scene, sheet, options);
    }
    draw_around(&mut scene, &whole, options);
    Some(scene)
}

/// An empty sheet.
fn blank(layout: &Layout, options: &MapOptions) -> Scene {
    let (s, margin) = (layout.sheet, options.style.sizes.margin);
    Scene::new(s.width() + 2.0 * margin, s.height() + 2.0 * margin, options.style.palette.paper)
}

/// Title, legend and foot.
fn draw_around(scene: &mut Scene, whole: &Sheet<'_>, options: &MapOptions) {
    let shows = |name: &str| options.layers.shows(name);
    if shows("title") {
        title::draw(scene, whole);
    }
    if shows("legend") {
        legend::draw(scene, whole);
    }
    if shows("foot") {
        foot::draw(scene, whole);
    }
}

fn draw_panel(scene: &mut Scene, sheet: &mut Sheet<'_>, options: &MapOptions) {
    let frame = sheet.view.frame;
    sheet.degrees = Some([true, true]);
    scene.frames.push(frame);
    scene.set_clip(Some(Clip { rect: frame, path: None }));
    layers::draw(layers::INSIDE, scene, sheet);
    scene.set_clip(None);
    layers::draw(layers::OVER, scene, sheet);
    let style = &options.style;
    let text = style.plain(Face::Bold, style.sizes.head, style.palette.ink);
    let words = caption(&sheet.drawn.stated);
    let text = text.pressed(&words, frame.width(), style.sizes.smallest);
    scene.text(&fit(&words, &text, frame.width()), pt(frame.x0, frame.y0 - 8.0), Anchor::Start, text);
}
