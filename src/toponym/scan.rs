//! The spans of a text that are names in the gazetteer: one pass over the tokens, at each start all lengths.

use super::atlas::{Atlas, NameMatch, Sense};
use super::features::{Feature, Features};
use super::kind_words::{self, Form, KindWords};
use super::lexicon::{Classes, Lexicon};
use super::names::{NameNo, Names};
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::{slavic, slavic_doubts};
use crate::gazetteer::{PlaceClass, starts_cyrillic};
use crate::text::TokenKind;

/// Longest name that is tried, in tokens.
const LONGEST: usize = 10;

/// Every span that is a name in the gazetteer, at each start the longest first.
pub fn candidates<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let (mut ends, mut tokens) = (Vec::new(), Vec::new());
    let hyphens: Vec<bool> = (0..page.len()).map(|at| page.hyphen(at)).collect();
    for first in 0..page.len() {
        if let Some(hit) = abbreviation(page, names, first) {
            hits.push(hit);
            continue;
        }
        if !may_start(page, first) {
            continue;
        }
        let (_, limit) = page.bounds(first);
        let limit = limit.min(first + LONGEST);
        tokens.clear();
        tokens.extend((first..limit).filter(|&at| !hyphens[at]));
        ends.clear();
        names.atlas.names_at(&mut tokens.iter().map(|&at| page.word(at)), &mut |words| {
            if let Some(&last) = words.checked_sub(1).and_then(|index| tokens.get(index)) {
                ends.push(last + 1);
            }
        });
        ends.dedup();
        for &end in ends.iter().rev() {
            if let Some(hit) = candidate(page, names, first, end) {
                hits.push(hit);
            }
        }
    }
    hits
}

/// "U.S.", "Calif.": a usual short form that begins at this token.
fn abbreviation<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, first: usize) -> Option<Hit> {
    if !page.capital(first) {
        return None;
    }
    let pointed = page.word(first + 1) == "." && page.token(first + 1).is_some_and(|token| token.glued);
    let with_point = pointed
        .then(|| page.text.get(page.span(first, first + 2).start..page.span(first, first + 2).end))
        .flatten();
    let lexicon = Lexicon::english();
    let (found, end) = match with_point.and_then(|written| lexicon.abbreviation(written)) {
        Some(found) => (found, first + 2),
        None => (lexicon.abbreviation(page.word(first))?, first + 1),
    };
    let (name, comma) = found;
    let before = first.checked_sub(1).map_or("", |at| page.word(at));
    let after_name = matches!(before, "," | "(") && first > 1 && page.capital(first - 2);
    if comma && !after_name
        || page.case(first) == Capitals::All
            && matches!(page.word(first), "US" | "IN" | "OR" | "ME" | "OK" | "HI")
    {
        return None;
    }
    let name = names.number(&name.replace(',', "").to_lowercase());
    let mut features = Features::default();
    features.set(Feature::Abbreviation, true);
    let kind = KindWords { form: short_form(names.senses(name), comma), first, end, ..KindWords::default() };
    Some(Hit { first, end, kind, name, features, probability: 0.0, dateline: false })
}

/// What the short form of a name asks for: "N.Y." is the state and not the city, "U.S." a country; one that stands only after
/// a comma, such as "Ga.", is never a country.
#[must_use]
pub fn short_form(senses: &[Sense], comma: bool) -> Form {
    let named = |class: PlaceClass| {
        senses.iter().any(|sense| sense.class == class && sense.matched <= NameMatch::Alternate)
    };
    if named(PlaceClass::Region) && (comma || !named(PlaceClass::Country)) {
        Form::Region
    } else {
        Form::Bare
    }
}

/// True if a name may begin with this token.
fn may_start(page: &Page<'_>, at: usize) -> bool {
    let Some(token) = page.token(at) else { return false };
    if token.kind != TokenKind::Word || page.is(at, Classes::NEVER) && !next_goes_on(page, at) {
        return false;
    }
    // Letters without case: Arabic, Georgian, Chinese.
    let caseless = || page.word(at).chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_uppercase());
    // "al-Bab": an article in small letters, tied to a capital.
    let article = || page.is(at, Classes::PARTICLE) && page.hyphen(at + 1) && page.capital(at + 2);
    token.capital || token.span.len() >= 4 && !page.is(at, Classes::COMMON) || caseless() || article()
}

