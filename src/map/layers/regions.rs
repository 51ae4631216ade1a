//! Outlines of first-level regions.

use crate::map::geom::{Pt, Rect, distance_to_segment};
use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::{Sheet, may_be_seen};

/// The outlines may lie this far from the border's own line, in metres; there they would only blur it.
const BESIDE: f64 = 900.0;

/// Dashed, thin; under everything that the map is about, and not where the border itself runs.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    if sheet.view.width_m() > 4_000_000.0 {
        return;
    }
    let stroke = Stroke::dashed(sheet.style.palette.region_line, 0.9, &[7.0, 3.0, 1.5, 3.0]);
    let reach = (BESIDE / sheet.view.metres_per_unit).max(3.0);
    let border: Vec<(Rect, &[Pt])> = sheet
        .border
        .iter()
        .flat_map(|line| line.chunks(16).zip(line.chunks(16).skip(1).map(Some).chain([None])))
        .filter_map(|(piece, _)| Some((Rect::around(piece.iter().copied())?.grown(reach + 40.0), piece)))
        .collect();
    for region in sheet.base.regions.iter().filter(|r| may_be_seen(&sheet.view, r)) {
        for ring in &region.rings {
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            for line in sheet.line(&closed) {
                for piece in apart(&line, &border, reach) {
                    scene.stroke(Path::line(&piece), stroke.clone());
                }
            }
        }
    }
}

/// The parts of a line that do not run beside the border.
fn apart(line: &[Pt], border: &[(Rect, &[Pt])], reach: f64) -> Vec<Vec<Pt>> {
    let beside = |p: Pt| {
        border
            .iter()
            .filter(|(room, _)| room.holds(p))
            .any(|(_, piece)| piece.windows(2).any(|e| distance_to_segment(p, e[0], e[1]) < reach))
    };
    let mut out: Vec<Vec<Pt>> = vec![Vec::new()];
    for &p in line {
        if beside(p) {
            if out.last().is_some_and(|o| !o.is_empty()) {
                out.push(Vec::new());
            }
        } else if let Some(open) = out.last_mut() {
            open.push(p);
        }
    }
    out
}
