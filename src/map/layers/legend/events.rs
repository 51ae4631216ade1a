//! Rows for symbols: types, sizes, and what lies outside the frame.

use super::lines::hatched;
use super::{Block, Sample};
use crate::event::Modalities;
use crate::map::fonts::{CAP_HEIGHT, Face};
use crate::map::geom::{Pt, pt};
use crate::map::layers::hexagons;
use crate::map::layers::symbols::{ZERO, one};
use crate::map::rows::Row;
use crate::map::scene::{Anchor, Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::style::Symbol;
use crate::map::symbols::Scale;

fn symbol_sample(symbol: Symbol, claimed: bool) -> Sample {
    Box::new(move |scene, sheet, at| one(scene, &sheet.style, (symbol, claimed), at, 8.0))
}

pub(super) fn events(sheet: &Sheet<'_>) -> Option<Block> {
    let (d, rows_of, words) = (sheet.drawn, &sheet.rows, &sheet.style.words);
    let count = |symbol: &Symbol| d.counts.get(symbol).map_or(0, |c| c.0);
    let most = d.counts.values().map(|c| c.0).max().unwrap_or(1).max(1);
    let sample = |symbol: Symbol| -> Sample {
        if d.hexagons.is_none() {
            return symbol_sample(symbol, false);
        }
        // Where no symbol is drawn, a bar tells the share.
        let share = count(&symbol) as f64 / most as f64;
        Box::new(move |scene, sheet, at| hexagons::bar(scene, sheet, share, at))
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

/// Round numbers up to `most` whose symbols the eye tells apart, and from the least symbol: each a fifth wider than the one before.
fn examples(most: u32, scale: &Scale) -> Vec<u32> {
    const ROUND: [u32; 15] = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000];
    /// Most examples beside the least symbol.
    const FEW: usize = 3;
    let mut out: Vec<u32> = Vec::new();
    for &n in ROUND.iter().rev().filter(|n| **n <= most) {
        let wider = |than: u32| scale.radius(Some(n)) >= 1.2 * scale.radius(Some(than));
        let apart = out
            .last()
            .is_none_or(|last| n <= last / 2 && scale.radius(Some(*last)) >= 1.2 * scale.radius(Some(n)));
        if wider(0) && apart && out.len() < FEW {
            out.push(n);
        }
    }
    out.reverse();
    out
}

/// What the least symbol says: casualties that are not stated, and numbers too small for a larger one.
fn least(sheet: &Sheet<'_>) -> Option<String> {
    let words = &sheet.style.words;
    let few = match sheet.scale.floor().min(sheet.drawn.most) {
        0 => None,
        1 => Some("1".to_owned()),
        n => Some(format!("1–{}", words.whole(f64::from(n)))),
    };
    match (sheet.rows.has(Row::NotStated), few) {
        (true, Some(few)) => Some(words.with("not_stated_or", &[("n", &few)])),
        (true, None) => Some(words.get("not_stated").to_owned()),
        (false, few) => few,
    }
}

pub(super) fn casualties(sheet: &Sheet<'_>) -> Option<Block> {
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
    if let Some(least) = least(sheet) {
        put(&least, sheet.scale.radius(None), false);
    }
    if sheet.rows.has(Row::NoneHurt) {
        put(words.get("none_hurt"), sheet.scale.radius(Some(0)), true);
    }
    for n in examples(most, &sheet.scale) {
        put(&words.whole(f64::from(n)), sheet.scale.radius(Some(n)), false);
    }
}

pub(super) fn outside(sheet: &Sheet<'_>) -> Option<Block> {
    if !sheet.rows.has(Row::Outside) {
        return None;
    }
    let total: usize = sheet.outside.iter().map(|o| o.n).sum();
    // One name is one row, wherever around it the events lie.
    let mut places: Vec<(&str, bool, usize)> = Vec::new();
    for o in &sheet.outside {
        match places.iter_mut().find(|place| place.0 == o.name && place.1 == o.area) {
            Some(place) => place.2 += o.n,
            None => places.push((&o.name, o.area, o.n)),
        }
    }
    let mut rows: Vec<(Sample, String)> = Vec::new();
    for &(name, area, n) in places.iter().take(6) {
        let sample: Sample = Box::new(move |scene, sheet, at| {
            let p = &sheet.style.palette;
            if area {
                hatched(scene, sheet, at);
            } else {
                scene.path(Path::circle(at, 4.5), Some(p.extent), Some(Stroke::solid(p.paper, 1.0)));
            }
        });
        rows.push((sample, format!("{name} ({n})")));
    }
    if places.len() > 6 {
        let more: usize = places.iter().skip(6).map(|place| place.2).sum();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::style::Style;

    #[test]
    fn examples_of_size_are_told_apart() {
        let sizes = Style::light().sizes;
        for most in 0..3000 {
            let scale = Scale::new(most, 10, &sizes);
            let numbers = examples(most, &scale);
            let radii: Vec<f64> = numbers.iter().map(|n| scale.radius(Some(*n))).collect();
            let least = scale.radius(None);
            assert!(numbers.iter().all(|n| *n > scale.floor() && *n <= most), "{most}: {numbers:?}");
            assert!(radii.iter().all(|r| *r >= 1.2 * least), "{most}: {radii:?} beside {least}");
            assert!(radii.windows(2).all(|pair| pair[1] >= 1.2 * pair[0]), "{most}: {radii:?}");
            // Whatever is larger than the least symbol by more than a glance has an example.
            let large = scale.radius(Some(most)) > 1.7 * least;
            assert!(!large || !numbers.is_empty(), "{most}");
        }
    }
}
