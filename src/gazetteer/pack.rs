//! Putting a gazetteer together place by place, with little memory: from nothing, or on top of another one.
//!
//! A place is its packed record, some 50 bytes, and its names; nothing else of a row is kept. What the names of a place are
//! and in which order namesakes stand is for [`super::build`] to say; this is for files of millions of rows.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use fst::Streamer as _;

use super::build::{Standing, is_filed, standing};
use super::candidate::{Candidate, Candidates, MatchKind, PlaceKey, pack};
use super::key::index_keys;
use super::layer::Row;
use super::names::{Names, Reading};
use super::near;
use super::normalise::normalise;
use super::open::sum_of;
use super::packed::{self, NONE, SECTIONS, Section};
use super::records::{self, Record};
use super::row_names::{TypeWords, is_cyrillic, name_forms, stem_keys, transliteration_keys, type_words_of};
use super::store::{Flag, Gazetteer};
use super::strings::Strings;
use super::{Credit, LayerInfo, PlaceClass};

const TYPE_WORDS: &str = include_str!("../../gazetteer/type_words.tsv");
/// Layers that a record can tell apart.
const MOST_LAYERS: usize = 16;
/// Places that a record can name as its region.
const MOST_PLACES: usize = (1 << 24) - 1;

/// A gazetteer that is being put together.
#[derive(Debug)]
pub struct Packer {
    records: Vec<Record>,
    strings: Strings,
    names: Names,
    keys: Names,
    /// Places by GeoNames id and by other ids.
    numbers: HashMap<u32, u32>,
    ids: HashMap<String, u32>,
    layers: Vec<LayerInfo>,
    words: TypeWords,
    /// Places that the base brought.
    base: usize,
    /// Lines about the file: credits and type words.
    about: String,
}

impl Packer {
    /// Starts with nothing.
    #[must_use]
    pub fn new() -> Self {
        // The table is part of the program; a test reads it.
        let words = type_words_of(TYPE_WORDS, Path::new("type_words.tsv")).unwrap_or_default();
        let mut about = String::new();
        for (class, _, words) in &words {
            for word in words {
                let _ = writeln!(about, "word\t{}\t{}", class.as_str(), normalise(word));
            }
        }
        Self {
            records: Vec::new(),
            // The pair of empty strings stands first.
            strings: Strings::on(vec![0, 0]),
            names: Names::default(),
            keys: Names::default(),
            numbers: HashMap::new(),
            ids: HashMap::new(),
            layers: Vec::new(),
            words,
            base: 0,
            about,
        }
    }

    /// Starts with all places and names of another gazetteer.
    #[must_use]
    pub fn on(base: &Gazetteer) -> Self {
        let mut packer = Self::new();
        packer.strings = Strings::on(base.section(Section::Strings).to_vec());
        packer.records = (0..base.len() as u32).map(|key| base.record(PlaceKey(key))).collect();
        packer.base = packer.records.len();
        packer.layers = base.info();
        for key in (0..base.len() as u32).map(PlaceKey) {
            let number = packer.records[key.0 as usize].geonameid;
            if number != 0 {
                packer.numbers.entry(number).or_insert(key.0);
            }
            if number == 0 {
                packer.ids.entry(base.id(key)).or_insert(key.0);
            }
        }
        for (from, postings, to) in [
            (&base.names, Section::Postings, &mut packer.names),
            (&base.keys, Section::KeyPostings, &mut packer.keys),
        ] {
            let Some(map) = from else { continue };
            let mut stream = map.stream();
            while let Some((name, value)) = stream.next() {
                let name = std::str::from_utf8(name).unwrap_or("");
                to.put(name, Candidates::behind(value, base.section(postings)));
            }
            to.end_of_base();
        }
        for credit in base.sources() {
            packer.credit(credit);
        }
        packer
    }

    /// Names a source that must be credited, once.
    pub fn credit(&mut self, credit: Credit<'_>) {
        let clean = |words: &str| words.replace(['\t', '\n', '\r'], " ");
        let line =
            format!("credit\t{}\t{}\t{}\n", clean(credit.text), clean(credit.licence), clean(credit.what));
        if !self.about.contains(&line) {
            self.about.push_str(&line);
        }
    }

