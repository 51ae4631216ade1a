//! Who did it, to whom, and with what: words as written.

use std::ops::Range;

use super::lexicon::class;
use super::reading::Reading;
use super::side::words;
use super::trigger::Trigger;
use crate::gazetteer::PlaceClass;
use crate::text::TokenKind;
use crate::toponym::{MentionKind, Use};

/// The words of attacker and target, as far as they are told.
type Parties = (Option<Range<usize>>, Option<Range<usize>>);

/// Longest name or office phrase, in tokens.
const LONGEST: usize = 8;

/// Grows the group around an actor word to the left: capitalised words and small modifiers.
pub fn phrase(reading: &Reading<'_>, at: usize, start: usize) -> Range<usize> {
    let mut first = at;
    while first > start && at - first < LONGEST {
        let before = reading.prose.tokens[first - 1];
        let modifier = reading.is(first - 1, class::ACTOR_MODIFIER);
        let name = before.capital && before.kind == TokenKind::Word && !is_function(reading.word(first - 1));
        // "Velle - Nine labourers": the dash behind a dateline is no hyphen.
        let dash = reading.word(first - 1) == "-" && !before.glued;
        // "in Mastung unidentified men hurled": the town is no part of them.
        let place = name
            && first < at
            && first >= start + 2
            && matches!(reading.word(first - 2), "in" | "near" | "at")
            && !reading.prose.tokens[first].capital;
        if !(name || modifier) || dash || place || reading.is_dated(first - 1) {
            break;
        }
        first -= 1;
    }
    while first < at && matches!(reading.word(first), "of" | "-") {
        first += 1;
    }
    first..at + 1
}

pub fn is_function(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "as"
            | "after"
            | "according"
            | "when"
            | "and"
            | "he"
            | "his"
    )
}

/// The attacker before the trigger or after "by", and the target after it.
#[must_use]
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Parties {
    let bounds = reading.sentence(sentence);
    let (start, end) = (part_start(reading, trigger.first, bounds.first_token), bounds.end_token);
    let actor = |at: &usize| {
        reading.is(*at, class::MILITARY | class::ARMED_GROUP)
            || reading.is(*at, class::ENEMY)
            // "by armed men"
            || matches!(reading.word(*at), "men" | "man")
                && reading.is_before(*at, 1, class::NAMELESS)
    };
    if let Some(found) = inside(reading, trigger, (start, end), actor) {
        return found;
    }
    if let Some(parties) = between(reading, trigger.end, (start, end)) {
        return parties;
    }
    // "attack by": the word may be the trigger's last.
    let by = (trigger.end - 1..end.min(trigger.end + 12)).find(|at| matches!(reading.word(*at), "by"));
    let passive = is_passive(reading, trigger.first, start);
    let subject = (trigger.first.saturating_sub(16).max(start)..trigger.first).rev();
    let agent = by.and_then(|by| (by + 1..end.min(by + 8)).find(actor));
    // "A soldier was killed in a mortar attack": whom the words before the attack say it of suffers it.
    let article = |back: usize| matches!(reading.before(trigger.first, back), "a" | "an" | "the");
    let noun = trigger.value.noun || article(1) || article(2);
    let suffers = |at: &usize| noun && is_harmed(reading, at + 1, trigger.first);
    let victim = subject.clone().find(|at| {
        reading.is(*at, class::PERSON | class::CIVILIAN | class::MILITARY | class::ARMED_GROUP) && suffers(at)
    });
    let agent =
        if passive { agent } else { agent.or_else(|| subject.clone().find(|at| actor(at) && !suffers(at))) };
    let target = (trigger.end..end.min(trigger.end + 10))
        .filter(|at| by.is_none_or(|by| *at < by))
        .take_while(|at| reading.word(*at) != "," || reading.word(at + 1).ends_with("ing"))
        .find(|at| reading.is(*at, class::PERSON | class::MILITARY));
    let target = victim.or(target);
    // "two soldiers were wounded": those before a passive verb suffer it.
    let target = target
        .or_else(|| subject.filter(|_| passive).find(|at| reading.is(*at, class::PERSON | class::MILITARY)));
    let agent = agent.map(|at| phrase(reading, at, start)).or_else(|| {
        if passive {
            None
        } else {
            bearer(reading, trigger, start)
                .or_else(|| doer(reading, trigger, start))
                .or_else(|| named_subject(reading, trigger, (start, end)))
        }
    });
    let agent = agent.map(|agent| led_by(reading, &agent, start, actor).unwrap_or(agent));
    // "Russian shelling", "the Russians shelled": the words of what was done are not those of who did it.
    let agent = agent.map(|agent| {
        let within = agent.start < trigger.first && agent.end > trigger.first && agent.end <= trigger.end;
        let borne = reading.any(trigger.first..agent.end, class::W_DRONE | class::W_AIR);
        if within && !borne { agent.start..trigger.first } else { agent }
    });
    (agent, target.map(|at| phrase(reading, at, start)))
}

