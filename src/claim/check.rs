//! Checks every stated distance of one document: finds, resolves, measures, judges, explains.

use super::change;
use super::find::{self, Draft, Said};
use super::ground::{Bundled, Ground};
use super::interval::{self, Stated};
use super::judge::{self, Judgement, Path, Question};
use super::names::Name;
use super::readings::Measured;
use super::reason::{self, Told};
use super::resolve::{self, Resolved};
use super::target::TargetKind;
use super::words::View;
use super::{Claim, ClaimTarget, ClaimVerdict, Unit};
use crate::document::Document;
use crate::evidence::Evidence;
use crate::gazetteer::{Gazetteer, Place};
use crate::text::{Prose, Span, slice};
use crate::toponym::{RunnerUp, Toponym};

/// Finds and checks every distance that `document` states, in the order of the text, by the bundled gazetteer.
///
/// A distance said of several places ("A, B and C, 5 km from D") gives a claim for each.
#[must_use]
pub fn check(document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Claim> {
    check_on(&Bundled::new(Gazetteer::embedded()), document, prose, toponyms)
}

/// [`check`] with the caller's own areas and borders.
#[must_use]
pub fn check_on(ground: &dyn Ground, document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Claim> {
    let folded = View::fold(&document.text, prose);
    let view = View::new(&document.text, prose, &folded, toponyms);
    let mut claims = Vec::new();
    for draft in find::drafts(&view) {
        let checker = Checker { ground, view: &view, stated: stated(&draft), draft: &draft };
        if draft.subject.names.is_empty() {
            claims.push(checker.claim(&document.id, &Who::Nobody));
        }
        for name in &draft.subject.names {
            let claim = checker.claim(&document.id, &Who::read(&view, name));
            // "Near" something that cannot be measured says nothing.
            if draft.said != Said::Words || claim.measured_km.is_some() {
                claims.push(claim);
            }
        }
    }
    claims
}

fn stated(draft: &Draft) -> Stated {
    let unit = draft.measure.unit.km();
    let number = draft.measure.number;
    Stated {
        low_km: number.low * unit,
        high_km: number.high * unit,
        step_km: number.step * unit,
        hedge: draft.hedge,
        restated: draft.restated.map(|m| (m.number.value() * m.unit.km(), m.number.step * m.unit.km())),
        vague: number.vague,
        in_km: draft.measure.unit == Unit::Kilometre,
    }
}

/// No two points on Earth are farther apart; stands for "no upper bound".
const HALF_WORLD_KM: f64 = 20_004.0;

/// A namesake counts as a rival from this share of the chosen place's confidence.
const RIVAL_SHARE: f64 = 0.25;
/// The same for one of the same class: a village that fits the number is likelier meant than a false number is printed.
const TWIN_SHARE: f64 = 0.05;

/// How sure a claim's reading must be to be contradicted, by how many times its number is off: the more absurd the
/// number, the likelier that a place was misread.
const DOUBTS: [(f64, f64); 3] = [(10.0, 0.7), (3.0, 0.42), (0.0, 0.42)];

/// A number this many times off, between places that the sentence does not name, says that others are meant.
const FAR_OFF: f64 = 3.0;

/// The subject of one claim.
enum Who<'a> {
    /// No place is named.
    Nobody,
    /// A name that no toponym covers.
    Unknown(Span),
    Toponym(usize, &'a Toponym),
}

impl<'a> Who<'a> {
    fn read(view: &View<'a>, name: &Name) -> Self {
        match name {
            Name::Known(index) => {
                view.toponyms.get(*index).map_or(Self::Nobody, |toponym| Self::Toponym(*index, toponym))
            }
            Name::Unknown(tokens) => Self::Unknown(view.span(tokens.clone())),
        }
    }

    fn toponym(&self) -> Option<&'a Toponym> {
        match self {
            Self::Toponym(_, toponym) => Some(toponym),
            Self::Nobody | Self::Unknown(_) => None,
        }
    }

    fn place(&self, view: &View<'a>) -> Option<&'a Place> {
        match self {
            Self::Toponym(index, _) => view.place(*index),
            Self::Nobody | Self::Unknown(_) => None,
        }
    }
}

/// What was measured, what was asked of it, and the answer.
struct Judged {
    measured: Measured,
    judgement: Judgement,
    question: Question,
}

struct Checker<'a> {
    ground: &'a dyn Ground,
    view: &'a View<'a>,
    draft: &'a Draft,
    stated: Stated,
}

impl Checker<'_> {
    fn claim(&self, doc: &str, who: &Who<'_>) -> Claim {
        let subject = who.toponym();
        let place = who.place(self.view);
        let resolved = resolve::target(self.ground, self.view, self.draft, place);
        let mut claim = self.blank(doc);
        claim.subject = self.subject_words(who);
        if let Some(span) = claim.subject.as_ref().and_then(|subject| subject.span) {
            claim.id = format!("{}:{}", claim.id, span.start);
            claim.same_claim.clone_from(&claim.id);
        }
        let outcome = match (place, &claim.subject) {
            (Some(place), _) => self.judged(place, &resolved),
            (None, Some(subject)) => Err(format!("no gazetteer layer places \"{}\"", subject.text)),
            (None, None) => Err(resolved
                .obstacle
                .clone()
                .unwrap_or_else(|| "the text gives no named place for what lies at this distance".into())),
        };
        claim.target = self.target_words(&resolved);
        let sure = subject.map_or(1.0, |toponym| toponym.confidence);
        claim.confidence = (self.draft.subject.confidence * sure * resolved.confidence).clamp(0.0, 1.0);
        claim.evidence.push(Evidence::of(self.draft.subject.rule, "how the subject was found"));
        match (outcome, place) {
            (Ok(judged), Some(place)) => {
                self.fill(&mut claim, place, &judged);
                if let Some(why) = self.unjudged() {
                    self.not_judged(&mut claim, place, &judged.measured, why);
                }
                self.take(&mut claim, &resolved);
                if let Some(why) = self.doubt(who, &resolved, &judged, claim.confidence) {
                    if self.draft.said == Said::Words {
                        self.not_judged(&mut claim, place, &judged.measured, &why);
                    } else {
                        cannot_check(&mut claim, &why);
                    }
                }
            }
            (Err(why), _) => cannot_check(&mut claim, &why),
            (Ok(_), None) => cannot_check(&mut claim, "the subject is not known"),
        }
        claim
    }

    fn judged(&self, subject: &Place, target: &Resolved) -> Result<Judged, String> {
        let mut measured = resolve::measure(self.ground, self.draft, subject, target)?;
        measured.unit = self.draft.measure.unit;
        let path = match (self.draft.by_road, self.draft.straight) {
            (_, true) => Path::Straight,
            (true, false) => Path::Road,
            (false, false) => Path::Unsaid,
        };
        let question = Question {
            stated: self.stated,
            default: measured.default.clone(),
            others: measured.others.clone(),
            path,
            heading: self.draft.direction.as_ref().map(|direction| measured.heading(direction.sector)),
        };
        let judgement = judge::judge(&question);
        Ok(Judged { measured, judgement, question })
    }

    /// Why a contradiction should not be held against the text: a namesake would fit, or a place was likely misread.
    fn doubt(&self, who: &Who<'_>, target: &Resolved, judged: &Judged, confidence: f64) -> Option<String> {
        let Judged { measured, judgement, .. } = judged;
        if !judgement.verdict.is_contradiction() || self.unjudged().is_some() {
            return None;
        }
        let subject = who.toponym();
        let guessed =
            |toponym: &&Toponym| toponym.evidence.iter().any(|evidence| evidence.rule == "spelling");
        let target_name = match self.draft.target.kind {
            TargetKind::Toponym(index, _) => self.view.toponyms.get(index),
            _ => None,
        };
        if let Some(toponym) = subject.into_iter().chain(target_name).find(guessed) {
            return Some(format!(
                "no layer spells a place \"{}\", so it is not sure which is meant",
                toponym.text
            ));
        }
        let fits = |subject: &Place, target: &Resolved| {
            self.judged(subject, target).is_ok_and(|other| !other.judgement.verdict.is_contradiction())
        };
        let place = who.place(self.view)?;
        if let Some(rival) = rivals(subject?).find(|rival| fits(&rival.place, target)) {
            return Some(namesake(&rival.place));
        }
        if let TargetKind::Toponym(index, _) = self.draft.target.kind
            && let Some(toponym) = self.view.toponyms.get(index)
        {
            let rival = rivals(toponym).find(|rival| {
                fits(place, &Resolved { place: Some(Place::clone(&rival.place)), ..target.clone() })
            });
            if let Some(rival) = rival {
                return Some(namesake(&rival.place));
            }
        }
        let off = judgement.factor.max(1.0 / judgement.factor.max(1e-9));
        if off > FAR_OFF && self.is_taken_for_granted(who, target) {
            let apart = reason::km(measured.km);
            return Some(format!(
                "its places were taken from what the text said before, and other ones may be meant (these lie {apart} apart)"
            ));
        }
        let least = DOUBTS.iter().find(|(factor, _)| off > *factor).map_or(0.0, |&(_, least)| least);
        (confidence < least).then(|| {
            let apart = reason::km(measured.km);
            format!("it is not sure which places or line are meant (the likeliest reading gives {apart})")
        })
    }

    /// True if an end of the claim is not named in its own sentence.
    fn is_taken_for_granted(&self, who: &Who<'_>, target: &Resolved) -> bool {
        let here = self.view.prose.sentence_at(self.view.span(self.draft.tokens.clone()).start);
        let before = |subject: &Toponym| self.view.prose.sentence_at(subject.span.start) != here;
        let named = matches!(self.draft.target.kind, TargetKind::Anaphor | TargetKind::Earlier(..));
        who.toponym().is_some_and(before) || named && target.assumed.is_some()
    }

    /// A claim with its words and numbers, nothing measured yet.
    fn blank(&self, doc: &str) -> Claim {
        let draft = self.draft;
        let span = self.view.span(draft.tokens.clone());
        let core = interval::allowed(&self.stated).core;
        let most = if core.1.is_finite() { core.1 } else { HALF_WORLD_KM.max(core.0) };
        let written = |tokens| slice(self.view.text, self.view.span(tokens)).to_owned();
        Claim {
            id: format!("{doc}:claim:{}", span.start),
            doc: doc.to_owned(),
            span,
            text: slice(self.view.text, span).to_owned(),
            sentence: self.view.prose.sentences.get(draft.sentence).map_or(span, |sentence| sentence.span),
            subject: None,
            target: None,
            stated: matches!(draft.said, Said::Length | Said::Time).then(|| draft.measure.number.value()),
            unit: draft.measure.unit,
            stated_km: (draft.said == Said::Length).then(|| self.stated.value_km()),
            stated_km_low: (draft.said != Said::Time).then_some(core.0),
            stated_km_high: (draft.said != Said::Time).then_some(most),
            hedge: draft.hedge,
            direction: draft.direction.as_ref().map(|direction| written(direction.tokens.clone())),
            measured_km: None,
            measured_km_low: None,
            measured_km_high: None,
            by_road_km: None,
            factor: None,
            same_claim: format!("{doc}:claim:{}", span.start),
            line: None,
            verdict: ClaimVerdict::CannotCheck,
            reason: String::new(),
            would_change: None,
            confidence: 0.0,
            evidence: vec![Evidence::at("claim.number", draft.measure.span, "the number and its unit")],
        }
    }

    fn subject_words(&self, who: &Who<'_>) -> Option<ClaimTarget> {
        let (span, place) = match who {
            Who::Nobody => return None,
            Who::Unknown(span) => (*span, None),
            Who::Toponym(_, toponym) => (toponym.span, who.place(self.view).cloned()),
        };
        Some(ClaimTarget {
            class: place.as_ref().map(|place| place.class),
            place,
            text: slice(self.view.text, span).to_owned(),
            span: Some(span),
            is_border: false,
        })
    }

    fn target_words(&self, resolved: &Resolved) -> Option<ClaimTarget> {
        let span = match self.draft.target.kind {
            TargetKind::Implied => return None,
            TargetKind::Toponym(index, _) | TargetKind::Earlier(index, _) => {
                let toponym = self.view.toponyms.get(index)?;
                toponym.phrase.join(toponym.span)
            }
            _ => self.view.span(self.draft.target.tokens.clone()),
        };
        Some(ClaimTarget {
            place: resolved.place.clone(),
            text: slice(self.view.text, span).to_owned(),
            span: Some(span),
            is_border: resolved.is_border,
            class: resolved.place.as_ref().map(|place| place.class),
        })
    }

    fn fill(&self, claim: &mut Claim, place: &Place, judged: &Judged) {
        let Judged { measured, judgement, question } = judged;
        claim.measured_km = Some(measured.km);
        claim.measured_km_low = Some(measured.range_km.0);
        claim.measured_km_high = Some(measured.range_km.1);
        claim.by_road_km = Some(judgement.road_km);
        claim.factor = Some(judgement.factor);
        claim.line = Some(measured.line);
        claim.verdict = judgement.verdict;
        claim.reason = reason::sentence(&self.told(&claim.text, place), measured, judgement);
        claim.would_change = Some(change::sentence(question, measured, judgement));
        claim.evidence.extend(reason::evidence(measured, judgement));
    }
}

