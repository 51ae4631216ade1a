//! The other places of a document as one name sees them: their regions, their countries, how near they are. A name that is not
//! settled speaks for each of its candidates by that one's probability, so that many unsure names can settle each other.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::groups::Group;
use super::rounds::Standing;
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
/// How near a place lies counts as shares that fall by 1/e every so many km.
const NEAR_KM: f64 = 25.0;
const FAR_KM: f64 = 150.0;
/// Places further apart than this in latitude or longitude are not near: 4.5 degrees of latitude are 500 km.
const NEAR_DEGREES: f64 = 4.5;

/// Weight of every region and country in one document.
#[derive(Debug, Default)]
pub struct Totals {
    regions: FxHashMap<PlaceNo, f64>,
    countries: FxHashMap<[u8; 2], f64>,
    /// Regions that the document names as such, by number of groups.
    named: FxHashMap<PlaceNo, usize>,
    sum: f64,
}

/// What one group says at present: its candidates, what they stand at and its weight by number of mentions.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// Its candidates.
    pub senses: &'a [Sense],
    /// Where they lie.
    pub sites: &'a [Site],
    /// What they stand at, best first; nothing before the first round.
    pub standings: &'a [Standing],
    /// Its weight.
    pub weight: f64,
}

impl<'a> Voice<'a> {
    /// Its likeliest candidate.
    #[must_use]
    pub fn best(self) -> Option<&'a Sense> {
        self.standings.first().map(|best| &self.senses[best.sense])
    }

    /// Its likelier candidates that lie in some country, with their weight.
    fn candidates(self) -> impl Iterator<Item = (&'a Sense, f64)> {
        let likely = self.standings.iter().take(VOICES).filter(|one| one.probability >= LEAST);
        let likely = likely.map(move |one| (&self.senses[one.sense], self.weight * one.probability));
        likely.filter(|(sense, _)| sense.country != *b"  ")
    }

    /// As many of its candidates as speak as neighbours, none below the probability `least`, that are no areas.
    fn points(self, many: usize, least: f64) -> impl Iterator<Item = Neighbour<'a>> {
        let likely = self.standings.iter().take(many).filter(move |one| one.probability >= least);
        let neighbour = move |one: &Standing| Neighbour {
            site: &self.sites[one.sense],
            place: self.senses[one.sense].place,
            probability: one.probability,
        };
        likely.filter(move |one| is_point(&self.senses[one.sense])).map(neighbour)
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
            let sure = voice.standings.first().is_some_and(|best| best.probability > SURE);
            if let Some(best) = voice.best().filter(|best| sure && best.class == PlaceClass::Region) {
                *totals.named.entry(best.place).or_default() += 1;
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

fn is_point(sense: &Sense) -> bool {
    matches!(sense.class, PlaceClass::Settlement | PlaceClass::District | PlaceClass::Facility)
}

/// A position that is measured to again and again.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    at: LonLat,
    spot: Spot,
    /// On a sphere of radius 1.
    unit: [f64; 3],
}

impl Site {
    /// Takes its sines and cosines, once.
    #[must_use]
    pub fn at(at: LonLat) -> Self {
        let (sin_lat, cos_lat) = at.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = at.lon.to_radians().sin_cos();
        Self { at, spot: Spot::at(at), unit: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat] }
    }

    /// A distance in km that [`Spot::km_to`] never falls below, and hardly exceeds nearby: the chord, less what rounding may do.
    fn least_km(&self, other: &Self) -> f64 {
        let square = |axis: usize| (self.unit[axis] - other.unit[axis]).powi(2);
        (6371.0 * (square(0) + square(1) + square(2)).sqrt() - 0.001).max(0.0)
    }
}

/// A likely place of a neighbour, with its probability.
#[derive(Debug, Clone, Copy)]
struct Neighbour<'a> {
    site: &'a Site,
    place: PlaceNo,
    probability: f64,
}

impl Neighbour<'_> {
    /// A share that its own, fallen by 1/e every `reach` km, cannot exceed, if it lies at least `km` away.
    fn most(&self, km: f64, reach: f64) -> f64 {
        let x = km / reach;
        self.probability / (1.0 + x * (1.0 + x * (0.5 + x / 6.0)))
    }
}

/// The likely places of all groups, in the order of the groups.
pub struct Neighbours<'a> {
    all: Vec<Neighbour<'a>>,
    /// Where those of each group begin, and of all the end.
    starts: Vec<usize>,
    /// All of them with their groups by latitude, where they are few: each group sees most of them.
    by_latitude: Vec<(usize, Neighbour<'a>)>,
}

/// Neighbours are put in order once for all groups where there are no more than this many groups.
const FEW_GROUPS: usize = 4 * WINDOW;

