//! What a GeoNames feature code becomes: the rows of `gazetteer/feature_codes.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::gazetteer::PlaceClass;
use crate::gazetteer::layer::{class_of, flags_of, table};

const CODES: &str = include_str!("../../../gazetteer/feature_codes.tsv");

/// What sort of place a feature is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Its class.
    pub class: PlaceClass,
    /// A usual extent in km; by class and population if there is none.
    pub radius_km: Option<f64>,
    /// Bits of `layer::FLAGS`.
    pub flags: u8,
}

static FEATURES: LazyLock<HashMap<&'static str, Feature>> = LazyLock::new(|| {
    let rows = table(CODES).filter_map(|(_, cells)| {
        let class = class_of(cells.get(1)?)?;
        let flags = flags_of(cells.get(3).copied().unwrap_or(""))?;
        let radius_km = cells.get(2).and_then(|cell| cell.parse().ok());
        Some((*cells.first()?, Feature { class, radius_km, flags }))
    });
    rows.collect()
});

/// The feature with this class and code, such as `P` and `PPLA`; none for those that are left out.
pub fn feature(class: &str, code: &str) -> Option<Feature> {
    // A place without a code is a plain one: old dumps have such rows.
    let code = if class == "P" && code.is_empty() { "PPL" } else { code };
    FEATURES.get(format!("{class}.{code}").as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = table(CODES).filter(|(_, cells)| cells.get(1) != Some(&"-")).count();
        assert_eq!(FEATURES.len(), rows);
        assert!(table(CODES).all(|(_, cells)| matches!(cells.len(), 3 | 4)));
    }

    #[test]
    fn codes_become_classes() {
        for (class, code, found) in [
            ("P", "PPL", Some(PlaceClass::Settlement)),
            ("P", "", Some(PlaceClass::Settlement)),
            ("A", "ADM1", Some(PlaceClass::Region)),
            ("A", "ADM2", Some(PlaceClass::District)),
            ("A", "PCLI", Some(PlaceClass::Country)),
            ("A", "ADM4", None),
            ("H", "STM", Some(PlaceClass::Sea)),
            ("S", "AIRP", Some(PlaceClass::Facility)),
            ("S", "SCH", None),
            ("R", "RD", None),
            ("", "", None),
        ] {
            assert_eq!(feature(class, code).map(|feature| feature.class), found, "{class}.{code}");
        }
    }
}
