//! What a whole document is about: the countries and regions that its surer names and its adjectives point to.

use rustc_hash::FxHashMap;

use super::atlas::{Atlas, PlaceNo, Sense};
use super::features::Feature;
use super::kind_words::Form;
use super::lexicon::{Classes, Lexicon};
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use crate::gazetteer::PlaceClass;

/// Countries and regions of one document.
#[derive(Debug, Default)]
pub struct Context {
    countries: FxHashMap<[u8; 2], f64>,
    regions: FxHashMap<PlaceNo, f64>,
}

/// A name below this probability says nothing of the document.
const SURE: f64 = 0.8;

impl Context {
    /// Adds up what the hits and the adjectives of `page` point to.
    pub fn of<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, hits: &[Hit]) -> Self {
        let mut context = Self::default();
        for at in 0..page.len() {
            if page.capital(at)
                && page.is(at, Classes::DEMONYM)
                && let Some(country) = Lexicon::english().demonym(page.lower(at))
                && let Some(sense) = names.home(country)
                && sense.country != *b"  "
            {
                *context.countries.entry(sense.country).or_default() += 1.0;
            }
        }
        for hit in hits.iter().filter(|hit| hit.probability > SURE && !hit.dateline) {
            context.add(names.senses(hit.name), hit.kind.form);
            if hit.features.has(Feature::CommaAreaAfter) {
                context.add(names.senses(hit.name), hit.kind.form);
            }
        }
        context
    }

    fn add(&mut self, senses: &[Sense], form: Form) {
        let area = senses.iter().find(|sense| match form {
            Form::Region => sense.class == PlaceClass::Region,
            Form::District => sense.class == PlaceClass::District,
            Form::Settlement => false,
            Form::Bare => sense.class == PlaceClass::Country,
        });
        let Some(sense) = area.or_else(|| leading(senses)) else { return };
        if sense.country != *b"  " {
            *self.countries.entry(sense.country).or_default() += 1.0;
        }
        let region = if sense.class == PlaceClass::Region { Some(sense.place) } else { sense.region };
        if let Some(region) = region {
            *self.regions.entry(region).or_default() += 1.0;
        }
    }

    /// True if the place is a region that the document names, or lies in one.
    #[must_use]
    pub fn region_in_play(&self, sense: &Sense) -> bool {
        sense.region.is_some_and(|region| self.regions.contains_key(&region))
            || self.regions.contains_key(&sense.place)
    }

    /// True if the document names the place's country.
    #[must_use]
    pub fn country_in_play(&self, sense: &Sense) -> bool {
        self.countries.contains_key(&sense.country)
    }

    /// True if the document names any country or place in one.
    #[must_use]
    pub fn any_country(&self) -> bool {
        !self.countries.is_empty()
    }
}

/// The one sense that stands out by population, if any does.
fn leading(senses: &[Sense]) -> Option<&Sense> {
    let best = senses.iter().max_by_key(|sense| (sense.population, std::cmp::Reverse(sense.place)))?;
    let second = senses
        .iter()
        .filter(|sense| sense.place != best.place && sense.country != best.country)
        .map(|sense| sense.population)
        .max()
        .unwrap_or(0);
    (senses.len() == 1 || best.seat >= 2 || best.population >= 50_000 && best.population > 4 * second)
        .then_some(best)
}
