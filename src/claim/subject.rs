//! What lies at the distance: the place that the words before (or after) the number speak of.

use super::describe;
use super::names::{self, Name};
use super::words::{Role, View};
use crate::gazetteer::PlaceClass;
use crate::text::measure;

/// The subject of one stated distance.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Subject {
    /// The names; several for "A, B and C, 5 km from D"; none where it is no named place.
    pub names: Vec<Name>,
    /// How it was found, as a rule id.
    pub rule: &'static str,
    /// How sure that reading is, 0 to 1.
    pub confidence: f64,
}

impl Subject {
    pub fn of(names: Vec<Name>, rule: &'static str, confidence: f64) -> Self {
        Self { names, rule, confidence }
    }

    fn one(name: Name, rule: &'static str, confidence: f64) -> Self {
        Self::of(vec![name], rule, confidence)
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
#[expect(clippy::struct_excessive_bools, reason = "four independent marks of one passage")]
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
    let found = left(view, frame, at, link)
        .or_else(|| right(view, frame, at))
        .or_else(|| if link.comma { struck(view, frame, at) } else { None });
    let subject = found.unwrap_or_else(|| match previous {
        Some((_, subject)) if link.verb || link.comma || link.located => shared(subject),
        _ => Subject::of(Vec::new(), "subject.none", 0.6),
    });
    without_target(view, frame, subject)
}

fn is_target(view: &View<'_>, frame: Frame, toponym: usize) -> bool {
    let target = frame.target.and_then(|target| view.place(target)).map(|place| &place.id);
    Some(toponym) == frame.target || target.is_some() && view.place(toponym).map(|place| &place.id) == target
}

fn without_target(view: &View<'_>, frame: Frame, mut subject: Subject) -> Subject {
    subject.names.retain(|name| match name {
        Name::Known(toponym) => !is_target(view, frame, *toponym),
        Name::Unknown(_) => true,
    });
    subject
}

/// Where the words before a claim end that may name its subject: left of "which is located", commas and adverbs.
pub(super) fn link_start(view: &View<'_>, frame: Frame) -> usize {
    skip_link(view, frame).0
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
        } else if matches!(
            view.word(at - 1),
            "at" | "just" | "only" | "some" | "to" | "both" | "each" | "all"
        ) {
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
            return Some(Subject::one(found, "subject.pronoun", 0.75));
        }
        if matches!(view.word(at - 1), "they" | "he" | "she" | "we" | "i" | "you" | "who" | "there") {
            return Some(Subject::of(Vec::new(), "subject.none", 0.6));
        }
    }
    if let Some(name) = of_second_clause(view, frame, at) {
        return beside(view, frame, name, link);
    }
    if let Some(main) = describe::subject(view, frame) {
        return Some(Subject::one(main, "subject.description", 0.85));
    }
    if let Some(name) = names::ending_at(view, at, frame.sentence) {
        return beside(view, frame, name, link);
    }
    // "Pargat sector, 5 km from", "Lyman town": a noun of kind after the name.
    if view.role_before(at, Role::Place).is_some()
        && let Some(name) =
            names::ending_at(view, at - 1, frame.sentence + 1).filter(|name| may_lie(view, name))
    {
        return Some(Subject::one(name, "subject.name-and-kind", 0.85));
    }
    if let Some(length) = view.role_before(at, Role::Settlement) {
        let determiner = at.checked_sub(length + 1).map_or("", |t| view.word(t));
        if matches!(determiner, "the" | "this" | "that" | "its") {
            return Some(Subject::one(topic(view, frame, false)?, "subject.definite", 0.7));
        }
    }
    if link.verb && !link.relative { clause_subject(view, frame, at) } else { None }
}

/// True for a name that can lie somewhere: no adjective, nobody acting for a place.
fn may_lie(view: &View<'_>, name: &Name) -> bool {
    match name {
        Name::Known(toponym) => !view.is_adjective(*toponym) && !view.is_metonym(*toponym),
        Name::Unknown(_) => true,
    }
}

/// A name right before the link. Prefers the settlement to the area that it is said to lie in.
/// "A lies 55 km from B, and C some 20 km from D", "..., while C is 90 km away": C, where a length was stated before the joint.
fn of_second_clause(view: &View<'_>, frame: Frame, at: usize) -> Option<Name> {
    /// Tokens that the first statement may stand before the joint.
    const REACH: usize = 25;
    let name = names::ending_at(view, at, frame.sentence)?;
    let joint = name.start(view).checked_sub(1).filter(|&joint| joint > frame.sentence)?;
    let joined = matches!(view.word(joint), "and" | "while" | "whereas" | "but" | ";");
    let before = joint.saturating_sub(REACH).max(frame.sentence)..joint;
    let stated = || before.clone().any(|token| measure::is_length_unit(view.word(token)));
    (joined && stated()).then_some(name)
}

