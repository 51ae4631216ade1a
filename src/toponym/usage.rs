//! Whether a name means the place itself, those who act for it, or only describes something else.

use super::Use;
use super::atlas::{NameMatch, Sense};
use super::features::Feature;
use super::governor::{self, Governor};
use super::kind_words::Form;
use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::predicate::{self, Part};
use super::recognise::Hit;
use super::use_model::{Sign, Signs};
use super::use_signs;
use crate::gazetteer::PlaceClass;
use crate::text::TokenKind;

/// Where the rules take a settlement for the place itself the model overrules them only from this margin on, in units of
/// the logarithm of odds: a mere description costs a map little, a lost place costs it an event.
const LEAST_MARGIN: f64 = 0.8;

/// The use of one mention and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The use.
    pub usage: Use,
    /// The rule that told it, or "learned" where the model of all signs knew better.
    pub rule: &'static str,
    /// What the rules alone say.
    pub by_rule: Use,
    /// All signs, the rule's among them.
    pub signs: Signs,
}

/// Finds it; `sport` says whether the document is about games ([`use_signs::about_sport`]).
#[must_use]
pub fn of(page: &Page<'_>, hit: &Hit, sense: Option<&Sense>, sport: bool) -> Finding {
    let governor = governor::of(page, hit);
    let (by_rule, rule) = by_rules(page, hit, sense, governor);
    let mut signs = use_signs::of(page, hit, sense, governor, sport);
    signs.set_rule(rule);
    let (usage, margin) = signs.decide();
    let hyphen = signs.has(Sign::HyphenBefore) || signs.has(Sign::HyphenAfter);
    let sure = hit.dateline || hyphen || hit.features.has(Feature::Paper);
    let team = sport || signs.has(Sign::ArticleCapital);
    let place = by_rule == Use::Literal && signs.has(Sign::Settlement) && !team;
    if sure || usage == by_rule || place && margin < LEAST_MARGIN {
        return Finding { usage: by_rule, rule, by_rule, signs };
    }
    Finding { usage, rule: "learned", by_rule, signs }
}

/// The use that the rules tell, and the rule.
fn by_rules(page: &Page<'_>, hit: &Hit, sense: Option<&Sense>, governor: Governor) -> (Use, &'static str) {
    let end = hit.kind.end.max(hit.end);
    if hit.dateline {
        return (Use::Associative, "dateline");
    }
    if hit.features.has(Feature::Paper) {
        return (Use::Associative, "publication");
    }
    let acts = sense.is_some_and(may_act);
    if let Some(found) = hyphenated(page, hit, end, acts).or_else(|| before(page, hit)) {
        return found;
    }
    let seat = sense.is_some_and(|sense| sense.matched == NameMatch::Metonym);
    let country = sense.is_some_and(|sense| sense.class == PlaceClass::Country);
    let plain = if seat { (Use::Metonym, "seat-of-rulers") } else { (Use::Literal, "place") };
    if page.after(end, hit.first).is_some() {
        let found = if page.possessive(end) {
            owned(page, hit, end + 1, acts && !seat, governor)
        } else {
            office(page, hit, end)
        };
        if let Some(found) = found {
            return found;
        }
    }
    if hit.kind.form != Form::Bare || page.possessive(end) {
        return plain;
    }
    clause(page, hit, end, governor, Actor { acts, country }).unwrap_or(plain)
}

/// Which names stand for rulers.
#[derive(Clone, Copy)]
struct Actor {
    /// Countries, capitals and the seats of governments.
    acts: bool,
    /// Countries alone.
    country: bool,
}

