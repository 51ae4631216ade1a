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
    scene.stroke(Path::line(points), Stroke::dashed(color, RIBBON, &dash(verdict)));
}

/// Verdicts are told apart without colour: what holds is whole, by road in long dashes, what does not in short ones.
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

/// The legend's example of a verdict: a short ribbon with its arc.
pub fn sample(scene: &mut Scene, style: &Style, verdict: ClaimVerdict, at: Pt) {
    ribbon(scene, style, verdict, &[pt(at.x - 16.0, at.y), pt(at.x + 12.0, at.y)]);
    let bow: Vec<Pt> = (-4..=4)
        .map(|k| {
            let (s, c) = libm::sincos(f64::from(k) * 0.1);
            pt(at.x - 8.0 + 20.0 * c, at.y + 20.0 * s)
        })
        .collect();
    arc(scene, style, verdict, &bow);
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
