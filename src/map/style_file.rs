//! The style file: every colour, size and word of the maps as rows of one table; a user's file replaces any of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::scene::Color;
use crate::{Error, Result};

/// What a key of the file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// One colour.
    Color(Color),
    /// Several colours.
    Colors(Vec<Color>),
    /// One size.
    Number(f64),
    /// Several sizes.
    Numbers(Vec<f64>),
    /// Words, or forms of them by number.
    Words(Vec<String>),
}

impl Value {
    fn kind(&self) -> String {
        match self {
            Self::Color(_) => "a colour such as \"#1d1f24\"".to_owned(),
            Self::Colors(c) => format!("a list of {} colours", c.len()),
            Self::Number(_) => "a number from 0 to 10000".to_owned(),
            Self::Numbers(n) => format!("a list of {} numbers from 0 to 10000", n.len()),
            Self::Words(w) if w.len() == 1 => "words in quotes".to_owned(),
            Self::Words(w) => format!("a list of {} words in quotes", w.len()),
        }
    }
}

/// The table by dotted key: `theme.light.ink`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StyleFile {
    entries: BTreeMap<String, Value>,
}

/// The file that the program carries.
const EMBEDDED: &str = include_str!("../../assets/style.toml");

impl StyleFile {
    /// The file that the program carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static FILE: OnceLock<StyleFile> = OnceLock::new();
        // Held by a test: the embedded file is sound.
        FILE.get_or_init(|| Self::parse(Path::new("assets/style.toml"), EMBEDDED).unwrap_or_default())
    }

    fn parse(path: &Path, text: &str) -> Result<Self> {
        let entries = rows(path, text)?
            .into_iter()
            .filter_map(|row| Some((row.key.clone(), row.read(None).ok()?)))
            .collect();
        Ok(Self { entries })
    }

    /// This file with the parts that `text` sets. [`Error::BadRow`] with the line of a key that is not known or whose
    /// value is of another kind than here.
    pub fn with(&self, path: &Path, text: &str) -> Result<Self> {
        let mut all = self.clone();
        for row in rows(path, text)? {
            let bad = |problem| Error::BadRow { path: path.to_owned(), line: row.line, problem };
            let Some(known) = self.entries.get(&row.key) else {
                return Err(bad(format!("expected {}, found '{}'", self.nearby(&row.key), row.key)));
            };
            let value = row.read(Some(known)).map_err(|found| {
                bad(format!("expected {} for '{}', found {found}", known.kind(), row.key))
            })?;
            all.entries.insert(row.key, value);
        }
        Ok(all)
    }

    /// The keys beside an unknown one, for an error that helps.
    fn nearby(&self, key: &str) -> String {
        let table = key.rsplit_once('.').map_or("", |(table, _)| table);
        let beside: Vec<&str> = self
            .entries
            .keys()
            .filter_map(|k| k.rsplit_once('.').filter(|(t, _)| *t == table).map(|(_, last)| last))
            .collect();
        if beside.is_empty() {
            "a key of [sizes], [theme.light], [theme.dark], [theme.print], [text.en], [text.uk] or [text.ru]"
                .to_owned()
        } else {
            format!("one of {} in [{table}]", beside.join(", "))
        }
    }

    /// The value of a key; none if the file has none.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(key)
    }

    /// All keys that begin with `head`, without it.
    pub fn under<'a>(&'a self, head: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.entries.iter().filter_map(move |(k, v)| Some((k.strip_prefix(head)?, v)))
    }

    /// The colour of a key; magenta, which no map uses, if there is none.
    #[must_use]
    pub fn color(&self, key: &str) -> Color {
        match self.get(key) {
            Some(Value::Color(c)) => *c,
            _ => Color::hex(0xFF_00FF),
        }
    }

    /// The first and second colour of a key.
    #[must_use]
    pub fn two_colors(&self, key: &str) -> (Color, Color) {
        match self.get(key) {
            Some(Value::Colors(c)) if c.len() == 2 => (c[0], c[1]),
            _ => (Color::hex(0xFF_00FF), Color::hex(0xFF_00FF)),
        }
    }

    /// The `i`-th size of a key.
    #[must_use]
    pub fn size(&self, key: &str, i: usize) -> f64 {
        match self.get(key) {
            Some(Value::Number(n)) if i == 0 => *n,
            Some(Value::Numbers(n)) => n.get(i).copied().unwrap_or(12.0),
            _ => 12.0,
        }
    }
}

struct Row<'i> {
    key: String,
    line: usize,
    value: DeValue<'i>,
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

/// All rows of a file with their lines, in the order of the keys.
fn rows<'i>(path: &Path, text: &'i str) -> Result<Vec<Row<'i>>> {
    let table = DeTable::parse(text).map_err(|error| Error::BadRow {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        problem: format!("expected TOML, found an error: {}", error.message()),
    })?;
    let mut out = Vec::new();
    let mut open: Vec<(String, DeTable<'i>)> = vec![(String::new(), table.into_inner())];
    while let Some((head, table)) = open.pop() {
        for (key, value) in table {
            let line = line_of(text, key.span().start);
            let key = format!("{head}{}", key.into_inner());
            match Spanned::into_inner(value) {
                DeValue::Table(inner) => open.push((format!("{key}."), inner)),
                value => out.push(Row { key, line, value }),
            }
        }
    }
    out.sort_by(|a, b| a.line.cmp(&b.line).then(a.key.cmp(&b.key)));
    Ok(out)
}

