//! Every land border of the world, compact, by the codes of its two countries; decoded when first asked for.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::borders::{Border, RECOGNISED};
use super::outline_rows::rings;
use crate::geodesy::LonLat;

const WORLD: &[u8] = include_bytes!("../../gazetteer/borders/world.tsv.gz");

/// The file, unpacked when first asked for.
fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = String::new();
        // A file that is not whole gives the lines before its fault; a test holds that it is.
        let _ = GzDecoder::new(WORLD).read_to_string(&mut text);
        text
    })
}

/// One line of the file: a pair of countries as seen from one point of view.
struct Entry {
    pair: &'static str,
    view: &'static str,
    name: &'static str,
    /// West, south, east, north.
    bbox: [f64; 4],
    full_vertices: usize,
    mean_m: f64,
    greatest_m: f64,
    note: &'static str,
    rows: &'static str,
    border: OnceLock<Option<Border>>,
}

struct Store {
    source: &'static str,
    licence: &'static str,
    version: &'static str,
    decimals: u8,
    entries: Vec<Entry>,
}

fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| Store::read(text()))
}

/// The border of two countries (ISO 3166-1 alpha-2, any order) in a view; the recognised one where the view has no other.
pub(super) fn pair(one: &str, other: &str, view: &str) -> Option<&'static Border> {
    store().line(one, other, view)
}

/// All pairs of neighbours, "AD-ES" first; a pair is there once, whatever views there are.
pub(super) fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let entries = &store().entries;
    let first = |i: &usize| *i == 0 || entries[i - 1].pair != entries[*i].pair;
    (0..entries.len()).filter(first).filter_map(|i| entries[i].pair.split_once('-'))
}

/// The points of view in the file besides the recognised one, for a pair.
pub(super) fn views(one: &str, other: &str) -> Vec<&'static str> {
    let of_pair = store().entries.iter().filter(|entry| entry.is_of(one, other));
    of_pair.map(|entry| entry.view).filter(|&view| view != RECOGNISED).collect()
}

/// The pairs whose box lies within so many metres of a position.
pub(super) fn pairs_near(p: LonLat, metres: f64) -> Vec<(&'static str, &'static str)> {
    let p = p.normalised();
    let room_lat = metres / 110_500.0;
    let room_lon = (room_lat / (p.lat.abs() + room_lat).min(89.0).to_radians().cos()).min(360.0);
    let mut found: Vec<_> = store()
        .entries
        .iter()
        .filter(|entry| {
            let [west, south, east, north] = entry.bbox;
            let lat = p.lat >= south - room_lat && p.lat <= north + room_lat;
            lat && p.lon >= west - room_lon && p.lon <= east + room_lon
        })
        .filter_map(|entry| entry.pair.split_once('-'))
        .collect();
    found.dedup();
    found
}

/// The pairs whose box meets degrees west, south, east and north; east may exceed 180 or be less than west.
pub(super) fn pairs_within([west, south, east, north]: [f64; 4]) -> Vec<(&'static str, &'static str)> {
    let east = if east < west { east + 360.0 } else { east };
    let mut found: Vec<_> = store()
        .entries
        .iter()
        .filter(|entry| {
            let [w, s, e, n] = entry.bbox;
            let turns = [-360.0, 0.0, 360.0];
            s <= north && n >= south && turns.iter().any(|t| w + t <= east && e + t >= west)
        })
        .filter_map(|entry| entry.pair.split_once('-'))
        .collect();
    found.dedup();
    found
}

impl Entry {
    fn is_of(&self, one: &str, other: &str) -> bool {
        self.pair.split_once('-').is_some_and(|(a, b)| (a == one && b == other) || (a == other && b == one))
    }
}

impl Store {
    /// Finds where each line stands in the text. Rows out of form are left out; a test holds that there are none.
    fn read(text: &'static str) -> Self {
        let mut store = Self { source: "", licence: "", version: "", decimals: 4, entries: Vec::new() };
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")) {
                match key {
                    "source" => store.source = value,
                    "licence" => store.licence = value,
                    "version" => store.version = value,
                    "decimals" => store.decimals = value.parse().unwrap_or(store.decimals),
                    _ => {}
                }
                continue;
            }
            let length =
                rest.split_inclusive('\n').take_while(|row| row.starts_with('\t')).map(str::len).sum();
            let (rows, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if let Some(entry) = entry(line, rows) {
                store.entries.push(entry);
                rest = after;
            }
        }
        store
    }

    fn line(&'static self, one: &str, other: &str, view: &str) -> Option<&'static Border> {
        let of_view =
            |view: &str| self.entries.iter().find(|entry| entry.view == view && entry.is_of(one, other));
        let entry = of_view(view).or_else(|| of_view(RECOGNISED))?;
        entry.border.get_or_init(|| self.border(entry)).as_ref()
    }

    fn border(&self, entry: &Entry) -> Option<Border> {
        let (left, right) = entry.pair.split_once('-')?;
        Some(Border {
            id: entry.pair.to_lowercase(),
            name: entry.name.to_owned(),
            source: self.source.to_owned(),
            licence: self.licence.to_owned(),
            version: self.version.to_owned(),
            tolerance_m: entry.greatest_m,
            mean_m: Some(entry.mean_m),
            full_vertices: Some(entry.full_vertices),
            view: Some(entry.view.to_owned()),
            note: Some(entry.note.to_owned()).filter(|note| !note.is_empty()),
            lines: rings(entry.rows, self.decimals).ok()?,
            left: Some(left.to_owned()),
            right: Some(right.to_owned()),
            ..Border::default()
        })
    }
}

/// Reads "pair, view, name, box, vertices, km, mean, greatest, note".
fn entry(line: &'static str, rows: &'static str) -> Option<Entry> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let &[pair, view, name, bounds, full, _km, mean, greatest, note] = columns.as_slice() else {
        return None;
    };
    let bounds: Vec<f64> = bounds.split(',').filter_map(|number| number.parse().ok()).collect();
    Some(Entry {
        pair,
        view,
        name,
        bbox: bounds.try_into().ok()?,
        full_vertices: full.parse().ok()?,
        mean_m: mean.parse().ok()?,
        greatest_m: greatest.parse().ok()?,
        note,
        rows,
        border: OnceLock::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_whole() {
        let store = store();
        assert!(store.entries.len() > 330, "{}", store.entries.len());
        assert!(store.source.contains("OpenStreetMap"));
        let rows: usize = store.entries.iter().map(|entry| entry.rows.lines().count()).sum();
        let heads = text().lines().filter(|line| !line.starts_with(['\t', '#'])).count();
        assert_eq!(heads, store.entries.len(), "a row out of form");
        assert_eq!(rows, text().lines().filter(|line| line.starts_with('\t')).count());
        for entry in &store.entries {
            let border = store.border(entry).unwrap();
            let [west, south, east, north] = entry.bbox;
            assert!(entry.greatest_m <= 60.0 && entry.mean_m <= entry.greatest_m, "{}", entry.pair);
            for p in border.lines.iter().flatten() {
                let room = 1e-3;
                assert!(p.lon >= west - room && p.lon <= east + room, "{} {p:?}", entry.pair);
                assert!(p.lat >= south - room && p.lat <= north + room, "{} {p:?}", entry.pair);
            }
            assert!(border.lines.iter().all(|line| line.len() >= 2), "{}", entry.pair);
        }
    }
}
