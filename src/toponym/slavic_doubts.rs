//! What a Slavic text does not mean as a place, whatever the gazetteer has: adjectives alone, streets, teams, family names, common
//! words.

use std::ops::Range;

use super::atlas::{Atlas, NameMatch};
use super::kind_words::{Form, KindWords};
use super::lexicon::Classes;
use super::names::{NameNo, Names};
use super::page::{Capitals, Page};
use super::slavic_lexicon::{self, Tongue};
use crate::gazetteer::{PlaceClass, starts_cyrillic};

/// Endings of East Slavic family names, with the endings of their cases taken off.
const FAMILY: [&str; 14] =
    ["ов", "ев", "єв", "їв", "ин", "ін", "ын", "ск", "цк", "ськ", "цьк", "енко", "чук", "щук"];
/// Endings of the cases of family names.
const FAMILY_CASES: [&str; 16] =
    ["", "а", "у", "ым", "им", "ом", "ой", "ого", "ому", "ий", "ая", "а", "у", "ові", "ою", "им"];
/// A place of fewer inhabitants needs a cue where its name may be a family name.
const KNOWN_TOWN: u64 = 20_000;
/// Parts of titles of those who head a place or come from one: "мэр Ростова".
const HEADS: [&str; 15] = [
    "губернатор",
    "мэр",
    "мер",
    "глав",
    "голов",
    "президент",
    "премьер",
    "прем'єр",
    "министр",
    "міністр",
    "начальник",
    "очільник",
    "корол",
    "канцлер",
    "врио",
];
/// Tokens of a list that are looked through.
const LONGEST_LIST: usize = 12;
/// A city of so many inhabitants may be meant where its name is a common word too.
const CITY: u64 = 300_000;
/// False for a span that a Slavic text does not mean as a place, whatever the gazetteer has: an adjective without a word of
/// kind, a street's name, a team in quotes, a word that is a village too and has no cue of place.
#[must_use]
pub fn admits<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    name: NameNo,
    span: Range<usize>,
    kind: &KindWords,
) -> bool {
    let (first, end) = (span.start, span.end);
    if !starts_cyrillic(page.lower(first)) || kind.form != Form::Bare {
        return true;
    }
    if on_street(page, first, end) || in_quotes(page, first, end) || is_person(page, first, end) {
        return false;
    }
    let senses = names.senses(name);
    let stem = senses.iter().all(|sense| sense.matched == NameMatch::Stem);
    if stem && !shares_kind(page, end) {
        return false;
    }
    let own = || senses.iter().filter(|sense| sense.matched != NameMatch::Stem);
    let best = own().map(|sense| sense.population).max().unwrap_or(0);
    let area = |class: PlaceClass| !matches!(class, PlaceClass::Settlement | PlaceClass::District);
    if best >= CITY || own().any(|sense| area(sense.class)) || in_place(page, first) {
        return true;
    }
    let single = end - first == 1;
    // "Мирный план", "Вода подорожает": a common word that opens a sentence.
    if single && page.is(first, Classes::COMMON) {
        return false;
    }
    !(single && describes(page, first)) && (best >= KNOWN_TOWN || !doubtful(page, names, name, span))
}

/// "Степной пожар уничтожил посевы": an adjective that opens a sentence, before a noun. What ends as verbs do is no noun.
fn describes(page: &Page<'_>, first: usize) -> bool {
    const ADJECTIVE: [&str; 9] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"];
    const VERB: [&str; 20] = [
        "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит", "ют", "ут", "ят", "ат", "тся",
        "ть", "в", "ся", "но", "ено",
    ];
    let next = page.lower(first + 1);
    let noun = page.after(first + 1, first).is_some()
        && starts_cyrillic(next)
        && !page.capital(first + 1)
        && !page
            .is(first + 1, Classes::PREPOSITION.with(Classes::LIST).with(Classes::SPEECH).with(Classes::ACT))
        && !VERB.iter().any(|ending| next.ends_with(ending));
    noun && page.opens_sentence(first) && ADJECTIVE.iter().any(|ending| page.lower(first).ends_with(ending))
}

/// True for a name of small places alone that may well be something else: a common word, a family name, a part of a longer
/// name, a guess from the ending.
fn doubtful<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    name: NameNo,
    span: Range<usize>,
) -> bool {
    let (first, end) = (span.start, span.end);
    let lower = page.lower(first);
    let common = slavic_lexicon::classes(lower, Tongue::Either).any(Classes::COMMON);
    let beside =
        |at: usize| page.capital(at) && !page.is(at, Classes::KIND) && page.case(at) == Capitals::Sentence;
    let run = page.after(end, first).is_some_and(beside)
        || page.before(first).is_some_and(|at| beside(at) && !page.opens_sentence(at));
    if end - first == 1 && (common || is_family(lower)) || run {
        return true;
    }
    let led = page.before(first).is_some_and(|at| page.is(at, Classes::PREPOSITION.with(Classes::LIST)));
    !led && names.atlas.lemma(names.words(name)).is_some()
}

