//! GeoNames' smaller files: codes of divisions, countries, and names in many languages.

use std::path::Path;

use super::admin::Division;
use super::lines::Lines;
use super::{FileReport, Importer};
use crate::error::Result;
use crate::gazetteer::packed::NONE;
use crate::gazetteer::{MatchKind, PlaceClass, PlaceKey};

impl Importer<'_> {
    /// `admin1CodesASCII.txt`, `admin2Codes.txt`: code, name, name in ASCII, geonameid.
    pub(super) fn read_divisions(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let mut lines = Lines::open(path)?;
        while let Some((number, line)) = lines.next(self.progress)? {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            report.rows += 1;
            let cells: Vec<&str> = line.split('\t').collect();
            let read = match cells.as_slice() {
                &[code, name, ascii, id] if code.contains('.') => id.parse().ok().map(|geonameid| {
                    (code, Division { name: name.to_owned(), ascii: ascii.to_owned(), geonameid })
                }),
                _ => None,
            };
            if let Some((code, division)) = read {
                self.admin.divide(code, division);
            } else {
                let problem = "expected CODE<TAB>NAME<TAB>ASCII NAME<TAB>GEONAMEID".to_owned();
                self.bad_row(report, number, problem)?;
            }
        }
        Ok(())
    }

    /// `countryInfo.txt`: names and inhabitants of countries that another file places, and their first language.
    pub(super) fn read_countries(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let mut lines = Lines::open(path)?;
        while let Some((number, line)) = lines.next(self.progress)? {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            report.rows += 1;
            let cells: Vec<&str> = line.split('\t').collect();
            let id = cells.get(16).and_then(|id| id.parse::<u32>().ok());
            let (Some(id), [code, ..]) = (id, cells.as_slice()) else {
                let problem =
                    format!("expected 19 columns with a geonameid in the 17th, found {}", cells.len());
                self.bad_row(report, number, problem)?;
                continue;
            };
            if let Some(language) = cells.get(15).and_then(|languages| languages.split([',', '-']).next()) {
                self.languages.insert((*code).to_owned(), language.to_owned());
            }
            let Some(key) = self.packer.by_number(id) else {
                report.left_out += 1;
                continue;
            };
            self.packer.name(key, cells[4], MatchKind::Alternate, false);
            let record = self.packer.record_mut(key);
            if record.population == NONE {
                record.population = cells[7].parse().ok().filter(|&number| number > 0).unwrap_or(NONE);
            }
            report.joined += 1;
        }
        Ok(())
    }

    /// `alternateNamesV2.txt`: id, geonameid, language, name, preferred, short, colloquial, historic, from, to.
    pub(super) fn read_alternates(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        let mut lines = Lines::open(path)?;
        while let Some((number, line)) = lines.next(self.progress)? {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            report.rows += 1;
            let mut cells = line.split('\t');
            let (_, id, language, name) = (cells.next(), cells.next(), cells.next(), cells.next());
            let id = id.and_then(|id| id.parse::<u32>().ok());
            let (Some(id), Some(language), Some(name)) = (id, language, name) else {
                let problem = "expected ID<TAB>GEONAMEID<TAB>LANGUAGE<TAB>NAME and more".to_owned();
                self.bad_row(report, number, problem)?;
                continue;
            };
            match (self.packer.by_number(id), kind_of(language)) {
                (Some(key), Some(kind)) if !name.trim().is_empty() => {
                    self.packer.name(key, name, kind, matches!(language, "uk" | "be"));
                    self.local_name(key, language, name);
                    report.joined += 1;
                }
                _ => report.left_out += 1,
            }
        }
        Ok(())
    }

    /// A name in the first language of the country and in other letters than Latin ones is the place's name on the spot.
    fn local_name(&mut self, key: PlaceKey, language: &str, name: &str) {
        let country = self.packer.record(key).country;
        let country = std::str::from_utf8(&country).unwrap_or("");
        let own = self.languages.get(country).is_some_and(|own| own == language);
        let settled = self.packer.record(key).class() == PlaceClass::Settlement;
        if own && settled && !name.chars().any(|c| c.is_ascii_alphabetic()) {
            self.packer.local(key, name);
        }
    }
}

/// What a name in this language is: none for links, codes and other entries that are no names.
fn kind_of(language: &str) -> Option<MatchKind> {
    let (main, _) = language.split_once('-').unwrap_or((language, ""));
    match main {
        "abbr" => Some(MatchKind::Abbreviation),
        "" | "piny" => Some(MatchKind::Alternate),
        _ if matches!(main.len(), 2 | 3) && main.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            Some(MatchKind::Alternate)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_are_no_names() {
        for (language, kind) in [
            ("uk", Some(MatchKind::Alternate)),
            ("", Some(MatchKind::Alternate)),
            ("zh-Hant", Some(MatchKind::Alternate)),
            ("cmn", Some(MatchKind::Alternate)),
            ("abbr", Some(MatchKind::Abbreviation)),
            ("link", None),
            ("post", None),
            ("iata", None),
            ("icao", None),
            ("wkdt", None),
            ("unlc", None),
            ("fr_1793", None),
        ] {
            assert_eq!(kind_of(language), kind, "{language}");
        }
    }
}
