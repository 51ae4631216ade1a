//! The columns of every layer with their types, as `docs/schema.md` has them; the page is the table itself.

use std::sync::OnceLock;

use super::Layer;

const PAGE: &str = include_str!("../../docs/schema.md");

/// The type of a column as GIS tools see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Words.
    String,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A number.
    Real,
    /// A day.
    Date,
    /// A moment, UTC.
    DateTime,
}

impl Kind {
    /// Its name in `docs/schema.md`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Integer => "Integer",
            Self::Boolean => "Boolean",
            Self::Real => "Real",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::String, Self::Integer, Self::Boolean, Self::Real, Self::Date, Self::DateTime]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// One column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name in every format.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// What it holds, in the words of the page; may be empty.
    pub meaning: &'static str,
}

/// The columns of a layer, in the order in which they are written.
#[must_use]
pub fn columns(layer: Layer) -> &'static [Column] {
    static COLUMNS: OnceLock<Vec<(Layer, Vec<Column>)>> = OnceLock::new();
    let all = COLUMNS.get_or_init(|| Layer::ALL.iter().map(|layer| (*layer, read(layer.name()))).collect());
    all.iter().find(|(known, _)| *known == layer).map_or(&[], |(_, columns)| columns)
}

/// The rows of the section of that name.
fn read(name: &str) -> Vec<Column> {
    let head = format!("## {name}");
    let section = PAGE.lines().skip_while(|line| line.trim() != head).skip(1);
    let section = section.take_while(|line| !line.starts_with("## "));
    let column = |line: &'static str| {
        let mut cells = line.split('|').skip(1).map(str::trim);
        let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        Some(Column {
            name,
            kind: Kind::from_name(cells.next()?)?,
            meaning: cells.next().unwrap_or_default(),
        })
    };
    section.filter_map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{rows, sample};

    #[test]
    fn every_row_has_these_columns() {
        for layer in Layer::ALL {
            let names: Vec<&str> = columns(layer).iter().map(|column| column.name).collect();
            let rows = rows::rows(&sample::report(), layer);
            assert!(!rows.is_empty());
            for row in rows {
                let written: Vec<&str> = row.cells.iter().map(|(name, _)| *name).collect();
                assert_eq!(written, names, "{}", layer.name());
            }
        }
    }
}
