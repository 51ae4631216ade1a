//! Rings of an outline, decoded when first asked for: most of the world lies outside of most maps.

use std::ops::Deref;
use std::sync::OnceLock;

use crate::gazetteer::shapes;
use crate::geodesy::LonLat;

/// The rings of an outline; the inside is told by the even-odd rule over all of them.
#[derive(Debug, Clone, Default)]
pub struct Rings {
    /// Code of a bundled outline and degrees west, south, east and north that hold it.
    bundled: Option<(&'static str, [f64; 4])>,
    decoded: OnceLock<Vec<Vec<LonLat>>>,
}

impl Rings {
    /// Those of a bundled outline; none if there is none of that code.
    #[must_use]
    pub fn bundled(code: &'static str) -> Option<Self> {
        Some(Self { bundled: Some((code, shapes::bounds(code)?)), decoded: OnceLock::new() })
    }

    /// False if they lie outside degrees west, south, east and north, which may run on past the date line; known without decoding.
    #[must_use]
    pub fn may_touch(&self, [west, south, east, north]: [f64; 4]) -> bool {
        self.bundled.is_none_or(|(_, [w, s, e, n])| {
            let over = |turn: f64| w + turn <= east && e + turn >= west;
            s <= north && n >= south && [-360.0, 0.0, 360.0].into_iter().any(over)
        })
    }
}

impl From<Vec<Vec<LonLat>>> for Rings {
    fn from(rings: Vec<Vec<LonLat>>) -> Self {
        Self { bundled: None, decoded: rings.into() }
    }
}

impl Deref for Rings {
    type Target = [Vec<LonLat>];

    fn deref(&self) -> &Self::Target {
        self.decoded
            .get_or_init(|| self.bundled.and_then(|(code, _)| shapes::outline(code)).unwrap_or_default())
    }
}

impl<'a> IntoIterator for &'a Rings {
    type Item = &'a Vec<LonLat>;
    type IntoIter = std::slice::Iter<'a, Vec<LonLat>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_not_passed_over() {
        let fiji = Rings::bundled("FJ").unwrap();
        for (bounds, touched) in [
            ([177.0, -19.0, 183.0, -16.0], true),
            ([-183.0, -19.0, -177.0, -16.0], true),
            ([30.0, 45.0, 40.0, 55.0], false),
            ([177.0, 10.0, 183.0, 20.0], false),
        ] {
            assert_eq!(fiji.may_touch(bounds), touched, "{bounds:?}");
        }
        assert!(fiji.len() > 1 && Rings::bundled("ZZ").is_none());
        let own = Rings::from(vec![vec![LonLat { lon: 1.0, lat: 2.0 }]]);
        assert!(own.may_touch([30.0, 45.0, 40.0, 55.0]) && own.len() == 1);
        assert!(Rings::default().is_empty());
    }
}
