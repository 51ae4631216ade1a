//! What lies at the distance: the place that the words before (or after) the number speak of.

use super::words::{Role, View};
use crate::gazetteer::PlaceClass;

/// The subject of one stated distance.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Subject {
    /// Toponyms by index; several for "A, B and C, 5 km from D"; none where it is no named place.
    pub toponyms: Vec<usize>,
    /// How it was found, as a rule id.
    pub rule: &'static str,
    /// How sure that reading is, 0 to 1.
    pub confidence: f64,
}

impl Subject {
    fn of(toponyms: Vec<usize>, rule: &'static str, confidence: f64) -> Self {
        Self { toponyms, rule, confidence }
    }
}

/// The claim's place in the text, in tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// First token of the sentence.
    pub sentence: usize,
    /// One past its last token.
    pub sentence_end: usize,
    /// First token of the claim, hedge included.
    pub start: usize,
    /// One past the target's last token.
    pub end: usize,
    /// Toponym of the target, which cannot be the subject too.
    pub target: Option<usize>,
}

/// What stands between the subject and the number.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    verb: bool,
    relative: bool,
    located: bool,
    comma: bool,
}

/// Finds the subject. `previous` is the end and the subject of the claim before in the same sentence.
pub(super) fn find(view: &View<'_>, frame: Frame, previous: Option<(usize, &Subject)>) -> Subject {
    let (at, link) = skip_link(view, frame);
    if let Some((end, subject)) = previous {
        let gap = end.min(at)..at;
        let joined =
            gap.len() <= 2 && gap.clone().all(|t| matches!(view.word(t), "," | "and" | "but" | ";" | "or"));
        if at >= end && joined || at < end {
            return Subject { rule: "subject.shared", ..subject.clone() };
        }
    }
    let found = left(view, frame, at, link).or_else(|| right(view, frame, at));
    let subject = found.unwrap_or_else(|| match previous {
        Some((_, subject)) if link.verb || link.comma => {
            Subject { rule: "subject.shared", ..subject.clone() }
        }
        _ => Subject::of(Vec::new(), "subject.none", 0.6),
    });
    without_target(view, frame, subject)
}

fn without_target(view: &View<'_>, frame: Frame, mut subject: Subject) -> Subject {
    let target = frame.target.and_then(|t| view.toponyms.get(t));
    let target_id = target.and_then(|t| t.place.as_ref()).map(|place| &place.id);
    subject.toponyms.retain(|&index| {
        let same_id = target_id.is_some() && view.place(index).map(|place| &place.id) == target_id;
        Some(index) != frame.target && !same_id
    });
    subject
}

/// Goes left over "which is located", commas and adverbs.
fn skip_link(view: &View<'_>, frame: Frame) -> (usize, Link) {
    let mut at = frame.start;
    let mut link = Link::default();
    while at > frame.sentence {
        if view.toponym_at(at - 1).is_some() {
            break;
        }
        if let Some(length) = view.role_before(at, Role::Located) {
            link.located = true;
            at -= length;
        } else if view.role_before(at, Role::Be).is_some() {
            link.verb = true;
            at -= 1;
        } else if view.role_before(at, Role::Relative).is_some() {
            link.relative = true;
            at -= 1;
        } else if matches!(view.word(at - 1), "," | "-" | "–" | "—" | "(" | ":" | "“" | "\"" | "[") {
            link.comma = true;
            at -= 1;
        } else if matches!(view.word(at - 1), "at" | "just" | "only" | "some" | "to") {
            at -= 1;
        } else {
            break;
        }
    }
    (at.max(frame.sentence), link)
}

