//! How likely type, day and place of an event are right.

use super::told::Told;
use super::{EventType, GeoPrecision};

/// Events below this confidence are told in the report and not drawn: of those on annotated articles about one in three
/// was right (docs/accuracy.md).
pub const LEAST_CONFIDENCE: f64 = 0.3;

/// Log-odds that an event without any of the signs below has the right type, day and place.
const BASE: f64 = 1.2;

/// Whether a sign holds for a telling.
type Sign = fn(&Told) -> bool;

/// Signs and what each adds to the log-odds: a logistic regression (ridge of 1) on the 484 events that the rules drew
/// from two annotated sets of articles, tried by leaving out a tenth of the articles at a time (docs/accuracy.md).
const SIGNS: [(Sign, f64); 11] = [
    (|told| told.weak, -0.7),
    (|told| told.place.inherited, -1.8),
    (is_nowhere, -1.7),
    (is_area, -0.6),
    (|told| told.place.precision == GeoPrecision::Country && !told.coarse && !told.place.inherited, -0.4),
    (|told| told.place.precision == GeoPrecision::Near && !told.coarse, 0.7),
    (|told| told.kind.0 == EventType::ViolenceAgainstCivilians, -1.4),
    (|told| told.kind.0 == EventType::Disaster, -1.3),
    (|told| told.kind.0 == EventType::StrategicDevelopments, 0.5),
    (|told| told.casualties.killed.is_some() || told.casualties.injured.is_some(), 0.3),
    (|told| told.when.basis.ends_with("published"), -1.0),
];

/// A name that neither a layer nor the words around it put anywhere.
fn is_nowhere(told: &Told) -> bool {
    told.place.place.is_none() && !told.place.inherited && !told.coarse
}

/// An area that the text itself names, not one that stands for an unknown village.
fn is_area(told: &Told) -> bool {
    let areal = matches!(
        told.place.precision,
        GeoPrecision::Region | GeoPrecision::Area | GeoPrecision::District | GeoPrecision::Sea
    );
    areal && !told.coarse && !told.place.inherited && told.place.place.is_some()
}

/// Probability that type, day and place are right, 0 to 1 in thousandths.
#[must_use]
pub fn of(seen: &super::signs::Seen<'_, '_>) -> f64 {
    let told = seen.told();
    let odds = SIGNS.iter().filter(|(holds, _)| holds(told)).fold(BASE, |sum, (_, weight)| sum + weight);
    let probability = 1.0 / (1.0 + (-odds).exp());
    (probability * 1000.0).round() / 1000.0
}
