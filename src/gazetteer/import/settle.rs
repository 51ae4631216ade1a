//! After all places are read: which region and district each lies in.

use std::collections::HashMap;

use super::{Importer, SHOWN};
use crate::gazetteer::layer::Row;
use crate::gazetteer::near::rough_km;
use crate::gazetteer::normalise::normalise;
use crate::gazetteer::packed::NONE;
use crate::gazetteer::{PlaceClass, PlaceKey};
use crate::geodesy::LonLat;

impl Importer<'_> {
    /// Gives places their regions and districts: by GeoNames' codes, then by words.
    pub(super) fn settle(&mut self) {
        self.admin.learn(&self.packer);
        self.make_missing();
        for (key, region, district) in self.admin.settled() {
            self.packer.put_in(key, region, district);
        }
        self.settle_words();
    }

    /// Divisions that a table names and no dump places: in the middle of their settlements, as far as the farthest.
    fn make_missing(&mut self) {
        let missing: Vec<_> = self
            .admin
            .missing(&self.packer)
            .into_iter()
            .map(|(code, words, division, members)| (code, words, division.clone(), members))
            .collect();
        let mut layer = None;
        for (code, words, division, members) in missing {
            let points: Vec<LonLat> = members.iter().map(|&key| self.packer.record(key).position()).collect();
            let Some(middle) = middle(&points) else { continue };
            let radius = points.iter().map(|&point| rough_km(middle, point)).fold(1.0, f64::max);
            let first = words.matches('.').count() == 1;
            let class = if first { PlaceClass::Region } else { PlaceClass::District };
            let country = words.split('.').next().unwrap_or("").to_owned();
            let row = Row {
                id: format!("geonames:{}", division.geonameid),
                name: division.name.clone(),
                class,
                position: middle,
                radius_km: Some(radius),
                country,
                flags: 1 << 5,
                names: vec![division.ascii],
                ..Row::empty(class, middle)
            };
            let layer = *layer.get_or_insert_with(|| self.packer.layer("divisions"));
            let Ok(key) = self.packer.take(&row, layer) else { continue };
            self.admin.place(code, key);
            if !first {
                let region = words.rsplit_once('.').and_then(|(region, _)| self.admin.area(region));
                self.packer.put_in(key, region, None);
            }
        }
    }

    /// Regions and districts that tables name by id, code or name.
    fn settle_words(&mut self) {
        let worded = std::mem::take(&mut self.worded);
        if worded.is_empty() {
            return;
        }
        let areas = self.areas_by_words();
        for place in worded {
            let country = self.packer.record(place.key).country;
            let mut find = |words: &str, class: PlaceClass| {
                if words.is_empty() {
                    return None;
                }
                let found = self.packer.by_id(words).or_else(|| {
                    let ask = |country| areas.get(&(class, country, normalise(words))).copied();
                    ask(country).or_else(|| ask([0; 2])).or_else(|| self.in_base(words, class, country))
                });
                if found.is_none() && self.unknown.len() < SHOWN {
                    let what = format!("no {} is called '{words}'", class.as_str());
                    if !self.unknown.contains(&what) {
                        self.unknown.push(what);
                    }
                }
                found
            };
            let region = find(&place.region, PlaceClass::Region);
            let district = find(&place.district, PlaceClass::District);
            self.packer.put_in(place.key, region, district);
        }
    }

    /// Regions and districts by class, country and folded name or code; codes under no country.
    fn areas_by_words(&self) -> HashMap<(PlaceClass, [u8; 2], String), PlaceKey> {
        let mut areas = HashMap::new();
        for key in self.packer.keys() {
            let record = self.packer.record(key);
            let class = record.class();
            if !matches!(class, PlaceClass::Region | PlaceClass::District) {
                continue;
            }
            let [name, local, code] = self.packer.words(key);
            for name in [name, local].into_iter().filter(|name| !name.is_empty()) {
                areas.entry((class, record.country, normalise(name))).or_insert(key);
            }
            if class == PlaceClass::Region && !code.is_empty() {
                areas.entry((class, [0; 2], normalise(code))).or_insert(key);
            }
        }
        areas
    }

    /// Keys of the base are those of the new file.
    fn in_base(&self, words: &str, class: PlaceClass, country: [u8; 2]) -> Option<PlaceKey> {
        let base = self.options.base?;
        let fits = |key| base.class(key) == class && base.country(key).map(str::as_bytes) == Some(&country);
        base.lookup(words).into_iter().map(|candidate| candidate.key).find(|&key| fits(key))
    }
}

/// The middle of points on a sphere; none if there is no point, or no middle.
fn middle(points: &[LonLat]) -> Option<LonLat> {
    let mut sum = [0.0; 3];
    for point in points {
        let (lon, lat) = (point.lon.to_radians(), point.lat.to_radians());
        sum[0] += lat.cos() * lon.cos();
        sum[1] += lat.cos() * lon.sin();
        sum[2] += lat.sin();
    }
    let flat = sum[0].hypot(sum[1]);
    if flat.hypot(sum[2]) < 1e-9 {
        return None;
    }
    Some(LonLat { lon: sum[1].atan2(sum[0]).to_degrees(), lat: sum[2].atan2(flat).to_degrees() })
}

impl crate::gazetteer::pack::Packer {
    /// Says in which region and district a place lies, unless it is known; an area does not lie in itself.
    fn put_in(&mut self, key: PlaceKey, region: Option<PlaceKey>, district: Option<PlaceKey>) {
        let record = self.record_mut(key);
        for (slot, area) in [(&mut record.region, region), (&mut record.district, district)] {
            if *slot == NONE
                && let Some(area) = area.filter(|&area| area != key)
            {
                *slot = area.0;
            }
        }
    }
}
