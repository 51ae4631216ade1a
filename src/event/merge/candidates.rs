//! Which pairs of events are worth comparing: those of one place and day, and those near in place and day that share a
//! feature (a number, a speaker, a telling word), without which no pair of different places can reach the bar.
//!
//! Every event looks up a bounded number of others, so the cost grows with the number of events and not with its square,
//! however they crowd.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher as _};

use super::facts::{Day, Facts, Level, Site};
use super::score::{FARTHEST_KM, Scales};

/// Two events that may be one, by their indices in the facts, with their score above zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub first: usize,
    pub second: usize,
    pub score: f64,
}

/// Others of one key that an event is compared with at most: the next ones in the order of the ids.
const NEXT: usize = 48;

/// Words of one event that bring it together with others: its most telling ones.
const FEATURES: usize = 12;

/// Best pairs kept for each event.
const KEPT: usize = 24;

/// Sides of a cell in degrees; [`FARTHEST_KM`] is less than a side up to 70 degrees north or south.
const CELL_DEG: (f64, f64) = (0.8, 0.5);

/// Events by hashed keys: a range of `members` for each.
struct Index {
    ranges: FxHashMap<u64, (u32, u32)>,
    members: Vec<u32>,
}

impl Index {
    fn new(facts: &[Facts]) -> Self {
        let mut entries: Vec<(u64, u32)> = facts
            .par_iter()
            .zip(0_u32..facts.len() as u32)
            .flat_map_iter(|(fact, at)| own_keys(fact).into_iter().map(move |key| (key, at)))
            .collect();
        entries.par_sort_unstable();
        entries.dedup();
        let mut ranges = FxHashMap::default();
        let mut start = 0;
        for chunk in entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + chunk.len();
            ranges.insert(chunk[0].0, (start as u32, end as u32));
            start = end;
        }
        Self { ranges, members: entries.into_iter().map(|(_, at)| at).collect() }
    }

    fn get(&self, key: u64) -> &[u32] {
        let range = self.ranges.get(&key).map(|&(start, end)| start as usize..end as usize);
        range.and_then(|range| self.members.get(range)).unwrap_or_default()
    }
}

/// All pairs of different documents whose score is above zero, best first; of each event only its best.
pub(super) fn joinable_pairs(scales: &Scales<'_, '_>) -> Vec<Pair> {
    let facts = scales.facts;
    let index = Index::new(facts);
    let loose = facts.iter().any(|fact| !matches!(fact.day, Day::Dates(..)));
    let of_one = |at: usize| {
        let mut others: Vec<u32> = Vec::new();
        for (key, both) in asked_keys(&facts[at], loose) {
            let found = index.get(key);
            // Where both ask for each other, the first one does it.
            let from = if both { found.partition_point(|other| *other as usize <= at) } else { 0 };
            others.extend(found[from..].iter().take(NEXT));
        }
        others.sort_unstable();
        others.dedup();
        let mut pairs: Vec<Pair> = others
            .into_iter()
            .map(|other| (at.min(other as usize), at.max(other as usize)))
            .filter(|(first, second)| first != second)
            .filter_map(|(first, second)| {
                let score = scales.score(first, second).filter(|score| *score > 0.0)?;
                Some(Pair { first, second, score })
            })
            .collect();
        pairs.sort_by(best_first);
        pairs.truncate(KEPT);
        pairs
    };
    let mut pairs: Vec<Pair> = (0..facts.len()).into_par_iter().flat_map_iter(of_one).collect();
    pairs.par_sort_by(best_first);
    pairs.dedup_by_key(|pair| (pair.first, pair.second));
    pairs
}

fn best_first(a: &Pair, b: &Pair) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then((a.first, a.second).cmp(&(b.first, b.second)))
}

/// When an event may meet others.
#[derive(Hash, Clone, Copy)]
enum Slot {
    Day(Date),
    Weekday(i8),
    Loose,
}

fn key(parts: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The days from `first` to `last`, or the weekday, or none.
fn slots(day: Day) -> Vec<Slot> {
    match day {
        Day::Dates(first, last) => days(first, last),
        Day::Weekday(weekday) => vec![Slot::Weekday(weekday.to_monday_zero_offset())],
        Day::Loose(_) => vec![Slot::Loose],
    }
}

fn days(first: Date, last: Date) -> Vec<Slot> {
    first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last).map(Slot::Day).collect()
}

