//! The legend: a row for everything that is drawn and nothing else, with counts.

use super::areas::STEP;
use super::symbols::{ZERO, one};
use crate::claim::ClaimVerdict;
use crate::event::Modalities;
use crate::map::base::BorderLine;
use crate::map::fonts::{CAP_HEIGHT, Face};
use crate::map::geom::{Pt, Rect, pt};
use crate::map::layout::Layout;
use crate::map::rows::Row;
use crate::map::scene::{Anchor, Clip, Path, Scene, Stroke, fit};
use crate::map::sheet::Sheet;
use crate::map::style::Symbol;
use crate::map::titles::border_name;

/// Height of a row and of a head.
const ROW: f64 = 25.0;
const HEAD: f64 = 30.0;
/// Room between two blocks.
const GAP: f64 = 9.0;
/// Middle of the sample and start of the words, from the left edge.
const SAMPLE: f64 = 17.0;
const WORDS: f64 = 42.0;

type Tail = fn(&mut Scene, &Sheet<'_>, Pt);
type Sample = Box<dyn Fn(&mut Scene, &Sheet<'_>, Pt)>;

/// A head with its rows.
struct Block {
    head: String,
    rows: Vec<(Sample, String)>,
    /// Height of what stands under the rows, and how to draw it from a top left corner.
    tail: Option<(f64, Tail)>,
}

impl Block {
    fn height(&self, pressed: f64) -> f64 {
        pressed * (HEAD + ROW * self.rows.len() as f64) + self.tail.as_ref().map_or(0.0, |t| t.0)
    }
}

fn blocks(sheet: &Sheet<'_>) -> Vec<Block> {
    [
        events(sheet),
        hexagons(sheet),
        claims(sheet),
        outside(sheet),
        casualties(sheet),
        bands(sheet),
        lines(sheet),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How much rows may be pressed together, from not at all.
const PRESSED: [f64; 6] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.76];
/// Least height of a locator that still says where one is.
const LOCATOR: f64 = 110.0;

/// The layout with a lower locator, or none, where the legend needs its room.
#[must_use]
pub fn with_room(sheet: &Sheet<'_>) -> Layout {
    let layout = &sheet.layout;
    let lacking = needed(&blocks(sheet), 0.85) - layout.legend.height();
    if lacking <= 0.0 || layout.columns() > 1 || !sheet.options.layers.shows("legend") {
        return layout.clone();
    }
    let left = layout.locator.height() - lacking;
    let down = if left >= LOCATOR { lacking } else { layout.locator.y1 - layout.legend.y1 };
    let locator = Rect { y0: (layout.locator.y0 + down).min(layout.locator.y1), ..layout.locator };
    Layout { locator, legend: Rect { y1: layout.legend.y1 + down, ..layout.legend }, ..layout.clone() }
}

/// Height of blocks one under the other.
fn needed(blocks: &[Block], pressed: f64) -> f64 {
    blocks.iter().map(|b| b.height(pressed)).sum::<f64>()
        + GAP * pressed * blocks.len().saturating_sub(1) as f64
}

/// Top left corners for the blocks, filled column after column; none if they do not fit.
fn seats(blocks: &[Block], area: &Rect, columns: usize, pressed: f64) -> Option<Vec<Pt>> {
    let wide = area.width() / columns as f64;
    let (mut column, mut y) = (0, area.y0);
    let mut seats = Vec::new();
    for block in blocks {
        let height = block.height(pressed);
        if y > area.y0 && y + height > area.y1 + 0.5 {
            (column, y) = (column + 1, area.y0);
        }
        if y + height > area.y1 + 0.5 || column >= columns {
            return None;
        }
        seats.push(pt(area.x0 + wide * column as f64, y));
        y += height + GAP * pressed;
    }
    Some(seats)
}

/// Draws the blocks that fit, the most needed first.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let area = sheet.layout.legend;
    let columns = sheet.layout.columns();
    let mut blocks = blocks(sheet);
    // Rows move closer first; then the rows of lines and areas go, from the last, and whole blocks after them.
    while !blocks.is_empty() {
        let fitting = PRESSED.iter().find_map(|p| Some((*p, seats(&blocks, &area, columns, *p)?)));
        if let Some((pressed, seats)) = fitting {
            for (block, seat) in blocks.iter().zip(seats) {
                put(scene, sheet, block, seat, pressed);
            }
            return;
        }
        match blocks.last_mut() {
            Some(last) if last.rows.len() > 1 => {
                last.rows.pop();
            }
            _ => {
                blocks.pop();
            }
        }
    }
}

fn put(scene: &mut Scene, sheet: &Sheet<'_>, block: &Block, at: Pt, pressed: f64) {
    let s = &sheet.style;
    let head = s.plain(Face::Bold, s.sizes.head, s.palette.ink);
    let text = s.plain(Face::Regular, s.sizes.legend, s.palette.ink);
    let width = sheet.layout.legend.width() / sheet.layout.columns() as f64
        - if sheet.layout.columns() > 1 { GAP } else { 0.0 };
    scene.text(&fit(&block.head, &head, width), pt(at.x, at.y + head.size * 0.9), Anchor::Start, head);
    let mut y = at.y + HEAD * pressed;
    for (sample, words) in &block.rows {
        let middle = y + ROW * pressed * 0.38;
        sample(scene, sheet, pt(at.x + SAMPLE, middle));
        let text = text.pressed(words, width - WORDS, s.sizes.smallest);
        let words = fit(words, &text, width - WORDS);
        scene.text(&words, pt(at.x + WORDS, middle + CAP_HEIGHT * text.size / 2.0), Anchor::Start, text);
        y += ROW * pressed;
    }
    if let Some((_, tail)) = &block.tail {
        tail(scene, sheet, pt(at.x, y));
    }
}

fn symbol_sample(symbol: Symbol, claimed: bool) -> Sample {
    Box::new(move |scene, sheet, at| one(scene, &sheet.style, (symbol, claimed), at, 8.0))
}

fn events(sheet: &Sheet<'_>) -> Option<Block> {
    let (d, rows_of, words) = (sheet.drawn, &sheet.rows, &sheet.style.words);
    let count = |symbol: &Symbol| d.counts.get(symbol).map_or(0, |c| c.0);
    let most = d.counts.values().map(|c| c.0).max().unwrap_or(1).max(1);
    let sample = |symbol: Symbol| -> Sample {
        if d.hexagons.is_none() {
            return symbol_sample(symbol, false);
        }
        // Where no symbol is drawn, a bar tells the share.
        let share = count(&symbol) as f64 / most as f64;
        Box::new(move |scene, sheet, at| super::hexagons::bar(scene, sheet, share, at))
    };
    let counted = |s: &Symbol| format!("{} ({})", words.symbol(*s), words.whole(count(s) as f64));
    let mut rows: Vec<(Sample, String)> = rows_of.symbols.iter().map(|s| (sample(*s), counted(s))).collect();
    if let Some(symbol) = rows_of.claimed.filter(|_| d.hexagons.is_none()) {
        let claimed: usize = d.counts.values().map(|c| c.1).sum();
        let row = words.get(if d.shown == Modalities::DRAWN { "claimed" } else { "not_fact" });
        rows.push((symbol_sample(symbol, true), format!("{row} ({claimed})")));
    }
    for symbol in
        [rows_of.stacked, rows_of.has(Row::Several).then_some(Symbol::Several)].into_iter().flatten()
    {
        let several = symbol == Symbol::Several;
        let sample: Sample = Box::new(move |scene, sheet, at| {
            one(scene, &sheet.style, (symbol, false), at, 10.0);
            let text = sheet.style.plain(Face::Bold, sheet.style.sizes.badge, sheet.style.palette.paper);
            scene.text("9", pt(at.x, at.y + CAP_HEIGHT * text.size / 2.0), Anchor::Middle, text);
        });
        let words = if several { words.symbol(symbol) } else { words.get("stacked") };
        rows.push((sample, words.to_owned()));
    }
    (!rows.is_empty()).then(|| Block {
        head: format!("{} {}", words.get("events"), words.with("count", &[("n", &words.whole(d.n as f64))])),
        rows,
        tail: None,
    })
}

/// A row for each verdict that is seen.
fn claims(sheet: &Sheet<'_>) -> Option<Block> {
    let words = &sheet.style.words;
    let row = |(verdict, n): (&ClaimVerdict, &usize)| -> (Sample, String) {
        let verdict = *verdict;
        let sample: Sample =
            Box::new(move |scene, sheet, at| super::claims::sample(scene, &sheet.style, verdict, at));
        (sample, format!("{} ({n})", words.verdict(verdict)))
    };
    let mut rows: Vec<(Sample, String)> = sheet.rows.verdicts.iter().map(row).collect();
    let seen: usize = sheet.rows.verdicts.values().sum();
    let outside = sheet.drawn.stated.len().saturating_sub(seen);
    if outside > 0 {
        rows.push((Box::new(|_, _, _| {}), format!("{} ({outside})", words.get("claims_outside"))));
    }
    if seen > 0 {
        let sample: Sample = Box::new(|scene, sheet, at| super::claims::sample_line(scene, &sheet.style, at));
        rows.push((sample, words.get("claim_line").to_owned()));
    }
    (!rows.is_empty()).then(|| Block {
        head: format!(
            "{} {}",
            words.get("claims"),
            words.with("count", &[("n", &words.whole(sheet.drawn.stated.len() as f64))])
        ),
        rows,
        tail: None,
    })
}

/// Up to three round numbers that show the range of casualties.
fn examples(most: u32) -> Vec<u32> {
    const ROUND: [u32; 14] = [1, 2, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000];
    let largest = ROUND.iter().copied().rfind(|n| *n <= most);
    let Some(largest) = largest else { return Vec::new() };
    let mut out = vec![largest];
    for share in [3, 9] {
        if let Some(n) = ROUND.iter().copied().rfind(|n| *n <= largest / share) {
            out.push(n);
        }
    }
    out.reverse();
    out.dedup();
    out
}

fn casualties(sheet: &Sheet<'_>) -> Option<Block> {
    if !sheet.rows.has(Row::Points) {
        return None;
    }
    let largest = sheet.scale.radius(Some(sheet.drawn.most));
    Some(Block {
        head: sheet.style.words.get("casualties").to_owned(),
        rows: Vec::new(),
        tail: Some((2.0 * largest + 26.0, size_examples)),
    })
}

fn size_examples(scene: &mut Scene, sheet: &Sheet<'_>, at: Pt) {
    let (p, words) = (&sheet.style.palette, &sheet.style.words);
    let text = sheet.style.plain(Face::Regular, sheet.style.sizes.scale, p.ink);
    let most = sheet.drawn.most;
    let tallest = sheet.scale.radius(Some(most));
    let (mut x, middle) = (at.x + 4.0, at.y + tallest);
    let base = at.y + 2.0 * tallest + 18.0;
    let mut put = |words: &str, r: f64, zero: bool| {
        let room = text.width(words).max(2.0 * r);
        let c = pt(x + room / 2.0, middle);
        scene.path(Path::circle(c, r), Some(p.example), Some(Stroke::solid(p.grey, 1.0)));
        if zero {
            scene.fill(Path::circle(c, ZERO.min(r * 0.4)), p.paper);
        }
        scene.text(words, pt(c.x, base), Anchor::Middle, text);
        x += room + 17.0;
    };
    if sheet.rows.has(Row::NotStated) {
        put(words.get("not_stated"), sheet.scale.radius(None), false);
    }
    if sheet.rows.has(Row::NoneHurt) {
        put(words.get("none_hurt"), sheet.scale.radius(Some(0)), true);
    }
    for n in examples(most) {
        put(&words.whole(f64::from(n)), sheet.scale.radius(Some(n)), false);
    }
}

fn bands(sheet: &Sheet<'_>) -> Option<Block> {
    if sheet.drawn.hexagons.is_some() {
        return edges(sheet);
    }
    let rows: Vec<(Sample, String)> = sheet
        .bands
        .iter()
        .map(|band| {
            let tone = band.tone;
            let sample: Sample = Box::new(move |scene, sheet, at| {
                let r = Rect::new(at.x - 16.0, at.y - 8.5, 32.0, 17.0);
                let line = Stroke::solid(sheet.style.palette.contour, 0.9);
                scene.path(Path::rect(&r), Some(sheet.style.band(tone)), Some(line));
            });
            let words = &sheet.style.words;
            let range = format!("{}–{}", words.plain(band.from_km), words.plain(band.to_km));
            (sample, format!("{range} {}", words.get("km")))
        })
        .collect();
    (!rows.is_empty()).then(|| Block { head: sheet.style.words.get("bands").to_owned(), rows, tail: None })
}

/// The bands as one row, where only their edges are drawn.
fn edges(sheet: &Sheet<'_>) -> Option<Block> {
    let words = &sheet.style.words;
    let list: Vec<String> = sheet.bands.iter().map(|band| words.plain(band.to_km)).collect();
    let sample: Sample = Box::new(|scene, sheet, at| {
        let line = Path::line(&[pt(at.x - 16.0, at.y), pt(at.x + 16.0, at.y)]);
        scene.stroke(line, Stroke::solid(sheet.style.palette.contour, 0.9));
    });
    (!list.is_empty()).then(|| Block {
        head: words.get("bands").to_owned(),
        rows: vec![(sample, words.with("band_edges", &[("list", &list.join(", "))]))],
        tail: None,
    })
}

/// A row for each class of hexagons.
fn hexagons(sheet: &Sheet<'_>) -> Option<Block> {
    let (hexagons, words) = (sheet.drawn.hexagons.as_ref()?, &sheet.style.words);
    let classes = hexagons.classes.len();
    let row = |class: usize| -> (Sample, String) {
        let sample: Sample =
            Box::new(move |scene, sheet, at| super::hexagons::sample(scene, sheet, (class, classes), at));
        let (low, high) = hexagons.range(class);
        let [low, high] = [low, high].map(|n| words.whole(n as f64));
        (sample, if low == high { low } else { format!("{low}–{high}") })
    };
    let (across, area) = (words.plain(hexagons.across_km), hexagons.area_km2());
    let area = if area < 10.0 { words.plain((area * 100.0).round() / 100.0) } else { words.whole(area) };
    let mut rows: Vec<(Sample, String)> = (0..classes).map(row).collect();
    let size = words.with("hexagon_size", &[("across", &across), ("area", &area)]);
    rows.push((Box::new(|_, _, _| {}), size));
    Some(Block { head: words.get("hexagons").to_owned(), rows, tail: None })
}

fn lines(sheet: &Sheet<'_>) -> Option<Block> {
    let mut rows: Vec<(Sample, String)> = Vec::new();
    if let Some(border) = sheet.base.border.as_ref().filter(|_| !sheet.border.is_empty()) {
        let sample: Sample = Box::new(|scene, sheet, at| {
            let line = Path::line(&[pt(at.x - 16.0, at.y), pt(at.x + 16.0, at.y)]);
            scene.stroke(line, Stroke::solid(sheet.style.palette.border, sheet.style.sizes.border.0));
        });
        rows.push((sample, border_row(sheet, border)));
    }
    if sheet.rows.has(Row::Links) {
        let sample: Sample = Box::new(|scene, sheet, at| {
            let p = &sheet.style.palette;
            let line = Path::line(&[pt(at.x - 16.0, at.y), pt(at.x + 13.0, at.y)]);
            scene.stroke(line, Stroke::dashed(p.measure, 1.3, &[5.5, 3.5]));
            scene.fill(Path::circle(pt(at.x + 14.0, at.y), 3.4), p.border);
        });
        rows.push((sample, sheet.style.words.get("measure").to_owned()));
    }
    if sheet.rows.has(Row::Rivals) {
        let sample: Sample = Box::new(|scene, sheet, at| super::rivals::sample(scene, &sheet.style, at));
        rows.push((sample, sheet.style.words.get("rivals").to_owned()));
    }
    if sheet.rows.has(Row::Areas) {
        rows.push((Box::new(hatched), sheet.style.words.get("area").to_owned()));
    }
    if sheet.rows.has(Row::Near) {
        let sample: Sample = Box::new(|scene, sheet, at| {
            let c = sheet.style.palette.measure;
            let line = Stroke::dashed(c.alpha(150), 1.0, &[2.5, 2.5]);
            scene.path(Path::circle(at, 9.0), Some(c.alpha(14)), Some(line));
        });
        rows.push((sample, sheet.style.words.get("near").to_owned()));
    }
    if sheet.detail.is_some() {
        let sample: Sample = Box::new(|scene, sheet, at| {
            let r = Rect::new(at.x - 12.0, at.y - 8.0, 24.0, 16.0);
            scene.stroke(Path::rect(&r), Stroke::solid(sheet.style.palette.extent, 1.4));
        });
        rows.push((sample, sheet.style.words.get("detail").to_owned()));
    }
    if sheet.rows.has(Row::Towns) {
        let sample: Sample = Box::new(|scene, sheet, at| {
            let p = &sheet.style.palette;
            scene.path(Path::circle(at, 4.2), Some(p.paper), Some(Stroke::solid(p.ink, 1.7)));
        });
        rows.push((sample, sheet.style.words.get("settlement").to_owned()));
    }
    (!rows.is_empty()).then(|| Block { head: sheet.style.words.get("lines").to_owned(), rows, tail: None })
}

/// The border's name; in other languages than English, where that is two countries, as a line of the legend.
fn border_row(sheet: &Sheet<'_>, border: &BorderLine) -> String {
    let name = border_name(&sheet.style.words, border);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn hatched(scene: &mut Scene, sheet: &Sheet<'_>, at: Pt) {
    let color = sheet.style.palette.hatch;
    let r = Rect::new(at.x - 16.0, at.y - 8.5, 32.0, 17.0);
    scene.set_clip(Some(Clip { rect: r, path: None }));
    for k in 0..5 {
        let x = r.x0 - 17.0 + f64::from(k) * STEP;
        let line = Path::line(&[pt(x, r.y1), pt(x + 17.0, r.y0)]);
        scene.stroke(line, Stroke::solid(color.alpha(140), 1.1));
    }
    scene.set_clip(None);
    scene.stroke(Path::rect(&r), Stroke::dashed(color.alpha(190), 1.3, &[6.0, 3.5]));
}

fn outside(sheet: &Sheet<'_>) -> Option<Block> {
    if !sheet.rows.has(Row::Outside) {
        return None;
    }
    let total: usize = sheet.outside.iter().map(|o| o.n).sum();
    let mut rows: Vec<(Sample, String)> = Vec::new();
    for o in sheet.outside.iter().take(6) {
        let area = o.area;
        let sample: Sample = Box::new(move |scene, sheet, at| {
            let p = &sheet.style.palette;
            if area {
                hatched(scene, sheet, at);
            } else {
                scene.path(Path::circle(at, 4.5), Some(p.extent), Some(Stroke::solid(p.paper, 1.0)));
            }
        });
        rows.push((sample, format!("{} ({})", o.name, o.n)));
    }
    if sheet.outside.len() > 6 {
        let more: usize = sheet.outside.iter().skip(6).map(|o| o.n).sum();
        rows.push((
            Box::new(|_, _, _| {}),
            sheet.style.words.with("other_places", &[("n", &more.to_string())]),
        ));
    }
    (!rows.is_empty()).then(|| Block {
        head: format!("{} ({total})", sheet.style.words.get("outside")),
        rows,
        tail: None,
    })
}
