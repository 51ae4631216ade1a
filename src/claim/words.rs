//! The words around a stated distance: the lexicon's roles, hedges and directions, looked up over one text's tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Hedge;
pub(super) use super::tongue::Role;
use super::tongue::{Tongue, tongue};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy;
use crate::geodesy::compass::{self, Direction};
use crate::text::lowered::{Fold, Folded};
use crate::text::{Lowered, Prose, Span, slice};
use crate::toponym::{MentionKind, Toponym, Use};

/// A city that is a division of its own, or a district no larger than a town: its extent says enough.
const SMALL_KM: f64 = 15.0;

/// True for a division no larger than a town.
pub(super) fn is_small(place: &Place) -> bool {
    matches!(place.class, PlaceClass::Region | PlaceClass::District) && place.radius_km <= SMALL_KM
}

/// Least population of a town that stands for the division of its name.
const SEAT_POPULATION: u64 = 10_000;

/// The place that a toponym means beside a distance: a bare name of a division ("X", not "X province") is the town of that
/// name inside it, where there is one of some size.
fn meant(toponym: &Toponym) -> Option<&Place> {
    let place = toponym.place.as_deref()?;
    let division = matches!(place.class, PlaceClass::Region | PlaceClass::District) && !is_small(place);
    if !division || toponym.phrase != toponym.span || toponym.kind != MentionKind::Name {
        return Some(place);
    }
    let within = |town: &Place| {
        town.class == PlaceClass::Settlement
            && town.population.unwrap_or(0) >= SEAT_POPULATION
            && geodesy::distance_m(place.position, town.position) < 1000.0 * place.radius_km
    };
    toponym.runners_up.iter().map(|rival| &*rival.place).find(|town| within(town)).or(Some(place))
}

/// One text with its tokens in lower case and its toponyms by token.
pub(super) struct View<'a> {
    pub text: &'a str,
    pub prose: &'a Prose,
    pub toponyms: &'a [Toponym],
    /// The place of each toponym, as it is meant beside a distance.
    places: Vec<Option<&'a Place>>,
    lower: Lowered<'a>,
    tongue: &'static Tongue,
    toponym_of: Vec<Option<usize>>,
    /// The first toponym of each country named, in the order of the text.
    countries: Vec<usize>,
    /// The first toponym that lies in a country.
    first_in_country: Option<usize>,
}

impl<'a> View<'a> {
    /// The text in lower case, with apostrophes as they are and with straight ones.
    pub fn fold(text: &str, prose: &Prose) -> Folded {
        let straight: Fold = |word, into| into.push_str(&word.to_lowercase().replace('’', "'"));
        Folded::with(text, &prose.tokens, [|word, into| into.push_str(&word.to_lowercase()), straight])
    }

    /// The view of a text that was put in lower case by [`View::fold`].
    pub fn new(text: &'a str, prose: &'a Prose, folded: &'a Folded, toponyms: &'a [Toponym]) -> Self {
        let mut lower = folded.words(&prose.tokens, 0);
        let tongue = tongue(&lower);
        if tongue.is_foreign() {
            lower = folded.words(&prose.tokens, 1);
        }
        let mut toponym_of = vec![None; prose.tokens.len()];
        for (index, toponym) in toponyms.iter().enumerate() {
            for token in prose.tokens_in(toponym.phrase.join(toponym.span)) {
                toponym_of[token].get_or_insert(index);
            }
        }
        let places: Vec<Option<&Place>> = toponyms.iter().map(meant).collect();
        let place_of = |index: &usize| places.get(*index).copied().flatten();
        let mut seen = BTreeSet::new();
        let is_country = |place: &&Place| place.class == PlaceClass::Country;
        let countries = (0..toponyms.len())
            .filter(|index| {
                place_of(index).filter(is_country).is_some_and(|place| seen.insert(place.country.clone()))
            })
            .collect();
        let first_in_country =
            (0..toponyms.len()).find(|index| place_of(index).is_some_and(|place| place.country.is_some()));
        Self { text, prose, toponyms, places, lower, tongue, toponym_of, countries, first_in_country }
    }

    /// The countries that the text names, each once.
    pub fn countries(&self) -> impl Iterator<Item = &Place> {
        self.countries.iter().filter_map(|&index| self.place(index))
    }

    /// The country of the text's first place.
    pub fn first_country(&self) -> Option<&str> {
        self.place(self.first_in_country?)?.country.as_deref()
    }

    /// True for a text that is not English.
    pub fn is_foreign(&self) -> bool {
        self.tongue.is_foreign()
    }

    /// Lower-case word at `index`; empty outside the text.
    #[inline]
    pub fn word(&self, index: usize) -> &str {
        self.lower.word(index)
    }

    /// Index of the toponym that covers token `index`.
    pub fn toponym_at(&self, index: usize) -> Option<usize> {
        self.toponym_of.get(index).copied().flatten()
    }

    /// Tokens of toponym `index`, words of kind included.
    pub fn tokens_of(&self, index: usize) -> Range<usize> {
        self.toponyms.get(index).map_or(0..0, |t| self.prose.tokens_in(t.phrase.join(t.span)))
    }

