//! The packed file: sections of bytes behind a table of contents.
//!
//! Nothing is parsed at start-up: what is asked for is read from its bytes. Numbers are little-endian.
//!
//! `magic[8] count:u32 (offset:u32 length:u32)* sections...`

/// First bytes of a packed gazetteer; the digits are the version of the format.
pub const MAGIC: &[u8; 8] = b"EVGAZ003";
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
    /// Place records; see [`super::records`].
    Places,
    /// What some of them need beside; see there too.
    Odd,
    /// All strings, in pairs: each a length (u8), then UTF-8 bytes.
    Strings,
    /// Cells that hold settlements or facilities, in order: the cell and where its places begin in the next section, 24 bits each.
    Cells,
    /// Keys of the settlements and facilities, cell by cell, 24 bits each.
    CellPlaces,
    /// Text about the file: layers, counts, digest; one `word TAB value...` a line.
    About,
}

/// All sections, in the order of the file.
pub const SECTIONS: usize = 10;

/// The little-endian word at byte `at`; 0 past the end.
#[must_use]
pub fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The little-endian number of 24 bits at byte `at`; 0 past the end.
#[must_use]
pub fn three(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 3) {
        Some(&[a, b, c]) => u32::from_le_bytes([a, b, c, 0]),
        _ => 0,
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

/// The three low bytes of a number, the lowest first.
#[must_use]
pub fn three_bytes(number: u32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
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
    fn strings_stand_in_pairs() {
        let strings = b"\x00\x00\x02ab\x03cde\xff";
        for (offset, pair) in [(0, ("", "")), (2, ("ab", "cde")), (9, ("", "")), (99, ("", ""))] {
            assert_eq!((first(strings, offset), second(strings, offset)), pair, "{offset}");
        }
    }

    #[test]
    fn broken_files_are_refused() {
        let file = join(&std::array::from_fn(|n| vec![n as u8; n]));
        assert_eq!(sections(&file).map(|s| s[9]), Some(&[9_u8; 9][..]));
        for cut in [0, 5, 20, file.len() - 1] {
            assert!(sections(&file[..cut]).is_none(), "{cut}");
        }
    }
}
