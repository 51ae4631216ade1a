//! What the nouns after a place's name are: people, offices, ground, teams: signs of its use.

use super::lexicon::{Classes, Lexicon};
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::use_model::{Sign, Signs};
use crate::text::TokenKind;

/// Words after a name that are looked at for what it describes.
const RUN: usize = 4;

/// "X Rockets", "X Joe Bloggs", "X Archbishop": the capitals that follow a name.
pub fn capitals(page: &Page<'_>, hit: &Hit, end: usize, signs: &mut Signs) {
    if page.case(hit.first) != Capitals::Sentence {
        signs.set(Sign::CapitalInHeading, true);
    }
    if page.case(hit.first) == Capitals::All {
        return;
    }
    let mut at = end;
    let (mut person, mut office, mut site, mut organisation, mut plural) =
        (false, false, false, false, false);
    while at < end + RUN + 1 && page.after(at, hit.first).is_some() && page.capital(at) {
        person |= page.person.get(at).copied().unwrap_or(false);
        office |= page.is(at, Classes::OFFICIAL.with(Classes::TITLE));
        site |= page.is(at, Classes::SITE.with(Classes::FACILITY).with(Classes::WATER));
        organisation |= page.is(at, Classes::ORGANISATION.with(Classes::PAPER).with(Classes::AGENCY));
        plural |= page.lower(at).ends_with('s');
        at += 1;
    }
    let caps = page.token(end).is_some_and(|token| token.all_caps) && page.word(end).len() > 1;
    let demonym = Lexicon::english().demonym(page.lower(end)).is_some();
    signs.set(Sign::CapitalPerson, person && !office);
    signs.set(Sign::CapitalOffice, office);
    signs.set(Sign::CapitalSite, site);
    signs.set(Sign::CapitalOrganisation, organisation && !office);
    signs.set(Sign::CapitalAcronym, caps);
    signs.set(Sign::CapitalPeople, page.is(end, Classes::PEOPLE) || demonym);
    let known = person || office || site || organisation || caps || demonym;
    let known = known || page.case(hit.first) != Capitals::Sentence || page.is(end, Classes::CALENDAR);
    signs.set(Sign::CapitalTeam, !known && plural);
    signs.set(Sign::CapitalOther, !known && !plural);
}

/// The nouns from `from` on, and what the last of them is.
pub fn run(page: &Page<'_>, hit: &Hit, from: usize, signs: &mut Signs, owned: bool) {
    let stop = Classes::PREPOSITION
        .with(Classes::OF)
        .with(Classes::LIST)
        .with(Classes::ARTICLE)
        .with(Classes::CLAUSE)
        .with(Classes::AUXILIARY)
        .with(Classes::CALENDAR);
    let verb = Classes::SPEECH.with(Classes::ACT).with(Classes::UNDERGO).with(Classes::VERB);
    let mut head = None;
    for at in from..from + RUN + usize::from(owned) * 2 {
        let word = page.token(at).is_some_and(|t| t.kind == TokenKind::Word) || page.hyphen(at);
        let be = matches!(page.lower(at), "is" | "was" | "are" | "were" | "be" | "being");
        // A verb ends the run, unless it is a noun of the blow as well ("X attacks").
        let acts =
            page.is(at, verb) && !page.is(at, Classes::OFFICIAL.with(Classes::DEED).with(Classes::PEOPLE));
        let not_noun = page.is(at, Classes::NOT_NOUN) || page.lower(at).ends_with("ly");
        if page.after(at, hit.first).is_none() || !word || page.is(at, stop) || be || not_noun || acts {
            break;
        }
        head = Some(at);
        if page.is(at, Classes::PEOPLE) {
            break;
        }
    }
    let Some(head) = head else { return };
    describe(page, from, head, signs, owned);
}

/// Marks what the noun at `head` is.
fn describe(page: &Page<'_>, from: usize, head: usize, signs: &mut Signs, owned: bool) {
    let word = page.lower(head);
    let ground =
        Classes::GROUND.with(Classes::SITE).with(Classes::FACILITY).with(Classes::AREA).with(Classes::KIND);
    let any = |classes: Classes| (from..=head).any(|at| page.is(at, classes));
    let agent = |word: &str| {
        word.len() > 5
            && ["ers", "ors", "ists", "men", "women", "ians", "ees", "er", "or", "ist"]
                .iter()
                .any(|e| word.ends_with(e))
    };
    let pick = |bare, own| if owned { own } else { bare };
    signs.set(pick(Sign::Noun, Sign::Owned), true);
    signs.set(pick(Sign::NounCapital, Sign::OwnedCapital), page.capital(from) || page.capital(head));
    if any(Classes::PEOPLE) {
        signs.set(pick(Sign::NounPeople, Sign::OwnedPeople), true);
    } else if page.is(head, ground) {
        signs.set(pick(Sign::NounGround, Sign::OwnedGround), true);
    } else if any(Classes::OFFICIAL) {
        signs.set(pick(Sign::NounOfficial, Sign::OwnedOfficial), true);
    } else if page.is(head, Classes::DEED) {
        signs.set(pick(Sign::NounDeed, Sign::OwnedDeed), true);
    } else if page.is(head, Classes::HARM) {
        signs.set(pick(Sign::NounHarm, Sign::OwnedHarm), true);
    } else if any(Classes::ORGANISATION) {
        signs.set(pick(Sign::NounOrganisation, Sign::OwnedOrganisation), true);
    } else if any(Classes::SPORT) {
        signs.set(pick(Sign::NounSport, Sign::OwnedSport), true);
    } else if agent(word) {
        signs.set(pick(Sign::NounAgent, Sign::OwnedAgent), true);
    } else {
        signs.set(pick(Sign::NounOther, Sign::OwnedOther), true);
    }
    let best = page.lower(from).ends_with("est") || matches!(page.lower(from), "most" | "first" | "only");
    signs.set(Sign::OwnedBest, owned && best);
}
