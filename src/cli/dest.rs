//! Where the rows of one layer go, and in which form: `-o`, `--format`, `--force` and what is written on request.

use std::cell::OnceCell;
use std::io::{BufWriter, ErrorKind, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use eventmap::document;
use eventmap::output::{self, Extras, Format, Layer, Row, Standing};
use eventmap::report::{BorderSource, ReportDocument};
use eventmap::{Error, Result};

use super::terminal::{Paint, visible};
use super::{Shared, talk};

/// Options of verbs that write one layer.
#[derive(Args)]
#[command(next_help_heading = "What is written")]
pub struct Destination {
    /// File to write to; its ending tells the format [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Form of the results [default: by the ending of --out, else jsonl]
    #[arg(long, value_parser = format())]
    format: Option<Format>,
    #[command(flatten)]
    pub extras: ExtrasArgs,
}

/// What is written only on request.
#[derive(Args)]
#[command(next_help_heading = "What is written")]
pub struct ExtrasArgs {
    /// Add colours and sizes to GeoJSON, as simplestyle properties
    #[arg(long)]
    pub simplestyle: bool,
    #[arg(
        long,
        help = "Add version, parameters, border, credits and digests of the inputs to GeoJSON, GeoParquet and FlatGeobuf"
    )]
    metadata: bool,
    /// Replace files that eventmap did not write, or that were changed since
    #[arg(long)]
    pub force: bool,
}

impl ExtrasArgs {
    /// What to write into the files of a run on these documents.
    pub fn of(&self, border: &BorderSource, documents: &[ReportDocument], credits: &[String]) -> Extras {
        let parameters: Vec<String> =
            std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
        let metadata = self.metadata.then(|| output::metadata(border, documents, &parameters, credits));
        Extras { simplestyle: self.simplestyle, metadata }
    }

    /// Says so where nothing of what is asked for has room in any of the formats.
    pub fn say_lost(&self, formats: &[Format], quiet: bool) {
        let lacking = |asked: bool, holds: fn(Format) -> bool| {
            asked && !quiet && !formats.iter().any(|format| holds(*format))
        };
        if lacking(self.simplestyle, Format::holds_simplestyle) {
            talk::say("note: --simplestyle is for GeoJSON: nothing of it is written");
        }
        if lacking(self.metadata, Format::holds_metadata) {
            talk::say("note: --metadata is for GeoJSON, GeoParquet and FlatGeobuf: nothing of it is written");
        }
    }
}

/// Names of formats as an argument: help lists them, and a wrong one gets the nearest.
pub fn format() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.name()).aliases(format.endings().iter().copied()));
    PossibleValuesParser::new(names).map(|name| Format::from_name(&name).unwrap_or(Format::JsonLines))
}

/// Options of verbs whose results are for a reader unless another form is asked for.
#[derive(Args)]
#[command(next_help_heading = "What is written")]
pub struct OutFile {
    /// File to write to; its ending tells the form [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that eventmap did not write, or that was changed since
    #[arg(long, requires = "out")]
    force: bool,
}

impl OutFile {
    /// The file to write to; none for standard output.
    pub fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The form asked for, else the one that the ending of the file names, else the first; an error, before any work, if the file could
    /// not be written or no form has its ending.
    pub fn form<F: ValueEnum + Copy>(&self, asked: Option<F>, sources: &Sources<'_>) -> Result<F> {
        let usual =
            *F::value_variants().first().ok_or_else(|| Error::Usage("no form is known".to_owned()))?;
        let Some(path) = self.file() else { return Ok(asked.unwrap_or(usual)) };
        sources.check(path, self.force)?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let ending = ending.unwrap_or_default();
        let named = || {
            let format = Format::of_path(path).map(Format::name);
            let words = [Some(ending.as_str()), format];
            words.into_iter().flatten().find_map(|word| F::from_str(word, true).ok())
        };
        let plain = || ["", "txt"].contains(&ending.as_str()).then_some(usual);
        asked.or_else(named).or_else(plain).ok_or_else(|| {
            let forms = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let forms: Vec<String> = forms.map(|form| form.get_name().replace("text", "txt")).collect();
            Error::Usage(format!(
                "the ending of '{}' tells no form: expected .{}, or --format",
                path.display(),
                forms.join(", .")
            ))
        })
    }

    /// Colours for a terminal; none for a file.
    pub fn paint(&self) -> Paint {
        if self.file().is_some() { Paint::none() } else { Paint::for_stdout() }
    }

    /// Writes the results: whole under their name, or to standard output.
    pub fn write(&self, text: &str) -> Result<()> {
        match self.file() {
            Some(path) => output::write_own(&output::follow(path), text.as_bytes()),
            None => talk::results(text),
        }
    }
}

/// A path that has a name: `-` means standard output elsewhere and is no folder or file here.
pub fn named() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        let dash = path == Path::new("-");
        if dash { Err("expected a name: this is not written to standard output") } else { Ok(path) }
    })
}

impl Destination {
    /// The format asked for, by name or by the ending of the file.
    pub fn format(&self) -> Result<Format> {
        match (self.format, &self.out) {
            (Some(format), _) => Ok(format),
            (None, Some(path)) if path != Path::new("-") => {
                Format::of_path(path).ok_or_else(|| unknown(path))
            }
            (None, _) => Ok(Format::JsonLines),
        }
    }

