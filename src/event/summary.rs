//! Headlines, regions and countries that only sum up what is told apart elsewhere in the article.

use rustc_hash::FxHashSet;

use super::absorb::absorb;
use super::alike::{days_meet, is_own_date, may_be_one, place_rank, roughly_km};
use super::casualty::NONE;
use super::coref::LOOK_BACK;
use super::place::rank;
use super::told::Told;
use super::{Count, EventType, Modality, When};
use crate::gazetteer::{Place, PlaceClass};

/// True if `wide` is an area that holds `narrow`, as far as is known.
#[must_use]
pub fn holds(wide: &Told, narrow: &Told) -> bool {
    let Some(area) = &wide.place.place else { return wide.place.text.is_empty() };
    if wide.coarse && narrow.containers.contains(&wide.place.text) {
        return true;
    }
    if rank(area.class) < 2 || narrow.containers.contains(&area.name) {
        return rank(area.class) >= 2;
    }
    // A village that no layer has may lie in any district of the area that it bears.
    let bears = |place: &Place| {
        narrow.coarse
            && area.class == PlaceClass::District
            && area.region_id.as_deref() == Some(area_of(&place.id))
    };
    match &narrow.place.place {
        Some(place) if wide.paragraph <= 1 && bears(place) => true,
        Some(place) if narrow.coarse || area_of(&place.id) == area.id => {
            area_of(&place.id) == area.id || inside(area, place)
        }
        Some(place) => inside(area, place) || wide.heading && may_be_inside(area, place),
        None => true,
    }
}

/// The id of the area that stands for a place which no layer has: what stands before the slash.
fn area_of(id: &str) -> &str {
    id.split_once('/').map_or(id, |(area, _)| area)
}

/// A headline's area holds what lies in the same country as far as nothing says otherwise.
pub fn may_be_inside(area: &Place, place: &Place) -> bool {
    rank(area.class) > rank(place.class)
        && (area.country.is_none() || place.country.is_none() || area.country == place.country)
        && (area.class != PlaceClass::District || place.district.is_none())
}

/// An area reaches so far at least.
const NARROW_KM: f64 = 30.0;

pub fn inside(area: &Place, place: &Place) -> bool {
    if rank(area.class) <= rank(place.class) {
        return false;
    }
    if place.region_id.is_some() && area.class == PlaceClass::Region && area.country.is_some() {
        return place.region_id.as_deref() == Some(area.id.as_str())
            || place.region.as_deref() == Some(area.name.as_str());
    }
    if rank(area.class) == 2 && place.district.is_some() {
        return place.district.as_deref() == Some(area.name.as_str());
    }
    if rank(area.class) == 2 {
        return false;
    }
    if area.class == PlaceClass::Area && area.radius_km > 0.0 {
        // An island holds what lies on it, and not all of its country.
        const SLACK: f64 = 1.3;
        return roughly_km(area.position, place.position) <= area.radius_km.max(NARROW_KM) * SLACK;
    }
    area.country.is_none() || place.country.is_none() || area.country == place.country
}

/// True if the area's telling counts nobody that the place's does not: it is the same told again.
fn hurts_no_more(area: &Told, place: &Told) -> bool {
    let most = |count: Option<Count>| count.and_then(|count| count.best.or(count.high).or(count.low));
    let within = |area: Option<Count>, place: Option<Count>| match (most(area), most(place)) {
        (None | Some(0), _) => true,
        (Some(area), Some(place)) => area <= place,
        (Some(_), None) => false,
    };
    within(area.casualties.killed, place.casualties.killed)
        && within(area.casualties.injured, place.casualties.injured)
}

/// "Two were killed and eight hurt in the region": as many at least as in two or more of its places together.
fn counts_all<'t>(area: &Told, places: impl Iterator<Item = &'t Told>) -> bool {
    let of = |count: Option<Count>| count.and_then(|count| count.low).unwrap_or(0);
    let (mut hurt, mut killed, mut injured) = (0, 0, 0);
    for place in places {
        let (dead, wounded) = (of(place.casualties.killed), of(place.casualties.injured));
        hurt += u32::from(dead + wounded > 0);
        killed += dead;
        injured += wounded;
    }
    hurt > 1 && killed <= of(area.casualties.killed) && injured <= of(area.casualties.injured)
}

fn counts(told: &Told) -> bool {
    told.casualties.killed.is_some() || told.casualties.injured.is_some()
}

/// Shells, drones and troops: what a telling of a whole region calls by one word, its villages may by another.
fn are_of_war(a: &Told, b: &Told) -> bool {
    let war = |told: &Told| matches!(told.kind.0, EventType::Explosions | EventType::Battles);
    war(a) && war(b)
}

