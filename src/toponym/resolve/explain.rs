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

/// Areas that the text states, with the rule's id and how it is said.
const TIES: [(Measure, Tie, &str, &str); 5] = [
    (Measure::ParentDirect, Tie::Direct, "region-named", "named beside it"),
    (Measure::ParentSentence, Tie::Sentence, "region-in-sentence", "named in the same sentence"),
    (Measure::ParentDistrict, Tie::District, "district-before", "the last district named before it"),
    (Measure::ParentParagraph, Tie::Paragraph, "region-before", "named shortly before"),
    (Measure::Office, Tie::Office, "office", "that of officials who are named in the same sentence"),
];

/// Reasons that need no more than a fixed sentence.
const PLAIN: [(Measure, &str, &str); 9] = [
    (Measure::RegionNamed, "region-in-text", "the text names the region that it lies in"),
    (Measure::Metonym, "metonym", "named by what sits there"),
    (Measure::RegionShare, "same-region", "other places of the text lie in the same region"),
    (Measure::CountryShare, "same-country", "other places of the text lie in the same country"),
    (Measure::Near25, "near-neighbour", "another place of the text lies close by"),
    (Measure::Land, "land", "an adjective in the same sentence names its country"),
    (Measure::ListNear, "list", "another member of its list may lie close by"),
    (Measure::ShortForm, "short-form", "a longer name of the text ends in this one"),
    (Measure::Capital, "capital", "capital of a country"),
];

/// Those of the reasons for the first of `ranked` that need no more than a fixed sentence.
pub fn plain(ranked: &[Ranked]) -> impl Iterator<Item = Evidence> {
    let best = ranked.first().and_then(|best| best.values.as_deref());
    let counts = move |measure: Measure| best.is_some_and(|values| part(values, measure) > WORTH_SAYING);
    PLAIN
        .iter()
        .filter(move |(measure, ..)| counts(*measure))
        .map(|&(_, rule, note)| Evidence::of(rule, note))
}

/// The reasons for the first of `ranked`; `parent_spans` gives the words of each stated area.
pub fn reasons<A: Atlas + ?Sized>(
    names: &mut Names<'_, A>,
    group: &Group,
    ranked: &[Ranked],
    parent_span: &dyn Fn(usize) -> Span,
) -> Vec<Evidence> {
    let Some(best) = ranked.first() else { return Vec::new() };
    let mut reasons = Vec::new();
    if let Some(lemma) = names.atlas.lemma(names.words(group.name)) {
        reasons.push(Evidence::of("case-form", format!("a case form of '{lemma}'")));
    }
    let values = best.values.as_deref();
    let counts = |measure: Measure| values.is_some_and(|values| part(values, measure) > WORTH_SAYING);
    if ranked.len() == 1 {
        reasons.push(Evidence::of("only-place", "the only place of this name that the gazetteer has"));
    }
    if best.sense.matched == NameMatch::Key {
        let note = "no layer spells it so; the spelling fits by the rules of transliteration, near other places of the text";
        reasons.push(Evidence::of("spelling", note));
    }
    for (measure, tie, rule, how) in TIES {
        if counts(measure) {
            for parent in group.parents.iter().filter(|parent| parent.tie == tie).take(2) {
                let span = parent_span(parent.mention);
                reasons.push(Evidence::at(rule, span, format!("it lies in an area that is {how}")));
            }
        }
    }
    if counts(Measure::FormFits) {
        let class = best.sense.class.as_str();
        reasons.push(Evidence::of("kind-word", format!("the words beside the name ask for a {class}")));
    }
    if best.bias > WORTH_SAYING {
        reasons.push(Evidence::of(
            "bias",
            "it lies where the texts were said to be about, or along the border that is measured to",
        ));
    }
    reasons.extend(plain(ranked));
    if ranked.len() > 1 && counts(Measure::Largest) && best.sense.population > 0 {
        let (places, people) = (ranked.len(), best.sense.population);
        let note = format!("the largest of {places} places of this name, {people} inhabitants");
        reasons.push(Evidence::of("largest", note));
    }
    if let Some(second) = ranked.get(1).filter(|second| second.probability > 0.2)
        && let Some(place) = names.place(second.sense.place)
    {
        let region = place.region.as_ref().map(|region| format!(" in {region}")).unwrap_or_default();
        reasons.push(Evidence::of("rival", format!("{}{region} is possible too", place.name)));
    }
    reasons
}
