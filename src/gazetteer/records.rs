//! Place records of the packed file: of a fixed size, read from their bytes when they are asked for.
//!
//! Every byte here counts some hundred thousand times. A record names one place that it lies in: its district, whose record names
//! the region, or its region. The few places of which more must be said are odd: a row of their own in a second table, sorted by
//! place, holds their region, district and code.
//!
//! A record: 25 bits of latitude and 26 of longitude, one bit for an id of its own and one for an odd place, 3 spare (7 bytes); class and
//! layer, 4 bits each; inhabitants (4); GeoNames id, or where its own id and code stand in the strings (4); where its names stand (4);
//! what it lies in (3); country (2); radius (2); how many further names (1); flags (1).

use super::PlaceClass;
use super::packed::{NONE, three, three_bytes, word};
use crate::geodesy::LonLat;

/// Bytes of one place record.
pub const RECORD: usize = 29;
/// Bytes of one row of the table of odd places: place, region, district (3 each), where its id and code stand (4).
pub const ODD: usize = 13;

/// Added to latitudes and longitudes in 0.00001 degrees, so that none is below zero.
const EQUATOR: i32 = 1 << 24;
const GREENWICH: i32 = 1 << 25;
const LAT_BITS: u64 = (1 << 25) - 1;
const LON_BITS: u64 = (1 << 26) - 1;
const OWN_ID: u64 = 1 << 51;
const IS_ODD: u64 = 1 << 52;
/// Where the parts of a record stand.
const CLASS_LAYER: usize = 7;
const POPULATION: usize = 8;
const NUMBER: usize = 12;
const NAMES: usize = 16;
const PARENT: usize = 20;
const COUNTRY: usize = 23;
const RADIUS: usize = 25;
const ALTERNATES: usize = 27;
const FLAGS: usize = 28;
/// [`NONE`] in 24 bits.
const NO_PARENT: u32 = 0x00FF_FFFF;

/// One place record, decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// Position in units of 0.00001 degrees: lat, lon.
    pub at: (i32, i32),
    /// Inhabitants, or [`NONE`].
    pub population: u32,
    /// GeoNames id, or 0.
    pub geonameid: u32,
    /// Offset in the strings of its usual name and, behind it, its name in the local script.
    pub names: u32,
    /// Offset in the strings of its id, where that is not `geonames:` and the number, and, behind it, its ISO 3166-2 code; 0 is
    /// a pair of empty strings.
    pub codes: u32,
    /// Key of its region, or [`NONE`].
    pub region: u32,
    /// Key of its district, or [`NONE`].
    pub district: u32,
    /// ISO 3166-1 alpha-2, or two zeros.
    pub country: [u8; 2],
    /// Radius in units of 100 m; 0 = by class and population.
    pub radius: u16,
    /// How many names it has beside the usual one; 255 stands for more too.
    pub alternates: u8,
    /// Place of its class in [`PlaceClass::ALL`] in the low 4 bits, its layer in the high 4.
    pub class_layer: u8,
    /// Bits after `layer::FLAGS`.
    pub flags: u8,
}

impl Record {
    /// Its position.
    #[must_use]
    pub fn position(&self) -> LonLat {
        LonLat { lon: f64::from(self.at.1) / 1e5, lat: f64::from(self.at.0) / 1e5 }
    }

    /// Its class.
    #[must_use]
    pub fn class(&self) -> PlaceClass {
        class(self.class_layer)
    }

    /// What it lies in: its district, else its region, else [`NONE`].
    fn parent(&self) -> u32 {
        if self.district == NONE { self.region } else { self.district }
    }
}

fn class(class_layer: u8) -> PlaceClass {
    PlaceClass::ALL.get(usize::from(class_layer & 15)).copied().unwrap_or(PlaceClass::Area)
}

/// All records of a file.
#[derive(Debug, Clone, Copy)]
pub struct Records<'f> {
    places: &'f [u8],
    odd: &'f [u8],
}