/// True after a preposition that only places follow, or inside a list that such a one opens.
fn in_place(page: &Page<'_>, first: usize) -> bool {
    let Some(mut at) = page.before(first) else { return false };
    if page.is(at, Classes::PREP_IN) || matches!(page.word(at), "," | "(") {
        return true;
    }
    if !page.is(at, Classes::LIST) {
        return false;
    }
    for _ in 0..LONGEST_LIST {
        let Some(before) = page.before(at) else { return false };
        at = before;
        if page.is(at, Classes::PREP_IN) {
            return true;
        }
        if !(page.capital(at) || page.word(at) == "," || page.is(at, Classes::LIST)) {
            return false;
        }
    }
    false
}

/// "следователь Ростова": a family name after the word for one who heads no place; and an adjective that begins a longer name
/// which the gazetteer lacks, as "Малых" of "Малых Щербаков".
fn is_person(page: &Page<'_>, first: usize, end: usize) -> bool {
    if end - first != 1 {
        return false;
    }
    let lower = page.lower(first);
    let titled = page.before(first).is_some_and(|at| {
        page.is(at, Classes::TITLE) && !HEADS.iter().any(|head| page.lower(at).contains(head))
    });
    let adjective =
        ["ой", "ого", "ому", "ых", "их", "ым", "им", "ую", "ої", "ій", "ая", "ый", "ий", "ое", "ые"]
            .iter()
            .any(|ending| lower.ends_with(ending));
    let longer = page.after(end, first).is_some_and(|at| {
        page.capital(at)
            && page.case(at) == Capitals::Sentence
            && !page.person[at]
            && !page.is(at, Classes::KIND.with(Classes::FACILITY).with(Classes::WATER))
    });
    titled && is_family(lower) || adjective && longer
}

/// True if a word of kind comes later in the same list: "Тульской и Орловской областях".
fn shares_kind(page: &Page<'_>, end: usize) -> bool {
    let mut at = end;
    while at < end + 8 && page.after(at, end - 1).is_some() {
        if page.is(at, Classes::KIND) {
            return page.is(at, Classes::PLURAL) || at > end;
        }
        let goes_on = page.is(at, Classes::LIST) || page.word(at) == "," || page.capital(at);
        if !goes_on {
            return false;
        }
        at += 1;
    }
    false
}

/// True after or before a word for a street: its name is not the place that lends it.
fn on_street(page: &Page<'_>, first: usize, end: usize) -> bool {
    let street = |at: usize| page.is(at, Classes::PARTICLE) && starts_cyrillic(page.lower(at));
    // "на Тульском шоссе", but "в Туле улица ..." has no adjective.
    if ["ой", "ая", "ую", "ий", "ый", "ом", "ого", "ому", "им", "ым", "ій", "а", "у"]
        .iter()
        .any(|ending| page.lower(end - 1).ends_with(ending))
        && page.after(end, first).is_some_and(street)
    {
        return true;
    }
    let Some(at) = page.before(first) else { return false };
    let pointed = page.word(at) == "." && page.before(at).is_some_and(street);
    street(at) || pointed
}

/// True for a span that is all that stands in guillemets: a team, a ship, a newspaper.
fn in_quotes(page: &Page<'_>, first: usize, end: usize) -> bool {
    let opened = first > 0 && matches!(page.word(first - 1), "«" | "„" | "“" | "\"" | "'");
    let closed = |at: usize| matches!(page.word(at), "»" | "“" | "”" | "\"" | "'");
    // "«Вашингтон Спирит»" as well, but not "«Вашингтон готовит удар»".
    opened && (closed(end) || page.capital(end) && closed(end + 1))
}

/// True for words with the shape of a family name, in any case.
fn is_family(lower: &str) -> bool {
    FAMILY_CASES.iter().any(|case| {
        lower
            .strip_suffix(case)
            .is_some_and(|stem| FAMILY.iter().any(|mark| stem.ends_with(mark) && stem.len() > mark.len() + 4))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_by_their_shape() {
        for (word, expected) in [
            ("сизовым", true),
            ("сизов", true),
            ("гречкиной", true),
            ("дорошенко", true),
            ("петровскому", true),
            ("пархомчук", true),
            ("калуга", false),
            ("вязьма", false),
            ("ов", false),
        ] {
            assert_eq!(is_family(word), expected, "{word}");
        }
    }
}
