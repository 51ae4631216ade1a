//! How likely type, day and place of an event are right.

use super::told::Told;
use super::{EventType, GeoPrecision};

/// Share of such events that proved right on annotated articles: a sum of what told right from wrong there.
#[must_use]
pub fn of(told: &Told) -> f64 {
    let mut score: f64 = 0.72;
    if told.certain && !told.weak {
        score += 0.08;
    }
    if told.weak {
        score -= 0.12;
    }
    if told.place.place.is_none() {
        score -= 0.1;
    }
    let counted = told.casualties.killed.is_some() || told.casualties.injured.is_some();
    if told.when.basis.contains("published") && !counted {
        score -= 0.25;
    }
    if told.place.inherited {
        score -= 0.4;
    }
    score += match told.place.precision {
        GeoPrecision::Near => 0.06,
        GeoPrecision::District => -0.08,
        GeoPrecision::Region | GeoPrecision::Area => -0.38,
        GeoPrecision::Country => -0.45,
        _ => 0.0,
    };
    if matches!(told.kind.0, EventType::ViolenceAgainstCivilians | EventType::Disaster) {
        score -= 0.15;
    }
    if told.tellings > 1 {
        score += 0.05;
    }
    score.clamp(0.05, 0.95)
}
