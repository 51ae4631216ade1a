//! How an event's place lies to a border: a length for a point, a range for an area.

use super::{EventPlace, PlaceBorder};
use crate::gazetteer::borders::Border;
use crate::gazetteer::shapes;
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::{LonLat, Shape};

/// Measures an event's place to `border`, on the ellipsoid; none where the place is not known.
#[must_use]
pub fn measure(place: &EventPlace, border: &Border) -> Option<PlaceBorder> {
    let position = place.position?;
    if place.precision.is_areal() {
        return area(place, position, border);
    }
    let nearest = border.index().nearest(position)?;
    let km = nearest.metres / 1000.0;
    let radius = place.radius_km.unwrap_or(0.0);
    Some(PlaceBorder {
        km: Some(km),
        km_min: (km - radius).max(0.0),
        km_max: km + radius,
        nearest: Some(nearest.point),
        azimuth_deg: Some(nearest.azimuth_deg),
        side: border.side(position),
    })
}

/// The range over an area: by its outline where one is known, else by its point and radius.
fn area(event: &EventPlace, position: LonLat, border: &Border) -> Option<PlaceBorder> {
    let place = event.place.as_ref()?;
    let side = place.country.clone().or_else(|| border.side(position));
    let (km_min, km_max) = match outline(place).and_then(|shape| shape.range_to(border.index())) {
        Some((nearest, farthest)) => (nearest / 1000.0, farthest / 1000.0),
        None => {
            let km = border.index().nearest(position)?.metres / 1000.0;
            let radius = event.radius_km.unwrap_or(place.radius_km);
            ((km - radius).max(0.0), km + radius)
        }
    };
    Some(PlaceBorder { km: None, km_min, km_max, nearest: None, azimuth_deg: None, side })
}

fn outline(place: &Place) -> Option<&'static Shape> {
    match place.class {
        PlaceClass::Region => shapes::region_shape(place.code.as_deref()?),
        PlaceClass::Country => shapes::country_shape(place.country.as_deref()?),
        _ => None,
    }
}