    pub fn place(&self, index: usize) -> Option<&'a Place> {
        self.places.get(index).copied().flatten()
    }

    pub fn class(&self, index: usize) -> Option<PlaceClass> {
        self.place(index).map(|place| place.class)
    }

    /// True for a settlement, a facility, or a name that no layer knows: what can lie at a distance.
    pub fn is_spot(&self, index: usize) -> bool {
        match self.place(index) {
            Some(place) => {
                let small = is_small(place) && !self.names_area(index);
                (small || !place.class.is_areal()) && !self.is_adjective(index)
            }
            None => !self.is_adjective(index) && !self.names_area(index),
        }
    }

    /// True for an unknown name with a word for a division: "Northern district".
    fn names_area(&self, index: usize) -> bool {
        const DIVISIONS: [&str; 12] = [
            "district",
            "region",
            "oblast",
            "raion",
            "province",
            "county",
            "governorate",
            "state",
            "territory",
            "prefecture",
            "department",
            "krai",
        ];
        self.toponyms.get(index).is_some_and(|t| t.kind == MentionKind::DistrictForm)
            || self.tokens_of(index).any(|token| DIVISIONS.contains(&self.word(token)))
            || DIVISIONS.contains(&self.word(self.tokens_of(index).end))
    }

    /// True for a name that stands for those who act for the place.
    pub fn is_metonym(&self, index: usize) -> bool {
        self.toponyms.get(index).is_some_and(|t| t.usage == Use::Metonym)
    }

    pub fn is_adjective(&self, index: usize) -> bool {
        self.toponyms.get(index).is_some_and(|t| t.kind == MentionKind::AdjectiveForm)
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        let first = self.prose.tokens.get(tokens.start).map_or(0, |token| token.span.start);
        let last = tokens.end.checked_sub(1).and_then(|at| self.prose.tokens.get(at));
        Span::new(first, last.map_or(first, |token| token.span.end))
    }

    pub fn is_capital(&self, index: usize) -> bool {
        self.prose.tokens.get(index).is_some_and(|token| token.capital)
    }

    /// True if any letter of token `index` is a capital ("d'Arroscia").
    pub fn has_capital(&self, index: usize) -> bool {
        let token = self.prose.tokens.get(index);
        token.is_some_and(|token| slice(self.text, token.span).chars().any(char::is_uppercase))
    }

    /// Length of the longest phrase with `role` that begins at token `at`.
    pub fn role_at(&self, at: usize, role: Role) -> Option<usize> {
        self.tongue.words.at(&self.lower, at, |found| found == role).map(|(length, _)| length)
    }

    /// Length of the longest phrase with `role` that ends right before token `end`.
    pub fn role_before(&self, end: usize, role: Role) -> Option<usize> {
        self.tongue.words.before(&self.lower, end, |found| found == role).map(|(length, _)| length)
    }

    pub fn hedge_before(&self, end: usize) -> Option<(usize, Option<Hedge>)> {
        self.tongue
            .hedges
            .before(&self.lower, end, |(_, before)| before)
            .map(|(length, (hedge, _))| (length, hedge))
    }

    /// True for a word that is a hedge or part of one.
    pub fn hedge_at(&self, at: usize) -> bool {
        self.tongue.hedges.rows.iter().any(|(words, _)| words.contains(&self.word(at)))
    }

    pub fn hedge_after(&self, at: usize) -> Option<(usize, Option<Hedge>)> {
        self.tongue
            .hedges
            .at(&self.lower, at, |(_, before)| !before)
            .map(|(length, (hedge, _))| (length, hedge))
    }

    /// Words at token `at` that bound a distance without a number: how many tokens, and up to how many km they hold.
    pub fn bound_at(&self, at: usize) -> Option<(usize, f64)> {
        self.tongue.bounds.at(&self.lower, at, |_| true)
    }

    /// False for a word that begins neither a bound nor a middle: nearly all words.
    #[inline]
    pub fn may_bound(&self, at: usize) -> bool {
        self.tongue.opens(self.word(at))
    }

    /// A compass word at token `at` ("north", "south-east", "NNE"): its length in tokens and its sector.
    pub fn direction_at(&self, at: usize) -> Option<(usize, Direction)> {
        const LONGEST: usize = 5;
        if self.is_foreign() {
            return self.tongue.directions.at(&self.lower, at, |_| true);
        }
        (1..=LONGEST).rev().find_map(|length| {
            let tokens = self.prose.tokens.get(at..at + length)?;
            let words: String = tokens.iter().map(|token| slice(self.text, token.span)).collect();
            // "north" ends "north-"; the hyphen belongs to what follows.
            let last = self.word(at + length - 1);
            let whole = last.chars().all(char::is_alphabetic) && words.len() <= 40;
            // "5 km eastern of" is a translator's "east of"; "5 km eastern bank" is no direction.
            let adjective = last.contains("ern") && !matches!(self.word(at + length), "of" | "from" | "to");
            Some((length, compass::parse(&words).filter(|_| whole && !adjective)?))
        })
    }
}
