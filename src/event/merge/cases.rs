//! Small worlds of reports: which of them tell of one happening, and what the incident then says.

// Lists of small worlds read best in one piece.
#![allow(clippy::too_many_lines)]

use proptest::prelude::*;

use super::worlds::*;
use super::*;
use crate::event::SubEventType;
use crate::text::Prose;

#[test]
fn one_event_by_three_outlets_at_three_grains_is_one_incident() {
    let reports = [
        report("village", "Marwo", "2025-02-03", MARKET).hurt(Some(7), Some(12)),
        report("near", "Zabu", "2025-02-03", MARKET_AGAIN).hurt(Some(7), None),
        report("region", "Ituri", "2025-02-03", MARKET_BRIEF).hurt(Some(7), Some(12)),
    ];
    assert_eq!(docs(&reports), ["near region village"]);
    let told = incidents(&reports);
    assert!(told[0].representative.starts_with("village") || told[0].representative.starts_with("near"));
}

#[test]
fn a_toll_that_rises_over_two_days_is_one_incident_and_no_quarrel() {
    let quake = |doc, published, killed| {
        let text = "The quake brought down apartment blocks and a school; rescuers dug through rubble.";
        report(doc, "Quellin", "2025-04-11", text)
            .kind(SubEventType::Earthquake)
            .hurt(Some(killed), None)
            .out(published)
    };
    let reports = [quake("a", "2025-04-11", 12), quake("b", "2025-04-12", 31), quake("c", "2025-04-13", 58)];
    let found = incidents(&reports);
    assert_eq!(found.len(), 1);
    let killed = found[0].killed.expect("all tell it");
    assert_eq!((killed.low, killed.best, killed.high), (Some(12), Some(58), Some(58)));
    assert_eq!(found[0].disagreements, ["killed: 12 (a); 31 (b); 58 (c) (rose from 12 to 58)"]);
}

#[test]
fn rival_tolls_of_one_day_stay_rivals_with_their_sources() {
    let text = "Drones hit the grain silo at the river port before a fire broke out.";
    let told = |doc, killed, by, says| {
        report(doc, "Sarmin", "2025-01-09", text)
            .kind(SubEventType::AirDroneStrike)
            .hurt(Some(killed), None)
            .out("2025-01-09")
            .by(by)
            .says(says)
    };
    let found = incidents(&[told("a", 4, "the army", "Hamdi"), told("b", 5, "Rebels", "Karim")]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].disagreements,
        [
            "killed: 4 (a, says Hamdi); 5 (b, says Karim)",
            "by whom: the army (a, says Hamdi); Rebels (b, says Karim)"
        ]
    );
    assert_eq!(
        found[0].killed.and_then(|count| count.best),
        Some(4),
        "the lowest, as nothing tells which is later"
    );
}

#[test]
fn opposite_claims_of_the_attacker_do_not_part_an_incident() {
    let found = incidents(&[
        report("a", "Sarmin", "2025-01-09", MARKET).by("Government forces"),
        report("b", "Sarmin", "2025-01-09", MARKET_AGAIN).by("Jihadist groups"),
        report("c", "Sarmin", "2025-01-09", MARKET_BRIEF).by("the Government army"),
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].disagreements, ["by whom: Government forces (a, c); Jihadist groups (b)"]);
}

#[test]
fn counts_of_weapons_are_rivals_too() {
    let found = incidents(&[
        report("a", "Sarmin", "2025-01-09", "Hit by 21 drones, the depot burned.").with("drones"),
        report("b", "Sarmin", "2025-01-09", "Some 18 drones struck the depot.").with("drones"),
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].disagreements, ["weapons: 21 drones (a); 18 drones (b)"]);
}

