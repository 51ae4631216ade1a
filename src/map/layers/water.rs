//! Lakes and rivers, over the bands so that water is never tinted.

use crate::map::scene::{Path, Scene, Stroke};
use crate::map::sheet::Sheet;

/// Fills lakes and draws rivers, fewer and thinner the smaller the scale.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let p = &sheet.style.palette;
    let width_km = sheet.view.width_m() / 1000.0;
    let most = match width_km {
        w if w < 250.0 => 4,
        w if w < 500.0 => 3,
        w if w < 1200.0 => 2,
        w if w < 3000.0 => 1,
        _ => 0,
    };
    for (rank, river) in &sheet.base.rivers {
        if *rank > most {
            continue;
        }
        let width = [2.4, 1.9, 1.4, 1.0].get(usize::from(rank.saturating_sub(1))).copied().unwrap_or(1.0);
        for line in sheet.line(river) {
            scene.stroke(Path::line(&line), Stroke::solid(p.shore, width));
        }
    }
    for lake in &sheet.base.lakes {
        let ring = sheet.ring(lake);
        let large = crate::map::geom::Rect::around(ring.iter().copied())
            .is_some_and(|r| r.width().max(r.height()) > 3.0);
        if large {
            scene.path(Path::rings([&ring[..]]), Some(p.water), Some(Stroke::solid(p.shore, 0.7)));
        }
    }
}
