//! Scores event extraction against hand-annotated articles: `score_events DIR [--gold-toponyms] [--verbose] [--signs] [--out FILE]`.
//!
//! DIR holds docs.jsonl and gold.jsonl. With `--gold-toponyms` the annotated place names stand in for the toponym
//! stage, so that the figures are those of the event stage alone. `--out` writes the events with the output's field names,
//! and with `--signs` the signs of each that its confidence is learned from (`tools/train_events.py`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use eventmap::document::{Document, Published, PublishedBasis, Source};
use eventmap::event::{self, Event};
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::LonLat;
use eventmap::text::{CodePoints, Prose, Span};
use eventmap::toponym::{MentionKind, Toponym, Use};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn rows(path: &std::path::Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path)?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn text_of<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or("")
}

fn number(row: &Value, key: &str) -> Option<usize> {
    row.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
}

/// Byte offsets of all code points, and one past the last.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn document(row: &Value) -> Document {
    let published = row.get("published").and_then(Value::as_str).and_then(|day| day.parse().ok());
    Document {
        id: text_of(row, "id").to_owned(),
        source: Source { path: PathBuf::from("docs.jsonl"), line: None },
        title: None,
        outlet: None,
        published: published.map(|date| Published { date, basis: PublishedBasis::Field, span: None }),
        language: Some("en".to_owned()),
        text: text_of(row, "text").to_owned(),
        warnings: Vec::new(),
    }
}

fn class(name: &str) -> PlaceClass {
    match name {
        "district" => PlaceClass::District,
        "region" => PlaceClass::Region,
        "country" => PlaceClass::Country,
        "facility" => PlaceClass::Facility,
        "area" => PlaceClass::Area,
        "sea" => PlaceClass::Sea,
        _ => PlaceClass::Settlement,
    }
}

fn gold_toponyms(text: &str, gold: &[&Value]) -> Vec<Toponym> {
    let offsets = byte_offsets(text);
    let mut toponyms: Vec<Toponym> = gold
        .iter()
        .filter(|row| text_of(row, "kind") == "toponym")
        .filter_map(|row| {
            let (start, end) = (number(row, "start")?, number(row, "end")?);
            let span = Span::new(*offsets.get(start)?, *offsets.get(end)?);
            let name =
                if text_of(row, "name").is_empty() { text_of(row, "text") } else { text_of(row, "name") };
            let coordinate = |key: &str| row.get(key).and_then(Value::as_f64);
            let position = coordinate("lon")
                .zip(coordinate("lat"))
                .map_or(LonLat { lon: 0.0, lat: 0.0 }, |(lon, lat)| LonLat { lon, lat });
            let country = row.get("country").and_then(Value::as_str).map(str::to_owned);
            let place = Place {
                id: format!("gold:{}:{}", name.to_lowercase(), text_of(row, "class")),
                name: name.to_owned(),
                local_name: None,
                class: class(text_of(row, "class")),
                position,
                radius_km: 3.0,
                population: None,
                country,
                region: None,
                region_id: None,
                district: None,
                layer: "gold".to_owned(),
                code: None,
                geonameid: None,
            };
            let usage = match text_of(row, "use") {
                "metonym" => Use::Metonym,
                "associative" => Use::Associative,
                _ => Use::Literal,
            };
            Some(Toponym {
                span,
                phrase: span,
                text: text_of(row, "text").to_owned(),
                kind: MentionKind::Name,
                usage,
                place: Some(place.into()),
                confidence: 1.0,
                within: None,
                runners_up: Vec::new(),
                evidence: Vec::new(),
            })
        })
        .collect();
    toponyms.sort_by_key(|toponym| toponym.span);
    toponyms.dedup_by(|next, kept| kept.span.overlaps(next.span));
    toponyms
}

