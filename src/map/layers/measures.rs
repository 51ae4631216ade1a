//! The shortest line from each place to the border, with a dot at the border's end.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;
use crate::map::symbols::DOT;
use crate::map::text_plan::links;

/// Dashed lines cased in white, then the dots.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    let mut ends = Vec::new();
    for (i, way) in links(sheet.drawn, &sheet.view) {
        for part in &way {
            let line = Path::line(part);
            scene.stroke(line.clone(), Stroke::solid(p.paper.alpha(130), 3.0));
            scene.stroke(line, Stroke::dashed(p.measure, 1.3, &[5.5, 3.5]));
        }
        let reached =
            sheet.drawn.spots[i].link.is_some_and(|l| sheet.view.frame.holds(sheet.view.to_sheet(l.nearest)));
        ends.extend(way.last().and_then(|part| part.last()).filter(|_| reached));
    }
    ties(scene, sheet);
    for end in ends {
        scene.path(Path::circle(end, 3.4), Some(p.border), Some(Stroke::solid(p.paper, 1.0)));
    }
}

/// Ties to their place the symbols that were moved off it to show others.
fn ties(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    for (i, spot) in sheet.drawn.spots.iter().enumerate() {
        let at = sheet.view.to_sheet(spot.position);
        let group: Vec<_> = sheet.placed.iter().filter(|s| s.spot == i).collect();
        let Some(nearest) = group.iter().min_by(|a, b| a.at.distance(at).total_cmp(&b.at.distance(at)))
        else {
            continue;
        };
        if nearest.at.distance(at) > nearest.r + DOT {
            let line = Path::line(&[at, nearest.at]);
            scene.stroke(line.clone(), Stroke::solid(p.paper.alpha(200), 2.6));
            scene.stroke(line, Stroke::solid(p.ink, 0.9));
        }
    }
}