fn beside(view: &View<'_>, frame: Frame, name: Name, link: Link) -> Option<Subject> {
    let start = name.start(view);
    let rule = if link.verb { "subject.verb" } else { "subject.beside" };
    let area = match name {
        Name::Known(toponym) => !view.is_spot(toponym) || names::is_area_phrase(view, start),
        Name::Unknown(_) => names::is_area_phrase(view, start),
    };
    if area && let Some(inner) = inside_of(view, frame, start) {
        return Some(Subject::one(inner, rule, 0.85));
    }
    let country = matches!(name, Name::Known(t) if view.class(t) == Some(PlaceClass::Country));
    if !may_lie(view, &name) || country {
        return None;
    }
    let confidence = if area { 0.5 } else { 0.95 };
    let mut all = vec![name];
    all.extend(listed_before(view, frame, start));
    all.reverse();
    Some(Subject::of(all, rule, confidence))
}

/// "X in the Y region": the settlement that link words tie to the area at `start`.
fn inside_of(view: &View<'_>, frame: Frame, start: usize) -> Option<Name> {
    const STEPS: usize = 14;
    let mut at = start;
    for _ in 0..STEPS {
        let before = at.checked_sub(1).filter(|&before| before >= frame.sentence)?;
        let link =
            matches!(view.word(before), "," | "in" | "of" | "the" | "'s" | "’s" | "(" | ")" | "and" | "-")
                || view.toponym_at(before).is_none()
                    && (view.role_before(at, Role::Soft).is_some()
                        || view.role_before(at, Role::Place).is_some());
        if link {
            at = before;
            continue;
        }
        let name = names::ending_at(view, at, frame.sentence)?;
        let start = name.start(view);
        let spot = match name {
            Name::Known(toponym) => view.is_spot(toponym),
            Name::Unknown(_) => true,
        };
        if spot && !names::is_area_phrase(view, start) {
            return may_lie(view, &name).then_some(name);
        }
        at = start.min(before);
    }
    None
}

/// "A, B and C": the names before the last one.
fn listed_before(view: &View<'_>, frame: Frame, start: usize) -> Vec<Name> {
    let mut found = Vec::new();
    if start == frame.sentence || view.word(start - 1) != "and" {
        return found;
    }
    let mut at = start - 1;
    while at > frame.sentence {
        let Some(toponym) = view.toponym_at(at - 1).filter(|&t| view.is_spot(t) && !view.is_metonym(t))
        else {
            break;
        };
        found.push(Name::Known(toponym));
        at = view.tokens_of(toponym).start;
        if at == frame.sentence || view.word(at - 1) != "," {
            break;
        }
        at -= 1;
    }
    found
}

/// "A market in X was hit, 5 km from Y": X.
fn struck(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    const LONGEST: usize = 5;
    let comma = Some(at).filter(|&at| view.word(at) == ",")?;
    let verb = (comma.saturating_sub(LONGEST).max(frame.sentence)..comma)
        .find(|&token| matches!(view.word(token), "was" | "were"))?;
    let name = names::ending_at(view, verb, frame.sentence).filter(|name| may_lie(view, name))?;
    let before = name.start(view).checked_sub(1).map_or("", |token| view.word(token));
    let spot = matches!(name, Name::Known(toponym) if view.is_spot(toponym));
    (spot && matches!(before, "in" | "at")).then(|| Subject::one(name, "subject.struck", 0.6))
}

/// "X, a town of 9,000 people in the Y region" before the number: X.
fn apposition(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    const REACH: usize = 24;
    let floor = at.saturating_sub(REACH).max(frame.sentence + 1);
    (floor..at).rev().find_map(|index| {
        let comma = matches!(view.word(index), "," | "–" | "—" | "(" | "-");
        let bare = view.is_foreign() && view.role_at(index + 1, Role::Place).is_some();
        let article = matches!(view.word(index + 1), "a" | "an" | "the" | "another" | "one")
            || view.role_at(index + 1, Role::Article).is_some();
        let inner = if bare { index + 1 } else { index + 2 }..at;
        // "Later, a man was killed in the A sector": a clause, no apposition.
        let clause =
            inner.clone().any(|t| matches!(view.word(t), "was" | "were" | "has" | "had" | "is" | "are"));
        if !comma
            || !article && !bare
            || clause
            || !inner.clone().any(|t| view.role_at(t, Role::Place).is_some())
        {
            return None;
        }
        let name = names::ending_at(view, index, frame.sentence).filter(|name| may_lie(view, name))?;
        if matches!(name, Name::Known(toponym) if !view.is_spot(toponym)) {
            return None;
        }
        // Another settlement inside is more likely the one meant, unless the phrase only says whose suburb it is.
        let rival = inner.clone().filter_map(|t| view.toponym_at(t)).any(|t| view.is_spot(t));
        let commas = inner.filter(|&t| view.word(t) == ",").count();
        (commas <= 2 && !(rival && commas > 0)).then(|| Subject::one(name, "subject.apposition", 0.95))
    })
}

