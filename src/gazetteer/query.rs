//! Searching the gazetteer by the beginning of a name, by a name nearly right, around a position, inside an area.

use std::collections::HashSet;

use fst::{IntoStreamer as _, Streamer as _};

use super::build::standing;
use super::candidate::{Candidate, Candidates, MatchKind, PlaceKey};
use super::fuzzy::edits_for;
use super::near::rough_km;
use super::normalise::normalise;
use super::pack::standing_of;
use super::packed::Section;
use super::store::{Flag, Gazetteer};
use super::{Area, PlaceClass};
use crate::geodesy::{LonLat, azimuth_deg, distance_m};

/// What of a name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'q> {
    /// Names that begin so.
    Prefix(&'q str),
    /// Names that differ by at most so many edits; by one (short names) or two, if no number is given.
    Fuzzy(&'q str, Option<usize>),
}

/// A search; every condition that is given must hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'q> {
    /// By name.
    pub name: Option<Wanted<'q>>,
    /// Within so many km of a position.
    pub near: Option<(LonLat, f64)>,
    /// Inside an area.
    pub inside: Option<Area>,
    /// Of one of these classes; of any, if there is none.
    pub classes: &'q [PlaceClass],
    /// Most places wanted.
    pub limit: usize,
}

/// One place that a search found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The place.
    pub key: PlaceKey,
    /// The name that led to it, folded, how it belongs to the place, and how many edits it is off.
    pub name: Option<(String, MatchKind, usize)>,
    /// From the position that was asked about: km along the geodesic.
    pub distance_km: Option<f64>,
    /// The direction in which it lies from there: degrees clockwise from north.
    pub azimuth_deg: Option<f64>,
}

/// What a search found, and how much more there is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Found {
    /// The best, at most as many as were asked for: by edits, then the name as given, then distance if a position was given,
    /// else as namesakes stand: names before stems, then inhabitants.
    pub hits: Vec<Hit>,
    /// How many places the search found in all.
    pub total: usize,
}

/// The sphere on which places are found differs from the ellipsoid by less than this.
const ROUGH: f64 = 1.006;

/// A hit before its distance is measured on the ellipsoid.
struct Draft {
    edits: usize,
    exact: bool,
    kind: MatchKind,
    key: PlaceKey,
    /// The name's number among those found.
    name: Option<usize>,
    rough_km: f64,
}

impl Gazetteer {
    /// Places that meet every condition of the query, best first. Goes through all places only if nothing but an area or
    /// classes are asked for, or areas around a position.
    #[must_use]
    pub fn query(&self, query: &Query<'_>) -> Found {
        let mut names = Vec::new();
        let mut drafts = self.drafts(query, &mut names);
        let by_distance = query.near.is_some();
        let order = |draft: &Draft| {
            let place = standing_of(&self.record(draft.key));
            let part = self.flag(draft.key, Flag::Part);
            let candidate = Candidate { key: draft.key, kind: draft.kind };
            (draft.edits, !draft.exact, part, standing(candidate, &place))
        };
        if by_distance {
            drafts.sort_by(|a, b| {
                let near = |draft: &Draft| (draft.edits, !draft.exact, draft.rough_km);
                near(a).partial_cmp(&near(b)).unwrap_or(std::cmp::Ordering::Equal).then(a.key.cmp(&b.key))
            });
        } else {
            drafts.sort_by_cached_key(order);
        }
        let mut seen = HashSet::new();
        drafts.retain(|draft| seen.insert(draft.key));
        // Rough distances decide who is measured, true ones decide the order.
        let measured =
            if by_distance { query.limit.saturating_mul(2).saturating_add(32) } else { query.limit };
        let mut total = drafts.len();
        drafts.truncate(measured);
        let mut hits: Vec<(bool, Hit)> =
            drafts.into_iter().map(|draft| (!draft.exact, self.hit(&draft, query, &names))).collect();
        if let Some((_, km)) = query.near {
            let before = hits.len();
            hits.retain(|(_, hit)| hit.distance_km.is_some_and(|found| found <= km));
            total -= before - hits.len();
            hits.sort_by(|(a_other, a), (b_other, b)| {
                let edits = |hit: &Hit| hit.name.as_ref().map_or(0, |(_, _, edits)| *edits);
                let km = |hit: &Hit| hit.distance_km.unwrap_or(f64::INFINITY);
                (edits(a), a_other)
                    .cmp(&(edits(b), b_other))
                    .then(km(a).total_cmp(&km(b)))
                    .then(a.key.cmp(&b.key))
            });
            hits.truncate(query.limit);
        }
        Found { hits: hits.into_iter().map(|(_, hit)| hit).collect(), total }
    }

