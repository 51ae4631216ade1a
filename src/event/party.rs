//! Those who act, suffer and speak, as the text names them.

use serde::Serialize;

/// A party to an event, or whoever speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Party {
    /// The words.
    pub text: String,
    /// Whose it is: the ISO 3166-1 code of a state, or the name of a group as written; none where the words do not tell.
    pub side: Option<String>,
    /// What it is; none where the words do not tell.
    pub kind: Option<PartyKind>,
}

impl Party {
    /// A party of which only the words are known.
    #[must_use]
    pub fn named(text: &str) -> Self {
        Self { text: text.to_owned(), side: None, kind: None }
    }
}

/// What a party is. Of those who act or suffer the first six are told apart, as the interaction codes of ACLED do; of those who
/// speak the last four and armed groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PartyKind {
    /// A state's army or police, or the state as an attacker.
    StateForces,
    /// Those who fight without being a state's.
    ArmedGroup,
    /// A violent crowd.
    Rioters,
    /// A crowd that protests.
    Protesters,
    /// People without arms.
    Civilians,
    /// Those who hold an office, and the bodies that they speak for.
    Official,
    /// Residents, survivors and whoever saw it.
    Eyewitness,
    /// Papers, agencies, stations and their reporters.
    Media,
    /// Bodies that are no state's: aid, monitors, the United Nations, hospitals.
    Organisation,
}

impl PartyKind {
    /// The word that stands in the output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StateForces => "state forces",
            Self::ArmedGroup => "armed group",
            Self::Rioters => "rioters",
            Self::Protesters => "protesters",
            Self::Civilians => "civilians",
            Self::Official => "official",
            Self::Eyewitness => "eyewitness",
            Self::Media => "media",
            Self::Organisation => "organisation",
        }
    }
}
