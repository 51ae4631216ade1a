//! One map for each day, week or month, all with the frame, the sizes of symbols and the legend of the whole.

use std::collections::BTreeMap;

use super::claims;
use super::drawn::Drawn;
use super::frame::{Outside, left_out};
use super::layout::Layout;
use super::period::{Period, Step, Timeline};
use super::rows::Rows;
use super::sheet::Sheet;
use super::words::Words;
use super::{BaseMap, Ground, MapOptions, Parts, Scene, draw, prepare, settled};
use crate::report::Report;
use crate::{Error, Result};

/// Most maps of a series: more are seldom looked at, and are rather a wrong date or a too short step.
pub const MOST: usize = 120;

/// What of each period is drawn, in the frame of all.
pub(super) struct Series {
    pub layout: Layout,
    pub ground: Ground,
    pub notes: String,
    /// Most events of one period in the frame, for which the symbols are sized.
    pub marks: usize,
    /// Events of the period, and which of them lie outside the frame.
    pub parts: BTreeMap<Period, (Drawn, Vec<Outside>)>,
    /// Events of all periods.
    pub whole: Drawn,
    /// Which of them lie outside the frame.
    pub outside: Vec<Outside>,
}

/// Sorts the events by period, and finds the frame of all.
///
/// [`Error::Usage`] for more than [`MOST`] periods, or a size that makes no sense.
pub(super) fn series(
    report: &Report,
    base: &BaseMap,
    options: &MapOptions,
    step: Step,
    settle: Settle<'_>,
) -> Result<Option<Series>> {
    let line = Timeline::of(report, step);
    if line.periods.is_empty() {
        return Ok(None);
    }
    if line.periods.len() > MOST {
        return Err(too_many(&line));
    }
    let notes = line.notes(&options.style.words);
    let claims = options.layers.shows("claims");
    let stated =
        |period: Option<&Period>| if claims { claims::gather_of(report, period, step) } else { Vec::new() };
    let some = line.periods.values().flatten().copied();
    let all = Drawn { stated: stated(None), ..Drawn::of_some(report, some) }.in_letters(base);
    let Some((layout, framing, mut whole)) = settle(all, &notes)? else { return Ok(None) };
    let ground = Ground::of(framing.view, base, options);
    let part = |period: &Period, some: &[_]| {
        let all = Drawn { stated: stated(Some(period)), ..Drawn::of_some(report, some.iter().copied()) };
        let all = all.in_letters(base);
        let outside = left_out(&all, base, &ground.view);
        let mut drawn = all.seen(&ground.view, base);
        drawn.most = whole.most;
        (drawn.start, drawn.end) = (Some(period.start), Some(period.end));
        (*period, (drawn, outside))
    };
    let mut parts: BTreeMap<Period, (Drawn, Vec<Outside>)> =
        line.periods.iter().map(|(period, some)| part(period, some)).collect();
    if Drawn::summed_alike(parts.values_mut().map(|part| &mut part.0).collect(), &ground.view, options) {
        // The legend explains the hexagons of all maps, which are those of none.
        whole.hexagons = parts.values().find_map(|part| part.0.hexagons.clone());
        whole.spots.clear();
    }
    for drawn in parts.values_mut().map(|part| &mut part.0).chain([&mut whole]) {
        *drawn = drawn.heaped(&ground.view);
    }
    let marks = parts.values().map(|(drawn, _)| drawn.marks().count()).max().unwrap_or(0);
    Ok(Some(Series { layout, notes, marks, parts, whole, outside: framing.outside, ground }))
}

/// How the frame is found for the events of all periods and the words of the foot.
pub(super) type Settle<'a> = &'a dyn Fn(Drawn, &str) -> Result<Option<(Layout, super::Framing, Drawn)>>;

fn too_many(line: &Timeline<'_>) -> Error {
    let n = line.periods.len();
    let (first, last) = line.ends().map_or_else(Default::default, |(a, b)| (a.name(), b.name()));
    let longer = match line.step {
        Step::Day => "take a longer step, such as a week or a month, or fewer events",
        Step::Week => "take a longer step, such as a month, or fewer events",
        Step::Month | Step::Year => "draw fewer events",
    };
    Error::Usage(format!(
        "a series of {n} maps, from {first} to {last}, is more than the {MOST} that are drawn: {longer}"
    ))
}

/// The display list of each period's map.
///
/// [`Error::Usage`] for more than [`MOST`] of them, or a size or resolution that makes no sense.
pub fn scenes(
    report: &Report,
    base: &BaseMap,
    options: &MapOptions,
    step: Step,
) -> Result<Vec<(Period, Scene)>> {
    let settle = |all: Drawn, notes: &str| settled(all, base, options, notes);
    let Some(series) = series(report, base, options, step, &settle)? else { return Ok(Vec::new()) };
    let sheets = sheets(report, base, options, &series);
    Ok(sheets.into_iter().map(|(period, sheet)| (period, draw(sheet))).collect())
}

/// The sheet of each period, with one legend.
fn sheets<'a>(
    report: &'a Report,
    base: &'a BaseMap,
    options: &'a MapOptions,
    series: &'a Series,
) -> Vec<(Period, Sheet<'a>)> {
    let (ground, marks) = (&series.ground, series.marks);
    let sheet = |(period, (drawn, outside)): (&Period, &'a (Drawn, Vec<Outside>))| {
        let (layout, outside) = (series.layout.clone(), outside.clone());
        let parts = Parts { report, base, options, drawn, ground, layout, detail: None, outside, marks };
        let mut sheet = prepare(parts);
        if options.title.is_some() {
            sheet.title = format!("{}, {}", sheet.title, caption(&options.style.words, period, drawn.n));
        }
        sheet.notes.clone_from(&series.notes);
        (*period, sheet)
    };
    let mut sheets: Vec<(Period, Sheet<'a>)> = series.parts.iter().map(sheet).collect();
    let stated = &series.whole.stated;
    let traces = claims::traces(stated, &ground.view);
    let rows = Rows::of_all(sheets.iter().map(|(_, sheet)| sheet)).with_claims(stated, &traces);
    for (_, sheet) in &mut sheets {
        sheet.rows = rows.clone();
    }
    sheets
}

/// "1 June 2023 (n = 3)".
pub(super) fn caption(words: &Words, period: &Period, n: usize) -> String {
    let n = words.with("count", &[("n", &words.whole(n as f64))]);
    format!("{} {n}", period.words(words))
}
