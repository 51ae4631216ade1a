//! What the words around a place's name say of its use: signs for the place itself, for its rulers, for a mere description.

use super::atlas::{NameMatch, Sense};
use super::features::Feature;
use super::governor::Governor;
use super::kind_words::Form;
use super::lexicon::{Classes, Lexicon};
use super::page::{Capitals, Page};
use super::predicate::{self, Part};
use super::recognise::Hit;
use super::use_model::{Sign, Signs};
use super::use_nouns::{capitals, run};
use crate::gazetteer::PlaceClass;
use crate::text::TokenKind;

/// A text is about sport if at least this many of its words are, and one in [`SPORT_SHARE`].
const SPORT_WORDS: usize = 4;
/// In a text of fewer tokens two such words will do.
const SHORT: usize = 60;
/// See [`SPORT_WORDS`].
const SPORT_SHARE: usize = 100;

/// Tokens to each side of a name in which words of sport are looked for.
const FAR: usize = 40;

/// Whether a document is about games: there the names of towns are those of their teams.
#[must_use]
pub fn about_sport(page: &Page<'_>) -> bool {
    let count = |class| (0..page.len()).filter(|&at| page.is(at, class)).count();
    let scores = (1..page.len()).filter(|&at| score(page, at)).count();
    let words = count(Classes::SPORT);
    let all = words + usize::midpoint(count(Classes::GAME), scores);
    let short = page.len() < SHORT && words > 0 && all > 1;
    short || words >= 2 && all >= SPORT_WORDS && all * SPORT_SHARE >= page.len()
}

/// "3-0" and "96-94" with the hyphen at `at`.
fn score(page: &Page<'_>, at: usize) -> bool {
    let points = |at: usize| {
        page.token(at).is_some_and(|token| token.kind == TokenKind::Number) && page.word(at).len() <= 3
    };
    page.hyphen(at) && at > 0 && points(at - 1) && points(at + 1)
}

/// All signs of one mention but the finding of the rules.
#[must_use]
pub fn of(page: &Page<'_>, hit: &Hit, sense: Option<&Sense>, governor: Governor, sport: bool) -> Signs {
    let mut signs = Signs::default();
    let end = hit.kind.end.max(hit.end);
    signs.set(Sign::Bias, true);
    signs.set(Sign::Form, hit.kind.form != Form::Bare);
    meaning(sense, &mut signs);
    left(page, hit, &mut signs);
    governed(governor, &mut signs);
    let subject = !matches!(governor, Governor::Place | Governor::Preposition);
    right(page, hit, end, &mut signs, subject);
    let part = predicate::of(page, hit.first, end, governor);
    signs.set(Sign::PartActs, subject && part == Some(Part::Acts));
    signs.set(Sign::PartUndergoes, part == Some(Part::Undergoes));
    let (from, to) = page.bounds(hit.first);
    // A sentence without end must not make each of its names look at all of it.
    let (from, to) = (from.max(hit.first.saturating_sub(FAR)), to.min(end + FAR));
    signs.set(Sign::SportSentence, (from..to).any(|at| page.is(at, Classes::SPORT)));
    signs.set(Sign::Score, sport && (from..to).any(|at| score(page, at)));
    signs.set(Sign::SportDocument, sport);
    signs.set(Sign::Title, page.case(hit.first) == Capitals::Title);
    signs.set(Sign::AllCaps, page.case(hit.first) == Capitals::All);
    signs.set(Sign::CommaAreaAfter, hit.features.has(Feature::CommaAreaAfter));
    signs.set(Sign::CommaAreaBefore, hit.features.has(Feature::CommaAreaBefore));
    signs.set(Sign::List, hit.features.has(Feature::ListNeighbour));
    signs.set(Sign::OrganisationRun, hit.features.has(Feature::Organisation));
    together(&mut signs, governor);
    signs
}

