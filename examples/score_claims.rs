//! Measures the claim checker: the judge alone on grounded claims, and reading on encyclopaedia text and annotated news.
//!
//! - `judge CLAIMS.jsonl [-v]`: verdicts with true coordinates, as stated, doubled, reversed and so on; the extents of the two
//!   places are those of the bundled gazetteer, by their GeoNames ids; `judge-bare` knows no extents;
//! - `read CLAIMS.jsonl [-v]`: what is read from the text, the two names being given;
//! - `whole CLAIMS.jsonl [-v]`: the same with names found and placed by the program;
//! - `show FILE...`: every claim of plain text files with its reason;
//! - `news FOLDER... [-v]`: annotated news with its own place mentions, `news-whole` with the program's.

#![allow(clippy::too_many_lines, reason = "a table of counts is one idea")]
#![allow(clippy::print_stdout, reason = "a table on standard output is what this is for")]

use std::collections::BTreeMap;
use std::path::Path as FilePath;

use eventmap::claim::interval::Stated;
use eventmap::claim::judge::{self, Heading, Path, Question};
use eventmap::claim::{Claim, ClaimVerdict, Hedge, check, readings};
use eventmap::document::{Document, Source};
use eventmap::gazetteer::{Gazetteer, Place, PlaceClass};
use eventmap::geodesy::{LonLat, compass};
use eventmap::text::measure::{self, number};
use eventmap::text::{Prose, Span};
use eventmap::toponym::{self, MentionKind, Toponym, Use};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["judge", claims] => judge_alone(&rows(FilePath::new(claims))?, true, false),
        ["judge", claims, "-v"] => judge_alone(&rows(FilePath::new(claims))?, true, true),
        ["judge-bare", claims] => judge_alone(&rows(FilePath::new(claims))?, false, false),
        ["read", claims] => read_texts(&rows(FilePath::new(claims))?, false),
        ["read", claims, "-v"] => read_texts(&rows(FilePath::new(claims))?, true),
        ["show", files @ ..] => show(files)?,
        ["whole", claims] => whole(&rows(FilePath::new(claims))?, false),
        ["whole", claims, "-v"] => whole(&rows(FilePath::new(claims))?, true),
        ["news", folders @ .., "-v"] => news(folders, true, true)?,
        ["news", folders @ ..] => news(folders, false, true)?,
        ["news-whole", folders @ .., "-v"] => news(folders, true, false)?,
        ["news-whole", folders @ ..] => news(folders, false, false)?,
        _ => {
            return Err(
                "usage: score_claims judge|judge-bare|read|whole CLAIMS.jsonl, or news|news-whole FOLDER..."
                    .into(),
            );
        }
    }
    Ok(())
}

fn rows(path: &FilePath) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or("")
}

fn place(id: String, class: PlaceClass, position: LonLat, population: Option<u64>) -> Place {
    // The gazetteer's own rule of thumb for a settlement without an outline.
    let radius_km = population.filter(|&n| n > 0).map_or(1.0, |n| (0.171 * (n as f64).powf(0.291)).max(0.5));
    Place {
        name: id.clone(),
        id,
        local_name: None,
        class,
        position,
        radius_km,
        population,
        country: None,
        region: None,
        region_id: None,
        district: None,
        layer: "gold".into(),
        code: None,
        geonameid: None,
    }
}

/// FNV-1a, 64 bits: parts the rows in two halves that stay the same for ever.
fn half(entity: &str) -> usize {
    let hash = entity
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash & 1) as usize
}

/// What is done to a true claim before it is judged.
const CHANGES: [(&str, f64, bool); 7] = [
    ("as stated", 1.0, false),
    ("doubled", 2.0, false),
    ("tripled", 3.0, false),
    ("halved", 0.5, false),
    ("times ten", 10.0, false),
    ("a third", 1.0 / 3.0, false),
    ("reversed", 1.0, true),
];

/// The two halves together.
const BOTH: usize = 2;

