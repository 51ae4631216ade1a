//! Holds the sentence of a verdict to its own numbers, over many stated lengths, distances and extents.

use proptest::prelude::*;

use super::cases::{Row, place};
use super::ground::Near;
use super::interval::Stated;
use super::judge::{Judgement, Path, Question, judge};
use super::readings::{Measured, between_points, to_line};
use super::reason::{Told, sentence};
use super::{ClaimVerdict, Hedge};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;

/// Kilometres in a degree of the equator.
const DEGREE_KM: f64 = 111.319_491;

fn town(lon: f64, radius_km: f64) -> Place {
    let row: Row = ("Town", PlaceClass::Settlement, "", "", 0.0, lon, 1);
    Place { radius_km, ..place(&row) }
}

/// What is measured between two towns or from a town to a line, and what a number under a hedge makes of it.
#[derive(Debug, Clone, Copy)]
struct Case {
    km: f64,
    radii: (f64, f64),
    kind: usize,
    stated: (f64, f64),
    step: f64,
    hedge: Hedge,
    path: Path,
}

fn told(case: &Case) -> (Measured, Judgement, String) {
    let subject = town(case.km / DEGREE_KM, case.radii.0);
    let measured = if case.kind == 0 {
        let tolerance_km = case.radii.1 / 4.0;
        let point = LonLat { lon: 0.0, lat: 0.0 };
        to_line(&subject, &Near { km: case.km, point, inside: false, tolerance_km, name: "the line".into() })
    } else {
        let mut measured = between_points(&subject, &town(0.0, case.radii.1));
        if case.kind == 2 {
            measured.shift_to_edge(case.radii.1);
        }
        measured
    };
    let high = if case.hedge == Hedge::Range { case.stated.1 } else { case.stated.0 };
    let stated = Stated { high_km: high, ..Stated::km(case.stated.0, case.step, case.hedge) };
    let others = measured.others.clone();
    let judgement = judge(&Question {
        stated,
        default: measured.default.clone(),
        others,
        path: case.path,
        heading: None,
    });
    let said = sentence(
        &Told { words: "W", subject: "S", number: "N", direction: None, turned: false },
        &measured,
        &judgement,
    );
    (measured, judgement, said)
}

/// The numbers in km that stand between two parts of a sentence.
fn lengths(said: &str, after: &str, before: &str) -> Vec<f64> {
    let Some((_, rest)) = said.split_once(after) else { return Vec::new() };
    let part = rest.split(before).next().unwrap_or(rest);
    let part = part.trim_end_matches('.');
    let metres = part.ends_with(" m") || part.ends_with(" m)");
    let number = |word: &str| word.parse::<f64>().ok();
    part.split([' ', '(', ')']).filter_map(number).map(|n| if metres { n / 1000.0 } else { n }).collect()
}

/// Half of the last digit that is written, and a little.
fn tolerance(km: f64) -> f64 {
    if km < 0.995 {
        0.0051
    } else if km < 99.95 {
        0.051
    } else {
        0.51
    }
}

