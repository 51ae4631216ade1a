//! What is particular to names in Russian, Ukrainian and Belarusian text: cases, words of kind, what is no place.

use std::ops::Range;

use super::atlas::{Atlas, NameMatch, Sense};
use super::kind_words::{Form, KindWords, Size};
use super::lexicon::Classes;
use super::names::{NameNo, Names};
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::slavic_lexicon::{self, Tongue};
use super::world;
use crate::gazetteer::{Candidate, CaseMatch, Gazetteer, MatchKind, PlaceClass, starts_cyrillic};

/// Words of kind whose full point is part of them: "г. Орёл", "с. Лески".
const SHORT_KINDS: [(&str, Size); 13] = [
    ("г", Size::City),
    ("гор", Size::City),
    ("м", Size::City),
    ("с", Size::Village),
    ("сел", Size::Any),
    ("д", Size::Village),
    ("дер", Size::Village),
    ("х", Size::Village),
    ("п", Size::Any),
    ("пос", Size::Any),
    ("пгт", Size::Any),
    ("смт", Size::Any),
    ("ст", Size::Village),
];
/// Beginnings of words of kind that stand after an adjective and are no part of the bare name: "Тульская область".
const LOOSE_KINDS: [&str; 9] = ["област", "обл", "район", "р-н", "край", "краю", "края", "краем", "округ"];
/// Endings of East Slavic family names, with the endings of their cases taken off.
const FAMILY: [&str; 14] =
    ["ов", "ев", "єв", "їв", "ин", "ін", "ын", "ск", "цк", "ськ", "цьк", "енко", "чук", "щук"];
/// Endings of the cases of family names.
const FAMILY_CASES: [&str; 16] =
    ["", "а", "у", "ым", "им", "ом", "ой", "ого", "ому", "ий", "ая", "а", "у", "ові", "ою", "им"];
/// A place of fewer inhabitants needs a cue where its name may be a family name.
const KNOWN_TOWN: u64 = 20_000;
/// Countries whose places have Cyrillic names of their own.
const OWN: [&[u8; 2]; 4] = [b"RU", b"UA", b"BY", b"KZ"];
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
/// Beside a place that bears the very words, one whose case form they are counts only if it is this much larger.
const LARGER: u64 = 20;

/// How many of `words` each name takes that begins with the first of them, as they stand or in some case; shortest first.
#[must_use]
pub fn lengths(gazetteer: &Gazetteer, words: &[&str]) -> Vec<usize> {
    let mut lengths = Vec::new();
    gazetteer.walk(words.iter().copied(), |name| lengths.push(name.words));
    if words.first().is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase)) {
        lengths.extend(gazetteer.case_matches(words).into_iter().map(|found| found.words));
    }
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

/// Adds the places whose case form `name` is to those that bear it as it stands.
pub fn add_cases(gazetteer: &Gazetteer, name: &str, senses: &mut Vec<Sense>) {
    let own = senses.iter().map(|sense| sense.population).max();
    for found in whole(gazetteer, name) {
        for candidate in found.candidates.clone().take(96) {
            let kind = if found.adjective { as_stem(candidate.kind) } else { candidate.kind };
            let sense = world::sense(gazetteer, Candidate { kind, ..candidate });
            let area = found.lemma.contains(' ') && found.words == 1;
            let wanted = !area || matches!(sense.class, PlaceClass::Region | PlaceClass::District);
            let larger = own.is_none_or(|own| sense.is_division() || sense.population > LARGER * own.max(50));
            if wanted && larger && senses.iter().all(|known| known.place != sense.place) {
                senses.push(sense);
            }
        }
    }
}

/// In its own countries a town's Russian name is as usual as its Ukrainian one; the layers call only one of them the usual name.
pub fn settle_kinds(senses: &mut [Sense]) {
    for sense in senses.iter_mut().filter(|sense| sense.matched == NameMatch::Alternate) {
        if OWN.contains(&&sense.country)
            && (sense.class == PlaceClass::Settlement || sense.class == PlaceClass::Region)
        {
            sense.matched = NameMatch::Primary;
        }
    }
}

/// The dictionary form of a name that no place bears as it stands.
#[must_use]
pub fn lemma(gazetteer: &Gazetteer, name: &str) -> Option<String> {
    if !starts_cyrillic(name) {
        return None;
    }
    let count = name.split(' ').count();
    let mut as_it_stands = false;
    gazetteer.walk(name.split(' '), |found| as_it_stands |= found.words == count);
    if as_it_stands { None } else { whole(gazetteer, name).next().map(|found| found.lemma) }
}