/// The part that a bare name has in its clause.
fn clause(
    page: &Page<'_>,
    hit: &Hit,
    end: usize,
    governor: Governor,
    actor: Actor,
) -> Option<(Use, &'static str)> {
    let place = Some((Use::Literal, "place"));
    if governor == Governor::Partner {
        return actor.acts.then_some((Use::Metonym, "is-acted-on"));
    }
    // "..., and X sent": no list goes on, a clause begins.
    let left = page.before(hit.first).filter(|&at| page.is(at, Classes::LIST)).and_then(|at| page.before(at));
    let begins = left.is_some_and(|at| page.word(at) == ",");
    if matches!(governor, Governor::Place | Governor::Preposition) {
        // "... in northern Mali, Paris said on Friday": who speaks stands behind the comma.
        let speaks = page.before(hit.first).is_some_and(|at| page.word(at) == ",")
            && (page.is(end, Classes::SPEECH)
                || matches!(page.lower(end), "has" | "had" | "have") && page.is(end + 1, Classes::SPEECH))
            && !page.capital(end);
        let acts = (begins || speaks)
            && actor.acts
            && predicate::of(page, hit.first, end, Governor::Opening) == Some(Part::Acts);
        return if acts { Some((Use::Metonym, "acts")) } else { place };
    }
    let part = predicate::of(page, hit.first, end, governor);
    if part == Some(Part::Undergoes) {
        return Some((Use::Literal, "something-is-done-to-it"));
    }
    if !actor.acts {
        let says = governor == Governor::Opening && page.is(end, Classes::SPEECH) && !page.capital(end);
        return if says { Some((Use::Metonym, "acts")) } else { None };
    }
    match (part, governor) {
        (Some(Part::Acts), _) => Some((Use::Metonym, "acts")),
        (_, Governor::Rulers) => Some((Use::Metonym, "is-acted-on")),
        _ => match predicate::describes(page, hit.first, end, actor.country) {
            Some(true) => Some((Use::Associative, "describes")),
            Some(false) => place,
            None => (governor == Governor::Word).then_some((Use::Metonym, "is-acted-on")),
        },
    }
}

/// "X-based", "pro-X"; "the X-Y border" lies on the ground, "the X-Y talks" do not.
fn hyphenated(page: &Page<'_>, hit: &Hit, end: usize, acts: bool) -> Option<(Use, &'static str)> {
    let found = Some((Use::Associative, "hyphenated"));
    let prefix = hit.first > 1 && page.hyphen(hit.first - 1);
    if page.hyphen(end) && !page.capital(end + 1) && page.token(end + 1).is_some()
        || prefix && matches!(page.lower(hit.first - 2), "pro" | "anti" | "non" | "ex")
    {
        return found;
    }
    let mut at = end;
    if page.hyphen(end) && page.capital(end + 1) {
        at = end + 2;
        while page.capital(at) && page.after(at, hit.first).is_some() {
            at += 1;
        }
    } else if !(prefix && page.capital(hit.first - 2)) {
        return None;
    }
    (acts && page.is(at, Classes::RELATION.with(Classes::DEED)) && page.after(at, hit.first).is_some())
        .then_some((Use::Associative, "hyphenated"))
}

/// True for places whose name stands for their rulers: countries, capitals, metonyms.
fn may_act(sense: &Sense) -> bool {
    sense.class == PlaceClass::Country || sense.seat == 3 || sense.matched == NameMatch::Metonym
}

/// "the governor of X", "accused X".
fn before(page: &Page<'_>, hit: &Hit) -> Option<(Use, &'static str)> {
    let mut at = page.before(hit.kind.first.min(hit.first))?;
    // "Air X", "Dynamo X", "Miss X".
    let alone = page.case(at) == Capitals::Sentence && hit.kind.form == Form::Bare;
    if alone && page.capital(at) && page.is(at, Classes::BORROWS) {
        return Some((Use::Associative, "organisation"));
    }
    if page.is(at, Classes::ARTICLE) {
        at = page.before(at)?;
    }
    if page.is(at, Classes::OF) {
        let owner = page.before(at)?;
        if page.is(owner, Classes::OFFICIAL_OF) || matches!(page.lower(owner), "people" | "citizens") {
            return Some((Use::Associative, "office-of"));
        }
        // "Bank of X", "University of X".
        if page.capital(owner) && page.is(owner, Classes::ORGANISATION) && page.case(owner) != Capitals::Title
        {
            return Some((Use::Associative, "organisation-of"));
        }
    }
    None
}

