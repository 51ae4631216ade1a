//! Packing the layers into one file: `cargo run --release --example build_gazetteer` writes it, a test compares it.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use super::candidate::{Candidate, MatchKind, PlaceKey, pack};
use super::layer::{self, Layer, Row};
use super::near;
use super::normalise::normalise;
use super::packed::{self, NONE, SECTIONS};
use super::records::{self, Record};
use super::row_names::{name_forms, stem_keys, transliteration_keys, type_words};
use super::{PlaceClass, layer::FLAGS};
use crate::error::{Error, Result};

/// The layers in the order in which they are read. A row that describes a place of an earlier layer is joined to it.
const LAYERS: [&str; 15] = [
    "countries.tsv.gz",
    "regions.tsv.gz",
    "towns.tsv.gz",
    "world.tsv.gz",
    "districts.tsv.gz",
    "divisions.tsv.gz",
    "villages_ru.tsv.gz",
    "villages_ua.tsv.gz",
    "villages_ng.tsv.gz",
    "villages_ru_wide.tsv.gz",
    "villages_ua_wide.tsv.gz",
    "postal.tsv.gz",
    "lakes.tsv.gz",
    "airports.tsv.gz",
    "curated.tsv",
];
/// Layers under a licence that a build may have to do without.
const OPTIONAL: [&str; 2] = ["villages_ru.tsv.gz", "villages_ru_wide.tsv.gz"];
/// Hand-kept tables that are no layers.
const TABLES: [&str; 2] = ["aliases.tsv", "type_words.tsv"];
/// From this radius in km on, an area or water is what its name means in news text: the Danube, not a hamlet of that name.
const VAST_KM: f64 = 300.0;
/// A settlement with a name of two Latin letters needs this many inhabitants: "Us", "Eu", "Uk" are words and abbreviations.
const SHORT_NAME_POPULATION: u64 = 50_000;

/// An area without inhabitants of its own counts as a town of this many times the square of its radius in km.
const PEOPLE_BY_RADIUS: f64 = 50.0;
/// One place while it is being put together.
#[derive(Debug)]
struct Draft {
    row: Row,
    layer: usize,
    names: Vec<(String, MatchKind)>,
}

/// Pairs of strings laid down once each.
#[derive(Debug)]
struct Pool {
    bytes: Vec<u8>,
    known: HashMap<(String, String), u32>,
}

impl Pool {
    fn put(&mut self, first: &str, second: &str) -> u32 {
        let pair = (first.to_owned(), second.to_owned());
        if let Some(&offset) = self.known.get(&pair) {
            return offset;
        }
        let offset = self.bytes.len() as u32;
        for text in [first, second] {
            let mut end = text.len().min(usize::from(u8::MAX));
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.bytes.push(end as u8);
            self.bytes.extend_from_slice(&text.as_bytes()[..end]);
        }
        self.known.insert(pair, offset);
        offset
    }
}

/// FNV-1a over all layer files, as 16 hexadecimal digits: a change of a layer without a rebuild is found without rebuilding.
pub fn digest(folder: &Path) -> Result<String> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in LAYERS.iter().chain(&TABLES) {
        let path = folder.join(file);
        if OPTIONAL.contains(file) && !path.exists() {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|source| Error::Io { action: "read", path, source })?;
        for byte in file.bytes().chain(bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}"))
}

/// Packs the layers in `folder` into the bytes of an index.
///
/// # Errors
///
/// [`Error::Io`] if a layer cannot be read, [`Error::BadRow`] with file and line if a row is not as documented.
pub fn build(folder: &Path) -> Result<Vec<u8>> {
    let files = LAYERS.iter().filter(|file| !OPTIONAL.contains(file) || folder.join(file).exists());
    let layers = files.map(|file| layer::read(&folder.join(file))).collect::<Result<Vec<Layer>>>()?;
    let mut about = format!("digest\t{}\n", digest(folder)?);
    let (mut drafts, by_id) = gather(layers, folder, &mut about)?;
    let words = type_words(folder)?;
    for (class, _, words) in &words {
        for word in words {
            let _ = writeln!(about, "word\t{}\t{}", class.as_str(), normalise(word));
        }
    }
    for draft in &mut drafts {
        draft.names = name_forms(&draft.row, &words);
    }
    aliases(folder, &mut drafts, &by_id)?;
    let alternates = drafts.iter_mut().map(fold_names).collect::<Vec<_>>();

    let mut pool = Pool { bytes: Vec::new(), known: HashMap::new() };
    pool.put("", "");
    let drawn = drafts.iter().zip(alternates);
    let records = drawn
        .map(|(draft, alternates)| record(draft, alternates, &by_id, &mut pool, folder))
        .collect::<Result<Vec<Record>>>()?;
    let (places, odd) = records::write(&records);
    let (cells, cell_places) = near::cells(&records);

    let names = drafts.iter().enumerate().flat_map(|(at, draft)| {
        draft
            .names
            .iter()
            .map(move |(name, kind)| (name.clone(), Candidate { key: PlaceKey(at as u32), kind: *kind }))
    });
    let (names, postings) = index(names.collect(), &drafts, folder)?;
    let keys = drafts.iter().enumerate().flat_map(|(at, draft)| {
        let candidate = Candidate { key: PlaceKey(at as u32), kind: MatchKind::Transliterated };
        let stem = Candidate { kind: MatchKind::Stem, ..candidate };
        let stems = stem_keys(&draft.row).into_iter().map(move |key| (key, stem));
        transliteration_keys(&draft.row).into_iter().map(move |key| (key, candidate)).chain(stems)
    });
    let (keys, key_postings) = index(keys.collect(), &drafts, folder)?;
    let sections: [Vec<u8>; SECTIONS] = [
        names,
        postings,
        keys,
        key_postings,
        places,
        odd,
        pool.bytes,
        cells,
        cell_places,
        about.into_bytes(),
    ];
    Ok(packed::join(&sections))
}

