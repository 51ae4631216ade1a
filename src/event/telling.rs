//! What a sentence tells before its place is known: the telling with all that its words say, and what keeps it apart.

use std::ops::Range;

use super::alike::is_own_date;
use super::ledger::Ledger;
use super::lexicon::{Sort, class};
use super::phrases::{is_caption, is_separate};
use super::place;
use super::reading::Reading;
use super::told::Told;
use super::trigger::Trigger;
use super::{
    Casualties, EventType, Modality, PartyKind, SubEventType, When, actors, side, speaker, vocabulary,
};
use crate::evidence::Evidence;
use crate::gazetteer::PlaceClass;

/// "In X the president condemned the attack": X is where somebody spoke of it.
pub fn is_reaction(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| reading.is(at, class::SPEECH) || reading.is(at, class::REACTS))
}

pub fn is_division(class: PlaceClass) -> bool {
    matches!(class, PlaceClass::Country | PlaceClass::Region | PlaceClass::District)
}

/// "Hundreds of workers marched" is one march of many people, not many marches.
pub fn of_one_crowd(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    kind: EventType,
    (standing, why): (Modality, Option<Evidence>),
) -> (Modality, Option<Evidence>) {
    let crowd = matches!(kind, EventType::Protests | EventType::Riots);
    let many = why.as_ref().is_some_and(|why| matches!(why.rule.as_ref(), "agg.wave" | "agg.series"));
    let one = crowd && many && !reading.is(trigger.end - 1, class::EVENTS);
    if one { (Modality::Happened, None) } else { (standing, why) }
}

/// "They hit X three times with artillery", "fired 43 times in total: at A, B and C", "clashes went on in X on Monday": what is
/// counted at a town, or goes on there, within a day is one event.
pub fn is_counted_in_one(
    standing: Modality,
    why: Option<&Evidence>,
    when: &When,
    (listed, own_day, tolled): (bool, bool, bool),
) -> bool {
    let counted = match why.map_or("", |why| why.rule.as_ref()) {
        // "repeatedly shelled the village": on that day.
        "agg.times" | "agg.repeated" => true,
        // "28 died in a series of attacks across three towns" is a sum.
        "agg.series" => !listed,
        "agg.total" => listed,
        "agg.ongoing" | "agg.habit" => own_day,
        _ => false,
    };
    let brief = when.start.zip(when.end).is_some_and(|(start, end)| {
        start.checked_add(jiff::Span::new().days(1)).is_ok_and(|next| end <= next)
    });
    // "a series of air strikes on the villages of A, B and C": one at each.
    let at_each = listed && !tolled && why.is_some_and(|why| why.rule == "agg.series");
    standing == Modality::Aggregate && (counted && is_own_date(when) && brief || at_each)
}

/// A telling with all that the trigger's sentence says, its place and standing still open.
pub fn first_told(
    reading: &Reading<'_>,
    sentence: usize,
    trigger: &Trigger<'static>,
    kind: (EventType, SubEventType),
) -> Told {
    let bounds = reading.sentence(sentence);
    let span = reading.prose.tokens[trigger.first].span.join(reading.prose.tokens[trigger.end - 1].span);
    let claimed_by = speaker::speaker(reading, sentence, trigger);
    let spoken = claimed_by.as_ref().and_then(|party| party.side.as_deref());
    let riot = kind.0 == EventType::Riots;
    let (actor1, actor2) = actors::of(reading, trigger, sentence);
    let party = |range: Range<usize>| side::actor(reading, &range, riot, spoken);
    let (actor1, actor2) = (actor1.map(party), actor2.map(party));
    // "The group said it had fired rockets": whoever speaks did it.
    let itself = actors::is_pronoun_subject(reading, trigger, bounds.first_token);
    let speaker = || {
        let mut speaker = claimed_by.clone().filter(|_| itself)?;
        let armed = matches!(kind.0, EventType::Explosions | EventType::Battles);
        if armed && speaker.kind == Some(PartyKind::Official) {
            speaker.kind = Some(PartyKind::StateForces);
        }
        Some(speaker)
    };
    let actor1 = actor1.or_else(speaker).filter(|_| kind.0 != EventType::Disaster);
    Told {
        kind,
        certain: matches!(trigger.value.sort, Sort::Fixed(..)),
        open: matches!(trigger.value.sort, Sort::Attack | Sort::Harm | Sort::Same | Sort::Again),
        weak: trigger.value.weak,
        words: vocabulary::verdict(reading, sentence, kind.0),
        modality: Modality::Happened,
        when: When::unknown(),
        place: place::nowhere(),
        coarse: false,
        containers: Vec::new(),
        under: Vec::new(),
        casualties: Casualties::default(),
        ledger: Ledger::default(),
        weapon: actors::weapon(reading, trigger, sentence),
        actor1,
        actor2,
        claimed_by,
        denied_by: None,
        trigger: span,
        token: trigger.first,
        sentence,
        paragraph: bounds.paragraph,
        item: reading.is_item(bounds.paragraph),
        far: false,
        heading: bounds.heading,
        caption: is_caption(reading, sentence),
        separate: is_separate(reading, trigger, bounds.first_token),
        anaphoric: false,
        again: false,
        listed: false,
        beside: false,
        plural: reading.is(trigger.end - 1, class::EVENTS),
        rule: trigger.rule.to_owned(),
        evidence: vec![Evidence::at(trigger.rule, span, "told the event")],
        tellings: 1,
    }
}

pub fn names(reading: &Reading<'_>, toponyms: &[usize]) -> Vec<String> {
    toponyms
        .iter()
        .map(|&index| {
            let toponym = &reading.toponyms[index];
            toponym.place.as_ref().map_or_else(|| toponym.text.clone(), |place| place.name.clone())
        })
        .collect()
}
