//! Whether a name means the place itself, those who act for it, or only describes something else.

use super::Use;
use super::atlas::{NameMatch, Sense};
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
    if page.hyphen(end) && !page.capital(end + 1) && page.token(end + 1).is_some() {
        return (Use::Associative, "hyphenated");
    }
    if hit.first > 1
        && page.hyphen(hit.first - 1)
        && matches!(page.lower(hit.first - 2), "pro" | "anti" | "non" | "ex")
    {
        return (Use::Associative, "hyphenated");
    }
    if let Some(found) = before(page, hit) {
        return found;
    }
    let acts = sense.is_some_and(may_act);
    if sense.is_some_and(|sense| sense.matched == NameMatch::Metonym) {
        if let Some(found) = after(page, hit, end, false) {
            return found;
        }
        let there = hit.features.has(Feature::PrepIn) || is_struck(page, end);
        return if there { (Use::Literal, "place") } else { (Use::Metonym, "seat-of-rulers") };
    }
    after(page, hit, end, acts).unwrap_or((Use::Literal, "place"))
}

/// True for places whose name stands for their rulers: countries, capitals, metonyms.
fn may_act(sense: &Sense) -> bool {
    sense.class == PlaceClass::Country || sense.seat == 3 || sense.matched == NameMatch::Metonym
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
    // "Kharkiv regional prosecutor's office", "Minsk City Council"; but a base or a hospital stands in the place.
    let (mut next, mut office, mut site) = (end, None, false);
    while page.after(next, hit.first).is_some() && next < end + 5 {
        let capital_run = page.capital(next) && next > end;
        let office_word = page.is(next, Classes::OFFICIAL);
        site |= page.is(next, Classes::SITE);
        office = office.or(office_word.then_some(next));
        let goes_on = office_word
            || page.is(next, Classes::OFFICE_ADJECTIVE.with(Classes::SITE))
            || demonym(page, next)
            || capital_run
            || page.capital(next);
        if !goes_on {
            break;
        }
        next += 1;
    }
    if site {
        return None;
    }
    if hit.features.has(Feature::Organisation) && page.capital(end) {
        return Some((Use::Associative, "organisation"));
    }
    let reached =
        |office: usize| (end..office).all(|at| page.is(at, Classes::OFFICE_ADJECTIVE) || demonym(page, at));
    if let Some(office) = office.filter(|&office| reached(office)) {
        let verb = page.lower(office) == "head" && page.is(office + 1, Classes::OF);
        return (!verb).then_some((Use::Associative, "office-or-force"));
    }
    let bare = hit.kind.form == Form::Bare;
    if acts && bare && subject(page, hit, end) {
        return Some((Use::Metonym, "acts"));
    }
    (acts && bare && object(page, hit)).then_some((Use::Metonym, "is-acted-on"))
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
        let titled = page.capital(at) && page.is(at, Classes::TITLE);
        if !skipped && !titled {
            return None;
        }
        at += 1;
    }
    None
}

/// "X said", "X has launched", "as X occupied": the subject of a verb that only people can do.
fn subject(page: &Page<'_>, hit: &Hit, end: usize) -> bool {
    let before = page
        .before(hit.kind.first.min(hit.first))
        .map(|at| if page.is(at, Classes::ARTICLE) { page.before(at).unwrap_or(at) } else { at });
    if before.is_some_and(|at| {
        page.is(at, Classes::PREPOSITION.with(Classes::OF)) && !page.is(at, Classes::CLAUSE)
    }) {
        return false;
    }
    let mut verb = end;
    while page.lower(verb).ends_with("ly")
        || matches!(page.lower(verb), "also" | "then" | "now" | "itself" | "only" | "never" | "still")
    {
        verb += 1;
    }
    if page.after(verb, hit.first).is_none() || page.capital(verb) {
        return false;
    }
    let after = page.lower(verb + 1);
    if matches!(page.lower(verb), "was" | "were" | "is" | "are") {
        // "X was shelled", "X is in ruins": done to the place; "X is preparing", "X was behind it": its rulers.
        return after.ends_with("ing")
            || matches!(
                after,
                "behind" | "responsible" | "ready" | "willing" | "prepared" | "trying" | "not"
            );
    }
    if page.is(verb, Classes::AUXILIARY) {
        return !matches!(after, "been" | "be" | "become");
    }
    let opens = before.is_none_or(|at| {
        page.is(at, Classes::CLAUSE) || matches!(page.word(at), "," | "-" | "–" | "—" | ":" | "“" | "\"")
    });
    let word = page.lower(verb);
    let past = word.len() > 4 && word.ends_with("ed");
    // "X focuses its fury", "X aims to".
    let present = word.len() > 3
        && word.ends_with('s')
        && (matches!(after, "its" | "the" | "a" | "an" | "to" | "that" | "on" | "for")
            || page.capital(verb + 1));
    page.is(verb, Classes::SPEECH.with(Classes::ACT)) && !matches!(word, "been" | "be")
        || opens && (past || present)
}

/// "was hit", "were attacked": something is done to it.
fn is_struck(page: &Page<'_>, at: usize) -> bool {
    let skip = at + usize::from(page.word(at) == ",");
    matches!(page.lower(skip), "was" | "were") && page.is(skip + 1, Classes::ACT.with(Classes::PREP_IN))
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
    // "an attack against X" may fall on the land.
    let blow = page.lower(at) == "against"
        && page
            .before(at)
            .is_some_and(|noun| page.is(noun, Classes::DEED) || page.lower(noun).starts_with("strike"));
    page.is(at, Classes::METONYM_OBJECT)
        && !border
        && !blow
        && page.sentence_of(at) == page.sentence_of(hit.first)
}

fn demonym(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && Lexicon::english().demonym(page.lower(at)).is_some()
}
