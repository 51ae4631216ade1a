//! Made-up reports for drawing: places are real, events are not.

// Long lists of made-up facts read best in one piece.
#![allow(clippy::too_many_lines)]

use eventmap::event::{
    Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Incident, Modalities,
    Modality, PlaceBorder, Relation, SubEventType, When,
};
use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::LonLat;
use eventmap::report::{BorderSource, Report};
use eventmap::text::Span;

/// Small fixed random numbers.
pub struct Dice(pub u64);

impl Dice {
    /// Below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }
}

/// Name, local name, longitude, latitude, inhabitants.
pub type Town = (&'static str, &'static str, f64, f64, u64);

/// Towns on both sides of the border east of Sumy.
pub const TOWNS: &[Town] = &[
    ("Belgorod", "Белгород", 36.58091, 50.60343, 391_000),
    ("Shebekino", "Шебекино", 36.92537, 50.41342, 44_000),
    ("Novaya Tavolzhanka", "Новая Таволжанка", 36.82980, 50.35123, 5_000),
    ("Maslova Pristan", "Маслова Пристань", 36.73600, 50.45700, 5_000),
    ("Kharkiv", "Харків", 36.25475, 49.98177, 1_430_000),
    ("Grayvoron", "Грайворон", 35.68087, 50.47893, 6_000),
    ("Vovchansk", "Вовчанськ", 36.94108, 50.29078, 19_000),
    ("Derhachi", "Дергачі", 36.12160, 50.10900, 17_000),
    ("Murom", "Муром", 36.73300, 50.30800, 2_000),
    ("Valuyki", "Валуйки", 38.09990, 50.21100, 34_000),
    ("Kupiansk", "Куп'янськ", 37.61500, 49.70600, 27_000),
    ("Bohodukhiv", "Богодухів", 35.52700, 50.16400, 16_000),
];

/// An empty report against a border.
pub fn empty(border: &Border) -> Report {
    Report {
        documents: Vec::new(),
        events: Vec::new(),
        incidents: Vec::new(),
        claims: Vec::new(),
        unplaced: Vec::new(),
        shown: Modalities::DRAWN,
        border: BorderSource {
            name: border.name.clone(),
            source: border.source.clone(),
            tolerance_m: border.tolerance_m,
        },
    }
}

/// A settlement as the gazetteer would give it.
pub fn place(town: &Town) -> Place {
    let (name, local, lon, lat, population) = *town;
    Place {
        id: format!("made-up:{name}"),
        name: name.to_owned(),
        local_name: (!local.is_empty()).then(|| local.to_owned()),
        class: PlaceClass::Settlement,
        position: LonLat { lon, lat },
        radius_km: 2.0,
        population: Some(population),
        country: None,
        region: None,
        region_id: None,
        district: None,
        layer: "made-up".to_owned(),
        code: None,
        geonameid: None,
    }
}

/// Adds an incident of one event.
pub fn add(report: &mut Report, border: &Border, place: Place, precision: GeoPrecision, dice: &mut Dice) {
    use SubEventType as S;
    let n = report.events.len();
    let (event_type, sub_event_type) = [
        (EventType::Explosions, S::ShellingArtilleryMissile),
        (EventType::Explosions, S::ShellingArtilleryMissile),
        (EventType::Explosions, S::AirDroneStrike),
        (EventType::Explosions, S::AirDroneStrike),
        (EventType::Explosions, S::RemoteExplosive),
        (EventType::Battles, S::ArmedClash),
        (EventType::ViolenceAgainstCivilians, S::Attack),
        (EventType::StrategicDevelopments, S::DisruptedWeaponsUse),
    ][dice.below(8) as usize];
    let position = place.position;
    let near = precision == GeoPrecision::Near;
    let count = |dice: &mut Dice| match dice.below(6) {
        0 => Some(Count::exactly(0)),
        1 => Some(Count::exactly(dice.below(4) as u32 + 1)),
        2 => Some(Count::exactly(dice.below(20) as u32 + 1)),
        _ => None,
    };
    let (killed, injured) = (count(dice), count(dice));
    let radius = if near { 6.0 } else { place.radius_km };
    let measured = border.nearest(position).map(|nearest| {
        let km = nearest.metres / 1000.0;
        let areal = precision.is_areal();
        PlaceBorder {
            km: (!areal).then_some(km),
            km_min: (km - radius).max(0.0),
            km_max: km + radius,
            nearest: (!areal).then_some(nearest.point),
            azimuth_deg: (!areal).then_some(nearest.azimuth_deg),
            side: border.side(position),
        }
    });
    let day = jiff::civil::date(2023, 6, 1 + dice.below(4) as i8);
    let span = Span::new(0, 0);
    let id = format!("e{n}");
    report.events.push(Event {
        id: id.clone(),
        doc: "made-up".to_owned(),
        incident: format!("i{n}"),
        event_type,
        sub_event_type,
        modality: if dice.below(5) == 0 { Modality::Claimed } else { Modality::Happened },
        when: When {
            start: Some(day),
            end: Some(day),
            precision: DatePrecision::Day,
            basis: String::new(),
            span: None,
        },
        place: EventPlace {
            text: place.name.clone(),
            span: None,
            relation: if near { Relation::Near } else { Relation::In },
            position: Some(position),
            radius_km: Some(radius),
            precision,
            inherited: false,
            place: Some(place),
        },
        casualties: Casualties { killed, injured, ..Casualties::default() },
        weapon: None,
        actor1: None,
        actor2: None,
        claimed_by: None,
        denied_by: None,
        trigger: span,
        sentence: span,
        rule: "made-up".to_owned(),
        confidence: 1.0,
        evidence: Vec::new(),
        border: measured,
    });
    report.incidents.push(Incident {
        id: format!("i{n}"),
        events: vec![id.clone()],
        docs: vec!["made-up".to_owned()],
        representative: id,
        event_type,
        date_start: Some(day),
        date_end: Some(day),
        killed,
        injured,
        disagreements: Vec::new(),
        evidence: Vec::new(),
    });
}

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
