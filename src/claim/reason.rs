//! Puts a verdict into one plain sentence.

use super::judge::{CIRCUITY, Judgement, Path, Reading};
use super::readings::{FROM_EDGE, Measured};
use super::{ClaimVerdict, interval::Allowed};
use crate::evidence::Evidence;
use crate::geodesy::compass::rounded_deg;
use crate::text::measure::Unit;

/// A length as [`km`] writes it: to ten metres under 1 km, to 100 m under 100 km, else to 1 km.
fn shown(km: f64) -> f64 {
    let step = if km < 0.995 {
        0.01
    } else if km < 99.95 {
        0.1
    } else {
        1.0
    };
    (km / step).round() * step
}

/// A length for people: metres under 1 km, one decimal under 100 km, else whole km.
#[must_use]
pub fn km(value: f64) -> String {
    if !value.is_finite() {
        "any distance".into()
    } else if value < 0.995 {
        format!("{:.0} m", shown(value) * 1000.0)
    } else if value < 99.95 {
        format!("{:.1} km", shown(value))
    } else {
        format!("{:.0} km", shown(value))
    }
}

/// True if `km` lies in `range` once all are rounded as they are written.
fn lies_in(km: f64, range: (f64, f64)) -> bool {
    shown(range.0) <= shown(km) && shown(km) <= shown(range.1)
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

/// Name and length in km of a unit other than the kilometre in which people speak of ways between places.
fn spoken(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Mile => Some("miles"),
        Unit::NauticalMile => Some("nautical miles"),
        _ => None,
    }
}

/// A number of units: one decimal under ten, else whole.
fn number(km: f64, unit: Unit) -> String {
    let value = km / unit.km();
    if value < 9.95 { format!("{value:.1}") } else { format!("{value:.0}") }
}

/// A length in a claim's own unit, the kilometres beside it: "524 miles (843 km)"; nothing for a text in kilometres.
#[must_use]
pub fn in_unit(length_km: f64, unit: Unit) -> Option<String> {
    let name = spoken(unit).filter(|_| length_km.is_finite())?;
    Some(format!("{} {name} ({})", number(length_km, unit), km(length_km)))
}

/// A span in a claim's own unit, the kilometres beside it: "66 to 184 miles (106 km to 296 km)"; for a text in kilometres these alone.
#[must_use]
pub fn span_in_unit(low_km: f64, high_km: f64, unit: Unit) -> String {
    let span = format!("{} to {}", km(low_km), km(high_km));
    match spoken(unit) {
        Some(name) => format!("{} to {} {name} ({span})", number(low_km, unit), number(high_km, unit)),
        None => span,
    }
}

impl Measured {
    /// A length in the unit of the text, then in km.
    pub(super) fn say(&self, length_km: f64) -> String {
        in_unit(length_km, self.unit).unwrap_or_else(|| km(length_km))
    }

    /// The same between parentheses: "524 miles, 843 km".
    fn say_within(&self, length_km: f64) -> String {
        match spoken(self.unit).filter(|_| length_km.is_finite()) {
            Some(name) => format!("{} {name}, {}", number(length_km, self.unit), km(length_km)),
            None => km(length_km),
        }
    }

    /// "66 to 184 miles (106 km to 296 km)".
    pub(super) fn say_span(&self, low: f64, high: f64) -> String {
        span_in_unit(low, high, self.unit)
    }

