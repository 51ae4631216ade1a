//! Building a gazetteer from other people's files: GeoNames dumps, tables, GeoJSON, layers.
//!
//! [`import`] reads places first, whatever the order of the files, then what belongs to them: divisions, names. A dump is read
//! row by row; what is kept of a place is its packed record and its names.

mod admin;
mod columns;
mod dump;
mod features;
mod fields;
mod geojson;
mod kind;
mod lines;
mod separated;
mod settle;
mod tables;
#[cfg(test)]
pub(super) mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::layer::Row;
use super::pack::Packer;
use super::{Credit, Gazetteer, PlaceClass, PlaceKey, shapes};
use crate::error::{Error, Result};
use admin::Admin;
pub use kind::SourceKind;

/// A file to take places or names from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it is; unpacked on the way if it ends in `.gz`.
    pub path: PathBuf,
    /// What it is; seen from its name and its first lines if not given.
    pub kind: Option<SourceKind>,
}

/// What is taken, and on top of what.
#[derive(Default)]
pub struct ImportOptions<'o> {
    /// The gazetteer that the places are added to; none for the given ones alone.
    pub base: Option<&'o Gazetteer>,
    /// Settlements with fewer inhabitants are left out, and those of unknown size unless it is 0.
    pub least_population: u64,
    /// Only places of these countries (ISO 3166-1 alpha-2); of all, if empty.
    pub countries: Vec<String>,
    /// Only places of these classes; of all, if empty.
    pub classes: Vec<PlaceClass>,
    /// A bad row of a dump is an error and not only counted.
    pub strict: bool,
    /// A bad row of a table or a feature that is none is counted, too, and no error.
    pub lenient: bool,
    /// Whom to credit for the given files, with the licence if it is known.
    pub credit: Option<String>,
}

/// What one file gave.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct FileReport {
    /// The file.
    pub path: PathBuf,
    /// What it was read as.
    pub kind: SourceKind,
    /// Rows that it holds.
    pub rows: usize,
    /// Places that are new.
    pub added: usize,
    /// Rows that gave names or facts to a place that was there already; for a file of names, names.
    pub joined: usize,
    /// Rows left out: by the options, or since the program has no use for their kind of feature.
    pub left_out: usize,
    /// Rows that are not as documented.
    pub bad: usize,
    /// The first of them.
    pub errors: Vec<Error>,
}

/// A gazetteer that was built.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What each source gave, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// Regions and districts that rows name and nothing knows: the first few.
    pub unknown_areas: Vec<String>,
}

/// Bad rows that are shown of one file.
const SHOWN: usize = 5;

/// Reads all sources and packs a gazetteer. `progress` is told how many bytes of the files have been read since it was
/// last called.
///
/// # Errors
///
/// [`Error::Io`] for a file that cannot be read; [`Error::BadRow`] and [`Error::BadFile`] for one that is not as documented,
/// a bad row of a dump only with [`ImportOptions::strict`].
pub fn import(
    sources: &[Source],
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported> {
    let mut kinds = Vec::with_capacity(sources.len());
    for (at, source) in sources.iter().enumerate() {
        kinds.push((source.kind.map_or_else(|| kind::of(&source.path), Ok)?, at));
    }
    let mut importer = Importer::new(options, progress);
    let mut files: Vec<(usize, FileReport)> = Vec::new();
    // Kinds are sorted by when they are needed; equal ones stay as they were given.
    kinds.sort_by_key(|(kind, _)| kind.stage());
    let names_from = kinds.partition_point(|(kind, _)| kind.stage() <= SourceKind::Geojson.stage());
    for (n, &(kind, at)) in kinds.iter().enumerate() {
        if n == names_from {
            importer.settle();
        }
        let mut report = FileReport { path: sources[at].path.clone(), kind, ..FileReport::default() };
        importer.read(&sources[at].path, &mut report)?;
        files.push((at, report));
    }
    if names_from == kinds.len() {
        importer.settle();
    }
    files.sort_by_key(|(at, _)| *at);
    let Importer { packer, unknown, .. } = importer;
    let path = sources.first().map(|source| source.path.clone()).unwrap_or_default();
    let bytes = packer.finish().map_err(|problem| Error::BadFile { path, problem })?;
    Ok(Imported {
        bytes,
        files: files.into_iter().map(|(_, report)| report).collect(),
        unknown_areas: unknown,
    })
}

/// The state of a build.
struct Importer<'o> {
    options: &'o ImportOptions<'o>,
    progress: &'o mut dyn FnMut(u64),
    packer: Packer,
    admin: Admin,
    /// Regions and districts that rows of tables name in words.
    worded: Vec<Worded>,
    unknown: Vec<String>,
    /// First language of a country, by its code.
    languages: HashMap<String, String>,
}

