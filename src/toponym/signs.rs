//! What speaks for and against a span in its own sentence: its shape, its neighbours, what the name may mean.

use std::collections::BTreeSet;

use super::atlas::{Atlas, NameMatch, Sense};
use super::features::{Feature, Features};
use super::kind_words::Form;
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::slavic;
use super::unknown_words::Slot;
use crate::gazetteer::{PlaceClass, starts_cyrillic};
use crate::text::TokenKind;

/// The features of a span that its own sentence gives.
#[must_use]
pub fn alone<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    hit: &Hit,
    family: &BTreeSet<String>,
) -> Features {
    let mut features = Features::default();
    features.set(Feature::Bias, true);
    shape(page, hit, &mut features);
    left(page, hit, &mut features);
    right(page, hit, &mut features);
    meaning(names, hit, &mut features);
    let (first, end) = (hit.first, hit.end);
    let single = end - first == 1;
    // "Port Ismail Quend": a place whose name goes on like a person's.
    let long = end - first > 2 && !page.person[first];
    features.set(Feature::Person, !long && (first..end).any(|at| page.person[at]));
    features.set(Feature::FamilyName, single && family.contains(page.lower(first)));
    features.set(Feature::GivenName, single && page.is(first, Classes::FIRST_NAME));
    // In a heading "Cut Off" is a verb, not a village.
    let small = (features.has(Feature::Village) || features.has(Feature::NoPopulation))
        && !features.has(Feature::Country)
        && !features.has(Feature::KnownArea)
        && !features.has(Feature::MetonymOnly);
    let heading = matches!(page.case(first), Capitals::Title | Capitals::All) && small;
    let common = (first..end).all(|at| page.is(at, Classes::COMMON.with(Classes::PREPOSITION)));
    features.set(Feature::CommonWord, (single || heading) && common);
    features.set(Feature::Never, single && page.is(first, Classes::NEVER));
    features.set(Feature::Calendar, single && page.is(first, Classes::CALENDAR));
    let cued = hit.kind.form != Form::Bare;
    // "Western countries": regions named by a point of the compass need a word of kind.
    let needs_cue = page.is(first, Classes::CUE.with(Classes::COMPASS));
    features.set(Feature::CueOnly, single && needs_cue && !cued);
    features
}

fn shape(page: &Page<'_>, hit: &Hit, features: &mut Features) {
    let first = hit.first;
    let case = page.case(first);
    let opens = page.opens_sentence(first);
    let lower = !page.capital(first)
        && page.word(first).chars().next().is_some_and(char::is_lowercase)
        && !page.hyphen(first + 1);
    features.set(Feature::CapitalMid, case == Capitals::Sentence && !opens && !lower);
    features.set(Feature::OpensSentence, case == Capitals::Sentence && opens);
    features.set(Feature::TitleCase, case == Capitals::Title);
    features.set(Feature::AllCapsSentence, case == Capitals::All);
    // In text without any capitals their lack says nothing.
    let plain = lower && case == Capitals::None;
    features.set(Feature::LowerCase, lower && !plain);
    features.set(Feature::CapitalMid, plain || features.has(Feature::CapitalMid));
    let all_caps = page.token(first).is_some_and(|token| token.all_caps);
    let known = matches!(page.lower(first), "us" | "uk") || slavic::is_short_form(page.word(first));
    features.set(
        Feature::Acronym,
        all_caps
            && hit.end - first == 1
            && case != Capitals::All
            && page.word(first).chars().count() <= 5
            && !known,
    );
    let (start, end) = page.bounds(first);
    let mut rest = (start..first).chain(hit.kind.end.max(hit.end)..end);
    let mark = |at: usize| page.token(at).is_some_and(|token| token.kind == TokenKind::Mark);
    features.set(Feature::Alone, end - start <= 8 && rest.all(mark));
    features.set(Feature::ManyWords, hit.end - first > 1);
    let known = known || slavic::is_short_name(page, first);
    features.set(Feature::Short, hit.end - first == 1 && page.word(first).chars().count() <= 3 && !known);
}

