//! The foot: sources, projection, method, doubt.

use crate::gazetteer::borders::RECOGNISED;
use crate::map::base::{BaseMap, BorderLine};
use crate::map::drawn::Drawn;
use crate::map::fonts::Face;
use crate::map::geom::pt;
use crate::map::projection::View;
use crate::map::scene::{Anchor, Scene, fit, wrap};
use crate::map::sheet::Sheet;
use crate::map::text_plan::crowded;
use crate::map::words::Words;

/// How events are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As symbols at their places.
    Symbols,
    /// As numbers in hexagons.
    Hexagons,
}

/// What many places led to.
#[derive(Debug, Clone, Copy)]
pub struct Throng {
    /// Measuring lines are left out.
    pub crowded: bool,
    /// Some places stand together as one symbol.
    pub heaps: bool,
    /// Stated distances are drawn.
    pub claims: bool,
    /// How events are drawn, if any are.
    pub events: Option<Shown>,
}

impl Shown {
    /// How a map shows its events; none if it shows none.
    #[must_use]
    pub fn of(drawn: &Drawn) -> Option<Self> {
        let shown = if drawn.hexagons.is_some() { Self::Hexagons } else { Self::Symbols };
        (drawn.n > 0).then_some(shown)
    }
}

/// Whose view a border shows, where that matters: of a disputed one, or of one as a country has it.
fn viewpoint(words: &Words, border: &BorderLine) -> Option<String> {
    match border.view.as_deref()? {
        RECOGNISED => border.note.as_ref().map(|_| words.get("view_recognised").to_owned()),
        code => {
            let country = crate::map::names::country(words.lang, code).unwrap_or(code);
            Some(words.with("view_of", &[("country", country)]))
        }
    }
}

/// How the maps of a sheet are projected; the longest words that there may be, where no view is known yet.
fn projections(words: &Words, views: &[&View]) -> Vec<String> {
    let Some(first) = views.first() else {
        let (centre, error) = ("88°88′N 188°88′E", "0.0000");
        let slots = [("name", words.get("azimuthal")), ("centre", centre), ("error", error)];
        return vec![words.with("foot_projection", &slots)];
    };
    let mut parts: Vec<String> = Vec::new();
    // Those of one kind are told together, with the largest error of any.
    for key in ["azimuthal", "stereographic", "conic"] {
        let alike = || views.iter().filter(|v| v.plane.key() == Some(key));
        let Some(some) = alike().next() else { continue };
        let error = alike().map(|v| v.scale_error()).fold(0.0, f64::max) * 100.0;
        let digits =
            if error < 0.001 { 4 } else { 3 - usize::from(error >= 0.1) - usize::from(error >= 1.0) };
        let c = some.plane.centre;
        let centre = match views {
            [_] => format!("{} {}", words.latitude(c.lat), words.longitude(c.lon)),
            _ => words.get("each_middle").to_owned(),
        };
        // No map is without an error.
        let error = match error {
            e if e < 0.0001 => format!("< {}", words.number(0.0001, 4)),
            e => words.number(e, digits),
        };
        let slots = [("name", words.get(key)), ("centre", &centre), ("error", &error)];
        parts.push(words.with("foot_projection", &slots));
    }
    if first.is_world() {
        parts.push(words.get("foot_world").to_owned());
    }
    parts
}

/// The foot's words; without a view, words of the greatest length that it may get.
#[must_use]
pub fn text(words: &Words, base: &BaseMap, views: &[&View], dropped: usize, throng: Throng) -> String {
    let mut parts = Vec::new();
    if let Some(border) = &base.border {
        let known = [Some(border.source.clone()), viewpoint(words, border), border.note.clone()];
        let known: Vec<String> = known.into_iter().flatten().collect();
        parts.push(words.with("foot_border", &[("source", &known.join("; "))]));
    }
    if !base.credits.is_empty() {
        parts.push(words.with("foot_data", &[("sources", &base.credits.join("; "))]));
    }
    parts.extend(projections(words, views));
    if base.border.is_some() && throng.events.is_some() {
        parts.push(words.get("foot_distances").to_owned());
    }
    parts.extend(throng.events.map(|shown| {
        let key = if shown == Shown::Symbols { "foot_doubt" } else { "foot_counted" };
        words.get(key).to_owned()
    }));
    parts.push(words.get("foot_given").to_owned());
    if throng.claims {
        parts.push(words.get("foot_claims").to_owned());
    }
    if throng.heaps {
        parts.push(words.get("foot_heaps").to_owned());
    }
    if throng.crowded {
        parts.push(words.get("foot_crowded").to_owned());
    }
    if dropped > 0 {
        parts.push(words.plural("n_labels", dropped));
    }
    parts.push(words.with("foot_made", &[("version", env!("CARGO_PKG_VERSION"))]));
    parts.join(" ")
}

/// The foot's words after what is to be said of this map alone.
#[must_use]
pub fn noted(notes: &str, words: &str) -> String {
    if notes.is_empty() { words.to_owned() } else { format!("{notes} {words}") }
}

/// Writes the foot over the full width.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let style = sheet.style.plain(Face::Regular, sheet.style.sizes.foot, sheet.style.palette.grey);
    let own = std::slice::from_ref(&sheet.view);
    let views: Vec<&View> = if sheet.views.is_empty() { own } else { &sheet.views }.iter().collect();
    let words = text(
        &sheet.style.words,
        sheet.base,
        &views,
        sheet.labels.dropped,
        Throng {
            // Lines that were not asked for, or that nothing could be measured to, are not missed.
            crowded: sheet.base.border.is_some()
                && sheet.options.layers.shows("measures")
                && crowded(sheet.drawn, &sheet.view),
            heaps: sheet.drawn.spots.iter().any(|s| s.gathered),
            claims: !sheet.traces.is_empty(),
            events: Shown::of(sheet.drawn),
        },
    );
    let words = noted(&sheet.notes, &words);
    let width = sheet.layout.sheet.width();
    for (i, line) in wrap(&words, &style, width).iter().enumerate() {
        let y = sheet.layout.foot + sheet.layout.foot_line * i as f64;
        if y < sheet.layout.sheet.y1 + 2.0 {
            scene.text(&fit(line, &style, width), pt(sheet.layout.sheet.x0, y), Anchor::Start, style);
        }
    }
}
