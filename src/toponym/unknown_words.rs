//! Words that tell the place of a name that no layer has, by where they stand; `lexicon/en/unknown-places.tsv` has them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// Where a word stands, and what it says there of the name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Slot { $($(#[$doc])* $name,)* }

        /// All lists with their words in the file.
        const SLOTS: &[(Slot, &str)] = &[$((Slot::$name, $word),)*];
    };
}

slots! {
    /// Verbs of harm that nobody does to a person or a firm: what is shelled is a place even as the subject of a passive.
    OnlyPlaces = "only-places";
    /// Before "of X": what is done to land.
    DoneTo = "done-to";
    /// Before "on X", "against X": blows, and what falls.
    Blow = "blow";
    /// Before "at X", "into X": what flies.
    Flies = "flies";
    /// Before "from X": who leaves a place.
    Leaves = "leaves";
    /// Before "over X": what happens in the air.
    Aloft = "aloft";
    /// Before "of X": who lives in a place.
    Lives = "lives";
    /// Adjectives of land between "in the" and its name: "in the temporarily occupied X".
    Held = "held";
    /// Words that one line of a list counts after its place: "X - five hits".
    Counted = "counted";
    /// Before "of X": X is a place.
    LandOf = "land-of";
    /// After a name: what it names is land.
    Land = "land";
    /// After a name: a thing that stands there and bears the place's name, or gives it to the place.
    Built = "built";
    /// The same with a capital, as the last word of the name.
    BuiltName = "built-name";
    /// Words that stand between a name and what is built there: "the X oil refinery".
    BuiltSort = "built-sort";
    /// Something happens at what follows "at".
    Happens = "happens";
    /// Before a word of kind that says what the names before the comma are.
    Apposed = "apposed";
    /// A list of places follows: "several villages, including X and Y".
    Examples = "examples";
}

/// The lists of each word, one bit a list.
static WORDS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u32> = FxHashMap::default();
    for (slot, row) in rows() {
        for word in row.split_whitespace() {
            *words.entry(word).or_default() |= 1 << slot as u32;
        }
    }
    words
});

fn rows() -> impl Iterator<Item = (Slot, &'static str)> {
    let lines = include_str!("../../lexicon/en/unknown-places.tsv").lines();
    lines.filter_map(|line| {
        let (list, words) = line.split_once('\t')?;
        SLOTS.iter().find(|(_, word)| *word == list).map(|(slot, _)| (*slot, words))
    })
}

impl Slot {
    /// True if `lower` is in the list.
    pub fn has(self, lower: &str) -> bool {
        WORDS.get(lower).is_some_and(|lists| lists & (1 << self as u32) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file_once_and_every_row_is_a_list() {
        let file = include_str!("../../lexicon/en/unknown-places.tsv");
        let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let lists: Vec<&str> = lines.map(|line| line.split('\t').next().unwrap_or_default()).collect();
        let known: Vec<&str> = SLOTS.iter().map(|(_, word)| *word).collect();
        assert_eq!(lists, known);
        for (slot, words) in rows() {
            assert!(words.split_whitespace().all(|word| slot.has(word)), "{slot:?}");
        }
        assert!(Slot::Blow.has("raid") && !Slot::Blow.has("resident") && !Slot::Lives.has("raid"));
    }
}
