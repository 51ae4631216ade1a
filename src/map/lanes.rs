//! Bars in lanes, drawn by plotters onto a part of a scene: one lane for all types of events and one for each, on one
//! scale, so that no colour is needed to tell them.

use std::collections::BTreeMap;
use std::ops::Range;

use plotters::chart::ChartBuilder;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::drawing::IntoDrawingArea as _;
use plotters::element::{PathElement, Rectangle};
use plotters::style::{Color as _, IntoFont as _, RGBColor, ShapeStyle, TextStyle as Look};

use super::backend::{Backend, FINE, Part};
use super::drawn::Counts;
use super::fonts::{CAP_HEIGHT, Face};
use super::geom::{Rect, pt};
use super::layers::symbols::one;
use super::scene::{Anchor, Color, Scene, fit};
use super::style::{Style, Symbol};
use crate::{Error, Result};

/// Least height of a lane, air between two, and height of the most that one event gets.
const LANE: f64 = 21.0;
const GAP: f64 = 8.0;
const TALLEST: f64 = 26.0;
/// Height of the axis under the last lane.
const AXIS: f64 = 26.0;
/// Height of a row of words under it.
const UNDER: f64 = 20.0;
/// Room for the numbers left of the bars.
const NUMBERS: f64 = 40.0;
/// Widest bar.
const WIDEST: f64 = 54.0;

/// A mark on the axis of a chart: where, and its words.
pub type Tick = (f64, String);

/// Bars by bin and type.
pub struct Lanes {
    /// First bin and the one after the last.
    pub bins: Range<i32>,
    /// Events of a bin by type.
    pub bars: BTreeMap<i32, Counts>,
    /// Marks of the axis, in bins.
    pub ticks: Vec<Tick>,
    /// Stretches of colour behind the bars, in bins.
    pub tints: Vec<(f64, f64, Color)>,
    /// Bin at whose start a line stands over all lanes, in the colour of the border.
    pub line: Option<f64>,
    /// Words under the left end of the axis, its middle and its right end.
    pub under: [String; 3],
}

/// One lane.
struct Lane {
    /// None for all types, or all that have no lane of their own.
    symbol: Option<Symbol>,
    name: String,
    /// The name up to its first comma, for narrow rooms.
    short: String,
    color: Color,
    /// Events by bin: all, and those that are claims.
    bars: BTreeMap<i32, (usize, usize)>,
}

impl Lane {
    fn new(
        (symbol, words): (Option<Symbol>, &str),
        color: Color,
        bars: BTreeMap<i32, (usize, usize)>,
        style: &Style,
    ) -> Self {
        let n: usize = bars.values().map(|n| n.0).sum();
        let named = |words: &str| format!("{words} ({})", style.words.whole(n as f64));
        let short = named(words.split(',').next().unwrap_or(words));
        Self { symbol, name: named(words), short, color, bars }
    }

    fn most(&self) -> usize {
        self.bars.values().map(|n| n.0).max().unwrap_or(0)
    }

    /// Solid for what is told, hollow over it for claims; `half` is half the width of a bar in bins.
    fn bars(&self, half: f64, paper: Color) -> impl Iterator<Item = Rectangle<(f64, f64)>> + '_ {
        self.bars.iter().flat_map(move |(bin, (all, claimed))| {
            let (a, b) = (f64::from(*bin) + 0.5 - half, f64::from(*bin) + 0.5 + half);
            let (told, top) = ((all - claimed) as f64, *all as f64);
            let rectangle = |from: f64, to: f64, style: ShapeStyle| {
                (to > from).then(|| Rectangle::new([(a, from), (b, to)], style))
            };
            let solid = rectangle(0.0, told, rgb(self.color).filled());
            let inside = rectangle(told, top, rgb(paper).filled());
            [solid, inside, rectangle(told, top, line(self.color, 1.3))].into_iter().flatten()
        })
    }
}

/// Where something lies along an axis, and which of its points have a mark.
struct Axis {
    range: Range<f64>,
    marks: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        let share = (value - self.range.start) / (self.range.end - self.range.start);
        low + (f64::from(high - low) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.marks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        value.to_string()
    }
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.r, color.g, color.b)
}

fn line(color: Color, width: f64) -> ShapeStyle {
    rgb(color).mix(f64::from(color.a) / 255.0).stroke_width((width * FINE).round() as u32)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Usage(format!("cannot draw the chart: {error}"))
}

/// The round number of events at whose multiples up to `most` the axis has from one to `fitting` marks; `most` itself
/// where none gives so few.
fn number(most: usize, fitting: usize) -> usize {
    let rounds = (0..8).flat_map(|power| [1, 2, 5].map(|k| k * 10_usize.pow(power)));
    let marks = |step: &usize| (1..=fitting.max(1)).contains(&(most / step));
    rounds.into_iter().find(marks).unwrap_or(most.max(1))
}

