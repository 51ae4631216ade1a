//! What happened, where, when and to whom; and which reports tell of one happening.
//!
//! [`extract()`] reads the events of one document from its sentences and mentions of places: each an [`Event`] with type, day, place,
//! numbers, parties and the words that gave them. [`border::Ruler`] measures their places to a border, in km. [`merge`] joins
//! the events of several documents into [`Incident`]s, with their disagreements. Words and rules are data: [`lexicon`].
//!
//! An event is not always something that happened: [`Modality`] tells what is claimed, denied, planned or told of the past.

mod absorb;
mod actors;
mod adjectives;
mod alike;
mod approach;
mod attach;
mod attack;
mod background;
pub mod border;
mod casualty;
mod chain;
mod chapters;
mod choose;
mod circumstance;
pub mod codes;
mod confidence;
mod coref;
mod crowd;
mod dateline;
mod day_names;
mod denials;
mod elsewhere;
mod extract;
mod from_above;
mod front;
mod goes_on;
mod ground;
mod guise;
mod head_day;
mod items;
mod joint;
pub(crate) mod kinds;
mod later;
mod ledger;
pub mod lexicon;
mod links;
mod lists;
mod marks;
mod memory;
pub mod merge;
mod modality;
pub(crate) mod model;
mod named;
mod named_fight;
mod nobody;
mod office;
mod other_days;
mod parts;
mod party;
mod people;
mod phrases;
mod place;
mod quake;
mod quarters;
mod reading;
mod recalled;
mod relation;
mod scope;
mod section;
mod shares;
mod side;
mod signs;
mod site;
mod speaker;
mod spelled;
mod standing;
mod summary;
mod telling;
mod told;
mod tolls;
mod trigger;
mod typing;
mod vague;
mod vocabulary;
mod walk;
mod weapon;
mod when;

pub use confidence::LEAST_CONFIDENCE;
pub use extract::{extract, extract_with_signs};
pub use kinds::{EventType, SubEventType};
pub use model::{
    Casualties, Count, DatePrecision, Event, EventPlace, GeoPrecision, Incident, PlaceBorder, Qualifier,
    Relation, Victims, When,
};
pub use party::{Party, PartyKind};
pub use standing::{Modalities, Modality};

/// Reads the words and rules of events, which the first text would do else.
pub fn warm_up() {
    let _ = lexicon::english();
    vocabulary::warm_up();
}
