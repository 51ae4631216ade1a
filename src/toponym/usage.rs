//! Whether a name means the place itself, those who act for it, or only describes something else.

use super::Use;
use super::atlas::Sense;
use super::features::Feature;
use super::kind_words::Form;
use super::lexicon::{Classes, Lexicon};
use super::page::Page;
use super::recognise::Hit;
use crate::gazetteer::PlaceClass;

/// The use of one mention and the rule that told it.
#[must_use]
pub fn of(page: &Page<'_>, hit: &Hit, sense: Option<&Sense>) -> (Use, &'static str) {
    let end = hit.kind.end.max(hit.end);
    if hit.dateline {
        return (Use::Associative, "dateline");
    }
    if page.hyphen(end) && !page.capital(end + 1) {
        return (Use::Associative, "hyphenated");
    }
    if let Some(found) = before(page, hit) {
        return found;
    }
    let acts = sense.is_some_and(may_act);
    after(page, hit, end, acts).unwrap_or((Use::Literal, "place"))
}

/// True for places whose name stands for their rulers: countries, capitals, metonyms.
fn may_act(sense: &Sense) -> bool {
    sense.class == PlaceClass::Country || sense.seat == 3 || sense.matched == super::atlas::NameMatch::Metonym
}

/// "the governor of X", "accused X".
fn before(page: &Page<'_>, hit: &Hit) -> Option<(Use, &'static str)> {
    let mut at = page.before(hit.kind.first.min(hit.first))?;
    if page.is(at, Classes::ARTICLE) {
        at = page.before(at)?;
    }
    if page.is(at, Classes::OF) {
        let owner = page.before(at)?;
        if page.is(owner, Classes::OFFICIAL_OF) {
            return Some((Use::Associative, "office-of"));
        }
        // "Bank of X", "University of X".
        if page.capital(owner)
            && page.is(owner, Classes::ORGANISATION)
            && page.case(owner) != super::page::Capitals::Title
        {
            return Some((Use::Associative, "organisation-of"));
        }
    }
    None
}

fn after(page: &Page<'_>, hit: &Hit, end: usize, acts: bool) -> Option<(Use, &'static str)> {
    page.after(end, hit.first)?;
    if page.possessive(end) {
        return owned(page, hit, end + 1, acts);
    }
    if hit.features.has(Feature::Organisation) && page.capital(end) {
        return Some((Use::Associative, "organisation"));
    }
    // "Kharkiv regional prosecutor's office", "Minsk city council".
    let mut next = end;
    while page.after(next, hit.first).is_some()
        && next < end + 2
        && (matches!(
            page.lower(next),
            "regional"
                | "provincial"
                | "state"
                | "district"
                | "city"
                | "federal"
                | "local"
                | "acting"
                | "deputy"
                | "military"
                | "oblast"
                | "interim"
                | "defense"
                | "defence"
                | "foreign"
                | "prime"
                | "vice"
        ) && page.is(next + 1, Classes::OFFICIAL.with(Classes::DISTRICT_ADJECTIVE))
            || demonym(page, next))
    {
        next += 1;
    }
    if page.is(next, Classes::OFFICIAL) && !page.is(next, Classes::COMPASS) {
        let verb =
            page.lower(next) == "command" || page.lower(next) == "head" && page.is(next + 1, Classes::OF);
        if !verb {
            return Some((Use::Associative, "office-or-force"));
        }
    }
    let bare = hit.kind.form == Form::Bare;
    if acts && bare && subject(page, hit, end) {
        return Some((Use::Metonym, "acts"));
    }
    if acts && bare && object(page, hit) {
        return Some((Use::Metonym, "is-acted-on"));
    }
    None
}

/// What "X's ..." owns.
fn owned(page: &Page<'_>, hit: &Hit, from: usize, acts: bool) -> Option<(Use, &'static str)> {
    let mut at = from;
    while page.after(at, hit.first).is_some() && at < from + 4 {
        if page.is(at, Classes::OFFICIAL) {
            return Some((Use::Associative, "owner-of-office-or-force"));
        }
        if page.is(at, Classes::DEED) && acts {
            return Some((Use::Metonym, "owner-of-deed"));
        }
        // Only adjectives may stand between: "Russia's full-scale invasion".
        let skipped = page.hyphen(at)
            || !page.capital(at)
                && page.token(at).is_some_and(|t| t.kind == crate::text::TokenKind::Word)
                && !page.is(
                    at,
                    Classes::PREPOSITION
                        .with(Classes::OF)
                        .with(Classes::LIST)
                        .with(Classes::SPEECH)
                        .with(Classes::ARTICLE),
                );
        if !skipped && !(page.capital(at) && page.is(at, Classes::TITLE)) {
            return None;
        }
        at += 1;
    }
    None
}

/// "X said", "X has launched", "X, which denies": the subject of a verb that only people can do.
fn subject(page: &Page<'_>, hit: &Hit, end: usize) -> bool {
    let preposition = page.before(hit.kind.first.min(hit.first)).is_some_and(|at| {
        let at = if page.is(at, Classes::ARTICLE) { at.saturating_sub(1) } else { at };
        page.is(at, Classes::PREPOSITION.with(Classes::OF))
            && page.sentence_of(at) == page.sentence_of(hit.first)
    });
    if preposition || page.after(end, hit.first).is_none() {
        return false;
    }
    let mut verb = end;
    if page.lower(verb) == "also"
        || page.lower(verb) == "has"
        || page.lower(verb) == "have"
        || page.lower(verb) == "had"
        || page.lower(verb) == "will"
    {
        verb += 1;
    }
    // "X was shelled", "X will be flooded": done to the place.
    if matches!(
        page.lower(verb),
        "was" | "were" | "is" | "are" | "be" | "been" | "came" | "remains" | "remained"
    ) {
        return false;
    }
    page.is(verb, Classes::SPEECH.with(Classes::ACT)) && !page.capital(verb)
}

/// "accused X of", "talks with X", "against X".
fn object(page: &Page<'_>, hit: &Hit) -> bool {
    let Some(mut at) = page.before(hit.kind.first.min(hit.first)) else { return false };
    if page.is(at, Classes::ARTICLE) {
        at = at.saturating_sub(1);
    }
    // "the border with X" means the land.
    let border = page
        .before(at)
        .is_some_and(|noun| matches!(page.lower(noun), "border" | "borders" | "frontier" | "boundary"));
    page.is(at, Classes::METONYM_OBJECT) && !border && page.sentence_of(at) == page.sentence_of(hit.first)
}

fn demonym(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && Lexicon::english().demonym(page.lower(at)).is_some()
}