/// True if the days are the same or follow each other: reports of a night, and of who said so in the morning.
pub fn days_are_near(a: &When, b: &When) -> bool {
    let step = jiff::Span::new().days(1);
    let later = When { end: a.end.and_then(|day| day.checked_add(step).ok()), ..a.clone() };
    let wide = When { start: a.start.and_then(|day| day.checked_sub(step).ok()), ..later };
    days_meet(&wide, b) || a.start.is_none()
}

/// What is told only of a whole country, beside events with places, is a summary and no event of its own.
pub fn settle_countries(events: &mut [Told]) {
    let placed = events.iter().any(|event| place_rank(event) < 4 && !event.place.text.is_empty());
    let mut summaries = Vec::new();
    // Another day's event of a country is none of those told with places.
    let apart = |event: &Told| {
        is_own_date(&event.when)
            && event.when.start == event.when.end
            && counts(event)
            && !events
                .iter()
                .filter(|other| place_rank(other) < 4 && is_of_sort(event, other))
                .take(LOOK_BACK)
                .any(|other| !is_own_date(&other.when) || days_are_near(&event.when, &other.when))
            && events.iter().any(|other| place_rank(other) < 4 && is_of_sort(event, other))
    };
    let other_day: Vec<bool> = events.iter().map(|event| place_rank(event) >= 4 && apart(event)).collect();
    for (event, _) in events
        .iter_mut()
        .zip(other_day)
        .filter(|(event, other_day)| placed && place_rank(event) >= 4 && !other_day)
    {
        event.modality = Modality::Aggregate;
        summaries.push(event.clone());
    }
    // Where the text tells of one event only, the numbers of its country's summary are its.
    for mut summary in summaries {
        let mut alike =
            events.iter_mut().filter(|event| event.modality.is_drawn() && event.kind.0 == summary.kind.0);
        if let (Some(only), None) = (alike.next(), alike.next())
            && holds(&summary, only)
            && summary.place.place.as_ref().is_none_or(|place| place.class == PlaceClass::Country)
        {
            summary.ledger.widen();
            only.lend(summary.ledger);
        }
    }
}

/// A sum that says nobody was hurt says so of each event of its sort and days that it holds.
pub fn spread_zeros(events: &mut [Told]) {
    let nobody = |told: &Told| {
        told.modality == Modality::Aggregate
            && (told.casualties.killed == Some(NONE) || told.casualties.injured == Some(NONE))
            && !(told.casualties.killed.is_some_and(|n| n != NONE)
                || told.casualties.injured.is_some_and(|n| n != NONE))
    };
    let sums: Vec<usize> =
        (0..events.len()).filter(|&index| nobody(&events[index])).take(LOOK_BACK).collect();
    for sum in sums {
        let wide = events[sum].clone();
        let inner = events.iter_mut().filter(|event| {
            event.modality.is_drawn()
                && event.kind.0 == wide.kind.0
                && days_are_near(&wide.when, &event.when)
                && holds(&wide, event)
        });
        for event in inner {
            event.lend(wide.ledger.clone());
        }
    }
}

/// A headline that no telling of the body took up, though the body tells events of its sort, repeats them.
pub fn settle_headlines(events: &mut Vec<Told>) {
    let heads: Vec<usize> =
        (0..events.len()).filter(|&index| events[index].heading).take(LOOK_BACK).collect();
    for index in heads.into_iter().rev() {
        let alike: Vec<usize> = (0..events.len())
            .filter(|&other| {
                !events[other].heading
                    && events[other].modality.is_drawn()
                    && is_of_sort(&events[index], &events[other])
            })
            .collect();
        if let [only] = alike.as_slice()
            && counts_more(&events[index], &events[*only])
        {
            events[index].modality = Modality::Aggregate;
        } else if let [only] = alike.as_slice() {
            let only = if *only > index { *only - 1 } else { *only };
            let mut headline = events.remove(index);
            // The body's place stands.
            headline.place.inherited = true;
            absorb(&mut events[only], headline);
        } else if !alike.is_empty() {
            events[index].modality = Modality::Aggregate;
        }
    }
}

/// "Toll rises to 21 in Nepal", where nine died in the one district that the text places: the headline sums up.
fn counts_more(headline: &Told, only: &Told) -> bool {
    let killed = |told: &Told| told.casualties.killed.and_then(|count| count.best);
    let wide = place_rank(headline) >= 3 && place_rank(only) < place_rank(headline);
    wide && !only.listed
        && killed(headline).zip(killed(only)).is_some_and(|(all, some)| all >= some.saturating_mul(2))
}