fn left(page: &Page<'_>, hit: &Hit, features: &mut Features) {
    let Some(mut at) = page.before(hit.first) else { return };
    if page.is(at, Classes::COMPASS) && hit.kind.form == Form::Bare {
        features.set(Feature::Compass, true);
        match page.before(at) {
            Some(before) => at = before,
            None => return,
        }
    }
    if page.is(at, Classes::ARTICLE) {
        features.set(Feature::Article, true);
        match page.before(at) {
            Some(before) => at = before,
            None => return,
        }
    }
    features.set(Feature::Distance, distance_before(page, hit.kind.first.min(hit.first)));
    let out_of = page.is(at, Classes::OF) && page.before(at).is_some_and(|out| page.lower(out) == "out");
    // "in the streets of X", "on the outskirts of X": as sure as "in X".
    let of_ground =
        page.is(at, Classes::OF) && page.before(at).is_some_and(|ground| page.is(ground, Classes::GROUND));
    features.set(Feature::PrepIn, of_ground || page.is(at, Classes::PREP_IN) || out_of);
    features.set(Feature::PrepTo, page.is(at, Classes::PREP_TO) && !page.is(at, Classes::PREP_IN));
    features.set(Feature::Of, page.is(at, Classes::OF) && !out_of && !of_ground);
    // "the Times of X".
    let paper = page.is(at, Classes::OF)
        && page.before(at).is_some_and(|paper| page.capital(paper) && page.is(paper, Classes::PAPER));
    features.set(Feature::Paper, paper);
    let direct = hit.first - 1;
    let mark_between = page.word(direct) == "." && page.token(direct).is_some_and(|t| t.glued);
    let title = if mark_between { direct.saturating_sub(1) } else { direct };
    features.set(
        Feature::TitleBefore,
        page.is(title, Classes::TITLE)
            && !starts_cyrillic(page.lower(title))
            && page.capital(title)
            && page.sentence_of(title) == page.sentence_of(hit.first),
    );
    features.set(Feature::NumberBefore, page.token(direct).is_some_and(|t| t.kind == TokenKind::Number));
    features.set(Feature::Hyphen, hit.first > 1 && page.hyphen(direct));
    // An unclaimed capital word directly before: part of a longer name.
    let unclaimed = Classes::KIND
        .with(Classes::COMPASS)
        .with(Classes::TITLE)
        .with(Classes::PREPOSITION)
        .with(Classes::OF)
        .with(Classes::ARTICLE)
        .with(Classes::LIST)
        .with(Classes::CALENDAR)
        .with(Classes::SPEECH)
        .with(Classes::ACT);
    let run = page.capital(direct)
        && page.case(hit.first) == Capitals::Sentence
        && !page.is(direct, unclaimed)
        && !page.opens_sentence(direct);
    features.set(Feature::RunLeft, run && !page.person[direct]);
}

/// True after "12 km from", "west of", "outskirts of": what follows is a place.
#[must_use]
pub fn distance_before(page: &Page<'_>, first: usize) -> bool {
    let back =
        |by: usize| first.checked_sub(by).filter(|&at| page.sentence_of(at) == page.sentence_of(first));
    let Some(mut at) = back(1) else { return false };
    if page.is(at, Classes::ARTICLE) {
        match back(2) {
            Some(before) => at = before,
            None => return false,
        }
    }
    let Some(noun) = at.checked_sub(1) else { return false };
    match page.lower(at) {
        "of" => {
            page.is(noun, Classes::COMPASS) && !page.capital(noun)
                || matches!(page.lower(noun), "outskirts" | "outside" | "suburb" | "suburbs")
        }
        "from" | "to" => {
            matches!(
                page.lower(noun),
                "km" | "kilometers"
                    | "kilometres"
                    | "kilometer"
                    | "kilometre"
                    | "miles"
                    | "mile"
                    | "mi"
                    | "metres"
                    | "meters"
                    | "away"
            ) || page.word(noun) == ")"
                && page.token(noun.saturating_sub(2)).is_some_and(|t| t.kind == TokenKind::Number)
        }
        _ => false,
    }
}

/// True before ", a small town", ", the regional capital" and "lies 12 km from": what stands before is a place.
fn described(page: &Page<'_>, hit: &Hit, next: usize) -> bool {
    /// Words between an article and the word of kind, or between the verb and the distance.
    const BETWEEN: usize = 4;
    let inside = |at: usize| page.after(at, hit.first).is_some();
    if page.word(next) == "," && page.is(next + 1, Classes::ARTICLE) {
        let kind = (next + 2..=next + 2 + BETWEEN)
            .take_while(|&at| {
                inside(at) && !page.capital(at) && page.token(at).is_some_and(|t| t.kind != TokenKind::Mark)
            })
            .find(|&at| page.is(at, Classes::SETTLEMENT.with(Classes::REGION)));
        return kind.is_some_and(|kind| !page.is(kind + 1, Classes::OFFICIAL.with(Classes::PEOPLE)));
    }
    if changes_hands(page, next) {
        return true;
    }
    let verb = matches!(
        page.lower(next),
        "lies" | "lay" | "is" | "was" | "sits" | "stands" | "located" | "situated"
    );
    verb && (next + 2..=next + 2 + BETWEEN).filter(|&at| inside(at)).any(|at| distance_before(page, at))
}

