//! The layers of a map, one file each, in the order in which they are drawn.

pub mod areas;
pub mod bands;
pub mod border;
pub mod claims;
pub mod countries;
pub mod extent;
pub mod foot;
pub mod furniture;
pub mod graticule;
pub mod hexagons;
pub mod labels;
pub mod land;
pub mod legend;
pub mod locator;
pub mod measures;
pub mod names;
pub mod near;
pub mod regions;
pub mod rivals;
pub mod settlements;
pub mod symbols;
pub mod title;
pub mod water;

use super::scene::Scene;
use super::sheet::Sheet;
use crate::{Error, Result};

/// A layer's name and how to draw it.
pub type Layer = (&'static str, fn(&mut Scene, &Sheet<'_>));

/// Names of all layers that can be chosen, as `--layers` takes them.
pub const NAMES: [&str; 20] = [
    "land",
    "bands",
    "regions",
    "water",
    "countries",
    "graticule",
    "areas",
    "near",
    "rivals",
    "border",
    "measures",
    "claims",
    "settlements",
    "events",
    "names",
    "scale",
    "title",
    "legend",
    "locator",
    "foot",
];

/// Layers that are drawn only if they are asked for: a second kind of lines, of texts and not of events.
const ASKED: [&str; 1] = ["claims"];
/// Layers that show events.
const OF_EVENTS: [&str; 6] = ["bands", "areas", "near", "rivals", "measures", "events"];

/// Which layers are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers(Vec<&'static str>);

impl Default for Layers {
    fn default() -> Self {
        Self(NAMES.into_iter().filter(|name| !ASKED.contains(name)).collect())
    }
}

impl Layers {
    /// From names: those alone; with `-` before a name the usual ones without it, with `+` those and it.
    /// [`Error::Usage`] with the names there are for one that is not among them.
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut shown = match words.first() {
            Some(first) if !first.starts_with(['-', '+']) => vec!["land"],
            _ => Self::default().0,
        };
        for word in words {
            let bare = word.trim_start_matches(['-', '+']);
            let Some(name) = NAMES.into_iter().find(|n| *n == bare) else {
                return Err(Error::Usage(format!(
                    "expected layers out of {}, found '{word}'",
                    NAMES.join(", ")
                )));
            };
            shown.retain(|n| *n != name);
            if !word.starts_with('-') {
                shown.push(name);
            }
        }
        Ok(Self(shown))
    }

    /// Those of a map of stated distances alone.
    #[must_use]
    pub fn of_claims(&self) -> Self {
        self.without(&OF_EVENTS).with("claims")
    }

    /// These and one more.
    #[must_use]
    pub fn with(&self, name: &'static str) -> Self {
        let mut all = self.without(&[name]);
        all.0.push(name);
        all
    }

    /// These without some.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().copied().filter(|n| !names.contains(n)).collect())
    }

    /// True if the layer is drawn.
    #[must_use]
    pub fn shows(&self, name: &str) -> bool {
        self.0.contains(&name)
    }
}

/// Layers that are cut to the frame, from the bottom.
pub const INSIDE: &[Layer] = &[
    ("land", land::draw),
    ("bands", bands::draw),
    ("bands", bands::contours),
    ("regions", regions::draw),
    ("water", water::draw),
    ("countries", countries::draw),
    ("graticule", graticule::lines),
    ("events", hexagons::draw),
    ("areas", areas::draw),
    ("near", near::draw),
    ("border", border::draw),
    ("events", extent::draw),
    ("measures", measures::draw),
    ("rivals", rivals::draw),
    ("claims", claims::draw),
    ("settlements", settlements::draw),
    ("events", symbols::draw),
    ("settlements", settlements::spots),
];

/// Layers over them: words on the map, the frame, and all around it.
pub const OVER: &[Layer] = &[
    ("scale", furniture::draw),
    ("names", labels::draw),
    ("names", names::draw),
    ("land", graticule::frame),
    ("title", title::draw),
    ("legend", legend::draw),
    ("locator", locator::draw),
    ("foot", foot::draw),
];

/// Draws those of some layers that are shown.
pub fn draw(layers: &[Layer], scene: &mut Scene, sheet: &Sheet<'_>) {
    for (_, layer) in layers.iter().filter(|(name, _)| sheet.options.layers.shows(name)) {
        layer(scene, sheet);
    }
}
