//! The base map: what the pictures show besides the report, gathered from the bundled data.

use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::{Flag, Gazetteer, PlaceClass, credits, shapes};
use eventmap::geodesy::{LonLat, Shape};
use eventmap::map::{BaseMap, BorderLine, Outline, Settlement};
use eventmap::report::Report;

/// Settlements are gathered so far around each event, in km; a larger frame shows only large ones anyway.
const AROUND_KM: f64 = 90.0;

/// Settlements smaller than this are on no map of a region.
const SMALLEST: u64 = 3_000;

pub fn base_map(report: &Report, border: &Border) -> BaseMap {
    let mut base = BaseMap::default();
    base.border = Some(BorderLine {
        lines: border.lines.clone(),
        name: border.name.clone(),
        source: border.source.clone(),
        sides: border.left.iter().chain(&border.right).cloned().collect(),
    });
    base.regions =
        shapes::region_codes().filter_map(|code| outline(code, shapes::region_shape(code)?)).collect();
    base.countries =
        shapes::country_codes().filter_map(|code| outline(code, shapes::country_shape(code)?)).collect();
    base.settlements = settlements(report);
    base.credits = credits().iter().map(|credit| credit.text.to_owned()).collect();
    base
}

fn outline(code: &str, shape: &Shape) -> Option<Outline> {
    let name = shapes::name(code)?.to_owned();
    Some(Outline { code: code.to_owned(), name, rings: shape.rings().to_vec() })
}

/// Settlements around the events that are drawn, each once.
fn settlements(report: &Report) -> Vec<Settlement> {
    let gazetteer = Gazetteer::embedded();
    let mut around: Vec<LonLat> = Vec::new();
    let drawn = report.events.iter().filter(|event| event.modality.is_drawn());
    for position in drawn.filter_map(|event| event.place.position) {
        let covered = |known: &LonLat| eventmap::geodesy::distance_m(*known, position) < AROUND_KM * 300.0;
        if !around.iter().any(covered) {
            around.push(position);
        }
    }
    let mut keys: Vec<_> =
        around.iter().flat_map(|&at| gazetteer.near(at, AROUND_KM)).map(|(key, _)| key).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter(|&key| gazetteer.class(key) == PlaceClass::Settlement)
        .filter(|&key| gazetteer.population(key).is_some_and(|people| people >= SMALLEST))
        .map(|key| {
            let place = gazetteer.place(key);
            Settlement {
                name: place.name,
                local_name: place.local_name,
                position: place.position,
                population: place.population.unwrap_or(0),
                capital: gazetteer.flag(key, Flag::Capital),
            }
        })
        .collect()
}