fn left(view: &View<'_>, frame: Frame, at: usize, link: Link) -> Option<Subject> {
    if at == frame.sentence {
        return None;
    }
    if let Some(subject) = apposition(view, frame, at) {
        return Some(subject);
    }
    let word = view.word(at - 1);
    if link.verb && !link.relative && view.role_before(at, Role::Pronoun).is_some() {
        let topic = topic(view, frame, true)?;
        return Some(Subject::of(vec![topic], "subject.pronoun", 0.75));
    }
    let direct = view.toponym_at(at - 1);
    if let Some(toponym) = direct {
        return beside(view, frame, at, toponym, link);
    }
    // "Pargat sector, 5 km from", "Lyman town": a noun of kind after the name.
    if view.role_before(at, Role::Place).is_some()
        && let Some(toponym) = at.checked_sub(2).and_then(|t| view.toponym_at(t))
        && at - 2 >= frame.sentence
    {
        return Some(Subject::of(vec![toponym], "subject.name-and-kind", 0.85));
    }
    if let Some(length) = view.role_before(at, Role::Settlement) {
        let determiner = at.checked_sub(length + 1).map_or("", |t| view.word(t));
        if matches!(determiner, "the" | "this" | "that" | "its") {
            let topic = topic(view, frame, false)?;
            return Some(Subject::of(vec![topic], "subject.definite", 0.7));
        }
    }
    if link.verb && !link.relative {
        return clause_subject(view, frame, at);
    }
    let _ = word;
    None
}

/// A toponym right before the link. Prefers the settlement to the region that it is said to lie in.
fn beside(view: &View<'_>, frame: Frame, at: usize, toponym: usize, link: Link) -> Option<Subject> {
    let start = view.tokens_of(toponym).start;
    let rule = if link.verb { "subject.verb" } else { "subject.beside" };
    if let Some(main) = definition(view, frame, start) {
        return Some(Subject::of(vec![main], "subject.definition", 0.85));
    }
    if !view.is_spot(toponym)
        && let Some(inner) = inside_of(view, frame, start)
    {
        return Some(Subject::of(vec![inner], rule, 0.85));
    }
    if view.is_adjective(toponym) {
        return None;
    }
    let mut all = vec![toponym];
    all.extend(listed_before(view, frame, start));
    all.reverse();
    let confidence = if view.is_spot(toponym) { 0.95 } else { 0.6 };
    Some(Subject::of(all, rule, confidence))
}

/// "X in the Y region": the settlement that link words tie to the area at `start`.
fn inside_of(view: &View<'_>, frame: Frame, start: usize) -> Option<usize> {
    let mut at = start;
    let mut steps = 0;
    while at > frame.sentence && steps < 12 {
        if let Some(toponym) = view.toponym_at(at - 1) {
            if view.is_spot(toponym) {
                return Some(toponym);
            }
            at = view.tokens_of(toponym).start.min(at - 1);
        } else if matches!(
            view.word(at - 1),
            "," | "in" | "of" | "the" | "'s" | "’s" | "(" | ")" | "and" | "-"
        ) || view.role_before(at, Role::Soft).is_some()
            || view.role_before(at, Role::Place).is_some()
            || view.is_capital(at - 1)
        {
            at -= 1;
        } else {
            return None;
        }
        steps += 1;
    }
    None
}

/// "A, B and C": the names before the last one.
fn listed_before(view: &View<'_>, frame: Frame, start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    if start == frame.sentence || view.word(start - 1) != "and" {
        return found;
    }
    let mut at = start - 1;
    while at > frame.sentence {
        let Some(toponym) = view.toponym_at(at - 1).filter(|&t| view.is_spot(t)) else { break };
        found.push(toponym);
        at = view.tokens_of(toponym).start;
        if at == frame.sentence || view.word(at - 1) != "," {
            break;
        }
        at -= 1;
    }
    found
}

/// "X, a town of 9,000 people in the Y region" before the number: X.
fn apposition(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let floor = at.saturating_sub(24).max(frame.sentence);
    let mut index = at;
    while index > floor {
        index -= 1;
        let comma = matches!(view.word(index), "," | "–" | "—" | "(" | "-");
        let article = matches!(view.word(index + 1), "a" | "an" | "the" | "another" | "one");
        if !(comma && article && index > frame.sentence) {
            continue;
        }
        let nouns = (index + 2..at).any(|t| view.role_at(t, Role::Place).is_some());
        let Some(toponym) = view.toponym_at(index - 1).filter(|&t| view.is_spot(t)) else { continue };
        // Another settlement inside is more likely the one meant, unless the phrase only says whose suburb it is.
        let rival = (index + 2..at).filter_map(|t| view.toponym_at(t)).any(|t| view.is_spot(t));
        let commas = (index + 2..at).filter(|&t| view.word(t) == ",").count();
        if nouns && commas <= 2 && !(rival && commas > 0) {
            return Some(Subject::of(vec![toponym], "subject.apposition", 0.95));
        }
    }
    None
}

