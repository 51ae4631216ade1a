//! A glance at a word that tells it from those of a list: most words are in none, and need no look into the list then.

/// First bytes and lengths of the words of a list.
#[derive(Debug, Clone)]
pub struct Looks([u64; 256]);

impl Looks {
    /// Of these words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut looks = [0; 256];
        for word in words {
            looks[first(word)] |= length(word);
        }
        Self(looks)
    }

    /// False for a word that is none of the list's, for certain.
    #[inline]
    #[must_use]
    pub fn may_hold(&self, word: &str) -> bool {
        self.0[first(word)] & length(word) != 0
    }

    /// The same for an ASCII word in capitals or not, where the list has small letters.
    #[inline]
    #[must_use]
    pub fn may_hold_lowered(&self, word: &str) -> bool {
        self.0[first(word) | usize::from(word.as_bytes().first().is_some_and(u8::is_ascii_uppercase)) << 5]
            & length(word)
            != 0
    }
}

#[inline]
fn first(word: &str) -> usize {
    usize::from(word.as_bytes().first().copied().unwrap_or(0))
}

#[inline]
fn length(word: &str) -> u64 {
    1 << (word.len() % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_list_are_never_missed() {
        let words = ["", "a", "monday", "день", &"x".repeat(64)];
        let looks = Looks::of(words);
        assert!(words.iter().all(|word| looks.may_hold(word)));
        assert!(!looks.may_hold("b") && !looks.may_hold("mondays") && !Looks::of([]).may_hold(""));
    }
}
