//! Form and colour of each kind of event, the same in QGIS styles, KML and simplestyle as on the maps.

use super::{Cell, Layer, Row};
use crate::event::{EventType, SubEventType};

/// How one kind of event looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its words in legends.
    pub label: &'static str,
    /// Red, green, blue.
    pub color: [u8; 3],
    /// The name of its form among the simple markers of QGIS.
    pub marker: &'static str,
    /// Degrees by which the form is turned.
    pub angle: u16,
}

impl Look {
    /// `#rrggbb`.
    #[must_use]
    pub fn hex(&self) -> String {
        let [red, green, blue] = self.color;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

const fn look(label: &'static str, color: [u8; 3], marker: &'static str, angle: u16) -> Look {
    Look { label, color, marker, angle }
}

/// All looks of events, in the order of legends. Colours after Okabe and Ito (2008), as on the maps.
pub const LOOKS: [Look; 9] = [
    look("Shelling", [0xC8, 0x4A, 0x0B], "circle", 0),
    look("Air or drone strike", [0x00, 0x72, 0xB2], "triangle", 0),
    look("Other explosion", [0x00, 0x8A, 0x64], "cross_fill", 0),
    look("Battle", [0x22, 0x24, 0x28], "square", 0),
    look("Violence against civilians", [0xA3, 0x3E, 0x86], "diamond", 0),
    look("Protest", [0x1F, 0x8F, 0xBF], "pentagon", 0),
    look("Riot", [0x8F, 0x7A, 0x00], "star", 0),
    look("Strategic development", [0x5C, 0x63, 0x70], "triangle", 180),
    look("Disaster", [0x7A, 0x4B, 0x2A], "hexagon", 0),
];

/// Places that no event is told of.
pub const PLACE: Look = look("Place", [0x44, 0x4A, 0x55], "circle", 0);
/// Stated distances that hold.
pub const CLAIM: Look = look("Stated distance", [0x00, 0x72, 0xB2], "line", 0);
/// Stated distances that do not.
pub const CONTRADICTED: Look = look("Contradicted by the map", [0xC8, 0x1E, 0x1E], "line", 0);
/// Lines from an event to the border.
pub const MEASURE: Look = look("Distance to the border", [0x5C, 0x63, 0x70], "line", 0);

/// Number in [`LOOKS`] of an event of that type.
#[must_use]
pub fn number(kind: EventType, sub: Option<SubEventType>) -> usize {
    match (kind, sub) {
        (EventType::Explosions, Some(SubEventType::ShellingArtilleryMissile)) => 0,
        (EventType::Explosions, Some(SubEventType::AirDroneStrike)) => 1,
        (EventType::Explosions, _) => 2,
        (EventType::Battles, _) => 3,
        (EventType::ViolenceAgainstCivilians, _) => 4,
        (EventType::Protests, _) => 5,
        (EventType::Riots, _) => 6,
        (EventType::StrategicDevelopments, _) => 7,
        (EventType::Disaster, _) => 8,
    }
}

/// How a row looks.
#[must_use]
pub fn of_row(layer: Layer, row: &Row) -> Look {
    let words = |wanted: &str| {
        row.cells.iter().find(|(name, _)| *name == wanted).and_then(|(_, cell)| match cell {
            Cell::Text(words) => Some(words.as_str()),
            _ => None,
        })
    };
    let flag =
        |wanted: &str| row.cells.iter().any(|(name, cell)| *name == wanted && *cell == Cell::Flag(true));
    match layer {
        Layer::Events | Layer::Incidents | Layer::Areas => {
            let kind = words("event_type").and_then(EventType::from_name);
            let sub = words("sub_event_type").and_then(SubEventType::from_name);
            kind.and_then(|kind| LOOKS.get(number(kind, sub))).copied().unwrap_or(PLACE)
        }
        Layer::Claims if flag("contradicted") => CONTRADICTED,
        Layer::Claims => CLAIM,
        Layer::Measures => MEASURE,
        Layer::Toponyms => PLACE,
    }
}

/// Killed and injured of a row together; 0 where none are told.
#[must_use]
pub fn casualties(row: &Row) -> i64 {
    let count = |best: &str, low: &str| {
        let value = |wanted: &str| {
            row.cells.iter().find(|(name, _)| *name == wanted).and_then(|(_, cell)| match cell {
                Cell::Int(n) => Some(*n),
                _ => None,
            })
        };
        value(best).or(value(low)).unwrap_or(0)
    };
    count("killed_best", "killed_low") + count("injured_best", "injured_low")
}
