//! The inside of a border's rings: areas of a file of polygons, or the outline of a region.

use std::ops::Range;
use std::sync::OnceLock;

use crate::geodesy::{EdgeKind, LonLat, Shape, along_edges};

/// Which lines of a border are rings of areas, and what they enclose.
///
/// Within one area (a Polygon or `MultiPolygon`) the even-odd rule holds over all rings, so that holes, islands in lakes and
/// enclaves drawn as further outer rings come out right; of several areas, any will do.
#[derive(Debug, Default)]
pub struct BorderArea {
    parts: Vec<Range<usize>>,
    shapes: OnceLock<Vec<Shape>>,
}

impl BorderArea {
    /// Areas from ranges of the border's lines.
    #[must_use]
    pub fn new(parts: Vec<Range<usize>>) -> Self {
        Self { parts, shapes: OnceLock::new() }
    }

    /// One area of all lines, of which there are `count`.
    #[must_use]
    pub fn whole(count: usize) -> Self {
        Self { parts: std::iter::once(0..count).collect(), shapes: OnceLock::new() }
    }

    /// True when no line is a ring of an area.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn forget(&mut self) {
        self.shapes = OnceLock::new();
    }

    pub(super) fn contains(&self, lines: &[Vec<LonLat>], edges: EdgeKind, p: LonLat) -> Option<bool> {
        if self.parts.is_empty() {
            return None;
        }
        let shape = |part: &Range<usize>| {
            let rings = lines.get(part.clone()).unwrap_or_default();
            Shape::new(rings.iter().map(|ring| along_edges(ring, edges)).collect())
        };
        let shapes = self.shapes.get_or_init(|| self.parts.iter().map(shape).collect());
        Some(shapes.iter().any(|shape| shape.contains(p)))
    }
}
