//! `gazetteer search`: places by name, position and area.

use clap::{Args, ValueEnum};
use eventmap::gazetteer::{Area, Gazetteer, PlaceClass, Query, Wanted};
use eventmap::geodesy::LonLat;
use eventmap::{Error, Result};

use super::rows;
use crate::cli::dest::{OutFile, Sources};
use crate::cli::terminal::visible;
use crate::cli::{Outcome, Shared, distance, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap gazetteer search Novo --in \"Kharkiv region\"
  eventmap gazetteer search Sheebekino --fuzzy
  eventmap gazetteer search --near 50.3,36.9 --km 20 --class settlement
  eventmap gazetteer search --in UA --class region --limit 30 --format csv

All conditions must hold. Large and well-known places come first; around a position, the nearest. Ends with 1 if nothing \
is found.")]
pub struct SearchArgs {
    /// The beginning of a name, in any script and spelling of case and accents; with --fuzzy a whole name
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Find names that differ by a letter (short names) or two: missing, added, changed or swapped
    #[arg(long)]
    fuzzy: bool,
    /// Letters by which a name may differ, 0 to 3; implies --fuzzy
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=3))]
    edits: Option<u8>,
    /// Only places around this position in degrees, or around the place of this name
    #[arg(long, value_name = "LAT,LON|NAME")]
    near: Option<String>,
    /// How far around, in km
    #[arg(long, value_name = "KM", default_value_t = 25.0, value_parser = km)]
    km: f64,
    /// Only places inside this area: an ISO code (UA, UA-63), an id or a name
    #[arg(long = "in", value_name = "AREA")]
    inside: Option<String>,
    /// Only places of these classes
    #[arg(long, value_name = "CLASS,...", value_delimiter = ',', value_parser = super::class())]
    class: Vec<PlaceClass>,
    /// Most places to show
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "What is written")]
    limit: usize,
    /// Form of the results [default: by the ending of --out, else text]
    #[arg(long, value_enum, help_heading = "What is written")]
    format: Option<Format>,
    #[command(flatten)]
    out: OutFile,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Csv,
    Geojson,
}

fn km(words: &str) -> std::result::Result<f64, String> {
    let km = words.parse::<f64>().ok().filter(|km| (0.0..=20_100.0).contains(km));
    km.ok_or_else(|| "expected kilometres between 0 and 20100".to_owned())
}

pub fn run(args: &SearchArgs, shared: &Shared) -> Result<Outcome> {
    let format = args.out.form(args.format, &Sources::new(shared.files(), &[]))?;
    let gazetteer = shared.gazetteer()?;
    let name = args.name.join(" ");
    let name = match (name.trim(), args.edits) {
        ("", _) if args.fuzzy || args.edits.is_some() => {
            return Err(Error::Usage("--fuzzy needs a name".to_owned()));
        }
        ("", _) => None,
        (name, None) if !args.fuzzy => Some(Wanted::Prefix(name)),
        (name, edits) => Some(Wanted::Fuzzy(name, edits.map(usize::from))),
    };
    if name.is_none() && args.near.is_none() && args.inside.is_none() && args.class.is_empty() {
        let problem = "expected a name, --near, --in or --class: nothing is asked for";
        return Err(Error::Usage(problem.to_owned()));
    }
    let inside = args.inside.as_deref().map(|words| area(gazetteer, words)).transpose()?;
    let near = args.near.as_deref().map(|words| around(gazetteer, words)).transpose()?;
    let near = near.map(|position| (position, args.km));
    let found = gazetteer.query(&Query { name, near, inside, classes: &args.class, limit: args.limit });
    if found.total == 0 {
        let help = match name {
            Some(Wanted::Prefix(name)) => {
                Some(format!("names nearly so: 'eventmap gazetteer search {} --fuzzy'", visible(name)))
            }
            _ => None,
        };
        talk::nothing_found("no place in the gazetteer meets all of this", help.as_deref());
        return Ok(Outcome::Findings);
    }
    args.out.write(&match format {
        Format::Text => rows::text(gazetteer, &found.hits, args.out.paint()),
        Format::Jsonl => rows::jsonl(gazetteer, &found.hits),
        Format::Csv => rows::csv(gazetteer, &found.hits),
        Format::Geojson => rows::geojson(gazetteer, &found.hits),
    })?;
    if found.total > found.hits.len() && !shared.quiet {
        talk::say(&format!("{} more; see --limit", found.total - found.hits.len()));
    }
    Ok(Outcome::Done)
}

fn area(gazetteer: &Gazetteer, words: &str) -> Result<Area> {
    let area = Area::named(gazetteer, words);
    area.ok_or_else(|| {
        Error::Usage(format!(
            "'{}': expected an area: an ISO code such as UA or UA-63, an id, or the name of a country, region or district",
            visible(words)
        ))
    })
}

fn around(gazetteer: &Gazetteer, words: &str) -> Result<LonLat> {
    if let Some(position) = distance::position(words)? {
        return Ok(position);
    }
    let found = gazetteer.lookup(words);
    let best = found.first().map(|best| gazetteer.position(best.key));
    best.ok_or_else(|| Error::Usage(format!("'{}': expected LAT,LON or the name of a place", visible(words))))
}