#[test]
fn what_must_stay_apart_stays_apart() {
    let apart: &[(&str, [Report; 2])] = &[
        (
            "two shellings of one day with two dead each in two villages",
            [
                report("a", "Marwo", "2025-02-03", PLAIN).hurt(Some(2), None),
                report("b", "Zabu", "2025-02-03", PLAIN).hurt(Some(2), None),
            ],
        ),
        (
            "one village and day, morning and evening, other numbers",
            [
                report("a", "Marwo", "2025-02-03", "Shells fell in the morning on a school.")
                    .hurt(Some(3), None),
                report("b", "Marwo", "2025-02-03", "Shells fell in the evening on a farm.")
                    .hurt(Some(1), None),
            ],
        ),
        (
            "one village and day, two clocks, no numbers",
            [
                report("a", "Marwo", "2025-02-03", "Shells fell at 09:15 on a mill."),
                report("b", "Marwo", "2025-02-03", "Shells fell at 18:40 on a farm."),
            ],
        ),
        (
            "a region's summary and a village's event without anything in common",
            [
                report("a", "Ituri", "2025-02-03", PLAIN),
                report("b", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None),
            ],
        ),
        (
            "a region's summary with another toll",
            [
                report("a", "Ituri", "2025-02-03", MARKET_BRIEF).hurt(Some(40), None),
                report("b", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None),
            ],
        ),
        (
            "a flood and a shelling",
            [
                report("a", "Marwo", "2025-02-03", PLAIN),
                report("b", "Marwo", "2025-02-03", PLAIN).kind(SubEventType::Flood),
            ],
        ),
        (
            "a protest and an attack",
            [
                report("a", "Metropol", "2025-02-03", PLAIN).kind(SubEventType::PeacefulProtest),
                report("b", "Metropol", "2025-02-03", PLAIN).kind(SubEventType::Attack),
            ],
        ),
        (
            "two bombs in a large town, other tolls",
            [
                report("a", "Metropol", "2025-02-03", "A bomb tore through a cafe.")
                    .kind(SubEventType::RemoteExplosive)
                    .hurt(Some(11), None),
                report("b", "Metropol", "2025-02-03", "A blast went off beside a convoy.")
                    .kind(SubEventType::RemoteExplosive)
                    .hurt(Some(2), None),
            ],
        ),
        (
            "two weeks apart",
            [report("a", "Marwo", "2025-02-03", MARKET), report("b", "Marwo", "2025-02-17", MARKET)],
        ),
        (
            "another continent",
            [
                report("a", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None),
                report("b", "Quellin", "2025-02-03", MARKET).hurt(Some(7), None),
            ],
        ),
        (
            "no day against a day long before the account came out",
            [
                report("a", "Marwo", "", MARKET).hurt(Some(7), None).out("2025-06-01"),
                report("b", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None).out("2025-02-04"),
            ],
        ),
        (
            "no day, and nothing in common but the place",
            [report("a", "Marwo", "", PLAIN), report("b", "Marwo", "2025-02-03", PLAIN)],
        ),
        (
            "another month",
            [
                report("a", "Marwo", "2025-03-01..2025-03-31", MARKET).hurt(Some(7), None),
                report("b", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None),
            ],
        ),
    ];
    for (what, reports) in apart {
        assert_eq!(docs(reports), ["a", "b"], "{what}");
    }
}

#[test]
fn what_belongs_together_comes_together() {
    let together: &[(&str, [Report; 2])] = &[
        (
            "told a day late",
            [
                report("a", "Marwo", "2025-02-03", MARKET).hurt(Some(7), None),
                report("b", "Marwo", "2025-02-04", MARKET_AGAIN).hurt(Some(7), None),
            ],
        ),
        (
            "days that overlap",
            [
                report("a", "Marwo", "2025-02-02..2025-02-03", PLAIN),
                report("b", "Marwo", "2025-02-03", MARKET),
            ],
        ),
        (
            "no day, but numbers and words of an account that came out the next day",
            [
                report("a", "Marwo", "", MARKET).hurt(Some(7), Some(12)).out("2025-02-04"),
                report("b", "Marwo", "2025-02-03", MARKET_AGAIN).hurt(Some(7), Some(12)).out("2025-02-03"),
            ],
        ),
        (
            "only the month, but numbers and words",
            [
                report("a", "Marwo", "2025-02-01..2025-02-28", MARKET).hurt(Some(7), None),
                report("b", "Marwo", "2025-02-03", MARKET_AGAIN).hurt(Some(7), None),
            ],
        ),
        (
            "a strike for one, an interception for the other",
            [
                report("a", "Sarmin", "2025-01-09", "Debris of drones set a depot and a barn on fire.")
                    .kind(SubEventType::AirDroneStrike),
                report("b", "Sarmin", "2025-01-09", "Drones were downed; debris set a depot on fire.")
                    .kind(SubEventType::DisruptedWeaponsUse),
            ],
        ),
        (
            "a flood, by the country and by the town",
            [
                report(
                    "a",
                    "Congo",
                    "2025-02-03",
                    "Floods swept away a bridge and a clinic, drowning pupils.",
                )
                .kind(SubEventType::Flood)
                .hurt(Some(23), None),
                report("b", "Marwo", "2025-02-03", "A clinic and a bridge were swept away; pupils drowned.")
                    .kind(SubEventType::Flood)
                    .hurt(Some(23), None),
            ],
        ),
    ];
    for (what, reports) in together {
        assert_eq!(docs(reports), ["a b"], "{what}");
    }
}

