//! `eventmap` reads news text, finds the places it names, works out which place on Earth each one is, finds the
//! events that happened there, and says how far each one lies from a border.

pub mod claim;
pub mod document;
pub mod error;
pub mod event;
pub mod evidence;
pub mod gazetteer;
pub mod geodesy;
#[cfg(feature = "maps")]
pub mod map;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod text;
pub mod toponym;
#[cfg(feature = "html")]
pub mod web;

pub use error::{Error, Result};
