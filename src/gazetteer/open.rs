//! Opening a gazetteer file that somebody gives: whatever is wrong with it is found here, so that no later look-up can fail.

use std::path::Path;

use super::automaton;
use super::packed::{self, MAGIC, NONE, SECTIONS, Section};
use super::place::PlaceClass;
use super::records::Records;
use super::store::Gazetteer;
use crate::error::{Error, Result};

/// Bytes of the magic that name the format; the rest is its version.
const FORMAT: usize = 5;

impl Gazetteer {
    /// Reads a gazetteer file whole and keeps it to the end of the program.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if it cannot be read, [`Error::BadFile`] if it is no gazetteer, of another version, or broken.
    pub fn from_file(path: &Path) -> Result<&'static Self> {
        let io = |source| Error::Io { action: "open", path: path.to_owned(), source };
        let bytes = std::fs::read(path).map_err(io)?;
        let bad = |problem| Error::BadFile { path: path.to_owned(), problem };
        check(&bytes).map_err(bad)?;
        let opened = Self::open(Box::leak(bytes.into_boxed_slice()));
        opened.map(|gazetteer| &*Box::leak(Box::new(gazetteer))).ok_or_else(|| bad(broken("names")))
    }
}

fn broken(what: &str) -> String {
    format!("expected a whole gazetteer file, found broken {what}")
}

/// Says what is wrong with a file; looks at every byte that a look-up may trust.
pub fn check(file: &[u8]) -> std::result::Result<(), String> {
    if file.get(..FORMAT) != MAGIC.get(..FORMAT) {
        return Err("expected a file that 'eventmap gazetteer build' has written, found another".to_owned());
    }
    if !file.starts_with(MAGIC) {
        let version =
            |bytes: &[u8]| String::from_utf8_lossy(bytes.get(FORMAT..8).unwrap_or(&[])).into_owned();
        return Err(format!(
            "expected version {} of the format, found '{}': build the file again",
            version(MAGIC),
            version(file)
        ));
    }
    let sections = packed::sections(file).ok_or_else(|| broken("table of contents"))?;
    let section = |section: Section| sections[section as usize];
    for (names, what) in [(Section::Names, "names"), (Section::Keys, "spellings")] {
        if !automaton::is_sound(section(names)) {
            return Err(broken(what));
        }
    }
    let about = std::str::from_utf8(section(Section::About)).map_err(|_| broken("description"))?;
    if let Some(sum) = about.lines().find_map(|line| line.strip_prefix("sum\t"))
        && sum != sum_of(&sections)
    {
        return Err(broken("contents: the checksum does not agree"));
    }
    places(&sections)
}

/// Positions on the Earth, classes that exist, regions and districts that are places.
fn places(sections: &[&[u8]; SECTIONS]) -> std::result::Result<(), String> {
    let records = Records::new(sections[Section::Places as usize], sections[Section::Odd as usize]);
    let count = records.len() as u32;
    let is_place = |key: u32| key == NONE || key < count;
    let sound = (0..count).map(|key| records.get(key)).all(|record| {
        record.at.0.abs() <= 90 * 100_000
            && record.at.1.abs() <= 180 * 100_000
            && usize::from(record.class_layer & 15) < PlaceClass::ALL.len()
            && is_place(record.region)
            && is_place(record.district)
    });
    let sound = sound && records.is_whole();
    if sound { Ok(()) } else { Err(broken("places")) }
}

/// Checksum of all sections but the description, which holds it: FNV-1a over words of eight bytes, 16 hexadecimal digits.
pub fn sum_of<B: AsRef<[u8]>>(sections: &[B; SECTIONS]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |word: u64| hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    for section in sections.iter().take(Section::About as usize) {
        let bytes = section.as_ref();
        take(bytes.len() as u64);
        for eight in bytes.chunks(8) {
            take(eight.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;
    use proptest::prelude::*;

    /// A small file of every sort of section, without a checksum, so that what is broken is not found by it alone.
    fn sample() -> Vec<u8> {
        let row = "id\tname\tclass\tlat\tlon\tcountry\tpopulation\tnames\n\
            x:1\tUpper Marsh\tsettlement\t50.1\t30.2\tUA\t900\tВерхня Драга|Marsh\n\
            x:2\tLower Marsh\tsettlement\t50.2\t30.3\tUA\t\tMarsh\n\
            x:3\tMarshland\tregion\t50.0\t30.0\tUA\t\t\n";
        crate::gazetteer::import::tests::built_alone("marsh.tsv", row)
    }

    fn look_around(bytes: Vec<u8>) {
        if check(&bytes).is_err() {
            return;
        }
        let Some(gazetteer) = Gazetteer::open(Box::leak(bytes.into_boxed_slice())) else { return };
        for name in ["Upper Marsh", "marsh", "Верхня Драга", "Verkhnia Draha", "Marshland", "q"] {
            for candidate in gazetteer.lookup(name) {
                let _ = (gazetteer.place(candidate.key), gazetteer.alternates(candidate.key));
            }
            let _ = gazetteer.key_lookup(name, &["UA"]);
            let _ = gazetteer.fuzzy(name, 2);
            let _ = gazetteer.search(name, 5);
            let _ = gazetteer.matches(name.split(' '));
        }
        let _ = (gazetteer.info(), gazetteer.by_id("x:1"), gazetteer.capital("UA"));
        let near = gazetteer.near(LonLat { lon: 30.2, lat: 50.1 }, 40.0);
        let _ = near.into_iter().map(|(key, _)| gazetteer.place(key)).collect::<Vec<_>>();
    }

    #[test]
    fn files_that_are_none_are_refused_with_a_reason() {
        let good = sample();
        assert_eq!(check(&good), Ok(()));
        for (bytes, says) in [
            (b"".to_vec(), "eventmap gazetteer build"),
            (b"name,lat,lon\n".to_vec(), "eventmap gazetteer build"),
            ([b"EVGAZ999", &good[8..]].concat(), "found '999'"),
            (good[..good.len() - 1].to_vec(), "table of contents"),
            (good[..30].to_vec(), "table of contents"),
        ] {
            let found = check(&bytes).unwrap_err();
            assert!(found.contains(says), "{found}");
        }
        assert!(Gazetteer::from_file(Path::new("no-such-file.bin")).is_err());
    }

    #[test]
    fn the_embedded_gazetteer_passes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/index.bin");
        assert_eq!(Gazetteer::from_file(&path).unwrap().len(), Gazetteer::embedded().len());
    }

    proptest! {
        #[test]
        fn broken_files_are_refused_or_harmless(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>(), truncate in prop::bool::weighted(0.1)) {
            let mut bytes = without_sum(sample());
            for (at, value) in flips {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if truncate {
                bytes.truncate(cut.index(bytes.len()));
            }
            look_around(bytes);
        }
    }

    /// The checksum's line made another of the same length, so that it is not looked at.
    fn without_sum(mut bytes: Vec<u8>) -> Vec<u8> {
        if let Some(at) = bytes.windows(5).position(|five| five == b"\nsum\t") {
            bytes[at + 1] = b'x';
        }
        bytes
    }
}
