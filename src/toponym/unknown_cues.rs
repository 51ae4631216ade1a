//! Words that mark an unknown name as a place: parts of the land and things that stand there, before or after it.

use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::unknown_words::Slot;

/// Words that may stand between "at" and the word that tells what happens.
const HAPPENS_REACH: usize = 9;
/// The plural that such a list spells out stands so many tokens before it at most.
const EXAMPLES_REACH: usize = 24;

/// True if the words around the unknown name in tokens `first..end` make it one of a place.
#[must_use]
pub fn marked(page: &Page<'_>, first: usize, end: usize) -> bool {
    land_of(page, first)
        || is_called(page, first)
        || is_land(page, first, end)
        || is_built(page, first, end)
        || is_apposed(page, first, end)
        || ends_way(page, first)
}

/// "on the road between X and Y": both ends of a way.
fn ends_way(page: &Page<'_>, first: usize) -> bool {
    /// Tokens from "between" to the second name.
    const REACH: usize = 7;
    let (start, _) = page.bounds(first);
    let Some(led) = first.checked_sub(1).filter(|&led| led > start) else { return false };
    let way = |between: usize| {
        page.lower(between) == "between"
            && between > start
            && matches!(
                page.lower(between - 1),
                "road" | "roads" | "highway" | "route" | "motorway" | "railway" | "track" | "border" | "line"
            )
    };
    way(led)
        || page.lower(led) == "and"
            && (led.saturating_sub(REACH).max(start)..led)
                .rev()
                .take_while(|&at| !matches!(page.lower(at), "," | ";" | ":"))
                .any(way)
}

/// "X, a village of Y", "X and Z, two villages", "X, one of its districts".
fn is_apposed(page: &Page<'_>, first: usize, end: usize) -> bool {
    let kind = (end + 1..end + 5).find(|&at| !Slot::Apposed.has(page.lower(at)));
    let Some(kind) = kind.filter(|&at| at > end + 1 && page.lower(end) == ",") else { return false };
    page.is(kind, Classes::KIND.with(Classes::PLURAL))
        && !page.capital(kind)
        && page.sentence_of(kind) == page.sentence_of(first)
        && matches!(
            page.lower(kind + 1),
            "," | "."
                | "of"
                | "in"
                | "on"
                | "near"
                | "outside"
                | "about"
                | "some"
                | "where"
                | "which"
                | "that"
                | "concerned"
                | "close"
                | "north"
                | "south"
                | "east"
                | "west"
        )
}

/// "a mine blew up at X", "At X, a town of": something happens there.
#[must_use]
pub fn happens_at(page: &Page<'_>, first: usize, end: usize) -> bool {
    let Some(at) = first.checked_sub(1).filter(|&at| page.lower(at) == "at") else { return false };
    let (start, _) = page.bounds(first);
    if page.capital(end)
        || page.possessive(end)
        || page.is(end, Classes::ORGANISATION.with(Classes::OFFICIAL))
    {
        return false;
    }
    let opens = at == start
        && page.lower(end) == ","
        && matches!(page.lower(end + 1), "in" | "near" | "on" | "a" | "the" | "outside" | "about");
    // "between the M23 rebels and the Quendo fighters at X"
    let sides = at > start
        && matches!(
            page.lower(at - 1),
            "fighters" | "rebels" | "soldiers" | "troops" | "militants" | "forces" | "militiamen" | "gunmen"
        );
    let reach = if sides { 2 * HAPPENS_REACH } else { HAPPENS_REACH };
    opens
        || (at.saturating_sub(reach).max(start)..at)
            .rev()
            .take_while(|&before| {
                // "overnight Saturday at X"
                // "a battle with Russian marines at X"
                (sides || !page.capital(before) || page.is(before, Classes::CALENDAR.with(Classes::DEMONYM)))
                    && !matches!(page.lower(before), "," | ";" | ":" | "(" | "\"")
            })
            .any(|before| Slot::Happens.has(page.lower(before)) && !page.capital(before))
}

