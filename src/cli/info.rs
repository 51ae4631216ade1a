//! `info`: which program, which data and which settings a run would use.

use std::fmt::Write as _;

use clap::Args;
use eventmap::Result;
use serde_json::{Value, json};

use super::config::Config;
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap info
  eventmap info --json")]
pub struct InfoArgs {}

pub fn run(shared: &Shared, config: &Config) -> Result<Outcome> {
    let gazetteer = shared.gazetteer()?;
    let credits: Vec<Value> = gazetteer
        .credits()
        .iter()
        .map(|credit| json!({ "text": credit.text, "licence": credit.licence, "what": credit.what }))
        .collect();
    let facts = json!({
        "program": "eventmap",
        "version": env!("CARGO_PKG_VERSION"),
        "system": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "threads": rayon::current_num_threads(),
        "gazetteer": shared.gazetteer.as_ref().map_or("bundled".to_owned(), |path| path.display().to_string()),
        "config": config.path().map(|path| path.display().to_string()),
        "settings": config.all(),
        "credits": credits,
    });
    let text = if shared.json { format!("{facts}\n") } else { page(&facts) };
    talk::results(&text)?;
    Ok(Outcome::Done)
}

fn page(facts: &Value) -> String {
    let words = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut out =
        format!("{} {}, {}\n", words(&facts["program"]), words(&facts["version"]), words(&facts["system"]));
    let config = facts["config"].as_str().unwrap_or("none (eventmap.toml in this folder, or --config FILE)");
    for (name, value) in [
        ("threads", words(&facts["threads"])),
        ("gazetteer", words(&facts["gazetteer"])),
        ("settings", config.to_owned()),
    ] {
        let _ = writeln!(out, "{name:<10} {value}");
    }
    for setting in facts["settings"].as_array().into_iter().flatten() {
        let _ = writeln!(out, "             {}", words(setting));
    }
    out.push_str("data\n");
    for credit in facts["credits"].as_array().into_iter().flatten() {
        let line = [&credit["text"], &credit["licence"], &credit["what"]].map(words);
        let _ = writeln!(out, "  {} ({}): {}", line[0], line[1], line[2]);
    }
    out
}
