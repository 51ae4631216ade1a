//! Judges a stated length against the readings that geography offers; knows no text and no places.

use super::interval::{self, Allowed, Stated};
use super::{ClaimVerdict, Hedge};
use crate::geodesy::compass;

/// Usual least and greatest length of a road as a multiple of the straight line.
///
/// Source: circuity of road networks, 1.2 to 1.4 in most studies (Newell 1980; Giacomin and Levinson 2015; Wang et al. 2024).
pub const CIRCUITY: (f64, f64) = (1.05, 1.45);

/// Beyond this multiple of the straight line no road explains a number: without a compass word, where road distances are quoted.
///
/// Networks as a whole stay below [`CIRCUITY`], single roads do not. The three bounds weigh, over 8,647 distances that encyclopaedias
/// state between towns, true numbers called wrong against doubled ones that pass.
pub const LONGEST_ROAD: f64 = 1.95;

/// The same where a compass word stands: writers who look at a map.
const LONGEST_ROAD_WITH_COMPASS: f64 = 1.65;

/// The same where a compass word stands and the number is given to [`TO_THE_KILOMETRE`]: 119 km is read off a table of roads, 120 km
/// may be. One in fifty of such numbers is above 1.7 to 1.8 times the straight line, of rounder ones above 1.5.
const LONGEST_ROAD_BY_TABLE: f64 = 1.85;

/// The same for a round number over a long way: from so many km of straight line on, so many times. Of 118 distances of 200 km and more that
/// encyclopaedias state without a direction, those beyond all are to the kilometre, read off tables of roads through mountains; no round one is.
const LONGEST_ROUND: [(f64, f64); 2] = [(2000.0, 1.3), (200.0, 1.5)];

/// A number whose last digit is worth at most this share of it is no round figure.
const TO_THE_KILOMETRE: f64 = 0.03;

/// Room for the ends of a road, in km.
const ROAD_ENDS_KM: f64 = 0.2;

/// One thing that the words may mean, as an interval of km.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// "from centre to centre", "to the nearest point".
    pub name: String,
    /// Least km under this reading, with the uncertainty of its ends.
    pub low_km: f64,
    /// Greatest km.
    pub high_km: f64,
    /// True if a number that meets it only loosely still counts.
    pub loose: bool,
}

impl Reading {
    /// A length of `km` give or take `epsilon`.
    pub fn around(name: impl Into<String>, km: f64, epsilon: f64) -> Self {
        Self { name: name.into(), low_km: (km - epsilon).max(0.0), high_km: km + epsilon, loose: true }
    }

    fn meets(&self, interval: (f64, f64)) -> bool {
        self.low_km <= interval.1 && interval.0 <= self.high_km
    }
}

/// Whether the text says how the way was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// It does not.
    Unsaid,
    /// "by road", "drive".
    Road,
    /// "as the crow flies".
    Straight,
}

/// A stated and a true direction, from the target to the subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading {
    /// The compass word's sector.
    pub stated: compass::Direction,
    /// True azimuth in degrees clockwise from north.
    pub actual_deg: f64,
    /// How far the ends' extents may turn it.
    pub slack_deg: f64,
}

/// How far beyond its sector a compass word is still loose speech: half of an eighth of the circle.
const LOOSE_DEG: f64 = 22.5;

/// No direction is called wrong for less than this: writers with four words in mind use them for eight.
const MIN_WRONG_DEG: f64 = 60.0;

impl Heading {
    /// True if no reading of the word covers the true direction.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let off = compass::difference_deg(self.stated.azimuth_deg, self.actual_deg);
        off > (self.stated.half_width_deg + LOOSE_DEG).max(MIN_WRONG_DEG) + self.slack_deg
    }
}

