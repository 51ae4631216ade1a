//! The gazetteer itself: the embedded file and what it says of one place.

use std::sync::{Arc, OnceLock};

use fst::Map;

use super::candidate::{Candidate, PlaceKey};
use super::first_words::FirstWords;
use super::meanings::Meaning;
use super::memo::Memo;
use super::packed::{self, NONE, Section};
use super::records::{Record, Records};
use super::seats::Seats;
use super::{Place, PlaceClass};
use crate::geodesy::LonLat;

static INDEX: &[u8] = include_bytes!("../../gazetteer/index.bin");

/// All places, and the index of their names. Holds no copy of its data but of the last answers.
#[derive(Debug)]
pub struct Gazetteer {
    pub(super) sections: [&'static [u8]; packed::SECTIONS],
    /// `None` only where there is no place at all.
    pub(super) names: Option<Map<&'static [u8]>>,
    pub(super) keys: Option<Map<&'static [u8]>>,
    /// Worked out when first asked for.
    pub(super) seats: OnceLock<Seats>,
    /// Names of the layers, read when first asked for.
    pub(super) layers: OnceLock<Vec<&'static str>>,
    /// What whole names mean, which names of the index sound like one, and all that is known of places: the last that were asked for.
    pub(super) known_meanings: Memo<Arc<[Meaning]>>,
    pub(super) known_alike: Memo<Arc<[(usize, u64)]>>,
    pub(super) known_places: Memo<Arc<Place>>,
    /// What the keys of names may stand for.
    pub(super) known_keyed: Memo<Arc<[Candidate]>>,
    pub(super) first_words: FirstWords,
}

/// What is known of a place beside its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flag {
    /// Capital of a country.
    Capital = 0,
    /// Seat of a first-level region.
    Seat = 1,
    /// Seat of a district.
    DistrictSeat = 2,
    /// Seat of a third-level division.
    MinorSeat = 3,
    /// Part of another settlement.
    Part = 4,
    /// Its point and radius were worked out from what lies in it.
    Approximate = 5,
    /// A division that no longer exists.
    Former = 6,
}

/// One layer of the gazetteer, for `gazetteer info`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LayerInfo {
    /// File name without endings.
    pub name: String,
    /// Rows in the file.
    pub rows: usize,
    /// Rows that became places of their own (the others describe places of an earlier layer).
    pub places: usize,
}

/// The numbers that are known of one place; see [`Gazetteer::facts`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Facts {
    /// What sort of place it is.
    pub class: PlaceClass,
    /// Its point, in degrees.
    pub position: LonLat,
    /// Radius in km within which its parts lie.
    pub radius_km: f64,
    /// Its inhabitants, where known.
    pub population: Option<u64>,
    /// ISO 3166-1 alpha-2 of its country, in ASCII.
    pub country: Option<[u8; 2]>,
    /// Its first-level region.
    pub region: Option<PlaceKey>,
    /// Its district.
    pub district: Option<PlaceKey>,
    /// How many names it has beside the usual one.
    pub alternates: usize,
    flags: u8,
}

impl Facts {
    /// True if the flag is set.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags >> flag as u32 & 1 == 1
    }
}

fn radius_km(record: &Record) -> f64 {
    if record.radius != 0 {
        return f64::from(record.radius) / 10.0;
    }
    match record.class() {
        PlaceClass::Settlement if record.population == NONE || record.population == 0 => 1.0,
        PlaceClass::Settlement => 0.171 * f64::from(record.population).powf(0.291),
        PlaceClass::Facility => 0.5,
        PlaceClass::District => 20.0,
        PlaceClass::Region => 100.0,
        PlaceClass::Country | PlaceClass::Area | PlaceClass::Sea => 300.0,
    }
}

