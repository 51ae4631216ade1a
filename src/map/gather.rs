//! The base map: what the pictures show besides the report, gathered from the bundled data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::base::{BaseMap, BorderLine, Boundaries, Outline, Settlement, Water};
use super::rings::Rings;
use crate::gazetteer::borders::{Border, RECOGNISED};
use crate::gazetteer::{Flag, Gazetteer, Place, PlaceClass, PlaceKey, shapes};
use crate::geodesy::{LonLat, distance_m};
use crate::report::Report;

/// A settlement may be named if it lies this near to an event, in km, and has so many inhabitants; the farther off,
/// the larger it must be. A frame that is too small for them shows only those inside it.
const AROUND: [(f64, u64); 3] = [(90.0, 300), (250.0, 15_000), (900.0, 100_000)];

impl BaseMap {
    /// What the bundled data show around the events of `report`: outlines, water, towns by rank, and the line that was measured to,
    /// if one is to be drawn.
    #[must_use]
    pub fn of(report: &Report, border: Option<&Border>, gazetteer: &Gazetteer) -> Self {
        let wide = Wide::of(gazetteer);
        Self {
            border: border.map(|border| BorderLine {
                lines: border.lines.clone(),
                name: border.name.clone(),
                source: border_source(border),
                sides: border.left.iter().chain(&border.right).cloned().collect(),
                view: border.view.clone(),
                note: border.note.clone(),
            }),
            regions: regions(gazetteer, &wide.regions),
            countries: shapes::country_codes().filter_map(|c| outline(c, None)).collect(),
            boundaries: Boundaries::Bundled(
                border.and_then(|b| b.view.clone()).unwrap_or_else(|| RECOGNISED.to_owned()),
            ),
            water: Water::bundled(),
            settlements: settlements(report, border, gazetteer, &wide.capitals),
            latin: super::latin::names(report, gazetteer),
            credits: map_credits(gazetteer),
        }
    }
}

/// What a map of any part of the world asks of all places; the gazetteer is gone through once for it.
struct Wide {
    regions: Vec<PlaceKey>,
    capitals: Vec<PlaceKey>,
}

impl Wide {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut wide = Self { regions: Vec::new(), capitals: Vec::new() };
        for key in (0..gazetteer.len() as u32).map(PlaceKey) {
            if gazetteer.class(key) == PlaceClass::Region {
                wide.regions.push(key);
            }
            if gazetteer.flag(key, Flag::Capital) {
                wide.capitals.push(key);
            }
        }
        wide
    }
}

/// The bundled regions with their names.
fn regions(gazetteer: &Gazetteer, all: &[PlaceKey]) -> Vec<Outline> {
    let mut keys: BTreeMap<&str, Option<PlaceKey>> =
        shapes::region_codes().map(|code| (code, None)).collect();
    for key in all {
        if let Some(found) = gazetteer.code(*key).and_then(|code| keys.get_mut(code)) {
            found.get_or_insert(*key);
        }
    }
    let name = |code| own_name(&gazetteer.place((*keys.get(code)?)?));
    shapes::region_codes().filter_map(|code| outline(code, name(code))).collect()
}

fn outline(code: &'static str, local_name: Option<String>) -> Option<Outline> {
    let name = shapes::name(code)?.to_owned();
    Some(Outline { code: code.to_owned(), name, local_name, rings: Rings::bundled(code)? })
}

/// Source, version and licence in a few words: "OpenStreetMap 2026c (ODbL-1.0, © OpenStreetMap contributors)".
fn border_source(border: &Border) -> String {
    let first = |text: &str, end: &str| text.split(end).next().unwrap_or(text).trim().to_owned();
    let mut words = first(&border.source, " through ");
    if !border.version.is_empty() {
        words = format!("{words} {}", border.version);
    }
    let licence = first(&border.licence, ";").replace("(c)", "©");
    if licence.is_empty() { words } else { format!("{words} ({licence})") }
}

/// The sources of what maps show: names of places, outlines, water.
fn map_credits(gazetteer: &Gazetteer) -> Vec<String> {
    gazetteer
        .credits()
        .iter()
        .filter(|c| !c.text.starts_with("Unicode") && !c.text.starts_with("wordfreq"))
        .map(|c| format!("{} ({})", c.text, c.licence.split(',').next().unwrap_or(c.licence)))
        .collect()
}

