//! Stated zeros: "no casualties", "no one was injured", "without victims".

use std::ops::Range;

use super::casualty::{Harm, NONE, Toll};
use super::lexicon::class;
use super::people::Who;
use super::reading::Reading;
use crate::text::numbers::Bound;

/// The zero that the word of harm at `head` ends, if it ends one.
#[must_use]
pub fn zero(reading: &Reading<'_>, start: usize, end: usize, head: usize) -> Option<Toll> {
    let harm = harm_of(reading, head)?;
    let from = head.saturating_sub(8).max(start);
    let denied = (from..head)
        .rev()
        .find(|at| denies(reading, *at))
        .or_else(|| avoided(reading, end, head))
        .or_else(|| unhurt(reading, from, head))
        .or_else(|| not_one(reading, from, head))
        .or_else(|| hurts_nobody(reading, head))?;
    if is_verb(reading, head) && !is_said_of_all(reading, denied, head) {
        return None;
    }
    let between = denied + 1..head;
    // "no one was injured", "no reports of injuries", "not injured"; not "no doubt that two were injured"
    let clean = between.clone().all(|at| {
        reading.is(at, class::BE | class::AUX | class::PERSON | class::KILL | class::HURT | class::ZERO_WORD)
            || leads_to(reading, at)
            || of_all_those(reading, denied, at)
    });
    // "no one was seriously injured", "no casualties on the government side": others may have been.
    let some = between.clone().any(|at| reading.is(at, class::GRAVELY))
        || reading.word(head + 1) == "on"
            && (head + 2..end.min(head + 6)).any(|at| reading.word(at) == "side");
    let unknown = is_unknown(reading, between.clone(), head);
    let word_not = reading.word(denied) == "not" || reading.word(denied).ends_with("n't");
    let of_any = || between.clone().any(|at| reading.word(at) == "any") || is_any(reading.word(head + 1));
    let single = not_one(reading, from, head) == Some(denied);
    let clean = clean || single || denied > head || unhurt(reading, from, head) == Some(denied);
    if unknown
        || some
        || !clean
        || word_not
            && !single
            && !of_any()
            && !is_of_all(reading, start, denied)
            && !is_of_driver(reading, start, denied)
    {
        return None;
    }
    let harm = widened(reading, harm, between, (head, end));
    Some(Toll {
        harm,
        count: NONE,
        bound: Bound::Exact,
        additional: false,
        others: false,
        part: false,
        soft: false,
        total: false,
        earlier: false,
        who: Who::Open,
        nth: None,
        late: false,
        again: false,
        from_hurt: false,
        roles: 0,
        side: None,
        people: head,
        head,
        span: reading.prose.tokens[denied].span.join(reading.prose.tokens[head].span),
    })
}

/// "None of the 40 passengers was hurt", "Neither of them was hurt": what stands between nobody and those among whom nobody is.
fn of_all_those(reading: &Reading<'_>, denied: usize, at: usize) -> bool {
    let nobody = matches!(reading.word(denied), "none" | "neither" | "nobody" | "no");
    let after = denied + 1 + usize::from(reading.word(denied) == "no" && reading.word(denied + 1) == "one");
    nobody
        && matches!(reading.word(after), "of" | "among")
        && (matches!(
            reading.word(at),
            "of" | "among"
                | "the"
                | "its"
                | "those"
                | "these"
                | "them"
                | "his"
                | "her"
                | "their"
                | "on"
                | "board"
                | "aboard"
        ) || reading.is(at, class::NUMBER_WORD)
            || reading.prose.tokens[at].kind == crate::text::TokenKind::Number)
}

/// What is not known yet is no zero: "no information about casualties", "no casualty figures could be obtained".
fn is_unknown(reading: &Reading<'_>, mut between: Range<usize>, head: usize) -> bool {
    let figures = reading.is(head + 1, class::FIGURE);
    figures || between.any(|at| matches!(reading.word(at), "information" | "data" | "details" | "confirmed"))
}

/// "no one was killed or injured": both, where the words around the head name both.
fn widened(reading: &Reading<'_>, harm: Harm, between: Range<usize>, (head, end): (usize, usize)) -> Harm {
    let after = || head + 1..end.min(head + 4);
    let joined =
        |at: usize| (head + 1..at).all(|at| matches!(reading.word(at), "or" | "and" | "," | "no" | "nor"));
    let also_dead = between.clone().any(|at| reading.is(at, class::KILL))
        || after().any(|at| reading.is(at, class::KILL) && joined(at));
    let also_hurt = between.clone().any(|at| reading.is(at, class::HURT))
        || after().any(|at| matches!(reading.word(at), "injuries" | "injured" | "wounded") && joined(at));
    match harm {
        Harm::Injured if also_dead => Harm::Either,
        Harm::Killed if also_hurt => Harm::Either,
        other => other,
    }
}

/// "did not result in any", "without leading to": words that tie what happened to whom it hurt.
fn leads_to(reading: &Reading<'_>, at: usize) -> bool {
    let pair = |at: usize| {
        matches!(
            (reading.word(at), reading.word(at + 1)),
            ("result" | "resulting", "in") | ("lead" | "leading", "to")
        )
    };
    let plain = reading.is(at, class::LEADS_TO);
    plain || pair(at) || at > 0 && pair(at - 1)
}

