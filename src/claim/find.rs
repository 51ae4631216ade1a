//! Finds stated distances: a length that stands between a subject and a target.

use std::ops::Range;

use super::Hedge;
use super::connector::{self, Connector, Direction, Tie};
use super::earlier;
use super::names::Name;
use super::pair;
use super::subject::{self, Frame, Subject};
use super::target::{self, Target, TargetKind};
use super::vague;
use super::way;
use super::words::{Role, View};
use crate::text::Sentence;
use crate::text::measure::{self, Measure};

/// How a distance is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// By a number of some unit of length.
    Length,
    /// By words that bound it without a number: "near", "on the border".
    Words,
    /// As the middle between two places.
    Middle,
    /// By the time that a journey takes: "an hour's drive".
    Time,
}

/// A stated distance as read, before anything is measured.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent marks of one claim")]
pub(super) struct Draft {
    pub said: Said,
    pub measure: Measure,
    /// The number with its hedges.
    pub number: Range<usize>,
    /// The same length in another unit, in brackets.
    pub restated: Option<Measure>,
    pub hedge: Hedge,
    /// From hedge to target.
    pub tokens: Range<usize>,
    pub sentence: usize,
    pub direction: Option<Direction>,
    pub tie: Tie,
    pub by_road: bool,
    pub straight: bool,
    pub target: Target,
    /// The other end of "halfway between X and Y": toponym by index.
    pub second: Option<usize>,
    pub subject: Subject,
    /// True where the text states it from the line's side: "the border is 5 km from X". A direction is then turned already.
    pub turned: bool,
    /// True where an end is taken from an earlier passage that names several places: measured, not judged.
    pub doubtful: bool,
}

/// The number with what belongs to it: hedges, the same length in another unit.
pub(super) struct Figure {
    pub measure: Measure,
    pub restated: Option<Measure>,
    pub hedge: Option<Hedge>,
    /// First token of the hedge.
    pub start: usize,
    /// One past the last token that belongs to the number.
    pub next: usize,
}

/// Reads every stated distance, in order.
pub(super) fn drafts(view: &View<'_>) -> Vec<Draft> {
    let measures = measure::find(view.text, view.prose);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut restated_until = 0;
    for (index, measure) in measures.iter().enumerate() {
        if measure.first_token < restated_until {
            continue;
        }
        let (restated, after) = restatement(view, measure, measures.get(index + 1));
        restated_until = after;
        let Some(sentence) = view.prose.tokens.get(measure.first_token).map(|token| token.sentence) else {
            continue;
        };
        let Some(bounds) = view.prose.sentences.get(sentence).map(|&whole| around(whole, measure)) else {
            continue;
        };
        let figure = figure(view, *measure, restated, after, bounds.first_token);
        let previous = drafts.last().filter(|draft| draft.sentence == sentence);
        if let Some(mut draft) = draft(view, &figure, sentence, bounds, previous) {
            if let Some(previous) = previous {
                measure_from_the_same(view, previous, &mut draft);
            }
            drafts.push(draft);
        }
    }
    let unnumbered = vague::drafts(view, &drafts);
    drafts.extend(unnumbered);
    drafts.sort_by_key(|draft| draft.measure.first_token);
    drafts
}

/// "A, 5 km from the border, and B, 40 km from it": what the first distance is measured from, not A.
fn measure_from_the_same(view: &View<'_>, previous: &Draft, draft: &mut Draft) {
    let it = draft.target.kind == TargetKind::Anaphor
        && draft.target.tokens.len() == 1
        && matches!(view.word(draft.target.tokens.start), "it" | "there");
    let end = |kind: &TargetKind| match kind {
        TargetKind::Toponym(toponym, _) => view.is_spot(*toponym),
        TargetKind::Border(_) | TargetKind::Coast | TargetKind::Capital(_) | TargetKind::Seat => true,
        _ => false,
    };
    let names = &draft.subject.names;
    let anew = !names.is_empty() && names.iter().all(|name| name.start(view) >= previous.tokens.end);
    if it && anew && end(&previous.target.kind) {
        draft.target = previous.target.clone();
    }
}

/// The part of a sentence near the measure: a page without full stops must not be searched again for each number.
fn around(mut sentence: Sentence, measure: &Measure) -> Sentence {
    const REACH: usize = 150;
    sentence.first_token = sentence.first_token.max(measure.first_token.saturating_sub(REACH));
    sentence.end_token = sentence.end_token.min(measure.end_token + REACH);
    sentence
}