/// One event under the names of the JSON Lines output.
fn row_of(event: &Event, points: &CodePoints<'_>, gold_places: bool) -> Value {
    let place = event.place.place.as_ref();
    let known = event.place.position.filter(|p| !gold_places || p.lon != 0.0 || p.lat != 0.0);
    let count = |count: Option<event::Count>, pick: fn(event::Count) -> Option<u32>| count.and_then(pick);
    json!({
        "doc": event.doc, "id": event.id, "event_type": event.event_type, "sub_event_type": event.sub_event_type,
        "modality": event.modality, "date_start": event.when.start, "date_end": event.when.end,
        "date_precision": event.when.precision, "date_basis": event.when.basis,
        "place_text": event.place.text, "place_start": event.place.span.map(|s| points.at(s.start)),
        "place_end": event.place.span.map(|s| points.at(s.end)), "place_name": place.map(|p| p.name.clone()),
        "place_class": place.map(|p| p.class), "country": place.and_then(|p| p.country.clone()),
        "lat": known.map(|p| p.lat), "lon": known.map(|p| p.lon), "relation": event.place.relation,
        "geo_precision": event.place.precision, "inherited": event.place.inherited,
        "killed_low": count(event.casualties.killed, |c| c.low), "killed_best": count(event.casualties.killed, |c| c.best),
        "killed_high": count(event.casualties.killed, |c| c.high), "injured_low": count(event.casualties.injured, |c| c.low),
        "injured_best": count(event.casualties.injured, |c| c.best), "injured_high": count(event.casualties.injured, |c| c.high),
        "casualties_text": event.casualties.text, "weapon": event.weapon, "actor1": event.actor1, "actor2": event.actor2,
        "claimed_by": event.claimed_by, "trigger_start": points.at(event.trigger.start),
        "trigger_end": points.at(event.trigger.end), "rule": event.rule, "confidence": event.confidence,
        "evidence": event.evidence.iter().map(|e| format!("{}: {}", e.rule, e.note)).collect::<Vec<_>>(),
    })
}

#[derive(Default, Clone)]
struct Score {
    required: usize,
    found: usize,
    predicted: usize,
    matched: usize,
    with_type: usize,
    with_day: usize,
    with_place: usize,
    modality: usize,
    killed: (usize, usize),
    injured: (usize, usize),
    traps: usize,
    violations: usize,
}

impl Score {
    fn line(&self) -> String {
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        let (p, r) = (share(self.matched, self.predicted), share(self.found, self.required));
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        format!(
            "required {} predicted {} matched {} P {p:.3} R {r:.3} F1 {f:.3} | type {} day {} place {} | modality {}/{} | killed {}/{} injured {}/{} | traps {}/{}",
            self.required,
            self.predicted,
            self.matched,
            self.with_type,
            self.with_day,
            self.with_place,
            self.modality,
            self.matched,
            self.killed.0,
            self.killed.1,
            self.injured.0,
            self.injured.1,
            self.violations,
            self.traps
        )
    }

    fn add(&mut self, other: &Self) {
        self.required += other.required;
        self.found += other.found;
        self.predicted += other.predicted;
        self.matched += other.matched;
        self.with_type += other.with_type;
        self.with_day += other.with_day;
        self.with_place += other.with_place;
        self.modality += other.modality;
        self.killed.0 += other.killed.0;
        self.killed.1 += other.killed.1;
        self.injured.0 += other.injured.0;
        self.injured.1 += other.injured.1;
        self.traps += other.traps;
        self.violations += other.violations;
    }
}

fn same_type(gold: &Value, event: &Value) -> bool {
    let sub = text_of(event, "sub_event_type");
    let others = gold.get("alt_sub_event_types").and_then(Value::as_array);
    text_of(gold, "event_type") == text_of(event, "event_type")
        || text_of(gold, "sub_event_type") == sub
        || others.is_some_and(|others| others.iter().any(|other| other == sub))
}

