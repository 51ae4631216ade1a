//! People, ships and cars with the names of places: "her brother Houston", "Virginia Holm, who", "HMS London".

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::people::belongs;
use crate::text::TokenKind;

/// "her brother Houston", "his sons Dakota and Austin".
pub fn mark_kin(page: &mut Page<'_>) {
    for at in 1..page.len() {
        let kin = page.is(at - 1, Classes::KIN) && !page.capital(at - 1);
        if !kin || !page.capital(at) || !belongs(page, at) {
            continue;
        }
        page.person[at] = true;
        let plural = page.lower(at - 1).ends_with('s');
        let mut next = at + 1;
        while plural
            && matches!(page.lower(next), "and" | ",")
            && page.capital(next + 1)
            && belongs(page, next + 1)
        {
            page.person[next + 1] = true;
            next += 2;
        }
    }
}

/// "BY KENT MALLETT", "By Chelsea Moss" on a line of its own.
pub fn mark_bylines(page: &mut Page<'_>) {
    for sentence in 0..page.prose.sentences.len() {
        let (first, end) =
            (page.prose.sentences[sentence].first_token, page.prose.sentences[sentence].end_token);
        for by in first..end.min(first + 40) {
            let (given, family) = (by + 1, by + 2);
            if !page.capital(given) || !page.capital(family) || family >= end || page.lower(by) != "by" {
                continue;
            }
            let caps =
                |at: usize| page.token(at).is_some_and(|token| token.all_caps) && page.word(at).len() > 1;
            let line = by == first && end - first <= 5;
            let upper =
                page.word(by) == "BY" && page.case(by) != Capitals::All && caps(given) && caps(family);
            if (line || upper) && belongs(page, given) && belongs(page, family) {
                page.person[given] = true;
                page.person[family] = true;
            }
        }
    }
}

/// "HMS London", "the frigate Berlin": a ship's name is no place either.
pub fn mark_ships(page: &mut Page<'_>) {
    for at in 1..page.len() {
        if !page.is(at - 1, Classes::SHIP) {
            continue;
        }
        let letters = page.token(at - 1).is_some_and(|token| token.all_caps) && page.word(at - 1).len() <= 4;
        let noun = !page.capital(at - 1) && page.word(at - 1).len() > 4;
        if (letters || noun) && page.capital(at) && page.sentence_of(at) == page.sentence_of(at - 1) {
            page.person[at] = true;
            if page.capital(at + 1) && page.sentence_of(at) == page.sentence_of(at + 1) {
                page.person[at + 1] = true;
            }
        }
    }
}

/// "a Niva car", "the Sierra pickup": a make of cars.
pub fn mark_cars(page: &mut Page<'_>) {
    for at in 1..page.len() {
        if !page.capital(at) {
            continue;
        }
        let article = matches!(page.lower(at - 1), "a" | "an" | "the");
        let car = |at: usize| {
            !page.capital(at)
                && matches!(
                    page.lower(at),
                    "car"
                        | "cars"
                        | "sedan"
                        | "hatchback"
                        | "pickup"
                        | "jeep"
                        | "suv"
                        | "minivan"
                        | "motorcycle"
                        | "motorbike"
                        | "scooter"
                        | "tractor"
                        | "lorry"
                )
        };
        // "a Belfast car bomb", "the Detroit car industry"
        let ends = |at: usize| {
            page.token(at).is_none_or(|token| token.kind != TokenKind::Word)
                || page.is(at, Classes::PREPOSITION.with(Classes::AUXILIARY).with(Classes::LIST))
                || page.lower(at).ends_with("ed")
                || matches!(
                    page.lower(at),
                    "with" | "when" | "that" | "which" | "caught" | "was" | "were" | "burned" | "and"
                )
        };
        if article
            && car(at + 1)
            && ends(at + 2)
            && page.case(at) == Capitals::Sentence
            && page.sentence_of(at) == page.sentence_of(at + 1)
        {
            page.person[at] = true;
        }
    }
}

/// "marking Saba Saba, the anniversary of": a day's name.
pub fn mark_occasions(page: &mut Page<'_>) {
    for at in 0..page.len() {
        if !page.capital(at + 1) {
            continue;
        }
        let marks = matches!(
            page.lower(at),
            "marking"
                | "mark"
                | "marked"
                | "commemorating"
                | "commemorate"
                | "celebrating"
                | "celebrate"
                | "observing"
        );
        if !marks {
            continue;
        }
        let sentence = page.sentence_of(at);
        let end = (at + 1..page.len()).find(|&next| !page.capital(next)).unwrap_or(page.len());
        let occasion = page.word(end) == ","
            && (end + 1..(end + 7).min(page.len()))
                .take_while(|&next| page.sentence_of(next) == sentence)
                .any(|next| {
                    matches!(
                        page.lower(next),
                        "anniversary"
                            | "holiday"
                            | "festival"
                            | "feast"
                            | "day"
                            | "commemoration"
                            | "jubilee"
                    )
                });
        if occasion {
            (at + 1..end).for_each(|next| page.person[next] = true);
        }
    }
}