/// "80 km (50 miles)", "80 km / 50 miles", "80 km, or 50 miles,": the second length and where it ends.
fn restatement(view: &View<'_>, measure: &Measure, next: Option<&Measure>) -> (Option<Measure>, usize) {
    let end = measure.end_token;
    let Some(next) = next.filter(|next| next.unit != measure.unit && next.first_token <= end + 5) else {
        return (None, end);
    };
    let gap = end..next.first_token;
    let (mut opens, mut plain) = (false, true);
    for token in gap.clone() {
        match view.word(token) {
            "(" | "/" | "[" | "or" => opens = true,
            "," | "-" | "–" => {}
            _ if view.hedge_at(token) => {}
            _ => plain = false,
        }
    }
    if !opens || !plain {
        return (None, end);
    }
    let mut after = next.end_token;
    if view.word(after) == "." && matches!(view.word(after + 1), ")" | "]") {
        after += 1;
    }
    if matches!(view.word(after), ")" | "]") {
        after += 1;
    }
    if view.word(gap.start) == "," && view.word(after) == "," {
        after += 1;
    }
    (Some(*next), after)
}

fn figure(
    view: &View<'_>,
    measure: Measure,
    restated: Option<Measure>,
    after: usize,
    floor: usize,
) -> Figure {
    let (start, before) = hedges_before(view, measure.first_token, floor);
    let (length, behind) = view.hedge_after(after).unwrap_or((0, None));
    let soft = measure.softened.then_some(Hedge::About);
    let hedge = if measure.number.range { Some(Hedge::Range) } else { behind.or(before).or(soft) };
    Figure { measure, restated, hedge, start, next: after + length }
}

fn draft(
    view: &View<'_>,
    figure: &Figure,
    sentence: usize,
    bounds: Sentence,
    previous: Option<&Draft>,
) -> Option<Draft> {
    let (start, next) = (figure.start, figure.next);
    let way = way::from_to(view, figure, bounds);
    if way.is_none() && is_size(view, start, next) || is_motion(view, start, bounds.first_token, figure.hedge)
    {
        return None;
    }
    let verb = start > bounds.first_token && view.role_before(start, Role::Be).is_some();
    let mut tied = connector::read(view, next, bounds.end_token, figure.hedge, verb);
    opening_manner(view, bounds.first_token, &mut tied);
    if let Some(way) = way {
        return Some(way::draft(figure, way, sentence, &tied));
    }
    let named = tied.tie.and_then(|_| target::read(view, tied.next, bounds.end_token));
    let (target, pair) = match named {
        Some(target) => (target, false),
        None => match pair::between(view, start, next, bounds.first_token, bounds.end_token) {
            Some(target) => (target, true),
            None => (implied(view, start, bounds.first_token, &tied)?, false),
        },
    };
    if figure.measure.hyphened && !tied.by_road && !matches!(view.word(next), "from" | "away" | "distance") {
        return None;
    }
    let end = target.tokens.end.max(tied.next.min(bounds.end_token)).max(next);
    manner_after(view, end, &mut tied);
    let frame = frame(bounds, start, end, &target);
    let subject = if pair {
        pair::subject(view, &target, start)
    } else {
        subject::find(view, frame, previous.map(|draft| (draft.tokens.end, &draft.subject)))
    };
    let ends = Ends { target, subject, turned: false, doubtful: false };
    let Ends { target, subject, turned, doubtful } = if pair { ends } else { whole(view, frame, ends) };
    let first = if turned { target.tokens.start.min(start) } else { start };
    let direction = tied.direction.map(|direction| if turned { direction.opposite() } else { direction });
    Some(Draft {
        said: Said::Length,
        measure: figure.measure,
        number: start.min(figure.measure.first_token)..next,
        restated: figure.restated,
        hedge: figure.hedge.unwrap_or(Hedge::None),
        tokens: if pair { start..next } else { first..end },
        sentence,
        direction,
        tie: tied.tie.unwrap_or(Tie::None),
        by_road: tied.by_road,
        straight: tied.straight,
        target,
        second: None,
        subject,
        turned,
        doubtful,
    })
}

pub(super) fn frame(bounds: Sentence, start: usize, end: usize, target: &Target) -> Frame {
    let toponym = if let TargetKind::Toponym(toponym, _) = target.kind { Some(toponym) } else { None };
    Frame { sentence: bounds.first_token, sentence_end: bounds.end_token, start, end, target: toponym }
}

