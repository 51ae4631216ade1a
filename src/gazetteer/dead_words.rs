//! Words that no name begins with: most words of a text that are asked about, again and again, each a walk through memory that is far away.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many are known at most.
const MOST: usize = 1 << 14;
/// Bits of a place in the table, of a hash of 64.
const SHIFT: u32 = 64 - MOST.trailing_zeros();

/// Words of at most twelve ASCII letters, whatever their case, each as one number at the place that its hash tells. Another word may take
/// the place: then the walk is gone again.
#[derive(Debug)]
pub(super) struct DeadWords(Box<[AtomicU64]>);

impl Default for DeadWords {
    fn default() -> Self {
        Self((0..MOST).map(|_| AtomicU64::new(0)).collect())
    }
}

impl DeadWords {
    /// True if the word was noted before.
    #[inline]
    pub(super) fn holds(&self, word: Word) -> bool {
        self.place(word).is_some_and(|place| place.load(Ordering::Relaxed) == word.0)
    }

    /// Notes it.
    pub(super) fn note(&self, word: Word) {
        if let Some(place) = self.place(word) {
            place.store(word.0, Ordering::Relaxed);
        }
    }

    fn place(&self, word: Word) -> Option<&AtomicU64> {
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
    fn what_was_noted_is_known_until_another_takes_its_place() {
        let dead = DeadWords::default();
        let words: Vec<Word> =
            (0..40_000_u64).map(|number| Word(number.wrapping_mul(2_654_435_761) + 1)).collect();
        for &word in &words {
            assert!(!dead.holds(word));
            dead.note(word);
            assert!(dead.holds(word));
        }
        assert!(words.iter().filter(|word| dead.holds(**word)).count() <= MOST);
    }
}
