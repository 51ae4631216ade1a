//! What is known of words, where every token of every text is asked about: a short word is its own key, so that no pointer is
//! followed, and the shortest, which are most of any text, stand close together.

use rustc_hash::FxHashMap;

/// Values by words without zero bytes, so that no two words of a table are one number.
#[derive(Debug)]
pub(crate) struct WordMap<V> {
    /// Of 1 to 8 bytes.
    tiny: Tiny<V>,
    /// Of up to 16.
    short: FxHashMap<u128, V>,
    long: FxHashMap<String, V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { tiny: Tiny::default(), short: FxHashMap::default(), long: FxHashMap::default() }
    }
}

impl<V: Copy + Default> WordMap<V> {
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let bytes = word.as_bytes();
        match bytes.len() {
            1..=8 => self.tiny.get(tiny(bytes)),
            9..=16 => self.short.get(&short(bytes)).copied(),
            _ => self.long.get(word).copied(),
        }
    }

    /// The value of a word, made if it has none.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V {
        let bytes = word.as_bytes();
        match bytes.len() {
            1..=8 => self.tiny.entry(tiny(bytes)),
            9..=16 => self.short.entry(short(bytes)).or_default(),
            _ => self.long.entry(word.to_owned()).or_default(),
        }
    }
}

/// Values by numbers, each beside its number, at the place that a hash of it tells or the next free one behind that: one look into memory
/// for nearly every word.
#[derive(Debug)]
struct Tiny<V> {
    /// As many as a power of two, at least half of them free: those of the number 0.
    places: Vec<(u64, V)>,
    taken: usize,
}

impl<V> Default for Tiny<V> {
    fn default() -> Self {
        Self { places: Vec::new(), taken: 0 }
    }
}

impl<V: Copy + Default> Tiny<V> {
    #[inline]
    fn get(&self, key: u64) -> Option<V> {
        let (found, value) = self.places.get(self.place(key))?;
        (*found == key).then_some(*value)
    }

    fn entry(&mut self, key: u64) -> &mut V {
        let mut at = self.place(key);
        if self.places.get(at).is_none_or(|(found, _)| *found != key) {
            self.taken += 1;
            if 2 * self.taken > self.places.len() {
                self.grow();
                at = self.place(key);
            }
            self.places[at].0 = key;
        }
        &mut self.places[at].1
    }

    /// Where the key stands, or would.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let mask = self.places.len().wrapping_sub(1);
        // The best bits of the product are its upper ones.
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.places.get(at).is_some_and(|(found, _)| *found != key && *found != 0) {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let many = (2 * self.places.len()).max(16);
        let old = std::mem::replace(&mut self.places, vec![(0, V::default()); many]);
        for (key, value) in old.into_iter().filter(|(key, _)| *key != 0) {
            let at = self.place(key);
            self.places[at] = (key, value);
        }
    }
}

/// The number whose first bytes are those of a word of 1 to 8: its first and its last four, which overlap.
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
        // More than a table holds without growing, and others whose first letters are the same.
        words.extend((0..3000).map(|number| format!("{number}")));
        words.extend((0..3000).map(|number| format!("w{number:x}")));
        words.push(String::new());
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
