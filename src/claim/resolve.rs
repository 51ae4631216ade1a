//! Turns a target's words into something that can be measured to, or says why it cannot.

use super::connector::Tie;
use super::find::Draft;
use super::ground::{Ground, Near};
use super::names::Name;
use super::readings::{self, Measured};
use super::target::{Part, TargetKind};
use super::words::View;
use crate::gazetteer::{Place, PlaceClass};
use crate::text::slice;

/// A target that is known, with the confidence of the choice, or the reason why it is not.
#[derive(Clone)]
pub(super) struct Resolved {
    pub place: Option<Place>,
    pub is_border: bool,
    pub part: Part,
    /// Second country of "the border of A and B".
    pub other: Option<Place>,
    pub confidence: f64,
    /// Why nothing can be measured, if nothing can.
    pub obstacle: Option<String>,
}

impl Resolved {
    fn known(place: Place, confidence: f64) -> Self {
        Self {
            place: Some(place),
            is_border: false,
            part: Part::Whole,
            other: None,
            confidence,
            obstacle: None,
        }
    }

    fn unknown(obstacle: impl Into<String>) -> Self {
        Self {
            place: None,
            is_border: false,
            part: Part::Whole,
            other: None,
            confidence: 0.8,
            obstacle: Some(obstacle.into()),
        }
    }
}

/// Resolves the draft's target; `subject` tells which country is in play.
pub(super) fn target(
    ground: &dyn Ground,
    view: &View<'_>,
    draft: &Draft,
    subject: Option<&Place>,
) -> Resolved {
    match &draft.target.kind {
        TargetKind::Toponym(index, part) => {
            let mut found = toponym(view, *index);
            found.part = *part;
            let country = found.place.as_ref().filter(|place| place.class == PlaceClass::Country);
            found.other = country.and_then(|place| neighbour(view, draft, place.country.as_deref()));
            found
        }
        TargetKind::Territory(index) => {
            let mut found = toponym(view, *index);
            found.is_border = true;
            let country = found.place.as_ref().and_then(|place| place.country.as_deref());
            found.other = neighbour(view, draft, country);
            found
        }
        TargetKind::Capital(of) => {
            let named = of.and_then(|index| view.place(index)).and_then(|place| place.country.clone());
            let country = named.or_else(|| subject?.country.clone()).or_else(|| country_in_play(view, draft));
            match country.as_deref().and_then(|iso2| ground.capital(iso2)) {
                Some(place) => Resolved::known(place, if of.is_some() { 0.9 } else { 0.75 }),
                None => Resolved::unknown("it is not clear which capital is meant"),
            }
        }
        TargetKind::Seat => {
            match subject.and_then(|place| place.region_id.as_deref()).and_then(|id| ground.seat(id)) {
                Some(place) => Resolved::known(place, 0.75),
                None => Resolved::unknown("it is not clear which regional capital is meant"),
            }
        }
        TargetKind::Border(named) => border(view, draft, named, subject),
        TargetKind::Anaphor => match anaphor(view, draft, subject) {
            Some(index) => {
                let mut found = toponym(view, index);
                found.confidence *= 0.7;
                found
            }
            None => Resolved::unknown("it is not clear which place the words refer to"),
        },
        TargetKind::Coast => Resolved::unknown("no coastline, sea or river is at hand to measure to"),
        TargetKind::Front => {
            Resolved::unknown("a front line, a force or an incident has no fixed place to measure to")
        }
        TargetKind::Here => Resolved::unknown("only the speaker knows where \"here\" is"),
        TargetKind::Unknown => {
            let words = slice(view.text, view.span(draft.target.tokens.clone()));
            Resolved::unknown(format!("no gazetteer layer places \"{words}\""))
        }
        TargetKind::Implied => Resolved::unknown("the text does not say from where"),
    }
}

fn toponym(view: &View<'_>, index: usize) -> Resolved {
    let Some(toponym) = view.toponyms.get(index) else { return Resolved::unknown("no target is named") };
    match &toponym.place {
        Some(place) => Resolved::known(Place::clone(place), toponym.confidence),
        None => Resolved::unknown(format!("no gazetteer layer places \"{}\"", toponym.text)),
    }
}

/// Tokens around a claim in which another place counts as near.
const NEAR_TOKENS: usize = 150;

/// The country of the nearest place named before the claim, else of the text's first.
fn country_in_play(view: &View<'_>, draft: &Draft) -> Option<String> {
    let of = |index: usize| view.place(index).and_then(|place| place.country.clone());
    let start = draft.tokens.start;
    let near =
        (start.saturating_sub(NEAR_TOKENS)..start).rev().filter_map(|t| view.toponym_at(t)).find_map(of);
    near.or_else(|| view.first_country().map(str::to_owned))
}