/// Where the part of the sentence begins that holds a token: who acts in "In X, gunmen killed two; in Y, a mine killed one" does so in
/// one part.
fn part_start(reading: &Reading<'_>, at: usize, start: usize) -> usize {
    const REACH: usize = 40;
    let parts = |mark: usize| {
        reading.word(mark) == ";"
            || reading.word(mark) == "," && matches!(reading.word(mark + 1), "while" | "whereas")
    };
    (at.saturating_sub(REACH).max(start)..at).rev().find(|mark| parts(*mark)).map_or(start, |mark| mark + 1)
}

/// Attacker and target of words that begin with the subject: "gunmen shot two farmers", "two farmers were shot by gunmen".
fn inside(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
    actor: impl Fn(&usize) -> bool,
) -> Option<Parties> {
    let person = |at: usize| reading.is(at, class::PERSON | class::CIVILIAN | class::MILITARY);
    let first = trigger.first;
    if trigger.value.noun || !(actor(&first) || person(first)) {
        return None;
    }
    let grown = |at: usize| phrase(reading, at, start);
    if (first + 1..trigger.end).any(|at| reading.is(at, class::BE)) {
        let by = (first..end.min(trigger.end + 12)).find(|at| reading.word(*at) == "by");
        let agent = by.and_then(|by| (by + 1..end.min(by + 8)).find(&actor));
        return Some((agent.map(grown), person(first).then(|| grown(first))));
    }
    // "Ten soldiers died when militants attacked their post"
    // "Doctor shot dead in X", not "gunmen shot dead a teacher"
    let left = |at: usize| {
        matches!(reading.word(at), "in" | "near" | "at" | "on" | "outside" | "by" | "during" | "after")
    };
    let dies = |at: usize| reading.is(at, class::DIES) && (reading.word(at) != "dead" || left(at + 1));
    if (first + 1..trigger.end.min(first + 4)).any(dies) {
        let agent = (first + 2..trigger.end).find(&actor);
        return Some((agent.map(grown), Some(grown(first))));
    }
    // "men with clubs attacked": the subject ends before the verb, which the target follows.
    let target = (first + 2..end.min(trigger.end + 10))
        .take_while(|at| *at < trigger.end || reading.word(*at) != ",")
        .find(|at| person(*at));
    Some((Some(grown(first)), target.map(grown)))
}

/// "clashes broke out in X between the army and M23 rebels": who fought whom.
fn between(reading: &Reading<'_>, from: usize, (start, end): (usize, usize)) -> Option<Parties> {
    const REACH: usize = 8;
    const LONGEST_PARTY: usize = 9;
    let side =
        |at: &usize| reading.is(*at, class::MILITARY | class::ARMED_GROUP | class::PERSON | class::CIVILIAN);
    let stops = |at: &usize| !matches!(reading.word(*at), "," | ";" | "." | "and");
    let led = (from..end.min(from + REACH))
        .take_while(|at| !matches!(reading.word(*at), "," | ";" | ":"))
        .find(|at| reading.word(*at) == "between")?;
    let first = (led + 1..end.min(led + LONGEST_PARTY)).take_while(stops).filter(side).last()?;
    let and = (first + 1..end.min(first + LONGEST_PARTY)).find(|at| reading.word(*at) == "and")?;
    let second = (and + 1..end.min(and + LONGEST_PARTY)).take_while(stops).find(side)?;
    Some((Some(phrase(reading, first, start)), Some(phrase(reading, second, start))))
}