impl<'f> Records<'f> {
    /// From the two sections that [`write`] makes.
    #[must_use]
    pub fn new(places: &'f [u8], odd: &'f [u8]) -> Self {
        Self { places, odd }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len() / RECORD
    }

    /// False where bytes are left over or a row of the odd places is no place's.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.places.len().is_multiple_of(RECORD)
            && self.odd.len().is_multiple_of(ODD)
            && self.odd.chunks_exact(ODD).is_sorted_by_key(|row| three(row, 0))
            && self.odd.chunks_exact(ODD).all(|row| (three(row, 0) as usize) < self.len())
    }

    /// The bytes of one record; zeros where there is none.
    fn bytes(&self, key: u32) -> &'f [u8; RECORD] {
        let at = key as usize * RECORD;
        self.places.get(at..).and_then(|bytes| bytes.first_chunk()).unwrap_or(&[0; RECORD])
    }

    /// The record of a place; zeros where there is none.
    #[must_use]
    pub fn get(&self, key: u32) -> Record {
        // One look at the length, none at each field: scans of all places read millions.
        let bytes = self.bytes(key);
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let bits = bits(bytes);
        let (geonameid, codes) = if bits & OWN_ID == 0 { (word(NUMBER), 0) } else { (0, word(NUMBER)) };
        let (region, district) = self.lies_in(parent(bytes));
        let plain = Record {
            at: ((bits & LAT_BITS) as i32 - EQUATOR, (bits >> 25 & LON_BITS) as i32 - GREENWICH),
            population: word(POPULATION),
            geonameid,
            names: word(NAMES),
            codes,
            region,
            district,
            country: [bytes[COUNTRY], bytes[COUNTRY + 1]],
            radius: u16::from_le_bytes([bytes[RADIUS], bytes[RADIUS + 1]]),
            alternates: bytes[ALTERNATES],
            class_layer: bytes[CLASS_LAYER],
            flags: bytes[FLAGS],
        };
        if bits & IS_ODD == 0 { plain } else { self.with_oddities(key, plain) }
    }

    /// The class of a place alone: scans of all places ask for nothing else.
    #[must_use]
    pub fn class(&self, key: u32) -> PlaceClass {
        class(self.bytes(key)[CLASS_LAYER])
    }

    /// Its flags alone.
    #[must_use]
    pub fn flags(&self, key: u32) -> u8 {
        self.bytes(key)[FLAGS]
    }

    /// Region and district of what lies in `parent`.
    fn lies_in(&self, parent_key: u32) -> (u32, u32) {
        if parent_key == NONE {
            return (NONE, NONE);
        }
        let bytes = self.bytes(parent_key);
        if is_district(bytes[CLASS_LAYER]) { (parent(bytes), parent_key) } else { (parent_key, NONE) }
    }

    fn with_oddities(&self, key: u32, plain: Record) -> Record {
        let (mut low, mut high) = (0, self.odd.len() / ODD);
        while low < high {
            let middle = usize::midpoint(low, high);
            if three(self.odd, middle * ODD) < key { low = middle + 1 } else { high = middle }
        }
        let row = self.odd.get(low * ODD..).unwrap_or(&[]);
        if row.len() < ODD || three(row, 0) != key {
            return plain;
        }
        let place = |at: usize| Some(three(row, at)).filter(|&key| key != NO_PARENT).unwrap_or(NONE);
        Record { region: place(3), district: place(6), codes: word(row, 9), ..plain }
    }

    /// The GeoNames id alone, or 0: for a look at all.
    #[must_use]
    pub fn geonameid(&self, key: u32) -> u32 {
        let bytes = self.bytes(key);
        if bits(bytes) & OWN_ID == 0 { word(bytes, NUMBER) } else { 0 }
    }

    /// ISO 3166-1 alpha-2 of the place's country alone, or two zeros.
    #[must_use]
    pub fn country(&self, key: u32) -> &'f [u8] {
        &self.bytes(key)[COUNTRY..COUNTRY + 2]
    }
}

