//! Ways from one place to another: "from X to Y it is 5 km".

use std::ops::Range;

use super::Hedge;
use super::connector::{Connector, Tie};
use super::find::{Draft, Figure, Said};
use super::names::Name;
use super::subject::Subject;
use super::target::{self, Target, TargetKind};
use super::words::{Role, View};
use crate::text::Sentence;

/// The way from one place to another.
pub(super) struct Way {
    target: Target,
    subject: usize,
    tokens: Range<usize>,
    by_road: bool,
}

/// "From X to Y it is 5 km", "it is 5 km from X to Y", "it is a 5 km drive from X to Y", "the road from X to Y is 5 km long": measured from X.
pub(super) fn from_to(view: &View<'_>, figure: &Figure, bounds: Sentence) -> Option<Way> {
    const LONGEST: usize = 24;
    let (start, floor, limit) = (figure.start, bounds.first_token, bounds.end_token);
    let article = |at: usize| at > floor && matches!(view.word(at - 1), "a" | "an" | "only");
    let head = if article(start) { start - 1 } else { start };
    let is = head > floor && view.role_before(head, Role::Be).is_some();
    let impersonal = is && head > floor + 1 && view.word(head - 2) == "it";
    if impersonal {
        let drive = view.role_at(figure.next, Role::Road);
        let at = figure.next + drive.unwrap_or(0);
        if let Some((target, subject, end)) = ends_of_way(view, at, limit) {
            return Some(Way { target, subject, tokens: start..end, by_road: drive.is_some() });
        }
    }
    let (end, by_road) = if impersonal { (head - 2, false) } else { (head.checked_sub(1)?, true) };
    let from = (floor.max(end.saturating_sub(LONGEST))..end).rev().find(|&at| view.word(at) == "from")?;
    let road = from
        .checked_sub(1)
        .is_some_and(|at| at >= floor && matches!(view.word(at), "road" | "route" | "highway"));
    let opens = from == floor || view.word(from - 1) == ",";
    if !(is && (impersonal && opens || !impersonal && road)) {
        return None;
    }
    let (target, subject, stop) = ends_of_way(view, from, end)?;
    let only_marks = (stop..end).all(|at| view.word(at) == ",");
    only_marks.then_some(Way { target, subject, tokens: from..figure.next, by_road })
}

/// "from X to Y" at token `at`: X, the toponym Y, and where it ends.
fn ends_of_way(view: &View<'_>, at: usize, limit: usize) -> Option<(Target, usize, usize)> {
    if view.word(at) != "from" {
        return None;
    }
    let first = target::read(view, at + 1, limit)?;
    if view.word(first.tokens.end) != "to" {
        return None;
    }
    let second = target::read(view, first.tokens.end + 1, limit)?;
    let spot = |target: &Target| match target.kind {
        TargetKind::Toponym(toponym, _) if view.is_spot(toponym) => Some(toponym),
        _ => None,
    };
    let end = second.tokens.end;
    // What is a line or an area is measured to.
    match (spot(&first), spot(&second)) {
        (_, Some(subject)) => Some((first, subject, end)),
        (Some(subject), None) => Some((second, subject, end)),
        (None, None) => None,
    }
}

/// The claim that a way states.
pub(super) fn draft(figure: &Figure, way: Way, sentence: usize, tied: &Connector) -> Draft {
    Draft {
        said: Said::Length,
        measure: figure.measure,
        number: figure.start.min(figure.measure.first_token)..figure.next,
        restated: figure.restated,
        hedge: figure.hedge.unwrap_or(Hedge::None),
        tokens: way.tokens,
        sentence,
        direction: None,
        tie: Tie::From,
        by_road: tied.by_road || way.by_road,
        straight: tied.straight,
        target: way.target,
        second: None,
        subject: Subject::of(vec![Name::Known(way.subject)], "subject.way", 0.85),
        turned: false,
        doubtful: false,
    }
}
