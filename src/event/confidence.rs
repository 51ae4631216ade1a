//! How likely type, day and place of an event are right: a small linear model over named signs.

use std::sync::LazyLock;

use super::signs::{SIGNS, Seen, Sign};

/// Events below this confidence are told in the report and not drawn: of those on annotated articles three in ten
/// were right (docs/accuracy.md).
pub const LEAST_CONFIDENCE: f64 = 0.45;

/// The log-odds of an event without any sign, and what each sign adds.
struct Model {
    bias: f64,
    weights: Vec<(Sign, f64)>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut model = Model { bias: 0.0, weights: Vec::new() };
    for line in include_str!("../../lexicon/en/confidence.tsv").lines() {
        let Some((name, weight)) = line.split_once('\t') else { continue };
        let Ok(weight) = weight.parse() else { continue };
        if name == "bias" {
            model.bias = weight;
        } else if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            model.weights.push((*sign, weight));
        }
    }
    model
});

/// Probability that type, day and place are right, 0 to 1 in thousandths.
#[must_use]
pub fn of(seen: &Seen<'_, '_>) -> f64 {
    let held = MODEL.weights.iter().filter(|(holds, _)| holds(seen));
    let odds = held.fold(MODEL.bias, |sum, (_, weight)| sum + weight);
    let probability = 1.0 / (1.0 + (-odds).exp());
    (probability * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_of_a_sign() {
        for line in
            include_str!("../../lexicon/en/confidence.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let (name, weight) = line.split_once('\t').expect("a sign and its weight");
            assert!(name == "bias" || SIGNS.iter().any(|(known, _)| *known == name), "no sign {name}");
            assert!(weight.parse::<f64>().is_ok(), "{line}");
        }
    }
}
