//! Writes what `tools/train_toponyms.py` learns from: `toponym_features DOCS.jsonl spans|choices|uses`.
//!
//! `spans`: one line for each span that is a name in the gazetteer, with its features and probability.
//! `choices`: one line for each name of a document, with its mentions, its candidate places and their values.
//! `uses`: one line for each mention that is found, with the signs of its use, what the rules say and what the model says.

use std::io::{BufWriter, Write};

use eventmap::gazetteer::Gazetteer;
use eventmap::text::{CodePoints, Prose, Span};
use eventmap::toponym::names::Names;
use eventmap::toponym::page::Page;
use eventmap::toponym::recognise::{self, Hit};
use eventmap::toponym::{
    atlas::Atlas, bias::Bias, dateline, lists, read, resolve, unknown, usage, use_signs,
};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, what] = arguments.as_slice() else {
        return Err("usage: toponym_features DOCS.jsonl spans|choices|uses".into());
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (id, text) = (row["id"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default());
        let prose = Prose::read(text);
        let points = CodePoints::new(text);
        let rows = match what.as_str() {
            "spans" => spans(text, &prose, &points),
            "uses" => uses(text, &prose, &points),
            _ => choices(text, &prose, &points),
        };
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

/// The mentions of a page, as `toponym::find` takes them.
fn mentions(
    page: &Page<'_>,
    names: &mut Names<'_, Gazetteer>,
    family: &std::collections::BTreeSet<String>,
) -> Vec<Hit> {
    let mut hits = recognise::known(page, names, family, &dateline::mark(page));
    lists::share(page, &mut hits);
    hits.extend(unknown::find(page, names, &hits, family));
    hits.sort_by_key(|hit| (hit.first, hit.end));
    lists::share(page, &mut hits);
    hits
}

fn uses(text: &str, prose: &Prose, points: &CodePoints<'_>) -> Vec<Value> {
    let gazetteer = Gazetteer::embedded();
    let (page, family) = read(text, prose, gazetteer);
    let mut names = Names::new(gazetteer);
    let hits = mentions(&page, &mut names, &family);
    let resolved = resolve::resolve(&page, &mut names, &hits, &Bias::NOTHING);
    let sport = use_signs::about_sport(&page);
    let mut rows = Vec::new();
    for (index, hit) in hits.iter().enumerate().filter(|(_, hit)| !hit.dateline) {
        // The same bar as in the report: a place that is too doubtful says nothing of the use.
        let ranked = &resolved.ranked[resolved.groups.of[index]];
        let none: f64 = 1.0 - ranked.iter().map(|one| one.probability).sum::<f64>();
        let best = ranked.first().filter(|best| best.probability >= none.max(0.12));
        let found = usage::of(&page, hit, best.map(|best| &best.sense), sport);
        rows.push(json!({
            "span": ends(points, page.span(hit.first, hit.end)),
            "by_rule": found.by_rule,
            "use": found.usage,
            "signs": found.signs.names().collect::<Vec<_>>(),
        }));
    }
    rows
}

fn choices(text: &str, prose: &Prose, points: &CodePoints<'_>) -> Vec<Value> {
    let gazetteer = Gazetteer::embedded();
    let (page, family) = read(text, prose, gazetteer);
    let mut names = Names::new(gazetteer);
    let hits = mentions(&page, &mut names, &family);
    let resolved = resolve::resolve_with(&page, &mut names, &hits, &Bias::NOTHING, resolve::Valued::All);
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
                        "values": one.values.iter().flat_map(|values| values.iter()).map(|value| (value * 1e4).round() / 1e4).collect::<Vec<_>>(),
                        "probability": one.probability,
                    })
                })
                .collect();
            json!({"name": names.words(group.name), "mentions": mentions, "candidates": candidates})
        })
        .collect()
}
