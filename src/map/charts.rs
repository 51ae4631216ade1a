//! Charts beside the maps: events by day and type, and how far they lie from the border.

use std::collections::BTreeMap;

use super::base::{BaseMap, BorderLine};
use super::drawn::{Counts, Happening, days as happened, happenings};
use super::fonts::Face;
use super::geom::{Rect, pt};
use super::lanes::{Lanes, Tick};
use super::period::{Period, Step, Timeline};
use super::scene::{Anchor, Scene, TextStyle, fit, wrap};
use super::style::{Style, Symbol, mixed};
use super::titles::border_name;
use super::words::Words;
use super::{MapOptions, size};
use crate::Result;
use crate::event::Modality;
use crate::report::Report;

/// Bars of a chart of days, at most; longer times are told by longer periods.
const BARS: usize = 100;
/// Width of a bar of distances in km.
const STEPS: [f64; 12] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0];
/// Bars of a chart of distances, at most.
const DISTANCES: f64 = 40.0;
/// Height of the bars of a sheet of its own, at most, by its width.
const FORM: f64 = 0.4;
/// Room of the words of a mark on the axis beyond their own width.
const AIR: f64 = 14.0;

/// A chart before it has a place.
#[non_exhaustive]
pub struct Chart {
    /// What it is called.
    pub title: String,
    /// The same for narrow rooms.
    short: String,
    /// What is not in it.
    pub notes: String,
    /// Its bars.
    lanes: Lanes,
    /// All that its axis may mark, from which those are taken that have room: where, and words.
    marks: Vec<Tick>,
    /// Number of the bin of the first mark.
    zero: i32,
    /// What each bin is called in the text for those who cannot see it.
    names: Vec<String>,
}

fn count(counts: &mut Counts, (_, event): Happening<'_>) {
    let entry = counts.entry(Symbol::of(event.event_type, event.sub_event_type)).or_default();
    *entry = (entry.0 + 1, entry.1 + usize::from(event.modality != Modality::Happened));
}

/// Events by day, or by the longest period that still gives enough bars; none without a dated event.
#[must_use]
pub fn days(report: &Report, words: &Words) -> Option<Chart> {
    let line = Step::ALL.into_iter().map(|step| Timeline::of(report, step)).find(|line| {
        // A step at which nothing is dated says nothing, one with too many periods cannot be read.
        !line.periods.is_empty() && (line.span() <= BARS || line.step == Step::Year)
    })?;
    let (first, last) = line.ends()?;
    let years = first.start.year() != last.end.year();
    let mut bars: BTreeMap<i32, Counts> = BTreeMap::new();
    let mut marks = Vec::new();
    let (mut next, mut bin) = (Some(first), 0);
    while let Some(period) = next.filter(|p| *p <= last) {
        if let Some(some) = line.periods.get(&period) {
            let counts = bars.entry(bin).or_default();
            for happening in some {
                count(counts, *happening);
            }
        }
        marks.push((f64::from(bin) + 0.5, mark(&period, years, words)));
        (next, bin) = (period.next(), bin + 1);
    }
    let told = || line.periods.values().flatten().map(|happening| happened(*happening));
    let from = told().filter_map(|d| d.0).min().unwrap_or(first.start);
    let to = told().filter_map(|d| d.1.or(d.0)).max().unwrap_or(last.end);
    let n: usize = line.periods.values().map(Vec::len).sum();
    let title = words.get(&format!("by_{}", line.step.key()));
    let title = format!(
        "{title}, {} {}",
        words.span(Some(from), Some(to)),
        words.with("count", &[("n", &words.whole(n as f64))])
    );
    let lanes = Lanes {
        bins: 0..bin,
        bars,
        ticks: Vec::new(),
        tints: Vec::new(),
        line: None,
        under: [String::new(), String::new(), String::new()],
    };
    let names = marks.iter().map(|mark: &Tick| mark.1.clone()).collect();
    Some(Chart { short: title.clone(), title, notes: line.notes(words), lanes, marks, zero: 0, names })
}

/// What stands under the bar of a period.
fn mark(period: &Period, years: bool, words: &Words) -> String {
    match period.step {
        Step::Day | Step::Week if years => words.span(Some(period.start), Some(period.start)),
        Step::Day | Step::Week => words.day(period.start),
        Step::Month | Step::Year => period.name(),
    }
}