/// "at X in the Y District", "near X, in Z province": a division of land with its word of kind says where X lies.
#[must_use]
pub fn lies_in_division(page: &Page<'_>, first: usize, end: usize) -> bool {
    /// Words of the division's name before its word of kind.
    const NAME: usize = 4;
    let (start, _) = page.bounds(first);
    let led = first.checked_sub(1).filter(|&at| at >= start).is_some_and(|at| {
        matches!(page.lower(at), "at" | "in" | "near" | "outside" | "around" | "into" | "through" | "onto")
    });
    if !led || page.possessive(end) {
        return false;
    }
    let mut at = end + usize::from(page.lower(end) == ",");
    if page.lower(at) != "in" {
        return false;
    }
    at += 1;
    while page.is(at, Classes::ARTICLE.with(Classes::COMPASS)) {
        at += 1;
    }
    let name = at;
    while at < name + NAME && page.capital(at) && !page.is(at, Classes::KIND.with(Classes::ORGANISATION)) {
        at += 1;
    }
    at > name
        && page.sentence_of(at) == page.sentence_of(first)
        && matches!(
            page.lower(at),
            "district"
                | "region"
                | "province"
                | "state"
                | "county"
                | "governorate"
                | "oblast"
                | "department"
                | "prefecture"
                | "division"
                | "subdivision"
                | "zone"
                | "municipality"
                | "township"
                | "raion"
        )
}

/// "the vicinity of X", "the island of X".
fn land_of(page: &Page<'_>, first: usize) -> bool {
    let (start, _) = page.bounds(first);
    let at = first.checked_sub(1).filter(|&at| at > start && page.is(at, Classes::OF));
    at.and_then(|at| at.checked_sub(1))
        .is_some_and(|at| Slot::LandOf.has(page.lower(at)) && !page.capital(at))
}

/// "a place called X", "a village known as X".
fn is_called(page: &Page<'_>, first: usize) -> bool {
    let (start, _) = page.bounds(first);
    let Some(verb) = first.checked_sub(1).filter(|&at| at > start) else { return false };
    let noun = match page.lower(verb) {
        "called" | "named" => verb - 1,
        "as" if verb > start + 1 && page.lower(verb - 1) == "known" => verb - 2,
        _ => return false,
    };
    let place = page.is(noun, Classes::KIND) || matches!(page.lower(noun), "place" | "spot" | "location");
    place && noun >= start && !page.capital(noun)
}

/// "X island", "the X department", in the end of a phrase.
fn is_land(page: &Page<'_>, first: usize, end: usize) -> bool {
    Slot::Land.has(page.lower(end))
        && (!page.capital(end) || page.lower(end) == "lga")
        && page.sentence_of(end) == page.sentence_of(first)
        && !page.capital(end + 1)
        && !page.is(end + 1, Classes::OFFICIAL.with(Classes::SPEECH).with(Classes::PEOPLE))
        && !page.opens_sentence(first)
        && !page.possessive(end + 1)
}

/// "at the X military base", "stormed X prison", "hit the X Hospital".
fn is_built(page: &Page<'_>, first: usize, end: usize) -> bool {
    let sentence = page.sentence_of(first);
    if page.case(first) != Capitals::Sentence || page.opens_sentence(first) {
        return false;
    }
    let at = |back: usize| first.checked_sub(back).filter(|&at| page.sentence_of(at) == sentence);
    let article = |back: usize| at(back).is_some_and(|at| page.is(at, Classes::ARTICLE));
    // "the X temple", "the ancient X temple".
    let plain =
        at(1).is_some_and(|at| !page.capital(at) && !page.is(at, Classes::OFFICIAL.with(Classes::ARTICLE)));
    let article = article(1) || plain && article(2);
    let placed = at(1).is_some_and(|at| {
        matches!(page.lower(at), "in" | "at" | "near" | "on" | "outside" | "inside" | "around")
            || page.is(at, Classes::HARM) && !page.capital(at)
    });
    if !article && !placed {
        return false;
    }
    let mut noun = end;
    while Slot::BuiltSort.has(page.lower(noun)) && noun < end + 2 && !page.capital(noun) {
        noun += 1;
    }
    let common =
        Slot::Built.has(page.lower(noun)) && !page.capital(noun) && page.sentence_of(noun) == sentence;
    common && !page.hyphen(noun + 1) || named_building(page, first, end) && article
}

/// "X Hospital", "X Temple": the name's own last word says that it is built.
#[must_use]
pub fn named_building(page: &Page<'_>, first: usize, end: usize) -> bool {
    end - first > 1 && Slot::BuiltName.has(page.lower(end - 1)) && !page.possessive(end) && !page.capital(end)
}

