//! Who did it, to whom, and who says so: words as written.

use super::lexicon::class;
use super::reading::Reading;
use super::trigger::Trigger;
use crate::text::{TokenKind, slice};
use crate::toponym::MentionKind;

/// Longest name or office phrase, in tokens.
const LONGEST: usize = 8;

fn words(reading: &Reading<'_>, first: usize, end: usize) -> String {
    let span = reading.prose.tokens[first].span.join(reading.prose.tokens[end - 1].span);
    slice(&reading.document.text, span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Grows the group around an actor word to the left: capitalised words and small modifiers.
fn phrase(reading: &Reading<'_>, at: usize, start: usize) -> String {
    let mut first = at;
    while first > start && at - first < LONGEST {
        let before = reading.prose.tokens[first - 1];
        let modifier = matches!(
            reading.word(first - 1),
            "unidentified"
                | "armed"
                | "unknown"
                | "suspected"
                | "masked"
                | "government"
                | "rebel"
                | "special"
                | "security"
                | "military"
                | "local"
                | "enemy"
                | "army"
                | "police"
                | "state"
                | "air"
                | "defense"
                | "defence"
                | "of"
                | "-"
        );
        let name = before.capital && before.kind == TokenKind::Word && !is_function(reading.word(first - 1));
        if !(name || modifier) {
            break;
        }
        first -= 1;
    }
    while first < at && matches!(reading.word(first), "of" | "-") {
        first += 1;
    }
    words(reading, first, at + 1)
}

fn is_function(word: &str) -> bool {
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
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> (Option<String>, Option<String>) {
    let bounds = reading.sentence(sentence);
    let (start, end) = (bounds.first_token, bounds.end_token);
    let actor = |at: &usize| {
        reading.is(*at, class::MILITARY | class::ARMED_GROUP)
            || matches!(reading.word(*at), "enemy" | "occupiers" | "invaders" | "protesters" | "police")
    };
    let by = (trigger.end..end.min(trigger.end + 12)).find(|at| matches!(reading.word(*at), "by"));
    let passive = is_passive(reading, trigger.first, start);
    let subject = (trigger.first.saturating_sub(16).max(start)..trigger.first).rev();
    let agent = by.and_then(|by| (by + 1..end.min(by + 8)).find(actor));
    let agent = if passive { agent } else { agent.or_else(|| subject.clone().find(actor)) };
    let target = (trigger.end..end.min(trigger.end + 10))
        .filter(|at| by.is_none_or(|by| *at < by))
        .take_while(|at| reading.word(*at) != "," || reading.word(at + 1).ends_with("ing"))
        .find(|at| reading.is(*at, class::PERSON | class::MILITARY));
    // "two soldiers were wounded": those before a passive verb suffer it.
    let target = target
        .or_else(|| subject.filter(|_| passive).find(|at| reading.is(*at, class::PERSON | class::MILITARY)));
    let agent = agent.map(|at| phrase(reading, at, start)).or_else(|| {
        if passive { None } else { bearer(reading, trigger, start).or_else(|| doer(reading, trigger, start)) }
    });
    (agent, target.map(|at| phrase(reading, at, start)))
}

/// "were wounded", "had been quickly seized": a form of "to be" right before.
fn is_passive(reading: &Reading<'_>, first: usize, start: usize) -> bool {
    (first.saturating_sub(4).max(start)..first)
        .rev()
        .take_while(|at| reading.is(*at, class::BE | class::AUX) || reading.word(*at).ends_with("ly"))
        .any(|at| reading.is(at, class::BE))
}

/// "Turkish warplanes", "a Sudanese drone": a nation's weapon stands for the nation.
fn bearer(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> Option<String> {
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
        Some(words(reading, at - 1, end))
    })
}

/// "Teachers marched", "armed men attacked": the people right before a verb of doing.
fn doer(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> Option<String> {
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

/// Sentences over which "he said" reaches back for a name.
const PRONOUN_REACH: usize = 6;

/// Who says so: the name or office beside the sentence's speech verb; of "he said", the speaker named last.
#[must_use]
pub fn speaker(reading: &Reading<'_>, sentence: usize, trigger: &Trigger<'_>) -> Option<String> {
    let window = reading.window(sentence, trigger.first);
    let pronoun = window.clone().any(|at| {
        matches!(reading.word(at), "he" | "she")
            && (reading.is(at + 1, class::SPEECH) || reading.is(at.saturating_sub(1), class::SPEECH))
    });
    named_speaker(reading, window).or_else(|| {
        let back = sentence.saturating_sub(PRONOUN_REACH)..sentence;
        let of = |sentence: usize| {
            let bounds = reading.sentence(sentence);
            named_speaker(reading, bounds.first_token..bounds.end_token.min(bounds.first_token + 120))
        };
        if pronoun { back.rev().find_map(of) } else { None }
    })
}

/// Who denies something by the verb at `at`: its subject, or the agent after "by".
#[must_use]
pub fn denier(reading: &Reading<'_>, at: usize, (start, end): (usize, usize)) -> Option<String> {
    if reading.word(at + 1) == "by" {
        return following(reading, at + 2, end);
    }
    let mut last = at;
    while last > start
        && (reading.is(last - 1, class::AUX | class::BE) || reading.word(last - 1).ends_with("ly"))
    {
        last -= 1;
    }
    before(reading, last, start)
}

fn named_speaker(reading: &Reading<'_>, window: std::ops::Range<usize>) -> Option<String> {
    let std::ops::Range { start, end } = window;
    for at in start..end {
        if !reading.is(at, class::SPEECH) || matches!(reading.word(at), "telegram" | "statement" | "report") {
            continue;
        }
        let to = reading.word(at) == "according" && reading.word(at + 1) == "to";
        let after = if to { at + 2 } else { at + 1 };
        let left = (at > start && !to).then(|| before(reading, at, start)).flatten();
        if let Some(found) = left.or_else(|| following(reading, after, end)) {
            return Some(found);
        }
    }
    None
}

fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    reading.prose.tokens.get(at).is_some_and(|token| {
        token.kind == TokenKind::Word
            && (token.capital && !is_function(reading.word(at)) || reading.is(at, class::OFFICIAL))
            || token.kind == TokenKind::Possessive
    })
}

fn before(reading: &Reading<'_>, at: usize, start: usize) -> Option<String> {
    let mut first = at;
    while first > start && at - first < LONGEST {
        if is_name(reading, first - 1) || first < at && is_branch(reading.word(first - 1)) {
            first -= 1;
        } else if first < at
            && first >= start + 2
            && reading.word(first - 1) == "-"
            && is_article(reading.word(first - 2))
        {
            // "al-Amal"
            first -= 2;
        } else {
            break;
        }
    }
    // "residents said", "the militants denied it": people without a name.
    let people =
        first == at && at > start && reading.is(at - 1, class::PERSON | class::ARMED_GROUP | class::MILITARY);
    if people
        || first == at
            && at > start
            && matches!(reading.word(at - 1), "witnesses" | "eyewitnesses" | "media" | "activists")
    {
        return Some(phrase(reading, at - 1, start));
    }
    (first < at).then(|| words(reading, first, at))
}

/// "the defence ministry", "the regional governor": what an office is for.
fn is_branch(word: &str) -> bool {
    matches!(
        word,
        "defence"
            | "defense"
            | "interior"
            | "foreign"
            | "health"
            | "emergency"
            | "emergencies"
            | "regional"
            | "local"
            | "provincial"
            | "military"
            | "police"
            | "state"
            | "resistance"
            | "district"
            | "security"
    )
}

/// The article that Arabic names are written with.
fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "an" | "ar" | "as" | "ash" | "at")
}

fn following(reading: &Reading<'_>, from: usize, end: usize) -> Option<String> {
    let first = (from..end.min(from + 3)).find(|at| is_name(reading, *at))?;
    let mut last = first;
    while last + 1 < end
        && last - first < LONGEST
        && (is_name(reading, last + 1) || reading.word(last + 1) == "of" && is_name(reading, last + 2))
    {
        last += 1;
    }
    Some(words(reading, first, last + 1))
}

/// The weapon beside the trigger, as written.
#[must_use]
pub fn weapon(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Option<String> {
    let bounds = reading.sentence(sentence);
    let from = trigger.first.saturating_sub(20).max(bounds.first_token);
    let to = bounds.end_token.min(trigger.end + 20);
    // A thing stands before a verb that only implies one: "shelled with mortars".
    let verb = |at: usize| {
        matches!(
            reading.word(at),
            "shelled" | "shot" | "stabbed" | "hacked" | "beheaded" | "gunned" | "planted" | "detonated"
        )
    };
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
    while first > from
        && (joins(first - 1)
            || matches!(reading.word(first - 1), "car" | "truck" | "tear" | "land" | "petrol" | "assault"))
    {
        first -= 1;
    }
    Some(words(reading, first, end))
}

/// A weapon; not those who bear one, and not "air" before "defence".
fn is_arm(reading: &Reading<'_>, at: usize) -> bool {
    let arm = super::weapon::is_weapon(reading, at)
        || matches!(reading.word(at), "bomb" | "bombs" | "explosives") && !reading.prose.tokens[at].capital;
    let bomber = reading.word(at) == "suicide" || matches!(reading.before(at, 1), "suicide");
    let people = reading.is(at, class::PERSON | class::ARMED_GROUP) && !bomber;
    let air = reading.word(at) == "air"
        && matches!(
            reading.word(at + 1),
            "defence" | "defences" | "defense" | "defenses" | "force" | "forces" | "alert"
        );
    arm && !people && !air
}