fn stated(row: &Value, factor: f64) -> Option<Stated> {
    let snippet = text(row, "snippet").trim().to_owned();
    let prose = Prose::read(&snippet);
    let found = measure::find(&snippet, &prose);
    let first = found.first()?;
    let head = snippet.get(..first.span.start).unwrap_or("").trim().to_lowercase();
    let hedge = match head.as_str() {
        "" | "just" | "only" => Hedge::None,
        "nearly" | "almost" => Hedge::Nearly,
        "over" => Hedge::Over,
        _ => Hedge::About,
    };
    let scale = |m: &measure::Measure| {
        let value = m.number.value() * factor;
        let written =
            if (value - value.round()).abs() < 1e-6 { format!("{value:.0}") } else { format!("{value:.1}") };
        let step = number::parse(&[&written]).map_or(m.number.step, |n| n.step);
        (value * m.unit.km(), step * m.unit.km())
    };
    let (km, step_km) = scale(first);
    let mut stated = Stated::km(km, step_km, hedge);
    stated.in_km = first.unit == measure::Unit::Kilometre;
    stated.restated = found.get(1).filter(|second| second.unit != first.unit).map(scale);
    Some(stated)
}

/// A place of the set at its own coordinates, with the extent that the bundled gazetteer gives the same place.
fn grounded(row: &Value, end: &str, extents: bool) -> Place {
    let number = |key: String| row[key].as_f64().unwrap_or(f64::NAN);
    let at = LonLat { lon: number(format!("{end}_lon")), lat: number(format!("{end}_lat")) };
    let gazetteer = Gazetteer::embedded();
    let id = row[format!("{end}_geonameid")].as_u64().filter(|_| extents);
    let known = id.and_then(|id| gazetteer.by_id(&format!("geonames:{id}"))).map(|key| gazetteer.place(key));
    match known {
        Some(known) => Place { position: at, ..known },
        None => place(end.into(), PlaceClass::Settlement, at, None),
    }
}

fn judge_alone(rows: &[Value], extents: bool, verbose: bool) {
    let mut counts: BTreeMap<(usize, usize, &str), usize> = BTreeMap::new();
    let mut all: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut skipped = 0;
    for row in rows {
        let (subject, target) = (grounded(row, "ent", extents), grounded(row, "anchor", extents));
        let measured = readings::between_points(&subject, &target);
        let heading = compass::parse(text(row, "direction")).map(|sector| measured.heading(sector));
        let part = half(text(row, "ent"));
        for (change, &(_, factor, reverse)) in CHANGES.iter().enumerate() {
            if reverse && heading.is_none() {
                continue;
            }
            let Some(stated) = stated(row, factor) else {
                skipped += 1;
                continue;
            };
            let heading = heading
                .map(|h| Heading { stated: if reverse { h.stated.opposite() } else { h.stated }, ..h });
            let question = Question {
                stated,
                default: measured.default.clone(),
                others: measured.others.clone(),
                path: Path::Unsaid,
                heading,
            };
            let judged = judge::judge(&question);
            let alarm = judged.verdict.is_contradiction();
            if verbose && (alarm && change == 0 || !alarm && change == 1) {
                println!(
                    "{} {:?} {:.1} km at {:.0} deg, factor {:.2}, radii {:.1} {:.1}: {} -> {} | {}",
                    if change == 0 { "FALSE ALARM" } else { "DOUBLED PASSES" },
                    judged.verdict,
                    measured.km,
                    measured.azimuth_deg,
                    judged.factor,
                    subject.radius_km,
                    target.radius_km,
                    text(row, "wikipedia"),
                    text(row, "anchor"),
                    text(row, "snippet"),
                );
            }
            let absurd = alarm && !(1.0 / 3.0..=3.0).contains(&judged.factor);
            for part in [part, BOTH] {
                *all.entry((part, change)).or_default() += 1;
                let mut count = |key| *counts.entry((part, change, key)).or_default() += 1;
                count(judged.verdict.as_str());
                let marks = [
                    ("contradicted", alarm),
                    ("distance contradicted", alarm && judged.verdict != ClaimVerdict::WrongDirection),
                    ("absurd", absurd),
                ];
                marks.into_iter().filter(|&(_, holds)| holds).for_each(|(key, _)| count(key));
            }
        }
    }
    if skipped > 0 {
        println!("{skipped} judgements skipped: no number in the snippet");
    }
    for part in 0..=BOTH {
        println!("{}", ["half 0", "half 1", "both"][part]);
        for (change, (name, ..)) in CHANGES.iter().enumerate() {
            let total = all.get(&(part, change)).copied().unwrap_or(0).max(1);
            let share = |key: &'static str| {
                let n = counts.get(&(part, change, key)).copied().unwrap_or(0);
                format!("{:.1}%", 100.0 * n as f64 / total as f64)
            };
            println!(
                "  {name:<10} n={total} contradicted {} (distance {}, over 3 times off {}) | consistent {} rounded {} road {} over {} under {} direction {}",
                share("contradicted"),
                share("distance contradicted"),
                share("absurd"),
                share("consistent"),
                share("rounded"),
                share("consistent by road"),
                share("overstated"),
                share("understated"),
                share("wrong direction")
            );
        }
    }
}