/// "The army and allied fighters took X": of several who act together, the first.
fn led_by(
    reading: &Reading<'_>,
    agent: &Range<usize>,
    start: usize,
    actor: impl Fn(&usize) -> bool,
) -> Option<Range<usize>> {
    let mut at = agent.start.checked_sub(1)?;
    while at > start && reading.is(at, class::ALLIED) {
        at -= 1;
    }
    if reading.word(at) != "and" || at <= start {
        return None;
    }
    at -= 1;
    // "the Armed Forces (AF) and"
    if reading.word(at) == ")" && at >= start + 3 && reading.word(at - 2) == "(" {
        at -= 3;
    }
    actor(&at).then(|| phrase(reading, at, start))
}

/// "was killed and two were wounded in" between a person and the word of what was done to them.
fn is_harmed(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        reading.is(at, class::KILL | class::HURT)
            && (reading.is(at - 1, class::BE)
                || at > from && is_aside(reading, at - 1) && reading.is(at - 2, class::BE))
    })
}

/// "were wounded", "had been quickly seized": a form of "to be" right before, or the trigger's own first word.
fn is_passive(reading: &Reading<'_>, first: usize, start: usize) -> bool {
    (first.saturating_sub(6).max(start)..first)
        .rev()
        .take_while(|at| reading.is(*at, class::BE | class::AUX) || is_aside(reading, *at))
        .any(|at| reading.is(at, class::BE))
        || reading.is(first, class::BE)
}

/// "were quickly seized", "were on Tuesday morning shot": what may stand between the parts of a verb.
#[must_use]
pub fn is_aside(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at).ends_with("ly")
        || reading.is_dated(at)
        || matches!(reading.word(at), "morning" | "afternoon" | "evening" | "night")
        || reading.word(at) == "on" && reading.is_dated(at + 1)
}

