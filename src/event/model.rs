//! The types of one event, its place, date and numbers, and of an incident told by several events.

use super::party::Party;
use jiff::civil::Date;
use serde::Serialize;

use super::standing::Modality;
use super::{EventType, SubEventType};
use crate::evidence::Evidence;
use crate::gazetteer::Place;
use crate::geodesy::LonLat;
use crate::text::Span;

/// How exactly the date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DatePrecision {
    /// One day.
    Day,
    /// Two to six days.
    Days,
    /// One week.
    Week,
    /// One month.
    Month,
    /// Longer.
    Year,
    /// Nothing tells it.
    Unknown,
}

impl DatePrecision {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Unknown => "unknown",
        }
    }
}

/// When it happened: first and last possible day, both inclusive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct When {
    /// First day.
    pub start: Option<Date>,
    /// Last day, inclusive.
    pub end: Option<Date>,
    /// How exactly it is known.
    pub precision: DatePrecision,
    /// The words it came from, or "published" where the article's own day was taken.
    pub basis: String,
    /// Where those words stand.
    pub span: Option<Span>,
}

impl When {
    /// Nothing tells the date.
    #[must_use]
    pub fn unknown() -> Self {
        Self { start: None, end: None, precision: DatePrecision::Unknown, basis: String::new(), span: None }
    }
}

/// How the event lies to the place that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Relation {
    /// In it.
    In,
    /// Near it.
    Near,
    /// On its outskirts.
    Outskirts,
    /// Between two places.
    Between,
    /// A stated distance and direction from it.
    Offset,
    /// Somewhere in an area.
    Region,
}

impl Relation {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Near => "near",
            Self::Outskirts => "outskirts",
            Self::Between => "between",
            Self::Offset => "offset",
            Self::Region => "region",
        }
    }
}

/// How exactly the place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum GeoPrecision {
    /// A street or facility within a settlement.
    Exact,
    /// A named settlement.
    Settlement,
    /// Near a settlement, on its outskirts, or at a stated distance from it.
    Near,
    /// A second-level division.
    District,
    /// A first-level division.
    Region,
    /// A vaguer area: a border zone, a macro-region, a front.
    Area,
    /// A country.
    Country,
    /// Sea or air.
    Sea,
}

impl GeoPrecision {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Settlement => "settlement",
            Self::Near => "near",
            Self::District => "district",
            Self::Region => "region",
            Self::Area => "area",
            Self::Country => "country",
            Self::Sea => "sea",
        }
    }

    /// True where the event must be drawn as an area, never as a dot.
    #[must_use]
    pub fn is_areal(self) -> bool {
        matches!(self, Self::District | Self::Region | Self::Area | Self::Country | Self::Sea)
    }
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventPlace {
    /// The place; none where the words name none that is known.
    pub place: Option<Place>,
    /// The bare name as written.
    pub text: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// How the event lies to it.
    pub relation: Relation,
    /// The event's point: the place's own, or the computed offset; none without a place.
    pub position: Option<LonLat>,
    /// Radius in km within which the event lies: the place's extent, widened by the relation.
    pub radius_km: Option<f64>,
    /// How exactly it is known.
    pub precision: GeoPrecision,
    /// True if the event names no place of its own and takes the sentence's, section's or article's.
    pub inherited: bool,
}

/// A number of people as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// At least this many.
    pub low: Option<u32>,
    /// Best single figure.
    pub best: Option<u32>,
    /// At most this many.
    pub high: Option<u32>,
}

impl Count {
    /// Exactly `n`.
    #[must_use]
    pub fn exactly(n: u32) -> Self {
        Self { low: Some(n), best: Some(n), high: Some(n) }
    }
}

/// How the words bound a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Qualifier {
    /// About, around, some.
    About,
    /// At least.
    AtLeast,
    /// More than, over.
    MoreThan,
    /// Up to, as many as.
    UpTo,
    /// Fewer than.
    LessThan,
    /// Nearly, almost.
    Nearly,
}

impl Qualifier {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::MoreThan => "more than",
            Self::UpTo => "up to",
            Self::LessThan => "fewer than",
            Self::Nearly => "nearly",
        }
    }
}