    /// An interval between parentheses: "425 to 575 miles, 684 to 925 km".
    fn say_range(&self, range: (f64, f64)) -> String {
        let Some(name) = spoken(self.unit) else { return interval(range) };
        let of = |km| number(km, self.unit);
        let own = if range.1.is_infinite() {
            format!("{} {name} or more", of(range.0))
        } else if range.0 <= 0.0 {
            format!("at most {} {name}", of(range.1))
        } else {
            format!("{} to {} {name}", of(range.0), of(range.1))
        };
        format!("{own}, {}", interval(range))
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
    /// True where the text says where the target lies, as seen from the subject: "the border, 5 km to the north".
    pub turned: bool,
}

/// One sentence for a claim that was measured and is not judged.
#[must_use]
pub fn not_judged(told: &Told<'_>, measured: &Measured, why: &str) -> String {
    let Told { words, subject, .. } = told;
    let length = measured.say(measured.km);
    format!(
        "The text says \"{words}\": the straight line from {subject} to {} is {length}; no verdict, because {why}.",
        measured.to
    )
}

/// One sentence for a claim that was measured.
#[must_use]
pub fn sentence(told: &Told<'_>, measured: &Measured, judgement: &Judgement) -> String {
    let Told { words, subject, number, direction, turned } = told;
    let straight =
        format!("the straight line from {subject} to {} is {}", measured.to, measured.say(measured.km));
    let tail = match judgement.verdict {
        ClaimVerdict::Consistent => fits(number, measured, "read as", judgement.allowed.core),
        ClaimVerdict::Rounded => rounded(number, measured, judgement),
        ClaimVerdict::ConsistentByRoad => by_road(number, measured, judgement),
        ClaimVerdict::Overstated => overstated(number, measured, judgement),
        ClaimVerdict::Understated => {
            let shortest = readings(measured).map(|reading| reading.low_km).fold(f64::INFINITY, f64::min);
            format!(
                "so \"{number}\" is too short: even the shortest reading of that line is {}",
                measured.say(shortest)
            )
        }
        ClaimVerdict::WrongDirection => format!("which \"{number}\" may fit"),
        ClaimVerdict::CannotCheck => String::from("which settles nothing"),
    };
    let turn = match direction {
        Some(direction) if judgement.wrong_direction => {
            let link = if judgement.verdict == ClaimVerdict::WrongDirection { "but" } else { "and" };
            let to = measured.to.as_str();
            let (one, other, azimuth) = if *turned {
                (to, *subject, measured.azimuth_deg + 180.0)
            } else {
                (*subject, to, measured.azimuth_deg)
            };
            format!(", {link} {one} lies {} of {other}, not {direction}", compass(azimuth))
        }
        _ => String::new(),
    };
    format!("The text says \"{words}\": {straight}, {tail}{turn}.")
}

fn readings(measured: &Measured) -> impl Iterator<Item = &Reading> {
    std::iter::once(&measured.default).chain(&measured.others)
}

/// How the default reading meets `range`: as it stands, from an edge, or within what maps differ by.
fn fits(number: &str, measured: &Measured, read: &str, range: (f64, f64)) -> String {
    let Reading { name, low_km, high_km, .. } = &measured.default;
    let meant = format!("\"{number}\" ({read} {})", measured.say_range(range));
    if lies_in(measured.km, range) {
        return format!("which fits {meant}");
    }
    if name == FROM_EDGE {
        return format!(
            "which fits {meant} when measured {name} ({})",
            measured.say_range((*low_km, *high_km))
        );
    }
    let gap = (range.0 - measured.km).max(measured.km - range.1);
    format!("which is {} off {meant}, no more than maps differ by", measured.say(gap))
}

fn rounded(number: &str, measured: &Measured, judgement: &Judgement) -> String {
    let Allowed { core, wide } = judgement.allowed;
    let other = measured.others.iter().find(|other| Some(&other.name) == judgement.reading.as_ref());
    let Some(Reading { name, low_km, high_km, .. }) = other else {
        return fits(number, measured, "as a round figure, read loosely as", wide);
    };
    let part = measured.say_range((*low_km, *high_km));
    if *low_km <= core.1 && core.0 <= *high_km {
        format!("which fits \"{number}\" (read as {}) only {name} ({part})", measured.say_range(core))
    } else {
        format!(
            "which fits \"{number}\" only loosely (read as {}) and only {name} ({part})",
            measured.say_range(wide)
        )
    }
}

/// From this many times the straight line a detour is worth a word; below, a road may be called straight.
const DETOUR: f64 = 1.05;

/// Beyond this many times the straight line, the places lie so near each other that their points explain more than a road.
const LONG_DETOUR: f64 = 3.0;

fn by_road(number: &str, measured: &Measured, judgement: &Judgement) -> String {
    let core = judgement.allowed.core;
    let Reading { low_km, high_km, .. } = measured.default;
    let times = judgement.stated.low_km / measured.km.max(1e-3);
    if times < DETOUR {
        let meets = lies_in(measured.km, core) || (low_km <= core.1 && core.0 <= high_km);
        return if meets {
            fits(number, measured, "by a straight road, read as", core)
        } else if measured.km < judgement.stated.low_km {
            format!("shorter than \"{number}\"; a road hardly longer would explain the figure")
        } else {
            let edge = measured.say_range((low_km, high_km));
            format!("longer than \"{number}\"; {} ({edge}) a road would explain it", measured.default.name)
        };
    }
    let shorter = format!("shorter than \"{number}\"");
    if times > LONG_DETOUR {
        return format!(
            "{shorter}; so near, the bends of a road and the extents of the places would explain it"
        );
    }
    let doubt = if times > CIRCUITY.1 { ", though few roads wind that much" } else { "" };
    format!("{shorter}; a road {times:.1} times as long would explain the figure{doubt}")
}

fn overstated(number: &str, measured: &Measured, judgement: &Judgement) -> String {
    let longest = readings(measured).map(|reading| reading.high_km).fold(0.0, f64::max);
    let times = judgement.stated.low_km / longest.max(1e-3);
    let times = if times < DETOUR { String::new() } else { format!("about {times:.1} times ") };
    let road = if judgement.path == Path::Straight { "" } else { ", and no likely road is that long" };
    format!(
        "so \"{number}\" is too long: {}{} of that line ({}){road}",
        if times.is_empty() { "more than " } else { times.as_str() },
        "the longest reading",
        measured.say_within(longest)
    )
}

/// Every reading, for the evidence.
#[must_use]
pub fn evidence(measured: &Measured, judgement: &Judgement) -> Vec<Evidence> {
    let note = |name: &str, low, high| format!("{name}: {} to {}", km(low), km(high));
    let reading = |rule, r: &Reading| Evidence::of(rule, note(&r.name, r.low_km, r.high_km));
    let mut found = vec![reading("reading.default", &measured.default)];
    found.extend(measured.others.iter().map(|other| reading("reading.other", other)));
    found.push(Evidence::of("reading.road", note("by road", judgement.road_km.0, judgement.road_km.1)));
    let azimuth = format!(
        "azimuth from the target to the subject: {:.0} degrees",
        rounded_deg(measured.azimuth_deg, 0)
    );
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
        assert_eq!(in_unit(843.0, Unit::Mile).as_deref(), Some("524 miles (843 km)"));
        assert_eq!(in_unit(9.26, Unit::NauticalMile).as_deref(), Some("5.0 nautical miles (9.3 km)"));
        assert_eq!(in_unit(843.0, Unit::Kilometre), None);
        assert_eq!((compass(359.0), compass(226.0)), ("north", "south-west"));
    }
}
