//! What would change a verdict: which numbers the same line bears out, and how far off the line would have to be.

use super::interval::Stated;
use super::judge::{self, Judgement, Question, Reading};
use super::readings::Measured;
use super::reason::compass;

/// Halvings of an interval when its edge is looked for: a millionth of its length.
const HALVINGS: usize = 20;

/// No number this many times off is tried.
const WIDEST: f64 = 40.0;

/// One or two plain sentences.
#[must_use]
pub fn sentence(question: &Question, measured: &Measured, judgement: &Judgement) -> String {
    let mut parts = Vec::new();
    if !question.stated.vague
        && let Some((low, high)) = numbers(question)
    {
        let numbers = match high {
            // "0 m" is no number that anybody states.
            Some(high) if low < 0.005 => format!("any number up to {}", measured.say(high)),
            Some(high) => measured.say_span(low, high),
            None if low < 0.005 => "any number".to_owned(),
            None => format!("any number from {} on", measured.say(low)),
        };
        parts.push(format!("Said in the same words, {numbers} would agree with this line."));
    }
    if judgement.wrong_direction {
        parts.push(format!("The true direction is {}.", compass(measured.azimuth_deg)));
    }
    let distance = judge::judge(&Question { heading: None, ..question.clone() });
    if let Some(shift) = shift(question) {
        let way = if shift < 0.0 { "shorter" } else { "longer" };
        let by = measured.say(shift.abs());
        parts.push(if distance.verdict.is_contradiction() {
            format!("What is stated would hold if the line were {by} {way}, so see that the right places were read.")
        } else {
            format!("It would be contradicted if the line were {by} {way}.")
        });
    }
    if parts.is_empty() {
        parts.push("No other length of this line would change it.".to_owned());
    }
    parts.join(" ")
}

fn holds(question: &Question) -> bool {
    !judge::judge(&Question { heading: None, ..question.clone() }).verdict.is_contradiction()
}

/// Edge between `good`, for which `test` is true, and `bad`, for which it is not.
fn edge(mut good: f64, mut bad: f64, test: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(good, bad);
        if test(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

/// Least and greatest number of km that the measured line bears out, hedge and rounding being as they are.
fn numbers(question: &Question) -> Option<(f64, Option<f64>)> {
    let value = question.stated.value_km();
    let line = f64::midpoint(question.default.low_km, question.default.high_km);
    let with = |factor: f64| Question { stated: scaled(&question.stated, factor), ..question.clone() };
    let test = |factor: f64| holds(&with(factor));
    let middle = line / value.max(1e-6);
    if !(middle.is_finite() && middle > 0.0 && test(middle)) {
        return None;
    }
    let (least, most) = (middle / WIDEST, middle * WIDEST);
    let low = if test(least) { 0.0 } else { edge(middle, least, test) };
    let high = (!test(most)).then(|| edge(middle, most, test) * value);
    Some((low * value, high))
}

fn scaled(stated: &Stated, factor: f64) -> Stated {
    Stated {
        low_km: stated.low_km * factor,
        high_km: stated.high_km * factor,
        restated: stated.restated.map(|(km, step)| (km * factor, step)),
        ..*stated
    }
}

/// Smallest change of the line's length that turns the verdict on the number round, in km; none if none does.
fn shift(question: &Question) -> Option<f64> {
    let now = holds(question);
    let line = f64::midpoint(question.default.low_km, question.default.high_km);
    let longest = (WIDEST * question.stated.value_km()).max(line);
    let same = |by: f64| holds(&shifted(question, by)) == now;
    // A number that holds fails on a line far too short or too long; one that fails holds on a line of its own length.
    let ends = if now { vec![-line, longest] } else { vec![question.stated.value_km() - line] };
    let ways = ends.into_iter().filter(|&far| !same(far)).map(|far| edge(0.0, far, same));
    ways.min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

fn shifted(question: &Question, by: f64) -> Question {
    let moved = |reading: &Reading| Reading {
        low_km: (reading.low_km + by).max(0.0),
        high_km: (reading.high_km + by).max(0.0),
        ..reading.clone()
    };
    Question {
        default: moved(&question.default),
        others: question.others.iter().map(moved).collect(),
        ..question.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Hedge;
    use crate::claim::judge::Path;

    fn question(km: f64, true_km: f64) -> Question {
        Question {
            stated: Stated::km(km, 10.0, Hedge::None),
            default: Reading::around("centre to centre", true_km, 0.5),
            others: Vec::new(),
            path: Path::Straight,
            heading: None,
        }
    }

    #[test]
    fn edges_are_where_the_verdict_turns() {
        for (stated, line) in [(80.0, 74.0), (80.0, 30.0), (20.0, 90.0)] {
            let asked = question(stated, line);
            let (low, high) = numbers(&asked).unwrap();
            let high = high.unwrap();
            assert!(low < line && line < high, "{low} {high}");
            for (number, expected) in
                [(low * 1.001, true), (low * 0.99, false), (high * 0.999, true), (high * 1.01, false)]
            {
                assert_eq!(holds(&question(number, line)), expected, "{stated} {line}: {number}");
            }
            let by = shift(&asked).unwrap();
            let now = holds(&asked);
            assert_eq!(holds(&shifted(&asked, by * 0.999)), now);
            assert_eq!(holds(&shifted(&asked, by * 1.001)), !now);
        }
    }

    #[test]
    fn no_length_contradicts_at_least_from_above() {
        let mut asked = question(40.0, 300.0);
        asked.stated.hedge = Hedge::AtLeast;
        assert!(shift(&asked).unwrap() < 0.0);
    }
}
