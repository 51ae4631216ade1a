//! The other places of a document as one name sees them: their regions, their countries, how near they are.

use std::collections::BTreeMap;

use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{PlaceNo, Sense, rough_km};

/// Distances are taken to the nearest of this many names before and after, so that long documents stay linear.
const WINDOW: usize = 16;
/// A name surer than this is worth a distance.
const SURE: f64 = 0.5;

/// Weight of every region and country in one document.
#[derive(Debug, Default)]
pub struct Totals {
    regions: BTreeMap<PlaceNo, f64>,
    countries: BTreeMap<[u8; 2], f64>,
    /// Regions that the document names as such, by number of groups.
    named: BTreeMap<PlaceNo, usize>,
    sum: f64,
}

/// One group's present meaning.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The place.
    pub sense: Sense,
    /// Its probability.
    pub probability: f64,
    /// Weight by number of mentions.
    pub weight: f64,
}

impl Totals {
    /// Adds up all picks, and `countries` that adjectives point to.
    #[must_use]
    pub fn of(picks: &[Option<Pick>], countries: &BTreeMap<[u8; 2], f64>) -> Self {
        let mut totals = Self::default();
        for pick in picks.iter().flatten() {
            totals.add(pick, 1.0);
            if pick.sense.class == PlaceClass::Region && pick.probability > SURE {
                *totals.named.entry(pick.sense.place).or_default() += 1;
            }
        }
        for (&country, &weight) in countries {
            *totals.countries.entry(country).or_default() += weight;
            totals.sum += weight;
        }
        totals
    }

    fn add(&mut self, pick: &Pick, sign: f64) {
        let weight = sign * pick.weight * pick.probability;
        if pick.sense.country == *b"  " {
            return;
        }
        self.sum += weight;
        *self.countries.entry(pick.sense.country).or_default() += weight;
        if let Some(region) = own_region(&pick.sense) {
            *self.regions.entry(region).or_default() += weight;
        }
    }
}

fn own_region(sense: &Sense) -> Option<PlaceNo> {
    if sense.class == PlaceClass::Region { Some(sense.place) } else { sense.region }
}

/// What one group sees.
pub struct Surroundings<'a> {
    totals: &'a Totals,
    own: Option<&'a Pick>,
    near: Vec<&'a Sense>,
}

impl<'a> Surroundings<'a> {
    /// The surroundings of group `group`.
    #[must_use]
    pub fn of(totals: &'a Totals, picks: &'a [Option<Pick>], group: usize) -> Self {
        let window = group.saturating_sub(WINDOW)..(group + WINDOW + 1).min(picks.len());
        let near = window
            .filter(|&other| other != group)
            .filter_map(|other| picks[other].as_ref())
            .filter(|pick| pick.probability > SURE)
            .map(|pick| &pick.sense)
            .filter(|sense| {
                matches!(sense.class, PlaceClass::Settlement | PlaceClass::District | PlaceClass::Facility)
            })
            .collect();
        Self { totals, own: picks.get(group).and_then(Option::as_ref), near }
    }

    /// Share of the document's other places in the region of `sense`, 0 to 1.
    #[must_use]
    pub fn region_share(&self, sense: &Sense) -> f64 {
        let Some(region) = own_region(sense) else { return 0.0 };
        let own = self.own_weight(|pick| own_region(&pick.sense) == Some(region));
        self.share(self.totals.regions.get(&region).copied().unwrap_or(0.0) - own)
    }

    /// True if another name of the document is the region that `sense` lies in.
    #[must_use]
    pub fn region_named(&self, sense: &Sense) -> bool {
        let own = self.own.is_some_and(|pick| Some(pick.sense.place) == sense.region);
        let named = sense.region.and_then(|region| self.totals.named.get(&region)).copied().unwrap_or(0);
        named > usize::from(own)
    }

    /// Share of the document's other places in the country of `sense`, 0 to 1.
    #[must_use]
    pub fn country_share(&self, sense: &Sense) -> f64 {
        let own = self.own_weight(|pick| pick.sense.country == sense.country);
        self.share(self.totals.countries.get(&sense.country).copied().unwrap_or(0.0) - own)
    }

    /// Distance to the nearest surer place other than itself, in km.
    #[must_use]
    pub fn nearest_km(&self, sense: &Sense) -> Option<f64> {
        let others = self.near.iter().filter(|other| other.place != sense.place);
        others.map(|other| rough_km(other.position, sense.position)).min_by(f64::total_cmp)
    }

    fn own_weight(&self, same: impl Fn(&Pick) -> bool) -> f64 {
        self.own.filter(|pick| same(pick)).map_or(0.0, |pick| pick.weight * pick.probability)
    }

    fn share(&self, weight: f64) -> f64 {
        let own = self
            .own
            .filter(|pick| pick.sense.country != *b"  ")
            .map_or(0.0, |pick| pick.weight * pick.probability);
        let sum = self.totals.sum - own;
        // One place more than there are, so that a lone neighbour does not count as the whole document.
        if sum <= 0.0 { 0.0 } else { (weight / (sum + 1.0)).clamp(0.0, 1.0) }
    }
}
