//! Scores the joining of reports: `score_incidents DIR [--found] [--verbose]`.
//!
//! DIR holds docs.jsonl and gold.jsonl; rows of kind "same" list the events of different articles that report one happening, and
//! every other pair of events of different articles must stay apart. The annotated events themselves are joined, so that
//! the figures are those of this stage alone; with `--found` the events that the program finds stand in for them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eventmap::document::{Document, Published, PublishedBasis};
use eventmap::event::{
    self, Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Modality, Party,
    Relation, SubEventType, When, merge,
};
use eventmap::gazetteer::{Gazetteer, Place, PlaceClass};
use eventmap::geodesy::{LonLat, distance_m};
use eventmap::text::{Prose, Span};
use jiff::civil::Date;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn rows(path: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path)?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn words<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or("")
}

fn number(row: &Value, key: &str) -> Option<u32> {
    row.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok())
}

fn document(row: &Value) -> Document {
    let mut document = Document::new(words(row, "id"), words(row, "text"));
    document.published = words(row, "published").parse().ok().map(|date| Published {
        date,
        basis: PublishedBasis::Field,
        span: None,
    });
    document
}

/// The span in bytes of two fields in code points.
fn span(row: &Value, text: &str, keys: [&str; 2]) -> Option<Span> {
    let at = |key| {
        let point = number(row, key)? as usize;
        text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(point)
    };
    Some(Span::new(at(keys[0])?, at(keys[1])?))
}

fn place(row: &Value) -> Option<Place> {
    let real = |key: &str| row.get(key).and_then(Value::as_f64);
    let class = match words(row, "place_class") {
        "district" => PlaceClass::District,
        "region" => PlaceClass::Region,
        "country" => PlaceClass::Country,
        "facility" => PlaceClass::Facility,
        "area" => PlaceClass::Area,
        "sea" => PlaceClass::Sea,
        _ => PlaceClass::Settlement,
    };
    let position = LonLat { lon: real("lon")?, lat: real("lat")? };
    // Divisions and names come from the gazetteer, as they would in a run.
    let gazetteer = Gazetteer::embedded();
    let near = gazetteer.near(position, 15.0).into_iter().next().map(|(key, _)| gazetteer.place(key));
    let name = words(row, "place_name").to_owned();
    Some(Place {
        id: format!("gold:{}:{}", name.to_lowercase(), class.as_str()),
        name,
        local_name: None,
        class,
        position,
        radius_km: 3.0,
        population: None,
        country: row.get("country").and_then(Value::as_str).map(str::to_owned),
        region: near.as_ref().and_then(|near| near.region.clone()),
        region_id: near.as_ref().and_then(|near| near.region_id.clone()),
        district: near.and_then(|near| near.district),
        layer: "gold".to_owned(),
        code: None,
        geonameid: None,
    })
}

fn gold_event(row: &Value, text: &str) -> Event {
    let place = place(row);
    let precision = match words(row, "place_class") {
        "district" => GeoPrecision::District,
        "region" => GeoPrecision::Region,
        "country" => GeoPrecision::Country,
        "area" => GeoPrecision::Area,
        "sea" => GeoPrecision::Sea,
        _ => GeoPrecision::Settlement,
    };
    let day = |key| words(row, key).parse::<Date>().ok();
    let (start, end) = (day("date_start"), day("date_end").or(day("date_start")));
    let count = |what: &str| {
        let (low, high) = (number(row, &format!("{what}_low")), number(row, &format!("{what}_high")));
        (low.is_some() || high.is_some()).then_some(Count { low, best: low, high })
    };
    let text_of = |key: &str| Some(words(row, key).to_owned()).filter(|words| !words.is_empty());
    Event {
        id: words(row, "id").to_owned(),
        doc: words(row, "doc").to_owned(),
        incident: String::new(),
        event_type: EventType::from_name(words(row, "event_type")).unwrap_or(EventType::Explosions),
        sub_event_type: SubEventType::from_name(words(row, "sub_event_type")).unwrap_or(SubEventType::Other),
        modality: Modality::Happened,
        when: When {
            start,
            end,
            precision: if start.is_some() { DatePrecision::Day } else { DatePrecision::Unknown },
            basis: words(row, "date_basis").to_owned(),
            span: None,
        },
        place: EventPlace {
            text: words(row, "place_text").to_owned(),
            span: None,
            relation: Relation::In,
            position: place.as_ref().map(|place| place.position),
            radius_km: Some(3.0),
            precision,
            inherited: false,
            place,
        },
        casualties: Casualties {
            killed: count("killed"),
            injured: count("injured"),
            ..Casualties::default()
        },
        weapon: text_of("weapon"),
        actor1: text_of("actor1").as_deref().map(Party::named),
        actor2: None,
        claimed_by: text_of("claimed_by").as_deref().map(Party::named),
        denied_by: None,
        trigger: span(row, text, ["trigger_start", "trigger_end"]).unwrap_or(Span::new(0, 0)),
        sentence: Span::new(0, 0),
        rule: "gold".to_owned(),
        confidence: 1.0,
        evidence: Vec::new(),
        border: None,
    }
}

