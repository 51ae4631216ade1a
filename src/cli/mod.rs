//! The verbs, one file each, and what they share: arguments, reading, talk, exit codes.

mod bias;
pub mod check;
pub mod config;
mod dest;
pub mod distance;
mod drawing;
pub mod explain;
pub mod extract;
mod feed;
mod fields;
mod flight;
pub mod formats;
pub mod gazetteer;
pub mod geocode;
pub mod info;
mod layers;
pub mod map;
mod marked;
mod measure_to;
mod pictures;
pub mod render;
mod series;
pub mod shell;
mod shown;
mod stream;
pub mod talk;
mod terminal;
pub mod toponyms;
mod work;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use eventmap::gazetteer::{Credit, Gazetteer, credits};
use eventmap::{Error, Result};

const ABOUT: &str = "Reads news articles, places the events they report on Earth, measures how far each lies from a \
border and checks stated distances";

const AFTER: &str = "\
Examples:
  eventmap map articles/ --out maps             all layers, maps and report.md
  eventmap render events.geojson --out map.png  draw the edited layer again
  eventmap check article.txt                    does the map agree with the distances it states?
  eventmap explain article.txt                  every mention and event, and why
  eventmap extract feed.jsonl > events.jsonl    one event a line
  eventmap geocode Shebekino                    what may this name mean?
  eventmap distance 50.457,36.736               how far from the border?
  eventmap gazetteer search --near 50.3,36.9    what lies around?
  eventmap gazetteer build my.csv -o my.bin     places of your own, for --gazetteer
  cat article.txt | eventmap check -            standard input

Exit codes:
  0  done
  1  done, with findings: a stated distance is contradicted, nothing is called so
  2  wrong usage, or input that could not be read (the rest is done all the same)
  130, 137, 143  stopped by Ctrl-C or a signal; no file is half written under its name

Inputs are text (.txt), Markdown (.md), web pages (.html), archives of the web (.warc), JSON Lines ({\"id\", \"text\", \
\"title\"?, \"published\"?, \"source\"?}), tables with a head line (.csv, .tsv) and Parquet, each also packed (.gz, .zst); \
folders of them, patterns such as 'news/**/*.txt', and '-' for standard input. Nothing is fetched from a network.

Every option can stand in eventmap.toml: 'border = \"line.geojson\"' for all verbs, 'layer-formats = [\"geojson\", \
\"gpkg\"]' in a section [map] for one. What is said on the command line wins.";

/// The whole command line.
#[derive(Parser)]
#[command(name = "eventmap", version, long_version = long_version(), about = ABOUT, after_long_help = AFTER)]
#[command(after_help = "See 'eventmap --help' for examples and exit codes.", arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub shared: Shared,
}

/// Flags of every verb.
#[derive(Args)]
#[command(next_help_heading = "For every verb")]
pub struct Shared {
    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: which settings and files are used
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Form of errors, warnings and summaries on standard error
    #[arg(long, value_enum, global = true, default_value = "text", value_name = "FORM")]
    pub message_format: talk::MessageFormat,
    /// Messages as JSON, as with --message-format json; of formats and info the answer too
    #[arg(long, global = true, conflicts_with = "message_format")]
    pub json: bool,
    /// Settings file, 'none' for none [default: eventmap.toml in this folder, if there]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Threads to read with; the results are the same for any number [default: one per core]
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Look places up in this file of 'eventmap gazetteer build' [default: the bundled gazetteer]
    #[arg(long, value_name = "FILE", global = true)]
    pub gazetteer: Option<PathBuf>,
}

impl Shared {
    /// The places that names are looked up in.
    pub fn gazetteer(&self) -> Result<&'static Gazetteer> {
        match &self.gazetteer {
            Some(path) => Gazetteer::from_file(path),
            None => Ok(Gazetteer::embedded()),
        }
    }

    /// The files that every verb may read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        [&self.gazetteer, &self.config].into_iter().flatten().map(PathBuf::as_path)
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Write GeoJSON layers, PNG maps and report.md of all articles
    Map(Box<map::MapArgs>),
    /// Draw the map of an edited events.geojson
    Render(render::RenderArgs),
    /// Check the distances that articles state
    Check(check::CheckArgs),
    /// Show every mention, event and stated distance with its evidence
    Explain(explain::ExplainArgs),
    /// Write the events of all articles, one a line
    Extract(extract::ExtractArgs),
    /// Write the place names of all articles, one a line
    Toponyms(toponyms::ToponymsArgs),
    /// Show what a name may mean
    Geocode(geocode::GeocodeArgs),
    /// Measure a position or a place to the border
    Distance(distance::DistanceArgs),
    /// Search, build and describe gazetteers: the places that names are looked up in
    Gazetteer(gazetteer::GazetteerArgs),
    /// List what can be read and written, and the fields of each layer
    Formats(formats::FormatsArgs),
    /// Show which program, data and settings a run would use
    Info(info::InfoArgs),
    /// Print what a shell needs to complete commands
    Completions(shell::CompletionsArgs),
    /// Print the manual page
    Man(shell::ManArgs),
}

