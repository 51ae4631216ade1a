//! The events of one article: triggers, their standing, place, day and numbers, joined where they retell one another.

use super::lexicon::class;
use super::reading::Reading;
use super::signs::{self, Seen};
use super::told::Told;
use super::walk::tell;
use super::{
    Event, EventType, Modality, PartyKind, SubEventType, confidence, coref, denials, place, quake, summary,
};
use crate::document::Document;
use crate::text::Prose;
use crate::toponym::Toponym;

/// The events of an article, in the order of the text; those that did not happen stand among them under their label.
#[must_use]
pub fn extract(document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Event> {
    read(document, prose, toponyms, |_| ()).into_iter().map(|(event, ())| event).collect()
}

/// The events of an article, each with the names of the signs that hold for it: what its confidence is learned from.
#[must_use]
pub fn extract_with_signs(
    document: &Document,
    prose: &Prose,
    toponyms: &[Toponym],
) -> Vec<(Event, Vec<&'static str>)> {
    read(document, prose, toponyms, signs::names)
}

fn read<T>(
    document: &Document,
    prose: &Prose,
    toponyms: &[Toponym],
    note: impl Fn(&Seen<'_, '_>) -> T,
) -> Vec<(Event, T)> {
    let english = document.language.as_deref().is_none_or(|language| language == "en");
    if !english {
        return Vec::new();
    }
    let mut sorted: Vec<Toponym> = Vec::new();
    let ordered = toponyms.is_sorted_by_key(|toponym| toponym.span.start);
    if !ordered {
        sorted = toponyms.to_vec();
        sorted.sort_by_key(|toponym| toponym.span);
    }
    let reading = Reading::new(document, prose, if ordered { toponyms } else { &sorted });
    let mut told = tell(&reading);
    denials::settle(&mut told, &reading);
    let (asserted, other): (Vec<Told>, Vec<Told>) =
        told.into_iter().partition(|told| told.modality.is_drawn());
    let mut asserted = asserted;
    quake::settle(&mut asserted);
    let mut all = coref::join(asserted);
    all.extend(other);
    summary::spread_zeros(&mut all);
    all.sort_by_key(|told| (told.trigger.start, told.place.span.map_or(0, |span| span.start)));
    for told in &mut all {
        let killed = told.casualties.killed.is_some_and(|count| count.low.or(count.high).unwrap_or(0) > 0);
        if matches!(told.kind.1, SubEventType::Abduction | SubEventType::Looting) && killed {
            // Where some are killed and others taken, or their houses burned, the event is the attack.
            told.kind = (EventType::ViolenceAgainstCivilians, SubEventType::Attack);
        }
        if told.kind.1 == SubEventType::NonStateActorOvertakesTerritory && is_taken_by_its_state(told) {
            told.kind.1 = SubEventType::GovernmentRegainsTerritory;
        } else if told.kind.1 == SubEventType::GovernmentRegainsTerritory && is_taken_by_rebels(told) {
            told.kind.1 = SubEventType::NonStateActorOvertakesTerritory;
        }
    }
    let judged: Vec<(f64, T)> = (0..all.len())
        .map(|index| {
            let seen = Seen { reading: &reading, all: &all, index };
            (confidence::of(&seen), note(&seen))
        })
        .collect();
    let told = all.into_iter().zip(judged).enumerate();
    told.map(|(number, (told, (confidence, note)))| (finish(&reading, told, number, confidence), note))
        .collect()
}

/// "The Sudanese Armed Forces seized X", in Sudan. Of a foreign army ACLED says what it says of other armed groups.
fn is_taken_by_its_state(told: &Told) -> bool {
    let country = told.place.place.as_ref().and_then(|place| place.country.as_deref());
    let taker = told
        .actor1
        .as_ref()
        .filter(|taker| matches!(taker.kind, Some(PartyKind::StateForces | PartyKind::Official)));
    country.is_some()
        && !told.rule.starts_with("capture.lost")
        && taker.is_some_and(|taker| taker.side.as_deref() == country)
}

/// "Rebels recaptured the town": theirs again, and not the state's.
fn is_taken_by_rebels(told: &Told) -> bool {
    told.actor1.as_ref().is_some_and(|taker| {
        taker.kind == Some(PartyKind::ArmedGroup)
            && taker.text.split_whitespace().any(|word| {
                matches!(
                    word.to_lowercase().as_str(),
                    "rebels" | "insurgents" | "militants" | "jihadists" | "guerrillas" | "separatists"
                )
            })
    })
}

fn finish(reading: &Reading<'_>, mut told: Told, number: usize, confidence: f64) -> Event {
    let bounds = reading.sentence(told.sentence);
    if told.coarse {
        place::bear_own_name(&mut told.place);
    }
    told.casualties.text = told.ledger.words(&reading.document.text);
    let mut modality = told.modality;
    let party =
        reading.any(bounds.first_token..bounds.end_token, class::SPEECH) && told.kind.0 == EventType::Battles;
    if modality == Modality::Happened && party {
        modality = Modality::Claimed;
    }
    Event {
        id: format!("{}-e{}-{number}", reading.document.id, told.trigger.start),
        doc: reading.document.id.clone(),
        incident: String::new(),
        event_type: told.kind.0,
        sub_event_type: told.kind.1,
        modality,
        when: told.when,
        place: told.place,
        casualties: told.casualties,
        weapon: told.weapon,
        actor1: told.actor1,
        actor2: told.actor2,
        claimed_by: told.claimed_by,
        denied_by: told.denied_by,
        trigger: told.trigger,
        sentence: bounds.span,
        rule: told.rule,
        confidence,
        evidence: told.evidence,
        border: None,
    }
}

#[cfg(test)]
mod tests;
