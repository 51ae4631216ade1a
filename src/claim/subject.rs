//! What lies at the distance: the place that the words before (or after) the number speak of.

use super::describe;
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
#[allow(clippy::struct_excessive_bools, reason = "four independent marks of one passage")]
struct Link {
    verb: bool,
    relative: bool,
    located: bool,
    comma: bool,
}

/// Finds the subject. `previous` is the end and the subject of the claim before in the same sentence.
pub(super) fn find(view: &View<'_>, frame: Frame, previous: Option<(usize, &Subject)>) -> Subject {
    let (at, link) = skip_link(view, frame);
    let shared = |subject: &Subject| Subject { rule: "subject.shared", ..subject.clone() };
    if let Some((end, subject)) = previous {
        let mut gap = end.min(at)..at;
        let joined = gap.len() <= 2 && gap.all(|t| matches!(view.word(t), "," | "and" | "but" | ";" | "or"));
        if at < end || joined {
            return shared(subject);
        }
    }
    let found = left(view, frame, at, link).or_else(|| right(view, frame, at));
    let subject = found.unwrap_or_else(|| match previous {
        Some((_, subject)) if link.verb || link.comma || link.located => shared(subject),
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
    if link.verb && !link.relative {
        if view.role_before(at, Role::Pronoun).is_some() {
            // "X is a town in Z, and it is 5 km from Y": the sentence's own subject before an earlier one.
            let inner = if at - 1 > frame.sentence { describe::subject(view, frame) } else { None };
            let found = inner.or_else(|| topic(view, frame, true))?;
            return Some(Subject::of(vec![found], "subject.pronoun", 0.75));
        }
        if matches!(view.word(at - 1), "they" | "he" | "she" | "we" | "i" | "you" | "who" | "there") {
            return Some(Subject::of(Vec::new(), "subject.none", 0.6));
        }
    }
    if let Some(main) = describe::subject(view, frame) {
        return Some(Subject::of(vec![main], "subject.description", 0.85));
    }
    if let Some(toponym) = view.toponym_at(at - 1) {
        return beside(view, frame, toponym, link);
    }
    // "Pargat sector, 5 km from", "Lyman town": a noun of kind after the name.
    if view.role_before(at, Role::Place).is_some()
        && at - 1 > frame.sentence
        && let Some(toponym) =
            view.toponym_at(at - 2).filter(|&t| !view.is_adjective(t) && !view.is_metonym(t))
    {
        return Some(Subject::of(vec![toponym], "subject.name-and-kind", 0.85));
    }
    if let Some(length) = view.role_before(at, Role::Settlement) {
        let determiner = at.checked_sub(length + 1).map_or("", |t| view.word(t));
        if matches!(determiner, "the" | "this" | "that" | "its") {
            return Some(Subject::of(vec![topic(view, frame, false)?], "subject.definite", 0.7));
        }
    }
    if link.verb && !link.relative { clause_subject(view, frame, at) } else { None }
}

/// A toponym right before the link. Prefers the settlement to the region that it is said to lie in.
fn beside(view: &View<'_>, frame: Frame, toponym: usize, link: Link) -> Option<Subject> {
    let start = view.tokens_of(toponym).start;
    let rule = if link.verb { "subject.verb" } else { "subject.beside" };
    if !view.is_spot(toponym)
        && let Some(inner) = inside_of(view, frame, start)
    {
        return Some(Subject::of(vec![inner], rule, 0.85));
    }
    if view.is_adjective(toponym) || view.is_metonym(toponym) {
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

/// The subject of a clause whose verb is "is", "lies": its first settlement, or what "the village" points to.
fn clause_subject(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let mut start = at;
    while start > frame.sentence && !matches!(view.word(start - 1), ";" | "that" | "which" | "but" | "while")
    {
        start -= 1;
    }
    let acts = |t: usize| matches!(view.word(view.tokens_of(t).end), "'s" | "’s") || view.is_metonym(t);
    let mut spots = (start..at).filter_map(|t| view.toponym_at(t)).filter(|&t| view.is_spot(t) && !acts(t));
    if let Some(first) = spots.next() {
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
pub(super) fn topic(view: &View<'_>, frame: Frame, pronoun: bool) -> Option<usize> {
    let sentence = view.prose.tokens.get(frame.sentence)?.sentence;
    let usable = |token: usize| {
        view.toponym_at(token).filter(|&t| {
            view.is_spot(t) && !view.is_metonym(t) && Some(t) != frame.target && {
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
    right_name(view, frame, at).or_else(|| {
        // "Situated 5 km west of Y, on the Z, it is ...".
        let limit = frame.sentence_end.min(frame.end + 14);
        let pronoun = (frame.end..limit).find(|&t| view.word(t) == "," && view.word(t + 1) == "it");
        (at == frame.sentence && pronoun.is_some())
            .then(|| topic(view, frame, true))
            .flatten()
            .map(|found| Subject::of(vec![found], "subject.pronoun", 0.7))
    })
}

fn right_name(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let opens = at == frame.sentence || matches!(view.word(at - 1), "," | ";" | "and");
    let mut index = frame.end;
    let mut linked = false;
    while index < frame.sentence_end && index < frame.end + 8 {
        if let Some(toponym) = view.toponym_at(index) {
            let fits = linked
                && !view.is_metonym(toponym)
                && (view.is_spot(toponym) || view.class(toponym) == Some(PlaceClass::District));
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