impl Lanes {
    /// All types, and each type in the order of the legend.
    fn lanes(&self, style: &Style) -> Vec<Lane> {
        let mut of: BTreeMap<Symbol, BTreeMap<i32, (usize, usize)>> = BTreeMap::new();
        let mut all: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
        for (bin, counts) in &self.bars {
            for (symbol, n) in counts {
                for bars in [of.entry(*symbol).or_default(), &mut all] {
                    let sum = bars.entry(*bin).or_default();
                    *sum = (sum.0 + n.0, sum.1 + n.1);
                }
            }
        }
        let total =
            Lane::new((None, style.words.get("all_types")), style.symbol(Symbol::Several), all, style);
        let lane = |(symbol, bars)| {
            Lane::new((Some(symbol), style.words.symbol(symbol)), style.symbol(symbol), bars, style)
        };
        let mut lanes: Vec<Lane> = of.into_iter().map(lane).collect();
        // One type alone needs no lane for all.
        if lanes.len() != 1 {
            lanes.insert(0, total);
        }
        lanes
    }

    /// The height at which every lane has its room.
    #[must_use]
    pub fn height(&self, style: &Style, most: f64) -> f64 {
        let lanes = self.lanes(style);
        let wanted: f64 = lanes.iter().map(|l| (l.most() as f64 * TALLEST).max(LANE) + GAP).sum();
        let least = lanes.len() as f64 * (LANE + GAP) + 40.0;
        (wanted + self.below()).min(most).max(least + self.below())
    }

    /// Height of what stands under the bars.
    fn below(&self) -> f64 {
        if self.under.iter().all(String::is_empty) { AXIS } else { AXIS + UNDER }
    }

    /// Draws them; types that find no lane of their own share the last one.
    ///
    /// [`Error::Usage`] for a room that is too small.
    pub fn draw(&self, scene: &mut Scene, room: Rect, style: &Style) -> Result<()> {
        let high = room.height() - self.below();
        let fitting = ((high / (LANE + GAP)) as usize).max(1);
        let mut lanes = self.lanes(style);
        if lanes.len() > fitting {
            let rest = lanes.split_off(fitting.saturating_sub(1).max(1));
            if fitting > 1 {
                lanes.push(merged(&rest, style));
            }
        }
        let unit = unit(&lanes, high);
        let text = style.plain(Face::Regular, style.sizes.legend, style.palette.ink);
        let widest = lanes.iter().map(|l| text.width(&l.name)).fold(0.0, f64::max) + 30.0;
        let left = room.x0 + widest.min(room.width() * 0.42) + NUMBERS;
        let mut top = room.y0;
        let last = lanes.len() - 1;
        for (i, lane) in lanes.iter().enumerate() {
            let height = (lane.most() as f64 * unit).max(LANE);
            let below = if i == last { AXIS } else { 0.0 };
            let plot = Rect { x0: left, x1: room.x1, y0: top, y1: top + height };
            let room = Rect { x0: room.x0, x1: left - NUMBERS, ..plot };
            name(scene, lane, &room, style);
            let part = Part { scene, room: Rect { x0: plot.x0 - NUMBERS, y1: plot.y1 + below, ..plot } };
            self.lane(part, lane, (unit, below), style)?;
            top += height + GAP;
        }
        self.words_under(scene, &Rect { x0: left, y1: top - GAP, ..room }, style);
        Ok(())
    }

