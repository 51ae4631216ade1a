//! A made-up report for the tests of the writers: one happening in two articles, one region event, one denial, claims.

use std::path::PathBuf;

use jiff::civil::date;

use crate::claim::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
use crate::document::{Published, PublishedBasis, Source};
use crate::event::{
    Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Incident, Modalities,
    Modality, PlaceBorder, Relation, SubEventType, When,
};
use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::report::{BorderSource, Report, ReportDocument, Unplaced};
use crate::text::Span;
use crate::toponym::{MentionKind, RunnerUp, Toponym, Use};

const TEXT: &str =
    "Днем | <b>shells</b> hit Kozinka, 1 km from Ukraine, killing two. Belgorod region was alert.";
const OTHER: &str = "Kozinka was shelled on Tuesday; three died.";

pub fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

pub fn place(id: &str, name: &str, class: PlaceClass, position: LonLat) -> Place {
    Place {
        id: id.to_owned(),
        name: name.to_owned(),
        local_name: None,
        class,
        position,
        radius_km: if class == PlaceClass::Region { 130.0 } else { 1.5 },
        population: None,
        country: Some("RU".to_owned()),
        region: Some("Belgorod Oblast".to_owned()),
        region_id: None,
        district: None,
        layer: "made-up".to_owned(),
        code: None,
        geonameid: Some(7),
    }
}

fn document(id: &str, text: &str) -> ReportDocument {
    ReportDocument {
        id: id.to_owned(),
        source: Source { path: PathBuf::from("a.txt"), line: None },
        title: Some("Shells [again]".to_owned()),
        outlet: None,
        published: Some(Published { date: date(2022, 10, 11), basis: PublishedBasis::Field, span: None }),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        warnings: Vec::new(),
        toponyms: Vec::new(),
    }
}

fn event(id: &str, doc: &str, text: &str, at: &Place) -> Event {
    let areal = at.class.is_areal();
    let border = PlaceBorder {
        km: (!areal).then_some(0.912_345),
        km_min: if areal { 0.0 } else { 0.4 },
        km_max: if areal { 190.0 } else { 2.4 },
        nearest: (!areal).then_some(LonLat { lon: 35.0, lat: 50.1 }),
        azimuth_deg: (!areal).then_some(181.25),
        side: Some("RU".to_owned()),
    };
    Event {
        id: id.to_owned(),
        doc: doc.to_owned(),
        incident: "i1".to_owned(),
        event_type: EventType::Explosions,
        sub_event_type: SubEventType::ShellingArtilleryMissile,
        modality: Modality::Happened,
        when: When {
            start: Some(date(2022, 10, 11)),
            end: Some(date(2022, 10, 11)),
            precision: DatePrecision::Day,
            basis: "published".to_owned(),
            span: None,
        },
        place: EventPlace {
            place: Some(at.clone()),
            text: at.name.clone(),
            span: None,
            relation: if areal { Relation::Region } else { Relation::In },
            position: Some(at.position),
            radius_km: Some(at.radius_km),
            precision: if areal { GeoPrecision::Region } else { GeoPrecision::Settlement },
            inherited: false,
        },
        casualties: Casualties {
            killed: Some(Count::exactly(2)),
            text: Some("killing two".to_owned()),
            ..Casualties::default()
        },
        weapon: None,
        actor1: None,
        actor2: None,
        claimed_by: None,
        denied_by: None,
        trigger: Span::new(0, 4),
        sentence: Span::new(0, text.len()),
        rule: "shell.hit".to_owned(),
        confidence: 0.85,
        evidence: vec![Evidence::at("shell.hit", Span::new(0, 4), "shells hit")],
        border: Some(border),
    }
}

fn toponym(at: &Place) -> Toponym {
    Toponym {
        span: span(TEXT, "Kozinka"),
        phrase: span(TEXT, "Kozinka"),
        text: "Kozinka".to_owned(),
        kind: MentionKind::Name,
        usage: Use::Literal,
        place: Some(at.clone().into()),
        confidence: 0.9,
        within: None,
        runners_up: vec![RunnerUp { place: at.clone().into(), confidence: 0.1 }],
        evidence: vec![Evidence::of("only-one", "the only place of that name near the border")],
    }
}

