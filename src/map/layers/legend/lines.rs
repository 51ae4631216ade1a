//! Rows for lines and areas: bands, hexagons, stated distances, the border and all that is drawn between it and the events.

use super::{Block, Sample};
use crate::claim::ClaimVerdict;
use crate::map::base::BorderLine;
use crate::map::geom::{Pt, Rect, pt};
use crate::map::layers;
use crate::map::layers::areas::STEP;
use crate::map::rows::Row;
use crate::map::scene::{Clip, Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::titles::border_name;

pub(super) fn claims(sheet: &Sheet<'_>) -> Option<Block> {
    let words = &sheet.style.words;
    let row = |(verdict, n): (&ClaimVerdict, &usize)| -> (Sample, String) {
        let verdict = *verdict;
        let sample: Sample =
            Box::new(move |scene, sheet, at| layers::claims::sample(scene, &sheet.style, verdict, at));
        (sample, format!("{} ({n})", words.verdict(verdict)))
    };
    let mut rows: Vec<(Sample, String)> = sheet.rows.verdicts.iter().map(row).collect();
    let seen: usize = sheet.rows.verdicts.values().sum();
    let outside = sheet.rows.stated.saturating_sub(seen);
    if outside > 0 {
        rows.push((Box::new(|_, _, _| {}), format!("{} ({outside})", words.get("claims_outside"))));
    }
    if seen > 0 {
        let sample: Sample =
            Box::new(|scene, sheet, at| layers::claims::sample_line(scene, &sheet.style, at));
        rows.push((sample, words.get("claim_line").to_owned()));
    }
    (!rows.is_empty()).then(|| Block {
        head: format!(
            "{} {}",
            words.get("claims"),
            words.with("count", &[("n", &words.whole(sheet.rows.stated as f64))])
        ),
        rows,
        tail: None,
    })
}

pub(super) fn bands(sheet: &Sheet<'_>) -> Option<Block> {
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

pub(super) fn hexagons(sheet: &Sheet<'_>) -> Option<Block> {
    let (hexagons, words) = (sheet.drawn.hexagons.as_ref()?, &sheet.style.words);
    let classes = hexagons.classes.len();
    let row = |class: usize| -> (Sample, String) {
        let sample: Sample =
            Box::new(move |scene, sheet, at| layers::hexagons::sample(scene, sheet, (class, classes), at));
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

pub(super) fn lines(sheet: &Sheet<'_>) -> Option<Block> {
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
        let sample: Sample = Box::new(|scene, sheet, at| layers::rivals::sample(scene, &sheet.style, at));
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

fn border_row(sheet: &Sheet<'_>, border: &BorderLine) -> String {
    let name = border_name(&sheet.style.words, border);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn hatched(scene: &mut Scene, sheet: &Sheet<'_>, at: Pt) {
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