/// The subject of a clause whose verb is "is", "lies": its first settlement, or what "the village" points to.
fn clause_subject(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let opens = |t: usize| matches!(view.word(t), ";" | "that" | "which" | "but" | "while");
    let start = (frame.sentence..at).rev().find(|&t| opens(t)).map_or(frame.sentence, |t| t + 1);
    let acts = |t: usize| {
        let tokens = view.tokens_of(t);
        let owner = (tokens.start..=tokens.end).any(|token| matches!(view.word(token), "'s" | "’s"));
        owner || view.is_metonym(t)
    };
    let mut spots = (start..at).filter_map(|t| view.toponym_at(t)).filter(|&t| view.is_spot(t) && !acts(t));
    if let Some(first) = spots.next() {
        return Some(Subject::one(Name::Known(first), "subject.clause", 0.6));
    }
    let definite = (start..at.min(start + 3))
        .any(|t| matches!(view.word(t), "the" | "this") && view.role_at(t + 1, Role::Settlement).is_some());
    if definite {
        return Some(Subject::one(topic(view, frame, false)?, "subject.definite", 0.7));
    }
    None
}

/// Sentences that a pronoun or "the town" may look back over.
const LOOK_BACK: usize = 3;

/// At most so many tokens of a sentence are searched for its topic.
const TOPIC_TOKENS: usize = 150;

/// Inhabitants that nothing called a village has.
const CITY: u64 = 100_000;

/// The settlement spoken of before: what an earlier sentence describes, else, for a pronoun, the first that the sentence
/// before names, and for "the town" the last.
pub(super) fn topic(view: &View<'_>, frame: Frame, pronoun: bool) -> Option<Name> {
    let sentence = view.prose.tokens.get(frame.sentence)?.sentence;
    let village = !pronoun
        && (frame.sentence..frame.start).any(|t| {
            matches!(view.word(t), "the" | "this") && matches!(view.word(t + 1), "village" | "hamlet")
        });
    let city =
        |t: usize| village && view.place(t).and_then(|place| place.population).is_some_and(|n| n >= CITY);
    let usable = |token: usize| {
        let fits =
            |&t: &usize| view.is_spot(t) && !view.is_metonym(t) && !is_target(view, frame, t) && !city(t);
        view.toponym_at(token).filter(fits).map(Name::Known)
    };
    if !pronoun && let Some(found) = (frame.sentence..frame.start).rev().find_map(usable) {
        return Some(found);
    }
    (1..=LOOK_BACK.min(sentence)).find_map(|back| {
        let bounds = view.prose.sentences.get(sentence - back)?;
        let described = describe::named(view, bounds.first_token, bounds.end_token)
            .filter(|name| !matches!(name, Name::Known(t) if is_target(view, frame, *t) || city(*t)));
        described.or_else(|| {
            let mut tokens = bounds.first_token..bounds.end_token;
            if pronoun {
                tokens.take(TOPIC_TOKENS).find_map(usable)
            } else {
                tokens.rfind(|&t| usable(t).is_some() || t + TOPIC_TOKENS < bounds.end_token).and_then(usable)
            }
        })
    })
}

/// "Located 5 km from Y, X ...", "10 km from the border lies X", "5 km north of Y, in X".
fn right(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    right_name(view, frame, at).or_else(|| {
        // "Situated 5 km west of Y, on the Z, it is ...".
        let limit = frame.sentence_end.min(frame.end + 14);
        let pronoun = (frame.end..limit).any(|t| view.word(t) == "," && view.word(t + 1) == "it");
        if at != frame.sentence || !pronoun {
            return None;
        }
        Some(Subject::one(topic(view, frame, true)?, "subject.pronoun", 0.7))
    })
}

fn right_name(view: &View<'_>, frame: Frame, at: usize) -> Option<Subject> {
    let opens = at == frame.sentence || matches!(view.word(at - 1), "," | ";" | "and");
    let mut linked = false;
    for index in frame.end..frame.sentence_end.min(frame.end + 8) {
        let word = view.word(index);
        let inside = matches!(word, "in" | "at") || view.role_at(index, Role::In).is_some();
        let tie = inside || matches!(word, "," | "near" | "–" | "—");
        let verb = view.role_at(index, Role::Be).is_some();
        let soft = view.role_at(index, Role::Soft).is_some() || view.role_at(index, Role::Place).is_some();
        if view.toponym_at(index).is_some() || !tie && !verb && !soft {
            let (name, _) = names::starting_at(view, index, frame.sentence_end).filter(|_| linked)?;
            let spot = match name {
                Name::Known(t) => view.is_spot(t) || view.class(t) == Some(PlaceClass::District),
                Name::Unknown(_) => true,
            };
            return (spot && may_lie(view, &name)).then(|| Subject::one(name, "subject.after", 0.7));
        }
        let allowed = opens || inside || word == "," || linked && soft;
        if !allowed {
            return None;
        }
        linked |= inside || opens && (verb || word == ",");
    }
    None
}
