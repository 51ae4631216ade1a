//! The Russian and Ukrainian word lists, read from `lexicon/ru` and `lexicon/uk` when a text first needs them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{Classes, rows};
use crate::gazetteer::starts_cyrillic;

/// Which lists a text's Cyrillic words are looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// It has letters that only Russian and Belarusian have.
    Russian,
    /// It has letters that only Ukrainian and Belarusian have.
    Ukrainian,
    /// Neither, or both: the lists of both languages together.
    Either,
}

#[derive(Default)]
struct Words {
    classes: FxHashMap<String, Classes>,
    common: FxHashSet<&'static str>,
}

static RUSSIAN: LazyLock<Words> = LazyLock::new(|| {
    Words::read([
        include_str!("../../lexicon/ru/place-words.tsv"),
        include_str!("../../lexicon/ru/not-a-place.tsv"),
        include_str!("../../lexicon/ru/first-names.txt"),
        include_str!("../../lexicon/ru/common-words.txt"),
    ])
});
static UKRAINIAN: LazyLock<Words> = LazyLock::new(|| {
    Words::read([
        include_str!("../../lexicon/uk/place-words.tsv"),
        include_str!("../../lexicon/uk/not-a-place.tsv"),
        include_str!("../../lexicon/uk/first-names.txt"),
        include_str!("../../lexicon/uk/common-words.txt"),
    ])
});
static DEMONYMS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../lexicon/ru/demonyms.tsv"));
    let mut stems: Vec<(&str, &str)> =
        rows.flat_map(|(stems, country)| stems.split_whitespace().map(move |stem| (stem, country))).collect();
    stems.sort_unstable();
    stems
});

/// Endings of given names in the nominative, and those of their case forms.
const NAME_ENDINGS: &[(&str, &[&str])] = &[
    ("й", &["я", "ю", "ем", "єм", "е", "ї", "и", "єві"]),
    ("ия", &["ии", "ию", "ией"]),
    ("ія", &["ії", "ію", "ією"]),
    ("а", &["ы", "и", "е", "і", "у", "ой", "ою", "ей"]),
    ("я", &["и", "і", "е", "ї", "ю", "ей", "єю", "ею"]),
    ("ь", &["я", "ю", "ем", "е", "и", "ью", "і"]),
    ("о", &["а", "у", "ом", "ові", "і"]),
    ("", &["а", "у", "ом", "е", "і", "ові", "ові"]),
];

/// Given names whose stem loses a vowel.
const FLEETING: [(&str, &str); 3] = [("лев", "льв"), ("павел", "павл"), ("пётр", "петр")];

/// Endings of adjectives and of nouns for peoples.
const ADJECTIVE_ENDINGS: [&str; 27] = [
    "ий", "ая", "ое", "ие", "ого", "ому", "им", "ими", "их", "ой", "ую", "ом", "ою", "а", "е", "і", "у",
    "ої", "ій", "ім", "ье", "ые", "ый", "ых", "ым", "ая", "ее",
];
const PEOPLE_ENDINGS: [&str; 20] = [
    "", "ы", "и", "і", "е", "ы", "ов", "ев", "ів", "ам", "ами", "ах", "а", "у", "ом", "ин", "ка", "ки",
    "ину", "ем",
];

impl Words {
    fn read([places, never, given, common]: [&'static str; 4]) -> Self {
        let common = rows(common).map(|(word, _)| word).collect();
        let mut words = Self { common, ..Self::default() };
        for (class, list) in rows(places) {
            if let Some(class) = Classes::named(class) {
                list.split_whitespace().for_each(|word| words.add(word.to_owned(), class));
            }
        }
        for (word, when) in rows(never) {
            if let Some(class) = Classes::named(when) {
                words.add(word.to_owned(), class);
            }
        }
        for (name, _) in rows(given) {
            let lower = name.to_lowercase();
            for form in name_forms(&lower) {
                words.add(form, Classes::FIRST_NAME);
            }
        }
        words
    }

    fn add(&mut self, word: String, class: Classes) {
        let entry = self.classes.entry(word).or_default();
        *entry = entry.with(class);
    }

    fn classes(&self, lower: &str) -> Classes {
        let own = self.classes.get(lower).copied().unwrap_or_default();
        if self.common.contains(lower) { own.with(Classes::COMMON) } else { own }
    }
}

/// A given name in all cases.
fn name_forms(lower: &str) -> Vec<String> {
    let mut forms = vec![lower.to_owned()];
    let ending = NAME_ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending));
    if let Some((ending, cases)) = ending {
        let stem = lower.strip_suffix(ending).unwrap_or(lower);
        let stem = FLEETING.iter().find(|(name, _)| *name == lower).map_or(stem, |(_, stem)| *stem);
        forms.extend(cases.iter().map(|case| format!("{stem}{case}")));
    }
    forms
}

