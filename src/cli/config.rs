//! `eventmap.toml`: settings of a project, each of which is also an option; what is said on the command line wins.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};
use eventmap::{Error, Result};
use toml::{Table, Value};

/// The file that is looked for in the working folder.
const FILE: &str = "eventmap.toml";

/// Options that mean nothing without another: as settings of many verbs they are passed over where that one is not given.
const NEEDS: [(&str, &str); 4] =
    [("force", "out"), ("sheet", "series"), ("lon", "points"), ("lat", "points")];

/// The settings of a file, and the words that they put into the command line.
#[derive(Debug, Default)]
pub struct Config {
    path: Option<PathBuf>,
    added: Vec<OsString>,
    all: Vec<String>,
}

impl Config {
    /// The file in use.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The options that it adds to this command.
    pub fn settings(&self) -> Vec<String> {
        self.added.iter().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    /// All that the file says, for any verb: "border = AM-AZ", "[map] styles = true".
    pub fn all(&self) -> &[String] {
        &self.all
    }

    /// Reads the file that `--config` names, or `eventmap.toml` in the working folder, and puts its settings before
    /// the options of `arguments`.
    ///
    /// Keys at the head of the file are options of any verb (`border = "line.geojson"`), keys in a section of a verb
    /// are its own (`[map]`, then `layer-formats = ["geojson", "gpkg"]`; `[gazetteer.search]`). `command` is built.
    pub fn read(command: &Command, arguments: Vec<OsString>) -> Result<(Self, Vec<OsString>)> {
        let Some(path) = wanted(&arguments) else { return Ok((Self::default(), arguments)) };
        let text = std::fs::read_to_string(&path).map_err(|source| Error::Io {
            action: "read",
            path: path.clone(),
            source,
        })?;
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            Error::BadRow {
                path: path.clone(),
                line,
                problem: format!("expected TOML, found {}", error.message()),
            }
        })?;
        let settings = Settings { path: &path, text: &text, command };
        settings.check(&table, command, "")?;
        let Some((verbs, at)) = verbs_at(command, &arguments) else {
            return Ok((Self { all: lines(&table, ""), path: Some(path), added: Vec::new() }, arguments));
        };
        let added = settings.words(&table, &verbs, &arguments)?;
        let mut all = arguments;
        let rest = all.split_off(at + 1);
        all.extend(added.iter().cloned().chain(rest));
        Ok((Self { all: lines(&table, ""), path: Some(path), added }, all))
    }

    /// The setting that an error of the command line speaks of, if it is one of these.
    pub fn blamed(&self, error: &str) -> Option<String> {
        let path = self.path.as_ref()?;
        let options = self.added.iter().filter_map(|word| word.to_str());
        let option = options.map(|word| word.split('=').next().unwrap_or(word)).find(|option| {
            error.match_indices(option).any(|(at, _)| {
                let after = error.get(at + option.len()..).unwrap_or_default();
                !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
            })
        })?;
        Some(format!("'{}' is a setting of {}", option.trim_start_matches('-'), path.display()))
    }
}

/// Every setting of a table and of those in it, each with its section before it.
fn lines(table: &Table, section: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) => {
                lines.extend(self::lines(inner, format!("{section}.{key}").trim_start_matches('.')));
            }
            value if section.is_empty() => lines.push(format!("{key} = {value}")),
            value => lines.push(format!("[{section}] {key} = {value}")),
        }
    }
    lines
}

/// The file to read: what `--config` says, else the one in the working folder if it is there.
fn wanted(arguments: &[OsString]) -> Option<PathBuf> {
    let mut words = arguments.iter().take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let word = word.to_string_lossy();
        match word.strip_prefix("--config") {
            Some("") => return words.next().map(PathBuf::from).filter(|path| path != Path::new("none")),
            Some(rest) if rest.starts_with('=') => {
                return Some(PathBuf::from(rest.trim_start_matches('=')))
                    .filter(|path| path != Path::new("none"));
            }
            _ => {}
        }
    }
    Some(PathBuf::from(FILE)).filter(|path| path.is_file())
}

/// The verb, with the verb of that verb if it has any, and where the last of them stands among the arguments.
fn verbs_at<'c>(command: &'c Command, arguments: &[OsString]) -> Option<(Vec<&'c Command>, usize)> {
    let (mut verbs, mut last, mut now) = (Vec::new(), 0, command);
    for (at, word) in arguments.iter().enumerate().skip(1).take_while(|(_, word)| *word != "--") {
        if let Some(verb) = word.to_str().and_then(|name| now.find_subcommand(name)) {
            verbs.push(verb);
            (last, now) = (at, verb);
            if !verb.has_subcommands() {
                break;
            }
        }
    }
    (!verbs.is_empty()).then_some((verbs, last))
}