/// The found event that stands for an annotated one: in its document, within 20 km of it or of the same name, and nearest in the text.
fn counterpart<'f>(gold: &Event, found: &'f [Event]) -> Option<&'f Event> {
    let near = |event: &&Event| {
        let points = event.place.position.zip(gold.place.position);
        event.doc == gold.doc
            && event.modality.is_drawn()
            && (points.is_some_and(|(a, b)| distance_m(a, b) < 20_000.0)
                || event.place.text == gold.place.text)
            && event.trigger.start.abs_diff(gold.trigger.start) < 600
    };
    found.iter().filter(near).min_by_key(|event| event.trigger.start.abs_diff(gold.trigger.start))
}

fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder: PathBuf = arguments.first().ok_or("expected a folder with docs.jsonl and gold.jsonl")?.into();
    let gold_rows = rows(&folder.join("gold.jsonl"))?;
    let documents: Vec<Document> = rows(&folder.join("docs.jsonl"))?.iter().map(document).collect();
    let (mut gold, mut found, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for document in &documents {
        let own =
            gold_rows.iter().filter(|row| words(row, "doc") == document.id && words(row, "kind") == "event");
        let annotated: Vec<Event> = own.map(|row| gold_event(row, &document.text)).collect();
        let prose = Prose::read(&document.text);
        let told = if has("--found") {
            let toponyms = eventmap::toponym::find(document, &prose, Gazetteer::embedded());
            event::extract(document, &prose, &toponyms)
        } else {
            annotated.clone()
        };
        notes.extend(merge::notes(&document.text, &prose, &told));
        found.extend(told);
        gold.extend(annotated);
    }
    let published = documents.iter().filter_map(|d| Some((d.id.as_str(), d.published?.date))).collect();
    let incidents = merge::merge(&mut found, &notes, &published);
    let same: BTreeSet<(String, String)> = gold_rows
        .iter()
        .filter(|row| words(row, "kind") == "same")
        .flat_map(|row| {
            let ids: Vec<&str> =
                row["events"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let pairs = ids.iter().flat_map(|a| ids.iter().map(move |b| ((*a).to_owned(), (*b).to_owned())));
            pairs.filter(|(a, b)| a < b).collect::<Vec<_>>()
        })
        .collect();
    let of: BTreeMap<&str, &str> = gold
        .iter()
        .filter_map(|event| {
            let own = found.iter().find(|other| other.id == event.id);
            Some((event.id.as_str(), own.or_else(|| counterpart(event, &found))?.incident.as_str()))
        })
        .collect();
    say(&format!("events {}, with a counterpart {}, incidents {}", gold.len(), of.len(), incidents.len()));
    report(&gold, &of, &same, has("--verbose"));
    Ok(())
}

/// Pairs of different documents, and B-cubed over the events that have a counterpart.
fn report(gold: &[Event], of: &BTreeMap<&str, &str>, same: &BTreeSet<(String, String)>, verbose: bool) {
    let known: Vec<&Event> = gold.iter().filter(|event| of.contains_key(event.id.as_str())).collect();
    let is_same = |a: &Event, b: &Event| {
        let (a, b) = if a.id < b.id { (a, b) } else { (b, a) };
        same.contains(&(a.id.clone(), b.id.clone()))
    };
    let (mut joined, mut right) = (0, 0);
    let (mut precision, mut recall) = (0.0, 0.0);
    for a in &known {
        let own: Vec<&&Event> = known.iter().filter(|b| of[b.id.as_str()] == of[a.id.as_str()]).collect();
        let wanted: Vec<&&Event> = known.iter().filter(|b| a.id == b.id || is_same(a, b)).collect();
        let both = own.iter().filter(|b| a.id == b.id || is_same(a, b)).count() as f64;
        precision += both / own.len() as f64;
        recall += both / wanted.len() as f64;
        for b in own.iter().filter(|b| a.id < b.id && a.doc != b.doc) {
            joined += 1;
            right += usize::from(is_same(a, b));
            if verbose && !is_same(a, b) {
                say(&format!("  joined, not annotated as one: {} and {}", a.id, b.id));
            }
        }
    }
    let reachable = same.iter().filter(|(a, b)| of.contains_key(a.as_str()) && of.contains_key(b.as_str()));
    if verbose {
        for (a, b) in reachable.clone().filter(|(a, b)| of[a.as_str()] != of[b.as_str()]) {
            say(&format!("  kept apart: {a} and {b}"));
        }
    }
    let share = |part: f64, of: f64| if of > 0.0 { part / of } else { 1.0 };
    let n = known.len() as f64;
    say(&format!(
        "pairs joined {joined}, right {right}: precision {:.2}; annotated {} ({} with counterparts): recall {:.2}",
        share(f64::from(right as u32), f64::from(joined)),
        same.len(),
        reachable.clone().count(),
        share(right as f64, reachable.count() as f64)
    ));
    say(&format!("B-cubed precision {:.3}, recall {:.3}", share(precision, n), share(recall, n)));
}