fn document(id: &str, text: &str) -> Document {
    Document {
        id: id.into(),
        source: Source { path: id.into(), line: None },
        title: None,
        outlet: None,
        published: None,
        language: None,
        text: text.into(),
        warnings: Vec::new(),
    }
}

fn toponym(span: Span, text: &str, place: Option<Place>) -> Toponym {
    Toponym {
        span,
        phrase: span,
        text: text.into(),
        kind: MentionKind::Name,
        usage: Use::Literal,
        place: place.map(Into::into),
        confidence: 1.0,
        within: None,
        runners_up: Vec::new(),
        evidence: Vec::new(),
    }
}

/// Every whole-word occurrence of a name.
fn occurrences(text: &str, name: &str, place: &Place, found: &mut Vec<Toponym>) {
    for (start, _) in text.match_indices(name) {
        let after = text.get(start + name.len()..).and_then(|rest| rest.chars().next());
        let before = text.get(..start).and_then(|head| head.chars().next_back());
        if after.is_some_and(char::is_alphanumeric) || before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let span = Span::new(start, start + name.len());
        if !found.iter().any(|t| t.span.overlaps(span)) {
            found.push(toponym(span, name, Some(place.clone())));
        }
    }
}

fn read_texts(rows: &[Value], verbose: bool) {
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let body = text(row, "text");
        let number = |key: &str| row[key].as_f64().unwrap_or(f64::NAN);
        let at = |a: &str| LonLat { lon: number(&format!("{a}_lon")), lat: number(&format!("{a}_lat")) };
        let title = text(row, "wikipedia").replace('_', " ");
        let name = title.split([',', '(']).next().unwrap_or("").trim().to_owned();
        let subject = place("subject".into(), PlaceClass::Settlement, at("ent"), None);
        let target = place("target".into(), PlaceClass::Settlement, at("anchor"), None);
        let mut toponyms = Vec::new();
        occurrences(body, text(row, "anchor"), &target, &mut toponyms);
        occurrences(body, &name, &subject, &mut toponyms);
        toponyms.sort_by_key(|t| t.span);
        let document = document(text(row, "ent"), body);
        let claims = check(&document, &Prose::read(body), &toponyms);
        let snippet = text(row, "snippet").trim();
        let start = body.find(snippet).unwrap_or(usize::MAX);
        let gold = Span::new(start, start.saturating_add(snippet.len()));
        *tally.entry("rows").or_default() += 1;
        let Some(claim) = claims.iter().find(|claim| claim.span.overlaps(gold)) else {
            if verbose {
                println!(
                    "MISSED {:?} in {:.160}",
                    snippet,
                    body.get(start.saturating_sub(60)..).unwrap_or("").replace('\n', " ")
                );
            }
            continue;
        };
        *tally.entry("found").or_default() += 1;
        let km = number("km");
        let near = claim.stated_km.is_some_and(|stated| (stated - km).abs() <= 0.01 * km + 0.01);
        let plain = |s: &str| s.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let direction = plain(claim.direction.as_deref().unwrap_or("")) == plain(text(row, "direction"));
        let head: String = snippet.chars().take_while(|c| !c.is_numeric()).collect();
        let hedged = !matches!(head.trim(), "" | "just" | "only") == (claim.hedge != Hedge::None);
        let target_right =
            claim.target.as_ref().and_then(|t| t.place.as_ref()).is_some_and(|p| p.id == "target");
        let subject_right =
            claim.subject.as_ref().and_then(|t| t.place.as_ref()).is_some_and(|p| p.id == "subject");
        for (key, right) in [
            ("number and unit", near),
            ("direction", direction),
            ("hedge", hedged),
            ("target", target_right),
            ("subject", subject_right),
        ] {
            *tally.entry(key).or_default() += usize::from(right);
            if verbose && !right {
                println!(
                    "WRONG {key}: {:?} read {:?} {:?} subject {:?} target {:?} in {:.200}",
                    snippet,
                    claim.text,
                    claim.direction,
                    claim.subject.as_ref().map(|s| &s.text),
                    claim.target.as_ref().map(|s| &s.text),
                    body.get(start.saturating_sub(100)..).unwrap_or("").replace('\n', " ")
                );
            }
        }
    }
    let total = tally.get("rows").copied().unwrap_or(1).max(1);
    for (key, n) in tally {
        println!("{key:<16} {n:>6} {:.2}%", 100.0 * n as f64 / total as f64);
    }
}

