//! `eventmap` reads news text, finds the places it names, works out which place on Earth each one is, finds the
//! events that happened there, and says how far each one lies from a border. It checks the distances that a text states, and
//! draws what it found.
//!
//! # The way of a text
//!
//! | stage | takes | gives |
//! | --- | --- | --- |
//! | [`document`] | files of many kinds, any bytes | [`document::Document`]: text, id, day of publication |
//! | [`text`] | a text | sentences, tokens, numbers, dates |
//! | [`toponym`] | a text, a [`gazetteer`] | mentions of places, each with the place meant and its rivals |
//! | [`event`] | mentions, sentences | events: what, where, when, to whom, by whose account; reports of one happening joined |
//! | [`claim`] | mentions, sentences | stated distances with a verdict and the reason for it |
//! | [`geodesy`] | positions, lines | distances on the ellipsoid in metres, right below a millimetre |
//! | [`edited`] | layers that somebody changed in a GIS | a report again, measured anew |
//! | [`report`] | all of these | [`report::Report`], which everything below reads |
//! | [`output`], `map`, `web` | a report | GeoJSON and other layers, PNG, SVG and PDF, pages |
//!
//! [`pipeline::run`] goes all of it but the last row. Nothing is read from the network or the system: places, borders, words and
//! fonts are compiled in. The same input gives the same bytes on any number of threads.
//!
//! Positions are longitude and latitude in degrees on WGS 84; lengths say their unit in their name (`km`, `metres`); spans are
//! byte offsets in the text. What a reader cannot know is `None`, never a zero. Every finding carries its
//! [`evidence`]: the words that gave it, and the rule that read them.
//!
//! # Reading a text
//!
//! ```
//! use eventmap::document::Document;
//! use eventmap::gazetteer::{Gazetteer, borders};
//! use eventmap::pipeline::{self, Options};
//!
//! let text = "Two people were killed on Friday, June 2, 2023, when shells hit a road in the village of Maslova Pristan, \
//!     15 km from the border, the governor said.";
//! let border = borders::embedded("ru-ua").expect("it is bundled");
//! let options = Options::new(border, Gazetteer::embedded());
//! let report = pipeline::run(vec![Document::new("a", text)], &options, &|| ());
//!
//! let event = &report.events[0];
//! assert_eq!(event.sub_event_type.as_str(), "Shelling/artillery/missile attack");
//! assert_eq!(event.place.place.as_ref().map(|place| place.name.as_str()), Some("Maslova Pristan"));
//! assert_eq!(event.casualties.killed.and_then(|count| count.best), Some(2));
//! let claim = &report.claims[0];
//! println!("{}: {}", claim.verdict.as_str(), claim.reason);
//! ```
//!
//! # Measuring a distance
//!
//! ```
//! use eventmap::gazetteer::borders;
//! use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat};
//!
//! // To a bundled line ...
//! let border = borders::embedded("ru-ua").expect("it is bundled");
//! let position = LonLat { lon: 36.736, lat: 50.457 };
//! let nearest = border.nearest(position).expect("the line has points");
//! assert_eq!((nearest.metres / 1000.0).round(), 16.0);
//! assert_eq!(border.side(position).as_deref(), Some("RU"));
//!
//! // ... or to any other.
//! let meridian = vec![LonLat { lon: 36.0, lat: 50.0 }, LonLat { lon: 36.0, lat: 51.0 }];
//! let index = BorderIndex::build(&[meridian], EdgeKind::Geodesic);
//! let nearest = index.nearest(position).expect("the line has points");
//! assert!((nearest.azimuth_deg - 270.0).abs() < 1.0);
//! ```
//!
//! # Drawing a map
//!
//! ```
//! # #[cfg(feature = "maps")]
//! # fn main() -> eventmap::Result<()> {
//! use eventmap::document::Document;
//! use eventmap::gazetteer::{Gazetteer, borders};
//! use eventmap::map::{self, BaseMap, MapOptions};
//! use eventmap::pipeline::{self, Options};
//!
//! let (border, gazetteer) = (borders::embedded("ru-ua").expect("it is bundled"), Gazetteer::embedded());
//! let document = Document::new("a", "On 3 June 2023 a drone struck a petrol station in Shebekino.");
//! let report = pipeline::run(vec![document], &Options::new(border, gazetteer), &|| ());
//!
//! let base = BaseMap::of(&report, Some(border), gazetteer);
//! let options = MapOptions { width: 800, height: 600, dpi: 100.0, ..MapOptions::default() };
//! let png = map::overview(&report, &base, &options)?.expect("there is an event to draw");
//! assert!(png.starts_with(b"\x89PNG"));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "maps"))]
//! # fn main() {}
//! ```
//!
//! # Features
//!
//! All are on by default. Without any, the library reads text and JSON Lines and writes GeoJSON and JSON Lines: `cli` is the
//! program, `maps` the pictures, `html` the pages, `inputs` further kinds of files, `formats`, `gpkg`, `parquet` and
//! `flatgeobuf` further kinds of layers.

pub mod claim;
pub mod document;
pub mod edited;
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
