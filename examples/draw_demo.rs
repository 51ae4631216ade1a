//! Draws made-up reports, so that people can look at what the maps do: `cargo run --example draw_demo [OUT] [NAME]`.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

#[path = "synthetic/dice.rs"]
mod dice;
#[path = "synthetic/facts.rs"]
mod facts;
#[path = "synthetic/reports.rs"]
mod reports;

use std::path::PathBuf;
use std::time::Instant;

use eventmap::gazetteer::borders;
use eventmap::map::{self, BaseMap, MapOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = PathBuf::from(args.next().unwrap_or_else(|| "target/demo".to_owned()));
    let only = args.next();
    std::fs::create_dir_all(&out)?;
    let border = borders::embedded("ru-ua").ok_or("no border")?;
    for (name, report) in reports::reports(border) {
        if only.as_ref().is_some_and(|o| o != name) {
            continue;
        }
        let start = Instant::now();
        let base = BaseMap::of(&report, Some(border), eventmap::gazetteer::Gazetteer::embedded());
        let loaded = start.elapsed();
        let options = MapOptions::default();
        for (kind, png) in [
            ("overview", map::overview(&report, &base, &options)?),
            ("detail", map::detail(&report, &base, &options)?),
        ] {
            let Some(png) = png else {
                println!("{name} {kind}: nothing to draw");
                continue;
            };
            std::fs::write(out.join(format!("{name}-{kind}.png")), &png)?;
            println!(
                "{name} {kind}: {} kB, {loaded:?} to load, {:?} in all",
                png.len() / 1000,
                start.elapsed()
            );
        }
    }
    Ok(())
}
