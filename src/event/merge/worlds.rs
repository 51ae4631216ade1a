//! Invented reports of invented places, of which the tests of merging make small worlds.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::*;
use crate::event::{
    Casualties, Count, DatePrecision, EventPlace, EventType, GeoPrecision, Modality, Party, Relation,
    SubEventType, When,
};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::{Prose, Span};

/// Name, class, longitude, latitude, region, country, radius in km.
pub(super) type Spot = (&'static str, PlaceClass, f64, f64, &'static str, &'static str, f64);

use PlaceClass::{Country, District, Region, Settlement};

pub(super) const SPOTS: &[Spot] = &[
    ("Marwo", Settlement, 29.30, 3.40, "Ituri", "CD", 2.0),
    ("Zabu", Settlement, 29.42, 3.46, "Ituri", "CD", 2.0),
    ("Ituri", Region, 29.50, 2.00, "Ituri", "CD", 150.0),
    ("Djugu", District, 30.50, 1.92, "Ituri", "CD", 40.0),
    ("Congo", Country, 23.65, -2.88, "", "CD", 900.0),
    ("Quellin", Settlement, -64.20, -31.40, "Cordoba", "AR", 3.0),
    ("Cordoba", Region, -64.00, -32.00, "Cordoba", "AR", 250.0),
    ("Sarmin", Settlement, 36.72, 35.90, "Idlib", "SY", 2.0),
    ("Idlib", Region, 36.60, 35.80, "Idlib", "SY", 50.0),
    ("Metropol", Settlement, 44.40, 33.30, "Capital", "IQ", 20.0),
];

pub(super) fn spot(name: &str) -> Place {
    let found = SPOTS.iter().find(|spot| spot.0 == name).expect("a spot of the list");
    let (name, class, lon, lat, region, country, radius_km) = *found;
    Place {
        id: format!("spot:{name}:{class:?}"),
        name: name.to_owned(),
        local_name: None,
        class,
        position: LonLat { lon, lat },
        radius_km,
        population: None,
        country: Some(country.to_owned()),
        region: (!region.is_empty()).then(|| region.to_owned()),
        region_id: (!region.is_empty()).then(|| format!("spot:{region}:Region")),
        district: None,
        layer: "test".to_owned(),
        code: None,
        geonameid: None,
    }
}

/// One report in one article.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) doc: &'static str,
    pub(super) published: &'static str,
    pub(super) text: &'static str,
    pub(super) place: &'static str,
    pub(super) day: &'static str,
    pub(super) kind: SubEventType,
    pub(super) killed: Option<u32>,
    pub(super) injured: Option<u32>,
    pub(super) by: Option<&'static str>,
    pub(super) weapon: Option<&'static str>,
    pub(super) says: Option<&'static str>,
}

pub(super) fn report(
    doc: &'static str,
    place: &'static str,
    day: &'static str,
    text: &'static str,
) -> Report {
    Report {
        doc,
        published: "",
        text,
        place,
        day,
        kind: SubEventType::ShellingArtilleryMissile,
        killed: None,
        injured: None,
        by: None,
        weapon: None,
        says: None,
    }
}

impl Report {
    pub(super) fn kind(mut self, kind: SubEventType) -> Self {
        self.kind = kind;
        self
    }

    pub(super) fn hurt(mut self, killed: Option<u32>, injured: Option<u32>) -> Self {
        (self.killed, self.injured) = (killed, injured);
        self
    }

    pub(super) fn out(mut self, published: &'static str) -> Self {
        self.published = published;
        self
    }

    pub(super) fn by(mut self, actor: &'static str) -> Self {
        self.by = Some(actor);
        self
    }

    pub(super) fn with(mut self, weapon: &'static str) -> Self {
        self.weapon = Some(weapon);
        self
    }

    pub(super) fn says(mut self, speaker: &'static str) -> Self {
        self.says = Some(speaker);
        self
    }

    pub(super) fn event(&self, number: usize) -> Event {
        let place = spot(self.place);
        let precision = match place.class {
            Region => GeoPrecision::Region,
            District => GeoPrecision::District,
            Country => GeoPrecision::Country,
            _ => GeoPrecision::Settlement,
        };
        let days: Vec<Date> = self.day.split("..").filter_map(|day| day.parse().ok()).collect();
        let (start, end) = (days.first().copied(), days.last().copied());
        let long = start.zip(end).is_some_and(|(a, b)| b.since(a).is_ok_and(|span| span.get_days() > 7));
        let precision_of_day = match (start, end) {
            (Some(a), Some(b)) if a == b => DatePrecision::Day,
            (Some(_), _) if long => DatePrecision::Month,
            (Some(_), _) => DatePrecision::Days,
            _ => DatePrecision::Unknown,
        };
        let event_type = match self.kind {
            SubEventType::Flood | SubEventType::Earthquake | SubEventType::Fire => EventType::Disaster,
            SubEventType::Attack => EventType::ViolenceAgainstCivilians,
            SubEventType::PeacefulProtest => EventType::Protests,
            SubEventType::DisruptedWeaponsUse => EventType::StrategicDevelopments,
            _ => EventType::Explosions,
        };
        Event {
            id: format!("{}-e{number}", self.doc),
            doc: self.doc.to_owned(),
            incident: String::new(),
            event_type,
            sub_event_type: self.kind,
            modality: Modality::Happened,
            when: When { start, end, precision: precision_of_day, basis: String::new(), span: None },
            place: EventPlace {
                text: place.name.clone(),
                span: None,
                relation: if precision.is_areal() { Relation::Region } else { Relation::In },
                position: Some(place.position),
                radius_km: Some(place.radius_km),
                precision,
                inherited: false,
                place: Some(place),
            },
            casualties: Casualties {
                killed: self.killed.map(Count::exactly),
                injured: self.injured.map(Count::exactly),
                ..Casualties::default()
            },
            weapon: self.weapon.map(str::to_owned),
            actor1: self.by.map(Party::named),
            actor2: None,
            claimed_by: self.says.map(Party::named),
            denied_by: None,
            trigger: Span::new(0, 4),
            sentence: Span::new(0, self.text.len()),
            rule: "test".to_owned(),
            confidence: 0.5,
            evidence: Vec::new(),
            border: None,
        }
    }
}

pub(super) fn incidents(reports: &[Report]) -> Vec<Incident> {
    let mut events = Vec::new();
    let mut all_notes = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports {
        let number = seen.entry(report.doc).and_modify(|n| *n += 1).or_insert(0);
        let event = report.event(*number);
        all_notes.extend(notes(report.text, &Prose::read(report.text), std::slice::from_ref(&event)));
        events.push(event);
    }
    let dated = reports.iter().filter_map(|report| Some((report.doc, report.published.parse().ok()?)));
    merge(&mut events, &all_notes, &dated.collect())
}

/// The documents of each incident, sorted.
pub(super) fn docs(reports: &[Report]) -> Vec<String> {
    let mut found: Vec<String> = incidents(reports).iter().map(|incident| incident.docs.join(" ")).collect();
    found.sort();
    found
}

pub(super) const MARKET: &str =
    "Shells hit a crowded market where traders were selling fish, killing several.";
pub(super) const MARKET_AGAIN: &str =
    "The market was packed with fish traders when shells exploded, a doctor said.";
pub(super) const MARKET_BRIEF: &str = "Shelling killed people at a fish market, officials said.";
pub(super) const PLAIN: &str = "Shelling was reported there.";
