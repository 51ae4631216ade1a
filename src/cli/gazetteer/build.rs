//! `gazetteer build`: a gazetteer file from GeoNames dumps, tables and GeoJSON.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use eventmap::gazetteer::PlaceClass;
use eventmap::gazetteer::import::{FileReport, ImportOptions, Imported, Source, SourceKind, import};
use eventmap::{Error, Result, output};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::dest::{Sources, named};
use crate::cli::terminal::visible;
use crate::cli::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap gazetteer build villages.csv -o my.bin
  eventmap gazetteer build UA.txt alternateNamesV2.txt -o ua.bin --countries UA
  eventmap gazetteer build allCountries.txt -o big.bin --filter-population 100
  eventmap map articles/ --gazetteer my.bin

Files may end in .gz. What each is, is seen from its name and its first lines; KIND:FILE says it:
  geonames    allCountries.txt, cities500.txt, UA.txt: 19 columns parted by tabs
  alternates  alternateNamesV2.txt: more names of places that others give
  admin1      admin1CodesASCII.txt
  admin2      admin2Codes.txt
  countries   countryInfo.txt
  table       named columns, parted by commas, semicolons or tabs
  geojson     points, lines and polygons, the same words as properties

A table has the columns name, lat and lon, and as you like id or geonameid, class, country, region, district, population, \
radius (km), local, code and names (parted by '|').

Places are added to the bundled gazetteer (or the one of --gazetteer). A row whose GeoNames id is known gives its names to \
that place. Of a dump, roads, schools, hotels and the like are left out.")]
pub struct BuildArgs {
    /// Files to build from; KIND:FILE says what a file is
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// File to write
    #[arg(short, long, value_name = "FILE", value_parser = named())]
    out: PathBuf,
    /// Replace a file that eventmap did not write, or that was changed since
    #[arg(long)]
    force: bool,
    /// What all files are, where none says it itself
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Only the given places, without those of the bundle
    #[arg(long)]
    alone: bool,
    /// Leave out settlements with fewer inhabitants, and, above 0, those of unknown size
    #[arg(long, value_name = "N", default_value_t = 0)]
    filter_population: u64,
    /// Only places of these countries: UA,RU
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    countries: Vec<String>,
    /// Only places of these classes
    #[arg(long, value_name = "CLASS,...", value_delimiter = ',', value_parser = super::class())]
    class: Vec<PlaceClass>,
    /// Whom to credit for the files, such as "City of Lviv, CC BY 4.0"; 'gazetteer info' shows it
    #[arg(long, value_name = "TEXT")]
    credit: Option<String>,
    /// Fail at the first bad row of a dump, which is else counted and shown
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Geonames,
    Alternates,
    Admin1,
    Admin2,
    Countries,
    Table,
    Geojson,
}

impl Kind {
    fn source(self) -> SourceKind {
        match self {
            Self::Geonames => SourceKind::Geonames,
            Self::Alternates => SourceKind::Alternates,
            Self::Admin1 => SourceKind::Admin1,
            Self::Admin2 => SourceKind::Admin2,
            Self::Countries => SourceKind::Countries,
            Self::Table => SourceKind::Table,
            Self::Geojson => SourceKind::Geojson,
        }
    }
}

fn country(word: &str) -> std::result::Result<String, String> {
    let code = word.trim().to_uppercase();
    let sound = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if sound { Ok(code) } else { Err("expected codes of two letters, such as UA".to_owned()) }
}

pub fn run(args: &BuildArgs, shared: &Shared) -> Result<Outcome> {
    if args.alone && shared.gazetteer.is_some() {
        return Err(Error::Usage("--alone and --gazetteer: expected one of them".to_owned()));
    }
    let sources: Vec<Source> = args.files.iter().map(|file| source(file, args.kind)).collect();
    let read = sources.iter().map(|source| source.path.as_path());
    Sources::new(shared.files().chain(read), &[]).check(&args.out, args.force)?;
    let base = if args.alone { None } else { Some(shared.gazetteer()?) };
    let options = ImportOptions {
        base,
        least_population: args.filter_population,
        countries: args.countries.clone(),
        classes: args.class.clone(),
        strict: args.strict,
        lenient: false,
        credit: args.credit.clone(),
    };
    let bar = progress_bar(&sources, shared);
    let imported = import(&sources, &options, &mut |bytes| bar.inc(bytes));
    bar.finish_and_clear();
    let imported = imported?;
    output::write_own(&output::follow(&args.out), &imported.bytes)?;
    say(args, &imported, shared);
    Ok(Outcome::Done)
}

/// `KIND:FILE`, or a file alone.
pub fn source(file: &str, kind: Option<Kind>) -> Source {
    let named = file.split_once(':').and_then(|(kind, path)| {
        let (kind, _) = SourceKind::ALL.into_iter().find(|(_, word)| *word == kind)?;
        Some(Source { path: PathBuf::from(path), kind: Some(kind) })
    });
    named.unwrap_or_else(|| Source { path: PathBuf::from(file), kind: kind.map(Kind::source) })
}

/// Bytes above which reading takes long enough for a progress bar.
const LONG_BUILD: u64 = 20_000_000;

/// A bar on standard error for what takes long to read.
pub fn progress_bar(sources: &[Source], shared: &Shared) -> ProgressBar {
    let sizes = sources.iter().filter_map(|source| std::fs::metadata(&source.path).ok());
    let bytes: u64 = sizes.map(|file| file.len()).sum();
    if shared.quiet || bytes < LONG_BUILD {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes}, {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// What each file gave, what was wrong with it, and what was written.
fn say(args: &BuildArgs, imported: &Imported, shared: &Shared) {
    say_what_is_wrong(imported);
    if !shared.quiet {
        imported.files.iter().for_each(|file| talk::say(&summary(file)));
        let size = imported.bytes.len() as f64 / 1e6;
        talk::say(&format!("wrote {}, {size:.1} MB", visible(&args.out.display().to_string())));
    }
}

/// Bad rows, and areas that nothing knows.
pub fn say_what_is_wrong(imported: &Imported) {
    for file in &imported.files {
        file.errors.iter().for_each(talk::bad_row);
        if file.bad > file.errors.len() {
            let more = file.bad - file.errors.len();
            talk::say(&format!(
                "warning: {}: {more} more bad rows",
                visible(&file.path.display().to_string())
            ));
        }
    }
    for unknown in &imported.unknown_areas {
        talk::say(&format!("warning: {}: its places have none", visible(unknown)));
    }
}

/// How many rows of a file are what.
pub fn summary(file: &FileReport) -> String {
    let mut parts = vec![format!("{} rows", file.rows)];
    for (count, what) in [
        (file.added, "new places"),
        (file.joined, "to known places"),
        (file.left_out, "left out"),
        (file.bad, "bad"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    format!("{} ({}): {}", visible(&file.path.display().to_string()), file.kind.as_str(), parts.join(", "))
}
