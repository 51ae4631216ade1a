//! Checks every stated distance of one document: finds, resolves, measures, judges, explains.

use super::find::{self, Draft};
use super::ground::{Bundled, Ground};
use super::interval::Stated;
use super::judge::{self, Judgement, Path, Question};
use super::readings::Measured;
use super::reason::{self, Told};
use super::resolve::{self, Resolved};
use super::target::TargetKind;
use super::words::View;
use super::{Claim, ClaimTarget, ClaimVerdict};
use crate::document::Document;
use crate::evidence::Evidence;
use crate::gazetteer::Place;
use crate::text::{Prose, Span, slice};
use crate::toponym::Toponym;

/// Finds and checks every distance that `document` states, in the order of the text.
#[must_use]
pub fn check(document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Claim> {
    check_on(&Bundled, document, prose, toponyms)
}

/// [`check`] with the caller's own areas and borders.
#[must_use]
pub fn check_on(ground: &dyn Ground, document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Claim> {
    let view = View::new(&document.text, prose, toponyms);
    let mut claims = Vec::new();
    for draft in find::drafts(&view) {
        if draft.subject.toponyms.is_empty() {
            claims.push(claim(ground, document, &view, &draft, None));
        }
        for &subject in &draft.subject.toponyms {
            claims.push(claim(ground, document, &view, &draft, Some(subject)));
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
        in_km: draft.measure.unit == super::Unit::Kilometre,
    }
}

fn claim(
    ground: &dyn Ground,
    document: &Document,
    view: &View<'_>,
    draft: &Draft,
    subject: Option<usize>,
) -> Claim {
    let subject_toponym = subject.and_then(|index| view.toponyms.get(index));
    let place = subject_toponym.and_then(|toponym| toponym.place.as_ref());
    let resolved = resolve::target(view, draft, place);
    let stated = stated(draft);
    let outcome = match (subject_toponym, place) {
        (None, _) => Err(resolved
            .obstacle
            .clone()
            .unwrap_or_else(|| "the text gives no named place for what lies at this distance".into())),
        (Some(toponym), None) => Err(format!("no gazetteer layer places \"{}\"", toponym.text)),
        (Some(_), Some(place)) => resolve::measure(ground, draft, place, &resolved),
    };
    let mut claim = blank(document, view, draft, &stated);
    if let Some(toponym) = subject_toponym {
        claim.id = format!("{}:{}", claim.id, toponym.span.start);
        claim.subject = Some(ClaimTarget {
            place: toponym.place.clone(),
            text: toponym.text.clone(),
            span: Some(toponym.span),
            is_border: false,
            class: place.map(|place| place.class),
        });
    }
    claim.target = target_words(view, draft, &resolved);
    let sure = subject_toponym.map_or(1.0, |toponym| toponym.confidence);
    claim.confidence = (draft.subject.confidence * sure * resolved.confidence).clamp(0.0, 1.0);
    claim.evidence.push(Evidence::of(draft.subject.rule, "how the subject was found"));
    match outcome {
        Ok(measured) => fill(&mut claim, view, draft, place, &stated, &measured),
        Err(why) => {
            claim.reason = format!("The text says \"{}\", which cannot be checked: {why}.", claim.text);
            claim.evidence.push(Evidence::of("claim.cannot-check", why));
        }
    }
    claim
}

/// A claim with its words and numbers, nothing measured yet.
fn blank(document: &Document, view: &View<'_>, draft: &Draft, stated: &Stated) -> Claim {
    let span = view.span(draft.tokens.clone());
    let allowed = super::interval::allowed(stated);
    Claim {
        id: format!("{}:claim:{}", document.id, span.start),
        doc: document.id.clone(),
        span,
        text: slice(view.text, span).to_owned(),
        sentence: view.prose.sentences.get(draft.sentence).map_or(span, |sentence| sentence.span),
        subject: None,
        target: None,
        stated: draft.measure.number.value(),
        unit: draft.measure.unit,
        stated_km: stated.value_km(),
        stated_km_low: allowed.core.0,
        stated_km_high: if allowed.core.1.is_finite() { allowed.core.1 } else { HALF_WORLD_KM },
        hedge: draft.hedge,
        direction: draft.direction.as_ref().map(|d| slice(view.text, view.span(d.tokens.clone())).to_owned()),
        measured_km: None,
        measured_km_low: None,
        measured_km_high: None,
        by_road_km: None,
        line: None,
        verdict: ClaimVerdict::CannotCheck,
        reason: String::new(),
        confidence: 0.0,
        evidence: vec![Evidence::at("claim.number", draft.measure.span, "the number and its unit")],
    }
}

/// No two points on Earth are farther apart; stands for "no upper bound".
const HALF_WORLD_KM: f64 = 20_004.0;

fn target_words(view: &View<'_>, draft: &Draft, resolved: &Resolved) -> Option<ClaimTarget> {
    if draft.target.kind == TargetKind::Implied {
        return None;
    }
    let mut span = view.span(draft.target.tokens.clone());
    if let TargetKind::Toponym(index, _) = draft.target.kind
        && let Some(toponym) = view.toponyms.get(index)
    {
        span = toponym.phrase.join(toponym.span);
    }
    Some(ClaimTarget {
        place: resolved.place.clone(),
        text: slice(view.text, span).to_owned(),
        span: Some(span),
        is_border: resolved.is_border,
        class: resolved.place.as_ref().map(|place| place.class),
    })
}

fn fill(
    claim: &mut Claim,
    view: &View<'_>,
    draft: &Draft,
    place: Option<&Place>,
    stated: &Stated,
    measured: &Measured,
) {
    let path = match (draft.by_road, draft.straight) {
        (_, true) => Path::Straight,
        (true, false) => Path::Road,
        (false, false) => Path::Unsaid,
    };
    let judgement = judge::judge(&Question {
        stated: *stated,
        default: measured.default.clone(),
        others: measured.others.clone(),
        path,
        heading: draft.direction.as_ref().map(|direction| measured.heading(direction.compass)),
    });
    let (low, high) = measured.range_km();
    claim.measured_km = Some(measured.km);
    claim.measured_km_low = Some(low);
    claim.measured_km_high = Some(high);
    claim.by_road_km = Some(judgement.road_km);
    claim.line = Some(measured.line);
    claim.verdict = judgement.verdict;
    let number = slice(view.text, number_span(view, draft)).to_owned();
    let told = Told {
        words: &claim.text,
        subject: place.map_or("it", |place| place.name.as_str()),
        number: &number,
        direction: claim.direction.as_deref(),
    };
    claim.reason = reason::sentence(&told, measured, &judgement);
    claim.evidence.extend(evidence(measured, &judgement));
}

/// From the hedge to the unit.
fn number_span(view: &View<'_>, draft: &Draft) -> Span {
    view.span(draft.tokens.start.min(draft.measure.first_token)..draft.measure.end_token)
}

fn evidence(measured: &Measured, judgement: &Judgement) -> Vec<Evidence> {
    let mut found = vec![Evidence::of("reading.default", reason::reading(&measured.default))];
    found.extend(measured.others.iter().map(|other| Evidence::of("reading.other", reason::reading(other))));
    let (low, high) = judgement.road_km;
    found.push(Evidence::of("reading.road", format!("by road: {} to {}", reason::km(low), reason::km(high))));
    found.push(Evidence::of(
        "reading.azimuth",
        format!("azimuth from the target {:.0} degrees", measured.azimuth_deg),
    ));
    found
}
