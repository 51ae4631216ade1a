//! `gazetteer`: searching, building, checking and describing the places that names are looked up in.

mod build;
mod check;
mod info;
mod rows;
mod search;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use eventmap::Result;
use eventmap::gazetteer::PlaceClass;

use super::{Outcome, Shared};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap gazetteer search Novo --in UA-63           names that begin so, in one region
  eventmap gazetteer search Kharkhiv --fuzzy          names nearly so
  eventmap gazetteer search --near 50.3,36.9 --km 20  what lies around
  eventmap gazetteer build villages.csv -o my.bin     add places of your own
  eventmap gazetteer check villages.csv               are all rows as they should be?
  eventmap gazetteer info --gazetteer my.bin          what is in a file")]
pub struct GazetteerArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find places by the beginning of a name, by a name nearly right, around a position, inside an area
    Search(search::SearchArgs),
    /// Make a gazetteer file from GeoNames dumps, tables and GeoJSON
    Build(build::BuildArgs),
    /// Say what is wrong with files of places, without building anything
    Check(check::CheckArgs),
    /// Show what a gazetteer holds and whom it must credit
    Info(info::InfoArgs),
}

pub fn run(args: &GazetteerArgs, shared: &Shared) -> Result<Outcome> {
    match &args.command {
        Command::Search(args) => search::run(args, shared),
        Command::Build(args) => build::run(args, shared),
        Command::Check(args) => check::run(args, shared),
        Command::Info(args) => info::run(args, shared),
    }
}

/// Words for classes as an argument: help lists them, and shells complete them.
fn class() -> impl TypedValueParser<Value = PlaceClass> {
    let known = |word: &str| PlaceClass::ALL.into_iter().find(|class| class.as_str() == word);
    PossibleValuesParser::new(PlaceClass::ALL.map(PlaceClass::as_str))
        .map(move |word| known(&word).unwrap_or(PlaceClass::Settlement))
}
