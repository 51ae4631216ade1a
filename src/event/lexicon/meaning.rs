//! What the rows of the pattern files mean: triggers, cues of status, words of harm.

use crate::event::casualty::Harm;
use crate::event::kinds::type_of;
use crate::event::{EventType, SubEventType};

/// What a trigger says of the type of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The type itself.
    Fixed(EventType, SubEventType),
    /// A strike or fire by a weapon that the clause may name.
    Strike,
    /// An attack of any kind: weapon, attacker and target decide.
    Attack,
    /// An explosion without a cause.
    Blast,
    /// Ground taken: who took it decides.
    Capture,
    /// "another near X": the type of the event before.
    Same,
    /// "The incident took place in X": the event before, told on.
    Again,
    /// People hurt: the type comes from the sentence or the article.
    Harm,
}

/// What a status cue does to the events in its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Announced or wanted.
    Planned,
    /// If, could, risk of.
    Hypothetical,
    /// Said not to have happened.
    Denied,
    /// Sums and habits.
    Aggregate,
    /// A sum, unless a day is named: "shelled three times", not "three times on Monday night".
    Repeated,
    /// Background.
    History,
    /// One side's assertion.
    Claimed,
}

/// Where a status cue must stand to reach a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Directly before the trigger, at most three words between.
    Before,
    /// Anywhere in the trigger's clause.
    Clause,
    /// Anywhere in its sentence.
    Sentence,
}

/// What a trigger row says.
#[derive(Debug, Clone, Copy)]
pub struct TriggerValue {
    /// The type or how to find it.
    pub sort: Sort,
    /// Weak triggers need a casualty, a weapon or a date beside them.
    pub weak: bool,
    /// True for nouns, which may head a report on other things ("the attack on X was condemned").
    pub noun: bool,
}

/// What a status row says.
#[derive(Debug, Clone, Copy)]
pub struct CueValue {
    /// What it does.
    pub effect: Effect,
    /// How far it reaches.
    pub reach: Reach,
}

/// Where the people stand to whom a word of harm tells that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Before it.
    Subject,
    /// After it.
    Object,
    /// After it unless it is passive, else before it.
    Either,
    /// After "of", "to" or "among" behind it, or a number right before it.
    Of,
    /// A total follows: "the toll rose to five".
    Toll,
    /// Corpses that are found.
    Body,
}

/// What a row of harm says.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one option of a row")]
pub struct HarmValue {
    /// What is done to people.
    pub harm: Harm,
    /// Where they stand.
    pub frame: Frame,
    /// True for what may have befallen people who were counted before: taken to hospital.
    pub soft: bool,
    /// True where only a known word for people makes it harm: "captured", "burned".
    pub people: bool,
    /// True for some of those who are counted elsewhere: "the dead include".
    pub part: bool,
    /// True for deaths of those who outlived the event, which come on top of the dead told before.
    pub late: bool,
    /// True where the people are of the side that stands before the words: "the army lost six men".
    pub own: bool,
}

/// The meaning of a trigger as its row has it; none if it has another.
#[must_use]
pub fn sort(meaning: &str) -> Option<Sort> {
    Some(match meaning {
        "strike" => Sort::Strike,
        "attack" => Sort::Attack,
        "blast" => Sort::Blast,
        "capture" => Sort::Capture,
        "same" => Sort::Same,
        "again" => Sort::Again,
        "harm" => Sort::Harm,
        "Disaster/Other" => Sort::Fixed(EventType::Disaster, SubEventType::Other),
        name => {
            let sub = SubEventType::from_name(name)?;
            Sort::Fixed(type_of(sub), sub)
        }
    })
}

/// The meaning of a cue as its row has it; none if it has another.
pub(super) fn cue(effect: &str, reach: &str) -> Option<CueValue> {
    let effect = match effect {
        "planned" => Effect::Planned,
        "hypothetical" => Effect::Hypothetical,
        "denied" => Effect::Denied,
        "aggregate" => Effect::Aggregate,
        "repeated" => Effect::Repeated,
        "history" => Effect::History,
        "claimed" => Effect::Claimed,
        _ => return None,
    };
    let reach = match reach {
        "before" => Reach::Before,
        "clause" => Reach::Clause,
        "sentence" => Reach::Sentence,
        _ => return None,
    };
    Some(CueValue { effect, reach })
}

/// The meaning of a word of harm as its row has it; none if it has another.
pub(super) fn harm(harm: &str, options: &str) -> Option<HarmValue> {
    let harm = match harm {
        "killed" => Harm::Killed,
        "injured" => Harm::Injured,
        "captured" => Harm::Captured,
        "missing" => Harm::Missing,
        "displaced" => Harm::Displaced,
        _ => return None,
    };
    let mut options = options.split(',');
    let frame = match options.next()? {
        "subject" => Frame::Subject,
        "object" => Frame::Object,
        "either" => Frame::Either,
        "of" => Frame::Of,
        "toll" => Frame::Toll,
        "body" => Frame::Body,
        _ => return None,
    };
    let has = |wanted: &str| options.clone().any(|option| option == wanted);
    Some(HarmValue {
        harm,
        frame,
        soft: has("soft"),
        people: has("people"),
        part: has("part"),
        late: has("late"),
        own: has("own"),
    })
}