impl Checker<'_> {
    fn told<'t>(&'t self, words: &'t str, subject: &'t Place) -> Told<'t> {
        let written = |tokens| slice(self.view.text, self.view.span(tokens));
        Told {
            words,
            subject: &subject.name,
            number: written(self.draft.number.clone()),
            direction: self.draft.direction.as_ref().map(|direction| written(direction.tokens.clone())),
            turned: self.draft.turned,
        }
    }

    /// Why what is measured is not held against the words.
    fn unjudged(&self) -> Option<&'static str> {
        if self.draft.said == Said::Time {
            Some("the time of a journey depends on road, vehicle and checkpoints")
        } else if self.draft.doubtful {
            Some("the text spoke of several places before, and any of them may be meant")
        } else {
            None
        }
    }

    /// Keeps what was measured and takes the verdict away.
    fn not_judged(&self, claim: &mut Claim, subject: &Place, measured: &Measured, why: &str) {
        claim.verdict = ClaimVerdict::CannotCheck;
        claim.reason = reason::not_judged(&self.told(&claim.text, subject), measured, why);
        claim.evidence.push(Evidence::of("claim.not-judged", why.to_owned()));
        claim.would_change = None;
        claim.factor = None;
    }

    /// Says which end was taken from outside the claim's sentence, and from which words.
    fn take(&self, claim: &mut Claim, resolved: &Resolved) {
        let sentence = |span: Span| self.view.prose.sentence_at(span.start);
        let here = sentence(claim.span);
        let before = |end: &Option<ClaimTarget>| {
            end.as_ref().and_then(|end| end.span).filter(|&span| sentence(span) != here)
        };
        let mut taken = Vec::new();
        if let Some(span) = before(&claim.subject) {
            let words = slice(self.view.text, span).to_owned();
            let note = format!("what is spoken of is {words}, named in a sentence before");
            claim.evidence.push(Evidence::at("claim.taken-subject", span, note.clone()));
            taken.push(note);
        }
        if let Some(span) = before(&claim.target) {
            let note = "what it is measured from is named in a sentence before";
            claim.evidence.push(Evidence::at("claim.taken-target", span, note));
        }
        if let Some(other) = self.draft.second.and_then(|second| self.view.place(second)) {
            let half = reason::km(self.stated.value_km());
            taken.push(format!("halfway to {} is {half} from either", other.name));
        }
        if let Some(assumed) = &resolved.assumed {
            claim.evidence.push(Evidence::of("claim.assumed", assumed.clone()));
            taken.push(assumed.clone());
        }
        if !taken.is_empty() {
            claim.reason = format!("{} Taken for granted: {}.", claim.reason, taken.join("; "));
        }
    }
}

