//! Persons' names in a document: a family name that is also a place must not become one.

use std::collections::BTreeSet;

use super::atlas::Atlas;
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::slavic;
use super::{dateline, named_like_places};
use crate::gazetteer::starts_cyrillic;
use crate::text::TokenKind;

/// At most this many words of a name follow a title or given name.
const NAME_WORDS: usize = 3;

/// Marks the tokens of persons' names in `page` and returns their family names in lower case.
///
/// A name is a given name, an initial or a title, followed by capitalised words that no word of kind claims
/// ("Vladimir Region" is no person).
pub fn mark(page: &mut Page<'_>, is_place: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut family = BTreeSet::new();
    mark_by_age(page, &mut family);
    named_like_places::mark_kin(page);
    named_like_places::mark_bylines(page);
    named_like_places::mark_ships(page);
    named_like_places::mark_cars(page);
    named_like_places::mark_occasions(page);
    dateline::mark_agencies(page);
    named_like_places::mark_given_places(page, &mut family);
    family.extend(named_like_places::speakers(page, is_place));
    let mut at = 0;
    while at < page.len() {
        let Some(end) = name_end(page, at, is_place) else {
            at += 1;
            continue;
        };
        let opener = page.is(at, Classes::TITLE) && !page.is(at, Classes::FIRST_NAME);
        for token in at + usize::from(opener)..end {
            page.person[token] = true;
        }
        let last = page.lower(end - 1);
        if !page.is(end - 1, Classes::FIRST_NAME) && last.len() > 2 {
            family.insert(last.to_string());
        }
        at = end;
    }
    family
}

/// "Ada Quill, 41," and "Ada Quill, a 41-year-old": two or three capitals before an age.
fn mark_by_age(page: &mut Page<'_>, family: &mut BTreeSet<String>) {
    for comma in 2..page.len() {
        let mark = page.token(comma).is_some_and(|token| token.kind == TokenKind::Mark);
        if !mark || !page.capital(comma - 1) || page.word(comma) != "," || !age_after(page, comma) {
            continue;
        }
        let mut first = comma;
        while first > 0
            && comma - first < NAME_WORDS
            && page.capital(first - 1)
            && belongs(page, first - 1)
            && page.sentence_of(first - 1) == page.sentence_of(comma)
        {
            first -= 1;
        }
        if comma - first >= 2 {
            page.person[first..comma].fill(true);
            family.insert(page.lower(comma - 1).to_string());
        }
    }
}

/// True if ", 17," or ", a 17-year-old" stands at `comma`.
fn age_after(page: &Page<'_>, comma: usize) -> bool {
    let number = comma + 1 + usize::from(page.is(comma + 1, Classes::ARTICLE));
    let value: Option<u32> = page.word(number).parse().ok();
    let closed = number == comma + 1 && matches!(page.word(number + 1), "," | "." | ";");
    value.is_some_and(|age| (1..=110).contains(&age))
        && (closed || page.lower(number + 2) == "year" || page.lower(number + 1) == "year")
}

/// One past the last token of the person's name that begins at `at`.
fn name_end(page: &Page<'_>, at: usize, is_place: &dyn Fn(&str) -> bool) -> Option<usize> {
    let capital = page.capital(at);
    let given = capital && page.is(at, Classes::FIRST_NAME);
    let initial = capital && page.word(at).chars().filter(|c| c.is_alphabetic()).take(2).count() == 1;
    let title = page.is(at, Classes::TITLE) && is_title(page, at);
    if !(given || initial || title) {
        return None;
    }
    // "in the town of Abu Otto": what has such a word before it is a place.
    let named = page.before(at).is_some_and(|of| {
        page.is(of, Classes::OF) && page.before(of).is_some_and(|kind| page.is(kind, Classes::SETTLEMENT))
    });
    if named {
        return None;
    }
    let mut next = skip_point(page, at + 1);
    // "J. K. Rowling", "George W. Bush".
    if let Some(after) = initial_at(page, next) {
        next = after;
    }
    let mut end = next;
    while end < page.len() && end - next < NAME_WORDS && page.sentence_of(end) == page.sentence_of(at) {
        if page.capital(end) && belongs(page, end) {
            end += 1;
            // "Abu-Ghazaleh", "Kim Il-sung".
            while page.hyphen(end) {
                end += 2;
            }
        } else if page.is(end, Classes::PARTICLE) && page.capital(end + 1 + usize::from(page.hyphen(end + 1)))
        {
            end += 1 + usize::from(page.hyphen(end + 1));
        } else {
            break;
        }
    }
    let end = end.min(page.bounds(at).1);
    if end <= next || title && slavic::place_after_title(page, next, end) {
        return None;
    }
    // A word of kind after it claims the last word: "Mykola Region" is none, "Ivan Kharkiv Oblast" neither.
    let kind = (page.is(end, Classes::KIND)
        || page.is(end, Classes::DISTRICT_ADJECTIVE) && page.is(end + 1, Classes::KIND))
        && page.sentence_of(end) == page.sentence_of(at)
        && !page.is(end, Classes::FIRST_NAME);
    if kind {
        return None;
    }
    let words = end - next;
    if initial && !given {
        // "A Kharkiv court": the article in capitals is no initial.
        return (page.word(at + 1) == "." || page.word(at).ends_with('.')).then_some(end);
    }
    if title && !given {
        return title_end(page, at, next, end, is_place);
    }
    // "Will Paris", "Grace in London": one word after a given name that is a well-known place stays a place
    // only when headings make every word capital.
    let heading = matches!(page.case(at), Capitals::Title | Capitals::All);
    (!heading || words > 1 || !is_place(page.lower(next))).then_some(end)
}

