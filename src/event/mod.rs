//! What happened, where, when and to whom; and which reports tell of one happening.

pub mod kinds;
pub mod model;

pub use kinds::{EventType, SubEventType};
pub use model::{
    Casualties, Count, DatePrecision, Event, EventPlace, GeoPrecision, Incident, Modality, PlaceBorder,
    Relation, When,
};
