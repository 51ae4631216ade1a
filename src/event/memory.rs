//! The places that the text spoke of before a sentence: what an event without a place of its own takes.

use super::alike::is_own_date;
use super::choose::site_rank;
use super::lexicon::class;
use super::office::{by_police_of, of_speaker};
use super::phrases::{is_link, names_capital, names_region, names_settlement, names_wide, says_there};
use super::place;
use super::reading::Reading;
use super::site::{self, Site};
use super::telling::names;
use super::told::Told;
use super::trigger::Trigger;
use super::{EventPlace, EventType, GeoPrecision, Modality, Relation, SubEventType};
use crate::evidence::Evidence;

/// "The city" reaches back over so many sentences.
const NOMINAL_REACH: usize = 4;

/// Places spoken of before.
#[derive(Debug, Default)]
pub struct Memory {
    /// Place spoken of last, with its paragraph.
    focus: Option<(usize, EventPlace, Vec<String>)>,
    subject: Option<(EventPlace, Vec<String>)>,
    /// First-level area spoken of last: "the region".
    region: Option<EventPlace>,
    /// Settlement named last, in whatever role, with its sentence: "the city".
    settlement: Option<(usize, EventPlace)>,
    /// Settlement that the text calls a capital: "the capital".
    capital: Option<EventPlace>,
    /// First capital of a country that it names in whatever role: what "the capital" means if it calls none so.
    seat: Option<EventPlace>,
}

impl Memory {
    /// A name that no layer has: the district or region that the text spoke of last stands for it, with its own extent.
    pub fn coarsen(&self, reading: &Reading<'_>, told: &mut Told) {
        if let Some(town) = self.town_of(reading, told) {
            told.containers.extend(town.place.as_ref().map(|place| place.name.clone()));
            told.place = EventPlace {
                text: std::mem::take(&mut told.place.text),
                span: told.place.span,
                inherited: told.place.inherited,
                relation: Relation::In,
                precision: GeoPrecision::Near,
                ..town
            };
            told.evidence
                .push(Evidence::of("place.town", "no layer has the name; it stands in the town named last"));
        }
        if told.place.place.is_none()
            && let Some(region) = &self.region
        {
            let place = EventPlace {
                text: std::mem::take(&mut told.place.text),
                span: told.place.span,
                inherited: told.place.inherited,
                relation: Relation::Region,
                ..region.clone()
            };
            told.place = place;
        }
        told.coarse = place::is_coarse(reading, &told.place);
        if told.coarse {
            told.evidence
                .push(Evidence::of("place.container", "no layer has the name; what holds it is drawn"));
        }
    }

    /// The town named last, for a building or street in it that no layer has: "the Saint Anne Cathedral", "X Street, in the
    /// centre of the city".
    fn town_of(&self, reading: &Reading<'_>, told: &Told) -> Option<EventPlace> {
        let unknown = told.place.place.is_none() || place::is_coarse(reading, &told.place);
        let tokens = reading.prose.tokens_in(told.place.span?);
        let built = tokens.end > tokens.start
            && (reading.is(tokens.end - 1, class::FACILITY) || reading.is(tokens.end, class::FACILITY));
        let bounds = reading.sentence(told.sentence);
        let (at, town) = self.settlement.as_ref()?;
        let near = *at + NOMINAL_REACH >= told.sentence;
        let known = town.place.as_ref()?;
        let elsewhere = told
            .place
            .place
            .as_ref()
            .is_some_and(|area| area.country != known.country || told.containers.contains(&area.name));
        (unknown
            && near
            && !elsewhere
            && (built || names_settlement(reading, bounds.first_token, bounds.end_token)))
        .then(|| town.clone())
    }

