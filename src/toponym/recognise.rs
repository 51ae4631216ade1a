//! Which words name places: spans with gazetteer names, judged by what stands around them and in the rest of the document.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::atlas::Atlas;
use super::context::Context;
use super::features::{Feature, Features};
use super::kind_words::KindWords;
use super::lexicon::Classes;
use super::names::{NameNo, Names};
use super::page::{Capitals, Page};
use super::{scan, signs};
use crate::gazetteer::{PlaceClass, starts_cyrillic};
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

/// A span is a place from this probability on.
pub const ACCEPT: f64 = 0.5;
/// A span this probable counts as known when its neighbours are judged.
const SURE: f64 = 0.75;

/// All places' names that some layer of the gazetteer has, in order, without overlaps.
pub fn known<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    family: &BTreeSet<String>,
    datelines: &[bool],
) -> Vec<Hit> {
    select(judged(page, names, family, datelines))
}

/// Every span that is a name in the gazetteer with its features and probability; spans overlap.
pub fn judged<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    family: &BTreeSet<String>,
    datelines: &[bool],
) -> Vec<Hit> {
    let mut hits = scan::candidates(page, names);
    let lower_words = lower_elsewhere(page, &hits);
    for hit in &mut hits {
        let abbreviation = hit.features.has(Feature::Abbreviation);
        hit.features = signs::alone(page, names, hit, family);
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

/// Those of the hits' single words that stand in lower case too, in sentences that use capitals.
fn lower_elsewhere<'p>(page: &'p Page<'_>, hits: &[Hit]) -> FxHashSet<&'p str> {
    let single = hits.iter().filter(|hit| hit.end - hit.first == 1);
    let wanted: FxHashSet<&str> = single.map(|hit| page.lower(hit.first)).collect();
    // Most words are no name's: first letter and length tell nearly all of them without a look into the set.
    let mut looks = [0_u64; 256];
    let look = |word: &str| (usize::from(word.bytes().next().unwrap_or(0)), 1 << (word.len() % 64));
    // The order in which bits are set makes no difference.
    hits.iter().map(|hit| look(page.lower(hit.first))).for_each(|(first, length)| looks[first] |= length);
    (0..page.len())
        .filter(|&at| {
            page.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital)
                && matches!(page.case(at), Capitals::Sentence | Capitals::Title)
        })
        .map(|at| page.lower(at))
        .filter(|word| {
            let (first, length) = look(word);
            looks[first] & length != 0 && wanted.contains(word)
        })
        .collect()
}

/// "X, Belgorod Region": a comma and an area that holds one of X's places speak for X.
fn beside_areas<A: Atlas + ?Sized>(page: &Page<'_>, names: &Names<'_, A>, hits: &mut [Hit]) {
    let mut at: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
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
        let open = matches!(mark, "," | "(") || page.is(comma, Classes::PREP_IN) && page.link(comma) == "in";
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
    let mut good: FxHashSet<NameNo> = FxHashSet::default();
    for hit in hits.iter() {
        let cue = hit.features.has(Feature::KindWord)
            || hit.features.has(Feature::CommaAreaAfter)
            || hit.features.has(Feature::PrepIn);
        if cue && hit.probability > SURE {
            good.insert(hit.name);
        }
    }
    let sure: FxHashMap<usize, usize> = hits
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
        let out = !in_region && !in_country && !big && context.any_country();
        hit.features.set(Feature::OutOfPlay, out && !starts_cyrillic(page.lower(hit.first)));
        let cue = hit.features.has(Feature::KindWord)
            || hit.features.has(Feature::CommaAreaAfter)
            || hit.features.has(Feature::PrepIn);
        hit.features.set(Feature::GoodElsewhere, good.contains(&hit.name) && !cue);
        let list_right = matches!(page.link(hit.end), "," | "and" | "or") && {
            let next = hit.end + 1;
            let next = next + usize::from(page.lower(hit.end) == "," && page.is(next, Classes::LIST));
            sure.contains_key(&next)
        };
        let list_left = hit.first > 1 && matches!(page.link(hit.first - 1), "," | "and" | "or") && {
            let comma = usize::from(page.lower(hit.first - 1) != "," && page.lower(hit.first - 2) == ",");
            sure.contains_key(&(hit.first - 1 - comma))
        };
        hit.features.set(Feature::ListNeighbour, list_left || list_right);
        let demonym = hit.end - hit.first == 1 && page.is(hit.first, Classes::DEMONYM);
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