/// What an account and another of the same happening, told of another place, have in common at the least.
fn features(fact: &Facts) -> Vec<(u8, u32)> {
    let count = |at: usize| fact.counts[at].and_then(|count| count.low.or(count.best)).filter(|n| *n > 0);
    let mut found: Vec<(u8, u32)> = [(0, count(0)), (1, count(1)), (2, fact.speaker), (3, fact.arms)]
        .into_iter()
        .filter_map(|(kind, value)| Some((kind, value?)))
        .collect();
    let mut words = fact.words.clone();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.extend(words.into_iter().take(FEATURES).map(|(word, _)| (4, word)));
    found
}

fn cell(site: &Site) -> (i32, i32) {
    ((site.position.lon / CELL_DEG.0).floor() as i32, (site.position.lat / CELL_DEG.1).floor() as i32)
}

/// The keys under which an event is found: its place; the cell it lies in, or the area that it is, with each feature.
fn own_keys(fact: &Facts) -> Vec<u64> {
    let Some(site) = fact.site else { return Vec::new() };
    let features = features(fact);
    let mut keys = Vec::new();
    for slot in slots(fact.day) {
        if matches!(slot, Slot::Day(_)) {
            keys.push(key((0_u8, slot, site.place)));
        }
        for feature in &features {
            match site.level {
                Level::Point => keys.push(key((1_u8, slot, cell(&site), feature))),
                _ => keys.push(key((2_u8, slot, site.place, feature))),
            }
            if let Some(area) = own_area(&site) {
                keys.push(key((3_u8, slot, area, feature)));
            }
        }
    }
    keys
}

fn own_area(site: &Site) -> Option<(usize, u32)> {
    let at = match site.level {
        Level::District => 0,
        Level::Region => 1,
        Level::Country => 2,
        Level::Point | Level::Other => return None,
    };
    Some((at, site.within[at]?))
}

/// The keys that an event asks for, each with true if the one that is found asks for this one too.
fn asked_keys(fact: &Facts, loose: bool) -> Vec<(u64, bool)> {
    // An account without a day asks for nothing: those with one ask for it.
    let (Some(site), Day::Dates(first, last)) = (fact.site, fact.day) else { return Vec::new() };
    let around = (first.yesterday().unwrap_or(first), last.tomorrow().unwrap_or(last));
    let mut slots: Vec<(Slot, bool)> =
        days(around.0, around.1).into_iter().map(|slot| (slot, true)).collect();
    let mut keys: Vec<(u64, bool)> =
        slots.iter().map(|&(slot, both)| (key((0_u8, slot, site.place)), both)).collect();
    if loose {
        slots.push((Slot::Loose, false));
        slots
            .extend((first == last).then(|| (Slot::Weekday(first.weekday().to_monday_zero_offset()), false)));
    }
    let features = features(fact);
    let cells = if site.level == Level::Point { cells_around(&site) } else { Vec::new() };
    for (slot, both) in slots {
        for feature in &features {
            keys.extend(cells.iter().map(|cell| (key((1_u8, slot, cell, feature)), both)));
            keys.push((key((2_u8, slot, site.place, feature)), both));
            keys.extend(areas_around(&site).map(|area| (key((3_u8, slot, area, feature)), false)));
        }
    }
    keys
}

/// The areas that hold a place, itself left out.
fn areas_around(site: &Site) -> impl Iterator<Item = (usize, u32)> {
    let own = own_area(site);
    let within = site.within;
    (0..3).filter_map(move |at| Some((at, within[at]?))).filter(move |area| Some(*area) != own)
}

/// The cells that hold what lies within [`FARTHEST_KM`].
fn cells_around(site: &Site) -> Vec<(i32, i32)> {
    let lat = FARTHEST_KM / 110.0;
    let lon = (lat / site.position.lat.to_radians().cos().max(0.05)).min(CELL_DEG.0);
    let corner = |dx: f64, dy: f64| {
        let mut moved = *site;
        moved.position.lon += dx * lon;
        moved.position.lat += dy * lat;
        cell(&moved)
    };
    let (west, south) = corner(-1.0, -1.0);
    let (east, north) = corner(1.0, 1.0);
    (west..=east).flat_map(|x| (south..=north).map(move |y| (x, y))).collect()
}
