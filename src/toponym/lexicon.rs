//! The words that tell names of places from other words, read from `lexicon/en` once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::slavic_lexicon;
use crate::text::word_map::WordMap;

/// What a word is good for; a word may be in several classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $word:literal;)*) => {
        impl Classes {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
            pub(super) fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    /// Before a name: the thing is there.
    PREP_IN = 0, "prep-in";
    /// Before a name of anything.
    PREP_TO = 1, "prep-to";
    /// The word "of".
    OF = 2, "of";
    /// "the", "a".
    ARTICLE = 3, "article";
    /// Joins the members of a list.
    LIST = 4, "list";
    /// A kind of settlement.
    SETTLEMENT = 5, "settlement";
    /// A first-level division.
    REGION = 6, "region";
    /// A second-level division.
    DISTRICT = 7, "district";
    /// Between a name and its word of kind.
    DISTRICT_ADJECTIVE = 8, "district-adjective";
    /// A plural word of kind.
    PLURAL = 9, "plural";
    /// A vaguer part of the land.
    AREA = 10, "area";
    /// Rivers, seas.
    WATER = 11, "water";
    /// Buildings and roads.
    FACILITY = 12, "facility";
    /// Points of the compass and the like.
    COMPASS = 13, "compass";
    /// After a name: those who act for the place, or its things.
    OFFICIAL = 14, "official";
    /// After a possessive: deeds.
    DEED = 15, "deed";
    /// Before "of X".
    OFFICIAL_OF = 16, "official-of";
    /// Verbs of saying.
    SPEECH = 17, "speech";
    /// Verbs of acting.
    ACT = 18, "act";
    /// Before a name that stands for its rulers.
    METONYM_OBJECT = 19, "metonym-object";
    /// A person follows.
    TITLE = 20, "title";
    /// Small words in family names.
    PARTICLE = 21, "particle";
    /// Names an organisation.
    ORGANISATION = 22, "organisation";
    /// Names a newspaper or station.
    PAPER = 23, "paper";
    /// News agencies.
    AGENCY = 24, "agency";
    /// Days and months.
    CALENDAR = 25, "calendar";
    /// Given names.
    FIRST_NAME = 26, "first-name";
    /// Common English words in lower case.
    COMMON = 27, "common";
    /// Never a place.
    NEVER = 28, "never";
    /// A place only with a cue.
    CUE = 29, "cue";
    /// Between a name and an office: "regional", "deputy".
    OFFICE_ADJECTIVE = 30, "office-adjective";
    /// Things that stand somewhere, though soldiers or offices own them: "base", "headquarters".
    SITE = 31, "site";
    /// Words that begin a clause, so that a name after them is its subject.
    CLAUSE = 32, "clause";
    /// Auxiliary verbs.
    AUXILIARY = 33, "auxiliary";
    /// Verbs whose object is a place that comes to harm: "pounded X".
    HARM = 34, "harm";
    /// Verbs whose object is a place to go to, leave or look at: "toured X".
    PLACE_OBJECT = 35, "place-object";
    /// What one has with, gets from or does to rulers: "pressure on X", "talks with X".
    RELATION = 36, "relation";
    /// Verbs whose subject is the place itself: "X burned".
    UNDERGO = 37, "undergo";
    /// After a name: land and what lies on it, so the place itself is meant: "X's coast".
    GROUND = 38, "ground";
    /// Before "district of X": a part of the settlement, not a division named after it.
    PART_ADJECTIVE = 39, "part-adjective";
    /// After "X is": what only people can be.
    MINDED = 40, "minded";
    /// Directly after a name: not a noun that the name describes.
    NOT_NOUN = 41, "not-noun";
    /// An adjective of a country or a people; see [`Lexicon::demonym`].
    DEMONYM = 52, "demonym";
    /// Tells in which countries a text is at home; see [`Lexicon::home_countries`].
    HOME = 53, "home";
    /// People from or of a place, by what they do or are: "X teachers".
    PEOPLE = 42, "people";
    /// Words of games and leagues.
    SPORT = 43, "sport";
    /// The same, but common elsewhere too.
    GAME = 44, "game";
    /// Verb forms that are hardly ever nouns: "X puts", "X lost".
    VERB = 45, "verb";
    /// With a capital before a name: a firm, team or title that borrows it: "Air X".
    BORROWS = 46, "borrows";
    /// Last words of roads' names.
    WAY = 47, "way";
    /// Last words of the names of parks, waters, heights.
    GROUND_NAME = 48, "ground-name";
    /// Ships and the letters before their names.
    SHIP = 49, "ship";
    /// Kin: the name after it is a person's.
    KIN = 50, "kin";
    /// Given names that are places too.
    GIVEN_PLACE = 51, "given-place";
    /// Those who govern, guard and rescue at home: "governor", "police", "firefighters".
    LOCAL_OFFICE = 54, "local-office";
}

impl Classes {
    /// Any word that says of which kind the named place is.
    pub const KIND: Self = Self(Self::SETTLEMENT.0 | Self::REGION.0 | Self::DISTRICT.0);
    /// Any preposition that may stand before a place.
    pub const PREPOSITION: Self = Self(Self::PREP_IN.0 | Self::PREP_TO.0);

    /// True if the word is in one or more of `other`.
    #[inline]
    #[must_use]
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// This set less `other`.
    #[inline]
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets together.
    #[inline]
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// All word lists of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: WordMap<Classes>,
    demonyms: FxHashMap<String, &'static str>,
    homes: FxHashMap<String, Vec<[u8; 2]>>,
    abbreviations: FxHashMap<&'static str, (&'static str, bool)>,
}