type Check = (&'static str, bool);

/// What must hold where the number is called too long or too short.
fn refusals(case: &Case, measured: &Measured, judgement: &Judgement, said: &str) -> Vec<Check> {
    let (low, allowed) = (judgement.stated.low_km, judgement.allowed);
    let near = |a: f64, b: f64| (a - b).abs() <= 2.0 * tolerance(a.max(b));
    let parts: Vec<_> = std::iter::once(&measured.default).chain(&measured.others).collect();
    let shortest = parts.iter().map(|r| r.low_km).fold(f64::INFINITY, f64::min);
    let longest = parts.iter().map(|r| r.high_km).fold(0.0, f64::max);
    let mut checks = Vec::new();
    if said.contains("too long") {
        checks.push(("it is over every reading", low > longest || allowed.wide.0 > longest));
        checks.push((
            "a road helps only where none is excluded",
            said.contains("road") != (case.path == Path::Straight),
        ));
        if let Some(&times) = lengths(said, "about ", " times").first() {
            checks.push(("the factor is the quotient", (times - low / longest.max(1e-3)).abs() < 0.051));
        }
    }
    if said.contains("too short") {
        checks.push(("it is under every reading", allowed.wide.1 < shortest));
        let stated = lengths(said, "that line is ", ".\n");
        checks.push(("the shortest is told", stated.is_empty() || near(stated[0], shortest)));
    }
    checks
}

fn wrong(case: &Case) -> Option<String> {
    let (measured, judgement, said) = told(case);
    let (km, low) = (measured.km, judgement.stated.low_km);
    let default = &measured.default;
    let parts: Vec<_> = std::iter::once(default).chain(&measured.others).collect();
    let allowed = judgement.allowed;
    let range = if said.contains("loosely") { allowed.wide } else { allowed.core };
    let inside = range.0 - tolerance(km) * 2.0 <= km && km <= range.1 + tolerance(km) * 2.0;
    let mut checks = vec![("the measured length is told", said.contains(&super::reason::km(km)))];
    let (part, off) = (said.contains(" only ") || said.contains("when measured"), said.contains(" off \""));
    if said.contains("which fits") && !part {
        checks.push(("what fits lies in the range", inside));
    }
    if part {
        let named = parts.iter().filter(|r| said.contains(&r.name));
        let mut meets = named.map(|r| r.low_km <= range.1 && range.0 <= r.high_km);
        checks.push(("a named part meets the range", meets.any(|meets| meets)));
    }
    if off {
        let gap = (range.0 - km).max(km - range.1);
        checks.push((
            "what maps differ by covers the gap",
            gap <= (default.high_km - km).max(km - default.low_km),
        ));
        checks.push(("it is outside", gap > 0.0));
    }
    if said.contains("shorter than") {
        checks.push(("it is shorter", km < low));
    }
    if said.contains("longer than \"") {
        checks.push(("it is longer", km > low));
    }
    if let Some(&times) = lengths(&said, "; a road ", " times").first() {
        checks.push(("the detour is the quotient", (times - low / km).abs() < 0.051));
        checks.push(("its doubt is told", said.contains("few roads") == (low / km > 1.45)));
    }
    checks.extend(refusals(case, &measured, &judgement, &said));
    let word = match judgement.verdict {
        ClaimVerdict::Consistent => "\"N\" (read as",
        ClaimVerdict::Rounded => "\"N\"",
        ClaimVerdict::ConsistentByRoad => "road",
        ClaimVerdict::Overstated => "too long",
        ClaimVerdict::Understated => "too short",
        ClaimVerdict::WrongDirection | ClaimVerdict::CannotCheck => "never",
    };
    checks.push(("the verdict is told", said.contains(word)));
    if judgement.verdict == ClaimVerdict::Rounded {
        checks.push(("a round figure is never said to fit as it stands", said.contains("loosely") || part));
    }
    let failed = checks.iter().find(|(_, holds)| !holds)?;
    Some(format!("{}: {said}\n{measured:?}\n{judgement:?}", failed.0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn words_agree_with_numbers(
        km in prop_oneof![0.1_f64..3.0, 3.0_f64..90.0, 90.0_f64..900.0],
        share in 0.2_f64..3.0,
        spread in 1.0_f64..2.5,
        radii in (0.2_f64..15.0, 0.2_f64..15.0),
        kind in 0_usize..3,
        hedge in 0_usize..8,
        path in 0_usize..3,
    ) {
        let step = 10_f64.powf((km * share).log10().floor()).max(0.1) / if kind == 0 { 1.0 } else { 10.0 };
        let low = ((km * share / step).round() * step).max(step);
        let case = Case {
            km,
            radii,
            kind,
            stated: (low, low * spread),
            step,
            hedge: Hedge::ALL[hedge],
            path: [Path::Unsaid, Path::Road, Path::Straight][path],
        };
        prop_assert_eq!(wrong(&case), None);
    }
}

#[test]
fn sentences_for_known_numbers() {
    use ClaimVerdict::{Consistent, ConsistentByRoad, Overstated, Rounded, Understated};
    // Kind 0 is a line, 1 a pair of towns; the number, its step, its hedge; what must be said.
    for (km, kind, stated, step, hedge, path, verdict, words) in [
        (
            73.0,
            1,
            80.0,
            10.0,
            Hedge::None,
            Path::Unsaid,
            Rounded,
            "as a round figure, read loosely as 70.0 to 90.0 km",
        ),
        (
            76.0,
            1,
            80.0,
            10.0,
            Hedge::None,
            Path::Unsaid,
            Consistent,
            "which fits \"N\" (read as 75.0 to 85.0 km)",
        ),
        (32.2, 0, 50.0, 50.0, Hedge::About, Path::Unsaid, ConsistentByRoad, "a road 1.6 times as long"),
        (32.2, 0, 50.0, 50.0, Hedge::About, Path::Straight, Overstated, "too long: about 1.4 times"),
        (40.0, 1, 20.0, 10.0, Hedge::None, Path::Unsaid, Understated, "even the shortest reading"),
        (
            40.3,
            1,
            40.0,
            10.0,
            Hedge::None,
            Path::Road,
            ConsistentByRoad,
            "which fits \"N\" (by a straight road, read as",
        ),
    ] {
        let case = Case { km, radii: (3.0, 3.0), kind, stated: (stated, stated), step, hedge, path };
        let (_, judgement, said) = told(&case);
        assert_eq!(judgement.verdict, verdict, "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(wrong(&case), None);
    }
}
