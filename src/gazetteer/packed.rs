//! The packed file: sections of bytes behind a table of contents, and place records of a fixed size.
//!
//! Nothing is parsed at start-up: a record is read from its bytes when it is asked for. Numbers are little-endian.
//!
//! `magic[8] count:u32 (offset:u32 length:u32)* sections...`

use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;

/// First bytes of a packed gazetteer; the digits are the version of the format.
pub const MAGIC: &[u8; 8] = b"EVGAZ002";
/// Bytes of one place record.
pub const RECORD: usize = 37;
/// Bytes of one entry of the table of cells: cell and place, 24 bits each.
pub const CELL: usize = 6;
/// Where in a record its country stands.
pub const COUNTRY: usize = 32;
/// Stands for "no place" and "no number".
pub const NONE: u32 = u32::MAX;

/// Which section of the file is which.
#[derive(Debug, Clone, Copy)]
pub enum Section {
    /// fst map from folded names to posting lists.
    Names,
    /// Posting lists of names: a count, then that many words `place << 3 | kind`.
    Postings,
    /// fst map from transliteration keys to posting lists.
    Keys,
    /// Posting lists of keys.
    KeyPostings,
    /// Place records.
    Places,
    /// All strings, in pairs: each a length (u8), then UTF-8 bytes.
    Strings,
    /// Settlement keys sorted by cell: `(cell, place)`, 24 bits each.
    Cells,
    /// Text about the file: layers, counts, digest; one `word TAB value...` a line.
    About,
}

/// All sections, in the order of the file.
pub const SECTIONS: usize = 8;

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

/// The little-endian word at byte `at`; 0 past the end.
#[must_use]
pub fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The little-endian number of 24 bits at byte `at`; 0 past the end.
#[must_use]
pub fn three(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 3)
        .map_or(0, |three| three.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

/// The number alone of a record of that many bytes: for a look at all.
#[must_use]
pub fn geonameid(record: &[u8]) -> u32 {
    word(record, GEONAMEID)
}

/// Where a record has its number.
const GEONAMEID: usize = 12;

impl Record {
    /// Writes the record's [`RECORD`] bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        for number in [
            self.at.0 as u32,
            self.at.1 as u32,
            self.population,
            self.geonameid,
            self.names,
            self.codes,
            // Keys fit in 24 bits (16 million places); the high bytes carry the class and the flags.
            self.region & 0x00FF_FFFF | u32::from(self.class_layer) << 24,
            self.district & 0x00FF_FFFF | u32::from(self.flags) << 24,
        ] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&self.country);
        out.extend_from_slice(&self.radius.to_le_bytes());
        out.push(self.alternates);
    }

    /// Reads a record from its bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        // One look at the length, none at each field: scans of all places read millions.
        let bytes = bytes.first_chunk::<RECORD>().unwrap_or(&[0; RECORD]);
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let key = |number: u32| if number & 0x00FF_FFFF == 0x00FF_FFFF { NONE } else { number & 0x00FF_FFFF };
        let (region, district) = (word(24), word(28));
        Self {
            at: (word(0).cast_signed(), word(4).cast_signed()),
            population: word(8),
            geonameid: word(GEONAMEID),
            names: word(16),
            codes: word(20),
            region: key(region),
            district: key(district),
            country: [bytes[COUNTRY], bytes[COUNTRY + 1]],
            radius: u16::from_le_bytes([bytes[34], bytes[35]]),
            alternates: bytes[36],
            class_layer: (region >> 24) as u8,
            flags: (district >> 24) as u8,
        }
    }

    /// Its position.
    #[must_use]
    pub fn position(&self) -> LonLat {
        LonLat { lon: f64::from(self.at.1) / 1e5, lat: f64::from(self.at.0) / 1e5 }
    }

    /// Its class.
    #[must_use]
    pub fn class(&self) -> PlaceClass {
        PlaceClass::ALL.get(usize::from(self.class_layer & 15)).copied().unwrap_or(PlaceClass::Area)
    }
}

/// The first string of the pair at `offset` of the strings section.
#[must_use]
pub fn first(strings: &[u8], offset: u32) -> &str {
    at(strings, offset as usize)
}

/// The second string of the pair at `offset` of the strings section.
#[must_use]
pub fn second(strings: &[u8], offset: u32) -> &str {
    let length = strings.get(offset as usize).map_or(0, |&length| usize::from(length));
    at(strings, offset as usize + 1 + length)
}

fn at(strings: &[u8], at: usize) -> &str {
    let length = strings.get(at).map_or(0, |&length| usize::from(length));
    strings.get(at + 1..at + 1 + length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}

/// Cuts a packed file into its sections; `None` if it is not one.
#[must_use]
pub fn sections(file: &[u8]) -> Option<[&[u8]; SECTIONS]> {
    if file.get(..8)? != MAGIC || word(file, 8) as usize != SECTIONS {
        return None;
    }
    let mut cut: [&[u8]; SECTIONS] = [&[]; SECTIONS];
    for (n, section) in cut.iter_mut().enumerate() {
        let (offset, length) = (word(file, 12 + n * 8) as usize, word(file, 16 + n * 8) as usize);
        *section = file.get(offset..offset.checked_add(length)?)?;
    }
    Some(cut)
}

/// Puts sections together into one file.
#[must_use]
pub fn join(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    let mut offset = 12 + 8 * SECTIONS;
    for section in sections {
        file.extend_from_slice(&(offset as u32).to_le_bytes());
        file.extend_from_slice(&(section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    file.extend(sections.iter().flatten());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_as_written() {
        let record = Record {
            at: (-3_300_001, 15_100_002),
            population: NONE,
            geonameid: 7,
            names: 2,
            codes: 9,
            region: NONE,
            district: 70_000,
            country: *b"AU",
            radius: 65_535,
            alternates: 200,
            class_layer: 0x36,
            flags: 0b1010_0001,
        };
        let mut bytes = Vec::new();
        record.write(&mut bytes);
        assert_eq!(bytes.len(), RECORD);
        assert_eq!(Record::read(&bytes), record);
        assert_eq!(Record::read(&bytes).class(), PlaceClass::Sea);
    }

    #[test]
    fn strings_stand_in_pairs() {
        let strings = b"\x00\x00\x02ab\x03cde\xff";
        for (offset, pair) in [(0, ("", "")), (2, ("ab", "cde")), (9, ("", "")), (99, ("", ""))] {
            assert_eq!((first(strings, offset), second(strings, offset)), pair, "{offset}");
        }
    }

    #[test]
    fn broken_files_are_refused() {
        let file = join(&std::array::from_fn(|n| vec![n as u8; n]));
        assert_eq!(sections(&file).map(|s| s[7]), Some(&[7_u8; 7][..]));
        for cut in [0, 5, 20, file.len() - 1] {
            assert!(sections(&file[..cut]).is_none(), "{cut}");
        }
    }
}