/// True if a capital follows, so that a word that is never a place alone may begin a longer name ("New York").
fn next_goes_on(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && (page.capital(at + 1) || page.hyphen(at + 1) || page.word(at + 1) == ".")
}

/// The span `first..end` as a candidate, unless its capitals or neighbours rule it out.
fn candidate<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    first: usize,
    end: usize,
) -> Option<Hit> {
    let slavic = starts_cyrillic(page.lower(first));
    if !slavic && is_sloppy(page, first, end) || goes_on(page, first, end) {
        return None;
    }
    let name = names.number(&joined(page, first, end));
    if slavic && is_sloppy(page, first, end) && !slavic::small_words_fit(names.senses(name)) {
        return None;
    }
    let water = (first.saturating_sub(2)..=end).any(|at| page.is(at, Classes::WATER));
    // A bare name that only a river's stem agrees with needs the word "river".
    let stem_of_water = |sense: &Sense| sense.class == PlaceClass::Sea && sense.matched == NameMatch::Stem;
    if names.senses(name).iter().all(|sense| stem_of_water(sense) && !water) {
        return None;
    }
    let small = page.word(first).chars().next().is_some_and(char::is_lowercase);
    let article = page.is(first, Classes::PARTICLE) && page.hyphen(first + 1);
    if small && !article && !lower_allowed(names, name, first, page) {
        return None;
    }
    let bare_end = bare_end(page, first, end);
    let mut kind = kind_words::around(page, first, end);
    if bare_end < end {
        kind = KindWords {
            form: kind_words::form_of(page, end - 1).unwrap_or_default(),
            first,
            end,
            shared_back: page.is(end - 1, Classes::PLURAL),
            ..KindWords::default()
        };
    }
    // "Masisi territory" of a country that calls its districts so.
    let territory = end > first + 1 && page.lower(end - 1) == "territory";
    if territory && names.senses(name).iter().all(|sense| sense.class == PlaceClass::District) {
        kind.form = Form::District;
    }
    let has_region = names.senses(name).iter().any(|sense| sense.class == PlaceClass::Region);
    if kind.form == Form::Bare && regional(page, end) && has_region {
        kind.form = Form::Region;
    }
    // "a Belgorod village" lies in the region, the city is not meant.
    if has_region && one_of_its_villages(page, first, end) {
        kind = KindWords { form: Form::Region, first, end, ..KindWords::default() };
    }
    if !slavic_doubts::admits(page, names, name, first..end, &kind) {
        return None;
    }
    let features = Features::default();
    Some(Hit { first, end: bare_end, kind, name, features, probability: 0.0, dateline: false })
}

/// True if a word inside the name is in lower case that is neither small nor a word of kind: "Black sea" is none.
fn is_sloppy(page: &Page<'_>, first: usize, end: usize) -> bool {
    let kinds = Classes::KIND.with(Classes::WATER).with(Classes::FACILITY).with(Classes::AREA);
    page.capital(first) && is_city_of(page, first, end)
        || page.capital(first)
            && (first + 1..end).any(|at| {
                page.token(at).is_some_and(|token| token.kind == TokenKind::Word && !token.capital)
                    && page.lower(at).len() > 3
                    && !page.is(at, kinds)
                    && !page.hyphen(at.saturating_sub(1))
            })
}

/// True for "this northeast Texas city": a city in what the words before name, no place of the whole name.
fn is_city_of(page: &Page<'_>, first: usize, end: usize) -> bool {
    let kind = matches!(page.lower(end - 1), "city" | "town" | "village" | "county");
    let before = page.before(first).map(|at| {
        if page.is(at, Classes::COMPASS) && !page.capital(at) { page.before(at).unwrap_or(at) } else { at }
    });
    let told = before.is_some_and(|at| {
        matches!(page.lower(at), "this" | "that" | "a" | "another" | "one" | "the") && !page.capital(at)
    });
    end > first + 1 && kind && !page.capital(end - 1) && told
}

