//! Which columns of a table hold the text, the id, the title, the day and the source.

use super::ReadOptions;

/// Names of columns that are read where none is given, the first that the table has.
const TEXT: &[&str] = &["text", "body", "content"];
const ID: &[&str] = &["id"];
const TITLE: &[&str] = &["title", "headline"];
const DATE: &[&str] = &["published", "date"];
const SOURCE: &[&str] = &["source", "outlet"];

/// Where each field stands in a row.
#[derive(Debug, Clone)]
pub struct Columns {
    pub text: usize,
    pub id: Option<usize>,
    pub title: Option<usize>,
    /// With the name of the column.
    pub date: Option<(usize, String)>,
    pub source: Option<usize>,
}

impl Columns {
    /// Finds them among the names of a table's columns, in any case; an error message if none holds texts, or if a
    /// column that was asked for is not there.
    pub fn find(names: &[String], options: &ReadOptions) -> Result<Self, String> {
        let of = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let find = |given: Option<&String>, usual: &[&str]| match given {
            Some(name) => of(name),
            None => usual.iter().find_map(|name| of(name)),
        };
        let fields = &options.fields;
        let found = || if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let text = find(fields.text.as_ref(), TEXT).ok_or_else(|| {
            let wanted = fields.text.as_deref().unwrap_or("text");
            format!(
                "expected a column \"{wanted}\" (another name: --text-field), found the columns {}",
                found()
            )
        })?;
        for (name, flag) in
            [(&fields.id, "id"), (&fields.title, "title"), (&fields.date, "date"), (&fields.source, "source")]
        {
            if let Some(name) = name.as_ref().filter(|name| of(name).is_none()) {
                return Err(format!(
                    "expected a column \"{name}\" (--{flag}-field), found the columns {}",
                    found()
                ));
            }
        }
        let date = find(fields.date.as_ref(), DATE);
        let [id, title, source] = [(&fields.id, ID), (&fields.title, TITLE), (&fields.source, SOURCE)]
            .map(|(given, usual)| find(given.as_ref(), usual));
        for at in [Some(text), id, title, date, source].into_iter().flatten() {
            let Some(name) = names.get(at) else { continue };
            if let Some(again) = names.iter().skip(at + 1).position(|other| other.eq_ignore_ascii_case(name))
            {
                return Err(format!(
                    "expected one column \"{name}\", found two, the columns {} and {}: rename one",
                    at + 1,
                    at + again + 2
                ));
            }
        }
        Ok(Self { text, id, title, date: date.and_then(|at| Some((at, names.get(at)?.clone()))), source })
    }
}