    /// Begins a layer; gives its number. When there are too many for a record to tell apart, the last takes the rest.
    pub fn layer(&mut self, name: &str) -> usize {
        if self.layers.len() < MOST_LAYERS {
            let name = name.replace(['\t', '\n', '\r'], " ");
            self.layers.push(LayerInfo { name, rows: 0, places: 0 });
        }
        self.layers.len() - 1
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The place with this id, if it is there already.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<PlaceKey> {
        match id.strip_prefix("geonames:").and_then(|number| number.parse().ok()) {
            Some(number) => self.by_number(number),
            None => self.ids.get(id).copied().map(PlaceKey),
        }
    }

    /// The place with this GeoNames id, if it is there already.
    #[must_use]
    pub fn by_number(&self, geonameid: u32) -> Option<PlaceKey> {
        self.numbers.get(&geonameid).copied().map(PlaceKey)
    }

    /// A place as far as it is known.
    #[must_use]
    pub fn record(&self, key: PlaceKey) -> &Record {
        &self.records[key.0 as usize]
    }

    /// The same, to be changed.
    pub fn record_mut(&mut self, key: PlaceKey) -> &mut Record {
        &mut self.records[key.0 as usize]
    }

    /// All places.
    pub fn keys(&self) -> impl Iterator<Item = PlaceKey> + use<> {
        (0..self.records.len() as u32).map(PlaceKey)
    }

    /// A place's usual name, its name in the local script and its ISO 3166-2 code.
    #[must_use]
    pub fn words(&self, key: PlaceKey) -> [&str; 3] {
        let (strings, record) = (self.strings.bytes(), self.record(key));
        [
            packed::first(strings, record.names),
            packed::second(strings, record.names),
            packed::second(strings, record.codes),
        ]
    }

    /// Sets a place's name in the local script, unless it has one.
    pub fn local(&mut self, key: PlaceKey, name: &str) {
        let offset = self.strings.complete(self.record(key).names, name);
        self.record_mut(key).names = offset;
    }

    /// Takes a row: a place of its own, or more of what is known of one. Region and district of the row are not looked at.
    pub fn take(&mut self, row: &Row, layer: usize) -> Result<PlaceKey, String> {
        self.layers[layer].rows += 1;
        let same = if row.same_as.is_empty() { &row.id } else { &row.same_as };
        if let Some(key) = self.by_id(same) {
            self.join(key, row);
            return Ok(key);
        }
        if self.records.len() >= MOST_PLACES {
            return Err(format!("expected at most {MOST_PLACES} places, found more"));
        }
        self.layers[layer].places += 1;
        let key = PlaceKey(self.records.len() as u32);
        let geonameid = row.id.strip_prefix("geonames:").and_then(|number| number.parse().ok()).unwrap_or(0);
        if geonameid == 0 {
            self.ids.insert(row.id.clone(), key.0);
        } else {
            self.numbers.insert(geonameid, key.0);
        }
        let class = PlaceClass::ALL.iter().position(|class| *class == row.class).unwrap_or(0) as u8;
        let record = Record {
            at: ((row.position.lat * 1e5).round() as i32, (row.position.lon * 1e5).round() as i32),
            population: row.population.map_or(NONE, |number| number.min(u64::from(NONE - 1)) as u32),
            geonameid,
            names: self.strings.put(&row.name, &row.local),
            codes: self.strings.put(if geonameid == 0 { &row.id } else { "" }, &row.code),
            region: NONE,
            district: NONE,
            country: row.country.as_bytes().try_into().unwrap_or([0; 2]),
            radius: row.radius_km.map_or(0, |km| (km * 10.0).round().clamp(1.0, 65_535.0) as u16),
            alternates: 0,
            class_layer: class | (layer as u8) << 4,
            flags: row.flags,
        };
        self.records.push(record);
        self.name_all(key, row);
        Ok(key)
    }

    fn name_all(&mut self, key: PlaceKey, row: &Row) {
        for (name, kind) in name_forms(row, &self.words) {
            self.file(key, &name, kind);
        }
        let candidate = Candidate { key, kind: MatchKind::Transliterated };
        for spelling in transliteration_keys(row) {
            self.keys.put(&spelling, [candidate]);
        }
        for spelling in stem_keys(row) {
            self.keys.put(&spelling, [Candidate { kind: MatchKind::Stem, ..candidate }]);
        }
    }

    fn file(&mut self, key: PlaceKey, name: &str, kind: MatchKind) {
        let (folded, record) = (normalise(name), self.record(key));
        let population = (record.population != NONE).then_some(u64::from(record.population));
        if is_filed(&folded, record.class(), population) {
            self.names.put(&folded, [Candidate { key, kind }]);
        }
    }

    /// A further source's row for one place: its names, and what the earlier sources lack.
    fn join(&mut self, key: PlaceKey, row: &Row) {
        for name in [&row.name, &row.local].into_iter().chain(&row.names) {
            self.name(key, name, MatchKind::Alternate, false);
        }
        self.local(key, &row.local);
        let codes = self.strings.complete(self.record(key).codes, &row.code);
        let record = self.record_mut(key);
        record.flags |= row.flags;
        record.codes = codes;
        if record.population == NONE {
            record.population = row.population.map_or(NONE, |number| number.min(u64::from(NONE - 1)) as u32);
        }
    }

    /// Gives a place a further name; a Cyrillic one is found in other spellings too.
    pub fn name(&mut self, key: PlaceKey, name: &str, kind: MatchKind, ukrainian: bool) {
        self.file(key, name, kind);
        let class = self.record(key).class();
        if class == PlaceClass::Settlement && name.chars().any(is_cyrillic) {
            for spelling in index_keys(name, ukrainian).iter().filter(|key| key.len() >= 3) {
                self.keys.put(spelling, [Candidate { key, kind: MatchKind::Transliterated }]);
            }
        }
    }

    /// The file's bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, String> {
        let (names, postings) = self.index(Section::Names)?;
        let (keys, key_postings) = self.index(Section::Keys)?;
        let (places, odd) = records::write(&self.records);
        let (cells, cell_places) = near::cells(&self.records);
        let strings = self.strings.into_bytes();
        let mut sections: [Vec<u8>; SECTIONS] =
            [names, postings, keys, key_postings, places, odd, strings, cells, cell_places, Vec::new()];
        let sum = sum_of(&sections);
        let mut about = format!("digest\t{sum}\nsum\t{sum}\n");
        for LayerInfo { name, rows, places } in &self.layers {
            let _ = writeln!(about, "layer\t{name}\t{rows}\t{places}");
        }
        sections[Section::About as usize] = [about, self.about].concat().into_bytes();
        if sections.iter().map(Vec::len).sum::<usize>() > u32::MAX as usize {
            return Err("expected a file of at most 4 GB, found more places than fit".to_owned());
        }
        Ok(packed::join(&sections))
    }

