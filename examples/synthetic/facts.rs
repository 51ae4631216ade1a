//! Made-up reports for drawing, event by event: places are real, events are not.

use eventmap::event::{
    Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Incident, Modalities,
    Modality, PlaceBorder, Relation, SubEventType, When,
};
use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::LonLat;
use eventmap::report::{BorderSource, Report};
use eventmap::text::Span;

use super::dice::Dice;

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

/// Types, the usual ones more often.
const KINDS: [(EventType, SubEventType); 8] = [
    (EventType::Explosions, SubEventType::ShellingArtilleryMissile),
    (EventType::Explosions, SubEventType::ShellingArtilleryMissile),
    (EventType::Explosions, SubEventType::AirDroneStrike),
    (EventType::Explosions, SubEventType::AirDroneStrike),
    (EventType::Explosions, SubEventType::RemoteExplosive),
    (EventType::Battles, SubEventType::ArmedClash),
    (EventType::ViolenceAgainstCivilians, SubEventType::Attack),
    (EventType::StrategicDevelopments, SubEventType::DisruptedWeaponsUse),
];

/// A number of people, not stated in half of the cases.
fn count(dice: &mut Dice) -> Option<Count> {
    match dice.below(6) {
        0 => Some(Count::exactly(0)),
        1 => Some(Count::exactly(dice.below(4) as u32 + 1)),
        2 => Some(Count::exactly(dice.below(20) as u32 + 1)),
        _ => None,
    }
}

/// How a place of that radius in km lies to the border.
fn measured(border: &Border, position: LonLat, radius: f64, areal: bool) -> Option<PlaceBorder> {
    border.nearest(position).map(|nearest| {
        let km = nearest.metres / 1000.0;
        PlaceBorder {
            km: (!areal).then_some(km),
            km_min: (km - radius).max(0.0),
            km_max: km + radius,
            nearest: (!areal).then_some(nearest.point),
            azimuth_deg: (!areal).then_some(nearest.azimuth_deg),
            side: border.side(position),
        }
    })
}

/// Adds an incident of one event.
pub fn add(report: &mut Report, border: &Border, place: Place, precision: GeoPrecision, dice: &mut Dice) {
    let n = report.events.len();
    let (event_type, sub_event_type) = KINDS[dice.below(8) as usize];
    let position = place.position;
    let near = precision == GeoPrecision::Near;
    let (killed, injured) = (count(dice), count(dice));
    let radius = if near { 6.0 } else { place.radius_km };
    let measured = measured(border, position, radius, precision.is_areal());
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
