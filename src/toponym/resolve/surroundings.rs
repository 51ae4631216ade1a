//! The other places of a document as one name sees them: their regions, their countries, how near they are. A name that is not
//! settled speaks for each of its candidates by that one's probability, so that many unsure names can settle each other.

use std::collections::BTreeMap;

use super::Ranked;
use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;
use crate::toponym::atlas::{PlaceNo, Sense, Spot};

/// Distances are taken to the nearest of this many names before and after, so that long documents stay linear.
const WINDOW: usize = 16;
/// A region surer than this counts as named.
const SURE: f64 = 0.5;
/// So many candidates of a name speak, and none below this probability.
const VOICES: usize = 8;
const LEAST: f64 = 0.02;
/// So many candidates of a neighbour are measured to, and none below this probability.
const NEIGHBOURS: usize = 3;
const LEAST_NEIGHBOUR: f64 = 0.1;
/// The same for members of one list, which lie together more often than others do: the shares fall by 1/e every [`LIST_KM`].
const MEMBERS: usize = 24;
const LEAST_MEMBER: f64 = 0.002;
const LIST_KM: f64 = 40.0;
/// Places further apart than this in latitude or longitude are not near: 4.5 degrees of latitude are 500 km.
const NEAR_DEGREES: f64 = 4.5;

/// Weight of every region and country in one document.
#[derive(Debug, Default)]
pub struct Totals {
    regions: BTreeMap<PlaceNo, f64>,
    countries: BTreeMap<[u8; 2], f64>,
    /// Regions that the document names as such, by number of groups.
    named: BTreeMap<PlaceNo, usize>,
    sum: f64,
}

/// What one group says at present: its candidates, best first, and its weight by number of mentions.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// Its candidates, best first.
    pub ranked: &'a [Ranked],
    /// Its weight.
    pub weight: f64,
}

impl<'a> Voice<'a> {
    /// Its likelier candidates that lie in some country, with their weight.
    fn candidates(self) -> impl Iterator<Item = (&'a Sense, f64)> {
        let likely = self.ranked.iter().take(VOICES).filter(|one| one.probability >= LEAST);
        let placed = likely.filter(|one| one.sense.country != *b"  ");
        placed.map(move |one| (&one.sense, self.weight * one.probability))
    }

    fn sum(self, fits: impl Fn(&Sense) -> bool) -> f64 {
        self.candidates().filter(|(sense, _)| fits(sense)).map(|(_, weight)| weight).sum()
    }
}

impl Totals {
    /// Adds up all voices, and `countries` that adjectives point to.
    #[must_use]
    pub fn of(voices: &[Voice<'_>], countries: &BTreeMap<[u8; 2], f64>) -> Self {
        let mut totals = Self::default();
        for voice in voices {
            for (sense, weight) in voice.candidates() {
                totals.sum += weight;
                *totals.countries.entry(sense.country).or_default() += weight;
                if let Some(region) = own_region(sense) {
                    *totals.regions.entry(region).or_default() += weight;
                }
            }
            let best = voice.ranked.first().filter(|best| best.probability > SURE);
            if let Some(best) = best.filter(|best| best.sense.class == PlaceClass::Region) {
                *totals.named.entry(best.sense.place).or_default() += 1;
            }
        }
        for (&country, &weight) in countries {
            *totals.countries.entry(country).or_default() += weight;
            totals.sum += weight;
        }
        totals
    }
}

fn own_region(sense: &Sense) -> Option<PlaceNo> {
    if sense.class == PlaceClass::Region { Some(sense.place) } else { sense.region }
}

/// A likely place of a neighbour, with its probability.
#[derive(Debug, Clone, Copy)]
struct Neighbour {
    at: LonLat,
    spot: Spot,
    place: PlaceNo,
    probability: f64,
}

/// What one group sees.
pub struct Surroundings<'a> {
    totals: &'a Totals,
    own: Option<Voice<'a>>,
    /// Neighbours by latitude.
    near: Vec<Neighbour>,
    /// Likely places of the other members of its lists.
    members: Vec<Neighbour>,
    /// Sum of all other groups' weights.
    others: f64,
}

