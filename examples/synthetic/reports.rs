//! The reports that the demonstration draws.

// Long lists of made-up facts read best in one piece.
#![allow(clippy::too_many_lines)]

use eventmap::event::GeoPrecision;
use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::report::Report;

use super::dice::Dice;
use super::facts::{TOWNS, add, empty, place};

fn region(name: &str, code: &str, lon: f64, lat: f64, radius_km: f64) -> Place {
    Place {
        class: PlaceClass::Region,
        radius_km,
        code: Some(code.to_owned()),
        population: None,
        ..place(&("", "", lon, lat, 0))
    }
    .named(name)
}

trait Named {
    fn named(self, name: &str) -> Self;
}

impl Named for Place {
    fn named(mut self, name: &str) -> Self {
        self.id = format!("made-up:{name}");
        name.clone_into(&mut self.name);
        self
    }
}

/// The reports that the demonstration draws, by name.
pub fn reports(border: &Border) -> Vec<(&'static str, Report)> {
    use GeoPrecision::{Country, Near, Region, Settlement};
    let mut dice = Dice(42);
    let mut one = empty(border);
    add(&mut one, border, place(&TOWNS[1]), Settlement, &mut dice);

    let mut usual = empty(border);
    for i in 0..26 {
        let town = &TOWNS[[1, 1, 1, 1, 2, 2, 0, 0, 3, 4, 4, 5, 6, 7, 8][dice.below(15) as usize]];
        let precision = if i % 9 == 4 { Near } else { Settlement };
        add(&mut usual, border, place(town), precision, &mut dice);
    }
    for _ in 0..3 {
        add(&mut usual, border, region("Belgorod Oblast", "RU-BEL", 37.6, 50.7, 150.0), Region, &mut dice);
    }
    add(&mut usual, border, place(&("Kyiv", "Київ", 30.5238, 50.4547, 2_800_000)), Settlement, &mut dice);
    let mut ukraine = region("Ukraine", "UA", 31.5, 48.5, 600.0);
    ukraine.country = Some("UA".to_owned());
    add(&mut usual, border, ukraine, Country, &mut dice);

    let mut regions = empty(border);
    for (name, code, lon, lat, n) in [
        ("Belgorod Oblast", "RU-BEL", 37.6, 50.7, 4),
        ("Kursk Oblast", "RU-KRS", 36.2, 51.7, 2),
        ("Kharkiv Oblast", "UA-63", 36.5, 49.6, 3),
    ] {
        for _ in 0..n {
            add(&mut regions, border, region(name, code, lon, lat, 120.0), Region, &mut dice);
        }
    }

    let mut far = empty(border);
    for town in [
        ("Khartoum", "الخرطوم", 32.53, 15.55, 5_300_000),
        ("Omdurman", "أم درمان", 32.48, 15.65, 2_400_000),
        ("Wad Madani", "", 33.52, 14.40, 300_000),
    ] {
        add(&mut far, border, place(&town), Settlement, &mut dice);
    }

    let mut many = empty(border);
    for _ in 0..300 {
        let town = TOWNS[dice.below(TOWNS.len() as u64) as usize];
        let shift = |dice: &mut Dice, s: f64| (dice.below(2000) as f64 / 1000.0 - 1.0) * s;
        let mut p = place(&town);
        if dice.below(3) > 0 {
            p.position.lon += shift(&mut dice, 0.5);
            p.position.lat += shift(&mut dice, 0.3);
            p.name = format!("Village {}", dice.below(90));
            p.local_name = None;
            p.population = Some(900);
        }
        add(&mut many, border, p, Settlement, &mut dice);
    }

    let mut wide = empty(border);
    for town in [
        TOWNS[0],
        TOWNS[4],
        ("Kyiv", "Київ", 30.5238, 50.4547, 2_800_000),
        ("Moscow", "Москва", 37.6156, 55.7522, 10_400_000),
        ("Odesa", "Одеса", 30.7326, 46.4775, 1_000_000),
        ("Mariupol", "Маріуполь", 37.5494, 47.0951, 430_000),
        ("Sevastopol", "Севастополь", 33.5224, 44.6117, 416_000),
        ("Lviv", "Львів", 24.0232, 49.8383, 717_000),
    ] {
        add(&mut wide, border, place(&town), Settlement, &mut dice);
    }

    vec![
        ("one", one),
        ("usual", usual),
        ("regions", regions),
        ("far", far),
        ("many", many),
        ("wide", wide),
        ("empty", empty(border)),
    ]
}
