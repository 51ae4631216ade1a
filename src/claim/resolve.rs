//! Turns a target's words into something that can be measured to, or says why it cannot.

use super::connector::Tie;
use super::find::Draft;
use super::ground::{Ground, Near, inverse};
use super::names::Name;
use super::readings::{self, Measured};
use super::target::{Part, TargetKind};
use super::words::{View, is_small};
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
    /// True where a sea coast is meant; `place` is then the sea, if one is named.
    pub is_coast: bool,
    /// What was taken for granted to find it, for the reader.
    pub assumed: Option<String>,
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
            is_coast: false,
            assumed: None,
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
            is_coast: false,
            assumed: None,
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
            found.other = country.and_then(|place| neighbour(ground, view, draft, place.country.as_deref()));
            found
        }
        TargetKind::Territory(index) => {
            let mut found = toponym(view, *index);
            found.is_border = true;
            let country = found.place.as_ref().and_then(|place| place.country.as_deref());
            found.other = neighbour(ground, view, draft, country);
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
        TargetKind::Border(named) => border(ground, view, draft, named, subject),
        TargetKind::Anaphor => match anaphor(view, draft, subject) {
            Some(index) => {
                let mut found = toponym(view, index);
                found.confidence *= 0.7;
                let words = slice(view.text, view.span(draft.target.tokens.clone()));
                found.assumed = Some(format!("\"{words}\" is {}, named before", name(view, index)));
                found
            }
            None => Resolved::unknown("it is not clear which place the words refer to"),
        },
        &TargetKind::Earlier(index, sure) => {
            let mut found = toponym(view, index);
            found.confidence *= if sure { 0.8 } else { 0.5 };
            found.assumed =
                Some(format!("it is measured from {}, of which the text spoke before", name(view, index)));
            found
        }
        TargetKind::Coast => coast(view, draft),
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

fn name<'v>(view: &'v View<'_>, index: usize) -> &'v str {
    view.toponyms.get(index).map_or("", |toponym| toponym.text.as_str())
}

fn toponym(view: &View<'_>, index: usize) -> Resolved {
    let Some(toponym) = view.toponyms.get(index) else { return Resolved::unknown("no target is named") };
    match view.place(index) {
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

/// Words of the sea's edge that need no name.
const SHORES: [&str; 11] = [
    "coast",
    "coasts",
    "coastline",
    "beach",
    "shore",
    "shores",
    "shoreline",
    "sea",
    "ocean",
    "gulf",
    "strait",
];
/// Words in the names of seas; other waters (rivers, lakes) have no line to measure to.
const SEAS: [&str; 6] = ["Sea", "Ocean", "Gulf", "Bay", "Strait", "Channel"];

/// "the coast", "the Black Sea": the nearest coast; a river or a lake has no line here.
fn coast(view: &View<'_>, draft: &Draft) -> Resolved {
    let tokens = draft.target.tokens.clone();
    let named = tokens
        .clone()
        .filter_map(|token| view.toponym_at(token))
        .find_map(|index| view.place(index).filter(|place| place.class == PlaceClass::Sea));
    let is_sea = |place: &Place| place.name.split(' ').any(|word| SEAS.contains(&word));
    let inland = tokens.clone().any(|token| matches!(view.word(token), "lake" | "river" | "reservoir"));
    let known = match named {
        Some(place) => is_sea(place),
        None => tokens.clone().any(|token| SHORES.contains(&view.word(token))) && !inland,
    };
    if !known {
        return Resolved::unknown("no line of this river, lake or bay is at hand to measure to");
    }
    Resolved {
        is_coast: true,
        place: named.cloned(),
        assumed: Some("the nearest coast was taken".to_owned()),
        obstacle: None,
        ..Resolved::unknown("")
    }
}

fn border(
    ground: &dyn Ground,
    view: &View<'_>,
    draft: &Draft,
    named: &[usize],
    subject: Option<&Place>,
) -> Resolved {
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
    if let Some(place) = chosen {
        return Resolved {
            other: other.or_else(|| neighbour(ground, view, draft, place.country.as_deref())),
            is_border: true,
            ..Resolved::known(place, confidence)
        };
    }
    if let Some(place) = neighbour(ground, view, draft, own) {
        let assumed =
            format!("the text names no country here; {} is the neighbour that it speaks of", place.name);
        let other = neighbour(ground, view, draft, place.country.as_deref());
        return Resolved { other, is_border: true, assumed: Some(assumed), ..Resolved::known(place, 0.65) };
    }
    nearest_border(ground, subject)
}

/// "12 km from the border" in a text that names no neighbour: the border of the subject's country that is nearest to it.
fn nearest_border(ground: &dyn Ground, subject: Option<&Place>) -> Resolved {
    let found = subject.and_then(|place| {
        let own = place.country.as_deref()?;
        Some((place, ground.land_border(own, place.position)?.1))
    });
    match found {
        Some((subject, other)) => Resolved {
            is_border: true,
            assumed: Some(format!(
                "the text names no country; the border nearest to {} is that with {}",
                subject.name, other.name
            )),
            ..Resolved::known(other, 0.55)
        },
        None => Resolved { is_border: true, ..Resolved::unknown("it is not clear which border is meant") },
    }
}

/// The first other country named near the claim, else in the text, that has a land border with this one.
fn neighbour(ground: &dyn Ground, view: &View<'_>, draft: &Draft, own: Option<&str>) -> Option<Place> {
    let own = own?;
    let foreign = |place: &&Place| {
        place.class == PlaceClass::Country
            && place.country.as_deref().is_some_and(|code| ground.are_neighbours(own, code))
    };
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
        view.place(index).is_some_and(|place| place.class == PlaceClass::Settlement || is_small(place))
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
    if subject.class.is_areal() && !is_small(subject) {
        return Err(format!("{} is an area, not a point to measure from", subject.name));
    }
    if resolved.is_coast {
        return to_coast(ground, subject, resolved.place.as_ref());
    }
    let Some(target) = &resolved.place else {
        return Err(resolved.obstacle.clone().unwrap_or_default());
    };
    let inside = draft.tie == Tie::Inside;
    let outline = if resolved.is_border || inside || target.class.is_areal() {
        line(ground, subject, target, resolved)
    } else {
        None
    };
    let point_like = is_small(target) && !resolved.is_border && !inside && outline.is_none();
    if resolved.is_border || inside || target.class.is_areal() && !point_like {
        let near =
            outline.ok_or_else(|| format!("no outline of {} is at hand to measure to", target.name))?;
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

/// A coast this much farther from a sea's point than its extent is another sea's.
const OTHER_SEA: f64 = 1.3;

fn to_coast(ground: &dyn Ground, subject: &Place, sea: Option<&Place>) -> Result<Measured, String> {
    let near = ground.coast(subject.position).ok_or("no coast is at hand to measure to")?;
    if let Some(sea) = sea
        && inverse(sea.position, near.point).0 > OTHER_SEA * sea.radius_km
    {
        return Err(format!("the coast nearest to {} is not that of {}", subject.name, sea.name));
    }
    Ok(readings::to_line(subject, &near))
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
    // "The Russian border" said of a place in Russia or far away: any part of its land border will do.
    let land = || ground.land_border(named, subject.position).map(|(near, _)| near);
    found.or_else(land).or_else(|| ground.country_edge(named, &target.name, subject.position))
}
