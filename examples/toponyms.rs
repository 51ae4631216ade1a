//! Finds the place names of a JSON Lines file for a scorer: `toponyms DOCS.jsonl [--phrase] [--adjectives] [--literal]`.
//!
//! Reads `{"id","text"}` a line; writes `{"doc","start","end","text","lat","lon","geonameid","country","confidence",...}`
//! with offsets in Unicode code points, end exclusive, to standard output.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use eventmap::document::{Document, Source};
use eventmap::gazetteer::Gazetteer;
use eventmap::text::{CodePoints, Prose, slice};
use eventmap::toponym::{self, MentionKind, Toponym, Use};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let path = arguments.first().ok_or("usage: toponyms DOCS.jsonl [--phrase] [--adjectives] [--literal]")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let document = Document {
            id: row["id"].as_str().unwrap_or_default().to_string(),
            source: Source { path: PathBuf::from(path), line: None },
            title: None,
            outlet: None,
            published: None,
            language: None,
            text: row["text"].as_str().unwrap_or_default().to_string(),
            warnings: Vec::new(),
        };
        let prose = Prose::read(&document.text);
        let points = CodePoints::new(&document.text);
        for found in toponym::find(&document, &prose, Gazetteer::embedded()) {
            let adjective = found.kind == MentionKind::AdjectiveForm;
            if adjective && !flag("--adjectives") || flag("--literal") && found.usage != Use::Literal {
                continue;
            }
            writeln!(out, "{}", row_of(&document, &points, &found, flag("--phrase")))?;
        }
    }
    Ok(())
}

fn row_of(document: &Document, points: &CodePoints<'_>, found: &Toponym, phrase: bool) -> Value {
    let form = phrase && found.kind == MentionKind::DistrictForm && found.phrase.start == found.span.start;
    let span = if form { found.phrase } else { found.span };
    let place = found.place.as_ref();
    json!({
        "doc": document.id,
        "start": points.at(span.start),
        "end": points.at(span.end),
        "text": slice(&document.text, span),
        "lat": place.map(|place| place.position.lat),
        "lon": place.map(|place| place.position.lon),
        "geonameid": place.and_then(|place| place.geonameid),
        "country": place.and_then(|place| place.country.clone()),
        "confidence": found.confidence,
        "name": place.map(|place| place.name.clone()),
        "region": place.and_then(|place| place.region.clone()),
        "class": place.map(|place| place.class),
        "kind": found.kind,
        "use": found.usage,
        "rivals": found.runners_up.len(),
        "evidence": found.evidence.iter().map(|reason| format!("{}: {}", reason.rule, reason.note)).collect::<Vec<_>>(),
    })
}