/// A place whose region and district are known by words.
struct Worded {
    key: PlaceKey,
    region: String,
    district: String,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Added(PlaceKey),
    Joined(PlaceKey),
    LeftOut,
}

impl<'o> Importer<'o> {
    fn new(options: &'o ImportOptions<'o>, progress: &'o mut dyn FnMut(u64)) -> Self {
        Self {
            options,
            progress,
            packer: options.base.map_or_else(Packer::new, Packer::on),
            admin: Admin::default(),
            worded: Vec::new(),
            unknown: Vec::new(),
            languages: HashMap::new(),
        }
    }

    fn read(&mut self, path: &Path, report: &mut FileReport) -> Result<()> {
        match report.kind {
            SourceKind::Geonames => self.read_dump(path, report),
            SourceKind::Alternates => self.read_alternates(path, report),
            SourceKind::Admin1 | SourceKind::Admin2 => self.read_divisions(path, report),
            SourceKind::Countries => self.read_countries(path, report),
            SourceKind::Table => self.read_table(path, report),
            SourceKind::Geojson => self.read_geojson(path, report),
        }
    }

    /// A layer for the places of one file, and the credit for them.
    fn layer(&mut self, path: &Path, geonames: bool) -> usize {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = file.split('.').next().unwrap_or_default().to_owned();
        self.packer.credit(match &self.options.credit {
            Some(text) => Credit { text, licence: "as its owner says", what: &file },
            None if geonames => Credit { text: "GeoNames", licence: "CC BY 4.0, changed", what: &file },
            None => Credit { text: &file, licence: "not stated", what: &file },
        });
        self.packer.layer(&stem)
    }

    /// Takes a row if the options let it. A place without a country lies in the one whose outline holds it.
    fn take(
        &mut self,
        row: &mut Row,
        layer: usize,
        seek_country: bool,
    ) -> std::result::Result<Taken, String> {
        if seek_country && row.country.is_empty() && !matches!(row.class, PlaceClass::Area | PlaceClass::Sea)
        {
            row.country.push_str(shapes::country_near(row.position).unwrap_or(""));
        }
        if !self.wanted(row) {
            return Ok(Taken::LeftOut);
        }
        let before = self.packer.len();
        let key = self.packer.take(row, layer)?;
        Ok(if self.packer.len() > before { Taken::Added(key) } else { Taken::Joined(key) })
    }

    fn wanted(&self, row: &Row) -> bool {
        let ImportOptions { countries, classes, least_population, .. } = self.options;
        (countries.is_empty() || countries.contains(&row.country))
            && (classes.is_empty() || classes.contains(&row.class))
            && (row.class != PlaceClass::Settlement || row.population.unwrap_or(0) >= *least_population)
    }

    /// Fails with a bad row of a table or a bad feature, or counts it.
    fn bad_place(&self, report: &mut FileReport, error: Error) -> Result<()> {
        if !self.options.lenient {
            return Err(error);
        }
        report.bad += 1;
        if report.errors.len() < SHOWN {
            report.errors.push(error);
        }
        Ok(())
    }

    /// Counts a bad row of a long file, or fails with it.
    fn bad_row(&self, report: &mut FileReport, line: usize, problem: String) -> Result<()> {
        let error = Error::BadRow { path: report.path.clone(), line, problem };
        if self.options.strict {
            return Err(error);
        }
        report.bad += 1;
        if report.errors.len() < SHOWN {
            report.errors.push(error);
        }
        Ok(())
    }
}

impl FileReport {
    fn count(&mut self, taken: Taken) {
        match taken {
            Taken::Added(_) => self.added += 1,
            Taken::Joined(_) => self.joined += 1,
            Taken::LeftOut => self.left_out += 1,
        }
    }
}
