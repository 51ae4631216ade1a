//! `geocode`: what a name may mean, most likely first.

use clap::{Args, ValueEnum};
use eventmap::gazetteer::{Candidate, Gazetteer, Place};
use eventmap::geodesy::digits;
use eventmap::{Error, Result};
use serde_json::json;

use super::dest::{OutFile, Sources};
use super::terminal::{Paint, visible};
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap geocode Novaya Tavolzhanka

Ends with 1 if nothing is called so.")]
pub struct GeocodeArgs {
    /// The name, in any script that the gazetteer holds; several words make one name
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
    /// Form of the results [default: by the ending of --out, else text]
    #[arg(long, value_enum, help_heading = "What is written")]
    format: Option<Format>,
    #[command(flatten)]
    out: OutFile,
    /// Most places to show
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "What is written")]
    limit: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

pub fn run(args: &GeocodeArgs, shared: &Shared) -> Result<Outcome> {
    let name = args.name.join(" ");
    if name.trim().is_empty() {
        return Err(Error::Usage("the name is empty".to_owned()));
    }
    let format = args.out.form(args.format, &Sources::new(shared.files(), &[]))?;
    let gazetteer = shared.gazetteer()?;
    let found = gazetteer.lookup(&name);
    if found.is_empty() {
        not_found(gazetteer, &name);
        return Ok(Outcome::Findings);
    }
    let paint = args.out.paint();
    let line = |&candidate: &Candidate| match format {
        Format::Text => text(&gazetteer.place(candidate.key), candidate, paint),
        Format::Jsonl => format!("{}\n", row(&gazetteer.place(candidate.key), candidate)),
    };
    args.out.write(&found.iter().take(args.limit).map(line).collect::<Vec<_>>().concat())?;
    if found.len() > args.limit {
        talk::say(&format!("{} more; see --limit", found.len() - args.limit));
    }
    Ok(Outcome::Done)
}

/// Characters of a name that is not known which are shown; the rest helps nobody.
const SHOWN: usize = 80;

/// Says that nothing was found, and which names begin alike, for as long a beginning as there are any.
pub fn not_found(gazetteer: &Gazetteer, name: &str) {
    let shown: String = visible(name).chars().take(SHOWN).collect();
    let more = if shown.len() < visible(name).len() { "…" } else { "" };
    let letters: Vec<char> = name.chars().take(SHOWN).collect();
    let alike = (3..=letters.len()).rev().find_map(|length| {
        let start: String = letters.get(..length)?.iter().collect();
        let names: Vec<String> = gazetteer.search(&start, 5).into_iter().map(|(name, _)| name).collect();
        (!names.is_empty()).then_some(names)
    });
    let help = alike.map(|alike| format!("names that begin alike: {}", alike.join(", ")));
    talk::nothing_found(&format!("nothing in the gazetteer is called '{shown}{more}'"), help.as_deref());
}

/// "Belgorod Oblast, RU".
pub fn within(place: &Place) -> String {
    let parts = [place.district.as_deref(), place.region.as_deref(), place.country.as_deref()];
    parts.into_iter().flatten().filter(|part| *part != place.name).collect::<Vec<_>>().join(", ")
}

fn text(place: &Place, candidate: Candidate, paint: Paint) -> String {
    let population = place.population.map(|n| format!(", population {n}")).unwrap_or_default();
    let local = place.local_name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
    format!(
        "{}{local}: {} in {}\n  {:.5},{:.5}{population}  {}\n",
        paint.bold(&place.name),
        place.class.as_str(),
        within(place),
        place.position.lat,
        place.position.lon,
        paint.faint(&format!("{} [{}]", place.id, candidate.kind.as_str())),
    )
}

fn row(place: &Place, candidate: Candidate) -> serde_json::Value {
    json!({
        "name": place.name, "local_name": place.local_name, "place_id": place.id, "geonameid": place.geonameid,
        "class": place.class.as_str(), "country": place.country, "region": place.region, "district": place.district,
        "lat": place.position.lat, "lon": place.position.lon, "radius_km": digits::rounded(place.radius_km, digits::for_machines(place.radius_km)),
        "population": place.population, "layer": place.layer, "match": candidate.kind.as_str(),
    })
}