/// One file of settings and the command line that it must fit.
struct Settings<'a> {
    path: &'a Path,
    text: &'a str,
    command: &'a Command,
}

impl Settings<'_> {
    /// An error at the line of a key, or of the section of that name.
    fn bad(&self, section: &str, key: &str, problem: String) -> Error {
        let mut now = String::new();
        let line = self.text.lines().position(|line| {
            let line = line.trim_start();
            if let Some(head) = line.strip_prefix('[') {
                head.split(']').next().unwrap_or_default().trim().clone_into(&mut now);
                return now == format!("{section}.{key}").trim_start_matches('.');
            }
            now == section && line.trim_start_matches(['"', '\'']).starts_with(key)
        });
        Error::BadRow { path: self.path.to_owned(), line: line.map_or(1, |line| line + 1), problem }
    }

    /// An error for the first key that is no option: of any verb at the head, of its own verb in a section.
    fn check(&self, table: &Table, of: &Command, section: &str) -> Result<()> {
        let below = verbs(of).flat_map(Command::get_arguments);
        let deeper = verbs(of).flat_map(verbs).flat_map(Command::get_arguments);
        let own: Vec<&Arg> =
            of.get_arguments().chain(below).chain(deeper).chain(self.command.get_arguments()).collect();
        for (key, value) in table {
            let Value::Table(inner) = value else {
                self.check_key(section, key, &own)?;
                continue;
            };
            let name = format!("{section}.{key}").trim_start_matches('.').to_owned();
            let verb = of.find_subcommand(key).ok_or_else(|| {
                let names: Vec<&str> = verbs(of).map(Command::get_name).collect();
                let expected = if names.is_empty() {
                    "options".to_owned()
                } else {
                    format!("a section of one of {}", names.join(", "))
                };
                self.bad(section, key, format!("expected {expected}, found [{name}]"))
            })?;
            self.check(inner, verb, &name)?;
        }
        Ok(())
    }

    fn check_key(&self, section: &str, key: &str, options: &[&Arg]) -> Result<()> {
        let mut names: Vec<&str> = options.iter().flat_map(|option| names_of(option)).collect();
        names.retain(|name| !matches!(*name, "help" | "version" | "config"));
        if names.contains(&key) {
            return Ok(());
        }
        if key == "config" {
            let problem = "'config' names this file and stands on the command line only".to_owned();
            return Err(self.bad(section, key, problem));
        }
        names.sort_by_key(|name| edits(name, key));
        let near = names.first().filter(|name| edits(name, key) <= 2);
        let hint = near.map(|name| format!("; did you mean '{name}'?")).unwrap_or_default();
        Err(self.bad(section, key, format!("expected the name of an option, found '{key}'{hint}")))
    }

    /// The words that the settings add for a verb: those that it has, and that the command line does not give or rule out.
    fn words(&self, table: &Table, verbs: &[&Command], arguments: &[OsString]) -> Result<Vec<OsString>> {
        let Some(verb) = verbs.last() else { return Ok(Vec::new()) };
        // From the head of the file to the section of the verb itself: what comes later counts.
        let mut sections = vec![(String::new(), table)];
        for verb in verbs {
            let (name, inner) = match sections.last() {
                Some((name, table)) => (name, table.get(verb.get_name()).and_then(Value::as_table)),
                None => break,
            };
            let name = format!("{name}.{}", verb.get_name()).trim_start_matches('.').to_owned();
            let Some(inner) = inner else { break };
            sections.push((name, inner));
        }
        let named = |key: &str| verb.get_arguments().find(|option| names_of(option).any(|name| name == key));
        let is_set = |other: &Arg| {
            let is_it = |key: &String| names_of(other).any(|name| name == key);
            sections.iter().any(|(_, table)| table.keys().any(is_it))
        };
        // "force = true" for all verbs, of which 'check' writes a file only where '--out' asks for one.
        let is_met = |option: &Arg| {
            let needed = NEEDS.iter().find(|(name, _)| Some(*name) == option.get_long());
            let needed = needed.and_then(|(_, needed)| named(needed));
            needed.is_none_or(|o| !o.get_default_values().is_empty() || is_given(o, arguments) || is_set(o))
        };
        let mut words = Vec::new();
        for (at, (section, table)) in sections.iter().enumerate() {
            let later = sections.get(at + 1..).unwrap_or_default();
            for (key, value) in table.iter().filter(|(_, value)| !value.is_table()) {
                let Some(option) = named(key) else { continue };
                let excludes = |a: &Arg, b: &Arg| {
                    verb.get_arg_conflicts_with(a).iter().any(|c| c.get_id() == b.get_id())
                };
                let ruled_out = verb.get_arguments().any(|other| {
                    is_given(other, arguments) && (excludes(option, other) || excludes(other, option))
                });
                let is_same =
                    |key: &String| named(key).is_some_and(|other| other.get_id() == option.get_id());
                let said_again = later.iter().any(|(_, table)| table.keys().any(is_same));
                if !ruled_out && !said_again && is_met(option) && !is_given(option, arguments) {
                    words.extend(self.word(section, option, (key, value))?);
                }
            }
        }
        Ok(words)
    }

    /// `--key=value`; `--key` for what is on, nothing for what is off; a list is one word or, where its members may hold commas, several.
    fn word(&self, section: &str, option: &Arg, (key, value): (&str, &Value)) -> Result<Vec<OsString>> {
        let is_flag = matches!(option.get_action(), ArgAction::SetTrue | ArgAction::Count);
        let plain = |value: &Value| match value {
            Value::String(words) => Some(words.clone()),
            Value::Integer(n) => Some(n.to_string()),
            Value::Float(n) => Some(n.to_string()),
            Value::Datetime(day) => Some(day.to_string()),
            _ => None,
        };
        let given = |words: String| OsString::from(format!("--{key}={words}"));
        let words = match value {
            Value::Boolean(on) if is_flag => {
                return Ok(on.then(|| OsString::from(format!("--{key}"))).into_iter().collect());
            }
            _ if is_flag => {
                let problem = format!("expected '{key}' to be true or false, found {value}");
                return Err(self.bad(section, key, problem));
            }
            Value::Array(values) => {
                let all = values.iter().map(plain).collect::<Option<Vec<_>>>();
                let repeats = matches!(option.get_action(), ArgAction::Append)
                    && option.get_value_delimiter().is_none();
                all.map(|all| if repeats { all } else { vec![all.join(",")] })
            }
            value => plain(value).map(|words| vec![words]),
        };
        let problem = || format!("expected words or a number for '{key}', found {value}");
        let words = words.ok_or_else(|| self.bad(section, key, problem()))?;
        Ok(words.into_iter().map(given).collect())
    }
}