/// "Virginia Holm, who", "Georgia Maddox told": a given name that is a place too, before a family name, where what
/// follows is said of persons.
pub fn mark_given_places(page: &mut Page<'_>, family: &mut BTreeSet<String>) {
    let ground = Classes::GROUND
        .with(Classes::GROUND_NAME)
        .with(Classes::WAY)
        .with(Classes::SITE)
        .with(Classes::COMPASS)
        .with(Classes::OFFICIAL)
        .with(Classes::PEOPLE)
        .with(Classes::PAPER)
        .with(Classes::PREPOSITION)
        .with(Classes::LIST)
        .with(Classes::OF)
        .with(Classes::ARTICLE)
        .with(Classes::AUXILIARY)
        .with(Classes::COMMON);
    for at in 0..page.len() {
        let name = at + 1;
        if !page.is(at, Classes::GIVEN_PLACE) || !page.capital(at) || page.case(at) != Capitals::Sentence {
            continue;
        }
        let same = page.sentence_of(at) == page.sentence_of(name);
        if !same || !page.capital(name) || !belongs(page, name) || page.is(name, ground) {
            continue;
        }
        let team = page.lower(name).ends_with('s');
        let next = name + 1;
        let said = page.is(next, Classes::SPEECH) && !page.capital(next);
        let aside = page.word(next) == ","
            && (matches!(
                page.lower(next + 1),
                "who" | "whose" | "a" | "an" | "the" | "his" | "her" | "chief"
            ) || page.token(next + 1).is_some_and(|token| token.kind == TokenKind::Number));
        let before = at.checked_sub(1).is_some_and(|left| {
            page.is(left, Classes::TITLE.with(Classes::PEOPLE).with(Classes::KIN)) || page.lower(left) == "by"
        });
        let does = matches!(page.lower(next), "who" | "was" | "has" | "had" | "is");
        // "Sydney Harrow and Austin Pike", "Savannah Reid and her brother".
        let both = page.lower(next) == "and"
            && (matches!(page.lower(next + 1), "her" | "his" | "their")
                || page.is(next + 1, Classes::FIRST_NAME.with(Classes::GIVEN_PLACE))
                    && page.capital(next + 2));
        if said || (aside || does || both) && !team || before {
            page.person[at] = true;
            page.person[name] = true;
            family.insert(page.lower(name).to_string());
        }
    }
}

/// Names that only speak and that nothing happens in: "said Noma ... Noma said".
pub fn speakers(page: &Page<'_>, is_place: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    for at in 0..page.len() {
        if !page.capital(at) || page.case(at) != Capitals::Sentence {
            continue;
        }
        let says =
            |at: usize| matches!(page.lower(at), "said" | "says" | "recalled" | "told" | "added" | "tweeted");
        let left = page.before(at);
        let after = says(at + 1) && page.sentence_of(at) == page.sentence_of(at + 1);
        let inverted = left.is_some_and(|left| matches!(page.lower(left), "said" | "says"))
            && matches!(page.word(at + 1), "." | "," | ";");
        let free = left.is_none_or(|left| {
            !page.capital(left) && !page.is(left, Classes::PREPOSITION.with(Classes::ARTICLE))
        });
        if (after && free) || inverted {
            *said.entry(page.lower(at)).or_default() += 1;
        }
        if left.is_some_and(|left| page.is(left, Classes::PREP_IN)) {
            placed.insert(page.lower(at));
        }
    }
    said.retain(|word, count| *count > 1 && !placed.contains(word) && !is_place(word));
    said.into_keys().map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;
    use crate::toponym::lexicon::Lexicon;

    fn marked(text: &str) -> String {
        let prose = Prose::read(text);
        let mut page = Page::new(text, &prose, Lexicon::english());
        mark_kin(&mut page);
        mark_bylines(&mut page);
        mark_ships(&mut page);
        mark_cars(&mut page);
        mark_occasions(&mut page);
        let mut family = BTreeSet::new();
        mark_given_places(&mut page, &mut family);
        let words: Vec<&str> =
            (0..page.len()).filter(|&at| page.person[at]).map(|at| page.word(at)).collect();
        words.join(" ")
    }

    #[test]
    fn persons_and_ships_are_told_from_places() {
        for (text, expected) in [
            ("Her brother Houston ran a farm.", "Houston"),
            ("His sons Dallas and Troy survive him.", "Dallas Troy"),
            ("His brother in Houston ran a farm.", ""),
            ("By Chelsea Mossop\n\nA shop burned.", "Chelsea Mossop"),
            ("A shop by Chelsea Bridge burned down on Monday.", ""),
            ("The frigate HMS Bristol left Malta.", "HMS Bristol"),
            ("The tanker Lagos sank off Malta.", "Lagos"),
            ("The port of Lagos is shut.", ""),
            ("A fence and a Niva car burned down.", "Niva"),
            ("Shells hit the Sierra pickup, which burned.", "Sierra"),
            ("A Belfast car bomb killed two.", ""),
            ("Crowds marking Quelo Quelo, the anniversary of a revolt, marched.", "Quelo Quelo"),
            ("Crowds marking Easter in Lagos, the feast of all, marched.", ""),
            ("He sold a car in Belfast.", ""),
            ("Virginia Holmby, who taught there, has died.", "Virginia Holmby"),
            ("Georgia Holmby told them.", "Georgia Holmby"),
            ("Georgia Holmby and her brother came.", "Georgia Holmby"),
            ("Fires burned in Georgia and Alabama, which are dry.", ""),
            ("Virginia Democrats said no.", ""),
            ("Jordan Valley, a town in Oregon, is dry.", ""),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn who_only_speaks_is_no_place() {
        let text = "“No,” said Noma. Noma said she was sad. Later Rabat said it would help; Rabat says no. In Rabat it rained.";
        let prose = Prose::read(text);
        let page = Page::new(text, &prose, Lexicon::english());
        assert_eq!(speakers(&page, &|_| false).into_iter().collect::<Vec<_>>(), ["noma"]);
        assert!(speakers(&page, &|word| word == "noma").is_empty());
    }
}