/// Settlements around the events that are drawn, and the capitals of the world.
fn settlements(
    report: &Report,
    border: Option<&Border>,
    gazetteer: &Gazetteer,
    capitals: &[PlaceKey],
) -> Vec<Settlement> {
    let mut points: Vec<LonLat> = Vec::new();
    let drawn = report.events.iter().filter(|event| report.shown.holds(event.modality));
    let positions = drawn.filter_map(|event| event.place.position);
    let line = border.iter().flat_map(|b| b.lines.iter().flatten()).step_by(400).copied();
    // Without an event that is placed the map shows stated distances, or the border.
    let none = report.events.iter().all(|event| event.place.position.is_none());
    let ends = report.claims.iter().filter_map(|claim| claim.line).flat_map(|(a, b)| [a, b]);
    let ends: Vec<LonLat> = ends.filter(|_| none).collect();
    let line = line.filter(|_| none && ends.is_empty());
    for position in positions.chain(ends.iter().copied()).chain(line).take(2000) {
        if points.iter().all(|known| distance_m(*known, position) > 25_000.0) {
            points.push(position);
        }
    }
    let mut keys: Vec<PlaceKey> = Vec::new();
    for (km, least) in AROUND {
        // Wide circles around neighbouring points hold the same towns: one point in reach stands for the others.
        let mut hearts: Vec<LonLat> = Vec::new();
        for p in &points {
            if hearts.iter().all(|h| distance_m(*h, *p) > km * 300.0) {
                hearts.push(*p);
                let large = |k| gazetteer.population(k).is_some_and(|n| n >= least);
                keys.extend(gazetteer.around(*p, km, large));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|k| gazetteer.class(*k) == PlaceClass::Settlement);
    thin(&mut keys, gazetteer);
    keys.retain(|k| !is_part(gazetteer, *k));
    keys.extend(capitals);
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| !is_longer_twin(gazetteer, *key));
    keys.into_iter().map(|key| settlement(gazetteer, key)).collect()
}

/// Keeps of each stretch of land the places with the most inhabitants: no map has room for more names.
fn thin(keys: &mut Vec<PlaceKey>, gazetteer: &Gazetteer) {
    /// Cells of a degree, and the places of each.
    const CELLS: f64 = 5.0;
    const EACH: usize = 10;
    keys.sort_by_key(|key| (std::cmp::Reverse(gazetteer.population(*key)), *key));
    let mut taken: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    keys.retain(|key| {
        let at = gazetteer.position(*key);
        let cell = ((at.lon * CELLS).floor() as i32, (at.lat * CELLS).floor() as i32);
        let n = taken.entry(cell).or_default();
        *n += 1;
        *n <= EACH
    });
}

/// True for a second entry of a town under its name with a word before it: "Gorod X" beside "X".
fn is_longer_twin(gazetteer: &Gazetteer, key: PlaceKey) -> bool {
    /// Two entries of one town lie no farther apart, in km.
    const REACH: f64 = 4.0;
    let Some((_, rest)) = gazetteer.name(key).split_once(' ') else { return false };
    !gazetteer.around(gazetteer.position(key), REACH, |other| gazetteer.name(other) == rest).is_empty()
}

/// The local name if it is written in the letters of the place's country; the gazetteer's may be any neighbour's.
fn own_name(place: &Place) -> Option<String> {
    let country = place.country.as_deref()?;
    let letters = own_letters().get(country)?;
    let own = |c: char| {
        matches!(c, ' ' | '-' | '–' | '\'' | '’' | 'ʼ' | '.' | '(' | ')' | '0'..='9') || letters.contains(c)
    };
    place.local_name.clone().filter(|name| name.to_lowercase().chars().all(own))
}

/// The letters that names are written in, by country.
fn own_letters() -> &'static BTreeMap<&'static str, &'static str> {
    static LETTERS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        include_str!("../../assets/local_names.tsv")
            .lines()
            .rev()
            .filter_map(|row| row.split_once('\t'))
            .collect()
    })
}

/// "Тверь" for "Твер": a soft sign at the end, which other Slavic languages leave out, where the place bears that name too.
fn softened(gazetteer: &Gazetteer, key: PlaceKey, name: String) -> String {
    if !name.ends_with(|c: char| "бвдзлмнпрстфцжчшщ".contains(c)) {
        return name;
    }
    let soft = format!("{name}ь");
    if gazetteer.bears(key, &soft) { soft } else { name }
}

/// "Тольятти" for "Тольяти" beside "Tolyatti": a letter that the Latin name has twice and other languages' spellings
/// once, where the place bears the longer name too.
fn doubled(gazetteer: &Gazetteer, key: PlaceKey, latin: &str, name: String) -> String {
    let twice = |text: &str| {
        let letters: Vec<char> = text.to_lowercase().chars().collect();
        letters.windows(2).filter(|pair| pair[0] == pair[1]).count()
    };
    if twice(latin) <= twice(&name) {
        return name;
    }
    let longer = name.char_indices().skip(1).map(|(at, letter)| {
        let mut longer = name.clone();
        longer.insert(at, letter);
        longer
    });
    longer.into_iter().find(|longer| gazetteer.bears(key, longer)).unwrap_or(name)
}

/// True for a part of a town: said to be one, or a populous place inside the extent of a town that is a seat
/// or is named in many more languages.
fn is_part(gazetteer: &Gazetteer, key: PlaceKey) -> bool {
    /// No town reaches farther, in km.
    const REACH: f64 = 25.0;
    /// Smaller places never take the label of the town round them.
    const POPULOUS: u64 = 15_000;
    let seat =
        |key| [Flag::Capital, Flag::Seat, Flag::DistrictSeat].iter().any(|flag| gazetteer.flag(key, *flag));
    let inside = || {
        let (at, own_names) = (gazetteer.position(key), gazetteer.alternates(key) + 1);
        let leads = |town| seat(town) || gazetteer.alternates(town) > 4 * own_names;
        let holds = |town| distance_m(at, gazetteer.position(town)) < 1000.0 * gazetteer.radius_km(town);
        !gazetteer.around(at, REACH, |town| town != key && leads(town) && holds(town)).is_empty()
    };
    let populous = gazetteer.population(key).is_some_and(|people| people >= POPULOUS);
    gazetteer.flag(key, Flag::Part) || populous && !seat(key) && inside()
}

fn settlement(gazetteer: &Gazetteer, key: PlaceKey) -> Settlement {
    let place = gazetteer.place(key);
    Settlement {
        local_name: own_name(&place)
            .map(|name| softened(gazetteer, key, name))
            .map(|name| doubled(gazetteer, key, &place.name, name)),
        name: place.name,
        position: place.position,
        population: place.population.unwrap_or(0),
        capital: gazetteer.flag(key, Flag::Capital),
    }
}
