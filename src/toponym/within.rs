//! Where a name lies that no layer has: at the point that a stated distance gives, else in the smallest area that the text
//! states for it, else in the one that its sentence, its paragraph or the text speaks of. An event there stands on the map as
//! an area or as a point with its radius, never as a dot.

use std::sync::Arc;

use super::atlas::{Atlas, PlaceNo, Sense, rough_km};
use super::kind_words::Form;
use super::lexicon::Classes;
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use super::resolve::Resolved;
use super::resolve::groups::Tie;
use super::{Use, lists, stated_offset, unknown_cues, usage};
use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};
use crate::text::slice;

/// A mention's meaning is used from this probability on.
const SETTLED: f64 = 0.3;
/// An area is looked for among this many mentions on either side, and the first of the text.
const REACH: usize = 40;
/// Radius in km around the edge of a town that a name is said to be near, and of one that it lies in some direction from.
const NEAR_KM: f64 = 15.0;
const TOWARDS_KM: f64 = 40.0;
/// Words between a name and the town that it is said to be near at most.
const LONGEST_LEAD: usize = 7;
/// A part of a town lies within this many km of its point.
const PART_KM: f64 = 100.0;
/// The first mentions of a text, which say what it is about.
const LEAD: usize = 8;

/// The area as a place that bears the name as written, and the reason; none if the text speaks of no area.
pub fn area<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(Arc<Place>, Evidence)> {
    if let Some(offset) = stated_offset::place(page, names, hits, resolved, index) {
        return Some(offset);
    }
    if let Some(beside) = beside(page, names, hits, resolved, index) {
        return Some(beside);
    }
    let (area, mention, note) = town(page, hits, resolved, index)
        .or_else(|| stated(resolved, index))
        .or_else(|| around(page, names, hits, resolved, index))
        .filter(|(area, ..)| names.place(*area).is_some())?;
    let hit = &hits[index];
    let place = Arc::new(names.place(area)?.unlisted(slice(page.text, page.span(hit.first, hit.end))));
    let span = page.span(hits[mention].kind.first.min(hits[mention].first), hits[mention].end);
    Some((place, Evidence::at("within", span, note)))
}

/// The meaning of a mention, if it is settled.
fn chosen(resolved: &Resolved, mention: usize) -> Option<&Sense> {
    let group = *resolved.groups.of.get(mention)?;
    resolved.ranked.get(group)?.first().filter(|best| best.probability > SETTLED).map(|best| &best.sense)
}

/// From narrow to wide; none for what holds no places.
fn width(class: PlaceClass) -> Option<u8> {
    match class {
        PlaceClass::District => Some(0),
        PlaceClass::Region => Some(1),
        PlaceClass::Country => Some(2),
        _ => None,
    }
}

/// "X near Y", "X, on the edge of Y", "X southwest of Y": about the town Y, with a radius that says how little that is.
fn beside<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(Arc<Place>, Evidence)> {
    let (hit, next) = (&hits[index], hits.get(index + 1)?);
    if hit.kind.form > Form::Settlement || page.sentence_of(next.first) != page.sentence_of(hit.first) {
        return None;
    }
    let end = hit.kind.end.max(hit.end);
    let gap = end..next.kind.first.min(next.first);
    let mut km = None;
    for at in gap.clone() {
        let word = page.lower(at);
        let known = match word {
            "near" | "outside" | "outskirts" | "edge" | "suburb" | "close" => Some(NEAR_KM),
            _ if page.is(at, Classes::COMPASS) && page.lower(at + 1) == "of" => Some(TOWARDS_KM),
            _ => None,
        };
        let passed = matches!(
            word,
            "," | "(" | "on" | "the" | "of" | "to" | "a" | "just" | "town" | "city" | "village"
        ) || page.is(at, Classes::COMPASS);
        match known {
            Some(own) => km = Some(own),
            None if passed => {}
            None => return None,
        }
    }
    let km = km.filter(|_| gap.len() <= LONGEST_LEAD)?;
    let sense = chosen(resolved, index + 1).filter(|sense| sense.class == PlaceClass::Settlement)?;
    let base = names.place(sense.place)?;
    let mut place = base.unlisted(slice(page.text, page.span(hit.first, hit.end)));
    place.radius_km = base.radius_km + km;
    let note = "no layer has the name; the text puts it near this town";
    Some((Arc::new(place), Evidence::at(stated_offset::RULE, page.span(gap.start, next.end), note)))
}

