//! Judges a stated length against the readings that geography offers; knows no text and no places.

use super::interval::{self, Allowed, Stated};
use super::{ClaimVerdict, Hedge};

/// Least and greatest length of a road as a multiple of the straight line.
///
/// Source: circuity of road networks, 1.2 to 1.4 in most studies (Newell 1980; Giacomin and Levinson 2015; Wang et al. 2024);
/// the ends are set beyond so that a winding road is not called a false number.
pub const CIRCUITY: (f64, f64) = (1.05, 1.45);

/// One thing that the words may mean, as an interval of km.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// "centre to centre", "to the nearest edge".
    pub name: String,
    /// Least km under this reading, with the uncertainty of its ends.
    pub low_km: f64,
    /// Greatest km.
    pub high_km: f64,
}

impl Reading {
    /// A length of `km` give or take `epsilon`.
    pub fn around(name: impl Into<String>, km: f64, epsilon: f64) -> Self {
        Self { name: name.into(), low_km: (km - epsilon).max(0.0), high_km: km + epsilon }
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

/// A stated and a true direction, degrees clockwise from north, from the target to the subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading {
    /// Middle of the stated sector.
    pub stated_deg: f64,
    /// Half of its width.
    pub half_sector_deg: f64,
    /// True azimuth.
    pub actual_deg: f64,
    /// How far the ends' extents may turn it.
    pub slack_deg: f64,
}

/// How far beyond its sector a compass word is still loose speech: half of the next coarser sector.
const LOOSE_DEG: f64 = 22.5;

impl Heading {
    /// Degrees between the stated and the true direction, 0 to 180.
    #[must_use]
    pub fn off_deg(&self) -> f64 {
        let turn = (self.actual_deg - self.stated_deg).rem_euclid(360.0);
        turn.min(360.0 - turn)
    }

    /// True if no reading of the word covers the true direction.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.off_deg() > (self.half_sector_deg + LOOSE_DEG).max(MIN_WRONG_DEG) + self.slack_deg
    }
}

/// No direction is called wrong for less than this.
const MIN_WRONG_DEG: f64 = 60.0;

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
pub struct Judgement {
    /// The verdict.
    pub verdict: ClaimVerdict,
    /// What the number allows.
    pub allowed: Allowed,
    /// Least and greatest length of a road.
    pub road_km: (f64, f64),
    /// Name of the reading that the number meets.
    pub reading: Option<String>,
    /// Stated over true: 1 where they meet.
    pub factor: f64,
    /// True if a stated direction does not hold.
    pub wrong_direction: bool,
}

/// Judges in the order of the verdicts: the first that applies.
#[must_use]
pub fn judge(question: &Question) -> Judgement {
    let allowed = interval::allowed(&question.stated);
    let default = &question.default;
    let low = question.others.iter().map(|r| r.low_km).fold(default.low_km, f64::min);
    let high = question.others.iter().map(|r| r.high_km).fold(default.high_km, f64::max);
    let road_km = (default.low_km * CIRCUITY.0, default.high_km * CIRCUITY.1);
    let road = Reading { name: "by road".into(), low_km: road_km.0, high_km: road_km.1 };
    let other = |interval| question.others.iter().find(|reading| reading.meets(interval));
    let met = |verdict, reading: &Reading| (verdict, Some(reading.name.clone()));
    let by_road = question.path != Path::Straight && may_be_road(question.stated.hedge);
    let (verdict, reading) =
        if question.path == Path::Road && road_or_straight(default, &road).meets(allowed.core) {
            met(ClaimVerdict::ConsistentByRoad, &road)
        } else if default.meets(allowed.core) {
            met(ClaimVerdict::Consistent, default)
        } else if default.meets(allowed.wide) {
            met(ClaimVerdict::Rounded, default)
        } else if let Some(reading) = other(allowed.core).or_else(|| other(allowed.wide)) {
            met(ClaimVerdict::Rounded, reading)
        } else if by_road && (road.meets(allowed.core)) {
            met(ClaimVerdict::ConsistentByRoad, &road)
        } else if allowed.wide.0 > default.high_km {
            (ClaimVerdict::Overstated, None)
        } else {
            (ClaimVerdict::Understated, None)
        };
    let value = question.stated.value_km();
    let closest = value.clamp(low, high).max(0.001);
    let factor = if reading.is_some() { 1.0 } else { value / closest };
    let wrong_direction = question.heading.is_some_and(|heading| heading.is_wrong());
    let verdict =
        if wrong_direction && !verdict.is_contradiction() { ClaimVerdict::WrongDirection } else { verdict };
    Judgement { verdict, allowed, road_km, reading, factor, wrong_direction }
}

fn road_or_straight(straight: &Reading, road: &Reading) -> Reading {
    Reading { name: road.name.clone(), low_km: straight.low_km, high_km: road.high_km }
}

/// "At most 30 km" is not saved by a longer road; any other number may be.
fn may_be_road(hedge: Hedge) -> bool {
    hedge != Hedge::AtMost
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
    fn directions_are_judged_by_sectors() {
        for (stated, half, actual, wrong) in [
            (0.0, 45.0, 350.0, false),
            (0.0, 45.0, 180.0, true),
            (45.0, 22.5, 90.0, false),
            (45.0, 22.5, 120.0, true),
            (350.0, 45.0, 30.0, false),
        ] {
            let heading =
                Heading { stated_deg: stated, half_sector_deg: half, actual_deg: actual, slack_deg: 0.0 };
            assert_eq!(heading.is_wrong(), wrong, "{stated} {actual}");
        }
    }
}
