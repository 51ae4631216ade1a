//! Measures positions to one goal: the nearest point of a line, or a place.

use eventmap::gazetteer::Place;
use eventmap::gazetteer::borders::Border;
use eventmap::geodesy::digits;
use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat, Nearest};

/// A goal made ready for many positions.
pub struct Meter<'b> {
    index: Index<'b>,
    border: Option<&'b Border>,
    exact: bool,
}

enum Index<'b> {
    Border(&'b BorderIndex),
    Place(Box<BorderIndex>),
}

impl<'b> Meter<'b> {
    /// To a border; `exact`: Karney's algorithm at every range.
    pub fn to_border(border: &'b Border, exact: bool) -> Self {
        Self { index: Index::Border(border.index()), border: Some(border), exact }
    }

    /// To a place's point.
    pub fn to_place(place: &Place, exact: bool) -> Self {
        let index = BorderIndex::build(&[vec![place.position]], EdgeKind::LonLat);
        Self { index: Index::Place(Box::new(index)), border: None, exact }
    }

    fn index(&self) -> &BorderIndex {
        match &self.index {
            Index::Border(index) => index,
            Index::Place(index) => index.as_ref(),
        }
    }

    /// The nearest point; none where the goal has no line.
    pub fn measure(&self, p: LonLat) -> Option<Nearest> {
        let index = self.index();
        if self.exact { index.nearest_exact(p) } else { index.nearest(p) }
    }

    /// Decimals of metres and of degrees that the line supports.
    pub fn decimals(&self) -> (u32, u32) {
        digits::of_table(self.border.map_or(0.0, |border| border.tolerance_m))
    }

    /// [`Meter::measure`] of many positions, in their order.
    pub fn measure_all(&self, points: &[LonLat]) -> Vec<Option<Nearest>> {
        let index = self.index();
        if self.exact { index.nearest_exact_batch(points) } else { index.nearest_batch(points) }
    }

    /// The country that the position lies in, "inside" or "outside" of an area, "left" or "right" of a line that is no
    /// border of known countries; empty for a place.
    pub fn side(&self, p: LonLat, nearest: &Nearest) -> &str {
        let Some(border) = self.border else { return "" };
        if let Some(inside) = border.contains(p) {
            return if inside { "inside" } else { "outside" };
        }
        if border.sides_at(nearest).is_some() {
            return border.side_code(p, nearest).unwrap_or_default();
        }
        match (nearest.at_end, nearest.left) {
            (true, _) => "",
            (false, true) => "left",
            (false, false) => "right",
        }
    }
}