impl<'a> Neighbours<'a> {
    /// Of what all groups say.
    #[must_use]
    pub fn of(voices: &[Voice<'a>]) -> Self {
        let (mut all, mut starts) = (Vec::new(), vec![0]);
        for voice in voices {
            all.extend(voice.points(NEIGHBOURS, LEAST_NEIGHBOUR));
            starts.push(all.len());
        }
        let mut by_latitude = Vec::new();
        if voices.len() <= FEW_GROUPS {
            let groups = starts.windows(2).enumerate();
            by_latitude.extend(
                groups.flat_map(|(group, ends)| all[ends[0]..ends[1]].iter().map(move |one| (group, *one))),
            );
            by_latitude.sort_by(|(_, a), (_, b)| a.site.at.lat.total_cmp(&b.site.at.lat));
        }
        Self { all, starts, by_latitude }
    }

    /// Those of the groups around `group`, by latitude.
    fn around(&self, group: usize) -> Vec<Neighbour<'a>> {
        let (first, end) = (group.saturating_sub(WINDOW), (group + WINDOW + 1).min(self.starts.len() - 1));
        if !self.by_latitude.is_empty() {
            let within = |of: usize| (first..end).contains(&of) && of != group;
            let near = self.by_latitude.iter().filter(|(of, _)| within(*of));
            return near.map(|(_, one)| *one).collect();
        }
        let (before, after) =
            (self.starts[first]..self.starts[group], self.starts[group + 1]..self.starts[end]);
        let mut near = [&self.all[before], &self.all[after]].concat();
        near.sort_by(|a, b| a.site.at.lat.total_cmp(&b.site.at.lat));
        near
    }
}

/// What one group sees.
pub struct Surroundings<'a> {
    totals: &'a Totals,
    own: Voice<'a>,
    /// Neighbours by latitude.
    near: Vec<Neighbour<'a>>,
    /// Likely places of the other members of its lists.
    members: Vec<Neighbour<'a>>,
    /// Sum of all other groups' weights.
    others: f64,
}

impl<'a> Surroundings<'a> {
    /// The surroundings of the group of this `number`.
    #[must_use]
    pub fn of(
        totals: &'a Totals,
        voices: &[Voice<'a>],
        neighbours: &Neighbours<'a>,
        number: usize,
        group: &Group,
    ) -> Self {
        let own = voices[number];
        let others = totals.sum - own.sum(|_| true);
        let (mut near, mut members) = (Vec::new(), Vec::new());
        if !group.senses.is_empty() {
            near = neighbours.around(number);
            let listed = group.listed.iter().filter_map(|&other| voices.get(other));
            members = listed.flat_map(|voice| voice.points(MEMBERS, LEAST_MEMBER)).collect();
        }
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
        let own = self.own.best().is_some_and(|best| Some(best.place) == sense.region);
        let named = sense.region.and_then(|region| self.totals.named.get(&region)).copied().unwrap_or(0);
        named > usize::from(own)
    }

    /// Share of the document's other places in the country of `sense`, 0 to 1.
    #[must_use]
    pub fn country_share(&self, sense: &Sense) -> f64 {
        let Some(&all) = self.totals.countries.get(&sense.country) else { return 0.0 };
        self.share(all, |other| other.country == sense.country)
    }

    /// How near the nearest other place lies to the group's candidate `number`, as shares that fall by 1/e every 25 km and every
    /// 150 km, times the probability of that place.
    #[must_use]
    pub fn nearness(&self, number: usize) -> (f64, f64) {
        let mut nearest = (0.0_f64, 0.0_f64);
        let (site, place) = (&self.own.sites[number], self.own.senses[number].place);
        let at = site.at;
        // Meridians draw together towards the poles.
        let wide = if at.lat.abs() < 60.0 { 2.0 * NEAR_DEGREES } else { 360.0 };
        let first = self.near.partition_point(|other| other.site.at.lat < at.lat - NEAR_DEGREES);
        let beside = self.near.get(first..).unwrap_or_default().iter();
        let beside = beside.take_while(|other| other.site.at.lat <= at.lat + NEAR_DEGREES);
        for other in beside {
            // However near it lies, it is no more than its probability.
            if other.probability <= nearest.0 || other.place == place {
                continue;
            }
            let east = (other.site.at.lon - at.lon).abs();
            if east > wide && east < 360.0 - wide {
                continue;
            }
            let least = site.least_km(other.site);
            let nearer = (other.most(least, NEAR_KM) > nearest.0, other.most(least, FAR_KM) > nearest.1);
            if nearer == (false, false) {
                continue;
            }
            let km = other.site.spot.km_to(&site.spot);
            if nearer.0 {
                nearest.0 = nearest.0.max(other.probability * f64::exp(-km / NEAR_KM));
            }
            if nearer.1 {
                nearest.1 = nearest.1.max(other.probability * f64::exp(-km / FAR_KM));
            }
        }
        nearest
    }

    /// How near the nearest likely place of another member of the list lies to the group's candidate `number`, as a share that
    /// falls by 1/e every 40 km, times the root of its probability: two unsure names that lie side by side in one land only
    /// speak for each other there.
    #[must_use]
    pub fn list_nearness(&self, number: usize) -> f64 {
        let (site, place) = (&self.own.sites[number], self.own.senses[number].place);
        let mut nearest = 0.0_f64;
        for other in self.members.iter().filter(|other| other.place != place) {
            let other = Neighbour { probability: other.probability.sqrt(), ..*other };
            if other.most(site.least_km(other.site), LIST_KM) > nearest {
                let share = other.probability * f64::exp(-other.site.spot.km_to(&site.spot) / LIST_KM);
                nearest = nearest.max(share);
            }
        }
        nearest
    }

    fn share(&self, all: f64, same: impl Fn(&Sense) -> bool) -> f64 {
        let weight = all - self.own.sum(same);
        // One place more than there are, so that a lone neighbour does not count as the whole document.
        if self.others <= 0.0 { 0.0 } else { (weight / (self.others + 1.0)).clamp(0.0, 1.0) }
    }
}
