//! The land border nearest to a position, of the whole world or of one country.

use super::borders::{Border, between, pairs};
use super::world_borders;
use crate::geodesy::{LonLat, Nearest};

/// The land border nearest to a position and its nearest point, if one lies within so many metres.
#[must_use]
pub fn nearest_land_border(p: LonLat, within_m: f64, view: &str) -> Option<(&'static Border, Nearest)> {
    nearest_of(world_borders::pairs_near(p, within_m), p, within_m, view)
}

/// The nearest point of the land borders of one country, with the border that it lies on.
#[must_use]
pub fn nearest_of_country(iso2: &str, p: LonLat, view: &str) -> Option<(&'static Border, Nearest)> {
    let of_country = |(one, other): &(&str, &str)| *one == iso2 || *other == iso2;
    nearest_of(pairs().filter(of_country).collect(), p, f64::INFINITY, view)
}

fn nearest_of(
    pairs: Vec<(&'static str, &'static str)>,
    p: LonLat,
    within_m: f64,
    view: &str,
) -> Option<(&'static Border, Nearest)> {
    let mut best: Option<(&'static Border, Nearest)> = None;
    for (one, other) in pairs {
        let reach = best.as_ref().map_or(within_m, |(_, nearest)| nearest.metres);
        let Some(border) = between(one, other, view) else { continue };
        // The search may give a little more than was asked for.
        let found = border.index().nearest_within(p, reach).filter(|nearest| nearest.metres <= reach);
        if let Some(nearest) = found {
            best = Some((border, nearest));
        }
    }
    best
}