fn show(files: &[&str]) -> Result<(), Failure> {
    for file in files {
        let body = String::from_utf8_lossy(&std::fs::read(file)?).into_owned();
        let (document, prose) = (document(file, &body), Prose::read(&body));
        let toponyms = toponym::find(&document, &prose, Gazetteer::embedded());
        for claim in check(&document, &prose, &toponyms) {
            println!("{file}: {} ({:.2})\n    {}", claim.verdict.as_str(), claim.confidence, claim.reason);
        }
    }
    Ok(())
}

/// Names found and placed by the program: how many claims are measured, and how near to the grounded length.
fn whole(rows: &[Value], verbose: bool) {
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let gazetteer = Gazetteer::embedded();
    for row in rows.iter().step_by(5) {
        let body = text(row, "text");
        let snippet = text(row, "snippet").trim();
        let Some(start) = body.find(snippet) else { continue };
        let gold = Span::new(start, start + snippet.len());
        let mut document = document(text(row, "ent"), body);
        document.title = Some(text(row, "wikipedia").replace('_', " "));
        let prose = Prose::read(body);
        let toponyms = toponym::find(&document, &prose, gazetteer);
        let claims = check(&document, &prose, &toponyms);
        *tally.entry("rows").or_default() += 1;
        let Some(claim) = claims.iter().find(|claim| claim.span.overlaps(gold)) else { continue };
        *tally.entry("found").or_default() += 1;
        *tally.entry(claim.verdict.as_str()).or_default() += 1;
        let km = row["geo_km"].as_f64().unwrap_or(f64::NAN);
        let right = claim.measured_km.map(|found| (found - km).abs() <= (0.05 * km).max(2.0));
        match right {
            Some(true) => *tally.entry("measured right").or_default() += 1,
            Some(false) => *tally.entry("measured wrong").or_default() += 1,
            None => {}
        }
        if verbose && right != Some(true) {
            println!("{} {km} km {:.2}: {}", text(row, "wikipedia"), claim.confidence, claim.reason);
        }
    }
    let total = tally.get("rows").copied().unwrap_or(1).max(1);
    for (key, n) in tally {
        println!("{key:<20} {n:>6} {:.2}%", 100.0 * n as f64 / total as f64);
    }
}

fn class_of(word: &str) -> PlaceClass {
    match word {
        "district" => PlaceClass::District,
        "region" => PlaceClass::Region,
        "country" => PlaceClass::Country,
        "facility" => PlaceClass::Facility,
        "area" => PlaceClass::Area,
        "sea" => PlaceClass::Sea,
        _ => PlaceClass::Settlement,
    }
}

fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn gold_toponyms(gold: &[&Value], bytes: &[usize], body: &str) -> Vec<Toponym> {
    let mut found: Vec<Toponym> = Vec::new();
    for item in gold.iter().filter(|item| text(item, "kind") == "toponym") {
        let offset = |key: &str| item[key].as_u64().and_then(|n| bytes.get(n as usize).copied()).unwrap_or(0);
        let span = Span::new(offset("start"), offset("end"));
        let mut known = None;
        if let (Some(lat), Some(lon)) = (item["lat"].as_f64(), item["lon"].as_f64()) {
            let mut made =
                place(text(item, "name").into(), class_of(text(item, "class")), LonLat { lon, lat }, None);
            made.country = item["country"].as_str().map(str::to_owned);
            known = Some(made);
        }
        let mut made = toponym(span, body.get(span.start..span.end).unwrap_or(""), known);
        made.usage = match text(item, "use") {
            "metonym" => Use::Metonym,
            "associative" => Use::Associative,
            _ => Use::Literal,
        };
        found.push(made);
    }
    found.sort_by_key(|t| t.span);
    found
}

/// Names agree if one holds the other's first word of four letters or more.
fn agree(gold: &str, found: &str) -> bool {
    let plain = |s: &str| s.to_lowercase();
    let (gold, found) = (plain(gold), plain(found));
    let hit = |a: &str, b: &str| {
        a.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() >= 3)
            .any(|w| b.contains(w.get(..w.len().min(6)).unwrap_or(w)))
    };
    !gold.is_empty() && !found.is_empty() && (hit(&gold, &found) || hit(&found, &gold))
}

