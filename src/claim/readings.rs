//! Measures what the words may mean: centre to centre, edge to edge, to a region's edge, to a border line.

use super::ground::{Near, inverse};
use super::judge::{Heading, Reading};
use crate::gazetteer::Place;
use crate::geodesy::{LonLat, compass};
use crate::text::measure::Unit;

/// A measured pair: readings, the line drawn, the direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The straight line that the words mean by default, in km.
    pub km: f64,
    /// Default reading, with the uncertainty of its ends.
    pub default: Reading,
    /// Other readings.
    pub others: Vec<Reading>,
    /// Least and greatest km that the extents of both ends allow.
    pub range_km: (f64, f64),
    /// Ends of the line, subject first.
    pub line: (LonLat, LonLat),
    /// Azimuth from the target to the subject.
    pub azimuth_deg: f64,
    /// How far the ends' extents may turn it.
    pub slack_deg: f64,
    /// What was measured to ("the border between Russia and Ukraine").
    pub to: String,
    /// The unit of the text, in which its answer is given first.
    pub unit: Unit,
}

/// Name of the reading of "from the outskirts of Y".
pub(super) const FROM_EDGE: &str = "from the edge of the target";

impl Measured {
    /// Takes the target's edge in place of its centre ("from the outskirts of Y").
    pub(super) fn shift_to_edge(&mut self, radius_km: f64) {
        let name = FROM_EDGE.to_owned();
        let low_km = (self.default.low_km - radius_km).max(0.0);
        let high_km = (self.default.high_km - radius_km / 2.0).max(low_km);
        // Within the extent nobody knows where the edge runs: any length up to the centre's will do.
        let high_km = if self.km < radius_km { high_km.max(self.default.high_km) } else { high_km };
        let centre = std::mem::replace(&mut self.default, Reading { name, low_km, high_km, loose: true });
        self.others.push(centre);
    }

    /// The stated compass word against the true direction.
    #[must_use]
    pub fn heading(&self, stated: compass::Direction) -> Heading {
        Heading { stated, actual_deg: self.azimuth_deg, slack_deg: self.slack_deg }
    }
}

/// Error of a place's point in km: gazetteers differ by this much about where a village's or a city's centre is.
fn point_error_km(place: &Place) -> f64 {
    (0.3 + 0.05 * place.radius_km).min(0.7)
}

/// Share of the centres' distance that extents may take away: beyond, one place would as well be called part of the other.
const NEAREST_SHARE: f64 = 0.5;

/// Share of the extents by which the far side of a place may lengthen what writers mean.
const FAR_SHARE: f64 = 0.25;

/// A city and a place whose centres are at most this many times both extents apart have edges that touch: a suburb is "3 km from" the
/// city, and nobody knows from which point, so no number is too short.
const TOUCHING: f64 = 1.25;

/// Extent in km from which a settlement has suburbs: some 100,000 people.
const CITY_KM: f64 = 5.0;

/// How far extents of `reach_km` may turn a line of `km`, in degrees.
fn slack_deg(reach_km: f64, km: f64) -> f64 {
    if km <= reach_km { 45.0 } else { (reach_km / km).asin().to_degrees().min(45.0) }
}

/// From one place's point to another's. Neither may be a region, country or sea.
#[must_use]
pub fn between_points(subject: &Place, target: &Place) -> Measured {
    let (km, _) = inverse(subject.position, target.position);
    let (_, azimuth_deg) = inverse(target.position, subject.position);
    let error = point_error_km(subject) + point_error_km(target);
    let reach = subject.radius_km + target.radius_km;
    let near = (km - reach - error).max(0.0);
    let city = subject.radius_km.max(target.radius_km) >= CITY_KM;
    let near_edges = if city && km <= TOUCHING * reach { 0.0 } else { near.max(NEAREST_SHARE * km) };
    let far = km + reach + error;
    let others = vec![
        Reading { name: "from edge to edge".into(), low_km: near_edges, high_km: km, loose: true },
        Reading { name: "to the far side".into(), low_km: km, high_km: km + FAR_SHARE * reach, loose: false },
    ];
    Measured {
        km,
        default: Reading::around("from centre to centre", km, error),
        others,
        range_km: (near, far),
        line: (subject.position, target.position),
        azimuth_deg,
        slack_deg: slack_deg(reach.min(km * NEAREST_SHARE) + error, km),
        to: target.name.clone(),
        unit: Unit::Kilometre,
    }
}

/// Share of a line's stated tolerance that it is off on average.
const MEAN_OF_TOLERANCE: f64 = 0.3;

/// From a place's point to the edge of an area or to a line.
#[must_use]
pub fn to_line(subject: &Place, near: &Near) -> Measured {
    let error = point_error_km(subject);
    let (_, azimuth_deg) = inverse(near.point, subject.position);
    let reach = subject.radius_km + near.tolerance_km + error;
    let (low, high) = ((near.km - reach).max(0.0), near.km + reach);
    Measured {
        km: near.km,
        default: Reading::around(
            "to the nearest point",
            near.km,
            error + MEAN_OF_TOLERANCE * near.tolerance_km,
        ),
        others: vec![
            Reading {
                name: "from the near edge of the place".into(),
                low_km: low,
                high_km: near.km,
                loose: true,
            },
            Reading {
                name: "from the far edge of the place".into(),
                low_km: near.km,
                high_km: high,
                loose: false,
            },
        ],
        range_km: (low, high),
        line: (subject.position, near.point),
        azimuth_deg,
        // The nearest point of a long line says little about where "north of the border" begins.
        slack_deg: 45.0,
        to: near.name.clone(),
        unit: Unit::Kilometre,
    }
}