impl Lexicon {
    /// The English word lists.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);
        &ENGLISH
    }

    /// The classes of a word given in lower case.
    #[inline]
    #[must_use]
    pub fn classes(&self, lower: &str) -> Classes {
        self.words.get(lower).unwrap_or_default()
    }

    /// Name of the country that an adjective or a people's name (lower case) belongs to.
    #[must_use]
    pub fn demonym(&self, lower: &str) -> Option<&'static str> {
        self.demonyms.get(lower).copied().or_else(|| slavic_lexicon::demonym(lower))
    }

    /// The place that a short form (as written) stands for, and whether it needs a comma or bracket before it.
    #[must_use]
    pub fn abbreviation(&self, written: &str) -> Option<(&'static str, bool)> {
        self.abbreviations.get(written).copied().or_else(|| slavic_lexicon::abbreviation(written))
    }

    /// The countries in which texts use a word of money, office or spelling (in lower case).
    #[must_use]
    pub fn home_countries(&self, lower: &str) -> &[[u8; 2]] {
        self.homes.get(lower).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, word: &str, class: Classes) {
        let classes = self.words.entry(&word.to_lowercase());
        *classes = classes.with(class);
    }

    fn add_demonym(&mut self, lower: String, country: &'static str) {
        self.add(&lower, Classes::DEMONYM);
        self.demonyms.insert(lower, country);
    }

    fn read() -> Self {
        let mut lexicon = Self::default();
        for (class, words) in rows(include_str!("../../lexicon/en/place-words.tsv")) {
            if let Some(class) = Classes::named(class) {
                words.split_whitespace().for_each(|word| lexicon.add(word, class));
            }
        }
        for (word, when) in rows(include_str!("../../lexicon/en/not-a-place.tsv")) {
            if let Some(class) = Classes::named(when) {
                lexicon.add(word, class);
            }
        }
        for (word, _) in rows(include_str!("../../lexicon/en/first-names.txt")) {
            lexicon.add(word, Classes::FIRST_NAME);
        }
        for (word, _) in rows(include_str!("../../lexicon/en/common-words.txt")) {
            lexicon.add(word, Classes::COMMON);
        }
        for (words, country) in rows(include_str!("../../lexicon/en/demonyms.tsv")) {
            for word in words.split_whitespace() {
                let lower = word.to_lowercase();
                // "Philippines" is the country, not its people.
                let plural = format!("{lower}s");
                if !country.eq_ignore_ascii_case(&plural) {
                    lexicon.add_demonym(plural, country);
                }
                if let Some(stem) = lower.strip_suffix("man") {
                    lexicon.add_demonym(format!("{stem}men"), country);
                }
                lexicon.add_demonym(lower, country);
            }
        }
        for (words, codes) in rows(include_str!("../../lexicon/en/country-cues.tsv")) {
            let codes: Vec<[u8; 2]> =
                codes.split(',').filter_map(|code| code.as_bytes().try_into().ok()).collect();
            for word in words.split_whitespace() {
                lexicon.add(word, Classes::HOME);
                lexicon.homes.insert(word.to_owned(), codes.clone());
            }
        }
        for (form, rest) in rows(include_str!("../../lexicon/en/place-abbreviations.tsv")) {
            if let Some((name, when)) = rest.split_once('\t') {
                lexicon.abbreviations.insert(form, (name, when == "comma"));
            }
        }
        lexicon
    }
}

/// The rows of a word list: first and second column, without comments and blank lines.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once('\t').map_or((line.trim(), ""), |(a, b)| (a.trim(), b.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_class() {
        for file in [
            include_str!("../../lexicon/en/place-words.tsv"),
            include_str!("../../lexicon/en/not-a-place.tsv"),
        ] {
            for (first, second) in rows(file) {
                let known = Classes::named(first).is_some() || Classes::named(second).is_some();
                assert!(known, "{first}\t{second}: unknown class");
            }
        }
    }

    #[test]
    fn words_have_their_classes() {
        let lexicon = Lexicon::english();
        for (word, class) in [
            ("oblast", Classes::REGION),
            ("raion", Classes::DISTRICT),
            ("near", Classes::PREP_IN),
            ("monday", Classes::CALENDAR),
            ("olena", Classes::FIRST_NAME),
            ("garden", Classes::COMMON),
            ("police", Classes::NEVER),
        ] {
            assert!(lexicon.classes(word).any(class), "{word}");
        }
        assert!(!lexicon.classes("poltava").any(Classes::COMMON.with(Classes::KIND)));
    }

    #[test]
    fn abbreviations_are_read() {
        let lexicon = Lexicon::english();
        assert_eq!(lexicon.abbreviation("Calif."), Some(("California", false)));
        assert_eq!(lexicon.abbreviation("OR"), Some(("Oregon", true)));
        assert_eq!(lexicon.abbreviation("us"), None);
    }

    #[test]
    fn demonyms_have_plurals() {
        let lexicon = Lexicon::english();
        for (word, country) in [
            ("latvian", Some("Latvia")),
            ("latvians", Some("Latvia")),
            ("welshmen", Some("Wales")),
            ("europeans", Some("Europe")),
            ("riga", None),
        ] {
            assert_eq!(lexicon.demonym(word), country, "{word}");
        }
    }
}