#[test]
fn a_month_does_not_widen_a_day() {
    let found = incidents(&[
        report("a", "Marwo", "2025-02-01..2025-02-28", MARKET).hurt(Some(7), None),
        report("b", "Marwo", "2025-02-03", MARKET_AGAIN).hurt(Some(7), None),
    ]);
    let day = "2025-02-03".parse().ok();
    assert_eq!((found[0].date_start, found[0].date_end), (day, day));
}

/// A crowd of accounts of one place and day, half of one happening and half of another.
#[test]
fn a_crowd_of_one_place_and_day_is_two_incidents() {
    let docs: Vec<&'static str> = (0..300).map(|n| &*format!("d{n:03}").leak()).collect();
    let reports: Vec<Report> = docs
        .iter()
        .enumerate()
        .map(|(n, doc)| {
            if n % 2 == 0 {
                report(doc, "Metropol", "2025-02-03", MARKET).hurt(Some(7), Some(12))
            } else {
                report(doc, "Metropol", "2025-02-03", "A missile sank a ferry at its pier; sailors drowned.")
                    .hurt(Some(31), Some(2))
            }
        })
        .collect();
    let found = incidents(&reports);
    assert_eq!(found.iter().map(|incident| incident.docs.len()).collect::<Vec<_>>(), [150, 150]);
}

fn any_report() -> impl Strategy<Value = Report> {
    let docs = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h"]);
    let places = prop::sample::select(vec!["Marwo", "Zabu", "Ituri", "Congo", "Djugu", "Metropol"]);
    let days = prop::sample::select(vec![
        "2025-02-03",
        "2025-02-04",
        "2025-02-02..2025-02-04",
        "2025-02-01..2025-02-28",
        "",
    ]);
    let texts = prop::sample::select(vec![MARKET, MARKET_AGAIN, MARKET_BRIEF, PLAIN]);
    let hurt = prop::option::of(0_u32..4);
    (docs, places, days, texts, hurt.clone(), hurt).prop_map(|(doc, place, day, text, killed, injured)| {
        report(doc, place, day, text).hurt(killed, injured)
    })
}

proptest! {
    /// However the reports come, the incidents are the same, each event is in one, and no document is in one twice.
    #[test]
    fn shuffles_give_the_same_incidents(reports in prop::collection::vec(any_report(), 0..24), seed in any::<u64>()) {
        // Ids go by the order within a document, so shuffle whole events, not reports.
        let mut events: Vec<(Event, Note)> = reports.iter().enumerate().map(|(number, report)| {
            let event = report.event(number);
            let note = notes(report.text, &Prose::read(report.text), std::slice::from_ref(&event)).remove(0);
            (event, note)
        }).collect();
        let run = |events: &[(Event, Note)]| {
            let (mut events, notes): (Vec<Event>, Vec<Note>) = events.iter().cloned().unzip();
            merge(&mut events, &notes, &Published::new())
        };
        let found = run(&events);
        let mut dice = seed;
        for at in (1..events.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            events.swap(at, (dice >> 33) as usize % (at + 1));
        }
        prop_assert_eq!(&run(&events), &found);
        let mut ids: Vec<&String> = found.iter().flat_map(|incident| &incident.events).collect();
        ids.sort();
        prop_assert!(ids.windows(2).all(|two| two[0] != two[1]));
        prop_assert_eq!(ids.len(), events.len());
        for incident in &found {
            prop_assert_eq!(incident.docs.len(), incident.events.len());
        }
    }
}
