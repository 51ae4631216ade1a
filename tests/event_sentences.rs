//! Invented sentences and the events that they tell: `tests/events/sentences.tsv` has them.

use std::fmt::Write as _;
use std::path::PathBuf;

use eventmap::document::{Document, Published, PublishedBasis, Source};
use eventmap::event::{Count, Event, Party, PartyKind};
use eventmap::gazetteer::Gazetteer;
use eventmap::text::Prose;
use eventmap::{event, toponym};

/// An article of one text, published on a Thursday.
fn document(text: &str) -> Document {
    Document {
        id: "sentence".to_owned(),
        source: Source { path: PathBuf::from("-"), line: None },
        title: None,
        outlet: None,
        published: "2024-05-16".parse().ok().map(|date| Published {
            date,
            basis: PublishedBasis::Field,
            span: None,
        }),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        warnings: Vec::new(),
    }
}

/// The events of a text that are drawn.
fn drawn(text: &str) -> Vec<Event> {
    let document = document(text);
    let prose = Prose::read(&document.text);
    let toponyms = toponym::find(&document, &prose, Gazetteer::embedded());
    let mut events = event::extract(&document, &prose, &toponyms);
    events.retain(|event| event.modality.is_drawn());
    events
}

/// "Sub-type @ place as written" of each event that is drawn, sorted.
fn told(text: &str) -> Vec<String> {
    let mut told: Vec<String> = drawn(text)
        .iter()
        .map(|event| format!("{} @ {}", event.sub_event_type.as_str(), event.place.text))
        .collect();
    told.sort();
    told
}

#[test]
fn sentences_tell_their_events() {
    let rows = include_str!("events/sentences.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = String::new();
    for row in rows {
        let (text, events) = row.split_once('\t').expect("a row has a text, a tab and its events");
        let mut expected: Vec<&str> =
            events.split(';').map(str::trim).filter(|event| !matches!(*event, "" | "-")).collect();
        expected.sort_unstable();
        let found = told(&text.replace(" / ", "\n\n"));
        if found != expected {
            let _ = writeln!(wrong, "{text}\n  expected {expected:?}\n  found    {found:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// "Turkish drones (TR, state forces)", with a dash for what is not told; a dash for no party.
fn party(party: Option<&Party>) -> String {
    party.map_or_else(
        || "-".to_owned(),
        |party| {
            let side = party.side.as_deref().unwrap_or("-");
            format!("{} ({side}, {})", party.text, party.kind.map_or("-", PartyKind::as_str))
        },
    )
}

#[test]
fn parties_have_a_side_and_a_standing() {
    let rows = include_str!("events/parties.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = String::new();
    for row in rows {
        let (text, expected) = row.split_once('\t').expect("a row has a text, a tab and its parties");
        let found = drawn(&text.replace(" / ", "\n\n")).pop().map(|event| {
            let parties = [&event.actor1, &event.actor2, &event.claimed_by];
            parties.map(|who| party(who.as_ref())).join("\t")
        });
        if found.as_deref() != Some(expected) {
            let _ =
                writeln!(wrong, "{text}\n  expected {expected}\n  found    {}", found.unwrap_or_default());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// "3", "3+" for at least three, "?" for what is open, "." for what is not told.
fn count(count: Option<Count>) -> String {
    match count {
        None => ".".to_owned(),
        Some(Count { best: Some(best), high: None, .. }) => format!("{best}+"),
        Some(Count { best: Some(best), .. }) => best.to_string(),
        Some(_) => "?".to_owned(),
    }
}

#[test]
fn victims_belong_to_their_events() {
    let rows = include_str!("events/victims.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = String::new();
    for row in rows {
        let (text, expected) = row.split_once('\t').expect("a row has a text, a tab and its events");
        let found = drawn(&text.replace(" / ", "\n\n")).iter().fold(String::new(), |all, event| {
            let link = if all.is_empty() { "" } else { "; " };
            let told = &event.casualties;
            let mut line =
                format!("{all}{link}{} {} {}", event.place.text, count(told.killed), count(told.injured));
            if let Some(day) = event.when.start.filter(|_| expected.contains(':')) {
                let _ = write!(line, " :{day}");
            }
            line
        });
        if found != expected {
            let _ = writeln!(wrong, "{text}\n  expected {expected}\n  found    {found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