/// Who the killed and injured were, as far as the nouns for them say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Victims {
    /// Civilians.
    Civilian,
    /// Soldiers, police, fighters.
    Military,
    /// Both.
    Mixed,
}

impl Victims {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Civilian => "civilian",
            Self::Military => "military",
            Self::Mixed => "mixed",
        }
    }
}

/// Who was hurt.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Casualties {
    /// Killed; none where the text says nothing, zero only where it says none.
    pub killed: Option<Count>,
    /// Injured, likewise.
    pub injured: Option<Count>,
    /// How the words bound the number of the killed.
    pub killed_qualifier: Option<Qualifier>,
    /// How the words bound the number of the injured.
    pub injured_qualifier: Option<Qualifier>,
    /// Taken prisoner or abducted.
    pub captured: Option<Count>,
    /// Missing.
    pub missing: Option<Count>,
    /// Driven from home or evacuated.
    pub displaced: Option<Count>,
    /// Whether the killed and injured bore arms.
    pub victims: Option<Victims>,
    /// The words, verbatim; several passages joined by " … ".
    pub text: Option<String>,
}

/// One event as one article tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Stable id, made from the document's id and the trigger's place in it.
    pub id: String,
    /// Id of the document.
    pub doc: String,
    /// Id of the incident that it belongs to; empty until merged.
    pub incident: String,
    /// Broad type.
    pub event_type: EventType,
    /// Sub-type.
    pub sub_event_type: SubEventType,
    /// Whether it happened, by whose word.
    pub modality: Modality,
    /// When.
    pub when: When,
    /// Where.
    pub place: EventPlace,
    /// Who was hurt.
    pub casualties: Casualties,
    /// Weapon as written.
    pub weapon: Option<String>,
    /// Who did it.
    pub actor1: Option<Party>,
    /// To whom.
    pub actor2: Option<Party>,
    /// Who says so, where the text names a speaker.
    pub claimed_by: Option<Party>,
    /// Who denies it.
    pub denied_by: Option<Party>,
    /// The words that told the event.
    pub trigger: Span,
    /// The sentence or clause around them.
    pub sentence: Span,
    /// Id of the rule that fired.
    pub rule: String,
    /// Probability that type, day and place are right, 0 to 1.
    pub confidence: f64,
    /// Every reason.
    pub evidence: Vec<Evidence>,
    /// How it lies to the border; none until measured.
    pub border: Option<PlaceBorder>,
}

/// How a place lies to the border. Lengths in km on WGS 84.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceBorder {
    /// From the event's point to the nearest point of the line; none where the place is an area.
    pub km: Option<f64>,
    /// Nearest that any part of the place can be.
    pub km_min: f64,
    /// Farthest that any part of the place can be.
    pub km_max: f64,
    /// Nearest point of the line; none where the place is an area.
    pub nearest: Option<LonLat>,
    /// Azimuth from the event to that point, degrees clockwise from north, 0 to 360.
    pub azimuth_deg: Option<f64>,
    /// ISO 3166-1 code of the country on whose side the event's point lies.
    pub side: Option<String>,
}

impl PlaceBorder {
    /// By how many km the distance may be off, since the place is no point.
    #[must_use]
    pub fn uncertain_km(&self) -> f64 {
        self.km.map_or((self.km_max - self.km_min) / 2.0, |km| self.km_max - km)
    }
}

/// One happening, told by one or more events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Incident {
    /// Stable id.
    pub id: String,
    /// Ids of its events, in the order of the documents.
    pub events: Vec<String>,
    /// Ids of the documents, sorted.
    pub docs: Vec<String>,
    /// Id of the event that speaks for it: the best placed one.
    pub representative: String,
    /// Broad type.
    pub event_type: EventType,
    /// First day over all its events.
    pub date_start: Option<Date>,
    /// Last day over all its events, inclusive.
    pub date_end: Option<Date>,
    /// Killed, over all accounts.
    pub killed: Option<Count>,
    /// Injured, over all accounts.
    pub injured: Option<Count>,
    /// Where the accounts differ, one sentence each.
    pub disagreements: Vec<String>,
    /// Why the events were joined.
    pub evidence: Vec<Evidence>,
}
