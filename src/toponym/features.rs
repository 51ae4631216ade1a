//! Named yes-or-no features of a span of words, and the weights that turn them into a probability.

use std::sync::LazyLock;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// One feature of a span that may be a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Feature { $($(#[$doc])* $name,)* }

        /// All features, in order, with the word that names each in the weights file.
        pub const FEATURES: &[(Feature, &str)] = &[$((Feature::$name, $word),)*];
    };
}

features! {
    /// Always set.
    Bias = "bias";
    /// A capital inside a sentence of ordinary case.
    CapitalMid = "capital-mid";
    /// First word of a sentence of ordinary case.
    OpensSentence = "opens-sentence";
    /// In a heading where most words have capitals.
    TitleCase = "title-case";
    /// In a sentence all in capitals.
    AllCapsSentence = "all-caps-sentence";
    /// The name is in lower case.
    LowerCase = "lower-case";
    /// A short word in capitals in a sentence of ordinary case.
    Acronym = "acronym";
    /// A preposition of place stands before.
    PrepIn = "prep-in";
    /// A preposition of any use stands before.
    PrepTo = "prep-to";
    /// "of" stands before.
    Of = "of";
    /// An article stands before.
    Article = "article";
    /// A point of the compass stands before.
    Compass = "compass";
    /// A word of kind goes with it.
    KindWord = "kind-word";
    /// A comma and a country or region follow.
    CommaAreaAfter = "comma-area-after";
    /// An area after a name and a comma.
    CommaAreaBefore = "comma-area-before";
    /// Part of a person's name.
    Person = "person";
    /// A family name of someone in the document.
    FamilyName = "family-name";
    /// A given name.
    GivenName = "given-name";
    /// An unclaimed capitalised word follows.
    RunRight = "run-right";
    /// An unclaimed capitalised word precedes.
    RunLeft = "run-left";
    /// The run of capitals holds a word of organisations.
    Organisation = "organisation";
    /// The run of capitals holds a word of newspapers.
    Paper = "paper";
    /// A verb of saying follows.
    SpeechAfter = "speech-after";
    /// An office or troops follow.
    OfficialAfter = "official-after";
    /// "'s" follows.
    PossessiveAfter = "possessive-after";
    /// A verb of acting follows.
    ActAfter = "act-after";
    /// A country has the name.
    Country = "country";
    /// A region has the name.
    Region = "region";
    /// A capital or a city of a million has the name.
    Metropolis = "metropolis";
    /// The largest has 100,000 inhabitants or more.
    City = "city";
    /// The largest has 15,000 or more.
    Town = "town";
    /// The largest has fewer.
    Village = "village";
    /// No population is known.
    NoPopulation = "no-population";
    /// An ordinary English word.
    CommonWord = "common-word";
    /// On the list of words that are never places.
    Never = "never";
    /// On the list of words that need a cue, and there is none.
    CueOnly = "cue-only";
    /// The word stands in lower case elsewhere in the document.
    LowerElsewhere = "lower-elsewhere";
    /// Two or more words.
    ManyWords = "many-words";
    /// Three letters or fewer.
    Short = "short";
    /// It is some place's usual name.
    Primary = "primary";
    /// It names what sits there: the Kremlin.
    MetonymOnly = "metonym-only";
    /// The same words stand with a good cue elsewhere in the document.
    GoodElsewhere = "good-elsewhere";
    /// A neighbour in a list is a place.
    ListNeighbour = "list-neighbour";
    /// A place of that name lies in a region that the document names.
    RegionInPlay = "region-in-play";
    /// A place of that name lies in a country that the document names.
    CountryInPlay = "country-in-play";
    /// All places of that name lie elsewhere.
    OutOfPlay = "out-of-play";
    /// A hyphen ties it to another word.
    Hyphen = "hyphen";
    /// A day or month.
    Calendar = "calendar";
    /// Stands where a dateline does.
    Dateline = "dateline";
    /// Only waters, ranges, buildings have the name.
    NaturalOnly = "feature-only";
    /// Also an adjective of a country.
    Demonym = "demonym";
    /// A title stands before.
    TitleBefore = "title-before";
    /// A number stands before.
    NumberBefore = "number-before";
    /// A usual short form of a country or state.
    Abbreviation = "abbreviation";
    /// "N km from" or a bearing with "of" stands before.
    Distance = "distance";
    /// A region or area that many sources name, or that a million people live in.
    KnownArea = "known-area";
    /// What follows says that it is a place: ", a town ...", "lies 12 km from ...".
    Described = "described";
    /// The whole of a sentence but its marks: a heading, a field of a table.
    Alone = "alone";
}

/// A set of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features(u64);

impl Features {
    /// Adds `feature`, or takes it away.
    #[inline]
    pub fn set(&mut self, feature: Feature, yes: bool) {
        self.0 = self.0 & !(1 << feature as u8) | u64::from(yes) << feature as u8;
    }

    /// True if the feature is set.
    #[inline]
    #[must_use]
    pub fn has(self, feature: Feature) -> bool {
        self.0 >> (feature as u8) & 1 == 1
    }

    /// The names of the features that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        FEATURES.iter().filter(move |(feature, _)| self.has(*feature)).map(|&(_, name)| name)
    }

    /// Probability that the span names a place.
    #[must_use]
    pub fn probability(self) -> f64 {
        let mut bits = self.0;
        let mut sum = 0.0;
        while bits != 0 {
            sum += WEIGHTS[bits.trailing_zeros() as usize];
            bits &= bits - 1;
        }
        1.0 / (1.0 + f64::exp(-sum))
    }
}

static WEIGHTS: LazyLock<[f64; 64]> = LazyLock::new(|| {
    let mut weights = [0.0; 64];
    for line in include_str!("../../lexicon/en/recognise.tsv").lines() {
        let Some((name, value)) = line.split_once('\t') else { continue };
        let found = FEATURES.iter().find(|(_, word)| *word == name);
        if let (Some((feature, _)), Ok(value)) = (found, value.trim().parse()) {
            weights[*feature as usize] = value;
        }
    }
    weights
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight_and_every_weight_a_feature() {
        assert!(FEATURES.len() <= 64, "the set is one word of 64 bits");
        let rows: Vec<&str> = include_str!("../../lexicon/en/recognise.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .collect();
        assert_eq!(rows.len(), FEATURES.len());
        for (row, (_, name)) in rows.iter().zip(FEATURES) {
            let (word, weight) = row.split_once('\t').unwrap();
            assert!(word == *name && weight.parse::<f64>().is_ok(), "{row}: expected {name} and a number");
        }
    }

    #[test]
    fn sets_hold_what_was_set() {
        let mut features = Features::default();
        features.set(Feature::Bias, true);
        features.set(Feature::NumberBefore, true);
        features.set(Feature::Of, true);
        features.set(Feature::Of, false);
        assert_eq!(features.names().collect::<Vec<_>>(), ["bias", "number-before"]);
    }
}