/// Drafts in the order of the layers, and where each id stands.
fn gather(
    layers: Vec<Layer>,
    folder: &Path,
    about: &mut String,
) -> Result<(Vec<Draft>, HashMap<String, usize>)> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (number, layer) in layers.into_iter().enumerate() {
        let (rows, before) = (layer.rows.len(), drafts.len());
        for row in layer.rows {
            let same = by_id.get(if row.same_as.is_empty() { &row.id } else { &row.same_as }).copied();
            if let Some(at) = same {
                if row.same_as.is_empty() {
                    return Err(bad(
                        folder,
                        &layer.name,
                        format!("expected each id once, found {} again", row.id),
                    ));
                }
                join(&mut drafts[at], row);
                continue;
            }
            by_id.insert(row.id.clone(), drafts.len());
            drafts.push(Draft { row, layer: number, names: Vec::new() });
        }
        let places = drafts.len() - before;
        // Writing to a string cannot fail.
        let _ = writeln!(about, "layer\t{}\t{rows}\t{places}", layer.name);
    }
    Ok((drafts, by_id))
}

fn bad(folder: &Path, file: &str, problem: String) -> Error {
    Error::BadFile { path: folder.join(file), problem }
}

/// A second source's row for one place: its names, and what the first source lacks.
fn join(draft: &mut Draft, row: Row) {
    let known = &mut draft.row;
    if known.district.is_empty() {
        known.district = row.district;
    }
    if known.population.is_none() {
        known.population = row.population;
    }
    if known.local.is_empty() {
        known.local.clone_from(&row.local);
    }
    known.names.push(row.name);
    known.names.push(row.local);
    known.names.extend(row.names);
}

fn aliases(folder: &Path, drafts: &mut [Draft], by_id: &HashMap<String, usize>) -> Result<()> {
    let path = folder.join("aliases.tsv");
    let text = layer::read_text(&path)?;
    let codes = drafts.iter().enumerate().filter_map(|(at, draft)| match draft.row.class {
        PlaceClass::Country => Some((draft.row.country.clone(), at)),
        PlaceClass::Region if !draft.row.code.is_empty() => Some((draft.row.code.clone(), at)),
        _ => None,
    });
    let by_code: HashMap<String, usize> = codes.collect();
    for (line, cells) in layer::table(&text) {
        let wrong = |problem: String| Error::BadRow { path: path.clone(), line, problem };
        let [name, id, kind] = cells.as_slice() else {
            return Err(wrong(format!("expected NAME<TAB>ID<TAB>KIND, found {cells:?}")));
        };
        let kind = match *kind {
            "alternate" => MatchKind::Alternate,
            "metonym" => MatchKind::Metonym,
            "abbreviation" => MatchKind::Abbreviation,
            other => {
                return Err(wrong(format!("expected alternate, abbreviation or metonym, found '{other}'")));
            }
        };
        let at = by_id.get(*id).or_else(|| by_code.get(*id));
        let at = at.ok_or_else(|| wrong(format!("expected an id or an ISO 3166 code, found '{id}'")))?;
        drafts[*at].names.push(((*name).to_owned(), kind));
    }
    Ok(())
}

/// False for a folded name that would be found in every text: of two letters, if its place is no large town.
pub(super) fn is_filed(name: &str, class: PlaceClass, population: Option<u64>) -> bool {
    let large =
        class != PlaceClass::Settlement || population.is_some_and(|people| people >= SHORT_NAME_POPULATION);
    !name.is_empty() && (large || name.len() > 2)
}

/// Folds a draft's names and drops doubles, keeping the most trusted kind; gives how many there are beside the first.
fn fold_names(draft: &mut Draft) -> u8 {
    let mut folded: Vec<(String, MatchKind)> =
        draft.names.iter().map(|(name, kind)| (normalise(name), *kind)).collect();
    folded.retain(|(name, _)| is_filed(name, draft.row.class, draft.row.population));
    folded.sort();
    folded.dedup_by(|later, first| later.0 == first.0);
    draft.names = folded;
    let own = draft.row.names.iter().map(|name| normalise(name)).collect::<std::collections::BTreeSet<_>>();
    own.len().min(usize::from(u8::MAX)) as u8
}

