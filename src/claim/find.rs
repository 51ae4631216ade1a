//! Finds stated distances: a length that stands between a subject and a target.

use std::ops::Range;

use super::Hedge;
use super::subject::{self, Frame, Subject};
use super::target::{self, Target, TargetKind};
use super::words::{Compass, Role, View};
use crate::text::measure::{self, Measure};

/// How the number is tied to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// "from", "of", "off", "to", "outside".
    From,
    /// "inside Y", "into Y": from Y's border, within Y.
    Inside,
    /// No preposition: "three kilometres away".
    None,
}

/// A compass word as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Direction {
    pub tokens: Range<usize>,
    pub compass: Compass,
}

/// A stated distance as read, before anything is measured.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub measure: Measure,
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
    pub subject: Subject,
}

/// What stands between the number and the target.
#[derive(Debug, Clone, Default)]
struct Connector {
    direction: Option<Direction>,
    tie: Option<Tie>,
    away: bool,
    by_road: bool,
    straight: bool,
    /// First token of the target.
    next: usize,
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
        if let Some(draft) = draft(view, *measure, restated, after, &drafts) {
            restated_until = after.max(draft.tokens.end.min(after));
            drafts.push(draft);
        } else if restated.is_some() {
            restated_until = after;
        }
    }
    drafts
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
            "," | "about" | "some" | "around" | "roughly" | "approximately" | "nearly" | "-" | "–" | "~"
            | "≈" => {}
            "over" | "than" | "more" | "less" | "almost" | "just" | "under" => {}
            _ => plain = false,
        }
    }
    if !opens || !plain {
        return (None, end);
    }
    let mut after = next.end_token;
    if matches!(view.word(after), ")" | "]") {
        after += 1;
    }
    if view.word(gap.start) == "," && view.word(after) == "," {
        after += 1;
    }
    (Some(*next), after)
}