fn border(view: &View<'_>, draft: &Draft, named: &[usize], subject: Option<&Place>) -> Resolved {
    let places: Vec<&Place> = named.iter().filter_map(|&index| view.place(index)).collect();
    let own = subject.and_then(|place| place.country.as_deref());
    let confidence =
        named.iter().filter_map(|&i| view.toponyms.get(i)).map(|t| t.confidence).fold(1.0, f64::min);
    // The neighbour counts, not the subject's own country.
    let foreign =
        places.iter().find(|place| place.country.as_deref() != own || place.class == PlaceClass::Region);
    let chosen = foreign.or(places.first()).copied().cloned();
    let other =
        places.iter().find(|place| chosen.as_ref().is_some_and(|c| c.id != place.id)).copied().cloned();
    if !named.is_empty() && chosen.is_none() {
        return Resolved {
            is_border: true,
            ..Resolved::unknown("no gazetteer layer knows whose border is meant")
        };
    }
    let inferred = chosen.is_none();
    let Some(place) = chosen.or_else(|| neighbour(view, draft, own)) else {
        return Resolved { is_border: true, ..Resolved::unknown("it is not clear which border is meant") };
    };
    Resolved {
        other: other.or_else(|| neighbour(view, draft, place.country.as_deref())),
        is_border: true,
        confidence: if inferred { 0.65 } else { confidence },
        ..Resolved::known(place, 1.0)
    }
}

/// The first other country named near the claim, else in the text.
fn neighbour(view: &View<'_>, draft: &Draft, own: Option<&str>) -> Option<Place> {
    let foreign = |place: &&Place| place.class == PlaceClass::Country && place.country.as_deref() != own;
    let near = draft.tokens.start.saturating_sub(NEAR_TOKENS / 3)..draft.tokens.end + NEAR_TOKENS / 3;
    let around = near.filter_map(|t| view.toponym_at(t)).filter_map(|index| view.place(index));
    around.chain(view.countries()).find(foreign).cloned()
}

/// The settlement last named before the claim that is not its subject.
fn anaphor(view: &View<'_>, draft: &Draft, subject: Option<&Place>) -> Option<usize> {
    const SENTENCES: usize = 3;
    let first = view.prose.sentences.get(draft.sentence.saturating_sub(SENTENCES))?.first_token;
    let first = first.max(draft.tokens.start.saturating_sub(2 * NEAR_TOKENS));
    (first..draft.tokens.start).rev().filter_map(|token| view.toponym_at(token)).find(|&index| {
        view.class(index) == Some(PlaceClass::Settlement)
            && !draft.subject.names.contains(&Name::Known(index))
            && view.place(index).map(|place| &place.id) != subject.map(|place| &place.id)
    })
}

/// Two points this near are one place under two names.
const SAME_PLACE_KM: f64 = 0.1;

/// Measures from the subject to the resolved target, or says why that cannot be done.
pub(super) fn measure(
    ground: &dyn Ground,
    draft: &Draft,
    subject: &Place,
    resolved: &Resolved,
) -> Result<Measured, String> {
    let Some(target) = &resolved.place else {
        return Err(resolved.obstacle.clone().unwrap_or_default());
    };
    if subject.class.is_areal() {
        return Err(format!("{} is an area, not a point to measure from", subject.name));
    }
    let inside = draft.tie == Tie::Inside;
    if resolved.is_border || inside || target.class.is_areal() {
        let near = line(ground, subject, target, resolved)
            .ok_or_else(|| format!("no outline of {} is at hand to measure to", target.name))?;
        if near.inside && !resolved.is_border && !inside {
            return Err(format!("{} lies in {} itself", subject.name, target.name));
        }
        let own = subject.country.as_deref();
        if inside && target.class == PlaceClass::Country && own.is_some() && own != target.country.as_deref()
        {
            return Err(format!("{} does not lie in {}", subject.name, target.name));
        }
        return Ok(readings::to_line(subject, &near));
    }
    let mut measured = readings::between_points(subject, target);
    if measured.km < SAME_PLACE_KM {
        return Err(format!("both ends were read as one place, {}", target.name));
    }
    if resolved.part == Part::Edge {
        measured.shift_to_edge(target.radius_km);
    }
    Ok(measured)
}

/// The line that is meant: the border of two countries where it is at hand, else an outline.
fn line(ground: &dyn Ground, subject: &Place, target: &Place, resolved: &Resolved) -> Option<Near> {
    if target.class == PlaceClass::Region {
        return ground.region_edge(target, subject.position);
    }
    if target.class != PlaceClass::Country {
        return None;
    }
    let named = target.country.as_deref()?;
    let own = subject.country.as_deref().filter(|&own| own != named);
    let other =
        resolved.other.as_ref().and_then(|place| place.country.as_deref()).filter(|&other| other != named);
    let pair = [own, other].into_iter().flatten();
    let found = pair.into_iter().find_map(|neighbour| ground.border(neighbour, named, subject.position));
    // "The Russian border" said of a place in Russia: any part of its outline will do.
    found.or_else(|| ground.country_edge(named, &target.name, subject.position))
}
