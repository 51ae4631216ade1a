//! The events of one article: triggers, their standing, place, day and numbers, joined where they retell one another.

use super::lexicon::class;
use super::reading::Reading;
use super::told::Told;
use super::walk::tell;
use super::{Event, EventType, Modality, Relation, coref};
use crate::document::Document;
use crate::text::Prose;
use crate::toponym::Toponym;

/// The events of an article, in the order of the text; those that did not happen stand among them under their label.
#[must_use]
pub fn extract(document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Event> {
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
    let told = tell(&reading);
    let (asserted, other): (Vec<Told>, Vec<Told>) =
        told.into_iter().partition(|told| told.modality.is_drawn());
    let mut all = coref::join(asserted);
    all.extend(other);
    all.sort_by_key(|told| (told.trigger.start, told.place.span.map_or(0, |span| span.start)));
    all.into_iter().enumerate().map(|(number, told)| finish(&reading, told, number)).collect()
}

fn finish(reading: &Reading<'_>, told: Told, number: usize) -> Event {
    let bounds = reading.sentence(told.sentence);
    let confidence = confidence(&told);
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
        denied_by: None,
        trigger: told.trigger,
        sentence: bounds.span,
        rule: told.rule,
        confidence,
        evidence: told.evidence,
        border: None,
    }
}

/// Share of such events that proved right on annotated articles.
fn confidence(told: &Told) -> f64 {
    let mut score: f64 = 0.55;
    if told.certain {
        score += 0.08;
    }
    if told.weak {
        score -= 0.15;
    }
    if told.place.inherited || told.place.place.is_none() {
        score -= 0.25;
    }
    if told.place.relation == Relation::Region {
        score -= 0.15;
    }
    if told.casualties.killed.is_some() || told.casualties.injured.is_some() {
        score += 0.1;
    }
    if told.tellings > 1 {
        score += 0.08;
    }
    score.clamp(0.05, 0.95)
}