    /// No place in the sentence: "the region" and its like, else the section's place, else the place of the event told
    /// last, else the article's subject, else the only country that the sentence speaks of.
    pub fn inherit(&self, reading: &Reading<'_>, told: &mut Told, trigger: &Trigger<'_>, tolled: bool) {
        let paragraph = reading.sentence(told.sentence).paragraph;
        let here = self.focus.as_ref().is_some_and(|(at, _, _)| *at == paragraph);
        // A place named since in the same paragraph: "... village. The shelling damaged a school."
        told.anaphoric &= !here;
        told.far = !here;
        let filed =
            place::here_at(reading, told.sentence).filter(|_| !here).map(|index| filed_here(reading, index));
        if let Some((place, evidence)) = filed.or_else(|| self.nominal(reading, told, trigger)) {
            told.place = place;
            told.evidence.push(evidence);
            return;
        }
        if let Some(place) = by_police_of(reading, told, trigger) {
            told.place = place;
            told.evidence.push(Evidence::of("place.police", "the police of this place did it"));
            return;
        }
        let near = self.focus.as_ref().filter(|(at, _, _)| *at + 1 >= paragraph);
        let near = near.map(|(_, place, held)| (place.clone(), held.clone()));
        let one_day =
            is_own_date(&told.when) && told.when.start.is_some() && told.when.start == told.when.end;
        let before = near.or_else(|| self.subject.clone());
        if let Some(place) = of_speaker(reading, told, before.as_ref().map(|(place, _)| place)) {
            told.place = place;
            told.evidence.push(Evidence::of("place.office", "an official of this place tells of it"));
        } else if let Some((place, held)) = before {
            told.place = EventPlace { inherited: true, ..place };
            told.containers = held;
            told.coarse = place::is_coarse(reading, &told.place);
            told.evidence.push(Evidence::of("place.inherited", "the place that the text speaks of before"));
        } else if !told.weak
            && let Some(index) = place::filed_at(reading, trigger.first)
        {
            told.place = EventPlace { inherited: true, ..place::of_town(reading, index) };
            told.evidence
                .push(Evidence::of("place.dateline", "no place is named; the report comes from here"));
        } else if !told.weak
            && (one_day || tolled)
            && let Some(index) = place::only_country(reading, told.sentence)
        {
            told.place = EventPlace { inherited: true, ..place::of_country(reading, index) };
            told.evidence.push(Evidence::of("place.country", "no place is named, only a country"));
        }
        let bounds = reading.sentence(told.sentence);
        if !told.anaphoric
            && told.modality.is_drawn()
            && told.place.inherited
            && !told.place.precision.is_areal()
            && names_wide(reading, bounds.first_token, bounds.end_token)
        {
            told.modality = Modality::Aggregate;
            told.evidence.push(Evidence::of("agg.wide", "all over an area, and no place of its own"));
        }
        let wide =
            matches!(told.place.precision, GeoPrecision::Region | GeoPrecision::Area | GeoPrecision::Country);
        if reading.is(trigger.end - 1, class::EVENTS) && wide && !one_day && told.modality.is_drawn() {
            told.modality = Modality::Aggregate;
            told.evidence.push(Evidence::of("agg.plural", "a plural without day or settlement"));
        }
    }

    /// "the region", "the city", "the capital", "their border": nouns that stand for a place.
    fn nominal(
        &self,
        reading: &Reading<'_>,
        told: &mut Told,
        trigger: &Trigger<'_>,
    ) -> Option<(EventPlace, Evidence)> {
        let bounds = reading.sentence(told.sentence);
        let (first, end) = (bounds.first_token, bounds.end_token);
        if told.anaphoric {
            return None;
        }
        if let Some(region) = self.region.clone().filter(|_| told.far && names_region(reading, first, end)) {
            let evidence = Evidence::of("place.nominal", "\"the region\" that was named last");
            return Some((EventPlace { inherited: true, ..region }, evidence));
        }
        let town = self
            .settlement
            .clone()
            .filter(|(at, _)| *at + NOMINAL_REACH >= told.sentence)
            .filter(|_| names_settlement(reading, first, end) || says_there(reading, first, end));
        if let Some((_, place)) = town {
            told.far = false;
            let evidence = Evidence::of("place.nominal", "\"the city\" that was named last");
            return Some((EventPlace { inherited: true, ..place }, evidence));
        }
        // "in the Chilean capital": wherever the text names it.
        if let Some(place) = capital_of_adjective(reading, first, end) {
            told.far = false;
            let evidence =
                Evidence::of("place.nominal", "the capital of the country that the sentence speaks of");
            return Some((EventPlace { inherited: true, ..place }, evidence));
        }
        let capital = || {
            let known = self.capital.clone().or_else(|| self.seat.clone());
            known
                .or_else(|| capital_in(reading, told.sentence))
                .or_else(|| capital_named_later(reading, told.sentence))
        };
        if names_capital(reading, first, end)
            && let Some(place) = capital()
        {
            told.far = false;
            let evidence = Evidence::of("place.nominal", "\"the capital\" that was named before");
            return Some((EventPlace { inherited: true, ..place }, evidence));
        }
        let two_sides = told.kind.0 == EventType::Battles || told.kind.1 == SubEventType::Agreement;
        let border = place::at_border(reading, trigger, told.sentence).filter(|_| two_sides)?;
        Some((border, Evidence::of("place.border", "on the border that the sentence speaks of")))
    }