/// "X fell to the rebels", "X has fallen into their hands", "X was retaken".
fn changes_hands(page: &Page<'_>, next: usize) -> bool {
    let helps =
        |at: &usize| matches!(page.lower(*at), "has" | "had" | "was" | "also" | "finally" | "been" | "since");
    let verb = next + (next..next + 3).take_while(helps).count();
    let fell = matches!(page.lower(verb), "fell" | "fallen" | "falls")
        && matches!(page.lower(verb + 1), "to" | "into" | "without");
    let taken = verb > next
        && matches!(
            page.lower(verb),
            "captured"
                | "recaptured"
                | "retaken"
                | "overrun"
                | "liberated"
                | "besieged"
                | "encircled"
                | "shelled"
        );
    fell || taken
}

fn right(page: &Page<'_>, hit: &Hit, features: &mut Features) {
    let next = hit.kind.end.max(hit.end);
    if page.after(next, hit.first).is_none() {
        return;
    }
    features.set(Feature::Described, described(page, hit, next));
    features.set(Feature::PossessiveAfter, page.possessive(next));
    // "Residents of X said", "the mayor of X said", "an official in X said": it is they who speak.
    let of_them = page.before(hit.first).is_some_and(|of| {
        let speaks = |who| Slot::Lives.has(page.lower(who)) || page.is(who, Classes::OFFICIAL_OF);
        page.is(of, Classes::OF) && page.before(of).is_some_and(speaks) || page.lower(of) == "in"
    });
    features.set(Feature::SpeechAfter, page.is(next, Classes::SPEECH) && !of_them);
    features.set(Feature::ActAfter, page.is(next, Classes::ACT));
    features.set(Feature::OfficialAfter, page.is(next, Classes::OFFICIAL));
    if page.hyphen(next) {
        features.set(Feature::Hyphen, page.lower(next + 1) != "based");
        return;
    }
    // The run of capitals that goes on after the name.
    let (mut at, mut first) = (next, true);
    while page.after(at, hit.first).is_some() && page.capital(at) && at < next + 5 {
        features.set(
            Feature::Paper,
            features.has(Feature::Paper) || page.is(at, Classes::PAPER) && at < next + 2,
        );
        features.set(
            Feature::Organisation,
            features.has(Feature::Organisation) || page.is(at, Classes::ORGANISATION),
        );
        if first && page.case(hit.first) == Capitals::Sentence {
            let claimed = page.is(
                at,
                Classes::KIND
                    .with(Classes::OFFICIAL)
                    .with(Classes::TITLE)
                    .with(Classes::CALENDAR)
                    .with(Classes::ORGANISATION)
                    .with(Classes::PAPER)
                    .with(Classes::FACILITY)
                    .with(Classes::PREPOSITION),
            );
            // "мэр Тулы Иван Сизов": the name of a person begins.
            let person = page.person[at] && starts_cyrillic(page.lower(at));
            features.set(Feature::RunRight, !claimed && !person);
        }
        first = false;
        at += 1;
    }
}

fn meaning<A: Atlas + ?Sized>(names: &Names<'_, A>, hit: &Hit, features: &mut Features) {
    let senses = names.senses(hit.name);
    let any = |f: &dyn Fn(&Sense) -> bool| senses.iter().any(f);
    features.set(Feature::KindWord, hit.kind.form != Form::Bare);
    features.set(Feature::Country, any(&|s| s.class == PlaceClass::Country));
    features.set(Feature::Region, any(&|s| s.class == PlaceClass::Region));
    let best =
        senses.iter().filter(|s| s.class == PlaceClass::Settlement).map(|s| s.population).max().unwrap_or(0);
    let capital = any(&|s| s.seat == 3);
    features.set(Feature::Metropolis, capital || best >= 1_000_000);
    features.set(Feature::City, !capital && (100_000..1_000_000).contains(&best));
    features.set(Feature::Town, !capital && (15_000..100_000).contains(&best));
    features.set(Feature::Village, !capital && (1..15_000).contains(&best));
    features.set(Feature::NoPopulation, best == 0 && !capital);
    let known_area = |s: &Sense| {
        matches!(s.class, PlaceClass::Region | PlaceClass::Area | PlaceClass::Sea)
            && s.matched < NameMatch::Stem
            && (s.population >= 1_000_000 || s.alternates >= 30)
    };
    features.set(Feature::KnownArea, any(&known_area));
    features.set(Feature::Primary, any(&|s| s.matched == NameMatch::Primary));
    features.set(
        Feature::MetonymOnly,
        !senses.is_empty() && senses.iter().all(|s| s.matched == NameMatch::Metonym),
    );
    features.set(
        Feature::NaturalOnly,
        !senses.is_empty() && senses.iter().all(|s| !s.is_division() && s.class != PlaceClass::Settlement),
    );
}
