//! Distances that are said without a length: "near", "on the border", "halfway between", "an hour's drive".
//!
//! Only where both ends are named and the words say where the one lies: texts are full of "near", and most of it is no claim.

use super::Hedge;
use super::connector::Tie;
use super::find::{self, Draft, Said};
use super::ground::inverse;
use super::names::Name;
use super::subject;
use super::target::{self, Part, Target, TargetKind};
use super::words::{Role, View};
use crate::text::Sentence;
use crate::text::measure::number::Number;
use crate::text::measure::{self, Measure, Unit};

/// Reads every such distance outside of `known`.
pub(super) fn drafts(view: &View<'_>, known: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![false; view.prose.tokens.len()];
    for range in known.iter().flat_map(|draft| [&draft.number, &draft.target.tokens]) {
        let end = range.end.min(taken.len());
        taken[range.start.min(end)..end].fill(true);
    }
    let mut found = Vec::new();
    let mut next = 0;
    for (at, taken) in taken.into_iter().enumerate() {
        if at < next || taken {
            continue;
        }
        if view.may_bound(at)
            && let Some(draft) = bounded(view, at).or_else(|| middle(view, at))
        {
            next = draft.tokens.end;
            found.push(draft);
        }
    }
    found.extend(
        measure::find_times(view.text, view.prose).into_iter().filter_map(|time| journey(view, time)),
    );
    found
}

/// A length in km that `tokens` state without a figure.
fn in_words(view: &View<'_>, tokens: std::ops::Range<usize>, number: Number) -> Measure {
    Measure {
        span: view.span(tokens.clone()),
        first_token: tokens.start,
        end_token: tokens.end,
        number,
        unit: Unit::Kilometre,
        hyphened: false,
        softened: false,
    }
}

/// "near Y", "on the border with Y".
fn bounded(view: &View<'_>, at: usize) -> Option<Draft> {
    let (length, km) = view.bound_at(at)?;
    let mut after = at + length;
    while matches!(view.word(after), "away" | "from") {
        after += 1;
    }
    let (sentence, bounds) = sentence_of(view, at)?;
    let target = target::read(view, after, bounds.end_token)?;
    let sharp = view.word(at + length - 1) == "on";
    let meant = match target.kind {
        TargetKind::Border(_) => true,
        TargetKind::Coast => !sharp || view.role_at(after + 1, Role::Coast).is_some(),
        TargetKind::Toponym(toponym, _) => !sharp && is_apart(view, toponym, after),
        _ => false,
    };
    if !meant {
        return None;
    }
    let number = Number { low: 0.0, high: km, step: km, range: false, vague: true };
    draft(view, Said::Words, in_words(view, at..at + length, number), (sentence, bounds), target)
}

/// "halfway between X and Y", "midway from X to Y": measured from the end whose distance differs most from the half.
fn middle(view: &View<'_>, at: usize) -> Option<Draft> {
    let length = view.role_at(at, Role::Middle)?;
    let (sentence, bounds) = sentence_of(view, at)?;
    let link = match view.word(at + length) {
        "between" | "from" => at + length + 1,
        _ => return None,
    };
    let first = target::read(view, link, bounds.end_token)?;
    let next = first.tokens.end;
    let joined = matches!((view.word(link - 1), view.word(next)), ("between", "and") | ("from", "to"));
    let second = target::read(view, next + 1, bounds.end_token).filter(|_| joined)?;
    let spot = |target: &Target| match target.kind {
        TargetKind::Toponym(toponym, _) if view.is_spot(toponym) => Some(toponym),
        _ => None,
    };
    let (one, two, end) = (spot(&first)?, spot(&second)?, second.tokens.end);
    let positions = [view.place(one)?.position, view.place(two)?.position];
    let half = inverse(positions[0], positions[1]).0 / 2.0;
    let number = Number { low: half, high: half, step: MIDDLE_SHARE * half, range: false, vague: false };
    let measure = in_words(view, at..at + length, number);
    let whole = Target { kind: first.kind, tokens: first.tokens.start..end };
    let mut made = draft(view, Said::Middle, measure, (sentence, bounds), whole)?;
    let subject = made.subject.names.iter().find_map(|name| match name {
        Name::Known(toponym) => view.place(*toponym),
        Name::Unknown(_) => None,
    })?;
    let off = |end: usize| (inverse(subject.position, positions[end]).0 - half).abs();
    let (near, far) = if off(1) > off(0) { (two, one) } else { (one, two) };
    made.target.kind = TargetKind::Toponym(near, Part::Whole);
    made.second = Some(far);
    Some(made)
}

