//! What a name may mean: places with the kind of name that led to each.

use super::packed::word;

/// A place within one gazetteer; cheap to copy and compare. Not stable from one build of the index to another: write
/// [`super::Place::id`] instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceKey(pub u32);

/// How a name belongs to a place, most trustworthy first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// Its usual name, or its name in the local script.
    Primary,
    /// A name that a source or a hand-kept row gives it, or one formed by rule ("Sumskyi raion").
    Alternate,
    /// "U.S.", "UK", "Calif.": only in capitals, or before a full point or after a comma; as a word it means something else.
    Abbreviation,
    /// A name for what sits there: the Kremlin for Moscow. The place is the city.
    Metonym,
    /// Names the area only beside a type word or in a list that has one: "Sumskyi", or "Poltava" for the oblast.
    Stem,
    /// No source spells it so; it follows from the rules of transliteration.
    Transliterated,
}

impl MatchKind {
    pub(super) const ALL: [Self; 6] =
        [Self::Primary, Self::Alternate, Self::Abbreviation, Self::Metonym, Self::Stem, Self::Transliterated];

    /// The word for reports and evidence.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "name",
            Self::Alternate => "alternate name",
            Self::Abbreviation => "abbreviation",
            Self::Metonym => "metonym",
            Self::Stem => "stem",
            Self::Transliterated => "transliteration",
        }
    }
}

/// One reading of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Candidate {
    /// The place.
    pub key: PlaceKey,
    /// How the name belongs to it.
    pub kind: MatchKind,
}

/// The readings of one name, likeliest first as far as kind and population tell; read from the index as they are asked for.
#[derive(Debug, Clone)]
pub struct Candidates<'g> {
    single: Option<u32>,
    rest: &'g [u8],
}

/// One posting: place and kind in one word.
pub(super) fn pack(candidate: Candidate) -> u32 {
    candidate.key.0 << 3 | candidate.kind as u32
}

pub(super) fn unpack(posting: u32) -> Candidate {
    let kind = MatchKind::ALL.get((posting & 7) as usize).copied().unwrap_or(MatchKind::Transliterated);
    Candidate { key: PlaceKey(posting >> 3), kind }
}

impl<'g> Candidates<'g> {
    /// Readings behind a value of an fst map: one posting itself (odd), or the offset of a list (even).
    pub(super) fn behind(value: u64, postings: &'g [u8]) -> Self {
        if value & 1 == 1 {
            return Self { single: Some((value >> 1) as u32), rest: &[] };
        }
        let at = (value >> 1) as usize;
        let count = word(postings, at) as usize;
        Self { single: None, rest: postings.get(at + 4..at + 4 + 4 * count).unwrap_or(&[]) }
    }
}

impl Iterator for Candidates<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        if let Some(posting) = self.single.take() {
            return Some(unpack(posting));
        }
        if self.rest.is_empty() {
            return None;
        }
        let posting = word(self.rest, 0);
        self.rest = &self.rest[4..];
        Some(unpack(posting))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.rest.len() / 4 + usize::from(self.single.is_some());
        (count, Some(count))
    }
}

impl ExactSizeIterator for Candidates<'_> {}
