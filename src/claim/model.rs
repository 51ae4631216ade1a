//! The types of one stated distance and its verdict.

use serde::Serialize;

use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::{Prose, Span, measure};

pub use crate::text::measure::Unit;

/// How the text softens or bounds its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Hedge {
    /// A bare number.
    None,
    /// About, some, around, roughly.
    About,
    /// Nearly, almost, just under.
    Nearly,
    /// Over, more than.
    Over,
    /// At least.
    AtLeast,
    /// Within, less than, up to, at most.
    AtMost,
    /// Exactly, precisely.
    Exactly,
    /// From one number to another.
    Range,
    /// No number at all: "near", "on the border".
    Vague,
}

impl Hedge {
    /// All hedges.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::About,
        Self::Nearly,
        Self::Over,
        Self::AtLeast,
        Self::AtMost,
        Self::Exactly,
        Self::Range,
        Self::Vague,
    ];

    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::Over => "over",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::Exactly => "exactly",
            Self::Range => "range",
            Self::Vague => "vague",
        }
    }
}

/// What a stated distance is measured to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimTarget {
    /// The place; for "the border" the country whose border is meant, where one is named or clear.
    pub place: Option<Place>,
    /// The words as written.
    pub text: String,
    /// Where they stand.
    pub span: Option<Span>,
    /// `border` where a border line is meant, else the place's class.
    pub is_border: bool,
    /// Class of the place.
    pub class: Option<PlaceClass>,
}

/// Whether a stated distance holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClaimVerdict {
    /// The straight line agrees with the number as it is stated.
    Consistent,
    /// It agrees once the number is read as a round one, or from another part of the place.
    Rounded,
    /// The straight line is shorter by a factor that roads explain.
    ConsistentByRoad,
    /// The stated distance is too long.
    Overstated,
    /// The stated distance is too short.
    Understated,
    /// The number may hold, the direction does not.
    WrongDirection,
    /// It cannot be checked.
    CannotCheck,
}

impl ClaimVerdict {
    /// All verdicts.
    pub const ALL: [Self; 7] = [
        Self::Consistent,
        Self::Rounded,
        Self::ConsistentByRoad,
        Self::Overstated,
        Self::Understated,
        Self::WrongDirection,
        Self::CannotCheck,
    ];

    /// The words used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Rounded => "rounded",
            Self::ConsistentByRoad => "consistent by road",
            Self::Overstated => "overstated",
            Self::Understated => "understated",
            Self::WrongDirection => "wrong direction",
            Self::CannotCheck => "cannot be checked",
        }
    }

    /// True where geography contradicts the text.
    #[must_use]
    pub fn is_contradiction(self) -> bool {
        matches!(self, Self::Overstated | Self::Understated | Self::WrongDirection)
    }
}

/// One stated distance. Lengths in km on WGS 84.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Stable id, made from the document's id and the place of the words.
    pub id: String,
    /// Id of the document.
    pub doc: String,
    /// The words that state the distance, from hedge to target.
    pub span: Span,
    /// Those words.
    pub text: String,
    /// The sentence around them.
    pub sentence: Span,
    /// What lies at the distance; none if it could not be told.
    pub subject: Option<ClaimTarget>,
    /// From what.
    pub target: Option<ClaimTarget>,
    /// The number as stated, in `unit`; the middle of a range; none for "near" and "on the border".
    pub stated: Option<f64>,
    /// The unit.
    pub unit: Unit,
    /// The number in km; none for words without a number, and for the time of a journey.
    pub stated_km: Option<f64>,
    /// Low end of what the words allow; none for the time of a journey.
    pub stated_km_low: Option<f64>,
    /// High end of what the words allow; none for the time of a journey.
    pub stated_km_high: Option<f64>,
    /// How the number is softened.
    pub hedge: Hedge,
    /// Compass direction of the subject as seen from the target, as written ("north-east").
    pub direction: Option<String>,
    /// The straight line that the words mean by default; none if it cannot be measured. What is measured may still not be
    /// judged: the verdict is then that it cannot be checked.
    pub measured_km: Option<f64>,
    /// Least that the extents of both ends allow.
    pub measured_km_low: Option<f64>,
    /// Most that the extents of both ends allow.
    pub measured_km_high: Option<f64>,
    /// Low and high estimate of the road distance.
    pub by_road_km: Option<(f64, f64)>,
    /// The stated length over the nearest end of all that may be meant; over the straight line where the two agree.
    pub factor: Option<f64>,
    /// Id of the first claim of the run that says the same: its own, where no other does.
    pub same_claim: String,
    /// Ends of the measured line, subject first.
    pub line: Option<(LonLat, LonLat)>,
    /// The verdict.
    pub verdict: ClaimVerdict,
    /// One plain sentence that a journalist could print.
    pub reason: String,
    /// What would change the verdict, in a sentence; none where nothing is judged.
    pub would_change: Option<String>,
    /// Probability that subject, target and number were read rightly, 0 to 1.
    pub confidence: f64,
    /// Every reason.
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// Ends of the range that the text gives ("20 to 30 miles", "a few miles"), in `unit`; none for a single number.
    #[must_use]
    pub fn stated_range(&self) -> Option<(f64, f64)> {
        let stated = self.stated?;
        let measures = measure::find(&self.text, &Prose::read(&self.text));
        let number = measures.into_iter().find(|measure| measure.unit == self.unit)?.number;
        // The words of an edited layer may be others by now.
        let same = (number.value() - stated).abs() < 1e-5;
        (same && number.low < number.high).then_some((number.low, number.high))
    }
}