    /// The file to write to; none for standard output.
    pub fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The file to write to, `-` for standard output.
    pub fn path(&self) -> &Path {
        self.file().unwrap_or(Path::new("-"))
    }

    /// True if the results go to standard output.
    pub fn is_stdout(&self) -> bool {
        self.file().is_none()
    }

    /// An error now, rather than after a long run, if the results could not be written; a note on what they cannot hold.
    pub fn check(&self, sources: &Sources<'_>, shared: &Shared) -> Result<()> {
        let format = self.format()?;
        self.extras.say_lost(&[format], shared.quiet);
        match self.file() {
            Some(path) => sources.check(path, self.extras.force),
            None if !format.is_text() && std::io::stdout().is_terminal() => Err(Error::Usage(format!(
                "{} is no text: give a file with --out, or send it on with '|' or '>'",
                format.name()
            ))),
            None => Ok(()),
        }
    }

    /// Lets `fill` write the results piece by piece. A reader that goes away has what it wanted; a file has its name when it is whole.
    pub fn write_with(&self, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        match self.file() {
            Some(path) => output::write_own_with(&output::follow(path), fill),
            None => match self.fill_stdout(fill) {
                Err(Error::Io { source, .. }) if source.kind() == ErrorKind::BrokenPipe => Ok(()),
                other => other,
            },
        }
    }

    fn fill_stdout(&self, fill: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        fill(&mut out)?;
        out.flush().map_err(|source| Error::Io { action: "write", path: self.path().to_owned(), source })
    }

    /// Writes the rows of one layer.
    pub fn write(&self, layer: Layer, rows: &[Row], extras: &Extras, shared: &Shared) -> Result<()> {
        let n = rows.len();
        let bytes = output::layer_bytes(self.format()?, layer, rows, extras)?;
        match self.file() {
            None => talk::bytes(&bytes),
            Some(path) => {
                output::write_own(&output::follow(path), &bytes)?;
                if !shared.quiet {
                    let rows = if n == 1 { "row" } else { "rows" };
                    talk::say(&format!("wrote {n} {rows} of {} into {}", layer.name(), path.display()));
                }
                Ok(())
            }
        }
    }
}

/// What a run reads: nothing of it is replaced, with --force or without.
pub struct Sources<'a> {
    files: Vec<&'a Path>,
    articles: &'a [PathBuf],
    /// The same as the system has them; asked for when a file is in the way.
    real: OnceCell<Vec<PathBuf>>,
}

impl<'a> Sources<'a> {
    /// Files that are read whole, and inputs of articles: files, folders and patterns.
    pub fn new(files: impl IntoIterator<Item = &'a Path>, articles: &'a [PathBuf]) -> Self {
        Self { files: files.into_iter().collect(), articles, real: OnceCell::new() }
    }

    /// The same, and one more file.
    pub fn and(mut self, file: Option<&'a Path>) -> Self {
        self.files.extend(file);
        self
    }

    /// An error if `out` would take the place of something that is read. In a folder of articles results of earlier runs
    /// are none.
    fn refuse(&self, out: &Path) -> Result<()> {
        let Some(path) = out.canonicalize().ok().filter(|path| path.is_file()) else { return Ok(()) };
        let named = || self.files.iter().copied().chain(self.articles.iter().map(PathBuf::as_path));
        let real = self.real.get_or_init(|| named().filter_map(|file| file.canonicalize().ok()).collect());
        let lies_there =
            || output::standing(&path) != Standing::Ours && document::is_read(self.articles, &path);
        if real.contains(&path) || lies_there() {
            return Err(Error::Usage(format!(
                "'{}' is both an input and --out: give another name",
                out.display()
            )));
        }
        Ok(())
    }

    /// An error if `out` is read by this run, or holds what is not this program's own or was changed since.
    pub fn check(&self, out: &Path, force: bool) -> Result<()> {
        self.refuse(out)?;
        let (path, way) = (out.display(), "give another name, or --force to replace it");
        match output::standing(out) {
            Standing::Changed if !force => {
                Err(Error::Usage(format!("'{path}' was changed since eventmap wrote it: {way}")))
            }
            Standing::Unknown if !force => {
                Err(Error::Usage(format!("'{path}' exists and is not known to be eventmap's: {way}")))
            }
            _ => Ok(()),
        }
    }
}

/// Removes files of an earlier run that this one did not write, for beside new results they would be a lie. One that was
/// changed since is kept. All of that is said.
pub fn remove_older(paths: Vec<PathBuf>, quiet: bool) -> Result<()> {
    let say = |words: String| {
        if !quiet {
            talk::say(&words);
        }
    };
    let mut removed = Vec::new();
    for path in paths {
        let shown = visible(&path.display().to_string());
        match output::standing(&path) {
            Standing::Free => {}
            Standing::Ours => {
                output::remove_own(&path)?;
                removed.push(shown);
            }
            Standing::Changed => say(format!(
                "warning: {shown} is of an earlier run and was changed since: it is kept, and does not show this run"
            )),
            Standing::Unknown => say(format!(
                "warning: {shown} is not known to be eventmap's: it is kept, and does not show this run"
            )),
        }
    }
    if !removed.is_empty() {
        say(format!("removed of an earlier run: {}", removed.join(", ")));
    }
    Ok(())
}

fn unknown(path: &Path) -> Error {
    let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.endings()[0])).collect();
    Error::Usage(format!(
        "the ending of '{}' tells no format: expected one of {}, or --format",
        path.display(),
        endings.join(", ")
    ))
}
