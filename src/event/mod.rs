//! What happened, where, when and to whom; and which reports tell of one happening.

mod actors;
pub mod border;
mod casualty;
mod coref;
mod extract;
pub mod kinds;
pub mod lexicon;
pub mod merge;
mod modality;
pub mod model;
mod place;
mod reading;
mod trigger;
mod when;

pub use extract::extract;
pub use kinds::{EventType, SubEventType};
pub use model::{
    Casualties, Count, DatePrecision, Event, EventPlace, GeoPrecision, Incident, Modality, PlaceBorder,
    Relation, When,
};