/// True if the name goes on after `end`: "Debl" of "Debl-el-Kebir", "Cours" of "the Cours des 50 Otages", "St. Mary" of
/// "St. Mary's High School".
fn goes_on(page: &Page<'_>, first: usize, end: usize) -> bool {
    let particle =
        page.hyphen(end) && page.is(end + 1, Classes::PARTICLE) && end - first == 1 && page.capital(end + 2);
    // "Santa Cruz de la Quilla"
    let of = match page.lower(end) {
        "des" | "du" => !page.capital(end),
        "de" => !page.capital(end) && matches!(page.lower(end + 1), "la" | "los" | "las" | "l"),
        _ => false,
    };
    particle || of || matches!(page.lower(first), "st" | "st." | "saint") && page.possessive(end)
}

/// The end of the bare name in a gazetteer name that has words of kind: "Kharkiv" in "Kharkiv Oblast".
#[must_use]
pub fn bare_end(page: &Page<'_>, first: usize, end: usize) -> usize {
    let mut bare = end;
    while bare > first + 1 && page.is(bare - 1, Classes::KIND) && kind_is_loose(page, bare - 1) {
        bare -= 1;
    }
    while bare > first + 1 && bare < end && page.is(bare - 1, Classes::DISTRICT_ADJECTIVE) {
        bare -= 1;
    }
    bare
}

/// True for "a X village", "several X border towns": a settlement that the area X holds, told by the article or number before it.
fn one_of_its_villages(page: &Page<'_>, first: usize, end: usize) -> bool {
    let noun =
        end + usize::from(matches!(page.lower(end), "border" | "frontline" | "front-line" | "farming"));
    let village = matches!(
        page.lower(noun),
        "village" | "villages" | "town" | "towns" | "hamlet" | "hamlets" | "settlement" | "settlements"
    );
    let before = first.checked_sub(1).filter(|&at| page.sentence_of(at) == page.sentence_of(first));
    village
        && !page.capital(noun)
        && before.is_some_and(|at| {
            page.token(at).is_some_and(|token| token.kind == TokenKind::Number)
                || matches!(
                    page.lower(at),
                    "a" | "an" | "another" | "two" | "three" | "four" | "five" | "several" | "some" | "many"
                )
        })
}

/// True before "regional", "governor" and the like: a bare name there is the region's.
fn regional(page: &Page<'_>, at: usize) -> bool {
    matches!(page.lower(at), "regional" | "governor" | "governor's" | "oblast's" | "rma" | "ova" | "rsa")
}

/// Words of kind at the end of a gazetteer name that are not part of the bare name. "New York City" and "Orange County"
/// keep theirs.
fn kind_is_loose(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.lower(at),
        "oblast"
            | "region"
            | "raion"
            | "rayon"
            | "district"
            | "krai"
            | "kray"
            | "province"
            | "governorate"
            | "hromada"
            | "okrug"
            | "voivodeship"
    ) || page.lower(at) == "state" && !page.capital(at)
        || slavic::kind_is_loose(page.lower(at))
}

/// A name in small letters is taken only for a capital or a city of 500,000 that is no English word.
fn lower_allowed<A: Atlas + ?Sized>(
    names: &Names<'_, A>,
    name: NameNo,
    first: usize,
    page: &Page<'_>,
) -> bool {
    let common = page.is(
        first,
        Classes::COMMON.with(Classes::FIRST_NAME).with(Classes::NEVER).with(Classes::CUE).with(Classes::KIND),
    );
    !common && names.senses(name).iter().any(|sense| sense.seat == 3 || sense.population >= 500_000)
}

/// The words from `first` up to `end` in lower case, hyphens as spaces.
#[must_use]
pub fn joined(page: &Page<'_>, first: usize, end: usize) -> String {
    let mut words = String::new();
    for at in first..end {
        let mark = page.hyphen(at) || page.word(at) == ".";
        if mark {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(page.lower(at));
    }
    words
}