/// The verbs of a command that do something.
fn verbs(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|verb| verb.get_name() != "help")
}

/// The long name of an option, and its others: "to", "border".
fn names_of(option: &Arg) -> impl Iterator<Item = &str> {
    option.get_long().into_iter().chain(option.get_all_aliases().unwrap_or_default())
}

/// Letters of flags that take no value.
const FLAGS: [char; 2] = ['q', 'v'];

/// True if the command line itself gives the option.
fn is_given(option: &Arg, arguments: &[OsString]) -> bool {
    let short = option.get_short();
    arguments.iter().take_while(|word| *word != OsStr::new("--")).any(|word| {
        let word = word.to_string_lossy();
        let said = word.strip_prefix("--").map(|word| word.split('=').next().unwrap_or(word));
        let is_long = said.is_some_and(|said| names_of(option).any(|name| name == said));
        // "-qo maps": flags without values may stand before the letter.
        let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-')).unwrap_or_default();
        let letters = letters.trim_start_matches(|letter| Some(letter) != short && FLAGS.contains(&letter));
        is_long || short.is_some_and(|short| letters.starts_with(short))
    })
}

/// Letters to change, add or drop to make one word the other.
pub fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;
    use clap::CommandFactory as _;

    /// The words that a file of these settings adds to a command.
    fn added(name: &str, settings: &str, command: &str) -> std::result::Result<String, String> {
        let path = std::env::temp_dir().join(format!("eventmap-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, settings).unwrap();
        let mut arguments: Vec<OsString> = command.split(' ').map(OsString::from).collect();
        arguments.insert(1, OsString::from(format!("--config={}", path.display())));
        let mut built = Arguments::command();
        built.build();
        let read = Config::read(&built, arguments);
        std::fs::remove_file(&path).unwrap();
        read.map(|(config, _)| config.settings().join(" ")).map_err(|error| {
            let message = error.to_string();
            message.split_once(".toml").map_or(message.clone(), |(_, rest)| rest.to_owned())
        })
    }

    #[test]
    fn settings_are_options_and_the_command_line_wins() {
        let file = "published = 2023-06-02\nquiet = true\nthreads = 2\n[map]\nlayer-formats = [\"geojson\", \"csv\"]\nstyles = false\n\
            [toponyms]\nfocus = [\"Perth, Ontario\", \"Lviv\"]\n[gazetteer]\nlimit = 3\n[gazetteer.search]\nlimit = 4\n";
        for (n, (command, expected)) in [
            ("eventmap map a", "--published=2023-06-02 --quiet --threads=2 --layer-formats=geojson,csv"),
            ("eventmap map a -q --layer-formats gpkg", "--published=2023-06-02 --threads=2"),
            ("eventmap check a --published=2022-01-01", "--quiet --threads=2"),
            ("eventmap geocode a --threads 1", "--quiet"),
            ("eventmap geocode a -v", "--threads=2"),
            (
                "eventmap toponyms a --limit 3",
                "--published=2023-06-02 --quiet --threads=2 --focus=Perth, Ontario --focus=Lviv",
            ),
            ("eventmap gazetteer search Nov", "--quiet --threads=2 --limit=4"),
            ("eventmap gazetteer -q search Nov --limit 5", "--threads=2"),
            ("eventmap gazetteer info", "--quiet --threads=2"),
            ("eventmap map a -vo b --layer-formats csv", "--published=2023-06-02 --threads=2"),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(added(&format!("ok{n}"), file, command).as_deref(), Ok(expected), "{command}");
        }
    }

    #[test]
    fn a_setting_that_needs_another_is_passed_over_without_it() {
        let file =
            "force = true\nsheet = true\nlat = 'y'\n[geocode]\nout = 'a.txt'\n[render]\nseries = 'day'\n";
        for (n, (command, expected)) in [
            ("eventmap check a", ""),
            ("eventmap check a -qo b.txt", "--force"),
            ("eventmap geocode a", "--force --out=a.txt"),
            ("eventmap map a", "--force"),
            ("eventmap map a --series week", "--force --sheet"),
            ("eventmap render a -o b.png", "--force --sheet --series=day"),
            ("eventmap distance 1,2", ""),
            ("eventmap distance --points a.csv", "--lat=y"),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(added(&format!("need{n}"), file, command).as_deref(), Ok(expected), "{command}");
        }
    }

    #[test]
    fn all_settings_are_listed_with_their_sections() {
        let table: Table =
            "quiet = true\n[map]\nreport = ['md', 'html']\n[gazetteer.search]\nlimit = 4\n".parse().unwrap();
        let expected = ["quiet = true", "[gazetteer.search] limit = 4", "[map] report = [\"md\", \"html\"]"];
        let mut found = lines(&table, "");
        found.sort_by_key(|line| (line.starts_with('['), line.clone()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        for (n, (file, problem)) in [
            (
                "quiet = true\nlayer-formts = 1\n",
                ":2: expected the name of an option, found 'layer-formts'; did you mean 'layer-formats'?",
            ),
            ("[mpa]\nout = 'x'\n", ":1: expected a section of one of "),
            (
                "[gazetteer]\n[gazetteer.serch]\n",
                ":2: expected a section of one of search, build, check, info, found [gazetteer.serch]",
            ),
            ("[map]\n[map.a]\n", ":2: expected options, found [map.a]"),
            (
                "limit = 1\n[geocode]\nlimit = true\n[map]\nlimit = 2",
                ":5: expected the name of an option, found 'limit'",
            ),
            ("[check]\nstyles = true\n", ":2: expected the name of an option, found 'styles'"),
            ("quiet = 'yes'\n", ":1: expected 'quiet' to be true or false, found "),
            ("published = true\n", ":1: expected words or a number for 'published', found true"),
            ("\n\nquiet = \n", ":3: expected TOML, found "),
            ("help = true\n", ":1: expected the name of an option, found 'help'"),
            ("config = 'a'\n", ":1: 'config' names this file and stands on the command line only"),
        ]
        .into_iter()
        .enumerate()
        {
            let error = added(&format!("bad{n}"), file, "eventmap map a").unwrap_err();
            assert!(error.starts_with(problem), "{error}");
        }
    }
}
