//! The places of a sentence that an event can lie in: chains of containment, lists under one verb, relations.

use super::Relation;
use super::approach::{approach_cost, is_excluded, is_pointed_back_to};
use super::chain::{join, settle_chain, share_holder};
use super::front;
use super::goes_on::is_of_crowd;
use super::joint::{is_joint, is_list_over_remark, is_locator};
use super::lexicon::class;
use super::office::is_victims;
use super::phrases::division_rank;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::relation::relation;
use crate::gazetteer::PlaceClass;
use crate::toponym::{Toponym, Use};

/// One or more places named together, narrowest first: a list under one verb, or one place with what holds it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Token index of the first name.
    pub first: usize,
    /// Token index past the last name.
    pub end: usize,
    /// The places; more than one only for a list.
    pub heads: Vec<Head>,
    /// Extra cost of choosing it: origins, destinations.
    pub cost: u32,
}

/// One place of a site.
#[derive(Debug, Clone)]
pub struct Head {
    /// Index into the article's toponyms.
    pub toponym: usize,
    /// What holds it, from near to far, as the text says it.
    pub containers: Vec<usize>,
    /// How the event lies to it.
    pub relation: Relation,
    /// "12 km north of it": km and azimuth.
    pub offset: Option<(f64, Option<f64>)>,
    /// A street or facility in it is named.
    pub exact: bool,
}

/// One literal name and its tokens.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Index into the article's toponyms.
    pub toponym: usize,
    /// Its first token.
    pub first: usize,
    /// Past its last token.
    pub end: usize,
    /// From narrow to wide.
    pub rank: u8,
}

/// The sites of one sentence, in order. The area that heads its part of a list holds them, and is none itself beside them.
#[must_use]
pub fn sites(
    reading: &Reading<'_>,
    sentence: usize,
    toponyms: std::ops::Range<usize>,
    area: Option<usize>,
) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    let mut last: Option<Named> = None;
    let only = toponyms.len() == 1;
    let (start, end) = (toponyms.start, toponyms.end);
    for index in toponyms.filter(|index| only || area != Some(*index)) {
        let toponym = &reading.toponyms[index];
        let tokens = reading.prose.tokens_in(toponym.span);
        let meant = toponym.usage == Use::Literal
            || is_there(reading, sentence, tokens.end)
            || only && is_told_by_residents(reading, tokens.clone())
            || is_of_crowd(reading, tokens.clone())
            || {
                let rank = rank(class_of(toponym));
                let named = Named { toponym: index, first: tokens.start, end: tokens.end, rank };
                let bounds = reading.sentence(sentence);
                is_pointed_back_to(reading, sentence, named)
                    || is_victims(reading, (bounds.first_token, bounds.end_token), named)
            };
        if !meant || toponym.is_way() || is_continental(toponym) || tokens.is_empty() {
            continue;
        }
        let known = rank(class_of(toponym));
        // "X District": a name that no layer has is as wide as its word of kind says.
        let told = division_rank(reading, tokens.end).filter(|_| toponym.place.is_none());
        let rank = told.map_or(known, |told| known.max(told));
        let named = Named { toponym: index, first: tokens.start, end: tokens.end, rank };
        if is_excluded(reading, sentence, named)
            || front::is_start_of_thrust(reading, sentence, named)
            || front::is_sector(reading, sentence, named, start..end)
        {
            continue;
        }
        if last.is_some_and(|last| is_locator(reading, last, named)) {
            continue;
        }
        let joined = last.filter(|last| {
            // "launched from X over Y": where it came from and where it was.
            let crosses = reading.word(last.end) == "over" && reading.before(last.first, 1) == "from";
            let counted = is_counted_over(reading, last.end..named.first);
            named.first >= last.end && is_joint(reading, last.end, named.first) && !crosses && !counted
                || is_list_over_remark(reading, sentence, *last, named)
        });
        match (joined, sites.last_mut()) {
            (Some(last), Some(site)) => join(reading, site, last, named),
            _ => sites.push(alone(reading, sentence, named)),
        }
        last = Some(named);
    }
    if sites.iter().all(|site| site.cost >= ROUTE) {
        sites.extend(route(reading, sentence, &sites));
    }
    for site in &mut sites {
        settle_chain(reading, site);
        share_holder(reading, site);
        if let Some(area) = area {
            let narrower = |head: &&mut Head| head.toponym != area && !head.containers.contains(&area);
            site.heads.iter_mut().filter(narrower).for_each(|head| head.containers.push(area));
        }
    }
    sites
}

/// "talks on joining the European Union": as wide as a continent, it is where nothing happens that can be drawn.
fn is_continental(toponym: &Toponym) -> bool {
    const WIDEST_KM: f64 = 1500.0;
    toponym
        .place
        .as_ref()
        .is_some_and(|place| place.class == PlaceClass::Area && place.radius_km >= WIDEST_KM)
}