/// Events by distance from the border; one side to the left and one to the right of it where they lie on both. None
/// where nothing was measured.
#[must_use]
pub fn distances(report: &Report, base: &BaseMap, options: &MapOptions) -> Option<Chart> {
    let (style, border) = (&options.style, base.border.as_ref()?);
    let words = &style.words;
    let all = happenings(report);
    let mut measured: Vec<(f64, Happening<'_>)> =
        all.iter().filter_map(|h| Some((h.1.border.as_ref()?.km?, *h))).collect();
    measured.sort_by(|a, b| a.0.total_cmp(&b.0));
    let without = all.len() - measured.len();
    // Few far ones would press all others into one bar.
    let near = measured.get(measured.len().saturating_sub(1) * 9 / 10)?.0;
    let beyond = measured.split_off(measured.partition_point(|m| m.0 <= (3.0 * near).max(10.0)));
    let signs = signs(&measured, border);
    let reach = |left: bool| {
        measured.iter().zip(&signs).filter(|(_, s)| **s == left).map(|(m, _)| m.0).fold(0.0, f64::max)
    };
    let (left, right) = (reach(true), reach(false));
    let each = STEPS.into_iter().find(|s| (left + right) / s < DISTANCES).unwrap_or(1e4);
    let mut bars: BTreeMap<i32, Counts> = BTreeMap::new();
    for ((km, happening), left) in measured.iter().zip(&signs) {
        let bin = (km / each) as i32;
        count(bars.entry(if *left { -1 - bin } else { bin }).or_default(), *happening);
    }
    let from = bars.keys().next().map_or(0, |bin| (*bin).min(0));
    let to = bars.keys().next_back().map_or(1, |bin| (bin + 1).max(1));
    let label = |bin: i32| words.plain(f64::from(bin.abs()) * each);
    let marks = (from..=to).map(|bin| (f64::from(bin), label(bin))).collect();
    let mut notes = Vec::new();
    if without > 0 {
        notes.push(words.with("without_km", &[("events", &words.events(without))]));
    }
    if let Some(first) = beyond.first() {
        let (km, events) = (words.km(first.0), words.events(beyond.len()));
        notes.push(words.with("beyond_km", &[("km", &km), ("events", &events)]));
    }
    let n = words.with("count", &[("n", &words.whole(measured.len() as f64))]);
    let short = format!("{} {n}", words.get("bands"));
    let title = format!("{} {n}", words.with("by_km", &[("border", &border_name(words, border))]));
    let under = under(base, border, &signs, words);
    let name = |bin: i32| {
        let (near, far) = if bin < 0 { (-1 - bin, -bin) } else { (bin, bin + 1) };
        let side = &under[if bin < 0 { 0 } else { 2 }];
        let gap = if side.is_empty() { "" } else { ", " };
        format!("{}–{} {}{gap}{side}", label(near), label(far), words.get("km"))
    };
    let names = (from..to).map(name).collect();
    let tints = tints(options, each, (from, to));
    let lanes = Lanes { bins: from..to, bars, ticks: Vec::new(), tints, line: Some(0.0), under };
    Some(Chart { title, short, notes: notes.join(" "), lanes, marks, zero: from, names })
}

/// True for each event on the first side of the border; for none if they lie on one side only or the side of one is not
/// known.
fn signs(measured: &[(f64, Happening<'_>)], border: &BorderLine) -> Vec<bool> {
    let side = |h: &Happening<'_>| h.1.border.as_ref().and_then(|b| b.side.clone());
    let number = |h: &Happening<'_>| border.sides.iter().position(|s| Some(s) == side(h).as_ref());
    let found: Option<Vec<usize>> = measured.iter().map(|(_, h)| number(h)).collect();
    match found {
        Some(found) if border.sides.len() == 2 && found.contains(&0) && found.contains(&1) => {
            found.into_iter().map(|n| n == 0).collect()
        }
        _ => vec![false; measured.len()],
    }
}

/// The names of the sides under the ends of the axis, and km.
fn under(base: &BaseMap, border: &BorderLine, signs: &[bool], words: &Words) -> [String; 3] {
    let km = words.get("km").to_owned();
    if !signs.contains(&true) {
        return [String::new(), km, String::new()];
    }
    let name = |code: &String| {
        let outline = base.countries.iter().find(|c| c.code == *code);
        let own = outline.map_or(code.as_str(), |c| c.name.as_str());
        super::names::country(words.lang, code).unwrap_or(own).to_owned()
    };
    match &border.sides[..] {
        [a, b] => [name(a), km, name(b)],
        _ => [String::new(), km, String::new()],
    }
}

/// The map's bands of distance behind the bars, on both sides.
fn tints(options: &MapOptions, each: f64, (from, to): (i32, i32)) -> Vec<(f64, f64, super::scene::Color)> {
    let n = options.bands.len();
    let mut tints = Vec::new();
    let mut low = 0.0;
    for (i, km) in options.bands.iter().enumerate() {
        // Fainter than on the map, for bars stand on them.
        let color = mixed((options.style.band((i, n)), options.style.palette.paper), 0.5);
        let (a, b) = (low / each, km / each);
        for (a, b) in [(-b, -a), (a, b)] {
            let (a, b) = (a.max(f64::from(from)), b.min(f64::from(to)));
            if a < b {
                tints.push((a, b, color));
            }
        }
        low = *km;
    }
    tints
}

impl Chart {
    /// Number of events in it.
    #[must_use]
    pub fn n(&self) -> usize {
        self.lanes.bars.values().flat_map(BTreeMap::values).map(|n| n.0).sum()
    }

    /// The same with one more thing told that is not in it.
    fn noted(self, note: &str) -> Self {
        Self { notes: [&self.notes, note].map(str::trim).join(" ").trim().to_owned(), ..self }
    }

    /// Marks for the axis as many as have room: every first, second, fifth, tenth of them.
    fn ticks(&self, width: f64, text: &TextStyle) -> Vec<Tick> {
        let bin = width / f64::from((self.lanes.bins.end - self.lanes.bins.start).max(1));
        let widest = self.marks.iter().map(|m| text.width(&m.1)).fold(0.0, f64::max) + AIR;
        let rounds = (0..6).flat_map(|p| [1, 2, 5].map(|k| k * 10_i32.pow(p)));
        let step = rounds.into_iter().find(|k| f64::from(*k) * bin >= widest).unwrap_or(i32::MAX);
        let number = |i: usize| self.zero + i32::try_from(i).unwrap_or(i32::MAX);
        let kept = self.marks.iter().enumerate().filter(|(i, _)| number(*i) % step == 0);
        kept.map(|(_, mark)| mark.clone()).collect()
    }

    /// Draws title and bars into a part of a scene.
    ///
    /// [`crate::Error::Usage`] for a room that is too small.
    pub fn draw(&mut self, scene: &mut Scene, room: Rect, style: &Style) -> Result<()> {
        let text = style.plain(Face::Regular, style.sizes.tick, style.palette.grey);
        let head = style.plain(Face::Bold, style.sizes.head, style.palette.ink);
        let full = head.pressed(&self.title, room.width(), style.sizes.smallest);
        let title = if full.width(&self.title) <= room.width() { &self.title } else { &self.short };
        let head = head.pressed(title, room.width(), style.sizes.smallest);
        let words = fit(title, &head, room.width());
        scene.text(&words, pt(room.x0, room.y0 + head.size * 0.9), Anchor::Start, head);
        self.lanes.ticks = self.ticks(room.width() * 0.6, &text);
        self.lanes.draw(scene, Rect { y0: room.y0 + head.size * 2.0, ..room }, style)
    }

    /// A sheet of its own, as wide as the maps and as high as its lanes need.
    ///
    /// [`crate::Error::Usage`] for a size or resolution that makes no sense.
    pub fn scene(mut self, options: &MapOptions, method: &str) -> Result<Scene> {
        let (style, (width, height)) = (&options.style, size(options)?);
        let s = &style.sizes;
        let text = style.plain(Face::Regular, s.foot, style.palette.grey);
        let foot = super::layers::foot::noted(&self.notes, method);
        let lines = wrap(&foot, &text, width - 2.0 * s.margin);
        let foot_height = lines.len() as f64 * s.foot * 1.36;
        let head = s.title * if options.title.is_some() { 2.3 } else { 1.6 };
        let around = 2.0 * s.margin + head + foot_height + s.foot;
        let lanes = self.lanes.height(style, (height - around).min(width * FORM));
        // Whole pixels, so that every kind of file has one size.
        let height = ((lanes + around) * options.scale()).round() / options.scale();
        let mut scene = Scene::new(width, height, style.palette.paper);
        let room = Rect::new(0.0, 0.0, width, height).grown(-s.margin);
        self.head(&mut scene, &room, options);
        let plot = Rect { y0: room.y0 + head, y1: room.y1 - foot_height - s.foot, ..room };
        let tick = style.plain(Face::Regular, s.tick, style.palette.grey);
        self.lanes.ticks = self.ticks(room.width() * 0.7, &tick);
        self.lanes.draw(&mut scene, plot, style)?;
        for (i, line) in lines.iter().enumerate() {
            let y = room.y1 - foot_height + s.foot * (1.1 + 1.36 * i as f64);
            scene.text(&fit(line, &text, room.width()), pt(room.x0, y), Anchor::Start, text);
        }
        let given = options.title.as_ref().map_or_else(String::new, |title| format!("{title}. "));
        scene.alt = format!("{given}{}. {}", self.title, self.told(&style.words));
        scene.title = options.title.clone().unwrap_or(self.title);
        style.words.lang.code().clone_into(&mut scene.lang);
        Ok(scene)
    }

    /// What the chart is called; under the title that was asked for, if one was.
    fn head(&self, scene: &mut Scene, room: &Rect, options: &MapOptions) {
        let (style, s) = (&options.style, &options.style.sizes);
        let bold = style.plain(Face::Bold, s.title * 0.8, style.palette.ink);
        let plain = style.plain(Face::Regular, s.subtitle, style.palette.grey);
        let lines = match &options.title {
            Some(title) => vec![(title, bold), (&self.title, plain)],
            None => vec![(&self.title, bold)],
        };
        let mut y = room.y0 + bold.size * 0.86;
        for (words, text) in lines {
            let text = text.pressed(words, room.width(), s.foot);
            scene.text(&fit(words, &text, room.width()), pt(room.x0, y), Anchor::Start, text);
            y += s.subtitle * 1.6;
        }
    }

    /// The numbers of the bars in words.
    fn told(&self, words: &Words) -> String {
        let label = |bin: i32| {
            let at = usize::try_from(bin - self.lanes.bins.start).unwrap_or(0);
            self.names.get(at).map_or("", String::as_str)
        };
        let bar = |(bin, counts): (&i32, &Counts)| {
            format!("{}: {}", label(*bin), words.events(counts.values().map(|n| n.0).sum()))
        };
        let bars: Vec<String> = self.lanes.bars.iter().map(bar).collect();
        format!("{}.", bars.join("; "))
    }
}

/// The display lists of both charts, of the events in the frame of the map if one was asked for.
///
/// [`crate::Error::Usage`] for a size or resolution that makes no sense.
pub fn scenes(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<[Option<Scene>; 2]> {
    let (seen, outside) = super::seen::in_frame(report, base, options)?;
    let words = &options.style.words;
    let note = match outside {
        0 => String::new(),
        n => words.with("outside_frame", &[("events", &words.events(n))]),
    };
    Ok([of_days(&seen, options, &note)?, of_distances(&seen, base, options, &note)?])
}

/// The display list of the chart of [`days`].
///
/// [`crate::Error::Usage`] for a size or resolution that makes no sense.
pub fn days_scene(report: &Report, options: &MapOptions) -> Result<Option<Scene>> {
    of_days(report, options, "")
}

fn of_days(report: &Report, options: &MapOptions, note: &str) -> Result<Option<Scene>> {
    let words = &options.style.words;
    let method = [words.get("foot_chart"), &made(words)].join(" ");
    days(report, words).map(|chart| chart.noted(note).scene(options, &method)).transpose()
}

/// The display list of the chart of [`distances`].
///
/// [`crate::Error::Usage`] for a size or resolution that makes no sense.
pub fn distances_scene(report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Scene>> {
    of_distances(report, base, options, "")
}

fn of_distances(report: &Report, base: &BaseMap, options: &MapOptions, note: &str) -> Result<Option<Scene>> {
    let words = &options.style.words;
    let source = base.border.as_ref().map_or("", |b| b.source.as_str());
    let border = words.with("foot_border", &[("source", source)]);
    let method = [words.get("foot_distances"), &border, words.get("foot_chart"), &made(words)].join(" ");
    distances(report, base, options).map(|chart| chart.noted(note).scene(options, &method)).transpose()
}

fn made(words: &Words) -> String {
    words.with("foot_made", &[("version", env!("CARGO_PKG_VERSION"))])
}