/// The language of a text's Cyrillic words, by the letters that only one of them has; none if it has no Cyrillic letter.
#[must_use]
pub fn tongue(text: &str) -> Option<Tongue> {
    // All Cyrillic letters begin with one of these bytes.
    let bytes = text.as_bytes();
    memchr::memchr3(0xD0, 0xD1, 0xD2, bytes).or_else(|| memchr::memchr2(0xD3, 0xD4, bytes))?;
    let (mut any, mut russian, mut ukrainian) = (false, 0_usize, 0_usize);
    for c in text.chars() {
        any |= crate::gazetteer::starts_cyrillic(c.encode_utf8(&mut [0; 4]));
        match c {
            'ы' | 'э' | 'ъ' | 'ё' | 'Ы' | 'Э' | 'Ъ' | 'Ё' => russian += 1,
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => ukrainian += 1,
            _ => {}
        }
    }
    any.then(|| match russian.cmp(&ukrainian) {
        _ if russian.min(ukrainian) * 8 > russian.max(ukrainian) => Tongue::Either,
        std::cmp::Ordering::Greater => Tongue::Russian,
        std::cmp::Ordering::Less => Tongue::Ukrainian,
        std::cmp::Ordering::Equal => Tongue::Either,
    })
}

/// The classes of a Cyrillic word in lower case.
#[must_use]
pub fn classes(lower: &str, tongue: Tongue) -> Classes {
    let own = match tongue {
        Tongue::Russian => RUSSIAN.classes(lower),
        Tongue::Ukrainian => UKRAINIAN.classes(lower),
        Tongue::Either => RUSSIAN.classes(lower).with(UKRAINIAN.classes(lower)),
    };
    if demonym(lower).is_some() { own.with(Classes::DEMONYM) } else { own }
}

/// The country that a Cyrillic adjective or people's name (lower case) belongs to.
#[must_use]
pub fn demonym(lower: &str) -> Option<&'static str> {
    if !starts_cyrillic(lower) {
        return None;
    }
    // The longest stem that begins the word stands last among those before it.
    let at = DEMONYMS.partition_point(|(stem, _)| *stem <= lower);
    DEMONYMS.get(..at)?.iter().rev().take(12).find_map(|(stem, country)| {
        let ending = lower.strip_prefix(stem)?;
        let adjective = stem.ends_with("ск") || stem.ends_with("ьк") || stem.ends_with("цк");
        let endings: &[&str] = if adjective { &ADJECTIVE_ENDINGS } else { &PEOPLE_ENDINGS };
        endings.contains(&ending).then_some(*country)
    })
}

/// The place that a Cyrillic short form stands for, as [`super::lexicon::Lexicon::abbreviation`].
#[must_use]
pub fn abbreviation(written: &str) -> Option<(&'static str, bool)> {
    if !starts_cyrillic(written) || written.len() > 10 {
        return None;
    }
    rows(include_str!("../../lexicon/ru/place-abbreviations.tsv")).find_map(|(form, rest)| {
        let (name, when) = rest.split_once('\t')?;
        (form == written).then_some((name, when == "comma"))
    })
}

/// The English word for a Slavic conjunction or "in" (lower case).
#[must_use]
pub fn link(lower: &str) -> Option<&'static str> {
    match lower {
        "и" | "і" | "й" | "та" | "ды" | "да" => Some("and"),
        "или" | "або" | "чи" | "ці" => Some("or"),
        "в" | "у" | "во" | "на" => Some("in"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sound() {
        for file in [
            include_str!("../../lexicon/ru/place-words.tsv"),
            include_str!("../../lexicon/uk/place-words.tsv"),
            include_str!("../../lexicon/ru/not-a-place.tsv"),
            include_str!("../../lexicon/uk/not-a-place.tsv"),
        ] {
            for (first, second) in rows(file) {
                let known = Classes::named(first).is_some() || Classes::named(second).is_some();
                assert!(known, "{first}\t{second}: unknown class");
            }
        }
        for file in [
            include_str!("../../lexicon/ru/common-words.txt"),
            include_str!("../../lexicon/uk/common-words.txt"),
        ] {
            let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.is_sorted() && lines.len() > 10_000);
        }
    }

    #[test]
    fn language_is_told_by_letters() {
        for (text, expected) in [
            ("Дождь залил Тулу, закрыты школы", Some(Tongue::Russian)),
            ("Злива затопила Рівне", Some(Tongue::Ukrainian)),
            ("Удар по Тернополю", Some(Tongue::Either)),
            ("Rain in Tula", None),
            ("Zürich", None),
            ("Афіша", Some(Tongue::Ukrainian)),
        ] {
            assert_eq!(tongue(text), expected, "{text}");
        }
    }

    #[test]
    fn words_have_their_classes() {
        for (word, tongue, class) in [
            ("области", Tongue::Russian, Classes::REGION),
            ("громаді", Tongue::Ukrainian, Classes::DISTRICT),
            ("біля", Tongue::Either, Classes::PREP_IN),
            ("андреем", Tongue::Russian, Classes::FIRST_NAME),
            ("василя", Tongue::Ukrainian, Classes::FIRST_NAME),
            ("льва", Tongue::Russian, Classes::FIRST_NAME),
            ("дерево", Tongue::Russian, Classes::COMMON),
        ] {
            assert!(classes(word, tongue).any(class), "{word}");
        }
        assert!(!classes("полтава", Tongue::Either).any(Classes::COMMON.with(Classes::KIND)));
    }

    #[test]
    fn demonyms_in_all_cases() {
        for (word, country) in [
            ("японского", Some("Japan")),
            ("польські", Some("Poland")),
            ("китайцев", Some("China")),
            ("росіяни", Some("Russia")),
            ("россиянин", Some("Russia")),
            ("северокорейские", Some("North Korea")),
            ("полька", None),
            ("чешуя", None),
            ("tula", None),
        ] {
            assert_eq!(demonym(word), country, "{word}");
        }
    }
}
