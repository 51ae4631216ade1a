//! From how near to how far every bundled outline lies from the bundled Russia-Ukraine border, worked out beforehand: each costs
//! milliseconds, and a run over news of the world asks for hundreds.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::borders::{self, Border};

/// Rows "code, TAB, nearest, TAB, farthest", in metres; `BLESS=1 cargo test --test ranges` writes them.
const RU_UA: &str = include_str!("../../gazetteer/borders/ru-ua_ranges.tsv");

/// What is known beforehand of one border.
#[derive(Debug, Clone, Copy)]
pub struct Ranges(&'static FxHashMap<&'static str, (f64, f64)>);

/// The ranges to a border, if it is the bundled one of Russia and Ukraine as recognised.
#[must_use]
pub fn known(border: &Border) -> Option<Ranges> {
    static ROWS: LazyLock<FxHashMap<&'static str, (f64, f64)>> = LazyLock::new(|| {
        let row = |line: &'static str| {
            let (code, range) = line.split_once('\t')?;
            let (nearest, farthest) = range.split_once('\t')?;
            Some((code, (nearest.parse().ok()?, farthest.parse().ok()?)))
        };
        RU_UA.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
    });
    if border.id != "ru-ua" {
        return None;
    }
    // Not a copy, whose lines may be others.
    let bundled = borders::between("RU", "UA", borders::RECOGNISED)?;
    std::ptr::eq(bundled, border).then(|| Ranges(&ROWS))
}

impl Ranges {
    /// Metres from the nearest to the farthest part of the outline of a country or region, by its code in ISO 3166.
    #[must_use]
    pub fn range_m(self, code: &str) -> Option<(f64, f64)> {
        self.0.get(code).copied()
    }
}
