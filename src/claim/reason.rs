//! Puts a verdict into one plain sentence.

use super::judge::{Judgement, Reading};
use super::readings::Measured;
use super::{ClaimVerdict, interval::Allowed};
use crate::evidence::Evidence;

/// A length for people: metres under 1 km, one decimal under 100 km, else whole km.
#[must_use]
pub fn km(value: f64) -> String {
    if !value.is_finite() {
        "any distance".into()
    } else if value < 0.95 {
        format!("{:.0} m", (value * 100.0).round() * 10.0)
    } else if value < 99.95 {
        format!("{value:.1} km")
    } else {
        format!("{value:.0} km")
    }
}

fn interval(range: (f64, f64)) -> String {
    if range.1.is_infinite() {
        format!("{} or more", km(range.0))
    } else if range.0 <= 0.0 {
        format!("at most {}", km(range.1))
    } else {
        format!("{} to {}", km(range.0).trim_end_matches(" km"), km(range.1))
    }
}

/// Eight compass words by azimuth.
#[must_use]
pub fn compass(azimuth_deg: f64) -> &'static str {
    const WORDS: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    WORDS[((azimuth_deg.rem_euclid(360.0) / 45.0).round() as usize) % 8]
}

/// What a verdict sentence speaks of.
pub struct Told<'a> {
    /// The claim's words.
    pub words: &'a str,
    /// Name of the subject.
    pub subject: &'a str,
    /// The number as stated, with its hedge and unit.
    pub number: &'a str,
    /// Direction as written.
    pub direction: Option<&'a str>,
}

/// One sentence for a claim that was measured.
#[must_use]
pub fn sentence(told: &Told<'_>, measured: &Measured, judgement: &Judgement) -> String {
    let Told { words, subject, number, direction } = told;
    let straight = format!("the straight line from {subject} to {} is {}", measured.to, km(measured.km));
    let Allowed { core, wide } = judgement.allowed;
    let (low, high) = measured.range_km;
    let tail = match judgement.verdict {
        ClaimVerdict::Consistent if core.0 <= measured.km && measured.km <= core.1 => {
            format!("which fits \"{number}\" (read as {})", interval(core))
        }
        ClaimVerdict::Consistent => {
            format!("which, give or take what maps differ by, fits \"{number}\" (read as {})", interval(core))
        }
        ClaimVerdict::Rounded if judgement.reading.as_deref() == Some(measured.default.name.as_str()) => {
            format!("which fits \"{number}\" only as a round figure (read loosely as {})", interval(wide))
        }
        ClaimVerdict::Rounded => format!(
            "which fits \"{number}\" only {} ({} to {} with the places' extents)",
            judgement.reading.as_deref().unwrap_or("loosely"),
            km(low),
            km(high)
        ),
        ClaimVerdict::ConsistentByRoad => format!(
            "shorter than \"{number}\"; a road {:.1} times as long would explain the figure{}",
            judgement.factor,
            if judgement.factor > super::judge::CIRCUITY.1 {
                ", though few roads wind that much"
            } else {
                ""
            }
        ),
        ClaimVerdict::Overstated => format!(
            "so \"{number}\" is about {:.1} times too long, more than the places' extents or a road would explain",
            judgement.factor
        ),
        ClaimVerdict::Understated => {
            format!("so \"{number}\" is too short: the places' extents allow {} at least", km(low))
        }
        ClaimVerdict::WrongDirection => format!("which \"{number}\" may fit"),
        ClaimVerdict::CannotCheck => String::from("which settles nothing"),
    };
    let turn = match direction {
        Some(direction) if judgement.wrong_direction => format!(
            ", but {subject} lies {} of {}, not {direction}",
            compass(measured.azimuth_deg),
            measured.to
        ),
        _ => String::new(),
    };
    format!("The text says \"{words}\": {straight}, {tail}{turn}.")
}

/// Every reading, for the evidence.
#[must_use]
pub fn evidence(measured: &Measured, judgement: &Judgement) -> Vec<Evidence> {
    let note = |name: &str, low, high| format!("{name}: {} to {}", km(low), km(high));
    let reading = |rule, r: &Reading| Evidence::of(rule, note(&r.name, r.low_km, r.high_km));
    let mut found = vec![reading("reading.default", &measured.default)];
    found.extend(measured.others.iter().map(|other| reading("reading.other", other)));
    found.push(Evidence::of("reading.road", note("by road", judgement.road_km.0, judgement.road_km.1)));
    let azimuth = format!("azimuth from the target to the subject: {:.0} degrees", measured.azimuth_deg);
    found.push(Evidence::of("reading.azimuth", azimuth));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_well() {
        for (value, text) in
            [(0.25, "250 m"), (0.0, "0 m"), (3.04, "3.0 km"), (73.852, "73.9 km"), (828.4, "828 km")]
        {
            assert_eq!(km(value), text);
        }
        assert_eq!(interval((8.4, 11.6)), "8.4 to 11.6 km");
        assert_eq!(interval((0.0, 20.0)), "at most 20.0 km");
        assert_eq!(interval((40.0, f64::INFINITY)), "40.0 km or more");
        assert_eq!((compass(359.0), compass(226.0)), ("north", "south-west"));
    }
}