fn bits(bytes: &[u8; RECORD]) -> u64 {
    // Eight bytes at once, less the one behind them.
    let eight = bytes.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
    eight & ((1 << (8 * CLASS_LAYER)) - 1)
}

fn parent(bytes: &[u8; RECORD]) -> u32 {
    Some(three(bytes, PARENT)).filter(|&key| key != NO_PARENT).unwrap_or(NONE)
}

fn is_district(class_layer: u8) -> bool {
    PlaceClass::ALL.get(usize::from(class_layer & 15)) == Some(&PlaceClass::District)
}

/// The two sections of records: all of them, and the rows of the odd ones.
#[must_use]
pub fn write(records: &[Record]) -> (Vec<u8>, Vec<u8>) {
    let (mut places, mut odd) = (Vec::with_capacity(records.len() * RECORD), Vec::new());
    for (key, record) in records.iter().enumerate() {
        let parent = record.parent();
        let read_back = match records.get(parent as usize) {
            Some(above) if is_district(above.class_layer) => (above.parent(), parent),
            Some(_) => (parent, NONE),
            None => (NONE, NONE),
        };
        let own_id = record.geonameid == 0;
        let is_odd = (record.region, record.district) != read_back || !own_id && record.codes != 0;
        let mut bits = (record.at.0 + EQUATOR) as u64 & LAT_BITS;
        bits |= ((record.at.1 + GREENWICH) as u64 & LON_BITS) << 25;
        bits |= if own_id { OWN_ID } else { 0 } | if is_odd { IS_ODD } else { 0 };
        places.extend_from_slice(&bits.to_le_bytes()[..CLASS_LAYER]);
        places.push(record.class_layer);
        for number in [record.population, if own_id { record.codes } else { record.geonameid }, record.names]
        {
            places.extend_from_slice(&number.to_le_bytes());
        }
        places.extend_from_slice(&three_bytes(parent));
        places.extend_from_slice(&record.country);
        places.extend_from_slice(&record.radius.to_le_bytes());
        places.extend_from_slice(&[record.alternates, record.flags]);
        if is_odd {
            odd.extend([key as u32, record.region, record.district].into_iter().flat_map(three_bytes));
            odd.extend_from_slice(&record.codes.to_le_bytes());
        }
    }
    (places, odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Records of any sort that name each other, or nothing.
    fn any_records() -> impl Strategy<Value = Vec<Record>> {
        let key = || prop_oneof![2 => Just(NONE), 5 => 0..20_u32];
        let record = (
            (-9_000_000..=9_000_000_i32, -18_000_000..=18_000_000_i32),
            (any::<u32>(), prop_oneof![Just(0), any::<u32>()], any::<u32>(), any::<u32>()),
            (key(), key(), any::<[u8; 2]>(), any::<u16>()),
            (any::<u8>(), (0..7_u8, 0..16_u8), any::<u8>()),
        );
        let record = record.prop_map(|(at, numbers, (region, district, country, radius), small)| Record {
            at,
            population: numbers.0,
            geonameid: numbers.1,
            names: numbers.2,
            codes: numbers.3,
            region,
            district,
            country,
            radius,
            alternates: small.0,
            class_layer: small.1.0 | small.1.1 << 4,
            flags: small.2,
        });
        prop::collection::vec(record, 20)
    }

    proptest! {
        #[test]
        fn records_come_back_as_written(records in any_records()) {
            let (places, odd) = write(&records);
            let read = Records::new(&places, &odd);
            prop_assert!(read.is_whole() && read.len() == records.len());
            for (key, record) in (0..).zip(&records) {
                prop_assert_eq!(&read.get(key), record);
                prop_assert_eq!(read.geonameid(key), record.geonameid);
                prop_assert_eq!(read.country(key), record.country);
            }
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_nothing() {
        let record = Records::new(&[1, 2, 3], &[]).get(7);
        assert_eq!((record.geonameid, record.population, record.country), (0, 0, [0, 0]));
    }
}