fn record(
    draft: &Draft,
    alternates: u8,
    by_id: &HashMap<String, usize>,
    pool: &mut Pool,
    folder: &Path,
) -> Result<Record> {
    let row = &draft.row;
    let parent = |id: &str| match (id.is_empty(), by_id.get(id)) {
        (true, _) => Ok(NONE),
        (false, Some(&at)) => Ok(at as u32),
        (false, None) => Err(bad(
            folder,
            LAYERS[draft.layer],
            format!("{}: expected the id of a place, found '{id}'", row.id),
        )),
    };
    let geonameid = row.id.strip_prefix("geonames:").and_then(|number| number.parse().ok()).unwrap_or(0);
    let class = PlaceClass::ALL.iter().position(|class| *class == row.class).unwrap_or(0) as u8;
    let mut country = [0; 2];
    if let [a, b] = row.country.as_bytes() {
        country = [*a, *b];
    }
    Ok(Record {
        at: ((row.position.lat * 1e5).round() as i32, (row.position.lon * 1e5).round() as i32),
        population: row.population.map_or(NONE, |population| population.min(u64::from(NONE - 1)) as u32),
        geonameid,
        names: pool.put(&row.name, &row.local),
        codes: pool.put(if geonameid == 0 { &row.id } else { "" }, &row.code),
        region: parent(&row.region)?,
        district: parent(&row.district)?,
        country,
        radius: row.radius_km.map_or(0, |km| (km * 10.0).round().clamp(1.0, 65_535.0) as u16),
        alternates,
        class_layer: class | (draft.layer as u8) << 4,
        flags: row.flags,
    })
}

/// Where a reading stands among those of its name: countries, continents and oceans by their own names, and what is hand-kept
/// of capitals ("Kremlin"); then names before abbreviations and stems, living before former, the larger first. A place of that
/// very name counts as eight times larger than one that merely bears it too, a region or district as smaller than the town that
/// it is named after.
fn rank(candidate: Candidate, drafts: &[Draft]) -> impl Ord + use<> {
    let row = &drafts[candidate.key.0 as usize].row;
    let former = FLAGS.iter().position(|flag| *flag == "former").is_some_and(|bit| row.flags >> bit & 1 == 1);
    let (class, population) = (row.class, row.population.unwrap_or(0));
    let country = row.country.as_bytes().try_into().unwrap_or_default();
    standing(candidate, &Standing { class, population, former, radius_km: row.radius_km, country })
}

/// What of a place counts in [`rank`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub class: PlaceClass,
    pub population: u64,
    pub former: bool,
    pub radius_km: Option<f64>,
    pub country: [u8; 2],
}

/// [`rank`] by what it depends on.
pub(super) fn standing(candidate: Candidate, place: &Standing) -> impl Ord + use<> {
    let named = candidate.kind <= MatchKind::Alternate;
    let primary = candidate.kind == MatchKind::Primary;
    let vast = matches!(place.class, PlaceClass::Area | PlaceClass::Sea) && place.radius_km >= Some(VAST_KM);
    let first = match place.class {
        PlaceClass::Country => primary || candidate.kind == MatchKind::Abbreviation,
        _ => candidate.kind == MatchKind::Metonym || vast && candidate.kind != MatchKind::Stem,
    };
    let group = if first || named { MatchKind::Primary } else { candidate.kind };
    let people = place.population;
    let size = match place.class {
        // Counties of these two are spoken of by their bare names; elsewhere a district is named after its seat.
        PlaceClass::District if [*b"GB", *b"IE"].contains(&place.country) => people / 4,
        PlaceClass::District => people / 100,
        PlaceClass::Region => people / 12,
        PlaceClass::Area | PlaceClass::Sea => {
            place.radius_km.map_or(0, |km| (km * km * PEOPLE_BY_RADIUS) as u64)
        }
        _ => people,
    };
    let weight = if primary && place.class != PlaceClass::Region { 8 } else { 1 };
    let size = (size + 1) * weight;
    (group, !first, place.former, std::cmp::Reverse(size), candidate.kind, candidate.key)
}

/// An fst map from each name to its postings, and the posting lists, each in the order of [`rank`].
fn index(mut names: Vec<(String, Candidate)>, drafts: &[Draft], folder: &Path) -> Result<(Vec<u8>, Vec<u8>)> {
    names.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| rank(a.1, drafts).cmp(&rank(b.1, drafts))));
    names.dedup();
    let mut builder = fst::MapBuilder::memory();
    let mut postings: Vec<u8> = Vec::new();
    for group in names.chunk_by(|a, b| a.0 == b.0) {
        let value = if let [(_, only)] = group {
            u64::from(pack(*only)) << 1 | 1
        } else {
            let offset = postings.len() as u64;
            postings.extend_from_slice(&(group.len() as u32).to_le_bytes());
            for (_, candidate) in group {
                postings.extend_from_slice(&pack(*candidate).to_le_bytes());
            }
            offset << 1
        };
        builder.insert(&group[0].0, value).map_err(|error| bad(folder, "index.bin", error.to_string()))?;
    }
    let map = builder.into_inner().map_err(|error| bad(folder, "index.bin", error.to_string()))?;
    Ok((map, postings))
}
