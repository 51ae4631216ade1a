//! `gazetteer check`: whether files of places are as they should be, before anything is built of them or looked up in them.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use clap::Args;
use eventmap::gazetteer::Gazetteer;
use eventmap::gazetteer::import::{ImportOptions, Source, import};
use eventmap::{Error, Result};

use super::build::{Kind, progress_bar, say_what_is_wrong, source, summary};
use crate::cli::terminal::visible;
use crate::cli::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap gazetteer check villages.csv
  eventmap gazetteer check geonames:UA.txt alternates:alternateNamesV2.txt
  eventmap gazetteer check my.bin

Files are what 'gazetteer build' reads, or what it has written. Nothing is written. Ends with 1 if a row is bad, or names a region or \
district that nothing knows; with 2 if a file is no such file at all.")]
pub struct CheckArgs {
    /// Files to check; KIND:FILE says what a file is, as for 'gazetteer build'
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// What all files are, where none says it itself
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Check the given files by themselves, without the places of the bundle
    #[arg(long)]
    alone: bool,
}

pub fn run(args: &CheckArgs, shared: &Shared) -> Result<Outcome> {
    if args.alone && shared.gazetteer.is_some() {
        return Err(Error::Usage("--alone and --gazetteer: expected one of them".to_owned()));
    }
    let (built, given): (Vec<Source>, Vec<Source>) =
        args.files.iter().map(|file| source(file, args.kind)).partition(|source| is_built(&source.path));
    let mut lines: Vec<String> = Vec::new();
    for source in &built {
        let gazetteer = Gazetteer::from_file(&source.path)?;
        let name = visible(&source.path.display().to_string());
        lines.push(format!("{name} (built): {} places, whole\n", gazetteer.len()));
    }
    let mut is_sound = true;
    if !given.is_empty() {
        let base = if args.alone { None } else { Some(shared.gazetteer()?) };
        let options = ImportOptions { base, lenient: true, ..ImportOptions::default() };
        let bar = progress_bar(&given, shared);
        let imported = import(&given, &options, &mut |bytes| bar.inc(bytes));
        bar.finish_and_clear();
        let imported = imported?;
        say_what_is_wrong(&imported);
        lines.extend(imported.files.iter().map(|file| format!("{}\n", summary(file))));
        is_sound = imported.unknown_areas.is_empty() && imported.files.iter().all(|file| file.bad == 0);
    }
    talk::results(&lines.concat())?;
    Ok(if is_sound { Outcome::Done } else { Outcome::Findings })
}

/// True for a file that begins as those of 'gazetteer build' do, of whatever version.
fn is_built(path: &Path) -> bool {
    let mut head = Vec::new();
    File::open(path).is_ok_and(|file| file.take(5).read_to_end(&mut head).is_ok()) && head == b"EVGAZ"
}
