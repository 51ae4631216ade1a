//! Tables with named columns; eventmap's own layers are such.

use std::collections::HashSet;
use std::path::Path;

use super::fields::{Fields, Told, field};
use super::separated::Rows;
use super::{FileReport, Importer, Taken, Worded};
use crate::error::{Error, Result};
use crate::gazetteer::PlaceClass;

impl Importer<'_> {
    /// Takes the places of a table. A bad row is an error: a table is written by hand or for this purpose.
    pub(super) fn read_table(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let layer = self.layer(path, false);
        let mut rows = Rows::open(path)?;
        let head = rows.next(self.progress)?.map(|(_, head)| head).unwrap_or_default();
        let head: Vec<Option<&'static str>> = head.iter().map(|head| field(head)).collect();
        for needed in ["name", "lat", "lon"] {
            if !head.contains(&Some(needed)) {
                let problem = format!(
                    "expected a first line that names the columns name, lat and lon, found no '{needed}'"
                );
                return Err(Error::BadFile { path: path.to_owned(), problem });
            }
        }
        let mut ids = HashSet::new();
        while let Some((line, cells)) = rows.next(self.progress)? {
            report.rows += 1;
            let wrong = |problem| Error::BadRow { path: path.to_owned(), line, problem };
            if cells.len() > head.len() {
                let problem = format!("expected at most {} columns, found {}", head.len(), cells.len());
                self.bad_place(report, wrong(problem))?;
                continue;
            }
            let mut fields = Fields::default();
            for (field, cell) in head.iter().zip(&cells) {
                if let Some(field) = field {
                    fields.put(field, cell);
                }
            }
            let told = fields
                .position()
                .and_then(|position| fields.told(path, position, PlaceClass::Settlement, None))
                .and_then(|told| self.take_told(told, layer, &mut ids));
            match told {
                Ok(taken) => report.count(taken),
                Err(problem) => self.bad_place(report, wrong(problem))?,
            }
        }
        Ok(())
    }

    /// Takes a place whose region and district are words. One file gives an id once, unless it is a GeoNames id.
    pub(super) fn take_told(
        &mut self,
        told: Told,
        layer: usize,
        ids: &mut HashSet<String>,
    ) -> std::result::Result<Taken, String> {
        let Told { mut row, region, district } = told;
        if !row.id.starts_with("geonames:") && !ids.insert(row.id.clone()) {
            return Err(format!("expected each id once, found {} again", row.id));
        }
        let taken = self.take(&mut row, layer, true)?;
        if let Taken::Added(key) | Taken::Joined(key) = taken
            && !(region.is_empty() && district.is_empty())
        {
            self.worded.push(Worded { key, region, district });
        }
        Ok(taken)
    }
}