/// After a title, a well-known place is taken for the person only if more of the name follows.
fn title_end(
    page: &Page<'_>,
    at: usize,
    next: usize,
    end: usize,
    is_place: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    let given = page.is(next, Classes::FIRST_NAME);
    let formal = (page.capital(at) || page.lower(at).len() <= 3) && !starts_cyrillic(page.lower(at));
    let place = is_place(page.lower(next));
    match (formal, given, place) {
        (_, true, _) | (true, _, false) => Some(end),
        (true, _, true) if end - next == 1 => {
            (matches!(page.case(at), Capitals::Sentence) && !page.possessive(end)).then_some(end)
        }
        (false, _, false) if end - next >= 2 => Some(end),
        _ => None,
    }
}

/// True for a title that stands before a name rather than as a noun of its own or after a place.
fn is_title(page: &Page<'_>, at: usize) -> bool {
    !page.is(at, Classes::FIRST_NAME) || page.lower(at).len() <= 3
}

/// True if a capitalised word may be part of a person's name.
#[must_use]
pub fn belongs(page: &Page<'_>, at: usize) -> bool {
    let not = Classes::CALENDAR
        .with(Classes::AGENCY)
        .with(Classes::KIND)
        .with(Classes::TITLE)
        .with(Classes::ORGANISATION)
        .with(Classes::FACILITY);
    let never = page.is(at, Classes::NEVER) && !page.is(at, Classes::FIRST_NAME);
    !page.is(at, not) && !never || page.is(at, Classes::FIRST_NAME)
}

/// Words after a title or given name that are countries, capitals or large cities too.
pub fn well_known_words<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for at in 1..page.len() {
        let speech = page.is(at + 1, Classes::SPEECH) || page.is(at - 1, Classes::SPEECH);
        if page.capital(at)
            && (speech || page.is(at - 1, Classes::TITLE.with(Classes::FIRST_NAME)))
            && !known.contains(page.lower(at))
        {
            let number = names.number(page.lower(at));
            if names.well_known(number) {
                known.insert(page.lower(at).to_string());
            }
        }
    }
    known
}

fn skip_point(page: &Page<'_>, at: usize) -> usize {
    at + usize::from(page.word(at) == "." && page.token(at).is_some_and(|token| token.glued))
}

/// After an initial at `at`, the token that follows it.
fn initial_at(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = page.word(at);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let point = word.ends_with('.') || page.word(at + 1) == ".";
    (page.capital(at) && letters == 1 && point).then(|| skip_point(page, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;
    use crate::toponym::lexicon::Lexicon;

    fn names(text: &str) -> Vec<String> {
        let prose = Prose::read(text);
        let mut page = Page::new(text, &prose, Lexicon::english());
        mark(&mut page, &|word| matches!(word, "poltava" | "moscow" | "lyon" | "cherkasy"));
        (0..page.len()).filter(|&i| page.person[i]).map(|i| page.word(i).to_string()).collect()
    }

    #[test]
    fn given_names_titles_and_initials_make_persons() {
        for (text, expected) in [
            ("Mayor Olena Cherkasy spoke.", vec!["Olena", "Cherkasy"]),
            ("They met Ivan Poltava there.", vec!["Ivan", "Poltava"]),
            ("Mr. Lyon resigned.", vec!["Lyon"]),
            ("We asked A. B. Lyon about it.", vec!["A", ".", "B.", "Lyon"]),
            ("Shells fell in Vladimir Region.", vec![]),
            ("the governor of Poltava", vec![]),
            ("A Moscow court ruled.", vec![]),
            ("It rained in Lyon.", vec![]),
            ("The minister Moscow sent arrived.", vec![]),
        ] {
            let found = names(text);
            assert_eq!(
                found.iter().filter(|w| w.as_str() != ".").count(),
                expected.iter().filter(|w| **w != ".").count(),
                "{text}: {found:?}"
            );
        }
    }
}
