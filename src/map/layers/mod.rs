//! The layers of a map, one file each, in the order in which they are drawn.

pub mod areas;
pub mod bands;
pub mod border;
pub mod countries;
pub mod extent;
pub mod foot;
pub mod furniture;
pub mod graticule;
pub mod labels;
pub mod land;
pub mod legend;
pub mod locator;
pub mod measures;
pub mod names;
pub mod near;
pub mod regions;
pub mod settlements;
pub mod symbols;
pub mod title;
pub mod water;

use super::scene::Scene;
use super::sheet::Sheet;

/// Draws one layer.
pub type Layer = fn(&mut Scene, &Sheet<'_>);

/// Layers that are cut to the frame, from the bottom.
pub const INSIDE: &[Layer] = &[
    land::draw,
    bands::draw,
    bands::contours,
    regions::draw,
    water::draw,
    countries::draw,
    graticule::lines,
    areas::draw,
    near::draw,
    border::draw,
    extent::draw,
    measures::draw,
    settlements::draw,
    symbols::draw,
    settlements::spots,
];

/// Layers over them: words on the map, the frame, and all around it.
pub const OVER: &[Layer] = &[
    furniture::draw,
    labels::draw,
    names::draw,
    graticule::frame,
    title::draw,
    legend::draw,
    locator::draw,
    foot::draw,
];
