//! Places by name: layers, name index, normalisation, search. Knows no articles.
//!
//! The data stand in `gazetteer/` as layers, one file each and source; `cargo run --release --example build_gazetteer` packs
//! them into `gazetteer/index.bin`, which is embedded. Nothing is parsed at start-up.
//!
//! ```
//! use eventmap::gazetteer::{Gazetteer, MatchKind};
//!
//! let gazetteer = Gazetteer::embedded();
//! let found = gazetteer.lookup("Kharkiv"); // the city, and the oblast as a stem
//! assert_eq!(gazetteer.place(found[0].key).id, "geonames:706483");
//!
//! // In running text: every name that starts at the first word, shortest first.
//! let words = ["Nizhny", "Novgorod's", "airport"];
//! let longest = gazetteer.matches(words).pop().unwrap();
//! assert_eq!((longest.words, longest.end_in_last), (2, "Novgorod".len()));
//! ```
//!
//! | question | call |
//! | --- | --- |
//! | what may this name mean? | [`Gazetteer::lookup`] (likeliest first; falls back to transliteration) |
//! | names starting at this token | [`Gazetteer::matches`], without a `Vec` [`Gazetteer::walk`] |
//! | a spelling that no source has | [`Gazetteer::key_lookup`] |
//! | everything about one place | [`Gazetteer::place`] |
//! | one thing about many candidates | [`Gazetteer::position`], `population`, `class`, `country`, `region`, `district`, `name`, `alternates`, `radius_km`, `flag`: no allocation |
//! | what lies around here? | [`Gazetteer::near`] |
//! | what lies inside this area? | [`Gazetteer::children`] |
//! | names that begin so | [`Gazetteer::search`] |
//! | names nearly so | [`Gazetteer::fuzzy`] |
//! | names that sound so | [`Gazetteer::alike`] |
//! | all of these together | [`Gazetteer::query`] |
//! | a file of one's own | [`Gazetteer::from_file`], made by [`import::import`] |
//! | by id | [`Gazetteer::by_id`] |

mod alike;
mod area;
mod article;
mod automaton;
pub(crate) mod border_area;
mod border_geojson;
pub mod border_names;
pub mod borders;
mod build;
mod candidate;
mod cases;
pub(crate) mod coast;
mod country_cells;
mod credits;
mod first_words;
mod forms;
mod fuzzy;
pub mod import;
mod inflect;
mod key;
mod keyed;
mod layer;
mod lookup;
mod meanings;
mod memo;
mod names;
mod near;
mod near_edges;
mod nearest_border;
mod normalise;
pub mod offset;
mod open;
mod outline_rows;
mod pack;
mod packed;
pub(crate) mod place;
mod query;
pub mod ranges;
mod records;
mod row_names;
mod seats;
pub mod shapes;
mod sister;
mod steps;
mod store;
mod strings;
mod world_borders;

pub use area::Area;
pub use build::build;
pub use candidate::{Candidate, Candidates, MatchKind, PlaceKey};
pub use cases::CaseMatch;
pub use credits::{Credit, credits};
pub use fuzzy::Near;
pub use inflect::starts_cyrillic;
pub use key::query_keys;
pub use lookup::NameMatch;
pub(crate) use meanings::Meaning;
pub use normalise::normalise;
pub use place::{Place, PlaceClass};
pub use query::{Found, Hit, Query, Wanted};
pub use store::{Facts, Flag, Gazetteer, LayerInfo};