/// How a verb ended when nothing stopped it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All done.
    Done,
    /// All done, and there is something that a script may want to stop at.
    Findings,
    /// Some input could not be read; the rest is done.
    PartlyRead,
}

/// The command line with the settings of `eventmap.toml`; an exit code where it asks for help or makes no sense.
pub fn arguments() -> std::result::Result<(Arguments, config::Config), ExitCode> {
    let given: Vec<OsString> = southern_positions(std::env::args_os()).collect();
    let as_json = given.windows(2).any(|pair| pair == ["--message-format", "json"])
        || given.iter().any(|word| word == "--message-format=json" || word == "--json");
    talk::set_form(if as_json { talk::MessageFormat::Json } else { talk::MessageFormat::Text });
    let mut command = Arguments::command();
    command.build();
    let (config, given) = config::Config::read(&command, given).map_err(|error| exit_code(Err(error)))?;
    let mut arguments = Arguments::try_parse_from(given).map_err(|mut error| {
        suggest(&mut error, &command);
        let blamed = error.use_stderr().then(|| config.blamed(&error.to_string())).flatten();
        if as_json && error.use_stderr() {
            let words =
                [Some(in_one_line(&error)), blamed].into_iter().flatten().collect::<Vec<_>>().join("; ");
            return exit_code(Err(Error::Usage(words)));
        }
        // Nobody is left to tell if that cannot be printed.
        let _ = error.print();
        if wants_input(&error) {
            talk::say("help: '-' reads standard input");
        }
        if let Some(blamed) = blamed {
            talk::say(&format!("help: {blamed}"));
        }
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    })?;
    arguments.shared.config = config.path().map(Path::to_owned);
    let json = arguments.shared.json;
    talk::set_form(if json { talk::MessageFormat::Json } else { arguments.shared.message_format });
    if let Some(path) = config.path().filter(|_| arguments.shared.verbose) {
        talk::say(&format!("settings of {}: {}", path.display(), config.settings().join(" ")));
    }
    Ok((arguments, config))
}

/// What is wrong, with the arguments that it names in lines of their own, without usage: "... were not provided: <INPUT>...".
fn in_one_line(error: &clap::Error) -> String {
    let words = error.to_string();
    let is_usage = |line: &str| line.starts_with("Usage:") || line.starts_with("For more information");
    let lines = words.lines().map(str::trim).take_while(|line| !is_usage(line));
    let lines: Vec<String> =
        lines.filter(|line| !line.is_empty()).map(|line| line.replacen("tip: ", "; ", 1)).collect();
    lines.join(" ").replace(" ; ", "; ").trim_start_matches("error: ").to_owned()
}

/// True if articles are missing and something is piped in.
fn wants_input(error: &clap::Error) -> bool {
    let is_missing = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(names)) => names.iter().any(|name| name.starts_with("<INPUT>")),
        _ => false,
    };
    error.kind() == ErrorKind::MissingRequiredArgument && is_missing && !std::io::stdin().is_terminal()
}

/// Adds the verb that was meant, where clap sees no likeness: "mpa" for "map" has letters exchanged in a short word.
fn suggest(error: &mut clap::Error, command: &clap::Command) {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand).cloned() else {
        return;
    };
    if error.get(ContextKind::SuggestedSubcommand).is_some() {
        return;
    }
    let verbs = command.get_subcommands().map(clap::Command::get_name);
    // Of two verbs as near, the one of the same letters.
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let near = verbs.map(|verb| (config::edits(verb, &given), letters(verb) != letters(&given), verb)).min();
    if let Some((1 | 2, _, verb)) = near.filter(|(edits, _, verb)| edits * 2 < verb.len() + 2) {
        let verbs = ContextValue::Strings(vec![verb.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, verbs);
    }
}

/// Puts a space before every argument such as `-33.9,151.2`, which would else be read as a flag.
pub fn southern_positions(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    arguments.map(|argument| {
        let rest = argument.to_str().and_then(|words| words.strip_prefix('-')).unwrap_or_default();
        let is_position = rest.contains(',') && rest.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if is_position { OsString::from(format!(" -{rest}")) } else { argument }
    })
}

/// A panic that a reader catches, and tells as a damaged file, is not printed as well.
pub fn hush_caught_panics() {
    #[cfg(feature = "parquet")]
    {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !eventmap::document::is_guarded() {
                usual(panic);
            }
        }));
    }
}

/// Runs `work` on a pool of that many threads.
pub fn in_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let Some(threads) = threads else { return work() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build();
    pool.map_err(|error| Error::Usage(format!("cannot start {threads} threads: {error}")))?.install(work)
}

/// Prints the error, if there is one, and gives the code that the help promises.
pub fn exit_code(outcome: Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::PartlyRead) => ExitCode::from(2),
        Err(error) => {
            talk::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Version, and whose data are in the program.
fn long_version() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let credit =
            |credit: &Credit<'_>| format!("  {} ({}): {}\n", credit.text, credit.licence, credit.what);
        let credits: Vec<String> = credits().iter().map(credit).collect();
        format!(
            "{}\n\nBundled data:\n{}Full list with dates and checksums: gazetteer/SOURCES.md",
            env!("CARGO_PKG_VERSION"),
            credits.concat()
        )
    })
}