/// "no one", "without", "did not", "didn't".
fn denies(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, class::DENIAL) || reading.word(at).ends_with("n't")
}

fn is_any(word: &str) -> bool {
    matches!(word, "anyone" | "anybody")
}

/// A verb that says that nobody suffered only together with whom it spared: "without hurting anyone", "nobody was hit".
fn is_verb(reading: &Reading<'_>, head: usize) -> bool {
    // "fell on a field without harm", not "without harm to trade"
    let noun = reading.word(head) == "harm"
        && matches!(reading.before(head, 1), "without" | "no")
        && reading.word(head + 1) != "to";
    !noun && reading.is(head, class::HURTS)
}

/// "nobody was hit", "nobody suffered.", "not injure anyone", "injured nobody".
fn is_said_of_all(reading: &Reading<'_>, denied: usize, head: usize) -> bool {
    let nobody =
        reading.word(denied) == "nobody" || reading.word(denied) == "no" && reading.word(denied + 1) == "one";
    let ends = || matches!(reading.word(head + 1), "" | "." | "," | ";" | "and" | "in" | "by" | "as");
    match reading.word(head) {
        "hit" | "suffered" => nobody && denied < head && ends(),
        _ => denied > head || is_any(reading.word(head + 1)),
    }
}

/// "The blaze injured nobody": the index of the word after the verb.
fn hurts_nobody(reading: &Reading<'_>, head: usize) -> Option<usize> {
    let verb = reading.is(head, class::HURT | class::KILL) || is_verb(reading, head);
    let nobody = reading.word(head + 1) == "nobody"
        || reading.word(head + 1) == "no" && reading.word(head + 2) == "one";
    (verb && nobody && reading.word(head) != "suffered").then_some(head + 1)
}

/// "Not a single person was hurt": the index of the word that denies it.
fn not_one(reading: &Reading<'_>, from: usize, head: usize) -> Option<usize> {
    let one =
        |at: usize| (reading.word(at), reading.word(at + 1), reading.word(at + 2)) == ("not", "a", "single");
    (from..head).rev().find(|at| one(*at))
}

/// "Residents were not hurt": all those who live there, at the head of their clause.
fn is_of_all(reading: &Reading<'_>, start: usize, not: usize) -> bool {
    let be = not.wrapping_sub(1);
    let noun = be.wrapping_sub(1);
    let all = reading.is(noun, class::THOSE_THERE);
    let the = noun.wrapping_sub(usize::from(reading.before(noun, 1) == "the"));
    all && reading.is(be, class::BE)
        && (the == start || matches!(reading.before(the, 1), "," | "that" | "and" | "but" | ";" | ":"))
}

/// "The driver was able to leap from the cab and was not hurt": the only one who could have been, some words before.
fn is_of_driver(reading: &Reading<'_>, start: usize, not: usize) -> bool {
    let alone = |at: usize| reading.is(at, class::DRIVER);
    let subject = (not.saturating_sub(14).max(start)..not).rev().find(|at| alone(*at));
    subject.is_some_and(|at| {
        let clause = at + 1..not.saturating_sub(1);
        let joined = clause.clone().any(|at| matches!(reading.word(at), "and" | "but"));
        joined
            && clause.clone().all(|at| {
                !matches!(reading.word(at), "," | ";" | "\"" | "who" | "while" | "when")
                    && !reading.is(at, class::KILL | class::HURT | class::PERSON)
            })
    })
}

/// What a word after "no" says that nobody suffered.
fn harm_of(reading: &Reading<'_>, head: usize) -> Option<Harm> {
    Some(match reading.word(head) {
        "casualties" | "victims" | "casualty" => Harm::Either,
        _ if reading.is(head, class::HURT_WORD) => Harm::Injured,
        _ if reading.is(head, class::DEATH_WORD) => Harm::Killed,
        "life" if reading.before(head, 1) == "of" && reading.before(head, 2) == "loss" => Harm::Killed,
        "lost" if (1..4).any(|back| matches!(reading.before(head, back), "lives" | "life")) => Harm::Killed,
        _ => return None,
    })
}

/// "everyone on board escaped unhurt", "the crew escaped unhurt": the index of "everyone".
fn unhurt(reading: &Reading<'_>, from: usize, head: usize) -> Option<usize> {
    let told = matches!(reading.word(head), "unhurt" | "unharmed" | "unscathed" | "uninjured");
    let whole = |at: usize| reading.is(at, class::THOSE_INSIDE) && reading.before(at, 1) == "the";
    let all =
        |at: &usize| matches!(reading.word(*at), "all" | "everyone" | "everybody" | "both") || whole(*at);
    (from..head).rev().filter(|_| told).find(all)
}

/// "casualties were avoided": the index of the last word.
fn avoided(reading: &Reading<'_>, end: usize, head: usize) -> Option<usize> {
    let at = (head + 1..end.min(head + 4)).find(|at| matches!(reading.word(*at), "avoided" | "averted"))?;
    (head + 1..at).all(|between| reading.is(between, class::BE | class::AUX)).then_some(at)
}