    fn hit(&self, draft: &Draft, query: &Query<'_>, names: &[String]) -> Hit {
        let at = self.position(draft.key);
        let from = query.near.map(|(from, _)| from);
        Hit {
            key: draft.key,
            name: draft.name.and_then(|n| names.get(n)).map(|name| (name.clone(), draft.kind, draft.edits)),
            distance_km: from.map(|from| distance_m(from, at) / 1000.0),
            azimuth_deg: from.map(|from| azimuth_deg(from, at)),
        }
    }

    fn drafts(&self, query: &Query<'_>, names: &mut Vec<String>) -> Vec<Draft> {
        let draft = |key, rough_km| Draft {
            edits: 0,
            exact: false,
            kind: MatchKind::Primary,
            key,
            name: None,
            rough_km,
        };
        match (query.name, query.near) {
            (Some(Wanted::Prefix(prefix)), _) => self.by_prefix(prefix, query, names),
            (Some(Wanted::Fuzzy(name, edits)), _) => self.by_fuzzy(name, edits, query, names),
            (None, Some((at, km))) => {
                // Areas are not in the table of cells.
                if query.classes.iter().any(|class| class.is_areal()) {
                    let all = (0..self.len() as u32).map(PlaceKey);
                    return all.filter_map(|key| Some(draft(key, self.fits(key, query)?))).collect();
                }
                let near = self.near(at, km * ROUGH).into_iter();
                near.filter(|(key, _)| self.fits(*key, query).is_some())
                    .map(|(key, rough)| draft(key, rough))
                    .collect()
            }
            (None, None) => {
                let all = (0..self.len() as u32).map(PlaceKey);
                all.filter_map(|key| Some(draft(key, self.fits(key, query)?))).collect()
            }
        }
    }

    /// The rough distance in km from the position asked about (0 if there is none) of a place that meets the conditions
    /// beside the name's.
    fn fits(&self, key: PlaceKey, query: &Query<'_>) -> Option<f64> {
        if !query.classes.is_empty() && !query.classes.contains(&self.class(key)) {
            return None;
        }
        if query.inside.is_some_and(|area| !area.holds(self, key)) {
            return None;
        }
        let Some((at, km)) = query.near else { return Some(0.0) };
        let rough = rough_km(at, self.position(key));
        (rough <= km * ROUGH).then_some(rough)
    }

    fn by_prefix(&self, prefix: &str, query: &Query<'_>, names: &mut Vec<String>) -> Vec<Draft> {
        let folded = normalise(prefix);
        let mut drafts = Vec::new();
        let Some(map) = self.names.as_ref().filter(|_| !folded.is_empty()) else { return drafts };
        let mut stream = map.range().ge(&folded).into_stream();
        while let Some((name, value)) = stream.next() {
            if !name.starts_with(folded.as_bytes()) {
                break;
            }
            let before = drafts.len();
            for candidate in Candidates::behind(value, self.section(Section::Postings)) {
                let Some(rough_km) = self.fits(candidate.key, query) else { continue };
                drafts.push(Draft {
                    edits: 0,
                    exact: name.len() == folded.len(),
                    kind: candidate.kind,
                    key: candidate.key,
                    name: Some(names.len()),
                    rough_km,
                });
            }
            if drafts.len() > before {
                names.push(String::from_utf8_lossy(name).into_owned());
            }
        }
        drafts
    }