impl<'a> Surroundings<'a> {
    /// The surroundings of group `group`, which stands in lists with the groups `listed`.
    #[must_use]
    pub fn of(totals: &'a Totals, voices: &[Voice<'a>], group: usize, listed: &[usize]) -> Self {
        let window = group.saturating_sub(WINDOW)..(group + WINDOW + 1).min(voices.len());
        let point = |sense: &Sense| {
            matches!(sense.class, PlaceClass::Settlement | PlaceClass::District | PlaceClass::Facility)
        };
        let neighbour = |one: &Ranked| Neighbour {
            at: one.sense.position,
            spot: Spot::at(one.sense.position),
            place: one.sense.place,
            probability: one.probability,
        };
        let mut near: Vec<Neighbour> = window
            .filter(|&other| other != group)
            .flat_map(|other| voices[other].ranked.iter().take(NEIGHBOURS))
            .filter(|one| one.probability >= LEAST_NEIGHBOUR && point(&one.sense))
            .map(neighbour)
            .collect();
        let members = listed
            .iter()
            .filter_map(|&other| voices.get(other))
            .flat_map(|voice| voice.ranked.iter().take(MEMBERS))
            .filter(|one| one.probability >= LEAST_MEMBER && point(&one.sense))
            .map(neighbour)
            .collect();
        near.sort_by(|a, b| a.at.lat.total_cmp(&b.at.lat));
        let own = voices.get(group).copied();
        let others = totals.sum - own.map_or(0.0, |own| own.sum(|_| true));
        Self { totals, own, near, members, others }
    }

    /// Share of the document's other places in the region of `sense`, 0 to 1.
    #[must_use]
    pub fn region_share(&self, sense: &Sense) -> f64 {
        let Some(region) = own_region(sense) else { return 0.0 };
        let Some(&all) = self.totals.regions.get(&region) else { return 0.0 };
        self.share(all, |other| own_region(other) == Some(region))
    }

    /// True if another name of the document is the region that `sense` lies in.
    #[must_use]
    pub fn region_named(&self, sense: &Sense) -> bool {
        let best = self.own.and_then(|own| own.ranked.first());
        let own = best.is_some_and(|best| Some(best.sense.place) == sense.region);
        let named = sense.region.and_then(|region| self.totals.named.get(&region)).copied().unwrap_or(0);
        named > usize::from(own)
    }

    /// Share of the document's other places in the country of `sense`, 0 to 1.
    #[must_use]
    pub fn country_share(&self, sense: &Sense) -> f64 {
        let Some(&all) = self.totals.countries.get(&sense.country) else { return 0.0 };
        self.share(all, |other| other.country == sense.country)
    }

    /// How near the nearest other place lies, as shares that fall by 1/e every 25 km and every 150 km, times the probability
    /// of that place.
    #[must_use]
    pub fn nearness(&self, sense: &Sense) -> (f64, f64) {
        let mut nearest = (0.0_f64, 0.0_f64);
        let at = sense.position;
        let spot = Spot::at(at);
        // Meridians draw together towards the poles.
        let wide = if at.lat.abs() < 60.0 { 2.0 * NEAR_DEGREES } else { 360.0 };
        let first = self.near.partition_point(|other| other.at.lat < at.lat - NEAR_DEGREES);
        let beside = self.near.iter().skip(first).take_while(|other| other.at.lat <= at.lat + NEAR_DEGREES);
        for other in beside.filter(|other| other.place != sense.place) {
            let east = (other.at.lon - at.lon).abs();
            // However near it lies, it is no more than its probability.
            if east > wide && east < 360.0 - wide || other.probability <= nearest.0 {
                continue;
            }
            let km = other.spot.km_to(&spot);
            nearest.0 = nearest.0.max(other.probability * f64::exp(-km / 25.0));
            nearest.1 = nearest.1.max(other.probability * f64::exp(-km / 150.0));
        }
        nearest
    }

    /// How near the nearest likely place of another member of the list lies, as a share that falls by 1/e every 40 km, times the
    /// root of its probability: two unsure names that lie side by side in one land only speak for each other there.
    #[must_use]
    pub fn list_nearness(&self, sense: &Sense) -> f64 {
        let others = self.members.iter().filter(|other| other.place != sense.place);
        let spot = Spot::at(sense.position);
        others
            .map(|other| other.probability.sqrt() * f64::exp(-other.spot.km_to(&spot) / LIST_KM))
            .fold(0.0, f64::max)
    }

    fn share(&self, all: f64, same: impl Fn(&Sense) -> bool) -> f64 {
        let weight = all - self.own.map_or(0.0, |own| own.sum(same));
        // One place more than there are, so that a lone neighbour does not count as the whole document.
        if self.others <= 0.0 { 0.0 } else { (weight / (self.others + 1.0)).clamp(0.0, 1.0) }
    }
}