/// The middle is taken for a figure of its own length with a last digit of this share of it: readers take a third to two thirds of the way.
const MIDDLE_SHARE: f64 = 0.3;

/// True for a settlement of its own name right behind "near".
fn is_apart(view: &View<'_>, toponym: usize, after: usize) -> bool {
    view.is_spot(toponym) && view.place(toponym).is_some() && view.tokens_of(toponym).start <= after + 2
}

/// "an hour's drive from Y", "40 minutes by car from Y".
fn journey(view: &View<'_>, time: Measure) -> Option<Draft> {
    let mut at = time.end_token;
    while matches!(view.word(at), "'s" | "’s" | "'" | "’" | "-" | "‑") {
        at += 1;
    }
    let mode = view.role_at(at, Role::Mode);
    at += mode.unwrap_or(0);
    while matches!(view.word(at), "away") {
        at += 1;
    }
    let tied =
        matches!(view.word(at), "from" | "outside") || mode.is_some() && matches!(view.word(at), "of" | "to");
    let (sentence, bounds) = sentence_of(view, time.first_token)?;
    let target = target::read(view, at + 1, bounds.end_token).filter(|_| tied)?;
    let place = matches!(
        target.kind,
        TargetKind::Toponym(..)
            | TargetKind::Border(_)
            | TargetKind::Capital(_)
            | TargetKind::Seat
            | TargetKind::Coast
    );
    let linked = view.role_before(time.first_token, Role::Be).is_some()
        || matches!(
            time.first_token.checked_sub(1).map(|before| view.word(before)),
            Some("," | "about" | "some")
        );
    if !place || mode.is_none() && !linked {
        return None;
    }
    draft(view, Said::Time, time, (sentence, bounds), target)
}

fn sentence_of(view: &View<'_>, at: usize) -> Option<(usize, Sentence)> {
    const REACH: usize = 60;
    let sentence = view.prose.tokens.get(at)?.sentence;
    let mut bounds = *view.prose.sentences.get(sentence)?;
    bounds.first_token = bounds.first_token.max(at.saturating_sub(REACH));
    bounds.end_token = bounds.end_token.min(at + REACH);
    Some((sentence, bounds))
}

/// Ways to find a subject that leave little doubt about it, the first five even where no number shows that a claim is made.
const PLAIN: [&str; 8] = [
    "subject.verb",
    "subject.beside",
    "subject.apposition",
    "subject.description",
    "subject.name-and-kind",
    "subject.definite",
    "subject.pronoun",
    "subject.clause",
];

fn draft(
    view: &View<'_>,
    said: Said,
    measure: Measure,
    (sentence, bounds): (usize, Sentence),
    target: Target,
) -> Option<Draft> {
    let tokens = measure.first_token..target.tokens.end;
    let mut start = tokens.start;
    let opens = |at: usize| {
        let article = said == Said::Time && matches!(view.word(at), "a" | "an");
        article || view.hedge_before(at + 1).is_some_and(|(length, _)| length == 1)
    };
    while start > bounds.first_token && opens(start - 1) {
        start -= 1;
    }
    let subject = subject::find(view, find::frame(bounds, start, tokens.end, &target), None);
    let known = |name: &Name| matches!(name, Name::Known(toponym) if view.is_spot(*toponym) && view.place(*toponym).is_some());
    let rules = if said == Said::Words { &PLAIN[..5] } else { &PLAIN[..] };
    let plain = rules.contains(&subject.rule) && !subject.names.is_empty() && subject.names.iter().all(known);
    plain.then(|| Draft {
        said,
        measure,
        number: start..measure.end_token,
        restated: None,
        hedge: match said {
            Said::Words => Hedge::Vague,
            Said::Middle => Hedge::About,
            Said::Length | Said::Time => Hedge::None,
        },
        tokens: start..tokens.end,
        sentence,
        direction: None,
        tie: Tie::From,
        by_road: false,
        straight: said == Said::Middle,
        target,
        second: None,
        subject,
        turned: false,
        doubtful: false,
    })
}
