//! What follows a name in its clause: a verb that it does, a verb that is done to it, or a noun that it describes.

use super::governor::Governor;
use super::lexicon::Classes;
use super::page::{Capitals, Page};
use crate::text::TokenKind;

/// The part that a name has in what its clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It says, sends, denies: those who act for it.
    Acts,
    /// It is shelled, burns, comes under fire: the place.
    Undergoes,
}

/// Finds it for the name whose first token is `first` and that ends before `end`.
#[must_use]
pub fn of(page: &Page<'_>, first: usize, end: usize, governor: Governor) -> Option<Part> {
    let verb = adverbs(page, list(page, first, end));
    page.after(verb, first)?;
    // "X, which denies": only those who act are followed so.
    if page.word(verb) == "," {
        let next = page.lower(verb + 1);
        if matches!(next, "which" | "who") {
            let then = adverbs(page, verb + 2);
            return judge(page, first, then, Governor::Word);
        }
        let aside = matches!(next, "however" | "meanwhile" | "too" | "though" | "therefore" | "instead")
            && page.word(verb + 2) == ",";
        return if aside { judge(page, first, adverbs(page, verb + 3), governor) } else { None };
    }
    judge(page, first, verb, governor)
}

/// One past "and Y" after "X".
fn list(page: &Page<'_>, first: usize, end: usize) -> usize {
    let mut at = end;
    for _ in 0..4 {
        let mut next = at;
        if matches!(page.lower(at), "and" | "or") || page.word(at) == "," && page.capital(at + 1) {
            next += 1;
            next += usize::from(page.lower(next) == "the");
        }
        if next == at || !page.capital(next) || page.after(next, first).is_none() {
            break;
        }
        while page.capital(next) && page.after(next, first).is_some() {
            next += 1;
        }
        at = next;
    }
    // A comma alone may close a list or set a name apart; only "and" makes sure.
    let sure = (end..at).any(|at| matches!(page.lower(at), "and" | "or"));
    if sure { at } else { end }
}

fn adverbs(page: &Page<'_>, from: usize) -> usize {
    let mut at = from;
    while at < from + 4
        && (page.lower(at).len() > 3 && page.lower(at).ends_with("ly") && page.lower(at) != "rely"
            || matches!(
                page.lower(at),
                "also"
                    | "then"
                    | "now"
                    | "itself"
                    | "only"
                    | "never"
                    | "still"
                    | "again"
                    | "not"
                    | "once"
                    | "too"
                    | "ever"
                    | "often"
                    | "since"
                    | "long"
                    | "soon"
                    | "later"
                    | "already"
                    | "both"
                    | "n't"
                    | "even"
            ))
    {
        at += 1;
    }
    // "X on Monday said", "X on April 4 said".
    let day = at + usize::from(page.lower(at) == "on");
    if page.is(day, Classes::CALENDAR) && page.capital(day) {
        let number = page.token(day + 1).is_some_and(|t| t.kind == TokenKind::Number);
        return day + 1 + usize::from(number);
    }
    at
}