/// Both ends of a claim.
struct Ends {
    target: Target,
    subject: Subject,
    turned: bool,
    doubtful: bool,
}

/// Fills in the end that the sentence leaves out, and turns "the border is 5 km from X" round: a line is always the target.
fn whole(view: &View<'_>, frame: Frame, mut ends: Ends) -> Ends {
    let floor = frame.sentence;
    let line = earlier::line_before(view, subject::link_start(view, frame), floor);
    match (&ends.target.kind, line) {
        (TargetKind::Implied | TargetKind::Anaphor, Some(line)) => {
            let found = earlier::place(view, floor, line.tokens.start, &[]);
            ends.subject = match found {
                Some(found) => {
                    let confidence = if found.sure { 0.7 } else { 0.4 };
                    Subject::of(vec![Name::Known(found.toponym)], "subject.earlier", confidence)
                }
                None => Subject::of(Vec::new(), "subject.none", 0.6),
            };
            ends.doubtful = found.is_some_and(|found| !found.sure);
            (ends.target, ends.turned) = (line, true);
        }
        (&TargetKind::Toponym(toponym, _), Some(line)) if view.is_spot(toponym) => {
            ends.subject = Subject::of(vec![Name::Known(toponym)], "subject.turned", 0.85);
            (ends.target, ends.turned) = (line, true);
        }
        (TargetKind::Implied, None) if !ends.subject.names.is_empty() => {
            if let Some(found) = earlier::place(view, floor, frame.start, &ends.subject.names) {
                // A pronoun and what it is measured from, both out of the sentences before: either may be the other.
                let named = ends.subject.names.iter().all(|name| name.start(view) >= floor);
                let sure = found.sure && named;
                ends.target =
                    Target { kind: TargetKind::Earlier(found.toponym, sure), tokens: ends.target.tokens };
                ends.doubtful = !sure;
            }
        }
        _ => {}
    }
    ends
}

/// "lies three kilometres away", "5 km to the north,": a distance from what the text spoke of before.
fn implied(view: &View<'_>, start: usize, floor: usize, tied: &Connector) -> Option<Target> {
    let open = tied.away && tied.tie.is_none() || tied.direction.is_some();
    let linked = start > floor
        && (view.role_before(start, Role::Be).is_some()
            || view.role_before(start, Role::Located).is_some()
            || view.word(start - 1) == ",");
    (open && linked).then_some(Target { kind: TargetKind::Implied, tokens: tied.next..tied.next })
}

/// "5 km from Y as the crow flies", "5 km from Y by road".
fn manner_after(view: &View<'_>, end: usize, tied: &mut Connector) {
    let at = if view.word(end) == "," { end + 1 } else { end };
    tied.straight |= view.role_at(at, Role::Straight).is_some();
    tied.by_road |= view.role_at(at, Role::Road).is_some_and(|length| length > 1);
}

/// "As the crow flies, X is 5 km from Y", "By road, ...".
fn opening_manner(view: &View<'_>, first: usize, tied: &mut Connector) {
    let opens = |role| view.role_at(first, role).is_some_and(|length| view.word(first + length) == ",");
    tied.straight |= opens(Role::Straight);
    tied.by_road |= opens(Role::Road);
}

/// Goes left over hedges; the last one read (the outermost) decides unless it only says "just".
fn hedges_before(view: &View<'_>, first: usize, floor: usize) -> (usize, Option<Hedge>) {
    let mut start = first;
    let mut hedge = None;
    for _ in 0..3 {
        let Some((length, found)) = view.hedge_before(start) else { break };
        if start < floor + length || view.toponym_at(start - 1).is_some() {
            break;
        }
        start -= length;
        hedge = found.or(hedge);
    }
    (start, hedge)
}

/// "a radius of 30 km", "10 km long", "a 30 km zone": a size.
fn is_size(view: &View<'_>, start: usize, next: usize) -> bool {
    view.role_before(start, Role::SizeBefore).is_some() || view.role_at(next, Role::SizeAfter).is_some()
}

/// "advanced another 5 km": a way covered. "moved to within 5 km of" says where it stopped.
fn is_motion(view: &View<'_>, start: usize, floor: usize, hedge: Option<Hedge>) -> bool {
    if hedge == Some(Hedge::AtMost) {
        return false;
    }
    let mut at = start;
    while at > floor
        && matches!(view.word(at - 1), "for" | "another" | "further" | "by" | "him" | "them" | "it" | "up")
    {
        at -= 1;
    }
    at > floor && view.role_before(at, Role::Travel).is_some()
}
