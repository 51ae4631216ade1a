//! The packed file: sections of bytes behind a table of contents, and place records of a fixed size.
//!
//! Nothing is parsed at start-up: a record is read from its bytes when it is asked for. Numbers are little-endian.
//!
//! `magic[8] count:u32 (offset:u32 length:u32)* sections...`

use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;

/// First bytes of a packed gazetteer; the digits are the version of the format.
pub const MAGIC: &[u8; 8] = b"EVGAZ001";
/// Bytes of one place record.
pub const RECORD: usize = 48;
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
    /// All strings: a length (u16), then UTF-8 bytes.
    Strings,
    /// Settlement keys sorted by cell: `(cell, place)`.
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
    /// Offsets in the strings: usual name, local name, id (unless GeoNames), ISO 3166-2 code; 0 is the empty string.
    pub name: u32,
    /// Name in the local script.
    pub local: u32,
    /// Id, where it is not `geonames:` and the number.
    pub id: u32,
    /// ISO 3166-2 code.
    pub code: u32,
    /// Key of its region, or [`NONE`].
    pub region: u32,
    /// Key of its district, or [`NONE`].
    pub district: u32,
    /// ISO 3166-1 alpha-2, or two zeros.
    pub country: [u8; 2],
    /// Radius in units of 100 m; 0 = by class and population.
    pub radius: u16,
    /// How many names it has beside the usual one.
    pub alternates: u16,
    /// Place of its class in [`CLASSES`] in the low 4 bits, its layer in the high 4.
    pub class_layer: u8,
    /// Bits after `layer::FLAGS`.
    pub flags: u8,
}

/// Classes in the order of their codes.
pub const CLASSES: [PlaceClass; 7] = [
    PlaceClass::Settlement,
    PlaceClass::District,
    PlaceClass::Region,
    PlaceClass::Country,
    PlaceClass::Facility,
    PlaceClass::Area,
    PlaceClass::Sea,
];

/// The little-endian word at byte `at`; 0 past the end.
#[must_use]
pub fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn half(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}

impl Record {
    /// Writes the record's [`RECORD`] bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        for number in [
            self.at.0 as u32,
            self.at.1 as u32,
            self.population,
            self.geonameid,
            self.name,
            self.local,
            self.id,
            self.code,
        ] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        // Keys fit in 24 bits (16 million places); the high bytes carry the class and the flags.
        out.extend_from_slice(&(self.region & 0x00FF_FFFF | u32::from(self.class_layer) << 24).to_le_bytes());
        out.extend_from_slice(&(self.district & 0x00FF_FFFF | u32::from(self.flags) << 24).to_le_bytes());
        out.extend_from_slice(&self.country);
        out.extend_from_slice(&self.radius.to_le_bytes());
        out.extend_from_slice(&self.alternates.to_le_bytes());
        out.extend_from_slice(&[0, 0]);
    }

    /// Reads a record from its bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let key = |number: u32| if number & 0x00FF_FFFF == 0x00FF_FFFF { NONE } else { number & 0x00FF_FFFF };
        let (region, district) = (word(bytes, 32), word(bytes, 36));
        Self {
            at: (word(bytes, 0).cast_signed(), word(bytes, 4).cast_signed()),
            population: word(bytes, 8),
            geonameid: word(bytes, 12),
            name: word(bytes, 16),
            local: word(bytes, 20),
            id: word(bytes, 24),
            code: word(bytes, 28),
            region: key(region),
            district: key(district),
            country: [bytes.get(40).copied().unwrap_or(0), bytes.get(41).copied().unwrap_or(0)],
            radius: half(bytes, 42),
            alternates: half(bytes, 44),
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
        CLASSES.get(usize::from(self.class_layer & 15)).copied().unwrap_or(PlaceClass::Area)
    }
}

/// The string at `offset` of the strings section.
#[must_use]
pub fn string(strings: &[u8], offset: u32) -> &str {
    let at = offset as usize;
    let length = usize::from(half(strings, at));
    strings.get(at + 2..at + 2 + length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
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
            name: 2,
            local: 0,
            id: 9,
            code: 11,
            region: NONE,
            district: 70_000,
            country: *b"AU",
            radius: 65_535,
            alternates: 300,
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
    fn broken_files_are_refused() {
        let file = join(&std::array::from_fn(|n| vec![n as u8; n]));
        assert_eq!(sections(&file).map(|s| s[7]), Some(&[7_u8; 7][..]));
        for cut in [0, 5, 20, file.len() - 1] {
            assert!(sections(&file[..cut]).is_none(), "{cut}");
        }
    }
}
