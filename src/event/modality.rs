//! Whether the trigger's event happened: plans, conditions, denials, sums, habits and background told apart.

use super::adjectives::{claims_lives, denies_report, is_linked_group, is_of_people, is_since_aside};
use super::alike::is_own_date;
use super::background::{MANY_DAYS, is_old};
use super::lexicon::{Effect, Reach, Sort, class};
use super::reading::Reading;
use super::recalled;
use super::trigger::Trigger;
use super::{EventType, Modality, SubEventType, When};
use crate::evidence::Evidence;
use crate::text::dates::DateKind;

/// The modality of a trigger and the words that gave it.
#[must_use]
pub fn of(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> (Modality, Option<Evidence>) {
    let bounds = reading.sentence(sentence);
    let mut claimed = None;
    // A cue lies in reach of a window around the trigger only, so the work stays linear in the text.
    let from = trigger.first.saturating_sub(40).max(bounds.first_token);
    let to = bounds.end_token.min(trigger.end + 40);
    if let Some(standing) = by_form(reading, trigger, sentence, from) {
        return standing;
    }
    for at in from..to {
        for (rule, end) in reading.lexicon.cues.at(&reading.coded, at, bounds.end_token) {
            let inside = at < trigger.end && trigger.first < end;
            let reaches = match rule.value.reach {
                Reach::Before => is_right_before(reading, end, trigger),
                Reach::Clause => {
                    reading.apart(at, trigger.first) <= 16 && !is_parted(reading, at, trigger.first)
                }
                Reach::Sentence => true,
            };
            // "fired dozens of rockets" counts rockets, no attacks.
            let within = trigger.first <= at && end <= trigger.end;
            let counts = within && matches!(rule.value.effect, Effect::Aggregate | Effect::Repeated);
            let idle = is_month(reading, at) || is_overruled(reading, trigger, sentence, (&rule.id, end));
            if counts || inside && at == trigger.first || !(reaches || inside) || idle {
                continue;
            }
            let span = reading.prose.tokens[at].span.join(reading.prose.tokens[end - 1].span);
            let evidence = Evidence::at(rule.id.clone(), span, "tells the standing of the event");
            let modality = match rule.value.effect {
                Effect::Planned => Modality::Planned,
                Effect::Hypothetical => Modality::Hypothetical,
                Effect::Denied => Modality::Denied,
                Effect::Repeated if on_one_day(reading, trigger, sentence) => continue,
                // "In recent days, they captured the village": a place is taken once.
                Effect::Aggregate if trigger.value.sort == Sort::Capture && reading.word(at) == "recent" => {
                    continue;
                }
                Effect::Aggregate | Effect::Repeated => Modality::Aggregate,
                // "caught a man suspected of theft, and stoned him": what is said of the one to whom it was done.
                Effect::History
                    if inside
                        && at > trigger.first
                        && matches!(rule.id.as_str(), "hist.accused" | "hist.past") =>
                {
                    continue;
                }
                // "Hours after the talks, gunmen killed two": the talks are what is past.
                Effect::History
                    if rule.value.reach == Reach::Before
                        && (end..trigger.first).any(|at| reading.word(at) == ",") =>
                {
                    continue;
                }
                Effect::History => Modality::History,
                Effect::Claimed => {
                    claimed = Some(evidence);
                    continue;
                }
            };
            return (modality, Some(evidence));
        }
    }
    match claimed {
        Some(evidence) => (Modality::Claimed, Some(evidence)),
        None => (Modality::Happened, None),
    }
}

/// True for a cue that ends at `end`, right before a trigger and in its clause.
fn is_right_before(reading: &Reading<'_>, end: usize, trigger: &Trigger<'_>) -> bool {
    end <= trigger.first
        && trigger.first - end <= 4
        && reading.apart(end, trigger.first) <= 7
        // "The protests intensified as demonstrators torched a hall": another clause.
        && !(end..trigger.first).any(|at| matches!(reading.word(at), "as" | "when" | "while" | "after"))
        // "a park where they had planned to meet and arrested their leader"
        && !(reading.before(trigger.first, 1) == "and"
            && end + 2 <= trigger.first
            && reading.word(trigger.first).ends_with("ed"))
}

/// "the bloodiest attack on a city since the start of the war": of this one attack.
fn is_record(reading: &Reading<'_>, end: usize) -> bool {
    const REACH: usize = 14;
    (end.saturating_sub(REACH)..end).any(|at| {
        let word = reading.word(at);
        word == "worst" || word.ends_with("iest") || reading.is(at, class::GRAVEST)
    })
}

/// True for a cue that the words beside it take back: "since the beginning of the day", "on 15 May a woman died in constant
/// shelling", "as a reminder, on Sunday a mine wounded two".
fn is_overruled(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sentence: usize,
    (rule, end): (&str, usize),
) -> bool {
    match rule {
        // "drowned in a training accident"
        "hyp.exercise" => {
            reading.before(end, 1) == "training"
                && matches!(reading.word(end), "accident" | "crash" | "flight")
        }
        // "was going to Karachi": on its way.
        "plan.going" => reading.prose.tokens.get(end).is_some_and(|next| next.capital),
        // "men in false police vests opened fire": what they wore.
        "deny.false" => !denies_report(reading, end),
        // "dismissed workers rallied", "alleged gang members shot two": people, and no word of what they did.
        "deny" | "claim.claimed" => is_of_people(reading, end) || claims_lives(reading, end),
        "agg.since" => reading.word(end) == "of" && is_day(reading, end + 1) || is_record(reading, end),
        // "from a post occupied since May, troops opened fire": the post is spoken of.
        "agg.since_when" => is_since_aside(reading, end, trigger.first),
        // "groups linked to X attacked": whose they are.
        "hist.linked" => is_linked_group(reading, end),
        "agg.habit" => names_day(reading, trigger, sentence) && tells_dead(reading, trigger, sentence),
        // "Militants attempted to infiltrate", "workers attempted to block the road": a fight and a protest all the same.
        "plan.attempt" => {
            let fight = matches!(
                trigger.value.sort,
                Sort::Fixed(EventType::Battles | EventType::Protests | EventType::Riots, _)
            );
            fight || costs_lives(reading, trigger, sentence)
        }
        // "passed without incident", "entered the town without a shot": words of the telling itself.
        "neg" => trigger.first < end && end <= trigger.end && reading.word(end - 1) == "without",
        // "supporters of the jailed leader clashed with police"
        "hist.verdict" => {
            matches!(reading.before(end, 2), "the" | "a" | "an" | "their" | "of" | "for")
                && end <= trigger.first
                && reading.any(end..end + 2, class::PERSON | class::TITLE)
        }
        // "a man accused of witchcraft was lynched": to him it was done.
        "hist.accused" => end < trigger.first && reading.any(trigger.first - 1..trigger.first + 1, class::BE),
        "hist.reminder" | "hist.remind" => {
            names_day(reading, trigger, sentence) && !names_old_day(reading, trigger, sentence)
        }
        // "fired tear gas at marchers marking the anniversary of the rallies": on that day.
        "hist.anniv" => {
            !matches!(trigger.value.sort, Sort::Fixed(_, SubEventType::PeacefulProtest))
                && (trigger.end..end).any(|at| matches!(reading.word(at), "marking" | "mark" | "on"))
        }
        // "A possible tornado overturned nine homes": what it did is told.
        "plan.attacks" | "hyp.risk" => {
            matches!(reading.word(end - 1), "possible" | "potential")
                && matches!(reading.before(end - 1, 1), "a" | "an")
                && matches!(trigger.value.sort, Sort::Fixed(EventType::Disaster, _))
        }
        // "shelled two villages that have been flashpoints in recent months": the villages are spoken of.
        "agg.months" | "agg.longtime" => (trigger.end..end).any(|at| {
            matches!(reading.word(at), "that" | "which" | "who")
                && matches!(reading.word(at + 1), "have" | "has" | "had")
        }),
        // "Supporters of the former president gathered", "a former mayor was shot": he is past, not what was done.
        "hist.past" => {
            reading.word(end - 1) == "former" && trigger.first > end
                || matches!(reading.word(end - 1), "former" | "past")
                    && (end..=trigger.first.min(end + 3)).any(|at| reading.is(at, class::PERSON))
        }
        // "Hundreds of homes were flooded" counts homes.
        "agg.wave" => {
            reading.before(end, 1) == "of"
                && reading
                    .any(end..trigger.first.min(end + 3), class::PERSON | class::NOT_PERSON | class::FACILITY)
        }
        _ => false,
    }
}

/// What the form of the sentence says: one of a count, a question, a purpose, a habit.
fn by_form(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sentence: usize,
    from: usize,
) -> Option<(Modality, Option<Evidence>)> {
    let span = |at: usize| reading.prose.tokens[at].span;
    let as_told = |modality, rule, at, note| Some((modality, Some(Evidence::at(rule, span(at), note))));
    if let Some(at) =
        (trigger.first.saturating_sub(4).max(from)..trigger.first).find(|at| is_ordinal(reading, *at))
    {
        return as_told(Modality::Aggregate, "agg.ordinal", at, "one of a count");
    }
    if let Some((at, rule)) =
        recalled::correction(reading, sentence).or_else(|| recalled::since_when(reading, trigger, from))
    {
        return as_told(Modality::History, rule, at, "told of before");
    }
    if let Some(mark) = asked(reading, sentence) {
        return if answered_no(reading, sentence) {
            as_told(Modality::Denied, "deny.answer", mark, "a question that is answered no")
        } else {
            as_told(Modality::Hypothetical, "hyp.question", mark, "only asked")
        };
    }
    if is_infinitive(reading, trigger, from) && !is_tried_at_cost(reading, trigger, sentence) {
        return as_told(Modality::Planned, "plan.infinitive", trigger.first - 1, "an infinitive of purpose");
    }
    if let Some(at) = only_called_for(reading, trigger, sentence) {
        return as_told(Modality::Planned, "plan.called_for", at, "called for, planned or called off");
    }
    if let Some(after) = is_long_before(reading, trigger, from) {
        return as_told(Modality::History, "hist.after", after, "what the event is said to have come after");
    }
    if is_habit(reading, trigger, sentence) {
        return as_told(Modality::Aggregate, "agg.present", trigger.first, "a habit, told in the present");
    }
    None
}

/// "were killed when they attempted to attack an outpost": what was tried, and cost lives.
fn is_tried_at_cost(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    reading.is_before(trigger.first, 2, class::ATTEMPT) && costs_lives(reading, trigger, sentence)
}

/// "Five rebels were killed when they attempted to storm a post", "died trying to storm it": the dead stand before what was tried.
fn costs_lives(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let start = reading.window(sentence, trigger.first).start;
    trigger.value.sort == Sort::Attack && reading.any(start..trigger.first, class::KILL | class::HURT)
}

/// "The shooting came just a month after a man shot ten people in X": long before the event that it is told for. The word "after".
fn is_long_before(reading: &Reading<'_>, trigger: &Trigger<'_>, from: usize) -> Option<usize> {
    const REACH: usize = 8;
    let after = (trigger.first.saturating_sub(REACH).max(from)..trigger.first)
        .rev()
        .take_while(|at| !matches!(reading.word(*at), "," | ";" | ":"))
        .find(|at| reading.word(*at) == "after")?;
    // "came 10 days after a quake killed 74 in X"
    let many = || {
        let count = reading.before(after, 2);
        count.parse().is_ok_and(|days: u32| days >= MANY_DAYS)
            || reading.is_before(after, 2, class::MANY_DAYS)
    };
    let long = reading.is_before(after, 1, class::LONG_TIME) || reading.before(after, 1) == "days" && many();
    (long && !reading.any(after..trigger.first, class::EVENT_NOUN)).then_some(after)
}

/// "next Tuesday": days after the article's own, of which it can only tell what is planned. A day's difference may be one of clocks.
pub fn is_to_come(when: &When, published: Option<jiff::civil::Date>) -> bool {
    let own = is_own_date(when).then_some(when.start).flatten();
    own.zip(published).and_then(|(own, day)| own.since(day).ok()).is_some_and(|after| after.get_days() > 1)
}

/// "called for a march", "cancelled the rally", "protests are planned in": a gathering that has not taken place. The word that says so.
fn only_called_for(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> Option<usize> {
    const NEAR: usize = 6;
    let bounds = reading.sentence(sentence);
    let gathering = |at: usize| reading.is(at, class::GATHERING);
    if !matches!(trigger.value.sort, Sort::Fixed(EventType::Protests, _)) {
        return None;
    }
    // "Protesters called for a march": the people are the trigger's word, the gathering follows.
    let called = trigger.end + 4;
    let noun = (trigger.first..called.min(bounds.end_token)).find(|at| gathering(*at))?;
    let start = noun.saturating_sub(4).max(bounds.first_token);
    let open = |from: usize| {
        (from..noun).all(|at| {
            let day = reading.word(at) == "of" && matches!(reading.before(at, 1), "day" | "days" | "week");
            day || !matches!(reading.word(at), "end" | "to" | "of" | "in" | "," | "and")
        })
    };
    let before = (start..noun).find(|at| {
        let calls = matches!(reading.word(*at), "call" | "called" | "calls" | "calling")
            && matches!(reading.word(at + 1), "for" | "off");
        let drops = reading.is(*at, class::CALLED_OFF);
        (calls && open(at + 2) || drops && open(at + 1)) && !reading.is(at - 1, class::BE)
    });
    before.or_else(|| {
        let end = bounds.end_token.min(trigger.end + NEAR);
        let passive = |at: &usize| {
            reading.is(*at, class::SCHEDULED)
                || reading.word(*at) == "called" && matches!(reading.word(at + 1), "off" | "for")
        };
        let after = (noun + 1..end).find(passive)?;
        let led = (noun + 1..after).all(|at| {
            reading.is(at, class::BE | class::AUX)
                || reading.prose.tokens[at].capital
                || reading.word(at) == "in"
        });
        (led && reading.is(after - 1, class::BE | class::AUX)).then_some(after)
    })
}

/// True if a day or night is named beside the trigger, or is all that the text tells of: strikes counted within it are one event.
fn on_one_day(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let mut dates = reading.dates_in(reading.window(sentence, trigger.first));
    reading.of_one_day || dates.any(|date| matches!(date.kind, DateKind::Day | DateKind::PartOfDay))
}

/// True if the trigger's clause tells of people killed.
fn tells_dead(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    reading.any(reading.window(sentence, trigger.first), class::KILL)
}

/// "day", "the day".
fn is_day(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at + usize::from(reading.word(at) == "the")) == "day"
}

/// True if a day of its own is named beside the trigger.
fn names_day(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let mut dates = reading.dates_in(reading.window(sentence, trigger.first));
    dates.any(|date| date.kind == DateKind::Day && date.named)
}

/// True if the day named beside the trigger lies well before the article's own.
fn names_old_day(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let mut dates = reading.dates_in(reading.window(sentence, trigger.first));
    dates.any(|date| is_old(date.to, reading.published))
}

/// "Did rebels take the town?": the index of the mark, where a sentence asks; one that quotes or announces does not.
fn asked(reading: &Reading<'_>, sentence: usize) -> Option<usize> {
    let bounds = reading.sentence(sentence);
    let asks = reading.is(bounds.first_token, class::QUESTION_VERB);
    let last = bounds.end_token.checked_sub(1)?;
    (asks && reading.word(last) == "?").then_some(last)
}

/// "No, police said": the answer that the sentence after a question begins with.
fn answered_no(reading: &Reading<'_>, sentence: usize) -> bool {
    sentence + 1 < reading.prose.sentences.len() && {
        let next = reading.sentence(sentence + 1);
        let first = next.first_token;
        reading.word(first) == "no" && matches!(reading.word(first + 1), "," | "." | ":" | "-" | "")
    }
}

/// "plots to carry out attacks", "enabling them to strike"; not "used drones to attack", "managed to seize".
fn is_infinitive(reading: &Reading<'_>, trigger: &Trigger<'_>, from: usize) -> bool {
    if reading.before(trigger.first, 1) != "to" || trigger.first < from + 2 {
        return false;
    }
    reading.is(trigger.first, class::BARE)
        && !reading.any(trigger.first.saturating_sub(10).max(from)..trigger.first - 1, class::DONE)
}

/// "gangs who raid when they please", "militants attack the road": a bare verb after "who" or a plural tells a habit in
/// running text, where no day is named.
fn is_habit(reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    let at = trigger.first;
    if bounds.heading || bounds.paragraph == 0 || at <= bounds.first_token || !reading.is(at, class::HABIT) {
        return false;
    }
    let plural = || {
        reading.is(at - 1, class::ARMED_GROUP | class::MILITARY | class::PERSON)
            && (reading.before(at, 1).ends_with('s') || reading.is(at - 1, class::PLURAL))
    };
    (matches!(reading.before(at, 1), "who" | "which" | "that" | "they") || plural())
        && reading.dates_in(reading.window(sentence, at)).next().is_none()
}

/// True if a comma and then more than a few words part a cue from the trigger.
fn is_parted(reading: &Reading<'_>, cue: usize, trigger: usize) -> bool {
    let (low, high) = (cue.min(trigger), cue.max(trigger));
    high - low > 5 && (low..high).any(|at| reading.word(at) == ",")
}

/// "the 21st attack" counts attacks.
fn is_ordinal(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or("");
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(suffix, "st" | "nd" | "rd" | "th")
        && !reading.dates_in(at.saturating_sub(4)..at + 1).any(|date| at < date.end)
}

/// "May" with a capital is a month and no "may".
fn is_month(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at) == "may" && reading.prose.tokens[at].capital
}
