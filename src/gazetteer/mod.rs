//! Places by name: layers, name index, normalisation, search. Knows no articles.

pub mod place;

pub use place::{Place, PlaceClass};
