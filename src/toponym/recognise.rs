//! Which words name places: spans with gazetteer names, judged by what stands around them and in the rest of the document.

use std::collections::{HashMap, HashSet};

use super::atlas::Atlas;
use super::context::Context;
use super::features::{Feature, Features};
use super::kind_words::{self, Form, KindWords};
use super::lexicon::{Classes, Lexicon};
use super::names::{NameNo, Names};
use super::page::{Capitals, Page};
use crate::gazetteer::PlaceClass;
use crate::text::TokenKind;

/// A span that may be a place's name, or was found to be one.
#[derive(Debug, Clone)]
pub struct Hit {
    /// First token of the bare name.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// Its words of kind.
    pub kind: KindWords,
    /// The name.
    pub name: NameNo,
    /// What speaks for and against it.
    pub features: Features,
    /// Probability that it names a place.
    pub probability: f64,
    /// True for the place in a dateline.
    pub dateline: bool,
}

/// Longest name that is tried, in tokens.
const LONGEST: usize = 10;
/// A span is a place from this probability on.
pub const ACCEPT: f64 = 0.5;
/// A span this probable counts as known when its neighbours are judged.
const SURE: f64 = 0.75;

/// All places' names that some layer of the gazetteer has, in order, without overlaps.
pub fn known<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    family: &HashSet<String>,
    datelines: &[bool],
) -> Vec<Hit> {
    select(judged(page, names, family, datelines))
}

/// Every span that is a name in the gazetteer with its features and probability; spans overlap.
pub fn judged<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    family: &HashSet<String>,
    datelines: &[bool],
) -> Vec<Hit> {
    let mut hits = candidates(page, names);
    let lower_words = lower_elsewhere(page);
    for hit in &mut hits {
        let abbreviation = hit.features.has(Feature::Abbreviation);
        hit.features = alone(page, names, hit, family);
        hit.features.set(Feature::Abbreviation, abbreviation);
        if abbreviation {
            for doubt in
                [Feature::Acronym, Feature::Short, Feature::CueOnly, Feature::Never, Feature::CommonWord]
            {
                hit.features.set(doubt, false);
            }
        }
        hit.dateline = datelines.get(hit.first).copied().unwrap_or(false);
        hit.features.set(Feature::Dateline, hit.dateline);
        let single = hit.end - hit.first == 1;
        let case = page.case(hit.first) == Capitals::Sentence || page.case(hit.first) == Capitals::Title;
        hit.features
            .set(Feature::LowerElsewhere, single && case && lower_words.contains(page.lower(hit.first)));
        hit.probability = hit.features.probability();
    }
    beside_areas(page, names, &mut hits);
    in_document(page, names, &mut hits);
    hits
}

/// Every span that is a name in the gazetteer, at each start the longest first.
fn candidates<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut ends = Vec::new();
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
        let tokens: Vec<usize> = (first..limit).filter(|&at| !page.hyphen(at)).collect();
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
    let kind = KindWords { form: Form::Bare, first, end, ..KindWords::default() };
    Some(Hit { first, end, kind, name, features, probability: 0.0, dateline: false })
}

/// True if a name may begin with this token.
fn may_start(page: &Page<'_>, at: usize) -> bool {
    let Some(token) = page.token(at) else { return false };
    if token.kind != TokenKind::Word || page.is(at, Classes::NEVER) && !next_goes_on(page, at) {
        return false;
    }
    // Letters without case: Arabic, Georgian, Chinese.
    let caseless = page.word(at).chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_uppercase());
    // "al-Bab": an article in small letters, tied to a capital.
    let article = page.is(at, Classes::PARTICLE) && page.hyphen(at + 1) && page.capital(at + 2);
    token.capital || caseless || article || token.span.len() >= 4 && !page.is(at, Classes::COMMON)
}

/// True if a capital follows, so that a word that is never a place alone may begin a longer name ("New York").
fn next_goes_on(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && (page.capital(at + 1) || page.hyphen(at + 1) || page.word(at + 1) == ".")
}