fn judge(page: &Page<'_>, first: usize, verb: usize, governor: Governor) -> Option<Part> {
    let heading = page.case(first) != Capitals::Sentence;
    if page.after(verb, first).is_none() || page.capital(verb) && !heading {
        return None;
    }
    let (word, then) = (page.lower(verb), adverbs(page, verb + 1));
    let after = page.lower(then);
    if is_be(word) {
        return passive(page, then);
    }
    if page.is(verb, Classes::AUXILIARY) {
        return match after {
            "been" | "be" => passive(page, adverbs(page, then + 1)),
            "become" => None,
            "come" if page.lower(then + 1) == "under" => Some(Part::Undergoes),
            _ if page.is(then, Classes::UNDERGO) && after != "come" => Some(Part::Undergoes),
            _ => Some(Part::Acts),
        };
    }
    // "X came under fire" and "X hit by drones", as headings have it.
    if matches!(word, "came" | "comes" | "come") {
        return (page.lower(verb + 1) == "under").then_some(Part::Undergoes);
    }
    if page.is(verb, Classes::HARM) && (after == "by" || after == "in" && word.ends_with("ed") && heading) {
        return Some(Part::Undergoes);
    }
    if page.is(verb, Classes::UNDERGO)
        && (!page.is(verb, Classes::ACT.with(Classes::HARM)) || after == "power")
    {
        return Some(Part::Undergoes);
    }
    // "attack", "strike" in the singular are nouns here.
    let noun = page.is(verb, Classes::HARM) && !word.ends_with('s') && !is_past(word);
    if !noun && page.is(verb, Classes::SPEECH.with(Classes::ACT).with(Classes::HARM)) && word != "used" {
        return Some(Part::Acts);
    }
    let opens = !matches!(governor, Governor::Word) || first == 0;
    let past = word.len() > 4 && word.ends_with("ed");
    let present = word.len() > 3
        && word.ends_with('s')
        && (page.is(verb + 1, Classes::ARTICLE.with(Classes::PREPOSITION))
            || matches!(
                after,
                "its" | "to" | "on" | "for" | "it" | "no" | "more" | "almost" | "their" | "new"
            )
            || page.capital(verb + 1));
    (opens && !noun && (past || present)).then_some(Part::Acts)
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "is" | "are" | "being" | "gets" | "got")
}

fn is_past(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "struck" | "hit" | "shook" | "retook" | "overran")
}

/// After "was": "was shelled" is done to the place, "was accused", "is preparing" and "was behind it" to its rulers.
fn passive(page: &Page<'_>, from: usize) -> Option<Part> {
    let at = from + usize::from(page.lower(from) == "being");
    let word = page.lower(at);
    if page.is(at, Classes::MINDED) {
        return Some(Part::Acts);
    }
    if word.ends_with("ing") {
        let burns = matches!(
            word,
            "burning"
                | "smouldering"
                | "smoldering"
                | "shaking"
                | "reeling"
                | "waking"
                | "bracing"
                | "suffering"
        );
        return Some(if burns { Part::Undergoes } else { Part::Acts });
    }
    if page.is(at, Classes::HARM) || word == "under" {
        return Some(Part::Undergoes);
    }
    if page.is(at, Classes::METONYM_OBJECT.with(Classes::SPEECH)) && !page.is(at, Classes::PREPOSITION) {
        return Some(Part::Acts);
    }
    let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("en"));
    (participle || page.is(at, Classes::PREP_IN)).then_some(Part::Undergoes)
}

/// True if the name describes the noun that follows ("X protests"), false if that noun is ground ("X border").
#[must_use]
pub fn describes(page: &Page<'_>, first: usize, end: usize, country: bool) -> Option<bool> {
    let function = Classes::PREPOSITION
        .with(Classes::OF)
        .with(Classes::LIST)
        .with(Classes::ARTICLE)
        .with(Classes::CLAUSE)
        .with(Classes::AUXILIARY)
        .with(Classes::CALENDAR);
    let word = |at: usize| {
        page.after(at, first).is_some()
            && page.token(at).is_some_and(|t| t.kind == TokenKind::Word)
            && !page.is(at, function)
            && !is_be(page.lower(at))
    };
    // "US Census Bureau", "UK Home Secretary".
    if country && word(end) && page.capital(end) && page.case(first) == Capitals::Sentence {
        return Some(true);
    }
    if !word(end) || page.capital(end) || page.lower(end).ends_with("ly") {
        return None;
    }
    if page.is(end, Classes::NOT_NOUN) {
        return None;
    }
    let ground =
        Classes::GROUND.with(Classes::SITE).with(Classes::FACILITY).with(Classes::AREA).with(Classes::KIND);
    let mut at = end;
    while word(at) && at < end + 3 {
        // What struck a city happened there; what a country does may fall elsewhere.
        let blow = !country && page.is(at, Classes::HARM.with(Classes::DEED));
        if page.is(at, ground) || blow {
            return Some(false);
        }
        at += 1;
    }
    Some(true)
}
