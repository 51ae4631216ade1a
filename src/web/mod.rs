//! The interactive page: one HTML file that holds the map, every sentence behind it and the verdicts, and asks nothing
//! of any network.
//!
//! Text of articles is data in the page, never markup: it is carried as JSON, set as text, and a Content-Security-Policy
//! lets nothing run but the page's own script. The same report gives the same bytes.

mod countries;
mod csp;
mod dossier;
mod escape;
mod gather;
mod ground;
mod model;
mod page;
mod prose;
mod quote;
mod sha256;
mod sieve;

pub use dossier::{Figure, dossier};
use serde::Serialize;

use crate::event::GeoPrecision;
use crate::geodesy::LonLat;
use crate::map::BaseMap;
use crate::map::drawn::{Area, Drawn};
use crate::map::frame::{self, area_points};
use crate::map::geom::Rect;
use crate::report::Report;
use sieve::Window;

/// A nearest point of the border is shown from the first if it lies within so many km of its event.
const BORDER_REACH_KM: f64 = 150.0;

/// The page of a report over a base map, with bands of these distances in km around the border, and whom to thank.
#[must_use]
pub fn page(report: &Report, base: &BaseMap, bands: &[f64], credits: &[String]) -> String {
    let window = Window::around(&points(report, base));
    let gather::Gathered { mut model, areas } =
        gather::model(report, credits.to_vec(), &|lon| window.lon(lon));
    model.areas = areas.iter().map(|area| outlined(area, base, &window)).collect();
    let ground = ground::ground(&window, base, bands);
    page::html(&Data {
        model: &model,
        ground: &ground,
        view: first_view(report, base, &window),
        thanks: &base.credits,
    })
}

/// All that the page's script reads.
#[derive(Debug, Serialize)]
struct Data<'d> {
    #[serde(flatten)]
    model: &'d model::Model,
    ground: &'d ground::Ground,
    /// South-west and north-east corner of what is shown first.
    view: [model::LatLon; 2],
    /// Short credits of what the map shows.
    thanks: &'d [String],
}

/// The frame of the overview picture, which leaves out those few far events that would make the rest unreadable.
fn first_view(report: &Report, base: &BaseMap, window: &Window) -> [model::LatLon; 2] {
    let sheet = Rect::new(0.0, 0.0, 1100.0, 900.0);
    let Some(framing) = frame::overview(&Drawn::of(report), base, sheet, None) else {
        return window.corners();
    };
    if framing.view.is_world() {
        return window.tight();
    }
    let [west, south, east, north] = framing.view.bounds();
    let west_near = window.lon(west);
    [[south.max(-84.0), west_near], [north.min(84.0), west_near + (east - west).min(360.0)]]
}

fn outlined(area: &Area, base: &BaseMap, window: &Window) -> model::Area {
    let round = |degrees: f64| (degrees * 1e4).round() / 1e4 + 0.0;
    model::Area {
        name: escape::one_line(&area.name),
        at: [round(area.position.lat), round(window.lon(area.position.lon))],
        radius_km: area.radius_km,
        rings: ground::outline(area, base, window),
    }
}

/// What must be in the window: events, the ways to the border, areas but for whole countries; else the border.
fn points(report: &Report, base: &BaseMap) -> Vec<LonLat> {
    let drawn = Drawn::of(report);
    let mut points: Vec<LonLat> = drawn.spots.iter().map(|spot| spot.position).collect();
    let near = drawn.spots.iter().filter_map(|spot| spot.link).filter(|link| link.km <= BORDER_REACH_KM);
    points.extend(near.map(|link| link.nearest));
    for area in &drawn.areas {
        if area.precision == GeoPrecision::Country {
            points.push(area.position);
        } else {
            points.extend(area_points(area, base));
        }
    }
    if points.is_empty() {
        points.extend(base.border.iter().flat_map(|border| border.lines.iter().flatten().step_by(50)));
    }
    points.retain(|point| point.is_valid());
    points
}