fn candidate<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    first: usize,
    end: usize,
) -> Option<Hit> {
    let lower_start = !page.capital(first);
    let content = |at: usize| {
        page.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital) && page.lower(at).len() > 3
    };
    // "Black sea", "Kharkiv region": only words of kind and small words may be in lower case inside a name.
    let sloppy = (first + 1..end).any(|at| {
        content(at)
            && !page.is(at, Classes::KIND.with(Classes::WATER).with(Classes::FACILITY).with(Classes::AREA))
            && !page.hyphen(at.saturating_sub(1))
    });
    if sloppy && !lower_start
        || page.hyphen(end)
            && page.is(end + 1, Classes::PARTICLE)
            && end - first == 1
            && page.capital(end + 2)
    {
        return None;
    }
    // "St. Mary's High School", "St. Patrick's Day".
    if matches!(page.lower(first), "st" | "st." | "saint") && page.possessive(end) {
        return None;
    }
    let mut bare_end = end;
    while bare_end > first + 1
        && page.is(bare_end - 1, Classes::KIND)
        && bare_end - first > 1
        && kind_is_loose(page, bare_end - 1)
    {
        bare_end -= 1;
    }
    while bare_end > first + 1 && bare_end < end && page.is(bare_end - 1, Classes::DISTRICT_ADJECTIVE) {
        bare_end -= 1;
    }
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
    let words = joined(page, first, end);
    let name = names.number(&words);
    if names.senses(name).is_empty() {
        return None;
    }
    if kind.form == Form::Bare
        && regional(page, end)
        && names.senses(name).iter().any(|sense| sense.class == PlaceClass::Region)
    {
        kind.form = Form::Region;
    }
    if lower_start && page.is(first, Classes::PARTICLE) && page.hyphen(first + 1) {
        // An Arabic article: judged as a name with a capital.
    } else if lower_start
        && page.word(first).chars().next().is_some_and(char::is_lowercase)
        && !lower_allowed(names, name, first, page)
    {
        return None;
    }
    Some(Hit {
        first,
        end: bare_end,
        kind,
        name,
        features: Features::default(),
        probability: 0.0,
        dateline: false,
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
    )
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

/// Lower-case words of the document that are not in headings without capitals.
fn lower_elsewhere<'p>(page: &'p Page<'_>) -> HashSet<&'p str> {
    (0..page.len())
        .filter(|&at| {
            page.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital)
                && matches!(page.case(at), Capitals::Sentence | Capitals::Title)
        })
        .map(|at| page.lower(at))
        .collect()
}

/// The features of a span that its own sentence gives.
fn alone<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    hit: &Hit,
    family: &HashSet<String>,
) -> Features {
    let mut features = Features::default();
    features.set(Feature::Bias, true);
    shape(page, hit, &mut features);
    left(page, hit, &mut features);
    right(page, hit, &mut features);
    meaning(names, hit, &mut features);
    let (first, end) = (hit.first, hit.end);
    let single = end - first == 1;
    features.set(Feature::Person, (first..end).any(|at| page.person[at]));
    features.set(Feature::FamilyName, single && family.contains(page.lower(first)));
    features.set(Feature::GivenName, single && page.is(first, Classes::FIRST_NAME));
    features.set(Feature::CommonWord, single && page.is(first, Classes::COMMON));
    features.set(Feature::Never, single && page.is(first, Classes::NEVER));
    features.set(Feature::Calendar, single && page.is(first, Classes::CALENDAR));
    let cued = hit.kind.form != Form::Bare;
    features.set(Feature::CueOnly, single && page.is(first, Classes::CUE) && !cued);
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
    features.set(Feature::LowerCase, lower);
    let all_caps = page.token(first).is_some_and(|token| token.all_caps);
    let known = matches!(page.lower(first), "us" | "uk");
    features.set(
        Feature::Acronym,
        all_caps
            && hit.end - first == 1
            && case != Capitals::All
            && page.word(first).chars().count() <= 5
            && !known,
    );
    features.set(Feature::ManyWords, hit.end - first > 1);
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
    features.set(Feature::PrepIn, page.is(at, Classes::PREP_IN) || out_of);
    features.set(Feature::PrepTo, page.is(at, Classes::PREP_TO) && !page.is(at, Classes::PREP_IN));
    features.set(Feature::Of, page.is(at, Classes::OF) && !out_of);
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

fn right(page: &Page<'_>, hit: &Hit, features: &mut Features) {
    let next = hit.kind.end.max(hit.end);
    if page.after(next, hit.first).is_none() {
        return;
    }
    features.set(Feature::PossessiveAfter, page.possessive(next));
    features.set(Feature::SpeechAfter, page.is(next, Classes::SPEECH));
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
            features.set(Feature::RunRight, !claimed);
        }
        first = false;
        at += 1;
    }
}

fn meaning<A: Atlas + ?Sized>(names: &Names<'_, A>, hit: &Hit, features: &mut Features) {
    use super::atlas::NameMatch;
    let senses = names.senses(hit.name);
    let any = |f: &dyn Fn(&super::atlas::Sense) -> bool| senses.iter().any(f);
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
    let known_area = |s: &super::atlas::Sense| {
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
        Feature::FeatureOnly,
        !senses.is_empty() && senses.iter().all(|s| !s.is_division() && s.class != PlaceClass::Settlement),
    );
}