    /// Takes in the places of a sentence after its events have been placed.
    pub fn remember(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site], told: &[Told]) {
        self.remember_nouns(reading, sentence, sites);
        let paragraph = reading.sentence(sentence).paragraph;
        let told = told
            .iter()
            .rev()
            .take_while(|told| told.sentence == sentence)
            .find(|told| told.modality.is_drawn() && !told.place.inherited);
        if is_link(reading, reading.sentence(sentence).first_token) {
            return;
        }
        let found = told.map(|told| (told.place.clone(), told.containers.clone())).or_else(|| {
            let site = sites
                .iter()
                .filter(|site| is_spoken_of(reading, site) && site_rank(reading, site) <= 2)
                .min_by_key(|site| site_rank(reading, site))?;
            let head = site.heads.first()?;
            Some((place::place_at(reading, head, true), names(reading, &head.containers)))
        });
        if let Some((place, held)) = found {
            if self.subject.is_none() && !place.precision.is_areal() {
                self.subject = Some((place.clone(), held.clone()));
            }
            let narrow =
                !place.precision.is_areal() || self.focus.as_ref().is_none_or(|(at, _, _)| *at != paragraph);
            if narrow {
                self.focus = Some((paragraph, place, held));
            }
        }
    }

    /// What "the city", "the capital" and "the region" will mean.
    fn remember_nouns(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site]) {
        if self.seat.is_none() {
            self.seat = capital_in(reading, sentence);
        }
        let town = sites.iter().rev().flat_map(|site| &site.heads).find(|head| {
            place::class_of(&reading.toponyms[head.toponym]) == crate::gazetteer::PlaceClass::Settlement
        });
        if let Some(head) = town {
            let head = site::Head { relation: Relation::In, offset: None, exact: false, ..head.clone() };
            self.settlement = Some((sentence, place::place_at(reading, &head, true)));
        }
        if let Some(head) =
            sites.iter().flat_map(|site| &site.heads).find(|head| is_called_capital(reading, head))
        {
            let head = site::Head { relation: Relation::In, offset: None, exact: false, ..head.clone() };
            self.capital = Some(place::place_at(reading, &head, true));
        }
        let area = sites
            .iter()
            .flat_map(|site| &site.heads)
            .flat_map(|head| std::iter::once(head.toponym).chain(head.containers.iter().copied()))
            .find(|&index| {
                reading.toponyms[index]
                    .place
                    .as_ref()
                    .is_some_and(|place| place.class == crate::gazetteer::PlaceClass::Region)
            });
        if let Some(index) = area {
            let head = site::Head {
                toponym: index,
                containers: Vec::new(),
                relation: Relation::Region,
                offset: None,
                exact: false,
            };
            self.region = Some(place::place_at(reading, &head, true));
        }
    }
}

/// The town of the dateline as the place of an event that the report is said to be about.
fn filed_here(reading: &Reading<'_>, index: usize) -> (EventPlace, Evidence) {
    let place = EventPlace { inherited: false, ..place::of_town(reading, index) };
    (place, Evidence::of("place.here", "the town that the report comes from"))
}

/// True if a sentence is about a site: "The Kremlin is under pressure" is about those who rule, and names no place
/// unless a preposition makes it one.
fn is_spoken_of(reading: &Reading<'_>, site: &Site) -> bool {
    let seat = |head: &site::Head| {
        reading.toponyms[head.toponym].evidence.iter().any(|evidence| evidence.rule == "metonym")
    };
    site.cost == 0 || site.cost <= 4 && !site.heads.iter().any(seat)
}