/// "nine over X, 14 over Y": each place has its number.
fn is_counted_over(reading: &Reading<'_>, mut gap: std::ops::Range<usize>) -> bool {
    let number = |at: usize| {
        reading.is(at, class::NUMBER_WORD) || reading.prose.tokens[at].kind == crate::text::TokenKind::Number
    };
    gap.any(|at| {
        let count = at - usize::from(at > 0 && reading.before(at, 1) == "each");
        matches!(reading.word(at), "over" | "above") && count > 0 && number(count - 1)
    })
}

/// "Residents of X said that gunmen killed a man there": the place of those who speak, if the sentence points back to it.
fn is_there(reading: &Reading<'_>, sentence: usize, end: usize) -> bool {
    let bounds = reading.sentence(sentence);
    reading.is(end, class::SPEECH)
        && (end..bounds.end_token).any(|at| {
            // "there were", "there is": no place.
            reading.word(at) == "there" && !reading.is(at + 1, class::BE) && !reading.is(at + 1, class::AUX)
        })
}

/// "Residents of X said that shells fell around noon": they speak of their own town, where the sentence names no other.
fn is_told_by_residents(reading: &Reading<'_>, name: std::ops::Range<usize>) -> bool {
    reading.before(name.start, 1) == "of"
        && matches!(reading.before(name.start, 2), "residents" | "villagers" | "inhabitants" | "locals")
        && reading.is(name.end, class::SPEECH)
}

/// From this cost on, a place is only where something comes from or goes to.
const ROUTE: u32 = 50;

/// "a convoy on its way from X to Y was ambushed": on the road between them, where the sentence names no other place.
fn route(reading: &Reading<'_>, sentence: usize, sites: &[Site]) -> Option<Site> {
    let ends = sites.windows(2).find(|ends| {
        let [from, to] = ends else { return false };
        let led = from.first.saturating_sub(8).max(reading.sentence(sentence).first_token)..from.first;
        reading.before(from.first, 1) == "from"
            && reading.word(from.end) == "to"
            && to.first == from.end + 1
            && led.into_iter().any(|at| reading.is(at, class::TRAVEL))
    })?;
    let [from, to] = ends else { return None };
    let mut head = from.heads.first()?.clone();
    head.containers.push(to.heads.first()?.toponym);
    head.relation = Relation::Between;
    Some(Site { first: from.first, end: to.end, heads: vec![head], cost: 8 })
}

pub fn alone(reading: &Reading<'_>, sentence: usize, named: Named) -> Site {
    let (relation, offset) = relation(reading, sentence, named);
    let head = Head {
        toponym: named.toponym,
        containers: Vec::new(),
        relation,
        offset,
        exact: named.rank == 0 || has_facility(reading, sentence, named),
    };
    Site {
        first: named.first,
        end: named.end,
        heads: vec![head],
        cost: if is_of_line(reading, sentence, named) {
            ROUTE
        } else {
            approach_cost(reading, sentence, named.first)
        },
    }
}

/// "the Velle-Tarsin train", "the Velle-Tarsin express": what goes between the two is hit somewhere on its way.
fn is_of_line(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    let tokens = &reading.prose.tokens;
    let dash = |at: usize| matches!(reading.word(at), "-" | "\u{2013}" | "\u{2014}");
    let name = |at: usize| at < bounds.end_token && tokens[at].capital;
    let after = dash(named.end) && name(named.end + 1);
    let before = named.first >= bounds.first_token + 2 && dash(named.first - 1) && name(named.first - 2);
    let end = if after { named.end + 2 } else { named.end };
    let goes = |at: usize| reading.is(at, class::SERVICE);
    // "the Kyiv passenger train": where it goes
    let sort = |at: usize| reading.is(at, class::TRAIN_KIND);
    let train = reading.before(named.first, 1) == "the"
        && (goes(named.end) && reading.word(named.end) != "service"
            || sort(named.end) && goes(named.end + 1));
    train || (after || before) && (end..bounds.end_token.min(end + 3)).any(goes)
}

/// True if a street or facility of the place is named right before it: "a market in X".
pub fn has_facility(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let first = reading.sentence(sentence).first_token;
    let start = first.max(named.first.saturating_sub(6));
    let capital = |at: usize| reading.prose.tokens[at].capital;
    // "School No. 5 in X"; not "Street fighting in X", nor "at the University: gunmen killed two in X".
    let of_name = |at: &usize| {
        capital(*at)
            || reading.prose.tokens[*at].kind == crate::text::TokenKind::Number
            || matches!(reading.word(*at), "of" | "the" | "'s" | "no" | "." | "-")
            || reading.is(*at, class::FACILITY)
    };
    let alone = |at: usize| at == first && !capital(at + 1);
    named.rank == 1
        && reading.before(named.first, 1) == "in"
        && (start..named.first - 1)
            .rev()
            .take_while(of_name)
            .any(|at| reading.is(at, class::FACILITY) && capital(at) && !alone(at))
}
