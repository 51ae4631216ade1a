//! What is particular to names in Russian, Ukrainian and Belarusian text: cases, words of kind, titles, short forms.

use super::atlas::{NameMatch, Sense};
use super::kind_words::{Form, KindWords, Size};
use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::slavic_lexicon::{self, Tongue};
use super::world;
use crate::gazetteer::{Candidate, CaseMatch, Gazetteer, MatchKind, PlaceClass, starts_cyrillic};

/// Words of kind whose full point is part of them: "г. Орёл", "с. Лески".
const SHORT_KINDS: [(&str, Size); 20] = [
    ("s", Size::Village),
    ("v", Size::Village),
    ("vil", Size::Village),
    ("x", Size::Village),
    ("kh", Size::Village),
    ("pgt", Size::Any),
    ("smt", Size::Any),
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
/// Countries whose places have Cyrillic names of their own.
const OWN: [&[u8; 2]; 4] = [b"RU", b"UA", b"BY", b"KZ"];
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
    // "Roe v. Wade" is no village; "in v. Wade" is one.
    let placed = || {
        word == start
            || page.is(word - 1, Classes::PREPOSITION.with(Classes::OF).with(Classes::ARTICLE))
            || matches!(page.word(word - 1), "," | "(" | "and" | ";")
    };
    if !starts_cyrillic(page.lower(word)) && !placed() {
        return None;
    }
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

/// "Рим", "Чоп": three letters are a whole name in Slavic text, unless all are capitals.
#[must_use]
pub fn is_short_name(page: &Page<'_>, at: usize) -> bool {
    starts_cyrillic(page.lower(at))
        && page.lower(at).chars().count() == 3
        && !page.token(at).is_some_and(|token| token.all_caps)
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