/// The first name of a sentence that was taken for the capital of a country, as a place; none where the text speaks of another
/// country first ("CAIRO - Libyan militias").
fn capital_in(reading: &Reading<'_>, sentence: usize) -> Option<EventPlace> {
    let span = reading.sentence(sentence).span;
    let first = reading.toponyms.partition_point(|toponym| toponym.span.start < span.start);
    let end = reading.toponyms.partition_point(|toponym| toponym.span.start < span.end);
    let capital =
        |index: &usize| reading.toponyms[*index].evidence.iter().any(|evidence| evidence.rule == "capital");
    let toponym = (first..end).find(capital)?;
    let place = |index: usize| reading.toponyms[index].place.as_deref();
    let country = (0..reading.toponyms.len())
        .filter_map(place)
        .find(|place| place.class == crate::gazetteer::PlaceClass::Country);
    if country.is_some_and(|country| place(toponym).is_some_and(|place| place.country != country.country)) {
        return None;
    }
    let head =
        site::Head { toponym, containers: Vec::new(), relation: Relation::In, offset: None, exact: false };
    Some(place::place_at(reading, &head, true))
}

/// "Togo's opposition marched in the capital. ... in Lome": the capital of the country spoken of, as the text names it further on.
fn capital_named_later(reading: &Reading<'_>, sentence: usize) -> Option<EventPlace> {
    let end = reading.sentence(sentence).span.end;
    let past = reading.toponyms.partition_point(|toponym| toponym.span.start < end);
    let place = |index: usize| reading.toponyms[index].place.as_deref();
    let country = (0..past)
        .rev()
        .filter_map(place)
        .find(|place| place.class == crate::gazetteer::PlaceClass::Country)?;
    let toponym = (past..reading.toponyms.len()).find(|&index| {
        reading.toponyms[index].evidence.iter().any(|evidence| evidence.rule == "capital")
            && place(index).is_some_and(|place| place.country == country.country)
    })?;
    let head =
        site::Head { toponym, containers: Vec::new(), relation: Relation::In, offset: None, exact: false };
    Some(place::place_at(reading, &head, true))
}

/// "in the Chilean capital", "in Chile's capital": the settlement that the text names elsewhere and that is the capital of that
/// country.
pub fn capital_of_adjective(reading: &Reading<'_>, first: usize, end: usize) -> Option<EventPlace> {
    let at = (first + 2..end).find(|&at| {
        reading.word(at) == "capital" && (reading.before(at, 2) == "the" || reading.before(at, 1) == "'s")
    })?;
    let back = if reading.before(at, 1) == "'s" { 2 } else { 1 };
    let owner = reading.prose.tokens.get(at.checked_sub(back)?)?.span;
    let index = reading.toponyms.partition_point(|toponym| toponym.span.end < owner.end);
    let land =
        reading.toponyms.get(index).filter(|toponym| toponym.span.end == owner.end)?.place.as_deref()?;
    if land.class != crate::gazetteer::PlaceClass::Country {
        return None;
    }
    let toponym = (0..reading.toponyms.len()).find(|&index| {
        let toponym = &reading.toponyms[index];
        toponym.place.as_deref().is_some_and(|place| place.country == land.country)
            && toponym.evidence.iter().any(|evidence| evidence.rule == "capital")
    })?;
    let head =
        site::Head { toponym, containers: Vec::new(), relation: Relation::In, offset: None, exact: false };
    Some(place::place_at(reading, &head, true))
}

/// "the capital, X", "X, the capital of Y", "X, Y's capital".
fn is_called_capital(reading: &Reading<'_>, head: &site::Head) -> bool {
    let toponym = &reading.toponyms[head.toponym];
    if place::class_of(toponym) != crate::gazetteer::PlaceClass::Settlement {
        return false;
    }
    let tokens = reading.prose.tokens_in(toponym.span);
    let before = (1..=3).any(|back| {
        reading.before(tokens.start, back) == "capital"
            && (1..back).all(|at| matches!(reading.before(tokens.start, at), "," | "of" | "city"))
    });
    before
        || reading.word(tokens.end) == ","
            && (tokens.end + 1..tokens.end + 5).any(|at| {
                reading.word(at) == "capital"
                    && (tokens.end + 1..at).all(|at| {
                        matches!(reading.word(at), "the" | "a" | "'s" | "state" | "regional" | "provincial")
                            || reading.prose.tokens[at].capital
                    })
            })
}
