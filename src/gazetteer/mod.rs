//! Places by name: layers, name index, normalisation, search. Knows no articles.

mod border_geojson;
pub mod borders;
pub mod place;
pub mod shapes;

pub use place::{Place, PlaceClass};