fn same_day(gold: &Value, event: &Value) -> bool {
    let end = |row: &Value| {
        let end = text_of(row, "date_end").to_owned();
        if end.is_empty() { text_of(row, "date_start").to_owned() } else { end }
    };
    let (gold_start, start) = (text_of(gold, "date_start"), text_of(event, "date_start"));
    gold_start.is_empty()
        || !start.is_empty() && start <= end(gold).as_str() && end(event).as_str() >= gold_start
}

fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let h = (lat / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn same_place(gold: &Value, event: &Value) -> bool {
    let point =
        |row: &Value| row.get("lat").and_then(Value::as_f64).zip(row.get("lon").and_then(Value::as_f64));
    let small = matches!(text_of(gold, "place_class"), "settlement" | "facility" | "district");
    if small && point(gold).zip(point(event)).is_some_and(|(a, b)| km(a, b) <= 20.0) {
        return true;
    }
    let span = |row: &Value| number(row, "place_start").zip(number(row, "place_end"));
    if span(gold).zip(span(event)).is_some_and(|(a, b)| a.0 < b.1 && b.0 < a.1) {
        return true;
    }
    text_of(gold, "place_name").to_lowercase() == text_of(event, "place_name").to_lowercase()
        && !text_of(gold, "place_name").is_empty()
}

/// What was told without being in the gold, and how much of it lies on words marked as no event.
fn leftovers(gold: &[&Value], drawn: &[&Value], used: &[bool], score: &mut Score, log: &mut String) {
    for (event, _) in drawn.iter().zip(used).filter(|(_, used)| !**used) {
        let _ = writeln!(
            log,
            "  FALSE {} | {} {} | {} {} | {} at {}",
            text_of(event, "sub_event_type"),
            text_of(event, "date_start"),
            text_of(event, "date_basis"),
            text_of(event, "place_text"),
            if event["inherited"] == true { "(inherited)" } else { "" },
            text_of(event, "rule"),
            event["trigger_start"]
        );
    }
    for trap in gold.iter().filter(|g| text_of(g, "kind") == "not_event") {
        score.traps += 1;
        let inside = |e: &Value| {
            number(e, "trigger_start")
                .is_some_and(|at| number(trap, "start") <= Some(at) && Some(at) < number(trap, "end"))
        };
        score.violations += usize::from(drawn.iter().zip(used).any(|(e, used)| !used && inside(e)));
    }
}

fn log_miss(g: &Value, drawn: &[&Value], log: &mut String) {
    let _ = writeln!(
        log,
        "  MISS {} | {} {} | {} | type {} day {} place {}",
        text_of(g, "sub_event_type"),
        text_of(g, "date_start"),
        text_of(g, "date_basis"),
        text_of(g, "place_text"),
        drawn.iter().any(|e| same_type(g, e)),
        drawn.iter().any(|e| same_day(g, e)),
        drawn.iter().any(|e| same_place(g, e))
    );
}

fn score(gold: &[&Value], events: &[Value], log: &mut String) -> Score {
    let drawn: Vec<&Value> = events
        .iter()
        .filter(|e| matches!(text_of(e, "modality"), "happened" | "claimed"))
        // What the program itself would not draw is not scored.
        .filter(|e| e["confidence"].as_f64() >= Some(event::LEAST_CONFIDENCE))
        .collect();
    let mut used = vec![false; drawn.len()];
    let mut score = Score { predicted: drawn.len(), ..Score::default() };
    let required = |g: &Value| g.get("required").and_then(Value::as_bool).unwrap_or(true);
    let mut wanted: Vec<&&Value> = gold.iter().filter(|g| text_of(g, "kind") == "event").collect();
    wanted.sort_by_key(|g| !required(g));
    for g in wanted {
        if required(g) {
            score.required += 1;
            score.with_type += usize::from(drawn.iter().any(|e| same_type(g, e)));
            score.with_day += usize::from(drawn.iter().any(|e| same_day(g, e)));
            score.with_place += usize::from(drawn.iter().any(|e| same_place(g, e)));
        }
        let distance = |e: &Value| {
            number(e, "trigger_start").unwrap_or(0).abs_diff(number(g, "trigger_start").unwrap_or(0))
        };
        let best = (0..drawn.len())
            .filter(|&i| {
                !used[i] && same_type(g, drawn[i]) && same_day(g, drawn[i]) && same_place(g, drawn[i])
            })
            .min_by_key(|&i| distance(drawn[i]));
        let Some(best) = best else {
            if required(g) {
                log_miss(g, &drawn, log);
            }
            continue;
        };
        used[best] = true;
        score.matched += 1;
        score.found += usize::from(required(g));
        score.modality += usize::from(text_of(g, "modality") == text_of(drawn[best], "modality"));
        for (name, tally) in [("killed", &mut score.killed), ("injured", &mut score.injured)] {
            let value =
                |row: &Value, suffix: &str| row.get(format!("{name}{suffix}")).and_then(Value::as_u64);
            let Some(gold_low) = value(g, "_low") else { continue };
            let own = value(drawn[best], "_low").or_else(|| value(drawn[best], "_best"));
            tally.1 += 1;
            tally.0 += usize::from(own == Some(gold_low));
            if own != Some(gold_low) {
                let _ = writeln!(
                    log,
                    "  {name} {gold_low} told as {own:?} at {} [{}]",
                    text_of(g, "place_text"),
                    text_of(drawn[best], "casualties_text")
                );
            }
        }
    }
    leftovers(gold, &drawn, &used, &mut score, log);
    score
}

fn print(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder =
        arguments.first().map(PathBuf::from).ok_or("expected a folder with docs.jsonl and gold.jsonl")?;
    let gold = rows(&folder.join("gold.jsonl"))?;
    let mut by_doc: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in &gold {
        by_doc.entry(text_of(row, "doc")).or_default().push(row);
    }
    let mut groups: BTreeMap<String, Score> = BTreeMap::new();
    let mut output = String::new();
    for row in &rows(&folder.join("docs.jsonl"))? {
        let document = document(row);
        let prose = Prose::read(&document.text);
        let own = by_doc.get(document.id.as_str()).map_or(&[][..], Vec::as_slice);
        let toponyms = if has("--gold-toponyms") {
            gold_toponyms(&document.text, own)
        } else {
            found_toponyms(&document, &prose)
        };
        let points = CodePoints::new(&document.text);
        let events: Vec<Value> = event::extract_with_signs(&document, &prose, &toponyms)
            .iter()
            .map(|(event, signs)| {
                let mut row = row_of(event, &points, has("--gold-toponyms"));
                if has("--signs") {
                    row["signs"] = json!(signs);
                    let spans = event.evidence.iter().filter_map(|e| Some((e.rule.to_string(), e.span?)));
                    row["told_at"] = spans.map(|(rule, span)| json!([rule, points.at(span.start)])).collect();
                }
                row
            })
            .collect();
        let mut log = String::new();
        let score = score(own, &events, &mut log);
        if has("--verbose") && !log.is_empty() {
            print(&format!("{} {}\n{log}", document.id, text_of(row, "published")));
        }
        let group = document.id.split('-').next().unwrap_or("").to_owned();
        groups.entry(group).or_default().add(&score);
        for event in events {
            let _ = writeln!(output, "{event}");
        }
    }
    report(&groups);
    if let Some(at) = arguments.iter().position(|argument| argument == "--out") {
        std::fs::write(arguments.get(at + 1).ok_or("expected a file after --out")?, output)?;
    }
    Ok(())
}

/// One line for each group of articles, and one for all.
fn report(groups: &BTreeMap<String, Score>) {
    let mut all = Score::default();
    for (group, score) in groups {
        print(&format!("{group:8} {}", score.line()));
        all.add(score);
    }
    print(&format!("{:8} {}", "all", all.line()));
}

fn found_toponyms(document: &Document, prose: &Prose) -> Vec<Toponym> {
    eventmap::toponym::find(document, prose, eventmap::gazetteer::Gazetteer::embedded())
}
