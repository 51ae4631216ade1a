//! Where a walk through the names stands behind its first word: most walks end with the word that follows, and those of common words are
//! begun again and again, through memory that is far away.

use std::sync::OnceLock;

use super::steps::At;

/// How many words are known at most: what fits into the caches nearby.
const MOST: usize = 1 << 13;
/// Bits of a place in the table, of a hash of 64.
const SHIFT: u32 = 64 - MOST.trailing_zeros();

/// Words of at most twelve ASCII letters, whatever their case, with where they lead, if a name begins so. Each has the place that its
/// hash tells unless another word was there before: common words come first.
#[derive(Debug)]
pub(super) struct FirstWords(Box<[Place]>);

type Place = OnceLock<(Word, Lead)>;

/// Where a first word leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// No name begins so.
    Nowhere,
    /// Names go on or end here.
    To(At),
}

impl Default for FirstWords {
    fn default() -> Self {
        Self((0..MOST).map(|_| OnceLock::new()).collect())
    }
}

impl FirstWords {
    /// Where the word leads, if that is known.
    #[inline]
    pub(super) fn lead(&self, word: Word) -> Option<Lead> {
        let (known, lead) = self.place(word)?.get()?;
        (*known == word).then_some(*lead)
    }

    /// Notes where the word leads.
    pub(super) fn note(&self, word: Option<Word>, lead: Lead) {
        if let Some((word, place)) = word.and_then(|word| Some((word, self.place(word)?))) {
            // Another word may have the place for good.
            let _ = place.set((word, lead));
        }
    }

    #[inline]
    fn place(&self, word: Word) -> Option<&Place> {
        self.0.get((word.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> SHIFT) as usize)
    }
}

/// A word as a number that no other word has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(u64);

impl Word {
    /// Five bits a letter; none for a word that has other characters, more letters or no letter.
    #[inline]
    pub(super) fn of(word: &str) -> Option<Self> {
        let letters = word.as_bytes();
        let fits = (1..=12).contains(&letters.len()) && letters.iter().all(u8::is_ascii_alphabetic);
        fits.then(|| Self(letters.iter().fold(0, |number, letter| number << 5 | u64::from(letter & 31))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_their_letters_alone() {
        let words = ["a", "aa", "b", "ab", "ba", "azz", "abcdefghijkl", "abcdefghijkm", "zzzzzzzzzzzz"];
        for word in words {
            assert_eq!(Word::of(word), Word::of(&word.to_uppercase()));
            assert_eq!(words.iter().filter(|other| Word::of(other) == Word::of(word)).count(), 1, "{word}");
        }
        for none in ["", "a-b", "x2", "d\u{e9}j\u{e0}", "abcdefghijklm", "don't", "`", "@"] {
            assert_eq!(Word::of(none), None, "{none}");
        }
    }

    #[test]
    fn the_first_word_keeps_its_place() {
        let known = FirstWords::default();
        let words: Vec<Word> =
            (0..40_000_u64).map(|number| Word(number.wrapping_mul(2_654_435_761) + 1)).collect();
        let mut kept = 0;
        for &word in &words {
            assert_eq!(known.lead(word), None);
            known.note(Some(word), Lead::Nowhere);
            kept += usize::from(known.lead(word) == Some(Lead::Nowhere));
        }
        assert!(kept > MOST / 2 && kept <= MOST, "{kept}");
        assert_eq!(words.iter().filter(|word| known.lead(**word).is_some()).count(), kept);
    }
}