    /// Bars of one lane over its lines, by plotters: height of one event, and of the axis under
    /// them.
    fn lane(&self, mut part: Part<'_>, lane: &Lane, (unit, below): (f64, f64), style: &Style) -> Result<()> {
        let p = &style.palette;
        let (wide, high) = (part.room.width() - NUMBERS, part.room.height() - below);
        // As many events as the lane is high: lanes share one scale down to the least height.
        let events = (high / unit).max(lane.most() as f64);
        let step = number(lane.most(), (high / 30.0) as usize);
        let x = Axis {
            range: f64::from(self.bins.start)..f64::from(self.bins.end),
            marks: if below > 0.0 { self.ticks.iter().map(|t| t.0).collect() } else { Vec::new() },
        };
        let marks = (1..=lane.most() / step).map(|k| (k * step) as f64).collect();
        let area = Backend(&mut part).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size((below * FINE) as i32)
            .y_label_area_size((NUMBERS * FINE) as i32)
            .build_cartesian_2d(x, Axis { range: 0.0..events, marks })
            .map_err(failed)?;
        let tint =
            |(a, b, c): &(f64, f64, Color)| Rectangle::new([(*a, 0.0), (*b, events)], rgb(*c).filled());
        chart.draw_series(self.tints.iter().map(tint)).map_err(failed)?;
        let look = |size: f64| -> Look<'static> {
            ("Noto Sans", size.max(style.sizes.smallest) * FINE).into_font().color(&rgb(p.grey))
        };
        let words = |x: &f64| {
            let tick = self.ticks.iter().find(|t| (t.0 - x).abs() < 1e-9);
            tick.map_or(String::new(), |t| t.1.clone())
        };
        chart
            .configure_mesh()
            .disable_x_mesh()
            .max_light_lines(0)
            .bold_line_style(line(p.graticule, 0.8))
            .axis_style(line(p.ink, 1.0))
            .set_all_tick_mark_size((4.0 * FINE) as i32)
            .x_label_style(look(style.sizes.tick))
            .y_label_style(look(style.sizes.smallest))
            .x_label_formatter(&words)
            .y_label_formatter(&|y| style.words.whole(*y))
            .draw()
            .map_err(failed)?;
        let half = (0.43_f64).min(WIDEST * f64::from(self.bins.end - self.bins.start) / wide / 2.0);
        chart.draw_series(lane.bars(half, p.paper)).map_err(failed)?;
        if let Some(at) = self.line {
            let stroke = line(p.border, style.sizes.border.0);
            let path = PathElement::new(vec![(at, 0.0), (at, events)], stroke);
            chart.draw_series([path]).map_err(failed)?;
        }
        area.present().map_err(failed)
    }

    /// The row of words under the axis.
    fn words_under(&self, scene: &mut Scene, room: &Rect, style: &Style) {
        let text = style.plain(Face::Regular, style.sizes.tick, style.palette.grey);
        let y = room.y1 + AXIS + text.size;
        let ends = [(room.x0, Anchor::Start), (room.centre().x, Anchor::Middle), (room.x1, Anchor::End)];
        let aside = room.width() / 2.0 - text.width(&self.under[1]);
        for (words, (x, anchor)) in self.under.iter().zip(ends) {
            let text = text.pressed(words, aside, style.sizes.smallest);
            scene.text(&fit(words, &text, aside), pt(x, y), anchor, text);
        }
    }
}

/// Symbol and name of a lane, at its foot.
fn name(scene: &mut Scene, lane: &Lane, room: &Rect, style: &Style) {
    let face = if lane.symbol.is_some() { Face::Regular } else { Face::Bold };
    let text = style.plain(face, style.sizes.legend, style.palette.ink);
    let middle = room.y1 - LANE / 2.0;
    let indent = lane.symbol.map_or(0.0, |symbol| {
        one(scene, style, (symbol, false), pt(room.x0 + 9.0, middle), 7.0);
        24.0
    });
    let width = room.width() - indent;
    let full = text.pressed(&lane.name, width, style.sizes.smallest);
    let name = if full.width(&lane.name) <= width { &lane.name } else { &lane.short };
    let text = text.pressed(name, width, style.sizes.smallest);
    let at = pt(room.x0 + indent, middle + CAP_HEIGHT * text.size / 2.0);
    scene.text(&fit(name, &text, width), at, Anchor::Start, text);
}

fn merged(rest: &[Lane], style: &Style) -> Lane {
    let mut bars: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for (bin, n) in rest.iter().flat_map(|l| &l.bars) {
        let sum = bars.entry(*bin).or_default();
        *sum = (sum.0 + n.0, sum.1 + n.1);
    }
    Lane::new((None, style.words.get("other_types")), style.palette.grey, bars, style)
}

/// Height of one event at which the lanes fill `high`.
fn unit(lanes: &[Lane], high: f64) -> f64 {
    let needed = |unit: f64| -> f64 {
        lanes.iter().map(|l| (l.most() as f64 * unit).max(LANE) + GAP).sum::<f64>() - GAP
    };
    let (mut low, mut top) = (0.0, TALLEST);
    for _ in 0..40 {
        let middle = f64::midpoint(low, top);
        if needed(middle) <= high { low = middle } else { top = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every lane has a mark to read its height by, and none has more than there is room for.
    #[test]
    fn every_lane_has_a_mark() {
        for (most, fitting, want) in
            [(1, 1, 1), (4, 1, 4), (7, 1, 5), (7, 3, 2), (7, 7, 1), (300, 4, 100), (999, 1, 500), (0, 3, 1)]
        {
            let step = number(most, fitting);
            assert_eq!(step, want, "{most} events, {fitting} marks");
            assert!(most / step <= fitting.max(1), "{most} events, {fitting} marks");
        }
    }
}
