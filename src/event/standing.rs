//! The standing of an event: told as fact, claimed, denied, planned, past, or a sum.

use serde::Serialize;

/// Whether the event happened, by whose word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Modality {
    /// Told as fact, or by officials with consequences.
    Happened,
    /// One side's assertion.
    Claimed,
    /// Said not to have happened.
    Denied,
    /// Announced or threatened.
    Planned,
    /// If, could, would.
    Hypothetical,
    /// Background from before the story.
    History,
    /// A sum or a habit: "17 attacks in May".
    Aggregate,
}

impl Modality {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::History => "history",
            Self::Aggregate => "aggregate",
        }
    }

    /// Every value, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Happened,
        Self::Claimed,
        Self::Denied,
        Self::Planned,
        Self::Hypothetical,
        Self::History,
        Self::Aggregate,
    ];

    /// The value with that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modality| modality.as_str() == name)
    }

    /// True for what a map draws: happened and claimed.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        matches!(self, Self::Happened | Self::Claimed)
    }
}

/// The modalities that a map or a layer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Modalities(u8);

impl Modalities {
    /// What happened and what is claimed to have happened: what maps draw unless they are asked for more.
    pub const DRAWN: Self = Self(0b11);
    /// All of them.
    pub const ALL: Self = Self(0b111_1111);

    /// Only these.
    #[must_use]
    pub fn of(modalities: &[Modality]) -> Self {
        Self(modalities.iter().fold(0, |bits, modality| bits | 1 << *modality as u8))
    }

    /// True if `modality` is one of them.
    #[must_use]
    pub fn holds(self, modality: Modality) -> bool {
        self.0 & (1 << modality as u8) != 0
    }
}

impl Default for Modalities {
    fn default() -> Self {
        Self::DRAWN
    }
}