impl Row<'_> {
    /// The value, of the same kind as `like` where one is given; else what was found instead.
    fn read(&self, like: Option<&Value>) -> std::result::Result<Value, String> {
        let items: Vec<&DeValue<'_>> = match &self.value {
            DeValue::Array(list) => list.iter().map(Spanned::get_ref).collect(),
            one => vec![one],
        };
        let is_list = matches!(self.value, DeValue::Array(_));
        let texts: Option<Vec<&str>> = items.iter().map(|v| v.as_str()).collect();
        let value = if let Some(texts) = texts.filter(|t| !t.is_empty()) {
            if self.key.starts_with("text.") {
                Value::Words(texts.iter().map(|t| (*t).to_owned()).collect())
            } else {
                let colors: Option<Vec<Color>> = texts.iter().map(|t| color(t)).collect();
                match colors {
                    Some(c) if is_list => Value::Colors(c),
                    Some(c) => Value::Color(c[0]),
                    None => return Err(format!("'{}'", texts.join("', '"))),
                }
            }
        } else {
            let numbers: Option<Vec<f64>> = items.iter().map(|v| number(v)).collect();
            match numbers.filter(|n| !n.is_empty()) {
                Some(n) if is_list => Value::Numbers(n),
                Some(n) => Value::Number(n[0]),
                None => return Err(format!("a value of type {}", self.value.type_str())),
            }
        };
        let Some(like) = like else { return Ok(value) };
        let same = match (&value, like) {
            (Value::Color(_), Value::Color(_)) | (Value::Number(_), Value::Number(_)) => true,
            (Value::Colors(a), Value::Colors(b)) => a.len() == b.len(),
            (Value::Numbers(a), Value::Numbers(b)) => a.len() == b.len(),
            (Value::Words(a), Value::Words(b)) => {
                if let Some(odd) = a.iter().flat_map(|t| slots(t)).find(|s| !b.iter().any(|t| t.contains(s)))
                {
                    return Err(format!("{odd}, which nothing fills in"));
                }
                a.len() == b.len()
            }
            _ => false,
        };
        if same { Ok(value) } else { Err(value.kind()) }
    }
}

/// The `{words}` of a text.
fn slots(text: &str) -> Vec<&str> {
    let starts = text.match_indices('{').map(|(at, _)| at);
    starts.filter_map(|at| text.get(at..).and_then(|t| t.get(..=t.find('}')?))).collect()
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let digits = match value {
        DeValue::Integer(n) if n.radix() == 10 => n.as_str(),
        DeValue::Float(n) => n.as_str(),
        _ => return None,
    };
    let n: f64 = digits.replace('_', "").parse().ok()?;
    (0.0..=10_000.0).contains(&n).then_some(n)
}

/// "#1d1f24" or "#1d1f2480".
fn color(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(Color::hex(value)),
        8 => Some(Color::hex(value >> 8).alpha((value & 0xFF) as u8)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<StyleFile> {
        StyleFile::embedded().with(Path::new("my.toml"), text)
    }

    #[test]
    fn every_row_of_the_embedded_file_is_read() {
        let all = rows(Path::new("style.toml"), EMBEDDED).unwrap();
        assert!(all.len() > 200, "{}", all.len());
        assert_eq!(StyleFile::embedded().entries.len(), all.len());
        for row in &all {
            row.read(None).unwrap_or_else(|found| panic!("line {}: {found}", row.line));
        }
    }

    #[test]
    fn themes_and_languages_have_the_same_keys() {
        let file = StyleFile::embedded();
        let keys = |head: &str| file.under(head).map(|(k, _)| k.to_owned()).collect::<Vec<_>>();
        for (one, others) in
            [("theme.light.", ["theme.dark.", "theme.print."]), ("text.en.", ["text.uk.", "text.ru."])]
        {
            for other in others {
                assert_eq!(keys(one), keys(other), "{one} {other}");
            }
        }
        // No translation fills in what the English words do not, and none forgets a number.
        for (key, value) in file.under("text.en.") {
            for lang in ["uk", "ru"] {
                let slots_of = |v: &Value| match v {
                    Value::Words(w) => w.iter().flat_map(|t| slots(t)).map(str::to_owned).collect(),
                    _ => std::collections::BTreeSet::new(),
                };
                let other = &file.entries[&format!("text.{lang}.{key}")];
                assert_eq!(slots_of(value), slots_of(other), "{lang} {key}");
            }
        }
    }

    #[test]
    fn a_users_file_replaces_parts() {
        let file = with("[theme.dark]\nink = \"#fff000\"\n[sizes]\ntitle = 40\nborder = [1.0, 2.5]").unwrap();
        assert_eq!(file.color("theme.dark.ink"), Color::hex(0xFF_F000));
        assert!((file.size("sizes.border", 1) - 2.5).abs() < 1e-9);
        assert_eq!(file.color("theme.light.ink"), StyleFile::embedded().color("theme.light.ink"));
    }

    #[test]
    fn bad_rows_name_their_line_and_what_was_expected() {
        for (text, want) in [
            ("\n[sizes]\ntitel = 3", "my.toml:3: expected one of "),
            (
                "[theme.light]\nink = 3",
                "my.toml:2: expected a colour such as \"#1d1f24\" for 'theme.light.ink'",
            ),
            ("[theme.light]\nink = \"#12345\"", "my.toml:2: expected a colour"),
            ("[sizes]\ntitle = -3", "my.toml:2: expected a number from 0 to 10000 for 'sizes.title'"),
            ("[sizes]\nborder = [1.0]", "my.toml:2: expected a list of 2 numbers"),
            ("[text.en]\nbands = \"{x}\"", "found {x}, which nothing fills in"),
            ("[text.fr]\nbands = \"Distance\"", "my.toml:2: expected a key of [sizes]"),
            ("[sizes\n", "my.toml:1: expected TOML"),
        ] {
            let error = with(text).unwrap_err().to_string();
            assert!(error.contains(want), "{text:?}: {error}");
        }
    }
}