/// "X, Belgorod Region": a comma and an area that holds one of X's places speak for X.
fn beside_areas<A: Atlas + ?Sized>(page: &Page<'_>, names: &Names<'_, A>, hits: &mut [Hit]) {
    let mut at: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, hit) in hits.iter().enumerate() {
        at.entry(hit.kind.first.min(hit.first)).or_default().push(index);
        if hit.kind.first != hit.first {
            at.entry(hit.first).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        let comma = hit.kind.end.max(hit.end);
        let (mark, next) = (page.word(comma), comma + 1);
        let open = matches!(mark, "," | "(") || page.is(comma, Classes::PREP_IN) && page.lower(comma) == "in";
        let next = next + usize::from(page.is(next, Classes::ARTICLE));
        if !open || page.after(next, hit.first).is_none() {
            continue;
        }
        let areas = at.get(&next).map_or(&[][..], Vec::as_slice);
        if let Some(&area) = areas.iter().find(|&&area| holds(names, &hits[area], hit)) {
            pairs.push((index, area, mark == "," || mark == "("));
        }
    }
    for (index, area, comma) in pairs {
        hits[index].features.set(Feature::CommaAreaAfter, comma);
        hits[area].features.set(Feature::CommaAreaBefore, comma);
        hits[index].features.set(Feature::CueOnly, false);
        hits[index].probability = hits[index].features.probability();
        hits[area].probability = hits[area].features.probability();
    }
}

/// True if some place of `inner`'s name lies in some area of `outer`'s name.
fn holds<A: Atlas + ?Sized>(names: &Names<'_, A>, outer: &Hit, inner: &Hit) -> bool {
    names.senses(outer.name).iter().filter(|area| area.is_division()).any(|area| {
        names.senses(inner.name).iter().any(|sense| {
            sense.place != area.place
                && (area.class == PlaceClass::Country && sense.country == area.country
                    || sense.region == Some(area.place)
                    || sense.district == Some(area.place))
        })
    })
}

/// The features that the rest of the document gives, and the final probabilities.
fn in_document<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, hits: &mut [Hit]) {
    let context = Context::of(page, names, hits);
    let mut good: HashSet<NameNo> = HashSet::new();
    for hit in hits.iter() {
        let cue = hit.features.has(Feature::KindWord)
            || hit.features.has(Feature::CommaAreaAfter)
            || hit.features.has(Feature::PrepIn);
        if cue && hit.probability > SURE {
            good.insert(hit.name);
        }
    }
    let sure: HashMap<usize, usize> = hits
        .iter()
        .filter(|hit| hit.probability > SURE)
        .flat_map(|hit| [(hit.first, hit.first), (hit.end, hit.first)])
        .collect();
    for hit in hits.iter_mut() {
        let in_region = names.senses(hit.name).iter().any(|sense| context.region_in_play(sense));
        let in_country = names.senses(hit.name).iter().any(|sense| context.country_in_play(sense));
        let big = hit.features.has(Feature::Country) || hit.features.has(Feature::Metropolis);
        hit.features.set(Feature::RegionInPlay, in_region && !big);
        hit.features.set(Feature::CountryInPlay, in_country && !in_region && !big);
        hit.features.set(Feature::OutOfPlay, !in_region && !in_country && !big && context.any_country());
        let cue = hit.features.has(Feature::KindWord)
            || hit.features.has(Feature::CommaAreaAfter)
            || hit.features.has(Feature::PrepIn);
        hit.features.set(Feature::GoodElsewhere, good.contains(&hit.name) && !cue);
        let list_right = matches!(page.lower(hit.end), "," | "and" | "or") && {
            let next = hit.end + 1;
            let next = next + usize::from(page.lower(hit.end) == "," && page.is(next, Classes::LIST));
            sure.contains_key(&next)
        };
        let list_left = hit.first > 1 && matches!(page.lower(hit.first - 1), "," | "and" | "or") && {
            let comma = usize::from(page.lower(hit.first - 1) != "," && page.lower(hit.first - 2) == ",");
            sure.contains_key(&(hit.first - 1 - comma))
        };
        hit.features.set(Feature::ListNeighbour, list_left || list_right);
        let demonym = hit.end - hit.first == 1 && context.is_demonym(page.lower(hit.first));
        hit.features.set(Feature::Demonym, demonym);
        hit.probability = hit.features.probability();
    }
}

/// The best set without overlaps: at each start the longest that is accepted, from left to right.
fn select(hits: Vec<Hit>) -> Vec<Hit> {
    let mut chosen: Vec<Hit> = Vec::new();
    for hit in hits {
        let free = chosen.last().is_none_or(|last| last.end <= hit.first);
        if free && hit.probability >= ACCEPT {
            chosen.push(hit);
        }
    }
    chosen
}
