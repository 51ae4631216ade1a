//! Invented sentences and the events that they tell: `tests/events/sentences.tsv` has them.

use std::fmt::Write as _;
use std::path::PathBuf;

use eventmap::document::{Document, Published, PublishedBasis, Source};
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

/// "Sub-type @ place as written" of each event that is drawn, sorted.
fn told(text: &str) -> Vec<String> {
    let document = document(text);
    let prose = Prose::read(&document.text);
    let toponyms = toponym::find(&document, &prose, Gazetteer::embedded());
    let mut told: Vec<String> = event::extract(&document, &prose, &toponyms)
        .iter()
        .filter(|event| event.modality.is_drawn())
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