/// "the X district of Y" is a part of the town Y: a district of that name far from it is another.
pub fn is_part_elsewhere(
    page: &Page<'_>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
    sense: &Sense,
) -> bool {
    if hits[index].kind.form != Form::District || sense.class == PlaceClass::Region {
        return false;
    }
    // "X, Y and Z districts of W": the last of the list says of what.
    let mut last = index;
    while hits
        .get(last + 1)
        .is_some_and(|next| next.kind.form == Form::District && lists::listed(page, &hits[last], next))
    {
        last += 1;
    }
    let Some(next) = hits.get(last + 1) else { return false };
    let end = hits[last].kind.end.max(hits[last].end);
    next.first == end + 1
        && page.lower(end) == "of"
        && page.sentence_of(next.first) == page.sentence_of(hits[last].first)
        && chosen(resolved, last + 1).is_some_and(|town| {
            town.class == PlaceClass::Settlement && rough_km(town.position, sense.position) > PART_KM
        })
}

/// "X in Y", "the X hospital in Y": the town that a thing or a quarter lies in, unless words of kind call it a village or an area.
fn town(
    page: &Page<'_>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(PlaceNo, usize, &'static str)> {
    // "X, Y and Z districts of W": the last of the list says of what.
    let mut own = index;
    while hits.get(own + 1).is_some_and(|next| {
        next.kind.form == Form::District
            && hits[own].kind.form == Form::District
            && lists::listed(page, &hits[own], next)
    }) {
        own += 1;
    }
    let (hit, next) = (&hits[own], hits.get(own + 1)?);
    let end = hit.kind.end.max(hit.end);
    let gap = end..next.kind.first.min(next.first);
    let built = (hit.end - 1..gap.end).any(|at| unknown_cues::is_built_word(page, at));
    let quarter = matches!(page.lower(hit.end), "neighborhood" | "neighbourhood" | "quarter")
        // "the X district of Y", where Y is a town: a part of it.
        || matches!(page.lower(hit.end), "district" | "districts" | "suburb" | "suburbs" | "borough" | "boroughs" | "ward" | "section" | "slum" | "area")
            && matches!(page.lower(gap.end.saturating_sub(1)), "of" | "in");
    let last = gap.end.checked_sub(1)?;
    if !(built || quarter)
        || gap.len() > 4
        || page.sentence_of(next.first) != page.sentence_of(hit.first)
        || !(page.is(last, Classes::PREP_IN) && matches!(page.link(last), "in" | "of")
            || quarter && page.lower(last) == "of")
    {
        return None;
    }
    let sense = chosen(resolved, own + 1).filter(|sense| sense.class == PlaceClass::Settlement)?;
    Some((sense.place, own + 1, "no layer has the name; the text puts it in this town"))
}

/// The narrowest area that grammar ties to the name: "X, Y district", "Y's X", "X in Y".
fn stated(resolved: &Resolved, index: usize) -> Option<(PlaceNo, usize, &'static str)> {
    let group = &resolved.groups.list[resolved.groups.of[index]];
    group
        .parents
        .iter()
        .filter(|parent| parent.tie == Tie::Direct)
        .filter_map(|parent| {
            let sense = chosen(resolved, parent.mention)?;
            Some((width(sense.class)?, parent.mention, sense.place))
        })
        .min()
        .map(|(_, mention, place)| (place, mention, "no layer has the name; the text puts it in this area"))
}