    /// An automaton of names or spellings, and its posting lists.
    fn index(&mut self, which: Section) -> Result<(Vec<u8>, Vec<u8>), String> {
        let counted = matches!(which, Section::Names);
        let names = std::mem::take(if counted { &mut self.names } else { &mut self.keys });
        let (records, base) = (&mut self.records, self.base);
        let mut builder = fst::MapBuilder::memory();
        let mut postings: Vec<u8> = Vec::new();
        names.each::<String>(|name, readings| {
            if counted {
                count_alternates(readings, records, base);
            }
            readings.sort_by_cached_key(|reading| place_among(reading.candidate, records));
            let value = if let [only] = readings.as_slice() {
                u64::from(pack(only.candidate)) << 1 | 1
            } else {
                let offset = postings.len() as u64;
                postings.extend_from_slice(&(readings.len() as u32).to_le_bytes());
                postings.extend(readings.iter().flat_map(|reading| pack(reading.candidate).to_le_bytes()));
                offset << 1
            };
            builder.insert(name, value).map_err(|error| error.to_string())
        })?;
        Ok((builder.into_inner().map_err(|error| error.to_string())?, postings))
    }
}

/// A name beside the usual one counts for its place, unless the base has counted it.
fn count_alternates(readings: &[Reading], records: &mut [Record], base: usize) {
    for Reading { candidate, base: known } in readings {
        let at = candidate.key.0 as usize;
        let own =
            candidate.kind == MatchKind::Alternate || at >= base && candidate.kind == MatchKind::Primary;
        if let Some(record) = records.get_mut(at).filter(|_| own && !known) {
            record.alternates = record.alternates.saturating_add(1);
        }
    }
}

fn place_among(candidate: Candidate, records: &[Record]) -> impl Ord + use<> {
    records.get(candidate.key.0 as usize).map(|record| standing(candidate, &standing_of(record)))
}

/// What of a packed place counts among namesakes.
pub(super) fn standing_of(record: &Record) -> Standing {
    Standing {
        class: record.class(),
        population: if record.population == NONE { 0 } else { u64::from(record.population) },
        former: record.flags >> Flag::Former as u32 & 1 == 1,
        radius_km: (record.radius > 0).then(|| f64::from(record.radius) / 10.0),
        country: record.country,
    }
}