/// What is to be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The number.
    pub stated: Stated,
    /// What the words mean by default.
    pub default: Reading,
    /// Other parts of the places, other ends.
    pub others: Vec<Reading>,
    /// Road or straight line.
    pub path: Path,
    /// Direction, where one is stated.
    pub heading: Option<Heading>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Judgement {
    /// The verdict.
    pub verdict: ClaimVerdict,
    /// The number.
    pub stated: Stated,
    /// Road or straight line, as asked.
    pub path: Path,
    /// What the number allows.
    pub allowed: Allowed,
    /// Usual least and greatest length of a road.
    pub road_km: (f64, f64),
    /// Name of the reading that the number meets.
    pub reading: Option<String>,
    /// Stated over the nearest end of all readings; over the straight line where a road explains it.
    pub factor: f64,
    /// True if a stated direction does not hold.
    pub wrong_direction: bool,
}

/// Judges in the order of the verdicts: the first that applies.
#[must_use]
pub fn judge(question: &Question) -> Judgement {
    let allowed = interval::allowed(&question.stated);
    let default = &question.default;
    let others = &question.others;
    let road_km = (default.low_km * CIRCUITY.0, default.high_km * CIRCUITY.1);
    let (verdict, reading) = if question.path == Path::Road && fits_road(question, &allowed) {
        (ClaimVerdict::ConsistentByRoad, Some("by road".to_owned()))
    } else if default.meets(allowed.core) {
        (ClaimVerdict::Consistent, Some(default.name.clone()))
    } else if default.meets(allowed.wide) {
        (ClaimVerdict::Rounded, Some(default.name.clone()))
    } else if let Some(reading) = others.iter().find(|reading| reading.meets(allowed.core)) {
        (ClaimVerdict::Rounded, Some(reading.name.clone()))
    } else if question.path != Path::Straight && fits_road(question, &allowed) {
        (ClaimVerdict::ConsistentByRoad, Some("by road".to_owned()))
    } else if let Some(reading) = others.iter().find(|reading| reading.loose && reading.meets(allowed.wide)) {
        (ClaimVerdict::Rounded, Some(reading.name.clone()))
    } else if allowed.wide.0 > default.high_km {
        (ClaimVerdict::Overstated, None)
    } else {
        (ClaimVerdict::Understated, None)
    };
    let low = others.iter().map(|r| r.low_km).fold(default.low_km, f64::min);
    let high = others.iter().map(|r| r.high_km).fold(default.high_km, f64::max);
    let value = question.stated.value_km();
    let nearest = match verdict {
        ClaimVerdict::Overstated => high,
        ClaimVerdict::Understated => low,
        _ => f64::midpoint(default.low_km, default.high_km),
    };
    let wrong_direction = question.heading.is_some_and(|heading| heading.is_wrong());
    let verdict =
        if wrong_direction && !verdict.is_contradiction() { ClaimVerdict::WrongDirection } else { verdict };
    let Question { stated, path, .. } = *question;
    Judgement {
        verdict,
        stated,
        path,
        allowed,
        road_km,
        reading,
        factor: value / nearest.max(0.05),
        wrong_direction,
    }
}