    fn by_fuzzy(
        &self,
        name: &str,
        edits: Option<usize>,
        query: &Query<'_>,
        names: &mut Vec<String>,
    ) -> Vec<Draft> {
        let most = edits.unwrap_or_else(|| edits_for(normalise(name).chars().count()));
        let mut drafts = Vec::new();
        for near in self.fuzzy(name, most) {
            for candidate in &near.candidates {
                let Some(rough_km) = self.fits(candidate.key, query) else { continue };
                drafts.push(Draft {
                    edits: near.edits,
                    exact: near.edits == 0,
                    kind: candidate.kind,
                    key: candidate.key,
                    name: Some(names.len()),
                    rough_km,
                });
            }
            names.push(near.name);
        }
        drafts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(query: &Query<'_>) -> Vec<&'static str> {
        let gazetteer = Gazetteer::embedded();
        gazetteer.query(query).hits.iter().map(|hit| gazetteer.name(hit.key)).collect()
    }

    #[test]
    fn well_known_places_come_first() {
        for (prefix, first) in
            [("Amsterd", "Amsterdam"), ("Варш", "Warsaw"), ("edinb", "Edinburgh"), ("Kopenh", "Copenhagen")]
        {
            let query = Query { name: Some(Wanted::Prefix(prefix)), limit: 1, ..Query::default() };
            assert_eq!(names(&query), [first], "{prefix}");
        }
        for none in ["", "--", "qqqq"] {
            let query = Query { name: Some(Wanted::Prefix(none)), limit: 9, ..Query::default() };
            assert!(names(&query).is_empty(), "{none}");
        }
    }

    #[test]
    fn nearest_first_and_nothing_beyond() {
        let gazetteer = Gazetteer::embedded();
        let at = LonLat::new(24.0, 49.84);
        let classes = [PlaceClass::Settlement];
        let query = Query { near: Some((at, 30.0)), classes: &classes, limit: 1000, ..Query::default() };
        let found = gazetteer.query(&query);
        assert!(found.hits.len() > 20 && found.hits.len() == found.total);
        let km: Vec<f64> = found.hits.iter().map(|hit| hit.distance_km.unwrap()).collect();
        assert!(km.windows(2).all(|pair| pair[0] <= pair[1]) && km.iter().all(|&km| km <= 30.0));
        for hit in &found.hits {
            let metres = distance_m(at, gazetteer.position(hit.key));
            assert!((hit.distance_km.unwrap() * 1000.0 - metres).abs() < 1e-6);
        }
        let few = gazetteer.query(&Query { limit: 3, ..query });
        assert_eq!(few.hits[..], found.hits[..3]);
        let regions = [PlaceClass::Region];
        assert_eq!(
            names(&Query { near: Some((at, 80.0)), classes: &regions, limit: 1, ..Query::default() }),
            ["Lviv Oblast"]
        );
    }

    #[test]
    fn conditions_hold_together() {
        let gazetteer = Gazetteer::embedded();
        let inside = Area::named(gazetteer, "PL");
        let query = Query { name: Some(Wanted::Prefix("Nowa")), inside, limit: 500, ..Query::default() };
        let found = gazetteer.query(&query);
        assert!(found.total > 5);
        assert!(found.hits.iter().all(|hit| gazetteer.country(hit.key) == Some("PL")));
        let mut keys: Vec<PlaceKey> = found.hits.iter().map(|hit| hit.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), found.hits.len(), "each place once");
        let fuzzy = Query { name: Some(Wanted::Fuzzy("Krakw", None)), inside, limit: 1, ..Query::default() };
        assert_eq!(names(&fuzzy), ["Kraków"]);
        let both = Query {
            name: Some(Wanted::Prefix("Nowa")),
            near: Some((LonLat::new(21.0, 52.2), 60.0)),
            limit: 500,
            ..Query::default()
        };
        let hits = gazetteer.query(&both).hits;
        assert!(!hits.is_empty() && hits.iter().all(|hit| hit.distance_km.unwrap() <= 60.0));
        let none = Query { limit: 2, ..Query::default() };
        assert_eq!(gazetteer.query(&none).hits.len(), 2, "no condition: the largest");
    }
}