/// "X troops", "X University": the name describes an office, a force or an organisation.
fn office(page: &Page<'_>, hit: &Hit, end: usize) -> Option<(Use, &'static str)> {
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
    // "X School of Law" acts; "X barracks" stands there.
    let school =
        (end..next).any(|at| page.capital(at) && page.is(at, Classes::SITE) && page.is(at + 1, Classes::OF));
    if school && page.case(hit.first) == Capitals::Sentence {
        return Some((Use::Associative, "organisation"));
    }
    if site {
        return Some((Use::Literal, "site"));
    }
    if hit.features.has(Feature::Organisation) && page.capital(end) || team(page, hit, end) {
        return Some((Use::Associative, "organisation"));
    }
    let reached =
        |office: usize| (end..office).all(|at| page.is(at, Classes::OFFICE_ADJECTIVE) || demonym(page, at));
    if let Some(office) = office.filter(|&office| reached(office)) {
        // "in Kasserine police arrested twelve": a clause begins behind the place.
        let within =
            page.before(hit.first).is_some_and(|at| matches!(page.lower(at), "in" | "near" | "around"));
        let acts =
            page.is(office + 1, Classes::SPEECH.with(Classes::ACT)) || page.lower(office + 1).ends_with("ed");
        if within && office == end && acts && !page.capital(office) {
            return None;
        }
        let verb = page.lower(office) == "head" && page.is(office + 1, Classes::OF);
        return (!verb).then_some((Use::Associative, "office-or-force"));
    }
    None
}

/// "the X Nuggets": a plural in capitals that names nothing on the ground.
fn team(page: &Page<'_>, hit: &Hit, end: usize) -> bool {
    let ground = Classes::GROUND
        .with(Classes::SITE)
        .with(Classes::FACILITY)
        .with(Classes::AREA)
        .with(Classes::WATER)
        .with(Classes::KIND)
        .with(Classes::PLURAL)
        .with(Classes::CALENDAR);
    page.case(hit.first) == Capitals::Sentence
        && page.before(hit.first).is_some_and(|the| page.lower(the) == "the")
        && page.capital(end)
        && page.lower(end).len() > 4
        && page.lower(end).ends_with('s')
        && !page.is(end, ground)
        && !page.capital(end + 1)
}

/// What "X's ..." owns.
fn owned(
    page: &Page<'_>,
    hit: &Hit,
    from: usize,
    acts: bool,
    governor: Governor,
) -> Option<(Use, &'static str)> {
    let stop = Classes::PREPOSITION
        .with(Classes::OF)
        .with(Classes::LIST)
        .with(Classes::SPEECH)
        .with(Classes::AUXILIARY)
        .with(Classes::CLAUSE)
        .with(Classes::ARTICLE);
    let ground = Classes::GROUND.with(Classes::SITE).with(Classes::FACILITY).with(Classes::KIND);
    let mut name = false;
    for at in from..from + 7 {
        let word = page.token(at).is_some_and(|t| t.kind == TokenKind::Word) || page.hyphen(at);
        if page.after(at, hit.first).is_none() || !word || !page.capital(at) && page.is(at, stop) {
            break;
        }
        let capital = page.capital(at) && page.case(at) == Capitals::Sentence;
        // "X's Third Street", "X's Jamsil Stadium".
        if capital && page.is(at, Classes::SITE.with(Classes::FACILITY)) && !page.capital(at + 1) {
            return Some((Use::Literal, "owner-of-ground"));
        }
        if page.is(at, Classes::OFFICIAL)
            || capital && page.is(at, Classes::TITLE.with(Classes::ORGANISATION))
        {
            return Some((Use::Associative, "owner-of-office-or-force"));
        }
        let goes_on = page.is(at + 1, Classes::OFFICIAL.with(Classes::ORGANISATION).with(ground))
            || capital && page.capital(at + 1);
        let adjective = page.lower(at) == "state" && !capital;
        if page.is(at, ground) && !goes_on && !adjective {
            return Some((Use::Literal, "owner-of-ground"));
        }
        if page.is(at, Classes::DEED) && acts {
            return Some((Use::Metonym, "owner-of-deed"));
        }
        if name && !capital {
            break;
        }
        name |= capital && !demonym(page, at);
    }
    (acts && !name && governor != Governor::Place).then_some((Use::Metonym, "owner"))
}

fn demonym(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && page.is(at, Classes::DEMONYM)
}