/// True if a road between the places can have the stated length. A hedge does not stretch a road: the number itself counts.
fn fits_road(question: &Question, allowed: &Allowed) -> bool {
    let straight = f64::midpoint(question.default.low_km, question.default.high_km);
    let low = question.stated.low_km;
    let round = question.stated.step_km > TO_THE_KILOMETRE * low;
    let far = LONGEST_ROUND.iter().find(|(km, _)| round && question.path == Path::Unsaid && straight >= *km);
    let longest = match question.heading {
        None => LONGEST_ROAD,
        Some(_) if !round => LONGEST_ROAD_BY_TABLE,
        Some(_) => LONGEST_ROAD_WITH_COMPASS,
    };
    let longest = far.map_or(longest, |(_, times)| longest.min(*times));
    question.default.low_km <= allowed.core.1
        && low <= straight * longest + ROAD_ENDS_KM
        && !matches!(question.stated.hedge, Hedge::AtMost | Hedge::Vague)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(km: f64, hedge: Hedge, true_km: f64) -> Question {
        let step = if km % 100.0 == 0.0 {
            100.0
        } else if km % 10.0 == 0.0 {
            10.0
        } else {
            1.0
        };
        Question {
            stated: Stated::km(km, step, hedge),
            default: Reading::around("centre to centre", true_km, 0.5),
            others: vec![Reading::around("edge to edge", true_km, 3.0)],
            path: Path::Unsaid,
            heading: None,
        }
    }

    #[test]
    fn verdicts_in_order() {
        use ClaimVerdict::{Consistent, ConsistentByRoad, Overstated, Rounded, Understated};
        for (km, hedge, true_km, verdict) in [
            (40.0, Hedge::None, 40.3, Consistent),
            (40.0, Hedge::About, 44.0, Consistent),
            (80.0, Hedge::None, 73.9, Rounded),
            (60.0, Hedge::None, 46.0, ConsistentByRoad),
            (80.0, Hedge::About, 40.0, Overstated),
            (20.0, Hedge::None, 40.0, Understated),
            (40.0, Hedge::AtMost, 12.0, Consistent),
            (40.0, Hedge::AtMost, 60.0, Understated),
            (40.0, Hedge::AtLeast, 300.0, Consistent),
            (40.0, Hedge::AtLeast, 12.0, Overstated),
            (40.0, Hedge::Over, 43.0, Consistent),
        ] {
            assert_eq!(judge(&question(km, hedge, true_km)).verdict, verdict, "{km} {hedge:?} for {true_km}");
        }
    }

    #[test]
    fn a_straight_line_is_not_saved_by_a_road() {
        let mut asked = question(60.0, Hedge::None, 46.0);
        asked.path = Path::Straight;
        assert_eq!(judge(&asked).verdict, ClaimVerdict::Overstated);
    }

    #[test]
    fn a_round_number_is_no_long_road_far_away() {
        use ClaimVerdict::{ConsistentByRoad, Overstated};
        for (km, true_km, verdict) in [
            (500.0, 314.0, Overstated),
            (464.0, 287.0, ConsistentByRoad),
            (300.0, 197.0, ConsistentByRoad),
            (400.0, 280.0, ConsistentByRoad),
        ] {
            assert_eq!(judge(&question(km, Hedge::None, true_km)).verdict, verdict, "{km} for {true_km}");
        }
        let far = Question {
            stated: Stated::km(14_000.0, 1000.0, Hedge::None),
            ..question(1.0, Hedge::None, 10_376.0)
        };
        assert_eq!(judge(&far).verdict, Overstated);
        let told = Question { path: Path::Road, ..question(500.0, Hedge::None, 314.0) };
        assert_eq!(judge(&told).verdict, ConsistentByRoad, "the text says that it is a road");
    }

    #[test]
    fn a_number_to_the_kilometre_may_be_a_long_road() {
        for (km, verdict) in [
            (80.0, ClaimVerdict::ConsistentByRoad),
            (88.0, ClaimVerdict::ConsistentByRoad),
            (90.0, ClaimVerdict::Overstated),
            (95.0, ClaimVerdict::Overstated),
        ] {
            let mut asked = question(km, Hedge::None, 50.0);
            let sector = compass::Direction { azimuth_deg: 0.0, half_width_deg: 45.0 };
            asked.heading = Some(Heading { stated: sector, actual_deg: 5.0, slack_deg: 0.0 });
            assert_eq!(judge(&asked).verdict, verdict, "{km} with a compass word");
            asked.heading = None;
            assert_eq!(judge(&asked).verdict, ClaimVerdict::ConsistentByRoad, "{km} without");
        }
    }

    #[test]
    fn directions_are_judged_by_sectors() {
        for (stated, half, actual, wrong) in [
            (0.0, 45.0, 350.0, false),
            (0.0, 45.0, 180.0, true),
            (45.0, 22.5, 90.0, false),
            (45.0, 22.5, 120.0, true),
            (350.0, 45.0, 30.0, false),
        ] {
            let sector = compass::Direction { azimuth_deg: stated, half_width_deg: half };
            let heading = Heading { stated: sector, actual_deg: actual, slack_deg: 0.0 };
            assert_eq!(heading.is_wrong(), wrong, "{stated} {actual}");
        }
    }
}