/// True if the word is one of those that stand after or in the names of what is built.
#[must_use]
pub fn is_built_word(page: &Page<'_>, at: usize) -> bool {
    Slot::Built.has(page.lower(at)) || Slot::BuiltName.has(page.lower(at))
}

/// "several villages, including X": a name that begins the list of what a plural named before.
#[must_use]
pub fn opens_examples(page: &Page<'_>, first: usize) -> bool {
    let (start, _) = page.bounds(first);
    let plural = Classes::PLURAL;
    first > start
        && Slot::Examples.has(page.lower(first - 1))
        && (start.max(first.saturating_sub(EXAMPLES_REACH))..first).any(|at| {
            page.is(at, plural) || matches!(page.lower(at), "areas" | "locations" | "places" | "sites")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toponym::unknown_asked::asked;

    #[test]
    fn land_and_buildings_mark_a_name() {
        for (text, name, expected) in [
            ("Boats left the island of Sarubela.", "Sarubela", true),
            ("Fires burned in the vicinity of Qandulo.", "Qandulo", true),
            ("Floods hit the Morabanga department in May.", "Morabanga", true),
            ("They spent the night on Kirrawi island.", "Kirrawi", true),
            ("Rockets hit the Tel Zomar military base.", "Tel Zomar", true),
            ("A blast at the Vrunde coal mine killed two.", "Vrunde", true),
            ("Gunmen stormed the Santo Bilu Hospital in the night.", "Santo Bilu Hospital", true),
            ("They met at a place called Mbutara.", "Mbutara", true),
            ("They met a man called Mbutara.", "Mbutara", false),
            ("He works at the Smirnoff factory.", "Smirnoff", false),
            ("Guards watched the ancient Prasak Lom temple.", "Prasak Lom", true),
            ("The head of Lukmar spoke.", "Lukmar", false),
            ("The Morabanga department spokesman left.", "Morabanga", false),
            ("Zorbax mine owners met.", "Zorbax", false),
        ] {
            assert_eq!(asked(text, name, marked), expected, "{text}");
        }
    }

    #[test]
    fn what_happens_at_a_name_and_what_is_said_of_it() {
        for (text, name, expected) in [
            ("A mine blew up at Karu Silam on Monday.", "Karu Silam", true),
            ("Two farmers were shot dead at Mirrewe.", "Mirrewe", true),
            ("At Vel Orun, in the hills, nobody slept.", "Vel Orun", true),
            ("Two were killed overnight Saturday at Mirrewe.", "Mirrewe", true),
            ("They burnt four carriers in a battle with Russian marines at Mirrewe.", "Mirrewe", true),
            ("Farmers marched at Mirrewe on Friday.", "Mirrewe", true),
            ("She works at Zorbax.", "Zorbax", false),
            ("A bomb was found at Zorbax's office.", "Zorbax", false),
        ] {
            assert_eq!(asked(text, name, happens_at), expected, "{text}");
        }
        for (text, name, expected) in [
            ("The cars reached Dumere, a village of the valley.", "Dumere", true),
            ("Mortars fell on Anuro and Sabit, two villages near the river.", "Sabit", true),
            ("In Qondur, one of its districts, people fled.", "Qondur", true),
            ("We met Karl Dumere, a village elder.", "Dumere", false),
            ("We met Dumere, a tailor of the valley.", "Dumere", false),
        ] {
            assert_eq!(asked(text, name, marked), expected, "{text}");
        }
    }

    #[test]
    fn a_division_says_where_a_name_lies() {
        for (text, name, expected) in [
            ("A pit caved in on them at Gwande in the Talorsi District.", "Gwande", true),
            ("Shells fell near Kortuwe, in Velmar province.", "Kortuwe", true),
            ("He was seen in Kortuwe in northern Velmar state.", "Kortuwe", true),
            ("She works at Zorbax in Germany.", "Zorbax", false),
            ("He met Kortuwe in Velmar province.", "Kortuwe", false),
            ("They met at Kortuwe in the Velmar Hotel.", "Kortuwe", false),
        ] {
            assert_eq!(asked(text, name, lies_in_division), expected, "{text}");
        }
    }

    #[test]
    fn a_plural_opens_a_list_of_examples() {
        let opens = |page: &Page<'_>, first: usize, _: usize| opens_examples(page, first);
        assert!(asked("Jets bombed several villages, including Tuwe Kan and Sarro.", "Tuwe Kan", opens));
        assert!(!asked("Many firms, including Vorbis, left.", "Vorbis", opens));
    }
}
