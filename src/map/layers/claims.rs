//! Stated distances against measured lines: a ribbon as long as the text says with an arc at its end, over it the line.

use crate::claim::ClaimVerdict;
use crate::map::claims::Trace;
use crate::map::geom::{Pt, pt};
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::style::Style;

/// Width of the ribbon and of the line.
const RIBBON: f64 = 7.0;
const LINE: f64 = 1.5;
/// What is left open between the two edges of a ribbon whose number is a round one.
const HOLLOW: f64 = 3.4;
/// Radius of the dot at an end of a line.
const END: f64 = 3.2;

/// All ribbons, then all arcs, then the lines and their ends: a line is never hidden by another's ribbon.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let verdict = |trace: &Trace| sheet.drawn.stated.get(trace.number).map(|s| s.verdict);
    let all = || sheet.traces.iter().filter_map(|t| Some((t, verdict(t)?)));
    for (trace, verdict) in all() {
        for piece in &trace.ribbon {
            ribbon(scene, &sheet.style, verdict, piece);
        }
    }
    for (trace, verdict) in all() {
        for piece in &trace.arc {
            arc(scene, &sheet.style, verdict, piece);
        }
    }
    let p = &sheet.style.palette;
    for (trace, _) in all() {
        for piece in &trace.line {
            line(scene, &sheet.style, piece);
        }
        for end in &trace.ends {
            scene.path(Path::circle(*end, END), Some(p.ink), Some(Stroke::solid(p.paper, 1.0)));
        }
    }
}

fn ribbon(scene: &mut Scene, style: &Style, verdict: ClaimVerdict, points: &[Pt]) {
    let color = style.verdict(verdict).alpha(95);
    // Cut ends: a round one would reach beyond what the text says.
    if verdict == ClaimVerdict::Rounded {
        // Both edges of a line; what lies under the middle of it stays seen.
        let (edge, away) = ((RIBBON - HOLLOW) / 2.0, (RIBBON + HOLLOW) / 4.0);
        for side in [-away, away] {
            let line: Vec<Pt> = beside(points, side);
            scene.stroke(Path::line(&line), Stroke::dashed(style.verdict(verdict).alpha(190), edge, &[]));
        }
        return;
    }
    scene.stroke(Path::line(points), Stroke::dashed(color, RIBBON, &dash(verdict)));
}

/// A line beside another one, so far to its left.
fn beside(points: &[Pt], away: f64) -> Vec<Pt> {
    let last = points.len().saturating_sub(1);
    let shifted = |i: usize| {
        let (a, b) = (points[i.saturating_sub(1)], points[(i + 1).min(last)]);
        let length = a.distance(b).max(1e-9);
        pt(points[i].x + away * (b.y - a.y) / length, points[i].y - away * (b.x - a.x) / length)
    };
    (0..points.len()).map(shifted).collect()
}

/// Verdicts are told apart without colour: what holds is whole, as a round number a double line, by road in long dashes, what does not in
/// short ones.
fn dash(verdict: ClaimVerdict) -> Vec<f64> {
    match verdict {
        ClaimVerdict::Consistent | ClaimVerdict::Rounded => Vec::new(),
        ClaimVerdict::ConsistentByRoad => vec![15.0, 5.0],
        ClaimVerdict::CannotCheck => vec![3.0, 7.0],
        ClaimVerdict::Overstated | ClaimVerdict::Understated | ClaimVerdict::WrongDirection => {
            vec![7.0, 3.5]
        }
    }
}

fn arc(scene: &mut Scene, style: &Style, verdict: ClaimVerdict, points: &[Pt]) {
    scene.stroke(Path::line(points), Stroke::solid(style.palette.paper.alpha(215), 6.0));
    scene.stroke(Path::line(points), Stroke::solid(style.verdict(verdict), 3.2));
}

fn line(scene: &mut Scene, style: &Style, points: &[Pt]) {
    scene.stroke(Path::line(points), Stroke::solid(style.palette.paper.alpha(150), LINE + 2.0));
    scene.stroke(Path::line(points), Stroke::solid(style.palette.ink, LINE));
}

/// The legend's example of a verdict: a short ribbon with its arc; of one that does not hold, also how the measured line lies to it.
pub fn sample(scene: &mut Scene, style: &Style, verdict: ClaimVerdict, at: Pt) {
    let from = pt(at.x - 16.0, at.y);
    let (reach, measured) = match verdict {
        ClaimVerdict::Overstated => (28.0, Some(pt(at.x - 2.0, at.y))),
        ClaimVerdict::Understated => (15.0, Some(pt(at.x + 15.0, at.y))),
        ClaimVerdict::WrongDirection => (28.0, Some(pt(at.x + 7.0, at.y - 8.0))),
        _ => (28.0, None),
    };
    ribbon(scene, style, verdict, &[from, pt(from.x + reach, at.y)]);
    let bow: Vec<Pt> = (-4..=4)
        .map(|k| {
            let (s, c) = libm::sincos(f64::from(k) * 0.1);
            pt(from.x + reach - 20.0 + 20.0 * c, at.y + 20.0 * s)
        })
        .collect();
    arc(scene, style, verdict, &bow);
    if let Some(end) = measured {
        line(scene, style, &[from, end]);
    }
}

/// The legend's example of a measured line.
pub fn sample_line(scene: &mut Scene, style: &Style, at: Pt) {
    let ends = [pt(at.x - 14.0, at.y), pt(at.x + 14.0, at.y)];
    line(scene, style, &ends);
    for end in ends {
        let ring = Stroke::solid(style.palette.paper, 1.0);
        scene.path(Path::circle(end, END), Some(style.palette.ink), Some(ring));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::scene::Item;

    /// Rows of the legend differ in form, so that they are told apart on any copy.
    #[test]
    fn verdicts_are_told_apart_without_colour() {
        let style = Style::light();
        let form = |verdict| {
            let mut scene = Scene::new(100.0, 40.0, style.palette.paper);
            sample(&mut scene, &style, verdict, pt(40.0, 20.0));
            let black = |stroke: &Stroke| Stroke { color: style.palette.ink, ..stroke.clone() };
            let plain = |item: &Item| match item {
                Item::Path { path, stroke, .. } => (path.clone(), stroke.as_ref().map(black)),
                Item::Text { .. } => (Path::default(), None),
            };
            scene.items.iter().map(plain).collect::<Vec<_>>()
        };
        let all = [
            ClaimVerdict::Consistent,
            ClaimVerdict::Rounded,
            ClaimVerdict::ConsistentByRoad,
            ClaimVerdict::Overstated,
            ClaimVerdict::Understated,
            ClaimVerdict::WrongDirection,
            ClaimVerdict::CannotCheck,
        ];
        for (i, a) in all.iter().enumerate() {
            for b in &all[..i] {
                assert_ne!(form(*a), form(*b), "{a:?} and {b:?}");
            }
        }
    }
}
