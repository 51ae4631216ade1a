//! The foot: sources, projection, method, doubt.

use crate::map::fonts::Face;
use crate::map::geom::pt;
use crate::map::scene::{Anchor, Scene, fit, wrap};
use crate::map::sheet::Sheet;
use crate::map::text_plan::crowded;
use crate::map::words;

/// The foot's words; with `None` for what is not known yet, words of the greatest length that it may get.
#[must_use]
pub fn text(
    credits: &[String],
    border: Option<(&str, &str)>,
    view: Option<&crate::map::projection::View>,
    dropped: usize,
    crowded: bool,
) -> String {
    let mut parts = Vec::new();
    if let Some((_, source)) = border {
        parts.push(format!("Border: {source}."));
    }
    if !credits.is_empty() {
        parts.push(format!("Map data: {}.", credits.join("; ")));
    }
    let (centre, error) = view.map_or_else(
        || ("88°88′N 188°88′E".to_owned(), "0.0000".to_owned()),
        |v| {
            let c = v.plane.centre;
            let error = v.plane.scale_error(v.radius_m()) * 100.0;
            let digits =
                if error < 0.001 { 4 } else { 3 - usize::from(error >= 0.1) - usize::from(error >= 1.0) };
            let at = format!("{} {}", words::degrees(c.lat, 'N', 'S'), words::degrees(c.lon, 'E', 'W'));
            (at, format!("{error:.digits$}"))
        },
    );
    parts.push(format!(
        "Projection: azimuthal equidistant on WGS 84, centre {centre}, largest scale error in the frame {error} %."
    ));
    if border.is_some() {
        parts.push("Distances: shortest geodesic on WGS 84 to the border line.".to_owned());
    }
    parts.push(
        "Symbols stand at the centre of the place that the text names, several side by side; the event may lie some kilometres away. \
         Compiled by rule from the given texts: not exhaustive, not verified. \
         Boundaries are shown without endorsement."
            .to_owned(),
    );
    if crowded {
        parts.push(
            "Lines to the border are left out: too many places; their distances stand in the data."
                .to_owned(),
        );
    }
    if dropped > 0 {
        let labels = if dropped == 1 { "1 label".to_owned() } else { format!("{dropped} labels") };
        parts.push(format!("{labels} left out for want of room."));
    }
    parts.push(format!("Made with eventmap {}.", env!("CARGO_PKG_VERSION")));
    parts.join(" ")
}

/// Writes the foot over the full width.
pub fn draw(scene: &mut Scene, sheet: &Sheet<'_>) {
    let style = sheet.style.plain(Face::Regular, sheet.style.sizes.foot, sheet.style.palette.grey);
    let border = sheet.base.border.as_ref().map(|b| (b.name.as_str(), b.source.as_str()));
    let words = text(
        &sheet.base.credits,
        border,
        Some(&sheet.view),
        sheet.labels.dropped,
        crowded(sheet.drawn, &sheet.view),
    );
    let width = sheet.layout.sheet.width();
    for (i, line) in wrap(&words, &style, width).iter().enumerate() {
        let y = sheet.layout.foot + sheet.layout.foot_line * i as f64;
        if y < sheet.layout.sheet.y1 + 2.0 {
            scene.text(&fit(line, &style, width), pt(sheet.layout.sheet.x0, y), Anchor::Start, style);
        }
    }
}
