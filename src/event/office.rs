//! Events whose only place is that of an office: police arrest in their own town, a governor speaks of his own region.

use super::lexicon::class;
use super::place;
use super::reading::Reading;
use super::site::Named;
use super::summary::inside;
use super::told::Told;
use super::trigger::Trigger;
use super::{EventPlace, Modality, SubEventType};

/// "murdered the head of the village of X", "the mayor of X was shot dead", "the house of the mayor of X was hit": at home, as
/// far as is told.
#[must_use]
pub fn is_victims(reading: &Reading<'_>, (start, end): (usize, usize), named: Named) -> bool {
    const TITLE: usize = 6;
    let struck = |at: usize| reading.is(at, class::STRUCK_DOWN);
    let title = (named.first.saturating_sub(TITLE).max(start)..named.first)
        .rev()
        .find(|at| reading.is(*at, class::TITLE) && reading.word(at + 1) == "of");
    // "the palace of the village head of X", "the office of the governor of X"
    let at_home = |title: usize| {
        (1..4).any(|back| {
            reading.before(title, back) == "of"
                && matches!(
                    reading.before(title, back + 1),
                    "house"
                        | "home"
                        | "residence"
                        | "palace"
                        | "office"
                        | "compound"
                        | "villa"
                        | "gate"
                        | "yard"
                )
        })
    };
    named.rank <= 1
        && title.is_some_and(|title| {
            at_home(title)
                || (title.saturating_sub(3).max(start)..title).any(struck)
                || (named.end..end.min(named.end + 3)).any(|at| reading.is(at, class::BE) && struck(at + 1))
        })
}

/// "X police raided 17 addresses", "prosecutors in X detained": police arrest in their own place, where no other is named.
#[must_use]
pub fn by_police_of(reading: &Reading<'_>, told: &Told, trigger: &Trigger<'_>) -> Option<EventPlace> {
    if told.kind.1 != SubEventType::Arrests {
        return None;
    }
    let start = reading.sentence(told.sentence).span.start;
    let first = reading.toponyms.partition_point(|toponym| toponym.span.start < start);
    let end = reading.prose.tokens[trigger.first].span.start;
    let police = |at: usize| matches!(reading.word(at), "police" | "prosecutors");
    let index = (first..reading.toponyms.len())
        .take_while(|index| reading.toponyms[*index].span.end <= end)
        .filter(|index| {
            let toponym = &reading.toponyms[*index];
            let tokens = reading.prose.tokens_in(toponym.span);
            let theirs = police(tokens.end)
                || reading.before(tokens.start, 1) == "in" && police(tokens.start.wrapping_sub(2));
            theirs && toponym.place.as_deref().is_some_and(|place| place::rank(place.class) <= 3)
        })
        .last()?;
    Some(EventPlace { inherited: false, ..place::of_town(reading, index) })
}

/// "The governor of X said that a depot had been blown up", "Y's mayor reported explosions": an official speaks of his own area,
/// unless the place told of before lies in it.
#[must_use]
pub fn of_speaker(reading: &Reading<'_>, told: &Told, before: Option<&EventPlace>) -> Option<EventPlace> {
    let bounds = reading.sentence(told.sentence);
    let spoken = reading.any(bounds.first_token..bounds.end_token, class::SPEECH);
    // "on the bridge", "at the scene": a place told of before.
    let pointed = (bounds.first_token + 1..bounds.end_token).any(|at| {
        reading.before(at, 1) == "the"
            && (reading.is(at, class::FACILITY | class::KIND_WORD)
                || matches!(reading.word(at), "scene" | "site" | "spot"))
            && matches!(reading.before(at, 2), "in" | "on" | "at" | "near" | "to" | "of")
    });
    let of_before = told.anaphoric || told.again || !told.far || pointed;
    if !spoken || of_before || told.modality != Modality::Happened || told.weak {
        return None;
    }
    let first = reading.toponyms.partition_point(|toponym| toponym.span.start < bounds.span.start);
    let own = (first..reading.toponyms.len())
        .take_while(|index| reading.toponyms[*index].span.start < bounds.span.end)
        .find(|index| {
            let toponym = &reading.toponyms[*index];
            let known = toponym.place.as_deref().is_some_and(|place| place::rank(place.class) <= 3);
            known && is_of_office(reading, reading.prose.tokens_in(toponym.span))
        })?;
    let area = reading.toponyms[own].place.as_deref()?;
    let known = before.and_then(|before| before.place.as_ref());
    let covered =
        known.is_some_and(|known| known.id == area.id || inside(area, known) || inside(known, area));
    (!covered).then(|| EventPlace { inherited: false, ..place::of_town(reading, own) })
}

/// "the governor of the northern X region", "X region's governor", "X mayor".
fn is_of_office(reading: &Reading<'_>, named: std::ops::Range<usize>) -> bool {
    let office = |at: usize| reading.is(at, class::OFFICE);
    let plain = |at: usize| {
        !matches!(reading.word(at), "," | "." | "in" | "and" | ";") && !reading.is(at, class::SPEECH)
    };
    // "Police in X said", "the authorities in X report"
    let seat = reading.before(named.start, 1) == "in"
        && named.start > 1
        && matches!(
            reading.before(named.start, 2),
            "police" | "authorities" | "prosecutors" | "firefighters" | "rescuers" | "investigators"
        )
        && (named.end..named.end + 2).any(|at| reading.is(at, class::SPEECH));
    if seat {
        return true;
    }
    let of = (1..=4).find(|back| reading.before(named.start, *back) == "of");
    let before = of.is_some_and(|of| {
        named.start > of && office(named.start - of - 1) && (named.start - of..named.start).all(plain)
    });
    let after = (named.end..named.end + 4).find(|at| office(*at));
    before
        || after.is_some_and(|at| {
            (named.end..at)
                .all(|at| reading.is(at, class::KIND_WORD) || reading.is(at, class::OFFICE_MODIFIER))
        })
}