fn rivals(toponym: &Toponym) -> impl Iterator<Item = &RunnerUp> {
    let class = toponym.place.as_ref().map(|place| place.class);
    toponym.runners_up.iter().filter(move |rival| {
        let share = if Some(rival.place.class) == class { TWIN_SHARE } else { RIVAL_SHARE };
        rival.confidence >= share * toponym.confidence
    })
}

fn namesake(place: &Place) -> String {
    let where_ = place.region.as_deref().or(place.country.as_deref()).unwrap_or("elsewhere");
    format!(
        "another place called {} ({where_}) would fit, and the text does not settle which is meant",
        place.name
    )
}

/// Turns a claim into one that is not held against the text; what was measured stays, as evidence only.
fn cannot_check(claim: &mut Claim, why: &str) {
    if !claim.reason.is_empty() {
        claim.evidence.push(Evidence::of("claim.doubt", claim.reason.clone()));
    }
    claim.verdict = ClaimVerdict::CannotCheck;
    claim.reason = format!("The text says \"{}\", which cannot be checked: {why}.", claim.text);
    claim.evidence.push(Evidence::of("claim.cannot-check", why.to_owned()));
    claim.measured_km = None;
    claim.measured_km_low = None;
    claim.measured_km_high = None;
    claim.by_road_km = None;
    claim.factor = None;
    claim.would_change = None;
    claim.line = None;
}