fn meaning(sense: Option<&Sense>, signs: &mut Signs) {
    let Some(sense) = sense else {
        signs.set(Sign::Unplaced, true);
        return;
    };
    let class = sense.class;
    signs.set(Sign::Country, class == PlaceClass::Country);
    signs.set(Sign::Region, matches!(class, PlaceClass::Region | PlaceClass::District));
    signs.set(Sign::Capital, sense.seat == 3);
    signs.set(Sign::Settlement, class == PlaceClass::Settlement && sense.seat != 3);
    signs.set(Sign::Village, class == PlaceClass::Settlement && sense.population < 15_000);
    signs.set(Sign::Area, matches!(class, PlaceClass::Area | PlaceClass::Sea | PlaceClass::Facility));
    signs.set(Sign::Seat, sense.matched == NameMatch::Metonym);
}

fn left(page: &Page<'_>, hit: &Hit, signs: &mut Signs) {
    let first = hit.kind.first.min(hit.first);
    let Some(mut at) = page.before(first) else {
        signs.set(Sign::Opens, true);
        return;
    };
    let plain = page.case(first) == Capitals::Sentence;
    signs.set(Sign::HyphenBefore, page.hyphen(at));
    signs.set(Sign::NumberBefore, page.token(at).is_some_and(|token| token.kind == TokenKind::Number));
    signs.set(Sign::PossessiveBefore, page.possessive(at));
    signs.set(Sign::TitleBefore, page.capital(at) && page.is(at, Classes::TITLE));
    let known = Classes::TITLE.with(Classes::CALENDAR).with(Classes::KIND).with(Classes::COMPASS);
    let small = Classes::PREPOSITION.with(Classes::OF).with(Classes::ARTICLE).with(Classes::LIST);
    let capital = plain && page.capital(at) && !page.opens_sentence(at) && !page.is(at, known.with(small));
    signs.set(Sign::CapitalBefore, capital && Lexicon::english().demonym(page.lower(at)).is_none());
    if page.is(at, Classes::ARTICLE) {
        signs.set(Sign::Article, true);
        let Some(before) = page.before(at) else {
            signs.set(Sign::Opens, true);
            return;
        };
        at = before;
    }
    preposition(page, at, signs);
    let word = page.token(at).is_some_and(|t| t.kind == TokenKind::Word) && !page.capital(at);
    signs.set(Sign::WordBefore, word && !page.is(at, small.with(Classes::CLAUSE)));
    signs.set(Sign::CompassBefore, hit.features.has(Feature::Compass));
    if page.is(at, Classes::OF) {
        of_what(page, at, signs);
    }
}

fn preposition(page: &Page<'_>, at: usize, signs: &mut Signs) {
    let sign = match page.lower(at) {
        "in" | "inside" | "within" | "across" | "throughout" => Sign::In,
        "at" | "near" | "around" | "outside" | "toward" | "towards" | "into" | "off" => Sign::At,
        "from" => Sign::From,
        "to" => Sign::To,
        "of" => Sign::Of,
        "for" => Sign::For,
        "with" | "without" => Sign::With,
        "by" => Sign::By,
        "against" | "versus" | "vs" => Sign::Against,
        "between" => Sign::Between,
        "on" | "over" | "upon" | "under" | "about" => Sign::On,
        "and" | "or" | "," | "&" => Sign::Joined,
        "as" if page.before(at).is_some_and(|such| page.lower(such) == "such") => return,
        "that" | "as" | "while" | "if" | "when" | "because" | "than" => Sign::Clause,
        _ => return,
    };
    signs.set(sign, true);
}

/// "the governor of X", "Deputy Minister of Defence of X", "the streets of X", "the people of X".
fn of_what(page: &Page<'_>, of: usize, signs: &mut Signs) {
    let Some(owner) = page.before(of) else { return };
    let office = Classes::OFFICIAL_OF.with(Classes::TITLE).with(Classes::OFFICIAL);
    signs.set(Sign::OfOffice, page.is(owner, office));
    signs.set(Sign::OfPeople, page.is(owner, Classes::PEOPLE));
    signs.set(Sign::OfGround, page.is(owner, Classes::GROUND.with(Classes::AREA).with(Classes::COMPASS)));
    signs.set(
        Sign::OfCapital,
        page.capital(owner) && !page.person[owner] && page.case(owner) == Capitals::Sentence,
    );
    // "Deputy Minister for Trade of X": capitals and small words back to an office.
    let mut at = owner;
    for _ in 0..8 {
        if page.capital(at) && page.is(at, office) && at != owner {
            signs.set(Sign::OfOffice, true);
            return;
        }
        let small = Classes::OF.with(Classes::LIST).with(Classes::ARTICLE);
        // "Judge Baird of X" lives there.
        if page.person[at] || !(page.capital(at) || page.is(at, small) || page.lower(at) == "for") {
            return;
        }
        let Some(before) = page.before(at) else { return };
        at = before;
    }
}