/// "Turkish warplanes", "a Sudanese drone": a nation's weapon stands for the nation.
fn bearer(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> Option<Range<usize>> {
    let armed =
        |at: usize| is_arm(reading, at) || matches!(reading.word(at), "defences" | "defenses" | "air");
    (trigger.first.saturating_sub(6).max(start) + 1..trigger.end).find_map(|at| {
        let before = reading.prose.tokens[at - 1].span;
        let index = reading.toponyms.partition_point(|toponym| toponym.span.end <= before.start);
        let nation = reading.toponyms.get(index).filter(|toponym| toponym.span == before)?;
        if !armed(at) || nation.kind != MentionKind::AdjectiveForm {
            return None;
        }
        let end = (at..trigger.end).take_while(|at| armed(*at)).last()? + 1;
        Some(at - 1..end)
    })
}

/// "Ukraine struck", "Hezbollah has fired": the state or group whose name stands right before a verb. A town there is where it
/// happened, and a heading writes every word with a capital.
fn named_subject(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    (start, end): (usize, usize),
) -> Option<Range<usize>> {
    let heading = reading.sentence(reading.prose.tokens[trigger.first].sentence).heading;
    let after =
        trigger.end < end && matches!(reading.word(trigger.end), "in" | "on" | "near" | "as" | "," | ".");
    if trigger.value.noun || heading && after {
        return None;
    }
    let mut verb = trigger.first;
    while verb > start && reading.is(verb - 1, class::AUX) {
        verb -= 1;
    }
    let name = super::speaker::before(reading, verb, start)?;
    let capital = |at: usize| reading.prose.tokens[at].capital;
    // "FPV drone struck": an arm is nobody.
    let all = name.clone().all(|at| (capital(at) || reading.word(at) == "-") && !is_arm(reading, at));
    let tokens = &reading.prose.tokens;
    let (from, to) = (tokens[name.start].span.start, tokens[name.end - 1].span.end);
    let first = reading.toponyms.partition_point(|toponym| toponym.span.end <= from);
    let place = reading.toponyms.get(first).filter(|toponym| toponym.span.start < to);
    let acts = match place {
        Some(toponym) => {
            toponym.usage == Use::Metonym
                || toponym.place.as_ref().is_some_and(|place| place.class == PlaceClass::Country)
        }
        None => reading.dates_in(name.clone()).next().is_none() && is_proper(reading, &name),
    };
    (all && acts).then_some(name)
}

/// "it had fired", "they attacked": the subject of the verb is who spoke of it.
#[must_use]
pub fn is_pronoun_subject(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let mut verb = trigger.first;
    while verb > start && reading.is(verb - 1, class::AUX) {
        verb -= 1;
    }
    !trigger.value.noun
        && verb > start + 1
        && matches!(reading.before(verb, 1), "it" | "they" | "we")
        && !is_passive(reading, trigger.first, start)
        && reading.is(verb - 2, class::SPEECH) | (reading.before(verb, 2) == "that")
        || has_own_arms(reading, trigger, start)
}

/// "Israel said its jets struck": they are the speaker's.
fn has_own_arms(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let at = trigger.first;
    let arms = |at: usize| reading.is(at, class::OWN_ARMS);
    at > start + 2
        && arms(at)
        && matches!(reading.before(at, 1), "its" | "their")
        && (reading.is(at - 2, class::SPEECH) || reading.before(at, 2) == "that")
}

/// False for a lone word whose only capital is that of its sentence.
fn is_proper(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let tokens = &reading.prose.tokens;
    let opens = |at: usize| {
        let bounds = reading.sentence(tokens[at].sentence);
        bounds.first_token == at || bounds.heading
    };
    name.len() > 1
        || tokens[name.start].all_caps
        || !opens(name.start)
        || (0..tokens.len())
            .any(|at| tokens[at].capital && reading.word(at) == reading.word(name.start) && !opens(at))
}

/// "Teachers marched", "armed men attacked": the people right before a verb of doing.
fn doer(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> Option<Range<usize>> {
    let kind = trigger.rule.split('.').next().unwrap_or("");
    if !matches!(kind, "protest" | "riot" | "loot" | "vac" | "attack" | "capture" | "mob" | "block" | "clash")
    {
        return None;
    }
    let at = (trigger.first.saturating_sub(5).max(start)..trigger.end)
        .rev()
        .take_while(|at| {
            !matches!(
                reading.word(*at),
                "," | "of" | "in" | "that" | "who" | "after" | "when" | "by" | "against"
            )
        })
        .find(|at| reading.is(*at, class::PERSON))?;
    Some(phrase(reading, at, start))
}

/// The weapon beside the trigger, as written.
#[must_use]
pub fn weapon(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Option<String> {
    let bounds = reading.sentence(sentence);
    let from = trigger.first.saturating_sub(20).max(bounds.first_token);
    let to = bounds.end_token.min(trigger.end + 20);
    // A thing stands before a verb that only implies one: "shelled with mortars".
    let verb = |at: usize| reading.is(at, class::IMPLIES_WEAPON);
    let at = (from..to)
        .filter(|at| is_arm(reading, *at))
        .min_by_key(|at| (verb(*at), reading.apart(trigger.first, *at)))?;
    let joins = |next: usize| verb(next) == verb(at) && is_arm(reading, next);
    let mut end = at + 1;
    while end < to
        && (joins(end)
            || !verb(at) && matches!(reading.word(end), "explosive" | "device" | "devices" | "gas"))
    {
        end += 1;
    }
    let mut first = at;
    while first > from && (joins(first - 1) || reading.is(first - 1, class::WEAPON_MODIFIER)) {
        first -= 1;
    }
    Some(words(reading, &(first..end)))
}

/// A weapon; not those who bear one, and not "air" before "defence".
fn is_arm(reading: &Reading<'_>, at: usize) -> bool {
    let arm = super::weapon::is_weapon(reading, at)
        || matches!(reading.word(at), "bomb" | "bombs" | "explosives") && !reading.prose.tokens[at].capital;
    let bomber = reading.word(at) == "suicide" || matches!(reading.before(at, 1), "suicide");
    let people = reading.is(at, class::PERSON | class::ARMED_GROUP) && !bomber;
    let air = reading.word(at) == "air" && reading.is(at + 1, class::AIR_ARM);
    arm && !people && !air
}
