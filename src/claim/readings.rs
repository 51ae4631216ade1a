//! Measures what the words may mean: centre to centre, edge to edge, to a region's edge, to a border line.

use super::ground::{Ground, Near, inverse};
use super::judge::{Heading, Reading};
use super::words::Compass;
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;

/// A measured pair: readings, the line drawn, the direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The straight line that the words mean by default, in km.
    pub km: f64,
    /// Default reading, with the uncertainty of its ends.
    pub default: Reading,
    /// Other readings.
    pub others: Vec<Reading>,
    /// Ends of the line, subject first.
    pub line: (LonLat, LonLat),
    /// Azimuth from the target to the subject.
    pub azimuth_deg: f64,
    /// How far the ends' extents may turn it.
    pub slack_deg: f64,
    /// What was measured to ("the Kharkiv region's edge").
    pub to: String,
}

impl Measured {
    /// Least and greatest km over all readings.
    #[must_use]
    pub fn range_km(&self) -> (f64, f64) {
        let low = self.others.iter().map(|r| r.low_km).fold(self.default.low_km, f64::min);
        let high = self.others.iter().map(|r| r.high_km).fold(self.default.high_km, f64::max);
        (low, high)
    }

    /// Takes the target's edge in place of its centre ("from the outskirts of Y").
    pub(super) fn shift_to_edge(&mut self, radius_km: f64) {
        let half = radius_km / 2.0;
        self.others.push(self.default.clone());
        self.default = Reading {
            name: "to the near edge".into(),
            low_km: (self.default.low_km - radius_km).max(0.0),
            high_km: (self.default.high_km - half).max(0.0),
        };
    }

    /// The stated compass word against the true direction.
    #[must_use]
    pub(super) fn heading(&self, compass: Compass) -> Heading {
        Heading {
            stated_deg: compass.degrees,
            half_sector_deg: compass.half_sector,
            actual_deg: self.azimuth_deg,
            slack_deg: self.slack_deg,
        }
    }
}

/// Error of a place's point in km: gazetteers differ by this much about where a town's centre is.
fn point_error_km(place: &Place) -> f64 {
    (0.3 + 0.1 * place.radius_km).min(1.5)
}

fn slack_deg(reach_km: f64, km: f64) -> f64 {
    if km <= reach_km { 180.0 } else { (reach_km / km).asin().to_degrees().min(45.0) }
}

/// From one place's point to another's. Neither may be a region, country or sea.
#[must_use]
pub fn between_points(subject: &Place, target: &Place) -> Measured {
    let (km, _) = inverse(subject.position, target.position);
    let (_, azimuth_deg) = inverse(target.position, subject.position);
    let error = point_error_km(subject) + point_error_km(target);
    let reach = subject.radius_km + target.radius_km;
    let others = vec![
        Reading { name: "from edge to edge".into(), low_km: (km - reach - error).max(0.0), high_km: km },
        Reading { name: "between the far ends".into(), low_km: km, high_km: km + reach + error },
    ];
    Measured {
        km,
        default: Reading::around("from centre to centre", km, error),
        others,
        line: (subject.position, target.position),
        azimuth_deg,
        slack_deg: slack_deg(reach.min(km * 0.5) + error, km),
        to: target.name.clone(),
    }
}

/// From a place's point to the edge of an area or to a line.
#[must_use]
pub fn to_line(subject: &Place, near: &Near) -> Measured {
    let error = point_error_km(subject) + near.tolerance_km;
    let (_, azimuth_deg) = inverse(near.point, subject.position);
    let reach = subject.radius_km;
    Measured {
        km: near.km,
        default: Reading::around("to the nearest point", near.km, error),
        others: vec![
            Reading {
                name: "from the near edge of the place".into(),
                low_km: (near.km - reach - error).max(0.0),
                high_km: near.km,
            },
            Reading {
                name: "from the far edge of the place".into(),
                low_km: near.km,
                high_km: near.km + reach + error,
            },
        ],
        line: (subject.position, near.point),
        azimuth_deg,
        slack_deg: slack_deg(reach.min(near.km * 0.5) + error, near.km).max(22.5),
        to: near.name.clone(),
    }
}

/// What a country, region or border claim is measured to.
pub(super) fn to_area(ground: &dyn Ground, subject: &Place, target: &Place) -> Option<Near> {
    match target.class {
        PlaceClass::Country => {
            let code = target.country.as_deref()?;
            let shared = subject.country.as_deref().filter(|&own| own != code);
            shared
                .and_then(|own| ground.border(own, code, subject.position))
                .or_else(|| ground.country_edge(code, subject.position))
        }
        PlaceClass::Region => ground.edge_of(target, subject.position),
        _ => None,
    }
}
