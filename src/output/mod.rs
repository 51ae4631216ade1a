//! What a run writes: GeoJSON layers, JSON Lines, the report page. Reads the report alone.
//!
//! | file | function |
//! | --- | --- |
//! | `events.geojson` and the other layers ([`Layer`]) | [`geojson`] |
//! | `*.jsonl` | [`jsonl()`] |
//! | one layer in any [`Format`]; several in one file | [`layer_bytes`]; [`layers_bytes`] |
//! | `*.qml`, the QGIS style of a layer | [`qml()`] |
//! | `report.md` | [`report_md`] |
//!
//! The fields of every row stand in [`rows`], once for all formats; `docs/schema.md` describes them.

mod cell;
#[cfg(feature = "formats")]
mod digest;
mod extent;
#[cfg(feature = "flatgeobuf")]
mod fgb;
mod file;
mod format;
mod geojson;
#[cfg(feature = "gpkg")]
mod gpkg;
#[cfg(feature = "gpkg")]
mod gpkg_index;
mod jsonl;
#[cfg(feature = "formats")]
mod kml;
mod layers;
#[cfg(feature = "formats")]
mod metadata;
#[cfg(feature = "formats")]
mod own;
#[cfg(feature = "parquet")]
mod parquet;
mod qml;
mod report_md;
pub mod rows;
#[cfg(test)]
pub(crate) mod sample;
pub mod schema;
#[cfg(feature = "formats")]
mod separated;
mod symbols;
mod texts;
#[cfg(feature = "formats")]
mod wkt;
pub(crate) mod words;

pub use cell::{Cell, Geometry, Item, Row};
pub use file::{follow, write, write_with};
pub use format::Format;
pub use geojson::{feature_collection, geojson, toponyms_geojson};
pub use jsonl::{jsonl, write_toponyms};
pub use layers::{Extras, layer_bytes, layer_rows, layers_bytes};
#[cfg(feature = "formats")]
pub use metadata::metadata;
#[cfg(feature = "formats")]
pub use own::{LIST, MEASURED, Standing, may_replace, remove_own, standing, write_own, write_own_with};
pub use qml::qml;
pub use report_md::{Picture, facts, report_md};
pub use rows::{Form, Layer};
pub use texts::Texts;
pub use words::{
    border_in_words, day_in_words, km_in_words, measured_in_words, range_in_words, stated_in_words,
    uncertain_km_in_words,
};
