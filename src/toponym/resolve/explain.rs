//! Why one place was chosen over its namesakes, in sentences for people.

use super::Ranked;
use super::groups::{Group, Tie};
use super::weigh::{Measure, part};
use crate::evidence::Evidence;
use crate::text::Span;
use crate::toponym::atlas::{Atlas, NameMatch};
use crate::toponym::names::Names;

/// A reason weighs at least this much, in log odds.
const WORTH_SAYING: f64 = 0.4;

/// The reasons for the first of `ranked`; `parent_spans` gives the words of each stated area.
pub fn reasons<A: Atlas + ?Sized>(
    names: &Names<'_, A>,
    group: &Group,
    ranked: &[Ranked],
    parent_span: &dyn Fn(usize) -> Span,
) -> Vec<Evidence> {
    let Some(best) = ranked.first() else { return Vec::new() };
    let mut reasons = Vec::new();
    let counts = |measure: Measure| part(&best.values, measure) > WORTH_SAYING;
    if ranked.len() == 1 {
        reasons.push(Evidence::of("only-place", "the only place of this name that the gazetteer has"));
    }
    if best.sense.matched == NameMatch::Key {
        reasons.push(Evidence::of("spelling", "no layer spells it so; the spelling fits by the rules of transliteration, near other places of the text"));
    }
    if counts(Measure::Metonym) {
        reasons.push(Evidence::of("metonym", "named by what sits there"));
    }
    for (measure, tie, rule, how) in [
        (Measure::ParentDirect, Tie::Direct, "region-named", "the text says so beside the name"),
        (Measure::ParentSentence, Tie::Sentence, "region-in-sentence", "named in the same sentence"),
        (Measure::ParentDistrict, Tie::District, "district-before", "the last district named before it"),
        (Measure::ParentParagraph, Tie::Paragraph, "region-before", "named shortly before"),
    ] {
        if counts(measure) {
            for parent in group.parents.iter().filter(|parent| parent.tie == tie).take(2) {
                let span = parent_span(parent.mention);
                reasons.push(Evidence::at(rule, span, format!("it lies in an area that is {how}")));
            }
        }
    }
    if counts(Measure::FormFits) {
        reasons.push(Evidence::of(
            "kind-word",
            format!("the words beside the name ask for a {}", best.sense.class.as_str()),
        ));
    }
    if counts(Measure::RegionShare) {
        reasons.push(Evidence::of("same-region", "other places of the text lie in the same region"));
    }
    if counts(Measure::CountryShare) {
        reasons.push(Evidence::of("same-country", "other places of the text lie in the same country"));
    }
    if counts(Measure::Near25) {
        reasons.push(Evidence::of("near-neighbour", "another place of the text lies close by"));
    }
    if counts(Measure::ShortForm) {
        reasons.push(Evidence::of("short-form", "a longer name of the text ends in this one"));
    }
    if ranked.len() > 1 && counts(Measure::Largest) && best.sense.population > 0 {
        reasons.push(Evidence::of(
            "largest",
            format!(
                "the largest of {} places of this name, {} inhabitants",
                ranked.len(),
                best.sense.population
            ),
        ));
    }
    if ranked.len() > 1 && counts(Measure::Capital) {
        reasons.push(Evidence::of("capital", "capital of a country"));
    }
    if let Some(second) = ranked.get(1).filter(|second| second.probability > 0.2)
        && let Some(place) = names.atlas.place(second.sense.place)
    {
        let region = place.region.map(|region| format!(" in {region}")).unwrap_or_default();
        reasons.push(Evidence::of("rival", format!("{}{region} is possible too", place.name)));
    }
    reasons
}
