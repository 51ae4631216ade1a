//! What does not change while names are settled: which regions and countries could hold how many of a document's names, and in
//! which countries a text in these words is at home.

use rustc_hash::FxHashMap;

use super::groups::Group;
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{PlaceNo, Sense};
use crate::toponym::lexicon::{Classes, Lexicon};
use crate::toponym::page::Page;

/// Names with more candidates than this could lie anywhere and say nothing of where they do.
const MOST_CANDIDATES: usize = 64;
/// A word of home counts for half with this many of its kind, and for more with more.
const FEW_WORDS: f64 = 3.0;

/// The setting of one document.
#[derive(Debug, Default)]
pub struct Setting {
    regions: FxHashMap<PlaceNo, f64>,
    countries: FxHashMap<[u8; 2], f64>,
    weights: Vec<f64>,
    sum: f64,
    homes: FxHashMap<[u8; 2], f64>,
    words: f64,
}

impl Setting {
    /// Of a page whose names are `groups`.
    #[must_use]
    pub fn of(page: &Page<'_>, groups: &[Group]) -> Self {
        let mut setting = Self::default();
        for group in groups {
            setting.add(group);
        }
        for at in (0..page.len()).filter(|&at| page.is(at, Classes::HOME)) {
            let countries = Lexicon::english().home_countries(page.lower(at));
            // A word that few countries share says more.
            let share = 1.0 / (1.0 + countries.len() as f64).ln();
            for &country in countries {
                *setting.homes.entry(country).or_default() += share;
            }
            setting.words += share;
        }
        setting
    }

    fn add(&mut self, group: &Group) {
        let placed: Vec<&Sense> = group.senses.iter().filter(|sense| sense.country != *b"  ").collect();
        let weight = if placed.is_empty() || placed.len() > MOST_CANDIDATES {
            0.0
        } else {
            (1.0 + group.mentions.len() as f64).ln() / (2.0 + placed.len() as f64).log2()
        };
        self.weights.push(weight);
        if weight > 0.0 {
            let mut regions: Vec<PlaceNo> = placed.iter().filter_map(|sense| region_of(sense)).collect();
            regions.sort_unstable();
            regions.dedup();
            let mut countries: Vec<[u8; 2]> = placed.iter().map(|sense| sense.country).collect();
            countries.sort_unstable();
            countries.dedup();
            self.sum += weight;
            for region in regions {
                *self.regions.entry(region).or_default() += weight;
            }
            for country in countries {
                *self.countries.entry(country).or_default() += weight;
            }
        }
    }

    /// Share of the other names that the region of `sense` could hold, 0 to 1.
    #[must_use]
    pub fn region_cover(&self, group: usize, sense: &Sense) -> f64 {
        let all = region_of(sense).and_then(|region| self.regions.get(&region));
        self.cover(group, all.copied().unwrap_or(0.0))
    }

    /// Share of the other names that the country of `sense` could hold, 0 to 1.
    #[must_use]
    pub fn country_cover(&self, group: usize, sense: &Sense) -> f64 {
        self.cover(group, self.countries.get(&sense.country).copied().unwrap_or(0.0))
    }

    /// How much the words of money, office and spelling speak for the country of `sense`, 0 to 1.
    #[must_use]
    pub fn home(&self, sense: &Sense) -> f64 {
        self.homes.get(&sense.country).copied().unwrap_or(0.0) / (self.words + FEW_WORDS)
    }

    fn cover(&self, group: usize, all: f64) -> f64 {
        let own = self.weights.get(group).copied().unwrap_or(0.0);
        ((all - own) / (self.sum - own + 1.0)).clamp(0.0, 1.0)
    }
}

fn region_of(sense: &Sense) -> Option<PlaceNo> {
    if sense.class == PlaceClass::Region { Some(sense.place) } else { sense.region }
}
