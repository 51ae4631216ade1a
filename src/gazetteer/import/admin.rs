//! The codes of GeoNames' divisions ("UA.07", "UA.07.6301") and which places they stand for.

use std::collections::{BTreeMap, HashMap};

use crate::gazetteer::pack::Packer;
use crate::gazetteer::packed::NONE;
use crate::gazetteer::{PlaceClass, PlaceKey};

/// The codes of one row.
#[derive(Debug, Clone, Copy)]
pub struct Codes<'l> {
    /// ISO 3166-1 alpha-2.
    pub country: &'l str,
    /// First level.
    pub admin1: &'l str,
    /// Second level.
    pub admin2: &'l str,
    /// The level of which the row itself is a division; 0 if of none.
    pub level: u8,
}

/// A row of `admin1CodesASCII.txt` or `admin2Codes.txt`.
#[derive(Debug, Clone)]
pub struct Division {
    /// Its usual name.
    pub name: String,
    /// The same in ASCII letters.
    pub ascii: String,
    /// Its GeoNames id.
    pub geonameid: u32,
}

/// No code.
const NO_CODE: u32 = u32::MAX;

/// What is known of codes.
#[derive(Debug, Default)]
pub struct Admin {
    numbers: HashMap<String, u32>,
    codes: Vec<String>,
    /// Places with the numbers of their codes, until all files are read.
    pending: Vec<(PlaceKey, u32, u32)>,
    /// Which place a code stands for.
    areas: HashMap<u32, PlaceKey>,
    /// The tables of names, by the codes' numbers.
    divisions: BTreeMap<u32, Division>,
    /// How many places of a base that bear a code lie in which of its regions and districts.
    votes: BTreeMap<(u32, PlaceKey), u32>,
}

impl Admin {
    fn number(&mut self, code: String) -> u32 {
        if let Some(&number) = self.numbers.get(&code) {
            return number;
        }
        let number = self.codes.len() as u32;
        self.codes.push(code.clone());
        self.numbers.insert(code, number);
        number
    }

    /// Notes a row of a dump: a division, a new place in one, or a place whose division the base knows.
    pub fn seen(&mut self, packer: &Packer, key: PlaceKey, added: bool, codes: Codes<'_>) {
        let Codes { country, admin1, admin2, level } = codes;
        // "00" is GeoNames' word for no division.
        if country.is_empty() || matches!(admin1, "" | "00") {
            return;
        }
        let first = self.number(format!("{country}.{admin1}"));
        let second =
            if admin2.is_empty() { NO_CODE } else { self.number(format!("{country}.{admin1}.{admin2}")) };
        match level {
            1 => drop(self.areas.insert(first, key)),
            2 if second != NO_CODE => drop(self.areas.insert(second, key)),
            _ => {}
        }
        let record = packer.record(key);
        if added {
            if level != 1 && record.class() != PlaceClass::Country {
                self.pending.push((key, first, if level == 2 { NO_CODE } else { second }));
            }
        } else if record.class() == PlaceClass::Settlement {
            for (code, area) in [(first, record.region), (second, record.district)] {
                if code != NO_CODE && area != NONE {
                    *self.votes.entry((code, PlaceKey(area))).or_default() += 1;
                }
            }
        }
    }

    /// Notes a row of a table of codes.
    pub fn divide(&mut self, code: &str, division: Division) {
        let number = self.number(code.to_owned());
        self.divisions.insert(number, division);
    }

    /// Learns which place each code stands for: by its own row in a dump, by its id in a table, else as the base's places
    /// that bear it say.
    pub fn learn(&mut self, packer: &Packer) {
        for (&code, division) in &self.divisions {
            if let Some(key) = packer.by_number(division.geonameid) {
                self.areas.entry(code).or_insert(key);
            }
        }
        let mut best: BTreeMap<u32, (u32, PlaceKey)> = BTreeMap::new();
        for (&(code, area), &votes) in &self.votes {
            let leader = best.entry(code).or_insert((votes, area));
            if votes > leader.0 {
                *leader = (votes, area);
            }
        }
        for (code, (_, area)) in best {
            self.areas.entry(code).or_insert(area);
        }
    }

    /// Codes with a name and places in them that stand for no place yet, each with those places, and its country and level.
    pub fn missing(&self, packer: &Packer) -> Vec<(u32, String, &Division, Vec<PlaceKey>)> {
        let mut members: BTreeMap<u32, Vec<PlaceKey>> = BTreeMap::new();
        for &(key, first, second) in &self.pending {
            for code in [first, second] {
                let wanted = code != NO_CODE && !self.areas.contains_key(&code);
                if wanted && packer.record(key).class() == PlaceClass::Settlement {
                    members.entry(code).or_default().push(key);
                }
            }
        }
        let named = members.into_iter().filter_map(|(code, keys)| {
            let division = self.divisions.get(&code)?;
            Some((code, self.codes.get(code as usize)?.clone(), division, keys))
        });
        named.collect()
    }

    /// Says which place a code stands for.
    pub fn place(&mut self, code: u32, key: PlaceKey) {
        self.areas.insert(code, key);
    }

    /// The place that a code stands for.
    #[must_use]
    pub fn area(&self, code: &str) -> Option<PlaceKey> {
        self.areas.get(self.numbers.get(code)?).copied()
    }

    /// The places that were waiting, with their region and district.
    pub fn settled(&mut self) -> impl Iterator<Item = (PlaceKey, Option<PlaceKey>, Option<PlaceKey>)> + '_ {
        let areas = &self.areas;
        std::mem::take(&mut self.pending).into_iter().map(|(key, first, second)| {
            let area = |code: u32| areas.get(&code).copied().filter(|&area| area != key);
            (key, area(first), area(second))
        })
    }
}
