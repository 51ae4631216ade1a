//! From resolved mentions to the toponyms of the report: phrase, kind, use, confidence, rivals, reasons.

use std::ops::Range;
use std::sync::Arc;

use super::atlas::{Atlas, NameMatch, Sense};
use super::kind_words::Form;
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use super::resolve::{Ranked, Resolved, explain};
use super::usage::{self, Finding};
use super::{MentionKind, RunnerUp, Telling, Toponym, Use, adjectives, use_signs, withhold, within};
use crate::evidence::Evidence;
use crate::gazetteer::{Place, PlaceClass};
use crate::text::slice;

/// Below this share no place is named, whatever the caller asks for: the runners-up say what it may be.
const LEAST: f64 = 0.12;
/// A rival below this share is not worth a row.
const LEAST_RIVAL: f64 = 0.01;
/// Radius in km of a district whose seat alone is known.
const DISTRICT_KM: f64 = 25.0;

/// Toponyms of all hits and of the adjectives between them, in order.
pub fn toponyms<A: Atlas + ?Sized>(names: &mut Names<'_, A>, found: &Found<'_, '_>) -> Vec<Toponym> {
    let (page, hits) = (found.page, found.hits);
    let mut toponyms: Vec<Toponym> = (0..hits.len()).map(|index| found.toponym(names, index)).collect();
    for (at, country) in adjectives::find(page, hits) {
        toponyms.extend(adjective(page, names, &at, country));
    }
    toponyms.sort_by_key(|toponym| (toponym.span.start, toponym.span.end));
    toponyms
}

/// What a page's mentions were resolved to, for making toponyms of them.
pub struct Found<'a, 't> {
    page: &'a Page<'t>,
    hits: &'a [Hit],
    resolved: &'a Resolved,
    /// True if the page is about sport: its names are those of teams.
    sport: bool,
    /// A place is named from this confidence on.
    least: f64,
    telling: Telling,
}

impl<'a, 't> Found<'a, 't> {
    /// Of `hits`, resolved; a place is named from the confidence `least` on.
    pub fn new(
        page: &'a Page<'t>,
        hits: &'a [Hit],
        resolved: &'a Resolved,
        (least, telling): (f64, Telling),
    ) -> Self {
        Self { page, hits, resolved, sport: use_signs::about_sport(page), least, telling }
    }

    /// The toponym of the hit at `index`.
    pub fn toponym<A: Atlas + ?Sized>(&self, names: &mut Names<'_, A>, index: usize) -> Toponym {
        let (page, hits, resolved) = (self.page, self.hits, self.resolved);
        let parent_span = |mention: usize| {
            hits.get(mention).map_or(page.span(0, 0), |hit| page.span(hit.kind.first, hit.kind.end))
        };
        let hit = &hits[index];
        let number = resolved.groups.of[index];
        let group = &resolved.groups.list[number];
        let ranked = &resolved.ranked[number];
        let none: f64 = 1.0 - ranked.iter().map(|one| one.probability).sum::<f64>();
        let likely = ranked
            .first()
            .filter(|best| best.probability >= LEAST.max(none))
            .filter(|best| !within::is_part_elsewhere(page, hits, resolved, index, &best.sense));
        let found = usage::of(page, hit, likely.map(|best| &best.sense), self.sport);
        let sure = likely.map(|best| withhold::share_about(best, ranked) * hit.probability.max(0.5));
        let there = likely.map(|best| withhold::share_there(best, ranked) * hit.probability.max(0.5));
        let best = likely.filter(|_| there >= Some(self.least));
        let all = self.telling == Telling::All;
        let mut evidence =
            vec![recognised(page, hit, ranked.is_empty(), all), use_reason(page, hit, &found, all)];
        if all {
            evidence.extend(explain::reasons(names, group, ranked, &parent_span));
        } else {
            evidence.extend(explain::plain(ranked));
        }
        let place = best.and_then(|best| place_of(names, hit, &best.sense, &mut evidence));
        let mut within = None;
        if place.is_none() {
            let fits = ranked.first().is_some_and(|best| best.probability >= none);
            let shared = fits.then(|| withhold::area(page, names, hits, resolved, index)).flatten();
            let area = shared.or_else(|| {
                likely.is_none().then(|| within::area(page, names, hits, resolved, index)).flatten()
            });
            let (area, why) = area.unzip();
            within = area;
            evidence.extend(why);
            evidence.push(match fits {
                true if all => withhold::reason(names, ranked),
                true => Evidence::of(withhold::UNDECIDED, ""),
                false => no_place(ranked),
            });
        }
        let confidence = best.and(sure).unwrap_or(hit.probability);
        let span = page.span(hit.first, hit.end);
        let longer = best.is_some_and(|best| is_longer(resolved, group.longer, &best.sense));
        Toponym {
            span,
            phrase: page.span(hit.kind.first.min(hit.first), hit.kind.end.max(hit.end)),
            text: slice(page.text, span).to_string(),
            kind: kind(hit, group.longer.is_some() && longer),
            usage: found.usage,
            place,
            confidence: (confidence * 1000.0).round() / 1000.0,
            within,
            runners_up: if all { runners_up(names, ranked, best.is_some()) } else { Vec::new() },
            evidence,
        }
    }
}

