//! What symbols stand for, and the form of each.

use crate::event::{EventType, SubEventType};

/// What a symbol stands for: the event type, with remote violence split by its means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// Shelling, artillery, missiles.
    Shelling,
    /// Aircraft and drones.
    AirStrike,
    /// Mines, bombs and the rest of remote violence.
    Explosive,
    /// Battles.
    Battle,
    /// Violence against civilians.
    Civilians,
    /// Protests.
    Protest,
    /// Riots.
    Riot,
    /// Strategic developments.
    Strategic,
    /// Disasters.
    Disaster,
    /// Events of several types and places, counted.
    Several,
}

/// The form of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Circle.
    Circle,
    /// Triangle on its base.
    Triangle,
    /// Triangle on its tip.
    TriangleDown,
    /// Square.
    Square,
    /// Square on its tip.
    Diamond,
    /// Upright cross.
    Plus,
    /// Five-sided figure.
    Pentagon,
    /// Six-sided figure.
    Hexagon,
    /// Five-pointed star.
    Star,
    /// Eight-sided figure.
    Octagon,
}

impl Symbol {
    /// The symbol of an event.
    #[must_use]
    pub fn of(kind: EventType, sub: SubEventType) -> Self {
        match kind {
            EventType::Explosions => match sub {
                SubEventType::AirDroneStrike => Self::AirStrike,
                SubEventType::ShellingArtilleryMissile => Self::Shelling,
                _ => Self::Explosive,
            },
            EventType::Battles => Self::Battle,
            EventType::ViolenceAgainstCivilians => Self::Civilians,
            EventType::Protests => Self::Protest,
            EventType::Riots => Self::Riot,
            EventType::StrategicDevelopments => Self::Strategic,
            EventType::Disaster => Self::Disaster,
        }
    }

    /// Its form; no two symbols share one, so that colour is never needed to tell them.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Shelling => Shape::Circle,
            Self::AirStrike => Shape::Triangle,
            Self::Explosive => Shape::Plus,
            Self::Battle => Shape::Square,
            Self::Civilians => Shape::Diamond,
            Self::Protest => Shape::Pentagon,
            Self::Riot => Shape::Star,
            Self::Strategic => Shape::TriangleDown,
            Self::Disaster => Shape::Hexagon,
            Self::Several => Shape::Octagon,
        }
    }

    /// All of them, in the order of the legend.
    pub const ALL: [Self; 10] = [
        Self::Shelling,
        Self::AirStrike,
        Self::Explosive,
        Self::Battle,
        Self::Civilians,
        Self::Protest,
        Self::Riot,
        Self::Strategic,
        Self::Disaster,
        Self::Several,
    ];

    /// Its key in the style file: of its colour and of its name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Shelling => "shelling",
            Self::AirStrike => "air_strike",
            Self::Explosive => "explosive",
            Self::Battle => "battle",
            Self::Civilians => "civilians",
            Self::Protest => "protest",
            Self::Riot => "riot",
            Self::Strategic => "strategic",
            Self::Disaster => "disaster",
            Self::Several => "several",
        }
    }
}