fn claim(subject: &Place) -> Claim {
    let end = |place: Option<Place>, text: &str, is_border| ClaimTarget {
        class: place.as_ref().map(|place| place.class),
        place,
        text: text.to_owned(),
        span: None,
        is_border,
    };
    Claim {
        id: "d1#c1".to_owned(),
        doc: "d1".to_owned(),
        span: span(TEXT, "1 km from Ukraine"),
        text: "1 km from Ukraine".to_owned(),
        sentence: Span::new(0, TEXT.len()),
        subject: Some(end(Some(subject.clone()), "Kozinka", false)),
        target: Some(end(None, "Ukraine", true)),
        stated: Some(1.0),
        unit: Unit::Kilometre,
        stated_km: Some(1.0),
        stated_km_low: Some(0.5),
        stated_km_high: Some(1.5),
        hedge: Hedge::None,
        direction: None,
        measured_km: Some(0.9123),
        measured_km_low: Some(0.4),
        measured_km_high: Some(2.4),
        by_road_km: None,
        factor: Some(1.1),
        same_claim: "d1#c1".to_owned(),
        line: Some((subject.position, LonLat { lon: 35.0, lat: 50.1 })),
        verdict: ClaimVerdict::Consistent,
        reason: "Kozinka lies 0.9 km from the border.".to_owned(),
        would_change: None,
        confidence: 0.9,
        evidence: Vec::new(),
    }
}

fn incident(id: &str, events: &[&str], docs: &[&str]) -> Incident {
    Incident {
        id: id.to_owned(),
        events: events.iter().map(|id| (*id).to_owned()).collect(),
        docs: docs.iter().map(|id| (*id).to_owned()).collect(),
        representative: events[0].to_owned(),
        event_type: EventType::Explosions,
        date_start: Some(date(2022, 10, 11)),
        date_end: Some(date(2022, 10, 11)),
        killed: Some(Count { low: Some(2), best: None, high: Some(3) }),
        injured: None,
        disagreements: if docs.len() > 1 {
            vec!["d1 says 2 killed, d2 says 3".to_owned()]
        } else {
            Vec::new()
        },
        evidence: Vec::new(),
    }
}

/// The report.
pub fn report() -> Report {
    let kozinka = place(
        "made-up:1",
        "Kozinka",
        PlaceClass::Settlement,
        LonLat { lon: 35.012_345_678, lat: 50.123_456_789 },
    );
    let region = place("made-up:2", "Belgorod Oblast", PlaceClass::Region, LonLat { lon: 37.5, lat: 50.75 });
    let mut first = document("d1", TEXT);
    first.toponyms.push(toponym(&kozinka));
    let denied =
        Event { modality: Modality::Denied, incident: String::new(), ..event("d1#e3", "d1", TEXT, &region) };
    let mut lost = event("d2#e4", "d2", OTHER, &kozinka);
    lost.incident = String::new();
    lost.place =
        EventPlace { place: None, position: None, radius_km: None, text: "Nowhere".to_owned(), ..lost.place };
    lost.border = None;
    lost.when = When::unknown();
    Report {
        documents: vec![first, document("d2", OTHER)],
        events: vec![
            event("d1#e1", "d1", TEXT, &kozinka),
            event("d1#e2", "d1", TEXT, &region),
            denied,
            event("d2#e1", "d2", OTHER, &kozinka),
            lost,
        ],
        incidents: vec![
            incident("i1", &["d1#e1", "d2#e1"], &["d1", "d2"]),
            incident("i2", &["d1#e2"], &["d1"]),
        ],
        claims: vec![claim(&kozinka)],
        unplaced: vec![Unplaced {
            doc: "d2".to_owned(),
            span: Span::new(0, 7),
            text: "Nowhere".to_owned(),
            what: "event",
            reason: "no layer knows the place".to_owned(),
        }],
        shown: Modalities::DRAWN,
        border: BorderSource {
            name: "Made-up border".to_owned(),
            source: "nobody".to_owned(),
            tolerance_m: 5.0,
        },
    }
}