fn is_longer(resolved: &Resolved, longer: Option<usize>, sense: &Sense) -> bool {
    let best = longer.and_then(|longer| resolved.ranked.get(longer)).and_then(|ranked| ranked.first());
    best.is_some_and(|best| best.sense.place == sense.place)
}

fn kind(hit: &Hit, short: bool) -> MentionKind {
    match hit.kind.form {
        Form::Region | Form::District => MentionKind::DistrictForm,
        _ if short => MentionKind::ShortForm,
        _ => MentionKind::Name,
    }
}

/// The place of a mention; a district of which only the seat is known becomes an area around the seat.
fn place_of<A: Atlas + ?Sized>(
    names: &mut Names<'_, A>,
    hit: &Hit,
    sense: &Sense,
    evidence: &mut Vec<Evidence>,
) -> Option<Arc<Place>> {
    let mut place = names.place(sense.place)?;
    let area = matches!(hit.kind.form, Form::District | Form::Region);
    if area && place.class == PlaceClass::Settlement {
        let place = Arc::make_mut(&mut place);
        place.radius_km = place.radius_km.max(DISTRICT_KM);
        place.class = PlaceClass::District;
        evidence.push(Evidence::of(
            "seat-for-area",
            "no layer has the area; the settlement that gives it its name stands for it, with a wide radius",
        ));
    }
    Some(place)
}

fn no_place(ranked: &[Ranked]) -> Evidence {
    if ranked.is_empty() {
        return Evidence::of("unknown-name", "the words around it mark a place, but no layer has the name");
    }
    let note = "the places of this name that the gazetteer has do not fit what the text says";
    Evidence::of("none-fits", note)
}

fn recognised(page: &Page<'_>, hit: &Hit, unknown: bool, told: bool) -> Evidence {
    let span = page.span(hit.kind.first.min(hit.first), hit.kind.end.max(hit.end));
    if unknown {
        return Evidence::at("cue", span, "words of place stand beside it");
    }
    if !told {
        return Evidence::at("name", span, "");
    }
    let list: Vec<&str> = hit.features.names().filter(|&name| name != "bias").collect();
    Evidence::at("name", span, format!("a name of the gazetteer; signs: {}", list.join(", ")))
}

fn use_reason(page: &Page<'_>, hit: &Hit, found: &Finding, told: bool) -> Evidence {
    let span = page.span(hit.first, (hit.kind.end.max(hit.end) + 1).min(page.len()));
    let note = match (found.usage, found.rule) {
        (_, "dateline") => "where the report was filed",
        (Use::Literal, _) => "the place itself",
        (Use::Metonym, _) => "stands for those who act for it",
        (Use::Associative, _) => "only describes an office, force or thing",
    };
    if found.rule == "learned" && told {
        let signs = found.signs.loudest(found.usage).join(", ");
        return Evidence::at(found.rule, span, format!("{note}; signs: {signs}"));
    }
    Evidence::at(found.rule, span, note)
}

fn runners_up<A: Atlas + ?Sized>(names: &mut Names<'_, A>, ranked: &[Ranked], chosen: bool) -> Vec<RunnerUp> {
    ranked
        .iter()
        .skip(usize::from(chosen))
        .take(5)
        .filter(|rival| rival.probability >= LEAST_RIVAL)
        .filter_map(|rival| {
            let confidence = (rival.probability * 1000.0).round() / 1000.0;
            Some(RunnerUp { place: names.place(rival.sense.place)?, confidence })
        })
        .collect()
}

pub fn adjective<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    at: &Range<usize>,
    country: &str,
) -> Option<Toponym> {
    let sense = names.home(country)?;
    let span = page.span(at.start, at.end);
    Some(Toponym {
        span,
        phrase: span,
        text: slice(page.text, span).to_string(),
        kind: MentionKind::AdjectiveForm,
        usage: Use::Associative,
        place: names.place(sense.place),
        confidence: if sense.matched == NameMatch::Primary { 0.95 } else { 0.8 },
        within: None,
        runners_up: Vec::new(),
        evidence: vec![Evidence::at("demonym", span, format!("adjective or people of {country}"))],
    })
}
