//! What is known of words, where every token of every text is asked about: a short word is its own key, so that no pointer is
//! followed, and the shortest, which are most of any text, stand close together.

use rustc_hash::FxHashMap;

/// Values by words without zero bytes, so that no two words of a table are one number.
#[derive(Debug)]
pub(crate) struct WordMap<V> {
    /// Of up to 8 bytes.
    tiny: FxHashMap<u64, V>,
    /// Of up to 16.
    short: FxHashMap<u128, V>,
    long: FxHashMap<String, V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { tiny: FxHashMap::default(), short: FxHashMap::default(), long: FxHashMap::default() }
    }
}

impl<V: Copy + Default> WordMap<V> {
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let bytes = word.as_bytes();
        let found = match bytes.len() {
            0..=8 => self.tiny.get(&tiny(bytes)),
            9..=16 => self.short.get(&short(bytes)),
            _ => self.long.get(word),
        };
        found.copied()
    }

    /// The value of a word, made if it has none.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V {
        let bytes = word.as_bytes();
        match bytes.len() {
            0..=8 => self.tiny.entry(tiny(bytes)).or_default(),
            9..=16 => self.short.entry(short(bytes)).or_default(),
            _ => self.long.entry(word.to_owned()).or_default(),
        }
    }
}

/// The number whose first bytes are those of a word of at most 8: its first and its last four, which overlap.
#[inline]
fn tiny(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&head), Some(&tail)) => {
            u64::from(u32::from_le_bytes(head))
                | u64::from(u32::from_le_bytes(tail)) << (8 * (bytes.len() - 4))
        }
        _ => bytes.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte)),
    }
}

/// The same of 8 to 16 bytes.
#[inline]
fn short(bytes: &[u8]) -> u128 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&head), Some(&tail)) => {
            u128::from(u64::from_le_bytes(head))
                | u128::from(u64::from_le_bytes(tail)) << (8 * (bytes.len() - 8))
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_have_their_own_value() {
        let letters = "abcdefghijklmnopqrstuvwxyz";
        let mut words: Vec<String> =
            (0..letters.len()).map(|end| letters.chars().take(end).collect()).collect();
        words.extend((0..letters.len()).map(|at| letters.chars().skip(at).collect::<String>()));
        words.extend(
            ["київ", "aaaa", "aaaaaaaa", "aaaaaaaaaaaaaaaa", "abcdabcd", "abcdefgh1", "1abcdefgh"]
                .map(str::to_owned),
        );
        words.sort();
        words.dedup();
        let mut map: WordMap<usize> = WordMap::default();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), None, "{word}");
            *map.entry(word) += at;
        }
        for (at, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(at), "{word}");
        }
    }
}