/// "X is a town in Y, 5 km from Z": the town that the sentence defines.
fn definition(view: &View<'_>, frame: Frame, before: usize) -> Option<usize> {
    let first = (frame.sentence..before.min(frame.sentence + 12)).find_map(|t| view.toponym_at(t))?;
    if !view.is_spot(first) {
        return None;
    }
    let end = view.tokens_of(first).end;
    let verb = (end..before.min(end + 30)).find(|&t| matches!(view.word(t), "is" | "was" | "are"))?;
    let article = matches!(view.word(verb + 1), "a" | "an" | "the" | "one");
    let noun = (verb + 2..before.min(verb + 8)).any(|t| view.role_at(t, Role::Place).is_some());
    (article && noun).then_some(first)
}

/// The subject of a clause whose verb is "is", "lies": its first settlement, or what "the village" points to.
fn clause_subject(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let mut start = at;
    while start > frame.sentence && !matches!(view.word(start - 1), ";" | "that" | "which" | "but" | "while")
    {
        start -= 1;
    }
    let spots: Vec<usize> =
        (start..at).filter_map(|t| view.toponym_at(t)).filter(|&t| view.is_spot(t)).collect();
    if let Some(&first) = spots.first() {
        return Some(Subject::of(vec![first], "subject.clause", 0.7));
    }
    let definite = (start..at)
        .any(|t| matches!(view.word(t), "the" | "this") && view.role_at(t + 1, Role::Settlement).is_some());
    if definite {
        return Some(Subject::of(vec![topic(view, frame, false)?], "subject.definite", 0.7));
    }
    None
}

/// Sentences that a pronoun or "the town" may look back over.
const LOOK_BACK: usize = 3;

/// The settlement spoken of before: for a pronoun the first of the sentence before, else the last one named.
fn topic(view: &View<'_>, frame: Frame, pronoun: bool) -> Option<usize> {
    let sentence = view.prose.tokens.get(frame.sentence)?.sentence;
    let usable = |token: usize| {
        view.toponym_at(token).filter(|&t| {
            view.is_spot(t) && Some(t) != frame.target && {
                let target = frame.target.and_then(|target| view.place(target)).map(|place| &place.id);
                target.is_none() || view.place(t).map(|place| &place.id) != target
            }
        })
    };
    if !pronoun && let Some(found) = (frame.sentence..frame.start).rev().find_map(usable) {
        return Some(found);
    }
    (1..=LOOK_BACK.min(sentence)).find_map(|back| {
        let bounds = view.prose.sentences.get(sentence - back)?;
        let mut tokens = bounds.first_token..bounds.end_token;
        if pronoun { tokens.find_map(usable) } else { tokens.rev().find_map(usable) }
    })
}

/// "Located 5 km from Y, X ...", "10 km from the border lies X", "5 km north of Y, in X".
fn right(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let opens = at == frame.sentence || matches!(view.word(at - 1), "," | ";" | "and");
    let mut index = frame.end;
    let mut linked = false;
    while index < frame.sentence_end && index < frame.end + 8 {
        if let Some(toponym) = view.toponym_at(index) {
            let fits = linked && (view.is_spot(toponym) || view.class(toponym) == Some(PlaceClass::District));
            return fits.then(|| Subject::of(vec![toponym], "subject.after", 0.7));
        }
        let word = view.word(index);
        let tie = matches!(word, "," | "in" | "at" | "near" | "–" | "—");
        let verb = view.role_at(index, Role::Be).is_some();
        let soft = view.role_at(index, Role::Soft).is_some() || view.role_at(index, Role::Place).is_some();
        let allowed =
            if opens { tie || verb || soft } else { matches!(word, "," | "in" | "at") || linked && soft };
        if !allowed {
            return None;
        }
        linked |= matches!(word, "in" | "at") || opens && (verb || word == ",");
        index += 1;
    }
    None
}
