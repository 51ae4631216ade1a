//! `gazetteer info`: what a gazetteer holds, and whose data they are.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use eventmap::Result;
use eventmap::gazetteer::{Gazetteer, PlaceKey};
use serde_json::json;

use crate::cli::terminal::Paint;
use crate::cli::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap gazetteer info
  eventmap gazetteer info --gazetteer my.bin --format json")]
pub struct InfoArgs {
    /// Countries to show, those with the most places first
    #[arg(long, value_name = "N", default_value_t = 10)]
    countries: usize,
    /// Form of the results
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Words and how many places they stand for, most first.
type Counts = Vec<(&'static str, usize)>;

pub fn run(args: &InfoArgs, shared: &Shared) -> Result<Outcome> {
    let gazetteer = shared.gazetteer()?;
    let keys = || (0..gazetteer.len() as u32).map(PlaceKey);
    let classes = counts(keys().map(|key| gazetteer.class(key).as_str()));
    let countries = counts(keys().filter_map(|key| gazetteer.country(key)));
    talk::results(&match args.format {
        Format::Text => text(gazetteer, &classes, &countries, args.countries),
        Format::Json => json(gazetteer, &classes, &countries, args.countries),
    })?;
    Ok(Outcome::Done)
}

fn counts(words: impl Iterator<Item = &'static str>) -> Counts {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Counts = counts.into_iter().collect();
    counts.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    counts
}

fn text(gazetteer: &Gazetteer, classes: &Counts, countries: &Counts, shown: usize) -> String {
    let paint = Paint::for_stdout();
    let (names, spellings) = gazetteer.name_counts();
    let mut lines = vec![
        paint.bold(&format!("{} places, {names} names, {spellings} keys of spellings", gazetteer.len())),
        format!("{:.1} MB, digest {}", gazetteer.size() as f64 / 1e6, gazetteer.digest()),
        paint.bold("layers (rows, places of their own)"),
    ];
    lines.extend(gazetteer.info().iter().map(|l| format!("  {:<24} {:>9} {:>9}", l.name, l.rows, l.places)));
    lines.push(paint.bold("classes"));
    lines.extend(classes.iter().map(|(class, count)| format!("  {class:<24} {count:>9}")));
    lines.push(paint.bold(&format!("countries ({} in all)", countries.len())));
    lines.extend(countries.iter().take(shown).map(|(code, count)| format!("  {code:<24} {count:>9}")));
    lines.push(paint.bold("sources, to be credited"));
    lines.extend(gazetteer.sources().iter().map(|s| format!("  {} ({}): {}", s.text, s.licence, s.what)));
    lines.push(String::new());
    lines.join("\n")
}

fn json(gazetteer: &Gazetteer, classes: &Counts, countries: &Counts, shown: usize) -> String {
    let (names, spellings) = gazetteer.name_counts();
    let counts = |counts: &[(&str, usize)]| {
        let each = counts.iter().map(|&(word, count)| (word.to_owned(), json!(count)));
        serde_json::Value::Object(each.collect())
    };
    let layers: Vec<_> = gazetteer
        .info()
        .into_iter()
        .map(|layer| json!({ "name": layer.name, "rows": layer.rows, "places": layer.places }))
        .collect();
    let sources: Vec<_> = gazetteer
        .sources()
        .iter()
        .map(|source| json!({ "credit": source.text, "licence": source.licence, "what": source.what }))
        .collect();
    let shown = shown.min(countries.len());
    let row = json!({
        "places": gazetteer.len(), "names": names, "spelling_keys": spellings, "bytes": gazetteer.size(),
        "digest": gazetteer.digest(), "layers": layers, "classes": counts(classes),
        "countries_in_all": countries.len(), "countries": counts(countries.get(..shown).unwrap_or(countries)),
        "sources": sources,
    });
    format!("{row}\n")
}