fn draft(
    view: &View<'_>,
    measure: Measure,
    restated: Option<Measure>,
    after: usize,
    drafts: &[Draft],
) -> Option<Draft> {
    let sentence = view.prose.tokens.get(measure.first_token)?.sentence;
    let bounds = *view.prose.sentences.get(sentence)?;
    let (start, mut hedge) = hedges_before(view, measure.first_token, bounds.first_token);
    let mut next = after;
    if let Some((length, stronger)) = view.hedge_after(next) {
        next += length;
        hedge = stronger.or(hedge);
    }
    let hedge = if measure.number.range { Some(Hedge::Range) } else { hedge };
    let previous = drafts.last().filter(|draft| draft.sentence == sentence);
    if is_size(view, start, next) || is_motion(view, start, bounds.first_token, hedge) {
        return None;
    }
    let connector = connector(view, next, bounds.end_token, hedge);
    let mut target = None;
    if connector.tie.is_some() {
        target = target::read(view, connector.next, bounds.end_token);
    }
    if target.is_none() {
        target = between(view, start, next, bounds.first_token, bounds.end_token);
    }
    let subject_from_pair = target.is_some() && connector.tie.is_none();
    let implied = connector.away && connector.tie.is_none() || connector.direction.is_some();
    let linked = start > bounds.first_token
        && (view.role_before(start, Role::Be).is_some()
            || view.role_before(start, Role::Located).is_some()
            || view.word(start - 1) == ",");
    let target = match target {
        Some(target) => target,
        None if implied && linked => {
            Target { kind: TargetKind::Implied, tokens: connector.next..connector.next }
        }
        None => return None,
    };
    if measure.hyphened && !connector.by_road && !matches!(view.word(next), "from" | "away" | "distance") {
        return None;
    }
    let end = target.tokens.end.max(connector.next.min(bounds.end_token)).max(next);
    let frame = Frame {
        sentence: bounds.first_token,
        sentence_end: bounds.end_token,
        start,
        end,
        target: if let TargetKind::Toponym(toponym, _) = target.kind { Some(toponym) } else { None },
    };
    let subject = if subject_from_pair {
        pair_subject(view, &target, start)
    } else {
        subject::find(view, frame, previous.map(|draft| (draft.tokens.end, &draft.subject)))
    };
    Some(Draft {
        measure,
        restated,
        hedge: hedge.unwrap_or(Hedge::None),
        tokens: if subject_from_pair { start..next } else { start..end },
        sentence,
        direction: connector.direction,
        tie: connector.tie.unwrap_or(Tie::None),
        by_road: connector.by_road,
        straight: connector.straight,
        target,
        subject,
    })
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

fn connector(view: &View<'_>, start: usize, limit: usize, hedge: Option<Hedge>) -> Connector {
    let mut found = Connector { next: start, ..Connector::default() };
    let mut at = start;
    for _ in 0..4 {
        if let Some(length) = view.role_at(at, Role::Straight) {
            found.straight = true;
            at += length;
        } else if let Some(length) = view.role_at(at, Role::Road) {
            found.by_road = true;
            at += length;
        } else if matches!(view.word(at), "away" | "distant" | "distance") {
            found.away = true;
            at += 1;
        } else if view.word(at) == "," && matches!(view.word(at + 1), "as" | "by") {
            at += 1;
        } else if matches!(view.word(at), "drive" | "-" | "walk") && at > start {
            at += 1;
        } else {
            break;
        }
    }
    found.next = at.min(limit);
    let mut ahead = at;
    while matches!(
        view.word(ahead),
        "to" | "the" | "due" | "further" | "directly" | "in" | "a" | "," | "almost" | "just"
    ) && ahead < at + 3
    {
        ahead += 1;
    }
    if let Some((length, compass)) = view.direction_at(ahead) {
        found.direction = Some(Direction { tokens: ahead..ahead + length, compass });
        at = ahead + length;
        if matches!(view.word(at), "direction" | "side") {
            at += 1;
        }
        found.next = at.min(limit);
    }
    let (tie, length) = tie(view, at, found.direction.is_some(), hedge);
    if tie.is_some() && at + length <= limit {
        found.tie = tie;
        found.next = at + length;
    }
    found
}

/// The preposition at `at` and its length.
fn tie(view: &View<'_>, at: usize, direction: bool, hedge: Option<Hedge>) -> (Option<Tie>, usize) {
    let next = view.word(at + 1);
    match view.word(at) {
        "from" | "off" => (Some(Tie::From), if next == "of" { 2 } else { 1 }),
        "of" if direction || hedge == Some(Hedge::AtMost) => (Some(Tie::From), 1),
        "outside" | "beyond" | "behind" | "before" | "past" => {
            (Some(Tie::From), if next == "of" { 2 } else { 1 })
        }
        "short" if next == "of" => (Some(Tie::From), 2),
        "over" | "across" if matches!(next, "the") => (Some(Tie::Inside), 1),
        "inside" | "within" => (Some(Tie::Inside), if next == "of" { 2 } else { 1 }),
        "deep" if matches!(next, "inside" | "into" | "within" | "in") => (Some(Tie::Inside), 2),
        "into" => (Some(Tie::Inside), 1),
        "to" if !direction && hedge != Some(Hedge::Range) && next != "the" => (Some(Tie::From), 1),
        _ => (None, 0),
    }
}

/// "the distance between X and Y is 30 km", "X and Y are 30 km apart", "30 km separate X from Y": the pair's second name.
fn between(view: &View<'_>, start: usize, next: usize, floor: usize, limit: usize) -> Option<Target> {
    let two = |range: Range<usize>| {
        let mut found: Vec<usize> =
            range.filter_map(|t| view.toponym_at(t)).filter(|&t| view.is_spot(t)).collect();
        found.dedup();
        found
    };
    let is_pair = matches!(view.word(next), "apart" | "separate" | "separates" | "separated" | "between");
    let distance = (floor..start).rev().take(16).any(|t| view.word(t) == "distance")
        && start > floor
        && view.role_before(start, Role::Be).is_some();
    let names = if distance || view.word(next) == "apart" {
        two(start.saturating_sub(16).max(floor)..start)
    } else if is_pair {
        two(next..(next + 12).min(limit))
    } else {
        return None;
    };
    match names.as_slice() {
        &[_, second] => Some(Target {
            kind: TargetKind::Toponym(second, target::Part::Whole),
            tokens: view.tokens_of(second),
        }),
        _ => None,
    }
}

fn pair_subject(view: &View<'_>, target: &Target, start: usize) -> Subject {
    let TargetKind::Toponym(second, _) = target.kind else { return Subject::default() };
    let before = view.tokens_of(second).start;
    let floor = if before > start { start } else { before.saturating_sub(12) };
    let first = (floor..before).rev().filter_map(|t| view.toponym_at(t)).find(|&t| view.is_spot(t));
    Subject { toponyms: first.into_iter().collect(), rule: "subject.pair", confidence: 0.85 }
}