pub fn is_of_sort(a: &Told, b: &Told) -> bool {
    let violent = |event: EventType| {
        matches!(event, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
    };
    a.kind.0 == b.kind.0 || violent(a.kind.0) && violent(b.kind.0)
}

pub fn is_placed(event: &Told) -> bool {
    let hurt = event.casualties.killed.is_some() || event.casualties.injured.is_some();
    let vague = event.weak || event.far && !hurt && !is_own_date(&event.when);
    !(event.place.text.is_empty() || event.place.inherited && vague)
}

/// An event without a place is worth telling only for the people it hurt.
pub fn is_telling(event: &Told) -> bool {
    !event.weak && (event.casualties.killed.is_some() || event.casualties.injured.is_some())
}

/// "Six people died when a train derailed in the north. ... The express jumped the tracks at X": of several inner events, the
/// one that tells an area's single event again right after it; none if people are counted apart for the inner ones.
fn told_again_after(kept: &[Option<Told>], area: &Told, inner: &[usize]) -> Option<usize> {
    let of = |index: &usize| kept.get(*index).and_then(Option::as_ref);
    let hurt = |told: &Told| {
        let some = |count: Option<Count>| count.is_some_and(|count| count != NONE);
        some(told.casualties.killed) || some(told.casualties.injured)
    };
    let same_days = |told: &Told| !told.separate && days_meet(&area.when, &told.when);
    if area.plural || !hurt(area) || inner.iter().filter_map(of).any(|told| same_days(told) && hurt(told)) {
        return None;
    }
    let follows = |told: &Told| told.sentence > area.sentence && told.sentence <= area.sentence + 3;
    let first = inner.iter().filter(|index| of(index).is_some_and(|told| follows(told) && same_days(told)));
    first.copied().min_by_key(|index| of(index).map_or(usize::MAX, |told| told.token))
}

/// A headline's name that no layer has is as wide as the area that stands for it.
fn borne_rank(told: &Told) -> u8 {
    let class =
        told.place.place.as_ref().filter(|_| told.heading && told.coarse).map(|place| rank(place.class));
    class.unwrap_or_else(|| place_rank(told))
}

/// True if another event may be one of those that an area's event sums up.
fn is_inner(area: &Told, other: &Told, is_wide: bool) -> bool {
    other.token != area.token
        && !other.place.text.is_empty()
        && (area.heads(other) && are_of_war(area, other)
            || place_rank(other) < borne_rank(area).max(2)
                && (may_be_one(area, other) || is_wide && are_of_war(area, other))
                && holds(area, other))
        && !(is_own_date(&area.when)
            && is_own_date(&other.when)
            && !(days_meet(&area.when, &other.when)
                || !counts(area) && days_are_near(&area.when, &other.when)))
}

/// An area's event whose villages are told apart is a summary: joined to its only village, or an aggregate of several.
pub fn settle_areas(events: Vec<Told>) -> Vec<Told> {
    let mut fate: Vec<Option<Vec<usize>>> = vec![None; events.len()];
    let headings: FxHashSet<&str> =
        events.iter().flat_map(|event| &event.under).map(String::as_str).collect();
    let heads = |area: &Told| area.names().any(|name| headings.contains(name));
    let wide: Vec<usize> = (0..events.len())
        .filter(|&index| place_rank(&events[index]) >= 2 || events[index].heading || heads(&events[index]))
        .collect();
    for &index in wide.iter().take(LOOK_BACK) {
        let area = &events[index];
        let is_wide = place_rank(area) >= 3;
        let inner: Vec<usize> = (0..events.len())
            .filter(|&other| other != index && is_inner(area, &events[other], is_wide))
            .collect();
        let first = inner.iter().map(|&other| events[other].token).min();
        let bare =
            !is_own_date(&area.when) && area.casualties.killed.is_none() && area.casualties.injured.is_none();
        let no_more = is_wide && inner.iter().any(|&other| hurts_no_more(area, &events[other]));
        let no_more = no_more || is_wide && counts_all(area, inner.iter().map(|&other| &events[other]));
        let summary =
            area.heading || area.plural || bare || no_more || first.is_some_and(|first| area.token < first);
        if !inner.is_empty() && summary {
            fate[index] = Some(inner);
        }
    }
    let mut kept: Vec<Option<Told>> = events.into_iter().map(Some).collect();
    for index in 0..kept.len() {
        let Some(inner) = fate[index].take() else { continue };
        let Some(mut area) = kept[index].take() else { continue };
        let later_sum = area.plural
            && !area.heading
            && inner.iter().any(|&only| {
                kept.get(only).and_then(Option::as_ref).is_some_and(|event| event.token < area.token)
            });
        let only = match inner.as_slice() {
            [only] => Some(*only),
            _ => told_again_after(&kept, &area, &inner),
        };
        if let Some(only) = only
            && !later_sum
            && let Some(Some(event)) = kept.get_mut(only)
        {
            if area.plural {
                area.ledger.widen();
            }
            absorb(event, area);
        } else {
            area.modality = Modality::Aggregate;
            kept[index] = Some(area);
        }
    }
    kept.into_iter().flatten().collect()
}