/// The area of the sentence, of the paragraph and the one before, of the text's beginning, of all near.
fn around<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    index: usize,
) -> Option<(PlaceNo, usize, &'static str)> {
    let sentence = |mention: usize| page.sentence_of(hits[mention].first);
    let paragraph =
        |mention: usize| page.prose.sentences.get(sentence(mention)).map_or(0, |sentence| sentence.paragraph);
    let own = resolved.groups.of[index];
    let near: Vec<usize> = (index.saturating_sub(REACH)..(index + REACH + 1).min(hits.len()))
        .filter(|&mention| resolved.groups.of[mention] != own && !hits[mention].dateline)
        .collect();
    let same: Vec<usize> = near.iter().copied().filter(|&at| sentence(at) == sentence(index)).collect();
    let block: Vec<usize> = near
        .iter()
        .copied()
        .filter(|&at| {
            at < index && paragraph(at) + 1 >= paragraph(index) || paragraph(at) == paragraph(index)
        })
        .collect();
    let lead: Vec<usize> = (0..hits.len().min(LEAD)).filter(|&at| resolved.groups.of[at] != own).collect();
    let scopes: [(&[usize], &'static str); 4] = [
        (&same, "no layer has the name; its sentence speaks of this area"),
        (&block, "no layer has the name; its paragraph speaks of this area"),
        (&lead, "no layer has the name; the text begins with this area"),
        (&near, "no layer has the name; the text around speaks of this area"),
    ];
    // Those who act or are described ("citizens of X") say less of where than places do.
    let mut literal: Vec<usize> =
        if near.is_empty() { Vec::new() } else { [lead.as_slice(), &near].concat() };
    literal.sort_unstable();
    literal.dedup();
    literal.retain(|&at| is_literal(page, hits, resolved, at));
    let said = |at: &usize| near.is_empty() || literal.binary_search(at).is_ok();
    let spoken: Vec<Vec<usize>> =
        scopes.iter().map(|(mentions, _)| mentions.iter().copied().filter(said).collect()).collect();
    let strict = scopes.iter().zip(&spoken).map(|((_, note), mentions)| (mentions.as_slice(), *note));
    strict.chain(scopes.iter().copied()).find_map(|(mentions, note)| {
        let (place, mention) = common(names, hits, resolved, mentions, index)?;
        Some((place, mention, note))
    })
}

/// True unless a mention means a country's people or those who act for it.
fn is_literal(page: &Page<'_>, hits: &[Hit], resolved: &Resolved, mention: usize) -> bool {
    chosen(resolved, mention)
        .filter(|sense| sense.class == PlaceClass::Country)
        .is_none_or(|sense| usage::of(page, &hits[mention], Some(sense), false).usage == Use::Literal)
}

/// The one area that all of `mentions` lie in: their district if one is named, else their region; where the regions differ, the
/// one named last before the name; else their country.
fn common<A: Atlas + ?Sized>(
    names: &Names<'_, A>,
    hits: &[Hit],
    resolved: &Resolved,
    mentions: &[usize],
    index: usize,
) -> Option<(PlaceNo, usize)> {
    let senses: Vec<(usize, &Sense)> =
        mentions.iter().filter_map(|&mention| Some((mention, chosen(resolved, mention)?))).collect();
    let of = |class: PlaceClass| senses.iter().filter(move |(_, sense)| sense.class == class);
    let one = |places: Vec<(PlaceNo, usize)>| {
        let first = places.first().copied()?;
        places.iter().all(|(place, _)| *place == first.0).then_some(first)
    };
    // A district beside villages; one that is only listed with others holds none of them.
    let districts: Vec<(PlaceNo, usize)> = of(PlaceClass::District)
        .filter(|(mention, _)| hits[*mention].kind.form == Form::District)
        .map(|(mention, sense)| (sense.place, *mention))
        .collect();
    if hits[index].kind.form < Form::Region
        && hits[index].kind.form != Form::District
        && let Some(district) = one(districts)
    {
        return Some(district);
    }
    let named: Vec<(PlaceNo, usize)> =
        of(PlaceClass::Region).map(|(mention, sense)| (sense.place, *mention)).collect();
    if let Some(region) = one(named.clone()) {
        return Some(region);
    }
    let regions: Vec<(PlaceNo, usize)> = senses
        .iter()
        .filter(|(_, sense)| matches!(sense.class, PlaceClass::Settlement | PlaceClass::District))
        .filter_map(|(mention, sense)| Some((sense.region?, *mention)))
        .collect();
    if named.is_empty()
        && let Some(region) = one(regions)
    {
        return Some(region);
    }
    if let Some(before) = named.iter().rev().find(|(_, mention)| *mention < index) {
        return Some(*before);
    }
    let country = senses.iter().find(|(_, sense)| sense.country != *b"  ")?;
    let all = senses.iter().all(|(_, sense)| sense.country == country.1.country);
    if !all {
        return None;
    }
    let named = of(PlaceClass::Country).next().map(|(mention, sense)| (sense.place, *mention));
    named.or_else(|| home(names, country.1).map(|place| (place, country.0)))
}

/// The country that a place lies in.
pub fn home<A: Atlas + ?Sized>(names: &Names<'_, A>, sense: &Sense) -> Option<PlaceNo> {
    let region = names.atlas.sense(sense.region?)?;
    let code = std::str::from_utf8(&region.country).ok()?;
    let all = names.atlas.senses(&code.to_lowercase());
    all.iter()
        .find(|one| one.class == PlaceClass::Country && one.country == region.country)
        .map(|one| one.place)
}
