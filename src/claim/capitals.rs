//! Capitals of countries, for "the capital" without a name.

use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;

const TABLE: &str = include_str!("../../gazetteer/capitals.tsv");

/// The capital of the country with this ISO 3166-1 alpha-2 code.
pub(super) fn of(iso2: &str) -> Option<Place> {
    let row = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(|line| line.split('\t').next() == Some(iso2))?;
    let fields: Vec<&str> = row.split('\t').collect();
    let [_, name, id, lat, lon, population] = fields.as_slice() else { return None };
    let population: u64 = population.parse().ok()?;
    Some(Place {
        id: format!("geonames:{id}"),
        name: (*name).to_owned(),
        local_name: None,
        class: PlaceClass::Settlement,
        position: LonLat { lon: lon.parse().ok()?, lat: lat.parse().ok()? },
        // Two-point fit to the areas of Belgorod and Kharkiv: 0.171 km times population to the power 0.291.
        radius_km: 0.171 * (population as f64).powf(0.291),
        population: Some(population),
        country: Some(iso2.to_owned()),
        region: None,
        region_id: None,
        district: None,
        layer: "capitals".into(),
        code: None,
        geonameid: id.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_place() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        for row in rows {
            let code = row.split('\t').next().unwrap_or("");
            let place = of(code).unwrap_or_else(|| panic!("{row}"));
            assert!(place.position.lat.abs() <= 90.0 && place.position.lon.abs() <= 180.0, "{row}");
        }
        assert_eq!(of("GR").map(|place| place.name).as_deref(), Some("Athens"));
        assert_eq!(of("XX"), None);
    }
}