fn governed(governor: Governor, signs: &mut Signs) {
    signs.set(
        match governor {
            Governor::Place => Sign::GovernsPlace,
            Governor::Preposition => Sign::GovernsPreposition,
            Governor::Rulers => Sign::GovernsRulers,
            Governor::Partner => Sign::GovernsPartner,
            Governor::Word => Sign::GovernsWord,
            Governor::Opening => Sign::GovernsOpening,
        },
        true,
    );
}

fn right(page: &Page<'_>, hit: &Hit, end: usize, signs: &mut Signs, subject: bool) {
    if page.after(end, hit.first).is_none() {
        signs.set(Sign::EndAfter, true);
        return;
    }
    if page.possessive(end) {
        signs.set(Sign::Possessive, true);
        run(page, hit, end + 1, signs, true);
        return;
    }
    if page.hyphen(end) {
        signs.set(Sign::HyphenAfter, true);
        signs.set(Sign::HyphenSmall, !page.capital(end + 1));
        return;
    }
    signs.set(Sign::CommaAfter, page.word(end) == ",");
    signs.set(Sign::StopAfter, matches!(page.word(end), "." | ";" | ")" | "”" | "\"" | ":" | "?" | "!"));
    signs.set(Sign::AndAfter, page.is(end, Classes::LIST));
    signs.set(Sign::PrepositionAfter, page.is(end, Classes::PREPOSITION.with(Classes::OF)));
    if page.capital(end) {
        capitals(page, hit, end, signs);
    } else {
        signs.set(Sign::SpeechAfter, subject && page.is(end, Classes::SPEECH));
        signs.set(Sign::ActAfter, subject && page.is(end, Classes::ACT));
        let be = matches!(page.lower(end), "is" | "was" | "are" | "were" | "be");
        signs.set(Sign::AuxiliaryAfter, subject && (page.is(end, Classes::AUXILIARY) || be));
        let verb = page.is(end, Classes::VERB)
            || matches!(page.lower(end), "always" | "never" | "often" | "still")
                && page.is(end + 1, Classes::VERB.with(Classes::ACT));
        signs.set(Sign::VerbAfter, subject && verb);
        if !verb {
            run(page, hit, end, signs, false);
        }
    }
}

/// Signs that say more together than apart.
fn together(signs: &mut Signs, governor: Governor) {
    let opening = governor == Governor::Opening;
    let subject = opening
        && (signs.has(Sign::SpeechAfter)
            || signs.has(Sign::ActAfter)
            || signs.has(Sign::AuxiliaryAfter)
            || signs.has(Sign::VerbAfter)
            || signs.has(Sign::PartActs));
    let state = signs.has(Sign::Country) || signs.has(Sign::Capital) || signs.has(Sign::Seat);
    signs.set(Sign::SubjectState, subject && state);
    signs.set(Sign::SubjectRegion, subject && signs.has(Sign::Region));
    signs.set(Sign::SubjectTown, subject && signs.has(Sign::Settlement));
    let side = matches!(governor, Governor::Partner | Governor::Rulers);
    signs.set(Sign::SideState, side && state);
    signs.set(Sign::SideTown, side && !state);
    let sport = signs.has(Sign::SportDocument);
    signs.set(Sign::SportSide, sport && (side || opening || governor == Governor::Word));
    signs.set(Sign::SportPlace, sport && (signs.has(Sign::In) || signs.has(Sign::At)));
    signs.set(Sign::NounState, signs.has(Sign::Noun) && state);
    signs.set(Sign::OwnedState, signs.has(Sign::Owned) && state);
    signs.set(Sign::ArticleNoun, signs.has(Sign::Article) && signs.has(Sign::Noun));
    let capital = signs.has(Sign::CapitalTeam) || signs.has(Sign::CapitalOther);
    signs.set(Sign::ArticleCapital, signs.has(Sign::Article) && capital);
    signs.set(Sign::ObjectState, governor == Governor::Word && state);
}