fn news(folders: &[&str], verbose: bool, gold_names: bool) -> Result<(), Failure> {
    let (mut docs, mut gold) = (Vec::new(), Vec::new());
    for folder in folders.iter().map(FilePath::new) {
        docs.extend(rows(&folder.join("docs.jsonl"))?);
        gold.extend(rows(&folder.join("gold.jsonl"))?);
    }
    let (mut expected, mut found_right, mut reported, mut ends_right) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut wordy = 0_usize;
    for doc in &docs {
        let (id, body) = (text(doc, "id"), text(doc, "text"));
        let bytes = byte_offsets(body);
        let items: Vec<&Value> = gold.iter().filter(|item| text(item, "doc") == id).collect();
        let gold_marked = gold_toponyms(&items, &bytes, body);
        let found = || toponym::find(&document(id, body), &Prose::read(body), Gazetteer::embedded());
        let toponyms = if gold_names { gold_marked } else { found() };
        let claims = check(&document(id, body), &Prose::read(body), &toponyms);
        // "Near" and "on the border" state no length: the annotators left them out.
        let mut spans: Vec<Span> =
            claims.iter().filter(|claim| claim.stated.is_some()).map(|claim| claim.span).collect();
        spans.dedup();
        reported += spans.len();
        wordy += claims.iter().filter(|claim| claim.stated.is_none()).count();
        let mut used = Vec::new();
        for item in items.iter().filter(|item| text(item, "kind") == "distance_claim") {
            expected += 1;
            let offset =
                |key: &str| item[key].as_u64().and_then(|n| bytes.get(n as usize).copied()).unwrap_or(0);
            let span = Span::new(offset("start"), offset("end"));
            let matches: Vec<&Claim> = claims.iter().filter(|claim| claim.span.overlaps(span)).collect();
            let Some(first) = matches.first() else {
                if verbose {
                    println!("MISSED {id}: {}", body.get(span.start..span.end).unwrap_or(""));
                }
                continue;
            };
            found_right += 1;
            used.push(first.span);
            let moving = ["forces", "soldiers", "ship", "troops"]
                .iter()
                .any(|word| text(item, "subject").contains(word));
            let subject_known = !moving
                && toponyms.iter().any(|t| {
                    agree(text(item, "subject"), &t.text)
                        || t.place.as_ref().is_some_and(|p| agree(text(item, "subject"), &p.name))
                });
            let subject = matches.iter().any(|claim| match &claim.subject {
                None => !subject_known,
                Some(s) => {
                    agree(text(item, "subject"), &s.text)
                        || s.place.as_ref().is_some_and(|p| agree(text(item, "subject"), &p.name))
                }
            });
            let target = first.target.as_ref().map_or(text(item, "target").contains("implied"), |t| {
                agree(text(item, "target"), &t.text)
                    || t.place.as_ref().is_some_and(|p| agree(text(item, "target"), &p.name))
            });
            ends_right += usize::from(subject && target);
            if verbose {
                let mark = if subject && target { "ok   " } else { "ENDS " };
                println!(
                    "{mark} {id}: {:?} [{:?} -> {:?}] gold [{} -> {}] | {}",
                    first.text,
                    matches.iter().map(|c| c.subject.as_ref().map(|s| s.text.as_str())).collect::<Vec<_>>(),
                    first.target.as_ref().map(|t| &t.text),
                    text(item, "subject"),
                    text(item, "target"),
                    first.reason
                );
            }
        }
        for claim in claims.iter().filter(|claim| !used.contains(&claim.span)) {
            if verbose {
                println!(
                    "EXTRA {id}: {:?} [{:?} -> {:?}] {}",
                    claim.text,
                    claim.subject.as_ref().map(|s| &s.text),
                    claim.target.as_ref().map(|t| &t.text),
                    claim.reason
                );
            }
        }
    }
    println!(
        "expected {expected}, reported {reported} and {wordy} without a number, found {found_right}: precision {:.3}, recall {:.3}, both ends right {:.3}",
        found_right as f64 / reported.max(1) as f64,
        found_right as f64 / expected.max(1) as f64,
        ends_right as f64 / found_right.max(1) as f64
    );
    Ok(())
}
