//! Writes what `tools/train_toponyms.py` learns from: `toponym_features DOCS.jsonl spans|choices`.
//!
//! `spans`: one line for each span that is a name in the gazetteer, with its features and probability.
//! `choices`: one line for each name of a document, with its mentions, its candidate places and their values.

use std::io::{BufWriter, Write};

use eventmap::gazetteer::Gazetteer;
use eventmap::text::{CodePoints, Prose, Span};
use eventmap::toponym::names::Names;
use eventmap::toponym::{atlas::Atlas, bias::Bias, dateline, lists, read, recognise, resolve, unknown};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, what] = arguments.as_slice() else {
        return Err("usage: toponym_features DOCS.jsonl spans|choices".into());
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (id, text) = (row["id"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default());
        let prose = Prose::read(text);
        let points = CodePoints::new(text);
        let rows =
            if what == "spans" { spans(text, &prose, &points) } else { choices(text, &prose, &points) };
        for mut row in rows {
            row["doc"] = json!(id);
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

fn ends(points: &CodePoints<'_>, span: Span) -> [usize; 2] {
    [points.at(span.start), points.at(span.end)]
}

fn spans(text: &str, prose: &Prose, points: &CodePoints<'_>) -> Vec<Value> {
    let gazetteer = Gazetteer::embedded();
    let (page, family) = read(text, prose, gazetteer);
    let mut names = Names::new(gazetteer);
    recognise::judged(&page, &mut names, &family, &dateline::mark(&page))
        .iter()
        .map(|hit| {
            json!({
                "span": ends(points, page.span(hit.first, hit.end)),
                "phrase": ends(points, page.span(hit.kind.first.min(hit.first), hit.kind.end.max(hit.end))),
                "probability": hit.probability,
                "features": hit.features.names().collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn choices(text: &str, prose: &Prose, points: &CodePoints<'_>) -> Vec<Value> {
    let gazetteer = Gazetteer::embedded();
    let (page, family) = read(text, prose, gazetteer);
    let mut names = Names::new(gazetteer);
    let mut hits = recognise::known(&page, &mut names, &family, &dateline::mark(&page));
    lists::share(&page, &mut hits);
    hits.extend(unknown::find(&page, &mut names, &hits, &family));
    hits.sort_by_key(|hit| (hit.first, hit.end));
    lists::share(&page, &mut hits);
    let resolved = resolve::resolve(&page, &mut names, &hits, &Bias::default());
    let groups = resolved.groups.list.iter().zip(&resolved.ranked);
    groups
        .filter(|(_, ranked)| !ranked.is_empty())
        .map(|(group, ranked)| {
            let mentions: Vec<[usize; 2]> =
                group.mentions.iter().map(|&index| ends(points, page.span(hits[index].first, hits[index].end))).collect();
            let candidates: Vec<Value> = ranked
                .iter()
                .map(|one| {
                    let place = Atlas::place(gazetteer, one.sense.place);
                    json!({
                        "geonameid": place.as_ref().and_then(|place| place.geonameid),
                        "class": one.sense.class,
                        "country": place.as_ref().and_then(|place| place.country.clone()),
                        "lat": one.sense.position.lat,
                        "lon": one.sense.position.lon,
                        "values": one.values.iter().map(|value| (value * 1e4).round() / 1e4).collect::<Vec<_>>(),
                        "probability": one.probability,
                    })
                })
                .collect();
            json!({"name": names.words(group.name), "mentions": mentions, "candidates": candidates})
        })
        .collect()
}