impl Gazetteer {
    /// The gazetteer in the program itself.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        // A broken embedded file cannot pass the tests of this module; an empty gazetteer keeps the type honest.
        EMBEDDED.get_or_init(|| Self::open(INDEX).unwrap_or_else(Self::empty))
    }

    /// Reads a packed file; `None` if it is none.
    #[must_use]
    pub fn open(file: &'static [u8]) -> Option<Self> {
        let sections = packed::sections(file)?;
        let map = |section: Section| Map::new(sections[section as usize]).ok();
        Some(Self {
            names: Some(map(Section::Names)?),
            keys: Some(map(Section::Keys)?),
            sections,
            seats: OnceLock::new(),
            layers: OnceLock::new(),
            known_meanings: Memo::default(),
            known_alike: Memo::default(),
            known_places: Memo::default(),
            known_keyed: Memo::default(),
            first_words: FirstWords::default(),
        })
    }

    fn empty() -> Self {
        Self {
            sections: [&[]; packed::SECTIONS],
            names: None,
            keys: None,
            seats: OnceLock::new(),
            layers: OnceLock::new(),
            known_meanings: Memo::default(),
            known_alike: Memo::default(),
            known_places: Memo::default(),
            known_keyed: Memo::default(),
            first_words: FirstWords::default(),
        }
    }

    pub(super) fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    pub(super) fn records(&self) -> Records<'static> {
        Records::new(self.section(Section::Places), self.section(Section::Odd))
    }

    pub(super) fn record(&self, key: PlaceKey) -> Record {
        self.records().get(key.0)
    }

    fn first(&self, offset: u32) -> &'static str {
        packed::first(self.section(Section::Strings), offset)
    }

    fn second(&self, offset: u32) -> &'static str {
        packed::second(self.section(Section::Strings), offset)
    }

    /// Number of places; keys run from 0 to one less.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records().len()
    }

    /// True if there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everything about one place.
    #[must_use]
    pub fn place(&self, key: PlaceKey) -> Place {
        let record = self.record(key);
        let region = (record.region != NONE).then_some(PlaceKey(record.region));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Place {
            id: self.id(key),
            name: self.first(record.names).to_owned(),
            local_name: some(self.second(record.names)),
            class: record.class(),
            position: record.position(),
            radius_km: self.radius_km(key),
            population: self.population(key),
            country: self.country(key).map(str::to_owned),
            region: region.map(|region| self.name(region).to_owned()),
            region_id: region.map(|region| self.id(region)),
            district: self.district(key).map(|district| self.name(district).to_owned()),
            layer: self.layer(key),
            code: self.code(key).map(str::to_owned),
            geonameid: (record.geonameid != 0).then_some(record.geonameid),
        }
    }

    /// Its stable id with its source: `geonames:578072`.
    #[must_use]
    pub fn id(&self, key: PlaceKey) -> String {
        let record = self.record(key);
        if record.geonameid == 0 {
            self.first(record.codes).to_owned()
        } else {
            format!("geonames:{}", record.geonameid)
        }
    }

    /// The id of a place that has no number of GeoNames.
    pub(super) fn code_id(&self, key: PlaceKey) -> &'static str {
        self.first(self.record(key).codes)
    }

    /// Its usual English or Latin name.
    #[must_use]
    pub fn name(&self, key: PlaceKey) -> &'static str {
        self.first(self.record(key).names)
    }

    /// Its point, in degrees.
    #[must_use]
    pub fn position(&self, key: PlaceKey) -> LonLat {
        self.record(key).position()
    }

    /// What sort of place it is.
    #[must_use]
    pub fn class(&self, key: PlaceKey) -> PlaceClass {
        self.records().class(key.0)
    }

    /// Its inhabitants, where known.
    #[must_use]
    pub fn population(&self, key: PlaceKey) -> Option<u64> {
        let population = self.record(key).population;
        (population != NONE).then_some(u64::from(population))
    }

    /// ISO 3166-1 alpha-2 of its country.
    #[must_use]
    pub fn country(&self, key: PlaceKey) -> Option<&'static str> {
        std::str::from_utf8(self.records().country(key.0)).ok().filter(|code| !code.starts_with('\0'))
    }

    /// Its first-level region.
    #[must_use]
    pub fn region(&self, key: PlaceKey) -> Option<PlaceKey> {
        Some(self.record(key).region).filter(|&region| region != NONE).map(PlaceKey)
    }

    /// Its district.
    #[must_use]
    pub fn district(&self, key: PlaceKey) -> Option<PlaceKey> {
        Some(self.record(key).district).filter(|&district| district != NONE).map(PlaceKey)
    }

    /// ISO 3166-2 code: a region's own, else that of the region that the place lies in.
    #[must_use]
    pub fn code(&self, key: PlaceKey) -> Option<&'static str> {
        let record = self.record(key);
        let own = self.second(record.codes);
        if own.is_empty() { self.code_of_region(record.region) } else { Some(own) }
    }

    fn code_of_region(&self, region: u32) -> Option<&'static str> {
        let code = if region == NONE { "" } else { self.second(self.record(PlaceKey(region)).codes) };
        (!code.is_empty()).then_some(code)
    }

    /// How many names it has beside the usual one, up to 255: a sign of how well known it is.
    #[must_use]
    pub fn alternates(&self, key: PlaceKey) -> usize {
        usize::from(self.record(key).alternates)
    }

    /// True if the flag is set.
    #[must_use]
    pub fn flag(&self, key: PlaceKey, flag: Flag) -> bool {
        self.records().flags(key.0) >> flag as u32 & 1 == 1
    }

    /// Radius in km within which its parts lie: the layer's own where it gives one, else by class and population.
    ///
    /// Settlements: 0.171 * population^0.291 km, a fit to built-up areas; 1 km where the population is unknown.
    #[must_use]
    pub fn radius_km(&self, key: PlaceKey) -> f64 {
        radius_km(&self.record(key))
    }

    /// What the choice among namesakes asks of a place, in one look at its record.
    #[must_use]
    pub fn facts(&self, key: PlaceKey) -> Facts {
        let record = self.record(key);
        let some = |number: u32| (number != NONE).then_some(number);
        Facts {
            class: record.class(),
            position: record.position(),
            radius_km: radius_km(&record),
            population: some(record.population).map(u64::from),
            country: (record.country[0] != 0).then_some(record.country),
            region: some(record.region).map(PlaceKey),
            district: some(record.district).map(PlaceKey),
            alternates: usize::from(record.alternates),
            flags: record.flags,
        }
    }

    /// The layer that it comes from.
    #[must_use]
    pub fn layer(&self, key: PlaceKey) -> String {
        let names = self.layers.get_or_init(|| {
            let rows = self.about().filter_map(|(word, row)| (word == "layer").then_some(row));
            rows.map(|row| row.split('\t').next().unwrap_or("")).collect()
        });
        names.get(usize::from(self.record(key).class_layer >> 4)).copied().unwrap_or("").to_owned()
    }

    /// The layers with their counts, in the order in which they were read.
    #[must_use]
    pub fn info(&self) -> Vec<LayerInfo> {
        let rows = self.about().filter_map(|(word, row)| (word == "layer").then_some(row));
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let name = cells.next()?.to_owned();
            Some(LayerInfo { name, rows: cells.next()?.parse().ok()?, places: cells.next()?.parse().ok()? })
        })
        .collect()
    }

    /// The digest of the layers that the index was built from, as [`super::build()`] computes it.
    #[must_use]
    pub fn digest(&self) -> &'static str {
        self.about().find_map(|(word, digest)| (word == "digest").then_some(digest)).unwrap_or("")
    }

    /// What the file says of itself: a word and what follows it, line by line.
    pub(super) fn about(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let about = std::str::from_utf8(self.section(Section::About)).unwrap_or("");
        about.lines().filter_map(|line| line.split_once('\t'))
    }

    /// How many names there are, and how many spellings by which names are guessed.
    #[must_use]
    pub fn name_counts(&self) -> (usize, usize) {
        let count = |map: &Option<Map<&'static [u8]>>| map.as_ref().map_or(0, Map::len);
        (count(&self.names), count(&self.keys))
    }

    /// Its size in bytes, as far as it is read.
    #[must_use]
    pub fn size(&self) -> usize {
        self.sections.iter().map(|section| section.len()).sum()
    }
}
