//! Which rows a legend has: those of one map, or of all maps of a series, so that their legends are alike.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Stated, Trace};
use super::sheet::Sheet;
use super::style::Symbol;
use super::text_plan::{area_rings, links};
use crate::claim::ClaimVerdict;

/// Something that a legend explains where it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// Events of several types as one counted symbol.
    Several,
    /// Symbols at points.
    Points,
    /// Symbols of events whose casualties are not stated.
    NotStated,
    /// Symbols of events in which nobody was hurt.
    NoneHurt,
    /// Lines to the border.
    Links,
    /// Hatched areas.
    Areas,
    /// Rival places.
    Rivals,
    /// Radii around points.
    Near,
    /// Dots of settlements.
    Towns,
    /// A list of what lies outside the frame.
    Outside,
}

/// What a legend explains.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Types of events.
    pub symbols: BTreeSet<Symbol>,
    /// A type of which one is hollow.
    pub claimed: Option<Symbol>,
    /// A type of which several at one place are one counted symbol.
    pub stacked: Option<Symbol>,
    /// Stated distances that are seen, by verdict.
    pub verdicts: BTreeMap<ClaimVerdict, usize>,
    /// Number of stated distances, seen or not.
    pub stated: usize,
    /// The rest.
    pub shown: BTreeSet<Row>,
}

impl Rows {
    /// Those of one map.
    #[must_use]
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let d = sheet.drawn;
        let seen = |s: &&super::drawn::Spot| sheet.view.frame.holds(sheet.view.to_sheet(s.position));
        let mut marks = d.spots.iter().filter(seen).flat_map(|s| &s.marks);
        let stack = || sheet.placed.iter().filter(|p| p.n > 1).map(|p| p.symbol);
        let lines = sheet.options.layers.shows("measures");
        let rivals = sheet.options.layers.shows("rivals")
            && super::rivals::seen(&d.rivals, &sheet.view).next().is_some();
        let shown = [
            (Row::Several, stack().any(|s| s == Symbol::Several)),
            (Row::Points, !sheet.placed.is_empty()),
            (Row::NotStated, d.marks().any(|m| m.casualties.is_none())),
            (Row::NoneHurt, d.marks().any(|m| m.casualties == Some(0))),
            (Row::Links, lines && links(d, &sheet.view).next().is_some()),
            (Row::Areas, d.areas.iter().any(|a| !area_rings(a, sheet.base, &sheet.view).is_empty())),
            (Row::Rivals, rivals),
            (Row::Near, marks.any(|m| m.near_km.is_some())),
            (Row::Towns, !sheet.labels.towns.is_empty()),
            (Row::Outside, !sheet.outside.is_empty()),
        ];
        let rows = Self {
            symbols: d.counts.keys().copied().collect(),
            claimed: d.counts.iter().find(|(_, c)| c.1 > 0).map(|(symbol, _)| *symbol),
            stacked: stack().find(|s| *s != Symbol::Several),
            shown: shown.into_iter().filter(|(_, is)| *is).map(|(row, _)| row).collect(),
            ..Self::default()
        };
        rows.with_claims(&d.stated, &sheet.traces)
    }

    /// The same with the rows of some stated distances, of which those with a trace are seen.
    #[must_use]
    pub fn with_claims(mut self, stated: &[Stated], traces: &[Trace]) -> Self {
        self.stated = stated.len();
        self.verdicts.clear();
        for seen in traces.iter().filter_map(|trace| stated.get(trace.number)) {
            *self.verdicts.entry(seen.verdict).or_default() += 1;
        }
        self
    }

    /// Those of all maps of a series but for stated distances, one of which may stand on several maps. What lies outside one of them is not
    /// listed: legends would not be alike.
    #[must_use]
    pub fn of_all<'a>(sheets: impl IntoIterator<Item = &'a Sheet<'a>>) -> Self {
        let mut all = Self::default();
        for rows in sheets.into_iter().map(|s| &s.rows) {
            all.symbols.extend(&rows.symbols);
            all.claimed = all.claimed.or(rows.claimed);
            all.stacked = all.stacked.or(rows.stacked);
            all.shown.extend(rows.shown.iter().filter(|row| **row != Row::Outside));
        }
        all
    }

    /// True if that is explained.
    #[must_use]
    pub fn has(&self, row: Row) -> bool {
        self.shown.contains(&row)
    }
}