fn whole<'g>(gazetteer: &'g Gazetteer, name: &str) -> impl Iterator<Item = CaseMatch<'g>> + use<'g> {
    let words: Vec<&str> = name.split(' ').collect();
    let count = words.len();
    gazetteer.case_matches(&words).into_iter().filter(move |found| found.words == count)
}

/// An adjective names an area only beside a word of kind.
fn as_stem(kind: MatchKind) -> MatchKind {
    if kind <= MatchKind::Alternate { MatchKind::Stem } else { kind }
}

/// After the classes are known: a capital inside a sentence is no common word; "г", "с" and the like are of a kind only with
/// their point.
pub fn settle(page: &mut Page<'_>, tongue: Option<Tongue>) {
    if tongue.is_none() {
        return;
    }
    for at in 0..page.len() {
        let proper = page.capital(at)
            && starts_cyrillic(page.lower(at))
            && page.case(at) == Capitals::Sentence
            && !page.opens_sentence(at);
        if proper {
            page.classes[at] = page.classes[at].without(Classes::COMMON);
        }
    }
}

/// True for a word of kind in some case that is no part of the bare name before it.
#[must_use]
pub fn kind_is_loose(lower: &str) -> bool {
    starts_cyrillic(lower) && LOOSE_KINDS.iter().any(|kind| lower.starts_with(kind))
}

/// The size that a word of kind suggests.
#[must_use]
pub fn size_of(lower: &str) -> Size {
    let begins = |stems: &[&str]| stems.iter().any(|stem| lower.starts_with(stem));
    if begins(&["сел", "сёл", "сіл", "деревн", "деревен", "хут", "стани", "аул"])
        && !lower.starts_with("селищ")
    {
        Size::Village
    } else if begins(&["город", "міст", "столиц"]) && !lower.starts_with("городк") {
        Size::City
    } else {
        Size::Any
    }
}

/// "г. Орёл": a kind of settlement with a point before the name in `first..end`.
#[must_use]
pub fn short_kind(page: &Page<'_>, first: usize, end: usize) -> Option<KindWords> {
    let (start, _) = page.bounds(first);
    let point = first.checked_sub(1)?;
    let word = first.checked_sub(2).filter(|&at| at >= start)?;
    let pointed = page.word(point) == "." && page.token(point).is_some_and(|token| token.glued);
    let (_, size) =
        SHORT_KINDS.iter().find(|(kind, _)| pointed && !page.capital(word) && *kind == page.lower(word))?;
    Some(KindWords { form: Form::Settlement, size: *size, first: word, end, ..KindWords::default() })
}

/// "в селе X Y района": a district or region in the genitive right after a settlement.
#[must_use]
pub fn area_follows(page: &Page<'_>, inner: &Hit, area: &Hit) -> bool {
    starts_cyrillic(page.lower(area.first))
        && matches!(area.kind.form, Form::Region | Form::District)
        && !matches!(inner.kind.form, Form::Region)
}

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
    best >= KNOWN_TOWN || !doubtful(page, names, name, span)
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

/// True if what a Slavic name of several words means is known so well that its second word may stand small: "Белый дом".
#[must_use]
pub fn small_words_fit(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| {
        sense.matched == NameMatch::Metonym
            || matches!(
                sense.class,
                PlaceClass::Country | PlaceClass::Area | PlaceClass::Sea | PlaceClass::Region
            )
    })
}

/// "мэр Тулы Иван Сизов", "глава Нижней Салды": what follows the title is the place in the genitive, and the name comes later.
#[must_use]
pub fn place_after_title(page: &Page<'_>, next: usize, end: usize) -> bool {
    let lower = page.lower(next);
    let given = |at: usize| page.is(at, Classes::FIRST_NAME);
    starts_cyrillic(lower)
        && !given(next)
        && ((next + 1..end).any(given)
            || ["ой", "ей", "ого", "его", "ої", "ых", "их"].iter().any(|end| lower.ends_with(end)))
}

/// False for a Slavic word that opens a sentence and is no adjective of a place: "Прикордонні громади" name none.
#[must_use]
pub fn unknown_fits(page: &Page<'_>, first: usize) -> bool {
    let lower = page.lower(first);
    let adjective = ["ськ", "цьк", "зьк", "ск", "цк"].iter().any(|mark| lower.contains(mark));
    !starts_cyrillic(lower) || !page.opens_sentence(first) || adjective && !page.is(first, Classes::COMMON)
}

/// "США": a usual short form, not an acronym of something else.
#[must_use]
pub fn is_short_form(written: &str) -> bool {
    slavic_lexicon::abbreviation(written).is_some()
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
